"""Who of the parties helps whom, and how a party is written down.

Direction is read from the article's verbs (派驻, 帮扶, 托管, 赴…进修) before it is guessed from the standing of the
organisations; where neither tells, both are partners.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from summarizer.article import Span
from summarizer.chunking import split_clauses
from summarizer.extraction import ExtractedParty
from summarizer.organisations.coreference import Organisation
from summarizer.organisations.places import same_place
from summarizer.patterns import holds_any, late, not_after, not_before
from summarizer.rules.mapping import MappedSentence
from summarizer.rules.signing import Report
from summarizer.rules.words import Cued, cued
from summarizer.schema import Role

MAX_EVIDENCE_CHARS = 120
"""Source: contract, section 2, "Evidence"."""

_O = "[\ue000-\ue3ff]"
_STOP, _CALL = "\ue400", "\ue401"
"""In a text that is read for votes they stand for 。； and ！？: next to the marks of organisations, so that a class
which stops at all of them is one range (`re` takes long to compile others)."""
_GAP = "[^\ue000-\ue401]"
_ACTOR = f"({_O}){not_after('与.', '和.', '同.', '跟.', '、.')}{not_before(*'与和同、')}"
"""One that stands in no list; the mark comes first, so that `re` can skip to it."""
_HELP = (
    "帮扶|支援|援助|托管|扶持|援建|帮助|帮带|帮建|代管|指导|"
    "派驻|派出|选派|下派|派遣|委派|增派|外派|派|抽调|输送|扶植|辐射带动|接管"
)
_HELPS = f"(?:对口)?(?:{_HELP})"
_STUDY = "进修|学习|跟岗|跟班|轮训|培训|研修|深造|见习|规培"
_TO = "(?:到|赴|去|前往|在|至|来|入|往)"


class _Vote(NamedTuple):
    """A wording that tells who helps whom, and by how much it speaks for its first organisation."""

    weight: int
    pattern: Cued


def _vote(weight: int, before: str, words: str, after: str = "", *, cues: str = "") -> _Vote:
    """Make a vote that is told by one of `words`, as they stand in an alternation, between two patterns.

    Args:
        weight: of the vote.
        before: the pattern before the words.
        words: parted by `|`.
        after: the pattern behind them.
        cues: words that the vote can't do without and that stand in fewer texts.
    """
    return _Vote(weight, cued(cues or words, f"{before}(?:{words}){after}"))


_DIRECTED: tuple[_Vote, ...] = (
    # The first is sent to the second to learn.
    _vote(-2, f"({_O}){_GAP}{{0,40}}?{_TO}({_O}){_GAP}{{0,12}}?", _STUDY),
    _vote(
        -2,
        f"({_O}){_GAP}{{0,14}}?",
        "由|受|被|接受|交由|交给|委托给|委托|得到|依托|借助",
        f"({_O}){_GAP}{{0,16}}?(?:{_HELPS}|管理|支持|运营)",
    ),
    _vote(-2, f"({_O}){_GAP}{{0,12}}?", "加入|成为|纳入|加盟|挂牌|并入|划归|移交", f"{_GAP}{{0,8}}?({_O})"),
    _vote(2, f"由({_O}){_GAP}{{0,10}}?(?:对口)?", _HELP, f"({_O})", cues="由"),
    _vote(1, f"{_ACTOR}{_GAP}{{0,40}}?(?:对口)?", _HELP, f"{_GAP}{{0,26}}?({_O})"),
    _vote(
        2,
        f"{_ACTOR}{_GAP}{{0,16}}?(?:为|接收|接纳|免费接收|向|对)({_O}){_GAP}{{0,30}}?",
        "培训|培养|进修|提供|帮扶|支援|骨干|派|指导|输出|捐",
    ),
)
"""Of two organisations: the second gets as much with the other sign."""
_ALONE: tuple[_Vote, ...] = (
    _vote(
        1,
        f"{_ACTOR}{_GAP}{{0,24}}?",
        f"选派|派出|派驻|下派|派遣|抽调|委派|输出|组派|选送|派(?=[^，{_STOP}]{{0,14}}(?:名|位|专家|医|人|队|团))",
        f"(?!{_GAP}{{0,30}}(?:{_STUDY}))",
        cues="派|抽调|输出|选送",
    ),
    _vote(-1, f"{_ACTOR}{_GAP}{{0,20}}?(?:选派|选送|派送|派出|派|安排|组织){_GAP}{{0,30}}", _STUDY),
    _vote(
        -1,
        f"(?:向|到|赴|在|对|为|驻|入驻|进驻|给|给予)({_O}){_GAP}{{0,18}}?",
        "选派|派驻|派出|派|下派|输出|坐诊|查房|带教|帮扶|支援|指导|挂职|驻点|蹲点|开展|担任",
    ),
    _vote(-1, "", "帮扶|帮助|支援|托管|扶持|助力|提升|援助|指导|协助|推动|使|让", f"了?({_O})"),
    _vote(
        -2,
        "",
        f"(?:受援|被帮扶|受帮扶)(?:医院|单位|方)?({_O})|(?:出资人|举办方|举办人|产权方|受[匾牌]的?是)({_O})|({_O})(?:作为|是|为)?受援",
        cues="受援|受帮扶|被帮扶|出资人|举办|产权方|受匾|受牌",
    ),
    _vote(
        2,
        "",
        f"(?:牵头|支援|帮扶|核心|龙头)(?:医院|单位|方)(?:代表|[：是为])?的?({_O})|接过[^，{_STOP}]{{0,4}}管理权的?({_O})"
        f"|(?:由|以)({_O}){_GAP}{{0,6}}?(?:牵头|发起|为龙头|为核心|为依托)|(?<![、和与及同])({_O})(?:牵头|发起)",
        cues="牵头|核心|龙头|管理权|发起|为依托|支援医院|支援单位|支援方|帮扶医院|帮扶单位|帮扶方",
    ),
    _vote(
        2,
        f"({_O}){_GAP}{{0,4}}?(?:为|任|担任|当选|是){_GAP}{{0,6}}?",
        "理事长|主席|盟主|牵头|龙头|总院|核心",
    ),
    _vote(
        2,
        f"({_O})",
        "联合|联手|携手",
        f"{_O}(?=[^{_STOP}]{{0,60}}?(?:组[成建]|成立|发起)[^{_STOP}]{{0,16}}?(?:联盟|联合体|共同体|协作网|医联体|医共体|集团))",
    ),
    _vote(1, f"在({_O})的?{_GAP}{{0,16}}?", "帮扶|支援|帮助|指导|支持|带动", "下", cues="下"),
    _vote(
        1,
        f"({_O})(?:的)?{_GAP}{{0,12}}?",
        "专家|医疗队|团队|医生|教授",
        f"{_GAP}{{0,20}}?(?:到|来|赴|驻|下沉|坐诊|查房|带教|蹲点)",
    ),
)
_ONE_SIDED = ("帮扶", "支援", "托管", "组团式", "援藏", "援疆", "援青", "帮带")
"""Words of help that has one direction: then standing decides what the verbs leave open."""
_HELP_WORDS = late(
    "帮扶|支援|托管|下沉|医联体|医共体|医疗联合体|专科联盟|结对|组团|援[藏疆青]|帮带|指导|派驻|选派|派出|坐诊|进修|带教|代训|支持|基地|工作站|协作医院|分院|医联体|联盟|"
    "驻点|巡诊|查房|手把手|带出|远程|病区|院包科|以院包|包县|包科|派"
)
_TIES = late("派|帮扶|支援|托管|协议|合作|共建|联合|结对|挂牌|揭牌|分院|附属|加入|进修|带教|接收")
"""Words by which a clause shows that whom it names is bound, not just there."""
_CLINICAL = late("临床(?:医)?学院$")
"""第二临床医学院 is what a university calls its hospital."""
_EQUALS = cued("平等|轮", "地位平等|平等互[利惠助]|轮流(?:担任|坐庄|主办)|轮值主席")
"""Partners by their own words: nobody leads."""
_HIGHEST = ("大学", "医学院", "医科院", "科学院", "解放军", "军区", "军医", "联勤", "中国")
_LOWEST = ("镇", "乡", "村", "街道", "社区")
_UNIT = late("[省市县区州旗盟]|地区")
_MUNICIPALITIES = ("北京", "上海", "天津", "重庆")
_FAR = ("自治州", "自治县", "自治旗", "西藏", "新疆", "青海")
_OWN_LEVEL = {"government", "health_commission", "bureau"}


def find_roles(
    parties: Sequence[Organisation], mapped: Sequence[MappedSentence], *, plaques: Sequence[Organisation], text: str
) -> dict[Organisation, Role]:
    """Tell who supports and who receives.

    Args:
        parties: of one agreement.
        mapped: the sentences that speak of it.
        plaques: names the agreement gives one party after another: whoever lends its name supports.
        text: of the article.
    """
    if any(party.kind == "university" and not _CLINICAL.search(party.name) for party in parties):
        return dict.fromkeys(parties, "partner")
    votes = _votes(parties, mapped)
    for plaque in plaques:
        for lender in plaque.plaque_of:
            votes[lender] += 3
    one_sided = holds_any(text, _ONE_SIDED) and any(holds_any(text[s.start : s.end], _ONE_SIDED) for s, *_ in mapped)
    if not one_sided and any(_EQUALS.search(text, s.start, s.end) for s, *_ in mapped):
        return dict.fromkeys(parties, "partner")
    helped = one_sided or any(_HELP_WORDS.search(text, s.start, s.end) for s, *_ in mapped)
    return _decide(parties, votes, weight=3.0 if one_sided else 1.5 if helped else 0.0)


def _votes(parties: Sequence[Organisation], sentences: Iterable[MappedSentence]) -> Counter[Organisation]:
    """Read who helps whom in the sentences that name a party; between two, in those that name two."""
    members = set(parties)
    told: list[MappedSentence] = []
    of_two: list[MappedSentence] = []
    for sentence in sentences:
        if not sentence.named:
            continue
        named = members.intersection([organisation for organisation, _ in sentence.named.values()])
        if named:
            told.append(sentence)
            if len(named) > 1:
                of_two.append(sentence)
    votes: Counter[Organisation] = Counter()
    for weight, (one, other) in _read(_DIRECTED, of_two):
        if one in members and other in members and one is not other:
            votes[one] += weight
            votes[other] -= weight
    for weight, (organisation,) in _read(_ALONE, told):
        if organisation in members:
            votes[organisation] += weight
    return votes


def _read(votes: Sequence[_Vote], told: Sequence[MappedSentence]) -> Iterator[tuple[int, list[Organisation]]]:
    """Read sentences all at once: no pattern reaches past a full stop."""
    text = "。".join([sentence.text for sentence in told])
    for signs, stop in (("。；", _STOP), ("！？", _CALL)):
        for sign in signs:
            text = text.replace(sign, stop)
    starts = list(accumulate((len(sentence.text) + 1 for sentence in told), initial=0))
    for weight, pattern in votes:
        for match in pattern.finditer(text):
            sentence = told[bisect_right(starts, match.start()) - 1]
            yield weight, [sentence.named[mark][0] for mark in match.groups() if mark]


def _decide(
    parties: Sequence[Organisation], votes: Counter[Organisation], *, weight: float
) -> dict[Organisation, Role]:
    scores = {party: float(votes[party]) for party in parties}
    if weight:
        ranks = {party: _rank(party) for party in parties}
        middle = (max(ranks.values()) + min(ranks.values())) / 2
        for party in parties:
            scores[party] += weight * (ranks[party] - middle)
    if not any(scores.values()):
        return dict.fromkeys(parties, "partner")
    lead = max(parties, key=lambda party: (scores[party], -parties.index(party)))
    lowest = min(scores.values())
    if scores[lead] - lowest < (1 if weight > 2 else 1.5):
        return dict.fromkeys(parties, "partner")
    roles: dict[Organisation, Role] = {}
    for party in parties:
        roles[party] = "supporter" if _sides_with(party, lead, scores, told=votes[lead] > 0) else "recipient"
    return roles


def _sides_with(party: Organisation, lead: Organisation, scores: dict[Organisation, float], *, told: bool) -> bool:
    if party is lead:
        return True
    if party.kind in _OWN_LEVEL:
        nearest = max((o for o in scores if o is not party), key=lambda o: (_common(o.name, party.name), o is lead))
        return nearest is lead and same_place(party.name, lead.name)
    lowest = min(scores, key=lambda known: scores[known])
    # Several hospitals of the helping city stand against one of another place; where the text tells who leads, no.
    if not told and party is not lowest and party.name[:2] == lead.name[:2] != lowest.name[:2]:
        return True
    return scores[party] > 0 and scores[party] > scores[lead] / 2


def _common(one: str, other: str) -> int:
    """How many characters two names begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _rank(organisation: Organisation) -> float:
    """The usual standing of an organisation by its name, 1 (township) to 5 (university): higher helps lower."""
    name = organisation.name
    if holds_any(name, _HIGHEST):
        return 5
    if organisation.kind == "clinic" or holds_any(name, _LOWEST):
        return 1
    unit = _UNIT.findall(name.replace("自治区", "").replace("省立", "省"))
    if name.startswith(_MUNICIPALITIES) and "县" not in unit and "区" not in unit:
        return 4.5
    if organisation.kind in _OWN_LEVEL:
        return 1.5 if unit and unit[-1] in "县区旗" else 2.5
    if holds_any(name, _FAR):
        return 2.5 if unit and unit[-1] in "州市" else 1.8
    return {"省": 4, "市": 3, "州": 3, "盟": 3, "地区": 3, "县": 2, "区": 2, "旗": 2}.get(unit[-1], 3) if unit else 4


def write_party(
    organisation: Organisation, role: Role, *, text: str, reports: Sequence[Report], plaques: Sequence[Organisation]
) -> ExtractedParty:
    """Write down a party with the run of the report that names it.

    Args:
        organisation: who.
        role: on which side.
        text: the cleaned text.
        reports: of this agreement, the best first.
        plaques: names that the agreement gives this party.
    """
    aliases = [*organisation.aliases, *(name for plaque in plaques for name in plaque.names)]
    return ExtractedParty(
        name=organisation.name,
        role=role,
        aliases=tuple(dict.fromkeys(alias for alias in aliases if alias != organisation.name)),
        evidence=_evidence(organisation, text, reports),
    )


def _evidence(organisation: Organisation, text: str, reports: Sequence[Report]) -> tuple[Span, ...]:
    runs: list[Span] = []
    for report in reports:
        mention = next((m for o, m in report.mentions if o is organisation), None)
        if mention is not None:
            runs.append(_run_around(mention.span, report.run, text))
            break
    full = [m for m in organisation.mentions if m.name == organisation.name and m.kind != "self"]
    if full and not any(organisation.name in run.slice(text) for run in runs):
        around = [_run_around(mention.span, None, text) for mention in full]
        runs.append(next((run for run in around if _TIES.search(run.slice(text))), around[0]))
    if not runs:
        runs.append(_run_around(organisation.mentions[0].span, None, text))
    return tuple(sorted(set(runs)))


def _run_around(mention: Span, run: Span | None, text: str) -> Span:
    """The report's run when it is short enough, else the clause of the mention, else the mention."""
    if run is not None and run.end - run.start <= MAX_EVIDENCE_CHARS and run.start <= mention.start:
        return run
    low = max(text.rfind(mark, 0, mention.start) for mark in "\n。；！？") + 1
    high = min((at for at in (text.find(mark, mention.end) for mark in "\n。；！？") if at >= 0), default=len(text))
    clause = next(
        (c for c in split_clauses(text, Span(low, high)) if c.start <= mention.start and mention.end <= c.end), mention
    )
    return clause if clause.end - clause.start <= MAX_EVIDENCE_CHARS else mention

"""Reports of signing → the agreements of an article, and which sentences speak of which.

Headlines and captions help but prove nothing; an agreement of earlier days counts only when its content is told,
which the caller sees when its sentences yield items.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from summarizer.article import Article, Sentence
from summarizer.extraction import ExtractedParty
from summarizer.organisations.coreference import Organisation, find_cast, find_self
from summarizer.organisations.finding import place_in_text
from summarizer.organisations.places import bears_place, same_place
from summarizer.patterns import holds_any, late
from summarizer.rules.labelled import find_labelled_reports, find_report_under_pair
from summarizer.rules.mapping import MappedSentence, map_sentence, widen_marks
from summarizer.rules.parties import find_roles, write_party
from summarizer.rules.signing import (
    SIGNS_OF_ACT,
    Report,
    find_counted_report,
    find_reports,
    has_trigger,
    may_sign,
    report_of_act,
)
from summarizer.rules.stand_ins import StandIns
from summarizer.rules.surroundings import find_report_around, find_report_in_article
from summarizer.rules.words import numbers_holding

_DOCUMENT = late(
    "[《「]([^《》「」]{0,60}?(?:协议书?|合同书?|意向书|备忘录|合作书|责任书|协定|公约)(?:（[^（）]*）)?)[》」]"
)
_OBJECT = late("([\ue000-\ue3ff])[^。；\ue000-\ue3ff]{0,16}?(?:托管|帮扶|对口支援|全面管理|接管|领办)([\ue000-\ue3ff])")
_FOUNDED = late(
    "([\ue000-\ue3ff])[”」]?(?:也|今[天日])?(?:正式|同时)?(?:挂牌|揭牌|成立|组建|启动|运[行营])|(?:组建|组成|成立)了?[“「]?([\ue000-\ue3ff])"
)
_HELPED = late("(?:帮扶|支援|托管|援助|接管)([\ue000-\ue3ff])")
_PACT = late("协议|合同|备忘录|责任书|签订")
_OBJECT_OF_HELP = late(
    "以([\ue000-\ue3ff](?:[、和与及][\ue000-\ue3ff])*)为[^，。；]{0,8}(?:对象|受援|试点|载体|主体|平台|依托)|([\ue000-\ue3ff])(?:为|是|作为)(?:受援|被?帮扶|受托|执行|实施)|"
    "(?:合作|携手|共同)?共建([\ue000-\ue3ff])(?![^，。；]{0,8}(?:中心|病房|病区|基地|联盟|实验室|专科|科室|平台))|(?:对|向|给)([\ue000-\ue3ff])(?:进行|实行|实施|开展)[^，。；]{0,10}(?:帮扶|支援|托管|管理|指导)"
)
_OF_THE_AGREEMENT = late("协议|双方|约定|合作|[甲乙]方")
_LED_UNION = late(
    "([\ue000-\ue3ff])(?:作为)?(?:牵头|发起|领衔|主导)[^。；]{0,24}?(?:联盟|医联体|医共体|联合体|共同体|协作网|[\ue200-\ue3ff])"
)
_POINTS_BACK = late(
    "协议|双方|合作|备忘录|意向书|两[院家地]|合同|约定|帮扶|支援|托管|派驻|选派|派出|进修|期内|期满|届时|专家|该[院市县]|联盟|共建|签约|目标|[\ue000-\ue3ff]"
)
_GENERIC_TITLE = late(
    "协议书?|合同|备忘录|意向书|合作|帮扶|对口|支援|战略|框架|共建|技术|医疗|协作|联合体|医联体|托管|管理|建设|工作|服务|关于|人民|医院|紧密型?|健康|[与和及的书]"
)
_CLOSING_MARKS = "”’」』）》】)\"'"
_SENTENCE_ENDS = tuple("。！？；.!?;")
_CLOSED = frozenset(_SENTENCE_ENDS)
_CAPTION = late("图为|图[一二三四1-4：:]|上图|下图|▲|△|↑|↓|（图|摄影|供图")
_CAPTION_STARTS = frozenset("图上下▲△↑↓（摄供")
_BULLET = late("[▲△](?![^。\n]{0,4}图)[^\n]*。$", re.MULTILINE)
"""Three and more whole sentences behind such marks are a list, not captions."""
_CAPTION_ENDS = tuple(f"{scene}{kind}" for scene in ("现场", "合影", "致辞", "讲话") for kind in ("", "图", "照"))
_CAPTION_CLOSES = frozenset(ending[-1] for ending in _CAPTION_ENDS)
_RELATED_WORDS = (
    *(f"往期{what}" for what in ("推荐", "回顾", "精选", "精彩")),
    *(f"相关{what}" for what in ("阅读", "链接", "推荐", "新闻", "报道", "文件")),
    *("延伸阅读", "推荐阅读", "更多阅读", "猜你喜欢", "热门推荐", "热门文章"),
)
_RELATED_BY_START = {
    start: tuple(word for word in _RELATED_WORDS if word.startswith(start))
    for start in sorted({word[:2] for word in _RELATED_WORDS})
}
_RELATED = late(f"[^\u4e00-\u9fff]{{0,3}}(?:{'|'.join(_RELATED_WORDS)})[^\u4e00-\u9fff]*(?:$|[：:\n])")
"""Below such a line stand other articles' headlines."""
_NEXT = late("紧接着|接着|随后|随即|另|又|再|第二")
_STRENGTH = {"signed": 0, "entrusted": 1, "joined": 1, "unveiled": 2, "founded": 3}
_TOWNS = {"government", "health_commission", "bureau"}
_UNITS = "县区市州旗"
_SITES = {"hospital", "group", "clinic", "cdc", "blood"}
_PAST_TERM = late(
    "^(?:过去|上一轮|上一周期|首轮|第一轮|上轮|前一轮|[一二三四五六七八九十两\\d]+年(?:多)?来|自?\\d{4}年[^，。]{0,12}(?:以来|起)|多年来|近年来|截至|据统计|回顾)"
)


@dataclass(slots=True, eq=False)
class Draft:
    """One agreement in the making."""

    parties: list[Organisation]
    reports: list[Report]
    past: bool
    plaques: list[tuple[Organisation, Organisation | None]] = field(default_factory=list)
    """Names the agreement gives, each with the party that gets it."""
    sentences: list[Sentence] = field(default_factory=list)
    """What speaks of this agreement, in order."""
    written: tuple[ExtractedParty, ...] = ()
    name: str | None = None


@dataclass(slots=True)
class Reading:
    """The article with its organisations marked."""

    article: Article
    text: str
    """The article's, its marks widened."""
    mapped: tuple[MappedSentence, ...]
    cast: tuple[Organisation, ...]
    headlines: frozenset[int]
    """Numbers of the sentences that are titles, subheads or captions."""
    unassigned: set[int] = field(default_factory=set)
    """Numbers of the sentences before the first agreement of several: the ceremony they share."""


def read_organisations(article: Article, sentences: Sequence[Sentence]) -> Reading:
    """Mark the organisations in every sentence."""
    cast = find_cast(article)
    named = sorted(((o, m) for o in cast if not o.implied for m in o.mentions), key=lambda pair: place_in_text(pair[1]))
    starts = [mention.span.start for _, mention in named]
    text = widen_marks(article.text)
    mapped: list[MappedSentence] = []
    at = 0
    for sentence in sentences:
        _, start, end = sentence
        first, at = at, bisect_left(starts, end, at)
        if first == at:  # as in most sentences
            mapped.append(MappedSentence(sentence, text[start:end], ((0, start),), {}))
            continue
        inside = [
            (organisation, mention)
            for organisation, mention in named[first:at]
            if mention.span.start >= start and mention.span.end <= end
        ]
        mapped.append(map_sentence(text, sentence, inside))
    return Reading(article, text, tuple(mapped), cast, _headlines(article, sentences))


def _headlines(article: Article, sentences: Sequence[Sentence]) -> frozenset[int]:
    """Lines without a closing mark are titles, subheads and captions; so is whatever repeats the title."""
    text, title, found = article.text, article.title or "", set()
    others_start = _start_of_others(text, sentences)
    bullets = ("▲" in text or "△" in text) and len(_BULLET.findall(text)) > 2
    longest = len(title)
    for number, start, end in sentences:
        if (
            text[end - 1] in _CLOSED
            and end - start > longest
            and start < others_start
            and text[start] not in _CAPTION_STARTS
        ):
            continue  # as most are: neither a line nor a caption nor in the title
        if (
            start >= others_start
            or _is_unclosed_line(text, start, end)
            or (_is_caption(text, start, end) and not (bullets and text[start] in "▲△" and text[end - 1] in "。；"))
            or (end - start <= len(title) and text[start:end] in title)
        ):
            found.add(number)
    return frozenset(found)


def _start_of_others(text: str, sentences: Sequence[Sentence]) -> int:
    """Where the headlines of other articles begin, below a line that announces them; past the end when none does."""
    # A sign is found several times as fast as two: most articles hold few of these starts, and hardly one a word.
    if any([s[0] in text and s in text and holds_any(text, words) for s, words in _RELATED_BY_START.items()]):
        for sentence in sentences:
            if _RELATED.match(text, sentence.start, sentence.end) is not None:
                return sentence.start
    return len(text) + 1


def _is_unclosed_line(text: str, start: int, end: int) -> bool:
    if end - start >= 70 or (start > 0 and text[start - 1] != "\n") or (end < len(text) and text[end] != "\n"):
        return False
    return not text[start:end].rstrip(_CLOSING_MARKS).endswith(_SENTENCE_ENDS)


def _is_caption(text: str, start: int, end: int) -> bool:
    if text[start] in _CAPTION_STARTS and _CAPTION.match(text, start, end) is not None:
        return True
    return text[end - 1] in _CAPTION_CLOSES and text.endswith(_CAPTION_ENDS, start, end)


def find_drafts(reading: Reading) -> list[Draft]:
    """Find the agreements that an article reports, in text order, earlier ones marked `past`."""
    published = reading.article.published
    body, heads = _body_and_heads(reading)
    stand_ins = StandIns(reading.article, reading.cast, reading.mapped, reading.text)
    acting = numbers_holding(SIGNS_OF_ACT, reading.text, [mapped.sentence for mapped in reading.mapped])
    reports = _reports(body, acting, published, stand_ins) + _under_pairs(reading, acting)
    drafts = _grouped([report for report in reports if not report.past], past=False)
    drafts = drafts or _told_elsewhere(reading, body, heads, acting, reported=bool(reports))
    for draft in _grouped([report for report in reports if report.past], past=True):
        same = next((d for d in drafts if _same_agreement(d, draft.parties)), None)
        if same is None:
            drafts.append(draft)
    if not drafts:
        from summarizer.rules.likely import find_likely_reports  # imported here: most articles report by a verb

        likely = find_likely_reports(body, heads, stand_ins, published=published)
        drafts = _grouped(likely, past=any(report.past for report in likely))
    _renew(drafts, body, published)
    _place_plaques(drafts, reading)
    for draft in drafts:
        in_lines = draft.reports[0].sentence.number in reading.headlines
        _add_objects(draft, reading.mapped if in_lines else body)
        _add_lead(draft, body)
    drafts = _without_weaker(drafts)
    for draft in drafts:
        hubs = [party for party in draft.parties if party.kind != "alliance" and not _is_new(party, draft, body)]
        draft.parties = hubs if len(hubs) > 1 else draft.parties
    kept = [draft for draft in drafts if len(draft.parties) > 1]
    kept.sort(key=lambda draft: draft.reports[0].trigger)
    return kept


def _body_and_heads(reading: Reading) -> tuple[list[MappedSentence], list[MappedSentence]]:
    body: list[MappedSentence] = []
    heads: list[MappedSentence] = []
    for mapped in reading.mapped:
        (heads if mapped.sentence.number in reading.headlines else body).append(mapped)
    return body, heads


def _told_elsewhere(
    reading: Reading,
    body: Sequence[MappedSentence],
    heads: Sequence[MappedSentence],
    acting: Set[int],
    *,
    reported: bool,
) -> list[Draft]:
    """An agreement that no sentence of the body tells by itself: the headline does, a contract's head, or the whole."""
    published = reading.article.published
    labelled = find_labelled_reports(
        reading.mapped, reading.article.text, find_self(reading.article, reading.cast, "院")
    )
    if labelled:
        return _grouped(labelled, past=False)
    drafts = _from_headline(_reports(heads, acting, published, None), body)
    if drafts:
        return drafts
    told = None if reported else find_report_in_article(body, published=published)
    return _grouped([told] if told is not None else [], past=False)


def _reports(
    mapped: Sequence[MappedSentence], acting: Set[int], published: date | None, stand_ins: StandIns | None
) -> list[Report]:
    """Find what sentences report; those that leave a party open do so only with a word of act, as `acting` do."""
    found: list[Report] = []
    for index, sentence in enumerate(mapped):
        reports = find_reports(sentence, published=published) if sentence.named else []
        if not reports and sentence.sentence.number in acting:
            reports = _left_open(mapped, index, published, stand_ins)
        found.extend(reports)
    return found


def _left_open(
    mapped: Sequence[MappedSentence], index: int, published: date | None, stand_ins: StandIns | None
) -> list[Report]:
    """What a sentence reports whose parties stand around it, or that says 该院 and the like for one of them."""
    sentence = mapped[index]
    if may_sign(sentence.text):
        near = mapped[max(0, index - 2) : index][::-1]
        hosted = stand_ins.with_host(sentence, near) if stand_ins is not None else None
        reports = find_reports(hosted, published=published) if hosted is not None else []
        if reports:
            return reports
        around, later = mapped[max(0, index - 3) : index][::-1], mapped[index + 1 : index + 4]
        counted = find_counted_report(sentence, around, published=published, later=later)
        counted = counted or find_report_around(sentence, _before(mapped, index), published=published)
        if counted is not None:
            return [counted]
    if stand_ins is not None and has_trigger(sentence.text):
        filled = stand_ins.fill_in(sentence)
        return find_reports(filled, published=published) if filled is not None else []
    return []


def _under_pairs(reading: Reading, acting: Set[int]) -> list[Report]:
    """（一）A——B。2023年7月签订协议: what a work report tells under the names of two."""
    found: list[Report] = []
    before: MappedSentence | None = None
    for sentence in reading.mapped:
        if before is not None and before.named and not sentence.named and sentence.sentence.number in acting:
            report = find_report_under_pair(sentence, before, published=reading.article.published)
            found.extend([report] if report is not None else [])
        before = sentence
    return found


def _renew(drafts: Sequence[Draft], body: Sequence[MappedSentence], published: date | None) -> None:
    """2013年，甲与乙结对。…4月11日，第四轮协议在乙签订: what is signed now, naming nobody, renews the only old bond."""
    if len(drafts) != 1 or not drafts[0].past:
        return
    for sentence in body:
        act = report_of_act(sentence, published=published) if may_sign(sentence.text) and not sentence.named else None
        if act is not None and _PACT.search(sentence.text):
            drafts[0].past = False
            drafts[0].reports.insert(0, act)
            return


def _before(mapped: Sequence[MappedSentence], index: int) -> list[MappedSentence]:
    """Up to five sentences before one in its paragraph, the nearest first."""
    found: list[MappedSentence] = []
    for earlier in reversed(mapped[max(0, index - 5) : index]):
        following = found[-1] if found else mapped[index]
        if following.sentence.start - earlier.sentence.end > 0:
            break
        found.append(earlier)
    return found


def _from_headline(reports: Sequence[Report], body: Sequence[MappedSentence]) -> list[Draft]:
    """A headline whose parties both act in a body that tells of the signing without naming them together."""
    told = any(re.search("签约|签订|签署|揭牌|挂牌|协议|授牌|托管", sentence.text) for sentence in body)
    acting = {organisation for sentence in body for organisation, _ in sentence.named.values()}
    fitting = [report for report in reports if told and set(report.parties) <= acting]
    return _grouped(fitting[:1], past=False)


def _grouped(reports: Sequence[Report], *, past: bool) -> list[Draft]:
    drafts: list[Draft] = []
    named = {party for report in reports for party in report.parties if party.kind == "university"}
    for report in sorted(reports, key=lambda report: (_STRENGTH[report.kind], report.trigger)):
        parties = list(dict.fromkeys(_whole_of(party, named) for party in report.parties))
        same = next((d for d in drafts if _same_agreement(d, parties) and not _apart(d, report)), None)
        if same is None:
            drafts.append(Draft(parties, [report], past))
        else:
            same.reports.append(report)
            same.parties.extend(party for party in parties if party not in same.parties)
    return drafts


def _same_agreement(draft: Draft, parties: Sequence[Organisation]) -> bool:
    """Two parties in common; or one, and the other two are a town's government and a hospital of that town."""
    own, other = _bearers(draft.parties), _bearers(parties)
    shared = own & other
    if len(shared) > 1 or (shared and (own <= other or other <= own)):
        return True
    return bool(shared) and any(_one_town(one, two) for one in own - shared for two in other - shared)


def _apart(draft: Draft, report: Report) -> bool:
    """Tell whether one paragraph reports both, with other partners on one side: the town signs, then its hospital."""
    own, other = _bearers(draft.parties), _bearers(report.parties)
    if own <= other or other <= own or len(own & other) != 1:
        return False
    near = [known for known in draft.reports if abs(known.sentence.number - report.sentence.number) <= 1]
    return any(_NEXT.search(max(known, report, key=lambda r: r.trigger).lead) for known in near)


def _bearers(parties: Iterable[Organisation]) -> set[Organisation]:
    return {bearer for party in parties for bearer in (party.plaque_of or (party,))}


def _one_town(one: Organisation, other: Organisation) -> bool:
    kinds = {one.kind, other.kind}
    return bool(kinds & _TOWNS and kinds & _SITES) and (same_place(one.name, other.name) or _unplaced(one, other))


def _unplaced(one: Organisation, other: Organisation) -> bool:
    """县政府 beside 县医院, or beside the hospital of the only county told: no place told, the same unit."""
    town, site = (one, other) if one.kind in _TOWNS else (other, one)
    named = (town.name, site.name) if town.name[0] in _UNITS else (site.name, town.name)
    return len(town.name) > 1 and named[0][0] in _UNITS and named[0][0] in named[1]


def _is_new(party: Organisation, draft: Draft, body: Sequence[MappedSentence]) -> bool:
    """A group that the members found here (某区医疗集团正式挂牌) is what they make, not who makes it."""
    if party.kind != "group" or len(draft.parties) < 3:
        return False
    helped = [sentence.named[mark][0] for sentence in body for mark in _HELPED.findall(sentence.text)]
    if party in helped:
        return False
    signed = {report.sentence.number for report in draft.reports}
    return any(
        sentence.named[mark][0] is party
        for sentence in body
        if sentence.sentence.number in signed
        for match in _FOUNDED.finditer(sentence.text)
        for mark in match.groups()
        if mark
    )


def _whole_of(party: Organisation, universities: Iterable[Organisation]) -> Organisation:
    """A college beside its university: whoever speaks for it speaks for the whole."""
    if party not in universities:
        return party
    return next((o for o in universities if o is not party and party.name.startswith(o.name)), party)


def _place_plaques(drafts: Sequence[Draft], reading: Reading) -> None:
    """Replace names that an agreement gives (某某医院金山分院) by who gives and who gets them."""
    for draft in drafts:
        for plaque in [party for party in draft.parties if party.plaque_of]:
            draft.parties.remove(plaque)
            for lender in plaque.plaque_of:
                if lender not in draft.parties:
                    draft.parties.insert(0, lender)
            bearer = _bearer(plaque, draft, reading)
            if bearer is not None and bearer not in draft.parties:
                draft.parties.append(bearer)
            draft.plaques.append((plaque, bearer))
    for plaque in [organisation for organisation in reading.cast if organisation.plaque_of]:
        if any(plaque is known for draft in drafts for known, _ in draft.plaques):
            continue
        for draft in drafts:
            bearer = _bearer(plaque, draft, reading)
            if bearer is None or not set(plaque.plaque_of) <= set(draft.parties):
                continue
            # A town signs for its hospital, and the hospital gets the name.
            elsewhere = any(bearer in other.parties for other in drafts)
            if not elsewhere and any(_one_town(party, bearer) for party in draft.parties):
                draft.parties.append(bearer)
            if bearer in draft.parties:
                draft.plaques.append((plaque, bearer))


def _add_objects(draft: Draft, body: Sequence[MappedSentence]) -> None:
    """A county signs, and its hospital is what the other side takes over: the hospital is bound too."""
    towns = [party for party in draft.parties if party.kind in _TOWNS]
    if not towns or any(_one_town(town, party) for town in towns for party in draft.parties):
        return
    signed = [report.sentence for report in draft.reports]
    for sentence in body:
        for match in _OBJECT.finditer(sentence.text):
            helper, site = (sentence.named[mark][0] for mark in match.groups())
            if helper in draft.parties and site not in draft.parties and any(_one_town(t, site) for t in towns):
                draft.parties.append(site)
        if sentence.sentence not in signed and not _OF_THE_AGREEMENT.search(sentence.text):
            continue
        for match in _OBJECT_OF_HELP.finditer(sentence.text):
            sites = [sentence.named[mark][0] for mark in re.findall("[\ue000-\ue3ff]", match.group())]
            draft.parties.extend(s for s in sites if s not in draft.parties and any(_one_town(t, s) for t in towns))


def _without_weaker(drafts: Sequence[Draft]) -> list[Draft]:
    """8月1日是甲托管乙满月的日子。6月30日，甲与丙签订托管协议…: what is only called so is the one that is signed."""
    signed = [draft for draft in drafts if any(report.kind == "signed" for report in draft.reports)]
    return [draft for draft in drafts if draft in signed or not _is_part_of(draft, signed)]


def _is_part_of(draft: Draft, signed: Sequence[Draft]) -> bool:
    return any(set(draft.parties) <= set(other.parties) and other.past == draft.past for other in signed)


def _add_lead(draft: Draft, body: Sequence[MappedSentence]) -> None:
    """由甲牵头的联盟成立。乙、丙成为首批成员: who leads the union that the others join is told just before."""
    joining = [report.sentence.number for report in draft.reports if report.kind == "joined"]
    if not joining or len(joining) < len(draft.reports) - 1:
        return
    for sentence in body:
        led = _LED_UNION.search(sentence.text) if 0 <= joining[0] - sentence.sentence.number <= 2 else None
        lead = sentence.named[led.group(1)][0] if led else None
        if lead is not None and lead not in draft.parties:
            draft.parties.insert(0, lead)


def _bearer(plaque: Organisation, draft: Draft, reading: Reading) -> Organisation | None:
    """Who gets the name: the one whose place is in it, else the only other site."""
    lenders = set(plaque.plaque_of)
    lent = next((name for lender in lenders for name in lender.names if plaque.name.startswith(name)), "")
    own = plaque.name[len(lent) :]
    others = [o for o in draft.parties if o not in lenders and o is not plaque and o.kind in _SITES]
    known = [o for o in reading.cast if o not in lenders and not o.plaque_of and o.kind in _SITES]
    for candidates in (others, known):
        placed = [o for o in candidates if bears_place(o.name, own)]
        if placed:
            return min(placed, key=lambda organisation: _distance(plaque, organisation))
    return others[0] if len(others) == 1 else None


def _distance(one: Organisation, other: Organisation) -> int:
    """Fewest characters between two namings."""
    return min(abs(a.span.start - b.span.start) for a in one.mentions for b in other.mentions)


def assign_sentences(drafts: Sequence[Draft], reading: Reading) -> None:
    """Give each draft the sentences that speak of it.

    With one agreement that is the body of the article; with several a sentence belongs to the one whose own parties it
    names, or that its paragraph has been speaking of. Sentences about strangers belong to none.
    """
    current = [draft for draft in drafts if not draft.past]
    if not drafts:
        return
    for draft in drafts:
        draft.name = _document(draft, reading.article.text)
    claims = _Claims.of(drafts)
    if len(drafts) == len(current) == 1:
        drafts[0].sentences.extend(
            m.sentence for m in reading.mapped if not m.named or claims.may_be_told_by(m, reading.text)
        )
        return
    reporting = {report.sentence.number: draft for draft in reversed(drafts) for report in draft.reports}
    in_lines = not reading.headlines.isdisjoint(reporting)
    speaking: Draft | None = current[0] if len(current) == 1 else None
    for mapped in reading.mapped:
        number = mapped.sentence.number
        if number in reading.headlines and len(drafts) > 1 and not in_lines:
            speaking = claims.named_in(mapped, speaking) or speaking
            continue
        if mapped.named and not claims.may_be_told_by(mapped, reading.text):
            continue
        if len(current) > 1 and _opens_another_matter(mapped, reading):
            speaking = None
        chosen = claims.named_in(mapped, speaking) or reporting.get(number) or claims.on_topic(mapped) or speaking
        if number in reporting and (chosen is None or chosen not in _reported_in(number, drafts)):
            chosen = reporting[number]
        if chosen is None:
            reading.unassigned.add(number)
            continue
        chosen.sentences.append(mapped.sentence)
        if chosen.past and len(current) == 1:
            speaking = chosen if _continues(mapped, reading) else current[0]
        else:
            speaking = chosen


def _opens_another_matter(mapped: MappedSentence, reading: Reading) -> bool:
    """Tell whether a new paragraph leaves the agreement spoken of: it says nothing that points back at one."""
    return _opens_paragraph(mapped, reading.article.text) and not _POINTS_BACK.search(mapped.text)


def _opens_paragraph(mapped: MappedSentence, text: str) -> bool:
    start = mapped.sentence.start
    return start == 0 or "\n" in text[max(0, start - 3) : start]


def _reported_in(number: int, drafts: Sequence[Draft]) -> list[Draft]:
    return [draft for draft in drafts if any(report.sentence.number == number for report in draft.reports)]


def _continues(mapped: MappedSentence, reading: Reading) -> bool:
    """Tell whether the next sentence still stands in the same paragraph."""
    text, end = reading.article.text, mapped.sentence.end
    return end < len(text) and text[end] != "\n"


_LONGEST_DAY = 13


def _opens_with_name(mapped: MappedSentence) -> bool:
    """8月29日，|某医院|召开…: nothing stands before the first name, or a day."""
    before = mapped.text.partition(next(iter(mapped.named)))[0].rstrip("“《【")
    return not before or (before.endswith("，") and len(before) <= _LONGEST_DAY)


def _is_short_for(name: str, full: str) -> bool:
    """总院 is short for 雷城县总医院: its signs stand in the full name, in order."""
    signs = iter(full)
    return all([sign in signs for sign in name])


class _Claims(NamedTuple):
    """What shows that a sentence speaks of one of several drafts."""

    drafts: tuple[Draft, ...]
    own: tuple[frozenset[Organisation], ...]
    """The parties that only this draft has, and the names it gives."""
    topics: tuple[frozenset[str], ...]
    """Pairs of characters that only this draft's document has in its title."""
    known: frozenset[Organisation]

    @classmethod
    def of(cls, drafts: Sequence[Draft]) -> _Claims:
        counts = Counter(party for draft in drafts for party in set(draft.parties))
        own = [
            frozenset(party for party in draft.parties if counts[party] == 1) | {plaque for plaque, _ in draft.plaques}
            for draft in drafts
        ]
        titles = [_topic(draft) for draft in drafts]
        topics = [
            frozenset(title - set().union(*(other for other in titles if other is not title))) for title in titles
        ]
        return cls(tuple(drafts), tuple(own), tuple(topics), frozenset(counts))

    def named_in(self, mapped: MappedSentence, speaking: Draft | None) -> Draft | None:
        """The draft whose own parties the sentence names most; between equals the one spoken of, else the first."""
        if not mapped.named:
            return None
        named = Counter(organisation for organisation, _ in mapped.named.values())
        scores = [sum(named[party] for party in own) for own in self.own]
        best = max(scores)
        leading = [draft for draft, score in zip(self.drafts, scores, strict=True) if score == best]
        if best == 0:
            return None
        return speaking if speaking in leading else leading[0]

    def on_topic(self, mapped: MappedSentence) -> Draft | None:
        """The draft whose document's own words the sentence uses (医防融合方面 …) and no other's."""
        if len(self.drafts) < 2:
            return None
        fitting = [
            draft
            for draft, topic in zip(self.drafts, self.topics, strict=True)
            if any(pair in mapped.text for pair in topic)
        ]
        return fitting[0] if len(fitting) == 1 else None

    def may_be_told_by(self, mapped: MappedSentence, text: str) -> bool:
        """Whether a sentence with names may tell of an agreement: not where it opens a paragraph with an outsider.

        Elsewhere an unknown hospital is mostly a party by another short name (蓬洲院区病房, 总院派来); two are others.
        """
        organisations = [organisation for organisation, _ in mapped.named.values()]
        if not self.known.isdisjoint(organisations):
            return True
        strangers = {o for o in organisations if o.kind in _SITES and not o.plaque_of and not self._knows_longer(o)}
        if len(strangers) != 1:
            return not strangers
        return not (_opens_paragraph(mapped, text) and _opens_with_name(mapped))

    def _knows_longer(self, organisation: Organisation) -> bool:
        return any([_is_short_for(organisation.name, party.name) for party in self.known])


def _topic(draft: Draft) -> set[str]:
    if not draft.name:
        return set()
    name = _GENERIC_TITLE.sub("　", draft.name)
    return {name[at : at + 2] for at in range(len(name) - 1) if "　" not in name[at : at + 2]}


def sentences_about(draft: Draft, reading: Reading, *, also: Set[int] = frozenset()) -> Sequence[MappedSentence]:
    """Return what speaks of a draft or reports it, and the sentences of the numbers named besides, in order."""
    if len(draft.sentences) == len(reading.mapped):  # all of them, as in most articles about one agreement
        return reading.mapped
    numbers = {number for number, _, _ in draft.sentences}.union([r.sentence.number for r in draft.reports], also)
    return [mapped for mapped in reading.mapped if mapped.sentence.number in numbers]


def finish(draft: Draft, reading: Reading) -> None:
    """Settle roles, aliases, evidence and the name of the document."""
    text = reading.article.text
    about = sentences_about(draft, reading)
    roles = find_roles(draft.parties, about, plaques=[plaque for plaque, _ in draft.plaques], text=text)
    draft.written = tuple(
        write_party(
            party,
            roles[party],
            text=text,
            reports=draft.reports,
            plaques=[plaque for plaque, bearer in draft.plaques if bearer is party],
        )
        for party in draft.parties
    )
    draft.name = draft.name or _document(draft, text)


def _document(draft: Draft, text: str) -> str | None:
    """《…协议》 that a report names, else one that the sentences about the agreement name."""
    if "《" not in text and "「" not in text:
        return None
    told = [report.sentence for report in draft.reports] + (draft.sentences if not draft.past else [])
    for sentence in told:
        match = _DOCUMENT.search(text, sentence.start, sentence.end)
        if match:
            return match.group(1)
    return None

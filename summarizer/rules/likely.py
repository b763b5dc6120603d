"""The likeliest agreement of an article in which no rule of `signing` reads one.

Authors tell of an agreement in more ways than a verb between two names: 六份协议依次摆开，执笔的一方是A，另一方是B;
把院牌挂到了B门口; 根据两院去年签的协议. What all of them share is a word of agreeing and, in its sentence or right
around it, two organisations that can be bound. So the sentence with the strongest such word is taken, and who is named
nearest to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from summarizer.organisations import OrganisationMention
from summarizer.organisations.coreference import Organisation
from summarizer.patterns import late
from summarizer.rules.mapping import MappedSentence
from summarizer.rules.signing import Report, ReportKind, is_hypothetical, is_past, left_standing
from summarizer.rules.stand_ins import StandIns

Named = tuple[Organisation, OrganisationMention]

_O = "[\ue000-\ue3ff]"
_BOUND = {"hospital", "clinic", "group", "university", "cdc", "blood", "emergency", "research", "association", "self"}
_BOUND |= {"company"}
_TOWNS = {"government", "health_commission", "bureau"}
_ACTS: tuple[tuple[ReportKind, str], ...] = (
    (
        "signed",
        "签约|签订|签署|签字|落了?笔|签下|签成|签的|签了|续签|协议书?|(?:托管|合作|共建|帮扶|服务)合同|备忘录|盟约|章程|换文|互换|约定|缔结|结为|言定|续约|续了|握手|纸约",
    ),
    (
        "unveiled",
        "揭牌|挂牌|授牌|揭幕|揭开|[加增]挂|挂[上到在]|(?<!交)换[上了]|院牌|匾额|牌匾|门楣",
    ),
    ("joined", "加入|加盟|成为|列为|纳入|接入"),
    ("entrusted", "托管|接管|代管|并入|整建制|划归|整体移交"),
    (
        "founded",
        "结对|结亲|结缘|联姻|牵手|携手|联手|共建|合建|合办|共同组[建成]|组建|组成|融合发展|落户|牵头|对口支援|对口帮扶|扶持|帮扶|包县|院包科|科帮科|上线|开诊|启动(?=仪式|会)",
    ),
)
_ACT = late("|".join(f"(?P<{kind}>{wording})" for kind, wording in _ACTS))
_TIE = late(
    "协议|合同|备忘录|盟约|章程|换文|约定|签|合作|医联体|医共体|医疗集团|联盟|联合体|共同体|分院|附属|教学医院|实习医院|协作|联合(?:门诊|病房|体|实验室)|第二病区|"
    "工作[室站]|基地|托管|并入|整建制|对口|帮扶|支援|扶持|友好医院|姊妹|姐妹|院牌|[科院]帮[科院]|院包科|包县|诊断网|协作网|融合|共建|远程"
)
_NO_TIE = late(
    "义诊|培训班|维保|供应商|购置|称号|荣获|获评|评为|表彰|奖|研讨会|论坛|比赛|竞赛|演练|捐赠|慰问|采购|中标|购销|租赁|劳动合同|聘用合同|家庭医生签约|签约居民|签约服务|廉洁|责任状|承诺书|保密协议|讲座|庆典|责任书|任务书|拟|洽谈|意向(?!书)|考察|调研|参观学习"
)
_TALKS = late("走访|座谈|交流|对接|探讨|参观|讲学")
"""就学科共建进行座谈 is talk of it."""
_UNREAL = late(
    "建议|希望|期待|期盼|愿意?[与和同为把将]|可以|不妨|再议|报批|探讨|商讨|磋商|交换了?意见|未来|下一步|今后|有望|即将|将于|拟|计划|争取|力争|应[当该抓积主]|如果|倘若|何时|能否|"
    "有意|意愿|正在(?:洽谈|商|谈|推进|筹)|尚|未能|没有|不是"
)
"""Wishes and plans: a likely agreement must be a real one in its whole sentence before the act."""
_TWO = late(
    "双方|两[院家地校]|三[家方院]|院校|校院|院地|院企|彼此|互|对方|各方|(?:院长|主任|书记|校长|局长|[县市区]长|董事长|经理)[^，。；]{0,16}(?:与|和|、|同)[^，。；]{0,30}(?:签|揭)"
)
_BINDING = late(f"[与和同跟]{_O}|{_O}[与和同跟、](?!见证)")
_OVERSEES = late(
    f"(?:受|经|由){_O}(?:委派|委托|指派|批准|批复|同意|组织|主办|安排)|{_O}[^，。；{_O[1:-1]}]{{0,4}}(?:印发|公布|下发|发文|批复|批准|组织|主办|统筹|部署|要求|通知|指导)"
)
"""A town or bureau that sends, approves or orders is above the agreement."""
_DASHED = late(f"{_O}[—–\\-－~～→][—–\\-－]?{_O}")
"""A—B、C—D: pairs, each with an agreement of its own."""
_RANKS = {"signed": 0, "entrusted": 1, "joined": 1, "unveiled": 2, "founded": 3}


class _Zone(NamedTuple):
    """A sentence that may tell of the agreement, and who is named in it or right around."""

    mapped: MappedSentence
    act: re.Match[str]
    named: tuple[Named, ...]
    distance: int
    """How many sentences had to be joined."""


def find_likely_reports(
    body: Sequence[MappedSentence], heads: Sequence[MappedSentence], stand_ins: StandIns, *, published: date | None
) -> list[Report]:
    """Find the sentence that most likely tells of an agreement, and its parties; of several only where it lists pairs.

    Args:
        body: the article's sentences without headlines; no other rule found a report in them.
        heads: its title and subheads.
        stand_ins: who 我院, 该院 and 医院 are.
        published: an agreement dated in an earlier year is told as background.
    """
    zones = [zone for index in range(len(body)) for zone in _zones(body, heads, index, stand_ins)]
    if not zones:
        return []
    best = min(zones, key=lambda zone: (zone.distance, _RANKS[str(zone.act.lastgroup)], zone.mapped.sentence.number))
    pairs = [match.span() for match in _DASHED.finditer(best.mapped.text)]
    if len(pairs) < 2:
        return [_report(best, best.named, (0, len(best.mapped.text)), published)]
    marks = [(run, re.findall(_O, best.mapped.text[slice(*run)])) for run in pairs]
    return [_report(best, tuple(best.mapped.named[mark] for mark in pair), run, published) for run, pair in marks]


def _report(zone: _Zone, named: Sequence[Named], run: tuple[int, int], published: date | None) -> Report:
    mapped, act = zone.mapped, zone.act
    return Report(
        sentence=mapped.sentence,
        run=mapped.span(*run),
        trigger=mapped.span(*act.span()),
        kind=act.lastgroup,  # type: ignore[arg-type]  # the groups of _ACT are the kinds
        mentions=tuple(named),
        past=is_past(mapped.text, act, published),
        lead=mapped.text[: act.start()],
    )


def _zones(
    body: Sequence[MappedSentence], heads: Sequence[MappedSentence], index: int, stand_ins: StandIns
) -> Iterator[_Zone]:
    mapped = body[index]
    if not _ACT.search(mapped.text) or not _TIE.search(mapped.text) or _NO_TIE.search(mapped.text):
        return
    filled = stand_ins.fill_in(mapped) or mapped
    acts = [
        act
        for act in _ACT.finditer(filled.text)
        if not is_hypothetical(filled.text, act)
        and not _UNREAL.search(filled.text, 0, act.start())
        and not (act.lastgroup == "founded" and _TALKS.search(filled.text))
    ]
    if not acts:
        return
    act = min(acts, key=lambda found: _RANKS[str(found.lastgroup)])
    own = _bound(filled)
    if len(_distinct(own)) > 1:
        yield _Zone(filled, act, tuple(own), 0)
        return
    if act.lastgroup == "founded" or not own and not _TWO.search(filled.text):
        return
    for distance, other in _around(body, heads, index):
        named = [*own, *_bound(stand_ins.fill_in(other) or other)]
        if len(_distinct(named)) > 1:
            if len(_distinct(named)) == 2:
                yield _Zone(filled, act, tuple(named), distance)
            return
        own = named


def _around(
    body: Sequence[MappedSentence], heads: Sequence[MappedSentence], index: int
) -> Iterator[tuple[int, MappedSentence]]:
    """The sentences before and after one in its paragraph and next to it, the nearest first; then the headlines."""
    for distance in (1, 2):
        if index >= distance:
            yield distance, body[index - distance]
        if index + distance < len(body):
            yield distance, body[index + distance]
    for head in heads[:2]:
        yield 3, head


def _bound(mapped: MappedSentence) -> list[Named]:
    """Who can be bound: not who watches or speaks; a town or its bureau only where it stands beside a partner."""
    found = [(mark, mapped.named[mark]) for mark in left_standing(mapped.text)]
    sites = [mark for mark, (organisation, _) in found if organisation.kind in _BOUND]
    above = {mark for match in _OVERSEES.finditer(mapped.text) for mark in re.findall(_O, match.group())}
    beside = {mark for match in _BINDING.finditer(mapped.text) for mark in re.findall(_O, match.group())}
    return [
        (organisation, mention)
        for mark, (organisation, mention) in found
        if (mark in sites or (organisation.kind in _TOWNS and mark in beside - above))
        and not mention.bare
        and organisation.name[-1] not in "省市县区州旗国"
    ]


def _distinct(named: Sequence[Named]) -> set[int]:
    return {id(organisation) for organisation, _ in named}

"""Where organisations are named in Chinese text: heads give the right end, what can't be in a name the left one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from summarizer.article import Span
from summarizer.organisations.lexicon import (
    BARE_NAMES,
    COUNTERS,
    DATE_UNITS,
    FOLLOWED_BY,
    GUARD_WORDS,
    KIND_OF_HEAD,
    NAMES_WITH_LONG,
    NUMERALS,
    ORDINAL_HEADS,
    PLACE_TITLES,
    POINTERS,
    STATUS_BEFORE_HEAD,
    find_heads,
    find_selves,
    find_tokens,
    is_generic,
)
from summarizer.patterns import late

Kind = Literal[
    "hospital",
    "clinic",
    "group",
    "university",
    "cdc",
    "blood",
    "emergency",
    "health_commission",
    "government",
    "bureau",
    "alliance",
    "research",
    "company",
    "association",
    "self",
]

MAX_NAME_CHARS = 40
"""The longest real names (a university's medical school's affiliated hospital's branch) have about 30."""

JUST_READ = 64
"""Results remembered: the names of parties are looked into again and again."""

_NAME_CHARACTER = late("[\u4e00-\u9fff〇A-Za-z0-9·]")
_UP_TO_MARK = late("(?s:.*)(?!·)[\\W_]")
"""All up to the last mark: letters and digits of any script can be in a name, CJK is both."""
_UNITS = "省市县区州旗盟镇乡校"
UNIT_HEADS = {"政府": set("省市县区州旗盟乡镇"), "妇幼": set("省市县区州旗"), "疾控": set("省市县区州旗")}
"""Heads that name someone only right behind a unit of administration (县政府, 市妇幼)."""
_SHORT_HEADS = {"妇幼", "疾控"}
_AFTER_ORDINAL = frozenset("和与、，派将同")
"""What may stand right after a hospital's number without 院 (中医附一派专家)."""
_BEFORE_LISTED = frozenset("、和与")
_NO_ORDINAL = frozenset("长士校内外")
_COMPANY_BRACKET = late("[（(][\u4e00-\u9fff]{2,4}[）)]$")
"""贺东煤业（集团）有限责任公司: a company's name may hold a bracket."""
_IN_NAMES = {
    "管理": late("集团|有限|股份|公司|咨询|服务"),
    "职工": late("总?医院"),
    "建设": late("银行|集团"),
    "合作": late("银行"),
}
"""Breaking words that are part of a name before these (医院投资管理集团, 煤业集团职工总医院)."""
_ORDINAL = "第?[一二三四五六七八九十]+"
_ORDINAL_STARTS = frozenset("第一二三四五六七八九十")
_ORDINAL_NAME = late(f"({_ORDINAL})((?:附属)?(?:人民|中心|中医|中医医)?医?院)")
_ORDINALS_BEFORE = late(f"(?:{_ORDINAL}[、和与及])+$")
_BRAND_WITH_PARTICLE = late(
    "(?:附属|[“「])([同和][\u4e00-\u9fff]{1,5}?医院)|(?<![\u4e00-\u9fff])(?![我你他她它院校县市双您])([\u4e00-\u9fff][同和][\u4e00-\u9fff]{0,3}?医院)"
)
"""After 附属 or an opening quote, or after a lone character, 同 and 和 have nothing to connect: there they are a
syllable of the name, and so in the rest of the article."""
_PARTICLE_IN_NAME = late("[同和][\u4e00-\u9fff]{0,5}?医院")
_SHORT_PLACE = late("[\u4e00-\u9fff](?:[\u4e00-\u9fff]{1,3}族)*(?:自治)?[县市区州旗]")
_CONNECTS = late("[和同](?![\u4e00-\u9fff][县市区旗])[\u4e00-\u9fff]{2,6}?[省市县区州旗]")
_IS_BASE = late("(?:教学|临床|实习|实践|科研|联合|培训)+基地|(?:教学|实习)医院")
"""某大学|某医院教学基地: what the hospital is to the school; the names stand side by side."""
_PLACE_AHEAD = late("[\u4e00-\u9fff]{1,4}?[县市区州旗]")
_STATUS = late("(?:非?直属|附属|教学|实习|临床)+")
"""非直属附属中医院 is a rank."""
_STATUS_STARTS = frozenset("非直附教实临")
_CONNECTORS = frozenset("同和")
_SYLLABLES = frozenset("同和于为")
_MAY_NOT_BREAK = COUNTERS | DATE_UNITS | PLACE_TITLES | _IN_NAMES.keys() | _SYLLABLES | {"那"}
"""Tokens of which `_breaks` and `_is_syllable` decide; any other breaks a name."""
_PARTICLES = frozenset("与及在到对向由给")
_AFTER_POINTER = frozenset("家个所座位些里边时天年头一两几种样")
_NO_SYLLABLE = frozenset(
    "年月日天周次期批季省市县区州旗镇乡院校局会能可要须想愿请来去先常早晚上下前中里外但各作成变改升换评定称"
)
_GRADES = frozenset("级等类")
"""三级中医医院 is a grade, not the county's 中医医院."""
_ZONES = "开高经新"
"""开发区, 高新区, 经开区 are said without their town, like 县医院: what stands before them is the town."""
_LOOSE_START = late("·+|(?:医院)?集团(?=.)")
"""A list's bullet, or the rest of a name cut before it (…附属医院集团邵阳县医院)."""
_MERGING = {"university", "research", "company", "hospital", "group", "clinic", "association"}
_SCHOOLS = {"university", "research", "company"}
_MERGED = {"hospital", "university", "group", "clinic", "research", "cdc", "company"}
_PROVINCE = late("(?:黑龙江|内蒙古|新疆生产建设兵团|解放军|[\u4e00-\u9fff]*(?:[省市县区州旗盟团司军校学院部属会]))$")


class OrganisationMention(NamedTuple):
    """One naming of an organisation."""

    span: Span
    name: str
    """As it is named here; a member of a shared list (市一、二院) gets the whole name."""
    kind: Kind
    bare: bool = False
    """A head with a type but no place or brand (中医院): only the article can say whose."""


class _Run(NamedTuple):
    start: int
    head: int
    end: int
    kind: Kind


@lru_cache(maxsize=JUST_READ)
def find_organisations(text: str, within: Span | None = None) -> tuple[OrganisationMention, ...]:
    """Find every naming of an organisation, 我院 and its like included, in text order.

    Args:
        text: cleaned text; short names are judged against the longer ones in it.
        within: look only inside this span.

    Returns:
        Mentions that don't overlap, except members of a list with a shared head (市一、二、三院), which share a span.
    """
    low, high = (0, len(text)) if within is None else (within.start, within.end)
    found = [mention for run in _runs(text, low, high) for mention in _named(text, run, low)]
    found = _completed_by_recurrence(text, _trimmed_by_recurrence(text, found))
    selves = [Span(*match.span()) for match in find_selves(text, low, high)]
    taken = {at for mention in found for at in range(*mention.span)} if selves else set()
    for span in selves:
        if span.start not in taken and span.end - 1 not in taken:
            found.append(OrganisationMention(span, span.slice(text), "self"))
    found.sort(key=place_in_text)
    return tuple(found)


def place_in_text(mention: OrganisationMention) -> tuple[int, int]:
    """What mentions sort by; comparing tuples is many times faster than comparing spans."""
    return (mention.span.start, mention.span.end)


def _runs(text: str, low: int, high: int) -> Iterator[_Run]:
    last: _Run | None = None
    for at, head in find_heads(text, low, high):
        end = at + len(head)
        if not _is_head(text, at, head):
            continue
        start = _left_end(text, at, last.end if last is not None else low, word=head)
        kind: Kind = KIND_OF_HEAD[head]  # type: ignore[assignment]  # the values are the kinds
        goes_on = last is not None and start == last.end and _goes_on(text, last, at, kind)
        if last is not None and goes_on and not _IS_BASE.match(text, end):
            last = _Run(last.start, at, end, kind)
            continue
        if last is not None:
            yield last
        last = _Run(start, at, end, kind)
    if last is not None:
        yield last


def _goes_on(text: str, last: _Run, head: int, kind: Kind) -> bool:
    """大学附属医院, 医院某某分院: a name that runs on from one head to the next without a break."""
    if last.kind not in _MERGING or kind not in _MERGED or head - last.end > 12 or head - last.start > MAX_NAME_CHARS:
        return False
    between = text[last.end : head]
    if STATUS_BEFORE_HEAD.fullmatch(between):
        return False
    return last.kind in _SCHOOLS or "级" not in between and not (between and is_generic(between))


def _left_end(text: str, head: int, floor: int, *, word: str = "") -> int:
    floor = max(floor, head - MAX_NAME_CHARS)
    bracket = _COMPANY_BRACKET.search(text, floor, head) if text[head] in "有股公" else None
    high = bracket.start() if bracket else head
    mark = _UP_TO_MARK.match(text, floor, high)
    start = mark.end() if mark else floor
    if start == head:
        return start
    loose = _LOOSE_START.match(text, start, head) if text[start] in "·医集" else None
    start = loose.end() if loose else start
    if word in _SHORT_HEADS:
        start = max(start, head - 1 if head - start > 4 else start)
    # Right behind another name 和 connects, whatever word it would begin (…中心和平原县…).
    start += 1 if start == floor > 0 and _CONNECTS.match(text, start, head) else 0
    for at, token in find_tokens(text, start, head):
        if token in GUARD_WORDS:
            continue
        if token in _MAY_NOT_BREAK and (
            not _breaks(text, token, at) or _is_syllable(text, token, at, start=start, head=head)
        ):
            continue
        if token[0] not in _CONNECTORS or not _in_brand(text, at):
            start = at + len(token)
    return start


def _is_head(text: str, at: int, word: str) -> bool:
    before, end = text[at - 1 : at], at + len(word)
    if word in ORDINAL_HEADS:
        after = text[end : end + 1]
        if word[-1] != "院":
            return after in _AFTER_ORDINAL
        listed = before in _BEFORE_LISTED and text[at - 2 : at - 1] in NUMERALS
        return (listed or _NAME_CHARACTER.match(before) is not None) and after not in _NO_ORDINAL
    wrong = FOLLOWED_BY.get(word[-2:])
    if word in UNIT_HEADS:
        return before in UNIT_HEADS[word] and (wrong is None or wrong.match(text, end) is None)
    if word == "集团" and before in {"（", "("}:
        return False
    if word == "医学部":
        return text.endswith("大学", 0, at)
    return wrong is None or wrong.match(text, end, end + 2) is None


def _breaks(text: str, word: str, at: int) -> bool:
    before, end = text[at - 1 : at], at + len(word)
    if word in COUNTERS and before in POINTERS:
        return True
    if word in COUNTERS or word in DATE_UNITS:
        return before in NUMERALS
    rest = _IN_NAMES.get(word)
    if rest is not None and rest.match(text, end):
        return False
    if word in PLACE_TITLES:
        return text[end : end + 1] not in NAMES_WITH_LONG
    # 和县 is a county, but between two names 和 connects.
    return not (word == "和" and text.startswith("县", end) and not _NAME_CHARACTER.match(before))


def _is_syllable(text: str, word: str, at: int, *, start: int, head: int) -> bool:
    """Tell whether a particle is a syllable of a place's name: 措那州, and where there is nothing to connect.

    At the start of a clause, or behind another particle, 同 and 和 before one more syllable and a unit or a head
    (同川县, 同心医院); anywhere between a lone syllable and a unit (新和县): neither leaves a name on its left.
    """
    end = at + len(word)
    if word == "那":
        return text[end] not in _AFTER_POINTER
    if word not in _SYLLABLES:
        return False
    if at == start:
        opens = start == 0 or text[start - 1] in _PARTICLES or not _NAME_CHARACTER.match(text[start - 1])
        lone = head - end == 1 and text[end] not in _NO_SYLLABLE and word in {"同", "和"}
        if start and text[start - 1] in _PARTICLES and word in {"同", "和"}:
            return lone or _PLACE_AHEAD.match(text, end) is not None
        return word != "为" and opens and (lone or _SHORT_PLACE.match(text, end) is not None)
    return at == start + 1 and text[start] not in _NO_SYLLABLE and text[end] in "县市区州旗"


@lru_cache(maxsize=1)
def _brands(text: str) -> tuple[tuple[str, int], ...]:
    """Names with 同 or 和 as a syllable, each with where that stands."""
    if not _PARTICLE_IN_NAME.search(text):
        return ()
    found = {early or late for early, late in _BRAND_WITH_PARTICLE.findall(text)}
    return tuple(sorted((name, 0 if name[0] in _CONNECTORS else 1) for name in found))


def _in_brand(text: str, at: int) -> bool:
    return any(text.startswith(name, at - offset) for name, offset in _brands(text) if at >= offset)


def _named(text: str, run: _Run, low: int) -> Iterator[OrganisationMention]:
    name = text[run.start : run.end]
    listed = _ORDINAL_NAME.fullmatch(name) if name[0] in _ORDINAL_STARTS else None
    if listed:
        before = _ORDINALS_BEFORE.search(text, max(low, run.start - 20), run.start)
        if before:
            yield from _members(text, run, before, listed.group(2))
            return
    if name.startswith("校附属") and len(name) > len("校附属医院") and text.startswith("我", run.start - 1):
        yield OrganisationMention(Span(run.start - 1, run.end), f"我{name}", run.kind)
        return
    bare = name in BARE_NAMES
    if bare and (run.kind == "government" or text[run.start - 1 : run.start] in _GRADES):
        return
    if bare or _is_name(text, run, name):
        yield OrganisationMention(Span(run.start, run.end), name, run.kind, bare)


def _members(text: str, run: _Run, before: re.Match[str], head: str) -> Iterator[OrganisationMention]:
    start = _left_end(text, before.start(), max(0, before.start() - MAX_NAME_CHARS))
    place = text[start : before.start()]
    if not place:
        return
    for ordinal in re.findall(_ORDINAL, text[before.start() : run.end]):
        yield OrganisationMention(Span(start, run.end), f"{place}{ordinal}{head}", run.kind)


def _is_name(text: str, run: _Run, name: str) -> bool:
    core = name[: run.head - run.start]
    if not core or core[0] in "一的" or core[-1] == "级" or is_generic(core):
        return False
    if len(core) == 1:
        return core in _UNITS
    if core[0] == "校" and text.startswith("我", run.start - 1) and is_generic(core[1:]):
        return False  # 我校教学医院 says what a hospital is to the school.
    status = _STATUS.match(name) if name[0] in _STATUS_STARTS else None
    return status is None or name[status.end() :] not in BARE_NAMES


def _trimmed_by_recurrence(text: str, found: list[OrganisationMention]) -> list[OrganisationMention]:
    """Cut what a headline without marks, or a verb not in the lexicon, glued to a name that the article repeats."""
    if len(found) < 2:
        return found
    counts = Counter([mention.name for mention in found])
    anchors = [name for name, count in counts.items() if count > 1 and len(name) > 2]
    if not anchors:
        return found
    starts = Counter([name[:2] for name in counts])
    cut = {name: extra for name in counts if (extra := _extra(text, name, anchors, starts))}
    return [
        mention._replace(
            span=Span(mention.span.start + cut[mention.name], mention.span.end), name=mention.name[cut[mention.name] :]
        )
        if mention.name in cut
        else mention
        for mention in found
    ]


def _completed_by_recurrence(text: str, found: list[OrganisationMention]) -> list[OrganisationMention]:
    """Give a name back the 和 or 同 it never stands without, where one naming shows it as its own (与和林河县…)."""
    longer = {mention.name for mention in found if mention.name[0] in "和同"}
    whole = {name[1:]: name for name in longer if text.count(name) == text.count(name[1:])}
    if not whole:
        return found
    return [
        mention._replace(span=Span(mention.span.start - 1, mention.span.end), name=whole[mention.name])
        if mention.name in whole and text.startswith(whole[mention.name], mention.span.start - 1)
        else mention
        for mention in found
    ]


def _extra(text: str, name: str, anchors: list[str], starts: Counter[str]) -> int:
    """How many characters before a repeated name are no part of it."""
    for anchor in anchors:
        extra = len(name) - len(anchor)
        if extra <= 0 or not name.endswith(anchor):
            continue
        if extra > 1 and starts[name[:2]] > 1 and name[:2] != anchor[:2] and anchor[0] in _ZONES:
            continue
        if _is_glued(text, name[:extra], anchor):
            return extra
    return 0


def _is_glued(text: str, before: str, anchor: str) -> bool:
    """Tell whether what stands before a repeated name is no part of it: no unit, school or place the article knows."""
    if before in {"和", "同"} and text.count(before + anchor) == text.count(anchor):
        return False
    if _PROVINCE.fullmatch(before) or _PROVINCES.fullmatch(before):
        return False
    if anchor[0] in _UNITS:
        return len(before) == 1 and text.count(before + anchor[0]) == text.count(before + anchor)
    if not re.search("[省市县区州旗镇乡]", anchor):
        return len(before) == 1
    return not re.search(f"{before}(?:[省市州盟]|地区)", text)


_PROVINCES = late(
    "(?:中国|北京|天津|上海|重庆|河北|山西|辽宁|吉林|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|"
    "台湾|广西|西藏|宁夏|新疆|香港|澳门)"
)

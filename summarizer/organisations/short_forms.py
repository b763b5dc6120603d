"""When one wording is a shorter form of another name of the same organisation (盛京医院, 上海十院, 县医院).

A short form is an ordered subsequence of the full name with the same head and a shared distinctive part. Two
different numbers, types (中医, 妇幼) or deepest places are two organisations, however alike they look.
"""

from __future__ import annotations

from functools import lru_cache

from summarizer.matching import fold
from summarizer.organisations.lexicon import KIND_OF_HEAD, SELF_REFERENCE, find_heads
from summarizer.patterns import late

_NUMBER = late("[一二三四五六七八九十]+(?=附|院|人民|医|中医|临床|中心|军|师)|[\\d〇]+")
_TYPES = late(
    "中西医结合|中医(?!药|科)|妇[女幼儿产]|保健|儿童|肿瘤|口腔|眼科|骨[科伤]|精神|胸科|传染|康复|心血管|皮肤|整形|卫生院|服务中心|中心医院|"
    "疗养|防治|附属|总医院|分院|院区|民族|蒙医|藏医|肛肠|脑科|肾病"
)
_SCHOOL = late("中医药?(?:大学?|学院|科学院|附)")
_UNIT = late("自治[区州县旗]|[省市县区州旗盟镇乡]")
_AFFILIATION = late("大学|学院|附属|医科院")
_INNER_HEAD = late("医院(?=.{2,}(?:医院|分院|院区)$)")
"""A hospital's name inside that of its branch: the branch is not the hospital."""
_CONTRACT_ALIASES = frozenset({"甲方", "乙方", "丙方", "丁方"})
_GENERIC = late("人民|医院|附属|中心|政府|卫生健康委员会|卫健委|大学|学院|第|省|市|县|区|州|旗|自治|族|院")


@lru_cache(maxsize=4096)
def is_short_form(short: str, full: str) -> bool:
    """Tell whether `short` can stand for `full`: 盛京医院 for 中国医科大学附属盛京医院, 县医院 for 建昌县人民医院.

    Args:
        short: a name, not a self reference.
        full: a longer name; equal names are no short forms of each other.
    """
    short, full = _bare(fold(short)).removeprefix("我校"), _bare(fold(full))
    if len(short) >= len(full) or _head_class(short) != _head_class(full) or _head_class(short) is None:
        return False
    if full.startswith(short) and _head_class(full) != "company":
        return False
    if _numbers(short) != _numbers(full) or not _types_agree(short, full):
        return False
    return _ends_alike(short, full) or _abbreviates(short, full)


def is_self_reference(name: str) -> bool:
    """Tell whether a wording points at whoever publishes the page (我院, 本中心, 我县)."""
    return SELF_REFERENCE.fullmatch(fold(name)) is not None


def is_contract_alias(name: str) -> bool:
    """Tell whether a wording is a role of a contract (甲方, 乙方)."""
    return fold(name) in _CONTRACT_ALIASES


def _bare(name: str) -> str:
    return name.replace("(", "").replace(")", "")


@lru_cache(maxsize=4096)
def _head_class(name: str) -> str | None:
    heads = list(find_heads(name, 0, len(name)))
    kind = KIND_OF_HEAD[heads[-1][1]] if heads else None
    # A company is as often called by its 集团 alone.
    return "hospital" if kind == "clinic" else "company" if kind == "group" and name.endswith("集团") else kind


def _numbers(name: str) -> list[str]:
    return _NUMBER.findall(name)


def _types(name: str) -> set[str]:
    kept = _SCHOOL.sub("", name)
    folded = {"妇女": "妇", "妇幼": "妇", "妇儿": "妇", "妇产": "妇", "骨科": "骨", "骨伤": "骨"}
    found = {folded.get(kind, kind) for kind in _TYPES.findall(kept)}
    return found - {"保健", "附属", "儿童"} if "妇" in found else found - {"附属"}


def _types_agree(short: str, full: str) -> bool:
    return _types(short) == _types(full)


def _ends_alike(short: str, full: str) -> bool:
    """A suffix of the full name that still holds a place, a brand or a type."""
    if not full.endswith(short):
        return False
    before = full[: -len(short)]
    return bool(_UNIT.match(short)) or bool(_own_part(short)) or bool(_UNIT.search(before[-1:]))


def _own_part(name: str) -> str:
    return _GENERIC.sub("", name)


def _abbreviates(short: str, full: str) -> bool:
    starts = [0, *(match.end() for pattern in (_UNIT, _AFFILIATION) for match in pattern.finditer(full))]
    units = list(_UNIT.finditer(full))
    unit = _UNIT.match(short)
    if unit:
        own = units and units[-1].group()[-1] == unit.group()[-1]
        return bool(own) and _matched(short, full, units[-1].end() - 1) is not None
    borrowed = max((match.end() for match in _INNER_HEAD.finditer(full)), default=0)
    deepest = _deepest_place(full)
    for start in starts:
        places = _matched(short, full, start)
        if not places or places[0] != start or (deepest and not any(low in places for low in range(*deepest))):
            continue
        if not borrowed or any(borrowed <= place < len(full) - 2 for place in places):
            return bool(_own_part(short))
    return False


def _deepest_place(full: str) -> tuple[int, int] | None:
    """The run of the last place unit's own name, when a generic hospital hangs on it (江津 in 重庆市江津区人民医院)."""
    units = list(_UNIT.finditer(full))
    if not units or _own_part(full[units[-1].end() :]):
        return None
    start = units[-2].end() if len(units) > 1 else 0
    return (start, units[-1].start()) if units[-1].start() > start else None


def _matched(short: str, full: str, start: int) -> list[int] | None:
    """Positions of `short`'s characters in `full` from `start` on, in order, the last one at its end."""
    places: list[int] = []
    at = start
    for character in short:
        at = full.find(character, at)
        if at < 0:
            return None
        places.append(at)
        at += 1
    return places

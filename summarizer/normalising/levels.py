"""Titles and posts to the contract's levels: a stated grade beats a post, a post beats `expert`, that beats `other`."""

from __future__ import annotations

from summarizer.normalising.width import narrow
from summarizer.patterns import holds_any, late
from summarizer.schema import Level

_OR_ABOVE = ("以上", "及上", "之上", "起步", "打底", "往上")
_ASSOCIATE_CHIEF = late(
    r"副主任(?:[中西]?[医药护技检]|级别?|职称|(?:及|或)?以上|/|或主任医|(?:级)?专家)"
    r"|副主(?:[、/和及与]|任[、/和及与]主)|副教授|副研究员|副高"
    r"|(?<!正)高级(?:专业)?(?:卫生)?(?:技术)?(?:职[称务]|专家|人[员才]|医师)|(?<!正)高(?:级)?职称|^高级$",
    spell_out=True,
)
_MIDDLE_AND_HIGH = late(r"中[、/]?高级(?:专业|卫生)?(?:技术)?(?:职称|医|专家|人)|中级(?:及|或)?以上")
_CHIEF = late(
    r"主任[中西]?[医药护技检][师士]|正高|(?<!专家)(?<!专家、)(?<![讲客副])教授(?!级?专家|、?专家)|教授级"
    r"|(?<!助理)(?<!副)研究员|主任级|主任专家"
)
_ATTENDING = late(r"主治|主管[中西]?[医护技药检]师?|中级|讲师|助理研究员|主检")
_HIGHER = late(r"(?:主管|主任)[医药护技]师")
_RESIDENT = late(r"住院[医总]|初级|(?<![医])(?:护师|技师|药师|医士|护士长助理|技士|药士)")
_MANAGEMENT = late(
    r"院长|书记|主任(?!委员)|护士长|护理部|管理(?:干部|人[员才]|团队|骨干|队伍|岗|者|层|负责)|干部|院领导|领导班子"
    r"|科长|部长|处长|院务|行政人员|班子成员|负责人|总监"
)
_MIXED_STAFF = late(r"(?:医疗|护理|医技|临床)[、和].*管理(?:等)?人员|管理[、和].*(?:医疗|护理|医技|临床)(?:等)?人员")
_EXPERT = late(
    r"专家|教授|名医|名师|名老?中医|名家|国医大师|院士|带头人|首席|骨干|博士|高层次人才|学者|精英|知名|权威|能手"
)


def parse_level(title: str, position: str | None = None) -> tuple[Level, bool]:
    """Read the level of the people a title names.

    Args:
        title: 副高以上职称, 主治医师, 专家, 医务人员 ….
        position: the post they are sent to hold, if any (副院长).

    Returns:
        The level, and whether the title says 以上.
    """
    compact = "".join(narrow(title).split())
    or_above = compact.endswith("起") or holds_any(compact, _OR_ABOVE)
    return _grade(compact) or _ungraded(compact, position), or_above


def _grade(compact: str) -> Level | None:
    if "中" in compact and _MIDDLE_AND_HIGH.search(compact):
        return "attending"
    if ("副" in compact or "高" in compact) and _ASSOCIATE_CHIEF.search(compact):
        return "associate_chief"
    rest = compact.replace("副主任", "")
    if _CHIEF.search(rest):
        return "chief"
    if _ATTENDING.search(compact):
        return "attending"
    return "resident" if _RESIDENT.search(_HIGHER.sub("", compact)) else None


def _ungraded(compact: str, position: str | None) -> Level:
    if not position and _MIXED_STAFF.search(compact):
        return "other"
    if position or _MANAGEMENT.search(compact):
        return "management"
    return "expert" if _EXPERT.search(compact) else "other"

"""Places inside names of organisations: which county or town a name speaks of, by its morphology alone."""

from __future__ import annotations

from summarizer.patterns import late

_PLACE = late("([\u4e00-\u9fff]+?)(?:自治[县州旗]|地区|[省市县区州旗盟镇乡])")

_ZONE = late("(?:开发|高新|经开|工业园|示范|新)区")
_LENT = late("^.*(?:医院|大学|学院)(?=.)")
"""What a branch has from another's name says nothing of where the branch is."""


def place_of(name: str) -> str | None:
    """Return the deepest place in a name, without its unit: 建昌 for 葫芦岛市建昌县人民医院; None without one."""
    found = _PLACE.findall(_LENT.sub("", name))
    return str(found[-1]) if found else None


def same_place(one: str, other: str) -> bool:
    """Tell whether two names speak of the same deepest place (云溪 and 云溪土家族, 建昌 and 辽宁建昌)."""
    left, right = place_of(one), place_of(other)
    return left is not None and right is not None and (left[:2] in right or right[:2] in left)


def bears_place(name: str, wording: str) -> bool:
    """Tell whether the place of a name stands in a wording, unit or not (建昌 in 盛京医院建昌分院)."""
    zone = _ZONE.search(name)
    if zone is not None and zone.group() in wording:
        return True
    place = place_of(name)
    return place is not None and len(place) > 1 and place[:2] in wording

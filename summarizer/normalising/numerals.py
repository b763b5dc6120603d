"""Chinese and Arabic numerals, and the mixtures newspapers write (1.4亿, 3万5千, 1,200).

A wording that is not one well-formed number gives None: 七八 is two numbers, 数十 is none, 十百 is nonsense.
"""

from __future__ import annotations

from functools import lru_cache

from summarizer.normalising.width import narrow
from summarizer.patterns import late

JUST_PARSED = 1024
"""Results remembered: every step reads the numbers of an article again, and they are few."""

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_DIGITS |= {c: i for i, c in enumerate("壹贰叁肆伍陆柒捌玖", 1)}  # as contracts write them
_SMALL_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE_UNITS = {"万": 10_000, "亿": 100_000_000}
_TENS = {"廿": "二十", "卅": "三十"}

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
"""An Arabic number as a pattern, with or without thousands commas and decimals."""
HAN = r"[零〇一二两三四五六七八九十百千万亿廿卅]+(?:点[零〇一二三四五六七八九]+)?"
"""A run of Chinese numeral characters as a pattern; whether it is a number is for `parse_numeral` to say."""

_MIXED_PART = late(rf"({ARABIC})([十百千万亿]*)")
_PERCENT = late(r"(?:[百千]分之(?P<han>.+)|(?P<arabic>.+)[%‰])")
_TENTHS = late(r"(?P<whole>[一二两三四五六七八九\d])成(?P<rest>[一二三四五六七八九半])?")
_ADJACENT = late(r"(?P<head>.*?)(?P<low>[一二两三四五六七八九])(?P<high>[一二三四五六七八九])(?P<tail>[十百千万亿]*)")


@lru_cache(maxsize=JUST_PARSED)
def parse_numeral(wording: str) -> float | None:
    """Read one number.

    Args:
        wording: 十八, 两, 1.4亿, 1,200, 二〇二一, 百分之八十, 80%, 八成, 半 ….

    Returns:
        Its value; shares are in percent or per mille as written (百分之八十, 80% and 八成 give 80, 千分之五 gives 5).
        None when it is not one number.
    """
    compact = "".join(narrow(wording).split())
    if compact == "半":
        return 0.5
    if "成" in compact and (tenths := _TENTHS.fullmatch(compact)):
        rest = tenths["rest"]
        return 10 * (_plain(tenths["whole"]) or 0) + (5 if rest == "半" else _DIGITS.get(rest or "零", 0))
    if (compact.endswith(("%", "‰")) or "分之" in compact) and (percent := _PERCENT.fullmatch(compact)):
        return _plain(percent["han"] or percent["arabic"])
    return _plain(compact)


def parse_adjacent(wording: str) -> tuple[float, float] | None:
    """Read two neighbouring digits as the range they mean: 七八 is 7 to 8, 二三十 20 to 30, 三五 3 to 5."""
    match = _ADJACENT.fullmatch(narrow(wording))
    if match is None or (match["head"] and match["head"][-1] not in "十百千万亿"):
        return None
    low, high = _DIGITS[match["low"]], _DIGITS[match["high"]]
    if high != low + 1 and (low, high) != (3, 5):
        return None
    head, tail = match["head"], match["tail"]
    ends = (_han_value(head + match["low"] + tail), _han_value(head + match["high"] + tail))
    return None if ends[0] is None or ends[1] is None else (ends[0], ends[1])


def _plain(compact: str) -> float | None:
    if not compact:
        return None
    return _mixed_value(compact) if compact[0].isascii() else _han_value(compact)


def _mixed_value(compact: str) -> float | None:
    """1.4亿, 3万5千, 1,200: Arabic parts, each with its unit, the units falling."""
    total, position, last_scale = 0.0, 0, float("inf")
    for part in _MIXED_PART.finditer(compact):
        scale = _scale(part[2])
        if part.start() != position or scale is None or scale >= last_scale:
            return None
        total += float(part[1].replace(",", "")) * scale
        position, last_scale = part.end(), scale
    return round(total, 6) if position == len(compact) else None


def _scale(units: str) -> int | None:
    """千万 is 10,000,000; 万千 is nothing."""
    if not units:
        return 1
    value = _han_value(units)
    return int(value) if value is not None else None


def _han_value(han: str) -> float | None:
    for short, spelled in _TENS.items():
        han = han.replace(short, spelled)
    whole, _, decimals = han.partition("点")
    if decimals:
        value = _han_integer(whole)
        if value is None or any(c not in _DIGITS for c in decimals):
            return None
        return float(f"{int(value)}." + "".join(str(_DIGITS[c]) for c in decimals))
    return _han_integer(whole)


def _han_integer(han: str) -> float | None:
    if not han or any(c not in _DIGITS and c not in _SMALL_UNITS and c not in _LARGE_UNITS for c in han):
        return None
    if all(c in _DIGITS for c in han):
        # 二〇二一 is a number written digit by digit; 七八 is two numbers.
        return float("".join(str(_DIGITS[c]) for c in han)) if len(han) == 1 or len(han) > 2 else None
    total = 0
    for sign, unit in (("亿", 100_000_000), ("万", 10_000)):
        head, found, tail = han.partition(sign)
        if not found:
            continue
        section = _section(head) if head else 1
        if section is None or "亿" in tail or (sign == "万" and "万" in tail):
            return None
        if len(tail) == 1 and tail in _DIGITS:
            return total + section * unit + _DIGITS[tail] * unit // 10
        total, han = total + section * unit, tail
    rest = _section(han) if han else 0
    return None if rest is None else float(total + rest)


def _section(han: str) -> int | None:
    """Up to four figures: 三千二百, 一百二 (120), 十八, 一百零五; as a head also 一千二百万 without its 万亿."""
    if "万" in han:
        value = _han_integer(han)
        return None if value is None else int(value)
    total, digit, last_unit, zero = 0, -1, 10_000, False
    for c in han:
        if c in _SMALL_UNITS:
            unit = _SMALL_UNITS[c]
            if unit >= last_unit or digit == 0:
                return None
            total += (1 if digit < 0 else digit) * unit
            digit, last_unit, zero = -1, unit, False
        else:
            if digit > 0 or (digit == 0 and c != "零"):
                return None
            zero = zero or _DIGITS[c] == 0
            digit = _DIGITS[c] or -1
    if digit > 0:
        # 一百二 drops its 十: 120, not 102.
        total += digit * (last_unit // 10 if not zero and last_unit in (100, 1000) else 1)
    return total

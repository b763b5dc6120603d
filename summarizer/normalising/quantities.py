"""Counted things: 18名, 50余人, 不少于3项, 1-2个, 九成以上, 1.4亿元 (contract, "Quantities").

A Chinese numeral is a count only before a measure word that does not itself begin another word: 市第十人民医院,
四川大学, 八一医院, 三明市, 三级医院 and 第三批 hold no count. 数十, 若干 and 十几 say no number and give none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from summarizer.article import Span
from summarizer.normalising.numerals import ARABIC, HAN, JUST_PARSED, parse_adjacent, parse_numeral
from summarizer.normalising.width import narrow
from summarizer.schema import Op, Quantity

__all__ = ["QuantityMention", "find_quantities", "parse_numeral", "parse_quantity"]


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A quantity where it stands."""

    span: Span
    wording: str
    quantity: Quantity


_PREFIXES: dict[str, Op] = {
    **dict.fromkeys(
        ["不少于", "不低于", "不小于", "不下于", "不下", "至少", "最少", "最低", ">=", "≥"]
        + [f"不{must}{less}" for must in "得能可应宜" for less in ("少于", "低于")],
        "ge",
    ),
    **dict.fromkeys(
        ["不超过", "不多于", "不高于", "不大于", "至多", "最多", "<=", "≤"]
        + [f"不{must}{more}" for must in "得能可应宜" for more in ("超过", "高于", "多于")],
        "le",
    ),
    **dict.fromkeys(["超过", "超出", "多于", "高于", "大于", "突破", "不止", "超", "逾", "过", "破", ">"], "gt"),
    **dict.fromkeys(["低于", "少于", "小于", "不足", "不到", "<"], "lt"),
    **dict.fromkeys(["大约", "大概", "将近", "接近", "约", "近"], "approx"),
    "上": "ge",
}
_PREFIXES_LONGEST_FIRST = sorted(_PREFIXES.items(), key=lambda item: -len(item[0]))
_SUFFIXES: dict[str, Op] = {
    **dict.fromkeys(["以上", "及以上", "或以上"], "ge"),
    **dict.fromkeys(["以内", "之内", "以下", "及以下", "内"], "le"),
    **dict.fromkeys(["左右", "上下"], "approx"),
    **dict.fromkeys(["有余", "余", "多", "之多"], "gt"),
}
_INFIXES: dict[str, Op] = {"余": "gt", "多": "gt", "来": "approx"}

# A measure word is none where it begins another word: 十人民医院, 两位于, 三对口, 一门诊.
_UNITS = (
    r"个人(?![民才信工员])|人次(?!之)|人份|人天|人(?![民才员大士口文类工力均体生物])|名(?!誉|单|称|录|列|额"
    r"|医(?![务师生护技学院疗药]))"
    r"|位(?![于置列居次])|个百分点|百分点|个(?!人|体|性化|别|月|多月|季度|学期|年|协议期|周期?(?![会]))|项(?!目部)"
    r"|余?例次?|/(?:10|十)万|次(?![要日年月生])|期(?![间限内末初待望盼满])|批次|批(?![准复评示])|轮(?![转训岗流])|场次|场(?![所地景])"
    r"|家(?![庭属长人乡门园])|所(?![有在属需长谓])|间(?![断隔])|台(?![湾州账阶上])|台次|套|辆|张(?![家力开])"
    r"|门(?![诊急户口])|种(?![植子])|类(?!似)|支(?![援持部付撑教医农出])|组(?![建成织长员团])|队(?![伍长员])"
    r"|对(?![一口接比象于外照标待应症策点全方]|[^,。;]{0,4}(?:进行|开展|实施))|篇|部(?![署门分队])"
    r"|本(?![地院市县省次着土级科])"
    r"|只(?![有能要是])|条(?![件例])|件(?!套)|份|倍|步(?!入)"
    r"|分(?![钟级布院诊别子为之析支管享局流开期会批类内组中工店行部])|学时|课时|小时|分钟|秒"
    r"|天(?![津水台河门山长然府下使元坛])"
    r"|周岁|岁|公里|千米|米|平方米|㎡|m²|亩|床(?![位旁前])|张床位?|万?元(?![月旦宝氏])|美元|亿元"
)
_GENERIC_UNIT = r"(?![级甲乙丙等])[^\W\d_]{0,4}?"
_SHARE = (
    rf"(?:[百千]分之(?:{ARABIC}|{HAN})|(?:{ARABIC})\s?[%‰]|[一二两三四五六七八九\d](?<![第\d].)成"
    r"(?:[一二三四五六七八九半](?![名位个项次例家所批场]))?(?![为立员功都果长绩熟就效本人份品型交]))"
)
_NUMBER = rf"(?:{ARABIC}|{HAN})"
# 至少引进8项: the bound may stand before the verb, and belongs to the number all the same.
_BOUND_WITH_VERB = (
    r"(?:至少|最少|不少于|至多"
    r"|最多)(?:[一-龥]{1,3}?)(?=[\d一二两三四五六七八九十百])(?<![一二两三四五六七八九十百第每])"
)
_PREFIX = (
    rf"(?:{_BOUND_WITH_VERB}|"
    r"不[得能可应宜](?:少于|低于|超过|高于|多于)|不少于|不低于|不小于|不下于?|至少|最少|最低|>=|≥|不超过|不多于"
    r"|不高于|不大于|至多|最多|<=|≤|超过|超出|多于"
    r"|(?<!不)[高大]于|突破|不止|(?<![B彩])超|逾|>|(?<!不)[低少小]于|不足|不到|<|大约|大概|将近|接近"
    r"|(?<![签预节公合契制邀])约|(?<![附最临邻靠])近|上(?=[百千万])|(?:(?<=[量数])|(?<![\s\S]))上(?=\d)|(?:(?<=[率量数比])|(?<![\s\S]))[过破](?=[\d一二三四五六七八九百]))\s?"
)
_SUFFIX = (
    r"(?:[及或]?以上|以内|(?<=[天时钟])内(?![部容外科镜分])|之内|及?以下|左右|上下|有余|之多"
    r"|余(?![下款额])|多(?![学科种样元点层方发]))"
)
_RANGE_SIGN = r"\s?(?:[-~–—]{1,2}|至|到)\s?"


def _pattern(unit: str) -> str:
    """The whole grammar for one choice of units; the groups are read by `_read`."""
    return (
        rf"(?P<prefix>{_PREFIX})?(?:"
        rf"(?:(?P<share_low>{_SHARE}|{ARABIC}){_RANGE_SIGN})?(?P<share>{_SHARE})"
        rf"|(?:(?P<low>{_NUMBER})\s?(?:{unit})?{_RANGE_SIGN})?(?P<number>{_NUMBER})"
        rf"\s?(?P<infix>[余多来]?)(?P<scale>[百千万亿]*)(?P<infix_after>余?)\s?(?P<unit>{unit})"
        rf")(?P<suffix>{_SUFFIX})?"
    )


# Before the number: no letter, digit or decimal point, nothing that makes it an ordinal or no number (数十, 星期三).
_NO_COUNT_BEFORE = rf"(?<![\dA-Za-z.第几统唯逐])(?:(?<![周数])(?<!星期)|(?={_PREFIX}))"
# What a quantity can begin with: looked at first, it spares the grammar nine places of ten.
_BEGINS = r"(?=[\d零〇一二两三四五六七八九十百千万亿廿卅至最不>≥<≤超多高大突逾低少小约将接近上过破])"
_NUMERAL = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿廿卅]")
"""A sentence without any of these holds no quantity."""
_MENTION = re.compile(_BEGINS + _NO_COUNT_BEFORE + _pattern(_UNITS))


@cache
def _whole() -> re.Pattern[str]:
    """The grammar for any unit, compiled when a wording without a known one is first read."""
    return re.compile(_pattern(_GENERIC_UNIT))


_ONE_OF_ANOTHER_WORD = re.compile(r"[同不专划归万每]$|(?<![主担])任$")
# 从12%到31% is a change from an old value to a new one, no range: only the new one is read.
_CHANGE_BEFORE = ("从", "由")
_VAGUE = re.compile(r"[数几]十|[数几][百千万]|若干|(?<![百千])分之|(?<![\d十百千万])多名|十几|几[名个位]")


_HALVES: dict[str, Op] = {
    **dict.fromkeys(["过半", "超半数", "过半数", "超过半数", "超过一半"], "gt"),
    **dict.fromkeys(["半数以上", "一半以上"], "ge"),
    **dict.fromkeys(["一半", "半数"], "eq"),
}


def find_quantities(text: str, within: Span | None = None) -> list[QuantityMention]:
    """Find every quantity with a measure word, `%` or 成, in order; they don't overlap."""
    return list(_mentions(text, within or Span(0, len(text))))


@lru_cache(maxsize=JUST_PARSED)
def parse_quantity(wording: str) -> Quantity | None:
    """Read one quantity.

    Args:
        wording: 18名, 50余人, 不少于3项, 三至五名, 90%以上, 5 ….

    Returns:
        The quantity, `eq` when nothing says otherwise; None when the wording gives no number (数十, 若干) or several.
    """
    compact = narrow(wording).strip()
    if compact in _HALVES:
        return Quantity(op=_HALVES[compact], value=50, unit="%")
    if not compact or _VAGUE.search(compact):
        return None
    mentions = find_quantities(compact)
    if len(mentions) == 1:
        return mentions[0].quantity
    whole = _whole().fullmatch(compact)
    return _read(whole) if whole and not mentions else None


def _mentions(text: str, within: Span) -> Iterator[QuantityMention]:
    narrowed = narrow(text)
    if not _NUMERAL.search(narrowed, within.start, within.end):
        return
    position = within.start
    while match := _MENTION.search(narrowed, position, within.end):
        position = match.end()
        if _is_part_of_a_word(narrowed, match):
            position = match.start() + 1
            continue
        low = "share_low" if match["share_low"] else "low"
        if match[low] and narrowed[match.start() - 1 : match.start()] in _CHANGE_BEFORE:
            position = match.end(low)
            continue
        if (quantity := _read(match)) is None:
            continue
        span = Span(*match.span())
        yield QuantityMention(span=span, wording=span.slice(text), quantity=quantity)


def _is_part_of_a_word(narrowed: str, match: re.Match[str]) -> bool:
    """同一个, 每一位: 一 that counts nothing."""
    before = narrowed[max(0, match.start() - 2) : match.start()]
    number = match["number"]
    if number is not None and number.startswith("一") and not match["prefix"]:
        return _ONE_OF_ANOTHER_WORD.search(before) is not None
    return False


def _read(match: re.Match[str]) -> Quantity | None:
    share, unit = match["share"], (match["unit"] or None)
    value = parse_numeral(share) if share else _scaled(match["number"], match["scale"])
    if share:
        unit = "‰" if "‰" in share or "千分之" in share else "%"
    pair = parse_adjacent(match["number"] + match["scale"]) if value is None and match["number"] else None
    low_wording = match["share_low"] if share else match["low"]
    if low_wording and value is not None:
        pair = _range(low_wording, value, scale=match["scale"] or "")
        if pair is None:
            return None
    if pair is not None:
        return _quantity("range", pair[0], pair[1], unit)
    if value is None:
        return None
    unit, value = _money(unit, value)
    return _quantity(_op(match), value, None, unit)


# The same few numbers stand in an article again and again; checking a quantity takes longer than reading it.
@lru_cache(maxsize=JUST_PARSED)
def _quantity(op: Op, value: float, upper: float | None, unit: str | None) -> Quantity:
    return Quantity(op=op, value=value, upper=upper, unit=unit)


def _scaled(number: str, scale: str) -> float | None:
    """20 and 万 of 20余万."""
    value, factor = parse_numeral(number), parse_numeral(scale) if scale else 1
    return None if value is None or factor is None else round(value * factor, 6)


def _range(low_wording: str, high: float, *, scale: str) -> tuple[float, float] | None:
    low = parse_numeral(low_wording)
    if low is None:
        return None
    factor = parse_numeral(scale) if scale else None
    # 3至5万元 is 30,000 to 50,000.
    if factor and low * factor < high:
        low *= factor
    return (low, high) if low < high else None


def _money(unit: str | None, value: float) -> tuple[str | None, float]:
    for prefix, factor in (("万", 10_000), ("亿", 100_000_000)):
        if unit in (f"{prefix}元", f"{prefix}美元"):
            return unit[1:], value * factor
    return unit, value


def _op(match: re.Match[str]) -> Op:
    if prefix := (match["prefix"] or "").strip():
        # 至少引进|8项: the bound is the beginning of the prefix.
        return next(op for wording, op in _PREFIXES_LONGEST_FIRST if prefix.startswith(wording))
    infix = match["infix"] or match["infix_after"]
    if infix:
        return _INFIXES[infix]
    return _SUFFIXES[match["suffix"]] if match["suffix"] else "eq"

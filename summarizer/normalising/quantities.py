"""Counted things: 18名, 50余人, 不少于3项, 1-2个, 九成以上, 1.4亿元 (contract, "Quantities").

A Chinese numeral is a count only before a measure word that does not itself begin another word: 市第十人民医院,
四川大学, 八一医院, 三明市, 三级医院 and 第三批 hold no count. 数十, 若干 and 十几 say no number and give none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from summarizer.article import Span
from summarizer.normalising import names
from summarizer.normalising.numerals import ARABIC, HAN, JUST_PARSED, parse_adjacent, parse_numeral
from summarizer.normalising.width import narrow
from summarizer.patterns import late
from summarizer.schema import Op, Quantity

__all__ = ["QuantityMention", "find_quantities", "parse_numeral", "parse_quantity"]


class QuantityMention(NamedTuple):
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


def _not_before(*others: str) -> str:
    """Say (?!民)(?!才) for (?![民才]), in a sixth of the time that a class takes to compile.

    A class of three signs or more beyond Latin-1 makes `re` fill and fold a map of 65,536 (measured with CPython 3.11).
    """
    return "".join(f"(?!{other})" for other in others)


# A measure word is none where it begins another word: 十人民医院, 两位于, 三对口, 一门诊.
_UNITS = {
    "个人": "民 才 信 工 员",
    "人次": "之",
    "人份": "",
    "人天": "",
    "人": "民 才 大 士 口 文 类 工 力 均 体 生 物",
    "名": "誉 单 称 录 列 额 医(?![务师生护技学院疗药])",
    "位": "于 置 列 居 次",
    "个百分点": "",
    "百分点": "",
    "个": "人 体 性化 别 月 多月 季度 学期 年 协议期 周期?(?!会)",
    "项": "目部",
    "余?例次?": "",
    "/(?:10|十)万": "",
    "次": "要 日 年 月 生",
    "期": "间 限 内 末 初 待 望 盼 满",
    "批次": "",
    "批": "准 复 评 示",
    "轮": "转 训 岗 流",
    "场次": "",
    "场": "所 地 景",
    "家": "庭 属 长 人 乡 门 园",
    "所": "有 在 属 需 长 谓",
    "间": "断 隔",
    "台": "湾 州 账 阶 上",
    "台次": "",
    "套": "",
    "辆": "",
    "张": "家 力 开",
    "门": "诊 急 户 口",
    "种": "植 子",
    "类": "似",
    "支": "援 持 部 付 撑 教 医 农 出",
    "组": "建 成 织 长 员 团",
    "队": "伍 长 员",
    "对": "一 口 接 比 象 于 外 照 标 待 应 症 策 点 全 方 [^,。;]{0,4}(?:进行|开展|实施)",
    "篇": "",
    "部": "署 门 分 队",
    "本": "地 院 市 县 省 次 着 土 级 科",
    "只": "有 能 要 是",
    "条": "件 例",
    "件": "套",
    "份": "",
    "倍": "",
    "步(?<!进一步)": "入",
    "分": "钟 级 布 院 诊 别 子 为 之 析 支 管 享 局 流 开 期 会 批 类 内 组 中 工 店 行 部",
    "学时": "",
    "课时": "",
    "小时": "",
    "分钟": "",
    "秒": "",
    "天": "津 水 台 河 门 山 长 然 府 下 使 元 坛",
    "周岁": "",
    "岁": "",
    "公里": "",
    "千米": "",
    "米": "",
    "平方米": "",
    "㎡": "",
    "m²": "",
    "亩": "",
    "床": "位 旁 前",
    "张床位?": "",
    "万?元": "月 旦 宝 氏",
    "美元": "",
    "亿元": "",
}
"""Each measure word, as a pattern, and what it begins another word with."""
_UNIT = "|".join(unit + _not_before(*others.split()) for unit, others in _UNITS.items())
_UNIT_OF_LOW = "|".join(_UNITS)
"""3名至5名: no other word goes on with a sign of range."""
_GENERIC_UNIT = r"(?![级甲乙丙等])[^\W\d_]{0,4}?"
_SHARE = (
    rf"(?:[百千]分之(?:{ARABIC}|{HAN})|(?:{ARABIC})\s?[%‰]|[一二两三四五六七八九\d](?<![第\d].)成"
    rf"(?:[一二三四五六七八九半]{_not_before(*'名位个项次例家所批场')})?"
    rf"{_not_before(*'为立员功都果长绩熟就效本人份品型交')})"
)
_NUMBER = rf"(?:{ARABIC}|{HAN})"
# 至少引进8项: the bound may stand before the verb, and belongs to the number all the same.
_BOUND_WITH_VERB = (
    r"(?:至少|最少|不少于|至多"
    rf"|最多)(?:{names.HAN}{{1,3}}?)(?=[\d一二两三四五六七八九十百])(?<![一二两三四五六七八九十百第每])"
)
_PREFIX = (
    rf"(?:{_BOUND_WITH_VERB}|"
    r"不[得能可应宜](?:少于|低于|超过|高于|多于)|不少于|不低于|不小于|不下于?|至少|最少|最低|>=|≥|不超过|不多于"
    r"|不高于|不大于|至多|最多|<=|≤|超过|超出|多于"
    r"|(?<!不)[高大]于|突破|不止|(?<![B彩])超|逾|>|(?<!不)[低少小]于|不足|不到|<|大约|大概|将近|接近"
    r"|(?<![签预节公合契制邀])约|(?<![附最临邻靠])近|上(?=[百千万])|(?:(?<=[量数])|(?<![\s\S]))上(?=\d)|(?:(?<=[率量数比])|(?<![\s\S]))[过破](?=[\d一二三四五六七八九百]))\s?"
)
_SUFFIX = (
    r"(?:[及或]?以上|以内|(?<=[天时钟])内"
    rf"{_not_before(*'部容外科镜分')}|之内|及?以下|左右|上下|有余|之多"
    rf"|余{_not_before(*'下款额')}|多{_not_before(*'学科种样元点层方发')})"
)
_RANGE_SIGN = r"\s?(?:[-~–—]{1,2}|至|到)\s?"


def _pattern(unit: str, unit_of_low: str, no_prefix: str = "") -> str:
    """The whole grammar for one choice of units; the groups are read by `_read`."""
    return (
        rf"(?:(?P<prefix>{_PREFIX})|{no_prefix})(?:"
        rf"(?:(?P<share_low>{_SHARE}|{ARABIC}){_RANGE_SIGN})?(?P<share>{_SHARE})"
        rf"|(?:(?P<low>{_NUMBER})\s?(?:{unit_of_low})?{_RANGE_SIGN})?(?P<number>{_NUMBER})"
        rf"\s?(?P<infix>[余多来]?)(?P<scale>[百千万亿]*)(?P<infix_after>余?)\s?(?P<unit>{unit})"
        rf")(?P<suffix>{_SUFFIX})?"
    )


# Before the quantity: no letter, digit or decimal point, nothing that makes it an ordinal.
_NO_COUNT_BEFORE = r"(?<![\dA-Za-z.第几统唯逐])"
# Before a bare number: nothing that makes it none (数十, 星期三).
_NO_NUMBER_BEFORE = r"(?<![周数])(?<!星期)"
# What a quantity can begin with: looked at first, it spares the grammar nine places of ten.
_BEGINS = r"(?=[\d零〇一二两三四五六七八九十百千万亿廿卅至最不>≥<≤超多高大突逾低少小约将接近上过破])"
_COUNTED = late(
    r"[\d零〇一二两三四五六七八九十百千万亿廿卅]\s?[余多来]?[百千万亿]*余?"
    rf"\s?[{''.join(sorted({*''.join(_UNITS), *'%‰成分'} - set('?(:|)<!进01十')))}]"
)
"""A numeral and a sign that a measure word has: a sentence without both holds no quantity."""
_MENTION = late(_BEGINS + _NO_COUNT_BEFORE + _pattern(_UNIT, _UNIT_OF_LOW, _NO_NUMBER_BEFORE))
_WHOLE = late(_pattern(_GENERIC_UNIT, _GENERIC_UNIT))
"""The grammar for any unit."""
_ONE_OF_ANOTHER_WORD = late(r"[同不专划归万每]$|(?<![主担])任$")
# 从12%到31% is a change from an old value to a new one, no range: only the new one is read.
_CHANGE_BEFORE = ("从", "由")
_VAGUE = late(r"[数几]十|[数几][百千万]|若干|(?<![百千])分之|(?<![\d十百千万])多名|十几|几[名个位]")


_HALVES: dict[str, Op] = {
    **dict.fromkeys(["过半", "超半数", "过半数", "超过半数", "超过一半"], "gt"),
    **dict.fromkeys(["半数以上", "一半以上"], "ge"),
    **dict.fromkeys(["一半", "半数"], "eq"),
}


def find_quantities(text: str, within: Span | None = None) -> list[QuantityMention]:
    """Find every quantity with a measure word, `%` or 成, in order; they don't overlap."""
    start, end = within or (0, len(text))
    narrowed = narrow(text)
    if not _COUNTED.search(narrowed, start, end):
        return []
    mentions: list[QuantityMention] = []
    while match := _MENTION.search(narrowed, start, end):
        first, start = match.span()
        if _is_part_of_a_word(narrowed, match):
            start = first + 1
        elif match.end(low := "share_low" if match["share_low"] else "low") > 0 and narrowed.startswith(
            _CHANGE_BEFORE, first - 1, first
        ):
            start = match.end(low)
        elif (quantity := _read(match)) is not None:
            mentions.append(QuantityMention(Span(first, start), text[first:start], quantity))
    return mentions


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
    whole = _WHOLE.fullmatch(compact)
    return _read(whole) if whole and not mentions else None


def _is_part_of_a_word(narrowed: str, match: re.Match[str]) -> bool:
    """同一个, 每一位: 一 that counts nothing."""
    prefix, number = match.group("prefix", "number")
    if prefix or number is None or not number.startswith("一"):
        return False
    return _ONE_OF_ANOTHER_WORD.search(narrowed, max(0, match.start() - 2), match.start()) is not None


def _read(match: re.Match[str]) -> Quantity | None:
    if share := match["share"]:
        return _read_share(match, share)
    low_wording, number, scale, unit = match.group("low", "number", "scale", "unit")
    value = _scaled(number, scale)
    if value is None:
        pair = parse_adjacent(number + scale)
    else:
        pair = _range(low_wording, value, scale=scale) if low_wording else None
        if low_wording and pair is None:
            return None
    if pair is not None:
        return _quantity("range", pair[0], pair[1], unit or None)
    if value is None:
        return None
    unit, value = _money(unit or None, value)
    return _quantity(_op(match), value, None, unit)


def _read_share(match: re.Match[str], share: str) -> Quantity | None:
    unit, value = "‰" if "‰" in share or "千分之" in share else "%", parse_numeral(share)
    if value is None:
        return None
    if match["share_low"] is None:
        return _quantity(_op(match), value, None, unit)
    pair = _range(match["share_low"], value, scale="")
    return _quantity("range", pair[0], pair[1], unit) if pair else None


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


_LARGE_MONEY = {"万元": 10_000, "万美元": 10_000, "亿元": 100_000_000, "亿美元": 100_000_000}


def _money(unit: str | None, value: float) -> tuple[str | None, float]:
    factor = _LARGE_MONEY.get(unit) if unit else None
    return (unit[1:], value * factor) if unit and factor else (unit, value)


def _op(match: re.Match[str]) -> Op:
    if prefix := (match["prefix"] or "").strip():
        # 至少引进|8项: the bound is the beginning of the prefix.
        return next(op for wording, op in _PREFIXES_LONGEST_FIRST if prefix.startswith(wording))
    infix, infix_after, suffix = match.group("infix", "infix_after", "suffix")
    if infix or infix_after:
        return _INFIXES[infix or infix_after]
    return _SUFFIXES[suffix] if suffix else "eq"

"""Counted things: 18名, 50余人, 不少于3项, 1-2个, 九成以上, 1.4亿元 (contract, "Quantities").

A Chinese numeral is a count only before a measure word that does not itself begin another word: 市第十人民医院,
四川大学, 八一医院, 三明市, 三级医院 and 第三批 hold no count. 数十, 若干 and 十几 say no number and give none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from summarizer.article import Span
from summarizer.normalising.numerals import ARABIC, HAN, JUST_PARSED, parse_adjacent, parse_numeral
from summarizer.normalising.width import narrow
from summarizer.patterns import holds_any, late, not_after, not_before, one_of
from summarizer.schema import Op, Quantity

__all__ = [
    "QuantityMention",
    "find_quantities",
    "parse_numeral",
    "parse_quantity",
    "quantities_alone",
    "quantities_in_sentence",
]


class QuantityMention(NamedTuple):
    """A quantity where it stands."""

    span: Span
    wording: str
    quantity: Quantity


_PREFIXES: dict[str, Op] = {
    **dict.fromkeys(
        ["不少于", "不低于", "不小于", "不短于", "不下于", "不下", "至少", "最少", "最低", "起码", ">=", "≥"]
        + [f"不{must}{less}" for must in "得能可应宜许准要" for less in ("少于", "低于", "短于")],
        "ge",
    ),
    **dict.fromkeys(
        ["不超过", "不多于", "不高于", "不大于", "不晚于", "不长于", "至多", "最多", "<=", "≤"]
        + [f"不{must}{more}" for must in "得能可应宜许准要" for more in ("超过", "高于", "多于", "晚于", "长于")],
        "le",
    ),
    **dict.fromkeys(["超过", "超出", "多于", "高于", "大于", "突破", "不止", "超", "逾", "过", "破", ">"], "gt"),
    **dict.fromkeys(["低于", "少于", "小于", "短于", "不足", "不到", "<"], "lt"),
    **dict.fromkeys(["大约", "大概", "将近", "接近", "约", "近"], "approx"),
    "上": "ge",
}
_BOUNDS = ("至少", "最少", "起码", "不少于", "至多", "最多")
"""至少引进8项: these may stand before the verb, and belong to the number all the same."""
_LONGEST_VERB = 3
_NO_VERB_END = frozenset("一二两三四五六七八九十百第每")
_NO_PREFIX_AFTER = {"约": "签预节公合契制邀", "近": "附最临邻靠", "超": "B彩"} | dict.fromkeys(
    ["高于", "大于", "低于", "少于", "小于", "短于"], "不"
)
"""签约, 附近, B超, 不高于 …: what makes another word of a prefix."""
_ONLY_AFTER = {"上": frozenset("量数"), **dict.fromkeys("过破", frozenset("率量数比要须将得应能"))}
"""就诊率|过90%, 门诊量|上10万人次; and where the wording begins."""
_ONLY_BEFORE = {"上": frozenset("0123456789"), **dict.fromkeys("过破", frozenset("0123456789一二三四五六七八九百"))}
_SUFFIXES: dict[str, Op] = {
    **dict.fromkeys(["以上", "及以上", "或以上"], "ge"),
    **dict.fromkeys(["以内", "之内", "以下", "及以下", "内", "里"], "le"),
    **dict.fromkeys(["左右", "上下"], "approx"),
    **dict.fromkeys(["有余", "余", "多", "之多"], "gt"),
}
_INFIXES: dict[str, Op] = {"余": "gt", "多": "gt", "来": "approx"}


# A measure word is none where it begins another word: 十人民医院, 两位于, 三对口, 一门诊.
_UNITS = {
    "个人": "民 才 信 工 员",
    "人次": "之",
    "人份": "",
    "人天": "",
    "人": "民 才 大 士 口 文 类 工 力 均 体 生 物",
    "名": "誉 单 称 录 列 额 医" + not_before(*"务师生护技学院疗药"),
    "位": "于 置 列 居 次",
    "个百分点": "",
    "百分点": "",
    "个点": "位 评 钟 对 子 滴 名",
    "个工作日": "",
    "个": "人 体 性化 别 月 多月 半月 半天 钟头 小时 礼拜 星期 晚 上午 下午 白天 季度 学期 年 协议期 周期?(?!会)",
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
    "起(?<!一起)": "来 到 点 步 码 始 飞 源 重 搏 草 床 身 诉 义 效 降 居 见 伏 初 因 用 运 航",
    "样(?<!一样)": "本 品 板 子 式 机 貌 态 东 都",
    "支": "援 持 部 付 撑 教 医 农 出",
    "组": "建 成 织 长 员 团",
    "队": "伍 长 员",
    "对": "一 口 接 比 象 于 外 照 标 待 应 症 策 点 全 方 (?:(?!。)[^,;]){0,4}(?:进行|开展|实施)",
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
_UNIT = "|".join(unit + not_before(*others.split()) for unit, others in _UNITS.items())
_UNIT_OF_LOW = "|".join(_UNITS)
"""3名至5名: no other word goes on with a sign of range."""
_GENERIC_UNIT = r"(?![级甲乙丙等])[^\W\d_]{0,4}?"
_NUMBER = rf"(?:{ARABIC}|{HAN})"
_PERCENT = rf"(?:{ARABIC})\s?[%‰]"
_SHARE_IN_WORDS = (
    rf"[百千]分之{_NUMBER}|[一二两三四五六七八九\d](?<![第\d].)成"
    rf"(?:[一二三四五六七八九半]{not_before(*'名位个项次例家所批场')})?"
    rf"{not_before(*'为立员功都果长绩熟就效本人份品型交')}"
)
_SUFFIX = (
    rf"(?:[及或]?以上|以内|(?:(?<=天)|(?<=时)|(?<=钟)|(?<=日))(?:内|里)"
    rf"{not_before(*'部容外科镜分')}|之内|及?以下|左右|上下|有余|之多"
    rf"|余{not_before(*'下款额')}|多{not_before(*'学科种样元点层方发')})"
)
_RANGE_SIGN = rf"\s?(?:{one_of(*'-~–—')}{{1,2}}|至|到)\s?"


def _pattern(unit: str, unit_of_low: str, share: str) -> str:
    """The grammar behind the prefix, for one choice of units and shares; the groups are read by `_read`."""
    return (
        rf"(?:(?:(?P<share_low>(?:{share})|{ARABIC}){_RANGE_SIGN})?(?P<share>{share})"
        rf"|(?:(?P<low>{_NUMBER})\s?(?:{unit_of_low})?{_RANGE_SIGN})?(?P<number>{_NUMBER})"
        rf"\s?(?P<infix>{one_of(*'余多来')}?)(?P<scale>[百千万亿]*)(?P<infix_after>余?)\s?(?P<unit>{unit})"
        rf")(?P<suffix>{_SUFFIX})?"
    )


_MENTION = late(_pattern(_UNIT, _UNIT_OF_LOW, _PERCENT), spell_out=True)
_MENTION_WITH_SHARE_IN_WORDS = late(_pattern(_UNIT, _UNIT_OF_LOW, f"{_SHARE_IN_WORDS}|{_PERCENT}"), spell_out=True)
_WHOLE = late(_pattern(_GENERIC_UNIT, _GENERIC_UNIT, f"{_SHARE_IN_WORDS}|{_PERCENT}"))
"""The grammar for any unit."""
_TENTHS = frozenset("一二两三四五六七八九")

_PREFIXES_BY_FIRST = {
    first: tuple(sorted((word for word in _PREFIXES if word[0] == first), key=len, reverse=True))
    for first in {word[0] for word in _PREFIXES}
}
"""The longest first. No numeral is among the first characters."""
# Before a quantity: no letter, digit or decimal point, nothing that makes it an ordinal.
_START = late(
    rf"[\d零〇一二两三四五六七八九十百千万亿廿卅{''.join(sorted(_PREFIXES_BY_FIRST))}](?<![\dA-Za-z.].)"
    + not_after(*(f"{sign}." for sign in "第几统唯逐"))
)
_NO_NUMBER_AFTER = ("周", "数", "星期")
"""What makes a bare number none (数十, 星期三)."""
_COUNTED = late(
    r"[\d零〇一二两三四五六七八九十百千万亿廿卅][\d零〇一二两三四五六七八九十百千万亿廿卅点,.余多来至到\s~–—-]*+"
    rf"[{''.join(sorted({*''.join(_UNITS), *'%‰成分'} - set('?(:|)<!进01十一工作日点')))}](?<!进一步)"
)
"""A numeral, what else numbers and ranges are written with, and a sign that a measure word has: every quantity begins
with these, behind its prefix; 2025年 and 三级 don't."""
_ONE_OF_ANOTHER_WORD = late(r"[同不专划归万每]$|(?<![主担])任$")
# 从12%到31% is a change from an old value to a new one, no range: only the new one is read.
_CHANGE_BEFORE = ("从", "由")
_VAGUE = late(r"[数几]十|[数几][百千万]|若干|(?<![百千])分之|(?<![\d十百千万])多名|十几|几[名个位]")
_VAGUE_SIGNS = ("数", "几", "若干", "分之", "多名")
"""Nothing is vague without one of them."""


_HALVES: dict[str, Op] = {
    **dict.fromkeys(["过半", "超半数", "过半数", "超过半数", "超过一半"], "gt"),
    **dict.fromkeys(["半数以上", "一半以上"], "ge"),
    **dict.fromkeys(["一半", "半数"], "eq"),
}


def find_quantities(text: str, within: Span | None = None) -> list[QuantityMention]:
    """Find every quantity with a measure word, `%` or 成, in order; they don't overlap."""
    return _found(text, narrow(text), *(within or (0, len(text))))


def _found(text: str, narrowed: str, low: int, high: int) -> list[QuantityMention]:
    if not _COUNTED.search(narrowed, low, high):
        return []
    grammar = _MENTION_WITH_SHARE_IN_WORDS if _tells_share_in_words(narrowed, low, high) else _MENTION
    mentions: list[QuantityMention] = []
    for start in _START.finditer(narrowed, low, high):
        first = start.start()
        if first < low:
            continue
        match, op = _quantity_at(narrowed, first, high, grammar)
        if match is None:
            continue
        low = match.end()
        if match.end(end := "share_low" if match["share_low"] else "low") > 0 and narrowed.startswith(
            _CHANGE_BEFORE, first - 1, first
        ):
            low = match.end(end)
        elif (quantity := _read(match, op)) is not None:
            mentions.append(QuantityMention(Span(first, low), text[first:low], quantity))
    return mentions


@lru_cache(maxsize=JUST_PARSED)
def quantities_alone(sentence: str) -> tuple[QuantityMention, ...]:
    """Return the quantities of a sentence that stands alone, narrowed; found once, though several steps ask."""
    return tuple(_found(sentence, sentence, 0, len(sentence)))


def quantities_in_sentence(text: str, sentence: Span) -> Sequence[QuantityMention]:
    """Find what `find_quantities(text, sentence)` does; a sentence that was read alone is not read again.

    Of what stands before a quantity only letters, digits and the decimal point matter, or that nothing does.
    """
    start, end = sentence
    narrowed, before = narrow(text), text[max(start - 1, 0) : start]
    if before.isalnum() or before in (".", "．") or narrowed[start : start + 1] in _ONLY_AFTER:
        return find_quantities(text, sentence)
    return [
        QuantityMention(Span(low + start, high + start), text[low + start : high + start], quantity)
        for (low, high), _, quantity in quantities_alone(narrowed[start:end])
    ]


def _tells_share_in_words(narrowed: str, low: int, high: int) -> bool:
    """Tell whether 百分之八十 or 八成 may stand there: few sentences need the grammar that knows these."""
    if narrowed.find("分之", low, high) >= 0:
        return True
    at = narrowed.find("成", low + 1, high)
    while at > 0:
        if narrowed[at - 1] in _TENTHS or narrowed[at - 1].isdecimal():
            return True
        at = narrowed.find("成", at + 1, high)
    return False


def _quantity_at(
    narrowed: str, first: int, high: int, grammar: re.Pattern[str]
) -> tuple[re.Match[str] | None, Op | None]:
    """Match what begins at a place, or stands behind the prefix that does; and say what the prefix says."""
    words = _PREFIXES_BY_FIRST.get(narrowed[first])
    if words is None:
        match = grammar.match(narrowed, first, high) if _COUNTED.match(narrowed, first, high) else None
        return (None if match is not None and _counts_nothing(narrowed, match) else match), None
    if narrowed.startswith(words, first, high):
        for number_at, op in _prefixes_at(narrowed, first, high):
            match = grammar.match(narrowed, number_at, high)
            if match is not None:
                return match, op
    return None, None


def _prefixes_at(narrowed: str, first: int, high: int) -> Iterator[tuple[int, Op]]:
    """Yield where the number may begin behind a prefix, and what that says; the surest reading first."""
    for word in _BOUNDS:
        if narrowed.startswith(word, first, high):
            for number_at in _after_verb(narrowed, first + len(word), high):
                yield number_at, _PREFIXES[word]
    for word in _PREFIXES_BY_FIRST.get(narrowed[first], ()):
        if narrowed.startswith(word, first, high) and _is_prefix(narrowed, word, first, high):
            end = first + len(word)
            yield end + (end < high and narrowed[end].isspace()), _PREFIXES[word]


def _after_verb(narrowed: str, start: int, high: int) -> Iterator[int]:
    """至少|引进|8项: a short verb may stand between the bound and its number."""
    for end in range(start + 1, min(start + _LONGEST_VERB, high - 1) + 1):
        last = narrowed[end - 1]
        if not last.isalnum() or last.isdecimal() or (last.isascii() and last.isalpha()):
            return
        if last not in _NO_VERB_END and (narrowed[end].isdecimal() or narrowed[end] in "一二两三四五六七八九十百"):
            yield end


def _is_prefix(narrowed: str, word: str, first: int, high: int) -> bool:
    before, after = narrowed[first - 1 : first], narrowed[first + len(word) : min(first + len(word) + 1, high)]
    if before and before in _NO_PREFIX_AFTER.get(word, ""):
        return False
    if word not in _ONLY_AFTER or (word == "上" and after and after in "百千万"):
        return True
    return (first == 0 or before in _ONLY_AFTER[word]) and after in _ONLY_BEFORE[word]


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
    if not compact or (holds_any(compact, _VAGUE_SIGNS) and _VAGUE.search(compact)):
        return None
    mentions = find_quantities(compact)
    if len(mentions) == 1:
        return mentions[0].quantity
    return None if mentions else _whole(compact)


def _whole(compact: str) -> Quantity | None:
    """A number without a unit, or with any."""
    for number_at, op in [*_prefixes_at(compact, 0, len(compact)), (0, None)]:
        whole = _WHOLE.fullmatch(compact, number_at)
        if whole is not None:
            return _read(whole, op)
    return None


def _counts_nothing(narrowed: str, match: re.Match[str]) -> bool:
    """数十名, 星期三次; and 同一个, 每一位, where 一 is part of a word."""
    first = match.start()
    if narrowed.endswith(_NO_NUMBER_AFTER, 0, first):
        return True
    number = match["number"]
    if number is None or not number.startswith("一"):
        return False
    return _ONE_OF_ANOTHER_WORD.search(narrowed, max(0, first - 2), first) is not None


def _read(match: re.Match[str], prefix: Op | None) -> Quantity | None:
    if share := match["share"]:
        return _read_share(match, share, prefix)
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
    return _quantity(prefix or _op(match), value, None, unit)


def _read_share(match: re.Match[str], share: str, prefix: Op | None) -> Quantity | None:
    unit, value = "‰" if "‰" in share or "千分之" in share else "%", parse_numeral(share)
    if value is None:
        return None
    if match["share_low"] is None:
        return _quantity(prefix or _op(match), value, None, unit)
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
    """What stands behind the number says of it."""
    infix, infix_after, suffix = match.group("infix", "infix_after", "suffix")
    if infix or infix_after:
        return _INFIXES[infix or infix_after]
    return _SUFFIXES[suffix] if suffix else "eq"

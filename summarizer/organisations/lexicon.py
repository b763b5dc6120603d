"""What names of Chinese health organisations are made of, and what can't be inside one.

A name is read from its right end: the head (医院, 卫健委, 大学 …) is sure, the left end is not. So the lexicon holds
heads, and the words that end a name to the left: verbs, prepositions, titles of persons, counted nouns. It holds no
list of hospitals or counties. `GUARDS` are words in which such a particle is a mere syllable (协和, 大同).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from pathlib import Path

from summarizer.patterns import late


def _lines(name: str) -> list[str]:
    """Read a list that lies beside this module; `#` starts a comment."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _words(name: str) -> tuple[str, ...]:
    return tuple(word for line in _lines(name) for word in line.split())


def _lengths(words: Iterable[str], *, signs: slice = slice(1)) -> dict[str, tuple[int, ...]]:
    """First signs, or last → how long the words are that have them, the longest first."""
    gathered: dict[str, set[int]] = {}
    for word in words:
        gathered.setdefault(word[signs], set()).add(len(word))
    return {those: tuple(sorted(lengths, reverse=True)) for those, lengths in gathered.items()}


HEADS = {line.split()[0]: tuple(line.split()[1:]) for line in _lines("heads.txt")}
"""Kind of organisation → the heads that show it."""

_SMALL = ["".join(pair) for pair in product(("", "十"), "一二三四五六七八九")] + ["十", "二十"]
ORDINAL_HEADS = frozenset(f"{number}{head}" for number in _SMALL for head in ("院", "附院")) | {
    f"附{number}{head}" for number in _SMALL[:6] for head in ("院", "")
}
"""Heads of short hospital names: 市一院, 郑大一附院, 中医附一."""

KIND_OF_HEAD = {head: kind for kind, heads in HEADS.items() for head in heads} | dict.fromkeys(
    ORDINAL_HEADS, "hospital"
)

FOLLOWED_BY = {
    "大学": late("[生城堂]|毕业|本科|专科|学历"),
    "学院": late("[派士]"),
    "医专": late("[科家业]"),
    "集团": late("化"),
    "总院": late("长"),
    "医疗体系": late("[建改]|建设|改革"),
    "医大": late("[生夫城堂]"),
    "妇幼": late("保健|健康|卫生|专科|工作|人群|群体|重大|、"),
    "疾控": late("体系|工作|人员|机构|部门|系统|事业|专家|队伍"),
}
"""What shows, right after it, that a word is no head."""

GUARDS = _words("guards.txt")
"""Words in which a particle or verb syllable is part of a name."""

BREAKING_WORDS = _words("breaking_words.txt")
"""Words that end a name to their right."""

COUNTERS = frozenset("家所间名位个批届次轮")
"""They end a name only after a numeral or a pointer: 三家医院, 这位, but 张家口市."""
POINTERS = frozenset("这那该各每某另")

DATE_UNITS = frozenset({"年", "年度", "月", "月份", "日", "号", "时", "点", "分"})
PLACE_TITLES = frozenset(f"{unit}长" for unit in "省市县区州旗镇乡")
NAMES_WITH_LONG = frozenset("征海安沙春治宁寿兴丰葛垣白乐汀泰阳武岭岛清江庚子")
"""长 before these is a syllable of a name (上海市长宁区), not the end of a title."""

NUMERALS = frozenset("一二两三四五六七八九十百千〇0123456789几多余数首")

STATUS_BEFORE_HEAD = late("(?:附属)?(?:非?直属|临床|教学|实习|实践|协作|合作|帮扶)(?:附属|教学|实习)?")
"""Between a school and 医院 these say what a hospital is to the school (某大学教学医院), not its name."""

_GENERIC_WORDS = frozenset(_words("generic_words.txt"))
_GENERIC_LENGTHS = _lengths(_GENERIC_WORDS)

_HEAD_LENGTHS = _lengths(KIND_OF_HEAD, signs=slice(-2, None))
_LASTS, _LAST_BUT_ONES = ("".join(sorted({pair[place] for pair in _HEAD_LENGTHS})) for place in (1, 0))
_HEAD_ENDS = late(f"[{_LASTS}](?<=[{_LAST_BUT_ONES}].)")
"""Heads end in fewer signs than they begin with; as a pattern they take three times as long to compile and longer to
search."""

BARE_NAMES = frozenset(
    [
        *(f"{kind}医院" for kind in ("人民", "中心", "中医", "中西医结合", "妇幼", "妇女儿童", "妇儿", "儿童")),
        *(f"{ordinal}{number}医院" for ordinal in ("", "第") for number in "一二三四五六七八九十"),
        *("中医院", "妇幼保健院", "人民政府"),
    ]
)
"""Heads with a type but no place: short forms in an article that has said whose."""

_TOKENS = frozenset((*GUARDS, *BREAKING_WORDS, *COUNTERS, *DATE_UNITS, *PLACE_TITLES))
_TOKEN_LENGTHS = _lengths(_TOKENS)
"""700 words as a pattern take 15 ms to compile."""

GUARD_WORDS = frozenset(GUARDS)

SELF_REFERENCE = late(
    "[我本](?:(?<![日基根资成剧版标文样原]本)(?:院|校|中心|血?站|局|委|市|县|区|省|州|旗|镇|集团)(?![内外讯报])|"
    "(?<=我)们(?:医院|学校|中心))",
    spell_out=True,
)
"""我院, 本中心, 我县: whoever publishes the page."""


def find_heads(text: str, low: int, high: int) -> Iterator[tuple[int, str]]:
    """Yield the heads in `text[low:high]`, each with where it starts; the longest of those that start there."""
    longest: dict[int, int] = {}
    for last in _HEAD_ENDS.finditer(text, low, high):
        end = last.end()
        for length in _HEAD_LENGTHS.get(text[end - 2 : end], ()):
            at = end - length
            if at >= low and text[at:end] in KIND_OF_HEAD:
                longest[at] = end
    for at in sorted(longest):
        if at >= low:
            low = longest[at]
            yield at, text[at:low]


def find_selves(text: str, low: int, high: int) -> Iterator[re.Match[str]]:
    """Find each 我院 and its like, those with 我 first: a sign is found many times faster than a class of two."""
    for sign in "我本":
        at = text.find(sign, low, high)
        while at >= 0:
            if match := SELF_REFERENCE.match(text, at, high):
                yield match
            at = text.find(sign, at + 1, high)


def find_tokens(text: str, low: int, high: int) -> Iterator[tuple[int, str]]:
    """Yield what may break a name in `text[low:high]`, and the guards around such words, each with where it starts.

    Read over the run before a head, left to right, the longest word first: the end of the last breaking word is where
    the name starts.
    """
    at = low
    while at < high:
        lengths = _TOKEN_LENGTHS.get(text[at])
        if lengths is None:
            at += 1
            continue
        for length in lengths:
            word = text[at : at + length]
            if word in _TOKENS and at + length <= high:
                yield at, word
                at += length
                break
        else:
            at += 1


# An article names the same few again and again.
@lru_cache(maxsize=256)
def is_generic(core: str) -> bool:
    """Tell whether generic words are all that stands before a head: 三级甲等医院 and 受援医院 name a kind."""
    reached = [0]
    for at in reached:
        for length in _GENERIC_LENGTHS.get(core[at : at + 1], ()):
            if core[at : at + length] not in _GENERIC_WORDS:
                continue
            if at + length == len(core):
                return True
            if at + length not in reached:
                reached.append(at + length)
    return False

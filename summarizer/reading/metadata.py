"""What a page says about itself: labelled lines near the title, government tables, footers; dates and publishers.

Only what is labelled, or stands where a page puts it, is believed: a date in a list of related items is never the
publication date. Every reader here works on one simplified, stripped line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from summarizer.patterns import holds_any, late
from summarizer.reading.characters import simplify_if_traditional
from summarizer.reading.labels import LABEL_KINDS, split_labels

DateRank = Literal[0, 1, 2, 3, 4, 5]
"""How much a date tells of publication; the lowest known rank wins (see `Clues.published`)."""

LABELLED, MACHINE, BARE, WRITTEN, UPDATED, SIGNED = 0, 1, 2, 3, 4, 5

_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
# The look behind comes after the year: `re` then skips ahead to its first digit.
_SEPARATED = late(r"(?P<y>(?:19|20)\d{2})(?<!\d{5})\s?[-/.年]\s?(?P<m>\d{1,2})\s?[-/.月]\s?(?P<d>\d{1,2})(?!\d)")
_COMPACT = late(r"(?P<y>20\d{2})(?<!\d{5})(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)")
# A year of the Republic of China: three digits since 2011, or named as such.
_ROC = late(
    r"(?:民国\s?(?P<named>\d{2,3})|(?<![\d-])(?P<bare>1[0-4]\d))\s?[-/.年]\s?(?P<m>\d{1,2})\s?[-/.月]\s?(?P<d>\d{1,2})(?!\d)"
)
_HAN_DATE = late(
    r"(?P<y>[12一二][0-9〇零○一二三四五六七八九]{3})年(?P<m>[元一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})日"
)


# Every day has a digit or is spelled with 年.
_DAY_SIGN = late(r"[\d年]")


def find_day(wording: str) -> date | None:
    """Return the first whole day written in `wording` (2021-05-17, 二〇二一年五月十七日, 112年5月20日), or None."""
    if not _DAY_SIGN.search(wording):
        return None
    for pattern in (_SEPARATED, _COMPACT):
        for found in pattern.finditer(wording):
            day = _day(int(found["y"]), int(found["m"]), int(found["d"]))
            if day:
                return day
    if spelled := _HAN_DATE.search(wording):
        return _day(int(spelled["y"].translate(_DIGITS)), _small_numeral(spelled["m"]), _small_numeral(spelled["d"]))
    if roc := _ROC.search(wording):
        return _day(int(roc["named"] or roc["bare"]) + 1911, int(roc["m"]), int(roc["d"]))
    return None


_DATELINE = late(r"(?P<day>20\d{2}年\d{1,2}月\d{1,2}日)(?:讯|电|消息)")


def find_dateline(opening: str) -> date | None:
    """Return the day of a dateline that has its year (【某某网2016年6月14日讯】), or None."""
    found = _DATELINE.search(opening) if holds_any(opening, ("日讯", "日电", "日消息")) else None
    return find_day(found["day"]) if found else None


def has_day(wording: str) -> bool:
    """Tell whether `wording` holds a whole day."""
    return find_day(wording) is not None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1980 <= year <= 2100 else None
    except ValueError:
        return None


def _small_numeral(numeral: str) -> int:
    tens, ten, ones = numeral.partition("十")
    digits = "元一二三四五六七八九"
    if not ten:
        return max(1, digits.find(numeral[:1]))
    return (digits.index(tens) if tens else 1) * 10 + (digits.index(ones) if ones else 0)


# What ends the name of a body that publishes pages.
_BODY_NAMES = """
    医院 卫生院 保健院 医学院 大学 学院 研究院 研究所 疾控中心 控制中心 血站 急救中心 卫生服务中心 医疗中心 融媒体中心
    新闻网 健康网 日报 晚报 晨报 都市报 时报 早报 周刊 商报 健康报 报社 电视台 广播电台 通讯社 新华社 人民网 新华网
    委员会 卫健委 卫计委 卫健局 卫生局 健康局 管理局 政府 办公厅 医共体 医疗集团 红十字会 协会 学会 医保局 分院 院区
    附院 一院 二院 三院 四院 五院 六院 七院 八院 九院 十院 报 网 局 厅 委
"""
_BODIES = tuple(_BODY_NAMES.split())
_NO_NEWSPAPERS = ("简报", "快报", "专报", "通报", "捷报")
_PLACE_HEAD = range(2, 31)
"""Characters before that."""
# Letters that are no Latin ones: a class of Chinese takes a millisecond to compile, each time that it stands here.
_HAN = r"[^\W\da-zA-Z_]"
# A department or a phrase that tells nothing outside its house: 来源：宣传科.
_OFFICES = ("党委", "党办", "院办", "新闻中心")
_DEPARTMENT_ENDS = (*_OFFICES, *"部科处室组")
_DEPARTMENT = late(
    r"(?:党委)?(?:宣传|组织|统战|工作|人事|医务|护理|科教|医教|质控|对外联络|外联|合作|信息|企划|文化|综合|行政|院长|党政)*"
    rf"(?:{_HAN}{{0,6}}[部科处室组]|{'|'.join(_OFFICES)})"
)
_NOBODY = "本站 本院 本网 我院 原创 网络 互联网 转载 未知 admin 管理员 院内 医院 佚名 匿名 本报 本报讯 整理 综合"
_SELF = frozenset(name + added for name in _NOBODY.split() for added in ("", "原创", "整理", "网络"))
_SITE_ENDS = ("网站", "官网", "官方微信", "公众号", "主站", "首页", "数字报", "电子报", "电子版", "新闻网")
_SITE_TAIL = late(
    r"(?:官方)?(?:门户网站|政务网站|网站|官网|官方微信|微信公众号|公众号|主站|首页|(?<=报)(?:数字报|电子[报版])|(?<=大学|学院|医院)新闻网)$"
)
_EDITED = late(r"(?<=[室部科局会院心])(?:主编|主办|编印|印发|编)$")
_OWNED = late(r"^(?:©|Copyright|版权所有)*[\d\-–]*", re.IGNORECASE)
_HOUSE_DEPARTMENTS = (
    "办公室", "院办", "党办", "宣传部", "宣传科", "宣传处", "宣传统战部", "党委宣传部", "新闻中心", "新闻宣传中心",
    "融媒体中心", "信息科", "医务部", "医务科", "医务处",
)  # fmt: skip
_HOUSE_DEPARTMENT = late(
    r"(?P<house>.*(?:医院|保健院|卫生院|分院|大学|学院|政府|委员会|卫健委|健康局|中心))(?:党委)?"
    rf"(?:{'|'.join(_HOUSE_DEPARTMENTS)})"
)


def organisation_name(wording: str | None) -> str | None:
    """Return the publishing body in `wording` without its website or department, or None when it names none.

    武汉某医院党委宣传部 publishes for the hospital; 宣传科 or 本站 alone names nobody.
    """
    name = "".join((wording or "").split()).strip("·-—_|：:，,。;；©<>《》【】[]()（）'\"“”/\\")
    if not name:
        return None
    # Each of these begins, or ends, as is asked first: names that have nothing to take off need none of the patterns.
    if name[0] in "©Cc版-–" or name[0].isdecimal():
        name = _OWNED.sub("", name)
    if name.endswith(_SITE_ENDS):
        name = _SITE_TAIL.sub("", name)
    if name.endswith(("主办", "编印", "印发", "编")):
        name = _EDITED.sub("", name)
    if name.endswith(_HOUSE_DEPARTMENTS) and (house := _HOUSE_DEPARTMENT.fullmatch(name)):
        name = house["house"]
    if not 3 <= len(name) <= 40 or name.lower() in _SELF:
        return None
    if name.endswith(_DEPARTMENT_ENDS) and _DEPARTMENT.fullmatch(name):
        return None
    return name if any("\u4e00" <= character <= "\u9fff" for character in name) else None


def is_organisation(name: str) -> bool:
    """Tell whether the whole of `name` reads like the name of a hospital, an authority or a newspaper."""
    name = "".join(name.split())
    if not name.endswith(_BODIES) or not all(map(_may_stand_in_name, name)):
        return False
    ends = [end for end in _BODIES if name.endswith(end) and len(name) - len(end) in _PLACE_HEAD]
    return bool(ends) and (ends != ["报"] or not name.endswith(_NO_NEWSPAPERS))


def _may_stand_in_name(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or character in "·（）()" or character.isascii() and character.isalpha()


def _is_relative(name: str) -> bool:
    """市卫生健康委员会: its place is known only to the reader of the page."""
    return name[0] in "省市县区州院我本该" and name[:2] not in ("省委",)


_COPYRIGHT = "版权所有|[Cc](?i:opyright)|©"
_OWNER = late(
    rf"(?:{_COPYRIGHT}|主办(?:单位)?)\s*(?:[:：©]|\([Cc]\)|[Cc](?i:opyright)|版权所有|[\d\-–—]{{4,9}}|\s)*"
    rf"(?P<after>(?:{_HAN}|[（）()]){{3,30}})|(?P<before>{_HAN}{{4,30}})\s*(?:{_COPYRIGHT})"
)
# One of these is in each of its matches.
_OWNER_SIGNS = ("版权所有", "©", "主办", "copyright")


def names_owner_before_address(line: str) -> bool:
    """Tell whether a line of the foot opens with the owner of the site and goes on with where it is found.

    某某医院官方网站 地址：…
    """
    owner, *after = line.split(maxsplit=1) or [""]
    if not after or not after[0].startswith(("地址", "电话", "邮编", "总机")) or not line.startswith(owner):
        return False
    return (
        after[0][2:].lstrip().startswith((":", "："))
        and len(owner) in _OWNER_LENGTH
        and all("\u4e00" <= character <= "\u9fff" for character in owner)
        and organisation_name(owner) is not None
    )


_OWNER_LENGTH = range(4, 21)


def _before(text: str, *words: str) -> str:
    for word in words:
        text = text.partition(word)[0]
    return text


_NAME_END = late(r"\s{1,}|\t|\d{4}|https?:|[|｜,，;；。]")


class Clues:
    """What the lines of one page told; the best of it is asked for at the end."""

    def __init__(self) -> None:
        self.dates: list[tuple[int, date]] = []
        self.issuers: list[str] = []
        """发文机关, 发布机构: the strongest."""
        self.sources: list[str] = []
        """来源, and what stands for it."""
        self.accounts: list[str] = []
        """Whose account published, where no label says so."""
        self.sources_of_markup: list[str] = []
        """What meta tags call the source: below any the page shows."""
        self.sites: list[str] = []
        """Whose site it is: 主办, 版权所有, the name in the page head."""
        self.titles: list[str] = []

    def read_line(self, line: str, *, dates: bool = True) -> None:
        """Note every labelled value of one line; `dates=False` for places whose dates are not the page's."""
        for label, value in split_labels(line):
            kind = LABEL_KINDS.get(label)
            if kind in ("date", "written", "updated") and dates:
                rank = {"date": LABELLED, "written": WRITTEN, "updated": UPDATED}[kind]
                self.note_date(value, rank)
            elif kind == "issuer":
                self._note(self.issuers, value)
            elif kind == "source":
                self._note(self.sources, value)
                if dates and has_day(value):
                    self.note_date(value, LABELLED)
            elif kind == "site":
                self._note(self.sites, value)
            elif kind == "title" and len(value) > 5:
                self.titles.append(value)

    def read_owner(self, line: str) -> None:
        """Note whose site it is from a line of the foot: 版权所有 ©, 主办, the name before its address."""
        line = simplify_if_traditional(line)
        if names_owner_before_address(line):
            self.note_sites(line.split(maxsplit=1)[:1])
        if not holds_any(line.lower(), _OWNER_SIGNS):
            return
        for found in _OWNER.finditer(line):
            self.note_sites([found["before"] or _before(found["after"], "保留", "版权", "地址")])

    def note_date(self, wording: str, rank: int) -> None:
        """Note the first day in `wording`, if there is one."""
        if day := find_day(wording):
            self.dates.append((rank, day))

    def note_sites(self, names: Iterable[str]) -> None:
        """Note names of the site, the best first."""
        for name in names:
            self._note(self.sites, name)

    @staticmethod
    def _note(names: list[str], value: str) -> None:
        first = _NAME_END.split(value.strip(), maxsplit=1)[0]
        if first:
            names.append(first)

    @property
    def published(self) -> date | None:
        """The date of the best rank; within a rank the first one read."""
        return min(self.dates, key=lambda ranked: ranked[0])[1] if self.dates else None

    @property
    def publisher(self) -> str | None:
        """The best name: who issued it, its source, whose site it is; a name without its place yields to a full one."""
        named = [
            name
            for raw in (*self.issuers, *self.sources, *self.accounts, *self.sources_of_markup)
            if (name := organisation_name(raw))
        ]
        sites = [name for raw in self.sites if (name := organisation_name(raw)) and is_organisation(name)]
        full = [name for name in named if not _is_relative(name)]
        return next(iter((*full, *sites, *named)), None)

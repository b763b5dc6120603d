"""Signs to plain Simplified Chinese: line ends, controls, widths, Traditional to Simplified; no line is judged here.

Everything but the removal of invisible signs keeps the length. Applying any of it twice changes nothing.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from summarizer.patterns import late
from summarizer.reading.encoding import LOST

if TYPE_CHECKING:
    from opencc import OpenCC


# Only the signs that need it are looked up: `str.translate` on a whole page takes longer than the rest of reading.
_TRANSLATED = late(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2e80-\u2fdf\u3000\ud800-\ufaff"
    "\ufe00-\ufe0f\ufeff\uff05\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e01ef]"
)
# Every line end Python or a browser knows, and the two Unicode separators.
_LINE_ENDS = "\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"
_SPACES = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"


WHITE = f" \t\n\x1f{_LINE_ENDS}{_SPACES}"
"""What `str.isspace` accepts, and `\\s` in a pattern."""


@cache
def _plain_sign(sign: str) -> str:
    """Return what stands in the cleaned text for one of the signs above."""
    if sign in _LINE_ENDS:
        return "\n"
    if sign in _SPACES:
        return " "
    if "\ud800" <= sign < "\ue000":  # lone surrogates can't be written as UTF-8 and never leave this stage
        return LOST
    if "\uff05" <= sign <= "\uff5a":  # full-width digits, letters, percent sign; punctuation stays as written
        return chr(ord(sign) - 0xFEE0)
    if "\u2e80" <= sign < "\u2fe0" or "\uf900" <= sign < "\ufb00":
        # Radicals and compatibility forms, which PDF programs write for ordinary characters (⽇ for 日).
        plain = unicodedata.normalize("NFKC", sign)
        return plain if len(plain) == 1 else sign
    # Controls, and what is invisible: soft hyphen, zero-width signs, bidi controls, byte order marks, variation
    # selectors, private use, tags.
    return ""


# ３．５ and ３，０００: between digits the sign belongs to the number.
_FULL_WIDTH_POINT = late(r"(?<=\d)．(?=\d)")


def normalise_signs(text: str) -> str:
    """Give every line end as one newline, drop what can't be seen, and halve full-width digits and letters."""
    text = text.replace("\r\n", "\n")
    text = _TRANSLATED.sub(lambda sign: _plain_sign(sign[0]), text)
    return _FULL_WIDTH_POINT.sub(".", text) if "．" in text else text


# A programme that can't write a character puts ? for it. Where the page's own punctuation has full width, a lone ASCII
# question mark between two Chinese characters is such a loss, unless it closes a question.
_LOST_CHARACTER = late(r"(?<=[\u4e00-\u9fff])(?<![吗呢么谁哪几少何否办啊吧样])\?(?=[\u4e00-\u9fff])")


def mark_lost(text: str) -> str:
    """Put U+FFFD for a `?` that stands for a lost character: it would end a sentence in its middle."""
    if "?" not in text or text.count("，") <= text.count(","):
        return text
    return _LOST_CHARACTER.sub(LOST, text)


# The commonest characters that only Traditional text has. Without one of them the share below can't be reached,
# and the converter need not be loaded.
_TRADITIONAL_SIGNS = (
    "爲衆羣裏牀啓綫這個國們為來時會對學發說開點經電長東見關問題間頭樣種門認話給員請與應產業實現構體醫協議縣區診療護專術雙將條機書強廣鄉鎮屬設計務進動過還後從無"
    "當質資領導師簽約團隊補變號處總結網絡優勢項際標準權積極統籌報舉辦責臺灣慮濟聯"
)
_TRADITIONAL_SIGN = late(f"[{_TRADITIONAL_SIGNS}]")
_FEW_FOREIGN = 8
"""Different signs beyond GB2312 that a Simplified page may have; — · © are among them."""
_HAN = late(r"[\u3400-\u9fff\U00020000-\U0003ffff]")

# Where Traditional text shares below this are names or quotes in a Simplified page, converting would do harm
# (乾县 would become 干县); Traditional pages reach about 0.3 (libraries.md, section 3).
_TRADITIONAL_SHARE = 0.02
_SAMPLE = 50_000
"""Characters that tell the script of a text."""

# 著 that stands for 着. OpenCC leaves these; the exceptions are the words in which 著 itself is Simplified.
_PARTICLE_ZHE = late(r"(?<![显卓昭编名专原论土译巨拙遗合新撰所大旧])著(?![名作称述书者录文])")


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    from opencc import OpenCC  # 30 ms: only Traditional pages pay for it

    return OpenCC("t2s")


def may_be_traditional(text: str) -> bool:
    """Tell whether a text has one of the commonest characters that only Traditional text has.

    Writing it in GB2312 tells so for most pages, faster than the pattern: of those characters it knows 後 alone.
    """
    if "後" in text:
        return True
    for _ in range(_FEW_FOREIGN):
        try:
            text.encode("gb2312")
        except UnicodeEncodeError as error:
            foreign = text[error.start]
            if foreign in _TRADITIONAL_SIGNS:
                return True
            text = text[error.start + 1 :].replace(foreign, "")
        else:
            return False
    return _TRADITIONAL_SIGN.search(text) is not None


def traditional_share(text: str) -> float:
    """Return the share of the Han characters that Simplified writes otherwise."""
    if not may_be_traditional(text):
        return 0.0
    sample = text[:_SAMPLE]
    han = len(_HAN.findall(sample))
    converted = _converter().convert(sample)
    return sum(1 for old, new in zip(sample, converted, strict=False) if old != new) / han if han else 0.0


def simplify(text: str) -> str:
    """Convert Traditional to Simplified, character for character: the length never changes."""
    if not _HAN.search(text):
        return text
    converted = _converter().convert(text)
    # OpenCC's own data holds no t2s entry that changes the length; if a release ever did, spans would break.
    return _PARTICLE_ZHE.sub("着", converted) if len(converted) == len(text) else text


def simplify_if_traditional(text: str) -> str:
    """Convert a text that is written in Traditional script; leave Simplified text alone."""
    return simplify(text) if traditional_share(text) >= _TRADITIONAL_SHARE else text

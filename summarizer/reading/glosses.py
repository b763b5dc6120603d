"""Pinyin in brackets after a character (區(qū)), which some mirror sites add to Traditional text.

A gloss goes only where its pinyin is a reading of the character before it. Sites that gloss have also lost bytes:
their GBK text was read shifted by one. Where the bytes put back decode to common characters, they are put back;
otherwise the loss is marked, since a `??` in mid-sentence would read as a question.
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.reading.encoding import COMMON_HAN, LOST

_TONES = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿ"
# At least one tone mark: (ph), (BMR), (ct) are no pinyin. One space after the bracket belongs to the gloss.
_GLOSS = re.compile(rf"(?P<base>[\u3400-\u9fffA-Za-z\\])[(（](?P<pinyin>[a-zü]*[{_TONES}][a-zü]*)[)）](?P<gap> ?)")

# A lost character takes the lead byte of the next one with it when that byte is 0xBF, the last of U+FFFD in UTF-8.
_LOST_LEAD = b"\xbf"
_SHIFTED = re.compile(r"\?{2}(?P<run>[^\s?？]{1,8})")
_QUESTION_RUN = re.compile(r"\?{2,}")
_LEADING_QUESTIONS = re.compile(r"^\?{2,}", re.MULTILINE)


def remove_glosses(text: str) -> str:
    """Take pinyin glosses off `text`, and undo what glossing sites broke; other text comes back as it is."""
    if not any(_without_gloss(found) != found[0] for found in _GLOSS.finditer(text)):
        return text
    # A shifted run ends in half a character that its gloss belongs to, so the runs come first.
    text = _SHIFTED.sub(_shifted_back, _LEADING_QUESTIONS.sub("", text))
    return _QUESTION_RUN.sub(LOST, _GLOSS.sub(_without_gloss, text)).replace(LOST + "?", LOST)


def _without_gloss(found: re.Match[str]) -> str:
    base, pinyin = found["base"], found["pinyin"]
    if base.isascii():
        whole = _from_trail_byte(base, pinyin)
        return whole if whole else found[0]
    return base if pinyin in _readings(base) else found[0]


@lru_cache(maxsize=4096)
def _readings(character: str) -> frozenset[str]:
    from pypinyin.pinyin_dict import pinyin_dict  # 0.3 s: only a page with a candidate pays for it

    return frozenset(pinyin_dict.get(ord(character), "").split(","))


@lru_cache(maxsize=256)
def _from_trail_byte(trail: str, pinyin: str) -> str | None:
    """The one common character whose second GBK byte shows as the letter `trail` and that is read `pinyin`."""
    fits = []
    for lead in range(0x81, 0xFF):
        character = bytes((lead, ord(trail))).decode("gbk", errors="ignore")
        if len(character) == 1 and pinyin in _readings(character) and _simplified_is_common(character):
            fits.append(character)
    return fits[0] if len(fits) == 1 else None


@lru_cache(maxsize=4096)
def _simplified_is_common(character: str) -> bool:
    from summarizer.reading.characters import simplify

    return character in COMMON_HAN or simplify(character) in COMMON_HAN


def _shifted_back(found: re.Match[str]) -> str:
    run = found["run"]
    for length in range(len(run), 0, -1):
        mended = _decode_shifted(run[:length], rest=run[length:] or found.string[found.end() : found.end() + 1])
        if mended is not None:
            return LOST + mended + run[length:]
    return found[0]


def _decode_shifted(run: str, *, rest: str) -> str | None:
    """Decode `run` one byte earlier; half a character may be left over only where the next one is lost as well."""
    try:
        shifted = _LOST_LEAD + run.encode("gbk")
        whole = shifted.decode("gbk", errors="ignore")
    except UnicodeError:
        return None
    left_over = len(shifted) - len(whole.encode("gbk"))
    if not whole or not all(map(_simplified_is_common, whole)):
        return None
    if left_over:
        return whole + LOST if rest[:1] and (rest[0] in "?？" or rest[0].isascii() and rest[0].isalpha()) else None
    return whole

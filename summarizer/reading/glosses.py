"""Pinyin in brackets after a character (區(qū)), which some mirror sites add to Traditional text.

A gloss goes only where its pinyin is a reading of the character before it. Sites that gloss have also lost bytes:
their GBK text was read shifted by one. Where the bytes put back decode to common characters, they are put back;
otherwise the loss is marked, since a `??` in mid-sentence would read as a question.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from summarizer.patterns import late
from summarizer.reading.encoding import COMMON_HAN, LOST

_TONES = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿ"
_MARKED = rf"[(（](?P<pinyin>[a-zü]*[{_TONES}][a-zü]*)[)）] ?"
"""A gloss with its tone mark; one space after the bracket belongs to it."""
_GLOSS = late(rf"(?P<base>[\u3400-\u9fffA-Za-z\\]){_MARKED}")
# Without a tone mark it may be (ph) or (ct), so it must be the reading, and stand on the page more than once or twice.
_PLAIN_GLOSS = late(r"(?P<base>[\u3400-\u9fff])\((?P<pinyin>[a-z]{1,6})\) ?")
_LEAST_PLAIN_GLOSSES = 3
# Hardly a page has these behind a bracket: seeing that is twenty times faster than looking for glosses.
_TONE = late(rf"[a-zü]*[{_TONES}]")
_LETTER = late(r"[a-z]")

_QUESTION_RUN = late(r"\?{2,}")
_LEADING_QUESTIONS = late(r"^\?{2,}", re.MULTILINE)
# A `?` for a lost lead byte, then characters shifted by one byte, up to a letter that is the second byte of a glossed
# one: ?!拔覀儗⒊浞职l(fā) was 。“我們將充分發.
_SHIFTED_TO_GLOSS = late(rf"\?(?P<run>[^\sA-Za-z(（\\]{{1,40}}[A-Za-z\\]){_MARKED}")
# The same without a gloss at its end: ??平 was 專科建. A ? of full width is the bytes A3 BF.
_SHIFTED = late(r"\?(?P<run>[?？][^\s?？]{1,8})")


def remove_glosses(text: str) -> str:
    """Take pinyin glosses off `text`, and undo what glossing sites broke; other text comes back as it is."""
    if _follows(text, "(（", _TONE) and any(_without_gloss(found) != found[0] for found in _GLOSS.finditer(text)):
        # A shifted run ends in half a character that its gloss belongs to, so the runs come first.
        text = _SHIFTED_TO_GLOSS.sub(_mended_to_gloss, _LEADING_QUESTIONS.sub("", text))
        text = _GLOSS.sub(_without_gloss, _SHIFTED.sub(_mended_run, text))
        text = _QUESTION_RUN.sub(LOST, text).replace(LOST + "?", LOST)
    if not _follows(text, "(", _LETTER):
        return text
    plain = [found for found in _PLAIN_GLOSS.finditer(text) if found["pinyin"] in _plain_readings(found["base"])]
    return _PLAIN_GLOSS.sub(_without_plain_gloss, text) if len(plain) >= _LEAST_PLAIN_GLOSSES else text


def _follows(text: str, brackets: str, pattern: re.Pattern[str]) -> bool:
    """Tell whether the pattern matches right behind one of these characters; a page has few brackets."""
    for bracket in brackets:
        at = text.find(bracket)
        while at >= 0:
            if pattern.match(text, at + 1):
                return True
            at = text.find(bracket, at + 1)
    return False


def _without_gloss(found: re.Match[str]) -> str:
    base, pinyin = found["base"], found["pinyin"]
    if base.isascii():
        return _from_trail_byte(base, pinyin) or found[0]
    return base if pinyin in _readings(base) else found[0]


def _without_plain_gloss(found: re.Match[str]) -> str:
    return found["base"] if found["pinyin"] in _plain_readings(found["base"]) else found[0]


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


@lru_cache(maxsize=4096)
def _plain_readings(character: str) -> frozenset[str]:
    """Readings without tone marks; ü is also written v and u."""
    plain = set()
    for reading in _readings(character):
        bare = "".join(sign for sign in unicodedata.normalize("NFD", reading) if unicodedata.combining(sign) == 0)
        plain |= {bare, bare.replace("u", "v")}
    return frozenset(plain)


def _mended_to_gloss(found: re.Match[str]) -> str:
    """Shift back a run whose last character proves it: read as its gloss says."""
    mended = _shifted_back(found["run"])
    if mended is None or len(mended) < 2 or found["pinyin"] not in _readings(mended[-1]):
        return found[0]
    return _lost_before(mended) + mended


def _mended_run(found: re.Match[str]) -> str:
    """Shift back the longest part of a run that gives nothing but common characters."""
    run = found["run"]
    for length in range(len(run), 1, -1):
        mended = _shifted_back(run[:length])
        after = run[length : length + 1] or found.string[found.end() : found.end() + 1]
        if mended is None and (after in ("?", "？") or after.isascii() and after.isalpha()):
            half = _shifted_back(run[:length], left_over=1)  # half of it is lost as well
            mended = half + LOST if half else None
        if mended and all(map(_simplified_is_common, mended.rstrip(LOST))):
            return _lost_before(mended) + mended + run[length:]
    return found[0]


def _shifted_back(run: str, *, left_over: int = 0) -> str | None:
    """Read the bytes of `run` one byte later, since its first is the lost sign's; None where they are no text."""
    try:
        shifted = run.translate(_FULL_WIDTH).encode("gbk")[1:]
        return shifted[: len(shifted) - left_over].decode("gbk")
    except UnicodeError:
        return None


# Half-width punctuation in a shifted run was made so later: its bytes are those of the full-width sign.
_FULL_WIDTH = {code: chr(code + 0xFEE0) for code in (*range(0x21, 0x30), *range(0x3A, 0x41))}
_OPENED_BY_SPECIAL = frozenset("科家業門項題利區屬長業业门项题区属长")


def _lost_before(mended: str) -> str:
    """The lost sign itself: its second byte is known to be A3, which leaves 專 and the full stop."""
    if mended[0] in "“”":
        return "。"
    return "專" if mended[0] in _OPENED_BY_SPECIAL else LOST

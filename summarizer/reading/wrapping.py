"""Lines to paragraphs: what a margin broke is joined, and blanks go where Chinese has none."""

from __future__ import annotations

import re

from summarizer.patterns import late
from summarizer.reading.furniture import Line

_LIST_MARK = late(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．)）]|[•●◆■▪·\-*□○]"
    r"|第[一二三四五六七八九十]+[章条节])"
)
_TERMINAL_MARKS = frozenset("。！？!?；;：:…”」』）)】》")
_TERMINAL = late(r"[。！？!?；;：:…][”’」』）)\]】]*$|[”」』）)】》]$")
_NEVER_FINAL = frozenset("，、,（(《“「—")
_MARGINS = range(32, 121)
"""Columns; a text with a longer line is not wrapped."""


def join_wrapped(lines: list[Line]) -> list[str]:
    """Join the lines of a paragraph that a PDF or an e-mail program broke at its margin: they `may_be_wrapped`."""
    texts = [line.text for line in lines]
    margin = _wrap_margin(texts)
    joined: list[str] = []
    open_paragraph = False
    for line in lines:
        if open_paragraph and not line.opens_paragraph and not _LIST_MARK.match(line.text) and "\t" not in line.text:
            joined[-1] = _glue(joined[-1], line.text)
        else:
            joined.append(line.text)
        open_paragraph = _is_broken_off(line.text, margin)
    return joined


def may_be_wrapped(texts: list[str]) -> bool:
    """Tell whether one of the lines may break off before its paragraph ends."""
    lasts = {text[-1:] for text in texts}
    if lasts <= _TERMINAL_MARKS:  # all lines are finished
        return False
    return not lasts.isdisjoint(_NEVER_FINAL) or _wrap_margin(texts) is not None


def _wrap_margin(texts: list[str]) -> int | None:
    """The least length of a line that was broken at the margin, or None where nothing was."""
    unfinished = [text for text in texts if text[-1:] not in _TERMINAL_MARKS]
    if len(texts) < 4 or not _are_enough(unfinished, texts) or max(map(len, texts)) > _MARGINS[-1]:
        return None
    longest = max(map(_columns, texts))
    if longest not in _MARGINS:
        return None
    margin = longest - max(6, longest // 8)
    broken = [text for text in unfinished if _columns(text) >= margin and not _TERMINAL.search(text[-8:])]
    return margin if _are_enough(broken, texts) else None


def _are_enough(broken: list[str], texts: list[str]) -> bool:
    return len(broken) >= 3 and len(broken) * 4 >= len(texts)


def _columns(text: str) -> int:
    """Width in a plain terminal: GBK takes one byte for a narrow character and two for a wide one."""
    return len(text) if text.isascii() else len(text.encode("gbk", errors="replace"))


def _is_broken_off(text: str, margin: int | None) -> bool:
    if "\t" in text:
        return False
    if text[-1:] in _NEVER_FINAL and len(text) >= 12 and not text.endswith(("——", "—")):
        return True
    return margin is not None and _columns(text) >= margin and not re.search(r"[。！？!?][”’」』）)\]】]*$", text[-8:])


def _glue(left: str, right: str) -> str:
    apart = left[-1:].isascii() and left[-1:].isalnum() and right[:1].isascii() and right[:1].isalpha()
    return f"{left} {right}" if apart else left + right


_CELL_GAP = late(r"[ ]*\t[ \t]*")
_BLANKS = late(r"[ ]{2,}")
_SPREAD = late(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?: [\u4e00-\u9fff]){3,}(?![\u4e00-\u9fff])")
# 2020 年 6 月 5 日, 共 18 名, 90 %: blanks that typesetters put around digits and full-width punctuation.
_NO_BLANK_BEFORE = "，。；：、！？”’）》】」"
_NO_BLANK_AFTER = "，。；：、！？“‘（《【「"


def tidy_blanks(text: str) -> str:
    """Take out blanks around digits and full-width punctuation and inside spread words; one tab parts two cells."""
    if " " not in text and "\t" not in text:
        return text
    text = _BLANKS.sub(" ", _CELL_GAP.sub("\t", text)).strip()
    words = text.split(" ")
    if sum(len(word) == 1 for word in words) >= 2:  # the middle of a spread word
        words = _SPREAD.sub(lambda run: run[0].replace(" ", ""), text).split(" ")
    tidy = words[0]
    for word in words[1:]:
        tidy += word if _stand_together(tidy[-1], word[0]) else " " + word
    return tidy


def _stand_together(left: str, right: str) -> bool:
    """Tell whether no blank belongs between two characters."""
    if right in _NO_BLANK_BEFORE or left in _NO_BLANK_AFTER:
        return True
    if left.isdecimal() or left == "%":
        return _is_han(right) or right == "%"
    return right.isdecimal() and _is_han(left)


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"

"""Where the title stands among the lines of a page's head, seen from the line of labels or from the top.

The stage believes that a headline is the nearest line above its labels, that a deck or an outlet may come between, and
that names of sites, sections and issues are no headlines.
"""

from __future__ import annotations

from summarizer.matching import fold
from summarizer.patterns import late
from summarizer.reading.furniture import LONGEST_TITLE, Line, is_byline, is_site_name, is_site_section
from summarizer.reading.labels import split_labels
from summarizer.reading.stamps import is_issue_number

# Furniture above the title is short; a page whose labels come later has none above it.
HEAD_LINES = 40
HEAD_PROSE = 120
"""Lines that a head can have, and characters of one that is no paragraph."""
_SHORT_TITLE = 12
_SUBTITLE = late(r"^\s*(?:——|--|—|──)")


def find_title(lines: list[Line], *, hint: str | None, anchor: int | None) -> tuple[int, int] | None:
    """Return the first line of the title and the one after its last, or None where the lines show none.

    Args:
        lines: The lines of the whole page.
        hint: What the markup or a table calls the title.
        anchor: The line of labels, where there is one.
    """
    place = _hinted_title(lines, hint) if hint else None
    if place is not None and not _is_above_the_text(lines, place[0]):
        place = None
    if place is None and anchor is not None:
        place = _bulletin_title(lines, anchor) or _title_above(lines, anchor) or _title_below(lines, anchor)
    if place is None and not hint:
        place = _title_at_top(lines)
    return place


def find_label_line(lines: list[Line]) -> int | None:
    """The line of date and source under the title: the last of its block, in the head of the page."""
    found = None
    for index, line in enumerate(lines[:HEAD_LINES]):
        if line.kind in ("labels", "masthead"):
            found = index if found is None or _only_furniture_between(lines, found, index) else found
    return found if found is not None and _is_above_the_text(lines, found) else None


def _is_above_the_text(lines: list[Line], index: int) -> bool:
    """Tell whether line `index` stands in the head: a signature or a repeated title stands below the text."""
    above = sum(len(line.text) for line in lines[:index] if line.is_paragraph)
    if above == 0 or above > HEAD_PROSE:
        return above == 0
    return above < sum(len(line.text) for line in lines[index + 1 :] if line.is_paragraph)


def labelled_title(lines: list[Line]) -> str | None:
    """The title that a government table states (标题：…), when the page shows it as a line as well."""
    for line in lines[:HEAD_LINES]:
        if line.kind == "labels":
            for label, value in split_labels(line.text):
                if label == "标题" and _hinted_title(lines, value):
                    return value
    return None


def _only_furniture_between(lines: list[Line], first: int, last: int) -> bool:
    return not any(line.is_paragraph for line in lines[first:last])


def _title_above(lines: list[Line], anchor: int) -> tuple[int, int] | None:
    """The nearest line above `anchor` that can be a title, with the line it continues (——…)."""
    for index in range(anchor - 1, max(-1, anchor - 8), -1):
        line = lines[index]
        if line.kind == "other" and 4 <= len(line.text) <= LONGEST_TITLE and not is_byline(line.text):
            if is_site_name(line.text) and index == 0 and anchor == 1:
                return None
            if index > 0 and lines[index - 1].kind == "other":
                above = lines[index - 1].text
                if _SUBTITLE.match(line.text):
                    return index - 1, index + 1
                if _is_deck(line.text, above):
                    return index - 1, index
            return index, index + 1
        if line.is_prose:
            return None if line.is_paragraph else (index, index + 1)
    return None


# The punctuation of headlines; names of sites and sections have none of it.
_HEADLINE_MARK = late(r"[，！？“”]")


def _is_deck(text: str, above: str) -> bool:
    """Tell whether `text`, under the line `above`, is no headline but belongs to the one above it."""
    if is_site_section(above):
        return False
    # 某某新闻综合, between a headline and its date, is whose report it is.
    is_outlet = len(text) <= _SHORT_TITLE < len(above) and not _HEADLINE_MARK.search(text)
    return is_outlet or bool(_HEADLINE_MARK.search(above))


# A bulletin has its name, its number, its issuer and day, and then the title; a bracketed line names a column of it.
_BULLETIN = late(r"(?:简报|通报|快报|专报|通讯|信息|参阅|动态)$")
_COLUMN = late(r"【[^】]{2,10}】$")
_EDITORS_NOTE = late(r"[【\[(（]?编者按[】\])）:：\s]")


def _bulletin_title(lines: list[Line], anchor: int) -> tuple[int, int] | None:
    """The title below the head of a bulletin; a bulletin of several columns is titled by its own name."""
    numbered = next((index for index, line in enumerate(lines[:anchor]) if is_issue_number(line.text)), None)
    if not numbered or not _BULLETIN.search(lines[numbered - 1].text):
        return None
    below = anchor + 1
    while below < len(lines) and is_editors_note(lines[below].text):
        below += 1
    if below == len(lines) or lines[below].is_paragraph:
        return None
    return (numbered - 1, numbered) if _COLUMN.match(lines[below].text) else _with_subtitle(lines, below)


def _title_below(lines: list[Line], anchor: int) -> tuple[int, int] | None:
    """The first line below a masthead that can be a title."""
    for index in range(anchor + 1, min(len(lines), anchor + 6)):
        line = lines[index]
        if line.is_prose and not _short_heading(line):
            return None
        if line.kind in ("other", "prose") and not is_byline(line.text):
            return _with_subtitle(lines, index)
    return None


def _short_heading(line: Line) -> bool:
    return len(line.text) <= 50 and "。" not in line.text


def _title_at_top(lines: list[Line]) -> tuple[int, int] | None:
    """Without any label line: the first line, if it is none of the body."""
    for index, line in enumerate(lines[:HEAD_LINES]):
        if line.is_prose and not _short_heading(line):
            return None
        if line.kind in ("other", "prose") and len(line.text) >= 5 and not is_byline(line.text):
            follows = index + 1 < len(lines)
            if is_site_name(line.text) and follows and lines[index + 1].kind in ("other", "channels", "crumb"):
                continue
            return _with_subtitle(lines, index) if follows and len(line.text) <= LONGEST_TITLE else None
    return None


def _with_subtitle(lines: list[Line], index: int) -> tuple[int, int]:
    follows = index + 1 < len(lines) and _SUBTITLE.match(lines[index + 1].text)
    return index, index + 2 if follows and len(lines[index + 1].text) <= 60 else index + 1


def _hinted_title(lines: list[Line], hint: str) -> tuple[int, int] | None:
    """The line, or the two lines, that say what the markup calls the title."""
    wanted = fold(hint)
    for index, line in enumerate(lines[:HEAD_LINES]):
        if len(line.text) > 2 * len(hint) + 8:
            continue
        here = fold(line.text)
        if here == wanted:
            return _with_subtitle(lines, index)
        if index + 1 < len(lines) and here and wanted.startswith(here) and here + fold(lines[index + 1].text) == wanted:
            return index, index + 2
    return None


def is_editors_note(text: str) -> bool:
    """Tell whether a line is the note of an editor (编者按), which stands above the title and belongs to the text."""
    return "编者按" in text[:4] and _EDITORS_NOTE.match(text) is not None

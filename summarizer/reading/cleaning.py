"""Text to cleaned text: the coordinate system of every later step. Pure, and cleaning twice changes nothing.

Everything that changes the length happens here: signs, glosses, script, page furniture, wrapped lines, blanks. What
stays is the title, then one paragraph a line. The stage believes that a page has a head, a body of sentences and a
foot; it drops what it can name and keeps what it can't.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from summarizer.matching import fold
from summarizer.reading.characters import mark_lost, normalise_signs, simplify_if_traditional
from summarizer.reading.furniture import (
    FURNITURE,
    LONGEST_TITLE,
    Line,
    classify,
    is_byline,
    is_comment_heading,
    is_site_name,
    is_site_section,
)
from summarizer.reading.glosses import remove_glosses
from summarizer.reading.labels import lead_before_labels, split_labels
from summarizer.reading.metadata import BARE, SIGNED, Clues, find_dateline, find_day, has_day
from summarizer.reading.stamps import is_issue_number, stamped_account, stamped_names
from summarizer.reading.wrapping import join_wrapped, tidy_blanks

_MAX_PASSES = 6
"""Every pass but the first nearly always changes nothing; the limit is for adversarial input."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The cleaned text and what the furniture told about it."""

    text: str
    title: str | None
    published: date | None
    publisher: str | None
    was_traditional: bool = False
    """The page was written in Traditional script, and converted."""


@dataclass(slots=True)
class _Page:
    """One pass over one page: its lines, the clues so far, and where its parts begin."""

    lines: list[Line]
    clues: Clues
    title: str | None = None
    kept: list[Line] = field(default_factory=list)


def clean(text: str, *, title: str | None = None, clues: Clues | None = None) -> Cleaned:
    """Clean one article.

    Args:
        text: Decoded text with its page furniture; table cells are separated by tabs.
        title: The title that the page's markup or the row gives; the text begins with it afterwards.
        clues: What the markup already told about date and publisher; lines of the text are added to it.

    Returns:
        Lines separated by one newline, no blank ones, the title first where one is known.
    """
    clues = clues or Clues()
    signs = mark_lost(remove_glosses(normalise_signs(text)))
    text = simplify_if_traditional(signs)
    was_traditional = text is not signs
    title = _one_line(plain_text(title)) if title else None
    first = _clean_once(text, title=title, clues=clues)
    if clues.published is None:
        _note_day_above_text(_read_lines(text), clues)
    current = first
    for _ in range(_MAX_PASSES):
        again = _clean_once(plain_text(current.text), title=None, clues=Clues())
        if again.text == current.text:
            break
        current = again
    return Cleaned(current.text, first.title, clues.published, clues.publisher, was_traditional)


def _note_day_above_text(lines: list[Line], clues: Clues) -> None:
    """Note the first whole day in the head of a page whose layout tells no more: 某某日报2021年3月30日 头版."""
    for line in lines[:_HEAD_LINES]:
        if line.is_paragraph:
            return
        if len(line.text) <= _HEAD_PROSE and "。" not in line.text and has_day(line.text):
            clues.note_date(line.text, BARE)
            return


def plain_text(text: str) -> str:
    """Signs, glosses and script of `text`; its lines stay as they are."""
    return simplify_if_traditional(mark_lost(remove_glosses(normalise_signs(text))))


def _clean_once(text: str, *, title: str | None, clues: Clues) -> Cleaned:
    if crawled := _CRAWLED.match(text):
        clues.note_date(crawled[0], BARE)
        text = text[crawled.end() :]
    page = _Page(_read_lines(text), clues)
    body_start = _read_head(page, hint=title)
    _read_body(page, body_start)
    if page.title is None and clues.titles:
        page.title = clues.titles[0]
    lines = join_wrapped(page.kept)
    lines = [tidy for line in lines if (tidy := tidy_blanks(line))]
    if page.title:
        page.title = tidy_blanks(page.title)
        lines = [page.title, *lines]
    return Cleaned("\n".join(lines), page.title, None, None)


# What crawlers that look for dates write before the text.
_CRAWLED = re.compile(r"^\s*date\s+20\d{2}-\d{2}-\d{2}\s+")

# The sign that text browsers put for a list item; a line of signs alone says nothing.
_BULLET = re.compile(r"^(?:[•●▪·]\s+)+")
_WORD = re.compile(r"\w")


def _read_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    after_blank = False
    for raw in text.split("\n"):
        stripped = _BULLET.sub("", re.sub(r"(?<=\S)[ ]{2,}", "  ", raw.strip()))
        if _WORD.search(stripped):
            opens = after_blank or raw[:2].isspace()
            lines.append(Line(stripped, classify(stripped), opens_paragraph=opens))
        after_blank = not stripped
    return lines


# --- the head -------------------------------------------------------------------------------------------------------

# Furniture above the title is short; a page whose labels come later has none above it.
_HEAD_LINES = 40
_HEAD_PROSE = 120
_SHORT_TITLE = 12
_SUBTITLE = re.compile(r"^\s*(?:——|--|—|──)")


def _read_head(page: _Page, *, hint: str | None) -> int:
    """Find the title, read what stands around it, and return the index of the first line after both."""
    lines = page.lines
    anchor = _label_line(lines)
    hint = hint or _labelled_title(lines)
    place = _hinted_title(lines, hint) if hint else None
    if place is not None and not _is_above_the_text(lines, place[0]):
        place = None
    if place is None and anchor is not None:
        place = _bulletin_title(lines, anchor) or _title_above(lines, anchor) or _title_below(lines, anchor)
    if place is None and not hint:
        place = _title_at_top(lines)
    if place is None:
        page.title = hint
        return _after_head(page, start=anchor if anchor is not None else 0)
    start, end = place
    page.title = hint if hint and _same_title(hint, lines[start:end]) else _joined_title(lines[start:end])
    _read_furniture(page, lines[:start])
    page.kept.extend(line for line in lines[:start] if _EDITORS_NOTE.match(line.text))
    return _after_head(page, start=end)


def _label_line(lines: list[Line]) -> int | None:
    """The line of date and source under the title: the last of its block, in the head of the page."""
    found = None
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if line.kind in ("labels", "masthead"):
            found = index if found is None or _only_furniture_between(lines, found, index) else found
    return found if found is not None and _is_above_the_text(lines, found) else None


def _is_above_the_text(lines: list[Line], index: int) -> bool:
    """Tell whether line `index` stands in the head: a signature or a repeated title stands below the text."""
    above = sum(len(line.text) for line in lines[:index] if line.is_paragraph)
    below = sum(len(line.text) for line in lines[index + 1 :] if line.is_paragraph)
    return above == 0 or above <= _HEAD_PROSE and above < below


def _labelled_title(lines: list[Line]) -> str | None:
    """The title that a government table states (标题：…), when the page shows it as a line as well."""
    for line in lines[:_HEAD_LINES]:
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
_HEADLINE_MARK = re.compile(r"[，！？“”]")


def _is_deck(text: str, above: str) -> bool:
    """Tell whether `text`, under the line `above`, is no headline but belongs to the one above it."""
    if is_site_section(above):
        return False
    # 某某新闻综合, between a headline and its date, is whose report it is.
    is_outlet = len(text) <= _SHORT_TITLE < len(above) and not _HEADLINE_MARK.search(text)
    return is_outlet or bool(_HEADLINE_MARK.search(above))


# A bulletin has its name, its number, its issuer and day, and then the title; a bracketed line names a column of it.
_BULLETIN = re.compile(r"(?:简报|通报|快报|专报|通讯|信息|参阅|动态)$")
_COLUMN = re.compile(r"【[^】]{2,10}】$")
_EDITORS_NOTE = re.compile(r"[【\[(（]?编者按[】\])）:：\s]")


def _bulletin_title(lines: list[Line], anchor: int) -> tuple[int, int] | None:
    """The title below the head of a bulletin; a bulletin of several columns is titled by its own name."""
    numbered = next((index for index, line in enumerate(lines[:anchor]) if is_issue_number(line.text)), None)
    if not numbered or not _BULLETIN.search(lines[numbered - 1].text):
        return None
    below = anchor + 1
    while below < len(lines) and _EDITORS_NOTE.match(lines[below].text):
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
    for index, line in enumerate(lines[:_HEAD_LINES]):
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
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if len(line.text) > 2 * len(hint) + 8:
            continue
        here = fold(line.text)
        if here == wanted:
            return _with_subtitle(lines, index)
        if index + 1 < len(lines) and here and wanted.startswith(here) and here + fold(lines[index + 1].text) == wanted:
            return index, index + 2
    return None


def _same_title(hint: str, lines: list[Line]) -> bool:
    return fold(hint) == fold("".join(line.text for line in lines))


def _joined_title(lines: list[Line]) -> str:
    first, *rest = (line.text for line in lines)
    return first + "".join(rest)


def _after_head(page: _Page, *, start: int) -> int:
    """Read the labels below the title and return the index of the first line of the body."""
    lines = page.lines
    index = start
    if start and page.title is None:
        _read_furniture(page, lines[:start])
    end = index
    for position in range(index, min(len(lines), index + 12)):
        if lines[position].is_prose:
            break
        if lines[position].kind in ("labels", "masthead") or _is_byline_alone(lines[position].text):
            end = position + 1
    _read_opening(page, end)
    for line in lines[index:end]:
        if line.kind in ("other", "prose", "channel") and not (
            _repeats_title(page, line) or _is_byline_alone(line.text)
        ):
            page.kept.append(line)
    _read_furniture(page, lines[index:end])
    return end


def _is_byline_alone(text: str) -> bool:
    """Tell whether a line holds nothing but who reports, after a newspaper's sign: □ 本报记者 某某 特约记者 某某."""
    return is_byline(text) and text[0] in "□■◆●▲▍☐" and not re.search(r"[：，“”]", text)


# 2019年4月22日 09:58昨天，…: where a page's own stamp ran into the first paragraph.
_STAMP = re.compile(r"^20\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d{2}(?::\d{2})?\s*")


def _read_opening(page: _Page, index: int) -> None:
    """Take the stamp off the first line of the body, and the day of a dateline in it."""
    if index >= len(page.lines):
        return
    line = page.lines[index]
    if line.is_prose and (stamp := _STAMP.match(line.text)):
        page.clues.note_date(stamp[0], BARE)
        rest = line.text[stamp.end() :]
        page.lines[index] = Line(rest, classify(rest), line.opens_paragraph)
    if day := find_dateline(line.text[:80]):
        page.clues.dates.append((BARE, day))


def _read_furniture(page: _Page, lines: list[Line]) -> None:
    """Take from the lines around the title what they tell about date and publisher."""
    for line in lines:
        page.clues.read_line(line.text)
        if line.kind == "masthead" or line.kind == "labels":
            page.clues.note_date(line.text, BARE)
        if line.kind == "masthead" or line.kind == "labels":
            _read_stamp(page.clues, line.text if line.kind == "masthead" else lead_before_labels(line.text))
        elif line.kind == "crumb":
            page.clues.note_sites(_crumb_sites(line.text))
        elif line.kind in ("other", "channels") and is_site_name(line.text.split()[0]):
            page.clues.note_sites([line.text.split()[0]])


def _read_stamp(clues: Clues, text: str) -> None:
    if account := stamped_account(text):
        clues.accounts.append(account)
    clues.note_sites(stamped_names(text))


def _crumb_sites(text: str) -> list[str]:
    parts = [part.strip() for part in re.split(r"[:：>»→›＞/]", text)]
    return [part for part in parts if is_site_name(part)]


def _repeats_title(page: _Page, line: Line) -> bool:
    return (
        bool(page.title) and len(line.text) <= len(page.title or "") * 2 and fold(line.text) == fold(page.title or "")
    )


# --- the body and the foot ------------------------------------------------------------------------------------------

# After a heading such as 相关阅读, a run of prose this long is the article again and not a teaser.
_RESUMED_PROSE = 150
_RESUMED_SHARE = 0.8


def _read_body(page: _Page, start: int) -> None:
    """Keep the lines of the article; the foot begins at the first furniture after its last sentence."""
    lines = page.lines
    last_prose = max((index for index, line in enumerate(lines) if line.is_prose), default=len(lines))
    in_foot = False
    index = start
    while index < len(lines):
        line = lines[index]
        following = index + 1
        if line.kind == "related":
            following = _after_related(lines, index)
        elif line.kind == "neighbour":
            following = _after_neighbour(lines, index)
        elif _belongs_to_body(page, line, in_foot=in_foot, after_prose=index > last_prose):
            page.kept.append(line)
            index += 1
            continue
        _read_foot(page, lines[index:following])
        in_foot = index > last_prose
        index = following
    _note_signature(page)


def _after_neighbour(lines: list[Line], index: int) -> int:
    """上一篇： on a line of its own has its headline on the next."""
    alone = len(lines[index].text) <= 5 and index + 1 < len(lines) and not lines[index + 1].is_prose
    return index + 2 if alone else index + 1


def _belongs_to_body(page: _Page, line: Line, *, in_foot: bool, after_prose: bool) -> bool:
    if line.kind in FURNITURE or _repeats_title(page, line):
        return False
    if line.kind == "channel":
        return not in_foot
    if line.kind == "labels":
        return not _is_page_labels(line.text, after_prose=after_prose)
    return True


def _is_page_labels(text: str, *, after_prose: bool) -> bool:
    """时间：… alone in the body announces an event; with a count, a source or a second date label it is the page's."""
    if after_prose:
        return find_day(text) is None or "发布" in text or "来源" in text or "更新" in text
    return bool(re.search(r"发布时间|发布日期|点击|浏览|阅读|来源|字体|字号", text))


def _after_related(lines: list[Line], start: int) -> int:
    """The index where the article goes on after a related-items heading; the end of the page when it does not."""
    index = start + 1
    while index < len(lines) and not is_comment_heading(lines[start].text):
        if lines[index].is_prose and _article_resumes(lines, index):
            return index
        index += 1
    return len(lines)


def _article_resumes(lines: list[Line], start: int) -> bool:
    prose = other = paragraphs = 0
    for line in lines[start:]:
        if line.kind == "related" or line.kind == "foot":
            break
        if line.is_prose:
            prose += len(line.text)
            paragraphs += len(line.text) >= 40
        else:
            other += len(line.text)
    return (
        prose >= _RESUMED_PROSE
        and prose >= _RESUMED_SHARE * (prose + other)
        and (paragraphs >= 2 or prose >= 2 * _RESUMED_PROSE)
    )


def _read_foot(page: _Page, lines: list[Line]) -> None:
    """Take the owner of the site and labelled dates from the foot; related items tell nothing."""
    for line in lines:
        if line.kind == "foot":
            page.clues.read_owner(line.text)
        if line.kind in ("labels", "foot", "credit"):
            page.clues.read_line(line.text, dates=line.kind == "labels")


def _note_signature(page: _Page) -> None:
    """A notice ends with its issuer and day, each on a line of its own."""
    for line in page.kept[-3:]:
        if not line.is_prose and len(line.text) <= 20:
            page.clues.note_date(line.text, SIGNED)


def _one_line(text: str) -> str:
    return " ".join(text.split())

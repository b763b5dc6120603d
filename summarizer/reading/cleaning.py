"""Text to cleaned text: the coordinate system of every later step. Pure, and cleaning twice changes nothing.

Everything that changes the length happens here: signs, glosses, script, page furniture, wrapped lines, blanks. What
stays is the title, then one paragraph a line. The stage believes that a page has a head, a body of sentences and a
foot; it drops what it can name and keeps what it can't.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from summarizer.matching import fold, fold_character
from summarizer.patterns import holds_any, late
from summarizer.reading.characters import (
    mark_lost,
    may_be_traditional,
    normalise_signs,
    simplify_if_traditional,
)
from summarizer.reading.furniture import (
    FURNITURE,
    Line,
    LineKind,
    classify,
    is_byline,
    is_comment_heading,
    is_site_name,
)
from summarizer.reading.glosses import remove_glosses
from summarizer.reading.labels import lead_before_labels
from summarizer.reading.metadata import BARE, SIGNED, Clues, find_dateline, find_day, has_day
from summarizer.reading.stamps import stamped_account, stamped_names
from summarizer.reading.titles import (
    HEAD_LINES,
    HEAD_PROSE,
    find_label_line,
    find_title,
    is_editors_note,
    labelled_title,
)
from summarizer.reading.wrapping import join_wrapped, may_be_wrapped, tidy_blanks

_MAX_PASSES = 6
"""Every pass but the first nearly always changes nothing; the limit is for adversarial input."""


class Cleaned(NamedTuple):
    """The cleaned text and what the furniture told about it."""

    text: str
    title: str | None
    published: date | None
    publisher: str | None
    was_traditional: bool = False
    """The page was written in Traditional script, and converted."""


class _Page:
    """One pass over one page: its lines, the clues so far, and where its parts begin."""

    def __init__(self, lines: list[Line], clues: Clues, *, is_simplified: bool) -> None:
        self.lines = lines
        self.clues = clues
        self.kept: list[Line] = []
        self.is_simplified = is_simplified
        """Nothing in it may be Traditional; a title that was given may."""
        self.is_stamped = False
        """A stamp was taken off the first line of the body."""
        self.entitle(None)

    def entitle(self, title: str | None) -> None:
        """Set the title, and how what repeats it begins."""
        self.title = title
        self.title_start = fold_character(title[0])[:1] if title else ""


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
    is_simplified = not may_be_traditional(signs)
    text = signs if is_simplified else simplify_if_traditional(signs)
    was_traditional = text is not signs
    title = _one_line(plain_text(title)) if title else None
    first = _clean_once(text, title=title, clues=clues, is_simplified=is_simplified)
    if clues.published is None:
        _note_day_above_text(first.lines, clues)
    current = first
    for _ in range(_MAX_PASSES):
        if current.is_settled:
            break
        again = _clean_once(plain_text(current.text), title=None, clues=Clues())
        if again.text == current.text:
            break
        current = again
    return Cleaned(current.text, first.title, clues.published, clues.publisher, was_traditional)


def _note_day_above_text(lines: list[Line], clues: Clues) -> None:
    """Note the first whole day in the head of a page whose layout tells no more: 某某日报2021年3月30日 头版."""
    for line in lines[:HEAD_LINES]:
        if line.is_paragraph:
            return
        if len(line.text) <= HEAD_PROSE and "。" not in line.text and has_day(line.text):
            clues.note_date(line.text, BARE)
            return


def plain_text(text: str) -> str:
    """Signs, glosses and script of `text`; its lines stay as they are."""
    return simplify_if_traditional(mark_lost(remove_glosses(normalise_signs(text))))


class _Pass(NamedTuple):
    """What one pass made of a text."""

    text: str
    title: str | None
    is_settled: bool
    """Another pass is known to change nothing."""
    lines: list[Line]
    """All lines of the page."""


def _clean_once(text: str, *, title: str | None, clues: Clues, is_simplified: bool = False) -> _Pass:
    if crawled := _crawled(text):
        clues.note_date(crawled[0], BARE)
        text = text[crawled.end() :]
    page = _Page(_read_lines(text), clues, is_simplified=is_simplified)
    body_start = _read_head(page, hint=title)
    _read_body(page, body_start)
    late_title = page.title is None and bool(clues.titles)
    if late_title:
        page.entitle(clues.titles[0])
    lines = [line.text for line in page.kept]
    is_wrapped = may_be_wrapped(lines)
    body = _tidied(join_wrapped(page.kept) if is_wrapped else lines)
    if page.title:
        page.entitle(tidy_blanks(page.title))
    cleaned = "\n".join([page.title, *body] if page.title else body)
    is_settled = not late_title and not is_wrapped and lines == body and _is_settled(page, cleaned)
    return _Pass(cleaned, page.title, is_settled, page.lines)


def _tidied(lines: list[str]) -> list[str]:
    return [tidy for line in lines if (tidy := tidy_blanks(line) if " " in line or "\t" in line else line)]


def _is_settled(page: _Page, cleaned: str) -> bool:
    """Tell whether another pass over `cleaned` would give it again.

    Its lines are the page's own, and none of them may be wrapped. It would where none of them is furniture either, the
    title is found again at the top, and nothing is taken off the first line below it. Elsewhere the pass is made.
    """
    kept = page.kept
    title = _read_lines(page.title or "")
    if page.is_stamped:
        return False
    if "".join(line.text for line in title) != (page.title or ""):
        return False
    if not _PLAIN_KINDS.issuperset([line.kind for line in (*title, *kept)]):
        return False
    if find_title([*title, *kept], hint=None, anchor=None) != ((0, 1) if title else None):
        return False
    if page.title is not None and tidy_blanks(page.title) != page.title:
        return False
    is_simplified = page.is_simplified and not may_be_traditional(page.title or "")
    if _crawled(cleaned) or not _stays_plain(cleaned, is_simplified=is_simplified):
        return False
    return not any([_is_taken_from_head(page, line) for line in kept[:_LINES_OF_LABELS]])


def _stays_plain(text: str, *, is_simplified: bool) -> bool:
    """Tell whether `plain_text` would give `text` again, whose signs are normalised already.

    What it does to single characters is done; only here it looks around them, and lines may have come together.
    """
    if "．" in text or "?" in text or remove_glosses(text) is not text:
        return False
    return is_simplified or simplify_if_traditional(text) is text


# What crawlers that look for dates write before the text.
_CRAWLED = late(r"^\s*date\s+20\d{2}-\d{2}-\d{2}\s+")


def _crawled(text: str) -> re.Match[str] | None:
    return _CRAWLED.match(text) if text.lstrip().startswith("date") else None


_PLAIN_KINDS: frozenset[LineKind] = frozenset({"prose", "other"})
"""What a line is that stands in the text."""

# The sign that text browsers put for a list item.
_BULLETS = "•●▪·"
_BULLET = late(rf"^(?:[{_BULLETS}]\s+)+")
_GAP = late(r"(?<=\S)[ ]{2,}")
_WORD = late(r"\w")


def _read_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    after_blank = False
    has_gaps = "  " in text
    for raw in text.split("\n"):
        stripped = raw.strip()
        if not stripped:
            after_blank = True
            continue
        if has_gaps and "  " in stripped:
            stripped = _GAP.sub("  ", stripped)
        first = stripped[0]
        if first in _BULLETS:
            stripped = _BULLET.sub("", stripped)
        if first.isalnum() or says_something(stripped):
            is_indented = raw[0] != first and raw[:2].isspace()
            lines.append(Line(stripped, classify(stripped), after_blank or is_indented))
        after_blank = False
    return lines


def says_something(text: str) -> bool:
    """Tell whether a text has a letter or a digit: one of signs alone says nothing."""
    return text[:1].isalnum() or _WORD.search(text) is not None


# --- the head -------------------------------------------------------------------------------------------------------


_FIELD = late(r"【[^】]{2,8}】.|[^，。：:｜|\s]{2,8}[：:｜|].")
_FEW_FIELDS = 2


def _read_head(page: _Page, *, hint: str | None) -> int:
    """Find the title, read what stands around it, and return the index of the first line after both."""
    lines = page.lines
    anchor = find_label_line(lines)
    if anchor and anchor > _FEW_FIELDS < sum(_FIELD.match(line.text) is not None for line in lines[:anchor]):
        anchor = None  # a form: its fields are the article, and a label among them is no head of a page
    hint = hint or labelled_title(lines)
    place = find_title(lines, hint=hint, anchor=anchor)
    if place is None:
        page.entitle(hint)
        return _after_head(page, start=anchor if anchor is not None else 0)
    start, end = place
    page.entitle(hint if hint and _same_title(hint, lines[start:end]) else _joined_title(lines[start:end]))
    _read_furniture(page, lines[:start])
    page.kept.extend(line for line in lines[:start] if is_editors_note(line.text))
    return _after_head(page, start=end)


def _same_title(hint: str, lines: list[Line]) -> bool:
    return fold(hint) == fold("".join(line.text for line in lines))


def _joined_title(lines: list[Line]) -> str:
    first, *rest = (line.text for line in lines)
    return first + "".join(rest)


_LINES_OF_LABELS = 12
"""Below the title, in which labels and bylines are looked for."""


def _after_head(page: _Page, *, start: int) -> int:
    """Read the labels below the title and return the index of the first line of the body."""
    lines = page.lines
    index = start
    if start and page.title is None:
        _read_furniture(page, lines[:start])
    end = index
    for position in range(index, min(len(lines), index + _LINES_OF_LABELS)):
        if lines[position].is_prose:
            break
        if lines[position].kind in ("labels", "masthead") or _is_byline_alone(lines[position].text):
            end = position + 1
    _read_opening(page, end)
    page.kept.extend(line for place, line in enumerate(lines[index:end], start=index) if _is_kept(page, line, place))
    _read_furniture(page, lines[index:end])
    return end


def _is_kept(page: _Page, line: Line, place: int) -> bool:
    """Tell whether a line between title and labels is the article's: a deck, no byline and no name of the account."""
    if line.kind not in ("other", "prose", "channel") or _repeats_title(page, line) or _is_byline_alone(line.text):
        return False
    return not (is_site_name(line.text) and page.lines[place + 1].kind == "masthead")


def _is_byline_alone(text: str) -> bool:
    """Tell whether a line holds nothing but who reports, after a newspaper's sign: □ 本报记者 某某 特约记者 某某."""
    return is_byline(text) and text[0] in "□■◆●▲▍☐" and not re.search(r"[：，“”]", text)


# 2019年4月22日 09:58昨天，…: where a page's own stamp ran into the first paragraph.
_STAMP = late(r"^20\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d{2}(?::\d{2})?\s*")


def _stamp(text: str) -> re.Match[str] | None:
    return _STAMP.match(text) if text.startswith("20") else None


def _is_taken_from_head(page: _Page, line: Line) -> bool:
    """Tell whether a line right below the title would not stay, or not whole."""
    if _repeats_title(page, line):
        return True
    return _stamp(line.text) is not None if line.is_prose else _is_byline_alone(line.text)


def _read_opening(page: _Page, index: int) -> None:
    """Take the stamp off the first line of the body, and the day of a dateline in it."""
    if index >= len(page.lines):
        return
    line = page.lines[index]
    if line.is_prose and (stamp := _stamp(line.text)):
        page.is_stamped = True
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
    for sign in "：>»→›＞/":
        text = text.replace(sign, ":")
    return [part for part in map(str.strip, text.split(":")) if is_site_name(part)]


def _repeats_title(page: _Page, line: Line) -> bool:
    title = page.title
    if not title or len(line.text) > len(title) * 2:
        return False
    # The first characters nearly always tell; neither line nor title begins with a blank.
    return fold_character(line.text[0])[:1] == page.title_start and fold(line.text) == fold(title)


# --- the body and the foot ------------------------------------------------------------------------------------------

# After a heading such as 相关阅读, a run of prose this long is the article again and not a teaser.
_RESUMED_PROSE = 150
_RESUMED_SHARE = 0.8


def _read_body(page: _Page, start: int) -> None:
    """Keep the lines of the article; the foot begins at the first furniture after its last sentence."""
    lines = page.lines
    last_prose = next((index for index in reversed(range(len(lines))) if lines[index].is_prose), len(lines))
    in_foot = False
    index = start
    while index < len(lines):
        line = lines[index]
        following = index + 1
        if line.kind in _PLAIN_KINDS and not _repeats_title(page, line):
            page.kept.append(line)
            index = following
            continue
        if line.kind == "related":
            following = _after_related(lines, index)
        elif line.kind == "neighbour":
            following = _after_neighbour(lines, index)
        elif _belongs_to_body(page, line, in_foot=in_foot, after_prose=index > last_prose):
            page.kept.append(line)
            index = following
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
    return holds_any(text, ("发布时间", "发布日期", "点击", "浏览", "阅读", "来源", "字体", "字号"))


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

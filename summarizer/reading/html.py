"""HTML to lines: the article with what stands around its title, and what the markup says about date and publisher.

What this stage believes: class names lie or are missing, so the text decides. Prose is where sentences are that are not
links; the article is the smallest part of the page that holds nearly all of the prose. It favours recall: menus that
slip through are lines of text that `summarizer.reading.cleaning` knows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from summarizer.matching import fold
from summarizer.reading.furniture import classify, is_related_heading
from summarizer.reading.labels import split_labels
from summarizer.reading.metadata import is_organisation


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_SILENT = _names("""
    script style noscript template svg iframe object embed canvas audio video map select option button input
    textarea head title meta link datalist math -comment
""")
_CHROME = frozenset({"nav", "footer", "aside"})
_HEADINGS = frozenset({"h1", "h2", "h3"})
_BLOCKS = _names("""
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr html legend li main marquee nav ol p pre section summary table tbody td tfoot th
    thead tr ul
""")

_MAX_DEPTH = 400
"""Deeper markup is no article; the parser takes time quadratic in the depth (100,000 levels: half a minute)."""
_DEPTH_CHECK = 4_000
"""Pages with fewer tags are never checked: even the worst nesting of so few is parsed in a moment."""


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a page's markup tells; the text is not cleaned yet."""

    text: str
    """Lines of the article and of what stands around it; cells of data tables are separated by tabs."""
    title: str | None
    foot: tuple[str, ...]
    """Lines outside the article that may name the owner of the site; clues, never text."""
    dates: tuple[str, ...]
    """Publication dates of meta tags and JSON-LD, as written."""
    sources: tuple[str, ...]
    """Sources of meta tags, as written."""
    sites: tuple[str, ...]
    """Names of the site, the best first."""


@dataclass(slots=True)
class _Block:
    """A run of text without a block boundary or line break in it."""

    text: str
    linked: int
    """Characters inside links."""
    path: tuple[int, ...]
    """Numbers of the block elements around it, outermost first."""
    heading: str | None
    """The heading element it stands in."""
    chrome: bool
    """It stands in nav, footer or aside."""

    @property
    def is_menu(self) -> bool:
        """Nearly all of it is links, and it is no sentence."""
        return self.linked * 10 >= len(self.text) * 7 and not (len(self.text) >= 40 and "。" in self.text)

    @property
    def prose(self) -> int:
        """Characters of sentences that are not links."""
        if self.chrome or self.is_menu or len(self.text) < 12 or not _PUNCTUATION.search(self.text):
            return 0
        return len(self.text) - self.linked


_PUNCTUATION = re.compile(r"[。！？；，,;!?]")
_OWNER_WORDS = re.compile(r"版权所有|版權所有|Copyright|©|ICP|主办|主辦", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")


def read_html(markup: str) -> WebPage:
    """Read a page: its article as lines, its title, and what its markup says about date and publisher."""
    tree = LexborHTMLParser(_flattened(markup))
    blocks = _blocks(tree)
    inside = _article_range(blocks)
    named = _page_title(tree)
    title, place = _find_title(blocks, named, inside)
    start = min(inside.start, place) if place is not None else inside.start
    kept = [block.text for block in _article_blocks(blocks[start : inside.stop], inside)]
    return WebPage(
        text="\n".join([*_labels_above(blocks[:start]), *kept]),
        title=title,
        foot=tuple(
            block.text
            for block in (*blocks[:start], *blocks[inside.stop :])
            if len(block.text) < 300 and _OWNER_WORDS.search(block.text)
        ),
        dates=tuple(_meta_values(tree, _DATE_NAMES)) + tuple(_linked_data_dates(markup)),
        sources=tuple(_meta_values(tree, _SOURCE_NAMES)),
        sites=(*_meta_values(tree, _SITE_NAMES), *_title_tail(named)),
    )


# --- the tree as blocks ---------------------------------------------------------------------------------------------

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
# Elements that end by themselves; unclosed ones are no depth.
_UNNESTED = _names("""
    p li td th tr dt dd option thead tbody tfoot br hr img input meta link col area base wbr source param
""")


def _flattened(markup: str) -> str:
    """Leave out the tags that lie deeper than any article's."""
    if markup.count("<") < _DEPTH_CHECK:
        return markup
    depth = 0

    def shallow(tag: re.Match[str]) -> str:
        nonlocal depth
        was_kept = depth <= _MAX_DEPTH
        if tag["name"].lower() in _UNNESTED:
            return tag[0] if was_kept else "<br>"
        depth = max(0, depth - 1) if tag["close"] else depth + 1
        return tag[0] if was_kept and depth <= _MAX_DEPTH else "<br>"

    return _TAG.sub(shallow, markup)


def _blocks(tree: LexborHTMLParser) -> list[_Block]:
    """The blocks that a reader sees; what styles hide counts only where the page shows nothing else."""
    if tree.body is None:
        return []
    shown = _Walker(hidden=False)
    shown.walk(tree.body)
    if shown.skipped and sum(block.prose for block in shown.blocks) < 50:
        everything = _Walker(hidden=True)
        everything.walk(tree.body)
        return everything.blocks
    return shown.blocks


_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:px|pt|em)?\s*(?:;|$)", re.I
)


class _Walker:
    """Turns a tree into blocks in document order; a loop and not a recursion, since pages nest without limit."""

    def __init__(self, *, hidden: bool) -> None:
        self.blocks: list[_Block] = []
        self.skipped = False
        self._with_hidden = hidden
        self._path: list[int] = []
        self._open: list[str] = []
        self._number = 0
        self._parts: list[str] = []
        self._linked = 0

    def walk(self, body: LexborNode) -> None:
        """Visit every node; a node comes back as None when it is left."""
        stack: list[LexborNode | None] = [body]
        while stack:
            node = stack.pop()
            if node is None:
                self._leave()
            elif node.tag == "-text":
                self._add(node.text_content or "")
            elif node.tag == "br":
                self._break()
            elif self._is_seen(node) and not self._enter_table(node):
                self._enter(node)
                stack.append(None)
                stack.extend(reversed(list(_children(node))))
        self._break()

    def _is_seen(self, node: LexborNode) -> bool:
        if node.tag in _SILENT:
            return False
        if self._with_hidden:
            return True
        attributes = node.attributes
        if not attributes:
            return True
        hidden = "hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style") or "") is not None
        self.skipped = self.skipped or hidden
        return not hidden

    def _enter_table(self, node: LexborNode) -> bool:
        """Take a data table as one block a row; a table for layout is entered like any block."""
        rows = _data_rows(node) if node.tag == "table" else None
        if rows is None:
            return False
        self._enter(node)
        for text, linked in rows:
            self._append(text, linked)
        self._leave()
        return True

    def _enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        self._open.append(tag)
        if tag in _BLOCKS:
            self._break()
            self._number += 1
            self._path.append(self._number)

    def _leave(self) -> None:
        tag = self._open[-1]
        if tag in _BLOCKS:
            self._break()
            self._path.pop()
        self._open.pop()

    def _add(self, text: str) -> None:
        lines = text.split("\n") if "pre" in self._open else [text]
        for index, line in enumerate(lines):
            if index:
                self._break()
            self._parts.append(line)
            if "a" in self._open:
                self._linked += len(line.strip())

    def _break(self) -> None:
        if self._parts:
            text = _SPACE.sub(" ", "".join(self._parts)).strip()
            if text:
                self._append(text, min(self._linked, len(text)))
            self._parts.clear()
        self._linked = 0

    def _append(self, text: str, linked: int) -> None:
        heading = next((tag for tag in reversed(self._open) if tag in _HEADINGS), None)
        chrome = any(tag in _CHROME for tag in self._open)
        self.blocks.append(_Block(text, linked, tuple(self._path), heading, chrome))


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


_LONGEST_CELL = 300
"""Characters; a longer cell is a column of a page and not of a table."""


def _data_rows(table: LexborNode) -> list[tuple[str, int]] | None:
    """The rows of a table that holds data, cells separated by tabs; None for a table that lays out a page."""
    if len(table.css("table")) > 1 or table.css_first("script, form, h1, h2, h3") is not None:  # `css` finds itself
        return None
    rows: list[tuple[str, int]] = []
    widest = 0
    for row in table.css("tr"):
        cells = [cell for cell in _children(row) if cell.tag in ("td", "th")]
        texts = [_SPACE.sub(" ", cell.text(separator=" ")).strip() for cell in cells]
        if any(len(text) > _LONGEST_CELL for text in texts):
            return None
        widest = max(widest, sum(1 for text in texts if text))
        linked = sum(len(link.text().strip()) for link in row.css("a"))
        if any(texts):
            rows.append(("\t".join(texts).strip("\t"), linked))
    return rows if widest >= 2 else None


# --- the article in the blocks --------------------------------------------------------------------------------------

_NEARLY_ALL = 0.75
"""Of the page's prose; comments and abstracts of related items are the rest."""


def _article_range(blocks: list[_Block]) -> range:
    """The blocks of the smallest element that holds nearly all of the page's prose."""
    weights = [(block.path, block.prose) for block in blocks if block.prose]
    total = sum(weight for _, weight in weights)
    if not total:
        return range(len(blocks))
    prefix: tuple[int, ...] = ()
    while True:
        depth = len(prefix)
        shares: dict[int, int] = {}
        for path, weight in weights:
            if len(path) > depth:
                shares[path[depth]] = shares.get(path[depth], 0) + weight
        heaviest = max(shares, key=lambda number: shares[number], default=None)
        if heaviest is None or shares[heaviest] < _NEARLY_ALL * total:
            break
        prefix = (*prefix, heaviest)
        weights = [
            (path, weight)
            for path, weight in weights
            if path[:depth] == prefix[:depth] and path[depth:] and path[depth] == heaviest
        ]
    indices = [index for index, block in enumerate(blocks) if block.path[: len(prefix)] == prefix]
    return _widened(blocks, indices[0], indices[-1] + 1)


def _widened(blocks: list[_Block], start: int, stop: int) -> range:
    """Take in what stands beside the element and may be the article's: a last table, a first paragraph."""
    while stop < len(blocks) and _may_be_article(blocks[stop]):
        stop += 1
    while start > 0 and _may_be_article(blocks[start - 1]):
        start -= 1
    return range(start, stop)


def _may_be_article(block: _Block) -> bool:
    return not block.chrome and not block.linked and classify(block.text) in ("prose", "other")


def _article_blocks(blocks: list[_Block], inside: range) -> Iterator[_Block]:
    """The blocks without lists of links, boxes of related items and page chrome."""
    total = sum(block.prose for block in blocks)
    boxes = {box for block in blocks if (box := _related_box(block, blocks, total))}
    menus = [block.is_menu and len(block.text) <= 80 for block in blocks]
    for index, block in enumerate(blocks):
        if block.chrome or any(block.path[: len(box)] == box for box in boxes):
            continue
        # One link alone may be a name in the text; links that follow each other are a list.
        if menus[index] and (any(menus[max(0, index - 1) : index]) or any(menus[index + 1 : index + 2])):
            continue
        yield block


def _related_box(block: _Block, blocks: list[_Block], total: int) -> tuple[int, ...] | None:
    """The element around a heading such as 相关阅读, when it holds little of the page's prose."""
    if len(block.text) > 30 or not is_related_heading(block.text) or len(block.path) < 2:
        return None
    box = block.path[:-1]
    inside = [other for other in blocks if other.path[: len(box)] == box]
    if sum(other.prose for other in inside) > total * 0.4 or len(inside) == len(blocks):
        return None
    return box


def _labels_above(blocks: list[_Block]) -> list[str]:
    """Rows of a government table and lines of labels that stand above the article's element, and the breadcrumb."""
    return [
        block.text
        for block in blocks
        if len(block.text) <= 300 and (split_labels(block.text) or classify(block.text) == "crumb")
    ]


# --- the title ------------------------------------------------------------------------------------------------------

_TITLE_NAMES = ("articletitle", "og:title", "title")
_SECTION = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|第[一二三四五六七八九十]+[章条节部])"
)
_TITLE_SEPARATOR = re.compile(
    r"\s*[_|｜]\s*|\s+[-–—]+\s+|(?<=[\u4e00-\u9fff”》）!?！？])\s*[-–](?![-–—])\s*(?=[\u4e00-\u9fff])"
)


def _page_title(tree: LexborHTMLParser) -> str:
    element = tree.css_first("title")
    text = _SPACE.sub(" ", element.text()).strip() if element is not None else ""
    return text or next(iter(_meta_values(tree, _TITLE_NAMES)), "")


def _title_tail(named: str) -> list[str]:
    """The site's name at the end of the page title."""
    return [part for part in reversed(_TITLE_SEPARATOR.split(named)[1:]) if is_organisation(part)]


def _find_title(blocks: list[_Block], named: str, inside: range) -> tuple[str | None, int | None]:
    """The title as the page shows it, and the block it begins at; else what the head of the page says."""
    prose = next((index for index in inside if blocks[index].prose >= 30), inside.stop)
    above = [index for index in range(prose + 1) if index < len(blocks) and _can_be_title(blocks[index])]
    wanted = fold(named)
    matching = [index for index in above if fold(blocks[index].text) in wanted]
    headings = [index for index in above if blocks[index].heading]
    best = [index for index in headings if index in matching] or headings[-3:] or matching
    if best:
        place = min(
            best, key=lambda index: (blocks[index].heading or "h9", -len(blocks[index].text) if not headings else index)
        )
        return _whole_heading(blocks, place), place
    first = _TITLE_SEPARATOR.split(named)[0]
    return (first if len(first) >= 6 and not is_organisation(first) else None), None


def _can_be_title(block: _Block) -> bool:
    text = block.text
    if not 5 <= len(text) <= 120 or block.chrome or block.is_menu or "\t" in text or _SECTION.match(text):
        return False
    return classify(text) in ("other", "prose") and not is_organisation(text)


def _whole_heading(blocks: list[_Block], place: int) -> str:
    """A heading that a line break divides is one title."""
    parts = [blocks[place].text]
    for before, after in pairwise(blocks[place : place + 3]):
        if blocks[place].heading is None or after.path != before.path:
            break
        parts.append(after.text)
    return " ".join(parts)


# --- the head of the page -------------------------------------------------------------------------------------------

_DATE_NAMES = (
    "pubdate", "publishdate", "publish_date", "article:published_time", "og:published_time", "datepublished",
    "publishtime", "publish_time", "firstpublishedtime", "bytedance:published_time", "og:release_date",
    "dc.date.issued",
)  # fmt: skip
_SOURCE_NAMES = ("contentsource", "article:source", "og:article:author", "mediaid")
_SITE_NAMES = ("sitename", "og:site_name", "application-name", "site_name")


def _meta_values(tree: LexborHTMLParser, names: tuple[str, ...]) -> list[str]:
    found: dict[str, str] = {}
    for element in tree.css("meta[content]"):
        attributes = element.attributes
        name = (attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or "").lower()
        if name in names and (content := (attributes.get("content") or "").strip()):
            found.setdefault(name, content)
    return [found[name] for name in names if name in found]


_LINKED_DATA = re.compile(r"<script[^>]{0,200}application/ld\+json[^>]{0,200}>(.{1,20000}?)</script", re.I | re.S)


def _linked_data_dates(markup: str) -> Iterator[str]:
    """The `datePublished` of the page's own JSON-LD; a list of several articles tells nothing."""
    for found in _LINKED_DATA.finditer(markup):
        try:
            data = json.loads(found[1])
        except (ValueError, RecursionError):
            continue
        if isinstance(data, dict) and isinstance(data.get("datePublished"), str):
            yield data["datePublished"]

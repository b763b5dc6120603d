"""A web page as blocks of text in document order, with where each stands and how much of it is links.

Trees are walked by a loop and flattened before they are parsed: pages nest without limit. What no reader sees is left
out, whether its element is silent or its style hides it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")


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


@dataclass(slots=True)
class Block:
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


_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
# Elements that end by themselves; unclosed ones are no depth.
_UNNESTED = _names("""
    p li td th tr dt dd option thead tbody tfoot br hr img input meta link col area base wbr source param
""")


def flattened(markup: str) -> str:
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


def read_blocks(tree: LexborHTMLParser) -> list[Block]:
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
        self.blocks: list[Block] = []
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
            text = SPACE.sub(" ", "".join(self._parts)).strip()
            if text:
                self._append(text, min(self._linked, len(text)))
            self._parts.clear()
        self._linked = 0

    def _append(self, text: str, linked: int) -> None:
        heading = next((tag for tag in reversed(self._open) if tag in _HEADINGS), None)
        chrome = any(tag in _CHROME for tag in self._open)
        self.blocks.append(Block(text, linked, tuple(self._path), heading, chrome))


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
        texts = [SPACE.sub(" ", cell.text(separator=" ")).strip() for cell in cells]
        if any(len(text) > _LONGEST_CELL for text in texts):
            return None
        widest = max(widest, sum(1 for text in texts if text))
        linked = sum(len(link.text().strip()) for link in row.css("a"))
        if any(texts):
            rows.append(("\t".join(texts).strip("\t"), linked))
    return rows if widest >= 2 else None

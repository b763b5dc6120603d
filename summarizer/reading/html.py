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

from selectolax.lexbor import LexborHTMLParser

from summarizer.matching import fold
from summarizer.patterns import late
from summarizer.reading.blocks import SPACE, Block, flattened, read_blocks
from summarizer.reading.furniture import classify, is_related_heading
from summarizer.reading.labels import split_labels
from summarizer.reading.metadata import is_organisation


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


_OWNER_WORDS = late(r"版权所有|版權所有|Copyright|©|ICP|主办|主辦", re.IGNORECASE)


def read_html(markup: str) -> WebPage:
    """Read a page: its article as lines, its title, and what its markup says about date and publisher."""
    tree = LexborHTMLParser(flattened(markup))
    blocks = read_blocks(tree)
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


# --- the article in the blocks --------------------------------------------------------------------------------------

_NEARLY_ALL = 0.75
"""Of the page's prose; comments and abstracts of related items are the rest."""


def _article_range(blocks: list[Block]) -> range:
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


def _widened(blocks: list[Block], start: int, stop: int) -> range:
    """Take in what stands beside the element and may be the article's: a last table, a first paragraph."""
    while stop < len(blocks) and _may_be_article(blocks[stop]):
        stop += 1
    while start > 0 and _may_be_article(blocks[start - 1]):
        start -= 1
    return range(start, stop)


def _may_be_article(block: Block) -> bool:
    return not block.chrome and not block.linked and classify(block.text) in ("prose", "other")


def _article_blocks(blocks: list[Block], inside: range) -> Iterator[Block]:
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


def _related_box(block: Block, blocks: list[Block], total: int) -> tuple[int, ...] | None:
    """The element around a heading such as 相关阅读, when it holds little of the page's prose."""
    if len(block.text) > 30 or not is_related_heading(block.text) or len(block.path) < 2:
        return None
    box = block.path[:-1]
    inside = [other for other in blocks if other.path[: len(box)] == box]
    if sum(other.prose for other in inside) > total * 0.4 or len(inside) == len(blocks):
        return None
    return box


def _labels_above(blocks: list[Block]) -> list[str]:
    """Rows of a government table and lines of labels that stand above the article's element, and the breadcrumb."""
    return [
        block.text
        for block in blocks
        if len(block.text) <= 300 and (split_labels(block.text) or classify(block.text) == "crumb")
    ]


# --- the title ------------------------------------------------------------------------------------------------------

_TITLE_NAMES = ("articletitle", "og:title", "title")
_SECTION = late(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|第[一二三四五六七八九十]+[章条节部])"
)
_TITLE_SEPARATOR = late(
    r"\s*[_|｜]\s*|\s+[-–—]+\s+|(?<=[\u4e00-\u9fff”》）!?！？])\s*[-–](?![-–—])\s*(?=[\u4e00-\u9fff])"
)


def _page_title(tree: LexborHTMLParser) -> str:
    element = tree.css_first("title")
    text = SPACE.sub(" ", element.text()).strip() if element is not None else ""
    return text or next(iter(_meta_values(tree, _TITLE_NAMES)), "")


def _title_tail(named: str) -> list[str]:
    """The site's name at the end of the page title."""
    return [part for part in reversed(_TITLE_SEPARATOR.split(named)[1:]) if is_organisation(part)]


def _find_title(blocks: list[Block], named: str, inside: range) -> tuple[str | None, int | None]:
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


def _can_be_title(block: Block) -> bool:
    text = block.text
    if not 5 <= len(text) <= 120 or block.chrome or block.is_menu or "\t" in text or _SECTION.match(text):
        return False
    return classify(text) in ("other", "prose") and not is_organisation(text)


def _whole_heading(blocks: list[Block], place: int) -> str:
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


_LINKED_DATA = late(r"<script[^>]{0,200}application/ld\+json[^>]{0,200}>(.{1,20000}?)</script", re.I | re.S)


def _linked_data_dates(markup: str) -> Iterator[str]:
    """The `datePublished` of the page's own JSON-LD; a list of several articles tells nothing."""
    for found in _LINKED_DATA.finditer(markup):
        try:
            data = json.loads(found[1])
        except (ValueError, RecursionError):
            continue
        if isinstance(data, dict) and isinstance(data.get("datePublished"), str):
            yield data["datePublished"]

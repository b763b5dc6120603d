"""Article → sentences, clauses and chunks, all as spans of the cleaned text.

A sentence ends at 。！？；… and the closing quotes that follow, or at the end of a line. An ASCII `?` ends one only
before white space or a closing quote: inside a line it is a lost character or part of an address far more often.
Nothing is copied or changed here, and nothing is left out: every visible character of the text stands in exactly one
sentence, and every sentence in exactly one chunk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from summarizer.article import Article, Chunk, Sentence, Span

MAX_SENTENCE_CHARS = 600
"""A run without a full stop (a table, a damaged page) is cut here, at a comma if there is one. Press sentences of the
genre run to about 350 characters."""

MAX_LEAD_CHARS = 300
"""The title and the first sentences: where Chinese press names the parties in full."""

JUST_SPLIT = 16
"""Results remembered: several steps ask for the sentences of the article that is on the road."""

_CLOSING = "”’」』）》】)\"'"
# A class first: `re` then skips ahead to its characters.
_SENTENCE_END = re.compile(
    rf"[。！？；;…!?](?:(?<=[。！？；;…])|[!?]*(?=[\s{_CLOSING}]|$))[。！？!?；;…]*[{_CLOSING}]*"
)
_SOFT_BREAK = re.compile(r"[，,、：:\s]")
_CLAUSE_END = re.compile(r"[，。；：！？;!?\n,:](?:(?<![,:])|(?<!\d.)|(?!\d))")
_OPENING_BRACKETS = {"《": "》", "（": "）", "(": ")", "【": "】", "〔": "〕"}
_OPENING_BRACKET = re.compile(f"[{re.escape(''.join(_OPENING_BRACKETS))}]")


@lru_cache(maxsize=JUST_SPLIT)
def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Split cleaned text into sentences numbered from 1, in order, without surrounding white space."""
    sentences: list[Sentence] = []
    for low, high in _closed_runs(text):
        for run in _short_enough(text, low, high) if high - low > MAX_SENTENCE_CHARS else ((low, high),):
            start, end = _trimmed(text, *run)
            if start < end:
                sentences.append(Sentence(len(sentences) + 1, start, end))
    return tuple(sentences)


def split_clauses(text: str, span: Span) -> tuple[Span, ...]:
    """Split a run of the text at its commas, colons and full stops; a comma inside brackets or a number does not split.

    The closing mark belongs to no clause. Clauses are in order, not empty, and without surrounding white space.
    """
    clauses: list[Span] = []
    start = span.start
    brackets = _bracketed(text, span)
    for mark in _CLAUSE_END.finditer(text, span.start, span.end):
        at = mark.start()
        if brackets and any(low <= at < high for low, high in brackets):
            continue
        clauses.append(trim(text, Span(start, at)))
        start = at + 1
    clauses.append(trim(text, Span(start, span.end)))
    return tuple([clause for clause in clauses if clause.start < clause.end])


def split_article(article: Article, *, max_chars: int | None) -> tuple[Chunk, ...]:
    """Split an article into chunks of whole sentences, of about equal length.

    Args:
        article: what was read.
        max_chars: the longest chunk in characters, lead not counted; None makes one chunk of any article.

    Returns:
        At least one chunk; a chunk is longer than `max_chars` only when a single sentence is.
    """
    sentences = split_sentences(article.text)
    groups = _balanced(sentences, max_chars) if max_chars is not None else [sentences]
    lead = _lead(sentences)
    return tuple(
        Chunk(article, index, len(groups), group, () if index == 0 else lead) for index, group in enumerate(groups)
    )


def trim(text: str, span: Span) -> Span:
    """Return `span` without white space at its ends."""
    return Span(*_trimmed(text, *span))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _closed_runs(text: str) -> Iterator[tuple[int, int]]:
    """Cut at the ends of lines and behind what closes a sentence."""
    start = line_end = 0
    for line in text.splitlines(keepends=True):
        line_end += len(line)
        for end in _SENTENCE_END.finditer(text, start, line_end):
            yield start, end.end()
            start = end.end()
        yield start, line_end
        start = line_end


def _short_enough(text: str, start: int, last: int) -> Iterator[tuple[int, int]]:
    while last - start > MAX_SENTENCE_CHARS:
        breaks = list(_SOFT_BREAK.finditer(text, start + MAX_SENTENCE_CHARS // 2, start + MAX_SENTENCE_CHARS))
        end = breaks[-1].end() if breaks else start + MAX_SENTENCE_CHARS
        yield start, end
        start = end
    yield start, last


def _bracketed(text: str, span: Span) -> list[tuple[int, int]]:
    """Return the runs inside brackets that close within the span."""
    runs: list[tuple[int, int]] = []
    at = span.start
    while opening := _OPENING_BRACKET.search(text, at, span.end):
        at = opening.end()
        end = text.find(_OPENING_BRACKETS[opening[0]], at, span.end)
        if end >= 0:
            runs.append((opening.start(), end))
            at = end + 1
    return runs


def _balanced(sentences: tuple[Sentence, ...], max_chars: int) -> list[tuple[Sentence, ...]]:
    total = sum(sentence.end - sentence.start for sentence in sentences)
    wanted = -(-total // max_chars) or 1
    aim = total / wanted
    groups: list[list[Sentence]] = [[]]
    size = 0
    for sentence in sentences:
        length = sentence.end - sentence.start
        if groups[-1] and (size >= aim or size + length > max_chars):
            groups.append([])
            size = 0
        groups[-1].append(sentence)
        size += length
    return [tuple(group) for group in groups]


def _lead(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Return the first sentences up to the lead's size, the first one always."""
    lead: list[Sentence] = []
    size = 0
    for sentence in sentences:
        size += sentence.end - sentence.start
        if lead and size > MAX_LEAD_CHARS:
            break
        lead.append(sentence)
    return tuple(lead)

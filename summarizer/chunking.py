"""Article → sentences, clauses and chunks, all as spans of the cleaned text.

A sentence ends at 。！？；… and the closing quotes that follow, or at the end of a line. An ASCII `?` ends one only
before white space or a closing quote: inside a line it is a lost character or part of an address far more often.
Nothing is copied or changed here, and nothing is left out: every visible character of the text stands in exactly one
sentence, and every sentence in exactly one chunk.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from summarizer.article import Article, Chunk, Sentence, Span
from summarizer.patterns import late

MAX_SENTENCE_CHARS = 600
"""A run without a full stop (a table, a damaged page) is cut here, at a comma if there is one. Press sentences of the
genre run to about 350 characters."""

MAX_LEAD_CHARS = 300
"""The title and the first sentences: where Chinese press names the parties in full."""

JUST_SPLIT = 16
"""Results remembered: several steps ask for the sentences of the article that is on the road."""

_CLOSING = "”’」』）》】)\"'"
_LINE_END = r"\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
"""What `str.splitlines` splits at."""
# A class first: `re` then skips ahead to its characters.
_RUN_END = late(
    rf"[。！？；;…!?{_LINE_END}](?:(?<=\s)|(?:(?<![!?])|[!?]*(?=[\s{_CLOSING}]|$))[。！？!?；;…]*[{_CLOSING}]*)\s*"
)
_SOFT_BREAK = late(r"[，,、：:\s]")
_BRACKETS = {"《": "》", "（": "）", "(": ")", "【": "】", "〔": "〕"}
_CLAUSE_END_OR_BRACKET = late(rf"[，。；：！？;!?\n,:{''.join(_BRACKETS)}](?:(?<![,:])|(?<!\d.)|(?!\d))")


@lru_cache(maxsize=JUST_SPLIT)
def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Split cleaned text into sentences numbered from 1, in order, without surrounding white space."""
    sentences: list[Sentence] = []
    start = len(text) - len(text.lstrip())  # every other run begins behind the white space that ends the one before
    for after in [*[mark.end() for mark in _RUN_END.finditer(text)], len(text)]:
        end = start + len(text[start:after].rstrip()) if text[after - 1 : after].isspace() else after
        if end - start > MAX_SENTENCE_CHARS:
            for part in _short_enough(text, start, end):
                low, high = _trimmed(text, *part)
                if low < high:
                    sentences.append(Sentence(len(sentences) + 1, low, high))
        elif start < end:
            sentences.append(Sentence(len(sentences) + 1, start, end))
        start = after
    return tuple(sentences)


def split_clauses(text: str, span: Span) -> tuple[Span, ...]:
    """Split a run of the text at its commas, colons and full stops; a comma inside brackets or a number does not split.

    The closing mark belongs to no clause. Clauses are in order, not empty, and without surrounding white space.
    """
    clauses: list[Span] = []
    start, end = span
    bracket_end = -1
    for mark in _CLAUSE_END_OR_BRACKET.finditer(text, start, end):
        at = mark.start()
        if at < bracket_end:
            continue
        closing = _BRACKETS.get(text[at])
        if closing is not None:
            bracket_end = text.find(closing, at, end)  # -1: it does not close within the span, and holds nothing
            continue
        if start < at:
            low, high = start, at
            if text[low].isspace() or text[high - 1].isspace():
                low, high = _trimmed(text, low, high)
            if low < high:
                clauses.append(Span(low, high))
        start = at + 1
    low, high = _trimmed(text, start, end)
    if low < high:
        clauses.append(Span(low, high))
    return tuple(clauses)


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


def _short_enough(text: str, start: int, last: int) -> Iterator[tuple[int, int]]:
    while last - start > MAX_SENTENCE_CHARS:
        breaks = list(_SOFT_BREAK.finditer(text, start + MAX_SENTENCE_CHARS // 2, start + MAX_SENTENCE_CHARS))
        end = breaks[-1].end() if breaks else start + MAX_SENTENCE_CHARS
        yield start, end
        start = end
    yield start, last


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

"""Which sentences hold what a finder can't do without: one scan of the article instead of a search in each sentence.

Most sentences say nothing of targets or of training; what they lack is seen here before they are read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter

from summarizer.article import Sentence

_START = attrgetter("start")


def signs_at(place: int, words: Iterable[str]) -> str:
    """Return what stands in a class: the signs at one place of the words."""
    return "".join(sorted({word[place] for word in words}))


def skipping_to(words: Sequence[str]) -> str:
    """Make a pattern that matches the first sign of any of many words, faster than their alternation does the word.

    `re` skips to a class; few of the signs in it are followed by the second sign of a word, and only there all of the
    words are tried, one after the other.

    Args:
        words: patterns of which the first two signs stand for themselves; or one sign, and what is no sign (`前(?=…)`).
    """
    short = [word for word in words if word[1:2] in ("", "(")]
    second = signs_at(1, (word for word in words if word not in short))
    return rf"[{signs_at(0, words)}](?:(?=[{second}])|(?<=[{signs_at(0, short)}]))(?<=(?={'|'.join(words)}).)"


def numbers_matching(pattern: re.Pattern[str], text: str, sentences: Sequence[Sentence]) -> set[int]:
    """Return the numbers of the sentences in which a match begins.

    Args:
        pattern: what it wants further on belongs in a lookahead, which may look past the sentence.
        text: that of the article, or one with the same offsets.
        sentences: of the article, in order.
    """
    found: set[int] = set()
    at, last = (sentences[0].start, sentences[-1].end) if sentences else (0, 0)
    while match := pattern.search(text, at, last):
        number, _, end = sentences[bisect_right(sentences, match.start(), key=_START) - 1]
        if match.start() < end:
            found.add(number)
        at = max(end, match.end())
    return found


def matches_by_sentence(
    pattern: re.Pattern[str], text: str, sentences: Sequence[Sentence]
) -> dict[int, list[re.Match[str]]]:
    """Return the matches in each sentence that has any, by its place in `sentences`; their offsets are of the text.

    Args: as for `numbers_matching`.
    """
    found: dict[int, list[re.Match[str]]] = {}
    for match in pattern.finditer(text, sentences[0].start, sentences[-1].end) if sentences else ():
        found.setdefault(bisect_right(sentences, match.start(), key=_START) - 1, []).append(match)
    return found

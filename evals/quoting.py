"""The sentences of the article that an item rests on, with the runs that gold and the prediction quote marked."""

from __future__ import annotations

from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from evals.labels import Item, Quote
from summarizer.article import Sentence, Span
from summarizer.chunking import split_sentences
from summarizer.matching import FoldedText

Mark = tuple[int, int]
"""A half-open run, counted from the start of the sentence."""


class ContextSentence(BaseModel):
    """One sentence and the runs of it that each side quotes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: int
    text: str
    gold: tuple[Mark, ...]
    predicted: tuple[Mark, ...]


def context_of(text: str, *, gold: Item | None, predicted: Item | None) -> tuple[ContextSentence, ...]:
    """Return the sentences that the evidence of either side touches, in order of the text.

    A quote without offsets counts where it first stands; one that stands nowhere marks nothing.
    """
    folded, sentences = _prepared(text)
    gold_spans, predicted_spans = _spans(gold, folded), _spans(predicted, folded)
    return tuple(
        ContextSentence(
            number=sentence.number,
            text=sentence.span.slice(text),
            gold=_marks(gold_spans, sentence.span),
            predicted=_marks(predicted_spans, sentence.span),
        )
        for sentence in sentences
        if any(_overlap(span, sentence.span) for span in (*gold_spans, *predicted_spans))
    )


@lru_cache(maxsize=8)
def _prepared(text: str) -> tuple[FoldedText, tuple[Sentence, ...]]:
    """Fold and split an article once for all its mistakes."""
    return FoldedText(text), split_sentences(text)


def _spans(item: Item | None, folded: FoldedText) -> list[Span]:
    return [span for quote in (item.evidence if item else ()) for span in _place(quote, folded)]


def _place(quote: Quote, folded: FoldedText) -> list[Span]:
    if quote.start is not None and quote.end is not None:
        return [Span(quote.start, quote.end)]
    return folded.find(quote.quote)[:1]


def _marks(spans: list[Span], sentence: Span) -> tuple[Mark, ...]:
    """Return the parts of the spans inside the sentence, overlapping ones united."""
    marks: list[Mark] = []
    for span in sorted(one for one in spans if _overlap(one, sentence)):
        start, end = max(span.start, sentence.start) - sentence.start, min(span.end, sentence.end) - sentence.start
        if marks and start <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((start, end))
    return tuple(marks)


def _overlap(left: Span, right: Span) -> bool:
    return left.start < right.end and right.start < left.end

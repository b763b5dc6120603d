"""Whether people are sent, told by the company words keep: where `staff` knows no verb of sending or staying.

Under an agreement somebody with a number or a name, who neither learns nor speaks nor belongs to years gone by, is
mostly one who comes (队伍翌日晚上进城，另外四人都是副主任医师). A trained model weighs what stands around them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from summarizer.article import Span
from summarizer.normalising.quantities import QuantityMention
from summarizer.rules.framing import (
    SentenceView,
    is_background,
    is_ceremony,
    is_done,
    is_forward,
    is_hope,
    is_negated,
    is_past,
    is_policy,
)
from summarizer.rules.likelihood import LIKELY, load_model, pairs
from summarizer.rules.people import Title

_BEFORE, _BEHIND = 8, 10
"""How many characters of the clause before and behind the people are looked at by their place."""

_FRAMES = {
    "past": is_past,
    "hope": is_hope,
    "policy": is_policy,
    "background": is_background,
    "ceremony": is_ceremony,
    "lack": is_negated,
    "done": is_done,
    "forward": is_forward,
}


def is_likely_sent(view: SentenceView, title: Title, count: QuantityMention | None, *, known: Iterable[str]) -> bool:
    """Whether people of whom no rule knows what they do are yet most likely sent.

    Args:
        view: their sentence, which belongs to an agreement.
        title: who they are.
        count: how many, where a number tells it.
        known: names of what the rules see in the sentence, as in training.
    """
    model = load_model("staff")
    around = model.score((*known, *signs_around(view, title, count)))
    return around + _of_sentence(view.text) > LIKELY


@lru_cache(maxsize=64)
def _of_sentence(text: str) -> int:
    model = load_model("staff")
    return model.score(signs_of_sentence(text)) - model.level


def signs_of_sentence(text: str) -> Iterator[str]:
    """What a sentence shows of all people in it."""
    yield from {*pairs(text, "s")}
    yield from (name for name, holds in _FRAMES.items() if holds(text))


def signs_around(view: SentenceView, title: Title, count: QuantityMention | None) -> Iterator[str]:
    """What stands around people, and what they are."""
    text, clause = view.text, view.clause_at(title.span.start)
    start, end = title.span
    if count is not None:
        start = max(clause.start, min(start, count.span.start))
        end = count.span.end if end < count.span.end <= clause.end else end
    before, behind = text[max(clause.start, start - _BEFORE) : start], text[end : min(clause.end, end + _BEHIND)]
    counted = "named" if title.person else count.quantity.op if count else "bare"
    yield f"{title.kind} {counted}"
    yield f"b{before[-1:]}"
    yield f"e{before[-2:]}"
    yield f"a{behind[:1]}"
    yield f"f{behind[:2]}"
    yield from {*pairs(before, "b")}
    yield from {*pairs(behind, "a")}
    yield from {*pairs(_clause_before(text, clause), "p")}
    yield from {*pairs(_clause_behind(text, clause), "n")}


def _clause_before(text: str, clause: Span) -> str:
    end = max(0, clause.start - 1)
    return text[max(text.rfind(",", 0, end), text.rfind(";", 0, end), text.rfind(":", 0, end)) + 1 : end]


def _clause_behind(text: str, clause: Span) -> str:
    start = clause.end + 1
    ends = [at for sign in ",;:。" if (at := text.find(sign, start)) >= 0]
    return text[start : min(ends, default=len(text))]

"""How a prediction is scored against a label: the shared contract's section 3, nothing else.

Agreements pair by the names of their parties, items pair within a pair of agreements, and what is left over is a false
positive or a miss (`summarizer.comparing`). Every figure follows from these pairs; the *kinds* of mistake only name
them for people. A score belongs to one article; an article that could not be read has none (it is failed, not zero).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evals.labels import FIELDS, FieldName, Item, Label, Party, quote_stands
from summarizer.comparing import pairing
from summarizer.comparing.item_rules import NEAR, is_right, nearness
from summarizer.comparing.pairing import AGAINST_GOLD, pair_agreements, pair_by, pair_items, sides_of, steps
from summarizer.matching import FoldedText

MistakeKind = Literal["missed", "invented", "wrong_value", "wrong_agreement", "wrong_role", "ungrounded"]
"""`missed` and `invented` stand alone; `wrong_value` joins a miss and a false positive of one field and agreement that
resemble each other; `wrong_agreement` is right for another agreement; `wrong_role` is a right party with another role;
`ungrounded` has evidence that does not stand in the text, right or not."""

PlacedItem = pairing.PlacedItem[Item]
"""An item and where it stands in its document."""

_Pair = pairing.Pair[Item]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items were right, wrongly given (false positives) and missed (false negatives)."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def all_right(self) -> bool:
        """Nothing wrong and nothing missed."""
        return self.wrong == 0 and self.missed == 0


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that went wrong, with what gold says beside what was predicted."""

    kind: MistakeKind
    field: FieldName
    gold: PlacedItem | None
    predicted: PlacedItem | None


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """Everything counted on one article."""

    counts: dict[FieldName, Counts]
    agreements: Counts
    roles_right: int
    """Matched parties with the right role; the matched parties are `counts["parties"].right`."""
    ungrounded: int
    predicted_items: int
    negative: bool
    """Gold has no agreement."""
    false_alarm: bool
    """Negative, and yet an agreement was predicted."""
    mistakes: tuple[Mistake, ...]

    @property
    def all_right(self) -> bool:
        """Every item right and none missing, no agreement too many. Roles are reported beside, not counted here."""
        return self.agreements.all_right and all(counts.all_right for counts in self.counts.values())


def score_article(gold: Label, predicted: Label, *, text: str | None) -> ArticleScore:
    """Score one article.

    Args:
        gold: what the reader says.
        predicted: what the engine says, or a second reader.
        text: the cleaned text, to check the evidence of `predicted`; None leaves evidence unchecked.
    """
    gold_sides, predicted_sides = sides_of(gold.agreements), sides_of(predicted.agreements)
    agreement_pairs = pair_agreements(gold_sides, predicted_sides, AGAINST_GOLD)
    right = [pair for sides in agreement_pairs for pair in pair_items(*sides, AGAINST_GOLD)]
    gold_items = [placed for side in gold_sides for placed in side.placed]
    predicted_items = [placed for side in predicted_sides for placed in side.placed]
    wrong_roles = [_mistake("wrong_role", g, p) for g, p in right if not _same_role(g.item, p.item)]
    ungrounded = _ungrounded(predicted_items, text)
    paired_sides = {p.number: g.number for g, p in agreement_pairs}
    return ArticleScore(
        counts={field: _count(field, gold_items, predicted_items, right) for field in FIELDS},
        agreements=Counts(
            len(agreement_pairs), len(predicted_sides) - len(agreement_pairs), len(gold_sides) - len(agreement_pairs)
        ),
        roles_right=sum(pair[0].field == "parties" for pair in right) - len(wrong_roles),
        ungrounded=len(ungrounded),
        predicted_items=len(predicted_items),
        negative=not gold.agreements,
        false_alarm=not gold.agreements and bool(predicted.agreements),
        mistakes=(
            *_name_mistakes(gold_items, predicted_items, right, paired_sides),
            *wrong_roles,
            *(_mistake("ungrounded", None, placed) for placed in ungrounded),
        ),
    )


def _same_role(gold: Item, predicted: Item) -> bool:
    return not (isinstance(gold, Party) and isinstance(predicted, Party)) or gold.role == predicted.role


def _ungrounded(predicted: list[PlacedItem], text: str | None) -> list[PlacedItem]:
    if text is None:
        return []
    folded = FoldedText(text)
    return [one for one in predicted if not all(quote_stands(quote, folded) for quote in one.item.evidence)]


def _count(field: FieldName, gold: list[PlacedItem], predicted: list[PlacedItem], right: list[_Pair]) -> Counts:
    matched = sum(pair[0].field == field for pair in right)
    given = sum(placed.field == field for placed in predicted)
    due = sum(placed.field == field for placed in gold)
    return Counts(matched, given - matched, due - matched)


def _mistake(kind: MistakeKind, gold: PlacedItem | None, predicted: PlacedItem | None) -> Mistake:
    placed = gold or predicted
    assert placed is not None, "a mistake is about an item"
    return Mistake(kind, placed.field, gold, predicted)


def _name_mistakes(
    gold: list[PlacedItem], predicted: list[PlacedItem], right: list[_Pair], gold_of: dict[int, int]
) -> list[Mistake]:
    """Give every item that is not right its kind of mistake, each item once.

    Args:
        gold: all gold items of the article.
        predicted: all predicted items.
        right: the pairs that are right.
        gold_of: the number of the gold agreement that each predicted one is paired with.
    """

    def elsewhere(g: PlacedItem, p: PlacedItem) -> int:
        there = gold_of.get(p.agreement) != g.agreement
        return 1 + steps(g, p) if there and g.field == p.field and is_right(g.field, g.item, p.item) else 0

    def resembling(g: PlacedItem, p: PlacedItem) -> int:
        here = gold_of.get(p.agreement) == g.agreement
        return steps(g, p) if here and g.field == p.field and nearness(g.field, g.item, p.item) >= NEAR else 0

    missed = _without(gold, [g for g, _ in right])
    invented = _without(predicted, [p for _, p in right])
    # Right for another agreement says more than "wrong value", so it is looked for first.
    moved = pair_by(missed, invented, elsewhere)
    missed, invented = _without(missed, [g for g, _ in moved]), _without(invented, [p for _, p in moved])
    changed = pair_by(missed, invented, resembling)
    missed, invented = _without(missed, [g for g, _ in changed]), _without(invented, [p for _, p in changed])
    copied = [p for p in invented if any(elsewhere(g, p) for g in gold)]
    return [
        *(_mistake("wrong_agreement", g, p) for g, p in moved),
        *(_mistake("wrong_agreement", None, p) for p in copied),
        *(_mistake("wrong_value", g, p) for g, p in changed),
        *(_mistake("invented", None, p) for p in _without(invented, copied)),
        *(_mistake("missed", g, None) for g in missed),
    ]


def _without(items: list[PlacedItem], taken: list[PlacedItem]) -> list[PlacedItem]:
    return [one for one in items if one not in taken]

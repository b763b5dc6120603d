"""What comparing asks of an item, whoever read it: an engine's result or a person's label, which need not know offsets.

The contract's own types (`summarizer.schema`) have these shapes, and so have the labels of the exam.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, Protocol

from summarizer.schema import Frequency, Level, Quantity, Role, TrainingKind

FieldName = Literal["parties", "signing_date", "duration", "dispatched_staff", "target_metrics", "training_commitments"]

FIELDS: tuple[FieldName, ...] = (
    "parties",
    "signing_date",
    "duration",
    "dispatched_staff",
    "target_metrics",
    "training_commitments",
)
"""The six fields that are compared, in the contract's order."""


class Quoted(Protocol):
    """A run of the text."""

    @property
    def quote(self) -> str: ...  # noqa: D102  # the contract's


class Told(Protocol):
    """Something that rests on runs of the text."""

    @property
    def evidence(self) -> Sequence[Quoted]: ...  # noqa: D102


class PartyShape(Told, Protocol):
    """A bound organisation."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def role(self) -> Role: ...  # noqa: D102
    @property
    def aliases(self) -> Sequence[str]: ...  # noqa: D102


class DateShape(Told, Protocol):
    """The day of signing."""

    @property
    def value(self) -> str: ...  # noqa: D102


class DurationShape(Told, Protocol):
    """The term."""

    @property
    def months(self) -> int | None: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102


class StaffShape(Told, Protocol):
    """People sent."""

    @property
    def level(self) -> Level: ...  # noqa: D102
    @property
    def or_above(self) -> bool: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def count(self) -> Quantity | None: ...  # noqa: D102


class TargetShape(Told, Protocol):
    """A checkable target."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def quantity(self) -> Quantity | None: ...  # noqa: D102
    @property
    def goal(self) -> str | None: ...  # noqa: D102
    @property
    def frequency(self) -> Frequency | None: ...  # noqa: D102


class TrainingShape(Told, Protocol):
    """Something done to train people."""

    @property
    def kind(self) -> TrainingKind: ...  # noqa: D102


def items_of(agreement: Any, field: FieldName) -> tuple[Any, ...]:
    """Return the items of one field; a field that holds one value has one item or none."""
    value = getattr(agreement, field)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def path_of(agreement: Any, number: int, field: FieldName, index: int) -> str:
    """Return where an item stands in its document: `agreements[0].parties[1]`, `agreements[0].duration`."""
    many = isinstance(getattr(agreement, field), tuple)
    return f"agreements[{number}].{field}" + (f"[{index}]" if many else "")

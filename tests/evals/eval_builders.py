"""Labels in one line each: what a test does not name has a harmless value."""

from __future__ import annotations

from typing import Any

from evals.labels import (
    Agreement,
    DispatchedStaff,
    Duration,
    Label,
    LabelledArticle,
    Party,
    Quote,
    SigningDate,
    TargetMetric,
    TrainingCommitment,
)
from summarizer.schema import Frequency, Level, Op, Quantity, Role, TrainingKind


def quotes(*texts: str) -> tuple[Quote, ...]:
    return tuple(Quote(quote=text) for text in texts)


def number(value: float, op: Op = "eq", upper: float | None = None, unit: str | None = None) -> Quantity:
    return Quantity(op=op, value=value, upper=upper, unit=unit)


def party(name: str, role: Role = "partner", *, aliases: tuple[str, ...] = (), quote: str | None = None) -> Party:
    return Party(name=name, role=role, aliases=aliases, evidence=quotes(quote or name))


def date(value: str, quote: str = "签约") -> SigningDate:
    return SigningDate(value=value, evidence=quotes(quote))


def term(months: int | None, text: str = "期限") -> Duration:
    return Duration(months=months, text=text, evidence=quotes(text))


def staff(
    level: Level,
    count: Quantity | None = None,
    *,
    or_above: bool = False,
    title: str = "医师",
    quote: str = "选派医师",
    position: str | None = None,
) -> DispatchedStaff:
    return DispatchedStaff(
        level=level,
        or_above=or_above,
        title=title,
        count=count,
        departments=(),
        position=position,
        term=None,
        evidence=quotes(quote),
    )


def target(
    name: str, quantity: Quantity | None = None, goal: str | None = None, *, quote: str | None = None
) -> TargetMetric:
    return TargetMetric(
        name=name, quantity=quantity, goal=goal, frequency=None, deadline=None, evidence=quotes(quote or name)
    )


def training(kind: TrainingKind, quote: str, *, frequency: Frequency | None = None) -> TrainingCommitment:
    return TrainingCommitment(kind=kind, audience=None, count=None, frequency=frequency, evidence=quotes(quote))


def agreement(*parties: Party, **fields: Any) -> Agreement:
    """Give the parties, and fields by their contract names; lists may be given as lists."""
    empty: dict[str, Any] = {
        "name": None,
        "signing_date": None,
        "duration": None,
        "dispatched_staff": (),
        "target_metrics": (),
        "training_commitments": (),
    }
    return Agreement(parties=parties, **{**empty, **fields})


def label(*agreements: Agreement, article_id: str = "a1") -> Label:
    return Label(schema_version="1", article=LabelledArticle(id=article_id), agreements=agreements)

"""What a careful reader put in each field, read from a label file and checked.

A label has the contract's names; its evidence needs only `quote`, because people copy words, not offsets. An
`ArticleSummary` is therefore a label too, and so is a prediction here: both sides of a score are `Label`s, and two
readers compare the same way as a reader and an engine. Inside an agreement nothing unknown is allowed (a mistyped
field would silently count as "not stated"); around it, fields of other tools are ignored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from summarizer.comparing.shapes import FIELDS as FIELDS
from summarizer.comparing.shapes import FieldName as FieldName
from summarizer.comparing.shapes import items_of
from summarizer.errors import InputError
from summarizer.matching import FoldedText
from summarizer.schema import ArticleSummary, Frequency, IsoDay, Level, PartialDate, Quantity, Role, TrainingKind

MAX_QUOTE_CHARS = 120
"""Source: contract, section 2, "Evidence"."""

MARKS = frozenset({"second_reader", "confidence"})

MAX_TOLD_FAULTS = 5
"""The first faults of a file show what is wrong with the rest."""


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Quote(_Closed):
    """A run of the cleaned text, with or without its place."""

    quote: Annotated[str, Field(min_length=1)]
    start: int | None = None
    end: int | None = None


Quotes = Annotated[tuple[Quote, ...], Field(min_length=1)]
Wording = Annotated[str, Field(min_length=1)]


class _Item(_Closed):
    @model_validator(mode="before")
    @classmethod
    def _without_marks(cls, value: Any) -> Any:
        """Drop how much an engine's value is to be trusted: that is no part of what it says."""
        if not isinstance(value, dict):
            return value
        return {name: part for name, part in value.items() if name not in MARKS}


class Party(_Item):
    """A bound organisation."""

    name: Wording
    role: Role
    aliases: tuple[str, ...]
    evidence: Quotes


class SigningDate(_Item):
    """The day of signing."""

    value: PartialDate
    evidence: Quotes


class Duration(_Item):
    """The term of the agreement."""

    months: Annotated[int, Field(ge=1)] | None
    text: Wording
    evidence: Quotes


class DispatchedStaff(_Item):
    """People sent."""

    level: Level
    or_above: bool
    title: Wording
    count: Quantity | None
    departments: tuple[str, ...]
    position: str | None
    term: str | None
    evidence: Quotes


class TargetMetric(_Item):
    """A checkable target."""

    name: Wording
    quantity: Quantity | None
    goal: str | None
    frequency: Frequency | None
    deadline: str | None
    evidence: Quotes

    @model_validator(mode="after")
    def _says_something_checkable(self) -> TargetMetric:
        if self.quantity is None and self.goal is None:
            raise ValueError("a target has a quantity, a goal or both")
        return self


class TrainingCommitment(_Item):
    """Something done to train the recipient's people."""

    kind: TrainingKind
    audience: str | None
    count: Quantity | None
    frequency: Frequency | None
    evidence: Quotes


Item = Party | SigningDate | Duration | DispatchedStaff | TargetMetric | TrainingCommitment


class Agreement(_Closed):
    """One agreement."""

    name: str | None
    parties: tuple[Party, ...]
    signing_date: SigningDate | None
    duration: Duration | None
    dispatched_staff: tuple[DispatchedStaff, ...]
    target_metrics: tuple[TargetMetric, ...]
    training_commitments: tuple[TrainingCommitment, ...]

    def items(self, field: FieldName) -> tuple[Item, ...]:
        """Return the items of one field; a field that holds one value has one item or none."""
        found: tuple[Item, ...] = items_of(self, field)
        return found


class LabelledArticle(BaseModel):
    """Which article a label is about, as its reader saw it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Wording
    title: str | None = None
    published: IsoDay | None = None
    publisher: str | None = None


class Label(BaseModel):
    """One article's agreements, by a reader or an engine."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    schema_version: Literal["1"]
    article: LabelledArticle
    why: str | None = None
    """What the article is there to test, in English."""
    agreements: tuple[Agreement, ...]


@dataclass(frozen=True, slots=True)
class LabelFault:
    """Something wrong with a label that is well-formed."""

    path: str
    """Such as `agreements[0].parties[1].evidence[0]`."""
    problem: str


class LabelError(InputError):
    """A file is not a label; `faults` tells where."""

    def __init__(self, faults: tuple[LabelFault, ...], *, source: Path) -> None:
        self.faults = faults
        told = "; ".join(f"{fault.path}: {fault.problem}" for fault in faults[:MAX_TOLD_FAULTS])
        more = f"; and {len(faults) - MAX_TOLD_FAULTS} more" if len(faults) > MAX_TOLD_FAULTS else ""
        super().__init__(f"not a label: {told}{more}", source=source)


def load_label(path: Path) -> Label:
    """Read one label file.

    Raises:
        LabelError: the file is not JSON, or not a label; names the file and the JSON path.
        InputError: the file can't be read.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(error.strerror or "can't be read", source=path) from error
    try:
        return Label.model_validate_json(content.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        faults = tuple(LabelFault(json_path(entry["loc"]), entry["msg"]) for entry in error.errors())
        raise LabelError(faults, source=path) from error


def label_of(summary: ArticleSummary) -> Label:
    """Return an engine's result as a label, so that it can be scored."""
    return Label.model_validate(summary.model_dump())


def json_path(location: tuple[int | str, ...]) -> str:
    """Return a place in a JSON document: `("agreements", 0, "parties")` is `agreements[0].parties`."""
    path = ""
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path or "(document)"


def each_item(label: Label) -> Iterator[tuple[str, Item]]:
    """Yield every item of a label with its JSON path."""
    for number, agreement in enumerate(label.agreements):
        for field in FIELDS:
            single = not isinstance(getattr(agreement, field), tuple)
            for index, item in enumerate(agreement.items(field)):
                yield f"agreements[{number}].{field}" + ("" if single else f"[{index}]"), item


def check_label(label: Label, *, article_id: str, text: str) -> list[LabelFault]:
    """Check what only the article can tell, and what the contract's invariants ask.

    Args:
        label: a well-formed label.
        article_id: the article it is meant for, from the names of the files.
        text: the cleaned text of that article.

    Returns:
        A fault for a quote that does not stand in the text, is too long or has the wrong offsets; for a duplicate; for
        an id that differs. Empty when all is well.
    """
    folded = FoldedText(text)
    faults = [
        LabelFault(f"{path}.evidence[{index}]", problem)
        for path, item in each_item(label)
        for index, quote in enumerate(item.evidence)
        for problem in _quote_problems(quote, folded)
    ]
    if label.article.id != article_id:
        faults.insert(0, LabelFault("article.id", f"is {label.article.id!r}, the file's name says {article_id!r}"))
    return faults + _duplicates(label)


def quote_stands(quote: Quote, folded: FoldedText) -> bool:
    """Say whether a quote stands in the text: at its offsets when it has them, anywhere when not."""
    if quote.start is not None and quote.end is not None:
        return folded.text[quote.start : quote.end] == quote.quote
    return bool(folded.find(quote.quote))


def _quote_problems(quote: Quote, folded: FoldedText) -> Iterator[str]:
    if not quote_stands(quote, folded):
        yield "the quote does not stand in the cleaned text" + (" at its offsets" if quote.start is not None else "")
    if len(quote.quote) > MAX_QUOTE_CHARS:
        yield f"the quote has {len(quote.quote)} characters, more than {MAX_QUOTE_CHARS}"


def _duplicates(label: Label) -> list[LabelFault]:
    seen: dict[tuple[str, str], str] = {}
    faults = []
    for path, item in each_item(label):
        key = (path.partition(".")[0] + type(item).__name__, item.model_dump_json())
        if key in seen:
            faults.append(LabelFault(path, f"is the same as {seen[key]}"))
        seen.setdefault(key, path)
    return faults

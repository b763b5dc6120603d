"""The published contract: what one article becomes, field for field (shared contract, section 1).

Every model here is frozen and closed. Names are stable: some may be added, none renamed. Offsets are code points
into the cleaned text of the article; `end` is exclusive.

Annotations are not put off by `from __future__`: pydantic would compile each of them from its text again.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer, model_validator

SCHEMA_VERSION: Literal["1"] = "1"

Role = Literal["supporter", "recipient", "partner"]
"""支援方, 受援方, and `partner` where both are equal or the text does not say."""

Level = Literal["chief", "associate_chief", "attending", "resident", "management", "expert", "other"]
"""正高, 副高, 中级, 初级, posts of management, experts with no grade told, other staff with no grade told."""

Op = Literal["eq", "ge", "gt", "le", "lt", "approx", "range"]
Frequency = Literal["weekly", "monthly", "quarterly", "yearly", "per_term", "irregular"]
TrainingKind = Literal["further_study", "on_site_teaching", "lecture", "remote", "formal_program", "other"]
Engine = Literal["llm", "rules"]

SecondReader = Literal["agreed", "llm_only"]
"""What the rules engine says of a value that the LLM engine read: the same, or not the same or nothing."""

Confidence = Annotated[float, Field(ge=0, le=1)]
"""How often values supported like this one are right, by `python -m evals calibrate`; two digits."""


def _in_the_calendar(value: str) -> str:
    """Refuse 2022-02-31: no table or calendar takes it."""
    year, month, day = ([int(part) for part in value.split("-")] + [1, 1])[:3]
    date(year, month, day)
    return value


IsoDay = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_in_the_calendar)]
PartialDate = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$"), AfterValidator(_in_the_calendar)]


def _plain_number(value: float) -> float | int:
    """Write 18, not 18.0."""
    return int(value) if value == int(value) else value


Number = Annotated[
    float, Field(allow_inf_nan=False), PlainSerializer(_plain_number, return_type=float | int, when_used="json")
]


class _Closed(BaseModel):
    # A validator is built when first used: hardly a run needs those of all these models.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Evidence(_Closed):
    """A contiguous run of the cleaned text: `text[start:end] == quote`, at most 120 characters."""

    quote: Annotated[str, Field(min_length=1, max_length=120)]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]


EvidenceList = Annotated[tuple[Evidence, ...], Field(min_length=1)]


class Quantity(_Closed):
    """A number with its comparison: 50余人 is `gt 50 人`, 1-2个 is `range 1..2 个`, 九成 is `eq 90 %`."""

    op: Op
    value: Number
    upper: Number | None = None
    """The upper end, for `range` only."""
    unit: str | None = None
    """As written (名, 项, 个), `%` for shares, `元` for money; null when the text gives none."""

    @model_validator(mode="after")
    def _upper_only_for_range(self) -> "Quantity":
        if (self.op == "range") != (self.upper is not None):
            raise ValueError("`upper` belongs to op `range`, and only to it")
        return self


# Every item ends with two marks that say how much to trust it. `second_reader` is null without a cross-check, and
# `confidence` is null for what the LLM engine read. Neither is part of the value.


class Party(_Closed):
    """An organisation that signs, is bound, or is named as the object of the help."""

    name: Annotated[str, Field(min_length=1)]
    """The full name, as the article gives it at its most complete."""
    role: Role
    aliases: tuple[str, ...]
    """Shorter forms (盛京医院), 我院, 甲方, plaque names; never 该院 or 双方."""
    evidence: EvidenceList
    second_reader: SecondReader | None = None
    confidence: Confidence | None = None


class SigningDate(_Closed):
    """The day of signing, else of the unveiling; as precise as the text."""

    value: PartialDate
    evidence: EvidenceList
    second_reader: SecondReader | None = None
    confidence: Confidence | None = None


class Duration(_Closed):
    """The term of the agreement."""

    months: Annotated[int, Field(ge=1)] | None
    """Whole months; null for a term without a length (长期)."""
    text: Annotated[str, Field(min_length=1)]
    evidence: EvidenceList
    second_reader: SecondReader | None = None
    confidence: Confidence | None = None


class DispatchedStaff(_Closed):
    """People one party sends to another: one item for each level and position the text tells apart."""

    level: Level
    or_above: bool
    title: Annotated[str, Field(min_length=1)]
    """The wording, such as 副高以上职称."""
    count: Quantity | None
    departments: tuple[str, ...]
    position: str | None
    """The post they are sent to hold (副院长)."""
    term: str | None
    """Length or rhythm of the stay, as worded (每批6个月)."""
    evidence: EvidenceList
    second_reader: SecondReader | None = None
    confidence: Confidence | None = None


class TargetMetric(_Closed):
    """Something forward-looking and checkable: a number, or a grade or status to reach."""

    name: Annotated[str, Field(min_length=1)]
    quantity: Quantity | None
    goal: str | None
    frequency: Frequency | None
    deadline: str | None
    evidence: EvidenceList
    second_reader: SecondReader | None = None
    confidence: Confidence | None = None

    @model_validator(mode="after")
    def _says_something_checkable(self) -> "TargetMetric":
        if self.quantity is None and self.goal is None:
            raise ValueError("a target has a quantity, a goal or both")
        return self


class TrainingCommitment(_Closed):
    """What is done under the agreement to train the recipient's people."""

    kind: TrainingKind
    audience: str | None
    count: Quantity | None
    """Trainees, otherwise sessions."""
    frequency: Frequency | None
    evidence: EvidenceList
    second_reader: SecondReader | None = None
    confidence: Confidence | None = None


class Agreement(_Closed):
    """A cooperation between at least two organisations, reported as signed, renewed, unveiled or established."""

    name: str | None
    """《…协议》 as written, with its marks 《》; null when the text does not name it."""
    parties: tuple[Party, ...]
    signing_date: SigningDate | None
    duration: Duration | None
    dispatched_staff: tuple[DispatchedStaff, ...]
    target_metrics: tuple[TargetMetric, ...]
    training_commitments: tuple[TrainingCommitment, ...]


Item = Party | SigningDate | Duration | DispatchedStaff | TargetMetric | TrainingCommitment


class RulesOnly(_Closed):
    """Something that only the second reader read: a question to whoever reviews, not a value."""

    field: Literal["parties", "signing_date", "duration", "dispatched_staff", "target_metrics", "training_commitments"]
    agreement: Annotated[int, Field(ge=0)] | None
    """Index of the agreement it belongs to; null when the second reader alone found the agreement."""
    text: str
    """What it read, in a few words of Chinese."""
    item: Item
    instead_of: str | None = None
    """Path of the value that says something else of the same thing, such as `agreements[0].signing_date`."""


class CrossCheck(_Closed):
    """What holding two readings together told; see `summarizer.comparing.second_reading`."""

    review_score: Annotated[float, Field(ge=0, le=1)]
    """The share of what either engine read that the other did not read so: 0 is full agreement."""
    rules_only: tuple[RulesOnly, ...]


class ArticleInfo(_Closed):
    """Which article this is."""

    id: str
    source: str
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Of the raw bytes."""
    title: str | None
    published: IsoDay | None
    publisher: str | None
    chars: Annotated[int, Field(ge=0)]
    """Of the cleaned text, in code points."""
    text: str
    """The cleaned text itself, in which every span counts: without it a quote can't be looked up in its place."""
    duplicate_of: str | None = None
    """The id of an earlier article of the same run that this one repeats, to the word or nearly so; its agreements were
    read once, and stand here with spans in this article's own text. Null for every other article."""


class ArticleWarning(_Closed):
    """Something a reader of the result must know; `code` is stable, `message` is for people."""

    code: str
    message: str
    path: str | None = None
    """Where in the result, such as `agreements[0].signing_date`; null for the article as a whole."""


class Provenance(_Closed):
    """Who read the article, and what it cost."""

    engine: Engine
    model: str | None
    prompt_sha256: str | None
    chunks: int
    requests: int
    input_tokens: int
    output_tokens: int
    seconds: float
    settings_sha256: str | None = None
    """Hash of everything beside the article that decides the result (engine, model, prompt, schema, sampling), by which
    a batch knows what it has finished; null outside of batches."""


class ArticleSummary(_Closed):
    """One article, one JSON object, one line of JSONL."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    article: ArticleInfo
    agreements: tuple[Agreement, ...]
    summary: Annotated[str, Field(max_length=300)]
    warnings: tuple[ArticleWarning, ...]
    provenance: Provenance
    cross_check: CrossCheck | None = None
    """Null when there was no second reader."""

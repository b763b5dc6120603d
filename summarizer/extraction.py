"""What an engine hands back for one chunk: wordings copied from the text, and where they stand.

An engine copies, it does not calculate: dates, terms, numbers and grades stay wordings here, and
`summarizer.normalising` reads them, the same way for both engines. An item says where it rests either by sentence
numbers (`sentences`, what an LLM cites) or by exact runs (`evidence`, what the rules know); grounding turns the
first into the second and checks both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from summarizer.article import Chunk, Span
from summarizer.schema import ArticleWarning, Engine, Role, TrainingKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """The base of every item: where it rests."""

    sentences: tuple[int, ...] = ()
    """Numbers of the sentences it rests on."""
    evidence: tuple[Span, ...] = ()
    """Exact runs of the cleaned text; empty until grounding for an engine that cites sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedParty(Extracted):
    """An organisation bound by the agreement."""

    name: str
    role: Role
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedDate(Extracted):
    """The day of signing, as worded: 5月9日, 昨日, 2021年5月."""

    wording: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedDuration(Extracted):
    """The term of the agreement, as worded: 五年, 2021年至2025年, 长期."""

    wording: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedStaff(Extracted):
    """People sent. `count` is a wording such as 18名 or 50余人."""

    title: str
    count: str | None = None
    departments: tuple[str, ...] = ()
    position: str | None = None
    term: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedTarget(Extracted):
    """A target. `quantity` is a wording such as 超过90% or 2项以上; `frequency` one such as 每年."""

    name: str
    quantity: str | None = None
    goal: str | None = None
    frequency: str | None = None
    deadline: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedTraining(Extracted):
    """A training commitment. `wording` is the clause that makes it (到我院进修学习); the rest are wordings too."""

    kind: TrainingKind
    wording: str
    audience: str | None = None
    count: str | None = None
    frequency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedAgreement:
    """One agreement as one chunk tells it."""

    name: str | None = None
    parties: tuple[ExtractedParty, ...] = ()
    signing_date: ExtractedDate | None = None
    duration: ExtractedDuration | None = None
    dispatched_staff: tuple[ExtractedStaff, ...] = ()
    target_metrics: tuple[ExtractedTarget, ...] = ()
    training_commitments: tuple[ExtractedTraining, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What an extraction cost, failed attempts included."""

    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            requests=self.requests + other.requests,
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkExtraction:
    """Everything one engine says about one chunk."""

    agreements: tuple[ExtractedAgreement, ...] = ()
    warnings: tuple[ArticleWarning, ...] = ()
    """Why something was not read (`reply_truncated`, `reply_refused`): "not stated" and "not read" differ."""
    usage: Usage = Usage()


class Extractor(Protocol):
    """An engine: reads one chunk, never sees another."""

    @property
    def engine(self) -> Engine:
        """Which engine this is."""
        ...

    @property
    def model(self) -> str | None:
        """The model's name; None for the rules."""
        ...

    @property
    def prompt_sha256(self) -> str | None:
        """Hash of the static prompt and the wire schema; None for the rules."""
        ...

    @property
    def max_chars(self) -> int | None:
        """Longest chunk this engine takes, in characters; None reads any article whole."""
        ...

    async def extract(self, chunk: Chunk) -> ChunkExtraction:
        """Read one chunk.

        Raises:
            ModelError: the endpoint could not give a usable reply.
        """
        ...

"""What an engine hands back for one chunk: wordings copied from the text, and where they stand.

An engine copies, it does not calculate: dates, terms, numbers and grades stay wordings here, and
`summarizer.normalising` reads them, the same way for both engines. An item says where it rests either by sentence
numbers (`sentences`, what an LLM cites) or by exact runs (`evidence`, what the rules know); grounding turns the
first into the second and checks both.

Everything here is a named tuple: ten dataclasses took 25 million instructions to define. Annotations are not put off by
`from __future__`, for then the text of each is compiled anew, another 5 million. Give fields by their names.
"""

from typing import NamedTuple, Protocol, TypeVar

from summarizer.article import Chunk, Span
from summarizer.schema import ArticleWarning, Engine, Role, TrainingKind

Sentences = tuple[int, ...]
"""Numbers of the sentences that an item rests on."""

Runs = tuple[Span, ...]
"""Exact runs of the cleaned text; empty until grounding for an engine that cites sentences."""


class ExtractedParty(NamedTuple):
    """An organisation bound by the agreement."""

    name: str
    role: Role
    aliases: tuple[str, ...] = ()
    sentences: Sentences = ()
    evidence: Runs = ()


class ExtractedDate(NamedTuple):
    """The day of signing, as worded: 5月9日, 昨日, 2021年5月."""

    wording: str
    sentences: Sentences = ()
    evidence: Runs = ()


class ExtractedDuration(NamedTuple):
    """The term of the agreement, as worded: 五年, 2021年至2025年, 长期."""

    wording: str
    sentences: Sentences = ()
    evidence: Runs = ()


class ExtractedStaff(NamedTuple):
    """People sent. `count` is a wording such as 18名 or 50余人."""

    title: str
    count: str | None = None  # type: ignore[assignment]  # of people; a tuple of fields is not searched
    departments: tuple[str, ...] = ()
    position: str | None = None
    term: str | None = None
    sentences: Sentences = ()
    evidence: Runs = ()


class ExtractedTarget(NamedTuple):
    """A target. `quantity` is a wording such as 超过90% or 2项以上; `frequency` one such as 每年."""

    name: str
    quantity: str | None = None
    goal: str | None = None
    frequency: str | None = None
    deadline: str | None = None
    sentences: Sentences = ()
    evidence: Runs = ()


class ExtractedTraining(NamedTuple):
    """A training commitment. `wording` is the clause that makes it (到我院进修学习); the rest are wordings too."""

    kind: TrainingKind
    wording: str
    audience: str | None = None
    count: str | None = None  # type: ignore[assignment]  # of people; a tuple of fields is not searched
    frequency: str | None = None
    sentences: Sentences = ()
    evidence: Runs = ()


Extracted = ExtractedParty | ExtractedDate | ExtractedDuration | ExtractedStaff | ExtractedTarget | ExtractedTraining
ExtractedItem = TypeVar(
    "ExtractedItem",
    ExtractedParty,
    ExtractedDate,
    ExtractedDuration,
    ExtractedStaff,
    ExtractedTarget,
    ExtractedTraining,
)
"""Of what gives back the kind of item that it takes."""


class ExtractedAgreement(NamedTuple):
    """One agreement as one chunk tells it."""

    name: str | None = None
    parties: tuple[ExtractedParty, ...] = ()
    signing_date: ExtractedDate | None = None
    duration: ExtractedDuration | None = None
    dispatched_staff: tuple[ExtractedStaff, ...] = ()
    target_metrics: tuple[ExtractedTarget, ...] = ()
    training_commitments: tuple[ExtractedTraining, ...] = ()


class Usage(NamedTuple):
    """What an extraction cost, failed attempts included."""

    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0

    def __add__(self, other: "Usage") -> "Usage":  # type: ignore[override]  # costs add up, they are not chained
        return Usage(
            requests=self.requests + other.requests,
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
        )


class ChunkExtraction(NamedTuple):
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

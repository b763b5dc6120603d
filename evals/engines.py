"""The engines that can be examined, behind one door.

rules      the engine without a model
llm        a real endpoint, by the same settings as `summarizer` itself
recorded   the LLM engine, run in full against recorded replies on the loopback server
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evals.cases import Case
from evals.report import EngineName
from evals.running import ExtractorFor, Outcome
from summarizer.extraction import Extractor

if TYPE_CHECKING:
    from evals.replaying import Replay


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine that is ready to read."""

    name: EngineName
    model: str | None
    extractor_for: ExtractorFor
    concurrency: int = 1
    judge: Callable[[Outcome], Outcome] = lambda outcome: outcome
    """Sees each outcome last: recorded replies that did not fit make it a failure."""
    extractors: tuple[Extractor, ...] = ()
    """What `aclose` closes."""
    replays: Mapping[str, Replay] = field(default_factory=dict)
    """Of `recorded`: the replies of each article."""

    async def aclose(self) -> None:
        """Close connections, in the event loop that used them."""
        for extractor in self.extractors:
            closing = getattr(extractor, "aclose", None)
            if closing is not None:
                await closing()


@contextmanager
def open_engine(name: EngineName, cases: Sequence[Case], *, model: str | None = None) -> Iterator[Engine]:
    """Make an engine ready, and close it afterwards.

    Args:
        name: which one.
        cases: what it will read; `recorded` loads their replies.
        model: wins over the environment's, for `llm`.

    Raises:
        ConfigError: the settings are not usable.
        InputError: a recording is not one.
    """
    if name == "recorded":
        from evals.replaying import open_replay

        with open_replay(cases) as engine:
            yield engine
        return
    from summarizer.settings import load_settings

    settings = load_settings(engine=name, model=model)
    extractor = settings.extractor()
    concurrency = settings.concurrency if name == "llm" else 1
    yield Engine(name, extractor.model, _always(extractor), concurrency, extractors=(extractor,))


def _always(extractor: Extractor) -> ExtractorFor:
    return lambda case: extractor

"""Small sets of articles on disk, engines that play what they are told, and the reports that come of it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from evals.cases import Case, folder_cases
from evals.labels import Label
from evals.report import EngineName, Report, build_report
from evals.running import Outcome, run_cases
from summarizer.article import Chunk
from summarizer.errors import InvalidReplyError
from summarizer.extraction import ChunkExtraction, ExtractedAgreement, ExtractedDate, ExtractedDuration, ExtractedParty
from summarizer.schema import Engine

TEXT = "甲市人民医院与乙县人民医院签约\n2021年5月9日，甲市人民医院与乙县人民医院签署对口帮扶协议，期限五年。"


@dataclass
class ScriptedExtractor:
    """Gives each article the extraction written for it; an article without one is an endpoint's failure."""

    extractions: Mapping[str, ChunkExtraction]
    engine: Engine = "rules"
    model: str | None = None
    prompt_sha256: str | None = None
    max_chars: int | None = None
    asked: list[str] = field(default_factory=list)

    async def extract(self, chunk: Chunk) -> ChunkExtraction:
        self.asked.append(chunk.article.id)
        if chunk.article.id not in self.extractions:
            raise InvalidReplyError("no usable reply", endpoint="scripted")
        return self.extractions[chunk.article.id]


def extraction(*, day: str | None = "2021年5月9日", years: str | None = "五年") -> ChunkExtraction:
    """What a reader of TEXT would copy; None leaves a field out."""
    agreement = ExtractedAgreement(
        parties=(
            ExtractedParty(name="甲市人民医院", role="supporter", sentences=(2,)),
            ExtractedParty(name="乙县人民医院", role="recipient", sentences=(2,)),
        ),
        signing_date=ExtractedDate(wording=day, sentences=(2,)) if day else None,
        duration=ExtractedDuration(wording=years, sentences=(2,)) if years else None,
    )
    return ChunkExtraction(agreements=(agreement,))


def write_cases(folder: Path, gold: Label, names: tuple[str, ...], *, text: str = TEXT) -> list[Case]:
    """Write one text under several names, all with the same label."""
    for name in names:
        for kind, suffix, content in (("articles", "txt", text), ("labels", "json", gold.model_dump_json())):
            path = folder / kind / f"{name}.{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    return folder_cases(folder / "articles", folder / "labels")


def run(cases: list[Case], extractor: ScriptedExtractor) -> list[Outcome]:
    return asyncio.run(run_cases(cases, lambda case: extractor))


def report_of(cases: list[Case], *runs: Mapping[str, ChunkExtraction], engine: EngineName = "rules") -> Report:
    """Examine the cases once for each set of extractions."""
    outcomes = [run(cases, ScriptedExtractor(extractions)) for extractions in runs]
    return build_report(outcomes, engine=engine, model=None, wall_seconds=1.0)

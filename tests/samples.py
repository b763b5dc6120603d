"""Small values that several tests build on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from summarizer.article import Article
from summarizer.extraction import (
    ChunkExtraction,
    ExtractedAgreement,
    ExtractedDate,
    ExtractedDuration,
    ExtractedParty,
    ExtractedStaff,
    Usage,
)
from summarizer.schema import ArticleSummary, DispatchedStaff, Evidence, Party, TargetMetric, TrainingCommitment

TEXT = (
    "云江医科大学附属第一医院与石门县人民医院签约\n"
    "6月15日，云江医科大学附属第一医院与石门县人民医院签订对口帮扶协议，协议期五年，选派副主任医师8名。"
)


def an_article(text: str = TEXT, *, article_id: str = "a", published: date | None = date(2023, 6, 20)) -> Article:
    return Article(
        id=article_id, source=f"{article_id}.txt", sha256="0" * 64, text=text, title="签约", published=published
    )


def an_extraction(**usage: int) -> ChunkExtraction:
    """Return what an engine says about `TEXT`."""
    agreement = ExtractedAgreement(
        parties=(
            ExtractedParty(name="云江医科大学附属第一医院", role="supporter", sentences=(2,)),
            ExtractedParty(name="石门县人民医院", role="recipient", sentences=(2,)),
        ),
        signing_date=ExtractedDate(wording="6月15日", sentences=(2,)),
        duration=ExtractedDuration(wording="五年", sentences=(2,)),
        dispatched_staff=(ExtractedStaff(title="副主任医师", count="8名", sentences=(2,)),),
    )
    return ChunkExtraction(agreements=(agreement,), usage=Usage(**usage))


def evidence_of(summary: ArticleSummary) -> Iterator[Evidence]:
    """Yield every piece of evidence of a summary."""
    for agreement in summary.agreements:
        yield from agreement.signing_date.evidence if agreement.signing_date else ()
        yield from agreement.duration.evidence if agreement.duration else ()
        lists: tuple[tuple[Party | DispatchedStaff | TargetMetric | TrainingCommitment, ...], ...] = (
            agreement.parties,
            agreement.dispatched_staff,
            agreement.target_metrics,
            agreement.training_commitments,
        )
        yield from (piece for items in lists for item in items for piece in item.evidence)

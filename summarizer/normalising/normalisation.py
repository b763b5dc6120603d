"""A grounded extraction → agreements of the contract.

What the wordings mean is decided in the modules beside this one; here is decided what happens when one can't be read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from summarizer.article import Article, Span
from summarizer.extraction import (
    ChunkExtraction,
    Extracted,
    ExtractedAgreement,
    ExtractedDate,
    ExtractedDuration,
    ExtractedParty,
    ExtractedStaff,
    ExtractedTarget,
    ExtractedTraining,
)
from summarizer.normalising.date_context import dateline_of, day_told, year_told
from summarizer.normalising.dates import resolve_date
from summarizer.normalising.durations import is_long_term, parse_months, parse_open_months
from summarizer.normalising.frequencies import parse_frequency
from summarizer.normalising.levels import parse_level
from summarizer.normalising.names import count_named
from summarizer.normalising.quantities import parse_quantity
from summarizer.patterns import late
from summarizer.schema import (
    Agreement,
    ArticleWarning,
    DispatchedStaff,
    Duration,
    Evidence,
    Party,
    Quantity,
    SigningDate,
    TargetMetric,
    TrainingCommitment,
)

MAX_EVIDENCE_CHARS = 120
"""The contract's limit for one run of evidence."""

# 2016年4月结对，5月9日签约 leans on the year told; 创建于1958年的…，5月9日 and 自2016年…以来，5月9日 do not.
_YEAR_BEFORE = late(
    r"(?:^|[，,：:“”])(?:早在|在|于)?(?P<year>(?:19|20)\d\d)\s?年(?P<month>\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?)?"
    r"(?![\d前内底末后以起至到])"
)
_NOT_THEN = late(r"今年|去年|明年|前年|如今|这一年|次年|年后|以来|至今|创[建办]|始建|成立|建[院成]")
_SENTENCE_ENDS = late(r"[。！？；\n]")
_T = TypeVar("_T")


class NormalisedChunk(NamedTuple):
    """One chunk's agreements as the contract shapes them, and what could not be read."""

    agreements: tuple[Agreement, ...]
    warnings: tuple[ArticleWarning, ...]


class _Normaliser:
    """Reads the items of one article; collects why something was left out."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.warnings: list[ArticleWarning] = []
        self._quotes: dict[Span, Evidence | None] = {}
        """Runs quoted so far: items of one clause rest on the same one."""

    def read(self, agreement: ExtractedAgreement) -> Agreement:
        """Read one agreement, item by item."""
        signed = self._signing_date(agreement.signing_date) if agreement.signing_date else None
        return Agreement(
            name=_marked_name(agreement.name, self.article.text),
            parties=_distinct([self._party(item) for item in agreement.parties]),
            signing_date=signed,
            duration=self._duration(agreement.duration, signed) if agreement.duration else None,
            dispatched_staff=_distinct([self._staff(item) for item in agreement.dispatched_staff]),
            target_metrics=_distinct([self._target(item) for item in agreement.target_metrics]),
            training_commitments=_distinct([self._training(item) for item in agreement.training_commitments]),
        )

    def _party(self, item: ExtractedParty) -> Party | None:
        evidence, name = self._evidence(item, "parties"), item.name.strip()
        if evidence is None or not name:
            return None
        aliases = dict.fromkeys(alias.strip() for alias in item.aliases)
        kept = tuple(alias for alias in aliases if alias and alias != name)
        return Party(name=name, role=item.role, aliases=kept, evidence=evidence)

    def _signing_date(self, item: ExtractedDate) -> SigningDate | None:
        evidence = self._evidence(item, "signing_date")
        if evidence is None:
            return None
        text, at = self.article.text, self._stands_at(item)
        anchor = dateline_of(text, self.article.published)
        resolved = resolve_date(
            item.wording,
            published=anchor,
            context_year=self._year_told_before(item) or year_told(text, item.wording, at, anchor),
            context_day=day_told(text, item.wording, at, anchor),
        )
        if resolved.value is not None:
            return SigningDate(value=resolved.value, evidence=evidence)
        if resolved.status == "year_unknown":
            self._warn("year_unknown", f"“{item.wording}”没有年份，页面也没有发布日期", "signing_date")
        elif resolved.status == "unreadable":
            self._warn("date_unreadable", f"读不出日期：“{item.wording}”", "signing_date")
        return None

    def _stands_at(self, item: ExtractedDate) -> int:
        """Where the wording stands in the article."""
        at = self.article.text.find(item.wording, item.evidence[0].start) if item.evidence else -1
        return max(at, item.evidence[0].start if item.evidence else 0)

    def _year_told_before(self, item: ExtractedDate) -> int | None:
        """The year a date leans on before the publication's: 2016年4月结对，5月9日签约."""
        if not item.evidence:
            return None
        text, start = self.article.text, item.evidence[0].start
        stands_at = text.find(item.wording, start, item.evidence[0].end)
        before = text[max(0, start - 60) : max(stands_at, start)]
        if "年" not in before:
            return None
        before = _SENTENCE_ENDS.split(before)[-1]
        years = list(_YEAR_BEFORE.finditer(before))
        if not years or _NOT_THEN.search(before, years[-1].start()):
            return None
        # A year alone (2016年，…) may open any tale; with its month it narrates the days before this one.
        leans = self.article.published is None or years[-1]["month"]
        return int(years[-1]["year"]) if leans else None

    def _duration(self, item: ExtractedDuration, signed: SigningDate | None) -> Duration | None:
        published = self.article.published
        months = parse_months(item.wording, published_year=published.year if published else None)
        if months is None:
            months = parse_open_months(item.wording, signed=signed.value if signed else None)
        evidence = self._evidence(item, "duration")
        if evidence is None:
            return None
        if months is None and not is_long_term(item.wording):
            self._warn("duration_unreadable", f"读不出期限：“{item.wording}”", "duration")
            return None
        return Duration(months=months, text=item.wording.strip(), evidence=evidence)

    def _staff(self, item: ExtractedStaff) -> DispatchedStaff | None:
        evidence, title = self._evidence(item, "dispatched_staff"), item.title.strip()
        if evidence is None or not title:
            return None
        position = _stated(item.position)
        level, or_above = parse_level(title, position)
        return DispatchedStaff(
            level=level,
            or_above=or_above,
            title=title,
            count=_head_count(item.count) if item.count else None,
            departments=_distinct(_stated(department) for department in item.departments),
            position=position,
            term=_stated(item.term),
            evidence=evidence,
        )

    def _target(self, item: ExtractedTarget) -> TargetMetric | None:
        evidence, name = self._evidence(item, "target_metrics"), item.name.strip()
        if evidence is None or not name:
            return None
        quantity, goal = parse_quantity(item.quantity) if item.quantity else None, _stated(item.goal)
        if quantity is None and goal is None:
            self._warn("target_not_checkable", f"目标没有数字或等级：“{name}”", "target_metrics")
            return None
        return TargetMetric(
            name=name,
            quantity=quantity,
            goal=goal,
            frequency=parse_frequency(item.frequency) if item.frequency else None,
            deadline=_stated(item.deadline),
            evidence=evidence,
        )

    def _training(self, item: ExtractedTraining) -> TrainingCommitment | None:
        evidence = self._evidence(item, "training_commitments")
        if evidence is None:
            return None
        return TrainingCommitment(
            kind=item.kind,
            audience=_stated(item.audience),
            count=parse_quantity(item.count) if item.count else None,
            frequency=parse_frequency(item.frequency) if item.frequency else None,
            evidence=evidence,
        )

    def _evidence(self, item: Extracted, path: str) -> tuple[Evidence, ...] | None:
        """Quote the item's runs; an item without any is not reported (contract, "Evidence")."""
        quotes = _distinct([self._quote(span) for span in item.evidence])
        if not quotes:
            self._warn("no_evidence", "找不到原文依据，已略去", path)
        return quotes or None

    def _quote(self, span: Span) -> Evidence | None:
        if span not in self._quotes:
            start, end = max(0, span.start), min(span.end, span.start + MAX_EVIDENCE_CHARS, len(self.article.text))
            quote = self.article.text[start:end]
            self._quotes[span] = Evidence(quote=quote, start=start, end=end) if quote else None
        return self._quotes[span]

    def _warn(self, code: str, message: str, path: str) -> None:
        self.warnings.append(ArticleWarning(code=code, message=message, path=path))


def normalise(extraction: ChunkExtraction, article: Article) -> NormalisedChunk:
    """Read every wording of a grounded extraction.

    Args:
        extraction: its items carry `evidence` spans of `article.text`.
        article: the text, and the publication date that dates without a year lean on.

    Returns:
        The agreements in order. An item that can't be read is left out, an optional value becomes null; a warning
        (`year_unknown`, `date_unreadable`, `duration_unreadable`, `target_not_checkable`, `no_evidence`) says so; its
        `path` names the field only: which agreement it is will be known after merging.
    """
    normaliser = _Normaliser(article)
    agreements = tuple(normaliser.read(agreement) for agreement in extraction.agreements)
    return NormalisedChunk(agreements=agreements, warnings=tuple(dict.fromkeys(normaliser.warnings)))


def _stated(wording: str | None) -> str | None:
    """Blank is not stated."""
    return wording.strip() or None if wording else None


def _head_count(wording: str) -> Quantity | None:
    """A number of people, or people named one by one (contract, "Dispatched staff")."""
    named = count_named(wording.strip())
    return parse_quantity(wording) if named is None else Quantity(op="eq", value=named)


def _marked_name(name: str | None, text: str) -> str | None:
    """The name as written: in 《》 where the text sets it in these or in the brackets that stand for them."""
    bare = (name or "").strip("《》〈〉「」『』 \t\u3000")
    if not bare:
        return None
    return f"《{bare}》" if any(f"{left}{bare}" in text for left in "《「『") else bare


def _distinct(items: Iterable[_T | None]) -> tuple[_T, ...]:
    """Lists of the contract hold no duplicates."""
    stated = [item for item in items if item is not None]
    return tuple(dict.fromkeys(stated) if len(stated) > 1 else stated)

"""A summary as tables for a terminal: field, value, and the sentence with the evidence highlighted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from summarizer.article import Article
from summarizer.chunking import split_sentences
from summarizer.prose import quantity_wording
from summarizer.schema import (
    Agreement,
    ArticleSummary,
    CrossCheck,
    DispatchedStaff,
    Evidence,
    Frequency,
    Item,
    TargetMetric,
    TrainingCommitment,
)
from summarizer.vocabulary import FIELDS_ZH, FREQUENCIES_ZH, KINDS_ZH, LEVELS_ZH, ROLES_ZH, SECOND_READER_ZH

EVIDENCE_STYLE = "bold yellow"

Row = tuple[str, str, Item]


def render_summary(summary: ArticleSummary, article: Article) -> Iterator[RenderableType]:
    """Yield what to print for one article, in order."""
    info = summary.article
    yield Text(info.title or info.id, style="bold")
    yield Text(
        f"{info.published or '日期不详'}  {info.publisher or '来源不详'}  {info.chars}字  {info.source}", style="dim"
    )
    for number, agreement in enumerate(summary.agreements, start=1):
        yield _table(number, agreement, article)
    if summary.cross_check:
        yield from _questions(summary.cross_check)
    yield Text(summary.summary)
    for warning in summary.warnings:
        yield Text(f"⚠ {warning.code}: {warning.message}", style="yellow")


def _questions(checked: CrossCheck) -> Iterator[RenderableType]:
    yield Text(f"复核分 {checked.review_score:.2f}", style="bold")
    for asked in checked.rules_only:
        of = f"合作 {asked.agreement + 1}：" if asked.agreement is not None else ""
        yield Text(f"？{of}仅规则读到：{asked.text}（{asked.item.evidence[0].quote}）", style="yellow")


def _table(number: int, agreement: Agreement, article: Article) -> Table:
    title = f"合作 {number}" + (f"：{agreement.name}" if agreement.name else "")
    table = Table(title=title, title_justify="left", show_lines=True, expand=True)
    table.add_column("字段", no_wrap=True)
    table.add_column("值", ratio=2, overflow="fold")
    table.add_column("原文", ratio=5, overflow="fold")
    for field, value, item in _rows(agreement):
        table.add_row(Text(field), _value(value, item), _sentences(article, item.evidence))
    return table


def _value(value: str, item: Item) -> Text:
    shown = Text(value)
    if item.second_reader == "llm_only":
        shown.append(f"\n？{SECOND_READER_ZH['llm_only']}", style="yellow")
    if item.confidence is not None:
        shown.append(f"\n把握 {item.confidence:.0%}", style="dim")
    return shown


def _rows(agreement: Agreement) -> Iterator[Row]:
    for party in agreement.parties:
        names = f"{party.name}（{'、'.join(party.aliases)}）" if party.aliases else party.name
        yield ROLES_ZH[party.role], names, party
    if agreement.signing_date:
        yield FIELDS_ZH["signing_date"], agreement.signing_date.value, agreement.signing_date
    if agreement.duration:
        months = agreement.duration.months
        term = f"（{months}个月）" if months is not None else ""
        yield FIELDS_ZH["duration"], f"{agreement.duration.text}{term}", agreement.duration
    yield from ((FIELDS_ZH["dispatched_staff"], _staff(item), item) for item in agreement.dispatched_staff)
    yield from ((FIELDS_ZH["target_metrics"], _target(item), item) for item in agreement.target_metrics)
    yield from ((FIELDS_ZH["training_commitments"], _training(item), item) for item in agreement.training_commitments)


def _staff(item: DispatchedStaff) -> str:
    level = f"{LEVELS_ZH[item.level]}{'及以上' if item.or_above else ''}：{item.title}"
    count = quantity_wording(item.count) if item.count else None
    return _lines(level, count, item.position, "、".join(item.departments), item.term)


def _target(item: TargetMetric) -> str:
    quantity = quantity_wording(item.quantity) if item.quantity else None
    return _lines(item.name, quantity, item.goal, _rhythm(item.frequency), item.deadline)


def _training(item: TrainingCommitment) -> str:
    count = quantity_wording(item.count) if item.count else None
    return _lines(KINDS_ZH[item.kind], item.audience, count, _rhythm(item.frequency))


def _rhythm(frequency: Frequency | None) -> str | None:
    return FREQUENCIES_ZH[frequency] if frequency else None


def _lines(*values: str | None) -> str:
    return "\n".join(value for value in values if value)


def _sentences(article: Article, evidence: Iterable[Evidence]) -> Text:
    """Return the sentences that hold the evidence, the evidence itself highlighted."""
    shown = Text()
    spans = [(piece.start, piece.end) for piece in evidence]
    for sentence in split_sentences(article.text):
        held = [(start, end) for start, end in spans if start < sentence.end and sentence.start < end]
        if not held:
            continue
        text = Text(sentence.span.slice(article.text))
        for start, end in held:
            text.stylize(EVIDENCE_STYLE, max(start - sentence.start, 0), end - sentence.start)
        shown.append_text(text if not shown else Text("\n").append_text(text))
    return shown

"""Summaries as a Markdown digest: per agreement a paragraph of prose, each statement with the sentences it rests on.

Text of articles is quoted, never interpreted: every character that means something in Markdown or HTML is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, count
from tempfile import TemporaryFile
from typing import TextIO

from summarizer.chunking import split_sentences
from summarizer.comparing.shapes import FIELDS, items_of
from summarizer.exporting.jsonl import to_json_line
from summarizer.prose import NO_AGREEMENT, describe_item, quantity_wording
from summarizer.schema import (
    Agreement,
    ArticleSummary,
    DispatchedStaff,
    Evidence,
    Party,
    TargetMetric,
    TrainingCommitment,
)
from summarizer.vocabulary import FREQUENCIES_ZH, KINDS_ZH, LEVELS_ZH, ROLES_ZH, WARNINGS_ZH

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&:=^$@])")
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


def write_digest(summaries: Iterable[ArticleSummary], stream: TextIO) -> int:
    """Write the digest of all summaries; return how many there were.

    Articles keep their order, unless they were cross-checked: then those that need a look most come first.
    """
    coming = iter(summaries)
    first = next(coming, None)
    if first is None:
        return 0
    coming = chain([first], coming)
    return _write(_doubtful_first(coming) if first.cross_check else coming, stream)


def _write(summaries: Iterable[ArticleSummary], stream: TextIO) -> int:
    numbers = count(1)
    written = 0
    for written, summary in enumerate(summaries, start=1):
        stream.write(("\n" if written > 1 else "") + "\n".join(_article(summary, numbers)) + "\n")
    return written


def _doubtful_first(summaries: Iterable[ArticleSummary]) -> Iterator[ArticleSummary]:
    """Sort by review score, downwards; the summaries wait on disk, because they may be many."""
    places: list[tuple[float, int]] = []
    with TemporaryFile() as waiting:
        for summary in summaries:
            score = summary.cross_check.review_score if summary.cross_check else 0.0
            places.append((-score, waiting.tell()))
            waiting.write(to_json_line(summary).encode("utf-8") + b"\n")
        for _, place in sorted(places):
            waiting.seek(place)
            yield ArticleSummary.model_validate_json(waiting.readline())


def escape_markdown(text: str) -> str:
    """Return the text on one line, every sign of Markdown and HTML escaped, invisible characters out."""
    return _SPECIAL.sub(r"\\\1", _BLANKS.sub(" ", text)).strip()


def _article(summary: ArticleSummary, numbers: count[int]) -> Iterator[str]:
    info = summary.article
    yield f"## {escape_markdown(info.title or info.id) or '无题'}"
    yield ""
    origin = (info.published or "日期不详", info.publisher or "发布机构不详", f"来源 {info.source}")
    yield " · ".join(escape_markdown(part) for part in origin)
    yield ""
    if not summary.agreements:
        yield NO_AGREEMENT
        yield ""
    notes = _Notes(info.text, numbers)
    yield from _doubts(summary, notes)
    for number, agreement in enumerate(summary.agreements, start=1):
        lead = f"**合作{number}** " if len(summary.agreements) > 1 else ""
        yield lead + "；".join(_clauses(agreement, notes)) + "。"
        yield ""
    for warning in summary.warnings:
        name = WARNINGS_ZH.get(warning.code, warning.code)
        yield f"> 提醒（{escape_markdown(name)}）：{escape_markdown(warning.message)}"
        yield ">"
    yield from notes.lines()


def _doubts(summary: ArticleSummary, notes: _Notes) -> Iterator[str]:
    """What to look at first: values that the rules did not read, and what they alone read."""
    if summary.cross_check is None:
        return
    yield f"**复核分 {summary.cross_check.review_score:.2f}**"
    yield ""
    lines = [
        f"- 规则未读到：{escape_markdown(describe_item(item))}{notes.refer(item.evidence)}"
        for agreement in summary.agreements
        for field in FIELDS
        for item in items_of(agreement, field)
        if item.second_reader == "llm_only"
    ]
    lines += [
        f"- 仅规则读到：{escape_markdown(asked.text)}{notes.refer(asked.item.evidence)}"
        for asked in summary.cross_check.rules_only
    ]
    if lines:
        yield from (*lines, "")


def _clauses(agreement: Agreement, notes: _Notes) -> Iterator[str]:
    if agreement.signing_date:
        yield f"签约日期 {agreement.signing_date.value}{notes.refer(agreement.signing_date.evidence)}"
    if agreement.name:
        yield f"协议 {escape_markdown(agreement.name)}"
    for parties in _by_role(agreement):
        names = "、".join(_party(party) + notes.refer(party.evidence) for party in parties)
        yield f"{ROLES_ZH[parties[0].role]} {names}"
    if agreement.duration:
        yield f"期限 {escape_markdown(agreement.duration.text)}{notes.refer(agreement.duration.evidence)}"
    for heading, items in (
        ("派驻", [(_staff(item), item.evidence) for item in agreement.dispatched_staff]),
        ("目标", [(_target(item), item.evidence) for item in agreement.target_metrics]),
        ("培训", [(_training(item), item.evidence) for item in agreement.training_commitments]),
    ):
        if items:
            yield f"{heading} " + "，".join(escape_markdown(text) + notes.refer(evidence) for text, evidence in items)


def _by_role(agreement: Agreement) -> Iterator[list[Party]]:
    for role in ROLES_ZH:
        parties = [party for party in agreement.parties if party.role == role]
        if parties:
            yield parties


def _party(party: Party) -> str:
    aliases = "、".join(escape_markdown(alias) for alias in party.aliases if alias.strip())
    return escape_markdown(party.name) + (f"（{aliases}）" if aliases else "")


def _staff(item: DispatchedStaff) -> str:
    level = LEVELS_ZH[item.level] + ("及以上" if item.or_above else "")
    count_text = quantity_wording(item.count) if item.count else ""
    post = f"任{item.position}" if item.position else ""
    extras = "，".join(part for part in (level, "、".join(item.departments), item.term or "") if part)
    return f"{item.title}{count_text}{post}（{extras}）"


def _target(item: TargetMetric) -> str:
    rhythm = FREQUENCIES_ZH[item.frequency] if item.frequency else ""
    goal = item.goal if item.goal and item.goal != item.name else ""
    number = quantity_wording(item.quantity) if item.quantity else ""
    return " ".join(part for part in (f"{item.deadline or ''}{rhythm}{item.name}", goal, number) if part)


def _training(item: TrainingCommitment) -> str:
    rhythm = FREQUENCIES_ZH[item.frequency] if item.frequency else ""
    number = quantity_wording(item.count) if item.count else ""
    extras = "，".join(part for part in (item.audience or "", number) if part)
    return f"{rhythm}{KINDS_ZH[item.kind]}" + (f"（{extras}）" if extras else "")


class _Notes:
    """The footnotes of one article: one for each run of sentences, however often it is referred to."""

    def __init__(self, text: str, numbers: count[int]) -> None:
        self._text, self._numbers = text, numbers
        self._sentences = [(sentence.start, sentence.end) for sentence in split_sentences(text)]
        self._given: dict[tuple[int, int], int] = {}

    def refer(self, evidence: Iterable[Evidence]) -> str:
        """Return the references to the sentences around the evidence."""
        runs = dict.fromkeys(self._around(piece) for piece in evidence)
        for run in runs:
            if run not in self._given:
                self._given[run] = next(self._numbers)
        return "".join(f"[^{self._given[run]}]" for run in runs)

    def lines(self) -> Iterator[str]:
        """Yield the footnotes."""
        if self._given:
            yield ""
        for (start, end), number in self._given.items():
            yield f"[^{number}]: {escape_markdown(self._text[start:end])}"

    def _around(self, piece: Evidence) -> tuple[int, int]:
        touched = [(start, end) for start, end in self._sentences if start < piece.end and piece.start < end]
        return (touched[0][0], touched[-1][1]) if touched else (piece.start, piece.end)

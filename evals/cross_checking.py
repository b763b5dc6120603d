"""What the second reader is worth: of the wrong values, how many it flags; and of the right ones, how many it does too.

A value is wrong when the contract's scoring finds no gold item for it, or when a party has the wrong role. The curve
flags more and more: first only what the rules contradict, then all they did not read so (the mark `llm_only`), then
also what carries a warning.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, get_args

from evals.cases import Case
from evals.engines import open_engine
from evals.labels import FIELDS, FieldName, label_of
from evals.running import Outcome, run_cases
from evals.scoring import ArticleScore, score_article
from evals.statistics import Interval, share_interval
from summarizer.comparing.item_rules import is_right
from summarizer.comparing.pairing import sides_of
from summarizer.pipeline import summarize_article
from summarizer.rules import RulesExtractor
from summarizer.schema import ArticleSummary

Flag = Literal["contradicted", "llm_only", "llm_only or warned"]
FLAGS: tuple[Flag, ...] = get_args(Flag)
"""From the narrowest to the widest; `llm_only` is the mark that records carry."""

Share = tuple[int, int]
"""Part and whole."""


@dataclass(frozen=True, slots=True)
class CheckedValue:
    """One value of the LLM engine, by the label and by the second reader."""

    article: str
    field: FieldName
    wrong: bool
    flags: frozenset[Flag]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What the second reader flagged on a set of articles."""

    articles: int
    failed: tuple[str, ...]
    values: tuple[CheckedValue, ...]
    questions: Share
    """How many of the questions are right values, and how many there are."""
    missed: Share
    """How many of the values that the LLM engine missed stand among the questions, and how many it missed."""

    def flagged(self, flag: Flag, *, wrong: bool, field: FieldName | None = None) -> Share:
        """Return how many of the wrong (or right) values a flag marks."""
        of = [value for value in self.values if value.wrong is wrong and field in (None, value.field)]
        return sum(flag in value.flags for value in of), len(of)

    def interval(self, flag: Flag, *, wrong: bool) -> Interval | None:
        """Return the 95 % interval of that share over articles."""
        shares: dict[str, list[int]] = {value.article: [0, 0] for value in self.values}
        for value in self.values:
            if value.wrong is wrong:
                shares[value.article][0] += flag in value.flags
                shares[value.article][1] += 1
        return share_interval([(part, whole) for part, whole in shares.values()])


def cross_check_cases(
    cases: Sequence[Case],
    *,
    engine: Literal["recorded", "llm"] = "recorded",
    model: str | None = None,
    progress: Callable[[Outcome], None] = lambda outcome: None,
) -> CheckReport:
    """Read the cases with the LLM engine and the rules beside it, and hold the marks against the labels.

    Raises:
        ConfigError: the settings are not usable.
        InputError: a recording is not one.
    """
    read = partial(summarize_article, second_reader=RulesExtractor())
    with open_engine(engine, cases, model=model) as opened:

        async def read_all() -> list[Outcome]:
            try:
                return await run_cases(cases, opened.extractor_for, concurrency=opened.concurrency, summarize=read)
            finally:
                await opened.aclose()

        outcomes = [opened.judge(outcome) for outcome in asyncio.run(read_all())]
    for outcome in outcomes:
        progress(outcome)
    return build_check_report(outcomes)


def build_check_report(outcomes: Sequence[Outcome]) -> CheckReport:
    """Hold the marks of some results against their labels."""
    read = [(outcome.case, outcome.summary) for outcome in outcomes if outcome.summary is not None]
    scored = [(case, summary, score_article(case.label, label_of(summary), text=None)) for case, summary in read]
    asked = [_asked(case, summary, score) for case, summary, score in scored]
    return CheckReport(
        articles=len(read),
        failed=tuple(outcome.case.id for outcome in outcomes if outcome.summary is None),
        values=tuple(value for one in scored for value in _values(*one)),
        questions=(sum(one[0][0] for one in asked), sum(one[0][1] for one in asked)),
        missed=(sum(one[1][0] for one in asked), sum(one[1][1] for one in asked)),
    )


def check_report_as_markdown(report: CheckReport) -> str:
    """Draw the report: the curve, the fields at the mark, the questions."""
    lines = [f"### {report.articles} articles, {len(report.values)} values", "", _HEAD, _RULE]
    for flag in FLAGS:
        cells = [
            _told(report.flagged(flag, wrong=wrong), report.interval(flag, wrong=wrong)) for wrong in (True, False)
        ]
        lines.append(f"| {flag} | {' | '.join(cells)} |")
    lines += ["", "By field, flagged as `llm_only`:", "", _HEAD.replace("flag", "field"), _RULE]
    for field in FIELDS:
        cells = [_told(report.flagged("llm_only", wrong=wrong, field=field)) for wrong in (True, False)]
        lines.append(f"| {field} | {' | '.join(cells)} |")
    lines += [
        "",
        f"Questions (read by the rules only) that are right values: {_told(report.questions)}.",
        f"Values the LLM missed that stand among the questions: {_told(report.missed)}.",
        "",
    ]
    return "\n".join(lines)


_HEAD = "| flag | of the wrong values | of the right values |"
_RULE = "| --- | ---: | ---: |"


def _told(share: Share, interval: Interval | None = None) -> str:
    part, whole = share
    if not whole:
        return "–"
    wide = f" ({100 * interval.low:.0f} to {100 * interval.high:.0f})" if interval else ""
    return f"{part} / {whole} = {100 * part / whole:.1f} %{wide}"


def _values(case: Case, summary: ArticleSummary, score: ArticleScore) -> Iterator[CheckedValue]:
    wrong = {one.predicted.path for one in score.mistakes if one.predicted is not None}
    asked = summary.cross_check.rules_only if summary.cross_check else ()
    contradicted = {question.instead_of for question in asked}
    warned = [warning.path for warning in summary.warnings if warning.path]
    for side in sides_of(summary.agreements):
        for placed in side.placed:
            unread = placed.item.second_reader == "llm_only"
            holds: dict[Flag, bool] = {
                "contradicted": unread and placed.path in contradicted,
                "llm_only": unread,
                "llm_only or warned": unread or any(path.startswith(placed.path) for path in warned),
            }
            flags = frozenset(flag for flag, held in holds.items() if held)
            yield CheckedValue(case.id, placed.field, placed.path in wrong, flags)


def _asked(case: Case, summary: ArticleSummary, score: ArticleScore) -> tuple[Share, Share]:
    """Return how many questions are right, and how many missed values stand among them, each with its whole."""
    questions = summary.cross_check.rules_only if summary.cross_check else ()
    gold: list[tuple[FieldName, Any]] = [
        (field, item) for agreement in case.label.agreements for field in FIELDS for item in agreement.items(field)
    ]
    missed = [one.gold for one in score.mistakes if one.gold is not None and one.kind != "wrong_role"]
    right = [any(field == one.field and is_right(field, item, one.item) for field, item in gold) for one in questions]
    stands = [any(one.field == q.field and is_right(one.field, one.item, q.item) for q in questions) for one in missed]
    return (sum(right), len(right)), (sum(stands), len(stands))

"""The report as Markdown: for a terminal, a README and a CI job's summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from evals.measures import COUNTED_ROWS, CountedRow, Measure, Tally, counts_of, rates, share_of, tally_from_json
from evals.rendering.wording import MEASURE_NAMES, MISTAKE_NAMES, between, item_in_words, percent
from evals.report import ArticleReport, MistakeReport, Report, SplitReport

_SHARES: tuple[Measure, ...] = ("macro", "roles", "all_right", "ungrounded", "false_alarms")


def report_as_markdown(report: Report, *, mistakes: bool = True) -> str:
    """Return the whole report.

    Args:
        report: what was measured.
        mistakes: list every mistake; False gives figures only, which tell nothing about a text.
    """
    lines = [f"## {report.engine}", "", _facts(report), ""]
    for split in report.splits:
        lines += [*_split(split, report), ""]
    if report.failed:
        lines += ["### Failed: in no figure above", ""]
        lines += [f"- `{one.id}`: {cell(one.reason)} ({one.items} gold items unscored)" for one in report.failed]
        lines.append("")
    if mistakes:
        lines += [line for article in report.articles if article.mistakes for line in _article(article, report.runs)]
    return "\n".join(lines).rstrip() + "\n"


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1) -> list[str]:
    """Return a Markdown table; columns after the first `words` hold numbers and stand to the right."""
    ruler = ["---" if column < words else "---:" for column in range(len(header))]
    return [f"| {' | '.join(row)} |" for row in (header, ruler, *rows)]


def _facts(report: Report) -> str:
    usage, prompt = report.usage, report.prompt_sha256
    facts = [
        f"engine {report.engine}",
        f"model {report.model or 'none'}",
        f"prompt {prompt[:12] if prompt else 'none'}",
        f"{usage.requests} requests",
        f"{usage.input_tokens} + {usage.output_tokens} tokens",
        f"{report.wall_seconds:.1f} s",
    ]
    return " · ".join(facts + ([f"{report.runs} runs, counts of all together"] if report.runs > 1 else []))


def _split(split: SplitReport, report: Report) -> Iterator[str]:
    yield f"### {split.split}: {split.articles} articles ({split.negatives} negative), {split.items} gold items" + (
        f", {split.failed} FAILED" if split.failed else ""
    )
    yield ""
    tally = tally_from_json(split.tally)
    header = ("field", "right", "wrong", "missed", "precision", "recall", "F1", "95 % interval")
    yield from table(header, (_f1_row(split, tally, name) for name in COUNTED_ROWS))
    yield ""
    yield from table(("share", "of", "%", "95 % interval"), share_rows(split))
    if split.spread is not None:
        yield ""
        spread_header = ("over single runs", "mean", "lowest", "highest", "standard deviation")
        yield from table(spread_header, spread_rows(split))
    kinds = Counter(m.kind for a in report.articles if a.split == split.split for m in a.mistakes)
    if kinds:
        yield ""
        yield "Mistakes: " + ", ".join(f"{count} {MISTAKE_NAMES[kind]}" for kind, count in kinds.most_common())


def _f1_row(split: SplitReport, tally: Tally, name: CountedRow) -> tuple[str, ...]:
    counts = counts_of(tally, name)
    rate, figure = rates(counts), split.figures[name]
    numbers = (str(counts.right), str(counts.wrong), str(counts.missed))
    return (
        MEASURE_NAMES[name],
        *numbers,
        *map(percent, (rate.precision, rate.recall, rate.f1)),
        between(figure),
    )


def share_rows(split: SplitReport) -> list[tuple[str, ...]]:
    """Return name, part of whole, percentage and interval of each figure that is not the F1 of counts."""
    tally = tally_from_json(split.tally)
    rows: list[tuple[str, ...]] = []
    for name in _SHARES:
        figure = split.figures[name]
        of = "" if name == "macro" else "{} / {}".format(*share_of(tally, name))
        rows.append((MEASURE_NAMES[name], of, percent(figure.value), between(figure)))
    return rows


def spread_rows(split: SplitReport) -> list[tuple[str, ...]]:
    """Return name, mean, lowest, highest and standard deviation of each measure over the single runs."""
    return [
        (MEASURE_NAMES[name], *map(percent, (spread.mean, spread.lowest, spread.highest, spread.deviation)))
        for name, spread in (split.spread or {}).items()
    ]


def _article(article: ArticleReport, runs: int) -> Iterator[str]:
    yield f"### `{article.id}` {cell(article.title or '')}"
    yield ""
    header = ("mistake", "field", "gold", "predicted", "sentences")
    yield from table(header, (_mistake_row(mistake, runs) for mistake in article.mistakes), words=len(header))
    yield ""


def _mistake_row(mistake: MistakeReport, runs: int) -> tuple[str, ...]:
    often = f" ({mistake.runs}/{runs} runs)" if runs > 1 else ""
    return (
        MISTAKE_NAMES[mistake.kind] + often,
        mistake.field,
        cell(item_in_words(mistake.gold)),
        cell(item_in_words(mistake.predicted)),
        cell(" ".join(f"[{sentence.number}] {sentence.text}" for sentence in mistake.sentences)),
    )


def cell(text: str) -> str:
    """Return text that can't leave its table cell or become markup: an article's words are data."""
    one_line = " ".join(text.split())
    for mark in ("\\", "|", "`", "*", "_", "[", "]", "#", "!"):
        one_line = one_line.replace(mark, "\\" + mark)
    return one_line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

"""The agreement of two readers as a Markdown table."""

from __future__ import annotations

from evals.agreement import Agreement
from evals.measures import COUNTED_ROWS, Measure, counts_of, share_of
from evals.rendering.markdown import table
from evals.rendering.wording import MEASURE_NAMES, NOTHING, percent

_SHARES: tuple[Measure, ...] = ("roles", "all_right")


def agreement_as_markdown(agreement: Agreement) -> str:
    """Return the table: what both say, what only one says, and the F1."""
    left_out = f", {agreement.only_first} by the first reader only" if agreement.only_first else ""
    lines = [f"{len(agreement.articles)} articles read by both{left_out}", ""]
    if agreement.only_second:
        lines += [f"By the second reader only: {', '.join(agreement.only_second)}", ""]
    rows = []
    for row in COUNTED_ROWS:
        counts = counts_of(agreement.total, row)
        numbers = (str(counts.right), str(counts.missed), str(counts.wrong))
        rows.append((MEASURE_NAMES[row], *numbers, percent(agreement.figures[row]), _ends(agreement, row)))
    rows.append((MEASURE_NAMES["macro"], "", "", "", percent(agreement.figures["macro"]), _ends(agreement, "macro")))
    for name in _SHARES:
        part, whole = share_of(agreement.total, name)
        same = (f"{part} / {whole}", "", "", percent(agreement.figures[name]))
        rows.append((MEASURE_NAMES[name], *same, _ends(agreement, name)))
    header = ("field", "both", "first only", "second only", "F1", "95 % interval")
    return "\n".join(lines + table(header, rows)) + "\n"


def _ends(agreement: Agreement, name: Measure) -> str:
    interval = agreement.intervals[name]
    return f"{percent(interval.low)} to {percent(interval.high)}" if interval else NOTHING

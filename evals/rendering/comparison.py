"""A comparison as Markdown: figure by figure, then what got fixed and what broke."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from evals.comparing import Comparison, ItemChange
from evals.measures import LOWER_IS_BETTER, MEASURES, Measure
from evals.rendering.markdown import cell, table
from evals.rendering.wording import MEASURE_NAMES, MISTAKE_NAMES, NOTHING, item_in_words, percent, points
from evals.statistics import Difference


def comparison_as_markdown(comparison: Comparison, *, items: bool = True) -> str:
    """Return one split's comparison.

    Args:
        comparison: what was compared.
        items: list the items; False gives figures and articles only, which tell nothing about a text.
    """
    lines = [f"### {comparison.split}: {len(comparison.articles)} articles in both", ""]
    header = ("measure", "before", "after", "change", "95 % interval of the change", "")
    rows = (_row(name, comparison.differences[name]) for name in MEASURES)
    lines += table(header, rows)
    if comparison.left_out:
        lines += ["", f"Left out (read by one only, or against another label): {', '.join(comparison.left_out)}"]
    lines += ["", *_changes("Fixed", comparison.fixed, items=items)]
    lines += ["", *_changes("Broken", comparison.broken, items=items)]
    return "\n".join(lines) + "\n"


def verdict(measure: Measure, difference: Difference) -> str:
    """Say what the interval allows to say."""
    interval = difference.interval
    if interval is None or difference.change is None:
        return NOTHING
    if difference.change == 0 and interval.low == interval.high == 0:
        return "same"
    if interval.low <= 0 <= interval.high:
        return "within noise"
    return "better" if (interval.low > 0) != (measure in LOWER_IS_BETTER) else "WORSE"


def _row(name: Measure, difference: Difference) -> tuple[str, ...]:
    interval = difference.interval
    ends = f"{points(interval.low)} to {points(interval.high)}" if interval else NOTHING
    figures = (percent(difference.before), percent(difference.after), points(difference.change))
    return (MEASURE_NAMES[name], *figures, ends, verdict(name, difference))


def _changes(title: str, changes: Sequence[ItemChange], *, items: bool) -> Iterator[str]:
    yield f"**{title}: {len(changes)}**"
    if not items:
        articles = Counter(change.article for change in changes)
        yield ", ".join(f"{name} ({count})" for name, count in sorted(articles.items()))
        return
    for change in changes:
        mistake = change.mistake
        told = f"gold {cell(item_in_words(mistake.gold))}, predicted {cell(item_in_words(mistake.predicted))}"
        yield f"- `{change.article}` {mistake.field}, {MISTAKE_NAMES[mistake.kind]}: {told}"

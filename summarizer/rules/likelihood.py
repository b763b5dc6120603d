"""A small trained model for what no list of wordings holds: whether people are sent.

Authors never met before find new verbs for old things (两位主治轮值，周一至周五不断档). What stays alike is the company
that words keep: pairs of characters before, behind and around, and what the sentence is besides (past, policy). The
model is a table of weights for such signs, fitted on labelled articles by `python -m evals learn`. It is asked only
where no rule speaks, and no sign decides alone (`design/likely-staff.md`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

LIKELY = 100
"""In hundredths of a logit. Above it, 12 of the 13 items were right that models added on authors they had not seen;
above 0 it were 14 of 20, the wrong ones mostly in whole articles."""


class Model(NamedTuple):
    """What every example has, and the weight of each sign, in hundredths of a logit."""

    level: int
    weights: dict[str, int]

    def score(self, signs: Iterable[str]) -> int:
        """Return the sum of the weights of what is there: above `LIKELY` it counts."""
        weights, total = self.weights, self.level
        for sign in signs:
            if sign in weights:
                total += weights[sign]
        return total


@cache
def load_model(name: str) -> Model:
    """Read a model when it is first asked.

    Args:
        name: `staff`, as in `likely_staff.json` beside this module.
    """
    text = (files("summarizer.rules") / f"likely_{name}.json").read_text(encoding="utf-8")
    content = json.loads(text)
    return Model(content["level"], content["weights"])


def pairs(text: str, place: str) -> Iterator[str]:
    """Return each two characters that stand together, marked with the place they stand in."""
    return (place + first + second for first, second in zip(text, text[1:], strict=False))

"""Lines that date a page without any label: the stamp of an account, the number of an issue.

A stamp is words of no sentence and one day, set off from each other by blanks; a sentence has punctuation or a number.
"""

from __future__ import annotations

import re

from summarizer.patterns import holds_any, late
from summarizer.reading.labels import LABEL_KINDS
from summarizer.reading.metadata import is_organisation

# 原创 某科 某某医院 2024-03-20 18:30 江苏: words of no sentence, and a day set off from them by blanks.
_STAMP_WORD = r"[^\s\d，。；：:、！？“”《》（）()]"
_STAMP = late(
    rf"^(?P<before>(?:{_STAMP_WORD}{{2,20}}\s+){{1,3}})?20\d{{2}}[-/.年]\s?\d{{1,2}}[-/.月]\s?\d{{1,2}}日?"
    rf"(?P<clock>\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?(?(before)(?:\s+{_STAMP_WORD}{{1,16}}){{0,4}}|(?:\s+{_STAMP_WORD}{{1,16}})?)"
    r"(?:\s+IP属地\s*[:：]?\s*\S{1,8})?$"
)
_LONGEST_STAMP = 80

# （2022年第14期）, 第14期（总第231期）: all that a bulletin's second line says.
_ISSUE_NUMBER = late(r"[（(]?(?:20\d{2}\s*年)?\s*第\s*\d{1,4}\s*期[)）]?\s*(?:[（(]?\s*总第?\s*\d{1,5}\s*期[)）]?)?")


def is_stamp(text: str) -> bool:
    """Tell whether a line is words and a day: 原创 某科 某某医院 2024-03-20 18:30 某省; a row of a table is none."""
    return len(text) <= _LONGEST_STAMP and "\t" not in text and _stamp(text) is not None


def _stamp(text: str) -> re.Match[str] | None:
    """What a stamp says; one has a year, and no punctuation before an address (IP属地：…), the last thing in it."""
    if "20" not in text or holds_any(text, "，。：（") and "IP属地" not in text:
        return None
    return _STAMP.match(text)


def stamped_account(text: str) -> str | None:
    """Whose account published: the name right before day and clock time (某某融媒 2020-10-13 08:00)."""
    stamp = _stamp(text)
    if stamp is None or not stamp["clock"] or not stamp["before"]:
        return None
    name = stamp["before"].split()[-1]
    return name if name not in LABEL_KINDS and (len(name) >= 4 or is_organisation(name)) else None


def stamped_names(text: str) -> list[str]:
    """The words before the day of a stamp or masthead, the nearest first: 原创 某科 某某医院 2024-03-20."""
    stamp = _stamp(text)
    return (stamp["before"] or "").split()[::-1] if stamp else re.split(r"\s|\d", text, maxsplit=1)[:1]


def is_issue_number(text: str) -> bool:
    """Tell whether a line is the number of an issue and nothing else."""
    return "期" in text and _ISSUE_NUMBER.fullmatch(text) is not None

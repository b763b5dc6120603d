"""Two readings of one article held together: which agreements and items of one are those of the other.

A label and a prediction compare by the contract's section 3, where gold decides what counts; two engines compare by the
same rules, but as equals, because neither of them is gold. Both are pure, and about values alone.
"""

from summarizer.comparing.assignment import assign
from summarizer.comparing.second_reading import CheckedReading, cross_check, tally_marks
from summarizer.comparing.shapes import FIELDS, FieldName

__all__ = ["FIELDS", "CheckedReading", "FieldName", "assign", "cross_check", "tally_marks"]

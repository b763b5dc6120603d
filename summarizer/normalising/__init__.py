"""Wordings → values: numbers, dates, terms, grades and frequencies, read by code and never by a model.

Both engines copy wordings out of the text; the same functions read them here. A wording that can't be read becomes a
null value or a dropped item with a warning, never a wrong fact.
"""

from summarizer.normalising.normalisation import NormalisedChunk, normalise

__all__ = ["NormalisedChunk", "normalise"]

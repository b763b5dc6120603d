"""Chunk results → one agreement per real agreement.

Merging believes the article, not the order of the chunks: agreements with the same parties are one, whichever chunk or
sentence told them, and the result is the same for any order of the input. It never invents: what two chunks
contradict each other about is decided by a fixed rule and kept as a warning with both quotes.
"""

from summarizer.merging.agreements import MergeResult, merge

__all__ = ["MergeResult", "merge"]

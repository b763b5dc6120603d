"""Many articles: what is finished is never lost, repeated or paid for again."""

from __future__ import annotations

from summarizer.batch.flow import WINDOW_PER_WORKER, summarize_all
from summarizer.batch.outcomes import Failure, Outcome

__all__ = ["WINDOW_PER_WORKER", "Failure", "Outcome", "summarize_all"]

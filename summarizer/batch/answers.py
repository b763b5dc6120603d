"""Answers that have come and are not worked through yet, in the journal: see `summarizer.llm.keeping`."""

from __future__ import annotations

import sqlite3

from summarizer.batch.budget import Budget
from summarizer.batch.journal import Journal


class JournalAnswers:
    """Keeps answers in a batch's journal, each together with what it has cost."""

    def __init__(self, journal: Journal, budget: Budget) -> None:
        self._journal = journal
        self._budget = budget

    def find(self, article: str, request: str) -> str | None:
        """Return the answer kept for a request about an article, given by its sha256.

        Raises:
            OutputError: the journal can't be read.
        """
        try:
            return self._journal.answer(article, request)
        except sqlite3.Error as error:
            raise self._journal.told(error) from error

    def keep(self, article: str, request: str, answer: str) -> None:
        """Keep an answer, and what is spent by now.

        Raises:
            OutputError: the journal can't be written.
        """
        with self._journal.transaction():
            self._journal.keep_answer(article, request, answer)
            self._journal.set_fact("spent", self._budget.spent.as_json())

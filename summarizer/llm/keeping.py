"""Answers are kept from the moment they come until their article is recorded: what is killed pays for none twice.

A reply waits for its turn before it is checked, and an article for its other replies. Whatever the endpoint has
answered meanwhile lies on disk, as it came; a run that starts again finds it in the place of the endpoint, and goes the
same way from there: a truncated answer is asked for with more room, an invalid one again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from summarizer.cache import reply_key
from summarizer.llm.endpoint import Endpoint, Tally
from summarizer.llm.failures import Failure

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion


class Answers(Protocol):
    """Answers on disk, as JSON, by the article they are about and what was asked."""

    def find(self, article: str, request: str) -> str | None:
        """Return the answer that is kept; None where there is none."""
        ...

    def keep(self, article: str, request: str, answer: str) -> None:
        """Keep an answer that has been paid for."""
        ...


@dataclass(slots=True)
class KeepingEndpoint(Endpoint):
    """An endpoint whose answers are kept as they come, and not asked for while they are."""

    answers: Answers = field(kw_only=True)

    async def complete(self, request: dict[str, Any], *, max_tokens: int, tally: Tally) -> ChatCompletion:
        """Return the answer that a killed run has left, or ask and keep what comes."""
        key = self._key(request, max_tokens)
        kept = self.answers.find(tally.article, key)
        if kept is not None and (found := self._read(kept)) is not None:
            tally.count_kept(found)
            return found
        completion = await super(KeepingEndpoint, self).complete(request, max_tokens=max_tokens, tally=tally)
        self.answers.keep(tally.article, key, completion.model_dump_json(warnings=False))
        return completion

    def _read(self, kept: str) -> ChatCompletion | None:
        """Return a kept answer, made as the client makes it; None if it is damaged, and has to be asked for again."""
        from openai.types.chat import ChatCompletion

        try:
            return self._usable(ChatCompletion.construct(**json.loads(kept)))
        except (TypeError, ValueError, Failure):
            return None

    def _key(self, request: dict[str, Any], max_tokens: int) -> str:
        options = self.options
        asked = {"endpoint": self.address, "model": options.model, "request": request, "room": max_tokens}
        return reply_key({**asked, "temperature": options.temperature, "extra_body": dict(options.extra_body)})

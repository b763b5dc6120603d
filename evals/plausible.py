"""A model that says something plausible about any article: what tests need that care for the road, not for the answer.

It names the first organisations, terms and people of the text, by the rules' own finders, and cites where they stand:
most of it survives grounding, some does not. The same prompt always gets the same reply.
"""

from __future__ import annotations

import json
import re
from typing import Any

from summarizer.normalising.dates import find_dates
from summarizer.normalising.durations import find_durations
from summarizer.normalising.quantities import find_quantities
from summarizer.organisations import find_organisations

_LINE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)
_STAFF = re.compile(r"副?主任医师|专家|医师")


def plausible_reply(prompt: str) -> str:
    """Return a reply in the wire schema about the article in a prompt."""
    parties: dict[str, dict[str, Any]] = {}
    date = duration = None
    staff: list[dict[str, Any]] = []
    for number, sentence in _LINE.findall(prompt):
        at = {"sentences": [int(number)]}
        for mention in find_organisations(sentence):
            name = sentence[mention.span.start : mention.span.end]
            parties.setdefault(name, {**at, "name": name, "role": "partner", "aliases": []})
        date = date or next(({**at, "wording": m.wording} for m in find_dates(sentence)), None)
        duration = duration or next(({**at, "wording": m.wording} for m in find_durations(sentence)), None)
        if title := _STAFF.search(sentence):
            count = next((m.wording for m in find_quantities(sentence) if m.wording.endswith("名")), None)
            rest: dict[str, Any] = {"departments": [], "position": None, "term": None}
            staff.append({**at, "title": title.group(), "count": count, **rest})
    agreement = {
        "name": None,
        "parties": list(parties.values())[:2],
        "signing_date": date,
        "duration": duration,
        "dispatched_staff": staff[:1],
        "target_metrics": [],
        "training_commitments": [],
    }
    found = [agreement] if len(parties) > 1 else []
    return json.dumps({"agreements": found}, ensure_ascii=False)

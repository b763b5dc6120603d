"""From a reply to what both engines hand on, and what to keep of a reply that never became valid.

A reply is salvaged only after every re-ask: item by item, whatever has the shape of an item is kept, for grounding to
judge, and the rest is counted. Nothing is guessed: a missing optional value is null, a missing required one loses the
item.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from summarizer.extraction import (
    ExtractedAgreement,
    ExtractedDate,
    ExtractedDuration,
    ExtractedParty,
    ExtractedStaff,
    ExtractedTarget,
    ExtractedTraining,
)
from summarizer.llm.wire import (
    Reply,
    WireAgreement,
    WireParty,
    WireStaff,
    WireTarget,
    WireTraining,
    WireWording,
)

_ITEMS: dict[str, type[BaseModel]] = {
    "parties": WireParty,
    "dispatched_staff": WireStaff,
    "target_metrics": WireTarget,
    "training_commitments": WireTraining,
}
_SINGLE = ("signing_date", "duration")
_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)
_FENCE = re.compile(r"\A\s*```(?:json)?\s*(.*?)\s*(?:```\s*)?\Z", re.DOTALL)

LOOP_TAIL_CHARS = 120
LOOP_REPEATS = 4
"""A reply whose last 120 characters stand in it four times is going round in circles: more room won't end it. Shorter
tails repeat in honest replies, whose items end alike."""

_Model = TypeVar("_Model", bound=BaseModel)
_Worded = TypeVar("_Worded", ExtractedDate, ExtractedDuration)


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What could be kept of an invalid or unfinished reply."""

    reply: Reply
    lost: int
    """Items that did not have the shape of one."""

    @property
    def items(self) -> int:
        """How many items were kept."""
        return sum(1 for _ in items_of(self.reply))


def to_agreements(reply: Reply) -> tuple[ExtractedAgreement, ...]:
    """Return a reply as the shape both engines share; items without their wording are left out."""
    return tuple(_agreement(agreement) for agreement in reply.agreements)


def items_of(reply: Reply) -> Iterator[BaseModel]:
    """Go through every item of a reply."""
    for agreement in reply.agreements:
        for name in _ITEMS:
            yield from getattr(agreement, name)
        yield from (item for item in (agreement.signing_date, agreement.duration) if item is not None)


def salvage(text: str) -> Salvaged | None:
    """Keep what has the shape of an item in a reply that is not valid, or not finished.

    Returns:
        None when no agreements can be made out at all; an empty reply with nothing lost says the model found none.
    """
    found = _agreements_in(_partial_json(unwrapped(text)))
    if found is None:
        return None
    kept = [_salvaged_agreement(agreement) for agreement in found if isinstance(agreement, dict)]
    lost = len(found) - len(kept) + sum(count for _, count in kept)
    return Salvaged(Reply(agreements=[agreement for agreement, _ in kept]), lost)


def unwrapped(text: str) -> str:
    """Return a reply without the thoughts and the code fence some models put around it."""
    bare = _THOUGHT.sub("", text).strip()
    fenced = _FENCE.match(bare)
    return fenced.group(1) if fenced else bare


def goes_in_circles(text: str) -> bool:
    """Say whether an unfinished reply repeats itself."""
    return len(text) > LOOP_TAIL_CHARS * LOOP_REPEATS and text.count(text[-LOOP_TAIL_CHARS:]) >= LOOP_REPEATS


def _agreement(wire: WireAgreement) -> ExtractedAgreement:
    return ExtractedAgreement(
        name=wire.name.strip("《》") if wire.name else None,
        parties=tuple(
            ExtractedParty(name=party.name, role=party.role, aliases=tuple(party.aliases), sentences=_cited(party))
            for party in wire.parties
            if party.name.strip()
        ),
        signing_date=_worded(wire.signing_date, ExtractedDate),
        duration=_worded(wire.duration, ExtractedDuration),
        dispatched_staff=tuple(_staff(staff) for staff in wire.dispatched_staff if staff.title.strip()),
        target_metrics=tuple(_target(t) for t in wire.target_metrics if t.name.strip() and (t.quantity or t.goal)),
        training_commitments=tuple(_training(t) for t in wire.training_commitments if t.wording.strip()),
    )


def _worded(wire: WireWording | None, kind: type[_Worded]) -> _Worded | None:
    if wire is None or not wire.wording.strip():
        return None
    return kind(wording=wire.wording, sentences=_cited(wire))


def _cited(item: Any) -> tuple[int, ...]:
    return tuple(dict.fromkeys(item.sentences))


def _staff(wire: WireStaff) -> ExtractedStaff:
    return ExtractedStaff(
        title=wire.title,
        count=wire.count,
        departments=tuple(wire.departments),
        position=wire.position,
        term=wire.term,
        sentences=_cited(wire),
    )


def _target(wire: WireTarget) -> ExtractedTarget:
    return ExtractedTarget(
        name=wire.name,
        quantity=wire.quantity,
        goal=wire.goal,
        frequency=wire.frequency,
        deadline=wire.deadline,
        sentences=_cited(wire),
    )


def _training(wire: WireTraining) -> ExtractedTraining:
    return ExtractedTraining(
        kind=wire.kind,
        wording=wire.wording,
        audience=wire.audience,
        count=wire.count,
        frequency=wire.frequency,
        sentences=_cited(wire),
    )


def _partial_json(text: str) -> Any:
    """Read the JSON object in a text, as far as it goes."""
    start = text.find("{")
    if start < 0:
        return None
    try:
        return from_json(text[start:], allow_partial=True)
    except ValueError:
        pass
    try:  # an object with prose after it
        return json.JSONDecoder(strict=False).raw_decode(text, start)[0]
    except ValueError:
        return None


def _agreements_in(value: Any) -> list[Any] | None:
    match value:
        case {"agreements": list(found)}:
            return found
        case {"parties": list(_)}:
            return [value]
        case {"arguments": dict(arguments)}:  # a tool call written out as text, which the server did not recognise
            return _agreements_in(arguments)
        case _:
            return None


def _salvaged_agreement(raw: dict[str, Any]) -> tuple[WireAgreement, int]:
    lost = 0
    fields: dict[str, Any] = {"name": raw.get("name") if isinstance(raw.get("name"), str) else None}
    for name, model in _ITEMS.items():
        listed = raw.get(name) or []
        items = listed if isinstance(listed, list) else [listed]
        fields[name] = [item for item in (_salvaged_item(item, model) for item in items) if item is not None]
        lost += len(items) - len(fields[name])
    for name in _SINGLE:
        fields[name] = _salvaged_item(raw.get(name), WireWording)
        lost += raw.get(name) is not None and fields[name] is None
    return WireAgreement.model_validate(fields), lost


def _salvaged_item(raw: Any, model: type[_Model]) -> _Model | None:
    if not isinstance(raw, dict):
        return None
    known = {name: raw.get(name) for name in model.model_fields}
    if known.get("sentences") is None:
        known["sentences"] = []  # grounding looks for the wording itself
    try:
        return model.model_validate(known)
    except ValidationError:
        return None

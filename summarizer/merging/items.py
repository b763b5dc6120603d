"""When two items say the same thing, and what their union says.

Two items are one when their values agree and so do their wordings; a value that one of them leaves out does not
disagree. Numbers that differ are never one: 5名 and 8名 are two statements, and both stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from summarizer.matching import char_f1, fold
from summarizer.schema import DispatchedStaff, Evidence, Quantity, TargetMetric, TrainingCommitment

SAME_NAME_F1 = 0.8
"""How alike the names of one target are when neither holds the other. Not the 0.5 of scoring: 胸痛中心 and 卒中中心,
told in one sentence with one goal, reach that."""

SAME_GOAL_F1 = 0.8
SAME_CLAUSE_F1 = 0.6

_T = TypeVar("_T")
_Item = TypeVar("_Item", DispatchedStaff, TargetMetric, TrainingCommitment)


def unite(items: Sequence[_Item], same: Callable[[_Item, _Item], bool]) -> tuple[_Item, ...]:
    """Unite items that are the same, until none are; in text order, whatever the order they came in."""
    if len(items) < 2:
        return tuple([_union(items) for _ in items])
    current = _in_order([_union([item]) for item in items])
    while len(groups := _groups(current, same)) < len(current):
        current = _in_order([_union(group) for group in groups])
    return tuple(current)


def same_staff(one: DispatchedStaff, other: DispatchedStaff) -> bool:
    """Tell whether two items are the same people."""
    return (
        (one.level, one.or_above) == (other.level, other.or_above)
        and _number(one.count) == _number(other.count)
        and _same_post(one.position, other.position)
        and _compatible(one.term, other.term)
        and _holds(one.title, other.title)
        and (_overlap(one.evidence, other.evidence) or _no_more_told(one, other))
    )


def same_target(one: TargetMetric, other: TargetMetric) -> bool:
    """Tell whether two items are the same target."""
    if one.quantity != other.quantity or not _compatible(one.deadline, other.deadline):
        return False
    if one.frequency != other.frequency and None not in (one.frequency, other.frequency):
        return False
    named = _holds(one.name, other.name) or char_f1(one.name, other.name) >= SAME_NAME_F1
    if one.quantity is not None:
        return named and _compatible(one.goal, other.goal)
    return named and char_f1(one.goal or "", other.goal or "") >= SAME_GOAL_F1


def same_training(one: TrainingCommitment, other: TrainingCommitment) -> bool:
    """Tell whether two items are the same commitment."""
    if one.kind != other.kind or (one.count != other.count and None not in (one.count, other.count)):
        return False
    if one.frequency != other.frequency and None not in (one.frequency, other.frequency):
        return False
    return _overlap(one.evidence, other.evidence) or any(
        char_f1(mine.quote, theirs.quote) >= SAME_CLAUSE_F1 for mine in one.evidence for theirs in other.evidence
    )


def union_of_evidence(groups: Sequence[Sequence[Evidence]]) -> tuple[Evidence, ...]:
    """Return all runs once, in text order."""
    if len(groups) == 1 and len(groups[0]) == 1:
        return tuple(groups[0])
    runs = [quoted for group in groups for quoted in group]
    return tuple(sorted(set(runs), key=lambda quoted: (quoted.start, quoted.end)) if len(runs) > 1 else runs)


def sorted_by_place(items: Sequence[_T], place: Callable[[_T], Any], wording: Callable[[_T], str]) -> list[_T]:
    """Sort by place, and by wording where two stand at one place: that is seldom, and wordings take long to write."""
    if len(items) < 2:
        return list(items)
    shared = Counter(map(place, items))
    if len(shared) == len(items):
        return sorted(items, key=place)
    return sorted(items, key=lambda item: (at := place(item), wording(item) if shared[at] > 1 else ""))


def first_position(evidence: Sequence[Evidence]) -> int:
    """Return where the first run starts."""
    return min([quoted.start for quoted in evidence])


def _groups(items: Sequence[_Item], same: Callable[[_Item, _Item], bool]) -> list[list[_Item]]:
    """Return the connected groups of the relation: their making does not depend on the order of the items."""
    groups: list[list[_Item]] = []
    for item in items:
        touching = [group for group in groups if any(same(item, other) for other in group)]
        joined = [other for group in touching for other in group] + [item]
        groups = [group for group in groups if group not in touching] + [joined]
    return groups


def _union(group: Sequence[_Item]) -> _Item:
    """The item that says most, its gaps filled from the others, with everybody's evidence."""
    if len(group) == 1 and _is_plain(group[0]):
        return group[0]
    ranked = sorted(group, key=lambda item: (-_told(item), _order(item)))
    values = ranked[0].model_dump()
    for item in ranked[1:]:
        for name, value in item.model_dump().items():
            if values[name] is None:
                values[name] = value
    if "departments" in values:
        named = [department for item in ranked for department in item.model_dump()["departments"]]
        values["departments"] = tuple(dict.fromkeys(named))
    values["evidence"] = union_of_evidence([item.evidence for item in group])
    return type(ranked[0]).model_validate(values)


def _is_plain(item: _Item) -> bool:
    """Whether an item lists nothing twice, and its evidence in order: there is nothing to unite then."""
    departments = item.departments if isinstance(item, DispatchedStaff) else ()
    if len(item.evidence) == 1 and len(departments) < 2:
        return True
    return union_of_evidence([item.evidence]) == item.evidence and len(set(departments)) == len(departments)


def _in_order(items: Sequence[_Item]) -> list[_Item]:
    return sorted_by_place(items, lambda item: first_position(item.evidence), lambda item: item.model_dump_json())


def _told(item: DispatchedStaff | TargetMetric | TrainingCommitment) -> int:
    return sum(value not in (None, ()) for name, value in item.model_dump().items() if name != "evidence")


def _order(item: DispatchedStaff | TargetMetric | TrainingCommitment) -> tuple[int, str]:
    return (first_position(item.evidence), item.model_dump_json())


def _overlap(one: Sequence[Evidence], other: Sequence[Evidence]) -> bool:
    return any(mine.start < theirs.end and theirs.start < mine.end for mine in one for theirs in other)


def _number(count: Quantity | None) -> tuple[str, float, float | None] | None:
    """The number of people alone: 三名 and 三位 are as many."""
    return (count.op, count.value, count.upper) if count else None


def _no_more_told(one: DispatchedStaff, other: DispatchedStaff) -> bool:
    """Told twice: the same wording, and neither has a term or departments of its own that the other contradicts."""
    mine, theirs = set(one.departments), set(other.departments)
    return fold(one.title) == fold(other.title) and (mine <= theirs or theirs <= mine)


def _same_post(one: str | None, other: str | None) -> bool:
    """院长 and 县医院院长 may be one post; 院长 and 副院长 are two, though the one word holds the other."""
    if one is not None and other is not None and ("副" in one) != ("副" in other):
        return False
    return _compatible(one, other)


def _compatible(one: str | None, other: str | None) -> bool:
    return one is None or other is None or _holds(one, other)


def _holds(one: str, other: str) -> bool:
    mine, theirs = fold(one), fold(other)
    return mine in theirs or theirs in mine

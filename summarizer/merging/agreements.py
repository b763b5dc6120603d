"""Which of the agreements told are one, and what the one says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from summarizer.article import Article
from summarizer.matching import fold
from summarizer.merging.items import (
    first_position,
    same_staff,
    same_target,
    same_training,
    sorted_by_place,
    union_of_evidence,
    unite,
)
from summarizer.merging.parties import Names, position, resolve_parties, same_organisation
from summarizer.organisations import find_organisations
from summarizer.organisations.places import same_place
from summarizer.patterns import late
from summarizer.schema import Agreement, ArticleWarning, Duration, Evidence, Party, SigningDate

_SIGNING = late("签|揭牌|挂牌|授牌|缔结|续约|成立")
_TERM = late("期限|为期|有效期|协议期|合作期|托管期|帮扶期|周期|签订|签署|期为")
_TOWNS = frozenset({"government", "health_commission", "bureau"})
_SITES = frozenset({"hospital", "group", "clinic", "cdc", "blood"})

_Single = TypeVar("_Single", SigningDate, Duration)


class MergeResult(NamedTuple):
    """The agreements of an article in text order, and what they disagreed about."""

    agreements: tuple[Agreement, ...]
    warnings: tuple[ArticleWarning, ...]


def merge(agreements: Sequence[Agreement], article: Article) -> MergeResult:
    """Unite what all chunks told into one agreement per real agreement.

    Args:
        agreements: of all chunks, grounded and normalised; their order does not matter.
        article: whose text says what short names mean.

    Returns:
        Agreements with at least two parties. Warnings: `conflict` (values that differ, both quoted, one chosen),
        `party_dropped` (a person, 双方), `agreement_incomplete` (fewer than two organisations are named).
    """
    if not agreements:
        return MergeResult((), ())
    names = Names.of(article)
    groups, left_over = _grouped(
        [_resolved(agreement, names) for agreement in sorted_by_place(agreements, _place, _wording)]
    )
    merged = _all_merged(groups, names)
    # What was united may now be the same as its neighbour: until nothing is.
    while len(again := _grouped(merged)[0]) < len(merged):
        merged = _all_merged(again, names)
    warnings = [_placed(w, index) for index, result in enumerate(merged) for w in result.warnings]
    warnings.extend(_incomplete(agreement) for agreement in left_over)
    return MergeResult(tuple(result.agreement for result in merged), tuple(dict.fromkeys(warnings)))


class _Merged(NamedTuple):
    agreement: Agreement
    warnings: tuple[ArticleWarning, ...] = ()


def _all_merged(groups: Sequence[Sequence[_Merged]], names: Names) -> list[_Merged]:
    merged = [_one(group, names) for group in groups]
    return sorted_by_place(merged, lambda one: _place(one.agreement), lambda one: _wording(one.agreement))


def _resolved(agreement: Agreement, names: Names) -> _Merged:
    parties, warnings = resolve_parties(agreement.parties, names)
    if parties == agreement.parties:
        return _Merged(agreement, warnings)
    return _Merged(agreement.model_copy(update={"parties": parties}), warnings)


def _grouped(told: Sequence[_Merged]) -> tuple[list[list[_Merged]], list[Agreement]]:
    """Return the groups that are one agreement each, and what belongs to none."""
    whole = [one for one in told if len(one.agreement.parties) > 1]
    if len(whole) == len(told) == 1:
        return [whole], []
    sums = [one for one in whole if _is_sum(one, whole)]
    groups = _connected([one for one in whole if one not in sums])
    left_over: list[Agreement] = []
    for one in told:
        if len(one.agreement.parties) > 1:
            continue
        homes = [group for group in groups if _belongs(one, group)]
        if len(homes) == 1:
            homes[0].append(one)
        else:
            left_over.append(one.agreement)
    return groups, left_over


def _is_sum(one: _Merged, whole: Sequence[_Merged]) -> bool:
    """我院与甲、乙分别签约, beside an agreement with each: the sum is a way of speaking, not a third agreement."""
    parts = [other for other in whole if other is not one and _covers(one, other) and not _covers(other, one)]
    separate = any(not _is_same(p.agreement, q.agreement) for p in parts for q in parts)
    return separate and all(
        any(same_organisation(party, own) for part in parts for own in part.agreement.parties)
        for party in one.agreement.parties
    )


def _covers(one: _Merged, other: _Merged) -> bool:
    return all(any(same_organisation(a, b) for b in one.agreement.parties) for a in other.agreement.parties)


def _connected(whole: Sequence[_Merged]) -> list[list[_Merged]]:
    groups: list[list[_Merged]] = []
    for one in whole:
        touching = [g for g in groups if any(_is_same(one.agreement, other.agreement) for other in g)]
        joined = [other for group in touching for other in group] + [one]
        groups = [group for group in groups if not any(group is t for t in touching)] + [joined]
    return groups


def _belongs(one: _Merged, group: Sequence[_Merged]) -> bool:
    parties = [party for other in group for party in other.agreement.parties]
    return all(any(same_organisation(party, other) for other in parties) for party in one.agreement.parties)


def _is_same(one: Agreement, other: Agreement) -> bool:
    """Two parties in common; or one, and the rest are a town's government and a hospital of that town."""
    if _years_apart(one, other):
        return False
    pairs = [(a, b) for a in one.parties for b in other.parties if same_organisation(a, b)]
    if len(pairs) > 1:
        return True
    if not pairs:
        return False
    shared = pairs[0]
    # A school cooperates with a town, and makes the town's hospital its own: two agreements.
    if {mention.kind for mention in find_organisations(shared[0].name)[:1]} == {"university"}:
        return False
    rest = [p for p in one.parties if p is not shared[0]], [p for p in other.parties if p is not shared[1]]
    return any(_one_town(a, b) for a in rest[0] for b in rest[1])


def _years_apart(one: Agreement, other: Agreement) -> bool:
    """Agreements of different years are different ones, whoever signed them."""
    if one.signing_date is None or other.signing_date is None:
        return False
    return one.signing_date.value[:4] != other.signing_date.value[:4]


def _one_town(one: Party, other: Party) -> bool:
    kinds = {mention.kind for party in (one, other) for mention in find_organisations(party.name)[:1]}
    return bool(kinds & _TOWNS) and bool(kinds & _SITES) and same_place(one.name, other.name)


def _one(group: Sequence[_Merged], names: Names) -> _Merged:
    told = [one.agreement for one in group]
    parties, collected = told[0].parties, [warning for one in group for warning in one.warnings]
    if len(group) > 1:  # each alone is resolved already
        parties, warnings = resolve_parties([party for agreement in told for party in agreement.parties], names)
        collected.extend(warnings)
    values = {
        "name": _name(told),
        "parties": parties,
        "signing_date": _date([a.signing_date for a in told if a.signing_date], collected),
        "duration": _duration([a.duration for a in told if a.duration], collected),
        "dispatched_staff": unite([item for a in told for item in a.dispatched_staff], same_staff),
        "target_metrics": unite([item for a in told for item in a.target_metrics], same_target),
        "training_commitments": unite([item for a in told for item in a.training_commitments], same_training),
    }
    # Told once, it mostly stays as it is, and need not be validated again.
    agreement = told[0] if told[0].__dict__ == values else Agreement(**values)
    return _Merged(agreement, tuple(dict.fromkeys(collected)))


def _name(told: Iterable[Agreement]) -> str | None:
    """The name most often given; of equals the longest."""
    names = [agreement.name for agreement in told if agreement.name]
    if len(names) < 2:
        return names[0] if names else None
    counts = Counter(names)
    return max(counts, key=lambda name: (counts[name], len(name), name))


def _date(dates: Sequence[SigningDate], warnings: list[ArticleWarning]) -> SigningDate | None:
    """The most precise of agreeing dates; of differing ones the one told most, beside a verb of signing, first."""
    if len(dates) < 2:
        return _resting_on(dates[0], [dates[0].evidence]) if dates else None
    counts = Counter(told.value for told in dates)

    def weight(told: SigningDate) -> tuple[int, bool, int, int]:
        beside_verb = any(_SIGNING.search(quoted.quote) for quoted in told.evidence)
        support = sum(count for value, count in counts.items() if told.value.startswith(value))
        return (support, beside_verb, len(told.value), -first_position(told.evidence))

    best = max(sorted(dates, key=lambda told: told.model_dump_json()), key=weight)
    agreeing = [told for told in dates if best.value.startswith(told.value)]
    _tell_conflict("signing_date", [(d.value, d.evidence[0].quote) for d in dates if d not in agreeing], best, warnings)
    return _resting_on(best, [told.evidence for told in agreeing])


def _duration(durations: Sequence[Duration], warnings: list[ArticleWarning]) -> Duration | None:
    """The term told most, in a clause that speaks of the agreement's term, first."""
    if len(durations) < 2:
        return _resting_on(durations[0], [durations[0].evidence]) if durations else None
    counts = Counter(told.months for told in durations)

    def weight(told: Duration) -> tuple[bool, int, bool, int]:
        of_agreement = any(_TERM.search(quoted.quote) for quoted in told.evidence)
        return (told.months is not None, counts[told.months], of_agreement, -first_position(told.evidence))

    best = max(sorted(durations, key=lambda told: told.model_dump_json()), key=weight)
    agreeing = [told for told in durations if told.months == best.months]
    others = [(d.text, d.evidence[0].quote) for d in durations if d.months not in (best.months, None)]
    _tell_conflict("duration", others, best, warnings)
    return _resting_on(best, [told.evidence for told in agreeing])


def _resting_on(item: _Single, evidence: Sequence[Sequence[Evidence]]) -> _Single:
    """Return an item with all this evidence; the item itself where it has it."""
    united = union_of_evidence(evidence)
    return item if united == item.evidence else item.model_copy(update={"evidence": united})


def _tell_conflict(
    field: str, others: Sequence[tuple[str, str]], best: SigningDate | Duration, warnings: list[ArticleWarning]
) -> None:
    chosen = best.value if isinstance(best, SigningDate) else best.text
    for value, quote in sorted(set(others)):
        message = f"“{best.evidence[0].quote}”与“{quote}”不一致（{chosen}，{value}），取{chosen}"
        warnings.append(ArticleWarning(code="conflict", message=message, path=field))


def _place(agreement: Agreement) -> tuple[int, ...]:
    """Text order, by where the parties are first named."""
    return tuple(sorted(position(party)[0] for party in agreement.parties))


def _wording(agreement: Agreement) -> str:
    return fold(agreement.model_dump_json())


def _placed(warning: ArticleWarning, index: int) -> ArticleWarning:
    field = warning.path or ""
    return warning.model_copy(update={"path": f"agreements[{index}].{field}".rstrip(".")})


def _incomplete(agreement: Agreement) -> ArticleWarning:
    named = "、".join(party.name for party in agreement.parties) or "无"
    return ArticleWarning(code="agreement_incomplete", message=f"只见一方机构（{named}），不成合作，未列入")

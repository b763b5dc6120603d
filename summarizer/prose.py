"""Fields → a few sentences of Chinese prose.

The prose says only what the fields say, most important first, and stops at a whole clause when its room is used up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summarizer.schema import (
    Agreement,
    DispatchedStaff,
    Duration,
    Item,
    Party,
    Quantity,
    SigningDate,
    TargetMetric,
    TrainingCommitment,
)
from summarizer.vocabulary import FREQUENCIES_ZH, KINDS_ZH, LEVELS_ZH, ROLES_ZH

MAX_SUMMARY_CHARS = 300
"""Source: contract, section 1."""

NO_AGREEMENT = "文中未报道签订或成立合作关系。"

_QUANTITIES = {
    "eq": "{value}{unit}",
    "ge": "不少于{value}{unit}",
    "gt": "超过{value}{unit}",
    "le": "不超过{value}{unit}",
    "lt": "不足{value}{unit}",
    "approx": "约{value}{unit}",
    "range": "{value}至{upper}{unit}",
}


def write_summary(agreements: Sequence[Agreement]) -> str:
    """Tell the agreements of one article in at most `MAX_SUMMARY_CHARS` characters, built only from their fields.

    Who and when comes first for as many agreements as fit; what room is left is shared evenly between their details,
    which are left out item by item, never cut inside one.
    """
    if not agreements:
        return NO_AGREEMENT
    intro = f"共{len(agreements)}项合作。" if len(agreements) > 1 else ""
    room = MAX_SUMMARY_CHARS - len(intro)
    told: list[tuple[str, Agreement]] = []
    for agreement in agreements:
        who = _who(agreement)
        if len(who) + 1 <= room:
            told.append((who, agreement))
            room -= len(who) + 1
    written = intro
    for left, (who, agreement) in zip(range(len(told), 0, -1), told, strict=True):
        details = _details(agreement, room // left)
        room -= len(details)
        written += f"{who}{details}。"
    return written


def quantity_wording(quantity: Quantity) -> str:
    """Write a quantity in words: `gt 90 %` is 超过90%."""
    upper = "" if quantity.upper is None else _number(quantity.upper)
    return _QUANTITIES[quantity.op].format(value=_number(quantity.value), upper=upper, unit=quantity.unit or "")


def describe_item(item: Item) -> str:
    """Say one item in a few words, led by what it is: 派驻 副主任医师以上8名（副高及以上）."""
    match item:
        case Party():
            return f"{ROLES_ZH[item.role]} {item.name}"
        case SigningDate():
            return f"签约日期 {item.value}"
        case Duration():
            return f"期限 {item.text}" + (f"（{item.months}个月）" if item.months is not None else "")
        case DispatchedStaff():
            return f"派驻 {_staff(item)}（{LEVELS_ZH[item.level]}{'及以上' if item.or_above else ''}）"
        case TargetMetric():
            return f"目标 {_target(item)}"
        case TrainingCommitment():
            return f"培训 {_training(item)}"


def _details(agreement: Agreement, room: int) -> str:
    """Write the other fields, each led by `；`, as many items as fit into `room` characters."""
    written = ""
    for heading, separator, items in _groups(agreement):
        lead = f"；{heading}"
        for item in dict.fromkeys(items):
            if len(written) + len(lead) + len(item) <= room:
                written += lead + item
                lead = separator
    return written


def _groups(agreement: Agreement) -> Iterable[tuple[str, str, list[str]]]:
    yield "期限", "", [agreement.duration.text] if agreement.duration else []
    yield "派驻", "、", [_staff(staff) for staff in agreement.dispatched_staff]
    yield "目标：", "，", [_target(target) for target in agreement.target_metrics]
    yield "培训：", "、", [_training(training) for training in agreement.training_commitments]


def _who(agreement: Agreement) -> str:
    when = f"{_date(agreement.signing_date.value)}，" if agreement.signing_date else ""
    document = f"签署《{agreement.name.strip('《》')}》" if agreement.name else ""
    supporters = [party.name for party in agreement.parties if party.role == "supporter"]
    recipients = [party.name for party in agreement.parties if party.role == "recipient"]
    partners = [party.name for party in agreement.parties if party.role == "partner"]
    if supporters and recipients:
        helped = f"{_listed(supporters)}支援{_listed(recipients)}"
        also = f"，{_listed(partners)}参与" if partners else ""
        return f"{when}{helped}{also}" + (f"，{document}" if document else "")
    return f"{when}{_paired(supporters + recipients + partners)}{document or '建立合作关系'}"


def _paired(names: Sequence[str]) -> str:
    """Join equal partners: 甲与乙, and 甲与乙、丙 for more."""
    return f"{names[0]}与{_listed(names[1:])}" if len(names) > 1 else _listed(names)


def _listed(names: Sequence[str]) -> str:
    shown = "、".join(names[:4])
    return f"{shown}等{len(names)}家" if len(names) > 4 else shown


def _date(value: str) -> str:
    year, *rest = value.split("-")
    return f"{year}年" + "".join(f"{int(part)}{unit}" for part, unit in zip(rest, "月日", strict=False))


def _staff(staff: DispatchedStaff) -> str:
    count = quantity_wording(staff.count) if staff.count else ""
    post = f"任{staff.position}" if staff.position else ""
    term = f"（{staff.term}）" if staff.term else ""
    return f"{staff.title}{count}{post}{term}"


def _target(target: TargetMetric) -> str:
    deadline = target.deadline or ""
    rhythm = FREQUENCIES_ZH[target.frequency] if target.frequency else ""
    goal = target.goal or ""
    number = quantity_wording(target.quantity) if target.quantity else ""
    return f"{deadline}{rhythm}{target.name}{goal if goal != target.name else ''}{number}"


def _training(training: TrainingCommitment) -> str:
    rhythm = FREQUENCIES_ZH[training.frequency] if training.frequency else ""
    count = f"（{quantity_wording(training.count)}）" if training.count else ""
    return f"{rhythm}{KINDS_ZH[training.kind]}{count}"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:g}"

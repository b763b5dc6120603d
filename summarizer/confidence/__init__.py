"""How sure a value of the rules engine is: the share of values supported alike that turned out right.

What supports a value is read off the finished item: its field, the words of its sentence, what else it says of itself,
and how many things the article tells at once. A small logistic model over these marks gives the estimate; its weights
are fitted by `python -m evals calibrate` on articles the rules were not written on. Two digits, and never 1.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from math import exp
from types import MappingProxyType
from typing import Any, Final

from summarizer.schema import Agreement, Item

HIGHEST: Final = 0.99
"""No estimate is surer than that: the articles it rests on number in the hundreds."""

LIST_FIELDS: Final = ("parties", "dispatched_staff", "target_metrics", "training_commitments")
SINGLE_FIELDS: Final = ("signing_date", "duration")

SHORT_NAME_CHARS: Final = 6
"""A full name of an organisation is seldom shorter: 某市人民医院 has six characters."""

_SENTENCE_END = re.compile(r"[。！？；\n]")
_PAST = re.compile(r"已|了|曾|累计|先后|以来|过去")
_SAID = re.compile(r"[“：]")
_CUES = MappingProxyType(
    {
        "parties": "签|协议|揭牌|挂牌|托管|帮扶|支援|合作|共建|医联体|医共体|联盟",
        "signing_date": "签|协议|揭牌|挂牌|启动|仪式|成立",
        "duration": "期|协议|合作|签",
        "dispatched_staff": "派|驻|下沉|挂职|担任|出任|坐诊",
        "target_metrics": "达|建成|创建|力争|确保|提高|提升|不低于|不少于|争取|目标|建设|打造",
        "training_commitments": "培训|进修|带教|教学|讲座|授课|培养|轮训|示教|指导|跟岗|学习",
    }
)
"""Words that say outright what the sentence is about, field by field."""

_SPECIFICS = MappingProxyType(
    {
        "dispatched_staff": ("count",),
        "target_metrics": ("deadline",),
        "training_commitments": ("frequency", "audience"),
    }
)
"""What an item says of itself when its promise is concrete."""


class _Page:
    """The sentences of a text, for telling what stands around an item."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends = [found.end() for found in _SENTENCE_END.finditer(text)]

    def sentence_at(self, start: int) -> str:
        """Return the text of the sentence that a place is in."""
        number = bisect_right(self._ends, start)
        low = self._ends[number - 1] if number else 0
        high = self._ends[number] if number < len(self._ends) else len(self._text)
        return self._text[low:high]


def with_confidence(agreements: Sequence[Agreement], *, text: str) -> tuple[Agreement, ...]:
    """Return the agreements with an estimate on every item; nothing else changes."""
    if not agreements:
        return ()
    page = _Page(text)
    return tuple(_estimated(agreement, page, several=len(agreements) > 1) for agreement in agreements)


def supports(agreements: Sequence[Agreement], *, text: str) -> list[dict[str, list[frozenset[str]]]]:
    """Return what supports each item, by agreement and field, in their order: what weights are fitted on."""
    page = _Page(text)
    return [
        {
            name: list(_support(name, agreement, page, several=len(agreements) > 1))
            for name in (*LIST_FIELDS, *SINGLE_FIELDS)
        }
        for agreement in agreements
    ]


@cache  # there are few kinds of support: some hundreds over any number of articles
def estimate(support: frozenset[str]) -> float:
    """Return the estimate for an item with these marks."""
    weights = _weights()
    total = weights["level"] + sum(weights.get(name, 0.0) for name in sorted(support))
    return min(round(1 / (1 + exp(-total)), 2), HIGHEST)


def _estimated(agreement: Agreement, page: _Page, *, several: bool) -> Agreement:
    changes: dict[str, object] = {}
    for name in LIST_FIELDS:
        marks = _support(name, agreement, page, several=several)
        items = getattr(agreement, name)
        if items:
            changes[name] = tuple(_with(item, support) for item, support in zip(items, marks, strict=True))
    for name in SINGLE_FIELDS:
        for support in _support(name, agreement, page, several=several):
            changes[name] = _with(getattr(agreement, name), support)
    return agreement.model_copy(update=changes)


def _with(item: Item, support: frozenset[str]) -> Item:
    return item.model_copy(update={"confidence": estimate(support)})


def _support(name: str, agreement: Agreement, page: _Page, *, several: bool) -> Iterator[frozenset[str]]:
    value = getattr(agreement, name)
    items = value if isinstance(value, tuple) else () if value is None else (value,)
    for item in items:
        holds = {name}
        if several:
            holds.add("several_agreements")
        holds.update(_said(name, page.sentence_at(item.evidence[0].start)))
        holds.update(_own(name, item, agreement))
        yield frozenset(holds)


def _said(name: str, sentence: str) -> Iterator[str]:
    """What the words of its sentence tell."""
    if not _cue(name).search(sentence):
        yield "no_cue"
    if _PAST.search(sentence):
        yield "past_told"
    if _SAID.search(sentence):
        yield "quoted_or_listed_out"


def _own(name: str, item: Any, agreement: Agreement) -> Iterator[str]:
    """What the item says of itself."""
    if name == "parties":
        if item.role == "partner":
            yield "role_not_told"
        if len(item.name) < SHORT_NAME_CHARS:
            yield "short_name"
        if len(agreement.parties) > 2:
            yield "many_parties"
    elif name in _SPECIFICS and all(getattr(item, part) is None for part in _SPECIFICS[name]):
        yield "unspecific"


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(_CUES[name])  # compiled when first asked for: importing the package stays quick


@cache
def _weights() -> dict[str, float]:
    text = (files("summarizer.confidence") / "weights.json").read_text(encoding="utf-8")
    return dict(json.loads(text)["weights"])

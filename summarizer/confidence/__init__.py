"""How sure a value of the rules engine is: the share of values supported alike that turned out right.

What supports a value is read off the finished item: its field, the words of its sentence, what else it says of itself,
and how many things the article tells at once. A small logistic model over these marks gives the estimate; its weights
are fitted by `python -m evals calibrate` on articles the rules were not written on. Two digits, and never 1.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from math import exp
from types import MappingProxyType
from typing import Any, Final

from summarizer.patterns import holds_any, late
from summarizer.schema import Agreement, Item

HIGHEST: Final = 0.99
"""No estimate is surer than that: the articles it rests on number in the hundreds."""

LIST_FIELDS: Final = ("parties", "dispatched_staff", "target_metrics", "training_commitments")
SINGLE_FIELDS: Final = ("signing_date", "duration")

SHORT_NAME_CHARS: Final = 6
"""A full name of an organisation is seldom shorter: 某市人民医院 has six characters."""

_SENTENCE_END = late("[。！？；]")
_PAST = ("已", "了", "曾", "累计", "先后", "以来", "过去")
_SAID = ("“", "：")
_CUES = MappingProxyType(
    {
        "parties": ["签", "协议", "揭牌", "挂牌", "托管", "帮扶", "支援", "合作", "共建", "医联体", "医共体", "联盟"],
        "signing_date": ["签", "协议", "揭牌", "挂牌", "启动", "仪式", "成立"],
        "duration": ["期", "协议", "合作", "签"],
        "dispatched_staff": ["派", "驻", "下沉", "挂职", "担任", "出任", "坐诊"],
        "target_metrics": [
            "达", "建成", "创建", "力争", "确保", "提高", "提升", "不低于", "不少于", "争取", "目标", "建设", "打造",
        ],
        "training_commitments": [
            "培训", "进修", "带教", "教学", "讲座", "授课", "培养", "轮训", "示教", "指导", "跟岗", "学习",
        ],
    }
)  # fmt: skip
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
    """The sentences of a text, for telling what stands around an item; what is asked twice is read once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._bounds: dict[int, list[int]] = {}
        """By line, where its sentences begin and the last one ends: most lines have no item in them."""
        self._told: dict[tuple[str, int], tuple[str, ...]] = {}

    def told(self, name: str, start: int) -> tuple[str, ...]:
        """Return what the words of the sentence that a place is in tell of an item of this field."""
        bounds = self._bounds_around(start)
        number = min(bisect_right(bounds, start), len(bounds) - 1)
        low, high = bounds[number - 1], bounds[number]
        told = self._told.get((name, low))
        if told is None:
            told = self._told[name, low] = tuple(_said(name, self._text[low:high]))
        return told

    def _bounds_around(self, start: int) -> list[int]:
        line = self._text.rfind("\n", 0, start) + 1
        if line not in self._bounds:
            end = self._text.find("\n", start)
            end = len(self._text) if end < 0 else end
            ends = [found.end() for found in _SENTENCE_END.finditer(self._text, line, end)]
            self._bounds[line] = [line, *ends, end]
        return self._bounds[line]


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
        {name: _support(name, agreement, page, several=len(agreements) > 1) for name in (*LIST_FIELDS, *SINGLE_FIELDS)}
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
        if marks:
            changes[name] = tuple(map(_with, getattr(agreement, name), marks))
    for name in SINGLE_FIELDS:
        for support in _support(name, agreement, page, several=several):
            changes[name] = _with(getattr(agreement, name), support)
    return agreement.model_copy(update=changes)


def _with(item: Item, support: frozenset[str]) -> Item:
    return item.model_copy(update={"confidence": estimate(support)})


def _support(name: str, agreement: Agreement, page: _Page, *, several: bool) -> list[frozenset[str]]:
    value = getattr(agreement, name)
    items = value if isinstance(value, tuple) else () if value is None else (value,)
    always = (name, "several_agreements") if several else (name,)
    return [
        frozenset((*always, *page.told(name, item.evidence[0].start), *_own(name, item, agreement))) for item in items
    ]


def _said(name: str, sentence: str) -> Iterator[str]:
    """What the words of its sentence tell."""
    if not holds_any(sentence, _CUES[name]):
        yield "no_cue"
    if holds_any(sentence, _PAST):
        yield "past_told"
    if holds_any(sentence, _SAID):
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
def _weights() -> dict[str, float]:
    text = (files("summarizer.confidence") / "weights.json").read_text(encoding="utf-8")
    return dict(json.loads(text)["weights"])

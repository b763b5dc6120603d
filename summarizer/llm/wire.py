"""The strict shape of a model's reply: what it fills in, smaller than what we publish.

The model copies wordings and cites sentence numbers; it never calculates, converts or quotes at length. Every field is
required and nothing else is allowed, so that a reply cut short or filled from memory of some other schema can't pass.
`sentences` comes first in every item: a model that has to find the sentence before it writes the value copies it
rather than making it up. Field names are those of `summarizer.extraction`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    model_validator,
)

from summarizer.schema import Role, TrainingKind

CHECK = "check"
"""Key of the validation context: a function that tells what in a reply the text contradicts."""

Check = Callable[["Reply"], list[str]]

MAX_TOLD_FAULTS = 8
"""More than these in one re-ask cost tokens and teach nothing new."""

SCHEMA_DESCRIPTION = (
    "文章中的合作协议，没有则agreements为[]。sentences为依据的句子编号，其余值照抄原文，未写明为null或[]"
)

_NOTHING = frozenset({"", "无", "没有", "未提及", "未说明", "未明确", "不详", "null", "none", "n/a", "-", "—"})
"""What models write where the schema wants null."""


def _null_when_nothing(value: object) -> object:
    if isinstance(value, str) and value.strip().casefold() in _NOTHING:
        return None
    return value


def _numbers(value: object) -> object:
    """Read `[12]`, `"12"` and a bare 12 as the list of numbers they mean: not worth a second request."""
    if isinstance(value, (int, str)):
        value = [value]
    if not isinstance(value, list):
        return value
    read = [re.sub(r"[\[\]【】第句\s]", "", item) if isinstance(item, str) else item for item in value]
    return [int(item) if isinstance(item, str) and item.isdecimal() else item for item in read]


def _without_nothing(value: object) -> object:
    if value is None:
        return []
    if isinstance(value, list):
        return [item for item in value if _null_when_nothing(item) is not None]
    return value


OptionalWording = Annotated[str | None, BeforeValidator(_null_when_nothing)]
Wordings = Annotated[list[str], BeforeValidator(_without_nothing)]
Sentences = Annotated[list[int], BeforeValidator(_numbers)]


def _described(text: str) -> Any:
    return Field(description=text)


_SCHEMAS: dict[type[BaseModel], dict[str, Any]] = {}


class _Wire(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the schema without Pydantic's titles and our docstrings: every request would pay for them.

        Made once for each class, because instructor asks on every call and making it is a third of that call's work.
        """
        if cls not in _SCHEMAS:
            schema = _untitled(super().model_json_schema(*args, **kwargs))
            for definition in schema.get("$defs", {}).values():
                definition.pop("description", None)
            _SCHEMAS[cls] = {**schema, "title": cls.__name__, "description": SCHEMA_DESCRIPTION}
        return _SCHEMAS[cls]


def _untitled(node: Any) -> Any:
    if isinstance(node, dict):
        # A title is a string; a property that happens to be named title (WireStaff has one) is a schema.
        return {k: _untitled(v) for k, v in node.items() if not (k == "title" and isinstance(v, str))}
    if isinstance(node, list):
        return [_untitled(item) for item in node]
    return node


class WireParty(_Wire):
    """A party, its name as the article gives it."""

    sentences: Sentences
    name: Annotated[str, _described("文中最完整的全称")]
    role: Annotated[Role, _described("支援方supporter，受援方recipient，平等或未说明partner")]
    aliases: Annotated[Wordings, _described("简称、我院、甲方、新挂牌名")]


class WireWording(_Wire):
    """A date or a term, as worded."""

    sentences: Sentences
    wording: Annotated[str, _described("原文字样")]


class WireStaff(_Wire):
    """People sent."""

    sentences: Sentences
    title: Annotated[str, _described("人员字样，如副高以上职称")]
    count: Annotated[OptionalWording, _described("人数字样，如18名")]
    departments: Annotated[Wordings, _described("所属专业")]
    position: Annotated[OptionalWording, _described("派去担任的职务")]
    term: Annotated[OptionalWording, _described("驻派时长或频次")]


class WireTarget(_Wire):
    """A target; at least one of `quantity` and `goal` says something."""

    sentences: Sentences
    name: Annotated[str, _described("衡量或建设的对象")]
    quantity: Annotated[OptionalWording, _described("数量字样，如超过90%")]
    goal: Annotated[OptionalWording, _described("等级、资质或状态")]
    frequency: Annotated[OptionalWording, _described("如每年")]
    deadline: Annotated[OptionalWording, _described("如5年内")]


class WireTraining(_Wire):
    """A training commitment."""

    sentences: Sentences
    kind: TrainingKind
    wording: Annotated[str, _described("承诺所在的原文分句")]
    audience: OptionalWording
    count: Annotated[OptionalWording, _described("受训人数，否则期次")]
    frequency: OptionalWording


class WireAgreement(_Wire):
    """One agreement."""

    name: Annotated[OptionalWording, _described("《》内的协议名")]
    parties: list[WireParty]
    signing_date: WireWording | None
    duration: WireWording | None
    dispatched_staff: list[WireStaff]
    target_metrics: list[WireTarget]
    training_commitments: list[WireTraining]


class Reply(_Wire):
    """Everything the model says about one chunk; validate with the context `{CHECK: check}`."""

    agreements: list[WireAgreement]

    @model_validator(mode="after")
    def _stands_in_the_text(self, info: ValidationInfo) -> Reply:
        check: Check | None = (info.context or {}).get(CHECK)
        faults = check(self) if check else []
        if faults:
            told = "；".join(f"{number}. {fault}" for number, fault in enumerate(faults[:MAX_TOLD_FAULTS], start=1))
            raise ValueError(f"{told}。请对照原文改正：值须照抄原文，原文没有的项删去，其余各项保留")
        return self

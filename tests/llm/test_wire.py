from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from summarizer.llm.prompting import wire_schema
from summarizer.llm.wire import CHECK, MAX_TOLD_FAULTS, Reply, WireParty, WireStaff

PARTY = {"sentences": [1], "name": "甲院", "role": "partner", "aliases": []}


def _objects(node: Any) -> list[dict[str, Any]]:
    found = [node] if isinstance(node, dict) and node.get("type") == "object" else []
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
    return found + [item for child in children for item in _objects(child)]


def test_the_schema_is_strict_everywhere() -> None:
    objects = _objects(json.loads(wire_schema()))
    assert len(objects) == 7
    for schema in objects:
        assert schema["additionalProperties"] is False
        assert sorted(schema["required"]) == sorted(schema["properties"])


def test_the_schema_is_small() -> None:
    assert len(wire_schema()) < 3_500
    assert '"title":"' in wire_schema()  # its own, which instructor names the tool after
    assert wire_schema().count('"title":"') == 1


@pytest.mark.parametrize(
    ("given", "read"), [([3], [3]), (3, [3]), ("[3]", [3]), (["[3]", "第4句", "5"], [3, 4, 5]), ([], [])]
)
def test_sentence_numbers_are_read_however_they_are_written(given: object, read: list[int]) -> None:
    assert WireParty.model_validate({**PARTY, "sentences": given}).sentences == read


@pytest.mark.parametrize("nothing", ["", "无", "未提及", "null", None])
def test_nothing_is_null_however_it_is_written(nothing: str | None) -> None:
    staff = {
        "sentences": [1],
        "title": "专家",
        "count": nothing,
        "departments": [nothing],
        "position": None,
        "term": None,
    }
    read = WireStaff.model_validate(staff)
    assert read.count is None
    assert read.departments == []


@pytest.mark.parametrize(
    "party",
    [{**PARTY, "note": ""}, {**PARTY, "role": "支援方"}, {k: v for k, v in PARTY.items() if k != "role"}],
    ids=["extra", "not in the enumeration", "missing"],
)
def test_anything_else_is_refused(party: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        WireParty.model_validate(party)


def test_faults_the_text_shows_are_told_in_one_error_and_not_all_of_them() -> None:
    faults = [f"“{number}”不在原文中" for number in range(30)]
    with pytest.raises(ValidationError) as caught:
        Reply.model_validate({"agreements": []}, context={CHECK: lambda _: faults})
    (error,) = caught.value.errors()
    assert f"{MAX_TOLD_FAULTS}. “7”不在原文中" in error["msg"]
    assert "“8”" not in error["msg"]


def test_a_reply_without_faults_passes() -> None:
    assert Reply.model_validate({"agreements": []}, context={CHECK: lambda _: []}).agreements == []

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.labels import LabelError, Quote, check_label, json_path, load_label, quote_stands
from summarizer.errors import InputError
from summarizer.matching import FoldedText
from tests.evals.eval_builders import agreement, label, party, quotes, staff


def as_file(tmp_path: Path, document: Any) -> Path:
    path = tmp_path / "a1.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return path


def document() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(label(agreement(party("甲医院"), party("乙医院"))).model_dump_json())
    return read


def test_a_label_survives_its_file(tmp_path: Path) -> None:
    expected = label(agreement(party("甲医院"), party("乙医院")))
    assert load_label(as_file(tmp_path, expected.model_dump_json())) == expected


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "a1.json"
    path.write_bytes(b"\xef\xbb\xbf" + label().model_dump_json().encode())
    assert load_label(path) == label()


def test_a_whole_article_summary_is_a_label(tmp_path: Path) -> None:
    whole = document()
    whole["article"] |= {"source": "a1.txt", "sha256": "0" * 64, "chars": 8, "text": "甲医院与乙医院。"}
    whole |= {"summary": "甲医院与乙医院合作。", "warnings": [], "provenance": {"engine": "rules"}}
    whole["agreements"][0]["parties"][0]["evidence"] = [{"quote": "甲医院", "start": 0, "end": 3}]
    assert load_label(as_file(tmp_path, whole)).agreements[0].parties[0].evidence[0].start == 0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda d: d["agreements"][0]["parties"][1].update(role="boss"), "agreements[0].parties[1].role"),
        (lambda d: d["agreements"][0].update(partys=[]), "agreements[0].partys"),
        (lambda d: d["agreements"][0]["parties"][0].update(evidence=[]), "agreements[0].parties[0].evidence"),
        (lambda d: d["agreements"][0].pop("duration"), "agreements[0].duration"),
        (lambda d: d.pop("agreements"), "agreements"),
        (lambda d: d.update(schema_version="2"), "schema_version"),
    ],
    ids=["no such role", "mistyped field", "no evidence", "missing key", "no agreements", "other version"],
)
def test_a_faulty_label_is_named_with_file_and_path(tmp_path: Path, change: Any, told: str) -> None:
    faulty = document()
    change(faulty)
    with pytest.raises(LabelError) as caught:
        load_label(as_file(tmp_path, faulty))
    assert "a1.json" in str(caught.value)
    assert told in str(caught.value)


def test_many_faults_are_cut_after_the_first(tmp_path: Path) -> None:
    faulty = document()
    faulty["agreements"] = [{}]
    with pytest.raises(LabelError, match="and 2 more"):
        load_label(as_file(tmp_path, faulty))


def test_what_is_not_json_or_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="document"):
        load_label(as_file(tmp_path, "{"))
    with pytest.raises(InputError, match="none.json"):
        load_label(tmp_path / "none.json")


def test_check_finds_quotes_that_stand_nowhere() -> None:
    read = label(agreement(party("甲医院"), party("丙医院")))
    [fault] = check_label(read, article_id="a1", text="甲医院与乙医院签约。")
    assert fault.path == "agreements[0].parties[1].evidence[0]"
    assert "丙" not in fault.problem  # articles of the test split are never quoted on a terminal


def test_check_compares_as_the_contract_does() -> None:
    read = label(agreement(party("x", quote="对口支援10人"), party("y", quote="甲 医 院")))
    assert check_label(read, article_id="a1", text="甲医院對口支援１０人。") == []


def test_check_finds_wrong_ids_long_quotes_and_duplicates() -> None:
    same = staff("chief", quote="甲" * 121)
    read = label(agreement(party("甲"), dispatched_staff=(same, same)), article_id="other")
    problems = [fault.problem for fault in check_label(read, article_id="a1", text="甲" * 200)]
    assert "'other'" in problems[0]
    assert sum("121 characters" in problem for problem in problems) == 2
    assert problems[-1] == "is the same as agreements[0].dispatched_staff[0]"


def test_the_same_item_in_two_agreements_is_no_duplicate() -> None:
    one = agreement(party("甲"), dispatched_staff=(staff("chief", quote="甲"),))
    assert check_label(label(one, one), article_id="a1", text="甲") == []


def test_a_quote_with_offsets_stands_only_there() -> None:
    text = FoldedText("甲医院，甲医院")
    assert quote_stands(Quote(quote="甲医院", start=4, end=7), text)
    assert not quote_stands(Quote(quote="甲医院", start=3, end=6), text)
    assert quote_stands(quotes("甲医院")[0], text)


def test_json_paths_read_like_code() -> None:
    assert json_path(("agreements", 0, "parties", 12, "role")) == "agreements[0].parties[12].role"
    assert json_path(()) == "(document)"

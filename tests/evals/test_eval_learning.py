"""The small model of the rules engine: learned the same way every time, from people readers say are sent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.learning import (
    MODELS,
    Example,
    Labelled,
    fit,
    labelled_articles,
    left_out_as_markdown,
    save_model,
    score,
    staff_examples,
)
from summarizer.reading import read_bytes

PAGE = (
    "标题\n5月9日，临江市中心医院与石泉县人民医院签订帮扶协议。队伍昨晚进城，另外四人都是副主任医师。"
    "院长李成说，全院有护士三百人。"
)


def examples(author: str, sign: str, *, right: int, wrong: int) -> list[Example]:
    return [Example(author, frozenset({sign, "everywhere"}), at < right) for at in range(right + wrong)]


def test_what_goes_with_people_sent_weighs_more() -> None:
    known = examples("one", "comes", right=30, wrong=2) + examples("one", "speaks", right=2, wrong=30)
    weights = fit(known)
    assert weights["comes"] > 0 > weights["speaks"]
    assert fit(known) == weights
    assert score(weights, {"comes"}) > score(weights, {"speaks"})


def test_a_sign_seen_twice_has_no_weight() -> None:
    known = examples("one", "comes", right=30, wrong=30) + examples("one", "rare", right=2, wrong=0)
    assert "rare" not in fit(known)


def test_who_stands_in_the_quote_of_staff_is_sent_and_others_are_not() -> None:
    item: dict[str, object] = {
        "level": "associate_chief",
        "title": "副主任医师",
        "evidence": [{"quote": "另外四人都是副主任医师"}],
    }
    found = list(staff_examples(Labelled("one", read_bytes(PAGE.encode()), [item])))
    assert [example.right for example in found] == [True, False, False]


def test_who_is_another_in_the_quote_teaches_nothing() -> None:
    item: dict[str, object] = {"level": "chief", "title": "主任药师", "evidence": [{"quote": "另外四人都是副主任医师"}]}
    found = list(staff_examples(Labelled("one", read_bytes(PAGE.encode()), [item])))
    assert [example.right for example in found] == [False, False]


def test_a_model_is_written_in_hundredths_with_what_it_rests_on(tmp_path: Path) -> None:
    path = save_model(
        "staff", {"": -1.5, "comes": 0.256, "idle": 0.001}, examples("a", "x", right=3, wrong=1), folder=tmp_path
    )
    content = json.loads(path.read_text(encoding="utf-8"))
    assert (content["level"], content["weights"]) == (-150, {"comes": 26})
    assert content["examples_and_right"] == [4, 3]


def test_each_author_is_read_by_a_model_that_has_not_seen_one() -> None:
    known = [e for author in ("a", "b") for e in examples(author, "comes", right=30, wrong=0)]
    known += [e for author in ("a", "b") for e in examples(author, "speaks", right=0, wrong=30)]
    assert "| a | 60 | 30 | 30 | 30 |" in left_out_as_markdown(known)


def test_the_shipped_model_is_what_learning_gives(tmp_path: Path) -> None:
    known = [example for labelled in labelled_articles() for example in staff_examples(labelled)]
    learnt = json.loads(save_model("staff", fit(known), known, folder=tmp_path).read_text(encoding="utf-8"))
    shipped = json.loads((MODELS / "likely_staff.json").read_text(encoding="utf-8"))
    assert shipped["examples_and_right"] == learnt["examples_and_right"]
    assert shipped["level"] == pytest.approx(learnt["level"], abs=1)  # the last hundredth is the platform's
    for sign in {*shipped["weights"], *learnt["weights"]}:
        assert shipped["weights"].get(sign, 0) == pytest.approx(learnt["weights"].get(sign, 0), abs=1), sign

"""Four real articles, end to end: floors that any honest engine clears. No sentence of theirs stands here."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

import summarizer
from evals.loopback import ChatRequest, Completion, LoopbackServer
from evals.plausible import plausible_reply
from summarizer.schema import Agreement, ArticleSummary
from tests.cli.commands import run_command
from tests.samples import evidence_of

SEEDS = Path(__file__).parent.parent.parent / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not beside this checkout")


@cache
def seed(number: str) -> ArticleSummary:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return summarizer.summarize(path, engine="rules")


def only(number: str) -> Agreement:
    (agreement,) = seed(number).agreements
    return agreement


def kinds(agreement: Agreement) -> set[str]:
    return {training.kind for training in agreement.training_commitments}


def staff(agreement: Agreement) -> set[tuple[str, bool]]:
    return {(item.level, item.or_above) for item in agreement.dispatched_staff}


def test_seed_000() -> None:
    agreement = only("000")
    assert len(agreement.parties) == 3
    assert {party.name[-4:] for party in agreement.parties} == {"盛京医院", "人民政府", "人民医院"}
    assert agreement.signing_date is not None
    assert agreement.signing_date.value == "2021-05-09"
    assert ("associate_chief", True) in staff(agreement)
    assert {"further_study", "lecture", "remote"} <= kinds(agreement)


def test_seed_002() -> None:
    agreement = only("002")
    assert agreement.signing_date is not None
    assert agreement.signing_date.value == "2018-08-21"
    assert agreement.duration is not None
    assert agreement.duration.months == 60
    assert {("management", False), ("associate_chief", True)} <= staff(agreement)
    numbers = {(t.quantity.op, t.quantity.value, t.quantity.upper) for t in agreement.target_metrics if t.quantity}
    assert {("gt", 90, None), ("ge", 2, None), ("range", 1, 2)} <= numbers
    assert any(t.frequency == "yearly" and t.quantity and t.quantity.value == 2 for t in agreement.target_metrics)
    assert any("三级" in (target.goal or "") for target in agreement.target_metrics)
    assert ("further_study", "yearly") in {(t.kind, t.frequency) for t in agreement.training_commitments}


def test_seed_003() -> None:
    agreement = only("003")
    assert {party.name for party in agreement.parties} == {"桂林市中西医结合医院", "灵川县中医医院"}
    assert agreement.signing_date is not None
    assert agreement.signing_date.value == "2018-06-15"


def test_seed_001() -> None:
    summary = seed("001")
    assert "(" not in summary.article.text.replace("(含", "")
    pairs = [{party.name for party in agreement.parties} for agreement in summary.agreements]
    assert len(pairs) >= 4
    assert any({"蚌埠市卫健委", "上海市第十人民医院"} <= names for names in pairs)
    assert any("东南大学附属中大医院" in names and any("中医" in name for name in names) for names in pairs)
    assert any({"宁波二院", "宁波妇儿医院"} & names and "市四院" in names for names in pairs)
    assert any({"怀远县人民医院", "南京鼓楼医院"} <= names for names in pairs)
    experts = [item for agreement in summary.agreements for item in agreement.dispatched_staff if item.count]
    assert any(item.count and item.count.value == 18 and "执行主任" in (item.position or "") for item in experts)


@pytest.mark.parametrize("number", ["000", "001", "002", "003"])
def test_every_quote_stands_in_the_text(number: str) -> None:
    summary = seed(number)
    evidence = list(evidence_of(summary))
    assert evidence
    assert all(summary.article.text[e.start : e.end] == e.quote for e in evidence)


@pytest.mark.parametrize("number", ["000", "001", "002", "003"])
def test_two_runs_are_equal_but_for_the_seconds(number: str) -> None:
    def without_seconds(summary: ArticleSummary) -> str:
        provenance = summary.provenance.model_copy(update={"seconds": 0.0})
        return summary.model_copy(update={"provenance": provenance}).model_dump_json()

    (path,) = SEEDS.glob(f"{number}_*.txt")
    assert without_seconds(seed(number)) == without_seconds(summarizer.summarize(path, engine="rules"))


def test_the_seeds_go_through_the_llm_road(tmp_path: Path) -> None:
    def answer(request: ChatRequest) -> Completion:
        return Completion(plausible_reply(str(request.messages[-1]["content"])))

    out = tmp_path / "out.jsonl"
    with LoopbackServer(answer) as server:
        address = ("--base-url", server.base_url, "--model", "m", "--mode", "json_schema")
        printed = run_command("run", str(SEEDS), "-o", str(out), *address)
        assert len(server.requests) == 4
    assert printed.code == 0, printed.errors
    summaries = [ArticleSummary.model_validate_json(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [summary.provenance.engine for summary in summaries] == ["llm"] * 4
    assert all(summary.agreements for summary in summaries)
    for summary in summaries:
        text = summary.article.text
        assert all(text[piece.start : piece.end] == piece.quote for piece in evidence_of(summary))


def test_the_seeds_are_here_where_ci_has_them() -> None:
    assert len(list(SEEDS.glob("*.txt"))) == 4 or not os.environ.get("CI")

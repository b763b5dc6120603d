"""`--cross-check` as a user gives it: what comes out, what it costs, and what a run that goes on does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import summarizer
from evals.loopback import ChatRequest, Completion, LoopbackServer, Reply
from evals.loopback_batches import BatchLoopbackServer
from evals.synthetic import write_notices
from summarizer import ArticleSummary, ConfigError, load_settings
from tests.batch.test_provider import command, reader
from tests.cli.commands import Printed, run_command

PAGES = {
    "a": (
        "甲市医院与乙县医院签约\n2021年5月9日，甲市医院与乙县医院签订对口帮扶协议，为期三年。\n"
        "甲市医院每年派出5名专家。"
    ),
    "b": "甲市医院与丙县医院签约\n2022年6月1日，甲市医院与丙县医院签订对口帮扶协议，为期五年。",
}


def cited(sentence: int, **fields: Any) -> dict[str, Any]:
    return fields | {"sentences": [sentence]}


def answer(page: str, *, months: str) -> str:
    """What a model says of one of the pages; `months` is its reading of the term."""
    other = "乙县医院" if page == "a" else "丙县医院"
    day = "2021年5月9日" if page == "a" else "2022年6月1日"
    agreement = {
        "name": None,
        "parties": [
            cited(2, name="甲市医院", role="supporter", aliases=[]),
            cited(2, name=other, role="recipient", aliases=[]),
        ],
        "signing_date": cited(2, wording=day),
        "duration": cited(2, wording=months) if months else None,
        "dispatched_staff": [],
        "target_metrics": [],
        "training_commitments": [],
    }
    return json.dumps({"agreements": [agreement]}, ensure_ascii=False)


class Model:
    """Answers as told, and counts how often it was asked."""

    def __init__(self) -> None:
        self.requests = 0

    def __call__(self, request: ChatRequest) -> Reply:
        self.requests += 1
        page = "a" if "乙县医院" in str(request.messages[-1]["content"]) else "b"
        return Completion(answer(page, months="三年" if page == "a" else ""))


class Desk:
    """A folder of articles, and a command line that reads them through a loopback model."""

    def __init__(self, folder: Path, model: Model, server: LoopbackServer) -> None:
        self.folder, self.model, self.server = folder, model, server
        self.output = folder / "out.jsonl"
        for name, text in PAGES.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")

    def run(self, *more: str, env: dict[str, str] | None = None) -> Printed:
        where = ["--base-url", self.server.base_url, "--api-key", "k", "--model", "m", "--mode", "json_schema"]
        keep = {"SUMMARIZER_CACHE_FOLDER": str(self.folder / "cache"), **(env or {})}
        inputs = [str(self.folder / f"{name}.txt") for name in PAGES]
        return run_command("run", *inputs, "-o", str(self.output), *where, *more, env=keep)

    @property
    def records(self) -> list[ArticleSummary]:
        lines = self.output.read_text(encoding="utf-8").splitlines()
        return [ArticleSummary.model_validate_json(line) for line in lines]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    model = Model()
    with LoopbackServer(model) as server:
        yield Desk(tmp_path, model, server)


def test_a_run_marks_values_asks_questions_and_says_where_to_look(desk: Desk) -> None:
    printed = desk.run("--cross-check")
    assert printed.code == 0, printed.stderr
    first, second = desk.records
    assert first.cross_check is not None and second.cross_check is not None
    assert {item.second_reader for item in first.agreements[0].parties} == {"agreed"}
    assert [(one.field, one.instead_of) for one in first.cross_check.rules_only] == [("dispatched_staff", None)]
    assert [one.text for one in second.cross_check.rules_only] == ["期限 五年（60个月）"]
    assert second.agreements[0].duration is None
    told = next(line for line in printed.stderr.splitlines() if "look first at" in line)
    assert told.index("b (0.25)") < told.index("a (0.2"), "the higher score comes first"


def test_a_run_that_goes_on_with_the_check_asks_for_nothing_again(desk: Desk) -> None:
    assert desk.run().code == 0
    asked = desk.model.requests
    assert [one.cross_check for one in desk.records] == [None, None]
    assert desk.run("--cross-check").code == 0
    assert desk.model.requests == asked, "replies come from the cache"
    assert all(one.cross_check for one in desk.records)
    again = desk.run("--cross-check")
    assert desk.model.requests == asked and "2 finished before" in again.stderr


def test_the_environment_can_ask_for_it(desk: Desk) -> None:
    assert desk.run(env={"SUMMARIZER_CROSS_CHECK": "true"}).code == 0
    assert all(one.cross_check for one in desk.records)


def test_the_rules_are_not_their_own_second_reader(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text(PAGES["a"], encoding="utf-8")
    printed = run_command("run", str(page), "--engine", "rules", "--cross-check")
    assert (printed.code, len(printed.errors)) == (3, 1)
    assert "second reader" in printed.errors[0] and "OPENAI_BASE_URL" in printed.errors[0]
    with pytest.raises(ConfigError, match="second reader"):
        load_settings(engine="rules", cross_check=True)
    # Somebody's environment asks for it wherever it makes sense: here it does not, and nothing breaks.
    quiet = run_command("run", str(page), "--engine", "rules", env={"SUMMARIZER_CROSS_CHECK": "true"})
    assert quiet.code == 0 and '"cross_check":null' in quiet.stdout


def test_python_and_show_give_it_too(desk: Desk) -> None:
    where: dict[str, Any] = {"base_url": desk.server.base_url, "api_key": "k", "model": "m", "mode": "json_schema"}
    summary = summarizer.summarize(desk.folder / "b.txt", cross_check=True, **where)
    assert summary.cross_check is not None and summary.cross_check.review_score == 0.25
    options = [word for name, value in where.items() for word in (f"--{name.replace('_', '-')}", value)]
    shown = run_command("show", str(desk.folder / "b.txt"), "--cross-check", *options)
    assert "复核分 0.25" in shown.stdout and "仅规则读到：期限 五年" in shown.stdout


def test_without_the_check_no_record_changes(desk: Desk) -> None:
    assert desk.run().code == 0
    assert {item.second_reader for one in desk.records for item in one.agreements[0].parties} == {None}
    assert load_settings(model="m").deciding() == load_settings(model="m", cross_check=False).deciding()


def test_a_batch_is_checked_when_it_is_collected(tmp_path: Path) -> None:
    write_notices(tmp_path / "articles", 3, chars=300)
    output = tmp_path / "out.jsonl"
    inputs = (str(tmp_path / "articles"), "-o", str(output), "--mode", "json_schema", "--no-cache")
    with BatchLoopbackServer(reader) as server:
        assert command(server, "batch", "submit", *inputs, folder=tmp_path).code == 0
        live = len(server.requests)
        collected = command(server, "batch", "collect", "-o", str(output), "--cross-check", folder=tmp_path)
        assert len(server.requests) == live, "everything was answered in the batch"
    assert collected.code == 0, collected.stderr
    read = [ArticleSummary.model_validate_json(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert len(read) == 3 and all(one.cross_check for one in read)
    assert "cross-check" in collected.stderr

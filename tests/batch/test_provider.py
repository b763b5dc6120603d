"""The provider's batch interface: the same records as live, whatever comes back and whatever interrupts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.loopback import ChatRequest, Completion, Hang, Reply, Reset, server_error
from evals.loopback_batches import BatchLoopbackServer
from evals.plausible import plausible_reply
from evals.synthetic import answer, supporter_of, write_notices
from tests.cli.commands import Printed, run_command

FIXTURES = Path(__file__).parents[2] / "fixtures"
ARTICLES = sorted(FIXTURES.glob("*/articles/*"))


def reader(request: ChatRequest) -> Reply:
    """Answer about any article, and the probe."""
    if "北山县人民医院派出5名医师" in request.text:
        return Completion('{"sending_unit":"北山县人民医院","head_count":5}')
    text = request.messages[1]["content"]
    reply = answer(text) if supporter_of(text) else plausible_reply(text)
    return Completion(reply, input_tokens=len(request.text), output_tokens=len(reply))


def command(server: BatchLoopbackServer, *words: str, folder: Path) -> Printed:
    environment = {
        "OPENAI_BASE_URL": server.base_url,
        "OPENAI_API_KEY": "sk-secret-123456",
        "SUMMARIZER_MODEL": "test-model",
        "SUMMARIZER_CACHE_FOLDER": str(folder / "cache"),
    }
    return run_command(*words, env=environment)


def records(path: Path) -> list[str]:
    """Return the lines, without the seconds they took: everything else is equal to the byte."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [json.dumps(r | {"provenance": r["provenance"] | {"seconds": 0}}, ensure_ascii=False) for r in lines]


def live_and_batch(tmp_path: Path, inputs: list[str], mode: str, *more: str) -> tuple[list[str], list[str]]:
    with BatchLoopbackServer(reader, looks=2) as server:
        live, path = tmp_path / "live.jsonl", tmp_path / "batch.jsonl"
        words = ("--mode", mode, "--no-cache")
        assert command(server, "run", *inputs, "-o", str(live), *words, "-q", folder=tmp_path).code == 0
        asked_live = len(server.requests)
        submitted = command(server, "batch", "submit", *inputs, "-o", str(path), *words, *more, folder=tmp_path)
        assert submitted.code == 0, submitted.stderr
        early = command(server, "batch", "collect", "-o", str(path), "-q", folder=tmp_path)
        assert (early.code, "not all have ended" in early.stderr) == (3, True)
        collected = command(server, "batch", "collect", "-o", str(path), "-q", folder=tmp_path)
        assert collected.code == 0, collected.stderr
        corrections = sum(len(request.messages) > 2 for request in server.requests[:asked_live])
        assert len(server.requests) == asked_live + 1 + corrections, "one probe, and what had to be corrected"
        assert not (tmp_path / "batch.jsonl.batch").exists()
        return records(live), records(path)


@pytest.mark.parametrize("mode", ["json_schema", "tools", "json", "md_json"])
def test_records_of_all_fixtures_equal_those_of_the_live_path(tmp_path: Path, mode: str) -> None:
    inputs = ARTICLES if mode == "json_schema" else ARTICLES[:4]
    live, batch = live_and_batch(tmp_path, [str(path) for path in inputs], mode)
    assert len(live) == len(inputs)
    assert batch == live


def test_files_are_split_by_the_provider_s_limits(tmp_path: Path) -> None:
    write_notices(tmp_path / "articles", 7, chars=300, reposts=True)
    live, batch = live_and_batch(tmp_path, [str(tmp_path / "articles")], "json_schema", "--max-requests", "3")
    assert batch == live


def spoiled(kind: Callable[[ChatRequest], Reply]) -> Callable[[ChatRequest], Reply]:
    """Return a reader that spoils the first answer about every second article."""
    seen: set[str] = set()

    def read(request: ChatRequest) -> Reply:
        about = supporter_of(request.messages[1]["content"])
        if about is None or about in seen or hash_of(about) % 2:
            return reader(request)
        seen.add(about)
        return kind(request)

    return read


def hash_of(text: str) -> int:
    return sum(map(ord, text))


SPOILED: dict[str, Callable[[ChatRequest], Reply]] = {
    "expired": lambda request: Hang(),
    "an error": lambda request: server_error(500),
    "half a line": lambda request: Reset(),
    "truncated": lambda request: Completion('{"agreements":[{"name"', finish_reason="length"),
    "malformed": lambda request: Completion("{]"),
    "another schema": lambda request: Completion('{"deals":[]}'),
    "empty": lambda request: Completion(""),
}


def submit_and_collect(tmp_path: Path, kind: str, *more: str) -> tuple[BatchLoopbackServer, Printed, Path]:
    write_notices(tmp_path / "articles", 8, chars=300)
    path = tmp_path / "out.jsonl"
    inputs = (str(tmp_path / "articles"), "-o", str(path), "--mode", "json_schema", "--no-cache")
    with BatchLoopbackServer(spoiled(SPOILED[kind])) as server:
        assert command(server, "batch", "submit", *inputs, folder=tmp_path).code == 0
        collected = command(server, "batch", "collect", "-o", str(path), "-q", *more, folder=tmp_path)
    return server, collected, path


@pytest.mark.parametrize("kind", SPOILED)
def test_what_is_missing_or_invalid_is_asked_for_live(tmp_path: Path, kind: str) -> None:
    server, collected, path = submit_and_collect(tmp_path, kind)
    assert collected.code == 0, collected.stderr
    assert [json.loads(line)["article"]["id"] for line in records(path)] == [f"n{n:06d}" for n in range(8)]
    assert all(json.loads(line)["agreements"] for line in records(path))
    assert 1 < len(server.requests) < 9


def test_what_is_missing_can_be_asked_for_in_a_second_batch(tmp_path: Path) -> None:
    write_notices(tmp_path / "articles", 8, chars=300)
    path = tmp_path / "out.jsonl"
    inputs = (str(tmp_path / "articles"), "-o", str(path), "--mode", "json_schema", "--no-cache")
    with BatchLoopbackServer(spoiled(SPOILED["expired"])) as server:
        assert command(server, "batch", "submit", *inputs, folder=tmp_path).code == 0
        first = command(server, "batch", "collect", "-o", str(path), "-q", "--second-batch", folder=tmp_path)
        assert (first.code, "in another batch" in first.stdout) == (0, True), first.stderr
        assert 0 < len(records(path)) < 8
        second = command(server, "batch", "collect", "-o", str(path), "-q", folder=tmp_path)
        assert second.code == 0, second.stderr
        assert len(server.batches) == 2
        assert len(server.requests) == 2, "a probe for each submission, and nothing else live"
    assert len(records(path)) == 8
    assert not path.with_name("out.failed.jsonl").exists()


def submission(path: Path) -> Any:
    return json.loads((path.with_name(path.name + ".batch") / "submission.json").read_text(encoding="utf-8"))


def test_a_submission_cut_short_is_completed_without_a_second_batch(tmp_path: Path) -> None:
    write_notices(tmp_path / "articles", 6, chars=300)
    path = tmp_path / "out.jsonl"
    words = ("batch", "submit", str(tmp_path / "articles"), "-o", str(path), "--max-requests", "3", "--no-cache")
    with BatchLoopbackServer(reader) as server:
        assert command(server, *words, "--mode", "json_schema", folder=tmp_path).code == 0
        kept = submission(path)
        assert "sk-secret" not in json.dumps(kept)
        kept["parts"][1]["batch_id"] = None  # killed after the batch was created and before its id was noted
        (tmp_path / "out.jsonl.batch" / "submission.json").write_text(json.dumps(kept), encoding="utf-8")
        assert command(server, *words, "--mode", "json_schema", folder=tmp_path).code == 0
        assert len(server.batches) == 2
        assert [part["batch_id"] for part in submission(path)["parts"]] == ["batch_1", "batch_2"]


def test_new_articles_are_submitted_beside_those_under_way(tmp_path: Path) -> None:
    write_notices(tmp_path / "articles", 3, chars=300)
    path = tmp_path / "out.jsonl"
    words = ("batch", "submit", str(tmp_path / "articles"), "-o", str(path), "--mode", "json_schema", "--no-cache")
    with BatchLoopbackServer(reader) as server:
        assert command(server, *words, folder=tmp_path).code == 0
        write_notices(tmp_path / "articles", 5, chars=300)
        assert command(server, *words, folder=tmp_path).code == 0
        assert [part["requests"] for part in submission(path)["parts"]] == [3, 2]
        other = command(server, *words, "--extra-body", '{"top_p": 0.5}', folder=tmp_path)
        assert (other.code, "other batches are under way" in other.stderr) == (3, True)


def test_status_and_cancel_tell_how_far_it_is(tmp_path: Path) -> None:
    write_notices(tmp_path / "articles", 2, chars=300)
    path = tmp_path / "out.jsonl"
    words = ("batch", "submit", str(tmp_path / "articles"), "-o", str(path), "--mode", "json_schema", "--no-cache")
    with BatchLoopbackServer(reader, looks=9) as server:
        nothing = command(server, "batch", "status", "-o", str(path), folder=tmp_path)
        assert (nothing.code, "nothing was submitted" in nothing.stderr) == (1, True)
        assert command(server, *words, folder=tmp_path).code == 0
        assert "batch_1  in_progress" in command(server, "batch", "status", "-o", str(path), folder=tmp_path).stdout
        assert "batch_1  cancelled" in command(server, "batch", "cancel", "-o", str(path), folder=tmp_path).stdout
        assert command(server, "batch", "collect", "-o", str(path), "-q", folder=tmp_path).code == 0
    assert len(records(path)) == 2


def test_standard_input_and_the_rules_are_refused(tmp_path: Path) -> None:
    with BatchLoopbackServer(reader) as server:
        refused = command(server, "batch", "submit", "-", "-o", str(tmp_path / "o.jsonl"), folder=tmp_path)
    assert (refused.code, "are files" in refused.stderr) == (3, True)

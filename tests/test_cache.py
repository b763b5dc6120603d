from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest

from evals.loopback import ChatRequest, Completion, LoopbackServer, Reply, rate_limited
from evals.synthetic import answer, write_notices
from summarizer.cache import CachedReply, ReplyCache, reply_key
from tests.cli.commands import Printed, run_command

KEPT = CachedReply('{"agreements":[]}', requests=2, input_tokens=100, output_tokens=7)


def entry(folder: Path) -> Path:
    (path,) = folder.glob("??/*.json")
    return path


def test_a_reply_comes_back_as_it_was_kept_and_is_readable(tmp_path: Path) -> None:
    cache, key = ReplyCache(tmp_path), reply_key({"model": "m", "user": "第一篇"})
    assert cache.get(key) is None
    cache.put(key, KEPT, about={"model": "m"})
    assert ReplyCache(tmp_path).get(key) == KEPT
    assert json.loads(entry(tmp_path).read_text(encoding="utf-8"))["model"] == "m"
    assert (cache.info().replies, cache.info().bytes > 0) == (1, True)


def test_keys_follow_what_changes_a_reply_and_not_its_order() -> None:
    assert reply_key({"a": 1, "b": 2}) == reply_key({"b": 2, "a": 1}) != reply_key({"a": 1, "b": 3})


@pytest.mark.parametrize("damage", ["", "{", '{"format": 1}', "[]", "changed", "null"])
def test_a_damaged_entry_is_reported_removed_and_asked_for_again(tmp_path: Path, damage: str) -> None:
    cache, key = ReplyCache(tmp_path), reply_key({"n": 1})
    cache.put(key, KEPT, about={})
    path = entry(tmp_path)
    text = path.read_text(encoding="utf-8").replace("agreements", "agreement5") if damage == "changed" else damage
    path.write_text(text, encoding="utf-8")
    assert cache.get(key) is None
    assert (cache.damaged, path.exists()) == (1, False)
    cache.put(key, KEPT, about={})
    assert cache.get(key) == KEPT


def test_a_cache_cleared_while_in_use_goes_on(tmp_path: Path) -> None:
    cache, other = ReplyCache(tmp_path / "replies"), ReplyCache(tmp_path / "replies")
    cache.put(reply_key({"n": 1}), KEPT, about={})
    assert other.clear().replies == 1
    assert cache.get(reply_key({"n": 1})) is None
    cache.put(reply_key({"n": 2}), KEPT, about={})
    assert (cache.problem, cache.info().replies) == (None, 1)


def test_a_cache_that_cannot_be_written_costs_no_result(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    cache = ReplyCache(tmp_path / "file")
    cache.put(reply_key({"n": 1}), KEPT, about={})
    assert cache.get(reply_key({"n": 1})) is None
    assert cache.problem is not None
    assert "can't be kept" in cache.problem


def _write_many(folder: Path) -> None:
    cache = ReplyCache(folder)
    for number in range(60):
        cache.put(reply_key({"n": number}), KEPT, about={})
        assert cache.get(reply_key({"n": number})) == KEPT


def test_several_processes_share_it(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_write_many, args=(tmp_path,)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    cache = ReplyCache(tmp_path)
    assert (cache.info().replies, cache.damaged) == (60, 0)
    assert not list(tmp_path.glob("??/*.new"))


class Model:
    """Spoils every first reply about an article in a given way."""

    def __init__(self, first: Reply | None = None) -> None:
        self.first, self.requests = first, 0

    def __call__(self, request: ChatRequest) -> Reply:
        self.requests += 1
        if self.first is not None and self.requests == 1:
            return self.first
        return Completion(answer(str(request.messages[1]["content"])), input_tokens=100, output_tokens=10)


def run(model: Model, tmp_path: Path, name: str, *words: str, port: int = 0) -> Printed:
    write_notices(tmp_path / "articles", 1, chars=300)
    with LoopbackServer(model, port=port) as server:
        return run_command(
            *("run", str(tmp_path / "articles"), "-o", str(tmp_path / name), "-q", "--mode", "json_schema", *words),
            *("--base-url", server.base_url, "--api-key", "k", "--model", "m"),
            env={"SUMMARIZER_CACHE_FOLDER": str(tmp_path / "cache")},
        )


def free_port() -> int:
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_a_new_output_is_made_from_the_cache_without_a_request(tmp_path: Path) -> None:
    port = free_port()  # one address, for an endpoint elsewhere is another model
    assert run(Model(), tmp_path, "first.jsonl", port=port).code == 0
    second = Model()
    assert run(second, tmp_path, "second.jsonl", port=port).code == 0
    assert second.requests == 0
    first, again = (json.loads((tmp_path / n).read_text("utf-8")) for n in ("first.jsonl", "second.jsonl"))
    assert again["provenance"]["requests"] == 1, "a record tells what its reply cost, whenever it was paid"
    assert {**first, "provenance": 0} == {**again, "provenance": 0}
    third = Model()
    assert run(third, tmp_path, "third.jsonl", "--extra-body", '{"top_p": 0.5}', port=port).code == 0
    assert third.requests == 1
    fourth = Model()
    assert run(fourth, tmp_path, "fourth.jsonl", "--no-cache", port=port).code == 0
    assert fourth.requests == 1


@pytest.mark.parametrize(
    ("first", "requests"),
    [
        (Completion('{"agreements":[]', finish_reason="length"), 2),
        (Completion("no JSON"), 2),
        (rate_limited(retry_after=0), 2),
        (Completion(None, refusal="no"), 1),
    ],
    ids=["truncated", "invalid", "refused by the gate", "refused by the model"],
)
def test_only_valid_replies_are_kept(tmp_path: Path, first: Reply, requests: int) -> None:
    model = Model(first)
    run(model, tmp_path, "out.jsonl")
    assert model.requests == requests
    kept = list((tmp_path / "cache").rglob("*.json"))
    texts = [json.loads(path.read_text(encoding="utf-8"))["reply"] for path in kept]
    assert all(json.loads(text)["agreements"] for text in texts)
    assert len(kept) == requests - 1


def test_the_command_says_what_is_kept_and_clears_it(tmp_path: Path) -> None:
    environment = {"SUMMARIZER_CACHE_FOLDER": str(tmp_path / "cache")}
    run(Model(), tmp_path, "out.jsonl")
    assert "replies  1\n" in run_command("cache", "info", env=environment).stdout
    assert "1 replies removed" in run_command("cache", "clear", env=environment).stdout
    assert "replies  0\n" in run_command("cache", "info", env=environment).stdout

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from summarizer.article import Article
from summarizer.batch.budget import Budget, Estimate
from summarizer.batch.ledger import failures_path, open_ledger
from summarizer.batch.run import GIVE_UP_AFTER, Event, Run, RunOptions, Skipped
from summarizer.errors import FatalModelError, InputError, InvalidReplyError, ModelUnavailableError, OutputError
from tests.engines import CountingExtractor
from tests.samples import TEXT, an_article

UNAVAILABLE = ModelUnavailableError("busy", endpoint="http://127.0.0.1", requests=5)


def article(number: int, *, sent: int | None = None) -> Article:
    """Return an article that differs from every other in a fact: how many people are sent."""
    text = TEXT.replace("8名", f"{sent or number + 1}名")
    return replace(an_article(text, article_id=f"a{number}"), sha256=sha256(text.encode()).hexdigest())


def articles(count: int, *, first: int = 0) -> list[Article | InputError]:
    return [article(number) for number in range(first, first + count)]


def run(
    path: Path,
    items: Iterable[Article | InputError],
    extractor: CountingExtractor,
    *,
    settings: str = "s",
    stop_after: int | None = None,
    crash_after: int | None = None,
    ordered: bool = True,
    budget: Budget | None = None,
    **options: Any,
) -> list[Event]:
    """Do one run; `crash_after` leaves it as a kill would, `stop_after` as one Ctrl-C."""

    async def all_events() -> list[Event]:
        seen: list[Event] = []
        async for event in one.events(items):
            seen.append(event)
            if crash_after is not None and len(seen) >= crash_after:
                raise KeyboardInterrupt
            if stop_after is not None and len(seen) >= stop_after:
                one.stop()
        return seen

    ledger = open_ledger(path, ordered=ordered)
    with closing(ledger):
        one = Run(extractor, ledger, RunOptions(settings=settings, **{"concurrency": 4, **options}), budget=budget)
        seen = asyncio.run(all_events())
        ledger.finish(whole_run=one.ending == "complete")
    return seen


def ids(path: Path) -> list[str]:
    return [record["article"]["id"] for record in records(path)]


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def comparable(path: Path) -> list[dict[str, Any]]:
    """Return the records without what tells how long they took."""
    return [record | {"provenance": record["provenance"] | {"seconds": 0}} for record in records(path)]


SLOW = {"a0": 200, "a7": 90, "a8": 30}


def test_records_stand_in_the_order_of_the_inputs(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    run(path, articles(20), CountingExtractor(rounds=SLOW))
    assert ids(path) == [f"a{number}" for number in range(20)]
    assert not failures_path(path).exists()


def test_records_may_stand_in_the_order_they_were_done(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    run(path, articles(20), CountingExtractor(rounds=SLOW), ordered=False)
    assert sorted(ids(path)) == sorted(f"a{number}" for number in range(20))
    assert ids(path)[0] != "a0"


def test_a_finished_batch_is_not_done_again(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    run(path, articles(5), CountingExtractor())
    before = path.read_bytes()
    extractor = CountingExtractor()
    events = run(path, articles(5), extractor)
    assert extractor.asked == {}
    assert all(isinstance(event, Skipped) for event in events)
    assert path.read_bytes() == before


@pytest.mark.parametrize("crashes", [[1], [5], [12], [3, 2, 6, 1]])
def test_after_a_kill_nothing_is_lost_repeated_or_out_of_order(tmp_path: Path, crashes: list[int]) -> None:
    whole, path = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    run(whole, articles(20), CountingExtractor(rounds=SLOW))
    extractor = CountingExtractor(rounds=SLOW)
    for crash_after in crashes:
        with pytest.raises(KeyboardInterrupt):
            run(path, articles(20), extractor, crash_after=crash_after + sum(crashes[: crashes.index(crash_after)]))
    run(path, articles(20), extractor)
    assert comparable(path) == comparable(whole)
    repeated = sum(extractor.asked.values()) - 20
    assert repeated <= 4 * len(crashes), "only what was under way may be asked again"


def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    extractor = CountingExtractor(rounds=SLOW)
    run(path, articles(20), extractor, stop_after=3)
    assert 3 <= len(ids(path)) < 20
    run(path, articles(20), extractor)
    assert ids(path) == [f"a{number}" for number in range(20)]
    assert set(extractor.asked.values()) == {1}


def test_half_a_line_is_repaired(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    run(path, articles(5), CountingExtractor())
    whole = path.read_bytes()
    path.write_bytes(whole[:-40])
    extractor = CountingExtractor()
    run(path, articles(5), extractor)
    assert extractor.asked == {"a4": 1}
    assert ids(path) == ["a0", "a1", "a2", "a3", "a4"]


def test_a_line_that_the_journal_has_missed_is_taken_in(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    run(path, articles(4), CountingExtractor())
    fourth = path.read_bytes().splitlines(keepends=True)[3]
    path.unlink()
    (tmp_path / "out.jsonl.journal").unlink()
    run(path, articles(3), CountingExtractor())
    with path.open("ab") as stream:
        stream.write(fourth + b'{"schema_version":"1","arti')
    extractor = CountingExtractor()
    run(path, articles(4), extractor)
    assert extractor.asked == {}
    assert ids(path) == ["a0", "a1", "a2", "a3"]


@pytest.mark.parametrize("damage", ["deleted", "overwritten", "cut", "zeroed"])
def test_a_lost_journal_is_rebuilt_from_the_output(tmp_path: Path, damage: str) -> None:
    path, journal = tmp_path / "out.jsonl", tmp_path / "out.jsonl.journal"
    run(path, articles(6), CountingExtractor())
    before = path.read_bytes()
    match damage:
        case "deleted":
            journal.unlink()
        case "overwritten":
            journal.write_bytes(b"not a database at all" * 400)
        case "cut":
            journal.write_bytes(journal.read_bytes()[:9000])
        case _:
            journal.write_bytes(journal.read_bytes()[:4096] + bytes(20000))
    extractor = CountingExtractor()
    run(path, articles(6), extractor)
    assert extractor.asked == {}
    assert path.read_bytes() == before


def test_a_deleted_output_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    run(path, articles(3), CountingExtractor())
    path.unlink()
    extractor = CountingExtractor()
    run(path, articles(3), extractor)
    assert ids(path) == ["a0", "a1", "a2"]
    assert sum(extractor.asked.values()) == 3


def test_a_damaged_line_is_made_again_and_the_others_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    run(path, articles(5), CountingExtractor())
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[1] + b"\0" * (len(lines[2]) - 1) + b"\n" + lines[3] + lines[4])
    (tmp_path / "out.jsonl.journal").unlink()
    extractor = CountingExtractor()
    run(path, articles(5), extractor)
    assert extractor.asked == {"a2": 1}
    assert ids(path) == ["a0", "a1", "a2", "a3", "a4"]


def test_somebody_elses_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    for content in ('{"mine": 1}\n', "half a line"):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(OutputError, match="holds something else"):
            open_ledger(path)
        assert path.read_text(encoding="utf-8") == content
        (tmp_path / "out.jsonl.journal").unlink()


def test_two_runs_on_one_output_are_refused(tmp_path: Path) -> None:
    first = open_ledger(tmp_path / "out.jsonl")
    with closing(first), pytest.raises(OutputError, match="another run is writing"):
        open_ledger(tmp_path / "out.jsonl")
    with closing(open_ledger(tmp_path / "out.jsonl")):
        pass


def test_only_a_changed_article_is_done_again_and_replaces_its_record(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    items = articles(5)
    run(path, items, CountingExtractor())
    items[2] = article(2, sent=88)
    extractor = CountingExtractor()
    run(path, items, extractor)
    assert extractor.asked == {"a2": 1}
    assert ids(path) == ["a0", "a1", "a2", "a3", "a4"]
    assert "88名" in records(path)[2]["article"]["text"]


def test_other_settings_do_everything_again(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    run(path, articles(3), CountingExtractor(), settings="s")
    extractor = CountingExtractor()
    run(path, articles(3), extractor, settings="t")
    assert sum(extractor.asked.values()) == 3
    assert [record["provenance"]["settings_sha256"] for record in records(path)] == ["t"] * 3


def test_new_inputs_take_their_place_and_those_no_longer_given_stay(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    run(path, articles(2, first=4), CountingExtractor())
    run(path, [*articles(2), *articles(1, first=5)], CountingExtractor())
    assert ids(path) == ["a4", "a0", "a1", "a5"]


def test_an_input_given_twice_is_done_once(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    extractor = CountingExtractor()
    run(path, [*articles(2), *articles(2)], extractor)
    assert ids(path) == ["a0", "a1"]
    assert set(extractor.asked.values()) == {1}


def failures(path: Path) -> list[dict[str, Any]]:
    return records(failures_path(path))


def test_failures_are_kept_with_their_reason_and_asked_again_only_when_told(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    refused = InvalidReplyError("refused", endpoint="http://127.0.0.1", requests=3)
    items = articles(4)
    items.insert(2, InputError("is empty", source="empty.txt"))
    run(path, items, CountingExtractor(faults={"a1": refused}))
    assert ids(path) == ["a0", "a2", "a3"]
    assert [(f["source"], f["stage"], f["code"], f["attempts"]) for f in failures(path)] == [
        ("a1.txt", "extract", "invalid_reply", 3),
        ("empty.txt", "read", "unreadable", 0),
    ]

    extractor = CountingExtractor()
    run(path, items, extractor)
    assert extractor.asked == {}
    assert len(failures(path)) == 2

    run(path, items, CountingExtractor(faults={"a1": refused}), retry_failed=True)
    assert failures(path)[0]["attempts"] == 6

    del items[2]
    run(path, items, extractor, retry_failed=True)
    assert extractor.asked == {"a1": 1}
    assert ids(path) == ["a0", "a1", "a2", "a3"]
    assert not failures_path(path).exists()


def test_a_wrong_key_stops_the_run_and_keeps_what_is_done(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    fatal = FatalModelError("wrong key", endpoint="http://127.0.0.1")
    with pytest.raises(FatalModelError):
        run(path, articles(20), CountingExtractor(faults={"a5": fatal}))
    extractor = CountingExtractor()
    run(path, articles(20), extractor)
    assert "a4" not in extractor.asked
    assert ids(path) == [f"a{number}" for number in range(20)]


def test_an_endpoint_that_is_gone_stops_the_run(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    extractor = CountingExtractor(faults={f"a{number}": UNAVAILABLE for number in range(5, 100)})
    with pytest.raises(ModelUnavailableError, match="in a row"):
        run(path, articles(100), extractor)
    assert len(extractor.asked) <= 5 + GIVE_UP_AFTER + 4


def test_the_budget_stops_the_run_and_a_higher_one_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    extractor = CountingExtractor()

    def limited(max_tokens: int) -> list[Event]:
        budget = Budget(max_tokens=max_tokens)
        extractor.budget = budget
        return run(path, articles(20), extractor, budget=budget, estimate=lambda _: Estimate(1, 100, 10))

    limited(500)
    assert len(ids(path)) == 4
    limited(500)
    assert len(ids(path)) == 4
    limited(2200)
    assert ids(path) == [f"a{number}" for number in range(20)]
    assert set(extractor.asked.values()) == {1}


@pytest.mark.parametrize("read_only", ["folder"])
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, read_only: str) -> None:
    with pytest.raises(OutputError, match="can't be written"):
        open_ledger(tmp_path / "missing" / "out.jsonl")

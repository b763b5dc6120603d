"""Recorded replies: given only to their own requests, through the real client, and made anew only when that is safe."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.cases import Case, folder_cases
from evals.drafting import (
    Draft,
    WrittenReply,
    load_drafts,
    rebind,
    record_draft,
    requests_for,
    save_recording,
)
from evals.examining import examine
from evals.loopback import Completion, LoopbackServer
from evals.recorder import record
from evals.recording import Recording, changed_sections, load_recording
from summarizer.errors import InputError
from summarizer.llm.options import Mode
from summarizer.settings import load_settings
from tests.evals.eval_builders import agreement, date, label, party, term
from tests.evals.eval_runs import TEXT, write_cases

GOLD = label(
    agreement(
        party("甲市人民医院", "supporter"),
        party("乙县人民医院", "recipient"),
        signing_date=date("2021-05-09", "2021年5月9日"),
        duration=term(60, "五年"),
    )
)


def reply(*, day: str = "2021年5月9日", first: str = "甲市人民医院") -> dict[str, Any]:
    """What a model answers to TEXT."""
    return {
        "agreements": [
            {
                "name": None,
                "parties": [
                    {"sentences": [2], "name": first, "role": "supporter", "aliases": []},
                    {"sentences": [2], "name": "乙县人民医院", "role": "recipient", "aliases": []},
                ],
                "signing_date": {"sentences": [2], "wording": day},
                "duration": {"sentences": [1], "wording": "五年"},
                "dispatched_staff": [],
                "target_metrics": [],
                "training_commitments": [],
            }
        ]
    }


def draft(*contents: str | dict[str, Any], mode: Mode = "json_schema", **options: Any) -> Draft:
    replies = tuple(WrittenReply(content=content, **options) for content in contents)
    return Draft(article_id="a", mode=mode, faults="none", replies=replies)


def written_case(folder: Path) -> Case:
    write_cases(folder, GOLD, ("a",))
    [only] = folder_cases(folder / "articles", folder / "labels", replies=folder / "replies")
    return only


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return written_case(tmp_path)


def recorded(case: Case, one: Draft) -> Recording:
    recording, _ = record_draft(one, case)
    save_recording(recording, case)
    return recording


@pytest.mark.parametrize("mode", ["json_schema", "tools", "json", "md_json"])
def test_a_written_reply_is_replayed_through_the_real_client_in_every_mode(case: Case, mode: Mode) -> None:
    recorded(case, draft(reply(), mode=mode))
    report = examine("recorded", [case])
    assert report.failed == ()
    assert report.splits[0].figures["micro"].value == 1.0
    assert (report.model, report.usage.requests) == ("recorded (written)", 1)
    assert report.usage.input_tokens > report.usage.output_tokens > 0


def test_a_re_ask_is_replayed_with_its_own_reply(case: Case) -> None:
    recording = recorded(case, draft(reply(day="2020年1月1日"), reply()))
    assert len({one.request.tail for one in recording.exchanges}) == 2
    report = examine("recorded", [case])
    assert report.splits[0].figures["signing_date"].value == 1.0
    assert report.usage.requests == 2


def test_a_truncated_reply_is_asked_again_and_replayed(case: Case) -> None:
    cut = json.dumps(reply(), ensure_ascii=False)[:150]
    two = (WrittenReply(content=cut, finish_reason="length"), WrittenReply(content=reply()))
    recorded(case, Draft(article_id="a", faults="cut off at the output limit", replies=two))
    report = examine("recorded", [case])
    assert report.splits[0].figures["micro"].value == 1.0
    assert report.usage.requests == 2


def test_a_recording_survives_its_file(case: Case) -> None:
    recording = recorded(case, draft(reply()))
    assert case.reply_path is not None
    assert load_recording(case.reply_path) == recording


def changed(recording: Recording, **parts: Any) -> Recording:
    """Return the recording as it would be of a request that differs in some parts."""
    first, *rest = recording.exchanges
    other = first.model_copy(update={"request": first.request.model_copy(update=parts)})
    return recording.model_copy(update={"exchanges": (other, *rest)})


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"wire_schema": "x"}, "the wire schema changed"),
        ({"sentences": "x"}, "the text as it is read and split changed"),
        ({"frame": "x"}, "the frame of the article changed"),
        ({"tail": "x"}, "what a re-ask says changed"),
        ({"sections": {"duration": "x"}}, "the prompt changed"),
    ],
)
def test_a_request_that_is_not_the_recorded_one_fails_its_article(case: Case, parts: Any, told: str) -> None:
    save_recording(changed(recorded(case, draft(reply())), **parts), case)
    report = examine("recorded", [case])
    assert report.articles == ()
    [failed] = report.failed
    assert failed.reason.startswith(f"recording a no longer fits: {told}")
    assert "python -m evals rebind" in failed.reason


def test_a_changed_prompt_is_told_section_by_section(case: Case) -> None:
    recording = recorded(case, draft(reply()))
    sections = recording.exchanges[0].request.sections
    assert {"parties", "signing_date", "duration", "dispatched_staff", "target_metrics"} <= sections.keys()
    assert changed_sections({**sections, "extra": "x"}, sections) == "extra removed"
    assert changed_sections(sections, {**sections, "duration": "x", "new": "y"}) == "new added, duration changed"
    assert changed_sections({"a": "1", "b": "2"}, {"b": "2", "a": "1"}) == "its sections moved"


def test_one_request_too_many_fails_and_one_too_few_is_noted(case: Case) -> None:
    recording = recorded(case, draft(reply(day="2020年1月1日"), reply()))
    save_recording(recording.model_copy(update={"exchanges": recording.exchanges[:1]}), case)
    [failed] = examine("recorded", [case]).failed
    assert "asks once more than was recorded" in failed.reason
    twice = recorded(case, draft(reply()))
    save_recording(twice.model_copy(update={"exchanges": twice.exchanges * 2}), case)
    [article] = examine("recorded", [case]).articles
    assert article.warnings[0] == "1 of 2 recorded replies never asked for"


def test_an_article_without_a_recording_fails(case: Case) -> None:
    [failed] = examine("recorded", [case]).failed
    assert "no recorded replies" in failed.reason


def test_a_draft_must_hold_exactly_the_replies_that_are_asked_for(case: Case) -> None:
    with pytest.raises(InputError, match=r"asks again after 1 replies: .*2020年1月1日"):
        record_draft(draft(reply(day="2020年1月1日")), case)
    with pytest.raises(InputError, match="only 1 of 2 replies"):
        record_draft(draft(reply(), reply()), case)


def test_drafts_are_read_one_or_many_and_faults_named(tmp_path: Path) -> None:
    path = tmp_path / "drafts.json"
    path.write_text(json.dumps([{"article_id": "a", "faults": "none", "replies": [{"content": "{}"}]}]))
    assert load_drafts(path)[0].replies[0].content == "{}"
    path.write_text('{"article_id": "a"}')
    with pytest.raises(InputError, match="not a draft"):
        load_drafts(path)
    with pytest.raises(InputError, match="none"):
        load_drafts(tmp_path / "none")


def test_rebind_follows_a_change_of_wording(case: Case) -> None:
    recording = recorded(case, draft(reply(day="2020年1月1日"), reply()))
    reworded = changed(recording, sections={"parties": "as it was once put"}, frame="x", tail="y")
    save_recording(reworded, case)
    assert rebind([case]) == {"a": recording}
    save_recording(recording, case)
    assert rebind([case]) == {}


@pytest.mark.parametrize("parts", [{"sentences": "x"}, {"wire_schema": "x"}])
def test_rebind_refuses_where_the_replies_would_answer_another_question(case: Case, parts: Any) -> None:
    save_recording(changed(recorded(case, draft(reply())), **parts), case)
    with pytest.raises(InputError, match="no longer fits"):
        rebind([case])


def test_rebind_refuses_when_a_reply_is_no_longer_asked_for(case: Case) -> None:
    recording = recorded(case, draft(reply()))
    save_recording(recording.model_copy(update={"exchanges": recording.exchanges * 2}), case)
    with pytest.raises(InputError, match="never asked for"):
        rebind([case])


def test_the_prompt_is_shown_as_it_is_sent(case: Case) -> None:
    [request] = requests_for(case, mode="json_schema")
    assert [message["role"] for message in request.messages] == ["system", "user"]
    assert f"[1] {TEXT.splitlines()[0]}" in request.messages[1]["content"]


def test_a_real_endpoint_is_recorded_raw_and_replayed(case: Case) -> None:
    kept: dict[str, Recording | str] = {}
    answer = Completion(json.dumps(reply(), ensure_ascii=False), input_tokens=1234, output_tokens=56)
    with LoopbackServer([answer]) as endpoint:
        options = {"model": "test-model", "base_url": endpoint.base_url, "api_key": "secret-key", "mode": "tools"}
        settings = load_settings(engine="llm", **options)
        record([case], settings, on_recording=lambda one, result: kept.update({one.id: result}))
        assert endpoint.requests[0].headers["Authorization"] == "Bearer secret-key"
    recording = kept["a"]
    assert isinstance(recording, Recording)
    assert (recording.origin, recording.mode) == ("test-model", "tools")
    assert recording.exchanges[0].response["usage"]["prompt_tokens"] == 1234
    assert "secret-key" not in recording.model_dump_json()
    save_recording(recording, case)
    assert examine("recorded", [case]).splits[0].figures["micro"].value == 1.0


def test_an_endpoint_that_fails_leaves_no_recording(case: Case) -> None:
    kept: dict[str, Recording | str] = {}
    with LoopbackServer([Completion("", finish_reason="content_filter")]) as endpoint:
        settings = load_settings(engine="llm", model="m", base_url=endpoint.base_url, mode="tools")
        record([case], settings, on_recording=lambda one, result: kept.update({one.id: result}))
    assert isinstance(kept["a"], str)

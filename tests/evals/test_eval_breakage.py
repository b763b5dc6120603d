"""The exam catches what is broken on purpose: a rule taken out, a field of the prompt deleted, a check left off.

Breaking our own code while it runs is what `monkeypatch` is for here; everything else stays real, clients included.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import summarizer.llm.extractor
import summarizer.pipeline
import summarizer.rules
from evals.baseline import Baseline
from evals.cases import Case, fixture_cases
from evals.comparing import hold_to_baseline
from evals.drafting import record_draft, save_recording
from evals.examining import examine
from evals.loopback import ChatRequest
from evals.replaying import open_replay
from evals.report import Report, build_report
from evals.running import run_cases
from summarizer.article import Chunk
from summarizer.extraction import ChunkExtraction
from summarizer.grounding import ground
from summarizer.llm import prompting
from summarizer.rules.staff import find_staff
from summarizer.rules.targets import find_targets
from summarizer.rules.training import find_training
from tests.evals.test_eval_recordings import draft, reply, written_case


def gate(before: Report, after: Report) -> dict[str, tuple[str, ...]]:
    """Return what the gate names, and where it says to look."""
    failures = hold_to_baseline(after, Baseline(entries={}).updated(before))
    return {failure.what: failure.articles for failure in failures}


def some_cases() -> list[Case]:
    """Half of the dev articles: every rule below is needed by some of them."""
    return fixture_cases("dev")[:12]


@pytest.fixture(scope="module")
def intact() -> Report:
    return examine("rules", some_cases())


RULES_TAKEN_OUT: dict[str, tuple[str, Callable[..., Any]]] = {
    "duration": ("find_duration", lambda text, sentences: None),
    "training_commitments": (
        "find_training",
        lambda text, sentences: [one for one in find_training(text, sentences) if one.kind != "remote"],
    ),
    "target_metrics": (
        "find_targets",
        lambda text, sentences, **told: [
            one for one in find_targets(text, sentences, **told) if one.quantity is not None
        ],
    ),
    "dispatched_staff": (
        "find_staff",
        lambda text, sentences: [one for one in find_staff(text, sentences) if one.position is None],
    ),
}


@pytest.mark.parametrize("field", RULES_TAKEN_OUT)
def test_a_rule_taken_out_shuts_the_gate_at_its_field(
    field: str, intact: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summarizer.rules, *RULES_TAKEN_OUT[field])
    named = gate(intact, examine("rules", some_cases()))
    assert named.keys() == {field}
    assert named[field]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return written_case(tmp_path)


@pytest.fixture
def without_duration(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Delete the duration's section from the prompt."""
    whole = prompting.load_prompts()
    start = whole.extract.index("**duration**")
    end = whole.extract.index("**dispatched_staff**")
    shortened = replace(whole, extract=whole.extract[:start] + whole.extract[end:])
    monkeypatch.setattr(prompting, "load_prompts", lambda: shortened)
    prompting.system_prompt.cache_clear()
    yield
    prompting.system_prompt.cache_clear()


def test_a_field_deleted_from_the_prompt_shuts_the_gate_and_is_named(
    case: Case, request: pytest.FixtureRequest
) -> None:
    save_recording(record_draft(draft(reply()), case)[0], case)
    before = examine("recorded", [case])
    request.getfixturevalue("without_duration")
    after = examine("recorded", [case])
    assert gate(before, after) == {"not read": ("a",)}
    assert "the prompt changed (duration removed)" in after.failed[0].reason


def test_a_model_that_is_no_longer_asked_for_a_field_shuts_the_gate_at_it(
    case: Case, request: pytest.FixtureRequest
) -> None:
    save_recording(record_draft(draft(reply()), case)[0], case)
    before = examine("recorded", [case])
    request.getfixturevalue("without_duration")
    assert gate(before, replayed(case, edit=tells_only_what_it_is_asked)) == {"duration": ("a",)}


def tells_only_what_it_is_asked(request: ChatRequest, response: dict[str, Any]) -> dict[str, Any]:
    """Play a model that fills in what the prompt explains."""
    message = response["choices"][0]["message"]
    content = json.loads(message["content"])
    for agreement in content["agreements"]:
        if "**duration**" not in request.text:
            agreement["duration"] = None
    return {**response, "choices": [{**response["choices"][0], "message": {**message, "content": json.dumps(content)}}]}


def replayed(case: Case, *, edit: Callable[[ChatRequest, dict[str, Any]], dict[str, Any]]) -> Report:
    with open_replay([case], exact=False, edit=edit) as engine:

        async def read() -> list[Any]:
            try:
                return [engine.judge(outcome) for outcome in await run_cases([case], engine.extractor_for)]
            finally:
                await engine.aclose()

        outcomes = asyncio.run(read())
    return build_report([outcomes], engine="recorded", model=None, wall_seconds=0.0)


def ground_but_trust_dates(extraction: ChunkExtraction, chunk: Chunk) -> ChunkExtraction:
    """Ground everything except dates, which are believed: they get their first cited sentence as evidence."""
    grounded = ground(
        extraction._replace(agreements=tuple(one._replace(signing_date=None) for one in extraction.agreements)), chunk
    )
    places = {sentence.number: sentence.span for sentence in chunk.citable}
    believed = [
        after._replace(signing_date=told._replace(evidence=(places[told.sentences[0]],)) if told else None)
        for after, told in zip(grounded.agreements, (one.signing_date for one in extraction.agreements), strict=True)
    ]
    return grounded._replace(agreements=tuple(believed))


def test_a_grounding_check_left_off_shuts_the_gate_at_its_field(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    # The recorded model invents a day, is told so, and mends it: without the check nobody tells it.
    save_recording(record_draft(draft(reply(day="2020年1月1日"), reply()), case)[0], case)
    before = examine("recorded", [case])
    for module in (summarizer.pipeline, summarizer.llm.extractor):
        monkeypatch.setattr(module, "ground", ground_but_trust_dates)
    after = examine("recorded", [case])
    assert gate(before, after) == {"signing_date": ("a",)}
    assert after.articles[0].warnings[0] == "1 of 2 recorded replies never asked for"

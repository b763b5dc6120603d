from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.llm.replies import goes_in_circles, salvage, to_agreements, unwrapped
from summarizer.llm.wire import Reply


def test_a_valid_reply_is_salvaged_whole(answer: str) -> None:
    kept = salvage(answer)
    assert kept is not None
    assert kept.reply == Reply.model_validate_json(answer)
    assert (kept.items, kept.lost) == (6 + 1, 0)


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9])
def test_an_unfinished_reply_keeps_its_finished_items(answer: str, share: float) -> None:
    whole, kept = salvage(answer), salvage(answer[: int(len(answer) * share)])
    assert whole is not None and kept is not None
    assert 0 < kept.items < whole.items


@pytest.mark.parametrize(
    ("text", "items", "lost"),
    [
        ('{"agreements": []}', 0, 0),
        ('好的：{"agreements": []} 以上。', 0, 0),
        ('{"agreements": ["甲"]}', 0, 1),
        ('```json\n{"name": "Reply", "arguments": {"agreements": []}}\n```', 0, 0),
        ('{"agreements": [{"parties": [{"name": "甲院", "role": "partner"}]}]}', 1, 0),
        ('{"agreements": [{"parties": {"name": "甲院", "role": "partner", "note": 1}}]}', 1, 0),
        ('{"agreements": [{"parties": [{"name": "甲院", "role": "甲方"}], "duration": "三年"}]}', 0, 2),
        ('{"parties": [{"name": "甲院", "role": "partner", "aliases": null, "sentences": ["[2]"]}]}', 1, 0),
    ],
)
def test_salvage_keeps_items_and_counts_what_it_loses(text: str, items: int, lost: int) -> None:
    kept = salvage(text)
    assert kept is not None
    assert (kept.items, kept.lost) == (items, lost)


@pytest.mark.parametrize("text", ["", "没有协议", "[]", "{}", '{"result": 1}', '{"agreements": null}', "{{{", '{"a":'])
def test_a_reply_without_agreements_is_not_an_empty_one(text: str) -> None:
    assert salvage(text) is None


@given(st.text())
def test_salvage_takes_any_text(text: str) -> None:
    assert salvage(text) is None or "agreements" in text or "parties" in text


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["agreements", "parties", "name", "role", "sentences", "duration", "wording", "title", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
)


@given(st.lists(_JSON, max_size=3))
def test_salvage_takes_any_agreements(agreements: list[object]) -> None:
    kept = salvage(json.dumps({"agreements": agreements}))
    assert kept is not None
    assert len(kept.reply.agreements) <= len(agreements)
    to_agreements(kept.reply)


def test_items_that_say_nothing_are_left_out() -> None:
    blank = {
        "name": "《帮扶协议》",
        "parties": [{"sentences": [1], "name": " ", "role": "partner", "aliases": []}],
        "signing_date": {"sentences": [1], "wording": ""},
        "duration": None,
        "dispatched_staff": [],
        "target_metrics": [
            {"sentences": [1], "name": "服务", "quantity": None, "goal": None, "frequency": None, "deadline": None}
        ],
        "training_commitments": [],
    }
    (agreement,) = to_agreements(Reply.model_validate({"agreements": [blank]}))
    assert agreement.name == "帮扶协议"
    assert (agreement.parties, agreement.signing_date, agreement.target_metrics) == ((), None, ())


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ('{"a":1}', '{"a":1}'),
        ('```json\n{"a":1}\n```', '{"a":1}'),
        ('<think>\n想{"b":2}\n</think>\n\n{"a":1}', '{"a":1}'),
        ('```\n{"a":1}', '{"a":1}'),
    ],
)
def test_thoughts_and_fences_come_off(text: str, bare: str) -> None:
    assert unwrapped(text) == bare


def test_circles_are_told_from_long_lists() -> None:
    item = '{"sentences":[2],"name":"甲市医院","role":"supporter","aliases":["甲院","市医院","甲市第一医院","我院"]},'
    assert goes_in_circles('{"agreements":[' + item * 20)
    different = "".join(item.replace("甲市", f"甲{number}市") for number in range(20))
    assert not goes_in_circles('{"agreements":[' + different)

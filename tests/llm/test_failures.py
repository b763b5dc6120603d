from __future__ import annotations

import datetime

import pytest

from summarizer.llm.failures import failure_of_status, page_failure, parse_retry_after, tell

NOON = datetime.datetime(2021, 5, 9, 12, 0, 0, tzinfo=datetime.UTC).timestamp()


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after": "Sun, 09 May 2021 12:00:30 GMT"}, 30.0),
        ({"retry-after": "Sun, 09 May 2021 11:00:00 GMT"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
    ],
)
def test_parse_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    assert parse_retry_after(headers, now=NOON) == seconds


# What endpoints really say, by kind. The wordings are those of OpenAI, Azure, DeepSeek, DashScope, vLLM, Ollama,
# llama.cpp and OpenRouter.
SAID = [
    (
        400,
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens'",
        "parameter",
    ),
    (400, "Unsupported value: 'temperature' does not support 0.0 with this model.", "parameter"),
    (400, "Invalid 'response_format' of type 'json_schema' is not supported with this model.", "mode"),
    (400, "This response_format type is unavailable now", "mode"),
    (400, "The tool_choice parameter does not support being set to required or object in thinking mode", "mode"),
    (404, "No endpoints found that support tool use.", "mode"),
    (400, "Model Not Exist", "no_such_model"),
    (404, "The model `x` does not exist or you do not have access to it.", "no_such_model"),
    (404, 'model "qwen" not found, try pulling it first', "no_such_model"),
    (404, "File Not Found", "fatal"),
    (400, "This model's maximum context length is 4096 tokens", "too_long"),
    (400, "the request exceeds the available context size, try increasing it", "too_long"),
    (400, "Range of input length should be [1, 30720]; input is too long", "too_long"),
    (413, "Payload Too Large", "too_long"),
    (400, "Output data may contain inappropriate content.", "refused"),
    (400, "The response was filtered due to content management policy: content_filter", "refused"),
    (402, "Insufficient Balance", "fatal"),
    (429, "You exceeded your current quota: insufficient_quota", "fatal"),
    (429, "Rate limit reached for requests per day (RPD)", "fatal"),
    (429, "Requests rate limit exceeded, please try again later.", "unavailable"),
    (429, "You exceeded your current quota, limit: 15 requests per minute", "unavailable"),
    (503, "Loading model", "unavailable"),
    (529, "Overloaded", "unavailable"),
    (400, "messages: field required", "invalid"),
    (422, "Input should be a valid list", "invalid"),
]


@pytest.mark.parametrize(("status", "message", "kind"), SAID, ids=[f"{s} {m[:30]}" for s, m, _ in SAID])
def test_what_endpoints_say_is_told_apart(status: int, message: str, kind: str) -> None:
    assert failure_of_status(status, message=message).kind == kind


@pytest.mark.parametrize(
    "message", ["Incorrect key: sk-abcdef123456", "sk-proj-ab_cd-1234567890 is wrong", "Bearer abc.def-ghijklmnop"]
)
def test_keys_are_masked(message: str) -> None:
    assert "***" in tell(message)
    assert "1234" not in tell(message)


def test_long_words_are_cut_to_one_line() -> None:
    assert len(tell("很长\n" * 500)) == 200
    assert "\n" not in tell("很长\n" * 500)


@pytest.mark.parametrize(
    ("text", "before", "kind", "told"),
    [
        ("<html><title> 登录 </title></html>", False, "fatal", "a web page “登录”"),
        ("<!DOCTYPE html><p>", True, "unavailable", "a web page"),
        ("", False, "fatal", "an empty body"),
        ("pong", False, "fatal", "pong"),
    ],
)
def test_a_page_is_a_wrong_address_until_the_endpoint_has_worked(text: str, before: bool, kind: str, told: str) -> None:
    failure = page_failure(text, answered_before=before)
    assert failure.kind == kind
    assert told in failure.reason

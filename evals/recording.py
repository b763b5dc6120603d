"""Recorded replies of one article: raw chat completions, and which requests they answer.

A reply is only worth replaying to the request it was given to. Each exchange therefore keeps a fingerprint of its
request, in parts, so that a misfit can say what changed: the prompt (section by section), the text as it was read, the
frame around it, the wire schema, or what a re-ask says. Model, sampling and limits are left out: they don't change
what is asked.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.labels import json_path
from evals.loopback import ChatRequest
from summarizer.errors import InputError
from summarizer.llm.options import Mode

_SECTION = re.compile(r"^(?:#+ +(?P<heading>.+)|\*\*(?P<field>\w+)\*\*)", re.MULTILINE)
"""Where a section of the prompt begins: a heading, or the bold name of a field at the start of a line."""

_NUMBERED = re.compile(r"^\[\d+\] .*$", re.MULTILINE)
"""A sentence of the article as the prompt shows it."""

_LIBRARY_VERSION = re.compile(r"errors\.pydantic\.dev/[\d.]+/")
"""Pydantic's messages link to the pages of its own version."""

_MODES: Mapping[str, Mode] = {"tools": "tools", "json_schema": "json_schema", "json_object": "json", "text": "md_json"}


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Fingerprint(_Closed):
    """What matters of one request, hashed part by part."""

    sections: dict[str, str]
    """Name and hash of each section of the system prompt, in order."""
    frame: str
    """The article's message without its sentences: title, date, publisher, fence, the question."""
    sentences: str
    """The numbered sentences."""
    wire_schema: str
    """The JSON Schema of the reply; of nothing, where the prompt carries it."""
    tail: str
    """The messages after the article: earlier replies and what was wrong with them."""


class Exchange(_Closed):
    """One request, as a fingerprint, and the raw response to it."""

    request: Fingerprint
    response: dict[str, Any]


class Recording(_Closed):
    """Everything one article was answered, in the order of the requests."""

    format: Literal["1"] = "1"
    article_id: str
    origin: str
    """`written` by hand, or the model that answered."""
    faults: str
    """What is deliberately wrong with it, in one line; of a model's replies, empty."""
    mode: Mode
    exchanges: tuple[Exchange, ...]


def load_recording(path: Path) -> Recording:
    """Read a recording.

    Raises:
        InputError: the file can't be read or is no recording.
    """
    try:
        return Recording.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(error.strerror or "can't be read", source=path) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(f"not a recording: {json_path(first['loc'])}: {first['msg']}", source=path) from error


def recording_as_json(recording: Recording) -> str:
    """Return a recording as it is stored: a fingerprint on one line, so that a rebinding reads as such in review."""
    exchanges = []
    for one in recording.exchanges:
        request = json.dumps(one.request.model_dump(), ensure_ascii=False)
        response = json.dumps(one.response, ensure_ascii=False, indent=1)
        exchanges.append(f'{{"request": {request},\n"response": {response}}}')
    head = json.dumps(recording.model_dump(exclude={"exchanges"}), ensure_ascii=False, indent=1)
    return f'{head[:-2]},\n "exchanges": [\n' + ",\n".join(exchanges) + "\n]}\n"


def fingerprint(request: ChatRequest) -> Fingerprint:
    """Return the fingerprint of a request of the LLM engine: system prompt, article, then what a re-ask adds."""
    messages = request.messages
    system = "\n".join(_content(one) for one in messages if one["role"] == "system")
    asked = [one for one in messages if one["role"] != "system"]
    article = _content(asked[0]) if asked else ""
    return Fingerprint(
        sections=_sections(system),
        frame=_sha256(_NUMBERED.sub("", article)),
        sentences=_sha256("\n".join(_NUMBERED.findall(article))),
        wire_schema=_sha256(_canonical(_schema(request.body))),
        tail=_sha256(_LIBRARY_VERSION.sub("", _canonical([_without_ids(one) for one in asked[1:]]))),
    )


def holds_an_article(request: ChatRequest) -> bool:
    """Say whether a request asks about an article, and not about the endpoint's abilities."""
    return bool(_NUMBERED.search(request.text))


def mode_of(request: ChatRequest) -> Mode:
    """Return the mode in which a request asks for its structure."""
    return _MODES[request.mode]


def misfit(recorded: Fingerprint, asked: Fingerprint) -> str | None:
    """Say in which respect a request is not the recorded one; None when it is."""
    if recorded.wire_schema != asked.wire_schema:
        return "the wire schema changed"
    if recorded.sentences != asked.sentences:
        return "the text as it is read and split changed"
    if list(recorded.sections.items()) != list(asked.sections.items()):
        return f"the prompt changed ({changed_sections(recorded.sections, asked.sections)})"
    if recorded.frame != asked.frame:
        return "the frame of the article changed (title, date, publisher, or prompts/article.md)"
    if recorded.tail != asked.tail:
        return "what a re-ask says changed"
    return None


def changed_sections(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Name the sections of the prompt that were removed, added, changed, or else moved."""
    told = [f"{name} removed" for name in before if name not in after]
    told += [f"{name} added" for name in after if name not in before]
    told += [f"{name} changed" for name in before if name in after and before[name] != after[name]]
    return ", ".join(told) or "its sections moved"


def _sections(system: str) -> dict[str, str]:
    found = list(_SECTION.finditer(system))
    starts = [0, *(one.start() for one in found), len(system)]
    names = ["(opening)", *((one["heading"] or one["field"]).strip() for one in found)]
    sections = {}
    for at, name in enumerate(names):
        seen = names[:at].count(name)
        text = system[starts[at] : starts[at + 1]].strip()
        if text:
            sections[f"{name} ({seen + 1})" if seen else name] = _sha256(text)[:16]
    return sections


def _content(message: Mapping[str, Any]) -> str:
    content = message.get("content")
    if isinstance(content, list):  # text in parts
        return "".join(str(part.get("text", "")) for part in content)
    return str(content or "")


def _without_ids(message: Mapping[str, Any]) -> dict[str, Any]:
    """Return a message without the identifiers that an endpoint makes up anew each time."""
    kept = {key: value for key, value in message.items() if key != "tool_call_id" and value is not None}
    if calls := kept.get("tool_calls"):
        kept["tool_calls"] = [call["function"] for call in calls]
    return kept


def _schema(body: Mapping[str, Any]) -> Any:
    if tools := body.get("tools"):
        return tools[0]["function"].get("parameters")
    return body.get("response_format", {}).get("json_schema", {}).get("schema")


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

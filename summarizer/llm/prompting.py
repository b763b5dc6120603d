"""What the model is told: the static part first, so that providers' prompt caches apply, the article last.

The article is untrusted. It stands between two fence lines, and every line of it starts with our own number or label,
so that no text of the article can look like the closing fence; marks that some servers read as control tokens are
broken up. Prompts are files: `prompts/` at the top of a checkout, `summarizer/prompts` in an installed wheel.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

from summarizer.article import Article, Chunk, Sentence
from summarizer.llm.options import Mode
from summarizer.llm.wire import Reply

PROMPT_FILES = ("extract", "examples", "article", "json")

PLACEHOLDERS = {
    "article": frozenset({"title", "published", "publisher", "part", "sentences"}),
    "json": frozenset({"schema"}),
}
"""What the code fills into each file; the others hold none."""

UNKNOWN = "未知"
MAX_LABEL_CHARS = 200
"""A title or publisher longer than this is page damage."""

_CONTROL_TOKEN = re.compile(r"<(?=[|｜])|(?<=[|｜])>|\[(?=/?INST\])")
"""`<|im_end|>` in an article is text, but llama.cpp and others read it as the end of the message."""


@dataclass(frozen=True, slots=True)
class Prompts:
    """The static prompt files, as they are sent."""

    extract: str
    examples: str
    article: str
    json: str


@cache
def load_prompts() -> Prompts:
    """Read the prompt files of this installation."""
    folder = _prompt_folder()
    return Prompts(**{name: (folder / f"{name}.md").read_text(encoding="utf-8").strip() for name in PROMPT_FILES})


@cache
def wire_schema() -> str:
    """Return the wire schema as compact JSON, the way it is hashed and shown."""
    return json.dumps(Reply.model_json_schema(), ensure_ascii=False, separators=(",", ":"))


@cache
def system_prompt(mode: Mode) -> str:
    """Return the static part; the modes without a schema parameter carry the schema in it."""
    prompts = load_prompts()
    parts = [prompts.extract, prompts.examples]
    if mode in ("json", "md_json"):
        parts.append(Template(prompts.json).substitute(schema=wire_schema()))
    return "\n\n".join(parts)


@cache
def prompt_sha256() -> str:
    """Return the hash of everything static that is sent: the prompt files and the wire schema."""
    prompts = load_prompts()
    sent = [getattr(prompts, name) for name in PROMPT_FILES] + [wire_schema()]
    return hashlib.sha256(json.dumps(sent, ensure_ascii=False).encode()).hexdigest()


def article_prompt(chunk: Chunk) -> str:
    """Return the message that holds one chunk: title, publication date, publisher, numbered sentences."""
    article = chunk.article
    return Template(load_prompts().article).substitute(
        title=_one_line(article.title or UNKNOWN)[:MAX_LABEL_CHARS],
        published=article.published.isoformat() if article.published else UNKNOWN,
        publisher=_one_line(article.publisher or UNKNOWN)[:MAX_LABEL_CHARS],
        part=_part(chunk),
        sentences="\n".join(_numbered(article, sentence) for sentence in chunk.citable),
    )


def _part(chunk: Chunk) -> str:
    if chunk.total == 1:
        return ""
    return f"说明：长文的第{chunk.index + 1}部分，共{chunk.total}部分；开头几句是全文的开头\n"


def _numbered(article: Article, sentence: Sentence) -> str:
    return f"[{sentence.number}] {_one_line(sentence.span.slice(article.text))}"


def _one_line(text: str) -> str:
    """Return untrusted text on one line, without control characters and control tokens."""
    if not text.isprintable():
        text = "".join(character if character.isprintable() else " " for character in text)
    return _CONTROL_TOKEN.sub(lambda mark: f" {mark.group()} ", " ".join(text.split()))


def _prompt_folder() -> Path:
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "prompts", package.parent / "prompts"):
        if (folder / "extract.md").is_file():
            return folder
    raise FileNotFoundError(f"no prompt files beside {package}: the installation is incomplete")

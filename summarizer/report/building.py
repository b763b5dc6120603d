"""Builds the review page: page, styles, scripts and data joined into one file that makes no request.

The parts are files in `page/`, joined in the order of their names; there is no build step. Text of articles is data:
it stands in the page as JSON in which nothing can end the element that holds it, and the scripts show it as text nodes
only. A Content-Security-Policy allows exactly the one script and the one style sheet that were written here.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TextIO

from summarizer.exporting.jsonl import to_json_line
from summarizer.exporting.writing import replacing
from summarizer.schema import ArticleSummary
from summarizer.vocabulary import VALUE_NAMES

_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""`<` could start `</script>` or `<!--`; the line separators end a line for old readers of JavaScript."""

POLICY = (
    "default-src 'none'",
    "script-src '{script}'",
    "style-src '{style}'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    # Nothing may turn text into markup, whatever a later change of the scripts does.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
)


def write_report(summaries: Iterable[ArticleSummary], output: str | Path, *, overwrite: bool = False) -> int:
    """Write the page for the summaries, one at a time; return how many there were.

    Raises:
        OutputError: the output exists and `overwrite` is false, or it can't be written; nothing half-written is left.
    """
    with replacing(Path(output), overwrite=overwrite) as partial, partial.open("w", encoding="utf-8") as stream:
        return write_page(summaries, stream)


def write_page(summaries: Iterable[ArticleSummary], stream: TextIO) -> int:
    """Write the page to a stream; return how many summaries it holds."""
    head, tail = _frame().split("{{summaries}}")
    stream.write(head)
    written = 0
    for summary in summaries:
        stream.write(("[" if written == 0 else ",\n") + embed_json(to_json_line(summary)))
        written += 1
    stream.write("]" if written else "[]")
    stream.write(tail)
    return written


def embed_json(text: str) -> str:
    """Return JSON that may stand inside a script element: equal once parsed, and unable to end the element."""
    return text.translate(_IN_SCRIPT)


def _frame() -> str:
    """Return the page with everything but the summaries."""
    style, script = "\n".join(_parts(".css")), _wrapped("\n".join(_parts(".js")))
    policy = "; ".join(POLICY).format(script=_hash(script), style=_hash(style))
    names = {lang: {name: dict(codes) for name, codes in sets.items()} for lang, sets in VALUE_NAMES.items()}
    gaps = {
        "csp": policy,
        "style": style,
        "script": script,
        "words": embed_json(json.dumps(names, ensure_ascii=False)),
    }
    page = _read("page.html")
    for gap, content in gaps.items():
        page = page.replace(f"{{{{{gap}}}}}", content)
    return page


def _wrapped(script: str) -> str:
    return f"(() => {{\n'use strict';\n{script}\n}})();\n"


def _hash(content: str) -> str:
    """Return the hash a policy names.

    Source: W3C, "Content Security Policy Level 3", 2.3.1.
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")


def _parts(suffix: str) -> Iterator[str]:
    folder = files("summarizer.report") / "page"
    for name in sorted(part.name for part in folder.iterdir() if part.name.endswith(suffix)):
        yield _read(name)


def _read(name: str) -> str:
    return (files("summarizer.report") / "page" / name).read_text(encoding="utf-8")

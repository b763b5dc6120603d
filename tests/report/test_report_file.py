"""The page as a file: what stands in it, and what it forbids itself."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from summarizer.cli.commands import app
from summarizer.errors import OutputError
from summarizer.exporting.jsonl import open_writer, to_json_line
from summarizer.report.building import embed_json, write_page, write_report
from summarizer.schema import ArticleSummary
from summarizer.vocabulary import VALUE_NAMES
from tests.summaries import HOSTILE_WORDINGS, a_full_summary, a_hostile_summary


def page_of(*summaries: ArticleSummary) -> str:
    stream = io.StringIO()
    assert write_page(summaries, stream) == len(summaries)
    return stream.getvalue()


def block(page: str, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, flags=re.DOTALL)
    assert found
    return json.loads(found.group(1))


def test_the_page_holds_the_summaries_as_they_are() -> None:
    summaries = [a_full_summary(), *(a_hostile_summary(wording) for wording in HOSTILE_WORDINGS.values())]
    assert block(page_of(*summaries), "summaries") == [json.loads(to_json_line(summary)) for summary in summaries]
    assert block(page_of(), "summaries") == []


def test_the_names_of_values_come_from_the_vocabulary() -> None:
    assert block(page_of(), "words")["zh"]["role"] == dict(VALUE_NAMES["zh"]["role"])


@pytest.mark.parametrize("wording", HOSTILE_WORDINGS.values(), ids=HOSTILE_WORDINGS)
def test_no_wording_adds_an_element(wording: str) -> None:
    plain, hostile = page_of(a_full_summary()), page_of(a_hostile_summary(wording))
    assert hostile.count("<") == plain.count("<")
    assert "\u2028" not in hostile and "\u2029" not in hostile


def test_embedded_json_parses_to_the_same() -> None:
    text = json.dumps("</script><!--&\u2028", ensure_ascii=False)
    assert json.loads(embed_json(text)) == "</script><!--&\u2028"
    assert not set(embed_json(text)) & set("<>&\u2028")


def test_the_policy_allows_the_one_script_and_the_one_style_sheet_and_nothing_else() -> None:
    page = page_of(a_full_summary())
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', page)
    assert found
    policy = dict(rule.split(" ", 1) for rule in found.group(1).split("; "))
    for element, rule in (("script", "script-src"), ("style", "style-src")):
        content = re.findall(rf"<{element}>(.*?)</{element}>", page, flags=re.DOTALL)
        assert len(content) == 1
        digest = base64.b64encode(hashlib.sha256(content[0].encode()).digest()).decode()
        assert policy[rule] == f"'sha256-{digest}'"
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["require-trusted-types-for"] == "'script'"


def test_the_page_names_no_address_and_has_no_inline_handler() -> None:
    page = page_of()
    assert set(re.findall(r"https?://[^'\"\s]+", page)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"\son\w+\s*=\s*[\"']", page)
    for way_in in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert way_in not in page


def test_both_languages_say_the_same_things() -> None:
    words = re.search(r"const WORDS = \{\s+zh: \{(.*?)\n  \},\s+en: \{(.*?)\n  \},\s*\};", page_of(), flags=re.DOTALL)
    assert words
    chinese, english = (re.findall(r"(\w+): '((?:[^'\\]|\\.)*)'", side) for side in words.groups())
    assert [key for key, _ in chinese] == [key for key, _ in english]
    for (key, one), (_, other) in zip(chinese, english, strict=True):
        assert set(re.findall(r"\{\w+\}", one)) == set(re.findall(r"\{\w+\}", other)), key


def test_an_existing_report_is_not_replaced_unasked(tmp_path: Path) -> None:
    (tmp_path / "r.html").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="exists already"):
        write_report([a_full_summary()], tmp_path / "r.html")
    assert write_report([a_full_summary()], tmp_path / "r.html", overwrite=True) == 1


def test_the_command_writes_a_page(tmp_path: Path) -> None:
    with open_writer(tmp_path / "out.jsonl") as writer:
        writer.write(a_full_summary())
    page = tmp_path / "r.html"
    result = CliRunner().invoke(app, ["report", str(tmp_path / "out.jsonl"), "-o", str(page)])
    assert result.exit_code == 0, result.output
    assert "1 articles written to" in result.stderr
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")

"""The report's files: well-formed, complete, and safe to open whatever an article holds."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from evals.quoting import ContextSentence, context_of
from evals.rendering import write_report
from evals.rendering.html import report_as_html, runs_of
from evals.rendering.junit import report_as_junit
from evals.rendering.markdown import cell, report_as_markdown
from evals.rendering.wording import item_in_words
from evals.report import Report
from summarizer.errors import OutputError
from tests.evals.eval_builders import agreement, date, label, party, term
from tests.evals.eval_runs import TEXT, extraction, report_of, write_cases

HOSTILE = "<script>alert(1)</script>|`*\x0b"
GOLD = label(
    agreement(
        party("甲市人民医院", "supporter"),
        party(HOSTILE, "recipient", quote="甲市人民医院"),
        signing_date=date("2021-05-09", "2021年5月9日"),
        duration=term(60, "五年"),
    )
)


@pytest.fixture
def report(tmp_path: Path) -> Report:
    """Two articles with mistakes, one that failed; names and a title that would like to be markup."""
    cases = write_cases(tmp_path, GOLD, ("a", "b", "c"), text="<b>标题</b>&amp;甲市人民医院\n" + TEXT)
    return report_of(cases, {"a": extraction(), "b": extraction(years=None)})


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.scripts = 0
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "input"):
            self.open.append(tag)
        self.scripts += tag == "script"
        self.loads += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_well_formed_self_contained_and_escaped(report: Report) -> None:
    html = report_as_html(report)
    page = _Page()
    page.feed(html)
    assert page.open == []
    assert page.scripts == 1  # its own, none of an article's
    assert all(address.startswith("#") for address in page.loads)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "built-in method" not in html


def test_the_page_shows_figures_failures_and_marked_sentences(report: Report) -> None:
    html = report_as_html(report)
    assert "2 articles (0 negative), 8 gold items" in html
    assert "InvalidReplyError: scripted: no usable reply" in html
    assert '<mark class="gold">五年</mark>' in html
    assert 'data-kind="missed" data-field="duration"' in html


def test_junit_is_well_formed_and_tells_failures_from_errors(report: Report) -> None:
    root = ElementTree.fromstring(report_as_junit(report))
    [suite] = root
    assert (suite.attrib["tests"], suite.attrib["failures"], suite.attrib["errors"]) == ("3", "2", "1")
    cases = {case.attrib["name"]: [child.tag for child in case] for case in suite}
    assert cases == {"a": ["failure"], "b": ["failure"], "c": ["error"]}


def test_markdown_cells_hold_whatever_they_are_given(report: Report) -> None:
    assert cell("a|b\n`c` <d> [e](f)") == r"a\|b \`c\` &lt;d&gt; \[e\](f)"
    rows = [line for line in report_as_markdown(report).splitlines() if line.startswith("| missed")]
    assert rows
    assert all(line.replace(r"\|", "").count("|") == 6 for line in rows)


def test_figures_only_leaves_out_every_word_of_an_article(report: Report) -> None:
    told = report_as_markdown(report, mistakes=False)
    assert "人民医院" not in told
    assert "### own: 2 articles" in told
    assert "1 FAILED" in told


def test_several_runs_show_their_spread(tmp_path: Path) -> None:
    cases = write_cases(tmp_path, GOLD, ("a",))
    report = report_of(cases, {"a": extraction()}, {"a": extraction(years=None)})
    assert "standard deviation" in report_as_markdown(report)
    assert "1/2 runs" in report_as_markdown(report)
    assert "1 of 2 runs" in report_as_html(report)


def test_all_four_files_are_written(report: Report, tmp_path: Path) -> None:
    write_report(report, tmp_path / "out")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["junit.xml", "report.html", "report.json", "report.md"]
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError):
        write_report(report, tmp_path / "file" / "out")


def test_a_sentence_is_cut_where_marks_begin_and_end() -> None:
    sentence = ContextSentence(number=1, text="甲乙丙丁", gold=((0, 2),), predicted=((1, 3),))
    assert runs_of(sentence) == [("甲", "gold"), ("乙", "gold predicted"), ("丙", "predicted"), ("丁", "")]


def test_context_joins_overlapping_quotes_and_skips_what_stands_nowhere() -> None:
    gold = party("甲").model_copy(update={"evidence": (*party("甲乙丙").evidence, *party("丙丁").evidence)})
    [sentence] = context_of("子丑。甲乙丙丁戊。", gold=gold, predicted=party("无此句"))
    assert (sentence.text, sentence.gold, sentence.predicted) == ("甲乙丙丁戊。", ((0, 4),), ())


def test_items_are_told_in_one_line() -> None:
    told = item_in_words(
        {
            "level": "chief",
            "or_above": True,
            "count": {"op": "range", "value": 3.0, "upper": 5.0, "unit": "名"},
            "departments": ["内科", "外科"],
            "position": None,
            "evidence": [{"quote": "…"}],
        }
    )
    assert told == "chief · or_above yes · count 3–5 名 · departments 内科、外科"
    assert item_in_words(None) == "–"

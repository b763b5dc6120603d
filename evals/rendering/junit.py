"""The report as JUnit XML: one test case an article, failed when something in it is wrong, an error when it crashed."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from evals.rendering.wording import MISTAKE_NAMES, item_in_words
from evals.report import ArticleReport, MistakeReport, Report

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Source: XML 1.0, production 2 (Char)."""


def report_as_junit(report: Report) -> str:
    """Return the XML, a suite for each split."""
    root = ElementTree.Element("testsuites", name=f"evals {report.engine}")
    for split in report.splits:
        articles = [article for article in report.articles if article.split == split.split]
        failed = [one for one in report.failed if one.split == split.split]
        suite = ElementTree.SubElement(
            root,
            "testsuite",
            name=f"{report.engine}.{split.split}",
            tests=str(len(articles) + len(failed)),
            failures=str(sum(bool(article.mistakes) for article in articles)),
            errors=str(len(failed)),
            time=f"{sum(article.usage.seconds for article in articles):.3f}",
        )
        for article in articles:
            _add_article(suite, article)
        for one in failed:
            case = ElementTree.SubElement(suite, "testcase", classname=suite.attrib["name"], name=one.id, time="0")
            ElementTree.SubElement(case, "error", message=_clean(one.reason))
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _add_article(suite: ElementTree.Element, article: ArticleReport) -> None:
    case = ElementTree.SubElement(
        suite,
        "testcase",
        classname=suite.attrib["name"],
        name=article.id,
        time=f"{article.usage.seconds:.3f}",
    )
    if article.mistakes:
        fields = ", ".join(dict.fromkeys(mistake.field for mistake in article.mistakes))
        message = f"{len(article.mistakes)} mistakes in {fields}"
        failure = ElementTree.SubElement(case, "failure", message=message)
        failure.text = "\n".join(_clean(_mistake(mistake)) for mistake in article.mistakes)


def _mistake(mistake: MistakeReport) -> str:
    values = f"gold {item_in_words(mistake.gold)} | predicted {item_in_words(mistake.predicted)}"
    return f"{MISTAKE_NAMES[mistake.kind]} {mistake.field}: {values}"


def _clean(text: str) -> str:
    return _NOT_XML.sub("�", text)

"""A report as files for people and for CI: Markdown, one self-contained HTML page, JUnit XML.

The modules are pure; only `write_report` and `write_text` write.
"""

from __future__ import annotations

from pathlib import Path

from evals.report import Report
from summarizer.errors import OutputError


def write_report(report: Report, folder: Path) -> None:
    """Write report.json, report.md, report.html and junit.xml.

    Raises:
        OutputError: the folder can't be written to.
    """
    from evals.rendering.html import report_as_html
    from evals.rendering.junit import report_as_junit
    from evals.rendering.markdown import report_as_markdown

    files = {
        "report.json": report.model_dump_json(indent=1) + "\n",
        "report.md": report_as_markdown(report),
        "report.html": report_as_html(report),
        "junit.xml": report_as_junit(report),
    }
    for name, content in files.items():
        write_text(content, folder / name)


def write_text(content: str, path: Path) -> None:
    """Write one file and the folders above it.

    Raises:
        OutputError: it can't be written there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        raise OutputError(error.strerror or "can't be written", path=path) from error

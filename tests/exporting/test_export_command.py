from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from summarizer.cli import app
from summarizer.errors import ConfigError
from summarizer.exporting.jsonl import open_writer, read_summaries
from tests.summaries import a_full_summary, a_summary


@pytest.fixture
def jsonl(tmp_path: Path) -> Path:
    path = tmp_path / "out.jsonl"
    with open_writer(path) as writer:
        writer.write(a_full_summary())
        writer.write(a_summary(article_id="none"))
    return path


def test_tables_are_written_and_counted(jsonl: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["export", str(jsonl), "--to", "csv", "-o", str(tmp_path / "t"), "--lang", "zh"])
    assert result.exit_code == 0, result.output
    assert "2 articles written to" in result.stderr
    assert result.stdout == ""
    assert (tmp_path / "t" / "staff.csv").read_text(encoding="utf-8-sig").startswith("条目号")


def test_the_digest_goes_to_stdout(jsonl: Path) -> None:
    result = CliRunner().invoke(app, ["export", str(jsonl), "--to", "md", "-q"])
    assert result.exit_code == 0
    assert result.stdout.startswith("## 签约")


def test_tables_become_lines_again(jsonl: Path, tmp_path: Path) -> None:
    tables, back = tmp_path / "t.sqlite", tmp_path / "back.jsonl"
    runner = CliRunner()
    assert runner.invoke(app, ["export", str(jsonl), "--to", "sqlite", "-o", str(tables)]).exit_code == 0
    assert runner.invoke(app, ["export", str(tables), "--to", "jsonl", "-o", str(back)]).exit_code == 0
    assert list(read_summaries(back)) == list(read_summaries(jsonl))


def test_tables_need_a_place(jsonl: Path) -> None:
    result = CliRunner().invoke(app, ["export", str(jsonl), "--to", "xlsx"])
    assert isinstance(result.exception, ConfigError)
    assert "xlsx needs a place to write to" in str(result.exception)

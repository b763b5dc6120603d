from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from summarizer.cli.commands import app
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


def test_duckdb_has_the_last_word_to_itself(tmp_path: Path) -> None:
    """Its bindings report what a frozen collector leaves as leaked."""
    page, table = tmp_path / "page.txt", tmp_path / "out.duckdb"
    page.write_text("3月12日，甲省人民医院与乙县人民医院签订对口帮扶协议。", encoding="utf-8")
    words = [sys.executable, "-m", "summarizer"]
    subprocess.run([*words, "run", page, "-o", tmp_path / "out.jsonl", "--engine", "rules", "-q"], check=True)
    told = subprocess.run(
        [*words, "export", tmp_path / "out.jsonl", "--to", "duckdb", "-o", table],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "leaked" not in told.stderr

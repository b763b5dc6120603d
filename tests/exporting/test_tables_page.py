"""What `docs/tables.md` says is true."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from summarizer.exporting.formats import export
from summarizer.exporting.tables import TABLES
from tests.summaries import a_full_summary

PAGE = (Path(__file__).parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE, flags=re.DOTALL)
ANSWERS = [
    [("a", "2023-06-15", "副主任医师以上", "8名", "云江一院选派副主任医师以上8名到骨科、儿科坐诊带教，每批6个月。")],
    [(2023, 1, 60.0)],
    [("云江医科大学附属第一医院", 1)],
]


@pytest.mark.parametrize(
    ("query", "answer"), list(zip(QUERIES, ANSWERS, strict=True)), ids=["staff", "terms", "supporters"]
)
def test_the_example_queries_answer(query: str, answer: list[object], tmp_path: Path) -> None:
    export([a_full_summary()], tmp_path / "t.sqlite", to="sqlite")
    export([a_full_summary()], tmp_path / "t.duckdb", to="duckdb")
    with closing(sqlite3.connect(tmp_path / "t.sqlite")) as connection:
        assert connection.execute(query).fetchall() == answer
    with closing(duckdb.connect(tmp_path / "t.duckdb")) as database:
        assert database.execute(query).fetchall() == answer


def test_every_table_is_described() -> None:
    assert re.findall(r"^\| `(\w+)` \|", PAGE, flags=re.MULTILINE) == [table.name for table in TABLES]

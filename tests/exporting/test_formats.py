from __future__ import annotations

import csv
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import openpyxl
import pytest
from pyarrow import parquet

from summarizer.errors import ConfigError, InputError, OutputError
from summarizer.exporting.formats import FORMATS, TABLE_FORMATS, export, read_exported
from summarizer.exporting.tables import TABLES, RowMaker
from summarizer.exporting.workbook import open_workbook
from summarizer.exporting.writing import write_rows
from summarizer.schema import ArticleSummary
from tests.summaries import HOSTILE_WORDINGS, a_full_summary, a_hostile_summary, a_summary

HOSTILE = [a_hostile_summary(wording, article_id=name) for name, wording in HOSTILE_WORDINGS.items()]


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_csv_opens_in_excel_with_the_right_characters(tmp_path: Path) -> None:
    export([a_full_summary()], tmp_path / "t", to="csv", lang="zh")
    content = (tmp_path / "t" / "parties.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines()[:2] == [
        "条目号,合作号,序号,名称,角色,别称,第二读者,把握",
        "3,1,1,云江医科大学附属第一医院,支援方,云江一院,,",
    ]


def test_tables_join_by_their_keys(tmp_path: Path) -> None:
    export([a_summary(article_id="none"), a_full_summary(), a_full_summary("b")], tmp_path / "t", to="csv")
    agreements = csv_rows(tmp_path / "t" / "agreements.csv")
    assert [row["article_key"] for row in agreements] == ["2", "3"]
    staff = csv_rows(tmp_path / "t" / "staff.csv")[1]
    assert staff["agreement_key"] == agreements[1]["agreement_key"]
    evidence = [row for row in csv_rows(tmp_path / "t" / "evidence.csv") if row["item_key"] == staff["item_key"]]
    assert [(row["field"], row["article_key"]) for row in evidence] == [("dispatched_staff", "3")]
    assert evidence[0]["sentence"].startswith("云江一院选派副主任医师以上8名")
    warning = csv_rows(tmp_path / "t" / "warnings.csv")[0]
    assert (warning["article_key"], warning["agreement_key"], warning["code"]) == ("2", "1", "conflict")


def test_a_term_stands_as_iso_duration_beside_its_months(tmp_path: Path) -> None:
    export([a_full_summary()], tmp_path / "t", to="csv")
    agreement = csv_rows(tmp_path / "t" / "agreements.csv")[0]
    assert (agreement["duration_months"], agreement["duration_iso"], agreement["duration_text"]) == (
        "60",
        "P5Y",
        "五年",
    )
    assert (agreement["signing_date"], agreement["signing_year"]) == ("2023-06-15", "2023")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_csv_cell_starts_a_formula_however_the_file_is_split(delimiter: str, tmp_path: Path) -> None:
    export(HOSTILE, tmp_path / "t", to="csv")
    for table in TABLES:
        with (tmp_path / "t" / f"{table.name}.csv").open(encoding="utf-8-sig", newline="") as stream:
            cells = [cell.strip() for row in csv.reader(stream, delimiter=delimiter) for cell in row]
        assert not [cell[:40] for cell in cells if cell.startswith(tuple("=+-@＝＋－＠"))]


def test_no_cell_of_a_workbook_is_or_starts_a_formula(tmp_path: Path) -> None:
    export(HOSTILE, tmp_path / "t.xlsx", to="xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b", "d"}
    assert not [cell.value for cell in cells if str(cell.value).strip().startswith(tuple("=+@＝＋－＠"))]
    assert not [cell.value for cell in cells if isinstance(cell.value, str) and cell.value.startswith("-")]


def test_a_workbook_is_ready_to_read(tmp_path: Path) -> None:
    export([a_full_summary()], tmp_path / "t.xlsx", to="xlsx", lang="zh")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == [
        "文章",
        "合作",
        "参与方",
        "派驻人员",
        "目标",
        "培训",
        "依据",
        "提醒",
        "仅规则读到",
        "续文",
    ]
    sheet = book["文章"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet["A1"].font.bold) == ("B2", "A1:U2", True)
    assert sheet.column_dimensions["C"].width > 40
    assert sheet["D2"].is_date and sheet["D2"].number_format == "yyyy-mm-dd"
    assert book["派驻人员"]["E2"].value is True
    assert book["派驻人员"]["H2"].value == 8


def test_a_text_longer_than_a_cell_is_marked_and_continued(tmp_path: Path) -> None:
    export([a_summary("长" * 70_000)], tmp_path / "t.xlsx", to="xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    cell = book["articles"]["U2"].value
    assert len(cell) <= 32_767 and cell.endswith("…［续 continued］")
    rows = list(book["continued"].iter_rows(values_only=True, min_row=2))
    assert [row[:4] for row in rows] == [
        ("articles", 1, "text", 2),
        ("articles", 1, "text", 3),
        ("articles", 1, "text", 4),
    ]


def test_rows_beyond_a_sheet_go_to_a_further_sheet(tmp_path: Path) -> None:
    summaries = [a_full_summary(str(number)) for number in range(5)]
    with open_workbook(tmp_path / "t.xlsx", lang="zh", max_rows=4) as writer:
        write_rows(summaries, writer)
    assert "参与方 (4)" in openpyxl.load_workbook(tmp_path / "t.xlsx").sheetnames
    assert list(read_exported(tmp_path / "t.xlsx")) == summaries


def test_parquet_and_duckdb_are_typed(tmp_path: Path) -> None:
    export([a_full_summary()], tmp_path / "t", to="parquet")
    schema = parquet.read_schema(tmp_path / "t" / "articles.parquet")
    assert str(schema.field("published").type) == "date32[day]"
    assert str(parquet.read_schema(tmp_path / "t" / "staff.parquet").field("departments").type).startswith("list<")
    export([a_full_summary()], tmp_path / "t.duckdb", to="duckdb")
    with closing(duckdb.connect(tmp_path / "t.duckdb", read_only=True)) as connection:
        query = "SELECT year(published), list_contains(departments, '儿科'), count_value FROM articles, staff"
        assert connection.execute(query).fetchall() == [(2023, True, 8.0)]


def test_sqlite_checks_its_keys(tmp_path: Path) -> None:
    export([a_full_summary(), *HOSTILE], tmp_path / "t.sqlite", to="sqlite")
    with closing(sqlite3.connect(tmp_path / "t.sqlite")) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        query = (
            "SELECT p.name, e.sentence FROM parties p JOIN evidence e USING (item_key), json_each(p.aliases) a "
            "WHERE a.value = '云江一院'"
        )
        assert connection.execute(query).fetchone()[0] == "云江医科大学附属第一医院"


@pytest.mark.parametrize("to", FORMATS)
def test_what_exists_is_not_replaced_unasked(to: str, tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.mkdir()
    (path / "mine.txt").write_text("mine", encoding="utf-8")
    target = path / "mine.txt" if to not in ("csv", "parquet") else path
    with pytest.raises(OutputError, match="exists already"):
        export([a_full_summary()], target, to=to)
    assert (path / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_overwriting_a_folder_keeps_the_files_of_others(tmp_path: Path) -> None:
    export([a_full_summary(), a_full_summary()], tmp_path / "t", to="csv")
    (tmp_path / "t" / "mine.txt").write_text("mine", encoding="utf-8")
    export([a_full_summary()], tmp_path / "t", to="csv", overwrite=True)
    assert len(csv_rows(tmp_path / "t" / "articles.csv")) == 1
    assert (tmp_path / "t" / "mine.txt").exists()


@pytest.mark.parametrize("to", [name for name in FORMATS if name not in ("csv", "parquet")])
def test_a_folder_takes_a_file_of_a_plain_name(to: str, tmp_path: Path) -> None:
    export([a_full_summary()], f"{tmp_path}/out/", to=to)
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"agreements.{to}"]


def breaking_off() -> Iterator[ArticleSummary]:
    yield a_full_summary()
    raise InputError("broken", source="line 2")


@pytest.mark.parametrize("to", [name for name in FORMATS if name != "jsonl"])
def test_a_failed_export_leaves_nothing_half_written(to: str, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        export(breaking_off(), tmp_path / "out", to=to)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("to", "library", "extra"),
    [("xlsx", "openpyxl", "xlsx"), ("parquet", "pyarrow", "parquet"), ("duckdb", "duckdb", "duckdb")],
)
def test_a_missing_extra_is_one_clear_line(
    to: str, library: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)  # what Python itself does for a module that must not be found
    with pytest.raises(ConfigError, match=rf"{library} is not installed \(pip install 'summarizer\[{extra}\]'\)"):
        export([], tmp_path / "out", to=to)


def test_an_unknown_format_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such format: pdf"):
        export([], tmp_path / "out", to="pdf")


@pytest.mark.parametrize("to", TABLE_FORMATS)
def test_a_file_that_is_none_of_ours_is_named(to: str, tmp_path: Path) -> None:
    path = tmp_path / f"out{TABLE_FORMATS[to].suffix}"
    if TABLE_FORMATS[to].suffix:
        path.write_bytes(b"not a table at all")
    else:
        path.mkdir()
        (path / f"articles.{to}").write_bytes(b"not a table at all")
    with pytest.raises(InputError):
        list(read_exported(path))


def test_every_row_fits_its_table() -> None:
    for table, row in RowMaker().rows(a_full_summary()):
        assert len(row) == len(table.columns)
        for column, cell in zip(table.columns, row, strict=True):
            assert column.codes is None or cell is None or cell in column.codes

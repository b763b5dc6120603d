from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer.article import Article
from summarizer.errors import InputError
from summarizer.reading import iter_articles, read_article
from summarizer.reading.rows import Row, iter_csv, iter_jsonl

TEXT = "3月8日，我院与白河县医院签订帮扶协议，每月派1名主任医师坐诊，帮扶期三年。"


def _articles(path: Path) -> list[Article | InputError]:
    return list(iter_articles([path]))


def test_jsonl_rows_are_articles_and_bad_rows_are_errors_in_their_place(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    good = json.dumps(
        {"text": TEXT, "title": "签约", "published": "2023-03-10", "publisher": "某市日报"}, ensure_ascii=False
    )
    path.write_text(
        f'{good}\n\n{{bad\n[1, 2]\n{{"name": "x"}}\n{{"text": null}}\n{{"text": " "}}\n'
        f'{{"content": "{TEXT}", "id": 7}}\n',
        encoding="utf-8",
    )
    first, *errors, last = _articles(path)
    assert isinstance(first, Article)
    assert (first.id, first.title, first.publisher) == ("rows-1", "签约", "某市日报")
    assert first.published == date(2023, 3, 10)
    assert first.sha256 == hashlib.sha256(good.encode()).hexdigest()
    assert [str(error).replace(str(path), "rows.jsonl") for error in errors] == [
        "rows.jsonl line 3: not JSON: Expecting property name enclosed in double quotes",
        "rows.jsonl line 4: not a JSON object",
        "rows.jsonl line 5: no text column; its columns are: name (name one `text` or 正文)",
        "rows.jsonl line 6: no text in its text column",
        "rows.jsonl line 7: no text in its text column",
    ]
    assert isinstance(last, Article)
    assert (last.id, last.source) == ("7", f"{path}#8")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_as_spreadsheets_save_it(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "rows.csv"
    cells = ["编号", "标题", "正文", "发布日期", "来源", "链接"]
    row = [
        "a7",
        "签约",
        f'"{TEXT}\n第二段说，{"" if delimiter == ";" else "；"}双方都很满意。"',
        "2023/3/10",
        "某市日报",
        "http://example.cn/1",
    ]
    path.write_bytes("\r\n".join([delimiter.join(cells), delimiter.join(row), ""]).encode(encoding))
    (article,) = _articles(path)
    assert isinstance(article, Article)
    assert article.text.startswith(f"签约\n{TEXT}\n第二段")
    assert (article.id, article.published, article.publisher) == ("a7", date(2023, 3, 10), "某市日报")
    assert article.source == "http://example.cn/1"


def test_a_csv_without_a_text_column_says_which_columns_it_has(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("id,标题,链接\n1,a,b\n", encoding="gb18030")
    (error,) = _articles(path)
    assert str(error) == f"{path}: no text column; its columns are: id, 标题, 链接 (name one `text` or 正文)"


def test_bad_csv_rows_do_not_stop_the_others() -> None:
    long = "长" * 7_000_000
    rows = list(iter_csv(io.BytesIO(f"id,text\n1,{TEXT}\n2\n3,{long}\n4,{TEXT}\n".encode()), source="rows.csv"))
    assert [row.id if isinstance(row, Row) else str(row) for row in rows] == [
        "1",
        "rows.csv row 2: no text in its text column",
        "rows.csv row 3: not readable as CSV: a line longer than 20 MB (an unclosed quotation mark?)",
        "4",
    ]


def test_a_row_too_long_to_read_is_skipped_and_the_next_one_read() -> None:
    def blocks() -> Iterator[bytes]:
        yield b'{"text": "' + b"a" * 30_000_000 + b'"}\n'
        yield json.dumps({"text": TEXT}).encode()

    rows = list(iter_jsonl(io.BytesIO(b"".join(blocks())), source="rows.jsonl"))
    assert str(rows[0]) == "rows.jsonl line 1: longer than 20 MB"
    assert isinstance(rows[1], Row)
    assert rows[1].text == TEXT


def test_html_in_a_text_column_is_read_as_html(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    markup = f"<div class='nav'><a href=/>首页</a></div><p>{TEXT}</p><p>双方将建立会商机制。</p><script>var a</script>"
    path.write_text(json.dumps({"html": markup, "title": "签约"}), encoding="utf-8")
    (article,) = _articles(path)
    assert isinstance(article, Article)
    assert article.text == f"签约\n{TEXT}\n双方将建立会商机制。"


def test_lone_surrogates_of_json_escapes_never_get_through(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(f'{{"text": "\\ud800{TEXT}", "title": "签\\udfff约", "id": "\\ud83d"}}', encoding="utf-8")
    (article,) = _articles(path)
    assert isinstance(article, Article)
    f"{article.text}{article.title}{article.id}".encode()
    assert "characters_replaced" in [warning.code for warning in article.warnings]


def test_a_file_of_one_row_is_one_article_and_of_two_is_not(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    line = json.dumps({"text": TEXT})
    path.write_text(line, encoding="utf-8")
    assert read_article(path, article_id="x").id == "x"
    path.write_text(f"{line}\n{line}", encoding="utf-8")
    with pytest.raises(InputError, match="a file of many articles"):
        read_article(path)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.booleans())
@example(b"\r\xc2\x80", True)  # a header that the csv module can't read
def test_any_bytes_give_rows_or_typed_errors(raw: bytes, as_csv: bool) -> None:
    read = iter_csv if as_csv else iter_jsonl
    try:
        rows = list(read(io.BytesIO(raw), source="rows"))
    except InputError:
        return
    assert all(isinstance(row, Row | InputError) for row in rows)

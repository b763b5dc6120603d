"""JSONL and CSV: files of many articles, read row by row; a bad row is a value, and the next row is read.

Such files are of any size, so nothing here holds more than one row: the encoding is told from the first block that is
not plain ASCII, and lines are cut at the bytes.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from summarizer.errors import InputError
from summarizer.reading.encoding import Encoding, codec_name, decode, replace_surrogates

LARGEST_ROW = 20_000_000
"""Bytes of one row."""
_SAMPLE_BYTES = 65_536

_COLUMNS: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "content", "正文", "内容", "body", "article", "全文", "文章", "正文内容", "文章内容", "文本", "html",
        "content_html",
    ),
    "id": ("id", "article_id", "doc_id", "编号", "序号", "文章id"),
    "title": ("title", "标题", "headline", "题名", "题目", "文章标题", "新闻标题"),
    "published": (
        "published", "published_at", "publish_date", "publish_time", "pubdate", "date", "发布日期", "发布时间", "日期",
        "时间", "发表时间", "发表日期",
    ),
    "publisher": (
        "publisher", "source", "来源", "信息来源", "发布机构", "发布单位", "媒体", "媒体名称", "网站", "网站名称",
    ),
    "url": ("url", "link", "href", "链接", "网址", "原文链接", "原文地址"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds an article's text."""

    number: int
    """From 1: data rows of a CSV, lines of a JSONL file."""
    sha256: str
    """Of the row's bytes."""
    text: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None


def iter_jsonl(stream: BinaryIO, *, source: str) -> Iterator[Row | InputError]:
    """Read one JSON object a line."""
    for number, raw, line in _numbered_lines(stream, source):
        where = f"{source} line {number}"
        if line is None:
            yield InputError(f"longer than {LARGEST_ROW // 1_000_000} MB", source=where)
        elif line.strip():
            yield _json_row(line, raw, number, where)


def _json_row(line: str, raw: bytes, number: int, where: str) -> Row | InputError:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply or not JSON"
        return InputError(f"not JSON: {reason}", source=where)
    if not isinstance(fields, dict):
        return InputError("not a JSON object", source=where)
    named = _named_columns(list(fields))
    if "text" not in named:
        return _no_text_column(list(fields), where)
    values = {name: fields[column] for name, column in named.items()}
    return _row(values, number, sha256(raw.strip()).hexdigest(), where)


def iter_csv(stream: BinaryIO, *, source: str) -> Iterator[Row | InputError]:
    """Read a table with a header line; its delimiter is the comma, tab or semicolon that the header holds most of."""
    csv.field_size_limit(LARGEST_ROW)
    lines = _RecordedLines(_numbered_lines(stream, source))
    header_line = next(lines, None)
    if header_line is None or not header_line.strip():
        yield InputError("the file is empty", source=source)
        return
    delimiter = max(",\t;", key=header_line.count)
    try:
        header = next(csv.reader([header_line], delimiter=delimiter))
    except csv.Error as error:
        yield InputError(f"not readable as CSV: {error}", source=source)
        return
    named = _named_columns(header)
    if "text" not in named:
        yield _no_text_column(header, source)
        return
    places = {name: header.index(column) for name, column in named.items()}
    yield from _csv_rows(lines, delimiter, places, source)


def _csv_rows(lines: _RecordedLines, delimiter: str, places: dict[str, int], source: str) -> Iterator[Row | InputError]:
    lines.take()
    reader = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        number += 1
        where = f"{source} row {number}"
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield InputError(f"not readable as CSV: {error}", source=where, hint="an unclosed quotation mark?")
            lines.take()
            continue
        if cells is None:
            return
        raw = lines.take()
        if any(cell.strip() for cell in cells):
            values = {name: cells[place] for name, place in places.items() if place < len(cells)}
            yield _row(values, number, sha256(raw.strip(b"\r\n")).hexdigest(), where)


def _row(values: Mapping[str, object], number: int, digest: str, where: str) -> Row | InputError:
    text = values.get("text")
    if not isinstance(text, str) or not text.strip():
        return InputError("no text in its text column", source=where)
    return Row(
        number=number,
        sha256=digest,
        text=replace_surrogates(text),
        id=_word(values.get("id")),
        title=_word(values.get("title")),
        published=_word(values.get("published")),
        publisher=_word(values.get("publisher")),
        url=_word(values.get("url")),
    )


def _word(value: object) -> str | None:
    """A short field as one line; numbers are taken as written, null and blank are none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(replace_surrogates(str(value)).split())[:500] or None


def _named_columns(columns: list[str]) -> dict[str, str]:
    """What each known name is called in this file; the first of its synonyms wins."""
    plain = {column.strip().strip("\ufeff").lower(): column for column in reversed(columns)}
    found = {}
    for name, synonyms in _COLUMNS.items():
        column = next((plain[synonym] for synonym in synonyms if synonym in plain), None)
        if column is not None:
            found[name] = column
    return found


def _no_text_column(columns: list[str], where: str) -> InputError:
    shown = ", ".join(column.strip()[:30] for column in columns[:12]) or "none"
    return InputError(
        f"no text column; its columns are: {replace_surrogates(shown)}", source=where, hint="name one `text` or 正文"
    )


# --- lines of bytes -------------------------------------------------------------------------------------------------

_NumberedLine = tuple[int, bytes, str | None]


def _numbered_lines(stream: BinaryIO, source: str) -> Iterator[_NumberedLine]:
    """Lines with their number and bytes; None stands for a line that is too long to read."""
    encoding, pending = _sniff(stream, source)
    decoded = _line_decoder(encoding)
    newline = "\n".encode(codec_name(encoding))
    for number, raw in enumerate(_byte_lines(stream, pending, newline), start=1):
        yield number, raw or b"", None if raw is None else decoded(raw)


def _sniff(stream: BinaryIO, source: str) -> tuple[Encoding, bytes]:
    """The encoding, from the first block that is not plain ASCII, and all bytes read to find it."""
    pending = b""
    block = stream.read(_SAMPLE_BYTES)
    while block:
        pending += block
        if not block.isascii() or b"\0" in block or len(pending) > LARGEST_ROW:
            break
        block = stream.read(_SAMPLE_BYTES)
    # A block may end inside a character, and cut characters read as damage.
    cut = block[: block.rfind(b"\n")] if b"\n" in block and b"\0" not in block else block
    decoded = decode(pending[:4] + cut if pending is not block else cut, source=source)
    return decoded.encoding, pending


def _line_decoder(encoding: Encoding) -> Callable[[bytes], str]:
    codec = codec_name(encoding)
    return lambda raw: replace_surrogates(raw.decode(codec, errors="replace").removeprefix("\ufeff"))


def _byte_lines(stream: BinaryIO, pending: bytes, newline: bytes) -> Iterator[bytes | None]:
    """Split at `newline` without ever holding more than one row and one block."""
    width = len(newline)
    too_long = False
    block = b"x"
    while block:
        start = 0
        while (end := _aligned_find(pending, newline, start)) >= 0:
            yield None if too_long or end - start > LARGEST_ROW else pending[start : end + width]
            too_long = False
            start = end + width
        pending = pending[start:]
        if len(pending) > LARGEST_ROW:
            too_long = True
            pending = pending[len(pending) - len(pending) % width :]
        block = stream.read(1 << 20)
        pending += block
    if pending or too_long:
        yield None if too_long else pending


def _aligned_find(data: bytes, newline: bytes, start: int) -> int:
    """Find a newline at a whole number of code units: in UTF-16 its bytes also occur across two characters."""
    found = data.find(newline, start)
    while found >= 0 and (found - start) % len(newline):
        found = data.find(newline, found + 1)
    return found


class _RecordedLines:
    """Lines for the csv module that remember the bytes taken since the last row."""

    def __init__(self, lines: Iterator[_NumberedLine]) -> None:
        self._lines = lines
        self._taken: list[bytes] = []

    def __iter__(self) -> _RecordedLines:
        return self

    def __next__(self) -> str:
        _, raw, line = next(self._lines)
        self._taken.append(raw)
        if line is None:
            raise csv.Error(f"a line longer than {LARGEST_ROW // 1_000_000} MB")
        return line

    def take(self) -> bytes:
        """The bytes of the lines read since the last call."""
        taken = b"".join(self._taken)
        self._taken.clear()
        return taken

"""Markdown, Word and PDF to plain lines, cells of tables separated by tabs. Judging the lines is left to cleaning."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.patterns import late

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table

_LARGEST_PART = 100_000_000
"""Bytes of one unpacked part of a .docx; more is a zip bomb, or no article."""
_MOST_PAGES = 300


@dataclass(frozen=True, slots=True)
class PlainDocument:
    """Lines of a document and the title that its markup names."""

    text: str
    title: str | None = None


# --- Markdown -------------------------------------------------------------------------------------------------------

_FRONT_MATTER = late(r"\A---[ \t]*\n(?P<fields>(?:[^\n]*\n){1,40}?)---[ \t]*\n")
_FRONT_NAMES = {
    "date": "发布日期", "published": "发布日期", "publish_date": "发布日期", "source": "来源", "publisher": "来源",
    "author": "作者", "title": "标题",
}  # fmt: skip
_ATX_HEADING = late(r"^ {0,3}#{1,6}[ \t]+(?P<text>.*?)[ \t]*#*$")
_RULE = late(r"^ {0,3}(?:(?:-[ ]*){3,}|(?:\*[ ]*){3,}|(?:_[ ]*){3,}|={3,})$")
_TABLE_RULE = late(r"^\s*\|?[ ]*:?-{2,}:?[ ]*(?:\|[ ]*:?-{2,}:?[ ]*)*\|?\s*$")
_TABLE_ROW = late(r"^\s*\|(?P<cells>.*?)\|?\s*$")
_FENCE = late(r"^ {0,3}(?:```|~~~)[^`]*$")
_QUOTE_OR_BULLET = late(r"^[ \t]*(?:>[ ]?)*(?:[ \t]*[-*+][ \t]+)?")
_IMAGE = late(r"!\[(?P<alt>[^\]]{0,300})\]\([^()\s]{0,2000}(?:\s+\"[^\"]*\")?\)")
_LINK = late(r"\[(?P<text>[^\[\]]{0,300})\]\([^()\s]{0,2000}(?:\s+\"[^\"]*\")?\)")
_STRONG = late(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1")
_EMPHASIS = late(r"(?<![A-Za-z0-9*])\*(?=[^\s*])([^*\n]{1,500}?)(?<=[^\s*])\*(?![A-Za-z0-9*])")
_CODE = late(r"`([^`\n]{1,300})`")
_ESCAPE = late(r"\\([\\`*_{}\[\]()#+\-.!|>~])")


def read_markdown(text: str) -> PlainDocument:
    """Take the markup off Markdown; the first heading of the first level is the title."""
    front = _FRONT_MATTER.match(text)
    fields = _front_fields(front["fields"]) if front else {}
    lines: list[str] = [f"{_FRONT_NAMES[name]}：{value}" for name, value in fields.items() if name != "title"]
    title = fields.get("title")
    for line in text[front.end() if front else 0 :].split("\n"):
        heading = _ATX_HEADING.match(line)
        plain = _plain_line(heading["text"] if heading else line)
        if heading and title is None and line.lstrip().startswith("# "):
            title = plain
        if plain is not None:
            lines.append(plain)
    return PlainDocument("\n".join(lines), title)


def _front_fields(block: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in block.split("\n"))
    found = {name.strip().lower(): value.strip().strip("\"'") for name, _, value in pairs}
    return {name: value for name, value in found.items() if name in _FRONT_NAMES and value}


def _plain_line(line: str) -> str | None:
    """One line without its markup; None for lines that are nothing else."""
    if _RULE.match(line) or _FENCE.match(line) or "-" in line and _TABLE_RULE.match(line):
        return None
    if row := _TABLE_ROW.match(line):
        return "\t".join(_inline(cell.strip()) for cell in re.split(r"(?<!\\)\|", row["cells"]))
    return _inline(_QUOTE_OR_BULLET.sub("", line, count=1)) if line.strip() else ""


def _inline(text: str) -> str:
    text = _LINK.sub(r"\g<text>", _IMAGE.sub("", text))
    text = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", text))
    return _ESCAPE.sub(r"\1", _CODE.sub(r"\1", text)).replace("<br>", " ").replace("<br/>", " ")


# --- Word -----------------------------------------------------------------------------------------------------------

# Everything that python-docx and what it stands on raise for files that are damaged; nothing of ours raises these.
_BROKEN_WORD = (
    zipfile.BadZipFile, zlib.error, struct.error, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError,
    NotImplementedError, RuntimeError, EOFError, SyntaxError,
)  # fmt: skip


def read_docx(raw: bytes, *, source: str) -> PlainDocument:
    """Read the paragraphs and tables of a Word file in their order.

    Raises:
        InputError: the file is broken or encrypted, or the extra `docx` is not installed.
    """
    try:
        import docx
        from docx.opc.exceptions import OpcError
    except ImportError as error:
        raise _missing_extra("docx", ".docx", source) from error
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError("an encrypted or old Word file", source=source, hint="save it as .docx without a password")
    try:
        _refuse_bomb(raw, source)
        document = docx.Document(BytesIO(raw))
        return PlainDocument("\n".join(_word_lines(document)))
    except (*_BROKEN_WORD, OpcError) as error:
        raise InputError("not a readable .docx file", source=source, hint="damaged, or another format?") from error


def _refuse_bomb(raw: bytes, source: str) -> None:
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        if any(part.file_size > _LARGEST_PART for part in archive.infolist()):
            raise InputError("a .docx file with an absurdly large part", source=source)


def _word_lines(document: WordDocument) -> Iterator[str]:
    from docx.table import Table

    for item in document.iter_inner_content():
        if isinstance(item, Table):
            yield from _table_lines(item)
        else:
            yield from item.text.split("\n")


def _table_lines(table: Table) -> Iterator[str]:
    for row in table.rows:
        # A merged cell comes once for every column it spans.
        cells = list({id(cell._tc): cell.text.replace("\n", " ") for cell in row.cells}.values())
        yield "\t".join(cells)


# --- PDF ------------------------------------------------------------------------------------------------------------


def read_pdf(raw: bytes, *, source: str) -> PlainDocument:
    """Read the text layer of a PDF file.

    Raises:
        InputError: the file is broken, encrypted or has no text layer, or the extra `pdf` is not installed.
    """
    try:
        import pypdfium2  # type: ignore[import-untyped]  # ships no stubs
    except ImportError as error:
        raise _missing_extra("pdf", ".pdf", source) from error
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError("an encrypted PDF", source=source, hint="save a copy without its password") from error
        raise InputError("not a readable PDF file", source=source, hint="damaged, or another format?") from error
    try:
        if len(document) > _MOST_PAGES:
            raise InputError(f"a PDF of {len(document)} pages is no article", source=source, hint="split it")
        pages = [_page_text(document, number) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise InputError("a PDF with unreadable pages", source=source, hint="damaged?") from error
    finally:
        document.close()
    text = "\n".join(pages)
    if not text.strip():
        raise InputError("a PDF without a text layer (scanned pages?)", source=source, hint="run OCR on it first")
    return PlainDocument(text)


def _page_text(document: object, number: int) -> str:
    page = document[number]  # type: ignore[index]  # pypdfium2 is not typed here: the import is optional
    text_page = page.get_textpage()
    try:
        # U+FFFE is what PDFium puts for a hyphen that a line end made.
        return str(text_page.get_text_bounded()).replace("\ufffe", "")
    finally:
        text_page.close()
        page.close()


def _missing_extra(extra: str, suffix: str, source: str) -> InputError:
    return InputError(f"reading {suffix} needs an extra", source=source, hint=f"pip install 'summarizer[{extra}]'")

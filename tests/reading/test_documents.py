from __future__ import annotations

from datetime import date

import pytest

from summarizer.errors import InputError
from summarizer.reading import read_bytes
from summarizer.reading.documents import read_docx, read_markdown, read_pdf
from tests.reading.files import a_docx, a_pdf

TITLE = "我院与白河县医院签订帮扶协议"
FIRST = "3月8日，我院与白河县医院帮扶签约仪式在门诊楼会议室举行，双方职工代表参加。"
SECOND = "按照协议，我院每月派1名主任医师到白河县医院坐诊，帮扶期三年。"


def test_word_paragraphs_and_tables_come_in_order() -> None:
    raw = a_docx(
        [TITLE, "来源：某市中心医院　发布时间：2023-03-10", FIRST, SECOND], [["专科", "人数"], ["骨科", "2名"]]
    )
    article = read_bytes(raw, suffix=".docx")
    assert article.text.split("\n") == [TITLE, FIRST, SECOND, "专科\t人数", "骨科\t2名"]
    assert (article.published, article.publisher) == (date(2023, 3, 10), "某市中心医院")


def test_pdf_lines_broken_at_the_margin_are_joined() -> None:
    text = FIRST + SECOND
    lines = [text[start : start + 18] for start in range(0, len(text), 18)]
    article = read_bytes(a_pdf([TITLE, "发布时间：2023-03-10", *lines, "- 1 -"]))
    assert article.text == f"{TITLE}\n{text}"
    assert article.published == date(2023, 3, 10)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (a_pdf([FIRST], encrypted=True), "an encrypted PDF"),
        (a_pdf([]), "without a text layer"),
        (a_pdf([FIRST])[:300], "not a readable PDF"),
        (b"%PDF-1.7\nnothing follows", "not a readable PDF"),
        (FIRST.encode(), "not a readable PDF"),
    ],
    ids=["encrypted", "scanned", "cut", "empty", "text"],
)
def test_a_pdf_that_cannot_be_read_says_why(raw: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_pdf(raw, source="page.pdf")


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (a_docx([FIRST])[:900], "not a readable .docx"),
        (FIRST.encode(), "not a readable .docx"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "encrypted or old Word file"),
        (b"PK\x05\x06" + bytes(18), "not a readable .docx"),
    ],
    ids=["cut", "text", "old", "empty archive"],
)
def test_a_word_file_that_cannot_be_read_says_why(raw: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_docx(raw, source="page.docx")


def test_word_and_pdf_are_known_without_a_name() -> None:
    assert FIRST in read_bytes(a_docx([FIRST])).text
    assert FIRST in read_bytes(a_pdf([FIRST])).text


def test_markdown_loses_its_markup_and_keeps_its_tables() -> None:
    document = read_markdown(
        f"# {TITLE}\n\n> 来源：某市中心医院　发布日期：2023-03-10\n\n![图](a.jpg)\n\n## 一、**仪式**\n\n"
        f"{FIRST}\n\n1. **派驻**\n   - 每月派1名*主任医师*\n\n| 专科 | 人数 |\n|:---|---:|\n| 骨科 | 2名 |\n\n---\n"
        "见[协议全文](http://example.cn/a(1).html)\\*与`附件`\n"
    )
    assert document.title == TITLE
    lines = [line for line in document.text.split("\n") if line]
    assert lines[1:7] == [
        "来源：某市中心医院　发布日期：2023-03-10",
        "一、仪式",
        FIRST,
        "1. 派驻",
        "每月派1名主任医师",
        "专科\t人数",
    ]
    assert lines[7] == "骨科\t2名"


def test_front_matter_tells_title_and_date() -> None:
    raw = f'---\ntitle: "{TITLE}"\ndate: 2023-03-10\nlayout: post\n---\n\n{FIRST}\n\n{SECOND}\n'.encode()
    article = read_bytes(raw, suffix=".md")
    assert (article.title, article.published) == (TITLE, date(2023, 3, 10))
    assert article.text == f"{TITLE}\n{FIRST}\n{SECOND}"

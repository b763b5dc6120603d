from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from summarizer.errors import InputError
from summarizer.reading.encoding import declared_charset, decode, replace_surrogates

PROSE = (
    "6月的一个上午，县医院的门诊大厅里来了几位新医生。他们从省城出发，坐了四个小时的车，要在这里工作半年。\n"
    "“我们不是来做客的。”带队的主任说，每周两次教学查房，每月一次疑难病例讨论，都写进了双方签订的协议。\n"
    "院长把钥匙交到他们手里，说宿舍已经收拾好了，热水二十四小时都有。\n"
)
TRADITIONAL = OpenCC("s2tw").convert(PROSE)
ENCODINGS = ["utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be"]


def _written(encoding: str) -> str:
    return TRADITIONAL if encoding == "big5" else PROSE


@pytest.mark.parametrize("length", [40, 90, None])
@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("gb2312", "gb18030"),
        ("big5", "big5"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
    ],
)
def test_decode_reads_clean_text_of_any_length(encoding: str, name: str, length: int | None) -> None:
    # GB2312 has no “ and ” outside its symbols, but it has these; what it lacks is not in the text.
    text = _written(encoding)[:length]
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.replaced) == (text, name, 0)


@pytest.mark.parametrize("bad", [b"\xff", b"\x80", b"\xff\xff\xff"])
@pytest.mark.parametrize("place", [0, 31, 200])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_bad_bytes_do_not_change_the_verdict_and_are_counted(encoding: str, place: int, bad: bytes) -> None:
    raw = _written(encoding).encode(encoding)
    decoded = decode(raw[:place] + bad + raw[place:])
    assert decoded.encoding == encoding
    assert decoded.replaced == decoded.text.count("\ufffd") >= 1
    assert sum(a == b for a, b in zip(reversed(decoded.text), reversed(_written(encoding)), strict=False)) > 30


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_a_lost_byte_does_not_change_the_verdict(encoding: str) -> None:
    raw = _written(encoding).encode(encoding)
    assert decode(raw[:101] + raw[102:]).encoding == encoding


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "big5", "iso-8859-1", "no-such-charset", None])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_declared_charset_is_only_a_hint(encoding: str, declared: str | None) -> None:
    text = _written(encoding)
    assert decode(text.encode(encoding), declared=declared).text == text


@pytest.mark.parametrize(
    ("encoding", "declared", "lies"),
    [
        ("gb18030", "gb2312", False),
        ("gb18030", "utf-8", True),
        ("utf-8", "gbk", True),
        ("utf-8", "utf-8", False),
        ("utf-16", "utf-16be", False),
        ("big5", "big5-hkscs", False),
        ("utf-8", None, False),
    ],
)
def test_a_false_declaration_is_told(encoding: str, declared: str | None, lies: bool) -> None:
    assert decode(_written(encoding).encode(encoding), declared=declared).mismatch is lies


def test_ascii_is_utf8() -> None:
    assert decode(b"plain text").encoding == "utf-8"


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(200)), "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (b"{\\rtf1\\ansi", "RTF"),
        (PROSE.encode().replace("，".encode(), b"\0"), "not text"),
        (bytes(range(256)) * 40, "not text"),
        ("déjà vu, élève naïve".encode("latin-1"), "not text"),
    ],
)
def test_what_is_no_text_is_refused_with_its_name(raw: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        decode(raw, source="page.txt")


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<meta charset="GB2312">', "gb2312"),
        (b'<meta http-equiv=Content-Type content="text/html; charset=big5">', "big5"),
        (b'<?xml version="1.0" encoding="utf-8"?>', "utf-8"),
        ('<meta charset="utf-16">'.encode("utf-16-le"), "utf-16"),
        (b"<p>charset of the country</p>", None),
    ],
)
def test_declared_charset(head: bytes, charset: str | None) -> None:
    assert declared_charset(head) == charset


def test_lone_surrogates_become_replacement_characters() -> None:
    assert replace_surrogates("a\ud800b\udfffc") == "a\ufffdb\ufffdc"
    assert "\ud800" not in decode(b"\xed\xa0\x80" + PROSE.encode()).text


@given(st.binary(max_size=300))
def test_any_bytes_give_encodable_text_or_an_input_error(raw: bytes) -> None:
    try:
        decoded = decode(raw)
    except InputError:
        return
    decoded.text.encode("utf-8")


@given(st.text(max_size=200))
def test_utf8_with_a_mark_comes_back_as_written(text: str) -> None:
    text = replace_surrogates(text)
    assert decode(codecs.BOM_UTF8 + text.encode()).text == text

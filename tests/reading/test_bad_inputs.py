"""Bad inputs of every kind: each has its one clear line, and the rest of the batch is read."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.article import Article
from summarizer.errors import InputError
from summarizer.reading import iter_articles, read_article, read_bytes
from tests.reading.files import a_docx, a_pdf

TEXT = "3月8日，我院与白河县医院签订帮扶协议，每月派1名主任医师坐诊，帮扶期三年。"

FILES: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.txt", b"", "the file is empty"),
    "a mark and nothing else": ("a.txt", b"\xef\xbb\xbf", "no text in it"),
    "white space": ("a.txt", b" \r\n\t \n", "the file holds only white space"),
    "ideographic space": ("a.txt", "\u3000\u3000\n".encode(), "no text in it"),
    "punctuation": ("a.txt", "。，……！？".encode(), "no text in it"),
    "nothing but furniture": ("a.txt", "当前位置：首页 > 新闻\n【打印】【关闭】".encode(), "no text in it"),
    "random bytes": ("a.txt", bytes(range(256)) * 20, "not text in any known encoding"),
    "NUL bytes": ("a.txt", TEXT.encode().replace("，".encode(), b"\0"), "not text in any known encoding"),
    "nothing but NULs": ("a.txt", bytes(64), "not text in any known encoding"),
    "another language's bytes": ("a.txt", "déjà vu, élève".encode("latin-1"), "not text in any known encoding"),
    "a picture named .txt": ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(99), "this is a PNG image, not text"),
    "a photograph named .html": ("a.html", b"\xff\xd8\xff\xe0" + bytes(99), "this is a JPEG image, not text"),
    "an archive named .txt": ("a.txt", b"PK\x03\x04" + bytes(99), "this is a ZIP archive"),
    "a PDF named .txt": ("a.txt", b"%PDF-1.4\n", "this is a PDF document, not text"),
    "an old Word file": ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(99), "this is an old Office document"),
    "a page without text": ("a.html", b"<html><body><img src=a.jpg></body></html>", "no text in the page"),
    "a frameset": ("a.html", b"<html><frameset><frame src=b.html></frameset></html>", "no text in the page"),
    "a page filled in by a script": ("a.html", f"<html><script>x='{TEXT}'</script>".encode(), "no text in the page"),
    "a broken docx": ("a.docx", a_docx([TEXT])[:700], "not a readable .docx file"),
    "text named .docx": ("a.docx", TEXT.encode(), "not a readable .docx file"),
    "a docx without text": ("a.docx", a_docx([""]), "no text in it"),
    "an encrypted PDF": ("a.pdf", a_pdf([TEXT], encrypted=True), "an encrypted PDF"),
    "a broken PDF": ("a.pdf", a_pdf([TEXT])[:200], "not a readable PDF file"),
    "a scanned PDF": ("a.pdf", a_pdf([]), "a PDF without a text layer"),
    "an empty JSONL": ("a.jsonl", b"", "no rows in it"),
    "JSONL of blank lines": ("a.jsonl", b"\n\n", "no rows in it"),
    "JSONL that is no JSON": ("a.jsonl", b"{'text': 1}", "line 1: not JSON"),
    "JSON nested without end": ("a.jsonl", b'{"a":' * 100_000, "line 1: not JSON"),
    "an empty CSV": ("a.csv", b"", "the file is empty"),
    "a CSV without a text column": ("a.csv", "编号,标题\n1,a\n".encode("gb18030"), "its columns are: 编号, 标题"),
    "a CSV with a header only": ("a.csv", b"id,text\n", "no rows in it"),
    "a CSV that is a picture": ("a.csv", b"\x89PNG\r\n\x1a\n", "this is a PNG image"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_gives_one_clear_line_and_the_next_is_read(tmp_path: Path, name: str) -> None:
    file_name, raw, says = FILES[name]
    bad = tmp_path / file_name
    bad.write_bytes(raw)
    (tmp_path / "z.txt").write_text(TEXT, encoding="utf-8")
    error, article = iter_articles([bad, tmp_path / "z.txt"])
    assert isinstance(error, InputError)
    assert says in str(error)
    assert str(error).startswith(str(bad))
    assert "\n" not in str(error)
    assert isinstance(article, Article)
    assert article.text == TEXT


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"b\.txt: no such file"):
        read_article(tmp_path / "b.txt")


def test_text_that_is_taken_for_a_path_is_not_printed_whole() -> None:
    with pytest.raises(InputError) as caught:
        read_article(TEXT * 100)
    assert len(str(caught.value)) < 400


def test_a_folder_where_a_file_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this is a folder"):
        read_article(tmp_path)


def test_a_link_that_leads_to_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("a.txt")
    with pytest.raises(InputError, match="symbolic links"):
        read_article(tmp_path / "a.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(InputError, match="permission denied"):
        read_article(path)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that opens and can't be read")
def test_a_file_that_opens_and_cannot_be_read() -> None:
    with pytest.raises(InputError, match="/proc/self/mem: "):
        read_article("/proc/self/mem")


def test_fifty_megabytes_of_one_line_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 50_000_000)
    start = time.monotonic()
    with pytest.raises(InputError, match="larger than 20 MB"):
        read_article(path)
    assert time.monotonic() - start < 5


HOSTILE: dict[str, Callable[[], str]] = {
    "a text of millions of characters": lambda: TEXT * 40_000,
    "one line": lambda: TEXT * 20_000,
    "dots": lambda: "…" * 500_000,
    "blanks": lambda: TEXT + " " * 500_000 + TEXT,
    "tabs": lambda: "\t " * 250_000 + TEXT,
    "brackets": lambda: "(" * 500_000,
    "arrows": lambda: "> " * 250_000,
    "angle brackets": lambda: "<html>" + "<" * 500_000,
    "glosses": lambda: "區(qū)" * 50_000 + "??平" * 50_000,
    "buttons": lambda: "返回顶部" * 49 + "x\n" + "A+" * 99 + "x",
    "asterisks": lambda: "**" * 100_000 + TEXT,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_ends_in_a_moment(name: str) -> None:
    start = time.monotonic()
    for suffix in (".txt", ".md", ".html"):
        try:
            assert read_bytes(HOSTILE[name]().encode(), suffix=suffix).text
        except InputError:
            continue
    assert time.monotonic() - start < 20


@pytest.mark.parametrize("suffix", [".txt", ".html", ".md", ".docx", ".pdf", ""])
@settings(max_examples=40, deadline=None)
@given(raw=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_give_an_article_or_an_input_error(suffix: str, raw: bytes) -> None:
    try:
        article = read_bytes(raw, suffix=suffix)
    except InputError as error:
        assert "\n" not in str(error)
        return
    article.text.encode("utf-8")
    assert article.text == read_bytes(raw, suffix=suffix).text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</div>",
                "<table><tr><td>",
                "<li>",
                "<a href=x>",
                "<!--",
                "<h1>",
                "</a>",
                TEXT,
                "&nbsp;",
                "<br>",
                "首页",
            ]
        )
    )
)
def test_any_tags_give_an_article_or_an_input_error(pieces: list[str]) -> None:
    try:
        article = read_bytes("".join(["<html>", *pieces]).encode())
    except InputError:
        return
    assert article.text


def test_a_missing_extra_is_named_with_its_command(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(a_pdf([TEXT]))
    # A process in which the extra can't be imported, as on a machine without it.
    script = (
        "import sys; sys.modules['pypdfium2'] = None; from summarizer.reading import read_article\n"
        "from summarizer.errors import InputError\n"
        f"try: read_article({str(path)!r})\nexcept InputError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == f"{path}: reading .pdf needs an extra (pip install 'summarizer[pdf]')"


@pytest.mark.parametrize(
    ("raw", "ids"),
    [(TEXT.encode(), ["stdin"]), (f'{{"text": "{TEXT}"}}\n{{"text": "{TEXT}"}}'.encode(), ["stdin-1", "stdin-2"])],
    ids=["text", "jsonl"],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, raw: bytes, ids: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
    articles = list(iter_articles(["-"]))
    assert [article.id if isinstance(article, Article) else str(article) for article in articles] == ids

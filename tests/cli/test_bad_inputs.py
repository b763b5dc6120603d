"""What goes wrong at a user's desk, each with its one clear line and exit code, and the rest of the batch done."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from evals.loopback import Completion, Hang, LoopbackServer, Raw, Reply, Reset, api_error, quota_exhausted, wrong_key
from tests.cli.commands import Printed, run_command

GOOD = "6月15日，甲市人民医院与乙县人民医院签订对口帮扶协议，为期三年。"


@dataclass(frozen=True)
class Bad:
    """An input that can't be read, and what the line about it must say."""

    make: Callable[[Path], Path | str]
    says: str


def a_file(name: str, content: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return make


def a_pdf(*, encrypted: bool, text: str = "") -> bytes:
    """Return a small PDF; the encrypted one has a password nobody knows."""
    content = zlib.compress(f"BT /F1 12 Tf ({text}) Tj ET".encode()) if text else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(content) + content + b"\nendstream",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"ab" * 32 + b"> /U <" + b"cd" * 32 + b"> >>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n" % number + item + b"\nendobj\n"
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    extra = b" /Encrypt 5 0 R /ID [<00><00>]" if encrypted else b""
    return body + table + b"trailer << /Size 6 /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF" % (extra, len(body))


def a_huge_file(folder: Path) -> Path:
    path = folder / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(101 * 1024 * 1024)
    return path


def a_locked_file(folder: Path) -> Path:
    path = a_file("locked.txt", GOOD.encode())(folder)
    path.chmod(0)
    return path


def a_dangling_link(folder: Path) -> Path:
    path = folder / "dangling.txt"
    path.symlink_to(folder / "nowhere.txt")
    return path


def a_link_to_itself(folder: Path) -> Path:
    path = folder / "loop.txt"
    path.symlink_to(path)
    return path


def a_folder(folder: Path) -> Path:
    (folder / "empty").mkdir()
    return folder / "empty"


def a_folder_of_pictures(folder: Path) -> Path:
    (folder / "pictures").mkdir()
    a_file("a.png", PNG)(folder / "pictures")
    return folder / "pictures"


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200)

BAD_INPUTS = {
    "empty file": Bad(a_file("empty.txt", b""), "empty"),
    "white space only": Bad(a_file("blank.txt", " \r\n\u3000\n".encode()), "no text"),
    "binary": Bad(a_file("binary.txt", bytes(range(256)) * 20), "not text"),
    "picture renamed": Bad(a_file("picture.txt", PNG), "PNG"),
    "archive renamed": Bad(a_file("archive.txt", b"PK\x03\x04" + bytes(300)), "zip"),
    "NUL bytes": Bad(a_file("nul.txt", GOOD.encode() + bytes(500)), "not text"),
    "lone surrogates": Bad(a_file("surrogates.txt", b"\xed\xa0\x80\xed\xb0\x80" * 40), "text"),
    "punctuation only": Bad(a_file("dots.txt", "……。。，，！".encode()), "no text"),
    "too large": Bad(a_huge_file, "MB"),
    "HTML without text": Bad(
        a_file("empty.html", b"<html><head><title></title></head><body></body></html>"), "no text"
    ),
    "HTML of scripts": Bad(a_file("script.html", b"<html><body><script>var a=1</script></body></html>"), "no text"),
    "encrypted PDF": Bad(a_file("secret.pdf", a_pdf(encrypted=True)), "password"),
    "PDF of pictures": Bad(a_file("scan.pdf", a_pdf(encrypted=False)), "text layer"),
    "broken PDF": Bad(a_file("broken.pdf", b"%PDF-1.7\ngarbage"), "PDF"),
    "broken docx": Bad(a_file("broken.docx", b"PK\x03\x04garbage"), "docx"),
    "text renamed docx": Bad(a_file("text.docx", GOOD.encode()), "docx"),
    "missing file": Bad(lambda folder: folder / "nowhere.txt", "no such file"),
    "glob without a match": Bad(lambda folder: str(folder / "*.nothing"), "no file"),
    "locked file": Bad(a_locked_file, "permission"),
    "dangling link": Bad(a_dangling_link, "no such file"),
    "link to itself": Bad(a_link_to_itself, "link"),
    "empty folder": Bad(a_folder, "no article"),
    "folder of pictures": Bad(a_folder_of_pictures, "no article"),
    "JSONL row without text": Bad(a_file("rows.jsonl", b'{"id": "a", "url": "x"}\n'), "text"),
    "JSONL row that is no object": Bad(a_file("list.jsonl", b"[1, 2]\n"), "object"),
    "JSONL row that is no JSON": Bad(a_file("torn.jsonl", b'{"text": "\n'), "JSON"),
    "CSV without a text column": Bad(a_file("table.csv", "编号,网址\n1,x\n".encode()), "column"),
    "CSV with a header only": Bad(a_file("header.csv", b"id,text\n"), "no row"),
    "unknown kind": Bad(a_file("sheet.xlsx", b"PK\x03\x04" + bytes(100)), "xlsx"),
}


@pytest.mark.parametrize("bad", BAD_INPUTS.values(), ids=BAD_INPUTS.keys())
def test_a_bad_input_has_its_line_and_the_rest_is_done(bad: Bad, tmp_path: Path) -> None:
    made = bad.make(tmp_path)
    if bad.make is a_locked_file and os.access(made, os.R_OK):
        pytest.skip("this user may read everything")
    good = a_file("good.txt", GOOD.encode())(tmp_path)
    printed = run_command("run", str(made), str(good), "-o", str(tmp_path / "out.jsonl"))
    assert printed.code == 1
    assert_one_clear_line(printed, bad.says)
    assert str(tmp_path) in printed.errors[0]
    assert sources_in(tmp_path / "out.jsonl") == ["good.txt"]


def test_bad_rows_do_not_stop_the_others(tmp_path: Path) -> None:
    rows = [json.dumps({"text": GOOD}), "{torn", json.dumps({"text": ""}), json.dumps({"text": GOOD, "id": "b"})]
    path = a_file("rows.jsonl", "\n".join(rows).encode())(tmp_path)
    printed = run_command("run", str(path), "-o", str(tmp_path / "out.jsonl"))
    assert printed.code == 1
    assert len(printed.errors) == 2
    assert ["2" in printed.errors[0], "3" in printed.errors[1]] == [True, True]
    assert len(sources_in(tmp_path / "out.jsonl")) == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("deep.html", b"<div>" * 50_000 + GOOD.encode() + b"</div>" * 50_000),
        ("wrong.html", b'<html><head><meta charset="utf-8"></head><body><p>' + (GOOD * 9).encode("gb18030")),
        ("damaged.txt", (GOOD * 20).encode("gb18030")[:501] + b"\xff" + (GOOD * 20).encode("gb18030")[501:]),
        ("line.txt", (GOOD * 20_000).encode()),
        ("open.html", b"<html><body><p>" + GOOD.encode() + b"<table><tr><td><b"),
    ],
)
def test_an_ugly_page_is_read_all_the_same(name: str, content: bytes, tmp_path: Path) -> None:
    path = a_file(name, content)(tmp_path)
    printed = run_command("run", str(path), "-o", str(tmp_path / "out.jsonl"))
    assert printed.code == 0, printed.errors
    assert "人民医院" in (tmp_path / "out.jsonl").read_text(encoding="utf-8")


BAD_ENDPOINTS: dict[str, tuple[list[Reply], str, int]] = {
    "wrong key": ([wrong_key()] * 9, "key", 3),
    "no such model": ([api_error(404, "The model `m` does not exist", code="model_not_found")] * 9, "test-model", 3),
    "quota used up": ([quota_exhausted()] * 9, "quota", 3),
    "a web page": ([Raw(body="<html><body>Welcome</body></html>", content_type="text/html")] * 9, "web page", 3),
    "a proxy's error page": (
        [Raw(status=403, body="<html>Proxy denied</html>", content_type="text/html")] * 9,
        "403",
        3,
    ),
    "always overloaded": ([api_error(503, "overloaded")] * 9, "503", 1),
    "never answering": ([Hang()] * 9, "answer", 1),
    "breaking off": ([Reset()] * 9, "connection", 1),
    "never the schema": ([Completion("我不知道")] * 9, "repl", 1),
    "refusing": ([Completion(None, refusal="I can't help with that")] * 9, "refus", 1),
    "empty": ([Completion("")] * 9, "repl", 1),
}


@pytest.mark.parametrize(("replies", "says", "code"), BAD_ENDPOINTS.values(), ids=BAD_ENDPOINTS.keys())
def test_a_bad_endpoint_has_its_line(replies: list[Reply], says: str, code: int, tmp_path: Path) -> None:
    path = a_file("good.txt", GOOD.encode())(tmp_path)
    with LoopbackServer(replies) as server:
        printed = run_command(
            *("run", str(path), "-o", str(tmp_path / "out.jsonl"), "--model", "m", "--api-key", "sk-secret-1234567"),
            *("--base-url", server.base_url, "--mode", "tools", "--timeout", "0.5"),
            env={"SUMMARIZER_MAX_ATTEMPTS": "1"},
        )
    assert printed.code == code, printed.errors
    assert_one_clear_line(printed, says)
    assert "1234567" not in "".join(printed.errors)


def test_an_unreachable_endpoint_has_its_line(tmp_path: Path) -> None:
    path = a_file("good.txt", GOOD.encode())(tmp_path)
    printed = run_command(
        *("run", str(path), "-o", str(tmp_path / "out.jsonl"), "--model", "m", "--mode", "tools"),
        *("--base-url", "http://127.0.0.1:9/v1"),
        env={"SUMMARIZER_MAX_ATTEMPTS": "1"},
    )
    assert printed.code in (1, 3)
    assert_one_clear_line(printed, "127.0.0.1:9")


WRONG_USES: dict[str, tuple[list[str], str, int]] = {
    "no input": (["run"], "INPUT", 2),
    "no such command": (["walk"], "walk", 2),
    "no such option": (["run", "x", "--fast"], "--fast", 2),
    "no such engine": (["run", "x", "--engine", "magic"], "engine", 3),
    "not an address": (["run", "x", "--base-url", "localhost:1234"], "base_url", 3),
    "not JSON": (["run", "x", "--extra-body", "{"], "--extra-body", 3),
    "not a date": (["run", "x", "--published", "gestern"], "published", 2),
    "show nothing": (["show", "nowhere.txt"], "nowhere.txt", 1),
}


@pytest.mark.parametrize(("words", "says", "code"), WRONG_USES.values(), ids=WRONG_USES.keys())
def test_wrong_use_is_told(words: list[str], says: str, code: int) -> None:
    printed = run_command(*words)
    assert printed.code == code
    assert says in printed.stderr
    assert "Traceback" not in printed.stderr


def assert_one_clear_line(printed: Printed, says: str) -> None:
    assert len(printed.errors) == 1, printed.stderr
    assert says.casefold() in printed.errors[0].casefold()
    assert len(printed.errors[0]) < 700
    assert "Traceback" not in printed.stderr


def sources_in(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [Path(json.loads(line)["article"]["source"]).name for line in lines]

from __future__ import annotations

import os
from pathlib import Path

import pytest

from summarizer.errors import InputError
from summarizer.reading import iter_articles
from summarizer.reading.inputs import iter_files

TEXT = "3月8日，我院与白河县医院签订帮扶协议，每月派1名主任医师坐诊，帮扶期三年。"


def _put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n{TEXT}", encoding="utf-8")


def _names(folder: Path, *inputs: str | Path, skip: list[Path] | None = None) -> list[str]:
    found = iter_files(inputs, skip=skip or [])
    return [str(path).replace(f"{folder}{os.sep}", "") for path in found]


def test_folders_are_read_in_a_fixed_order_without_what_is_no_article(tmp_path: Path) -> None:
    _put(
        tmp_path, "b.txt", "a.HTML", "c/d.md", "c/e.docx", "z.jpg", ".hidden.txt", ".git/x.txt", "~$e.docx", "out.xlsx"
    )
    assert _names(tmp_path, tmp_path) == ["a.HTML", "b.txt", "c/d.md", "c/e.docx"]


def test_the_folder_of_a_saved_page_is_no_input(tmp_path: Path) -> None:
    _put(tmp_path, "page.html", "page_files/frame.html", "other_files/a.html")
    assert _names(tmp_path, tmp_path) == ["other_files/a.html", "page.html"]


def test_a_named_file_is_read_whatever_its_ending_and_each_file_once(tmp_path: Path) -> None:
    _put(tmp_path, "notes.log", "a.txt")
    assert _names(tmp_path, tmp_path / "notes.log", tmp_path, tmp_path / "a.txt") == ["notes.log", "a.txt"]


def test_globs_and_names_that_look_like_globs(tmp_path: Path) -> None:
    _put(tmp_path, "a1.txt", "a2.txt", "[b].txt", "c/a3.txt")
    assert _names(tmp_path, f"{tmp_path}/a*.txt") == ["a1.txt", "a2.txt"]
    assert _names(tmp_path, f"{tmp_path}/**/a*.txt") == ["a1.txt", "a2.txt", "c/a3.txt"]
    assert _names(tmp_path, f"{tmp_path}/[b].txt") == ["[b].txt"]


def test_symbolic_links_are_followed_and_loops_are_not(tmp_path: Path) -> None:
    _put(tmp_path, "in/a.txt", "elsewhere/b.txt")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "in" / "self").symlink_to("self")
    (tmp_path / "in" / "more").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    names = _names(tmp_path, tmp_path / "in")
    assert names[0] == "in/a.txt"
    assert len(names) == 2  # b.txt comes once, whichever link leads to it first


def test_the_output_of_the_run_can_be_left_out(tmp_path: Path) -> None:
    _put(tmp_path, "a.txt", "out.jsonl")
    assert _names(tmp_path, tmp_path, skip=[tmp_path / "out.jsonl"]) == ["a.txt"]


@pytest.mark.parametrize(
    ("given", "says"),
    [("", "no articles in this folder"), ("*.html", "no file matches"), ("a\0b", "no such file")],
)
def test_inputs_that_stand_for_nothing_say_so(tmp_path: Path, given: str, says: str) -> None:
    (error,) = iter_files([f"{tmp_path}/{given}"])
    assert isinstance(error, InputError)
    assert says in str(error)


def test_ids_are_stems_and_collisions_are_told_apart_the_same_way_every_time(tmp_path: Path) -> None:
    _put(tmp_path, "2021/a.txt", "2022/a.txt", "2023/a.txt", "b.txt")
    first = [article.id for article in iter_articles([tmp_path]) if not isinstance(article, InputError)]
    again = [article.id for article in iter_articles([tmp_path]) if not isinstance(article, InputError)]
    assert first == again
    assert len(set(first)) == 4
    assert first[0] == "a"
    assert first[3] == "b"
    assert all(name.startswith("a-") for name in first[1:3])


def test_articles_come_lazily(tmp_path: Path) -> None:
    _put(tmp_path, "a.txt", "b.txt")
    articles = iter_articles([tmp_path])
    next(articles)
    (tmp_path / "b.txt").write_bytes(b"")
    assert str(next(articles)) == f"{tmp_path}/b.txt: the file is empty"

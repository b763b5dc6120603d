from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from evals.adopt import PageLabel, adopt, load_page_labels
from evals.cli import app
from evals.labels import LabelError, load_label
from summarizer.errors import InputError
from tests.summaries import a_full_summary


def a_page_label(**article: Any) -> PageLabel:
    content = json.loads(a_full_summary("x01").model_dump_json())
    content["article"] |= article
    return PageLabel.model_validate(content | {"why": "Saved on the page.", "checked": True})


def test_without_its_page_an_article_is_its_text(tmp_path: Path) -> None:
    label = a_page_label()
    (adopted,) = adopt([label], split="dev", root=tmp_path)
    assert adopted.article_path == tmp_path / "dev" / "articles" / "x01.txt"
    assert adopted.article_path.read_text(encoding="utf-8") == label.article.text
    assert "published" in adopted.lost
    written = adopted.label_path.read_text(encoding="utf-8")
    assert '"start"' not in written and '"text": "云江' not in written
    assert load_label(adopted.label_path).agreements[0].parties[0].name == "云江医科大学附属第一医院"


def test_a_label_is_replaced_only_when_asked(tmp_path: Path) -> None:
    adopt([a_page_label()], split="dev", root=tmp_path)
    with pytest.raises(InputError, match="has a label already"):
        adopt([a_page_label()], split="dev", root=tmp_path)
    assert len(adopt([a_page_label()], split="dev", root=tmp_path, overwrite=True)) == 1


def test_another_article_of_the_same_id_is_not_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "dev" / "articles"
    folder.mkdir(parents=True)
    (folder / "x01.html").write_text("another", encoding="utf-8")
    with pytest.raises(InputError, match="another article with this id"):
        adopt([a_page_label()], split="dev", root=tmp_path, overwrite=True)


@pytest.mark.parametrize("name", ["../x", "a/b", ".hidden", "x" * 81])
def test_an_id_that_is_no_file_name_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't name a file"):
        adopt([a_page_label(id=name)], split="dev", root=tmp_path)


def test_nothing_is_written_when_one_label_is_wrong(tmp_path: Path) -> None:
    wrong = a_page_label(id="x02", text="一篇别的文章，没有那些话，也没有那些机构。")
    with pytest.raises(LabelError, match="does not stand in the cleaned text"):
        adopt([a_page_label(), wrong], split="dev", root=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["[", "{}", "[{}]"])
def test_a_file_that_holds_no_label_is_named(content: str, tmp_path: Path) -> None:
    path = tmp_path / "labels.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LabelError, match="labels.json"):
        load_page_labels(path)


def test_the_command_leaves_out_what_nobody_checked(tmp_path: Path) -> None:
    path = tmp_path / "labels.json"
    path.write_text(a_page_label().model_copy(update={"checked": False}).model_dump_json(), encoding="utf-8")
    result = CliRunner().invoke(app, ["adopt", str(path)])
    assert result.exit_code == 0, result.output
    assert "1 left out: not marked as checked" in result.stderr

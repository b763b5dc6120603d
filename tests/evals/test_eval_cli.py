"""The command line: one clear line on errors, an exit code for each kind of end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.cli import main
from evals.loopback import LoopbackServer, wrong_key
from tests.evals.eval_runs import TEXT, write_cases
from tests.evals.test_eval_recordings import GOLD, draft, reply


@pytest.fixture
def own(tmp_path: Path) -> list[str]:
    """Options for a user's own set of two articles."""
    write_cases(tmp_path, GOLD, ("a", "b"))
    return ["--articles", str(tmp_path / "articles"), "--labels", str(tmp_path / "labels")]


def call(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run a command line and return its exit code."""
    monkeypatch.setattr("sys.argv", ["evals", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_run_prints_figures_and_writes_four_files(
    own: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(monkeypatch, "run", "--engine", "rules", *own, "-o", str(tmp_path / "out")) == 0
    told = capsys.readouterr()
    assert "### own: 2 articles (0 negative), 8 gold items" in told.out
    assert "人民医院" not in told.out
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "junit.xml",
        "report.html",
        "report.json",
        "report.md",
    ]


def test_run_ends_with_1_when_an_article_failed(
    own: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "articles" / "b.txt").unlink()
    assert call(monkeypatch, "run", "--engine", "rules", *own) == 1
    told = capsys.readouterr()
    assert "failed: b: the label has no article" in told.err
    assert "1 FAILED" in told.out


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["run", "--engine", "rules", "--articles", "none", "--labels", "none"], 2, "none: is not a folder"),
        (["run", "--engine", "rules", "--articles", "none"], 2, "go together"),
        (["run", "--engine", "magic"], 2, "magic"),
        (["run", "--engine", "rules", "--only", "zzz"], 2, "zzz: no such article"),
        (["run", "--engine", "rules", "--only", "d01", "--gate", "x.json"], 2, "leave --only out"),
        (["run", "--engine", "llm", "--only", "d01"], 3, "no endpoint is configured"),
        (["agreement", "none", "none"], 2, "none: is not a folder"),
        (["agreement", "none"], 2, "at least two folders"),
    ],
)
def test_errors_are_told_in_a_line(
    arguments: list[str],
    code: int,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    assert call(monkeypatch, *arguments) == code
    error = capsys.readouterr().err
    assert told in error
    assert "Traceback" not in error


def test_a_bad_label_is_named_with_its_path(
    own: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "labels" / "a.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"supporter"', '"boss"'), encoding="utf-8")
    assert call(monkeypatch, "run", "--engine", "rules", *own) == 2
    error = capsys.readouterr().err
    assert "a.json" in error
    assert "agreements[0].parties[0].role" in error
    assert error.count("\n") == 1


def test_a_refused_key_ends_the_run_with_3(
    own: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with LoopbackServer(lambda request: wrong_key()) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-wrong-0123456789")
        assert call(monkeypatch, "run", "--engine", "llm", "--model", "m", *own) == 3
    error = capsys.readouterr().err
    assert "the key was refused" in error
    assert "0123456789" not in error


def test_compare_and_gate(
    own: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    baseline, before, after = (str(tmp_path / name) for name in ("baseline.json", "before", "after"))
    assert call(monkeypatch, "run", "--engine", "rules", *own, "-o", before) == 0
    report = f"{before}/report.json"
    assert call(monkeypatch, "baseline", "--report", report, "--path", baseline) == 0
    assert call(monkeypatch, "run", "--engine", "rules", *own, "--gate", baseline) == 0
    (tmp_path / "articles" / "b.txt").write_text(TEXT.replace("五年", "三年"), encoding="utf-8")
    assert call(monkeypatch, "run", "--engine", "rules", *own, "-o", after, "--gate", baseline) == 1
    assert "gate: duration: " in (said := capsys.readouterr().err)
    assert "look at b" in said
    assert call(monkeypatch, "compare", report, f"{after}/report.json", "-o", str(tmp_path / "c.md")) == 0
    assert "**Broken: 1**" in capsys.readouterr().out
    assert "`b` duration" in (tmp_path / "c.md").read_text(encoding="utf-8")
    assert call(monkeypatch, "compare", report, f"{after}/report.json", "--gate", baseline) == 1


def test_a_baseline_is_not_made_of_a_run_with_failures(
    own: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "articles" / "b.txt").unlink()
    call(monkeypatch, "run", "--engine", "rules", *own, "-o", str(tmp_path / "out"))
    path = tmp_path / "baseline.json"
    report = str(tmp_path / "out" / "report.json")
    assert call(monkeypatch, "baseline", "--report", report, "--path", str(path)) == 1
    assert "not updated" in capsys.readouterr().err
    assert not path.exists()


def test_agreement_and_check(
    own: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = str(tmp_path / "labels")
    assert call(monkeypatch, "agreement", labels, labels) == 0
    assert "2 articles read by both" in capsys.readouterr().out
    assert call(monkeypatch, "check", *own) == 1  # both labels say that they are of article a1
    told = capsys.readouterr()
    assert "a.json: article.id" in told.out
    assert "2 labels, 2 faults" in told.err


def test_drafts_become_recordings_that_run_and_rebind(
    own: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    drafts = [draft(reply()).model_dump() | {"article_id": name} for name in ("a", "b")]
    path = tmp_path / "drafts.json"
    path.write_text(json.dumps(drafts), encoding="utf-8")
    replies = ["--replies", str(tmp_path / "replies")]
    assert call(monkeypatch, "draft", str(path), *own, *replies) == 0
    assert "1 exchanges, 1 agreements" in capsys.readouterr().err
    assert call(monkeypatch, "run", "--engine", "recorded", *own, *replies) == 0
    assert "model recorded (written)" in capsys.readouterr().out
    assert call(monkeypatch, "rebind", *own, *replies) == 0
    assert "0 of 2 recordings bound anew" in capsys.readouterr().err


def test_prompt_prints_what_is_sent(
    own: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(monkeypatch, "prompt", "a", *own, "--schema") == 0
    told = capsys.readouterr().out
    assert f"[1] {TEXT.splitlines()[0]}" in told
    assert '"json_schema"' in told

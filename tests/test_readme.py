"""The README is run as its reader would."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

from tests.cli.commands import run_command

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
COMMANDS = sorted(set(re.findall(r"summarizer ([a-z]+) ", README)))


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_python_examples_print_what_they_say(example: str) -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(example, "README.md", "exec"), {})
    assert printed.getvalue().splitlines() == re.findall(r"^# (.*)$", example, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_it_names_exists(command: str) -> None:
    assert run_command(command, "--help").code == 0


@pytest.mark.parametrize("target", sorted(set(re.findall(r"^make ([a-z]+)", README, re.MULTILINE))))
def test_every_make_target_it_names_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_option_it_names_exists(tmp_path: Path) -> None:
    for command, words in re.findall(r"summarizer (run|report|export|show|doctor) ([^\n`]*)", README):
        known = run_command(command, "--help").stdout
        options = re.findall(r"(?<!\S)(-{1,2}[a-z][a-z-]*)", words.split("#")[0])
        assert [option for option in options if option not in known] == [], command


@pytest.mark.parametrize("name", ["README.zh.md", "CONTRIBUTING.md", "CHANGELOG.md", "evals/README.md", "LICENSE"])
def test_what_it_points_to_is_there(name: str) -> None:
    assert (ROOT / name).is_file()

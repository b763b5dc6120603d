from __future__ import annotations

from summarizer.cli.exits import describe_bug, one_line


def test_a_bug_is_one_line_that_says_where() -> None:
    try:
        raise KeyError("boom\nbang")
    except KeyError as error:
        line = one_line(describe_bug(error))
    assert line.startswith("error: a mistake in summarizer itself")
    assert "test_exits.py:8" in line
    assert "\n" not in line

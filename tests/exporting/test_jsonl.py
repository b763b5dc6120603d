from __future__ import annotations

import errno
import json
import os
import resource
import signal
from pathlib import Path

import pytest

from summarizer.errors import InputError, OutputError
from summarizer.exporting.jsonl import open_writer, read_summaries, to_json_line
from tests.summaries import a_summary


def test_a_line_is_readable_chinese_on_one_line() -> None:
    line = to_json_line(a_summary("签约\n第二行"))
    assert "签约\\n第二行" in line
    assert "\n" not in line
    assert json.loads(line)["schema_version"] == "1"


def test_lines_are_on_disk_as_soon_as_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with open_writer(path) as writer:
        writer.write(a_summary())
        assert len(path.read_text(encoding="utf-8").splitlines()) == 1
        writer.write(a_summary())
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2


def test_an_existing_file_is_not_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("paid for\n", encoding="utf-8")
    with pytest.raises(OutputError, match="exists already"), open_writer(path):
        pass
    assert path.read_text(encoding="utf-8") == "paid for\n"
    with open_writer(path, overwrite=True) as writer:
        writer.write(a_summary())
    assert path.read_text(encoding="utf-8") == to_json_line(a_summary()) + "\n"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="No such file or directory"), open_writer(tmp_path / "no" / "out.jsonl"):
        pass


def test_a_full_disk_keeps_whole_lines_only(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    line = to_json_line(a_summary())
    pid = os.fork()
    if pid == 0:  # a child with a file-size limit stands in for a full disk: both fail a write half-way
        code = 1
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            size = int(len(line.encode()) * 2.5)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            with open_writer(path) as writer:
                for _ in range(3):
                    writer.write(a_summary())
        except OutputError as error:
            code = 0 if os.strerror(errno.EFBIG) in str(error) else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert path.read_text(encoding="utf-8") == f"{line}\n" * 2


def test_lines_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with open_writer(path) as writer:
        writer.write(a_summary("一\u2028二"))
        writer.write(a_summary())
    assert list(read_summaries(path)) == [a_summary("一\u2028二"), a_summary()]


@pytest.mark.parametrize("line", ["{}", "not JSON", '{"schema_version":"2"}'])
def test_a_line_that_is_no_summary_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text(f"{to_json_line(a_summary())}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 3 is not a summary"):
        list(read_summaries(path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be read"):
        list(read_summaries(tmp_path / "no.jsonl"))

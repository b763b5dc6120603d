"""A hundred thousand agreements are exported in memory that does not grow with them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from summarizer.exporting.formats import FORMATS

EXPORT = """
import resource, sys, time
from pathlib import Path
from summarizer.exporting.formats import export
from tests.summaries import a_full_summary
to, number, path = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
one = a_full_summary()
article = one.article
def summaries():
    for n in range(number):
        yield one.model_copy(update={"article": article.model_copy(update={"id": str(n)})})
started = time.monotonic()
assert export(summaries(), path, to=to) == number
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, round(time.monotonic() - started, 1))
"""


def peak_mib(to: str, agreements: int, path: Path) -> int:
    command = [sys.executable, "-c", EXPORT, to, str(agreements), str(path)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    sys.stderr.write(f"{to}: {agreements} agreements, MiB and seconds: {printed}")
    return int(printed.split()[0])


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.slow
def test_a_hundred_thousand_agreements_take_no_more_memory_than_ten_thousand(to: str, tmp_path: Path) -> None:
    few, many = (peak_mib(to, agreements, tmp_path / str(agreements)) for agreements in (10_000, 100_000))
    # DuckDB keeps a share of the database in buffers of its own; the rest does not grow.
    assert many < few + 250

"""The soak of `make soak`, small: see `evals.soak`."""

from __future__ import annotations

from pathlib import Path

from evals.soak import Plan, soak


def test_a_batch_under_every_fault_and_kill_comes_out_as_if_undisturbed(tmp_path: Path) -> None:
    assert soak(Plan(articles=300, kills=2, chars=200), tmp_path) == []

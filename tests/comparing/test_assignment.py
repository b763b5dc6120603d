from __future__ import annotations

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.comparing.assignment import assign

WEIGHTS = st.integers(0, 5).flatmap(
    lambda columns: st.lists(
        st.lists(st.sampled_from([0, 0, 1, 2, 7, 10**25]), min_size=columns, max_size=columns), max_size=5
    )
)


def best_total(weights: list[list[int]]) -> int:
    size = max(len(weights), *(len(row) for row in weights))
    square = [
        [weights[r][c] if r < len(weights) and c < len(weights[r]) else 0 for c in range(size)] for r in range(size)
    ]
    return max(sum(square[r][columns[r]] for r in range(size)) for columns in permutations(range(size)))


@given(WEIGHTS)
@settings(deadline=None)
def test_no_pairing_has_a_greater_total(weights: list[list[int]]) -> None:
    pairs = assign(weights)
    rows, columns = [row for row, _ in pairs], [column for _, column in pairs]
    assert len(set(rows)) == len(rows)
    assert len(set(columns)) == len(columns)
    assert all(weights[row][column] > 0 for row, column in pairs)
    if weights:
        assert sum(weights[row][column] for row, column in pairs) == best_total(weights)


def test_taking_the_best_first_would_be_wrong() -> None:
    assert assign([[10, 9], [9, 0]]) == [(0, 1), (1, 0)]


def test_nothing_pairs_with_nothing() -> None:
    assert assign([]) == []
    assert assign([[]]) == []
    assert assign([[0, 0]]) == []

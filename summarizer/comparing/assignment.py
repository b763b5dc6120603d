"""Pairing one to one so that the total weight is greatest: exact, for the dozens of items one article has.

The Hungarian method with potentials, O(n²·m) on whole numbers. scipy has it too, at 100 MiB for these forty lines.
"""

from __future__ import annotations

from collections.abc import Sequence


def assign(weights: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Pair rows with columns so that the sum of their weights is greatest.

    Args:
        weights: a rectangle of whole numbers ≥ 0; 0 means "no pair".

    Returns:
        (row, column) pairs in order of rows; each row and column at most once, none with weight 0.
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        turned = assign([list(column) for column in zip(*weights, strict=True)])
        return sorted((row, column) for column, row in turned)
    row_of = _row_of_each_column([[-weight for weight in row] for row in weights])
    pairs = ((row, column) for column, row in enumerate(row_of) if row is not None)
    return sorted((row, column) for row, column in pairs if weights[row][column] > 0)


def _row_of_each_column(costs: list[list[int]]) -> list[int | None]:
    """Return for each column the row assigned to it at the least total cost; rows are at most as many as columns.

    Source: the shortest augmenting path form (Jonker and Volgenant 1987), as on cp-algorithms.com, "Hungarian
    algorithm". Row and column 0 are sentinels.
    """
    rows, columns = len(costs), len(costs[0])
    row_potential, column_potential = [0] * (rows + 1), [0] * (columns + 1)
    row_at = [0] * (columns + 1)
    for row in range(1, rows + 1):
        row_at[0] = row
        column, came_from = _shortest_path(costs, row_at, row_potential, column_potential)
        while column:
            row_at[column] = row_at[came_from[column]]
            column = came_from[column]
    return [row - 1 if row else None for row in row_at[1:]]


def _shortest_path(
    costs: list[list[int]], row_at: list[int], row_potential: list[int], column_potential: list[int]
) -> tuple[int, list[int]]:
    """Find the cheapest way from the row at column 0 to a free column; adjusts the potentials in place."""
    columns = range(1, len(column_potential))
    beyond = 4 * (len(costs) + 1) * (1 + max(abs(cost) for row in costs for cost in row))  # more than any path costs
    slack = [beyond] * len(column_potential)
    came_from, visited = [0] * len(column_potential), [True] + [False] * len(columns)
    column = 0
    while row_at[column]:
        visited[column] = True
        row = row_at[column]
        for other in columns:
            reduced = costs[row - 1][other - 1] - row_potential[row] - column_potential[other]
            if not visited[other] and reduced < slack[other]:
                slack[other], came_from[other] = reduced, column
        following = min((other for other in columns if not visited[other]), key=slack.__getitem__)
        step = slack[following]
        for reached in range(len(column_potential)):
            if visited[reached]:
                row_potential[row_at[reached]] += step
                column_potential[reached] -= step
            else:
                slack[reached] -= step
        column = following
    return column, came_from

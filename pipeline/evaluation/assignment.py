"""The one-to-one assignment of greatest total weight, exactly.

The Hungarian method with potentials, a row at a time (Kuhn 1955; Munkres 1957; in the form of Jonker and Volgenant
1987), on each connected part of the graph alone: records of a document are near few others, so parts are small.
"""

from __future__ import annotations

from collections.abc import Mapping

Pair = tuple[int, int]


def assign(weights: Mapping[Pair, float]) -> list[Pair]:
    """Pairs of the greatest total weight in which no left and no right index occurs twice, sorted.

    ``weights`` has the positive weights of all pairs that may be made. Cubic in the size of a connected part.
    """
    chosen: list[Pair] = []
    for lefts, rights in _parts(weights):
        if len(lefts) <= len(rights):
            costs = [[-weights.get((left, right), 0.0) for right in rights] for left in lefts]
            made = [(lefts[n], rights[m]) for n, m in enumerate(_hungarian(costs))]
        else:
            costs = [[-weights.get((left, right), 0.0) for left in lefts] for right in rights]
            made = [(lefts[n], rights[m]) for m, n in enumerate(_hungarian(costs))]
        chosen.extend(pair for pair in made if pair in weights)
    return sorted(chosen)


def _parts(weights: Mapping[Pair, float]) -> list[tuple[list[int], list[int]]]:
    """Left and right indices of each connected part."""
    by_left: dict[int, list[int]] = {}
    by_right: dict[int, list[int]] = {}
    for left, right in sorted(weights):
        by_left.setdefault(left, []).append(right)
        by_right.setdefault(right, []).append(left)
    found = []
    seen: set[int] = set()
    for start in by_left:
        if start in seen:
            continue
        lefts, rights, waiting = {start}, set[int](), [start]
        while waiting:
            for right in by_left[waiting.pop()]:
                if right not in rights:
                    rights.add(right)
                    new = {left for left in by_right[right] if left not in lefts}
                    lefts |= new
                    waiting.extend(new)
        seen |= lefts
        found.append((sorted(lefts), sorted(rights)))
    return found


def _hungarian(costs: list[list[float]]) -> list[int]:
    """The column of each row in the cheapest complete assignment; no more rows than columns."""
    size, width = len(costs), len(costs[0])
    row_potential, column_potential = [0.0] * (size + 1), [0.0] * (width + 1)
    row_of = [0] * (width + 1)  # rows and columns count from 1; column 0 holds the row that is being placed
    for row in range(1, size + 1):
        row_of[0], column = row, 0
        slack, came_from, visited = [float("inf")] * (width + 1), [0] * (width + 1), [False] * (width + 1)
        while row_of[column]:
            visited[column] = True
            at, step, nearest = row_of[column], float("inf"), 0
            for other in range(1, width + 1):
                if visited[other]:
                    continue
                reduced = costs[at - 1][other - 1] - row_potential[at] - column_potential[other]
                if reduced < slack[other]:
                    slack[other], came_from[other] = reduced, column
                if slack[other] < step:
                    step, nearest = slack[other], other
            for other in range(width + 1):
                if visited[other]:
                    row_potential[row_of[other]] += step
                    column_potential[other] -= step
                else:
                    slack[other] -= step
            column = nearest
        while column:
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    columns = [0] * size
    for column in range(1, width + 1):
        if row_of[column]:
            columns[row_of[column] - 1] = column - 1
    return columns

"""Points at which rows are tried: their samples, and a grid of special numbers that finds edges, kinks and ties."""

import math
from collections.abc import Iterator
from itertools import product

from autograd import TABLE, DomainError, Op

__all__ = ["BOUND", "points"]

BOUND = [row.bind(**static) if static else row for row in TABLE.values() for static in row.bindings or ({},)]
"""Every row, with each of its bindings."""

SPECIAL = (0.0, -0.0, 1.0, -1.0, 0.5, 2.0, 3.0, -3.0, -2.5, 1e-8, 1e-300, -1e-300, 1.0 - 2.0**-53, 1e8, 700.0, -700.0)
PAIRS, TRIPLES = (0.0, -0.0, 1.0, -1.0, 0.5, 2.0, 3.0, -2.5), (0.0, 1.0, -1.0)


def points(op: Op) -> Iterator[tuple[float, ...]]:
    """Yield where the row is defined: samples; all special numbers, its bounds among them; zeros and ties of many."""
    tuples = list(op.samples)
    if op.arity == 1:
        tuples += [(x,) for x in (*SPECIAL, *op.static.values()) if math.isfinite(x)]
    elif op.arity:
        tuples += product(PAIRS if op.arity == 2 else TRIPLES, repeat=op.arity)
    else:
        for size in {len(sample) for sample in op.samples}:
            tuples += [(0.0,) * size, (0.5,) * size, tuple(float(place % 2) for place in range(size))]
    for point in dict.fromkeys(tuples):
        try:
            number = op(*point)
        except (DomainError, IndexError):
            continue
        if math.isfinite(number):
            yield point

"""True derivatives to sixty digits, kinks included, of whatever the engine records: what it is measured by."""

from .derivatives import (
    ABSENT,
    UNKNOWN,
    Exact,
    Partly,
    Sides,
    Truth,
    first_derivatives,
    second_derivatives,
    truth,
)

__all__ = ["ABSENT", "UNKNOWN", "Exact", "Partly", "Sides", "Truth", "first_derivatives", "second_derivatives", "truth"]

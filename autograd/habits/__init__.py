"""Habits that people bring along from Python, NumPy and other engines, attached to `Value`; none is in a hot place."""

from autograd.habits import arrays as _arrays  # noqa: F401  # each attaches what it defines
from autograd.habits import elsewhere as _elsewhere  # noqa: F401
from autograd.habits import micrograd as _micrograd  # noqa: F401
from autograd.habits import numbers as _numbers  # noqa: F401

__all__: list[str] = []

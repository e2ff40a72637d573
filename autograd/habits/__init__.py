"""Spellings that people bring along from other engines, attached to `Value`; none of them stands in a hot place."""

from autograd.habits import micrograd as _micrograd  # noqa: F401  # it attaches what it defines

__all__: list[str] = []

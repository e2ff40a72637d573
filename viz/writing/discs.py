"""Numbers in discs, ① to ⑳: many fonts have the first ten only, so that each form draws them in its own way."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["with_discs"]

DISCS = {chr(0x245F + number): number for number in range(1, 21)}


def with_discs(text: str, draw: Callable[[int], str]) -> str:
    """Return a text with each number in a disc as `draw` writes it.

    Examples
    --------
    >>> with_discs("✗ ⑪", lambda number: f"<b>{number}</b>")
    '✗ <b>11</b>'
    """
    return "".join(draw(DISCS[letter]) if letter in DISCS else letter for letter in text)

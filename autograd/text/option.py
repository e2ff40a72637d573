"""Options that a person writes as words."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, NoReturn

__all__ = ["Option"]


class Option(StrEnum):
    """One of a few words; any other word is refused with those there are.

    Examples
    --------
    >>> class Side(Option, what="a side"):
    ...     LEFT = "left"
    ...     RIGHT = "right"
    >>> Side("left")
    <Side.LEFT: 'left'>
    >>> Side("up")
    Traceback (most recent call last):
    ValueError: 'up' is not a side: choose left or right.
    """

    _what: ClassVar[str]

    def __init_subclass__(cls, what: str) -> None:
        super().__init_subclass__()
        cls._what = what

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:
        between = " or " if len(cls) == 2 else ", "
        raise ValueError(f"{value!r} is not {cls._what}: choose {between.join(cls)}.")

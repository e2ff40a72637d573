"""The stages of a lesson: how much of a network a picture shows."""

from __future__ import annotations

from enum import StrEnum
from typing import NoReturn

__all__ = ["Stage"]


class Stage(StrEnum):
    """How much of a network a picture shows; the coordinates are the same at every stage.

    Examples
    --------
    >>> Stage.FORWARD >= Stage.WEIGHTS, Stage.STRUCTURE >= Stage.WEIGHTS
    (True, False)
    """

    STRUCTURE = "structure"
    WEIGHTS = "weights"
    FORWARD = "forward"
    BACKWARD = "backward"

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:
        raise ValueError(f"{value!r} is not a stage: choose {', '.join(cls)}.")

    def __ge__(self, other: str) -> bool:
        stages = list(Stage)
        return stages.index(self) >= stages.index(Stage(other))

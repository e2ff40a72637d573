"""The stages of a lesson: how much of a network a picture shows."""

from __future__ import annotations

from autograd.text.option import Option

__all__ = ["Stage"]


class Stage(Option, what="a stage"):
    """The stage of a picture, how much of a network it shows; the coordinates are the same at every stage.

    Examples
    --------
    >>> Stage.FORWARD.shows(Stage.WEIGHTS), Stage.STRUCTURE.shows(Stage.WEIGHTS)
    (True, False)
    """

    STRUCTURE = "structure"
    WEIGHTS = "weights"
    FORWARD = "forward"
    BACKWARD = "backward"

    @property
    def parameter_columns(self) -> int:
        """How many of the columns name, path, value and gradient a table of parameters has."""
        return {Stage.STRUCTURE: 2, Stage.BACKWARD: 4}.get(self, 3)

    def shows(self, stage: Stage) -> bool:
        """Whether what belongs to another stage is shown at this one."""
        stages = list(Stage)
        return stages.index(self) >= stages.index(stage)

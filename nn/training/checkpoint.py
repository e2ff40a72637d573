"""A training between two steps: written to a file, and read to go on bit for bit."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograd import ReadError
from nn.training.files import CHECKPOINT, Entry, keyed, numbers_of, read_entries, write_entries

__all__ = ["Checkpoint", "read_checkpoint", "write_checkpoint"]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A training between two steps, as plain data: after so many updates, the numbers of all parameters.

    The settings must be the same when the training goes on; `memory` is what the optimizer remembers.
    """

    steps: int
    settings: Mapping[str, str]
    parameters: Mapping[str, float]
    memory: Mapping[str, float]


def write_checkpoint(checkpoint: Checkpoint, path: str | Path) -> Path:
    """Write a checkpoint: ``parameter/w5``, ``optimizer/velocity%2Fw5``, and the rest as JSON in ``training``.

    A ValueError says that a number is not finite; a file that is there stays as it is after any error.
    """
    training = json.dumps({"steps": checkpoint.steps, "settings": dict(checkpoint.settings)})
    numbers = keyed("parameter", checkpoint.parameters) | keyed("optimizer", checkpoint.memory)
    return write_entries(path, {"schema": CHECKPOINT, "training": training, **numbers})


def read_checkpoint(
    path: str | Path, settings: Mapping[str, str], parameters: Collection[str], memory: Collection[str]
) -> Checkpoint:
    """Return the checkpoint in a file, if it is of the training that is to go on.

    A ReadError says that the file is no checkpoint, was written with other settings, or holds other names of parameters
    or of what the optimizer remembers.
    """
    entries = read_entries(path, CHECKPOINT)
    steps, written = _training(entries.get("training"), path)
    for name, wanted in settings.items():
        if written.get(name) != wanted:
            raise ReadError(
                f"{path} was written with {name} {written.get(name)!r}, not {wanted!r}; go on with what it was "
                "written with, or begin another training from its parameters with load_parameters."
            )
    return Checkpoint(
        steps,
        settings,
        numbers_of(entries, "parameter", path, parameters),
        numbers_of(entries, "optimizer", path, memory),
    )


def _training(text: Entry | None, path: str | Path) -> tuple[int, dict[str, Any]]:
    """Steps and settings, from JSON."""
    try:
        training = json.loads(str(text))
        steps, settings = training["steps"], training["settings"]
    except (ValueError, LookupError, TypeError, RecursionError):
        steps, settings = None, None
    if type(steps) is not int or steps < 0 or not isinstance(settings, dict):
        raise ReadError(f"{path} does not say which training it belongs to; it is damaged.")
    return steps, settings

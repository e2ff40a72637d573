"""Graphviz as a process: it only places boxes; what they look like is drawn by ourselves."""

from __future__ import annotations

import json
import subprocess
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, files
from shutil import which
from typing import Any, NoReturn

from autograd import RenderError
from autograd.naming import printable, shorten

__all__ = ["Engine", "placed"]

PATIENCE = 10.0
"""Seconds after which the process is stopped."""

PACKAGE = "graphviz-pure"


class Engine(StrEnum):
    """Which Graphviz places the boxes.

    `EMBEDDED` is the executable of the package graphviz-pure, and ``dot`` on PATH where that is missing; `DOT` is
    ``dot`` on PATH.
    """

    EMBEDDED = "embedded"
    DOT = "dot"

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:
        raise ValueError(f"{value!r} is not an engine: choose {' or '.join(cls)}.")


def placed(source: str, engine: Engine = Engine.EMBEDDED) -> dict[str, Any]:
    """Return Graphviz's JSON for a DOT source: every object of it with its position.

    Raises
    ------
    RenderError
        If there is no Graphviz, if it takes longer than 10 seconds, or if it fails.

    Examples
    --------
    >>> [node["name"] for node in placed("digraph { a -> b }")["objects"]]
    ['a', 'b']
    """
    command = [_executable(engine), "-Kdot", "-Tjson0"]
    try:
        done = subprocess.run(command, input=source.encode(), capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise RenderError(
            f"Graphviz took longer than {PATIENCE:g} seconds; draw a smaller part, or fold it with draw_folded."
        ) from error
    except OSError as error:
        raise RenderError(f"{command[0]} cannot be started: {error.strerror or error}.") from error
    if done.returncode != 0:
        said = shorten(printable(done.stderr.decode("utf-8", "replace").strip()), 300)
        raise RenderError(f"Graphviz failed with exit status {done.returncode}: {said or 'it gave no reason'}.")
    try:
        document: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        raise RenderError(f"Graphviz gave something that is not JSON: {error}.") from error
    return document


def _executable(engine: Engine) -> str:
    found = (_embedded() if engine is Engine.EMBEDDED else None) or which("dot")
    if found is None:
        wanted = f"pip install {PACKAGE}, or " if engine is Engine.EMBEDDED else ""
        raise RenderError(
            f"a picture of an expression needs Graphviz: {wanted}install Graphviz so that 'dot' is on PATH. "
            "The .dot text needs neither."
        )
    return found


def _embedded() -> str | None:
    """The executable inside the package: a virtual environment that is not activated is not on PATH."""
    try:
        paths = [file.locate() for file in files(PACKAGE) or () if file.stem == PACKAGE]
    except PackageNotFoundError:
        return None
    return next((str(path) for path in paths if path.is_file()), None)  # type: ignore[attr-defined]

"""Graphviz as a process: it only places boxes; what they look like is drawn by ourselves."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, files
from shutil import which
from statistics import fmean
from typing import Any

from autograd import RenderError
from autograd.text.names import printable, shorten
from autograd.text.option import Option
from viz.canvas.shapes import Frame
from viz.canvas.texts import MARGIN, TOP

__all__ = ["Engine", "Plane", "centred", "placed"]

PATIENCE = 10.0
"""Seconds after which the process is stopped."""

PACKAGE = "graphviz-pure"


class Engine(Option, what="an engine"):
    """The Graphviz that places the boxes.

    `EMBEDDED` is the executable of the package graphviz-pure, and ``dot`` on PATH where that is missing; `DOT` is
    ``dot`` on PATH.
    """

    EMBEDDED = "embedded"
    DOT = "dot"


def placed(source: str, engine: Engine = Engine.EMBEDDED) -> dict[str, Any]:
    """Return Graphviz's JSON for a DOT source: every object of it with its position.

    RenderError if there is no Graphviz, if it takes longer than 10 seconds, or if it fails.

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
    executable = (_embedded() if engine is Engine.EMBEDDED else None) or which("dot")
    if executable is None:
        wanted = f"pip install {PACKAGE}, or " if engine is Engine.EMBEDDED else ""
        raise RenderError(
            f"a picture of an expression needs Graphviz: {wanted}install Graphviz so that 'dot' is on PATH. "
            "The .dot text needs neither."
        )
    return executable


def _embedded() -> str | None:
    """The executable inside the package: a virtual environment that is not activated is not on PATH."""
    try:
        paths = [file.locate() for file in files(PACKAGE) or () if file.stem == PACKAGE]
    except PackageNotFoundError:
        return None
    return next((str(path) for path in paths if path.is_file()), None)  # type: ignore[attr-defined]


Point = tuple[float, float]

PIECES = 8
"""Straight pieces that a bent line is drawn with."""


class Plane:
    """Graphviz's document in our coordinates: y downward, from the upper left corner.

    Edges have the ids ``e0``, ``e1``, …; nodes `in_order` are expected that way round where they stand side by side.
    """

    def __init__(self, document: dict[str, Any], in_order: Sequence[str]) -> None:
        left, bottom, right, top = _numbers(document["bb"])
        self.left, self.top = left - MARGIN, top + TOP
        self.width, self.height, self.mirrored = right - left + 2 * MARGIN, top - bottom, False
        objects = document.get("objects", [])
        positions = {item["name"]: _numbers(item["pos"]) for item in objects if "pos" in item}
        self.mirrored = _runs_backward([positions[name] for name in in_order])
        self.middles = {name: self.at(*position) for name, position in positions.items()}
        self.clusters = {item["name"]: self.frame(item) for item in objects if item["name"].startswith("cluster")}
        edges = sorted(document.get("edges", []), key=lambda edge: int(edge["id"][1:]))
        self.lines = [self.line(edge["pos"]) for edge in edges]

    def at(self, x: float, y: float) -> Point:
        """Return a point of Graphviz in our coordinates."""
        x -= self.left
        return self.width - x if self.mirrored else x, self.top - y

    def frame(self, cluster: dict[str, Any]) -> Frame:
        """Return the box around a cluster."""
        left, bottom, right, top = _numbers(cluster["bb"])
        (x0, y0), (x1, y1) = self.at(left, top), self.at(right, bottom)
        return Frame(min(x0, x1), y0, abs(x1 - x0), y1 - y0, name=cluster["name"])

    def line(self, text: str) -> list[Point]:
        """The points of a line: Graphviz gives ends with arrows apart, then a point and triples of a Bézier curve."""
        words = text.split()
        start = [self.at(*_numbers(word[2:])) for word in words if word.startswith("s,")]
        end = [self.at(*_numbers(word[2:])) for word in words if word.startswith("e,")]
        points = [self.at(*_numbers(word)) for word in words if word[0] not in "es"]
        return [*start, *_curve(points), *end]


def _runs_backward(positions: Sequence[list[float]]) -> bool:
    """Whether later values stand to the left of earlier ones beside them: a reader expects h1 before h2."""
    ranks: dict[int, list[tuple[float, int]]] = {}
    for place, (x, y) in enumerate(positions):
        ranks.setdefault(round(y), []).append((x, place))
    middles = [(fmean(x for x, _ in rank), rank) for rank in ranks.values()]
    return sum((x - middle) * place for middle, rank in middles for x, place in rank) < -1.0


def _curve(points: Sequence[Point]) -> Iterator[Point]:
    yield points[0]
    for start in range(0, len(points) - 1, 3):
        a, b, c, d = points[start : start + 4]
        if _is_straight(a, b, c, d):
            yield d
            continue
        for piece in range(1, PIECES + 1):
            t = piece / PIECES
            s = 1 - t
            yield tuple(  # type: ignore[misc]
                s**3 * a[i] + 3 * s * s * t * b[i] + 3 * s * t * t * c[i] + t**3 * d[i] for i in (0, 1)
            )


def _is_straight(a: Point, b: Point, c: Point, d: Point) -> bool:
    return all(abs((d[0] - a[0]) * (p[1] - a[1]) - (d[1] - a[1]) * (p[0] - a[0])) < 1 for p in (b, c))


def centred(middle: Point, width: float, height: float, name: str) -> Frame:
    """Return a frame around a point."""
    return Frame(middle[0] - width / 2, middle[1] - height / 2, width, height, name=name)


def _numbers(text: str) -> list[float]:
    return [float(number) for number in text.rstrip("!").split(",")]

"""Files that describe an expression: a graph in JSON."""

from __future__ import annotations

from pathlib import Path

from autograd import ReadError, Value, read_graph

__all__ = ["read_graph_file"]

LARGEST = 64 * 2**20
"""Bytes of a file."""


def read_graph_file(path: Path) -> Value:
    """Return the output of a graph that a JSON file holds.

    Raises
    ------
    ReadError
        If it is no graph; the message says where.
    OSError
        If it cannot be read.
    """
    try:
        graph = read_graph(_text(path))
    except ReadError as error:
        raise ReadError(f"{path}: {error}") from error
    return graph.values()[graph.outputs[-1]]


def _text(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ReadError(f"{path} is larger than {LARGEST // 2**20} MiB.")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ReadError(f"{path} is not UTF-8 text: byte {error.start} cannot be read.") from error

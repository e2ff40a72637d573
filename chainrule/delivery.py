"""Documents and pictures where they were asked for: in the terminal, in another form, in files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

from autograd.text.document import Document
from chainrule.sources import BadInputError, complaints
from viz import Figure, save_document
from viz.figure import DOT_SUFFIXES, SHAPE_SUFFIXES
from viz.terminal import Terminal
from viz.writing.saving import SUFFIXES, WRITERS

__all__ = ["Form", "deliver", "is_picture", "picture_paths", "save_all", "say_written"]

PICTURE_SUFFIXES = (*SHAPE_SUFFIXES, *DOT_SUFFIXES)


class Form(StrEnum):
    """A form of a document, as ``--as`` takes it."""

    TEXT = "text"
    MARKDOWN = "markdown"
    LATEX = "latex"
    HTML = "html"


_SUFFIX = {Form.MARKDOWN: ".md", Form.LATEX: ".tex", Form.HTML: ".html"}


def is_picture(path: Path | None, form: Form | None) -> bool:
    """Return whether a file is to be a picture; refuse what is neither a picture nor a text, and two answers."""
    if path is None:
        return False
    if form is not None:
        raise BadInputError("--as means nothing for a file, whose suffix says what to write; leave one of the two out.")
    suffix = path.suffix.lower()
    if suffix not in (*PICTURE_SUFFIXES, *WRITERS):
        raise BadInputError(
            f"{str(path)!r} does not say what to write: end the name with .svg or .png for a picture, "
            f"{SUFFIXES} for a text."
        )
    return suffix in PICTURE_SUFFIXES


def deliver(
    terminal: Terminal,
    document: Document,
    form: Form | None,
    path: Path | None,
    draw: Callable[[], Figure] | None = None,
) -> None:
    """Print a document, write it to a file in the form that the suffix says, or print it beside a picture in a file.

    Where it cannot be drawn or written, nothing is printed.
    """
    if path is None:
        if form in (None, Form.TEXT):
            terminal.document(document)
        else:
            terminal.say(WRITERS[_SUFFIX[form]](document).rstrip("\n"))
        return
    draw = draw if is_picture(path, form) else None
    with complaints():
        if draw is None:
            save_document(document, path)
        else:
            save_all(draw(), [path])
    if draw is not None:
        terminal.document(document)
    say_written(terminal, [path])


def picture_paths(name: str, path: Path | None) -> list[Path]:
    """Return where to write a picture: the path that was asked for, else an .svg and a .png of this name."""
    return [path] if path else [Path(f"{name}.svg"), Path(f"{name}.png")]


def say_written(terminal: Terminal, paths: Sequence[Path]) -> None:
    """Say which files hold the picture or the text."""
    terminal.say(f"Wrote {' and '.join(map(str, paths))}.")


def save_all(figure: Figure, paths: Sequence[Path]) -> None:
    """Write a picture to every path; if one cannot be written, none that was not there before stays."""
    new: list[Path] = []
    try:
        for path in paths:
            is_new = not path.exists()
            figure.save(path)
            new += [path] if is_new else []
    except Exception:
        for path in new:
            path.unlink(missing_ok=True)
        raise

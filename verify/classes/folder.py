"""Folders that appear whole or not at all."""

from __future__ import annotations

import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

__all__ = ["new_folder", "new_pages"]

OURS = b'<meta name="generator" content="chainrule check">'


@contextmanager
def new_pages(folder: Path) -> Iterator[Path]:
    """Give a folder to write into; at the end it takes the place of `folder`, after a failure it is gone.

    ValueError: the folder holds anything but pages that were written here.
    """
    _refuse_others(folder)
    with _ended_as_interrupted(), _replaced(folder.resolve()) as partial:
        yield partial


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Give a folder to write into; at the end it is `folder`, a ValueError where that is neither new nor empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(f"{str(folder)!r} is there already; choose a new folder.")
    with _ended_as_interrupted(), _replaced(folder.resolve()) as partial:
        yield partial


@contextmanager
def _ended_as_interrupted() -> Iterator[None]:
    """A block in which SIGTERM is Ctrl-C, and clears away as much; only the first thread is told of either."""
    earlier = signal.getsignal(signal.SIGTERM)
    if threading.current_thread() is not threading.main_thread() or earlier in (None, signal.SIG_IGN):
        yield
        return
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, earlier)


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


@contextmanager
def _replaced(folder: Path) -> Iterator[Path]:
    """A new folder in place of an old one; what a killed run left is cleared away, what it had put aside comes back."""
    partial, old = (folder.with_name(f".{folder.name}.{kind}") for kind in ("partial", "old"))
    try:
        if old.exists() and not folder.exists():
            old.rename(folder)
        for left in (partial, old):
            shutil.rmtree(left, ignore_errors=True)
        partial.mkdir(parents=True)
        yield partial
        if folder.exists():
            folder.rename(old)
        partial.rename(folder)
    except BaseException as error:
        if old.exists() and not folder.exists():
            old.rename(folder)
        shutil.rmtree(partial, ignore_errors=True)
        if isinstance(error, OSError) and _is_within(error.filename, partial):
            raise OSError(error.errno, error.strerror, str(folder)) from error  # nobody knows the other name
        raise
    shutil.rmtree(old, ignore_errors=True)


def _is_within(name: object, folder: Path) -> bool:
    """Whether an error is about a folder, or about no file that it names."""
    return name is None or Path(str(name)).is_relative_to(folder)


def _refuse_others(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{str(folder)!r} is a file; --html takes a folder.")
    for path in sorted(folder.iterdir()) if folder.exists() else []:
        if path.suffix != ".html" or not path.is_file() or OURS not in _start(path):
            raise ValueError(f"the folder {str(folder)!r} holds something else, {path.name!r}; choose an empty one.")


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(2000)

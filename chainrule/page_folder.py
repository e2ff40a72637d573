"""A folder of pages that appears whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chainrule.sources import BadInputError

__all__ = ["new_pages"]

OURS = b'<meta name="generator" content="chainrule check">'


@contextmanager
def new_pages(folder: Path) -> Iterator[Path]:
    """Give a folder to write into; at the end it takes the place of `folder`, after a failure it is gone.

    What a run that was killed left behind is cleared away.

    Raises
    ------
    BadInputError
        If the folder holds anything but pages that this command wrote.
    OSError
        If it cannot be written.
    """
    folder = folder.resolve()
    partial, old = (folder.with_name(f".{folder.name}.{kind}") for kind in ("partial", "old"))
    _refuse_others(folder)
    for left in (partial, old):
        shutil.rmtree(left, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        yield partial
        if folder.exists():
            folder.rename(old)
        partial.rename(folder)
    except BaseException:
        if old.exists() and not folder.exists():
            old.rename(folder)
        shutil.rmtree(partial, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _refuse_others(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise BadInputError(f"{str(folder)!r} is a file; --html takes a folder.")
    for path in sorted(folder.iterdir()) if folder.exists() else []:
        if path.suffix != ".html" or not path.is_file() or OURS not in _start(path):
            raise BadInputError(f"the folder {str(folder)!r} holds something else, {path.name!r}; choose an empty one.")


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(2000)

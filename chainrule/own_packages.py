"""A look, before anything else is imported, at whose packages these are."""

from __future__ import annotations

import os
import sys

__all__ = ["is_command", "leave_folder", "refuse_strangers"]

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
"""The folder in which all the packages stand side by side."""


def is_command() -> bool:
    """Whether this process is the command, as a script or as ``python -m chainrule``, and not a user's program."""
    started = sys.argv[0] if sys.argv else ""
    return started == "-m" or os.path.splitext(os.path.basename(started))[0] in ("chainrule", "chainrule-script")


def leave_folder() -> None:
    """Take the folder that ``python -m`` imports from off the path, unless these packages themselves stand there.

    Whoever draws beside their own ``nn.py``, or ``random.py``, does not want the command to import it.
    """
    if sys.path and sys.path[0] in ("", os.getcwd()) and os.path.realpath(os.getcwd()) != os.path.realpath(ROOT):
        del sys.path[0]


def refuse_strangers() -> None:
    """Stop where another file or distribution is imported in place of one of these packages.

    Raises
    ------
    ImportError
        With what hides which package, and what to do.
    """
    try:
        from autograd.namesake import refuse_hidden, refuse_namesake  # noqa: PLC0415
    except ModuleNotFoundError as error:
        place = getattr(sys.modules.get("autograd"), "__file__", None) or "something"
        raise ImportError(
            f"{place} hides the package 'autograd' of chainrule, which stands in {ROOT}: rename or uninstall it."
        ) from error
    refuse_namesake()
    refuse_hidden("autograd", "nn", "viz", "verify")

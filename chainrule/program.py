"""The name of this program where it was started."""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import which

from viz.terminal import Terminal

__all__ = ["program_as_typed", "say_next"]


def program_as_typed() -> str:
    """Return how this program was started, so that the next command can be copied."""
    typed = Path(sys.argv[0])
    if typed.stem != "chainrule":
        return "python -m chainrule"
    return "chainrule" if which("chainrule") == str(typed) else str(typed)


def say_next(terminal: Terminal, *commands: str) -> None:
    """Say which commands one may want to type next."""
    program = program_as_typed()
    terminal.say("Next:")
    for command in commands:
        terminal.say(f"  {program} {command}")

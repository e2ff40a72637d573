"""Ctrl-C as a wish: what runs ends at a place of its own choosing."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

__all__ = ["Interruption", "interruptible"]


@dataclass(slots=True)
class Interruption:
    """Whether Ctrl-C has been pressed."""

    asked: bool = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """Take the first signal as a wish; the second is an order."""
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True


@contextmanager
def interruptible() -> Iterator[Interruption]:
    """Hold the first Ctrl-C back until the block asks for it; a second one raises KeyboardInterrupt.

    Only the main thread hears signals: elsewhere, and where the process ignores Ctrl-C, nothing is changed. The old
    handler is back after the block, however it ends.

    Examples
    --------
    >>> with interruptible() as interruption:
    ...     signal.raise_signal(signal.SIGINT)
    ...     interruption.asked
    True
    """
    interruption = Interruption()
    earlier = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or earlier in (None, signal.SIG_IGN):
        yield interruption
        return
    signal.signal(signal.SIGINT, interruption)
    try:
        yield interruption
    finally:
        signal.signal(signal.SIGINT, earlier)

"""Errors that this library raises when something cannot be done.

AutogradError
├── DomainError         an operation is not defined at these numbers      (also a ValueError)
├── GraphError          a graph cannot be used in the way that was asked  (also a ValueError)
│   └── OpaqueError     a derivative is a plain function of floats, and was to be differentiated
├── ReadError           a text or a file says something that cannot be used  (also a ValueError)
└── RenderError         a picture could not be drawn or written

A caller's plain mistake raises Python's own TypeError, ValueError or KeyError.
"""

__all__ = ["AutogradError", "DomainError", "GraphError", "OpaqueError", "ReadError", "RenderError"]


class AutogradError(Exception):
    """The base of every error of this library."""


class DomainError(AutogradError, ValueError):
    """An operation has no finite value at the numbers it was given, for example log(−1)."""


class GraphError(AutogradError, ValueError):
    """A graph cannot be used in the way that was asked, for example because two values share a name."""


class OpaqueError(GraphError):
    """A derivative that is a plain function of floats was to be differentiated again; see `opaque`."""


class RenderError(AutogradError):
    """A picture could not be drawn or written."""


class ReadError(AutogradError, ValueError):
    """A text or a file says something that cannot be used; the message says where."""

"""Where operators and the methods of the table's rows are attached; `methods.pyi` lists them for type checkers."""

__all__ = ["Methods"]


class Methods:
    """The operators and methods of `Value`, filled from the table by `autograd.operators`."""

    __slots__ = ()

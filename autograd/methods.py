"""The class to which operators and the methods of rows are attached; `methods.pyi` lists them for type checkers."""

__all__ = ["Methods"]


class Methods:
    """The operators and methods of `Value`, filled from the table by `autograd.operators`."""

    __slots__ = ()

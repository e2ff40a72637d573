"""Expressions as one types them: the public face of `autograd.formulas`."""

from autograd.formulas.reading import CONSTANTS, Products, parse, parse_all, variables

__all__ = ["CONSTANTS", "Products", "parse", "parse_all", "variables"]

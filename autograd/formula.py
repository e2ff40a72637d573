"""Expressions as one types them: the public face of `autograd.formulas`."""

from autograd.formulas.reading import CONSTANTS, parse, parse_all, variables

__all__ = ["CONSTANTS", "parse", "parse_all", "variables"]

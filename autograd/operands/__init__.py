"""Operands other than plain numbers, which rows can be fed with."""

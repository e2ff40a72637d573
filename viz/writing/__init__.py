"""Documents written out: formulas as MathML."""

from viz.writing.mathml import to_mathml

__all__ = ["to_mathml"]

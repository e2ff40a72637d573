"""LaTeX of formulas read and written as MathML."""

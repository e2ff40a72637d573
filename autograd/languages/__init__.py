"""The table written in other languages: Python, numpy, JavaScript, SymPy, LaTeX, plain text."""

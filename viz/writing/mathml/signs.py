"""Tables of LaTeX's commands and characters in MathML."""

from __future__ import annotations

from autograd.text.latex import MATHEMATICS

__all__ = ["CLOSING", "DELIMITERS", "FUNCTIONS", "LETTERS", "OPERATORS", "PLAIN_OPERATORS", "SPACES", "SUMS"]

LETTERS = {command: letter for letter, command in MATHEMATICS.items() if letter.isalpha() and command[0] == "\\"} | {
    r"\partial": "∂",
    r"\infty": "∞",
    r"\ldots": "…",
    r"\dots": "…",
    r"\cdots": "⋯",
    r"\varepsilon": "ε",
    r"\varphi": "φ",
    r"\nabla": "∇",
    r"\ell": "ℓ",
    **{f"\\{sign}": sign for sign in "%_$&#"},
    r"\textbackslash": "\\",
    r"\textasciitilde": "~",
    r"\textasciicircum": "^",
    "%": "%",
}
"""Commands that stand for one letter, or for a sign that is no operator."""

OPERATORS = {
    r"\cdot": "⋅",
    r"\times": "×",
    r"\pm": "±",
    r"\approx": "≈",
    r"\neq": "≠",
    r"\ne": "≠",
    r"\leq": "≤",
    r"\le": "≤",
    r"\geq": "≥",
    r"\ge": "≥",
    r"\lt": "<",
    r"\gt": ">",
    r"\in": "∈",
    r"\to": "→",
    r"\rightarrow": "→",
    r"\leftarrow": "←",
    r"\Rightarrow": "⇒",
    r"\circ": "∘",
    r"\odot": "⊙",
    r"\surd": "√",
    r"\mid": "|",
    r"\sum": "∑",
    r"\prod": "∏",
}
PLAIN_OPERATORS = {sign: sign for sign in "+=<>/,;:!?."} | {"-": "−", "*": "∗"}

SUMS = "∑∏"

DELIMITERS = {sign: sign for sign in "()[]|<>/"} | {
    r"\{": "{",
    r"\}": "}",
    r"\lbrace": "{",
    r"\rbrace": "}",
    r"\vert": "|",
    r"\lvert": "|",
    r"\rvert": "|",
    r"\|": "‖",
    r"\Vert": "‖",
    r"\lVert": "‖",
    r"\rVert": "‖",
    r"\lfloor": "⌊",
    r"\rfloor": "⌋",
    r"\lceil": "⌈",
    r"\rceil": "⌉",
    r"\langle": "⟨",
    r"\rangle": "⟩",
}
CLOSING = ")]}!%′″⌋⌉⟩"
"""Operators after which a minus takes something away from what stands before it."""

FUNCTIONS = {
    f"\\{name}": name
    for name in (
        *("arccos", "arcsin", "arctan", "cos", "cosh", "cot", "det", "exp", "ln", "log", "max", "min"),
        *("sin", "sinh", "tan", "tanh"),
    )
}

SPACES = {r"\,": "0.167em", r"\:": "0.222em", r"\;": "0.278em", r"\ ": "0.333em", "~": "0.333em"} | {
    r"\!": "-0.167em",
    r"\quad": "1em",
    r"\qquad": "2em",
}

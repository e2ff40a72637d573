"""Derivations: the chain rule of any partial as data."""

from autograd.derivation.brief import brief_equations
from autograd.derivation.deriving import derive, derive_each
from autograd.derivation.steps import Derivation, Detail, Factor, Key, Step
from autograd.derivation.writing import Direction, Manner, document_of_all
from autograd.text.saying import document_of

__all__ = [
    "Derivation",
    "Detail",
    "Direction",
    "Factor",
    "Key",
    "Manner",
    "Step",
    "brief_equations",
    "derive",
    "derive_each",
    "document_of",
    "document_of_all",
]

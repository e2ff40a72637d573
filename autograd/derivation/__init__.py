"""Derivations: the chain rule of any partial as data."""

from autograd.derivation.deriving import derive, derive_each
from autograd.derivation.records import Derivation, Factor, Step

__all__ = ["Derivation", "Factor", "Step", "derive", "derive_each"]

"""A worked example step by step: from its first weights to its second forward pass."""

from nn.worked import writing as _writing  # noqa: F401  # registers how a walkthrough is told
from nn.worked.records import STEPS, Adaptation, SumForm, Walkthrough
from nn.worked.walking import walkthrough

__all__ = ["STEPS", "Adaptation", "SumForm", "Walkthrough", "walkthrough"]

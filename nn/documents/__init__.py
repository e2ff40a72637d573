"""The worked examples of well-known documents, with the numbers they give and the numbers they print."""

from nn.documents.gates import and_gate, or_gate, xor, xor_gate
from nn.documents.networks import EXAMPLES, build, lecture_hidden, lecture_neuron, mazur, mazur_by_source

__all__ = [
    "EXAMPLES",
    "and_gate",
    "build",
    "lecture_hidden",
    "lecture_neuron",
    "mazur",
    "mazur_by_source",
    "or_gate",
    "xor",
    "xor_gate",
]

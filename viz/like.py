"""Protocols of what pictures ask of a network: the forward pass of one, whoever computed it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from autograd import Value

__all__ = ["ForwardLike", "NeuronLike"]


class NeuronLike(Protocol):
    """One neuron's forward pass."""

    @property
    def name(self) -> str: ...
    @property
    def net(self) -> Value: ...
    @property
    def out(self) -> Value: ...


class ForwardLike(Protocol):
    """A forward pass: inputs, for each layer its neurons, and with targets the errors and their total."""

    @property
    def inputs(self) -> Sequence[Value]: ...
    @property
    def layers(self) -> Sequence[Sequence[NeuronLike]]: ...
    @property
    def targets(self) -> Sequence[Value]: ...
    @property
    def errors(self) -> Sequence[Value]: ...
    @property
    def total(self) -> Value | None: ...

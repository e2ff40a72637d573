"""Losses: how far outputs are from their targets.

The losses on outs are what a person writes down; those on nets say the same of a sigmoid or softmax output and stay
exact where the out rounds to 0 or 1, so training uses them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import index
from typing import Any, SupportsIndex

from autograd import Value, log, log1p, log_softmax, maximum, softplus, total
from nn.neuron import NeuronOutput, as_values

__all__ = [
    "LayerLoss",
    "Loss",
    "OutputLoss",
    "binary_cross_entropy",
    "binary_cross_entropy_from_logits",
    "categorical_cross_entropy",
    "categorical_cross_entropy_from_logits",
    "cross_entropy",
    "cross_entropy_from_logits",
    "half_squared_error",
    "hinge",
    "mean_squared_error",
]

OutputLoss = Callable[[Any, Any], Value]
"""A function of target and out, one output at a time."""


@dataclass(frozen=True, slots=True)
class LayerLoss:
    """A loss that looks at the whole output layer, or at nets in place of outs.

    Parameters
    ----------
    of
        A function of the targets and the output neurons' (name, net, out) that returns one error an output; their
        sum is E_total.

    Examples
    --------
    >>> from nn import documents

    >>> absolute_net = LayerLoss(lambda targets, outputs: [abs(t - o.net) for t, o in zip(targets, outputs)])
    >>> forward = documents.lecture_neuron().network.forward([0.1, 0.3], [1.5], absolute_net)
    >>> round(forward.total.data, 9)
    0.44
    """

    of: Callable[[Sequence[Value], Sequence[NeuronOutput]], list[Value]]

    def __call__(self, targets: Sequence[Any], outs: Sequence[Any]) -> Value:
        """Return the whole loss of a layer's outs; a loss of nets takes these for the nets.

        Examples
        --------
        >>> mean_squared_error([1.0, 0.0], [Value(0.5), Value(0.5)]).data
        0.25
        """
        if len(targets) != len(outs):
            raise ValueError(f"the loss was given {len(targets)} targets and {len(outs)} outs; give as many of each.")
        errors = self.of(as_values(targets), [NeuronOutput("", out, out) for out in as_values(outs)])
        whole: Value = total(*errors)
        return whole


Loss = OutputLoss | LayerLoss
"""What `Network.forward` and `Example` take: a function of target and out, or a loss of the whole layer."""


def half_squared_error(target: Any, out: Any) -> Value:
    """E = ½ (target − out)², scalar; its derivative by out is −(target − out).

    Examples
    --------
    >>> round(half_squared_error(0.01, Value(0.75136507)).data, 6)
    0.274811

    References
    ----------
    Notes a: E_total = Σ ½ (target − output)². Lecture 9: E = ½ (desired − predicted)².
    """
    loss: Value = 0.5 * (target - out) ** 2
    return loss


def _squared_errors(targets: Sequence[Value], outputs: Sequence[NeuronOutput]) -> list[Value]:
    return [(target - neuron.out) ** 2 / len(outputs) for target, neuron in zip(targets, outputs, strict=True)]


mean_squared_error = LayerLoss(_squared_errors)
"""E_total = (1/n) Σ (target − out)² over the n outputs; each output's error is its share of the mean."""


def binary_cross_entropy(target: Any, out: Any) -> Value:
    """E = −(t · log o + (1 − t) · log(1 − o)), scalar, for an out between 0 and 1 such as a sigmoid's.

    Raises
    ------
    DomainError
        If the out is exactly 0 or 1, as a sigmoid's is from a net of 37 on: train with
        `binary_cross_entropy_from_logits`, which knows no such limit.

    Examples
    --------
    >>> round(binary_cross_entropy(1.0, Value(0.8)).data, 9)  # −log 0.8
    0.223143551

    References
    ----------
    I. Goodfellow, Y. Bengio, A. Courville, Deep Learning (2016), section 6.2.2.2.
    """
    loss: Value = -(target * log(out) + (1.0 - target) * log1p(-out))
    return loss


def _softplus_errors(targets: Sequence[Value], outputs: Sequence[NeuronOutput]) -> list[Value]:
    return [
        target * softplus(-neuron.net) + (1.0 - target) * softplus(neuron.net)
        for target, neuron in zip(targets, outputs, strict=True)
    ]


binary_cross_entropy_from_logits = LayerLoss(_softplus_errors)
"""E = t · softplus(−net) + (1 − t) · softplus(net): the binary cross-entropy of σ(net); its derivative is σ(net) − t.

It is right for any net, also where σ(net) rounds to its target: softplus(net) − t · net, which is the same, would lose
all digits there. The neuron's own activation does not enter.
"""


def categorical_cross_entropy(target: Any, out: Any) -> Value:
    """E = −t · log o, scalar, for one class; E_total = −Σ t_k · log o_k over the classes.

    Raises
    ------
    DomainError
        If the out is exactly 0, as a softmax's is where a net lies 746 below another: train with
        `categorical_cross_entropy_from_logits`, which knows no such limit.

    Examples
    --------
    >>> round(categorical_cross_entropy(1.0, Value(0.5)).data, 9)  # log 2
    0.693147181

    References
    ----------
    I. Goodfellow, Y. Bengio, A. Courville, Deep Learning (2016), section 6.2.2.3.
    """
    loss: Value = -(target * log(out))
    return loss


def _log_softmax_errors(targets: Sequence[Value], outputs: Sequence[NeuronOutput]) -> list[Value]:
    nets = [neuron.net for neuron in outputs]
    return [-(target * log_softmax(*nets, index=place)) for place, target in enumerate(targets)]


categorical_cross_entropy_from_logits = LayerLoss(_log_softmax_errors)
"""E_total = −Σ t_k · log softmax_k(nets), for any nets; its derivative by net_k is softmax_k − t_k where Σ t_k = 1.

The neurons' own activation does not enter.
"""


def hinge(target: Any, out: Any) -> Value:
    """E = max(0, 1 − t · o), scalar, for a target of −1 or 1; its derivative is 0 where t · o ≥ 1.

    Raises
    ------
    ValueError
        If the target is neither −1 nor 1.

    Examples
    --------
    >>> hinge(1.0, Value(0.25)).data, hinge(-1.0, Value(-3.0)).data
    (0.75, 0.0)

    References
    ----------
    C. Cortes, V. Vapnik, Support-Vector Networks (1995).
    """
    number = target.data if isinstance(target, Value) else target
    if number not in (-1, 1):
        raise ValueError(f"the target is {number}; the hinge loss takes −1 for one class and 1 for the other.")
    loss: Value = maximum(1.0 - target * out, 0.0)
    return loss


def cross_entropy(outs: Sequence[Any], target: SupportsIndex | Sequence[Any]) -> Value:
    """E = −Σ t_k · log o_k, scalar; −log o_k for a class k.

    Parameters
    ----------
    outs
        One probability a class, each greater than 0.
    target
        The class, counted from 0, or one number a class.

    Raises
    ------
    TypeError
        If the target is neither a whole number nor a sequence.
    ValueError
        If there is no such class, or another number of targets than classes.
    DomainError
        If an out is 0.

    Examples
    --------
    >>> outs = [Value(0.25), Value(0.5), Value(0.25)]
    >>> round(cross_entropy(outs, 1).data, 9), round(cross_entropy(outs, [0.5, 0, 0.5]).data, 9)  # log 2, log 4
    (0.693147181, 1.386294361)
    """
    return _entropy(outs, target, lambda place: log(outs[place]))


def cross_entropy_from_logits(nets: Sequence[Any], target: SupportsIndex | Sequence[Any]) -> Value:
    """E = −Σ t_k · log softmax_k(nets), scalar; −log softmax_k for a class k. Right for any finite nets.

    Parameters
    ----------
    nets
        One number a class, before the softmax.
    target
        The class, counted from 0, or one number a class.

    Raises
    ------
    TypeError
        If the target is neither a whole number nor a sequence.
    ValueError
        If there is no such class, or another number of targets than classes.

    Examples
    --------
    >>> cross_entropy_from_logits([Value(1000.0), Value(-1000.0)], 1).data
    2000.0
    """
    return _entropy(nets, target, lambda place: log_softmax(*nets, index=place))


def _entropy(classes: Sequence[Any], target: SupportsIndex | Sequence[Any], log_of: Callable[[int], Any]) -> Value:
    entropy: Value
    try:
        chosen = index(target)  # type: ignore[arg-type]  # asking is how one tells a class from a sequence
    except TypeError:
        goals = _one_each(target, len(classes))
        entropy = total(*[-(goal * log_of(place)) for place, goal in enumerate(goals)])
        return entropy
    if isinstance(target, bool) or not 0 <= chosen < len(classes):
        raise ValueError(f"the target is {target!r}; it must be a class from 0 to {len(classes) - 1}.")
    entropy = -log_of(chosen)
    return entropy


def _one_each(target: Any, count: int) -> list[Any]:
    try:
        goals = list(target)
    except TypeError:
        raise TypeError(f"the target is {target!r}; give the class as a whole number, or one number a class.") from None
    if len(goals) != count:
        raise ValueError(f"there are {count} classes but {len(goals)} targets; pass one target per class.")
    return goals

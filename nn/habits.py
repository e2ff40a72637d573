"""Spellings that people bring along from micrograd: ``Neuron(2)``, ``Layer(2, 3, nonlin=False)``, ``neuron.w``."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast, overload

from autograd import Value, linear, relu, sigmoid
from nn.initializers import RandomWeights
from nn.module import require_function

if TYPE_CHECKING:
    from nn.neuron import Activation

__all__ = ["Habits", "Outs", "Weights", "neuron_parts", "neurons_of"]

Made = TypeVar("Made")

if TYPE_CHECKING:

    class Outs(Value, Sequence[Value]):
        """The one Value of a single output, or the list of several: types do not say how many a network has."""

        def __iter__(self) -> Iterator[Value]: ...

        def __len__(self) -> int: ...

        @overload
        def __getitem__(self, place: int) -> Value: ...

        @overload
        def __getitem__(self, place: slice) -> list[Value]: ...

        def __getitem__(self, place: int | slice) -> Value | list[Value]: ...

else:
    Outs = Value | list[Value]


class Weights(list[Value]):
    """The weights of a neuron as a list that one reads: what would change the list is refused.

    Examples
    --------
    >>> from nn import Neuron
    >>> neuron = Neuron(2)
    >>> [parameter.name for parameter in neuron.w + [neuron.b]]
    ['w1', 'w2', 'b1']
    >>> neuron.w[0] = Value(0.5)
    Traceback (most recent call last):
    TypeError: a neuron keeps its weights: write neuron.w[0].data = … to change a number, or Neuron(weights, bias).
    """

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError(
            "a neuron keeps its weights: write neuron.w[0].data = … to change a number, or Neuron(weights, bias)."
        )

    __setitem__ = __delitem__ = __iadd__ = __imul__ = append = extend = insert = _refuse
    pop = remove = clear = sort = reverse = _refuse


class Habits:
    """The short names that micrograd has for weights and bias."""

    @property
    @abstractmethod
    def weights(self) -> tuple[Value, ...]: ...

    @property
    @abstractmethod
    def bias(self) -> Value: ...

    @property
    def w(self) -> list[Value]:
        """The weights as a list; each of them is the neuron's own."""
        return Weights(self.weights)

    @property
    def b(self) -> Value:
        """The bias."""
        return self.bias


def neuron_parts(
    weights: Sequence[Value] | int, bias: Value | None, activation: Activation | None, nonlin: bool | None, name: str
) -> tuple[tuple[Value, ...], Value, Activation]:
    """Return weights, bias and activation of a neuron; drawn, and `relu`, where only the number of inputs is given.

    Raises
    ------
    TypeError
        If a weight or the bias is not a Value, or the activation is given in both ways.
    ValueError
        If there is no weight.

    Examples
    --------
    >>> neuron_parts([Value(0.5)], Value(0.0), None, None, "h1")[2].name
    'sigmoid'
    >>> neuron_parts(2, None, None, None, "h1")[2].name, neuron_parts(2, None, None, False, "h1")[2].name
    ('relu', 'linear')
    """
    activation = _activation(activation, nonlin, relu if isinstance(weights, int) else sigmoid)
    if isinstance(weights, int):
        weights, drawn = RandomWeights().of_neuron(weights, 1)
        bias = drawn if bias is None else bias
    for operand in (*weights, bias):
        if not isinstance(operand, Value):
            raise TypeError(
                f"neuron {name!r} was given {operand!r} for a weight or bias; "
                "give a Parameter, which is trained, or a Value, which stays as it is."
            )
    require_function(activation)
    if not weights:
        raise ValueError(f"neuron {name!r} needs at least one weight.")
    return tuple(weights), cast("Value", bias), activation


def _activation(activation: Activation | None, nonlin: bool | None, otherwise: Activation) -> Activation:
    if nonlin is None:
        return otherwise if activation is None else activation
    if activation is not None:
        raise TypeError(f"activation={activation} and nonlin={nonlin} say the same thing; give one of them.")
    return relu if nonlin else linear


def neurons_of(
    make: Callable[..., Made],
    neurons: Iterable[Made] | int,
    size: int,
    activation: Activation | None,
    nonlin: bool | None,
) -> tuple[Made, ...]:
    """Return the neurons that are given; for a number of inputs, `size` neurons h1, h2, … that `make` makes.

    Raises
    ------
    TypeError
        If neurons are given, and also how they are to be made; or the activation in both ways.
    """
    if isinstance(neurons, int):
        activation, drawn = _activation(activation, nonlin, relu), RandomWeights()
        return tuple(
            make(*drawn.of_neuron(neurons, size), activation, name=f"h{place}") for place in range(1, size + 1)
        )
    if size or activation is not None or nonlin is not None:
        raise TypeError("neurons bring their activations along: write Layer(neurons), or Layer(2, 3, activation).")
    return tuple(neurons)

"""Going down the error of an example, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path

from autograd import GraphError, Value, sign, step, topological_order
from autograd.text.names import nearest
from nn.example import Example, Order
from nn.forward import Forward
from nn.losses import LayerLoss, Loss
from nn.module import Parameter
from nn.training.checkpoint import Checkpoint, read_checkpoint
from nn.training.files import named_parameters
from nn.training.history import Moment
from nn.training.minibatches import batches, updates_an_epoch
from nn.training.optimizers import Optimizer, OptimizerMaker
from nn.training.output_first import refuse_shared_parameters, update_output_first

__all__ = ["Descent", "check_example"]


class Descent:
    """An example with its optimizers: what each step needs, and what a checkpoint keeps.

    `learning_rate` is the example's own if None, `batch` counts the samples of an update, None for all of them, and
    `seed` is that of their order. An example that cannot be trained in this way is refused.

    Examples
    --------
    >>> from nn import GradientDescent, Order, documents
    >>> descent = Descent(documents.mazur(), None, Order.TOGETHER, GradientDescent, None, 0)
    >>> [round(error, 9) for error in descent.updates(0, 2, None)], round(descent.moment().error, 6)
    ([0.298371109, 0.291027774], 0.283547)
    """

    def __init__(
        self,
        example: Example,
        learning_rate: float | None,
        order: Order,
        optimizer: OptimizerMaker,
        batch: int | None,
        seed: int,
    ) -> None:
        check_example(example, order)
        self.example, self.order, self.batch, self.seed = example, order, batch, seed
        self.epoch = updates_an_epoch(len(example.samples), batch)
        self.learning_rate = example.learning_rate if learning_rate is None else learning_rate
        self.parameters = example.network.parameters()
        layers = _trained_by_layer(example)
        self.trained = [parameter for layer in layers for parameter in layer]
        groups = layers if order is Order.OUTPUT_FIRST else [self.trained]
        self.optimizers: list[Optimizer] = [optimizer(group, self.learning_rate) for group in groups]
        self.forward = example.run()
        _refuse_flat(_error(self.forward), self.trained)

    def updates(self, first: int, steps: int, until: float | None) -> Iterator[float]:
        """Make updates `first` + 1 to `steps`; yield after each the error before it.

        It ends early at an error of at most `until`.
        """
        places_of = batches(len(self.example.samples), self.batch, self.seed, first)
        for taken, places in enumerate(islice(places_of, steps - first), first):
            error = self._gradients(places)
            if until is not None and self._begins_an_epoch(taken):
                whole = error if self.batch is None else self.moment().error
                if not whole > until:
                    return
            self._update()
            yield error

    def _begins_an_epoch(self, taken: int) -> bool:
        """Whether an epoch begins, when the error over all samples is looked at."""
        return taken % self.epoch == 0

    def _gradients(self, places: Sequence[int]) -> float:
        """Take the mean gradient of these samples, and return their mean error."""
        for parameter in self.parameters:
            parameter.grad = 0.0
        error = 0.0
        for place in places:
            self.forward = self.example.run(place)
            whole = _error(self.forward)
            whole.backward()
            error += whole.data
        if len(places) > 1:
            for parameter in self.parameters:
                parameter.grad = parameter.grad / len(places)
        return error / len(places)

    def _update(self) -> None:
        if self.order is Order.OUTPUT_FIRST:
            update_output_first(self.example.network, self.forward, self.optimizers)
        else:
            self.optimizers[0].step()

    def moment(self) -> Moment:
        """Return the numbers as they are now."""
        outputs, error = [], 0.0
        for place in range(len(self.example.samples)):
            forward = self.example.run(place)
            outputs.append({neuron.out.name or neuron.name: neuron.out.data for neuron in forward.layers[-1]})
            error += _error(forward).data
        numbers = {parameter.name or "": parameter.data for parameter in self.trained}
        weights = {name: numbers[name] for name in self.example.trained}
        return Moment(weights, tuple(outputs), error / len(outputs))

    def checkpoint(self, taken: int) -> Checkpoint:
        """Return all that is needed to go on after so many steps; every parameter needs a name of its own."""
        numbers = {name: parameter.data for name, parameter in named_parameters(self.example.network).items()}
        memory = {key: number for optimizer in self.optimizers for key, number in optimizer.state().items()}
        return Checkpoint(taken, self._settings(), numbers, memory)

    def resume(self, path: str | Path, steps: int) -> int:
        """Take over a checkpoint, and return how many steps it has behind it.

        A ReadError says that the file is no checkpoint of this descent, and nothing is changed; a ValueError, that it
        has more than `steps` behind it.
        """
        ours = self.checkpoint(0)
        saved = read_checkpoint(path, ours.settings, ours.parameters, ours.memory)
        if saved.steps > steps:
            raise ValueError(f"{path} has {saved.steps} steps behind it; steps is {steps} in all. Ask for more.")
        for name, parameter in named_parameters(self.example.network).items():
            parameter.data = saved.parameters[name]
        for optimizer in self.optimizers:
            optimizer.restore({key: saved.memory[key] for key in optimizer.state()})
        return saved.steps

    def _settings(self) -> dict[str, str]:
        samples = repr((self.example.samples, self.example.trained))
        return {
            "example": self.example.name,
            "network": repr(self.example.network),
            "loss": _loss_name(self.example.loss),
            "optimizer": repr(self.optimizers[0]),
            "order": str(self.order),
            "batches": "all samples" if self.batch is None else f"{self.batch} samples, seed {self.seed}",
            "samples": sha256(samples.encode()).hexdigest()[:16],
        }


def _loss_name(loss: Loss) -> str:
    """What a loss is called in its own file; an unnamed one by its kind."""
    function = loss.of if isinstance(loss, LayerLoss) else loss
    return getattr(function, "__qualname__", type(function).__name__)


def check_example(example: Example, order: Order) -> None:
    """Refuse what has no error, or no sample, to go down, or cannot be updated in this order."""
    if not isinstance(example, Example):
        name = getattr(example, "name", type(example).__name__)
        raise TypeError(f"{name} has no error that a gradient could lower: {_PERCEPTRON_RULE}")
    if not example.samples:
        raise ValueError(f"{example.name} has 0 samples; training needs at least one.")
    if order is Order.OUTPUT_FIRST:
        if len(example.samples) != 1:
            raise ValueError(
                f"{example.name} has {len(example.samples)} samples; updating the output first is defined for one. "
                "Use the order 'together'."
            )
        refuse_shared_parameters(example.network)


_PERCEPTRON_RULE = "threshold units learn by the perceptron rule, nn.train_perceptron."


def _trained_by_layer(example: Example) -> list[list[Parameter]]:
    """For each layer those of its parameters that the example trains; a shared one belongs to the first layer."""
    _refuse_unclear_names(example)
    left = dict.fromkeys(example.trained)
    layers = []
    for layer in example.network.layers:
        layers.append([parameter for parameter in layer.parameters() if parameter.name in left])
        for parameter in layers[-1]:
            del left[parameter.name or ""]
    return layers


def _refuse_unclear_names(example: Example) -> None:
    """Refuse to train what several parameters are named, or none is."""
    known = [parameter.name or "" for parameter in example.network.parameters()]
    for name in example.trained:
        if known.count(name) > 1:
            raise GraphError(f"{known.count(name)} parameters are named {name!r}; give each its own name.")
    for name in example.trained:
        if name not in known:
            raise ValueError(f"{example.name} has no parameter {name!r} to train; {nearest(name, known)}")


def _error(forward: Forward) -> Value:
    if forward.total is None:
        raise ValueError("training needs targets: give each of the example's samples one target per output.")
    return forward.total


def _refuse_flat(error: Value, trained: Sequence[Parameter]) -> None:
    """Refuse a network in which every path from the error to a trained parameter leads through a threshold."""
    reached = {error}
    for value in reversed(topological_order(error)):
        if value in reached and value.op is not step and value.op is not sign:
            reached.update(value.parents)
    if trained and reached.isdisjoint(trained):
        raise GraphError(
            f"the derivative of a threshold is 0, so no gradient reaches {trained[-1].name}: {_PERCEPTRON_RULE}"
        )

"""A graph with names: what feeds an output, labelled, and looked up by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

from autograd.errors import GraphError
from autograd.ops.arithmetic import total
from autograd.text.names import nearest, numbered, plain, printable, shorten
from autograd.value import Value, topological_order

__all__ = ["Named"]


class UnknownNameError(GraphError, KeyError):
    """A name that no value has, or several."""

    __str__ = Exception.__str__  # that of a KeyError is in quotation marks


class Named(Mapping[str, Value]):
    """The values that feed some outputs by name; names that occur again are numbered, ``net_h1⟨2⟩``.

    Nothing is looked at before it is asked for. `others` are names that are accepted too, where no value has them.

    Examples
    --------
    >>> a, b = Value(1.0, "x"), Value(2.0, "x")
    >>> graph = Named((a * b).named("product"))
    >>> list(graph), graph["x⟨2⟩"].data
    (['x⟨1⟩', 'x⟨2⟩', 'product'], 2.0)
    >>> graph["x"]
    Traceback (most recent call last):
    autograd.graphs.named.UnknownNameError: 2 values are named 'x': x⟨1⟩, x⟨2⟩; write one of these.
    >>> graph["produkt"]
    Traceback (most recent call last):
    autograd.graphs.named.UnknownNameError: no value is named 'produkt'; did you mean product?
    """

    def __init__(self, *outputs: Value, others: Mapping[str, Value] | None = None) -> None:
        self._outputs = outputs
        self._others = others or {}

    @cached_property
    def order(self) -> list[Value]:
        """Every value that feeds the outputs, with a name or without, parents before children."""
        if len(self._outputs) == 1:
            return topological_order(self._outputs[0])
        return topological_order(total(*self._outputs))[:-1]

    @cached_property
    def labels(self) -> Mapping[Value, str]:
        """What each value with a name is called."""
        names = {value: value.name for value in self.order if value.name is not None}
        return dict(zip(names, numbered([*names.values()]), strict=True))

    @cached_property
    def _by_label(self) -> Mapping[str, Value]:
        return {label: value for value, label in self.labels.items()}

    @cached_property
    def _by_form(self) -> Mapping[str, Value]:
        """The values by the one form in which names are compared, ŷ however it is typed; none where two have one."""
        times = Counter(map(plain, self._by_label))
        return {plain(label): value for label, value in self._by_label.items() if times[plain(label)] == 1}

    @cached_property
    def _members(self) -> frozenset[Value]:
        return frozenset(self.order)

    def __getitem__(self, name: str) -> Value:
        return self._found(name, ": {}; write one of these.")

    def __contains__(self, name: object) -> bool:
        return (
            name in self._by_label or name in self._others or (isinstance(name, str) and plain(name) in self._by_form)
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_label)

    def __len__(self) -> int:
        return len(self._by_label)

    def node(self, key: Value | str) -> Value:
        """Return the value that is given itself or by its name.

        A GraphError says that no value has the name, that several have it, or that the value feeds no output.
        """
        if isinstance(key, str):
            return self._found(key, "; give the value itself, or one of {}.")
        if not isinstance(key, Value):
            raise TypeError(f"{key!r} ({type(key).__name__}) is no node: give a Value of the graph, or its name.")
        if key not in self._members:
            raise GraphError(
                f"{key!r} does not feed the output, so nothing there depends on it; give a value that does."
            )
        return key

    def _found(self, name: str, several: str) -> Value:
        """The value of a name; `several` ends the message where more than one has it."""
        if name in self._by_label:
            return self._by_label[name]
        if twins := [label for value, label in self.labels.items() if value.name == name]:
            candidates = shorten(", ".join(map(printable, twins)), 200)
            raise UnknownNameError(f"{len(twins)} values are named {name!r}{several.format(candidates)}")
        if name in self._others:
            return self._others[name]
        if plain(name) in self._by_form:
            return self._by_form[plain(name)]
        names = (value.name or "" for value in self.labels)
        raise UnknownNameError(f"no value is named {name!r}; {nearest(name, names)}")

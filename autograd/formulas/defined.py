"""The definitions of a text: in which order they are worked out, which of them feed what is wanted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from autograd.errors import ReadError
from autograd.formulas.parser import Parser
from autograd.formulas.steps import Call, Definition, Products
from autograd.formulas.tokens import located
from autograd.text.names import nearest, plain, printable, shorten

__all__ = ["definitions", "feeding", "in_order", "output_of"]

LONGEST = 20_000
"""Characters of a text."""


def definitions(
    text: str,
    products: Products = Products.WRITTEN,
    given: Collection[str] = (),
    asked: str | None = None,
) -> tuple[Definition, ...]:
    """Return the definitions of a text, without any number for its names; a ReadError says where it is no formula.

    Where a text defines functions only, the last one is a value at its own parameters.
    """
    if len(text) > LONGEST:
        raise ReadError(f"the formula has {len(text)} characters; at most {LONGEST} are read.")
    read = list(Parser(text, products, given).definitions())
    if all(definition.parameters for definition in read):
        read[-1] = replace(read[-1], parameters=())
    groups = {str(definition.name): definition for definition in read if definition.is_group}
    if not groups:
        return tuple(read)
    outputs = _outputs_used(text, groups, read, asked)
    return tuple(replace(one, outputs=tuple(sorted(outputs[one.name or ""]))) if one.is_group else one for one in read)


def _outputs_used(
    text: str, groups: Mapping[str, Definition], read: Sequence[Definition], asked: str | None
) -> Mapping[str, set[int]]:
    """The numbers of the outputs of each softmax that something asks for."""
    outputs: dict[str, set[int]] = {name: set() for name in groups}
    used = [(name, at) for definition in read for name, at in definition.names.items()]
    for name, at in [*used, *([(plain(asked), 0)] if asked else [])]:
        group, bracket, number = name.partition("[")
        if group not in groups:
            continue
        call = groups[group].steps[-1]
        assert isinstance(call, Call)  # it is a group
        if not bracket:
            shown = printable(shorten(group, 40))
            raise located(text, at, f"{shown} has {call.count} output(s); write {shown}[1] for the first one.")
        if not 0 < int(number[:-1]) <= call.count:
            raise located(text, at, f"{printable(name)} does not exist: there are {call.count} output(s), from 1.")
        outputs[group].add(int(number[:-1]))
    return outputs


def in_order(text: str, defined: Sequence[Definition]) -> list[Definition]:
    """Return the definitions, each after those it uses; a ReadError shows where one uses itself."""
    uses = _uses(defined)
    try:
        return [defined[place] for place in TopologicalSorter(uses).static_order()]
    except CycleError as error:
        circle = error.args[1]
        way = " uses ".join(printable(shorten(defined[place].name or "", 30)) for place in circle[::-1])
        at = uses[circle[1]][circle[0]]
        raise located(text, at, f"a definition cannot use itself: {shorten(way, 200)}.") from error


def feeding(defined: Sequence[Definition], output: str) -> list[Definition]:
    """Return the definitions that feed what has this name, that of it among them."""
    uses = _uses(defined)
    waiting = [place for place, one in enumerate(defined) if output in one.defined]
    fed: set[int] = set()
    while waiting:
        place = waiting.pop()
        if place not in fed:
            fed.add(place)
            waiting += uses[place]
    return [defined[place] for place in sorted(fed)]


def output_of(text: str, defined: Sequence[Definition], of: str | None = None) -> str:
    """Return the name of what a text is read for: the last value, or what `of` names; "" for a formula alone.

    Raises
    ------
    ReadError
        If nothing has the name that is asked for; if something feeds nothing beside a formula alone.
    """
    values = [definition for definition in defined if not definition.parameters]
    if of is not None:
        names = [name for definition in values for name in definition.defined]
        if plain(of) not in names:
            raise ReadError(f"there is no definition of {printable(of)!r}; {nearest(plain(of), names)}")
        return plain(of)
    last = values[-1]
    if last.is_group:
        said = f"{last.name} has several outputs, and a formula one value; end with {last.name}[1]."
        raise located(text, last.at, said)
    for one in values[:-1]:
        if one.name is None:
            said = "only the last formula may stand without a name; write y = … here, and use y there."
            raise located(text, one.at, said)
    if last.name is None:
        _require_fed(text, defined)
    return last.name or ""


def _require_fed(text: str, defined: Sequence[Definition]) -> None:
    """Refuse what the formula without a name, which stands last, does not use."""
    fed = feeding(defined, "")
    for one in defined:
        if one not in fed:
            shown = printable(shorten(one.name or "", 40))
            said = f"{shown} feeds nothing: the last formula does not use it; write y = … there, or take this away."
            raise located(text, one.at, said)


def _uses(defined: Sequence[Definition]) -> dict[int, dict[int, int]]:
    """For each definition by place, the places of those it uses, each with where its name stands."""
    places = {name: place for place, one in enumerate(defined) for name in one.defined if name}
    return {
        place: {places[name]: at for name, at in one.names.items() if name in places}
        for place, one in enumerate(defined)
    }

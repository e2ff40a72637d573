"""The true first and second derivatives of a recorded graph, kinks included."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from autograd import Value, topological_order

from .jet import TRUSTED, Jet, Terms, beside, log2_of, ray
from .taylor import UnknownError, mp

__all__ = ["ABSENT", "UNKNOWN", "Exact", "Partly", "Sides", "Truth", "first_derivatives", "second_derivatives", "truth"]

DEGREE = 6
"""Of rays: two of it are derivatives, the rest is what roots of squares may cost."""

SAME = 2.0**-36
"""How much the engine's numbers may differ from ours, in the terms they are added up from, to be the same graph."""

RANGE = 1000.0
"""Binary logarithm of the largest number, and of the inverse of the smallest, that still is tame."""

STEP = mp.mpf(10) ** -20
"""Between neighbouring rays."""


class _Word:
    def __init__(self, word: str) -> None:
        self.word = word

    def __repr__(self) -> str:
        return self.word


UNKNOWN = _Word("UNKNOWN")
"""Not judged: a jump, an edge of a domain, numbers that rounding has eaten."""

ABSENT = _Word("ABSENT")
"""There is no such derivative."""


class Exact(NamedTuple):
    """A derivative, and the binary logarithm of the terms that it was added up from."""

    number: Any
    size: float


class Sides(NamedTuple):
    """Two slopes of a kink: as the leaf comes from below, and from above."""

    below: Any
    above: Any


class Partly(NamedTuple):
    """There is no second derivative by two leaves as a whole, but one after the other, in one or both orders."""

    numbers: tuple[Any, ...]


class Truth(NamedTuple):
    """All first and second derivatives of an output by leaves.

    Attributes
    ----------
    is_smooth
        Whether no kink, jump or edge of a domain lies on the point.
    is_tame
        Whether the derivatives of every value on the way to the output are well within the range of floats.
    """

    value: Any
    first: tuple[Any, ...]
    second: Mapping[tuple[int, int], Any]
    is_smooth: bool
    is_tame: bool


def first_derivatives(output: Value, leaves: Sequence[Value]) -> list[Any]:
    """Return for each leaf the derivative: a number of mpmath, `Sides`, or UNKNOWN."""
    return [_number(each) for each in truth(output, leaves).first]


def second_derivatives(output: Value, leaves: Sequence[Value]) -> dict[tuple[int, int], Any]:
    """Return the second derivatives by the places of two leaves: a number of mpmath, None, `Partly`, or UNKNOWN.

    None: there is none. `Partly`: there is one by one leaf after the other alone, and nan is no wrong answer either.
    """
    return {pair: None if each is ABSENT else _number(each) for pair, each in truth(output, leaves).second.items()}


def _number(each: Any) -> Any:
    return each.number if isinstance(each, Exact) else each


def truth(output: Value, leaves: Sequence[Value]) -> Truth:
    """Return all derivatives of an output by leaves: at once where it is smooth, else along rays."""
    order = topological_order(output)
    try:
        return _smooth(order, leaves)
    except (UnknownError, OverflowError):
        return _kinked(order, leaves)


def _smooth(order: Sequence[Value], leaves: Sequence[Value]) -> Truth:
    count = len(leaves)
    among = beside(count)
    slopes = {leaf: [mp.mpf(n == place) for n in range(count)] for place, leaf in enumerate(leaves)}
    jets = _along(order, slopes, among)
    whole = jets[order[-1]]
    exact = [Exact(term, size) for term, size in zip(whole.terms, whole.sizes, strict=True)]
    second, place = {}, count + 1
    for i in range(count):
        for j in range(i, count):
            number, size = exact[place]
            second[i, j] = second[j, i] = Exact(number * 2, size + 1) if i == j else exact[place]
            place += 1
    tame = all(map(_is_tame, jets.values()))
    return Truth(exact[0].number, tuple(exact[1 : count + 1]), second, is_smooth=True, is_tame=tame)


def _is_tame(jet: Jet) -> bool:
    """Whether no first or second derivative, nor what it is added up from, is too large or too small for floats."""
    sizes = jet.sizes[:3] if jet.among.is_ray else jet.sizes
    return all(size == -math.inf or abs(size) < RANGE for size in sizes)


def _along(order: Sequence[Value], slopes: Mapping[Value, Sequence[Any]], among: Terms) -> dict[Value, Jet]:
    """Every value as a jet, after a look that it is what the engine has."""
    jets: dict[Value, Jet] = {}
    for node in order:
        if node.op is None:
            moved = slopes.get(node, [])
            jets[node] = Jet(among, [mp.mpf(node.data), *moved, *[mp.zero] * (among.count - 1 - len(moved))])
        else:
            operands = [jets[parent] for parent in node.parents]
            jets[node] = operands[0].__operation__(node.op, tuple(operands))
            _require_same(node, operands, jets[node])
    return jets


def _require_same(node: Value, operands: Sequence[Jet], jet: Jet) -> None:
    """Refuse to judge where rounding has moved the engine's number, or has taken it on or off a kink."""
    difference = abs(jet.terms[0] - node.data)
    if difference > SAME * mp.mpf(2) ** max(jet.sizes[0], -1060.0):
        raise UnknownError("rounding")
    if not node.op.kinks:
        return
    numbers = [parent.data for parent in node.parents]
    gaps = node.op.kinks(*numbers, **node.op.static)
    if any(abs(gap) <= 1e-6 * max(map(abs, numbers)) for gap in gaps):
        ours = node.op.kinks(*[jet.constant(jet.terms[0]) for jet in operands], **node.op.static)
        for gap, our in zip(gaps, ours, strict=True):
            if (gap == 0.0) is not _is_tie(our, operands):
                raise UnknownError("a tie that rounding has made or undone")


def _is_tie(gap: Jet, operands: Sequence[Jet]) -> bool:
    distance = gap.terms[0]
    if not mp.isfinite(distance):
        return False
    return not distance or log2_of(distance) < max(jet.sizes[0] for jet in operands) - TRUSTED


class _Rays:
    """The output along rays from the point, each computed once."""

    def __init__(self, order: Sequence[Value], leaves: Sequence[Value]) -> None:
        self.order, self.leaves = order, leaves
        self.rays: dict[tuple[Any, ...], Jet | None] = {}
        self.is_tame = True
        self.start = self(*[(n, 0) for n in range(len(leaves))])

    def __call__(self, *steps: tuple[int, Any]) -> Jet | None:
        """Return the series in the direction of these multiples of leaves; None where it cannot be said."""
        direction = [mp.zero] * len(self.leaves)
        for place, multiple in steps:
            direction[place] += multiple
        key = tuple(direction)
        if key not in self.rays:
            self.rays[key] = self._series(direction)
        return self.rays[key]

    def _series(self, direction: Sequence[Any]) -> Jet | None:
        try:
            slopes = {leaf: [d] for leaf, d in zip(self.leaves, direction, strict=True)}
            jets = _along(self.order, slopes, ray(DEGREE))
        except (UnknownError, OverflowError):
            return None
        self.is_tame = self.is_tame and all(map(_is_tame, jets.values()))
        jet = jets[self.order[-1]]
        return jet if jet.among.degree >= 2 else None


def _kinked(order: Sequence[Value], leaves: Sequence[Value]) -> Truth:
    rays = _Rays(order, leaves)
    count = len(leaves)
    second: dict[tuple[int, int], Any] = {}
    if rays.start is None:
        first: list[Any] = [UNKNOWN] * count
        second = {(i, j): UNKNOWN for i in range(count) for j in range(count)}
        return Truth(UNKNOWN, tuple(first), second, is_smooth=False, is_tame=False)
    first = [_first(rays, i) for i in range(count)]
    for i in range(count):
        for j in range(i, count):
            second[i, j] = second[j, i] = _second(rays, i, j)
    return Truth(rays.start.terms[0], tuple(first), second, is_smooth=False, is_tame=rays.is_tame)


def _known(rays: _Rays, *directions: tuple[tuple[int, Any], ...]) -> list[Jet] | None:
    """The series in all of these directions; None if one cannot be said, or jumps away from the value."""
    found = [rays(*direction) for direction in directions]
    if any(jet is None or not _adds_to_nothing((jet, rays.start), 0, (1, -1)) for jet in found):
        return None
    return found


def _adds_to_nothing(jets: Sequence[Jet], place: int, factors: Sequence[int], slack: float = TRUSTED) -> bool:
    """Whether Σ factor · coefficient is 0, as far as its digits go."""
    whole = mp.fsum(factor * jet.terms[place] for jet, factor in zip(jets, factors, strict=True))
    return log2_of(whole) <= max(jet.sizes[place] for jet in jets) - slack if whole else True


def _is_smooth_by(jets: Sequence[Jet], linear: Sequence[int], square: Sequence[int]) -> bool:
    return _adds_to_nothing(jets, 1, linear) and _adds_to_nothing(jets, 2, square)


def _first(rays: _Rays, i: int) -> Any:
    sides = _known(rays, ((i, 1),), ((i, -1),))
    if sides is None:
        return UNKNOWN
    up, down = sides
    if _adds_to_nothing(sides, 1, (1, 1)):
        return Exact(up.terms[1], up.sizes[1])
    return Sides(-down.terms[1], up.terms[1])


def _second(rays: _Rays, i: int, j: int) -> Any:
    sides = _known(rays, ((i, 1),), ((i, -1),))
    if i == j:
        if sides is None:
            return UNKNOWN
        is_smooth = _is_smooth_by(sides, (1, 1), (1, -1))
        return Exact(sides[0].terms[2] * 2, sides[0].sizes[2] + 1) if is_smooth else ABSENT
    others = _known(rays, ((j, 1),), ((j, -1),))
    diagonals = _known(rays, *[((i, a), (j, b)) for a in (1, -1) for b in (1, -1)])
    if sides is None or others is None or diagonals is None:
        return UNKNOWN
    if _is_one_form(sides, others, diagonals):
        both, against = diagonals[0], diagonals[1]
        return Exact((both.terms[2] - against.terms[2]) / 2, max(both.sizes[2], against.sizes[2]))
    found = [_in_turn(rays, *pair) for pair in ((i, j), (j, i))]
    if UNKNOWN in found:
        return UNKNOWN
    numbers = tuple(each for each in found if each is not ABSENT)
    return Partly(numbers) if numbers else ABSENT


def _is_one_form(sides: Sequence[Jet], others: Sequence[Jet], diagonals: Sequence[Jet]) -> bool:
    """Whether slopes are linear in the direction, and bends one quadratic form of it."""
    plus, mixed, opposite, minus = diagonals
    return (
        _is_smooth_by(sides, (1, 1), (1, -1))
        and _is_smooth_by(others, (1, 1), (1, -1))
        and _is_smooth_by((plus, minus), (1, 1), (1, -1))
        and _is_smooth_by((mixed, opposite), (1, 1), (1, -1))
        and _adds_to_nothing((plus, sides[0], others[0]), 1, (1, -1, -1))
        and _adds_to_nothing((mixed, sides[0], others[0]), 1, (1, -1, 1))
        and _adds_to_nothing((plus, mixed, sides[0], others[0]), 2, (1, 1, -2, -2))
    )


def _in_turn(rays: _Rays, i: int, j: int) -> Any:
    """∂/∂xⱼ of ∂f/∂xᵢ: that must exist at the point and a little beside it, on both sides along j."""
    centre = _first(rays, i)
    if not isinstance(centre, Exact):
        return UNKNOWN if centre is UNKNOWN else ABSENT
    bends = []
    for side in (1, -1):
        near = _known(rays, ((j, side),), ((j, side), (i, STEP)), ((j, side), (i, -STEP)))
        if near is None:
            return UNKNOWN
        slopes = [[(jet.terms[k] - near[0].terms[k]) / STEP * sign for k in (1, 2)] for jet, sign in _signed(near)]
        if not all(_is_near(a, b) for a, b in zip(*slopes, strict=True)) or not _is_near(slopes[0][0], centre.number):
            return ABSENT
        bends.append(side * (slopes[0][1] + slopes[1][1]) / 2)
    return mp.fsum(bends) / 2 if _is_near(*bends) else ABSENT


def _signed(near: Sequence[Jet]) -> tuple[tuple[Jet, int], ...]:
    return (near[1], 1), (near[2], -1)


def _is_near(a: Any, b: Any) -> bool:
    return bool(abs(a - b) <= mp.mpf(10) ** -12 * (1 + abs(a) + abs(b)))

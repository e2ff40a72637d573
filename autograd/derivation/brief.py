"""Many derivations in short: what is needed comes first, and nothing is said twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograd.derivation.steps import Derivation, Factor, Key, Step
from autograd.derivation.writing import Manner, Writer
from autograd.text.document import EQUALS, Equation, Line, Piece
from autograd.value import Value

__all__ = ["brief_equations"]


def brief_equations(derivations: Sequence[Derivation], decimals: int = 9) -> list[Equation]:
    """Return an equation for each partial on the way to those of one output, each after those that it is made of.

    Examples
    --------
    >>> from autograd.derivation import derive_each
    >>> from nn import documents
    >>> forward = documents.mazur().run()
    >>> for equation in brief_equations(derive_each(forward.total, [forward["w5"], forward["w6"]]), 4):
    ...     print(equation)
    ∂E_total/∂out_o1 = −(target_o1 − out_o1) = −(0.01 − 0.7514) = 0.7414
    ∂out_o1/∂net_o1  = out_o1 · (1 − out_o1) = 0.7514 · (1 − 0.7514) = 0.1868
    ∂net_o1/∂w5      = out_h1 = 0.5933
    ∂E_total/∂w5     = ∂E_total/∂out_o1 · ∂out_o1/∂net_o1 · ∂net_o1/∂w5
                     = 0.7414 · 0.1868 · 0.5933 = 0.08217
    ∂net_o1/∂w6  = out_h2 = 0.5969
    ∂E_total/∂w6 = ∂E_total/∂out_o1 · ∂out_o1/∂net_o1 · ∂net_o1/∂w6
                 = 0.7414 · 0.1868 · 0.5969 = 0.08267
    """
    written: set[Key] = set()
    return [
        equation for derivation in derivations for equation in _Brief(derivation, Manner(decimals), written).equations()
    ]


class _Brief(Writer):
    """Writes the steps of one derivation backwards."""

    def equations(self) -> Iterator[Equation]:
        """Yield an equation for each step that is not told yet."""
        for step in self._needed_first():
            if step.key not in self.told:
                yield Equation(tuple(self._short(step)))
                self.told.add(step.key)

    def _needed_first(self) -> list[Step]:
        """The steps that are written, each after those that open its factors."""
        by_pair = {(step.of, step.by): step for step in self.steps}
        order: dict[tuple[Value, Value], Step] = {}
        stack = list(by_pair)[:1]
        while stack:
            step = by_pair[stack[-1]]
            missing = [pair for pair in self._needed(step) if pair in by_pair and pair not in order]
            if missing:
                stack += reversed(missing)
            else:
                order.setdefault(stack.pop(), step)
        return list(order.values())

    def _needed(self, step: Step) -> list[tuple[Value, Value]]:
        return [(factor.of, factor.by) for factor in self._written(step) if factor.rule is None]

    def _short(self, step: Step) -> Iterator[Line]:
        """The rules that are new, then symbols and numbers."""
        for factor in self._written(step):
            if factor.rule is not None and factor.key not in self.told:
                yield self._factor_line(factor, "")
                self.told.add(factor.key)
        if step.key not in self.told:
            yield Line((Piece(self._symbol(*step.key)), EQUALS, *self._symbols(step)))
            result = (EQUALS, Piece(self.words.number(step.value)))
            is_single = len(step.terms) == 1 and len(step.terms[0]) == 1
            yield Line((EQUALS, *self._values(step), *(() if is_single else result)))

    def _number(self, factor: Factor) -> int:
        """No factor has a number or a colour."""
        return 0

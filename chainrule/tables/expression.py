"""An expression as a table: its named values, how each is computed, and how the output changes with it."""

from __future__ import annotations

from autograd import Value
from autograd.text.names import printable, shorten
from viz import NumberFormat, Stage
from viz.expression.view import ValueNode, folded_view
from viz.terminal import Terminal

__all__ = ["print_expression"]

MOST_ROWS = 60


def print_expression(terminal: Terminal, output: Value, numbers: NumberFormat, stage: Stage = Stage.BACKWARD) -> None:
    """Print the named values of an expression in the order in which they are computed.

    Examples
    --------
    >>> from autograd.formulas.reading import parse
    >>> y = parse("y = x^2 + 1", {"x": 3})
    >>> y.backward()
    >>> print_expression(Terminal(), y, NumberFormat())
    name  formula  value  ∂y/∂·
    ───────────────────────────
    x               3     +6
    y     x² + 1   10     +1
    <BLANKLINE>
    """
    view = folded_view(output)
    name = shorten(printable(view.output.name), 12) or "out"
    columns = ["name", "formula", "value", f"∂{name}/∂·"]
    shown = {Stage.STRUCTURE: 2, Stage.BACKWARD: 4}.get(stage, 3)
    rows = [_row(node, name, numbers, stage)[:shown] for node in view.nodes[-MOST_ROWS:]]
    if len(view.nodes) > MOST_ROWS:
        terminal.say(f"The last {MOST_ROWS} of {len(view.nodes)} values:")
    terminal.table("", columns[:shown], rows)


def _row(node: ValueNode, name: str, numbers: NumberFormat, stage: Stage) -> list[str]:
    is_known = stage.shows(Stage.WEIGHTS if node.is_leaf else Stage.FORWARD)
    return [
        shorten(printable(node.name), 20) or name,
        shorten(printable(node.formula), 48),
        numbers.text(node.value) if is_known else "",
        numbers.signed(node.grad),
    ]

"""Refusals of what people try first who come from another engine, each with what to write here."""

from __future__ import annotations

import reprlib
from typing import Any, NoReturn

from autograd.text.names import with_type

__all__ = ["refuse_arguments_of_backward", "refuse_what_has_no_graph", "require_name"]


def require_name(data: Any, name: Any, label: Any, requires_grad: Any, children: Any = None) -> None:
    """Refuse, with a TypeError, a name that is no text, and what other engines take beside a number.

    Examples
    --------
    >>> require_name(2.0, 3, None, None)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    TypeError: Value was given the name 3 (int); a name is a text: write Value(2.0, name="3"), ...
    """
    if children is not None or isinstance(name, tuple | set | list):
        raise TypeError(
            "Value takes a number and a name, and no children: it records its parents itself. Write an operation, "
            "c = a * b, or one of your own: operation('cube', lambda x: x**3, (lambda out, x: 3.0 * x**2,))."
        )
    if label is not None:
        raise TypeError(f"Value takes name=, not label=: write Value({data!r}, name={label!r}).")
    if requires_grad is not None:
        raise TypeError(
            f"Value takes no requires_grad={requires_grad!r}: gradients reach every Value that feeds the output. Write "
            f"Value({data!r}); where none shall pass, take its .data, or stop_gradient(v)."
        )
    if not isinstance(name, str | None):
        raise TypeError(
            f"Value was given the name {with_type(name)}; a name is a text: write "
            f'Value({data!r}, name="{reprlib.repr(name)}"), one Value for each number.'
        )


def refuse_arguments_of_backward(gradient: Any, **options: Any) -> NoReturn:
    """Refuse, with a TypeError, what other engines give to ``backward``.

    Examples
    --------
    >>> refuse_arguments_of_backward(1.0)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    TypeError: backward was given 1.0; it takes nothing: write c.backward(). It starts from ∂c/∂c = 1; ...
    """
    named = [f"{name}={reprlib.repr(option)}" for name, option in options.items() if option is not None]
    given = ", ".join([*([] if gradient is None else [reprlib.repr(gradient)]), *named])
    why = (
        "A graph is kept for as long as its output is, and gradients of gradients come from gradients(c, [a])."
        if named
        else f"It starts from ∂c/∂c = 1; for another number, write ({given} * c).backward()."
    )
    raise TypeError(f"backward was given {given}; it takes nothing: write c.backward(). {why}")


def refuse_what_has_no_graph(given: Any) -> NoReturn:
    """Refuse, with a TypeError, what stands in the place of the value that was computed last.

    Examples
    --------
    >>> refuse_what_has_no_graph([1.0])
    Traceback (most recent call last):
    TypeError: [1.0] (list) has no graph: give the Value that was computed last, one of them or total(*values).
    """
    advice = ""
    if isinstance(given, list | tuple):
        advice = ", one of them or total(*values)"
    elif hasattr(given, "total"):
        advice = ", forward.total or one that it finds by name: forward['net_h1']"
    elif hasattr(given, "forward"):
        advice = ": network(inputs), or network.forward(inputs, targets).total; draw_network(network.forward(inputs)) "
        advice += "draws a network"
    raise TypeError(f"{with_type(given)} has no graph: give the Value that was computed last{advice}.")

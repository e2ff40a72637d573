"""A port: what people write over `_prev` and `_op` to see the graph they have built."""

from autograd import Value


def output() -> Value:
    """Return the end of a graph with a shared part, a square, powers, and numbers that became leaves."""
    x, y = Value(0.75), Value(-2.0)
    shared = x * y + 2.75
    square = shared * shared
    return (square * x + shared**3 + (2 * y + x**2) ** -1).relu() * 0.5 + square.relu()


def everything(end: Value) -> tuple[set[Value], set[tuple[Value, Value]]]:
    """Return the nodes that one reaches from the end, and the edges to each of them from its operands."""
    nodes: set[Value] = set()
    edges: set[tuple[Value, Value]] = set()
    waiting = [end]
    while waiting:
        node = waiting.pop()
        if node not in nodes:
            nodes.add(node)
            edges |= {(operand, node) for operand in node._prev}
            waiting += node._prev
    return nodes, edges


def label(node: Value) -> str:
    """Return what stands in a node's box."""
    return f"{node._op or 'leaf'} {node.data:.9g} | {node.grad:.9g}"


def drawing() -> list[str]:
    """Return the lines of the picture, sorted: a set has no order that two runs share."""
    end = output()
    end.backward()
    nodes, edges = everything(end)
    return sorted([label(node) for node in nodes] + [f"{label(a)} -> {label(b)}" for a, b in edges])


def depth(node: Value) -> int:
    """Return how many operations lie on the longest way down to a leaf."""
    return 1 + max(map(depth, node._prev)) if node._prev else 0

"""Do the readers survive anything? ``python tests/fuzz.py formula|graph [--count 100000] [--seed 1]``.

Good inputs are mutated; each gives a value or a `ReadError`, never another exception, and none takes more than a
second. Prints how many were read and refused, and the slowest.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable
from time import perf_counter

from autograd import TABLE, ReadError, Value, sigmoid, softmax, total, trace, weighted_sum
from autograd.formula import parse, variables
from autograd.graph_reader import read_graph

SECONDS = 1.0
"""What one input may take."""

FORMULAS = [
    "net = w*x + b; out = sigmoid(net); E = (t - out)^2/2",
    "y = −x² + 2·x − .35e-2\nz = ½(y − e)² / pi",
    "E_{o1} = ½(t₁ − σ(w₁·x₁ + b))²; E_{o2} = |x| - 2^3^-2; E = E_{o1} + E_{o2}",
    "s = softmax2(x, w, b); l = logsumexp(x, w); p = log_softmax1(x, w)\nmax(s, 0.3) × min(l, p) ÷ at_least(x, 1)",
    "tanh(ReLU(x)) ** 3 - √(2) * ln(1e3) + total(x, w, b) - weighted_sum(w, x, b); step(x) + raised(x, 3)",
    "((((((((x + 1) * w) - b) / 7) ^ 2)) + (1))) ; -(-x)**-1; w",
]

PIECES = [
    *'()|^*/+-−,;=.09½²⁻₁{}_xwéσ√٣𝟛[]:" \n\0\ud800\u202e',
    *("**", "1e308", "1e-308", "1e9"),
    *("__import__('os')", "eval", "nan", "inf", "softmax", "softmax0(", "softmax99(", "max(", "log(", "exp(", "0/0"),
    *("((((((((((((", "²²²²²²²²", "x,x,x,x,x,x,x,x", "[" * 3_000, "9" * 5_000),
    *(f"{name}(" for name in TABLE),
]

JSON_VALUES = [
    *(None, True, False, 0, -1, 1, 2, 10**30, -(10**400), 0.5, 1e308, -0.0),
    *("", "inf", "-inf", "nan", "NaN", "x", "add", "softmax", "\0", "\ud800", "x" * 5_000),
    *([], {}, [0], [[0]], {"a": 1}, {"index": 0}, {"exponent": 2.5}, {"self": 1}, [0] * 3_000, [None]),
]


def graphs() -> list[str]:
    """JSON texts of small graphs that use the whole table."""
    x, w, b, t = (Value(number, name) for number, name in zip((0.3, -0.7, 1.1, 0.9), "xwbt", strict=True))
    out = sigmoid(weighted_sum(w, x, b).named("net")).named("out")
    outs = [softmax(x, w, out, index=place) for place in range(3)]
    whole = [op(*map(Value, op.samples[0]), **(op.bindings[0] if op.takes else {})) for op in TABLE.values()]
    error = (0.5 * (t - out) ** 2).named("E")
    strange = Value(float("inf"), "far") * 2.0 + Value(float("nan"))
    return [trace(value).to_json() for value in (error, total(*outs), total(*whole), strange)]


def mutated_text(rng: random.Random, text: str) -> str:
    """Insert, delete, repeat and exchange characters."""
    for _ in range(rng.choice((1, 1, 2, 3, 5, 10, 30))):
        at = rng.randrange(len(text) + 1)
        end = min(len(text), at + rng.choice((1, 1, 2, 5, 20)))
        match rng.randrange(6):
            case 0:
                text = text[:at] + rng.choice(PIECES) + text[at:]
            case 1:
                text = text[:at] + text[end:]
            case 2:
                text = text[:at] + text[at:end] * rng.choice((2, 2, 3, 10, 200)) + text[end:]
            case 3:
                to = rng.randrange(len(text) + 1)
                text = text[:to] + text[at:end] + text[to:]
            case 4:
                text = text[:at] + rng.choice(PIECES) + text[end:]
            case _:
                text = text[:at] + chr(rng.randrange(rng.choice((128, 0x3000, 0x110000)))) + text[at:]
        text = text[:25_000]
    return text


def mutated_graph(rng: random.Random, text: str) -> str:
    """Exchange values, drop and double keys and nodes, renumber; or mutate the text itself."""
    if rng.random() < 0.3:
        return mutated_text(rng, text)
    document = json.loads(text)
    for _ in range(rng.choice((1, 1, 2, 4))):
        nodes = document.get("nodes") if isinstance(document, dict) else None
        if isinstance(nodes, list) and nodes and rng.random() < 0.8 and isinstance(node := rng.choice(nodes), dict):
            _mutate_node(rng, nodes, node)
        elif isinstance(document, dict) and document:
            document[rng.choice([*document, "more"])] = rng.choice(JSON_VALUES)
        else:
            document = rng.choice(JSON_VALUES)
    return json.dumps(document)


def _mutate_node(rng: random.Random, nodes: list, node: dict) -> None:
    ids = [each.get("id") for each in nodes if isinstance(each, dict)]
    parents = node.get("parents")
    match rng.randrange(9):
        case 0:
            node[rng.choice([*node, "more"])] = rng.choice(JSON_VALUES)
        case 1:
            node.pop(rng.choice([*node, ""]), None)
        case 2:
            node["op"] = rng.choice([*TABLE, "multipy", None])
        case 3:
            node["id"] = rng.choice([*ids, 77, -1])
        case 4 if isinstance(parents, list):
            parents.insert(rng.randrange(len(parents) + 1), rng.choice([*ids, 77]))
        case 5 if isinstance(parents, list) and parents:
            parents[rng.randrange(len(parents))] = rng.choice([*ids, *JSON_VALUES[:20]])
        case 6:
            nodes.append(dict(node))
        case 7:
            rng.shuffle(nodes)
        case _:
            node["parents"] = [rng.choice(ids) for _ in range(rng.choice((0, 1, 2, 3, 50, 500, 2_001)))]


def read_formula(text: str) -> None:
    """Read a formula whose names have numbers."""
    parse(text, {name: 0.3 + place for place, name in enumerate(variables(text))})


Target = tuple[list[str], Callable[[random.Random, str], str], Callable[[str], object]]


def targets() -> dict[str, Target]:
    """For each reader its good inputs, how they are mutated, and the reader."""
    return {"formula": (FORMULAS, mutated_text, read_formula), "graph": (graphs(), mutated_graph, read_graph)}


def inputs(name: str, count: int, seed: int) -> list[str]:
    """Return so many mutated inputs of a reader."""
    good, mutated, _ = targets()[name]
    rng = random.Random(seed)
    return [mutated(rng, rng.choice(good)) for _ in range(count)]


def survive(name: str, count: int, seed: int) -> tuple[Counter[str], float, str]:
    """Return how many were read and refused, and the slowest with its seconds; any other exception passes on."""
    read = targets()[name][2]
    outcomes: Counter[str] = Counter()
    slowest, which = 0.0, ""
    for text in inputs(name, count, seed):
        start = perf_counter()
        try:
            read(text)
            outcomes["read"] += 1
        except ReadError:
            outcomes["refused"] += 1
        except BaseException:
            print(f"not survived: {text!r}", file=sys.stderr)
            raise
        taken = perf_counter() - start
        slowest, which = max((slowest, which), (taken, text))
    return outcomes, slowest, which


def main() -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", choices=("formula", "graph"))
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    outcomes, slowest, which = survive(given.reader, given.count, given.seed)
    print(f"{given.reader}: {outcomes['read']} read, {outcomes['refused']} refused; the slowest took {slowest:.3f} s")
    print(f"  {which[:200]!r}")
    return int(slowest > SECONDS)


if __name__ == "__main__":
    sys.exit(main())

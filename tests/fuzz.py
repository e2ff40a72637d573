"""Do the readers survive anything? ``python tests/fuzz.py formula|graph|worksheet|answers|claim [--count 100000]``.

Good inputs are mutated; each gives a value or a `ReadError`, never another exception, and none takes more than a
second. Prints how many were read and refused, and the slowest.
"""

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from time import perf_counter

from autograd import TABLE, ReadError, Value, sigmoid, softmax, total, trace, weighted_sum
from autograd.formula import parse, variables
from autograd.graph_reader import read_graph
from nn.documents import mazur
from verify import Answers, Work, check_claims, mark_answers
from verify.answers import answers_from
from verify.claims import read_claim
from verify.worksheet_reader import worksheet_from

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

WORKSHEETS = [
    """title = "One neuron"
[given]
i1 = "0.05"
w1 = 0.150
b1 = "0.35"
target = "0.01"
eta = "0.5"
[define]
net_h1 = "w1*i1 + b1"
out_h1 = "sigma(net_h1)"
E_total = "½(target − out_h1)²"
[names]
E_total = ["E", "Error"]
"net_h1|out_h1" = "h1"
[update]
rate = "eta"
weights = ["w1"]
[[question]]
ask = "dE_total/dw1"
decimals = 4
marks = 2.5
[policy]
rounding = "half-up"
follow_through = false
credit = { holds = 1, last_digit = 0.75 }
[students.anna]
i1 = "0.07"
""",
    'network = "mazur"\nsample = 1\n[given]\nw5 = "0.9"\n[update]\norder = "output-first"\n[[question]]\nask = "w5+"\n',
]

ANSWERS = [
    'a.toml:"dE/dw1" = "0.0086"\nout_h1 = { value = 0.59, working = "1/(1 + e^-0.3575)" }\n"w1+" = 0.145\nh1 = "0.3"\n',
    "a.csv:target,value,working\ndE/dw1,0.0086,0.57*0.24*0.05\nout_h1,0.5885\n",
    'a.csv:dE/dw1;0,0086;"0,57*0,24*0,05"\nE after 2 steps;0,16\nout_h1;≈ 0,5885\n',
    "a.csv:student,dE/dw1,out_h1,w1+\nanna,0.0086,,0.145\nbob,,0.5885,0.15\n",
]

CLAIMS = [
    "dE/dw5\t0.0822\t0.741*0.187*0.593",
    "∂E/∂w₁\t≈ 4.39e-4\t",
    "w5⁺\t0.3589\t0.4 - 0.5*0.0822",
    "E_total after 1 step\t0.291027924\t",
    "1 - out_o1\t0.2486\t1 - 0.7514",
    "dE/dw6\t-(target_o1 - out_o1)*out_o1*(1 - out_o1)*out_h2\t",
]

MAZUR = mazur()

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


def mutated_lines(rng: random.Random, text: str) -> str:
    """Mutate one part of a line, exchange lines and drop them; or mutate the text itself."""
    if rng.random() < 0.3:
        return mutated_text(rng, text)
    lines = text.split("\n")
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        at = rng.randrange(len(lines))
        match rng.randrange(6):
            case 0:
                lines.insert(at, rng.choice(lines))
            case 1 if len(lines) > 1:
                del lines[at]
            case _:
                parts = re.split(r"(\w+|\t)", lines[at])
                place = rng.randrange(len(parts))
                parts[place] = rng.choice((*PIECES, *parts, *re.findall(r"\w+", text)))
                lines[at] = "".join(parts)
    return "\n".join(lines)[:25_000]


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


def read_answers(text: str) -> None:
    """Read answers to the first worksheet, and mark them."""
    name, _, content = text.partition(":")
    sheet = worksheet_from(WORKSHEETS[0].partition("[students")[0])
    for each in answers_from(content, name if name in ("a.toml", "a.csv") else "a.csv", sheet.has):
        mark_answers(sheet, Answers(each.student, each.answers[:5], each.problem))


def read_claims(text: str) -> None:
    """Judge a claim about the 2-2-2 network: a target, what is written, the working."""
    asked, written, working = [*text.split("\t"), "", ""][:3]
    work = Work.of_example(MAZUR)
    claim = read_claim(work, asked, written, working)
    _, judgement = check_claims(work, [read_claim(work, "out_h1", "0.5"), claim])
    if claim.problem or judgement.verdict == "unreadable":
        raise ReadError(judgement.remark)


Target = tuple[list[str], Callable[[random.Random, str], str], Callable[[str], object]]


def targets() -> dict[str, Target]:
    """For each reader its good inputs, how they are mutated, and the reader."""
    return {
        "formula": (FORMULAS, mutated_text, read_formula),
        "graph": (graphs(), mutated_graph, read_graph),
        "worksheet": (WORKSHEETS, mutated_lines, worksheet_from),
        "answers": (ANSWERS, mutated_lines, read_answers),
        "claim": (CLAIMS, mutated_lines, read_claims),
    }


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
    parser.add_argument("reader", choices=tuple(targets()))
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    outcomes, slowest, which = survive(given.reader, given.count, given.seed)
    print(f"{given.reader}: {outcomes['read']} read, {outcomes['refused']} refused; the slowest took {slowest:.3f} s")
    print(f"  {which[:200]!r}")
    return int(slowest > SECONDS)


if __name__ == "__main__":
    sys.exit(main())

"""Do the readers survive anything? ``python tests/fuzz.py READER [--count 100000]``.

The readers are formula, graph, worksheet, answers, class, claim, target and working.

Good inputs are mutated; each gives a value or a `ReadError`, never another exception, and none takes more than a
second. Prints how many were read and refused, and the slowest.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from time import perf_counter

from mutations import mutated_graph, mutated_lines, mutated_text, mutated_values

from autograd import TABLE, ReadError, Value, sigmoid, softmax, total, trace, weighted_sum
from autograd.formulas.reading import Products, parse, unfed, variables
from autograd.graphs.reading import read_graph
from nn.documents.networks import mazur
from verify import Answers, Work, check_claims, mark_answers, mark_class
from verify.claims.claim import read_claim
from verify.claims.targets import read_target
from verify.claims.working import read_working
from verify.classes.outcomes import marks_csv
from verify.classes.pages import index_page
from verify.sheets.answers import answers_from
from verify.sheets.reader import worksheet_from
from verify.sheets.students import page_names

SECONDS = 1.0
"""What one input may take."""

FORMULAS = [
    "net = w*x + b; out = sigmoid(net); E = (t - out)^2/2",
    "y = −x² + 2·x − .35e-2\nz = ½(y − e)² / pi",
    "E_{o1} = ½(t₁ − σ(w₁·x₁ + b))²; E_{o2} = |x| - 2^3^-2; E = E_{o1} + E_{o2}",
    "s = softmax2(x, w, b); l = logsumexp(x, w); p = log_softmax1(x, w)\nmax(s, 0.3) × min(l, p) ÷ at_least(x, 1)",
    "y = tanh(ReLU(x)) ** 3 - √(2) * ln(1e3) + total(x, w, b) - weighted_sum(w, x, b)\nz = step(x) + raised(x, 3)",
    "a = ((((((((x + 1) * w) - b) / 7) ^ 2)) + (1))) ; c = -(-x)**-1; w*a - c",
    "y = (x - 1)^2\n  + sin²(x) - cos^{2}(w)\n  · e^{-x} + |x|*|w|",
    "f(x, y) = x^2 + w*y\ng(t) = f(t, 2) - f(1, t)\nE = g(b)^2 + ¼*f(x, √2)",
    "p = softmax(x, w, b)\nE = -log(p[1], 2) + p[3]·sech(x)",
    "xⁿ + x̄ × ŷ − max(x, w, 1) + leaky_relu(b) + cot(w) • µ ＋ ⅔",
    "2x + out(1 − out) + 2|x||w| − ½x² + 3sin²(x)f; f = (1 + x)(1 − x)",
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

CLASSES = [
    "student,dE/dw1,out_h1,w1+\nanna,0.0086,,0.145\nbob,,0.5885,0.15\n",
    '\ufeffName;dE/dw1;"out_h1";h1\r\n"Ek; Anna";0,0086;≈ 0,5885;0,3\r\nBo;;"0,59";\r\n;1;2;3\r\n',
    "sep=,\nwho,E,net_h1,E after 1 step\n=1+1,0.1674,0.3575,0.16\n<b>,−0.1,1e-1,.5\n",
]

ASKED = [
    "dE_total/dw5",
    "∂E/∂w₅",
    "d E_total / d w5",
    "w5⁺",
    "w_{5}^+",
    "E after 3 steps",
    "1 - out_o1",
    "net_{o1}",
    "out_h1",
]

WORKINGS = [
    "0.741*0.187*0.593",
    "-(0.01 - 0.751)*0.751*(1 - 0.751)*out_h1",
    "0.4 - 0.5·0.0822",
    "1/(1 + e^-0.3775) ÷ 2 + σ(net_h1)²",
    "0,5 × 0,3 − ½(1e-3)^2",
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


def graphs() -> list[str]:
    """JSON texts of small graphs that use the whole table."""
    x, w, b, t = (Value(number, name) for number, name in zip((0.3, -0.7, 1.1, 0.9), "xwbt", strict=True))
    out = sigmoid(weighted_sum(w, x, b).named("net")).named("out")
    outs = [softmax(x, w, out, index=place) for place in range(3)]
    whole = [op(*map(Value, op.samples[0]), **(op.bindings[0] if op.takes else {})) for op in TABLE.values()]
    error = (0.5 * (t - out) ** 2).named("E")
    strange = Value(float("inf"), "far") * 2.0 + Value(float("nan"))
    return [trace(value).to_json() for value in (error, total(*outs), total(*whole), strange)]


def read_formula(text: str) -> None:
    """Read a formula whose names have numbers, with and without the products that people leave out."""
    with suppress(ReadError):
        read_with(text, Products.WRITTEN)
    read_with(text, Products.IMPLIED)


def read_with(text: str, products: Products) -> None:
    """Read a formula, what it needs and what in it feeds nothing."""
    names = {name: 0.3 + place for place, name in enumerate(variables(text, products=products))}
    unfed(text, products=products)
    parse(text, names, products=products)


def read_answers(text: str) -> None:
    """Read answers to the first worksheet, and mark them."""
    name, _, content = text.partition(":")
    sheet = worksheet_from(WORKSHEETS[0].partition("[students")[0])
    for each in answers_from(content, name if name in ("a.toml", "a.csv") else "a.csv", sheet.has):
        mark_answers(sheet, Answers(each.student, each.answers[:5], each.problem))


def read_class(text: str) -> None:
    """Read the answers of a class, mark some, and make the table of the marks and the index."""
    sheet = worksheet_from(WORKSHEETS[0].partition("[students")[0])
    answers = answers_from(text, "class.csv", sheet.has)[:4]
    marked = mark_class(sheet, [Answers(each.student, each.answers[:4], each.problem) for each in answers])
    names = page_names(each.student for each in answers)
    page = index_page(marked, [f"{name}.html" for name in names]) + marks_csv(marked.questions, marked.outcomes)
    assert "\0" not in page


def read_targets(text: str) -> None:
    """Read what is asked for, and compute it."""
    work = Work.of_example(MAZUR)
    try:
        work.true(read_target(text, work.names))
    except ValueError as error:  # a target that has no number
        raise ReadError(str(error)) from error


def read_line(text: str) -> None:
    """Read a line of working with the names of the 2-2-2 network."""
    read_working(text, {name: value.data for name, value in Work.of_example(MAZUR).values.items()})


def read_claims(text: str) -> None:
    """Judge a claim about the 2-2-2 network: a target, what is written, the working."""
    asked, written, working = [*text.split("\t"), "", ""][:3]
    work = Work.of_example(MAZUR)
    claim = read_claim(work, asked, written, working)
    _, judgement = check_claims(work, [read_claim(work, "out_h1", "0.5"), claim])
    if claim.problem or judgement.verdict == "unreadable":
        raise ReadError(judgement.remark)


Reader = tuple[list[str], Callable[[random.Random, str], str], Callable[[str], object]]


def readers() -> dict[str, Reader]:
    """For each reader its good inputs, how they are mutated, and the reader."""
    return {
        "formula": (FORMULAS, mutated_text, read_formula),
        "graph": (graphs(), mutated_graph, read_graph),
        "worksheet": (WORKSHEETS, mutated_values, worksheet_from),
        "answers": (ANSWERS, mutated_lines, read_answers),
        "class": (CLASSES, mutated_lines, read_class),
        "claim": (CLAIMS, mutated_lines, read_claims),
        "target": (ASKED, mutated_text, read_targets),
        "working": (WORKINGS, mutated_text, read_line),
    }


def inputs(name: str, count: int, seed: int) -> list[str]:
    """Return so many mutated inputs of a reader."""
    good, mutated, _ = readers()[name]
    rng = random.Random(seed)
    return [mutated(rng, rng.choice(good)) for _ in range(count)]


def survive(name: str, count: int, seed: int) -> tuple[Counter[str], float, str]:
    """Return how many were read and refused, and the slowest with its seconds; any other exception passes on."""
    read = readers()[name][2]
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
    parser.add_argument("reader", choices=tuple(readers()))
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    outcomes, slowest, which = survive(given.reader, given.count, given.seed)
    print(f"{given.reader}: {outcomes['read']} read, {outcomes['refused']} refused; the slowest took {slowest:.3f} s")
    print(f"  {which[:200]!r}")
    return int(slowest > SECONDS)


if __name__ == "__main__":
    sys.exit(main())

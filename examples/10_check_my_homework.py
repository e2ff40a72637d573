"""Numbers worked out by hand: which hold, which do not, and where each wrong one went wrong.

Run it: python examples/10_check_my_homework.py
"""

from autograd import Value, tanh
from nn import documents
from verify import check_claims, check_partials

# The 2-2-2 network of the lecture notes, in the order of the work. Texts keep their digits: 0.40 is not 0.4.
homework = {
    "net_h1": "0.3775",
    "out_h1": "0.5933",
    "out_o1": "0.7514",
    "dE/dout_o1": "0.7414",
    "dout_o1/dnet_o1": "0.2486",  # 1 − out_o1: the factor out_o1 is missing
    "dE/dw5": "0.1093",  # it follows from the line above, and is not a second mistake
    "w5+": "0.3453",
    "dE/dw6": "-(target_o1 - out_o1) * out_o1*(1 - out_o1) * out_h2",  # formulas are checked as formulas
}
report = check_claims(documents.mazur(), homework)
print(report)

# An expression of one's own; partials by value or by name.
w, x, b = Value(0.5, "w"), Value(-1.2, "x"), Value(0.3, "b")
y = tanh(w * x + b).named("y")
own = check_partials(y, {w: "-1.098", "x": "w * (1 - y^2)", b: "0.085"})
print()
print(own)

# own.to_html("report.html") writes a page with every derivation, report.to_json() the same as data;
# report.raise_if_wrong() is for tests.

verdicts = [judgement.verdict.value for judgement in report]
assert verdicts == ["holds"] * 4 + ["wrong", "carried", "carried", "holds"]
assert report[4].explanations[0].factor == "dout_o1/dnet_o1"
assert [judgement.verdict.value for judgement in own] == ["holds", "holds", "wrong"]

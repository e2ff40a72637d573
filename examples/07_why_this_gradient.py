"""Why ∂E/∂w1 is 0.000438568: the chain rule through both outputs, every factor with its rule and its number.

`derive` gives the derivation as data; as a document it can be printed, or written as Markdown, LaTeX or HTML.
`wiggle` tries it out: w1 is really moved, and the change of the error is what the derivative predicts.
"""

from math import prod

from autograd import Detail, Manner, derive, document_of, wiggle
from nn import documents, walkthrough
from viz import to_latex, to_markdown

example = documents.mazur()
forward = example.run()
why = derive(forward.total, forward["w1"])
print(document_of(why, Manner(learning_rate=example.learning_rate)))

# The same as data: the first step is the whole, and each factor without a rule is opened by a later one.
for step in why.steps:
    terms = [" · ".join(f"{factor.value:.9f}" for factor in term) for term in step.terms]
    print(f"∂{step.of.name}/∂{step.by.name} = {' + '.join(terms)} = {step.value:.9f}")

whole, both_outputs, first, second = why.steps
print(derive(forward.total, forward["w5"], Detail.EXPANSION))

# Is it true? Move w1 a little, and look.
change = wiggle(forward.total, "w1", by=0.01)["E_total"]
print(f"w1 + 0.01: E_total changes by {change.true:.9f}; the derivative says {change.predicted:.9f}")

# The whole example, under the six training steps, for a page of one's own.
walk = walkthrough(example)
print(to_markdown(walk.document(decimals=4))[:300], "…")
print(to_latex(document_of(why)).count("\\partial"), "partials in LaTeX")

assert [round(factor.value, 9) for factor in whole.factors] == [0.036350306, 0.241300709, 0.05]
assert [round(factor.value, 9) for factor in both_outputs.factors] == [0.055399425, -0.019049118]
for part in (first, second):
    assert abs(prod(factor.value for factor in part.factors) - part.value) < 1e-16
assert round(why.value, 9) == 0.000438568
assert abs(change.true - 0.01 * why.value) < 1e-6 * abs(why.value)
assert round(walk.adaptations[0].new, 9) == 0.149780716

"""Means over several samples: what they are, what updates use, and the slips in them."""

import pytest

from nn import documents, train
from verify import Target, Verdict, Work, check_claims

XOR = Work.of_example(documents.build("xor"))
COUNT = 4


def by_samples(of, by):
    """∂of/∂by in each sample, from the engine itself."""
    found = []
    for place in range(COUNT):
        forward = documents.build("xor").run(place)
        forward.total.backward()
        found.append(forward[by].grad if by else forward[of].data)
    return found


def judged(target, number):
    return check_claims(XOR, {target: number})[0]


@pytest.mark.parametrize("by", ["", "w1", "w5", "b3"])
def test_a_mean_is_that_of_the_numbers_of_all_samples(by):
    mean = sum(by_samples("E", by)) / COUNT
    target = f"mean dE/d{by}" if by else "mean E"
    assert XOR.true(Target("E", by=by, is_mean=True)) == pytest.approx(mean, rel=1e-12)
    assert judged(target, f"{mean:.6f}").verdict is Verdict.HOLDS
    assert judged(target, f"{mean + 0.01:.6f}").verdict is Verdict.WRONG


def test_a_wrong_mean_is_not_called_one_of_what_does_not_feed_it():
    assert "does not feed" not in judged("mean dE/dw1", "0.0025").remark
    assert "w1 does not feed h2" in judged("mean dh2/dw1", "0.0025").remark


@pytest.mark.parametrize("weight", ["w1", "w4", "w5", "b1"])
def test_weights_of_several_samples_are_updated_by_the_mean_as_training_does(weight):
    new = train(documents.build("xor"), 1).new.weights[weight]
    assert judged(f"{weight}+", f"{new:.7f}").verdict is Verdict.HOLDS


def test_the_mean_after_a_step_is_that_of_the_training():
    error = train(documents.build("xor"), 1).new.error
    assert judged("mean E after 1 step", f"{error:.7f}").verdict is Verdict.HOLDS


SLIPS = {
    "not divided by 4": sum,
    "sample 2 is forgotten": lambda each: (sum(each) - each[1]) / COUNT,
    "all samples but 2": lambda each: (sum(each) - each[1]) / (COUNT - 1),
    "sample 3 alone": lambda each: each[2],
    "the sign of sample 1": lambda each: (sum(each) - 2 * each[0]) / COUNT,
    "the sign of the whole": lambda each: -sum(each) / COUNT,
}


@pytest.mark.parametrize("said", SLIPS)
def test_a_slip_in_a_mean_is_named_in_gradients_and_in_updates(said):
    gradient = SLIPS[said](by_samples("E", "w5"))
    assert said in judged("mean dE/dw5", f"{gradient:.8f}").explanations[0].text
    updated = documents.build("xor").run(0)["w5"].data - 1.0 * gradient
    told = "η · gradient is added" if said == "the sign of the whole" else said
    assert told in judged("w5+", f"{updated:.8f}").explanations[0].text


def test_one_slip_in_each_sample_is_named():
    example, gradient = documents.build("xor"), 0.0
    for place in range(COUNT):
        forward = example.run(place)
        gradient += (forward["Y"].data - forward["d"].data) * forward["h1"].data / COUNT  # without ∂Y/∂s_Y
    text = judged("mean dE/dw5", f"{gradient:.8f}").explanations[0].text
    assert text == "this is the value you get if in each sample the factor ∂Y/∂s_Y is left out"


def test_an_update_by_a_claimed_mean_is_carried_on():
    report = check_claims(XOR, {"mean dE/dw5": "0.05", "w5+": "-0.46"})
    assert [judgement.verdict for judgement in report] == [Verdict.WRONG, Verdict.CARRIED]


@pytest.mark.parametrize(
    ("work", "target", "claim", "said"),
    [
        (XOR, "mean dE/dw5", "-(d - Y)*h1", "claim a number"),
        (XOR, "w5+", "w5 - eta*(d - Y)", "claim a number"),
        (XOR, "mean dE/dw5", lambda w5: w5, "claim a number"),
        (XOR, "mean w5+", "0.4", "a mean is that of a node or of a partial"),
        (XOR, "mean mean E", "0.4", "a mean is that of a node or of a partial"),
        (Work.of_example(documents.mazur()), "mean dE/dw5", "0.4", "there is one sample here"),
    ],
)  # fmt: skip
def test_what_has_no_mean_is_unreadable(work, target, claim, said):
    judgement = check_claims(work, {target: claim})[0]
    assert judgement.verdict is Verdict.UNREADABLE
    assert said in judgement.remark

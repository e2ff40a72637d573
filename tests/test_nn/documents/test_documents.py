"""The worked examples against true numbers (fifty-digit arithmetic) and against what the documents print."""

import re

import pytest

from autograd import topological_order
from nn import Network, Order, documents, train
from nn.example import Example

RELATIVE = 1e-12


def close(ours, true, relative=RELATIVE):
    assert ours == pytest.approx(true, rel=relative, abs=0)


def backward(example):
    forward = example.run()
    forward.total.backward()
    return forward


# ------------------------------------------------------------------------------- 1. the 2-2-2 network

NETS = {"h1": 0.3775, "h2": 0.3925, "o1": 1.1059059670597702, "o2": 1.2249214040964655}
OUTS = {"h1": 0.5932699921071872, "h2": 0.596884378259767, "o1": 0.7513650695523157, "o2": 0.7729284653214626}
SLOPES = {"h1": 0.24130070857232522, "h2": 0.24061341724921836, "o1": 0.18681560180895948, "o2": 0.1755100528172712}
BY_OUT = {"h1": 0.036350306393144675, "h2": 0.04137032264874472, "o1": 0.7413650695523157, "o2": -0.2170715346785374}
BY_NET = {
    "h1": 0.008771354689486935,
    "h2": 0.009954254705217202,
    "o1": 0.13849856162855698,
    "o2": -0.038098236516556215,
}
BY_WEIGHT = {
    "w1": 0.00043856773447434674, "w2": 0.0008771354689486935, "w3": 0.0004977127352608601,
    "w4": 0.0009954254705217202, "w5": 0.08216704056423078, "w6": 0.08266762784753326,
    "w7": -0.02260254047747506, "w8": -0.022740242215978212, "b1": 0.018725609394704135, "b2": 0.10040032511200075,
}  # fmt: skip
AFTER = {
    "w1": 0.14978071613276284, "w2": 0.19956143226552564, "w3": 0.24975114363236958, "w4": 0.29950228726473915,
    "w5": 0.3589164797178846, "w6": 0.4086661860762334, "w7": 0.5113012702387375, "w8": 0.5613701211079891,
}  # fmt: skip


@pytest.mark.parametrize("neuron", NETS)
def test_mazur_neurons(neuron):
    forward = backward(documents.mazur())
    net, out = forward[f"net_{neuron}"], forward[f"out_{neuron}"]
    close(net.data, NETS[neuron])
    close(out.data, OUTS[neuron])
    close(out.local_derivatives[0], SLOPES[neuron])
    close(out.grad, BY_OUT[neuron])
    close(net.grad, BY_NET[neuron])


def test_mazur_errors():
    forward = backward(documents.mazur())
    close(forward["E_o1"].data, 0.27481108317615494)
    close(forward["E_o2"].data, 0.023560025583847736)
    close(forward["E_total"].data, 0.29837110876000267)
    assert forward["E"] is forward.total


@pytest.mark.parametrize(("error", "true"), [("E_o1", 0.055399424651422786), ("E_o2", -0.019049118258278108)])
def test_mazur_partials_of_one_error(error, true):
    forward = documents.mazur().run()
    forward[error].backward()
    close(forward["out_h1"].grad, true)


@pytest.mark.parametrize("weight", BY_WEIGHT)
def test_mazur_gradients(weight):
    close(backward(documents.mazur())[weight].grad, BY_WEIGHT[weight])


def test_mazur_shares_its_biases():
    forward = documents.mazur().run()
    biases = [value for value in topological_order(forward.total) if value.name in ("b1", "b2")]
    assert len(biases) == 2


def test_mazur_after_one_step():
    history = train(documents.mazur())
    assert history.new.weights.keys() == AFTER.keys()
    for name, true in AFTER.items():
        close(history.new.weights[name], true)
    close(history.new.error, 0.29102777369359933)


def test_mazur_with_trained_biases():
    example = documents.mazur()
    trained = Example(**{**vars(example), "trained": (*example.trained, "b1", "b2")})
    history = train(trained)
    close(history.new.error, 0.2857508866992965)
    close(history.new.weights["b1"], 0.3406371953026479)
    close(history.new.weights["b2"], 0.5497998374439996)


def test_mazur_with_one_trained_bias_per_neuron():
    example = documents.mazur()
    plan = [
        [("h1", ["w1", "w2"], "b_h1"), ("h2", ["w3", "w4"], "b_h2")],
        [("o1", ["w5", "w6"], "b_o1"), ("o2", ["w7", "w8"], "b_o2")],
    ]
    numbers = {parameter.name: parameter.data for parameter in example.network.parameters()}
    numbers |= {"b_h1": 0.35, "b_h2": 0.35, "b_o1": 0.60, "b_o2": 0.60}
    network = Network.planned(plan, numbers, input_names=["i1", "i2"])
    names = (*example.trained, "b_h1", "b_h2", "b_o1", "b_o2")
    history = train(Example(**{**vars(example), "network": network, "trained": names}))
    close(history.new.error, 0.28047144679143016)


def test_mazur_after_ten_thousand_steps():
    history = train(documents.mazur(), 10_000)
    close(history.new.outputs["out_o1"], 0.01591362044355068, 1e-9)
    close(history.new.outputs["out_o2"], 0.9840642735146238, 1e-9)
    close(history.new.error, 3.510187782978859e-05, 1e-9)


def test_the_slides_end_results_come_from_updating_the_output_layer_first():
    once = train(documents.mazur(), order=Order.OUTPUT_FIRST)
    close(once.new.error, 0.29102792390544197)
    long = train(documents.mazur(), 10_000, order=Order.OUTPUT_FIRST)
    close(long.new.outputs["out_o1"], 0.0159121963260343, 1e-9)
    close(long.new.outputs["out_o2"], 0.9840657344856291, 1e-9)


# ------------------------------------------------------------------------------ 2. one sigmoid neuron


def test_lecture_neuron():
    forward = backward(documents.lecture_neuron())
    close(forward["s"].data, 1.94)
    close(forward["y"].data, 0.8743521434846543)
    close(forward["E"].data, 0.35646527110356513)
    close(forward["y"].grad, 0.8443521434846544)
    close(forward["y"].local_derivatives[0], 0.10986047266844477)
    close(forward["w1"].grad, 0.009276092558183863)
    close(forward["w2"].grad, 0.027828277674551587)
    close(forward["b"].grad, 0.09276092558183863)
    new = train(documents.lecture_neuron()).new.weights
    close(new["w1"], 0.49990723907441814)
    close(new["w2"], 0.1997217172232545)


# ------------------------------------------------------------------------------- 3. the 2-2-1 network

HIDDEN = {
    "W1": (-0.0004603222946286273, 0.5000046032229463),
    "W2": (-0.001380966883885882, 0.10001380966883885),
    "W3": (0.0007309363495692674, 0.6199926906365043),
    "W4": (0.002192809048707802, 0.19997807190951292),
    "W5": (0.060211868586832355, -0.20060211868586833),
    "W6": (0.04927104965866541, 0.2995072895034133),
}


def test_lecture_hidden():
    forward = backward(documents.lecture_hidden())
    close(forward["h1_in"].data, 0.48)
    close(forward["h1_out"].data, 0.617747874769249)
    close(forward["h2_in"].data, 0.022)
    close(forward["h2_out"].data, 0.5054997781774029)
    close(forward["out_in"].data, 1.8581003584993712)
    close(forward["out_out"].data, 0.8650753756786712)
    close(forward["E"].data, 0.3486754415324369)
    close(forward["out_out"].grad, 0.8350753756786712)
    close(forward["out_out"].local_derivatives[0], 0.11671997007307708)
    new = train(documents.lecture_hidden()).new.weights
    assert new.keys() == HIDDEN.keys()
    for name, (gradient, after) in HIDDEN.items():
        close(forward[name].grad, gradient)
        close(new[name], after)


# -------------------------------------------------------------------- what the documents print


def true_number(name, target):
    """Resolve ``net_h1``, ``dA/dB``, ``w5+`` and ``X after K steps`` with the engine."""
    example = documents.build(name)
    if match := re.fullmatch(r"(\w+) after (\d+) steps?", target):
        return lambda order: after(train(example, int(match[2]), order=order), match[1])
    if target.endswith("+"):
        return lambda order: train(example, order=order).new.weights[target[:-1]]
    forward = example.run()
    if match := re.fullmatch(r"d(\w+)/d(\w+)", target):
        forward[match[1]].backward()
        return lambda order: forward[match[2]].grad
    return lambda order: forward[target].data


def after(history, name):
    return {**history.new.outputs, "E_total": history.new.error}[name]


PRINTED = [
    (name, printed)
    for name in ("mazur", "lecture_neuron", "lecture_hidden")
    for printed in documents.build(name).printed
]


@pytest.mark.parametrize(("name", "printed"), PRINTED, ids=[f"{n} {p.where} {p.target}" for n, p in PRINTED])
def test_printed_numbers_agree_to_their_digits_except_where_a_reason_stands(name, printed):
    number = true_number(name, printed.target)
    assert printed.agrees_with(number(printed.order)) == (printed.why == "")
    if printed.order is not Order.TOGETHER:
        assert not printed.agrees_with(number(Order.TOGETHER))


def test_the_documents_print_what_is_listed():
    """Spot checks against the documents themselves: the digits, and how many numbers there are."""
    texts = {(p.where, p.target): p.text for _, p in PRINTED}
    assert texts["notes a, backward pass", "dE_o2/dout_h1"] == "-0.019049119"
    assert texts["notes b, forward pass", "net_o2"] == "1.2243"
    assert texts["lecture, hidden layer", "W5+"] == "-0.20618"
    assert texts["slides", "E_total after 1 step"] == "0.291027924"
    assert len(PRINTED) == 48 + 11 + 31


# -------------------------------------------------------------------------------------- other numbers


def test_other_numbers_make_another_example_and_nothing_is_printed_about_it():
    example = documents.mazur(w5=0.9, i1=0.3)
    forward = example.run()
    assert forward["w5"].data == 0.9
    assert forward["i1"].data == 0.3
    close(forward["net_h1"].data, 0.15 * 0.3 + 0.2 * 0.1 + 0.35)
    assert example.printed == ()
    assert documents.mazur().run()["w5"].data == 0.4


def test_unknown_names_are_refused_with_the_nearest():
    with pytest.raises(ValueError, match="did you mean mazur"):
        documents.build("mazr")
    with pytest.raises(ValueError, match="mazur has no number 'w9'; did you mean"):
        documents.mazur(w9=1)
    with pytest.raises(TypeError, match="is not a number"):
        documents.mazur(w5="0.9")


def test_an_alias_makes_the_same_example():
    assert documents.build("2-2-2").name == "mazur"


def test_every_example_has_its_name_a_title_and_a_source():
    for name, maker in documents.EXAMPLES.items():
        example = maker()
        assert documents.build(example.name).name == example.name
        assert example.title
        assert example.source
        assert name == example.name or documents.EXAMPLES[example.name] is maker


# ----------------------------------------------------------------- the same weights, numbered by source

RENUMBERED = {"w1": "w1", "w2": "w3", "w3": "w2", "w4": "w4", "w5": "w5", "w6": "w7", "w7": "w6", "w8": "w8"}


def test_numbered_by_source_the_weights_leave_where_their_numbers_say():
    example = documents.mazur_by_source()
    ends = {
        weight.name: f"{source}→{neuron.name}"
        for layer, sources in zip(example.network.layers, (["i1", "i2"], ["h1", "h2"]), strict=True)
        for neuron in layer.neurons
        for source, weight in zip(sources, neuron.weights, strict=True)
    }
    assert ends == {
        "w1": "i1→h1", "w2": "i1→h2", "w3": "i2→h1", "w4": "i2→h2",
        "w5": "h1→o1", "w6": "h1→o2", "w7": "h2→o1", "w8": "h2→o2",
    }  # fmt: skip
    forward = example.run()
    assert [forward[name].data for name in ("w2", "w3", "w6", "w7")] == [0.25, 0.20, 0.50, 0.45]


def test_numbered_by_source_every_connection_has_the_same_gradient_and_update():
    example = documents.mazur_by_source()
    forward, other = backward(example), backward(documents.mazur())
    assert forward.total.data == other.total.data
    close(forward.total.data, 0.29837110876000267)
    new = train(example).new.weights
    for name, theirs in RENUMBERED.items():
        assert forward[name].grad == other[theirs].grad
        close(forward[name].grad, BY_WEIGHT[theirs])
        close(new[name], AFTER[theirs])
    assert example.printed == ()


def test_numbered_by_source_other_numbers_can_be_given():
    assert documents.mazur_by_source(w2=0.9).network.layers[0].neurons[1].weights[0].data == 0.9
    with pytest.raises(ValueError, match="mazur_by_source has no number 'w9'"):
        documents.mazur_by_source(w9=1)

"""Threshold units of the lecture, by hand; the network that learns XOR."""

import pytest

from nn import documents, train

LINES = [(1, 1), (1, 0), (0, 1), (0, 0)]

BY_HAND = {  # sums − threshold, then outs, for each line of the truth table
    "and_gate": {"s": (0, -1, -1, -2), "Y": (1, 0, 0, 0)},
    "or_gate": {"s": (2, 0, 0, -2), "Y": (1, 1, 1, 0)},
    "xor_gate": {
        "s_h1": (1, 0, 0, -1), "h1": (1, 1, 1, 0),
        "s_h2": (0, -1, -1, -2), "h2": (1, 0, 0, 0),
        "s_Y": (-1, 0, 0, -1), "Y": (0, 1, 1, 0),
    },
}  # fmt: skip


@pytest.mark.parametrize("name", BY_HAND)
def test_every_sum_and_out_of_a_gate_is_what_a_hand_finds(name):
    gate = documents.build(name)
    for value, numbers in BY_HAND[name].items():
        assert tuple(gate.run(place)[value].data for place in range(4)) == numbers


@pytest.mark.parametrize("name", BY_HAND)
def test_the_truth_table_stands_in_the_lectures_order_with_what_is_wanted(name):
    gate = documents.build(name)
    assert [line.inputs for line in gate.table] == LINES
    assert tuple(line.targets[0] for line in gate.table) == BY_HAND[name]["Y"]
    assert gate.samples is gate.table


def test_a_gate_has_no_targets_and_no_error():
    forward = documents.xor_gate().run(1)
    assert (forward.targets, forward.errors, forward.total) == ((), (), None)
    assert [value.name for value in forward.inputs] == ["x1", "x2"]


def test_xor_is_connected_as_the_lecture_numbers_it():
    """s1 = b1 + x1·w1 + x2·w3, s2 = b2 + x1·w2 + x2·w4, s3 = b3 + s1·w5 + s2·w6."""
    for example in (documents.xor_gate(), documents.xor()):
        forward = example.run()
        feeds = {name: [v.name for v in forward[name].parents] for name in ("s_h1", "s_h2", "s_Y")}
        assert feeds == {
            "s_h1": ["w1", "x1", "w3", "x2", "b1"],
            "s_h2": ["w2", "x1", "w4", "x2", "b2"],
            "s_Y": ["w5", "h1", "w6", "h2", "b3"],
        }


def test_other_numbers_change_what_comes_out_and_not_what_is_wanted():
    gate = documents.and_gate(b=-0.5)
    assert [gate.run(place)["Y"].data for place in range(4)] == [1, 1, 1, 0]
    assert gate.table == documents.and_gate().table


@pytest.mark.parametrize("name", ["and_gate", "xor_gate", "xor"])
@pytest.mark.parametrize("number", ["x1", "x2", "d"])
def test_inputs_and_targets_of_several_samples_cannot_be_given(name, number):
    with pytest.raises(ValueError, match=f"^{number} has another number in each sample of {name}.* given for .*w1"):
        documents.build(name, {number: 1})


def test_unknown_numbers_of_a_gate_are_refused_with_the_nearest():
    with pytest.raises(ValueError, match="or_gate has no number 'w3'; did you mean w2 or w1"):
        documents.or_gate(w3=1)


def test_samples_are_counted_from_0():
    for example in (documents.or_gate(), documents.xor()):
        assert [value.data for value in example.run(3).inputs] == [0, 0]
        for place in (4, -1):
            with pytest.raises(ValueError, match=rf"has no sample {place}; its samples are 0 to 3\."):
                example.run(place)


# ---------------------------------------------------------------------------------- xor that learns


def weights(example):
    return [parameter.data for parameter in example.network.parameters()]


def test_xor_has_four_samples_and_trains_all_nine_parameters():
    example = documents.xor()
    assert [(sample.inputs, sample.targets) for sample in example.samples] == [
        (line, (wanted,)) for line, wanted in zip(LINES, (0, 1, 1, 0), strict=True)
    ]
    assert sorted(example.trained) == sorted(parameter.name for parameter in example.network.parameters())
    assert len(example.trained) == 9


def test_xor_has_the_same_weights_for_the_same_seed_and_others_for_another():
    assert weights(documents.xor(7)) == weights(documents.xor(7)) == weights(documents.build("xor", {"seed": 7.0}))
    assert weights(documents.xor(7)) != weights(documents.xor(8))


def test_xor_takes_single_weights_by_name_and_leaves_the_others():
    plain, other = documents.xor(3).run(), documents.xor(3, w5=0.25).run()
    assert other["w5"].data == 0.25
    assert all(other[name].data == plain[name].data for name in documents.xor().trained if name != "w5")


@pytest.mark.parametrize("seed", [0.5, -1, float("nan"), float("inf")])
def test_a_seed_that_is_not_a_whole_number_is_refused(seed):
    with pytest.raises(ValueError, match="it must be a whole number of 0 or more"):
        documents.xor(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_xor_is_learned_from_ten_seeds_by_plain_gradient_descent(seed):
    example = documents.xor(seed)
    history = train(example, 20_000, until=0.01)
    assert history.reached
    assert [round(outs["Y"]) for outs in history.new.outputs_of] == [0, 1, 1, 0]

"""Programs written for other engines, of which only the imports change: the same losses to twelve digits."""

import math
from pathlib import Path
from types import ModuleType

import pytest

import autograd
import nn
from autograd import Value

PORTS = Path(__file__).parent / "ports"
MICROGRAD = {"from autograd import": "from micrograd.engine import", "from nn import": "from micrograd.nn import"}
REFERENCE = {"from autograd import": "from ports.reference import"}
HERE: dict[str, str] = {}


def run(program, imports):
    """The program as a module, with other imports."""
    text = (PORTS / f"{program}.py").read_text("utf-8")
    for ours, theirs in imports.items():
        text = text.replace(ours, theirs)
    module = ModuleType(program)
    exec(compile(text, program, "exec"), vars(module))
    return module


def agree(ours, theirs):
    assert len(ours) == len(theirs)
    for one, other in zip(ours, theirs, strict=True):
        assert math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-15), (one, other)


@pytest.mark.parametrize("program", ["expression", "neurons"])
def test_expressions_and_neurons_have_the_numbers_of_micrograd(program):
    agree(run(program, HERE).numbers(), run(program, MICROGRAD).numbers())


def test_a_walk_over_prev_and_op_draws_the_picture_of_micrograd():
    ours, theirs = run("graph_walk", HERE), run("graph_walk", MICROGRAD)
    assert ours.drawing() == theirs.drawing()
    assert ours.depth(ours.output()) == theirs.depth(theirs.output()) > 3


def test_two_moons_are_told_apart_with_the_losses_of_micrograd():
    losses, right = run("two_moons", HERE).trained()
    its_losses, its_right = run("two_moons", MICROGRAD).trained()
    agree(losses, its_losses)
    assert losses[-1] < losses[0] / 2
    assert right == its_right > 0.8


@pytest.mark.parametrize("program", ["character_mlp", "attention"])
def test_models_of_letters_have_the_losses_of_the_reference(program):
    losses, parameters = run(program, HERE).trained()
    its_losses, its_parameters = run(program, REFERENCE).trained()
    agree(losses, its_losses)
    agree(parameters, its_parameters)
    assert losses[-1] < losses[0]


def test_the_programs_really_ran_on_other_engines():
    for imports in (MICROGRAD, REFERENCE):
        assert run("two_moons" if "from nn import" in imports else "attention", imports).Value is not Value
    assert run("two_moons", HERE).MLP is nn.MLP
    assert run("attention", HERE).Value is autograd.Value
    assert (PORTS / "reference.py").read_text("utf-8").count("\n") <= 60

"""Files of parameters and checkpoints: what is written comes back bit for bit, and nothing else is taken."""

import io
import json
import random
import re
import signal
import struct
import zipfile
from functools import partial

import numpy as np
import pytest

from autograd import ReadError, sigmoid
from nn import MLP, Example, GradientDescent, Layer, Neuron, Order, Parameter, documents, train
from nn.datasets import blobs, xor_table
from nn.losses import binary_cross_entropy
from nn.training.files import LARGEST_ENTRY, LARGEST_FILE, load_parameters, save_parameters
from nn.training.optimizers import Adam, Momentum


def numbers(module):
    return {parameter.name: parameter.data for parameter in module.parameters()}


def module(**weights):
    """One neuron with parameters of these names."""
    own = [Parameter(number, name) for name, number in weights.items()]
    return Neuron(own[:-1], own[-1], name="o1")


def refused(path, message, into=None):
    """Loading says this and changes nothing."""
    into = into or module(w1=0.25, b1=0.5)
    before = numbers(into)
    with pytest.raises(ReadError, match=message):
        load_parameters(into, path)
    assert numbers(into) == before


def npz(path, **entries):
    """Write arrays under these names with NumPy itself."""
    np.savez(path, allow_pickle=True, **{key.replace("__", "/"): entry for key, entry in entries.items()})
    return path


SCHEMA = np.array("chainrule.parameters/1")


# ---------------------------------------------------------------------------------------------- parameters


@pytest.mark.parametrize("number", [0.1, -0.0, 1e308, 5e-324, 2 / 3])
def test_a_number_comes_back_bit_for_bit(number, tmp_path):
    save_parameters(module(w1=number, b1=1.0), tmp_path / "w.npz")
    into = module(w1=0.25, b1=0.5)
    load_parameters(into, tmp_path / "w.npz")
    assert struct.pack("d", into.weights[0].data) == struct.pack("d", number)


HOSTILE = ["w/1", "../w", "a\0b", "w\nx", "ünïcødé", "\u202ew", "lone \ud800", "%2F", " ", "w.npy", "CON", "x" * 5000]


def test_any_name_comes_back(tmp_path):
    weights = [Parameter(float(place), name) for place, name in enumerate(HOSTILE)]
    save_parameters(Neuron(weights, Parameter(0.5, "b")), tmp_path / "w.npz")
    fresh = [Parameter(-1.0, name) for name in HOSTILE]
    load_parameters(Neuron(fresh, Parameter(-1.0, "b")), tmp_path / "w.npz")
    assert [parameter.data for parameter in fresh] == [float(place) for place in range(len(HOSTILE))]
    assert [path.name for path in tmp_path.iterdir()] == ["w.npz"]


def test_numpy_reads_the_file_without_pickle(tmp_path):
    save_parameters(documents.mazur().network, tmp_path / "w.npz")
    with np.load(tmp_path / "w.npz", allow_pickle=False) as archive:
        assert archive["parameter/w5"] == 0.4
        assert str(archive["schema"]) == "chainrule.parameters/1"


def test_the_same_parameters_make_the_same_bytes(tmp_path):
    first = save_parameters(documents.mazur().network, tmp_path / "a.npz").read_bytes()
    assert save_parameters(documents.mazur().network, tmp_path / "b.npz").read_bytes() == first


def test_parameters_need_names_of_their_own(tmp_path):
    for names, message in ((("w", "w"), "two parameters are named 'w'"), (("w", None), "has no name")):
        twice = Neuron([Parameter(1.0, names[0])], Parameter(1.0, names[1]))
        with pytest.raises(ValueError, match=message):
            save_parameters(twice, tmp_path / "w.npz")
        with pytest.raises(ValueError, match=message):
            load_parameters(twice, tmp_path / "w.npz")
    shared = Parameter(1.0, "b")
    save_parameters(Layer([Neuron([Parameter(1.0, f"w{n}")], shared) for n in range(2)]), tmp_path / "w.npz")


def test_what_cannot_be_written_leaves_what_was_there(tmp_path):
    path = save_parameters(module(w1=0.1, b1=0.2), tmp_path / "w.npz")
    before = path.read_bytes()
    with pytest.raises(ValueError, match="w1 is nan, so nothing is written"):
        save_parameters(module(w1=float("nan"), b1=0.2), path)
    with pytest.raises(ValueError, match="too long for a file"):
        save_parameters(module(**{"é" * 20_000: 1.0, "b1": 0.2}), path)
    with pytest.raises(OSError, match="No such file"):
        save_parameters(module(w1=0.1, b1=0.2), tmp_path / "nowhere" / "w.npz")
    assert path.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["w.npz"]


def test_a_file_of_other_parameters_is_refused_with_all_their_names(tmp_path):
    path = npz(
        tmp_path / "w.npz", schema=SCHEMA, parameter__w1=np.array([1.0, 2.0]), parameter__w7=np.array(1.0)
    )  # fmt: skip
    refused(path, "missing: w2, b1; unexpected: w7; not one number: w1", module(w1=0.1, w2=0.2, b1=0.3))


@pytest.mark.parametrize("entry", [np.array(1), np.array(1.0, "f4"), np.array(True), np.array("1.0"), np.array(1j)])
def test_a_parameter_is_a_float_of_64_bits(entry, tmp_path):
    refused(
        npz(tmp_path / "w.npz", schema=SCHEMA, parameter__w1=entry, parameter__b1=np.array(1.0)), "not one number: w1"
    )


def test_numbers_that_are_not_finite_are_refused(tmp_path):
    path = npz(tmp_path / "w.npz", schema=SCHEMA, parameter__w1=np.array(np.inf), parameter__b1=np.array(1.0))
    refused(path, "not finite: w1")


def test_a_pickle_is_never_loaded(tmp_path):
    class Bomb:
        def __reduce__(self):
            return print, ("boom",)

    path = npz(tmp_path / "w.npz", schema=SCHEMA, parameter__w1=np.array(Bomb(), object), parameter__b1=np.array(1.0))
    refused(path, r"holds Python objects at 'parameter/w1.npy'; they are never loaded")


@pytest.mark.parametrize("schema", ["chainrule.parameters/2", "chainrule.graph/1", "\u202e\0"])
def test_another_schema_is_refused(schema, tmp_path):
    refused(npz(tmp_path / "w.npz", schema=np.array(schema), parameter__w1=np.array(1.0)), "is a file of the schema")


def test_a_file_without_a_schema_is_refused(tmp_path):
    refused(npz(tmp_path / "w.npz", parameter__w1=np.array(1.0)), "is a file without a schema")
    np.save(tmp_path / "w.npy", np.array(1.0))
    refused(tmp_path / "w.npy", "is not a whole .npz file")


@pytest.mark.parametrize("content", [b"", b"w1 = 0.5", b"PK\x03\x04", bytes(1000), b"\x80\x04K\x01."])
def test_what_is_no_archive_is_refused(content, tmp_path):
    (tmp_path / "w.npz").write_bytes(content)
    refused(tmp_path / "w.npz", "is not a whole .npz file")


def test_a_file_cut_off_anywhere_is_refused(tmp_path):
    path = save_parameters(module(w1=0.1, b1=0.2), tmp_path / "w.npz")
    content = path.read_bytes()
    for length in range(0, len(content), 7):
        path.write_bytes(content[:length])
        refused(path, "is not a whole .npz file")


def test_a_missing_file_is_the_systems_own_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        load_parameters(module(w1=0.1, b1=0.2), tmp_path / "w.npz")


def archive(path, *entries, compression=zipfile.ZIP_STORED):
    with zipfile.ZipFile(path, "w", compression) as file:
        for name, content in entries:
            file.writestr(name, content)
    return path


def npy(array):
    content = io.BytesIO()
    np.save(content, array)
    return content.getvalue()


def test_an_archive_that_unpacks_to_more_than_a_number_is_refused(tmp_path):
    bomb = ("parameter/w1.npy", bytes(LARGEST_ENTRY + 1))
    path = archive(tmp_path / "w.npz", ("schema.npy", npy(SCHEMA)), bomb, compression=zipfile.ZIP_DEFLATED)
    assert path.stat().st_size < LARGEST_ENTRY / 100
    refused(path, "more than a number or a text takes")


def header(kind, shape):
    """The beginning of an array that goes on for as long as it says."""
    content = io.BytesIO()
    np.lib.format.write_array_header_1_0(content, {"descr": kind, "fortran_order": False, "shape": shape})
    return content.getvalue()


def test_an_array_that_claims_to_be_huge_is_never_built(tmp_path):
    entries = [("schema.npy", npy(SCHEMA)), ("parameter/b1.npy", npy(np.array(1.0)))]
    huge = ("parameter/w1.npy", header("<f8", (10**9, 10**9)) + bytes(8))
    refused(archive(tmp_path / "w.npz", *entries, huge), "not one number: w1")
    wide = ("parameter/w1.npy", header("<U500000000", ()) + bytes(8))
    refused(archive(tmp_path / "w.npz", *entries, wide), "not a whole .npz file")


def test_a_file_too_large_to_be_parameters_is_not_read(tmp_path):
    with open(tmp_path / "w.npz", "wb") as file:
        file.truncate(LARGEST_FILE + 1)
    refused(tmp_path / "w.npz", "is larger than 64 MiB")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_entry_that_stands_twice_is_refused(tmp_path):
    entry = ("parameter/w1.npy", npy(np.array(1.0)))
    refused(archive(tmp_path / "w.npz", ("schema.npy", npy(SCHEMA)), entry, entry), "two entries of one name")


def test_a_compression_that_numpy_does_not_use_is_refused(tmp_path):
    refused(archive(tmp_path / "w.npz", ("a.npy", b"a"), compression=zipfile.ZIP_LZMA), "compressed in a way")


def test_damaged_files_are_refused_or_read_and_nothing_else(tmp_path):
    """Bytes changed, left out and repeated at random, in a file and in the headers that its checksums hide."""
    rng = random.Random(0)
    whole = save_parameters(module(w1=0.1, b1=0.2), tmp_path / "w.npz").read_bytes()
    for round_ in range(600):
        if round_ % 2:
            content = damaged(whole, rng)
        else:
            one = io.BytesIO()
            entry = damaged(npy(np.array(1.0)), rng)
            archive(
                one, ("schema.npy", npy(SCHEMA)), ("parameter/w1.npy", entry), ("parameter/b1.npy", npy(np.array(1.0)))
            )
            content = one.getvalue()
        (tmp_path / "w.npz").write_bytes(content)
        try:
            load_parameters(module(w1=0.25, b1=0.5), tmp_path / "w.npz")
        except ReadError:
            continue


def damaged(content, rng):
    changed = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 5))):
        place = rng.randrange(len(changed))
        kind = rng.randrange(3)
        if kind == 0:
            changed[place] = rng.choice((0, 255, rng.randrange(256), rng.choice(b"(){}[],:'<>0123456789OUfi")))
        elif kind == 1:
            del changed[place : place + rng.randrange(1, 9)]
        else:
            changed[place:place] = changed[place : place + rng.randrange(1, 9)]
    return bytes(changed)


# --------------------------------------------------------------------------------------------- checkpoints


def xor():
    return of(xor_table(), MLP(2, [2, 1], sigmoid, sigmoid, rng=random.Random(0)), "xor")


def three_blobs():
    return of(blobs(10), MLP(2, [2, 3], sigmoid, sigmoid, rng=random.Random(0)), "blobs")


def of(samples, network, name):
    trained = tuple(parameter.name for parameter in network.parameters())
    return Example(name, name, "here", network, samples, 0.3, trained)


@pytest.mark.parametrize("optimizer", [GradientDescent, Momentum, Adam])
@pytest.mark.parametrize(("make", "batch"), [(xor, None), (xor, 2), (three_blobs, 3), (documents.mazur, None)])
def test_a_resumed_training_is_bit_for_bit_one_that_was_never_stopped(optimizer, make, batch, tmp_path):
    path = tmp_path / "c.npz"
    settings = {"optimizer": optimizer, "batch": batch, "seed": 5}
    whole = train(make(), 60, **settings)
    half = train(make(), 25, checkpoint=path, **settings)
    rest = train(make(), 60, resume=path, **settings)
    assert rest.new == whole.new
    assert half.errors[:-1] + rest.errors == whole.errors
    assert (rest.steps, rest.resumed_at, whole.resumed_at) == (60, 25, 0)
    assert rest.old == half.new


@pytest.mark.parametrize("optimizer", ["adam", 3])
def test_an_optimizer_that_is_none_is_refused(optimizer):
    with pytest.raises(TypeError, match=r"give a kind of optimizer, such as nn\.Momentum or nn\.Adam"):
        train(xor(), 1, optimizer=optimizer)


def test_output_first_with_momentum_resumes_too(tmp_path):
    settings = {"order": Order.OUTPUT_FIRST, "optimizer": Momentum}
    whole = train(documents.mazur(), 9, **settings)
    train(documents.mazur(), 4, checkpoint=tmp_path / "c.npz", **settings)
    assert train(documents.mazur(), 9, resume=tmp_path / "c.npz", **settings).new == whole.new


def test_nothing_is_left_to_do_at_the_checkpoints_own_step(tmp_path):
    done = train(xor(), 5, checkpoint=tmp_path / "c.npz")
    again = train(xor(), 5, resume=tmp_path / "c.npz")
    assert (again.new, again.steps, again.errors) == (done.new, 5, (done.new.error,))
    with pytest.raises(ValueError, match=r"has 5 steps behind it; steps is 4 in all"):
        train(xor(), 4, resume=tmp_path / "c.npz")


def test_a_checkpoint_is_written_every_so_many_steps_and_at_the_end(tmp_path):
    path = tmp_path / "c.npz"
    written = {}

    def look(taken, _):
        if path.exists():
            with np.load(path) as archive:
                written[taken] = json.loads(str(archive["training"]))["steps"]

    train(xor(), 7, checkpoint=path, every=3, progress=look)
    assert written == {3: 3, 4: 3, 5: 3, 6: 6, 7: 6}
    assert train(xor(), 7, resume=path).resumed_at == 7


def test_ctrl_c_leaves_a_checkpoint_to_go_on_from(tmp_path):
    def press(taken, _):
        if taken == 11:
            signal.raise_signal(signal.SIGINT)

    stopped = train(xor(), 30, optimizer=Adam, checkpoint=tmp_path / "c.npz", progress=press)
    assert (stopped.steps, stopped.interrupted) == (11, True)
    rest = train(xor(), 30, optimizer=Adam, resume=tmp_path / "c.npz")
    assert rest.new == train(xor(), 30, optimizer=Adam).new


OTHER = {
    "example": lambda path: train(three_blobs(), 9, resume=path, optimizer=Momentum, batch=2),
    "optimizer": lambda path: train(xor(), 9, resume=path, optimizer=Adam, batch=2),
    "optimizer '<Momentum learning_rate=0.3,": lambda path: train(
        xor(), 9, resume=path, optimizer=Momentum, batch=2, learning_rate=0.1
    ),
    "optimizer '<Momentum": lambda path: train(
        xor(), 9, resume=path, optimizer=partial(Momentum, momentum=0.5), batch=2
    ),
    "loss": lambda path: train(
        Example(**{**vars(xor()), "loss": binary_cross_entropy}), 9, resume=path, optimizer=Momentum, batch=2
    ),
    "batches '2 samples, seed 0', not 'all": lambda path: train(xor(), 9, resume=path, optimizer=Momentum),
    "batches": lambda path: train(xor(), 9, resume=path, optimizer=Momentum, batch=2, seed=1),
    "samples": lambda path: train(
        Example(**{**vars(xor()), "samples": xor_table()[::-1]}), 9, resume=path, optimizer=Momentum, batch=2
    ),
}


@pytest.mark.parametrize("what", OTHER)
def test_a_checkpoint_of_another_training_is_refused(what, tmp_path):
    path = tmp_path / "c.npz"
    train(xor(), 3, checkpoint=path, optimizer=Momentum, batch=2)
    with pytest.raises(ReadError, match=re.escape(f"was written with {what}")):
        OTHER[what](path)


def test_a_refused_checkpoint_changes_nothing(tmp_path):
    train(xor(), 3, checkpoint=tmp_path / "c.npz")
    example = xor()
    example.network.layers[0].neurons[0].weights[0].name = "w9"
    other = Example(**{**vars(example), "trained": xor().trained[1:]})
    before = numbers(example.network)
    with pytest.raises(ReadError):
        train(other, 9, resume=tmp_path / "c.npz")
    assert numbers(example.network) == before


def test_parameters_load_from_a_checkpoint_but_no_training_from_parameters(tmp_path):
    done = train(xor(), 3, checkpoint=tmp_path / "c.npz", optimizer=Adam)
    example = xor()
    load_parameters(example.network, tmp_path / "c.npz")
    assert numbers(example.network) == dict(done.new.weights)
    save_parameters(example.network, tmp_path / "w.npz")
    with pytest.raises(ReadError, match=r"what is read here is chainrule\.checkpoint/1"):
        train(xor(), 9, resume=tmp_path / "w.npz")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"steps": -1, "settings": {}}', '{"steps": 1.5, "settings": {}}', "[" * 9999]
)
def test_a_checkpoint_says_which_training_it_belongs_to(text, tmp_path):
    path = npz(tmp_path / "c.npz", schema=np.array("chainrule.checkpoint/1"), training=np.array(text))
    with pytest.raises(ReadError, match="does not say which training it belongs to"):
        train(xor(), 9, resume=path)


def test_where_nothing_can_be_written_is_said_before_training(tmp_path):
    with pytest.raises(FileNotFoundError, match="no such folder"):
        train(xor(), 10, checkpoint=tmp_path / "nowhere" / "c.npz", progress=pytest.fail)
    unnamed = Example(**{**vars(xor()), "network": MLP(2, [2, 1]), "trained": ()})
    unnamed.network.layers[0].neurons[0].bias.name = None
    with pytest.raises(ValueError, match="has no name"):
        train(unnamed, 10, checkpoint=tmp_path / "c.npz", progress=pytest.fail)


def test_every_needs_a_checkpoint_and_a_number(tmp_path):
    with pytest.raises(ValueError, match="there is no file to write to"):
        train(xor(), 1, every=5)
    with pytest.raises(ValueError, match="every is 0"):
        train(xor(), 1, every=0, checkpoint=tmp_path / "c.npz")

"""``chainrule show`` and ``chainrule train``: the numbers of the documents, and what people type instead."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"


def test_show_prints_the_network_and_writes_two_pictures(command, tmp_path, golden):
    status, out, complaints = command("show", "mazur")
    assert (status, complaints) == (0, "")
    golden("show_mazur.txt", out)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mazur.png", "mazur.svg"]
    assert (tmp_path / "mazur.svg").read_text("utf-8") == (ROOT / "examples/mazur.svg").read_text("utf-8")
    last = out.splitlines()[-5:]
    assert last[0] == "Wrote mazur.svg and mazur.png."
    for line in last[2:]:  # each can be copied and run as it stands
        words = line.split()
        assert words[:3] == ["python", "-m", "chainrule"]
        assert command(*words[3:])[0] == 0


def test_show_prints_the_documents_numbers():
    """The golden text, by its independent source: what notes a print."""
    text = (GOLDEN / "show_mazur.txt").read_text("utf-8")
    for printed in (
        "0.593269992",
        "1.105905967",
        "0.75136507",
        "0.082167041",
        "0.000438568",
        "0.186815602",
        "0.298371109",
    ):
        assert printed in text


@pytest.mark.parametrize("words", [("show", "lecture_hidden"), ("show", "lecture_neuron"), ("train", "lecture_hidden")])
def test_other_examples(command, words, golden):
    status, out, complaints = command(*words)
    assert (status, complaints) == (0, "")
    golden(f"{'_'.join(words)}.txt", out)


def test_dot_of_the_2_2_2_network(command, tmp_path, golden):
    status, _, _ = command("show", "mazur", "-o", "mazur.dot")
    assert status == 0
    golden("mazur.dot", (tmp_path / "mazur.dot").read_text("utf-8"))


def test_show_without_a_name_lists_the_examples(command, tmp_path):
    status, out, _ = command("show")
    assert status == 0
    for name in ("mazur, 2-2-2", "lecture_neuron", "lecture_hidden"):
        assert name in out
    assert list(tmp_path.iterdir()) == []


def test_show_with_other_numbers(command, tmp_path):
    status, out, _ = command("show", "mazur", "w5=0.9", "i1=0.3", "-o", "x.svg")
    assert status == 0
    assert "i1 = 0.3" in out
    assert re.search(r"w5 +h1 → o1 +0\.9 ", out)
    assert "▸" not in out
    assert [path.name for path in tmp_path.iterdir()] == ["x.svg"]


@pytest.mark.parametrize("suffix", ["svg", "png", "dot", "gv"])
def test_the_suffix_says_what_to_write(command, suffix, tmp_path):
    assert command("show", "2-2-2", "-o", f"x.{suffix}")[0] == 0
    begins = {"svg": b"<svg", "png": b"\x89PNG"}.get(suffix, b"// draw with")
    assert (tmp_path / f"x.{suffix}").read_bytes().startswith(begins)


@pytest.mark.parametrize("stage", ["structure", "weights", "forward", "backward"])
def test_stages_reach_picture_and_tables(command, stage, tmp_path):
    status, out, _ = command("show", "mazur", "--stage", stage, "-o", "x.svg")
    assert status == 0
    picture = (tmp_path / "x.svg").read_text("utf-8")
    for text in (out, picture):
        assert ("0.45" in text) == (stage != "structure")
        assert ("+0.08" in text) == (stage == "backward")
    assert ("0.593269992" in out) == (stage in ("forward", "backward"))


def test_decimals_are_those_asked_for(command):
    _, out, _ = command("show", "mazur", "--decimals", "4", "-o", "x.svg")
    assert "0.5933" in out
    assert "0.59326" not in out
    assert "0.0004386" in out


def test_train_prints_old_and_new_beside_the_document(command, golden):
    status, out, _ = command("train", "mazur")
    assert status == 0
    golden("train_mazur.txt", out)
    assert out.splitlines()[-1] == "slides: 0.291027924 = --order output-first"
    assert re.search(r"w5 +0\.4 +0\.35891648 +0\.3589, 0\.35891648", out)
    assert re.search(r"E_total +0\.298371109 +0\.291027774 +0\.291027924 +−0\.007343335", out)


def test_train_in_the_slides_order_gives_the_slides_error(command):
    _, out, _ = command("train", "mazur", "--order", "output-first")
    assert re.search(r"E_total +0\.298371109 +0\.291027924 +0\.291027924", out)
    assert "slides: 0.149780716 = --order together" in out


def test_train_for_ten_thousand_steps(command):
    _, out, _ = command("train", "mazur", "--steps", "10000")
    assert re.search(r"out_o1 .* 0\.01591362 +0\.015912196", out)
    assert "slides: 0.984065734 = --order output-first" in out
    _, out, _ = command("train", "mazur", "--steps", "10000", "--order", "output-first")
    assert re.search(r"out_o2 .* 0\.984065734 +0\.984065734", out)
    assert "--order" not in out


def test_train_until_an_acceptable_error(command):
    _, out, _ = command("train", "mazur", "--until", "0.001")
    assert "Acceptable error 0.001: reached after 1088 steps." in out
    _, out, _ = command("train", "mazur", "--until", "0.001", "--steps", "5")
    assert "Acceptable error 0.001: not reached after 5 steps." in out


def test_another_rate_compares_with_nothing(command):
    _, out, _ = command("train", "mazur", "--rate", "0.1")
    assert "η = 0.1" in out
    assert "document" not in out


BAD = [
    (["show", "mazr"], "no example is named 'mazr'; did you mean mazur?"),
    (["show", "mazur", "w9=1"], "mazur has no number 'w9'; did you mean"),
    (["show", "mazur", "w5=abc"], "'w5=abc': 'abc' is not a number; write one as 0.35, 1/3, pi or √2."),
    (["show", "mazur", "w5=0,9"], "write 0.9"),
    (["show", "mazur", "w5=nan"], "'nan' is not a number"),
    (["show", "mazur", "w5=1e200*1e200"], "too large for a float"),
    (["show", "mazur", "w5="], "'' is not a number"),
    (["show", "mazur", "w5"], "write for example w5=0.9"),
    (["show", "mazur", "w5=1", "w5=2"], "given twice"),
    (
        ["train", "xor", "--resume", "missing.npz"],
        "cannot read 'missing.npz': there is no such file; --checkpoint writes",
    ),
    (["show", "mazur", "-o", "missing/x.svg"], "cannot write 'missing/x.svg': No such file or directory."),
    (["show", "mazur", "-o", "x.pdf"], "end the name with .svg, .png, .dot or .gv"),
    (["show", "mazur", "-o", "x"], "end the name with"),
    (["show", "mazur", "--stage", "sideways"], "'structure', 'weights', 'forward', 'backward'"),
    (["show", "mazur", "--decimals", "99"], "--decimals"),
    (["show", "mazur", "--colour"], "No such option"),
    (["show", "a\n\x1b[31mb"], r"'a\n\x1b[31mb'"),
    (["train", "mazur", "--rate", "0"], "positive finite number"),
    (["train", "mazur", "--rate", "fast"], "--rate"),
    (["train", "mazur", "--steps", "-1"], "--steps"),
    (["train", "mazur", "--until", "-1"], "0 or more"),
    (["train", "mazur", "--order", "backwards"], "--order"),
    (["train"], "NAME"),
    (["draw"], "No such command"),
]


@pytest.mark.parametrize(("words", "message"), BAD, ids=[" ".join(words).replace("\n", " ") for words, _ in BAD])
def test_bad_input_gets_one_clear_line_and_status_2(command, words, message, tmp_path):
    status, out, complaints = command(*words)
    assert status == 2
    assert out == ""
    assert message in complaints
    assert complaints.startswith("chainrule: ")
    assert complaints.count("\n") == 1
    assert "\x1b" not in complaints
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_leaves_nothing_behind(command, tmp_path):
    (tmp_path / "x.svg").mkdir()
    status, _, complaints = command("show", "mazur", "-o", "x.svg")
    assert status == 2
    assert "cannot write 'x.svg'" in complaints
    assert [path.name for path in tmp_path.iterdir()] == ["x.svg"]


def test_of_two_pictures_none_stays_where_one_cannot_be_written(command, tmp_path):
    (tmp_path / "mazur.png").mkdir()
    status, _, complaints = command("show", "mazur")
    assert status == 2
    assert "cannot write 'mazur.png'" in complaints
    assert [path.name for path in tmp_path.iterdir()] == ["mazur.png"]


def test_a_link_is_written_through(command, tmp_path):
    (tmp_path / "real.svg").write_text("old")
    (tmp_path / "link.svg").symlink_to("real.svg")
    assert command("show", "mazur", "-o", "link.svg")[0] == 0
    assert (tmp_path / "link.svg").is_symlink()
    assert (tmp_path / "real.svg").read_text("utf-8").startswith("<svg")


def test_printed_slips_keep_their_reason_in_either_order(command):
    _, out, _ = command("train", "lecture_hidden", "--order", "output-first")
    assert "= --order" not in out
    assert "W5+ -0.20618: ∂out_in/∂W5 = 0.618 was used for the gradient 0.0602" in out


def test_help_is_what_the_bare_command_prints(command):
    status, out, _ = command()
    assert status == 0
    assert "show" in out
    assert "train" in out

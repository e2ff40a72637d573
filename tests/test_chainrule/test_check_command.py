"""``chainrule check``, run as a person runs it."""

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_readmes_line_comes_out_right(chainrule, tmp_path):
    status, out, complaints = chainrule(
        "check", "mazur", "dE/dw5=0.0822", "out_h1=0.593", "w5+=0.3589", folder=tmp_path
    )
    assert (status, complaints) == (0, "")
    assert out.splitlines() == [
        "✓ dE/dw5 = 0.0822  holds",
        "✓ out_h1 = 0.593   holds",
        "✓ w5+ = 0.3589     holds",
        "",
        "3 of 3 right.",
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_formula_is_judged_where_the_expression_has_a_number(chainrule, tmp_path):
    words = ["check", "y = x^2*sin(x)", "x=1.3"]
    status, out, _ = chainrule(*words, "dy/dx = 2*x*sin(x) + x^2*cos(x)", folder=tmp_path)
    assert status == 0
    assert "With x=1.3." in out
    status, out, _ = chainrule(*words, "dy/dx = 2*x*sin(x) - x^2*cos(x)", folder=tmp_path)
    assert status == 1
    assert "the formula gives" in out


def test_a_wrong_number_is_explained(chainrule, tmp_path):
    status, out, _ = chainrule("check", "mazur", "dE/dw5=0.4398", folder=tmp_path)
    assert status == 1
    assert "✗ dE/dw5 = 0.4398  wrong; true is 0.082167041" in out
    assert "this is the value you get if the factor ∂out_o1/∂net_o1 is left out" in out


def test_a_hint_names_the_factor_and_no_number(chainrule, tmp_path):
    claims = ["dE/dw5=0.4398", "E after 1 step=0.291027924", "dE/dw1=0.0005", "w6+=1.7"]
    status, out, _ = chainrule("check", "mazur", "--hint", *claims, folder=tmp_path)
    assert status == 1
    assert "wrong: look at ∂out_o1/∂net_o1" in out
    for number in ("0.0821", "0.2910277", "0.00043", "0.4086"):
        assert number not in out


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("dE/dw99=0.1", "there is no 'w99'; there are"),
        ("dE/dw5=1,5", "write a point, 1.5"),
        ("dE/dw5=1e999", "too large for a float"),
        ("dE/dw5=0x10", "?"),
        ("dE/dw5=１２", "write it with the digits 0 to 9"),
        ("dE/dw5=9^9^9^9", "?"),
        ("dE/dw5=" + "(" * 3_000, "?"),
        ("(" * 3_000 + "=1", "?"),
        ("dE/dw5=w5+", "?"),
    ],
)
def test_what_cannot_be_read_is_said_and_ends_with_two(chainrule, tmp_path, claim, said):
    status, out, complaints = chainrule("check", "mazur", claim, "out_h1=0.593", folder=tmp_path)
    assert (status, complaints) == (2, "")
    assert said in out
    assert "unreadable" in out
    assert "✓ out_h1 = 0.593" in out
    assert max(map(len, out.splitlines())) < 300


def test_a_sign_of_approximation_is_overlooked_with_a_remark(chainrule, tmp_path):
    status, out, _ = chainrule("check", "mazur", "dE/dw5=≈ 0.0822", folder=tmp_path)
    assert status == 0
    assert "'≈' is overlooked" in out


def test_an_empty_claim_is_not_answered(chainrule, tmp_path):
    status, out, _ = chainrule("check", "mazur", "dE/dw5=", folder=tmp_path)
    assert status == 1
    assert "not answered" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["mazr", "dE/dw5=1"], "did you mean mazur?"),
        (["mazur", "w5"], "'w5' claims nothing"),
        (["mazur", "out_h1=0.593", "--csv", "marks.csv"], "--csv is for a worksheet"),
        (["x^2", "dy/dx=6"], "needs a number for x"),
        (["x^2", "x=3", "dy/dx=6", "--sample", "2"], "--sample means nothing"),
        (["mazur", "--sample", "2", "out_h1=0.5"], "has no sample 2"),
        (["mazur"], "there is nothing to check"),
    ],
)
def test_what_means_nothing_is_refused_in_one_line(chainrule, tmp_path, words, said):
    status, out, complaints = chainrule("check", *words, folder=tmp_path)
    assert (status, out) == (2, "")
    assert complaints.count("\n") == 1
    assert said in complaints


def test_gates_and_samples_can_be_checked(chainrule, tmp_path):
    assert chainrule("check", "and_gate", "Y=1", folder=tmp_path)[0] == 0
    assert chainrule("check", "and_gate", "--sample", "2", "Y=1", folder=tmp_path)[0] == 1


def test_an_expression_without_a_name_is_called_y(chainrule, tmp_path):
    assert chainrule("check", "x^2", "x=3", "dy/dx=6", "y=9", folder=tmp_path)[0] == 0


def asked(folder, *answers):
    """The command on a terminal; it answers each question, and returns the exit status and all that it shows."""
    main, end = pty.openpty()
    env = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PATH": "", "TERM": "dumb", "COLUMNS": "100"}
    process = subprocess.Popen(
        [sys.executable, "-m", "chainrule", "check", "y = w*x", "w=2", "x=3"],
        cwd=folder, env=env, stdin=end, stdout=end, stderr=end,
    )  # fmt: skip
    os.close(end)
    shown, waiting = b"", list(answers)
    while select.select([main], [], [], 60)[0]:
        try:
            more = os.read(main, 4096)
        except OSError:  # the other side is closed
            break
        shown += more
        if waiting and shown.endswith(b"= "):
            os.write(main, waiting.pop(0).encode() + b"\n")
    os.close(main)
    return process.wait(60), shown.decode()


def test_on_a_terminal_it_asks_for_one_partial_after_the_other(tmp_path):
    status, shown = asked(tmp_path, "2", "3", "2")
    assert status == 0
    assert shown.count("∂y/∂w = ") == 2
    assert "∂y/∂w = 2\r\n✗ dy/dw = 2  wrong: " in shown
    assert "2 of 2 right." in shown


def test_asking_ends_when_nothing_more_comes(tmp_path):
    status, shown = asked(tmp_path, "\x04")
    assert status == 0
    assert shown.rstrip().endswith("0 of 0 right.")

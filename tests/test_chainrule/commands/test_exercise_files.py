"""Exercises: a sheet to hand out tells no answer, not even in what only machines read."""

import base64
import re

import pytest

from autograd.text.digits import in_print, significant_text
from chainrule.commands.worksheet import SheetWishes, write_worksheet
from nn import documents
from verify import read_worksheet
from verify.sheets.exercise import key_of
from viz import Stage
from viz.terminal import Terminal


def handed_out(folder):
    """All texts that a student is given, the picture's included, with the numbers that they have."""
    page = (folder / "sheet.html").read_text("utf-8")
    picture = base64.b64decode(re.search(r"base64,([^\"]+)", page)[1]).decode()
    return page, picture, (folder / "answers.toml").read_text("utf-8")


@pytest.mark.parametrize("stage", [Stage.STRUCTURE, Stage.WEIGHTS])
@pytest.mark.parametrize("network", sorted(documents.EXAMPLES))
def test_a_sheet_tells_no_answer(tmp_path, network, stage):
    write_worksheet(Terminal(), network, tmp_path / "ex", SheetWishes(stage=stage))
    sheet = read_worksheet(tmp_path / "ex" / "worksheet.toml")
    given = {f"{value.data:.4g}" for value in sheet.work.values.values() if value.op is None}
    for ask, answer in key_of(sheet).items():
        number = float(answer)
        if f"{number:.4g}" in given or abs(number) < 1e-3 or len(answer.lstrip("-0.")) < 3:
            continue
        for text in handed_out(tmp_path / "ex"):
            for written in (answer, significant_text(number, 4), f"{number:.3f}", f"{number:.6f}"):
                assert in_print(written) not in text, ask
                assert written not in text, ask


def test_a_sheet_says_what_its_signs_mean(tmp_path):
    write_worksheet(Terminal(), "mazur", tmp_path / "ex", SheetWishes(blanks=("w5",)))
    page = (tmp_path / "ex" / "sheet.html").read_text("utf-8")
    assert "<p>w5+ is w5 after one update: w5 − η · ∂E_total/∂w5.</p>" in page
    assert "<td>∂E_total/∂w5</td>" in page
    assert "<li>η = 0.50</li>" in page
    assert "<td>−" not in page


def test_a_gate_is_worked_out_forward_only(tmp_path):
    write_worksheet(Terminal(), "and_gate", tmp_path / "ex", SheetWishes())
    assert "forward pass by hand</h1>" in (tmp_path / "ex" / "sheet.html").read_text("utf-8")


def test_a_sample_that_is_not_there_is_counted_as_it_was_asked_for(command):
    _, _, complaints = command("worksheet", "xor", "--sample", "9")
    assert "xor has no sample 9; choose 1 to 4." in complaints

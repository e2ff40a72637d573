"""``chainrule check`` with a class: it writes what `mark_class` writes in Python."""

import pytest

from verify import mark_class, read_answers
from verify.sheets.reader import read_worksheet

SHEET = """
title = "By hand"
network = "mazur"
[[question]]
ask = "dE_total/dw5"
marks = 2
[[question]]
ask = "out_h1"
"""


@pytest.fixture
def many(tmp_path):
    """A worksheet and a class of 70 in a file, one of whom nobody can read."""
    rows = [f"Student {place};0,{(822, 4398, 1)[place % 3]};0,{500 + place}" for place in range(69)]
    (tmp_path / "sheet.toml").write_text(SHEET, "utf-8")
    (tmp_path / "class.csv").write_text("\n".join(["name;dE/dw5;out_h1", *rows, "Zoe;1;2;3"]), "utf-8")
    return tmp_path


def bytes_in(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_python_and_the_command_write_the_same_bytes_with_however_many_processes(command, many, monkeypatch):
    monkeypatch.chdir(many)
    status, out, _ = command("check", "sheet.toml", "class.csv", "--html", "pages", "--csv", "marks.csv")
    assert (status, "69 marked" in out) == (2, True)
    sheet = read_worksheet(many / "sheet.toml")
    answers = read_answers(many / "class.csv", sheet.has)
    for jobs in (1, 2):
        done = []
        marked = mark_class(sheet, answers, pages="again", marks=many / "again.csv", jobs=jobs, progress=done.append)
        assert done == list(range(1, 71))
        assert bytes_in(many / "again") == bytes_in(many / "pages")
        assert (many / "again.csv").read_bytes() == (many / "marks.csv").read_bytes()
        assert [outcome.student for outcome in marked.outcomes] == [student.student for student in answers]
        assert marked.summary in out
    assert [problem.partition(":")[0] for problem in marked.problems] == ["class.csv, line 71, column 9"]
    assert marked == mark_class(sheet, answers, jobs=1)

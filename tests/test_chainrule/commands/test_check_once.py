"""``chainrule check`` does its work once: one example, one forward pass, one student marked a time."""

from collections import Counter

import pytest

from nn import Example, documents
from verify import Work
from verify.classes import marks

SHEET = 'network = "mazur"\n[[question]]\nask = "out_h1"\n'


@pytest.fixture
def calls(monkeypatch):
    """How often examples are built and run, works are made, and answers are judged."""
    count = Counter()

    def counted(holder, name):
        true = getattr(holder, name)

        def counting(*words, **options):
            count[name] += 1
            return true(*words, **options)

        monkeypatch.setattr(holder, name, counting)

    for holder, name in ((documents, "build"), (Example, "run"), (Work, "__init__"), (marks, "check_claims")):
        counted(holder, name)
    return count


@pytest.mark.parametrize("words", [[], ["--sample", "1"]])
def test_claims_in_one_line_build_and_run_the_example_once(command, calls, words):
    status, _, _ = command("check", "mazur", "dE/dw5=0.0822", "out_h1=0.593", "w5+=0.3589", *words)
    assert status == 0
    assert calls == {"build": 1, "run": 1, "__init__": 1}


def test_other_numbers_are_those_of_another_example(command, calls):
    status, out, _ = command("check", "mazur", "w5=0.5", "net_h1=0.3775")
    assert (status, "With w5=0.5." in out) == (0, True)
    assert calls == {"build": 2, "run": 2, "__init__": 2}  # the first to know that w5 is a number


@pytest.mark.parametrize("words", [[], ["--html", "pages", "--csv", "marks.csv"]])
def test_a_student_is_marked_once(command, calls, tmp_path, words):
    (tmp_path / "sheet.toml").write_text(SHEET, "utf-8")
    (tmp_path / "anna.toml").write_text('out_h1 = "0.593"', "utf-8")
    status, out, _ = command("check", "sheet.toml", "anna.toml", *words)
    assert (status, "Marks: 1 of 1." in out) == (0, True)
    assert calls["check_claims"] == 1
    assert (calls["build"], calls["run"]) == (1, 1)


def test_each_student_of_a_class_is_marked_once(command, calls, tmp_path):
    (tmp_path / "sheet.toml").write_text(SHEET, "utf-8")
    (tmp_path / "class.csv").write_text("name,out_h1\nanna,0.593\nbo,0.6\n", "utf-8")
    assert command("check", "sheet.toml", "class.csv")[0] == 0
    assert calls["check_claims"] == 2
    assert (calls["build"], calls["run"]) == (1, 1)

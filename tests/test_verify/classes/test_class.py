"""Marking a class in Python: who is marked, for what, and what is written."""

import pytest

from verify import Answer, Answers, mark_answers, mark_class
from verify.classes.run import save_marked
from verify.sheets.reader import worksheet_from

SHEET = """
title = "By hand"
network = "mazur"
[[question]]
ask = "dE_total/dw5"
marks = 2
[[question]]
ask = "out_h1"
"""


def bytes_in(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_single_student_who_is_marked_already_has_the_same_files(tmp_path):
    sheet = worksheet_from(SHEET)
    anna = Answers("anna", (Answer("dE/dw5", "0.4398"),))
    marked = mark_class(sheet, [anna], pages=tmp_path / "one", marks=tmp_path / "one.csv")
    again = save_marked(sheet, mark_answers(sheet, anna), pages=tmp_path / "two", marks=tmp_path / "two.csv")
    assert marked == again
    assert bytes_in(tmp_path / "one") == bytes_in(tmp_path / "two")
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_without_questions_a_class_is_asked_what_it_answered():
    anna, bo = Answers("anna", (Answer("out_h1", "0.593"),)), Answers("bo", (Answer("dE/dw5", "0.0822"),))
    marked = mark_class(worksheet_from('network = "mazur"'), [anna, bo])
    assert [question.ask for question in marked.questions] == ["out_h1", "dE_total/dw5"]
    assert [outcome.marks for outcome in marked.outcomes] == [(1.0, 0.0), (0.0, 1.0)]


def test_who_has_no_numbers_of_their_own_is_an_outcome_with_a_problem():
    sheet = worksheet_from(SHEET.replace("[[", '[students.anna]\ni1 = "1"\n[[', 1))
    marked = mark_class(sheet, [Answers("anna", ()), Answers("bo", ())])
    assert [bool(outcome.problem) for outcome in marked.outcomes] == [False, True]
    assert "has no numbers for 'bo'" in marked.problems[0]


def test_a_folder_that_holds_something_else_stays_as_it_is(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ValueError, match=r"holds something else, 'mine\.txt'; choose an empty one"):
        mark_class(worksheet_from(SHEET), [Answers("anna", ())], pages=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]

"""Files of answers: what is wrong in them is said with its place, and names of students are kept apart."""

import os

import pytest

from autograd import ReadError
from verify.classes.outcomes import Outcome, marks_csv
from verify.pages.exercise import answers_csv
from verify.sheets.answers import answers_from, read_answers
from verify.sheets.csv_cells import harmless
from verify.sheets.exercise import exercise_about, key_of, with_students
from verify.sheets.questions import Question
from verify.sheets.reader import read_worksheet, worksheet_from
from verify.sheets.students import page_names


@pytest.fixture
def mazur():
    return worksheet_from('network = "mazur"')


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.toml", "out_h1 = ½", 'a.toml, line 1, column 10: what stands after = needs quotes, out_h1 = "½"'),
        ("a.toml", "out_h1 = 0,593 # ?", 'column 11: what stands after = needs quotes, out_h1 = "0,593"'),
        ("a.toml", "out_h1 = \n", 'column 10: nothing stands after =; write out_h1 = "" where it stays empty'),
        ("a.toml", 'out_h1 = "1"\nout_h1 = "2"', "line 2, column 13: out_h1 stands here a second time"),
        ("a.toml", "∂E/∂w5 = 1", 'column 1: a name such as w5+ or dE/dw5 needs quotes'),
        ("a.toml", 'out_h1 = "\\ud800"', "column 17: Escaped character is not a Unicode scalar value"),
        ("a.toml", '[out_h1]\nvalue = 1\nvalu = 2', "line 1: 'out_h1' needs a text"),
        ("a.csv", "name\tout_h1\nanna\t0.5\n", "a.csv, line 1, column 5: tabs separate the columns here"),
        ("a.csv", "name,out_h1,w5,out_h1\nanna,1,2,3\n", "line 1, column 16: there is a second column 'out_h1'"),
        ("a.csv", ",".join(map(str, range(5000))), "line 1: a row has at most 2,000 cells, not 5,000"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(mazur, name, text, said):
    with pytest.raises(ReadError) as complaint:
        answers_from(text, name, mazur.has)
    assert said in str(complaint.value)


def test_whole_numbers_in_tables_keep_their_digits_and_their_lines(mazur):
    text = "[out_h1]\nvalue = 0x10\nworking = 007\n".replace("007", "7") + "[w5]\nworking = 1_0\nvalue = 5\n"
    (anna,) = answers_from(text, "anna.toml", mazur.has)
    assert [(each.text, each.working, each.where) for each in anna.answers] == [
        ("0x10", "7", "anna.toml, line 2"),
        ("5", "1_0", "anna.toml, line 6"),
    ]


@pytest.mark.parametrize("heading", ["question,answer", "Target,Value,Working", "was,wieviel,warum", "name,"])
def test_a_heading_of_any_words_is_no_claim(mazur, heading):
    (anna,) = answers_from(f"{heading}\nout_h1,0.593\n", "anna.csv", mazur.has)
    assert [(each.asked, each.text) for each in anna.answers] == [("out_h1", "0.593")]


@pytest.mark.parametrize("first", ["out_h1,sigma(net_h1)", "dE/dw99,0.3"])
def test_a_first_row_that_claims_something_is_no_heading(mazur, first):
    (anna,) = answers_from(f"{first}\nw5,0.4\n", "anna.csv", mazur.has)
    assert len(anna.answers) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_refused_and_nobody_waits_for_it(mazur, tmp_path):
    for name in ("anna.toml", "anna.csv", "sheet.toml"):
        os.mkfifo(tmp_path / name)
    for name in ("anna.toml", "anna.csv"):
        (anna,) = read_answers(tmp_path / name, mazur.has)
        assert anna.problem == f"{name} is no file, but a pipe or a device."
    with pytest.raises(ReadError, match="a pipe or a device"):
        read_worksheet(tmp_path / "sheet.toml")


def test_students_are_found_by_the_names_of_their_files():
    students = ["CON", "é" * 80, "e\u0301" + "é" * 79 + "x", "=1+1", "Anna Ek"]
    sheet = with_students(exercise_about("lecture_neuron"), [students[0], students[1], *students[3:]])
    for student, name in zip(sheet.students, page_names(sheet.students), strict=True):
        assert sheet.of_student(name).given == sheet.of_student(student).given
    assert sheet.of_student("anna-ek").given == sheet.of_student("Anna Ek").given
    with pytest.raises(ReadError, match="has no numbers for 'Bo'"):
        sheet.of_student("Bo")


def test_no_system_takes_two_names_for_one_or_a_name_for_a_device():
    names = page_names(["Anna", "anna", "ANNA-2", "con", "Lpt1", "console", "é", "e\u0301", "ß", "ss", "..", "/"])
    assert len({name.casefold() for name in names}) == len(names)
    assert names[3:6] == ["con-1", "Lpt1-1", "console"]
    assert all(len(f"{name}.html".encode()) <= 255 for name in page_names(["𝟛" * 300] * 3))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", " =1", "＝1", "anna;=1", "anna; +1"])
def test_no_name_begins_a_formula_in_a_table(text):
    assert harmless(text) != text
    marks = marks_csv([Question("w5+")], [Outcome(text, marks=(1.0,))])
    assert marks.splitlines()[1].startswith((f"'{text}", "anna;'"))
    sheet = with_students(exercise_about("lecture_neuron"), [text])
    assert answers_csv(sheet).splitlines()[1].lstrip('"').startswith((f"'{text}", "anna;'"))


def test_negative_numbers_of_a_key_stay_numbers():
    sheet = exercise_about("mazur", ["w7"])
    line = answers_csv(sheet).splitlines()[1].split(",")
    assert line[1:] == list(key_of(sheet).values())
    assert "-0.02260254" in line

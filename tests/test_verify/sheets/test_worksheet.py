"""Worksheets and answers: what they say, and what is said of those that cannot be read."""

import math
import tracemalloc
from contextlib import suppress
from dataclasses import replace

import pytest
from effort import growth
from fuzz import survive

from autograd import ReadError
from nn import Order
from verify.claims.tolerance import Verdict
from verify.sheets import texts
from verify.sheets.answers import answers_from, read_answers
from verify.sheets.csv_cells import read_rows
from verify.sheets.policy import Rounding
from verify.sheets.reader import read_worksheet, worksheet_from
from verify.sheets.toml_table import read_table

SHEET = """
title = "Backpropagation by hand"
[given]
i1 = "0.05"
w1 = "0.150"
b1 = 0.35
target = "0.01"
eta = "0.5"
[define]
net_h1 = "w1*i1 + b1"
out_h1 = "sigma(net_h1)"
E_total = "½(target − out_h1)²"
[names]
E_total = ["E", "Error"]
"net_h1|out_h1" = "h1"
[update]
rate = "eta"
order = "together"
weights = ["w1"]
[[question]]
ask = "dE_total/dw1"
decimals = 4
marks = 2.5
[[question]]
ask = "w1+"
[policy]
rounding = "half-up"
last_digit = 2
follow_through = false
credit = { holds = 1, last_digit = 0.75, carried = 1, value_right = 0.5, wrong = 0 }
"""


def test_a_worksheet_says_what_is_given_defined_asked_and_accepted():
    sheet = worksheet_from(SHEET)
    assert sheet.given["w1"] == "0.150"
    assert sheet.work.trained == ("w1",)
    assert sheet.work.learning_rate == 0.5
    assert [question.ask for question in sheet.questions] == ["dE_total/dw1", "w1+"]
    assert (sheet.questions[0].decimals, sheet.questions[0].marks) == (4, 2.5)
    assert sheet.policy.rounding is Rounding.HALF_UP
    assert sheet.policy.last_digit == 2
    assert not sheet.policy.follow_through
    assert sheet.policy.share(Verdict.LAST_DIGIT) == 0.75
    assert sheet.policy.share(Verdict.UNREADABLE) == 0.0
    assert sheet.work.true(sheet.readings("dError/dw1")[0]) == sheet.work.true(sheet.readings("dE_total/dw1")[0])
    assert [str(target) for target in sheet.readings("h1")] == ["net_h1", "out_h1"]


def test_a_network_takes_other_numbers_another_rate_and_another_order():
    sheet = worksheet_from(
        'network = "mazur"\n[given]\nw5 = "0.9"\neta = "0.1"\n[update]\nrate = "eta"\nweights = ["w5"]'
    )
    assert sheet.work.values["w5"].data == 0.9
    assert (sheet.work.learning_rate, sheet.work.trained) == (0.1, ("w5",))
    sheet = worksheet_from('network = "mazur"\n[update]\norder = "output-first"')
    assert sheet.work.order is Order.OUTPUT_FIRST
    assert f"{sheet.work.true(sheet.readings('E after 1 step')[0]):.9f}" == "0.291027924"
    assert f"{sheet.work.true(sheet.readings('w1+')[0]):.9f}" != "0.149780716"


def test_each_student_may_have_numbers_of_their_own():
    sheet = worksheet_from('network = "mazur"\n[students.anna]\ni1 = "0.07"\n[students."Bo Ek"]\nw1 = "0.2"')
    assert sheet.of_student("anna").work.values["i1"].data == 0.07
    assert sheet.of_student("Bo Ek").work.values["w1"].data == 0.2
    assert sheet.of_student("Bo-Ek").work.values["w1"].data == 0.2
    with pytest.raises(ReadError, match="has no numbers for 'carl'"):
        sheet.of_student("carl")
    assert worksheet_from('network = "mazur"').of_student("carl").work.values["i1"].data == 0.05


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", 'it needs either network = "mazur" or formulas'),
        ('network = "mazr"', "line 1: no network is named 'mazr'; did you mean mazur?"),
        ("title = ", "line 1, column 9"),
        ('title = "a"\ntitel = "b"', "line 2: 'titel' means nothing here; did you mean title?"),
        ('network = "mazur"\n[given]\nw99 = 1', "no number 'w99'"),
        ('network = "mazur"\n[given]\nw5 = "0,4"', "line 3: w5 is '0,4'"),
        ('network = "mazur"\n[given]\nw5 = 0x10', "line 3: w5 is '16'"),
        ('network = "mazur"\n[given]\nw5 = "1e999"', "give a finite number"),
        ('network = "mazur"\n[given]\nw5 = "١٢"', "give a finite number"),
        ('network = "mazur"\n[given]\nw5 = true', "give a finite number"),
        ('[define]\ny = "2 3"', "[define] '2 3' has no operation"),
        ('[define]\ny = "9^9^9^9"', "[define] power of these numbers is too large"),
        ('[define]\ny = "' + "(" * 3000 + '"', "[define]"),
        ('[define]\ny = "x\\u0000"', "[define]"),
        ('[define]\ny = ""', "give one formula in quotes"),
        ('[given]\nx = 1\n[define]\ny = "x"\n[update]\norder = "output-first"', "needs a network"),
        ('network = "mazur"\n[update]\norder = "random"', "choose together or output-first"),
        ('network = "mazur"\n[update]\nrate = "speed"', "neither a number nor a name"),
        ('network = "mazur"\n[update]\nweights = ["w9"]', "there is no 'w9'"),
        ('network = "mazur"\n[[question]]\nask = "dE/dw9"', "[[question]] dE/dw9: there is no 'w9'"),
        ('network = "mazur"\n[[question]]\nmarks = 2', 'a question needs ask'),
        ('network = "mazur"\n[[question]]\nask = "w5"\nmarks = -1', "marks must be 0 or more"),
        ('network = "mazur"\n[[question]]\nask = "w5"\ndecimals = "4"', "decimals must be a whole number"),
        ('network = "mazur"\n[policy]\nrounding = "up"', "choose half-up or truncate or either"),
        ('network = "mazur"\n[policy.credit]\nhold = 1', "did you mean holds?"),
        ('network = "mazur"\n[names]\nE_totl = ["E"]', "there is no 'E_totl'; did you mean E_total"),
        ('network = "mazur"\nsample = 2', "mazur has no sample 2; choose 1."),
        ('network = "mazur"\nquestion = 3', "[[question]]"),
        ("a = " + "[" * 5000, "nested too deeply"),
        ("x = 9" * 1000, "line 1"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_in_a_worksheet_is_said_with_its_place(text, said):
    with pytest.raises(ReadError) as complaint:
        worksheet_from(text, "sheet.toml")
    assert said in str(complaint.value)
    assert len(str(complaint.value)) < 500


@pytest.fixture
def mazur():
    return worksheet_from('network = "mazur"')


def read(text, name, sheet):
    return [
        (each.student, [(a.asked, a.text, a.working) for a in each.answers])
        for each in answers_from(text, name, sheet.has)
    ]


def test_numbers_in_answers_keep_their_digits(mazur):
    text = '"dE/dw5" = 0.0820\nout_h1 = { value = 0.590, working = "1/(1 + e^-0.3775)" }\nw5 = "0.40"\nw6 = 1\n'
    assert read(text, "anna.toml", mazur) == [
        (
            "anna",
            [("dE/dw5", "0.0820", ""), ("out_h1", "0.590", "1/(1 + e^-0.3775)"), ("w5", "0.40", ""), ("w6", "1", "")],
        )
    ]


def test_whole_numbers_in_answers_stay_as_they_are_written(mazur):
    assert read("w5 = 0x10\nw6 = { value = 1_0 }", "a.toml", mazur) == [("a", [("w5", "0x10", ""), ("w6", "1_0", "")])]


@pytest.mark.parametrize(
    "text",
    [
        "target,value,working\ndE/dw5,0.0822,0.741*0.187*0.593\nout_h1,0.593\n",
        "dE/dw5;0,0822;0,741*0,187*0,593\nout_h1;0,593;\n",
        "\r\n dE/dw5 , 0.0822 , 0.741*0.187*0.593\r\n\r\nout_h1,\"0,593\"\r\n",
        "sep=;\ndE/dw5;0.0822;0.741*0.187*0.593\nout_h1;0.593",
    ],
)  # fmt: skip
def test_a_csv_of_targets_and_values(mazur, text):
    expected = [("dE/dw5", "0.0822", "0.741*0.187*0.593"), ("out_h1", "0.593", "")]
    assert read(text, "anna.csv", mazur) == [("anna", expected)]


def test_a_csv_of_a_class_has_a_row_a_student(mazur):
    text = "name;dE/dw5;out_h1\nAnna;0,0822;0,593\nBo;;≈ 0,6\n;1;\n"
    assert read(text, "class.csv", mazur) == [
        ("Anna", [("dE/dw5", "0.0822", ""), ("out_h1", "0.593", "")]),
        ("Bo", [("out_h1", "≈ 0.6", "")]),
        ("row 4", [("dE/dw5", "1", "")]),
    ]


def test_the_first_target_of_a_csv_may_be_mistyped(mazur):
    assert read("dE/dw99,0.3\nout_h1,0.593\n", "anna.csv", mazur)[0][0] == "anna"


def test_a_row_with_too_many_cells_stops_no_other(mazur):
    anna, bob = answers_from("student,dE/dw5\nanna,0,0822\nbob,0.0822\n", "class.csv", mazur.has)
    assert anna.problem == (
        "class.csv, line 2, column 8: more cells than columns; with a decimal comma, separate columns by ;."
    )
    assert not anna.answers
    assert bob.answers[0].text == "0.0822"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.toml", b'"w5+ = 1', "a.toml, line 1, column"),
        ("a.toml", b"w5+ = 1", 'a.toml, line 1, column 3: a name such as w5+ or dE/dw5 needs quotes'),
        ("a.toml", b"x = 1\nw5 = \xff", "a.toml, line 2, column 6: it is not UTF-8"),
        ("a.toml", b"w5 = 0.4\x00", "a.toml, line 1, column 9"),
        ("a.toml", b"w5 = [1]", "a.toml, line 1: 'w5' needs a text in quotes"),
        ("a.toml", b"w5 = 2024-01-01", "needs a text in quotes"),
        ("a.toml", b"w5 = true", "needs a text in quotes"),
        ("a.toml", b"w5 = { valu = 1 }", "'w5' needs a text"),
        ("a.toml", b"a.b.c = 1", "'a' needs a text"),
        ("a.toml", b"w5 = " + b"9" * 5000, "a.toml"),
        ("a.toml", b"a=[" * 3000, "a.toml"),
        ("a.toml", b"#" * 10_000_000, "a.toml is larger than 2 MiB"),
        ("a.csv", b"#" * 10_000_000, "a.csv is larger than 2 MiB"),
        ("a.csv", b'out_h1,"0.5', "a.csv, line 1, column 8: this quotation mark is not closed"),
        ("a.csv", b'out_h1,"0.5"x', "a.csv, line 1, column 13: after a quotation mark comes"),
        ("a.csv", b"out_h1,1,2,3", "a.csv, line 1, column 12: a row has a target, a value and a working"),
        ("a.csv", b"student,out_h1,mail\nanna,1,a@b", "a.csv, line 1, column 16: there is no target 'mail'"),
        ("a.csv", b"w5,1\n" * 3000, "at most 2000"),
        ("a.txt", b"", "a .toml or .csv file"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_a_student_with_a_problem(mazur, tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    problems = [student.problem for student in read_answers(tmp_path / name, mazur.has)]
    assert any(said in problem for problem in problems), problems


def test_a_file_that_is_not_there_is_a_student_with_a_problem(mazur, tmp_path):
    (nobody,) = read_answers(tmp_path / "nobody.toml", mazur.has)
    assert nobody.problem.startswith("nobody.toml: it cannot be read")


@pytest.mark.parametrize("name", ["a.toml", "a.csv"])
def test_an_empty_file_answers_nothing(mazur, name):
    assert read("", name, mazur) == [("a", [])]


def test_cells_know_where_they_begin():
    rows, _ = read_rows('a,"b\nc",d\n\ne,f', "x.csv")
    assert [[(cell.text, cell.line, cell.column) for cell in row] for row in rows] == [
        [("a", 1, 1), ("b\nc", 1, 3), ("d", 2, 4)],
        [("e", 4, 1), ("f", 4, 3)],
    ]


LONG = {"a": 500_000, " ": 500_000, '"': 500_000, ",": 500_000, "é\n": 100_000, "w5,1\n": 3_000, "a=[": 3_000}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.toml", "a.csv"])
@pytest.mark.parametrize(("piece", "times"), LONG.items())
def test_reading_does_no_work_that_grows_with_the_square_of_a_text(mazur, piece, times, name):
    def read_it(text):
        with suppress(ReadError):
            answers_from(text, name, mazur.has)

    assert growth(read_it, piece.__mul__, 1_500) < 2.2
    read_it(piece * times)


def test_a_file_that_is_too_large_is_not_read_to_its_end(mazur, monkeypatch, tmp_path):
    (tmp_path / "a.csv").write_bytes(b"#" * 10_000_000)
    monkeypatch.setattr(texts, "decoded", pytest.fail)
    tracemalloc.start()
    try:
        read_answers(tmp_path / "a.csv", mazur.has)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 2 * texts.LARGEST


def test_a_worksheet_survives_being_read_from_a_file(tmp_path):
    path = tmp_path / "sheet.toml"
    path.write_text("\ufeff" + SHEET.replace("\n", "\r\n"), "utf-8")
    assert replace(read_worksheet(path), name="worksheet") == worksheet_from(SHEET)


AS_WRITTEN = """
[given]
x = "1/3"
w = "√2"
"µ" = "2π/8"
[define]
"f(t)" = "t² + 1"
s = "sin²(\u03bc)"
p = "softmax(x, w)"
E = \"\"\"2f(x)
  + s(1 − s) - log(p[1])
  - |w||x|\"\"\"
[[question]]
ask = "dE/dx"
[students.anna]
x = "⅔"
"""


def test_a_worksheet_is_written_as_people_write():
    sheet = worksheet_from(AS_WRITTEN)
    for numbered, x in ((sheet, 1 / 3), (sheet.of_student("anna"), 2 / 3)):
        w, s = math.sqrt(2.0), math.sin(math.pi / 4) ** 2
        p = 1 / (1 + math.exp(w - x))
        error = 2 * (x * x + 1) + s * (1 - s) - math.log(p) - w * x
        assert numbered.work.numbers["E"] == pytest.approx(error, rel=1e-14)
        slope = 4 * x - (1 - p) - w
        assert numbered.work.true(numbered.target("dE/dx")) == pytest.approx(slope, rel=1e-13)
    assert sheet.given["x"] == "1/3"
    assert sheet.unfed == ()


def test_a_line_of_a_definition_that_begins_with_a_sign_does_not_go_on_with_the_definition_before():
    sheet = worksheet_from('[given]\nx = 2\n[define]\na = "x + 1"\nE = "-a"\n')
    assert sheet.work.numbers["E"] == -3.0


def test_of_names_the_definition_that_is_differentiated():
    text = '[given]\nx = 2\n[define]\nE = "x²"\nz = "3x"\n'
    last, chosen = worksheet_from(text), worksheet_from('of = "E"\n' + text)
    assert (last.work.output.name, last.unfed) == ("z", ("E",))
    assert (chosen.work.output.name, chosen.unfed) == ("E", ())


def test_a_line_is_found_for_each_key():
    toml = read_table('# "a" = 1\n\n"w5+" = "1"\n  x = 2\n', "a.toml")
    assert (toml.where("w5+"), toml.where("x"), toml.where("a")) == ("a.toml, line 3", "a.toml, line 4", "a.toml")


@pytest.mark.slow
@pytest.mark.parametrize("reader", ["worksheet", "answers", "class", "claim", "target", "working"])
def test_readers_survive_a_thousand_mutated_inputs(reader):
    outcomes, _, _ = survive(reader, 1_000, seed=2)
    assert outcomes.total() == 1_000
    assert min(outcomes["read"], outcomes["refused"]) > 25


def test_nobody_can_make_the_judge_train_for_hours(mazur):
    assert mazur.has("E after 10 steps")
    assert not mazur.has("E after 9999999 steps")
    asked = worksheet_from('network = "mazur"\n[[question]]\nask = "E_total after 20 steps"')
    assert asked.has("E after 20 steps")
    assert not asked.has("E after 50 steps")

"""``chainrule check`` and ``chainrule worksheet``: what is printed and what is written."""

import pytest


def test_the_readmes_line_comes_out_right(command, tmp_path):
    status, out, complaints = command("check", "mazur", "dE/dw5=0.0822", "out_h1=0.593", "w5+=0.3589")
    assert (status, complaints) == (0, "")
    assert out.splitlines() == [
        "✓ dE/dw5 = 0.0822  holds",
        "✓ out_h1 = 0.593   holds",
        "✓ w5+ = 0.3589     holds",
        "",
        "3 of 3 right.",
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_formula_is_judged_where_the_expression_has_a_number(command):
    words = ["check", "y = x^2*sin(x)", "x=1.3"]
    status, out, _ = command(*words, "dy/dx = 2*x*sin(x) + x^2*cos(x)")
    assert status == 0
    assert "With x=1.3." in out
    status, out, _ = command(*words, "dy/dx = 2*x*sin(x) - x^2*cos(x)")
    assert status == 1
    assert "the formula gives" in out


def test_a_wrong_number_is_explained(command):
    status, out, _ = command("check", "mazur", "dE/dw5=0.4398")
    assert status == 1
    assert "✗ dE/dw5 = 0.4398  wrong; true is 0.082167041" in out
    assert "this is the value you get if the factor ∂out_o1/∂net_o1 is left out" in out


def test_a_hint_names_the_factor_and_no_number(command):
    claims = ["dE/dw5=0.4398", "E after 1 step=0.291027924", "dE/dw1=0.0005", "w6+=1.7"]
    status, out, _ = command("check", "mazur", "--hint", *claims)
    assert status == 1
    assert "wrong: look at ∂out_o1/∂net_o1" in out
    for number in ("0.0821", "0.2910277", "0.00043", "0.4086"):
        assert number not in out


HOSTILE = {
    "dE/dw99=0.1": "there is no 'w99'; there are",
    "dE/dw5=1,5": "write a point, 1.5",
    "dE/dw5=1e999": "too large for a float",
    "dE/dw6=.75e-3086": "last digit beyond those of a float",
    "dE/dw5=0x10": "'0x10' is not a number",
    "dE/dw5=１２": "write it with the digits 0 to 9",
    "dE/dw5=9^9^9^9": "'9^9^9^9' is not a number",
    "dE/dw5=" + "(" * 3_000: "has 3000 characters; a number has at most 60",
    "(" * 3_000 + "=1": "has 3000 characters; a target has at most 500",
    "dE/dw6=w5+": "or '(' is missing",
}


def test_what_cannot_be_read_is_said_and_ends_with_two(command):
    status, out, complaints = command("check", "mazur", *HOSTILE, "out_h1=0.593")
    assert (status, complaints) == (2, "")
    for said in HOSTILE.values():
        assert said in out
    assert out.count("unreadable") == len(HOSTILE)
    assert "✓ out_h1 = 0.593" in out
    assert max(map(len, out.splitlines())) < 300


def test_a_sign_of_approximation_is_overlooked_with_a_remark(command):
    status, out, _ = command("check", "mazur", "dE/dw5=≈ 0.0822")
    assert status == 0
    assert "'≈' is overlooked" in out


def test_a_definition_that_feeds_nothing_is_left_out_with_a_note(command, tmp_path):
    status, out, complaints = command("check", "y = u*v + v; v = sin(u)", "u=0.5", "dv/du=0.878")
    assert (status, complaints) == (0, "")  # cos(0.5) = 0.87758
    assert "Not judged, because the last value does not depend on it: y." in out
    (tmp_path / "sheet.toml").write_text('[given]\nu = "pi/6"\n[define]\ny = "2u"\nv = "sin²(u)"\n', "utf-8")
    status, out, complaints = command("check", "sheet.toml", "v=0.25", "dv/du=0.866")
    assert (status, complaints) == (0, "")  # sin(π/6)² = ¼, sin(π/3) = 0.8660
    assert "Not judged, because the last value does not depend on it: y." in out
    (tmp_path / "anna.csv").write_text("target,value\nv,0.25\n", "utf-8")
    status, out, _ = command("check", "sheet.toml", "anna.csv")
    assert status == 0
    assert "Not judged, because the last value does not depend on it: y." in out


def test_of_chooses_what_is_judged_in_a_file(command, tmp_path):
    text = 'of = "y"\n[given]\nu = "1/4"\n[define]\ny = "2u"\nv = "sin²(u)"\n'
    (tmp_path / "sheet.toml").write_text(text, "utf-8")
    status, out, complaints = command("check", "sheet.toml", "y=0.5", "dy/du=2")
    assert (status, complaints) == (0, "")
    assert "Not judged" not in out
    (tmp_path / "sheet.toml").write_text(text.replace('"y"', '"z"'), "utf-8")
    status, _, complaints = command("check", "sheet.toml", "y=0.5")
    assert status == 2
    assert "of = 'z' is not defined; there are y, v." in complaints


def test_an_empty_claim_is_not_answered(command):
    status, out, _ = command("check", "mazur", "dE/dw5=")
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
def test_what_means_nothing_is_refused_in_one_line(command, words, said):
    status, out, complaints = command("check", *words)
    assert (status, out) == (2, "")
    assert complaints.count("\n") == 1
    assert said in complaints


def test_gates_and_samples_can_be_checked(command):
    assert command("check", "and_gate", "Y=1")[0] == 0
    assert command("check", "and_gate", "--sample", "2", "Y=1")[0] == 1


def test_an_expression_without_a_name_is_called_y(command):
    assert command("check", "x^2", "x=3", "dy/dx=6", "y=9")[0] == 0


SHEET = """
title = "By hand"
network = "mazur"
[[question]]
ask = "dE_total/dw5"
decimals = 4
marks = 2
[[question]]
ask = "out_h1"
"""


@pytest.fixture
def classroom(tmp_path):
    """A worksheet, and answers of three students and of a class."""
    texts = {
        "sheet.toml": SHEET,
        "anna.toml": '"dE/dw5" = "0.0822"\nout_h1 = 0.593\n',
        "bob.csv": "target,value\ndE/dw5,0.4398\n",
        "class.csv": "name;dE/dw5;out_h1\nCarl;0,0822;\nDora;0,4398;0,593\n",
        "emil.toml": "w5+ = 1",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_one_students_answers_are_told_claim_by_claim(command, classroom):
    status, out, complaints = command("check", "sheet.toml", "anna.toml")
    assert (status, complaints) == (0, "")
    assert out.splitlines()[-2:] == ["2 of 2 right.", "Marks: 3 of 3."]
    status, out, _ = command("check", "sheet.toml", "bob.csv", "--hint")
    assert status == 1
    assert "look at ∂out_o1/∂net_o1" in out
    assert "Marks: 0 of 3." in out
    status, out, _ = command("check", "sheet.toml", "emil.toml")
    assert status == 2
    assert "emil.toml, line 1, column 3: a name such as w5+ or dE/dw5 needs quotes" in out


def test_a_class_is_marked_and_one_unreadable_file_stops_no_other(command, classroom):
    files = ["anna.toml", "bob.csv", "class.csv", "emil.toml"]
    status, out, complaints = command("check", "sheet.toml", *files, "--html", "pages", "--csv", "marks.csv")
    assert (status, complaints) == (2, "")
    assert "2 × the factor ∂out_o1/∂net_o1 is left out (dE_total/dw5)" in out
    assert "4 marked; on average 1.50 of 3 marks." in out
    assert "? emil.toml, line 1, column 3" in out
    assert (classroom / "marks.csv").read_bytes().startswith(b"\xef\xbb\xbf")  # or Excel shows names in another code
    assert (classroom / "marks.csv").read_text("utf-8-sig").splitlines()[:5] == [
        "student,dE_total/dw5,out_h1,total,problem",
        "anna,2,1,3,",
        "bob,0,0,0,",
        "Carl,2,0,2,",
        "Dora,0,1,1,",
    ]
    pages = sorted(path.name for path in (classroom / "pages").iterdir())
    assert pages == ["Carl.html", "Dora.html", "anna.html", "bob.html", "emil.html", "index.html"]
    index = (classroom / "pages" / "index.html").read_text("utf-8")
    assert index.index("Commonest slips") < index.index("Questions") < index.index("Students")
    (classroom / "emil.toml").unlink()
    assert command("check", "sheet.toml", *files[:3])[0] == 0


def test_a_worksheets_claims_can_stand_in_one_line(command, classroom):
    status, out, _ = command("check", "sheet.toml", "dE/dw5=0.0822", "w5=0.4")
    assert status == 0
    assert "With w5=0.4." in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["mazur", "anna.toml"], "the worksheet that it is held against stands first"),
        (["sheet.toml", "anna.toml", "dE/dw5=1"], "is no .toml or .csv file of answers"),
        (["anna.toml", "sheet.toml"], "means nothing here"),
        (["nothing.toml", "anna.toml"], "cannot read 'nothing.toml'"),
        (["sheet.toml", "anna.toml", "--sample", "2"], "--sample means nothing for files"),
        (["sheet.toml", "anna.toml", "--html", "."], "holds something else"),
        (["sheet.toml", "anna.toml", "--html", "anna.toml"], "is a file"),
        (["sheet.toml", "anna.toml", "--csv", "no/marks.csv"], "cannot write"),
        (["sheet.toml", "empty"], "has no answers"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_written(command, classroom, words, said):
    (classroom / "empty").mkdir()
    before = sorted(classroom.rglob("*"))
    status, out, complaints = command("check", *words)
    assert (status, out) == (2, "")
    assert said in complaints
    assert complaints.count("\n") == 1
    assert sorted(classroom.rglob("*")) == before


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def many(tmp_path):
    """A worksheet and a class of 130, in files."""
    (tmp_path / "sheet.toml").write_text(SHEET, "utf-8")
    (tmp_path / "answers").mkdir()
    for place in range(130):
        text = f'"dE/dw5" = "{(0.0822, 0.4398, 0.1)[place % 3]}"\nout_h1 = "0.{500 + place}"\n'
        (tmp_path / "answers" / f"student{place:03}.toml").write_text(text, "utf-8")
    return tmp_path


def test_however_many_processes_mark_the_bytes_are_the_same(command, many):
    for jobs in ("1", "2"):
        words = ["--jobs", jobs, "--html", f"pages{jobs}", "--csv", f"marks{jobs}.csv"]
        assert command("check", "sheet.toml", "answers", *words)[0] == 0
    assert bytes_of(many / "pages1") == bytes_of(many / "pages2")
    assert (many / "marks1.csv").read_bytes() == (many / "marks2.csv").read_bytes()


def test_an_exercise_has_a_sheet_empty_answers_and_a_key_that_is_right(command, tmp_path):
    status, out, complaints = command("worksheet", "mazur", "--blank", "w5,w1", "-o", "ex")
    assert (status, complaints) == (0, "")
    assert "15 questions." in out
    names = sorted(path.name for path in (tmp_path / "ex").iterdir())
    assert names == ["answers.toml", "key.csv", "key.html", "sheet.html", "worksheet.toml"]
    sheet = (tmp_path / "ex" / "sheet.html").read_text("utf-8")
    assert "data:image/svg+xml;base64," in sheet
    assert "0.082167041" not in sheet
    assert "0.082167041" in (tmp_path / "ex" / "key.html").read_text("utf-8")
    status, out, _ = command("check", "ex/worksheet.toml", "ex/key.csv")
    assert status == 0
    assert "Marks: 15 of 15." in out
    status, out, _ = command("check", "ex/worksheet.toml", "ex/answers.toml")
    assert status == 1
    assert out.count("not answered") == 15
    assert "choose a new folder" in command("worksheet", "mazur", "-o", "ex")[2]


def test_each_student_gets_other_numbers_and_is_held_against_them(command, tmp_path):
    (tmp_path / "list.txt").write_text('Anna Ek\n\nBo\nCarl, "X"\n', "utf-8")
    words = ["worksheet", "mazur", "--blank", "w5", "--students", "list.txt"]
    for folder in ("one", "two"):
        assert command(*words, "-o", folder)[0] == 0
    one, two = (
        {path.relative_to(tmp_path / folder): path.read_bytes() for path in (tmp_path / folder).rglob("*.*")}
        for folder in ("one", "two")
    )
    assert one == two
    assert len(set(one.values())) == len(one) - 2  # all answers are the same empty file
    status, out, _ = command("check", "one/worksheet.toml", "one/key.csv")
    assert status == 0
    assert "3 marked; on average 13.00 of 13 marks." in out
    (tmp_path / "Anna-Ek.toml").write_bytes((tmp_path / "one" / "Anna-Ek" / "Anna-Ek.toml").read_bytes())
    assert command("check", "one/worksheet.toml", "Anna-Ek.toml")[0] == 1
    (tmp_path / "Dora.toml").write_text("")
    status, out, _ = command("check", "one/worksheet.toml", "Dora.toml")
    assert status == 2
    assert "has no numbers for 'Dora'" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["mazr"], "did you mean mazur?"),
        (["mazur", "--blank", "w99"], "there is no 'w99'"),
        (["mazur", "--stage", "backward"], "--stage structure|weights"),
        (["and_gate", "--vary", "1"], "truth table"),
        (["mazur", "--vary", "1", "--students", "list.txt"], "use one of them"),
        (["mazur", "--students", "list.txt"], "cannot be told from"),
        (["mazur", "--students", "nobody.txt"], "'nobody.txt'"),
        (["mazur", "--sample", "2"], "mazur has no sample 2; choose 1."),
    ],
)
def test_an_exercise_that_cannot_be_made_leaves_nothing(command, tmp_path, words, said):
    (tmp_path / "list.txt").write_text("Bo Ek\nbo-ek\n", "utf-8")
    status, _, complaints = command("worksheet", *words, "-o", "ex")
    assert status == 2
    assert said in complaints
    assert complaints.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["list.txt"]

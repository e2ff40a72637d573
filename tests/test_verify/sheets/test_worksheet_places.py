"""Mistakes in worksheets: each is refused where it stands, and no number is taken from another line."""

import pytest

from autograd import ReadError
from verify.sheets.reader import worksheet_from
from verify.sheets.toml_table import read_table

OWN = '[given]\nx = "2"\nw = "3"\n[define]\ny = "w*x"\n'


def test_whole_numbers_belong_to_the_table_in_which_they_stand():
    sheet = worksheet_from(
        'network = "mazur"\n[given]\ni1 = 5\n[[question]]\nask = "out_h1"\nmarks = 1\n'
        '[[question]]\nask = "out_h2"\nmarks = 2 # two\n[students.anna]\ni1 = 7\n[students."Bo Ek"]\ni1 = 8\n'
    )
    assert [question.marks for question in sheet.questions] == [1.0, 2.0]
    assert sheet.given["i1"] == "5"
    assert sheet.of_student("anna").given["i1"] == "7"
    assert sheet.of_student("Bo Ek").given["i1"] == "8"


def test_a_table_knows_its_lines_however_its_name_is_written():
    text = 'a = 1\n[students."An.na [x]"] # who\na = 2\n[ students . bo ]\na = 3\n[c]\nd = { a = 4 }\n[c.e]\na = 0x5'
    table = read_table(text, "x.toml")
    students, c = table.table("students"), table.table("c")
    found = [table, students.table("An.na [x]"), students.table("bo"), c.table("d"), c.table("e")]
    assert [each.written("a") for each in found] == ["1", "2", "3", "4", "0x5"]
    assert [each.where("a") for each in found] == [f"x.toml, line {line}" for line in (1, 3, 5, 7, 9)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('network = "mazur"\n[[question]]\nask = "w5"\n[[question]]\nask = "w6"\nmarks = -2', "line 6: marks must be"),
        ('network = "mazur"\n[[question]]\nask = "w5"\n[[question]]\nask = "w99"', "line 5: [[question]] w99"),
        ('network = "mazur"\n[[question]]\nask = "dE/dw5"\n[[question]]\nask = "∂E_total/∂w5"', "asked a second time"),
        (OWN + "[students.anna]\nxx = 5", "line 7: [given] has no number 'xx'; did you mean x?"),
        (OWN + "[students.anna]\nx = 5\n[students.Anna]\nx = 6", "line 8: 'Anna' cannot be told from 'anna'"),
        ('[given]\nx1 = 2\n"x₁" = 3\n[define]\ny = "x1"', "line 3: x1 is given a second time"),
        ('of = "z"\n[given]\nx = 2\n[define]\ny = "x*2"', "of = 'z' is not defined; there are y."),
        ('network = "mazur"\nof = "E"', 'line 2: of = "E" names a formula under [define], and there is none'),
        ('[given]\nx = 2\n[define]\ny = """x*2\nx"""', "line 4: [define] y is 'x*2\\nx'; give one formula in quotes"),
        ('[given]\nx = "1/0"\n[define]\ny = "x*2"', "line 2: x is '1/0'; give a finite number"),
        ('[given]\nx = "y/2"\n[define]\ny = "x*2"', "line 2: x is 'y/2'; give a finite number"),
        ('network = "mazur"\n[names]\nE_o1 = ["e"]\nE_o2 = ["e"]', 'line 4: [names] e has several meanings; if it may'),
        ('network = "mazur"\n[names]\nout_o1 = ["out_h1"]', "line 3: [names] 'out_h1' is a value of its own"),
        ('network = "mazur"\n[update]\nrate = "nan"', "rate 'nan' is neither a number nor a name"),
        ('network = "mazur"\n[update]\nrate = "1_0"', "neither a number nor a name"),
        ('network = "mazur"\n[given]\neta = -1', "the rate is -1; give a finite number, 0 or more"),
        ('[given]\nx = 1e308\n[define]\ny = "x*x*x"', "y is inf, and nobody can work that out"),
        ('network = "mazur"\n[[question]]\nask = "w5"\ndecimals = 16', "decimals must be a whole number from 0 to 15"),
        ('network = "xor"\nsample = 9', "xor has no sample 9; choose 1 to 4"),
        ('network = "mazur"\nnetwork = "xor"', "line 2, column 16: network stands here a second time"),
        ("title = ", 'line 1, column 9: nothing stands after =; write title = "" where it stays empty'),
        ("[given]\nw5 = ½", 'line 2, column 6: what stands after = needs quotes, w5 = "½"'),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(text, said):
    with pytest.raises(ReadError) as complaint:
        worksheet_from(text, "sheet.toml")
    assert said in str(complaint.value)

"""Marks: what each verdict earns by a worksheet's policy, and what a class did."""

from pathlib import Path

import pytest

from autograd import ReadError
from nn import documents
from verify import Answer, Answers, Policy, Question, Verdict, Worksheet, check_claims, mark_answers
from verify.classes.marks import MOST_UNSURE, with_questions
from verify.classes.outcomes import MarkedClass, Outcome, marks_csv, outcome_of
from verify.classes.pages import index_page, problem_page, student_page
from verify.pages.derivations import Derivations
from verify.pages.exercise import key_page
from verify.pages.page import claims_html
from verify.sheets.exercise import exercise_about, key_of, varied, worksheet_toml
from verify.sheets.policy import Rounding, decided
from verify.sheets.reader import read_worksheet, worksheet_from

WORKSHEETS = Path(__file__).parents[3] / "examples" / "worksheets"

HARD = """
network = "mazur"
[names]
"out_o1|out_o2" = ["out"]
[[question]]
ask = "out_h1"
[[question]]
ask = "net_o1"
[[question]]
ask = "dE_total/dw5"
marks = 2
"""


def marked(sheet, *pairs):
    return mark_answers(sheet, Answers("anna", tuple(Answer(*pair) for pair in pairs)))


def verdicts(found):
    return [mark.verdict for mark in found.marks]


@pytest.fixture
def sheet():
    return worksheet_from(HARD)


def test_what_is_not_answered_is_in_the_report_and_earns_nothing(sheet):
    found = marked(sheet, ("out_h1", "0.593"))
    assert verdicts(found) == [Verdict.HOLDS, Verdict.NOT_ANSWERED, Verdict.NOT_ANSWERED]
    assert (found.total, len(found.report)) == (1.0, 3)


def test_a_number_that_follows_from_a_wrong_one_has_its_marks(sheet):
    pairs = [("out_h1", "0.51"), ("net_o1", "1.0726")]  # 0.4*0.51 + 0.45*0.596884378 + 0.6
    assert verdicts(marked(sheet, *pairs))[:2] == [Verdict.WRONG, Verdict.CARRIED]
    strict = worksheet_from(HARD + "[policy]\nfollow_through = false")
    assert verdicts(marked(strict, *pairs))[:2] == [Verdict.WRONG, Verdict.WRONG]
    half = worksheet_from(HARD + "[policy.credit]\ncarried = 0.5")
    assert marked(half, *pairs).total == 0.5


def test_a_question_counts_as_it_is_answered_last(sheet):
    found = marked(sheet, ("out_h1", "0.3"), ("out_h1", "0.593"))
    assert verdicts(found)[0] is Verdict.HOLDS
    assert found.marks[0].claim == 2


def test_other_names_of_a_partial_answer_the_question(sheet):
    assert verdicts(marked(sheet, ("∂E_o1/∂w₅", "0.0822")))[2] is Verdict.HOLDS
    assert marked(sheet, ("dE/dw5", "0.0822")).total == 2.0


def test_a_name_that_may_mean_two_means_the_one_whose_line_holds(sheet):
    for number, meant in (("0.7729", "out_o2"), ("0.75137", "out_o1"), ("0.1", "out_o1")):
        claim = marked(sheet, ("out", number)).report[0].claim
        assert claim.asked == f"out as {meant}"
        assert str(claim.target) == meant


def test_what_cannot_be_read_stops_nothing(sheet):
    found = marked(sheet, ("out_99", "1"), ("net_o1", "1,1"), ("out_h1", "0.593"))
    assert [each.verdict for each in found.report][:3] == [Verdict.UNREADABLE, Verdict.UNREADABLE, Verdict.HOLDS]
    assert verdicts(found) == [Verdict.HOLDS, Verdict.UNREADABLE, Verdict.NOT_ANSWERED]
    assert found.total == 1.0


@pytest.mark.parametrize(
    ("text", "rounding", "verdict"),
    [  # dE/dw5 = 0.0821670406
        ("0.0822", Rounding.HALF_UP, Verdict.HOLDS),
        ("0.0822", Rounding.EITHER, Verdict.HOLDS),
        ("0.0822", Rounding.TRUNCATE, Verdict.LAST_DIGIT),
        ("0.0821", Rounding.HALF_UP, Verdict.LAST_DIGIT),
        ("0.0821", Rounding.EITHER, Verdict.HOLDS),
        ("0.0821", Rounding.TRUNCATE, Verdict.HOLDS),
        ("0.0823", Rounding.EITHER, Verdict.LAST_DIGIT),
        ("0.0824", Rounding.EITHER, Verdict.WRONG),
        ("0.09", Rounding.EITHER, Verdict.WRONG),
    ],
)
def test_rounding_and_the_last_digit_are_as_the_policy_has_them(text, rounding, verdict):
    (judgement,) = check_claims(documents.mazur(), {"dE/dw5": text})
    assert decided(judgement, Policy(rounding)).verdict is verdict


def test_without_units_of_the_last_digit_a_digit_that_is_off_is_wrong(sheet):
    strict = worksheet_from(HARD + "[policy]\nlast_digit = 0")
    assert verdicts(marked(sheet, ("out_h1", "0.5934")))[0] is Verdict.LAST_DIGIT
    assert verdicts(marked(strict, ("out_h1", "0.5934")))[0] is Verdict.WRONG


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("0.0004", Verdict.HOLDS), ("0", Verdict.WRONG), ("0.00", Verdict.WRONG), ("0.00044", Verdict.HOLDS)],
)
def test_a_number_with_fewer_decimals_than_asked_is_not_simply_right(text, verdict):
    one = worksheet_from('network = "mazur"\n[[question]]\nask = "dE/dw1"\ndecimals = 4')
    assert verdicts(marked(one, ("dE/dw1", text)))[0] is verdict


def test_zeros_earn_no_marks_for_numbers_that_are_not_zero(sheet):
    zeros = [("out_h1", "0"), ("net_o1", "0e5"), ("dE/dw5", "0.0")]
    assert marked(sheet, *zeros).total == 0.0


def test_trailing_zeros_may_be_dropped_but_not_other_digits():
    one = worksheet_from(
        'network = "mazur"\n[[question]]\nask = "net_h1"\ndecimals = 6\n[[question]]\nask = "out_h1"\ndecimals = 4'
    )
    found = marked(one, ("net_h1", "0.3775"), ("out_h1", "0.59"))
    assert verdicts(found) == [Verdict.HOLDS, Verdict.VALUE_RIGHT]
    assert found.report[1].remark == "4 decimals are asked for"


def test_without_questions_every_target_that_anybody_answers_is_one():
    sheet = worksheet_from('network = "mazur"')
    answers = [
        Answers("anna", (Answer("dE/dw5", "0.0822"), Answer("nothing", "1"))),
        Answers("bob", (Answer("out_h1", "1"), Answer("dE_o1/dw5", "1"))),
    ]
    assert [question.ask for question in with_questions(sheet, answers).questions] == ["dE_total/dw5", "out_h1"]


def test_a_student_with_numbers_of_their_own_is_held_against_these():
    sheet = worksheet_from(
        'network = "mazur"\n[students.anna]\ni1 = "1"\n[[question]]\nask = "net_h1"'
    )  # 0.15*1 + 0.2*0.1 + 0.35
    assert marked(sheet, ("net_h1", "0.52")).total == 1.0
    assert mark_answers(sheet, Answers("Anna ", (Answer("net_h1", "0.52"),))).total == 1.0
    with pytest.raises(ReadError, match="has no numbers for 'bob'; there are anna"):
        mark_answers(sheet, Answers("bob", (Answer("net_h1", "0.52"),)))


def test_marks_are_a_table_that_no_program_takes_for_formulas():
    text = marks_csv([Question("w5+")], [Outcome("=cmd()", marks=(1 / 3,)), Outcome("a,b", problem="x")])
    assert text.splitlines() == ["student,w5+,total,problem", "'=cmd(),0.333333,0.333333,", '"a,b",,,x']


EVIL = "<script>alert(1)</script>\u202e\0&\"'"


def test_everything_typed_by_a_student_is_escaped(sheet, tmp_path):
    answers = Answers(EVIL, (Answer(EVIL, EVIL, EVIL), Answer("dE/dw5", EVIL), Answer("dE/dw5", "0.4398", EVIL)))
    found = mark_answers(sheet, answers)
    pages = [
        student_page(sheet, found, Derivations(sheet.work)),
        problem_page(sheet, EVIL, EVIL),
        index_page(
            MarkedClass(sheet.title, sheet.questions, (outcome_of(found), Outcome(EVIL, problem=EVIL))),
            ["a.html", 'b".html'],
        ),
    ]
    path = found.report.to_html(tmp_path / "report.html")
    for page in (*pages, path.read_text("utf-8")):
        assert "<script" not in page
        assert "\u202e" not in page
        assert "\0" not in page
        assert "&lt;script&gt;" in page or page is pages[2]
        assert "default-src 'none'; style-src 'sha256-" in page
        assert " style=" not in page
        assert "onerror" not in page


def test_the_factor_that_went_wrong_is_marked_in_the_derivation(sheet):
    report = check_claims(sheet.work, {"dE/dw5": "0.4398", "out_h1": "0.593", "w6+": "0.3"})
    first, second, third = claims_html(report)
    assert 'class="claim wrong" id="claim-1"' in first
    assert '✗ <span class="disc">2</span>' in first
    assert '✗ <span class="disc">1</span>' not in first
    assert first.count('mrow class="factor_1"') == 2  # in symbols and in numbers
    assert "factor_2" not in first
    assert "<details" not in second
    assert "✓ holds" in second
    assert "<details" in third


def test_a_report_is_the_same_bytes_each_time(sheet, tmp_path):
    report = check_claims(sheet.work, {"dE/dw5": "0.4398", "out_h1": "0.593"})
    first = report.to_html(tmp_path / "a.html").read_bytes()
    assert report.to_html(tmp_path / "b.html").read_bytes() == first
    assert first.count(b"http") == first.count(b"http-equiv") + first.count(b"http://www.w3.org/1998/Math/MathML")


def test_a_worksheet_made_in_python_marks_too():
    sheet = Worksheet(title="One", network="lecture_neuron", questions=(Question("y"),))
    assert marked(sheet, ("y", "0.874")).total == 1.0


@pytest.mark.parametrize("network", sorted(documents.EXAMPLES))
def test_every_document_has_an_exercise_whose_key_is_right(network):
    sheet = exercise_about(network)
    assert worksheet_from(worksheet_toml(sheet), sheet.name) == sheet
    answers = tuple(Answer(ask, number) for ask, number in key_of(sheet).items())
    found = mark_answers(sheet, Answers("key", answers))
    assert set(verdicts(found)) == {Verdict.HOLDS}
    assert "<h1>" in key_page(sheet)


NETWORKS = sorted({documents.build(name).name for name in documents.EXAMPLES})


@pytest.mark.parametrize("network", NETWORKS)
def test_the_worksheets_among_the_examples_are_those_that_the_command_writes(network):
    sheet = read_worksheet(WORKSHEETS / f"{network}.toml")
    assert worksheet_toml(sheet) == worksheet_toml(exercise_about(network))
    found = mark_answers(sheet, Answers("key", tuple(Answer(*pair) for pair in key_of(sheet).items())))
    assert (found.total, set(verdicts(found))) == (len(sheet.questions), {Verdict.HOLDS})


def test_every_network_has_its_worksheet_among_the_examples():
    assert sorted(path.stem for path in WORKSHEETS.iterdir()) == NETWORKS


def test_the_key_of_an_order_of_updates_is_right_for_this_order_and_wrong_for_the_other():
    text = 'network = "mazur"\n[update]\norder = "{}"\n[[question]]\nask = "w1+"\n[[question]]\nask = "w5+"\n'
    first, together = (worksheet_from(text.format(order)) for order in ("output-first", "together"))
    answers = Answers("key", tuple(Answer(ask, number) for ask, number in key_of(first).items()))
    assert verdicts(mark_answers(first, answers)) == [Verdict.HOLDS, Verdict.HOLDS]
    assert verdicts(mark_answers(together, answers)) == [Verdict.WRONG, Verdict.HOLDS]


def test_varied_numbers_are_others_and_no_two_are_alike():
    sheet = exercise_about("mazur")
    seeds = [varied(sheet, str(seed)) for seed in range(20)]
    assert len({tuple(each.values()) for each in seeds}) == 20
    for each in seeds:
        weights = [abs(float(number)) for number in each.values()]
        assert len(set(weights)) == len(weights)
        assert 0.0 < float(each["target_o2"]) < 1.0


def test_a_name_that_may_mean_two_may_be_decided_by_a_wrong_number_before(sheet):
    found = marked(sheet, ("net_o2", "1.3"), ("out", "0.7858"))  # σ(1.3) = 0.785835
    assert found.report[1].claim.asked == "out as out_o2"
    assert found.report[1].verdict is Verdict.CARRIED


def test_names_that_may_mean_two_do_not_make_marking_slow(sheet, monkeypatch):
    judged = []

    def counting(work, claims):
        judged.append(len(claims))
        return check_claims(work, claims)

    monkeypatch.setattr("verify.classes.marks.check_claims", counting)
    marked(sheet, *(("out", f"0.{1000 + place}") for place in range(200)))
    assert sum(judged) < 200 * 6 + 3 * MOST_UNSURE * 10

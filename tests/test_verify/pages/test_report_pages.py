"""Pages of reports: the factor that went wrong in the picture, the index of a class, and nothing that is loaded."""

import math
import re

import pytest

from nn import documents
from verify import Answer, Answers, Verdict, Work, Worksheet, check_claims, mark_answers
from verify.classes.marks import with_questions
from verify.classes.outcomes import MarkedClass, Outcome, commonest_slips, outcome_of
from verify.classes.pages import index_page
from verify.pages.derivations import Derivations, marked_picture
from verify.sheets.questions import Question
from verify.sheets.reader import worksheet_from
from viz import Style

OWN = """
[given]
x = "2"
w = "0.3"
t = "1"
[define]
s = "w*x"
y = "tanh(s)"
E = "(y - t)^2"
"""


def pictures_of(page):
    return re.findall(r'<div class="scroll picture">(.*?)</div>', page, re.DOTALL)


@pytest.fixture
def report():
    return check_claims(documents.mazur(), {"dE/dw5": "0.4398", "dE/dw1": "0.0018", "out_h1": "0.5"})


def test_the_factor_that_went_wrong_is_crossed_in_the_picture(report, tmp_path):
    page = report.to_html(tmp_path / "report.html").read_text("utf-8")
    picture = pictures_of(page)[0]
    assert "<title>∂E_total/∂w5</title>" in picture
    assert "crossed: taken wrong" in picture
    frames = re.findall(r'<rect [^>]*class="f-error_fill s-error_line"', picture)
    assert len(frames) == 3  # at the divider, in the formula, in the key


def test_pictures_have_no_names_that_a_page_could_have_twice(report, tmp_path):
    page = report.to_html(tmp_path / "report.html").read_text("utf-8")
    names = re.findall(r' id="([^"]*)"', page)
    assert len(set(names)) == len(names)
    assert all("<style" not in picture for picture in pictures_of(page))


def test_a_page_has_the_dark_colours_of_its_pictures(report, tmp_path):
    page = report.to_html(tmp_path / "report.html").read_text("utf-8")
    roles = {role for classes in re.findall(r'class="(f-[^"]*)"', page) for role in classes.split()}
    assert len(roles) > 5
    dark = page[page.index("prefers-color-scheme:dark") :]
    for role in roles:
        colour = getattr(Style().dark, role[2:])
        assert f".chainrule .{role}{{{'fill' if role[0] == 'f' else 'stroke'}:{colour}}}" in dark


def test_a_claim_that_no_factor_explains_has_no_picture():
    work = Work.of_example(documents.mazur())
    right, wrong = check_claims(work, {"dE/dw6": "0.0827", "dE/dw5": "0.7312"})
    assert right.verdict is Verdict.HOLDS
    assert not Derivations(work).html(right)
    assert "picture" not in Derivations(work).html(wrong)


def test_an_expression_without_a_network_is_drawn_as_a_chain():
    sheet = worksheet_from(OWN)
    picture = marked_picture(sheet.work, sheet.work.derivation("E", "w"), [2])
    assert 'class="f-error_fill s-error_line"' in picture
    assert "∂y/∂s" in picture


def test_every_example_has_a_picture_of_each_partial():
    for name in documents.EXAMPLES:
        work = Work.of_example(documents.build(name))
        for weight in work.trained:
            assert marked_picture(work, work.derivation(work.output.name, weight), [1]).startswith("<div"), name


def test_the_index_shows_shares_says_what_is_unreadable_and_who_is_there_twice():
    sheet = Worksheet(title="By hand", network="mazur", questions=(Question("out_h1"),))
    outcomes = [
        Outcome("Anna", (Verdict.HOLDS,), (1.0,)),
        Outcome("anna", (Verdict.WRONG,), (0.0,), (("out_h1", "the sign of the whole is turned round"),)),
        Outcome("Bo", problem="bo.toml, line 1: <b>"),
    ]
    marked = MarkedClass(sheet.title, sheet.questions, tuple(outcomes))
    page = index_page(marked, ["Anna.html", "anna-2.html", "Bo.html"])
    assert "2 marked; on average 0.50 of 1 marks." in page
    assert '<a href="#unreadable">1 unreadable.</a>' in page
    assert "2 sets of answers are named Anna; each is marked on its own." in page
    assert '<rect class="holds" x="0" width="1" height="1"/><rect class="wrong" x="1" width="1" height="1"/>' in page
    assert page.index("Commonest slips") < page.index("bo.toml, line 1: &lt;b&gt;") < page.index("Questions")


def test_nobody_has_to_be_marked_for_an_index():
    sheet = with_questions(Worksheet(network="mazur"), [Answers("bo", (Answer("out_h1", "1"),))])
    marked = MarkedClass(sheet.title, sheet.questions, (Outcome("bo", problem="nothing"),))
    page = index_page(marked, ["bo.html"])
    assert "<p>0 marked. <a" in page


def test_a_slip_is_one_slip_though_for_one_students_numbers_another_gives_the_same():
    sheet = worksheet_from(OWN + '[[question]]\nask = "dE/dw"\n[students.anna]\n[students.bo]\nt = "0.9"\n')
    outcomes = []
    for student, target in (("anna", 1.0), ("bo", 0.9)):
        text = f"{-2 * (target - math.tanh(0.6)) * 2:.5f}"  # without 1 - y², which times t = 1 is the same as t
        marked = mark_answers(sheet, Answers(student, (Answer("dE/dw", text),)))
        outcomes.append(outcome_of(marked))
    assert [(slip.text, slip.students) for slip in commonest_slips(outcomes)] == [("the factor ∂y/∂s is left out", 2)]

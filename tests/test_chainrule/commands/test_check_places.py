"""``chainrule check``: what it reads stays as it is, what it writes appears whole, and what it asks is told."""

import signal

import pytest

from chainrule.commands.check_asking import ask_for_partials
from chainrule.sources import BadInputError
from chainrule.tables.verdicts import Telling
from nn import documents
from verify import Work
from verify.classes.folder import new_pages
from viz.terminal import Terminal

SHEET = 'network = "mazur"\n[[question]]\nask = "out_h1"\n'


@pytest.fixture
def classroom(tmp_path):
    (tmp_path / "sheet.toml").write_text(SHEET, "utf-8")
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / "anna.toml").write_text('out_h1 = "0.593"', "utf-8")
    (tmp_path / "answers" / "bo.csv").write_text("out_h1,0.4\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ("sheet.toml", "over 'sheet.toml', which is read"),
        ("answers/bo.csv", "over 'answers/bo.csv', which is read"),
        ("./answers/../answers/bo.csv", "which is read"),
        ("answers/marks.csv", "next time 'answers/marks.csv' would be read as answers"),
    ],
)
def test_marks_are_not_written_over_what_is_read(command, classroom, marks, said):
    before = {path: path.read_bytes() for path in classroom.rglob("*.*")}
    status, out, complaints = command("check", "sheet.toml", "answers", "--csv", marks)
    assert (status, out) == (2, "")
    assert said in complaints
    assert {path: path.read_bytes() for path in classroom.rglob("*.*")} == before


def test_where_the_marks_cannot_be_written_the_pages_do_not_appear(command, classroom):
    words = ["sheet.toml", "answers", "--html", "pages", "--csv", "no/marks.csv"]
    status, _, complaints = command("check", *words)
    assert status == 2
    assert "cannot write 'no/marks.csv'" in complaints
    assert sorted(path.name for path in classroom.iterdir()) == ["answers", "sheet.toml"]


def test_complaints_name_the_folder_that_was_asked_for(command, classroom):
    for words in (["check", "sheet.toml", "answers", "--html"], ["worksheet", "mazur", "-o"]):
        status, _, complaints = command(*words, "sheet.toml/pages")
        assert status == 2
        assert "partial" not in complaints
        assert "sheet.toml/pages" in complaints


def test_pages_that_a_killed_run_had_put_aside_come_back(tmp_path):
    page = '<meta name="generator" content="chainrule check">'
    aside = tmp_path / ".pages.old"
    aside.mkdir()
    (aside / "anna.html").write_text(page)
    (tmp_path / ".pages.partial").mkdir()
    with pytest.raises(KeyboardInterrupt), new_pages(tmp_path / "pages"):
        raise KeyboardInterrupt
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]
    assert (tmp_path / "pages" / "anna.html").read_text() == page


def test_who_is_told_to_end_leaves_nothing_behind(tmp_path):
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt), new_pages(tmp_path / "pages"):
        signal.raise_signal(signal.SIGTERM)
    assert list(tmp_path.iterdir()) == []
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_file_that_is_named_twice_is_marked_once(command, classroom):
    _, out, _ = command("check", "sheet.toml", "answers", "answers/anna.toml")
    assert "2 marked; on average 0.50 of 1 marks." in out


def test_two_sets_of_answers_with_one_name_are_noted(command, classroom):
    (classroom / "class.csv").write_text("name,out_h1\nAnna,0.593\n", "utf-8")
    _, out, _ = command("check", "sheet.toml", "answers", "class.csv")
    assert "Note: 2 sets of answers are named anna; each is marked on its own." in out


def test_where_nothing_can_be_read_there_is_no_average(command, classroom):
    (classroom / "emil.toml").write_text("w5+ = 1", "utf-8")
    status, out, _ = command("check", "sheet.toml", "emil.toml")
    assert status == 2
    assert out.splitlines()[0] == "0 marked."


def test_another_kind_of_file_is_no_claim(command, classroom):
    (classroom / "anna.xlsx").write_bytes(b"PK")
    for source in ("sheet.toml", "mazur"):
        _, _, complaints = command("check", source, "anna.xlsx")
        assert "'anna.xlsx' is no .toml or .csv file of answers, and no folder." in complaints


def test_claims_in_one_line_make_a_page(command, tmp_path):
    words = ["check", "mazur", "dE/dw5=0.4398", "--html"]
    status, out, _ = command(*words, "report.html")
    assert status == 1
    assert out.splitlines()[-1] == "Wrote report.html."
    assert "crossed: taken wrong" in (tmp_path / "report.html").read_text("utf-8")
    status, _, complaints = command(*words, "pages")
    assert status == 2
    assert "write --html pages.html" in complaints


@pytest.mark.parametrize(
    "words", [["mazur", "dE/dw5=0.1", "--html", "a.html"], ["sheet.toml", "answers", "--html", "a"]]
)
def test_who_asks_for_hints_gets_no_page_with_all_numbers(command, classroom, words):
    status, out, complaints = command("check", *words, "--hint")
    assert (status, out) == (2, "")
    assert "use one of --hint and --html" in complaints


def asked(capsys, work, telling, *answers):
    """What is shown to somebody who answers so, and the exit status."""
    waiting = list(answers)

    def ask(question):
        print(question)
        if not waiting:
            raise EOFError
        return waiting.pop(0)

    status = ask_for_partials(Terminal(), work, ask, telling)
    return status, capsys.readouterr().out


@pytest.fixture
def mazur():
    return Work.of_example(documents.mazur())


def test_who_asks_for_hints_is_never_told_the_number(capsys, mazur):
    status, out = asked(capsys, mazur, Telling.HINT, "0.4398", "0.3", "q")
    assert status == 1
    assert "0.0821" not in out
    status, out = asked(capsys, mazur, Telling.ALL, "0.4398", "0.3", "q")
    assert "true is 0.082167041" in out


def test_who_leaves_after_a_wrong_answer_has_given_a_wrong_answer(capsys, mazur):
    assert asked(capsys, mazur, Telling.ALL, "0.4398")[0] == 1
    assert "0 of 1 right." in asked(capsys, mazur, Telling.ALL, "0.4398", "q")[1]
    assert "1 of 1 right." in asked(capsys, mazur, Telling.ALL, "0.4398", "0.0822", "q")[1]


@pytest.mark.parametrize("gate", ["and_gate", "xor_gate"])
def test_threshold_units_have_no_partials_to_ask_for(capsys, gate):
    with pytest.raises(BadInputError, match="claim a number, such as Y=1"):
        asked(capsys, Work.of_example(documents.build(gate)), Telling.ALL)

"""The command in a process of its own: it does what it does in the tests' process, and what only a process can."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SMOKE = [
    "show mazur",
    "derive mazur w5",
    "walkthrough mazur",
    "wiggle mazur w5 --by 0.01",
    "train mazur",
    "check mazur dE/dw5=0.4398",
    "worksheet mazur --blank w5",
    "activations --for binary",
    "show",
    "show mazr",
]


@pytest.mark.parametrize("words", SMOKE)
def test_a_process_does_what_the_command_does_in_this_one(words, command, in_a_process, tmp_path):
    here = command(*words.split())
    written = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    if words.startswith("worksheet"):  # into a new folder
        (tmp_path / "worksheet").rename(tmp_path / "earlier")
    assert in_a_process(*words.split()) == here
    assert {path: path.read_bytes() for path in written} == written


def test_a_terminal_that_knows_no_greek_gets_question_marks(started):
    surroundings = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii", "COLUMNS": "100"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": surroundings}
    process = started("show", "mazur", "-o", "a\x1b[31mb.svg", **pipes)
    out, complaints = process.communicate(timeout=60)
    assert (process.returncode, complaints) == (0, b"")
    assert b"?" in out
    assert b"\x1b" not in out


def test_parameters_are_saved_also_when_nobody_reads_the_report(started, tmp_path):
    process = started("train", "xor", "--steps", "3", "--save", "p.npz", stdout=subprocess.PIPE)
    process.stdout.close()
    process.wait(60)
    assert (tmp_path / "p.npz").exists()


def wait_until(process, is_so):
    """Wait until something is so, or the process has ended."""
    while process.poll() is None and not is_so():
        time.sleep(0.005)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent in another way there")
def test_ctrl_c_keeps_what_was_learned(started, tmp_path):
    words = ["train", "xor", "--steps", "1000000", "--until", "0", "--checkpoint", "c.npz", "--every", "10"]
    process = started(*words, "--save", "p.npz", stdout=subprocess.PIPE)
    wait_until(process, (tmp_path / "c.npz").exists)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Interrupted after" in out.decode()
    assert (tmp_path / "p.npz").exists()


# ------------------------------------------------------------------------------------- check: a terminal, a class


def asked(started, *answers):
    """The command on a terminal; it answers each question, and returns the exit status and all that it shows."""
    main, end = pty.openpty()
    surroundings = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PATH": "", "TERM": "dumb", "COLUMNS": "100"}
    streams = {"stdin": end, "stdout": end, "stderr": end, "env": surroundings}
    process = started("check", "y = w*x", "w=2", "x=3", **streams)
    os.close(end)
    shown, waiting = b"", list(answers)
    while select.select([main], [], [], 60)[0]:
        try:
            more = os.read(main, 4096)
        except OSError:  # the other side is closed
            break
        shown += more
        if waiting and shown.endswith(b"= "):
            os.write(main, waiting.pop(0).encode() + b"\n")
    os.close(main)
    return process.wait(60), shown.decode()


def test_on_a_terminal_it_asks_for_one_partial_after_the_other(started):
    status, shown = asked(started, "2", "3", "2")
    assert status == 0
    assert shown.count("∂y/∂w = ") == 2
    assert "∂y/∂w = 2\r\n✗ dy/dw = 2  wrong: " in shown
    assert "2 of 2 right." in shown


def test_asking_ends_when_nothing_more_comes(started):
    status, shown = asked(started, "\x04")
    assert status == 0
    assert shown.rstrip().endswith("0 of 0 right.")


CLASS = 130
SHEET = 'network = "mazur"\n[[question]]\nask = "dE_total/dw5"\ndecimals = 4\n[[question]]\nask = "out_h1"\n'


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.slow
def test_what_is_killed_and_started_again_ends_with_the_same_output(command, started, tmp_path):
    (tmp_path / "sheet.toml").write_text(SHEET, "utf-8")
    (tmp_path / "answers").mkdir()
    for place in range(CLASS):
        text = f'"dE/dw5" = "{(0.0822, 0.4398, 0.1)[place % 3]}"\nout_h1 = "0.{500 + place}"\n'
        (tmp_path / "answers" / f"student{place:03}.toml").write_text(text, "utf-8")
    words = ["check", "sheet.toml", "answers", "--html", "pages", "--csv", "marks.csv"]
    assert command(*words)[0] == 0
    pages, marks = bytes_of(tmp_path / "pages"), (tmp_path / "marks.csv").read_bytes()
    for written in (0, 1, CLASS // 2):
        process = started(*words)
        wait_until(process, lambda: len(list(tmp_path.glob(".pages.partial/*.html"))) >= written)  # noqa: B023
        process.kill()
        process.wait()
        assert bytes_of(tmp_path / "pages") == pages  # the old ones stay until all new ones are there
    assert command(*words)[0] == 0
    assert bytes_of(tmp_path / "pages") == pages
    assert (tmp_path / "marks.csv").read_bytes() == marks
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers", "marks.csv", "pages", "sheet.toml"]

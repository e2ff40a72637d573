"""The command as a person runs it: in this process, and for a few tests in one of its own."""

import io
import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from chainrule.cli import main

ROOT = Path(__file__).parents[2]
SURROUNDINGS = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PATH": "", "COLUMNS": "100"}
"""All environment variables that the command sees, here and in a process of its own."""


def lines_of(output):
    """What is printed, without the blanks that end lines of tables."""
    return "\n".join(line.rstrip() for line in output.splitlines())


@pytest.fixture
def command(capsys, monkeypatch, tmp_path):
    """The command in this process, in an empty folder; it returns exit status, output and complaints."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO())

    def run(*words):
        monkeypatch.setattr("sys.argv", [str(ROOT / "chainrule" / "__main__.py"), *words])
        with mock.patch.dict(os.environ, SURROUNDINGS, clear=True), pytest.raises(SystemExit) as ended:
            main()
        out, complaints = capsys.readouterr()
        return ended.value.code, lines_of(out), complaints

    return run


@pytest.fixture
def started(tmp_path):
    """The command under way in a process of its own, in the same folder; it ends with the test at the latest."""
    processes = []

    def start(*words, **options):
        called = [sys.executable, "-m", "chainrule", *words]
        options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": SURROUNDINGS} | options
        processes.append(subprocess.Popen(called, cwd=tmp_path, **options))
        return processes[-1]

    yield start
    for process in processes:
        with process:
            process.kill()


@pytest.fixture
def in_a_process(started):
    """The command from its start to its end in a process of its own; it returns what `command` returns."""

    def run(*words):
        process = started(*words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        out, complaints = process.communicate(timeout=120)
        return process.returncode, lines_of(out), complaints

    return run


@pytest.fixture
def golden():
    """Hold a text against the golden one of a name."""

    def compare(name, text):
        assert (ROOT / "tests" / "golden" / name).read_text("utf-8").rstrip("\n") == text.rstrip("\n")

    return compare

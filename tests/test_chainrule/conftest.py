"""Running the command as a person runs it."""

import subprocess
import sys
from pathlib import Path

import pytest

from chainrule.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def chainrule():
    """The command in an empty folder; it returns its exit status, output and complaints."""

    def run(*words, folder, module="chainrule"):
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=folder,
            env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PATH": "", "COLUMNS": "100"},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return done.returncode, "\n".join(line.rstrip() for line in done.stdout.splitlines()), done.stderr

    return run


@pytest.fixture
def command(capsys, monkeypatch, tmp_path):
    """The command in this process, in an empty folder; it returns exit status, output and complaints."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words):
        monkeypatch.setattr("sys.argv", ["chainrule", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        out, complaints = capsys.readouterr()
        return ended.value.code, "\n".join(line.rstrip() for line in out.splitlines()), complaints

    return run


@pytest.fixture
def golden():
    """Hold a text against the golden one of a name."""

    def compare(name, text):
        assert (ROOT / "tests" / "golden" / name).read_text("utf-8").rstrip("\n") == text.rstrip("\n")

    return compare

"""What people run: ``nox -s test``, ``all``, ``lint``, ``docs``, ``bench``; each in an environment of its own, kept."""

import nox

nox.options.sessions = ["test", "lint"]
nox.options.reuse_existing_virtualenvs = True


def install(session: nox.Session, extras: str) -> None:
    """Install the project as it stands, every package at the version that is tested."""
    session.install("--constraint", "constraints.txt", "--editable", f".[{extras}]")


ENGINE = ("ops", "calculus", "derivation", "formulas", "test_value.py", "test_operators.py", "test_stubs.py")
JUDGING = ("claims", "judging/test_judge.py", "judging/test_formulas.py", "judging/test_fixtures.py")
QUICK = (
    *("tests/test_style.py", "tests/test_nn", "tests/test_viz/writing"),
    *(f"tests/test_autograd/{room}" for room in ENGINE),
    *(f"tests/test_verify/{room}" for room in JUDGING),
)
"""Where most changes show, in a minute: the house, the engine, networks, what is judged. The rest is in `all`."""


@nox.session
def test(session: nox.Session) -> None:
    """Tests that fit into a minute on two cores; or those that are named: ``nox -s test -- tests/test_viz``."""
    install(session, "test")
    session.run("pytest", "-q", "-n", "2", "-m", "not slow", *(session.posargs or QUICK))


@nox.session(name="all")
def every(session: nox.Session) -> None:
    """Every test and every example in a docstring, with the lines that none of them runs."""
    install(session, "test,check")
    session.run("pytest", "-q", "-n", "2", "--cov", "--cov-report=term:skip-covered", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, types, import contracts, generated files."""
    install(session, "test,check")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    session.run("mypy", "tests/typing/user_program.py", "tests/ports")
    session.run("pyright", "-p", "tests/typing")
    session.run("lint-imports")
    session.run("python", "-m", "autograd.stubs", "--check")


@nox.session
def docs(session: nox.Session) -> None:
    """These documents and the reference, in docs/_build; a warning is an error."""
    install(session, "docs")
    session.run("sphinx-build", "-W", "--keep-going", "-q", "-b", "html", "docs", "docs/_build")


@nox.session
def bench(session: nox.Session) -> None:
    """Speed beside other engines; arguments go to benchmarks/eager.py."""
    install(session, "bench")
    session.run("python", "benchmarks/eager.py", *session.posargs)

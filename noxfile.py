"""What people run: ``nox -s test``, ``all``, ``lint``, ``docs``, ``bench``; each in an environment of its own, kept."""

import nox

nox.options.sessions = ["test", "lint"]
nox.options.reuse_existing_virtualenvs = True


def install(session: nox.Session, extras: str) -> None:
    """Install the project as it stands, every package at the version that is tested."""
    session.install("--constraint", "constraints.txt", "--editable", f".[{extras}]")


@nox.session
def test(session: nox.Session) -> None:
    """The tests that fit into a minute on two cores; more arguments go to pytest."""
    install(session, "test")
    session.run("pytest", "-q", "-n", "2", "-m", "not slow", *(session.posargs or QUICK))


QUICK = ("tests",)


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
    session.run("mypy", "tests/typing/user_program.py")
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

"""The project's documents say what is so: rooms, the core, links, the page on how to contribute."""

import re
import tomllib
from importlib.util import find_spec
from pathlib import Path
from subprocess import run
from sys import executable
from urllib.parse import unquote

import pytest
from test_house import CORE
from test_style import FILES, MODULES, imports_of

from verify import Verdict

ROOT = Path(__file__).parents[1]
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PAGES = sorted(
    page
    for page in ROOT.rglob("*.md")
    if not any(part.startswith((".", "_")) or part == "node_modules" for part in page.relative_to(ROOT).parts)
)


def section(title):
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", ARCHITECTURE, re.MULTILINE | re.DOTALL)[1]


def first_cells(text):
    """What stands in backticks in the first cells of the rows of tables."""
    return [
        name for cell in re.findall(r"^\| (`.*?) \|", text, re.MULTILINE) for name in re.findall(r"`([^`]+)`", cell)
    ]


def test_the_core_is_the_list_that_is_tested():
    core, imported = section("The core").split("The core imports")
    assert first_cells(core) == CORE
    names = {file.relative_to(ROOT).as_posix(): name for name, file in MODULES.items()}
    wanted = {
        MODULES[other].relative_to(ROOT).as_posix()
        for file in CORE
        for other in imports_of(names[file], ROOT / file)
        if other in MODULES and MODULES[other].name != "__init__.py"
    }
    assert set(first_cells(imported)) == wanted - set(CORE)


def test_every_room_is_in_the_line_of_its_contract():
    rooms = section("Rooms and directions")
    folders = {file.parent.relative_to(ROOT).as_posix() for file in FILES}
    for folder in folders:
        assert f"`{folder}`" in rooms or f"### {folder}\n" in rooms, folder
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    for contract in contracts:
        for package in contract.get("containers", ()):
            table = re.search(rf"^### {package}\n(.*?)(?=^### |\Z)", rooms, re.MULTILINE | re.DOTALL)[1]
            cells = re.findall(r"^\| \d+ \| (.*?) \|", table, re.MULTILINE)
            rows = [set(re.findall(r"`([^`]+)`", cell)) for cell in cells]
            said = [{room.removeprefix(f"{package}/") for room in row if room.count("/") < 2} for row in rows]
            assert said == [{room.strip() for room in line.split("|")} for line in reversed(contract["layers"])]


def test_every_dependency_has_its_file():
    dependencies = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.match(r"[\w-]+", line)[0] for line in dependencies}
    rows = dict(re.findall(r"^\| `([\w-]+)` \| `([\w./]+)` \|", section("What is imported from others"), re.MULTILINE))
    assert set(rows) == names
    for name, file in rows.items():
        assert re.search(name.replace("-", "[-_]"), (ROOT / file).read_text("utf-8")), file


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(page):
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    for link in re.findall(r"(?<!`)\]\(([^)\s]+)\)", text):
        assert re.match(r"(https?|mailto):", link) or (page.parent / unquote(link.partition("#")[0])).exists(), link


@pytest.mark.parametrize("text", [ARCHITECTURE, CONTRIBUTING], ids=["architecture", "contributing"])
def test_every_file_that_is_named_exists(text):
    folders = {"autograd", "nn", "viz", "verify", "chainrule", "tests", "docs", "examples", "benchmarks"}
    for path in re.findall(r"(?<![\w/.])((?:\w+/)+[\w.]+)", text):
        if path.partition("/")[0] in folders and not path.startswith("docs/_build"):
            assert (ROOT / path).exists(), path


def test_every_folder_of_the_packages_has_a_place_where_one_begins():
    for package in ("autograd", "nn", "viz", "verify", "chainrule"):
        page = (ROOT / package / "README.md").read_text("utf-8")
        assert page.count("\n") <= 20
        for folder in (ROOT / package).iterdir():
            if (folder / "__init__.py").exists():
                assert f"`{folder.name}/`" in page, folder


def test_contributing_is_one_page_with_a_recipe_for_each_kind_of_thing():
    assert CONTRIBUTING.count("\n") <= 90
    for thing in ("row", "slip", "loss", "picture", "output format of derivations"):
        assert re.search(rf"^\*\*An? {thing}", CONTRIBUTING, re.MULTILINE), thing


def test_every_verdict_is_a_word_of_the_glossary():
    words = (ROOT / "docs/words.md").read_text("utf-8")
    for verdict in Verdict:
        assert verdict.value in words


@pytest.mark.skipif(find_spec("mypy") is None, reason="mypy is not installed: pip install '.[check]'")
def test_a_users_program_has_the_types_that_it_asserts():
    checked = run(
        [executable, "-m", "mypy", "--no-incremental", "tests/typing/user_program.py", "tests/ports"],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout


def test_a_users_program_runs():
    done = run([executable, "tests/typing/user_program.py"], cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == 0

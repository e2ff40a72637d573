"""The house itself: what imports what, what is public, what the README says."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("autograd", "nn", "viz", "verify", "chainrule")
THIRD_PARTY = {"graphviz", "resvg_py", "rich", "typer", "numpy", "numba", "matplotlib"}


def python(code, *paths):
    """Run code in a new Python that sees the project and `paths`."""
    path = ":".join(map(str, (*paths, ROOT)))
    return subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": path}, capture_output=True, text=True, timeout=60, check=False
    )


def imports():
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                yield from ((file.relative_to(ROOT).as_posix(), name.partition(".")[0]) for name in names)


def test_each_third_party_package_is_imported_in_one_file():
    rooms = {}
    for file, name in imports():
        if name in THIRD_PARTY:
            rooms.setdefault(name, set()).add(file)
    assert rooms == {
        "graphviz": {"viz/canvas/dot.py"},
        "numpy": {"nn/training/files.py"},
        "resvg_py": {"viz/canvas/png.py"},
        "rich": {"viz/terminal.py"},
        "typer": {"chainrule/cli.py"},
    }


def test_engine_and_networks_load_no_third_party_module():
    done = python(
        "import sys; before = set(sys.modules); import autograd, nn; print(*sorted(set(sys.modules) - before))"
    )
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert {"autograd", "nn"} <= loaded
    assert loaded - {"autograd", "nn"} <= set(sys.stdlib_module_names), done.stdout


CORE = [
    *("autograd/value.py", "autograd/ops/operation.py", "autograd/ops/arithmetic.py"),
    *("autograd/recording.py", "autograd/operators.py", "nn/neuron.py", "nn/layer.py", "nn/network.py"),
]


def test_the_core_can_be_read_in_one_sitting():
    assert sum((ROOT / file).read_text("utf-8").count("\n") for file in CORE) <= 1400


def test_pictures_load_graphviz_and_resvg_on_first_use_only():
    done = python("import sys, viz; print('graphviz' in sys.modules, 'resvg_py' in sys.modules, 'rich' in sys.modules)")
    assert done.stdout.split() == ["False", "False", "False"]


def test_judging_loads_neither_pictures_nor_third_party_modules_until_a_page_is_wanted(tmp_path):
    marked = f"""
import sys; before = set(sys.modules); import verify
sheet = verify.Worksheet(network="mazur", questions=(verify.Question("out_h1"),))
anna = verify.Answers("anna", (verify.Answer("out_h1", "0.593"),))
report = verify.mark_answers(sheet, anna).report
verify.mark_class(sheet, [anna], marks={str(tmp_path / "marks.csv")!r})
print(*sorted(set(sys.modules) - before))
"""
    loaded = {name.partition(".")[0] for name in python(marked).stdout.split()}
    assert "verify" in loaded
    assert loaded - {"autograd", "nn", "verify", "__mp_main__"} <= set(sys.stdlib_module_names)
    for page in ("report.to_html({!r})", "verify.mark_class(sheet, [], pages={!r})"):
        done = python(f"{marked}{page.format(str(tmp_path / page[:6]))}\nprint('viz' in sys.modules)")
        assert (done.stdout.split()[-1], done.stderr) == ("True", "")


@pytest.mark.parametrize("package", ["autograd", "nn", "viz", "verify"])
def test_all_is_explicit_sorted_and_true(package):
    done = python(f"import {package} as p; print(all(hasattr(p, name) for name in p.__all__), *p.__all__)")
    is_true, *names = done.stdout.split()
    assert is_true == "True"
    kind = [0 if name.isupper() else 1 if name[0].isupper() else 2 for name in names]
    assert kind == sorted(kind)
    assert len(names) == len(set(names))  # and sorted, by ruff: RUF022


def test_no_public_function_has_the_name_of_its_module():
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            names = [n.name for n in ast.parse(file.read_text("utf-8")).body if isinstance(n, ast.FunctionDef)]
            assert file.stem not in names, file


@pytest.mark.parametrize("script", sorted((ROOT / "examples").glob("*.py")), ids=lambda path: path.name)
def test_examples_run_and_end_by_asserting_numbers(script, tmp_path):
    text = script.read_text("utf-8")
    assert len(text.splitlines()) <= (120 if script.name.startswith("00") else 60)  # 00 is the whole engine
    assert "assert " in text.splitlines()[-1]
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []


README = (ROOT / "README.md").read_text("utf-8")


def test_there_is_one_version():
    cited = re.search(r"^version: (.*)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)[1]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"]["path"] == "autograd/__init__.py"
    done = python("import autograd, chainrule; print(autograd.__version__, chainrule.__version__)")
    assert done.stdout.split() == [cited, cited]


def test_chainrule_gives_what_autograd_gives_and_loads_the_command_on_use_only():
    done = python(
        "import sys; from chainrule import Value; import autograd, chainrule; print(Value is autograd.Value, "
        "all(getattr(chainrule, n) is getattr(autograd, n) and n in dir(chainrule) for n in autograd.__all__), "
        "*[name for name in ('typer', 'rich', 'viz', 'nn', 'verify') if name in sys.modules])"
    )
    assert done.stdout.split() == ["True", "True"]
    assert "module 'chainrule' has no attribute 'value'" in python("import chainrule; chainrule.value").stderr


def test_the_readme_is_short_and_keeps_to_the_words_of_its_readers():
    assert README.count("\n") <= 150
    assert not re.search(r"\b(tape|replay|trace|rows?|symbols?)\b", README, re.IGNORECASE)


def test_the_readmes_printed_results_are_what_the_commands_print():
    blocks = re.findall(r"^```text\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    for block, name in zip(blocks, ("derive_mazur_w5", "check_mazur"), strict=True):
        golden = (ROOT / f"tests/golden/{name}.txt").read_text("utf-8")
        assert block.strip() == golden.strip()


def test_every_path_that_the_readme_names_exists():
    for row in re.findall(r"^\| (`.*?`) \|", README, re.MULTILINE):
        folder = ""
        for path in re.findall(r"`([^`]+)`", row):
            folder = path.rpartition("/")[0] if "/" in path else folder
            assert (ROOT / folder / path.rpartition("/")[2]).exists(), path
    for picture in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / picture).exists()


def test_every_marker_that_pytest_knows_marks_a_test():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]
    tests = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    for marker in settings["markers"]:
        assert f"@pytest.mark.{marker.partition(':')[0]}\n" in tests

"""The house in figures: folders, circles, contracts, and what the syntax trees of the five packages must not hold."""

import ast
import tomllib
from collections import Counter
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("autograd", "nn", "viz", "verify", "chainrule")
FILES = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
MODULES = {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file for file in FILES}

MOST_FILES = 12
LONGEST, MOST_LONG = 25, 5
MOST_BRANCHES, MOST_BRANCHED = 12, 10


@cache
def tree_of(file):
    return ast.parse(file.read_text("utf-8"))


def functions():
    for file in FILES:
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.FunctionDef):
                yield f"{file.relative_to(ROOT).as_posix()}: {node.name}", node


def test_a_folder_holds_at_most_twelve_files_and_says_in_its_init_what_it_is():
    count = Counter(file.parent for file in FILES if file.name != "__init__.py")
    assert not {folder: number for folder, number in count.items() if number > MOST_FILES}
    for folder in count:
        assert ast.get_docstring(tree_of(folder / "__init__.py")), folder


def imports_of(name, file):
    """The files that a file imports at run time; a package's own face aside, for it imports all of its files."""
    tree = tree_of(file)
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_no_circle_of_imports_between_files():
    graph = {
        name: {other for other in imports_of(name, file) if other in MODULES and MODULES[other].name != "__init__.py"}
        for name, file in MODULES.items()
    }
    TopologicalSorter(graph).prepare()  # CycleError names the circle


def test_every_module_is_named_by_a_contract():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    named = {
        f"{container}.{name.strip()}"
        for contract in contracts
        for container in contract.get("containers", ())
        for layer in contract["layers"]
        for name in layer.split("|")
    }
    rooms = {".".join(name.split(".")[:2]) for name in MODULES if "." in name}
    assert named == rooms


def test_no_public_name_of_before_is_lost():
    wanted = (ROOT / "tests/golden/public_names.txt").read_text("utf-8").split()
    for name in wanted:
        module, _, attribute = name.rpartition(".")
        public = __import__(module, fromlist=["__all__"]).__all__
        assert attribute in public, name


def length(function):
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return body[-1].end_lineno - body[0].lineno + 2


def branches(function):
    """The cyclomatic complexity: 1, and 1 for each place where the way forks."""
    count = 1
    for node in ast.walk(function):
        if isinstance(node, ast.If | ast.IfExp | ast.For | ast.While | ast.ExceptHandler | ast.match_case | ast.Assert):
            count += 1
        elif isinstance(node, ast.comprehension):
            count += 1 + len(node.ifs)
        elif isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
    return count


LONG = {
    "autograd/value.py: leaves_and_computed": "on the slots themselves: 5.9 → 2.2 ms, as its docstring says",
}
"""Functions that may be longer than 25 lines without their docstring, each with its reason."""

BRANCHED = {
    "autograd/graphs/reading.py: _entry": "a check and a message for each fault of a node in a file",
    "verify/slips/factors.py: _siblings": "one value of another neuron, or all of them, which share an index",
    "verify/slips/inside.py: _at": "which slips an operation can have is asked of it row by row",
    "verify/slips/typing.py: _slips": "each slip of the hand is a loop over the digits",
}
"""Functions that may fork more than twelve times, each with its reason."""


def test_functions_are_short():
    assert len(LONG) <= MOST_LONG
    assert {name for name, node in functions() if length(node) > LONGEST} == set(LONG)


def test_functions_fork_seldom():
    assert len(BRANCHED) <= MOST_BRANCHED
    assert {name for name, node in functions() if branches(node) > MOST_BRANCHES} == set(BRANCHED)


VAGUE = ("What", "Where", "How", "Who", "Which", "Why", "When", "From", "In", "At", "With", "If", "Of", "Beside")


def test_files_and_classes_say_first_what_kind_of_thing_they_are():
    for file in FILES:
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.Module | ast.ClassDef) and (text := ast.get_docstring(node)):
                assert text.split()[0] not in VAGUE, f"{file}: {text.splitlines()[0]}"


def is_text(node):
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def is_truth(node):
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in ("bool", "any", "all", "isinstance", "hasattr")
    if isinstance(node, ast.Name | ast.Attribute):
        name = node.id if isinstance(node, ast.Name) else node.attr
        return name.startswith(("is_", "has_", "may_", "can_"))
    return isinstance(node, ast.Compare | ast.BoolOp) or (
        isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    )


def places(wrong):
    return [
        f"{file.relative_to(ROOT).as_posix()}:{node.lineno}"
        for file in FILES
        for node in ast.walk(tree_of(file))
        if wrong(node)
    ]


def test_no_text_or_list_is_multiplied_by_a_truth_value():
    def wrong(node):
        if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult)):
            return False
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if (is_text(one) or isinstance(one, ast.List)) and is_truth(other):
                return True
        return False

    assert not places(wrong)


def test_no_name_is_bound_inside_of_and():
    def wrong(node):
        return isinstance(node, ast.BoolOp) and any(
            isinstance(part, ast.NamedExpr) for value in node.values for part in ast.walk(value)
        )

    assert not places(wrong)


@pytest.mark.parametrize("word", ["util", "utils", "helpers", "common", "misc"])
def test_no_drawer_for_everything(word):
    assert not [file for file in FILES if file.stem == word]

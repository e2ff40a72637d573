"""Do the tests of a room notice when one small thing in that room is wrong?

    python benchmarks/mutants.py [--seed N] [--mutants N] [--only NUMBER …] [--processes N]

A mutant is `autograd` with one place changed: a comparison, + for −, * for /, `and` for `or`, a `not` dropped, a
constant 0, 1 or 2 moved, True for False, a return value dropped to None, a condition negated, an argument dropped. The
kind is drawn first, then the place, so that the many places of one kind do not drown the others. Each is written in a
copy of the tree, and the tests of its room alone are run there, quickest first, without those marked slow: a mutant
that fails one, or that is not done after 120 s, is noticed. Those that are not are printed as differences.
"""

from __future__ import annotations

import argparse
import ast
import copy
import difflib
import hashlib
import os
import queue
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).parents[1]
SECONDS = 120
MEMORY = 4 << 30
ASKED = ("-m", "not slow", "--hypothesis-profile=ci")
"""Random inputs are the same for all, and no test fails because the machine is busy."""

CORE = tuple(f"tests/test_autograd/{path.name}" for path in sorted((ROOT / "tests/test_autograd").glob("test_*.py")))
"""The tests of what stands in no folder: values, their operators, recording, copying."""

ELSEWHERE = {
    "autograd/algebra": tuple(f"tests/test_autograd/{room}" for room in ("derivation", "operands", "graphs")),
    "autograd/formula.py": ("tests/test_autograd/formulas",),
    "autograd/namesake.py": ("tests/test_namesakes.py",),
    "autograd/calculus": ("tests/test_autograd/calculus", "tests/test_autograd/test_true_derivatives.py"),
}
"""The tests of rooms that have no folder of the same name among the tests, or more than that."""

EXCHANGED: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt), ast.LtE: (ast.Lt, ast.GtE), ast.Gt: (ast.GtE, ast.Lt), ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.Add: (ast.Sub,), ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,), ast.Div: (ast.Mult,), ast.And: (ast.Or,), ast.Or: (ast.And,),
}  # fmt: skip


def comparisons(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Compare):
        for place, op in enumerate(node.ops):
            for other in EXCHANGED[type(op)]:
                changed = copy.deepcopy(node)
                changed.ops[place] = other()
                yield changed


def exchanged_operators(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp | ast.BoolOp):
        for other in EXCHANGED.get(type(node.op), ()):
            changed = copy.deepcopy(node)
            changed.op = other()
            yield changed


def dropped_nots(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand


def moved_constants(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float) and node.value in (0, 1, 2):
        yield ast.Constant(node.value + 1)
        if node.value:
            yield ast.Constant(node.value - 1)


def turned_truths(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)


def dropped_returns(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Return) and not (node.value is None or ast.unparse(node.value) == "None"):
        yield ast.Return(ast.Constant(None))


def negated_conditions(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        changed = copy.copy(node)
        changed.test = ast.UnaryOp(ast.Not(), node.test)
        yield changed


def dropped_arguments(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Call):
        for place in range(len(node.args)):
            yield ast.Call(node.func, node.args[:place] + node.args[place + 1 :], node.keywords)
        for place in range(len(node.keywords)):
            yield ast.Call(node.func, node.args, node.keywords[:place] + node.keywords[place + 1 :])


KINDS: dict[str, Callable[[ast.AST], Iterator[ast.AST]]] = {
    "comparison": comparisons,
    "operator": exchanged_operators,
    "not": dropped_nots,
    "constant": moved_constants,
    "truth": turned_truths,
    "return": dropped_returns,
    "condition": negated_conditions,
    "argument": dropped_arguments,
}


def unsaid(node: ast.AST) -> bool:
    """Whether a part of a file is read by people or type checkers only."""
    match node:
        case ast.Assign(targets=[ast.Name(id="__all__")]) | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.FunctionDef(name="__repr__") | ast.JoinedStr() | ast.pattern() | ast.Import() | ast.ImportFrom():
            return True
    return False


def places(node: ast.AST) -> Iterator[ast.AST]:
    """Every place of a file that may be changed."""
    if unsaid(node):
        return
    yield node
    for name, child in ast.iter_fields(node):
        if name not in ("annotation", "returns"):
            for below in child if isinstance(child, list) else [child]:
                if isinstance(below, ast.AST):
                    yield from places(below)


@dataclass
class Mutant:
    """One file with one place changed."""

    kind: str
    path: Path
    before: str
    after: str
    number: int = 0

    def difference(self) -> str:
        """The change, with the lines around it."""
        name = str(self.path)
        return "\n".join(
            difflib.unified_diff(self.before.splitlines(), self.after.splitlines(), name, name, lineterm="", n=2)
        )


def tested_part(node: ast.AST) -> ast.AST:
    """The condition of what has one: no more of it is changed."""
    return ast.fix_missing_locations(node.test if isinstance(node, ast.If | ast.IfExp | ast.While) else node)


def rewritten(source: str, old: ast.AST, new: ast.AST) -> str:
    """The source with one node in place of another, all else as it stood: what was changed is what is seen."""
    lines = source.encode().splitlines(keepends=True)
    old, new = tested_part(old), tested_part(new)
    start = sum(map(len, lines[: old.lineno - 1])) + old.col_offset
    end = sum(map(len, lines[: old.end_lineno - 1])) + old.end_col_offset
    text = ast.unparse(new)
    text = text if isinstance(new, ast.stmt | ast.Call | ast.Constant) else f"({text})"
    whole = b"".join(lines)
    return (whole[:start] + text.encode() + whole[end:]).decode()


Place: TypeAlias = tuple[Path, ast.AST, ast.AST]
"""A file, what stands there, what may stand there."""


def all_places() -> dict[str, list[Place]]:
    """Everything that may be changed, by kind."""
    found = defaultdict(list)
    for file in sorted((ROOT / "autograd").rglob("*.py")):
        for node in places(ast.parse(file.read_text("utf-8"))):
            for kind, changes in KINDS.items():
                found[kind] += [(file.relative_to(ROOT), node, changed) for changed in changes(node)]
    return found


def lots(seed: int, places: list[Place]) -> list[Place]:
    """Places of one kind in the order of lots that each draws by its own text: an edit moves no lot but its own."""
    same: Counter[str] = Counter()
    drawn = []
    for place in places:
        path, old, new = place
        text = f"{seed} {path} {ast.unparse(tested_part(old))} {ast.unparse(tested_part(new))}"
        same[text] += 1
        drawn.append((hashlib.sha256(f"{text} {same[text]}".encode()).digest(), len(drawn), place))
    return [place for _, _, place in sorted(drawn, reverse=True)]


def drawn(seed: int, count: int) -> list[Mutant]:
    """As many different mutants, all kinds alike."""
    rng = random.Random(seed)
    found = {kind: lots(seed, places) for kind, places in all_places().items()}
    mutants: list[Mutant] = []
    while len(mutants) < count:
        kind = rng.choice(list(KINDS))
        if found[kind]:
            path, old, new = found[kind].pop()
            before = (ROOT / path).read_text("utf-8")
            mutants.append(Mutant(kind, path, before, rewritten(before, old, new), len(mutants) + 1))
    return mutants


def room_of(path: Path) -> str:
    """The folder a file stands in, or the file itself where it stands in none."""
    return str(path if path.parent.name == "autograd" else path.parent)


def tests_of(room: str) -> list[str]:
    """The files of tests of a room, and last, as pytest imports it anew, the room itself: examples in docstrings."""
    own = f"tests/test_autograd/{Path(room).name}"
    named = ELSEWHERE.get(room, (own,) if (ROOT / own).is_dir() else CORE)
    files = [
        str(file.relative_to(ROOT))
        for name in named
        for file in (sorted((ROOT / name).glob("test_*.py")) if (ROOT / name).is_dir() else [ROOT / name])
    ]
    return [*files, room]


def limited() -> None:
    """A mutant that gathers without end is stopped before it takes the machine's memory."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def tested(tree: Path, tests: list[str], seconds: float) -> subprocess.CompletedProcess[str]:
    """Run tests in a tree until the first fails."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "-p", "no:cacheprovider", *ASKED, *tests],
        cwd=tree, timeout=seconds, capture_output=True, text=True, check=False,
        preexec_fn=limited, env={**os.environ, "PYTHONPATH": str(tree)},
    )  # fmt: skip


def failure(done: subprocess.CompletedProcess[str]) -> str:
    """What tests complained of; empty where they passed."""
    if done.returncode == 0:
        return ""
    lines = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return lines[0] if lines else done.stderr.strip()[-200:] or "stopped"


@dataclass
class Bench:
    """Copies of the tree, one a process, and the tests of each room in the order of the time they take."""

    trees: queue.Queue[Path] = field(default_factory=queue.Queue)
    ordered: dict[str, list[str]] = field(default_factory=dict)

    def copy_tree(self, where: str) -> None:
        """One more copy of what git knows of."""
        tree = Path(where) / f"tree{self.trees.qsize()}"
        listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        for name in filter(None, subprocess.check_output(listed, cwd=ROOT, text=True).split("\0")):
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)
        self.trees.put(tree)

    def order(self, room: str) -> None:
        """Run the tests of a room on what is not changed: they have to pass, and the quickest files will come first."""
        tree = self.trees.get()
        done = tested(tree, ["--durations=0", *tests_of(room)], 600)
        self.trees.put(tree)
        if complaint := failure(done):
            sys.exit(f"the tests of {room} fail where nothing is changed: {complaint}")
        taken = dict.fromkeys(tests_of(room), 0.0)
        for seconds, test in re.findall(r"^([0-9.]+)s \w+ +([^:]+)::", done.stdout, re.MULTILINE):
            name = test if test in taken else room
            taken[name] += float(seconds)
        self.ordered[room] = sorted(taken, key=lambda name: (name == room, taken[name]))
        print(f"{room}: {sum(taken.values()):.0f} s", flush=True)

    def judge(self, mutant: Mutant) -> str:
        """What the tests of its room complain of in a mutant."""
        tree = self.trees.get()
        file = tree / mutant.path
        file.write_text(mutant.after, "utf-8")
        try:
            complaint = failure(tested(tree, self.ordered[room_of(mutant.path)], SECONDS))
        except subprocess.TimeoutExpired:
            complaint = f"not done after {SECONDS} s"
        file.write_text(mutant.before, "utf-8")
        self.trees.put(tree)
        shown = complaint[:150] or f"ALIVE\n{mutant.difference()}"
        print(f"{mutant.number}. {mutant.kind} in {mutant.path}: {shown}", flush=True)
        return complaint


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--seed", type=int, default=12)
    asked.add_argument("--mutants", type=int, default=150)
    asked.add_argument("--only", type=int, nargs="*", help="the numbers of those to run")
    asked.add_argument("--processes", type=int, default=1)
    given = asked.parse_args()
    mutants = [one for one in drawn(given.seed, given.mutants) if not given.only or one.number in given.only]
    with tempfile.TemporaryDirectory() as where, ThreadPoolExecutor(given.processes) as pool:
        bench = Bench()
        for _ in range(given.processes):
            bench.copy_tree(where)
        list(pool.map(bench.order, sorted({room_of(mutant.path) for mutant in mutants})))
        complaints = list(pool.map(bench.judge, mutants))
    alive = [mutant.number for mutant, complaint in zip(mutants, complaints) if not complaint]
    slow = [mutant.number for mutant, complaint in zip(mutants, complaints) if complaint.startswith("not done")]
    print(f"{len(mutants)} mutants, {len(alive)} alive: {alive}; not done in {SECONDS} s: {slow}")


if __name__ == "__main__":
    main()

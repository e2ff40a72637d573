"""How fast is this checkout beside another one, say the commit before? Both in turn, so that noise hits both alike.

    git worktree add ../before HEAD~1 && python benchmarks/beside.py ../before [--rounds N]

A process for each checkout runs the workloads of eager.py; in every round each takes its turn several times, the
collector on. Printed is the median over the rounds of other / this: above 1 this checkout is the faster one.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
TURNS = 8
"""How often the two take turns in a round; of each the fastest counts."""

WORKER = """
import gc, sys, time
sys.path[:0] = [sys.argv[1], sys.argv[2]]
import autograd, eager
assert autograd.__file__.startswith(sys.argv[1]), autograd.__file__
steps = {
    "W1": (eager.w1_rows(), 400),
    "W1 through nn": (eager.w1_ours(), 200),
    "W1 plain": (eager.w1_by_hand(autograd.Value, autograd.exp), 200),
    "W2": (eager.w2_ours(), 1),
    "W2 plain": (eager.w2_by_hand(autograd.Value), 1),
}
print(*steps, sep=";", flush=True)
for line in sys.stdin:
    step, repeat = steps[line.strip()]
    gc.collect()
    start = time.perf_counter()
    for _ in range(repeat):
        step()
    print(time.perf_counter() - start, flush=True)
"""


class Checkout:
    """A process that runs workloads with the packages of one checkout."""

    def __init__(self, root: Path) -> None:
        words = [sys.executable, "-c", WORKER, str(root), str(HERE / "benchmarks")]
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.names = self.read().split(";")

    def read(self) -> str:
        line = self.process.stdout.readline().strip()
        if not line:
            raise SystemExit("a checkout could not run the workloads; what it said stands above.")
        return line

    def seconds(self, name: str) -> float:
        self.process.stdin.write(f"{name}\n")
        self.process.stdin.flush()
        return float(self.read())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("other", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    this, other = Checkout(HERE), Checkout(options.other.resolve())
    for name in this.names:
        ratios = []
        for _ in range(options.rounds):
            turns = [(other.seconds(name), this.seconds(name)) for _ in range(TURNS)]
            ratios.append(min(theirs for theirs, _ in turns) / min(ours for _, ours in turns))
        print(f"{name:15} {statistics.median(ratios):6.3f}   rounds {' '.join(f'{ratio:.3f}' for ratio in ratios)}")


if __name__ == "__main__":
    main()

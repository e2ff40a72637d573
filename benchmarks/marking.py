"""How long does it take to mark 1,000 files of 30 answers? ``python benchmarks/marking.py [--students 1000]``.

A tenth of the answers are off by a factor, a tenth are random; each has 4 to 9 decimals. Prints the seconds of
``chainrule check`` with pages and marks, and the milliseconds of a claim.
"""

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from verify import Worksheet, mark_answers, read_answers
from verify.sheets.exercise import exercise_about, key_of, worksheet_toml

BLANKS = ["w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "dout_o1/dnet_o1", "dE_total/dout_o1", "E after 1 step"]


def answers_of(rng: random.Random, key: dict[str, str]) -> str:
    """A student's file, mostly right."""
    lines = []
    for ask, text in key.items():
        number, chance = float(text), rng.random()
        if chance < 0.1:
            number *= rng.choice((2.0, 0.5, -1.0))
        elif chance < 0.2:
            number *= rng.uniform(0.5, 1.5)
        lines.append(f'"{ask}" = "{number:.{rng.choice((4, 5, 6, 9))}f}"')
    return "\n".join(lines)


def claim_times(sheet: Worksheet, files: list[Path]) -> list[float]:
    """Milliseconds of a claim, student by student."""
    times = []
    for path in files:
        (answers,) = read_answers(path, sheet.has)
        start = perf_counter()
        mark_answers(sheet, answers)
        times.append((perf_counter() - start) / len(answers.answers) * 1e3)
    return times


def main() -> None:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=1000)
    students = parser.parse_args().students
    sheet, rng = exercise_about("mazur", BLANKS), random.Random(1)
    key = key_of(sheet)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sheet.toml").write_text(worksheet_toml(sheet), "utf-8")
        (folder / "answers").mkdir()
        files = [folder / "answers" / f"student{number:04}.toml" for number in range(students)]
        for path in files:
            path.write_text(answers_of(rng, key), "utf-8")
        command = [sys.executable, "-m", "chainrule", "check", folder / "sheet.toml", folder / "answers"]
        start = perf_counter()
        written = ["--html", folder / "pages", "--csv", folder / "marks.csv"]
        subprocess.run([*command, *written], check=True, stdout=subprocess.DEVNULL)
        print(f"{students} files of {len(key)} answers: {perf_counter() - start:.1f} s with pages and marks")
        times = claim_times(sheet, files[:50])
    print(f"a claim: {statistics.median(times):.2f} ms in the median, {max(times[1:], default=0.0):.2f} ms at most")


if __name__ == "__main__":
    main()

"""Print folder, files, lines and coverage of the packages: ``lines_by_room.py [coverage.json]``."""

import json
import sys
from collections import defaultdict
from pathlib import Path

PACKAGES = ("autograd", "nn", "viz", "verify", "chainrule")
ENOUGH = 90.0


def room_of(path: Path) -> str:
    """Return the folder a file stands in."""
    return path.parent.as_posix()


def coverage_by_room(report: dict[str, dict[str, dict[str, dict[str, int]]]]) -> dict[str, float]:
    """Return the percentage of statements that ran, for each folder and for ``all``."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for name, entry in report["files"].items():
        for room in (room_of(Path(name)), "all"):
            counts[room][0] += entry["summary"]["covered_lines"]
            counts[room][1] += entry["summary"]["num_statements"]
    return {room: 100.0 * covered / statements for room, (covered, statements) in counts.items() if statements}


def main() -> None:
    """Print the table, and below it the folders of which too little ran."""
    rooms: dict[str, list[int]] = defaultdict(list)
    for package in PACKAGES:
        for path in sorted(Path(package).rglob("*.py")):
            rooms[room_of(path)].append(len(path.read_text("utf-8").splitlines()))
    rooms["all"] = [lines for files in list(rooms.values()) for lines in files]
    covered = coverage_by_room(json.loads(Path(sys.argv[1]).read_text("utf-8"))) if sys.argv[1:] else {}
    table = [f"{'folder':28} files  lines{'  covered' if covered else ''}"]
    for room, files in rooms.items():
        share = f"  {covered[room]:6.1f}%" if room in covered else ""
        table.append(f"{room:28} {len(files):5}  {sum(files):5}{share}")
    if few := [room for room, share in covered.items() if share < ENOUGH]:
        table.append(f"less than {ENOUGH:g}% of the statements of {', '.join(few)} ran")
    sys.stdout.write("\n".join(table) + "\n")


if __name__ == "__main__":
    main()

"""Print the first ``sh`` block under a heading of the README: ``readme_command.py README.md "Install and run"``."""

import re
import sys


def command_under(readme: str, heading: str) -> str:
    """Return the block's text."""
    section = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", readme, re.MULTILINE | re.DOTALL)
    block = section and re.search(r"^```sh\n(.*?)^```", section[1], re.MULTILINE | re.DOTALL)
    if not block:
        sys.exit(f"README has no sh block under {heading!r}")
    return block[1].strip()


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        sys.stdout.write(command_under(file.read(), sys.argv[2]))

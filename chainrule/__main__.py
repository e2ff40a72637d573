"""The command `chainrule`, also as ``python -m chainrule``: first whose packages are imported, then what was typed."""

import sys

from chainrule.own_packages import leave_folder, refuse_strangers


def main() -> None:
    """Run the command; where another file hides one of our packages, one sentence and exit status 2."""
    try:
        refuse_strangers()
    except ImportError as error:
        sys.stderr.write(f"chainrule: {error}\n")
        sys.exit(2)
    from chainrule.cli import main as run  # noqa: PLC0415  # everything else is imported here

    run()


if __name__ == "__main__":
    leave_folder()
    main()

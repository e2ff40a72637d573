"""What a wheel holds beside the packages; an editable installation finds all of it in the repository."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BESIDE = {"examples": "chainrule/examples", "packaging/autograd.py": "autograd.py"}
"""Where it stands in the repository, and where in a wheel."""


class Beside(BuildHookInterface):
    """Puts the examples, and what speaks when `autograd` has lost a file, into wheels but not into editable ones."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files; `version` is how the wheel will be installed."""
        if version != "editable":
            build_data["force_include"].update(BESIDE)

"""What is imported as `autograd` when the folder beside this file has lost its ``__init__.py``.

The wheel holds it beside the folder `autograd`, which Python prefers as long as it is whole. When pip uninstalls the
distribution `autograd`, it removes that one file, which both have; then this one says how to repair it.
"""

from pathlib import Path

__path__ = [str(Path(__file__).with_suffix(""))]

from autograd.namesake import merged_by_pip

raise merged_by_pip()

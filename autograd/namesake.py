"""Refusals of whatever else is imported under our names: another distribution, or a file of a user's own."""

from __future__ import annotations

import os
import re
from importlib.util import find_spec

__all__ = ["merged_by_pip", "refuse_hidden", "refuse_namesake"]

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
"""The folder in which all the packages stand side by side."""


def refuse_namesake() -> None:
    """Stop where the distribution `autograd` is installed beside this package: pip has merged their files.

    It takes one look beside the package: that distribution elsewhere is another folder, and does no harm.

    Raises
    ------
    ImportError
        With the two lines that repair it.
    """
    beside = os.listdir(ROOT) if os.path.isdir(ROOT) else []
    if any(re.fullmatch(r"autograd-[^-]+\.(dist|egg)-info", name) for name in beside):
        raise merged_by_pip()


def merged_by_pip() -> ImportError:
    """Return the error that says which two lines repair what pip has merged, or torn apart again.

    Examples
    --------
    >>> print(str(merged_by_pip()).split(": ")[0].replace(ROOT, "site-packages"))
    The distributions 'chainrule' and 'autograd' share the import name 'autograd', and pip has merged their files in
    site-packages
    """
    return ImportError(
        f"The distributions 'chainrule' and 'autograd' share the import name 'autograd', and pip has merged their files"
        f" in {ROOT}: run 'pip uninstall autograd', then 'pip install --force-reinstall --no-deps {_origin()}'."
    )


def _origin() -> str:
    """What pip can install this distribution from again: where it came from, or its name."""
    import json  # noqa: PLC0415  # these cost more than the rest of the file, and are for the refusal only
    from importlib.metadata import PackageNotFoundError, distribution  # noqa: PLC0415
    from urllib.parse import urlsplit  # noqa: PLC0415
    from urllib.request import url2pathname  # noqa: PLC0415

    try:
        url = json.loads(distribution("chainrule").read_text("direct_url.json") or "{}").get("url", "")
    except PackageNotFoundError:
        return "chainrule"
    path = url2pathname(urlsplit(url).path) if url.startswith("file:") else ""
    return path if os.path.exists(path) else "chainrule"


def refuse_hidden(*packages: str) -> None:
    """Stop where something of a user's own, such as a file ``nn.py``, is imported in place of one of these packages.

    Raises
    ------
    ImportError
        With the path of that file, and the advice to rename it.

    Examples
    --------
    >>> refuse_hidden("nn", "viz")  # nothing hides them here
    """
    for name in packages:
        place = _place(name)
        if place and os.path.realpath(place) != os.path.realpath(os.path.join(ROOT, name)):
            raise ImportError(f"{place} hides the package '{name}' of chainrule, which stands in {ROOT}: rename it.")


def _place(package: str) -> str:
    """The file or the folder that is imported under a name; nothing where that cannot be told."""
    try:
        spec = find_spec(package)
    except ValueError:  # what stands in sys.modules was made by hand
        return ""
    if spec is None:
        return ""
    return next(iter(spec.submodule_search_locations or [spec.origin or ""]))

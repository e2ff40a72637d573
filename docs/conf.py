"""How Sphinx makes the documents and the reference: ``sphinx-build -W -b html docs docs/_build``."""

import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

project = "chainrule"
author = "The chainrule authors"
copyright = f"2026 {author}"  # noqa: A001  # Sphinx's own word

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "furo"
html_title = "chainrule"
html_static_path = ["static"]
html_css_files = ["tables.css"]
html_copy_source = False
html_show_sourcelink = False
exclude_patterns = ["_build"]
myst_heading_anchors = 3

default_role = "literal"  # `name` in a docstring
autodoc_member_order = "alphabetical"
autodoc_typehints_format = "short"
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_custom_sections = [("Attributes", "params_style")]  # "before, after : float" is one entry for both

REFERENCE = ("autograd", "nn", "viz", "verify")


def _cell(text):
    return f"`{text}`".replace("|", r"\|") if text else ""


def table_of_operations():
    """Every row of the table of operations, as Markdown: how it is written, its derivatives, where it is defined."""
    from rows_listed import bound_rows, row_text  # noqa: PLC0415  # after the path is set

    from autograd.languages.catalogue import DIALECTS  # noqa: PLC0415

    lines = ["| operation | written | local derivatives | where |", "|---|---|---|---|"]
    for op, count in bound_rows():
        text = row_text(op, DIALECTS["text"], count)
        slopes = "<br>".join(map(_cell, text.local_derivatives))
        name = f"**{op.name}**{''.join(f'<br>{name}=' for name in op.takes)}"
        notes = (f"for {op.domain}" if op.domain else "", f"derivative {op.convention}" if op.convention else "")
        lines.append(f"| {name} | {_cell(text.written)} | {slopes} | {'<br>'.join(filter(None, notes))} |")
    return "\n".join(lines)


def table_of_slips():
    """Every row of the table of slips, as Markdown: what it is made in, what is said, what it costs and why."""
    from verify import SLIPS  # noqa: PLC0415

    lines = ["| made in | what was done | bits | because | where to look |", "|---|---|---:|---|---|"]
    lines += [
        f"| {row.applies.value} | {row.pattern} | {row.bits:g} | {row.why} | {row.look.value} |".replace("*", r"\*")
        for row in SLIPS
    ]
    return "\n".join(lines)


TABLES = {"api/operations": table_of_operations, "api/slips": table_of_slips}


def add_table(app, name, source):
    """Put a table made from the code under the page that is about it."""
    if name in TABLES:
        source[0] += f"\n{TABLES[name]()}\n"


def require_all_public_names(app, environment):
    """Refuse a reference in which a public name is missing."""
    described = set(environment.domaindata["py"]["objects"]) | set(environment.domaindata["py"]["modules"])
    endings = {name.rpartition(".")[2] for name in described if name.partition(".")[0] in REFERENCE}
    operations = set(importlib.import_module("autograd").TABLE)
    for package in REFERENCE:
        missing = set(importlib.import_module(package).__all__) - endings - operations
        if missing:
            raise LookupError(f"the reference of {package} lacks {', '.join(sorted(missing))}")


def skip_repeated(app, what, name, member, skip, options):
    """Leave out what a list of attributes has said: the fields of a NamedTuple, "Alias for field number 0"."""
    return True if type(member).__name__ == "_tuplegetter" else None


COLON = "\ufff9"
"""Stands for the colon in what a property or a constant says, which would be taken for the end of a type."""


def hide_colon(app, what, name, member, options, lines):
    """Hide the colon of its first line, before the sections of docstrings are read."""
    if what in ("property", "attribute", "data") and lines:
        lines[0] = lines[0].replace(":", COLON)


def show_colon(app, what, name, member, options, lines):
    """Show it again."""
    lines[:] = [line.replace(COLON, ":") for line in lines]


def setup(app):
    app.connect("autodoc-skip-member", skip_repeated)
    app.connect("autodoc-process-docstring", hide_colon, priority=400)
    app.connect("autodoc-process-docstring", show_colon, priority=600)
    app.connect("source-read", add_table)
    app.connect("env-check-consistency", require_all_public_names)

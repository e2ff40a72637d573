"""The style of pages of documents."""

from __future__ import annotations

from collections.abc import Callable

from viz.style import FACTORS, Style, Theme, factor_role

__all__ = ["html_rules", "page_rules", "with_discs"]

LAYOUT = """\
.chainrule{box-sizing:border-box;max-width:56rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere;
font:1rem/1.6 "Liberation Sans",Arimo,Arial,Helvetica,sans-serif}
.chainrule h1,.chainrule h2,.chainrule h3{line-height:1.25;margin:1.5em 0 .5em}
.chainrule h1{font-size:1.6rem;margin-top:0}
.chainrule h2{font-size:1.25rem}
.chainrule h3{font-size:1.05rem}
.chainrule p{margin:.75em 0;padding:.1em 0;overflow-x:auto;overflow-y:hidden}
.chainrule .scroll{margin:.75em 0;overflow-x:auto;overflow-wrap:normal}
.chainrule table{border-collapse:collapse}
.chainrule td,.chainrule th{padding:.3rem .75rem;text-align:left;white-space:nowrap}
.chainrule th{border-bottom:1px solid;font-weight:600}
.chainrule .number{text-align:right;font-variant-numeric:tabular-nums}
.chainrule .equation td{padding:.3rem .4rem .3rem 0;vertical-align:baseline}
.chainrule .equation .left{text-align:right;padding-right:0}
.chainrule .disc{display:inline-block;box-sizing:border-box;min-width:1.5em;border:1px solid;border-radius:1em;
font-size:.72em;line-height:1.4em;text-align:center;vertical-align:.1em}
.chainrule math{font-size:1.1em}
.chainrule .cases mtd,.chainrule .aligned mtd{text-align:left}
.chainrule .aligned mtd:first-child{text-align:right}
@media print{.chainrule{max-width:none;padding:0}.chainrule .equation{display:inline-table}
.chainrule h1,.chainrule h2,.chainrule h3{break-after:avoid}.chainrule .scroll,.chainrule p{overflow:visible}}
"""
"""On paper an equation stands as a word in a line: as a block, Chromium sets its cells at different heights."""


def html_rules(style: Style) -> str:
    """Return the CSS of documents in a page of one's own; it concerns nothing but the class ``chainrule``.

    Parameters
    ----------
    style
        Its `theme`, and `dark` for readers who ask for dark pages; paper is always light.

    Examples
    --------
    >>> ".chainrule .factor_1{color:#0b5cad}" in html_rules(Style())
    True
    """
    return LAYOUT + _themed(style, _colours)


def page_rules(style: Style) -> str:
    """Return the CSS of a page that is one document.

    Examples
    --------
    >>> page_rules(Style()).splitlines()[0]
    ':root{color-scheme:light dark}'
    """
    scheme = "light dark" if style.dark else "light"
    page = _themed(style, lambda theme: f"body{{background:{theme.background}}}")
    return f":root{{color-scheme:{scheme}}}\nbody{{margin:0}}\n{page}{html_rules(style)}"


def _themed(style: Style, write: Callable[[Theme], str]) -> str:
    dark = f"@media screen and (prefers-color-scheme:dark){{{write(style.dark)}}}\n" if style.dark else ""
    return f"{write(style.theme)}\n{dark}"


def _colours(theme: Theme) -> str:
    roles = [factor_role(factor) for factor in range(1, FACTORS + 1)]
    factors = "".join(f".chainrule .{role}{{color:{getattr(theme, role)}}}" for role in roles)
    return (
        f".chainrule{{background:{theme.background};color:{theme.text}}}"
        f".chainrule th{{border-color:{theme.line}}}{factors}"
    )


DISCS = {chr(0x245F + number): number for number in range(1, 21)}


def with_discs(text: str, draw: Callable[[int], str]) -> str:
    """Return a text with each number in a disc as `draw` writes it.

    Examples
    --------
    >>> with_discs("✗ ⑪", lambda number: f"<b>{number}</b>")
    '✗ <b>11</b>'
    """
    return "".join(draw(DISCS[letter]) if letter in DISCS else letter for letter in text)

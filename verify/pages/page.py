"""Reports as pages that need nothing else: each claim with its verdict, and the factor that went wrong marked.

The only room of `verify` that knows `viz`, with `report_derivations` and `report_pictures`.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from hashlib import sha256
from html import escape
from pathlib import Path

from autograd.text.files import write_whole
from autograd.text.names import printable, shorten
from verify.claims.tolerance import Verdict
from verify.judging.hints import SIGNS, reasons_for, true_text
from verify.judging.report import Judgement, Report
from verify.pages.derivations import Derivations, picture_rules
from viz.style import Style, Theme
from viz.writing.page_style import page_rules

__all__ = ["claims_html", "css_class", "html_page", "html_table", "save_report", "shown"]

LONGEST = 300
"""Characters shown of what somebody typed."""

COLOURS = {
    Verdict.HOLDS: "factor_3",
    Verdict.LAST_DIGIT: "factor_5",
    Verdict.CARRIED: "factor_1",
    Verdict.VALUE_RIGHT: "factor_5",
    Verdict.WRONG: "factor_6",
    Verdict.UNREADABLE: "muted",
    Verdict.NOT_ANSWERED: "muted",
}
"""Which colour of a theme a verdict has; a sign and a word say the same."""

LAYOUT = """\
.chainrule .claim{margin:1.25rem 0;padding:.25rem 0 .25rem 1rem;border-left:.3rem solid}
.chainrule .claim>*{margin:.4rem 0}
.chainrule .claim h2{font-size:1.05rem}
.chainrule .claim h2 span{padding-right:.4rem}
.chainrule .claim code{font:1em "Liberation Mono",Consolas,monospace}
.chainrule .claim summary{cursor:pointer}
.chainrule .claim.holds{margin:.5rem 0;padding-top:0;padding-bottom:0}
.chainrule .given{columns:8rem;padding:0;list-style:none}
.chainrule .picture img,.chainrule .picture svg{max-width:100%;height:auto}
@media screen and (max-width:44rem){.chainrule .picture img,.chainrule .picture svg{max-width:none}}
.chainrule .marks td:first-child,.chainrule .marks th:first-child{position:sticky;left:0}
.chainrule .counts td,.chainrule .counts th{padding:.3rem .5rem}
.chainrule .counts th{white-space:normal;vertical-align:bottom}
.chainrule .slips td:nth-child(2){white-space:normal;min-width:12rem}
.chainrule .bar{display:block}.chainrule .bar .not-answered{opacity:.3}
.chainrule .claim td.factor_1{font-weight:700}
.chainrule .claim mrow.factor_1{border-bottom:2px solid}
@media print{.chainrule .claim{break-inside:avoid}}
"""


def save_report(report: Report, path: str | Path) -> Path:
    """Write a report as a page; it appears whole or not at all."""
    title = f"{report.right} of {len(report)} right"
    return write_whole(path, html_page(title, [f"<h1>{title}</h1>", *claims_html(report)]).encode())


def html_page(title: str, body: Iterable[str], style: Style | None = None, policy: str = "default-src 'none'") -> str:
    """Return a page: no script, nothing loaded, and a policy that allows neither.

    `body` is HTML, `title` any text; `policy` says what the page may show besides its own style.

    Examples
    --------
    >>> "<title>&lt;b&gt;</title>" in html_page("<b>", ["<p>Hello</p>"])
    True
    """
    style = style or Style()
    content = "\n".join(body)
    rules = _rules(style) + picture_rules(content, style)
    digest = b64encode(sha256(rules.encode()).digest()).decode()
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}; style-src \'sha256-{digest}\'">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="generator" content="chainrule check">',
        f"<title>{shown(title)}</title>",
        f"<style>{rules}</style>",
    ]
    start = ["<!DOCTYPE html>", '<html lang="en">', "<head>", *head, "</head>", "<body>", '<main class="chainrule">']
    return "\n".join([*start, content, "</main>", "</body>", "</html>", ""])


def shown(text: str) -> str:
    """Return what somebody typed, for HTML: nothing invisible, no markup, not too long.

    Examples
    --------
    >>> shown("<script>")
    '&lt;script&gt;'
    """
    return escape(printable(shorten(text, LONGEST)))


def html_table(
    header: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "", numbers: Collection[int] = ()
) -> str:
    """Return a table of cells that are HTML; the columns at some places are numbers."""
    marks = [' class="number"' if place in numbers else "" for place in range(len(header))]
    head = "".join(f'<th scope="col"{mark}>{cell}</th>' for mark, cell in zip(marks, header, strict=True))
    lines = "\n".join(
        f"<tr>{''.join(f'<td{mark}>{cell}</td>' for mark, cell in zip(marks, row, strict=True))}</tr>" for row in rows
    )
    attribute = f' class="{kind}"' if kind else ""
    return (
        f'<div class="scroll"><table{attribute}>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{lines}\n</tbody></table></div>"
    )


def css_class(verdict: Verdict) -> str:
    """Return what the style sheet calls a verdict."""
    return verdict.value.replace(" ", "-")


def claims_html(report: Report, derivations: Derivations | None = None) -> list[str]:
    """Return a section for each claim: its verdict, what is true, why it is wrong."""
    derivations = derivations or Derivations(report.work)
    return [
        "\n".join(_section(number, judgement, derivations.html(judgement)))
        for number, judgement in enumerate(report, 1)
    ]


def _section(number: int, judgement: Judgement, derivation: str) -> Iterable[str]:
    claim, verdict = judgement.claim, judgement.verdict
    kind = css_class(verdict)
    yield f'<section class="claim {kind}" id="claim-{number}">'
    head = f"<code>{shown(claim.asked)} = {shown(claim.text.strip()) or '…'}</code>"
    yield f'<h2><span class="{kind}">{SIGNS[verdict]} {verdict.value}</span> {number}. {head}</h2>'
    if claim.working:
        yield f"<p>Working: <code>{shown(claim.working)}</code></p>"
    if judgement.remark and verdict is not Verdict.NOT_ANSWERED:
        yield f"<p>{_sentence(judgement.remark)}</p>"
    if judgement.carried_from is not None:
        claim_link = f'<a href="#claim-{judgement.carried_from}">claim {judgement.carried_from}</a>'
        yield f"<p>It follows from {claim_link}, which is wrong.</p>"
    if judgement.true is not None and verdict is not Verdict.HOLDS:
        yield f"<p>True is {true_text(judgement)}.</p>"
    yield from _reasons(reasons_for(judgement))
    if derivation:
        yield f"<details open><summary>How it is derived</summary>\n{derivation}\n</details>"
    yield "</section>"


def _reasons(reasons: Sequence[str]) -> Iterable[str]:
    if len(reasons) == 1:
        yield f"<p>{_sentence(reasons[0])}</p>"
    elif reasons:
        lines = [reasons[0], *(f"or {other}" for other in reasons[1:])]
        yield f"<ul>{''.join(f'<li>{_sentence(line)}</li>' for line in lines)}</ul>"


def _sentence(text: str) -> str:
    return "<br>".join(shown(line) for line in f"{text[:1].upper()}{text[1:].rstrip('.')}.".split("\n"))


@lru_cache(maxsize=8)
def _rules(style: Style) -> str:
    """The CSS that all pages have."""
    return page_rules(style) + LAYOUT + _verdict_rules(style)


def _verdict_rules(style: Style) -> str:
    dark = f"@media screen and (prefers-color-scheme:dark){{{_verdicts(style.dark)}}}\n" if style.dark else ""
    return f"{_verdicts(style.theme)}\n{dark}"


def _verdicts(theme: Theme) -> str:
    rules = [f".chainrule .marks td:first-child,.chainrule .marks th:first-child{{background:{theme.background}}}"]
    rules += [f".chainrule a{{color:{theme.factor_1}}}.chainrule .claim .factor_1{{color:{theme.factor_6}}}"]
    for verdict, role in COLOURS.items():
        kind, colour = css_class(verdict), getattr(theme, role)
        rules.append(f".chainrule .claim.{kind}{{border-color:{colour}}}.chainrule span.{kind}{{color:{colour}}}")
        rules.append(f".chainrule rect.{kind}{{fill:{colour}}}")
    return "".join(rules)

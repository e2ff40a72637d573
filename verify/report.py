"""Reports as pages that need nothing else: each claim with its verdict, and the factor that went wrong marked.

The only room of `verify` that knows `viz`.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from html import escape
from pathlib import Path

from autograd.derivation import Derivation, Manner, document_of, document_of_all
from autograd.document import Document, Equation, Line, Piece
from autograd.files import write_whole
from autograd.naming import printable, shorten
from verify.hints import SIGNS, reasons_for, true_text
from verify.judgements import Judgement, Report
from verify.tolerance import Verdict
from verify.work import Work
from viz.style import Style, Theme
from viz.writing import to_html_blocks
from viz.writing.page_style import page_rules

__all__ = ["Derivations", "claims_html", "derivations_html", "page", "save_report", "shown"]

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
.chainrule .claim td.factor_1{font-weight:700}
.chainrule .claim mrow.factor_1{border-bottom:2px solid}
@media print{.chainrule .claim{break-inside:avoid}}
"""


def save_report(report: Report, path: str | Path) -> Path:
    """Write a report as a page; it appears whole or not at all.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    right = sum(judgement.verdict in (Verdict.HOLDS, Verdict.LAST_DIGIT) for judgement in report)
    title = f"{right} of {len(report)} right"
    return write_whole(path, page(title, [f"<h1>{title}</h1>", *claims_html(report)]).encode())


def page(title: str, body: Iterable[str], style: Style | None = None, policy: str = "default-src 'none'") -> str:
    """Return a page: no script, nothing loaded, and a policy that allows neither.

    Parameters
    ----------
    title
        Any text.
    body
        HTML.
    style
        Its colours, light and dark.
    policy
        What it may show besides its own style; nothing.

    Examples
    --------
    >>> "<title>&lt;b&gt;</title>" in page("<b>", ["<p>Hello</p>"])
    True
    """
    style = style or Style()
    rules = page_rules(style) + LAYOUT + _verdict_rules(style)
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
    return "\n".join([*start, *body, "</main>", "</body>", "</html>", ""])


def shown(text: str) -> str:
    """Return what somebody typed, for HTML: nothing invisible, no markup, not too long.

    Examples
    --------
    >>> shown("<script>")
    '&lt;script&gt;'
    """
    return escape(printable(shorten(text, LONGEST)))


class Derivations:
    """The derivations of a work as HTML, each made once.

    Parameters
    ----------
    work
        None where the judgements have none.
    """

    def __init__(self, work: Work | None) -> None:
        self.work = work
        self._made: dict[tuple[str, str, tuple[str, ...]], str] = {}

    def html(self, judgement: Judgement) -> str:
        """Return the derivation of a partial or an update that is wrong; the factors that explain it are marked."""
        target = judgement.claim.target
        if self.work is None or target is None or judgement.verdict is not Verdict.WRONG:
            return ""
        of, by = (target.of, target.by) if target.by else (self.work.output.name or "", target.of)
        if not (target.by or target.updated) or self.work.is_over_samples(target):
            return ""
        factors = tuple(dict.fromkeys(each.factor for each in judgement.explanations if each.factor))
        if (of, by, factors) not in self._made:
            derivation = self.work.derivation(of, by)
            document = _marked(document_of(derivation, self.work.manner), _numbers(derivation, factors))
            self._made[of, by, factors] = to_html_blocks(document)
        return self._made[of, by, factors]


def derivations_html(derivations: Sequence[Derivation], manner: Manner) -> str:
    """Return several derivations of one output: what is already calculated is not repeated."""
    return to_html_blocks(document_of_all(derivations, manner))


def claims_html(report: Report, derivations: Derivations | None = None) -> list[str]:
    """Return a section for each claim: its verdict, what is true, why it is wrong."""
    derivations = derivations or Derivations(report.work)
    return [
        "\n".join(_section(number, judgement, derivations.html(judgement)))
        for number, judgement in enumerate(report, 1)
    ]


def _section(number: int, judgement: Judgement, derivation: str) -> Iterable[str]:
    claim, verdict = judgement.claim, judgement.verdict
    kind = verdict.value.replace(" ", "-")
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
        each = [reasons[0], *(f"or {other}" for other in reasons[1:])]
        yield f"<ul>{''.join(f'<li>{_sentence(reason)}</li>' for reason in each)}</ul>"


def _sentence(text: str) -> str:
    return "<br>".join(shown(line) for line in f"{text[:1].upper()}{text[1:].rstrip('.')}.".split("\n"))


def _numbers(derivation: Derivation, factors: Sequence[str]) -> set[int]:
    """The numbers of the factors with these names."""
    labels = derivation.labels
    numbers = derivation.numbers().items()
    return {number for (of, by), number in numbers if f"d{labels[of]}/d{labels[by]}" in factors}


def _marked(document: Document, numbers: set[int]) -> Document:
    """A derivation in which some factors have a colour and ✗, and the others have none."""
    blocks = [
        Equation(tuple(_marked_line(line, numbers) for line in block.lines)) if isinstance(block, Equation) else block
        for block in document.blocks
    ]
    return Document(document.title, tuple(blocks))


def _marked_line(line: Line, numbers: set[int]) -> Line:
    is_marked = line.factor in numbers
    pieces = tuple(Piece(piece.math, int(piece.factor in numbers)) for piece in line.pieces)
    return replace(line, pieces=pieces, mark=f"✗ {line.mark}" if is_marked else line.mark, factor=int(is_marked))


def _verdict_rules(style: Style) -> str:
    dark = f"@media screen and (prefers-color-scheme:dark){{{_verdicts(style.dark)}}}\n" if style.dark else ""
    return f"{_verdicts(style.theme)}\n{dark}"


def _verdicts(theme: Theme) -> str:
    rules = [f".chainrule a{{color:{theme.factor_1}}}.chainrule .claim .factor_1{{color:{theme.factor_6}}}"]
    for verdict, role in COLOURS.items():
        kind, colour = verdict.value.replace(" ", "-"), getattr(theme, role)
        rules.append(f".chainrule .claim.{kind}{{border-color:{colour}}}.chainrule span.{kind}{{color:{colour}}}")
    return "".join(rules)

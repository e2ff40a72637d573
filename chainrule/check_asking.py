"""``chainrule check`` without claims: it asks for one partial after the other."""

from __future__ import annotations

from collections.abc import Callable

from autograd import ReadError
from chainrule.check_report import Telling, lines_of, print_count, status_of
from verify import Judgement, Report, Target, Verdict, Work, check_claims
from verify.claims import read_claim
from viz.terminal import Terminal

__all__ = ["Ask", "ask_for_partials", "partials_of"]

Ask = Callable[[str], str]
"""Shows a question and returns what is typed; EOFError where no more comes."""

LEAVING = ("q", "quit", "exit")

AGAIN = (Verdict.WRONG, Verdict.UNREADABLE, Verdict.VALUE_RIGHT)


def ask_for_partials(terminal: Terminal, work: Work, ask: Ask) -> int:
    """Ask for each partial, twice where the first answer is wrong; return the exit status."""
    terminal.say("A number or a formula for each partial; nothing goes on to the next one, q ends.\n")
    judged: list[Judgement] = []
    try:
        for target in partials_of(work):
            judged += [answer] if (answer := _ask(terminal, work, target, ask)) is not None else []
    except EOFError:
        terminal.say("")
    terminal.say("")
    report = Report(tuple(judged))
    print_count(terminal, report)
    return status_of(report)


def partials_of(work: Work) -> list[Target]:
    """Return the partials to ask for, those with the fewest factors first: ∂E/∂w5 before ∂E/∂w1.

    Examples
    --------
    >>> from nn import documents
    >>> [str(target) for target in partials_of(Work.of_example(documents.mazur()))][:5]
    ['dE_total/dw5', 'dE_total/dw6', 'dE_total/dw7', 'dE_total/dw8', 'dE_total/dw1']
    """
    output = work.output.name or ""
    names = work.trained or tuple(name for name, value in work.values.items() if value.op is None)
    found = [name for name in names if _has_partial(work, output, name)]
    found.sort(key=lambda name: len(work.derivation(output, name).numbers()))
    return [Target(output, by=name) for name in found]


def _has_partial(work: Work, output: str, name: str) -> bool:
    try:
        work.derivation(output, name)
    except ReadError:
        return False
    return True


def _ask(terminal: Terminal, work: Work, target: Target, ask: Ask) -> Judgement | None:
    """Ask for one partial; after a wrong answer with a hint, then once more."""
    judgement = None
    for telling in (Telling.HINT, Telling.ALL):
        text = ask(f"∂{target.of}/∂{target.by} = ").strip()
        if text in LEAVING:
            raise EOFError
        if not text:
            return judgement
        (judgement,) = check_claims(work, [read_claim(work, str(target), text)])
        for line in lines_of(judgement, telling):
            terminal.say(line)
        if judgement.verdict not in AGAIN:
            break
    return judgement

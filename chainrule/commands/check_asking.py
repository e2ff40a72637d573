"""``chainrule check`` without claims: it asks for one partial after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from autograd import TABLE, ReadError, topological_order
from chainrule.sources import BadInputError
from chainrule.tables.verdicts import Telling, lines_of, print_count, status_of
from verify import Judgement, Report, Target, Verdict, Work, check_claims
from verify.claims.claim import read_claim
from viz.terminal import Terminal

__all__ = ["Ask", "ask_for_partials", "partials_of"]

Ask = Callable[[str], str]
"""Shows a question and returns what is typed; EOFError where no more comes."""

LEAVING = ("q", "quit", "exit")

AGAIN = (Verdict.WRONG, Verdict.UNREADABLE, Verdict.VALUE_RIGHT)


def ask_for_partials(terminal: Terminal, work: Work, ask: Ask, telling: Telling) -> int:
    """Ask for each partial, twice where the first answer is wrong; return the exit status."""
    targets = partials_of(work)
    if not targets:
        last = work.output.name or "y"
        raise BadInputError(f"there is no partial to ask for; claim a number, such as {last}=1.")
    terminal.say("A number or a formula for each partial; nothing goes on to the next one, q ends.\n")
    judged: dict[Target, Judgement] = {}
    try:
        for target in targets:
            for judgement in _answers(terminal, work, target, ask, telling):
                judged[target] = judgement
    except EOFError:
        terminal.say("")
    terminal.say("")
    report = Report(tuple(judged.values()))
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
    if any(value.op is TABLE["step"] for value in topological_order(work.output)):
        return []  # a threshold unit has the derivative 0 wherever it has one
    names = work.trained or tuple(name for name, value in work.values.items() if value.op is None)
    feeding = [name for name in names if _has_partial(work, output, name)]
    feeding.sort(key=lambda name: len(work.derivation(output, name).numbers()))
    return [Target(output, by=name) for name in feeding]


def _has_partial(work: Work, output: str, name: str) -> bool:
    try:
        work.derivation(output, name)
    except ReadError:
        return False
    return True


def _answers(terminal: Terminal, work: Work, target: Target, ask: Ask, telling: Telling) -> Iterator[Judgement]:
    """What is answered to one question; after a wrong answer it is asked once more, with a hint."""
    for much in (Telling.HINT, telling):
        text = ask(f"∂{target.of}/∂{target.by} = ").strip()
        if text in LEAVING:
            raise EOFError
        if not text:
            return
        (judgement,) = check_claims(work, [read_claim(work, str(target), text)])
        for line in lines_of(judgement, much):
            terminal.say(line)
        yield judgement
        if judgement.verdict not in AGAIN:
            return

"""The slips that explain a wrong number, what each of them gives, and the search for the likeliest."""

import copyreg

from verify.slips.candidates import DERIVATIONS
from verify.slips.factors import FACTORS
from verify.slips.inside import INSIDE
from verify.slips.kinds import Slip
from verify.slips.lines import LINES
from verify.slips.misplaced import BELONGS_ELSEWHERE
from verify.slips.nodes import NODES
from verify.slips.outs import OUTS
from verify.slips.search import PARTIALS
from verify.slips.typing import DIGITS
from verify.slips.updates import UPDATES

__all__ = ["SLIPS", "slips_text"]

SLIPS: tuple[Slip, ...] = (
    *(*DERIVATIONS, *FACTORS, *INSIDE, *LINES, BELONGS_ELSEWHERE, *NODES, *OUTS),
    *(*PARTIALS, *UPDATES, *DIGITS),
)
"""The table of slips: every row, those of a derivation first."""


def slips_text() -> str:
    """Return the table of slips as text: what each is made in, what is said, what it costs and why, where to look.

    Examples
    --------
    >>> print(slips_text().splitlines()[0])
    the whole: the sign of the whole is turned round. 2 bits (one of four); look at the signs
    """
    return "\n".join(
        f"{row.applies.value}: {row.pattern}. {row.bits:g} bits ({row.why}); look at {row.look.value}" for row in SLIPS
    )


def _row(place: int) -> Slip:
    return SLIPS[place]


copyreg.pickle(Slip, lambda row: (_row, (SLIPS.index(row),)))

"""A number as a person wrote it: its digits are evidence of how precise it is meant to be."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from functools import cached_property

from autograd import ReadError
from autograd.number import as_number
from autograd.text.names import printable, shorten

__all__ = ["WrittenNumber", "exact", "to_unit", "written_number"]

LONGEST = 60
"""Characters of a number; a person writes fewer."""

FINEST = 310
"""Places of a last digit, before and after the point, whose unit is a float."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]{1,4})?", re.ASCII)
_POWER_OF_TEN = re.compile(
    r"([+-]?[0-9.]+)\s*[*·×xX]\s*10(?:\s*(?:\^|\*\*)\s*\(?([+-]?[0-9]{1,4})\)?|([⁺⁻]?[⁰¹²³⁴-⁹]{1,4}))"
)
_RAISED = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
_SIGNS = str.maketrans({"−": "-", "–": "-", "E": "e"})


@dataclass(frozen=True)
class WrittenNumber:
    """A number with its digits.

    Parameters
    ----------
    text
        As it was written.
    decimal
        Its exact value.
    remarks
        What was overlooked in the text: a sign of approximation.
    """

    text: str
    decimal: Decimal
    remarks: tuple[str, ...] = ()

    @cached_property
    def value(self) -> float:
        """The number."""
        return float(self.decimal)

    @cached_property
    def unit(self) -> float:
        """One unit of the last digit: 0.01 for 0.40, 0.001 for 8.2e-2."""
        return float(Decimal(1).scaleb(self.exponent))

    def agrees_with(self, number: float) -> bool:
        """Whether the text is `number` rounded to its digits.

        Examples
        --------
        >>> written_number("0.40").agrees_with(0.4049), written_number("0.40").agrees_with(0.4051)
        (True, False)
        """
        return self.is_within(number, 0.5 * self.unit)

    def is_within(self, number: float, distance: float) -> bool:
        """Whether `number` is at most so far away, but for what floats cannot tell apart; inf and nan never are."""
        return math.isfinite(number) and abs(self.value - number) <= distance * (1.0 + 1e-9) + 4e-16 * abs(number)

    def is_cut_from(self, number: float) -> bool:
        """Whether the text is `number` with its further digits left out.

        Examples
        --------
        >>> written_number("0.186").is_cut_from(0.18681), written_number("-0.1").is_cut_from(-0.19)
        (True, True)
        """
        if not math.isfinite(number):
            return False
        return to_unit(exact(number), self.exponent, ROUND_DOWN) == self.decimal

    def is_rounded_twice_from(self, number: float) -> bool:
        """Whether the text is `number` rounded first to one, two or three digits more, then to its own.

        Examples
        --------
        >>> written_number("0.3").is_rounded_twice_from(0.2456), written_number("0.2").is_rounded_twice_from(0.2456)
        (True, False)
        """
        if not math.isfinite(number) or self.agrees_with(number):
            return False
        last = self.exponent
        once = (to_unit(exact(number), last - more, ROUND_HALF_UP) for more in (1, 2, 3))
        return any(to_unit(rounded, last, ROUND_HALF_UP) == self.decimal for rounded in once)

    @property
    def exponent(self) -> int:
        """The power of ten of the last digit: −2 for 0.40."""
        exponent = self.decimal.as_tuple().exponent
        assert isinstance(exponent, int)  # it is finite
        return exponent


_WIDE = Context(prec=700)
"""Room for every digit of a float."""


def exact(number: float) -> Decimal:
    """Return the number without the noise of its last bits: 0.3 is 0.29999999999999998, but 0.3."""
    return Decimal(f"{number:.15g}")


def to_unit(number: Decimal, exponent: int, rounding: str) -> Decimal:
    """Return the number with its last digit at 10^exponent."""
    return number.quantize(Decimal(1).scaleb(exponent), rounding, _WIDE)


def written_number(claimed: str | float | Decimal) -> WrittenNumber:
    """Return a number with its digits; those of a plain float are the twelve first ones, of a float32 six.

    A ReadError says what is wrong with it and how to write it.

    Examples
    --------
    >>> written_number("≈ 0.08").remarks
    ("'≈' is overlooked",)
    >>> written_number("8.22·10⁻²").unit
    0.0001
    >>> written_number("1,5")
    Traceback (most recent call last):
    autograd.errors.ReadError: '1,5' is not a number; write a point, 1.5.
    """
    text = _text_of(claimed)
    plain = text.strip().translate(_SIGNS)
    remarks: tuple[str, ...] = ()
    if plain[:1] in ("≈", "~", "≃"):
        plain, remarks = plain[1:].lstrip(), (f"{text.strip()[0]!r} is overlooked",)
    shown = repr(printable(shorten(text.strip(), 40)))
    if power := _POWER_OF_TEN.fullmatch(plain):
        plain = f"{power[1]}e{power[2] or power[3].translate(_RAISED)}"
    if not plain:
        raise ReadError("there is no number; write for example 0.0822.")
    if len(plain) > LONGEST:
        raise ReadError(f"{shown} has {len(plain)} characters; a number has at most {LONGEST}.")
    if not _NUMBER.fullmatch(plain):
        raise ReadError(f"{shown} is not a number; {_hint(plain)}")
    decimal = Decimal(plain)
    if abs(decimal) > Decimal("1.7e308"):
        raise ReadError(f"{shown} is too large for a float (at most about 1.8e308).")
    if not -FINEST <= int(decimal.as_tuple().exponent) <= FINEST:
        raise ReadError(f"{shown} has its last digit beyond those of a float; write at most {FINEST} decimals.")
    return WrittenNumber(text.strip(), decimal, remarks)


def _text_of(claimed: str | float | Decimal) -> str:
    if isinstance(claimed, str | Decimal):
        return str(claimed)
    return f"{_number(claimed):.{_digits(claimed)}g}"


def _digits(number: float) -> int:
    """The digits of which a number has all: an array's float32 has six, a float16 three."""
    size = getattr(getattr(number, "dtype", None), "itemsize", 8)
    is_float = getattr(getattr(number, "dtype", None), "kind", "f") == "f"
    return {2: 3, 4: 6}.get(size, 12) if is_float else 12


def _number(claimed: float) -> float:
    try:
        return as_number(claimed)
    except (TypeError, ValueError):
        shown = printable(shorten(repr(claimed), 40))
        raise ReadError(f"{shown} is not a number; claim a text such as '0.0822', a number or a formula.") from None


def _hint(plain: str) -> str:
    if re.fullmatch(r"[+-]?[0-9]+,[0-9]+(?:e[+-]?[0-9]+)?", plain, re.ASCII):
        return f"write a point, {plain.replace(',', '.')}."
    if not plain.isascii() and plain.isnumeric():
        return "write it with the digits 0 to 9."
    if re.search(r"[0-9.)]\s*[*/·×+(^−-]|[½√]", plain[1:]):
        return "write its result, alone or behind the calculation: 0.5*0.5 = 0.25."
    return "write digits with a point, such as 0.0822 or 8.2e-2."

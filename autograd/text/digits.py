"""Numbers as a reader wants them: few digits, and never so few that a small number becomes 0."""

from __future__ import annotations

import math

__all__ = ["decimals_text", "in_print", "significant_text"]


def decimals_text(number: float, decimals: int = 9) -> str:
    """Return a number with so many digits after the point, but with no fewer than four significant ones.

    Trailing zeros are dropped.

    Examples
    --------
    >>> decimals_text(0.4), decimals_text(0.29837110876), decimals_text(-0.00000012345678)
    ('0.4', '0.298371109', '-1.235e-7')
    """
    if not math.isfinite(number) or abs(number) >= 1e16:
        return significant_text(number, 9)
    fixed = f"{number:.{decimals}f}"
    if number and len(fixed.replace(".", "").lstrip("-0")) < max(1, min(4, decimals)):
        return significant_text(number, 4)
    return fixed.rstrip("0").rstrip(".") if "." in fixed else fixed


def significant_text(number: float, digits: int = 4) -> str:
    """Return so many significant digits, all those of a whole part below a million; no exponent from 1e-4 on.

    Examples
    --------
    >>> significant_text(0.00043856773), significant_text(123456.7), significant_text(1.5e-17)
    ('0.0004386', '123457', '1.5e-17')
    """
    if 10**digits <= abs(number) < 1e6:
        return f"{number:.0f}"
    text = f"{number:.{digits}g}"
    mantissa, e, exponent = text.partition("e")
    return f"{mantissa}e{int(exponent)}" if e else text


def in_print(text: str) -> str:
    """Return the text of a number with the signs that are printed: − and ∞.

    Examples
    --------
    >>> in_print("-1.5e-7"), in_print("-inf")
    ('−1.5e−7', '−∞')
    """
    return text.replace("inf", "∞").replace("-", "−")

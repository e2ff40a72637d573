"""Colours, sizes and number formats of every picture."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from typing import Any

from autograd.text.digits import decimals_text, in_print, significant_text

__all__ = ["DARK", "FACTORS", "LIGHT", "MISSING", "NumberFormat", "Style", "Theme", "factor_role", "text_width"]

MISSING = "—"
"""What stands for a gradient that nothing has reached."""

FACTORS = 6
"""Colours of the factors of a derivation; a seventh factor has the first again, and its own mark."""


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """The format of numbers: by significant digits, or by decimals where those are given.

    Trailing zeros are dropped, and with decimals a small number still shows four significant digits.

    Parameters
    ----------
    significant
        Significant digits, 1 or more.
    decimals
        Digits after the point, 0 or more; overrides `significant`.

    Examples
    --------
    >>> short, nine = NumberFormat(), NumberFormat(decimals=9)
    >>> short.text(0.0004385677), nine.text(0.0004385677), nine.text(0.4)
    ('0.0004386', '0.000438568', '0.4')
    >>> short.signed(-0.0226), short.signed(1e-17), short.signed(None)
    ('−0.0226', '+1e−17', '—')
    """

    significant: int = 4
    decimals: int | None = None

    def __post_init__(self) -> None:
        if self.significant < 1 or (self.decimals is not None and not 0 <= self.decimals <= 17):
            raise ValueError(
                f"{self} is not possible: significant digits must be 1 or more, decimals between 0 and 17."
            )

    def text(self, number: float | None) -> str:
        """Return the number as text, "—" for None."""
        if number is None:
            return MISSING
        number = number or 0.0  # −0 is 0
        if self.decimals is None:
            return in_print(significant_text(number, self.significant))
        return in_print(decimals_text(number, self.decimals))

    def signed(self, number: float | None) -> str:
        """Return the number with its sign, also where it is positive."""
        text = self.text(number)
        return f"+{text}" if number is not None and number > 0 else text


def _colours(light: str, dark: str) -> Any:
    """A role with its colour on light pages, and on dark ones."""
    return field(metadata={"light": light, "dark": dark})


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a picture, as ``#rrggbb``; text on every fill it stands on has a contrast of at least 4.5 : 1.

    What takes no part in a picture is `dim`, with a contrast of at least 3 : 1. Paths have inks of their own, so that
    blue and orange always mean the sign of a gradient.
    """

    background: str = _colours("#ffffff", "#14181d")
    text: str = _colours("#1b2430", "#eef2f6")
    muted: str = _colours("#4a5666", "#b3bfcb")
    line: str = _colours("#6b7785", "#8b98a6")
    input_fill: str = _colours("#f0f2f4", "#252c34")
    net_fill: str = _colours("#dfecf7", "#1b3145")
    out_fill: str = _colours("#fff2d2", "#40361a")
    pill_fill: str = _colours("#ffffff", "#1c2229")
    chip_fill: str = _colours("#ffffff", "#14181d")
    error_fill: str = _colours("#fbe9f0", "#3d1f2d")
    error_line: str = _colours("#9b3a66", "#e08bb2")
    positive_line: str = _colours("#0072b2", "#4aa8e0")
    negative_line: str = _colours("#d55e00", "#f08a3c")
    positive_text: str = _colours("#005a8c", "#8fcdf5")
    negative_text: str = _colours("#a34700", "#ffb27a")
    curve_ink: str = _colours("#006b57", "#4fd1b0")
    slope_ink: str = _colours("#8b2fa0", "#e09af0")
    zone_fill: str = _colours("#e8ebef", "#2b323b")
    factor_1: str = _colours("#0b5cad", "#7cb8ff")
    factor_2: str = _colours("#ad3a00", "#ff9e6b")
    factor_3: str = _colours("#00704f", "#4fd1a0")
    factor_4: str = _colours("#8b2fa0", "#d9a0f5")
    factor_5: str = _colours("#755a00", "#e0c35c")
    factor_6: str = _colours("#b3205f", "#ff8fbf")
    dim: str = _colours("#7f8894", "#76828f")
    route_ink: str = _colours("#5b2a86", "#c9a2f2")
    first_ink: str = _colours("#00695c", "#4fd1b0")
    second_ink: str = _colours("#ad1457", "#ff8ab3")
    third_ink: str = _colours("#6d5a00", "#d9c45a")
    fourth_ink: str = _colours("#455a64", "#a9bccb")

    def items(self) -> list[tuple[str, str]]:
        """Return the roles and their colours."""
        return [(role.name, getattr(self, role.name)) for role in fields(self)]


LIGHT, DARK = (Theme(**{role.name: role.metadata[page] for role in fields(Theme)}) for page in ("light", "dark"))


def factor_role(factor: int) -> str:
    """Return the role, in a `Theme`, of the factor with this number.

    Examples
    --------
    >>> factor_role(1), factor_role(7)
    ('factor_1', 'factor_1')
    """
    return f"factor_{(factor - 1) % FACTORS + 1}"


@dataclass(frozen=True, slots=True)
class Style:
    """The style of a picture.

    Parameters
    ----------
    theme
        The colours.
    dark
        The colours where a reader asks for dark pages; None to keep `theme` everywhere.
    numbers
        How numbers are written.
    """

    theme: Theme = LIGHT
    dark: Theme | None = DARK
    numbers: NumberFormat = field(default_factory=NumberFormat)


@cache
def _widths() -> dict[str, int]:
    """Advance widths of the shipped font in 1/2048 of the type size."""
    by_width = json.loads(files("viz").joinpath("fonts/widths.json").read_text("utf-8"))
    return {character: int(width) for width, characters in by_width.items() for character in characters}


def text_width(text: str, size: float) -> float:
    """Return how wide a text is in the shipped font; characters that it lacks count as wide as high.

    Examples
    --------
    >>> round(text_width("0.5", 14), 2)
    19.46
    """
    widths = _widths()
    return sum(widths.get(character, 2048) for character in text) * size / 2048

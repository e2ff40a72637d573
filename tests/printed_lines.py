"""Whether the lines of a printed text hold: each side of an equation in numbers gives the next, within their digits."""

import math
import re
from itertools import pairwise

from autograd import ReadError, partial, topological_order
from autograd.formulas.reading import parse_all

NUMBER = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)(?:e([+−-]?\d+))?(?![A-Za-z_.0-9])")


def lines_that_do_not_hold(text, decimals):
    """What does not follow, with the numbers, and how many pairs of sides were looked at.

    The text shows so many decimals, but four significant digits at least (or as many as decimals), trailing zeros
    dropped; a line in which a number has more of both shows more decimals.
    """
    wrong, count = [], 0
    for line in text.splitlines():
        sides = filter(None, (side.strip() for side in f" {line}".split(" = ")))
        finest = max(decimals, *(places for places, digits in map(sizes, NUMBER.findall(line)) if digits > 4), 0)
        evaluated = [read(side, finest) for side in sides]
        for one, other in pairwise(evaluated):
            if one is not None and other is not None:
                count += 1
                if abs(one[0] - other[0]) > (one[1] + other[1]) * (1 + 1e-9) + 1e-15:
                    wrong.append((line, one, other))
    return wrong, count


def sizes(found):
    """Digits after the point, and significant ones."""
    digits = found[0]
    return (0, 0) if found[1] else (len(digits.partition(".")[2]), len(digits.replace(".", "").lstrip("0")))


def read(side, decimals):
    """The number of a side, and how far it moves when each number in it does by half a unit of its last digit.

    Whole numbers are exact. None where the side is no formula of numbers.
    """
    numbers, units = {}, {}

    def named(found):
        name = f"n{len(numbers)}"
        numbers[name] = float(f"{found[1]}e{(found[2] or '0').replace('−', '-')}")
        is_exact = "." not in found[0] and not found[2]
        digit = math.floor(math.log10(numbers[name])) + 1 - min(4, decimals) if numbers[name] else 0
        units[name] = 0.0 if is_exact else min(10.0**-decimals, 10.0**digit)
        return name

    formula = NUMBER.sub(named, side)
    try:
        value = parse_all(f"whole = {formula} + 0", numbers)["whole"]
    except (ReadError, ValueError):
        return None
    leaves = [leaf for leaf in topological_order(value) if leaf.name in units]
    return value.data, sum(abs(partial(value, leaf)) * 0.5 * units[leaf.name] for leaf in leaves)

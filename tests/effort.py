"""How much work is done, counted instead of timed: the count is the same on every machine and under any load."""

import sys


def lines_run(act):
    """How many lines of Python an act runs, those of a loop each time around; what happens in C counts nothing."""
    count = 0

    def trace(frame, event, argument):
        nonlocal count
        count += event == "line"
        return trace

    earlier = sys.gettrace()
    sys.settrace(trace)
    try:
        act()
    finally:
        sys.settrace(earlier)
    return count


def growth(act, of_size, size):
    """How many times as much an act does with what is twice as large: 2 if the work is linear, 4 if quadratic."""
    small, large = of_size(size), of_size(2 * size)
    act(small)  # what is computed once for all is computed now
    return lines_run(lambda: act(large)) / lines_run(lambda: act(small))

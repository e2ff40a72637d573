"""The command `chainrule`: draw, train and compare worked examples of backpropagation.

In Python ``from chainrule import Value`` gives what `autograd` gives, on first use.
"""

from typing import TYPE_CHECKING

from chainrule.own_packages import is_command as _is_command
from chainrule.own_packages import refuse_strangers as _refuse_strangers

if TYPE_CHECKING:
    from autograd import *  # noqa: F403
    from autograd import __version__ as __version__

if not _is_command():  # which does so itself, and ends with a sentence in place of a traceback
    _refuse_strangers()


def __getattr__(name: str) -> object:
    import autograd  # noqa: PLC0415  # on first use: the command first makes sure that it is ours

    if name in autograd.__all__ or name in ("__all__", "__version__"):
        return getattr(autograd, name)
    raise AttributeError(f"module 'chainrule' has no attribute {name!r}")


def __dir__() -> list[str]:
    import autograd  # noqa: PLC0415

    return sorted([*globals(), *autograd.__all__])

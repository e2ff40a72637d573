"""Another distribution that is also imported as `autograd`."""

from importlib.metadata import PackageNotFoundError, distribution

__all__ = ["refuse_namesake"]


def refuse_namesake() -> None:
    """Stop when the distribution `autograd` is installed: pip would have merged it with this package."""
    try:
        distribution("autograd")
    except PackageNotFoundError:
        return
    raise ImportError(
        "The distributions 'chainrule' and 'autograd' share the import name 'autograd' and cannot be used together: "
        "make a new virtual environment, or run 'pip uninstall autograd' and reinstall chainrule."
    )

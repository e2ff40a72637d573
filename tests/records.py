"""The records of a room, its dataclasses: they are handed around and shared, so nobody may change one."""

import dataclasses
import importlib
import pkgutil


def changeable(package: str) -> list[str]:
    """The names of those dataclasses of a package whose fields may be set once they are made."""
    paths = importlib.import_module(package).__path__
    modules = [importlib.import_module(f"{package}.{entry.name}") for entry in pkgutil.iter_modules(paths)]
    return sorted(
        kind.__name__
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind.__module__ == module.__name__
        if _may_be_set(kind)
    )


def _may_be_set(kind: type) -> bool:
    record = object.__new__(kind)
    try:
        for field in dataclasses.fields(kind):
            setattr(record, field.name, None)
    except dataclasses.FrozenInstanceError:
        return False
    return True

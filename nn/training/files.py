"""Numbers by name in .npz files: readable with ``numpy.load``, never a pickle.

A file appears whole or not at all; one that cannot be used changes nothing and says why. NumPy is loaded on first use.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from math import isfinite
from pathlib import Path
from tokenize import TokenError
from typing import IO, Any
from urllib.parse import quote, unquote

from autograd import ReadError
from autograd.text.files import write_whole
from autograd.text.names import printable, shorten
from nn.module import Module, Parameter

__all__ = [
    "CHECKPOINT",
    "Entry",
    "keyed",
    "load_parameters",
    "named_parameters",
    "numbers_of",
    "read_entries",
    "save_parameters",
    "write_entries",
]

PARAMETERS = "chainrule.parameters/1"
CHECKPOINT = "chainrule.checkpoint/1"

LARGEST_FILE = 64 * 2**20
LARGEST_ENTRY = 2**20
LONGEST_NAME = 60_000
"""Bytes of a name in a zip archive, of 65,535 that fit."""

Entry = float | str | tuple[int, ...]
"""What stands under a name: a number, a text, or the shape of an array that is neither."""


def save_parameters(module: Module, path: str | Path) -> Path:
    """Write every parameter of a module under its name: ``parameter/w5`` in an .npz file.

    Raises
    ------
    ValueError
        If a parameter has no name, shares it, or is not finite.
    OSError
        If the file cannot be written; one that is there stays as it is.

    Examples
    --------
    >>> import tempfile
    >>> from nn import documents
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = save_parameters(documents.mazur(w5=0.9).network, f"{folder}/weights.npz")
    ...     example = documents.mazur()
    ...     load_parameters(example.network, path)
    >>> example.run()["w5"].data
    0.9
    """
    numbers = {name: parameter.data for name, parameter in named_parameters(module).items()}
    return write_entries(path, {"schema": PARAMETERS, **keyed("parameter", numbers)})


def load_parameters(module: Module, path: str | Path) -> None:
    """Give every parameter of a module its number from a file of `save_parameters`, or from a checkpoint.

    Raises
    ------
    ReadError
        If the file is something else, or does not hold just the parameters of the module, one finite number each;
        nothing is changed.
    ValueError
        If a parameter of the module has no name or shares it.
    OSError
        If the file cannot be read.
    """
    parameters = named_parameters(module)
    numbers = numbers_of(read_entries(path, PARAMETERS, CHECKPOINT), "parameter", path, parameters)
    for name, parameter in parameters.items():
        parameter.data = numbers[name]


def named_parameters(module: Module) -> dict[str, Parameter]:
    """Return the parameters of a module by their names; one without a name, or with that of another, is refused."""
    named: dict[str, Parameter] = {}
    for parameter in module.parameters():
        if not parameter.name:
            raise ValueError("a parameter has no name; a file keeps parameters by name, so give each its own.")
        if parameter.name in named:
            raise ValueError(f"two parameters are named {parameter.name!r}; give each its own name.")
        named[parameter.name] = parameter
    return named


def keyed(kind: str, numbers: Mapping[str, float]) -> dict[str, float]:
    """Return numbers under the keys of a file, ``parameter/w5``; what is not finite or too long a name is refused."""
    entries = {}
    for name, number in numbers.items():
        shown = shorten(printable(name), 40)
        if not isfinite(number):
            raise ValueError(f"{shown} is {number}, so nothing is written; a smaller learning rate may help.")
        key = f"{kind}/{quote(name, safe='', errors='surrogatepass')}"
        if len(key) > LONGEST_NAME:
            raise ValueError(f"the name {shown!r} is too long for a file.")
        entries[key] = number
    return entries


def numbers_of(entries: Mapping[str, Entry], kind: str, path: str | Path, wanted: Collection[str]) -> dict[str, float]:
    """Return the numbers of one kind by their names, if they are just those that are wanted.

    A ReadError lists the missing, the unexpected and the misshapen names.
    """
    named = {
        unquote(key.removeprefix(f"{kind}/"), errors="surrogatepass"): entry
        for key, entry in entries.items()
        if key.startswith(f"{kind}/")
    }
    faults = [
        f"{fault}: {shorten(', '.join(map(printable, names)), 200)}" for fault, names in _faults(named, wanted) if names
    ]
    if faults:
        raise ReadError(f"{path} does not hold the {kind} numbers that belong here: {'; '.join(faults)}.")
    return {name: entry for name in wanted if isinstance(entry := named[name], float)}


def _faults(named: Mapping[str, Entry], wanted: Collection[str]) -> Iterator[tuple[str, list[str]]]:
    """What may be wrong with entries, each with the names of which it is true."""
    numbers = {name: entry for name, entry in named.items() if isinstance(entry, float)}
    yield "missing", [name for name in wanted if name not in named]
    yield "unexpected", [name for name in named if name not in wanted]
    yield "not one number", [name for name in named if name not in numbers]
    yield "not finite", [name for name, number in numbers.items() if not isfinite(number)]


def write_entries(path: str | Path, entries: Mapping[str, float | str]) -> Path:
    """Write numbers and texts as an .npz file, whole or not at all."""
    import numpy as np  # noqa: PLC0415  # only files need it

    whole = BytesIO()
    arrays: dict[str, Any] = {key: np.array(entry) for key, entry in entries.items()}
    np.savez(whole, **arrays)
    return write_whole(path, whole.getvalue())


def read_entries(path: str | Path, *schemas: str) -> dict[str, Entry]:
    """Return everything in an .npz file but its schema, which must be one of these.

    Any other file is refused with a ReadError; nothing in it is ever executed, and no more memory is taken than it has
    bytes.
    """
    with open(path, "rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise ReadError(f"{path} is larger than {LARGEST_FILE // 2**20} MiB, more than a network of scalars takes.")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _refuse_repeated(archive.namelist())
            entries = {info.filename.removesuffix(".npy"): _entry(archive, info) for info in archive.infolist()}
    except ReadError as error:
        raise ReadError(f"{path} {error}") from None
    except _DAMAGED as error:
        raise ReadError(f"{path} is not a whole .npz file: {shorten(printable(str(error)), 200)}") from error
    schema = entries.pop("schema", None)
    if schema not in schemas:
        found_schema = (
            f"of the schema {shorten(printable(schema), 60)!r}" if isinstance(schema, str) else "without a schema"
        )
        raise ReadError(f"{path} is a file {found_schema}; what is read here is {' or '.join(schemas)}.")
    return entries


_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError),
    *(ValueError, TypeError, LookupError, ArithmeticError, SyntaxError, TokenError, MemoryError, Warning),
)
"""What the standard library (first line) and NumPy raise at bytes that are no archive of arrays."""


def _refuse_repeated(names: list[str]) -> None:
    if len(set(names)) < len(names):
        raise ReadError("holds two entries of one name.")


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Entry:
    """One array: never more is unpacked than its number or text takes."""
    shown = shorten(printable(info.filename), 60)
    if info.file_size > LARGEST_ENTRY:
        raise ReadError(f"holds {info.file_size} bytes at {shown!r}, more than a number or a text takes.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ReadError(f"is compressed in a way that NumPy does not use, at {shown!r}.")
    with archive.open(info) as member:
        shape, kind = _header(member)
        if kind.hasobject:
            raise ReadError(f"holds Python objects at {shown!r}; they are never loaded.")
        if shape != () or (kind.char != "d" and kind.kind != "U"):
            return shape
        return _scalar(member.read(), kind)


def _header(member: IO[bytes]) -> tuple[tuple[int, ...], Any]:
    """The shape and the type of an array, of which nothing has been built yet."""
    from numpy.lib import format as npy  # noqa: PLC0415  # only files need it

    version = npy.read_magic(member)
    read = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
    shape, _, kind = read(member)
    return shape, kind


def _scalar(data: bytes, kind: Any) -> float | str:
    import numpy as np  # noqa: PLC0415  # only files need it

    (number,) = np.frombuffer(data, kind)
    return str(number) if kind.kind == "U" else float(number)

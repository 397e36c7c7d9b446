"""Finds and loads the shared libraries, and makes calls into them: status to exception, exceptions out of callbacks."""
from __future__ import annotations

import ctypes
import os
import pathlib
from typing import Any, Callable, Optional

from . import _ffi
from .errors import from_status

COMPONENTS = ("sqlite", "sodium", "extract")
SONAME_MAJOR = _ffi.FA_VERSION_MAJOR
# Where libraries are looked for before the system's own folders: where the user says, then in the package.
FOLDERS = [pathlib.Path(folder) for folder in (os.environ.get("FINANALYST_LIBDIR"),) if folder]
FOLDERS.append(pathlib.Path(__file__).resolve().parent / "lib")


def _load(name: str) -> ctypes.CDLL:
    file = f"lib{name}.so.{SONAME_MAJOR}"
    for folder in FOLDERS:
        if (folder / file).exists():
            return ctypes.CDLL(str(folder / file), mode=ctypes.RTLD_GLOBAL)
    try:
        return ctypes.CDLL(file, mode=ctypes.RTLD_GLOBAL)
    except OSError as reason:
        raise ImportError(f"{file} was not found: install FinAnalyst's libraries, or name their folder in "
                          f"FINANALYST_LIBDIR ({reason})") from reason


core = _load("finanalyst")
_ffi.declare(core)

_REGISTER = ctypes.CFUNCTYPE(_ffi.fa_status, ctypes.POINTER(_ffi.fa_registry), ctypes.POINTER(_ffi.fa_error))


def call(function: Callable[..., int], *arguments: Any) -> None:
    """Calls a function whose last argument is an fa_error, and raises what it reports. ctypes releases the GIL meanwhile."""
    error = _ffi.fa_error()
    status = function(*arguments, ctypes.byref(error))
    if status != _ffi.FA_OK:
        raise from_status(status, error)


def register_components(registry: Any) -> None:
    """Registers every component that is installed with the core."""
    for name in COMPONENTS:
        library = _load(f"finanalyst-{name}")
        call(_REGISTER((f"fa_{name}_register", library)), registry)


def json_of(function: Callable[..., int], *arguments: Any) -> bytes:
    """What a function of wire.h appends to a buffer."""
    buf = _ffi.fa_buf()
    core.fa_buf_init(ctypes.byref(buf), 1 << 30)
    try:
        call(function, *arguments, ctypes.byref(buf))
        return ctypes.string_at(buf.data, buf.len) if buf.len else b""
    finally:
        core.fa_buf_clear(ctypes.byref(buf))


class Callbacks:
    """Python functions called from C during one call. An exception in one ends the call, and is raised once C has
    returned."""

    def __init__(self) -> None:
        self._raised: Optional[BaseException] = None
        self._kept: list = []

    def wrap(self, kind: Any, function: Callable[..., Any]) -> Any:
        def guarded(*arguments: Any) -> int:
            try:
                function(*arguments)
                return _ffi.FA_OK
            except BaseException as reason:  # even KeyboardInterrupt may not pass through C
                self._raised = reason
                return _ffi.FA_ECANCELLED

        wrapped = kind(guarded)
        self._kept.append(wrapped)
        return wrapped

    def call(self, function: Callable[..., int], *arguments: Any) -> None:
        try:
            call(function, *arguments)
        except Exception:
            if self._raised is None:
                raise
        if self._raised is not None:
            raise self._raised

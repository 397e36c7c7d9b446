"""One exception class per status of the library."""
from __future__ import annotations

from . import _ffi


class Error(Exception):
    """Why a call failed. code is the library's status, field the offending input ("" = none), retry_ms advice on when to
    try again (0 = none)."""

    code = 0

    def __init__(self, message: str, field: str = "", retry_ms: int = 0):
        super().__init__(message)
        self.field = field
        self.retry_ms = retry_ms


class InvalidError(Error, ValueError):
    """The request is wrong; field names the input."""
    code = _ffi.FA_EINVALID


class NotFoundError(Error, LookupError):
    """There is no such thing."""
    code = _ffi.FA_ENOTFOUND


class ConflictError(Error):
    """It exists already, changed meanwhile, or is not ready yet."""
    code = _ffi.FA_ECONFLICT


class UnavailableError(Error):
    """A dependency is down; retry_ms says when to try again."""
    code = _ffi.FA_EUNAVAILABLE


class OverflowError(Error, ArithmeticError):
    """An exact result does not fit."""
    code = _ffi.FA_EOVERFLOW


class OutOfMemoryError(Error, MemoryError):
    """Memory ran out, or a limit on it was reached."""
    code = _ffi.FA_ENOMEM


class TooLargeError(Error):
    """The input is larger than a stated limit."""
    code = _ffi.FA_ETOOLARGE


class UnsupportedError(Error):
    """A kind of input that is not read."""
    code = _ffi.FA_EUNSUPPORTED


class EncryptedError(Error):
    """The document needs a password."""
    code = _ffi.FA_EENCRYPTED


class NoTextError(Error):
    """The document holds pictures of pages only."""
    code = _ffi.FA_ENOTEXT


class CorruptError(Error):
    """Stored or supplied bytes are damaged."""
    code = _ffi.FA_ECORRUPT


class TimedOutError(Error, TimeoutError):
    """The work took longer than its limit and was ended."""
    code = _ffi.FA_ETIMEOUT


class CancelledError(Error):
    """Somebody asked for the work to stop."""
    code = _ffi.FA_ECANCELLED


class InternalError(Error):
    """The library broke a promise of its own."""
    code = _ffi.FA_EINTERNAL


class UnauthenticatedError(Error):
    """Who asks is not known: no credential, or one that does not hold."""
    code = _ffi.FA_EUNAUTHENTICATED


class ForbiddenError(Error, PermissionError):
    """Who asks is known, and may not do that."""
    code = _ffi.FA_EFORBIDDEN


class ThrottledError(Error):
    """Too many tries; retry_ms says when to try again."""
    code = _ffi.FA_ETHROTTLED


class ExpiredError(Error):
    """What the request rests on is used up or too old."""
    code = _ffi.FA_EEXPIRED


class SecondFactorError(Error):
    """The password is right; a code of the second factor is needed beside it."""
    code = _ffi.FA_ESECONDFACTOR


_BY_CODE = {kind.code: kind for kind in Error.__subclasses__()}


def from_status(code: int, error: _ffi.fa_error) -> Error:
    """The exception for a status and what the library wrote about it."""
    kind = _BY_CODE.get(code, InternalError)
    message = error.message.decode("utf-8", "replace") or f"the library returned status {code}"
    return kind(message, error.field.decode("utf-8", "replace"), error.retry_ms)

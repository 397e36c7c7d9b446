"""Documents in, answers out: the services of one set of adapters."""
from __future__ import annotations

import contextlib
import ctypes
import io
import json
import pathlib
import threading
from decimal import Decimal
from typing import IO, Iterable, Iterator, List, Optional, Union

from . import _ffi
from ._library import Callbacks, call, core, json_of, register_components
from .entities import Answer, Document, Fact, Hit, Identity, Statement

DocumentLike = Union[Document, str]
_STATEMENTS = {"income": _ffi.FA_STATEMENT_INCOME, "balance": _ffi.FA_STATEMENT_BALANCE,
               "cashflow": _ffi.FA_STATEMENT_CASHFLOW, "equity": _ffi.FA_STATEMENT_EQUITY,
               "comprehensive": _ffi.FA_STATEMENT_COMPREHENSIVE}
_BLOCK = 1 << 20
_HOST = _ffi.fa_id()  # who owns the documents: the program itself


def _parse(text: bytes) -> dict:
    return json.loads(text, parse_float=Decimal)


def _text(text: str) -> bytes:
    """Text for C, which ends at a NUL."""
    if "\0" in text:
        raise ValueError("the text holds a NUL character")
    return text.encode()


def _id(document: DocumentLike) -> _ffi.fa_id:
    text = document.id if isinstance(document, Document) else document
    out = _ffi.fa_id()
    call(core.fa_id_parse, _text(text), b"doc_", ctypes.byref(out))
    return out


def _kind(statement: Optional[str]) -> int:
    if statement is None:
        return _ffi.FA_STATEMENT_NONE
    if statement not in _STATEMENTS:
        raise ValueError(f"there is no statement {statement!r}: it is one of {', '.join(_STATEMENTS)}")
    return _STATEMENTS[statement]


class FinAnalyst:
    """Opened services. Use it in a `with` block, or close() it. Any thread may call it, close() included, which waits for the
    calls under way; the GIL is released during the library's work."""

    def __init__(self, folder: Union[str, pathlib.Path, None] = None, *, reader: Optional[str] = None):
        """folder: where documents and facts are kept (made when missing); None keeps them in memory. reader: the path of
        the reading program, when it is not beside the libraries."""
        self._app = ctypes.POINTER(_ffi.fa_app)()
        self._idle = threading.Condition()
        self._calls = 0
        config = _ffi.fa_app_config(struct_size=ctypes.sizeof(_ffi.fa_app_config))
        config.limits.struct_size = ctypes.sizeof(_ffi.fa_content_limits)
        if folder is not None:
            path = pathlib.Path(folder)
            path.mkdir(parents=True, exist_ok=True)
            config.document_db = _text(f"sqlite:{path / 'document.db'}")
            config.analysis_db = _text(f"sqlite:{path / 'analysis.db'}")
            config.blobs = _text(f"file:{path / 'blobs'}")
        if reader is not None:
            config.reader = _text(f"sandbox:{reader}")
        registry = ctypes.POINTER(_ffi.fa_registry)()
        call(core.fa_registry_new, ctypes.byref(registry))
        try:
            register_components(registry)
            call(core.fa_app_open, registry, ctypes.byref(config), ctypes.byref(self._app))
        finally:
            core.fa_registry_free(registry)

    def __enter__(self) -> "FinAnalyst":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        if getattr(self, "_app", None):
            self.close()

    def close(self) -> None:
        """Closes the services; a second call does nothing."""
        with self._idle:
            app, self._app = self._app, ctypes.POINTER(_ffi.fa_app)()
            self._idle.wait_for(lambda: self._calls == 0)
        if app:
            core.fa_app_close(app)

    @contextlib.contextmanager
    def _opened(self) -> Iterator["ctypes._Pointer[_ffi.fa_app]"]:
        """The services, kept open for the length of one call."""
        with self._idle:
            if not self._app:
                raise ValueError("it is closed")
            app = self._app
            self._calls += 1
        try:
            yield app
        finally:
            with self._idle:
                self._calls -= 1
                self._idle.notify_all()

    # ---- documents ----

    def ingest(self, source: Union[str, pathlib.Path, bytes, IO[bytes]], name: Optional[str] = None) -> Document:
        """Stores a file and reads it. source: a path, the bytes, or a binary file object; name: what it is called (by
        default the path's last part). The same bytes again are the document that is there already. Raises EncryptedError,
        NoTextError, UnsupportedError, CorruptError and the like, in words for whoever supplied the file."""
        if isinstance(source, (str, pathlib.Path)):
            with open(source, "rb") as file:
                return self.ingest(file, name or pathlib.Path(source).name)
        if isinstance(source, bytes):
            return self.ingest(io.BytesIO(source), name)
        callbacks = Callbacks()

        def read(_payload, buffer, cap, got, _error):
            piece = source.read(min(cap, _BLOCK))
            if not isinstance(piece, bytes):
                raise TypeError("the file does not yield bytes: open it in binary mode")
            if len(piece) > cap:
                raise ValueError("the file yields more than was asked for")
            ctypes.memmove(buffer, piece, len(piece))
            got[0] = len(piece)

        upload = _ffi.fa_upload(struct_size=ctypes.sizeof(_ffi.fa_upload), name=_text(name or ""),
                                read=callbacks.wrap(_ffi.fa_read_fn, read))
        out = ctypes.POINTER(_ffi.fa_document)()
        with self._opened() as app:
            callbacks.call(core.fa_app_ingest, app, _HOST, ctypes.byref(upload), ctypes.byref(out))
        return self._take_document(out)

    @staticmethod
    def _take_document(out) -> Document:
        try:
            return Document(_parse(json_of(core.fa_document_to_json, out)))
        finally:
            core.fa_document_free(out)

    def document(self, document: DocumentLike) -> Document:
        """The document of an id, as it is now. NotFoundError."""
        out = ctypes.POINTER(_ffi.fa_document)()
        with self._opened() as app:
            call(core.fa_document_get, core.fa_app_documents(app), _HOST, _id(document), ctypes.byref(out))
        return self._take_document(out)

    def documents(self) -> List[Document]:
        """All documents, newest first."""
        found: List[Document] = []
        callbacks = Callbacks()
        visit = callbacks.wrap(_ffi.fa_document_visit_fn, lambda _payload, doc, _error: found.append(
            Document(_parse(json_of(core.fa_document_to_json, doc)))))
        page, after = 200, _ffi.fa_id()
        with self._opened() as app:
            while True:
                before = len(found)
                callbacks.call(core.fa_document_list, core.fa_app_documents(app), _HOST, after, page, visit, None)
                if len(found) - before < page:
                    return found
                after = _id(found[-1])

    def content(self, document: DocumentLike) -> bytes:
        """The bytes of a document, checked against its SHA-256. CorruptError when they changed at rest."""
        pieces: List[bytes] = []
        callbacks = Callbacks()
        write = callbacks.wrap(_ffi.fa_write_fn,
                               lambda _payload, data, size, _error: pieces.append(ctypes.string_at(data, size)))
        with self._opened() as app:
            callbacks.call(core.fa_document_content, core.fa_app_documents(app), _HOST, _id(document), write, None)
        return b"".join(pieces)

    def remove(self, document: DocumentLike) -> None:
        """Removes a document, its bytes and all that was read from it. NotFoundError."""
        with self._opened() as app:
            call(core.fa_app_remove, app, _HOST, _id(document))

    # ---- analysis ----

    def ask(self, question: str, documents: Optional[Iterable[DocumentLike]] = None) -> Answer:
        """Answers a question, from the given documents or from all. What cannot be answered is an answer with
        `refused`. InvalidError: an empty or overlong question."""
        out = ctypes.POINTER(_ffi.fa_answer)()
        with self._opened() as app:
            call(core.fa_ask, core.fa_app_analysis(app), _HOST, ctypes.byref(self._question(question, documents)),
                 ctypes.byref(out))
        try:
            return Answer(_parse(json_of(core.fa_answer_to_json, out)))
        finally:
            core.fa_answer_free(out)

    def search(self, question: str, documents: Optional[Iterable[DocumentLike]] = None, limit: int = 10) -> List[Hit]:
        """The pages that a question is about, best first."""
        found: List[Hit] = []
        callbacks = Callbacks()

        def take(_payload, hit, _error):
            h = hit.contents
            found.append(Hit(h.document.s.decode(), h.document_name.decode(), h.page, h.score))

        with self._opened() as app:
            callbacks.call(core.fa_search, core.fa_app_analysis(app), _HOST,
                           ctypes.byref(self._question(question, documents)), limit, callbacks.wrap(_ffi.fa_hit_visit_fn, take), None)
        return found

    @staticmethod
    def _question(question: str, documents: Optional[Iterable[DocumentLike]]) -> _ffi.fa_question_input:
        ids = None if documents is None else [_id(d) for d in documents]
        into = _ffi.fa_question_input(struct_size=ctypes.sizeof(_ffi.fa_question_input), question=_text(question))
        if ids is not None:
            if not ids:
                raise ValueError("there is no document to ask: leave documents out to ask all of them")
            into.documents = (_ffi.fa_id * len(ids))(*ids)
            into.document_count = len(ids)
        return into

    def facts(self, document: DocumentLike, *, concept: Optional[str] = None, label: Optional[str] = None,
              statement: Optional[str] = None) -> Iterator[Fact]:
        """The facts of a document, in its order. concept: exactly ("us-gaap:Assets"); label: a part of it; statement:
        "income", "balance", "cashflow", "equity" or "comprehensive"."""
        query = _ffi.fa_fact_query(struct_size=ctypes.sizeof(_ffi.fa_fact_query), document=_id(document),
                                   concept=_text(concept) if concept else None, label=_text(label) if label else None,
                                   statement=_kind(statement))
        found: List[Fact] = []
        callbacks = Callbacks()
        visit = callbacks.wrap(_ffi.fa_fact_visit_fn, lambda _payload, fact, _error: found.append(
            Fact(_parse(json_of(core.fa_fact_to_json, fact)))))
        with self._opened() as app:
            callbacks.call(core.fa_fact_list, core.fa_app_analysis(app), _HOST, ctypes.byref(query), visit, None)
        return iter(found)

    def statement(self, document: DocumentLike, kind: str) -> Statement:
        """The filing's own statement: "income", "balance", "cashflow", "equity" or "comprehensive". NotFoundError when it
        has none."""
        return Statement(self._filing(document, lambda f: json_of(core.fa_statement_to_json, f, _kind(kind))))

    def identity(self, document: DocumentLike) -> Identity:
        """Who filed what: company, form, period, and where each was read."""
        return Identity(self._filing(document, lambda f: json_of(core.fa_identity_to_json,
                                                                 ctypes.byref(f.contents.identity))))

    def _filing(self, document: DocumentLike, use) -> dict:
        out = ctypes.POINTER(_ffi.fa_filing)()
        with self._opened() as app:
            call(core.fa_filing_get, core.fa_app_analysis(app), _HOST, _id(document), ctypes.byref(out))
        try:
            return _parse(use(out))
        finally:
            core.fa_filing_free(out)

"""FinAnalyst: exact, cited answers from financial filings.

    import finanalyst

    with finanalyst.open() as analyst:
        filing = analyst.ingest("aldergate-10k-2025.pdf")
        answer = analyst.ask("What was the current ratio in fiscal 2025?", [filing])
        print(answer.text, answer.value, answer.citations[0].page)
"""
from __future__ import annotations

import pathlib
from typing import Optional, Union

from . import errors
from ._library import core as _core
from .app import FinAnalyst
from .entities import Answer, Calculation, Citation, Document, Fact, Figure, Hit, Identity, Period, Statement
from .errors import Error

__all__ = ["Answer", "Calculation", "Citation", "Document", "Error", "Fact", "Figure", "FinAnalyst", "Hit", "Identity", "Period",
           "Statement", "errors", "open", "version"]


def open(folder: Union[str, pathlib.Path, None] = None, *, reader: Optional[str] = None) -> FinAnalyst:
    """Opens the services over a folder, or in memory: see FinAnalyst."""
    return FinAnalyst(folder, reader=reader)


def version() -> str:
    """The version of the library that is loaded."""
    return _core.fa_version().decode()

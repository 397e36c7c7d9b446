"""What the library returns: immutable views of its JSON, amounts as Decimal, days as date. `raw` is the JSON itself."""
from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Dict, List, Optional, Tuple


def _decimal(text: Optional[str]) -> Optional[Decimal]:
    return None if text is None else Decimal(text)


def _date(text: Optional[str]) -> Optional[datetime.date]:
    return None if text is None else datetime.date.fromisoformat(text)


class _View:
    """Something made of the JSON `raw`."""

    __slots__ = ("raw",)

    def __init__(self, raw: Dict[str, Any]):
        self.raw = raw

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.raw == self.raw  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash(repr(sorted(self.raw.items(), key=lambda item: item[0])))


def _member(name: str, kind: str = "") -> Any:
    convert = {"decimal": _decimal, "date": _date, "text": lambda t: t or ""}.get(kind, lambda value: value)
    return property(lambda self: convert(self.raw.get(name)))


class Period(_View):
    """The time that a figure measures: start is None for an instant."""

    type: Optional[str] = _member("type")
    start: Optional[datetime.date] = _member("start", "date")
    end: Optional[datetime.date] = _member("end", "date")

    @property
    def fiscal_year(self) -> Optional[int]:
        return self.raw["fiscal"]["year"]

    @property
    def span(self) -> Optional[str]:
        """ "FY", "Q1" … by the company's own calendar."""
        return self.raw["fiscal"]["span"]


class _Placed(_View):
    @property
    def _place(self) -> Dict[str, Any]:
        return self.raw.get("place") or {}

    @property
    def page(self) -> Optional[int]:
        return self._place.get("page")

    @property
    def box(self) -> Optional[Tuple[float, float, float, float]]:
        """x0, y0, x1, y1 in PDF points from the top left; None where the source has no geometry."""
        box = self._place.get("bbox")
        return None if box is None else tuple(float(edge) for edge in box)  # type: ignore[return-value]


class Document(_View):
    """An uploaded file."""

    id: str = _member("id")
    name: str = _member("name")
    sha256: str = _member("sha256")
    size_bytes: int = _member("size_bytes")
    media_type: str = _member("media_type", "text")
    status: str = _member("status")
    page_count: Optional[int] = _member("page_count")
    fact_count: Optional[int] = _member("fact_count")
    company: str = _member("company", "text")
    ticker: str = _member("ticker", "text")
    form: str = _member("form", "text")
    currency: str = _member("currency", "text")
    period_end: Optional[datetime.date] = _member("period_end", "date")
    fiscal_year: Optional[int] = _member("fiscal_year")

    def __repr__(self) -> str:
        return f"Document({self.id!r}, {self.name!r}, {self.status})"


class Fact(_Placed):
    """One figure with all that gives it meaning. value is in base units; None where it is stated to be absent."""

    index: int = _member("index")
    concept: str = _member("concept", "text")
    label: str = _member("label", "text")
    column: str = _member("column", "text")
    text: str = _member("text", "text")
    value: Optional[Decimal] = _member("value", "decimal")
    unit: str = _member("unit", "text")
    scale: int = _member("scale")
    statement: Optional[str] = _member("statement")
    source: str = _member("source")
    flags: List[str] = _member("flags")

    @property
    def path(self) -> List[str]:
        """The headings that the row stands under, outermost first."""
        return self.raw.get("path") or []

    @property
    def decimals(self) -> float:
        """It is exact to 10 ** -decimals: inf = exact, -inf = not stated."""
        decimals = self.raw["decimals"]
        return float("inf") if decimals == "INF" else float("-inf") if decimals is None else decimals

    @property
    def period(self) -> Optional[Period]:
        return None if self.raw["period"] is None else Period(self.raw["period"])

    @property
    def dimensions(self) -> Dict[str, str]:
        """Axis to member."""
        return {axis: d["member"] for axis, d in self.raw["dimensions"].items()}

    def __repr__(self) -> str:
        return f"Fact({self.label!r}, {self.value} {self.unit}, page {self.page})"


class Citation(_Placed):
    """Where a reader can check."""

    document_id: str = _member("document_id")
    document_name: str = _member("document_name", "text")
    quote: str = _member("quote", "text")

    @property
    def _place(self) -> Dict[str, Any]:
        return self.raw

    @property
    def row_label(self) -> str:
        return (self.raw["table"] or {}).get("row_label") or ""

    @property
    def column_label(self) -> str:
        return (self.raw["table"] or {}).get("col_label") or ""

    def __repr__(self) -> str:
        return f"Citation({self.document_name!r}, page {self.page}, {self.quote!r})"


class Figure(_View):
    """A figure of an answer, with the citation that shows it."""

    __slots__ = ("citation",)

    def __init__(self, raw: Dict[str, Any], citations: List[Citation]):
        super().__init__(raw)
        self.citation: Optional[Citation] = None if raw["citation"] is None else citations[raw["citation"]]

    symbol: str = _member("symbol", "text")
    label: str = _member("label", "text")
    concept: str = _member("concept", "text")
    text: str = _member("text", "text")
    value: Decimal = _member("value", "decimal")
    unit: str = _member("unit", "text")
    scale: int = _member("scale")

    @property
    def period(self) -> Optional[Period]:
        return None if self.raw["period"] is None else Period(self.raw["period"])

    def __repr__(self) -> str:
        return f"Figure({self.label!r}, {self.value} {self.unit})"


class Calculation(_View):
    """How a figure was computed. inputs are indices into the answer's figures."""

    name: str = _member("name", "text")
    formula: str = _member("formula", "text")
    expression: str = _member("expression", "text")
    source: str = _member("source", "text")
    rounding: str = _member("rounding", "text")
    result: Decimal = _member("result", "decimal")

    @property
    def inputs(self) -> List[int]:
        return [i["figure"] for i in self.raw["inputs"]]

    def __repr__(self) -> str:
        return f"Calculation({self.name!r}, {self.expression!r})"


class Answer(_View):
    """An answer with all it rests on. value is the headline figure in `unit` at 10 ** value_scale, rounded as asked."""

    id: str = _member("id")
    question: str = _member("question")
    kind: str = _member("kind")
    text: str = _member("text")
    value: Optional[Decimal] = _member("value", "decimal")
    unit: str = _member("unit", "text")
    refused: bool = _member("refused")
    polarity: str = _member("polarity", "text")
    choice: str = _member("choice", "text")
    assumptions: List[str] = _member("assumptions")

    @property
    def value_scale(self) -> int:
        return self.raw["scale"] or 0

    @property
    def confidence(self) -> float:
        return float(self.raw["confidence"])

    @property
    def missing(self) -> str:
        """With a refusal: what would be needed."""
        return (self.raw["unanswerable"] or {}).get("missing") or ""

    @property
    def refusal(self) -> str:
        """With a refusal: its code, such as "not_reported"."""
        return (self.raw["unanswerable"] or {}).get("code") or ""

    @property
    def citations(self) -> List[Citation]:
        return [Citation(c) for c in self.raw["citations"]]

    @property
    def figures(self) -> List[Figure]:
        citations = self.citations
        return [Figure(f, citations) for f in self.raw["figures"]]

    @property
    def calculations(self) -> List[Calculation]:
        return [Calculation(c) for c in self.raw["calcs"]]

    def __repr__(self) -> str:
        return f"Answer({self.text!r})"


class Statement(_View):
    """A statement as reported: columns with heads and periods, rows with cells."""

    statement: str = _member("statement")
    title: str = _member("title", "text")
    page: Optional[int] = _member("page")
    unit: str = _member("unit", "text")
    scale: int = _member("scale")

    @property
    def heads(self) -> List[str]:
        return [column["head"] or "" for column in self.raw["columns"]]

    @property
    def rows(self) -> List[Tuple[str, List[Optional[Decimal]]]]:
        """Each row's label and its values in base units, one per column; None where nothing is printed."""
        return [(row["label"] or "", [None if cell is None else _decimal(cell["value"]) for cell in row["cells"]])
                for row in self.raw["rows"]]


class Identity(_View):
    """Who filed what."""

    period_end: Optional[datetime.date] = _member("period_end", "date")
    fiscal_year: Optional[int] = _member("fiscal_year")
    industry: str = _member("industry", "text")

    def _item(self, name: str) -> str:
        return (self.raw[name] or {}).get("text") or ""

    @property
    def company(self) -> str:
        return self._item("company")

    @property
    def form(self) -> str:
        return self._item("form")

    @property
    def ticker(self) -> str:
        return self._item("ticker")


@dataclass(frozen=True)
class Hit:
    """A page found for a question."""

    document_id: str
    document_name: str
    page: int
    score: float

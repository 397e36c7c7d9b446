"""Workbooks: numbers are numbers, texts are texts whatever they say, and nothing is lost.

usage: test_workbook.py DRIVER"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml
import zipfile

DRIVER = sys.argv.pop(1) if len(sys.argv) > 1 else ""
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def unescape(text):
    """Control characters are _xHHHH_ in a workbook."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), text)


class Workbook:
    """Sheets by name, each {"B2": (type, value)}."""

    def __init__(self, path):
        self.sheets, self.formulas = {}, 0
        with zipfile.ZipFile(path) as z:
            assert z.testzip() is None
            book = xml.fromstring(z.read("xl/workbook.xml"))
            for i, sheet in enumerate(book.iter(MAIN + "sheet"), 1):
                self.sheets[sheet.get("name")] = self.cells(z.read(f"xl/worksheets/sheet{i}.xml"))
            strings = xml.fromstring(z.read("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in z.namelist() else []
            self.shared = ["".join(t.text or "" for t in si.iter(MAIN + "t")) for si in strings]
        for cells in self.sheets.values():
            for at, (kind, value) in cells.items():
                if kind == "s":
                    cells[at] = ("text", unescape(self.shared[int(value)]))

    def cells(self, data):
        found = {}
        for c in xml.fromstring(data).iter(MAIN + "c"):
            self.formulas += len(c.findall(MAIN + "f"))
            inline = c.find(MAIN + "is")
            if inline is not None:
                found[c.get("r")] = ("text", unescape("".join(t.text or "" for t in inline.iter(MAIN + "t"))))
            else:
                found[c.get("r")] = (c.get("t") or "number", c.findtext(MAIN + "v"))
        return found


class WorkbookTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name) / "book.xlsx"

    def tearDown(self):
        self.folder.cleanup()

    def make(self, *lines, to=None):
        done = subprocess.run([DRIVER, to or str(self.path)], input="\n".join(lines) + "\n", text=True, check=True,
                              capture_output=True, timeout=60, env=dict(os.environ, TMPDIR=self.folder.name))
        return done.stdout.split()

    def test_keeps_texts_and_numbers_apart(self):
        self.assertEqual(self.make("sheet Balance sheet", "text Line", "text 2024", "head", "text Total assets",
                                   "number 2278890000", "row", "text EPS", "number -2.38", "row", "text Small",
                                   "number 0.000000000000000001", "row", "finish"), [])
        cells = Workbook(self.path).sheets["Balance sheet"]
        self.assertEqual(cells["A1"], ("text", "Line"))
        self.assertEqual(cells["B1"], ("text", "2024"))
        self.assertEqual(cells["B2"][0], "number")
        self.assertEqual(float(cells["B2"][1]), 2278890000)
        self.assertEqual(float(cells["B3"][1]), -2.38)
        self.assertEqual(float(cells["B4"][1]), 1e-18)

    def test_no_text_becomes_a_formula_a_number_or_a_link(self):
        texts = ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "http://example.test/", "12", "<b>&amp;\"'",
                 "a\\nb", "\t=1", "{=1}"]
        self.make("sheet s", *[line for t in texts for line in ("text " + t, "row")], "finish")
        book = Workbook(self.path)
        self.assertEqual(book.formulas, 0)
        self.assertEqual([book.sheets["s"][f"A{i + 1}"] for i in range(len(texts))],
                         [("text", t.replace("\\n", "\n")) for t in texts])
        with zipfile.ZipFile(self.path) as z:
            self.assertFalse([n for n in z.namelist() if "rels" in n and b"hyperlink" in z.read(n)])

    def test_a_number_that_a_spreadsheet_would_round_stays_exact_as_text(self):
        self.make("sheet s", "number 999999999999999", "number 1234567890123456", "number 12345678901234567890.125",
                  "number -99999999999999.9", "row", "finish")
        cells = Workbook(self.path).sheets["s"]
        self.assertEqual(cells["A1"][0], "number")
        self.assertEqual(cells["B1"], ("text", "1234567890123456"))
        self.assertEqual(cells["C1"], ("text", "12345678901234567890.125"))
        self.assertEqual(float(cells["D1"][1]), -99999999999999.9)

    def test_a_text_beyond_the_limit_is_cut_at_a_character(self):
        self.make("sheet s", "long 32767", "long 32768", "long 100000", "row", "finish")
        cells = Workbook(self.path).sheets["s"]
        self.assertEqual(cells["A1"][1], "é" * 32767)
        self.assertEqual(cells["B1"][1], "é" * 32766 + "…")
        self.assertEqual(cells["C1"][1], "é" * 32766 + "…")

    def test_titles_are_made_fit_and_may_not_be_twice(self):
        said = self.make("sheet a/b:c*d?e[f]", "sheet " + "é" * 40, "sheet one", "text x", "row", "sheet one", "finish")
        self.assertEqual(said, ["invalid"])
        self.assertEqual(list(Workbook(self.path).sheets), ["a b c d e f ", "é" * 31, "one"])

    def test_empty_cells_keep_the_others_in_their_columns(self):
        self.make("sheet s", "text a", "text ", "text c", "row", "row", "text d", "row", "finish")
        self.assertEqual(Workbook(self.path).sheets["s"], {"A1": ("text", "a"), "C1": ("text", "c"), "A3": ("text", "d")})

    def test_the_same_sheets_give_the_same_bytes(self):
        lines = ("sheet s", "text a", "number 1.5", "row", "finish")
        self.make(*lines)
        first = self.path.read_bytes()
        self.make(*lines)
        self.assertEqual(self.path.read_bytes(), first)

    def test_a_sheet_has_no_more_rows_than_it_can(self):
        self.assertEqual(self.make("sheet s", "rows 1048576", "rows 1", to=os.devnull), ["too_large"])

    def test_what_is_out_of_order_is_refused(self):
        self.assertEqual(self.make("text a", "sheet s", "text b", "row", "finish", "finish", "sheet t"),
                         ["invalid", "invalid", "invalid"])
        self.assertEqual(Workbook(self.path).sheets["s"], {"A1": ("text", "b")})

    def test_hands_on_the_refusal_of_whoever_takes_it(self):
        self.assertEqual(self.make("sheet s", "text a", "row", "finish", to="refuse"), ["cancelled"])

    def test_leaves_nothing_behind_where_it_was_not_finished(self):
        self.assertEqual(self.make("sheet s", "text a"), [])
        self.assertEqual(self.path.read_bytes(), b"")
        self.assertEqual([p.name for p in pathlib.Path(self.folder.name).iterdir()], ["book.xlsx"])


if __name__ == "__main__":
    unittest.main()

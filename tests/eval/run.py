#!/usr/bin/env python3
"""Runs the built system on evaluation data through its public interface, writes predictions, runs the scorers, prints one table.

usage: run.py --build DIR --out DIR --scorers DIR DATA [--only NAME,…]

DATA has the layout of the evaluation data's own README. Of it is read what a system under test may read: files, questions,
and the names of the filings that a question is about; never the gold. A set whose files are absent is reported as skipped."""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SCALES = {"3": "thousand", "6": "million", "9": "billion"}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--build", type=pathlib.Path, required=True, help="a build folder with the shared libraries")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="where predictions and reports go")
    parser.add_argument("--scorers", type=pathlib.Path, required=True, help="the folder of the scorers")
    parser.add_argument("--only", default="", help="comma-separated names of sets: " + ", ".join(SETS))
    return parser.parse_args()


def read_lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def write_lines(path, lines):
    with open(path, "w", encoding="utf-8") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


class Run:
    """One evaluation: the services, the filings ingested so far, the rows of the table."""

    def __init__(self, options):
        os.environ["FINANALYST_LIBDIR"] = str(options.libraries)
        sys.path.insert(0, str(ROOT / "bindings" / "python"))
        import finanalyst
        self.errors = finanalyst.errors
        self.options, self.rows = options, []
        self.store = options.out / "store"
        shutil.rmtree(self.store, ignore_errors=True)  # what an older build read is not this one's
        self.analyst = finanalyst.open(self.store, reader=str(options.reader))
        self.documents = {}

    def ingest(self, files):
        """Reads files that are not there yet, two at a time. files: {doc_name: path}. Returns how many failed."""
        missing = {name: path for name, path in files.items() if name not in self.documents}
        failed = 0

        def one(item):
            name, path = item
            try:
                return name, self.analyst.ingest(path), None
            except self.errors.Error as reason:
                return name, None, reason

        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for name, document, reason in pool.map(one, missing.items()):
                if document is None:
                    failed += 1
                    print(f"  {name}: {reason}", file=sys.stderr)
                else:
                    self.documents[name] = document
        return failed

    def ask(self, question, names):
        """An answer and the seconds that it took; names None = everything stored."""
        scope = None if names is None else [self.documents[n] for n in names if n in self.documents]
        if scope == []:
            return None, 0.0
        start = time.perf_counter()
        answer = self.analyst.ask(question, scope)
        return answer, time.perf_counter() - start

    def name_of(self, document_id):
        return next((n for n, d in self.documents.items() if d.id == document_id), "")

    def score(self, title, script, *arguments):
        """Runs a scorer where it is present, keeps its report, and adds its figures to the table."""
        path = self.options.scorers / script
        if not path.is_file():
            self.rows.append((title, "predictions written; the scorer is not there"))
            return
        plain = subprocess.run([sys.executable, path, *map(str, arguments)], capture_output=True, text=True)
        report = self.options.out / (title.replace(" ", "-") + ".txt")
        report.write_text(plain.stdout + plain.stderr, encoding="utf-8")
        self.rows.append((title, summary(title, plain.stdout) or f"see {report.name}"))


def summary(title, text):
    """The lines of a scorer's report that the table shows."""
    if title.startswith("exam"):
        wanted = r"^(all |refusal|correct figures whose)"
    elif title.startswith("retrieval"):
        wanted = r"^\s*(all|metrics-generated)\b|recall|mrr"
    elif title.startswith("citations"):
        wanted = r"^(cited|quote found|input found|number found|fully supported)"
    else:
        wanted = r"."
    lines = [line for line in text.splitlines() if re.search(wanted, line)]
    return "\n".join(lines[:14])


# ---- the shapes of the prediction files ----

def answer_line(run, question_id, answer, seconds):
    """A line for questions about filings: figures with their unit, citations, inputs of a computation."""
    line = {"id": question_id, "answer": answer.text, "seconds": round(seconds, 4)}
    if answer.refused:
        line["refused"] = True
        return line
    if answer.value is not None:
        unit = answer.unit
        if unit == "USD":
            unit = {0: "USD", 3: "USDk", 6: "USDm", 9: "USDb"}.get(answer.value_scale, "USD")
        line.update(value=str(answer.value), unit=unit)
    if answer.polarity:
        line["polarity"] = answer.polarity
    line["citations"] = [{"doc_name": run.name_of(c.document_id), "page": c.page, "quote": c.quote}
                         for c in answer.citations if c.page]
    inputs = [answer.figures[i] for calculation in answer.calculations for i in calculation.inputs]
    if inputs:
        line["inputs"] = [{"label": f.label, "value": str(f.value), "page": f.citation.page,
                           "doc_name": run.name_of(f.citation.document_id)} for f in inputs if f.citation]
    return line


def exam_line(question_id, answer, seconds):
    line = {"id": question_id, "text": answer.text, "seconds": round(seconds, 4), "refused": answer.refused}
    if not answer.refused:
        if answer.value is not None:
            line.update(value=str(answer.value), unit=answer.unit)
            if answer.value_scale:
                line["scale"] = SCALES[str(answer.value_scale)]
        line.update(polarity=answer.polarity or None, choice=answer.choice or None,
                    citations=[c.raw for c in answer.citations],
                    calculation={"calculations": [c.raw for c in answer.calculations],
                                 "figures": [f.raw for f in answer.figures]})
    return line


# ---- the sets ----

def financebench(run, data):
    folder = data / "financebench"
    questions = read_lines(folder / "questions.jsonl")
    files = {p.stem: p for p in sorted((folder / "pdfs").glob("*.pdf"))}
    failed = run.ingest(files)
    run.rows.append(("ingest", f"{len(files) - failed} of {len(files)} filings"))
    for mode in ("single", "shared"):
        answers, pages = [], []
        for q in questions:
            names = [q["doc_name"]] if mode == "single" else list(files)
            answer, seconds = run.ask(q["question"], names)
            if answer is None:
                continue
            answers.append(answer_line(run, q["id"], answer, seconds))
            hits = run.analyst.search(q["question"], [run.documents[n] for n in names if n in run.documents], 20)
            pages.append({"id": q["id"], "results": [{"doc_name": run.name_of(h.document_id), "page": h.page,
                                                      "score": h.score} for h in hits]})
        write_lines(run.options.out / f"financebench-{mode}.jsonl", answers)
        write_lines(run.options.out / f"retrieval-{mode}.jsonl", pages)
        times = sorted(a["seconds"] for a in answers)
        if times:
            run.rows.append((f"ask {mode}", f"p50 {times[len(times) // 2] * 1000:.1f} ms, "
                                            f"p95 {times[int(len(times) * .95)] * 1000:.1f} ms"))
        run.score(f"financebench {mode}", "eval_answers.py", "financebench", folder / "questions.jsonl",
                  run.options.out / f"financebench-{mode}.jsonl")
        run.score(f"retrieval {mode}", "eval_retrieval.py", folder / "questions.jsonl",
                  run.options.out / f"retrieval-{mode}.jsonl")
        if (folder / "pages").is_dir():
            run.score(f"citations {mode}", "eval_citations.py", run.options.out / f"financebench-{mode}.jsonl", "--pages",
                      folder / "pages", "--questions", folder / "questions.jsonl")


def filings(data):
    return {p.name.rsplit(".", 1)[0]: p for p in sorted((data / "edgar").glob("*.htm*"))}


def edgar(run, data):
    files = filings(data)
    run.ingest(files)
    lines = []
    for name in files:
        if name not in run.documents:
            continue
        best = {}
        for fact in run.analyst.facts(run.documents[name]):
            if fact.source != "ixbrl" or fact.value is None or not fact.concept:
                continue
            period = fact.raw["period"]
            when = {"instant": period["end"]} if period["type"] == "instant" else \
                {"start": period["start"], "end": period["end"]}
            dims = fact.dimensions
            key = json.dumps([fact.concept, when, fact.unit, dims], sort_keys=True)
            # A fact that is stated several times counts as its most precise statement.
            if key not in best or fact.decimals > best[key][0]:
                best[key] = (fact.decimals, {"doc_name": name, "concept": fact.concept, "period": when,
                                             "unit": fact.unit, "value": format(fact.value, "f"), "dims": dims})
        lines += [line for _, line in best.values()]
    write_lines(run.options.out / "edgar-facts.jsonl", lines)
    if (data / "edgar" / "facts.jsonl").is_file():
        run.score("edgar facts", "eval_facts.py", "xbrl", data / "edgar" / "facts.jsonl",
                  run.options.out / "edgar-facts.jsonl")


def exam(run, data):
    run.ingest(filings(data))
    lines = []
    for q in read_lines(data / "exam" / "questions.jsonl"):
        answer, seconds = run.ask(q["question"], q["doc_names"])
        if answer is not None:
            lines.append(exam_line(q["id"], answer, seconds))
    write_lines(run.options.out / "exam.jsonl", lines)
    run.score("exam", "eval_exam.py", data / "exam" / "questions.jsonl", run.options.out / "exam.jsonl", "--data", data)


def markdown_of(context):
    """A table and its paragraphs as a Markdown document."""
    rows = context["table"]["table"]
    text = ["| " + " | ".join(" ".join(cell.split()) for cell in row) + " |" for row in rows]
    text.insert(1, "|" + " --- |" * len(rows[0]))
    paragraphs = sorted(context["paragraphs"], key=lambda p: p["order"])
    return "\n".join(text) + "\n\n" + "\n\n".join(p["text"] for p in paragraphs) + "\n"


def phrase_of(answer):
    """The exact words of an answer and its scale: a computed number, a cell as it is printed, a phrase or several."""
    scale = "percent" if answer.unit in ("%", "pp") else SCALES.get(str(answer.value_scale), "")
    if answer.kind == "list" and answer.choice:
        items = answer.choice.split("; ")
        cells = [figure for figure in answer.figures if figure.text in items]
        if len(cells) == len(items):
            scale = "percent" if cells[0].unit == "%" else SCALES.get(str(cells[0].scale), "")
        return {"answer": items, "scale": scale}
    if answer.kind == "value" and answer.value is not None and not answer.choice:
        if answer.calculations or len(answer.figures) != 1:
            return {"answer": str(answer.value), "scale": scale}
        return {"answer": answer.figures[0].text, "scale": scale}
    return {"answer": answer.choice or re.sub(r"\s*\[\d+\]", "", answer.text), "scale": ""}


def tatqa(run, data):
    lines = []
    for context in json.loads((data / "tatqa" / "dev.json").read_text(encoding="utf-8")):
        uid = context["table"]["uid"]
        try:
            document = run.analyst.ingest(markdown_of(context).encode(), f"{uid}.md")
        except run.errors.Error:
            continue
        for q in context["questions"]:
            answer = run.analyst.ask(q["question"], [document])
            if not answer.refused:
                lines.append({"id": q["uid"], **phrase_of(answer)})
        run.analyst.remove(document)
    write_lines(run.options.out / "tatqa.jsonl", lines)
    run.score("tatqa", "eval_answers.py", "tatqa", data / "tatqa" / "dev.json", run.options.out / "tatqa.jsonl")


SETS = {"financebench": (financebench, "financebench/questions.jsonl"), "edgar": (edgar, "edgar"),
        "exam": (exam, "exam/questions.jsonl"), "tatqa": (tatqa, "tatqa/dev.json")}


def main():
    options = arguments()
    options.out.mkdir(parents=True, exist_ok=True)
    options.libraries = (options.build / "lib").resolve()
    options.reader = next(options.build.resolve().rglob("finanalyst-reader"), None)
    if options.reader is None:
        sys.exit(f"run.py: {options.build} holds no built reading program")
    run = Run(options)
    only = [name for name in options.only.split(",") if name]
    for name, (function, needed) in SETS.items():
        if only and name not in only:
            continue
        if not (options.data / needed).exists():
            run.rows.append((name, f"skipped: {options.data / needed} is not there"))
            continue
        start = time.perf_counter()
        function(run, options.data)
        run.rows.append((name, f"took {time.perf_counter() - start:.1f} s"))
    run.analyst.close()
    table = "\n".join(f"{title:<22} {line if i == 0 else line}" for title, text in run.rows
                      for i, line in enumerate(text.splitlines()))
    (options.out / "table.txt").write_text(table + "\n", encoding="utf-8")
    print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())

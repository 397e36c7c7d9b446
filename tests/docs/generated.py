#!/usr/bin/env python3
"""Holds the generated parts of the documents against what they are made from.

usage: generated.py [--update] DOCUMENT COMMAND…   The part between the lines "<!-- generated -->" and "<!-- end -->" is what the
command prints. --update writes it."""
import pathlib
import subprocess
import sys

BEGIN, END = "<!-- generated -->\n", "<!-- end -->\n"


def main():
    arguments = sys.argv[1:]
    update = arguments[0] == "--update"
    document, *command = arguments[update:]
    made = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip() + "\n\n"
    path = pathlib.Path(document)
    text = path.read_text(encoding="utf-8")
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    current = text[:start] + "\n" + made + text[end:]
    if update:
        path.write_text(current, encoding="utf-8")
    elif current != text:
        print(f"{document} is out of date: tests/docs/generated.py --update {document} {' '.join(command)}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Compares the binary interface that C has with the committed table and with what the Python binding believes.

usage: check.py PROGRAM [--update]   PROGRAM prints the structs and constants; --update writes the table."""
import ctypes
import importlib.util
import pathlib
import subprocess
import sys

import generate

HERE = pathlib.Path(__file__).resolve().parent
TABLE = HERE / "interface.txt"
FFI = HERE.parent.parent / "bindings" / "python" / "finanalyst" / "_ffi.py"


def ctypes_view(layout):
    """The same lines, from the declarations of the binding."""
    spec = importlib.util.spec_from_file_location("_ffi", FFI)
    ffi = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(ffi)
    for line in layout:
        name = line.split()[0]
        if name == "struct":
            name = line.split()[1]
            yield f"struct {name} {ctypes.sizeof(getattr(ffi, name))}"
        elif "." in name:
            struct, field = name.split(".")
            place = getattr(getattr(ffi, struct), field)
            yield f"{name} {place.offset} {place.size}"
        else:
            yield f"{name} {getattr(ffi, name)}"


def differences(name, expected, found):
    yield from (f"- {line} (C has it, {name} does not)" for line in found if line not in set(expected))
    yield from (f"+ {line} ({name} has it, C does not)" for line in expected if line not in set(found))


def main():
    layout = subprocess.run([sys.argv[1]], capture_output=True, text=True, check=True).stdout.splitlines()
    current = layout + list(generate.functions(generate.headers()))
    if "--update" in sys.argv[2:]:
        TABLE.write_text("\n".join(current) + "\n", encoding="utf-8")
        return 0
    wrong = list(differences("Python", list(ctypes_view(layout)), layout))
    wrong += differences("the table", TABLE.read_text(encoding="utf-8").splitlines(), current)
    for line in wrong:
        print(line)
    if wrong:
        print("The binary interface changed. If that is meant: tests/abi/check.py PROGRAM --update, and a line in CHANGELOG.md.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

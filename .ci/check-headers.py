#!/usr/bin/env python3
"""Compiles each public header alone, as C99 and as C++, so that none needs another to come first.

usage: check-headers.py [ROOT]   exits 1 when a header does not stand alone, 77 when there is no C compiler."""
import pathlib
import shutil
import subprocess
import sys
import tempfile


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
    compilers = [c for c in (["gcc", "-xc", "-std=c99"], ["g++", "-xc++", "-std=c++11"]) if shutil.which(c[0])]
    if not compilers:
        print("check-headers: skipped, no compiler")
        return 77
    headers = sorted((root / "include").rglob("*.h"))
    bad = 0
    with tempfile.NamedTemporaryFile("w", suffix=".c") as unit:
        for header in headers:
            name = header.relative_to(root / "include").as_posix()
            unit.seek(0)
            unit.truncate()
            unit.write(f"#include <{name}>\n#include <{name}>\nint fa_header_stands_alone;\n")
            unit.flush()
            for compiler in compilers:
                run = subprocess.run([*compiler, "-pedantic", "-Wall", "-Wextra", "-Werror", "-fsyntax-only",
                                      f"-I{root / 'include'}", unit.name], capture_output=True, text=True)
                if run.returncode != 0:
                    bad += 1
                    print(f"{name} as {compiler[2][5:]}:\n{run.stderr}")
    print(f"check-headers: {bad} violations in {len(headers)} headers with {len(compilers)} compilers")
    return 1 if bad or not headers else 0


if __name__ == "__main__":
    sys.exit(main())

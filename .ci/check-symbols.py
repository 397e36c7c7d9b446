#!/usr/bin/env python3
"""Looks at the names that built libraries define: what is exported is fa_*, what is internal is fai_*.

usage: check-symbols.py LIBRARY…   shared objects are held against fa_*, archives against fa_* and fai_*."""
import re
import subprocess
import sys


def names(library, shared):
    """Defined global names, without those that compilers and sanitizers add."""
    flags = ["-D", "--defined-only"] if shared else ["-g", "--defined-only"]
    out = subprocess.run(["nm", *flags, "--format=posix", library], check=True, capture_output=True, text=True).stdout
    for line in out.splitlines():
        parts = line.split()
        if len(parts) >= 2 and parts[1] in "TDBRVWC" and not re.match(r"_|\.|asan|ubsan|tsan", parts[0]):
            yield parts[0]


def main():
    bad = []
    for library in sys.argv[1:]:
        shared = ".so" in library
        allowed = re.compile(r"fa_" if shared else r"fai?_|memory_|fs_|local_|system_")
        found = list(names(library, shared))
        if not found:
            bad.append(f"{library}: defines no symbol at all")
        bad += [f"{library}: {name}" for name in found if not allowed.match(name)]
    for line in bad:
        print(line)
    print(f"check-symbols: {len(bad)} violations in {len(sys.argv) - 1} libraries")
    return 1 if bad or len(sys.argv) < 2 else 0


if __name__ == "__main__":
    sys.exit(main())

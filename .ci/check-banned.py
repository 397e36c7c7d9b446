#!/usr/bin/env python3
"""Finds calls that the library may not make, by folder.

usage: check-banned.py [ROOT]   prints each violation, exits 1 when there is one."""
import pathlib
import re
import sys

CALL = r"(?<![\w.>])(?:{})\s*\("
# (what, pattern, where it is looked for, where it is allowed)
RULES = [
    ("memory comes from alloc.h", CALL.format("malloc|calloc|realloc|free|strdup|strndup|reallocarray"),
     "libfinanalyst", ("libfinanalyst/base/alloc.c",)),
    ("the environment is read in servers/config only", CALL.format("getenv|secure_getenv|setenv|putenv"), "*",
     ("servers/config/", "tests/", "examples/")),
    ("the library prints nothing", CALL.format("printf|fprintf|puts|putchar|perror|vprintf|vfprintf"),
     "libfinanalyst", ("libfinanalyst/adapters/extract/worker",)),
    ("the library never ends the process", CALL.format("exit|_exit|abort|quick_exit"), "libfinanalyst",
     ("libfinanalyst/adapters/extract/",)),
    ("the clock is a port", CALL.format("time|gettimeofday|clock_gettime|localtime|localtime_r"), "libfinanalyst",
     ("libfinanalyst/adapters/",)),
    ("amounts are read by fa_decimal_parse", CALL.format("atof|strtod|strtof|strtold|sscanf|atoi|atol"),
     "libfinanalyst", ("libfinanalyst/adapters/extract/",)),
    ("unbounded text", CALL.format("strcpy|strcat|sprintf|vsprintf|gets|strtok"), "*", ()),
    ("no process-wide state", CALL.format("setlocale|signal|rand|srand|system|popen"), "libfinanalyst",
     ("libfinanalyst/adapters/extract/",)),
    ("amounts are decimals, not floating point", r"\b(?:double|long double)\b", "libfinanalyst/decimal", ()),
    ("amounts are decimals, not floating point", r"\b(?:double|long double)\b", "libfinanalyst/finance", ()),
    ("threads belong to the host", CALL.format("pthread_create|thrd_create|fork"), "libfinanalyst",
     ("libfinanalyst/adapters/extract/",)),
    ("no unfinished work", r"\b(?:TODO|FIXME|XXX)\b", "*", ()),
]
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.S)


def blank(match):
    """Comments and literals become blanks, so that words in them are no calls; line numbers stay."""
    return re.sub(r"[^\n]", " ", match.group(0))


def violations(root):
    files = [p for top in ("libfinanalyst", "include", "servers", "examples", "tests")
             for p in sorted((root / top).rglob("*.[ch]"))]
    for path in files:
        name = path.relative_to(root).as_posix()
        source = path.read_text(encoding="utf-8")
        code = COMMENT.sub(blank, source)
        for what, pattern, where, allowed in RULES:
            if where != "*" and not name.startswith(where + "/"):
                continue
            if any(name.startswith(a) for a in allowed):
                continue
            text = source if "unfinished" in what else code
            for match in re.finditer(pattern, text):
                line = text.count("\n", 0, match.start()) + 1
                yield f"{name}:{line}: {match.group(0).strip()}: {what}"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
    found = list(violations(root))
    for line in found:
        print(line)
    print(f"check-banned: {len(found)} violations")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

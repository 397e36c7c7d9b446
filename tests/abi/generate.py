#!/usr/bin/env python3
"""The binary interface of the library as text: `generate.py c` writes a C program that prints the size of every public struct,
the place of every field and the value of every constant; `generate.py functions` prints every function's types."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "bindings" / "python"))
import generate_ffi  # noqa: E402


def headers():
    h = generate_ffi.Headers()
    for text in generate_ffi.headers_in_order():
        h.read(text)
    return h


def program(h):
    yield "/* Made by tests/abi/generate.py. */"
    yield "#include <stdio.h>\n\n#include <finanalyst.h>\n"
    yield "#define SIZE(s) printf(\"struct \" #s \" %zu\\n\", sizeof(s))"
    yield "#define FIELD(s, f) printf(#s \".\" #f \" %zu %zu\\n\", offsetof(s, f), sizeof(((s *)0)->f))"
    yield "#define VALUE(c) printf(#c \" %lld\\n\", (long long)(c))\n"
    yield "int main(void)\n{"
    for name, fields in h.structs.items():
        if fields is None:
            continue
        yield f"    SIZE({name});"
        for field, _ in fields:
            yield f"    FIELD({name}, {field});"
    for name in h.constants:
        yield f"    VALUE({name});"
    yield "    return 0;\n}"


def functions(h):
    for name, result, arguments in sorted(h.functions):
        yield f"{name} {result} ({', '.join(arguments)})"


if __name__ == "__main__":
    lines = program(headers()) if sys.argv[1] == "c" else functions(headers())
    sys.stdout.write("\n".join(lines) + "\n")

#!/usr/bin/env python3
"""Generates finanalyst/_ffi.py, the ctypes declarations of the library, from its public headers.

usage: generate_ffi.py [--check]   --check compares with the file that is there and exits 1 when it differs."""
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
INCLUDE = HERE.parent.parent / "include"
OUTPUT = HERE / "finanalyst" / "_ffi.py"

SCALARS = {
    "void": None, "bool": "c_bool", "char": "c_char", "int": "c_int", "unsigned": "c_uint", "double": "c_double",
    "float": "c_float", "size_t": "c_size_t", "int8_t": "c_int8", "uint8_t": "c_uint8", "int16_t": "c_int16",
    "uint16_t": "c_uint16", "int32_t": "c_int32", "uint32_t": "c_uint32", "int64_t": "c_int64", "uint64_t": "c_uint64",
}
CONSTANTS = {"INT32_MAX": 2**31 - 1, "INT32_MIN": -(2**31)}
TOKEN = re.compile(r"[A-Za-z_]\w*|0[xX][0-9a-fA-F]+|\d+|\.\.\.|<<|\S")


class Headers:
    """What the headers declare, in an order in which Python can declare it again."""

    def __init__(self):
        self.aliases = {}    # typedef name -> ctypes expression
        self.constants = {}  # name -> number
        self.structs = {}    # name -> [(field, ctypes expression)] or None while opaque
        self.functions = []  # (name, result, [argument])
        self.order = []      # ("alias" | "struct", name) as they become complete

    # ---- reading ----

    def read(self, text):
        text = re.sub(r"/\*.*?\*/", " ", text, flags=re.S)
        for name, value in re.findall(r"^#define (FA_\w+)[ \t]+([-\w]+)[ \t]*$", text, flags=re.M):
            if value in CONSTANTS or re.fullmatch(r"-?\d+", value):
                self.constants[name] = CONSTANTS.get(value, None) if value in CONSTANTS else int(value)
        text = re.sub(r"^[ \t]*#(?:.*\\\n)*.*$", "", text, flags=re.M)
        text = re.sub(r'extern\s+"C"\s*\{', "", text)
        text = re.sub(r"FA_PRINTF\s*\([^)]*\)", "", text).replace("FA_API", "")
        self.tokens, self.at = TOKEN.findall(text), 0
        while self.at < len(self.tokens):
            self.declaration()

    def peek(self, ahead=0):
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else ""

    def take(self, expected=None):
        token = self.peek()
        if expected is not None and token != expected:
            raise SyntaxError(f"{expected!r} expected, not {token!r}, near {self.tokens[self.at - 8:self.at + 3]}")
        self.at += 1
        return token

    def declaration(self):
        token = self.peek()
        if token in (";", "}"):  # the end of extern "C"
            self.take()
        elif token == "enum":
            self.enum()
            self.take(";")
        elif token == "typedef":
            self.typedef()
        else:
            base = self.base_type()
            kind, name = self.declarator(base)
            if not isinstance(kind, tuple):
                raise SyntaxError(f"{name} is no function")
            self.functions.append((name, *kind))
            self.take(";")

    def typedef(self):
        self.take("typedef")
        if self.peek() == "enum":
            self.enum()
            self.alias(self.take(), "c_int")
        elif self.peek() == "struct" and self.peek(2) == "{":
            name = self.peek(1)
            fields = self.struct()
            if self.take() != name:
                raise SyntaxError(f"struct {name} and its typedef differ")
            self.structs[name] = fields
            self.order.append(("struct", name))
        elif self.peek() == "struct":
            self.take()
            name = self.take()
            self.take(name)
            self.structs.setdefault(name, None)
            self.order.append(("opaque", name))
        else:
            base = self.base_type()
            kind, name = self.declarator(base)
            self.alias(name, kind)
        self.take(";")

    def alias(self, name, kind):
        self.aliases[name] = kind
        self.order.append(("alias", name))

    def enum(self):
        self.take("enum")
        if self.peek() != "{":
            self.take()
        self.take("{")
        value = -1
        while self.peek() != "}":
            name = self.take()
            value += 1
            if self.peek() == "=":
                self.take()
                words = []
                while self.peek() not in (",", "}"):
                    words.append(self.take())
                value = eval(" ".join(words), {"__builtins__": {}}, dict(self.constants))  # numbers and << only
            self.constants[name] = value
            if self.peek() == ",":
                self.take()
        self.take("}")

    def struct(self):
        self.take("struct")
        self.take()
        self.take("{")
        fields = []
        while self.peek() != "}":
            base = self.base_type()
            while True:
                kind, name = self.declarator(base)
                fields.append((name, kind))
                if self.peek() != ",":
                    break
                self.take()
            self.take(";")
        self.take("}")
        return fields

    def base_type(self):
        while self.peek() in ("const", "struct", "static", "inline"):
            self.take()
        name = self.take()
        while self.peek() == "const":
            self.take()
        return name

    def declarator(self, base):
        """Reads what stands behind a base type. Returns (ctypes expression, name); for a function the expression is a
        pair of result and arguments."""
        kind = base
        pointers = self.pointers()
        if self.peek() == "(" and self.peek(1) == "*":
            self.take()
            self.take("*")
            name = self.take()
            self.take(")")
            return self.function_type(self.pointer(kind, pointers), self.arguments()), name
        name = self.take() if re.match(r"[A-Za-z_]", self.peek()) else ""
        result = self.pointer(kind, pointers)
        if self.peek() == "(":
            return (result, self.arguments()), name
        sizes = []
        while self.peek() == "[":
            self.take()
            sizes.append(self.take() if self.peek() != "]" else "")
            self.take("]")
        for size in reversed(sizes):
            number = self.constants.get(size, size)
            result = f"{result} * {number}" if size != "" else f"POINTER({result})"
        return result, name

    def pointers(self):
        depth = 0
        while self.peek() in ("*", "const"):
            depth += self.take() == "*"
        return depth

    def pointer(self, base, depth):
        if depth == 0:
            return SCALARS.get(base, base)
        if base == "void":
            kind, depth = "c_void_p", depth - 1
        elif base == "char":
            kind, depth = "c_char_p", depth - 1
        else:
            kind = SCALARS.get(base, base)
        for _ in range(depth):
            kind = f"POINTER({kind})"
        return kind

    def arguments(self):
        self.take("(")
        kinds = []
        while self.peek() != ")":
            if self.peek() == "...":
                self.take()
                kinds.append("...")
            else:
                kind, _ = self.declarator(self.base_type())
                if " * " in str(kind):  # arrays decay
                    item, _ = kind.rsplit(" * ", 1)
                    kind = "c_char_p" if item == "c_char" else f"POINTER({item})"
                kinds.append(kind)
            if self.peek() == ",":
                self.take()
        self.take(")")
        return [] if kinds == [None] else kinds

    def function_type(self, result, arguments):
        return f"CFUNCTYPE({', '.join(str(a) for a in [result, *arguments])})"


HEAD = '''"""The declarations of libfinanalyst. Made by generate_ffi.py from the public headers: do not edit."""
from ctypes import (CFUNCTYPE, POINTER, Structure, c_bool, c_char, c_char_p, c_double, c_float, c_int, c_int32, c_int64,
                    c_size_t, c_uint8, c_uint32, c_uint64, c_void_p)
'''


def render(h):
    lines = [HEAD]
    lines += [f"{name} = {value}" for name, value in h.constants.items()]
    lines.append("")
    declared = set()
    for kind, name in h.order:
        if kind in ("struct", "opaque") and name not in declared:
            declared.add(name)
            lines += ["", f"class {name}(Structure):", '    """Opaque."""' if h.structs[name] is None else
                      f'    """struct {name}."""', ""]
        if kind == "alias":
            lines += [f"{name} = {h.aliases[name]}"]
        elif kind == "struct":
            lines += [f"{name}._fields_ = ["]
            lines += [f'    ("{field}", {ctype}),' for field, ctype in h.structs[name]]
            lines += ["]"]
    lines += ["", "", "def declare(library):", '    """Gives every function of the library its types."""']
    for name, result, arguments in h.functions:
        if "..." in arguments:
            continue
        lines += [f"    library.{name}.restype = {result}",
                  f"    library.{name}.argtypes = [{', '.join(arguments)}]"]
    return "\n".join(lines) + "\n"


def headers_in_order():
    """Every public header of the core behind those that it includes."""
    seen, order = set(), []

    def visit(name):
        if name in seen:
            return
        seen.add(name)
        text = (INCLUDE / name).read_text(encoding="utf-8")
        for other in re.findall(r"#include <(finanalyst/[^>]+)>", text):
            visit(other)
        order.append(text)

    visit("finanalyst.h")
    return order


def main():
    h = Headers()
    for text in headers_in_order():
        h.read(text)
    text = render(h)
    if "--check" in sys.argv[1:]:
        same = OUTPUT.is_file() and OUTPUT.read_text(encoding="utf-8") == text
        if not same:
            print("_ffi.py differs from the headers: run bindings/python/generate_ffi.py")
        return 0 if same else 1
    OUTPUT.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

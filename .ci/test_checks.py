#!/usr/bin/env python3
"""Plants one violation of each rule into a small tree and expects the check to turn red, and green without it."""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent


def run(check, *arguments):
    return subprocess.run([sys.executable, HERE / check, *map(str, arguments)], capture_output=True, text=True)


class Tree(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        for folder in ("include/finanalyst", "libfinanalyst/base", "servers/http", "examples", "tests"):
            (self.root / folder).mkdir(parents=True)
        self.write("include/finanalyst/types.h", "#ifndef T_H\n#define T_H\ntypedef int fa_t;\n#endif\n")
        self.write("include/finanalyst/finance.h", "#include <finanalyst/types.h>\n")
        self.write("libfinanalyst/base/text.c", "#include <finanalyst/types.h>\n")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def red(self, check, words):
        result = run(check, self.root)
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
        self.assertIn(words, result.stdout)


class Layers(Tree):
    def test_a_clean_tree_is_green(self):
        self.assertEqual(run("check-layers.py", self.root).returncode, 0)

    def test_a_leaf_that_looks_right_is_red(self):
        self.write("libfinanalyst/base/text.c", "#include <finanalyst/finance.h>\n")
        self.red("check-layers.py", "base may not see <finanalyst/finance.h>")

    def test_a_feature_that_sees_another_is_red(self):
        self.write("libfinanalyst/analysis/usecases/ask.c", '#include "document/domain/document.h"\n')
        self.red("check-layers.py", "analysis may not see")

    def test_a_domain_that_sees_a_port_is_red(self):
        self.write("libfinanalyst/document/domain/d.c", "#include <finanalyst/port/blob_store.h>\n")
        self.red("check-layers.py", "document/domain may not see")

    def test_an_adapter_that_peeks_inside_is_red(self):
        self.write("libfinanalyst/base/text.h", "\n")
        self.write("libfinanalyst/adapters/sqlite/a.c", '#include "base/text.h"\n')
        self.red("check-layers.py", "neither public nor its own")

    def test_a_server_that_sees_another_is_red(self):
        self.write("servers/document/routes.h", "\n")
        self.write("servers/analysis/main.c", '#include "document/routes.h"\n')
        self.red("check-layers.py", "servers/analysis may not see servers/document")

    def test_json_has_one_door(self):
        self.write("libfinanalyst/base/other.c", "#include <cjson/cJSON.h>\n")
        self.red("check-layers.py", "only base/json.c sees cJSON")


class Banned(Tree):
    def test_a_clean_tree_is_green(self):
        self.write("libfinanalyst/base/text.c", "/* malloc( */ const char *s = \"getenv(\";\n")
        self.assertEqual(run("check-banned.py", self.root).returncode, 0)

    def test_each_banned_call_is_red(self):
        for call, words in (("malloc(1)", "alloc.h"), ("getenv(\"A\")", "servers/config"), ("printf(\"\")", "prints"),
                            ("exit(1)", "ends"), ("time(NULL)", "port"), ("atof(\"1\")", "fa_decimal_parse"),
                            ("strcpy(a, b)", "unbounded"), ("pthread_create(a)", "threads")):
            with self.subTest(call):
                self.write("libfinanalyst/base/text.c", f"void f(void) {{ {call}; }}\n")
                self.red("check-banned.py", words)

    def test_floating_point_amounts_are_red(self):
        self.write("libfinanalyst/decimal/d.c", "double amount;\n")
        self.red("check-banned.py", "decimals")


class Headers(Tree):
    def test_a_header_that_needs_another_first_is_red(self):
        self.write("include/finanalyst/lone.h", "fa_t needs_types_first(void);\n")
        self.red("check-headers.py", "lone.h")


class Docs(Tree):
    def test_a_dead_link_is_red(self):
        self.write("README.md", "[there](docs/nowhere.md)\n")
        self.red("check-docs.py", "which is not there")


class Symbols(Tree):
    def build(self, source):
        self.write("a.c", source)
        library = self.root / "a.so"
        subprocess.run(["gcc", "-shared", "-fPIC", "-o", library, self.root / "a.c"], check=True)
        return library

    def test_an_export_of_another_name_is_red(self):
        result = run("check-symbols.py", self.build("int helper(void) { return 1; }\n"))
        self.assertEqual(result.returncode, 1)
        self.assertIn("helper", result.stdout)

    def test_our_own_names_are_green(self):
        self.assertEqual(run("check-symbols.py", self.build("int fa_helper(void) { return 1; }\n")).returncode, 0)


if __name__ == "__main__":
    unittest.main()

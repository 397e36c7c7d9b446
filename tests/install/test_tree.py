"""What `cmake --install` makes is all that a user of the library needs, wherever it is put."""
import os
import pathlib
import subprocess
import tempfile
import unittest

from installed import SAMPLES, SOURCE, compile_c, dynamic, environment, install, pkg_config

PDF = SAMPLES / "aldergate-10k-2025.pdf"
COMPONENTS = {"finanalyst": set(), "finanalyst-sqlite": {"libsqlite3.so.0"}, "finanalyst-sodium": {"libsodium.so.23"},
              "finanalyst-openssl": {"libcrypto.so.3"}, "finanalyst-curl": {"libcurl.so.4"}, "finanalyst-extract": set()}
PLAIN = {"libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1", "libgcc_s.so.1"}


class Tree(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="finanalyst-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.work = pathlib.Path(folder.name)
        install(cls.work / "made")
        (cls.work / "made").rename(cls.work / "moved")
        cls.prefix = cls.work / "moved"

    def library(self, name):
        found, = self.prefix.rglob(f"lib{name}.so")
        return found

    def needed(self, path):
        """The libraries that it needs, those of the sanitizers apart."""
        return {n for n in dynamic(path, "NEEDED") if not n.startswith(("libasan", "libubsan", "libtsan"))}

    def test_the_headers_are_there_and_no_others(self):
        expected = {p.relative_to(SOURCE / "include") for p in (SOURCE / "include").rglob("*.h")}
        self.assertEqual({p.relative_to(self.prefix / "include") for p in (self.prefix / "include").rglob("*") if p.is_file()}, expected)

    def test_nothing_internal_is_installed(self):
        names = {p.name for p in self.prefix.rglob("*") if p.is_file() or p.is_symlink()}
        programs = {p.name for p in (self.prefix / "bin").iterdir()}
        self.assertEqual(programs, {"finanalyst"})
        self.assertFalse({n for n in names if n.endswith(".a") or "internal" in n and n.endswith(".so")})
        self.assertTrue(os.access(self.prefix / "libexec" / "finanalyst" / "finanalyst-reader", os.X_OK))

    def test_each_component_needs_its_own_dependency_only(self):
        for name, own in COMPONENTS.items():
            with self.subTest(component=name):
                ours = set() if name == "finanalyst" else {"libfinanalyst.so.0"}
                self.assertLessEqual(self.needed(self.library(name)), PLAIN | own | ours | ({"libcjson.so.1"} if not ours else set()))

    def test_each_component_has_its_pc_file(self):
        version = pkg_config(self.prefix, "--modversion", "finanalyst")[0]
        for name in COMPONENTS:
            with self.subTest(component=name):
                self.assertEqual(pkg_config(self.prefix, "--modversion", name), [version])
                flags = pkg_config(self.prefix, "--cflags", "--libs", name)
                self.assertIn(f"-l{name}", flags)
                for flag in flags:
                    if flag[:2] in ("-I", "-L"):
                        self.assertTrue(pathlib.Path(flag[2:]).resolve().is_dir(), flag)
                        self.assertIn(str(self.prefix.resolve()), str(pathlib.Path(flag[2:]).resolve()))

    def test_nothing_points_into_the_build(self):
        for path in [*(self.library(name) for name in COMPONENTS), self.prefix / "bin" / "finanalyst",
                     self.prefix / "libexec" / "finanalyst" / "finanalyst-reader"]:
            with self.subTest(path=path.name):
                for place in dynamic(path, "RUNPATH") + dynamic(path, "RPATH"):
                    self.assertTrue(all(p.startswith("$ORIGIN") for p in place.split(":")), place)

    def test_the_program_runs_without_any_setting(self):
        plain = {k: v for k, v in environment(self.prefix).items() if k not in ("LD_LIBRARY_PATH", "PKG_CONFIG_PATH")}
        done = subprocess.run([self.prefix / "bin" / "finanalyst", "ask", PDF, "What was total revenue in fiscal 2025?"], env=plain, cwd="/",
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("1,842,645", done.stdout)

    def test_the_examples_build_with_pkg_config_and_run(self):
        for name, arguments, expected in (("embed_minimal", [PDF, "What was total revenue in fiscal 2025?"], "1,842"),
                                          ("ask_a_filing", [self.work / "store", PDF, "What is the FY2025 current ratio?"], "2.06"),
                                          ("custom_blob_store", [self.work / "hex", PDF], "checksum right")):
            with self.subTest(example=name):
                compile_c(self.prefix, SOURCE / "examples" / f"{name}.c", self.work / name)
                done = subprocess.run([self.work / name, *arguments], env=environment(self.prefix), cwd=self.work, capture_output=True, text=True)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn(expected, done.stdout)



if __name__ == "__main__":
    unittest.main()

"""For the tests of what is installed: a tree of its own, made by `cmake --install`, and how to build against it."""
import os
import pathlib
import re
import subprocess

SOURCE = pathlib.Path(os.environ["FA_SOURCE"])
BUILD = pathlib.Path(os.environ["FA_BUILD"])
CC = os.environ["FA_CC"].split(";")  # with the sanitizers that the libraries were built with
SAMPLES = pathlib.Path(os.environ["FA_SAMPLES"])


def install(prefix):
    subprocess.run(["cmake", "--install", str(BUILD), "--prefix", str(prefix)], check=True, stdout=subprocess.DEVNULL)
    return pathlib.Path(prefix)


def environment(prefix, **more):
    """A plain environment in which the tree is known to pkg-config and to the loader."""
    libraries = next(prefix.rglob("libfinanalyst.so")).parent
    kept = {k: os.environ[k] for k in ("PATH", "HOME", "LANG", "TMPDIR") if k in os.environ}
    return {**kept, "PKG_CONFIG_PATH": str(libraries / "pkgconfig"), "LD_LIBRARY_PATH": str(libraries), **more}


def pkg_config(prefix, *arguments):
    return subprocess.run(["pkg-config", *arguments], env=environment(prefix), check=True, capture_output=True, text=True).stdout.split()


def compile_c(prefix, source, target):
    """Compiles a program of a user, with the flags that pkg-config gives."""
    flags = pkg_config(prefix, "--cflags", "--libs", "finanalyst-sqlite", "finanalyst-sodium", "finanalyst-extract")
    subprocess.run([*CC, "-std=c17", "-Wall", "-Wextra", "-Werror", "-D_POSIX_C_SOURCE=200809L", str(source), "-o", str(target), *flags], check=True)


def dynamic(path, tag):
    """The entries of that tag in the dynamic section: NEEDED, RUNPATH …"""
    text = subprocess.run(["readelf", "-d", str(path)], check=True, capture_output=True, text=True).stdout
    return re.findall(rf"\({tag}\).*\[(.*)\]", text)

#!/usr/bin/env python3
"""Checks the documents: links between files resolve, the folders that need a README have one, no path of one machine.

usage: check-docs.py [ROOT]   prints each violation, exits 1 when there is one."""
import pathlib
import re
import subprocess
import sys

LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
MACHINE = re.compile(r"(?:^|[^A-Za-z0-9_.])/(?:work|root|home/\w+|tmp/bash_jobs)/")


def documents(root):
    listed = subprocess.run(["git", "-C", str(root), "ls-files", "*.md"], capture_output=True, text=True)
    if listed.returncode == 0 and listed.stdout:
        return [root / line for line in listed.stdout.splitlines() if (root / line).is_file()]
    return sorted(p for p in root.rglob("*.md") if "build" not in p.relative_to(root).parts)


def violations(root):
    for path in documents(root):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(root).as_posix()
        for target in LINK.findall(text):
            if "://" in target or target.startswith("mailto:"):
                continue
            if not (path.parent / target).exists():
                yield f"{name}: link to {target}, which is not there"
        for number, line in enumerate(text.splitlines(), 1):
            if MACHINE.search(line):
                yield f"{name}:{number}: a path of one machine"
    for feature in ("document", "analysis", "analytics", "storage", "token", "user"):
        if (root / "libfinanalyst" / feature).is_dir() and not (root / "libfinanalyst" / feature / "README.md").is_file():
            yield f"libfinanalyst/{feature}: has no README.md"
    for needed in ("README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "docs/architecture.md"):
        if not (root / needed).is_file():
            yield f"{needed}: is not there"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
    found = list(violations(root))
    for line in found:
        print(line)
    print(f"check-docs: {len(found)} violations")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

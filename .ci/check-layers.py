#!/usr/bin/env python3
"""Holds every #include of the tree against the layers: who may see whom.

usage: check-layers.py [ROOT]   prints each violation, exits 1 when there is one."""
import pathlib
import re
import sys

# A folder of the library -> the internal folders and the public headers that it may include. "*" = all public headers.
BASE = {"alloc", "buf", "error", "log", "types", "version"}
LEAVES = {"base", "decimal", "finance", "content", "reading", "question", "retrieval", "token"}
LEAF_HEADERS = BASE | {"decimal", "content", "finance", "token"}
RULES = {
    "base": ({"base"}, BASE | {"port/clock", "port/hasher"}),
    "decimal": ({"base", "decimal"}, BASE | {"decimal"}),
    "finance": ({"base", "decimal", "finance"}, LEAF_HEADERS),
    "content": ({"base", "content"}, BASE | {"content"}),
    "reading": ({"base", "content", "decimal", "finance", "reading"}, LEAF_HEADERS),
    "question": ({"base", "decimal", "finance", "question"}, LEAF_HEADERS),
    # fa_passage and fa_term, the entities that are ranked, are published with their port; search.h is retrieval's own header.
    "retrieval": ({"base", "content", "retrieval"}, LEAF_HEADERS | {"port/passage_index", "search"}),
    # Tokens are signed and checked by whoever holds the port; the cryptography is an adapter's.
    "token": ({"base", "token"}, BASE | {"token", "port/token_signer"}),
    "document/domain": (LEAVES | {"document/domain"}, LEAF_HEADERS | {"document"}),
    "document": (LEAVES | {"document"}, LEAF_HEADERS | {"document", "port/*"}),
    # The analysis feature meets documents as the entity that port/document_source.h lends.
    "analysis/domain": (LEAVES | {"analysis/domain"}, LEAF_HEADERS | {"analysis", "document", "port/passage_index"}),
    "analysis": (LEAVES | {"analysis"}, LEAF_HEADERS | {"analysis", "document", "port/*"}),
    # The records of the user feature are published with the port that keeps them.
    "user/domain": (LEAVES | {"user/domain"}, LEAF_HEADERS | {"user", "port/user_repo", "port/hasher", "port/mailer", "port/token_signer"}),
    "user": (LEAVES | {"user"}, LEAF_HEADERS | {"user", "port/*"}),
    "gateway": ({"base", "gateway"}, BASE | {"gateway"}),
    "analytics/domain": (LEAVES | {"analytics/domain"}, LEAF_HEADERS | {"analytics", "port/event_repo"}),
    "analytics": (LEAVES | {"analytics"}, LEAF_HEADERS | {"analytics", "port/*"}),
    "storage/domain": (LEAVES | {"storage/domain"}, LEAF_HEADERS | {"storage"}),
    "storage": (LEAVES | {"storage"}, LEAF_HEADERS | {"storage", "port/*"}),
    # A record is JSON as it was told: the feature keeps the bytes that wire makes of its entities.
    "record/domain": (LEAVES | {"record/domain"}, LEAF_HEADERS | {"analysis", "document", "record", "sheets", "wire"}),
    "record": (LEAVES | {"record"}, LEAF_HEADERS | {"analysis", "document", "record", "sheets", "wire", "port/*"}),
    "wire": ({"base", "wire"}, LEAF_HEADERS | {"analysis", "analytics", "document", "record", "sheets", "storage", "user",
                               "wire"}),
    "compose": (LEAVES | {"compose", "document", "analysis", "analytics", "record", "storage", "user"}, {"*"}),
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def rule_of(folder):
    """The rule of the innermost folder that has one, and its name."""
    parts = folder.split("/")
    for n in range(len(parts), 0, -1):
        name = "/".join(parts[:n])
        if name in RULES:
            return name, RULES[name]
    return None, None


def inside(folder, allowed):
    return any(folder == a or folder.startswith(a + "/") for a in allowed)


def check_library(path, inner):
    folder = str(pathlib.PurePosixPath(inner).parent)
    name, rule = rule_of(folder)
    if rule is None:
        yield f"{path}: the folder libfinanalyst/{folder} has no layer"
        return
    folders, headers = rule
    for quote, target in INCLUDE.findall(path.read_text(encoding="utf-8")):
        if quote == "<" and target.startswith("finanalyst/"):
            header = target[len("finanalyst/"):-2]
            kind = header.split("/")[0] + "/*"
            if not ({header, kind, "*"} & headers):
                yield f"{path}: {name} may not see <{target}>"
        elif quote == '"' and not inside(str(pathlib.PurePosixPath(target).parent), folders):
            yield f"{path}: {name} may not see \"{target}\""
        elif quote == "<" and "cJSON" in target and inner != "base/json.c":
            yield f"{path}: only base/json.c sees cJSON"


def check_outsider(path, own):
    """Adapters, servers, bindings, examples: public headers and their own folders."""
    for quote, target in INCLUDE.findall(path.read_text(encoding="utf-8")):
        if quote != '"':
            continue
        places = [path.parent / target] + [root / target for root in own]
        if not any(p.is_file() and any(root in p.resolve().parents for root in [path.parent] + own) for p in places):
            yield f"{path}: sees \"{target}\", which is neither public nor its own"


def check_servers(path, root):
    own = [(root / "servers").resolve()]
    mine = path.relative_to(root / "servers").parts[0]
    yield from check_outsider(path.resolve(), own)
    for quote, target in INCLUDE.findall(path.read_text(encoding="utf-8")):
        first = target.split("/")[0]
        if quote == '"' and "/" in target and (root / "servers" / first).is_dir() and first not in (mine, "http", "config", "logging") \
                and mine not in ("finanalyst", "host"):
            yield f"{path}: servers/{mine} may not see servers/{first}"
        if mine == "http" and first in ("user", "document", "analysis", "analytics", "storage", "gateway"):
            yield f"{path}: servers/http has no domain words, yet sees \"{target}\""


def violations(root):
    library = root / "libfinanalyst"
    for path in sorted(library.rglob("*.[ch]")):
        inner = path.relative_to(library).as_posix()
        if inner.startswith("adapters/"):
            yield from check_outsider(path.resolve(), [(library / "adapters" / inner.split("/")[1]).resolve()])
        else:
            yield from check_library(path, inner)
    for path in sorted((root / "servers").rglob("*.[ch]")):
        yield from check_servers(path, root)
    for path in sorted((root / "examples").rglob("*.[ch]")):
        yield from check_outsider(path.resolve(), [(root / "examples").resolve()])
    for path in sorted((root / "include").rglob("*.h")):
        for quote, target in INCLUDE.findall(path.read_text(encoding="utf-8")):
            if quote == '"' or (target.startswith("finanalyst/") and not (root / "include" / target).is_file()):
                yield f"{path}: public headers include <finanalyst/…> or the C library, not {target}"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
    found = list(violations(root))
    for line in found:
        print(line)
    print(f"check-layers: {len(found)} violations")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

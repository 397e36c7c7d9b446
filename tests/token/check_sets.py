#!/usr/bin/env python3
"""Judges the known tokens, signatures and key sets of $FA_SHARED/data/hostile with token_driver. What a set calls invalid is never
taken; what it calls valid is taken where the algorithm is one of ours.

usage: check_sets.py DRIVER   exits 0, 1 with what was judged wrong, or 77 without the sets."""
import base64
import json
import os
import pathlib
import re
import subprocess
import sys

# The labels of these two are exchanged in the set as published: 370 is the plain, rightly signed token that 362 and 372 change,
# and 372 has a "?" in its header, which is no base64url.
EXCHANGED = {370: "valid", 372: "invalid"}


def b64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Driver:
    def __init__(self, path):
        self.process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.judged, self.wrong = 0, []

    def judge(self, *words):
        self.process.stdin.write(" ".join(w if w else "-" for w in words) + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def expect(self, name, verdict, *words):
        self.judged += 1
        if self.judge(*words) != verdict:
            self.wrong.append(f"{name}: not judged {verdict}")


def header(token):
    try:
        return json.loads(b64(token.split(".")[0]))
    except ValueError:
        return {}


def one_line(token):
    """A token with blanks in it cannot be told to the driver, and is none."""
    return isinstance(token, str) and re.fullmatch(r"[!-~]+", token) is not None


def signatures(driver, path):
    for group in json.loads(path.read_text())["testGroups"]:
        for test in group["tests"]:
            driver.expect(f"{path.name} {test['tcId']}", test["result"], "ed", group["publicKey"]["pk"], test["msg"], test["sig"])


def tokens(driver, path):
    ours = bytes(range(32)).hex()
    for group in json.loads(path.read_text())["testGroups"]:
        key = group["private"]
        public = json.dumps(group.get("public", key)).encode().hex()
        for test in group["tests"]:
            token, name = test["jws"], f"{path.name} {group['comment']} {test['tcId']}"
            if not one_line(token):
                continue
            kid = header(token).get("kid") if isinstance(header(token), dict) else None
            kid = kid if isinstance(kid, str) and kid and " " not in kid else ""
            # Another algorithm's tokens are never ours: not with a key of our kind, nor with theirs as a secret.
            driver.expect(name, "invalid", "eddsa", kid, ours, token)
            if key.get("kty") != "oct":
                driver.expect(name, "invalid", "hs256", kid, public, token)
            elif key.get("alg") == "HS256":
                extra = set(header(token)) - {"alg", "typ", "kid"} if isinstance(header(token), dict) else ()
                verdict = "invalid" if extra else EXCHANGED.get(test["tcId"], test["result"])
                driver.expect(name, verdict, "hs256", key.get("kid") if kid else "", b64(key["k"]).hex(), token)


def key_sets(driver, path):
    for group in json.loads(path.read_text())["testGroups"]:
        for test in group["tests"]:
            for key_set in (group["private"], group.get("public")):
                if key_set is not None:  # none of them is a set of public Ed25519 keys
                    driver.expect(f"{path.name} {test['tcId']}", "invalid", "jwks", json.dumps(key_set).encode().hex())


def attacks(driver, path):
    for token in re.findall(r"eyJ[\w-]+\.[\w-]*\.[\w-]*", path.read_text()):
        kid = header(token).get("kid", "")
        for secret in (b"your-256-bit-secret".ljust(32, b"\0"), b"\0" * 32, b"secret".ljust(32)):
            driver.expect(f"{path.name} {token[:40]}", "invalid", "hs256", kid, secret.hex(), token)
        driver.expect(f"{path.name} {token[:40]}", "invalid", "eddsa", kid, bytes(32).hex(), token)


def main():
    shared = os.environ.get("FA_SHARED")
    sets = pathlib.Path(shared or "", "data", "hostile")
    if not shared or not (sets / "jws").is_dir():
        print("skipped: there is no $FA_SHARED/data/hostile/jws")
        return 77
    driver = Driver(sys.argv[1])
    signatures(driver, sets / "jws" / "ed25519_even.json")
    tokens(driver, sets / "jws" / "json_web_signature_even.json")
    key_sets(driver, sets / "jws" / "json_web_key_even.json")
    for path in sorted((sets / "jwt-attacks" / "payloads").glob("*.md")):
        attacks(driver, path)
    driver.process.stdin.close()
    driver.process.wait()
    for line in driver.wrong:
        print(line)
    print(f"{driver.judged} judged, {len(driver.wrong)} wrong")
    return 1 if driver.wrong or driver.judged < 400 else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Compares the library's decimals with Python's on random cases: check_decimal.py DRIVER [CASES] [SEED].

Results are compared as text, so that the number of digits after the point counts too. Roots are checked by
exact integers, as Python's own are not always correctly rounded."""

import decimal
import random
import subprocess
import sys

BATCH = 50_000
LIMIT = 10**38
MAX_SCALE = 18
MODES = [decimal.ROUND_HALF_EVEN, decimal.ROUND_HALF_UP, decimal.ROUND_DOWN, decimal.ROUND_FLOOR,
         decimal.ROUND_CEILING]
EXACT = decimal.Context(prec=300, Emax=99999, Emin=-99999)
STEPS = [decimal.Decimal(1).scaleb(-scale) for scale in range(MAX_SCALE + 1)]
decimal.setcontext(EXACT)


def plain(coefficient, scale):
    """The text of coefficient * 10^-scale; what does not fit is an overflow."""
    if abs(coefficient) >= LIMIT:
        return "overflow"
    digits = str(abs(coefficient)).rjust(scale + 1, "0")
    text = digits[:-scale] + "." + digits[-scale:] if scale else digits
    return "-" + text if coefficient < 0 else text


def at_scale(value, scale, mode=decimal.ROUND_HALF_EVEN):
    return plain(int(value.quantize(STEPS[scale], rounding=mode).scaleb(scale)), scale)


class Cases:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def number(self, most=38):
        """(coefficient, scale): of any length, often with zeros, nines or a five at its end."""
        r = self.random
        digits = r.randint(1, most)
        kind = r.randrange(8)
        if kind == 0:
            coefficient = r.choice([0, 1, 2, 5, 25, 10**(digits - 1), 10**digits - 1, 5 * 10**(digits - 1)])
        elif kind == 1:
            zeros = r.randrange(digits)
            coefficient = r.randrange(10**(digits - zeros)) * 10**zeros
        elif kind == 2:
            coefficient = r.randrange(10**(digits - 1)) * 10 + 5
        else:
            coefficient = r.randrange(10**digits)
        return (-coefficient if r.random() < 0.4 else coefficient, r.randint(0, MAX_SCALE))

    def pair(self):
        a, b = self.number(), self.number()
        if self.random.random() < 0.1:
            b = (a[0] + self.random.randint(-1, 1), a[1])
            b = a if abs(b[0]) >= LIMIT else b
        return a, b

    def add(self):
        a, b = self.pair()
        scale = max(a[1], b[1])
        total = a[0] * 10**(scale - a[1]) + b[0] * 10**(scale - b[1])
        assert decimal.Decimal(total).scaleb(-scale) == dec(a) + dec(b)
        return f"add {plain(*a)} {plain(*b)}", plain(total, scale)

    def sub(self):
        a, b = self.pair()
        return f"sub {plain(*a)} {plain(*b)}", at_scale(dec(a) - dec(b), max(a[1], b[1]))

    def mul(self):
        a, b = (self.number(r) for r in self.random.choice([(38, 38), (19, 19), (10, 28), (3, 35)]))
        return f"mul {plain(*a)} {plain(*b)}", at_scale(dec(a) * dec(b), min(a[1] + b[1], MAX_SCALE))

    def div(self):
        r = self.random
        a, b = self.pair()
        scale, mode = r.randint(0, MAX_SCALE), r.randrange(5)
        if r.random() < 0.2:  # A tie behind the last digit asked for, or just beside one.
            b, scale = (self.number(20)[0], r.randint(0, 8)), r.randint(0, 9)
            a = (b[0] * (2 * r.randrange(10**r.randint(1, 15)) + 1) * 5 + r.choice([0, 0, 0, 1, -1]),
                 b[1] + scale + 1)
        text = f"div {plain(*a)} {plain(*b)} {scale} {mode}"
        if b[0] == 0:
            return text, "invalid"
        return text, at_scale(dec(a) / dec(b), scale, MODES[mode])

    def round(self):
        a, scale, mode = self.number(), self.random.randint(0, MAX_SCALE), self.random.randrange(5)
        if scale < a[1] and self.random.random() < 0.3:
            unit = 10**(a[1] - scale)
            a = (a[0] // unit // 10 * unit + unit // 2, a[1])
        return f"round {plain(*a)} {scale} {mode}", at_scale(dec(a), scale, MODES[mode])

    def shift(self):
        a, power = self.number(), self.random.randint(-40, 40)
        scale = min(max(a[1] - power, 0), MAX_SCALE)
        value = dec(a).scaleb(power).scaleb(scale)
        fits = value == value.to_integral_value()
        return f"shift {plain(*a)} {power}", plain(int(value), scale) if fits else "overflow"

    def compare(self):
        a, b = self.pair()
        return f"compare {plain(*a)} {plain(*b)}", str(int(dec(a).compare(dec(b))))

    def parse(self):
        r = self.random
        coefficient, digits = self.number(45)[0], r.randint(0, 20)
        text = str(coefficient)
        if r.random() < 0.7:
            point = r.randint(1 if coefficient < 0 else 0, len(text))
            text = text[:point] + "." + text[point:]
        if r.random() < 0.5:
            text += r.choice("eE") + r.choice(["", "+", "-"]) + str(digits)
        value = decimal.Decimal(text)
        scale = min(max(-value.as_tuple().exponent, 0), MAX_SCALE)
        scaled = value.scaleb(MAX_SCALE)
        if scaled != scaled.to_integral_value():
            return f"parse {text}", "overflow"
        coefficient = int(value.scaleb(scale))
        while abs(coefficient) >= LIMIT and scale > 0 and coefficient % 10 == 0:
            coefficient //= 10
            scale -= 1
        return f"parse {text}", plain(coefficient, scale)

    def root(self):
        r = self.random
        a, n, scale = self.number(), r.choice([1, 2, 2, 3, 4, 5, 7, 10, 12, 30, 64]), r.randint(0, MAX_SCALE)
        if n <= 4 and r.random() < 0.5:  # The power of a tie, or just beside one.
            scale = r.randint(0, MAX_SCALE // n - 1)
            a = (((2 * r.randrange(1000) + 1) * 5)**n + r.choice([0, 0, 1, -1]), n * (scale + 1))
        text = f"root {plain(*a)} {n} {scale}"
        if a[0] < 0:
            return text, "invalid"
        if n == 1:
            return text, at_scale(dec(a), scale)
        return text, lambda result: is_root(result, a, n, scale)

    def simple(self):
        a = self.number()
        name = self.random.choice(["negate", "abs", "reduce"])
        if name == "negate":
            result = plain(-a[0], a[1])
        elif name == "abs":
            result = plain(abs(a[0]), a[1])
        else:
            coefficient, scale = a
            while scale > 0 and coefficient % 10 == 0:
                coefficient //= 10
                scale -= 1
            result = plain(coefficient, scale)
        return f"{name} {plain(*a)}", result


def dec(number):
    return decimal.Decimal(number[0]).scaleb(-number[1])


def is_root(result, a, n, scale):
    """Whether result is the n-th root of a, half-even: a lies between the powers of result -+ 1/2."""
    whole, _, after = result.partition(".")
    if len(after) != scale or not (whole + after).isdigit():
        return False
    root = int(whole + after)
    target = 2**n * a[0] * 10**(n * scale)
    below = (2 * root - 1)**n * 10**a[1] if root else -1
    above = (2 * root + 1)**n * 10**a[1]
    return below < target < above or (target in (below, above) and root % 2 == 0)


def run(driver, cases):
    text = "".join(line + "\n" for line, _ in cases)
    done = subprocess.run([driver], input=text, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{driver} ended with {done.returncode}:\n{done.stderr}")
    results = done.stdout.split("\n")[:-1]
    if len(results) != len(cases):
        sys.exit(f"{driver} gave {len(results)} results for {len(cases)} cases")
    wrong = 0
    for (line, expected), result in zip(cases, results):
        right = expected(result) if callable(expected) else expected == result
        if not right:
            wrong += 1
            if wrong <= 20:
                print(f"{line}: {result}, expected {'another' if callable(expected) else expected}")
    return wrong


def main():
    driver = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    cases = Cases(int(sys.argv[3]) if len(sys.argv) > 3 else 20_240_229)
    shares = {cases.add: 13, cases.sub: 13, cases.mul: 15, cases.div: 30, cases.round: 10, cases.shift: 6,
              cases.compare: 5, cases.parse: 5, cases.root: 1, cases.simple: 2}
    makers = [make for make, share in shares.items() for _ in range(share)]
    wrong = 0
    for start in range(0, count, BATCH):
        wrong += run(driver, [makers[i % len(makers)]() for i in range(start, min(count, start + BATCH))])
    print(f"{count} cases, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

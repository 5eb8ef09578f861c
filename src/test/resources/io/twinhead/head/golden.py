"""Writes golden.json beside this file: links with 400 digits (mpmath 1.3.0), softmax with SciPy 1.10.1.

Run: /usr/bin/python3 golden.py   (same versions: same file)
"""

import json
import pathlib

import mpmath
import numpy as np
from mpmath import mp, mpf
from scipy import special, stats

mp.dps = 400  # 1 - p is told from 1 down to 1e-308, and slopes at s = 1e38 cancel 77 digits
MAGNITUDES = [0, 1e-45, 1e-30, 1e-12, 1e-6, 0.01, 0.1, 0.3, 0.36651292, 0.5, 0.7, 1, 1.3, 1.414, 1.42, 1.5,
              2, 2.5, 3, 4, 5, 6, 6.5, 7, 8, 10, 13, 20, 37, 37.6, 38, 38.5, 40, 88, 89, 100, 700, 709, 710,
              1e3, 1e4, 1e6, 1e10, 1e20, 1e30, 3.4028234663852886e38]


def normal(s):
    tail = mpmath.erfc(abs(s) / mpmath.sqrt(2)) / 2
    log_tail = mpmath.log(tail)
    log_rest = mpmath.log1p(-tail)
    log_p, log_not_p = (log_tail, log_rest) if s < 0 else (log_rest, log_tail)
    log_density = -s * s / 2 - mpmath.log(2 * mpmath.pi) / 2
    slopes = -mpmath.exp(log_density - log_p), mpmath.exp(log_density - log_not_p)
    return mpmath.exp(log_p), -log_p, -log_not_p, *slopes


def logistic(s):
    p, rest = 1 / (1 + mpmath.exp(-s)), 1 / (1 + mpmath.exp(s))
    return p, mpmath.log1p(mpmath.exp(-s)), mpmath.log1p(mpmath.exp(s)), -rest, p


def cloglog(s):
    if s > 700:  # exp(exp(s)) is beyond any range
        return mpf(1), mpf(0), mpmath.exp(s), mpf(0), mpmath.exp(s)
    if s < -1000:  # the next term of the series is 434 digits down
        return mpmath.exp(s), -s, mpmath.exp(s), mpf(-1), mpmath.exp(s)
    e = mpmath.exp(s)
    p = -mpmath.expm1(-e)
    return p, -mpmath.log(p), e, -e / mpmath.expm1(e), e


def number(x):
    """Beyond double: null."""
    value = float(x)
    return None if np.isinf(value) else value + 0.0


def link_case(name, function, s):
    s = float(np.float32(s))
    p, positive, negative, positive_slope, negative_slope = function(mpf(s))
    if name == "probit" and abs(s) < 1e4:
        assert np.isclose(float(-positive), stats.norm.logcdf(s), rtol=1e-9, atol=0)
        assert np.isclose(float(-negative), stats.norm.logsf(s), rtol=1e-9, atol=0)
    return {
        "link": name,
        "s": s,
        "probability": number(p),
        "positive_loss": number(positive),
        "negative_loss": number(negative),
        "positive_slope": number(positive_slope),
        "negative_slope": number(negative_slope),
        "log_odds": number(negative - positive),
    }


def links():
    signed = sorted({sign * float(m) for m in MAGNITUDES for sign in (-1, 1)})
    for name, function in [("logit", logistic), ("probit", normal), ("cloglog", cloglog)]:
        for s in signed:
            yield link_case(name, function, s)


def softmaxes():
    rng = np.random.default_rng(11)
    rows = [
        [1, 2, 3, 4, -3, -4, -2, -10000],
        [3, 1, -3],
        [0, 0, 0],
        [1000, 999, -1000, 1000],
        [60, 0, -60],
        [-700, 0],
        [0, -700],
        [3e38, -3e38],
        *np.round(rng.normal(0, 5, (5, 6)), 6).tolist(),
    ]
    for z in rows:
        exact = [mpf(v) for v in z]
        total = mpmath.fsum(mpmath.exp(v - max(exact)) for v in exact)
        logs = [v - max(exact) - mpmath.log(total) for v in exact]
        assert np.allclose(special.log_softmax(z), [float(v) for v in logs], rtol=1e-12, atol=1e-15)
        # One against the rest: each sigmoid by the sum of all, as OneVsRestClassifier does.
        log_p = [-mpmath.log1p(mpmath.exp(-v)) if v > -1e6 else v for v in exact]
        log_sum = max(log_p) + mpmath.log(mpmath.fsum(mpmath.exp(v - max(log_p)) for v in log_p))
        yield {
            "logits": [float(v) for v in z],
            "softmax": [number(mpmath.exp(v)) for v in logs],
            "log_softmax": [number(v) for v in logs],
            "log_one_against_rest": [number(v - log_sum) for v in log_p],
        }


def lines(key, values):
    rows = ",\n".join(json.dumps(v, allow_nan=False, separators=(",", ":")) for v in values)
    return f"{json.dumps(key)}: [\n{rows}\n]"


parts = [lines("links", links()), lines("softmax", softmaxes())]
path = pathlib.Path(__file__).with_name("golden.json")
path.write_text("{\n" + ",\n".join(parts) + "\n}\n")

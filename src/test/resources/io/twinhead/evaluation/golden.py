"""Writes golden.json beside this file: what scikit-learn 1.2.1 and SciPy 1.10.1 compute.

Run: /usr/bin/python3 golden.py   (same versions: same file)
"""

import json
import pathlib
import warnings

import numpy as np
from scipy import stats
from scipy.special import expit
from sklearn import calibration, metrics

warnings.simplefilter("ignore")  # undefined metrics are set to null below
BINS = 15


# ---- metrics and curves -------------------------------------------------------------------------
def case(name, logits, labels, weights=None, threshold=0.5):
    s = np.asarray(logits, float) + 0.0  # no -0.0, which JSON readers tell from 0.0
    y = np.asarray(labels, int)
    w = np.ones(len(s)) if weights is None else np.asarray(weights, float)
    p = expit(s)
    return {
        "name": name,
        "logits": s.tolist(),
        "labels": y.tolist(),
        "weights": w.tolist(),
        "threshold": threshold,
        "metrics": all_metrics(s, y, w, p, p >= threshold),
        "roc": roc(s, y, w),
        "precision_recall": precision_recall(s, y, w),
        "reliability": reliability(y, w, p),
    }


def all_metrics(s, y, w, p, decided):
    positives, negatives = w[y == 1].sum(), w[y == 0].sum()
    both = positives > 0 and negatives > 0
    accepted, refused = w[decided].sum(), w[~decided].sum()
    at = {"sample_weight": w}
    return {
        "log_loss": log_loss(s, y, w, p),
        "roc_auc": metrics.roc_auc_score(y, s, **at) if both else None,
        "average_precision": metrics.average_precision_score(y, s, **at) if positives else None,
        "brier": metrics.brier_score_loss(y, p, pos_label=1, **at),
        "ece": ece(y, w, p),
        "accuracy": metrics.accuracy_score(y, decided, **at),
        "balanced_accuracy": metrics.balanced_accuracy_score(y, decided, **at) if both else None,
        "precision": metrics.precision_score(y, decided, **at) if accepted else None,
        "recall": metrics.recall_score(y, decided, **at) if positives else None,
        "f1": metrics.f1_score(y, decided, **at) if accepted + positives else None,
        "mcc": metrics.matthews_corrcoef(y, decided, **at)
        if both and accepted and refused
        else None,
    }


def log_loss(s, y, w, p):
    exact = np.average(np.logaddexp(0, np.where(y == 1, -s, s)), weights=w)
    if np.abs(s).max() < 12:  # beyond, scikit-learn's 1 - p loses digits, then clips
        theirs = metrics.log_loss(y, p, labels=[0, 1], sample_weight=w)
        assert abs(theirs - exact) < 1e-10, (theirs, exact)
    return exact


def bins_of(p):
    return np.searchsorted(np.arange(1, BINS) / BINS, p)  # right edges included


def ece(y, w, p):
    k = bins_of(p)
    gap = np.bincount(k, w * p, BINS) - np.bincount(k, w * y, BINS)
    value = np.abs(gap).sum() / w.sum()
    if (w == 1).all() and 0 < y.sum() < len(y):
        observed, predicted = calibration.calibration_curve(y, p, n_bins=BINS)
        count = np.bincount(k, minlength=BINS)
        assert abs((np.abs(observed - predicted) * count[count > 0]).sum() / len(y) - value) < 1e-12
    return value


def reliability(y, w, p):
    k = bins_of(p)
    weight = np.bincount(k, w, BINS)
    def share(values):
        sums = np.bincount(k, w * values, BINS)
        return [s / t if t > 0 else None for s, t in zip(sums, weight)]
    return {
        "count": np.bincount(k, minlength=BINS).tolist(),
        "weight": weight.tolist(),
        "mean_predicted": share(p),
        "observed_share": share(y),
    }


def roc(s, y, w):
    if w[y == 1].sum() == 0 or w[y == 0].sum() == 0:
        return None
    fpr, tpr, thresholds = metrics.roc_curve(y, s, sample_weight=w, drop_intermediate=False)
    # The first threshold accepts nothing; releases differ in how they write it.
    return {"x": fpr.tolist(), "y": tpr.tolist(), "logits": thresholds[1:].tolist()}


def precision_recall(s, y, w):
    if w[y == 1].sum() == 0:
        return None
    precision, recall, thresholds = metrics.precision_recall_curve(y, s, sample_weight=w)
    return {"x": recall.tolist(), "y": precision.tolist(), "logits": thresholds.tolist()}


def cases():
    rng = np.random.default_rng(20240229)

    def drawn(n, prevalence=0.5, shift=1.5):
        y = (rng.random(n) < prevalence).astype(int)
        return np.round(rng.normal(shift * (y - 0.5), 1.5), 6), y

    yield case("random", *drawn(60))
    yield case("random, threshold 0.3", *drawn(60), threshold=0.3)
    yield case("random, threshold 0.9", *drawn(60), threshold=0.9)
    s, y = drawn(80)
    yield case("heavy ties", np.round(s), y)
    s, y = drawn(50)
    yield case("two scores", np.sign(s), y)
    s, y = drawn(120)
    y[:] = 0
    y[[7, 70]] = 1
    yield case("extreme imbalance", s, y)
    yield case("extreme imbalance, low threshold", s, y, threshold=0.05)
    yield case("mostly positive", *drawn(80, prevalence=0.95))
    yield case("all scores equal", np.full(20, 0.7), [0, 1, 1, 0, 1] * 4)
    yield case("all scores zero", np.zeros(10), [0, 1] * 5)
    yield case("perfect", np.linspace(-4, 4, 20), [0] * 10 + [1] * 10)
    yield case("inverted", np.linspace(4, -4, 20), [0] * 10 + [1] * 10)
    yield case("one positive row", [0.3], [1])
    yield case("one negative row", [0.3], [0])
    yield case("one row rightly refused", [-2.0], [0])
    yield case("two rows", [1.0, -1.0], [1, 0])
    yield case("two rows tied", [1.0, 1.0], [1, 0])
    yield case("three rows", [0.2, 0.1, -0.3], [0, 1, 1])
    yield case("only positives", *(drawn(15)[0], np.ones(15)))
    yield case("only negatives", *(drawn(15)[0], np.zeros(15)))
    yield case("nothing accepted", -1 - np.arange(12) / 7, [0, 1, 0] * 4)
    yield case("everything accepted", 1 + np.arange(12) / 7, [0, 1, 0] * 4)
    yield case("saturated", [40, 39, 38, 37.5, -40, -800, 800, 20, -20], [1, 1, 0, 1, 0, 0, 1, 1, 1])
    yield case("confidently wrong", [20, -20, 700, -700], [0, 1, 0, 1])
    s, y = drawn(60)
    yield case("weighted", s, y, np.round(rng.exponential(1, 60), 6))
    s, y = drawn(60)
    yield case("weighted, ties", np.round(s), y, np.round(rng.exponential(1, 60), 6))
    s, y = drawn(60, prevalence=0.1)
    yield case("balanced weights", s, y, np.where(y == 1, 60 / (2 * y.sum()), 60 / (2 * (60 - y.sum()))))
    s, y = drawn(40)
    yield case("integer weights, some 0", s, y, rng.integers(0, 4, 40))
    s, y = drawn(20)
    yield case("a class without weight", s, y, y.astype(float))


# ---- paired statistics --------------------------------------------------------------------------
def symmetric(difference, error, distribution):
    def ci(level):
        half = error * distribution.ppf(0.5 + level / 2)
        return [difference - half, difference + half]
    return {
        "difference": difference,
        "ci90": ci(0.90),
        "ci95": ci(0.95),
        "p_value": 2 * distribution.sf(abs(difference / error)),
    }


def corrected_t(differences, ratio):
    d = np.asarray(differences)
    j = len(d)
    error = np.sqrt((1 / j + ratio) * d.var(ddof=1))
    result = symmetric(d.mean(), error, stats.t(j - 1))
    if ratio == 0:
        assert abs(result["p_value"] - stats.ttest_1samp(d, 0).pvalue) < 1e-12
    return {"differences": d.tolist(), "ratio": ratio, **result}


def components(s, y):
    """Structural components by comparing every pair, as in the 1988 paper."""
    positive, negative = s[y == 1], s[y == 0]
    wins = (positive[:, None] > negative) + 0.5 * (positive[:, None] == negative)
    return wins.mean(axis=1), wins.mean(axis=0)


def delong(name, first, second, labels):
    y = np.asarray(labels)
    v10, v01 = zip(components(np.asarray(first), y), components(np.asarray(second), y))
    s10, s01 = np.cov(v10), np.cov(v01)
    s = s10 / (y == 1).sum() + s01 / (y == 0).sum()
    contrast = np.array([-1, 1])
    areas = [v.mean() for v in v10]
    result = symmetric(areas[1] - areas[0], np.sqrt(contrast @ s @ contrast), stats.norm)
    return {
        "name": name,
        "first": list(map(float, first)),
        "second": list(map(float, second)),
        "labels": list(map(int, labels)),
        "areas": areas,
        **result,
    }


# DeLong et al. 1988, the 43 complete records as printed in the SAS/STAT user's guide, PROC LOGISTIC,
# "Comparing Receiver Operating Characteristic Curves": albumin, total protein, K-G score, benefit.
OVARIAN = """
3.0 5.8 10 0  3.2 6.3  5 1  3.9 6.8  3 1  2.8 4.8  6 0  3.2 5.8  3 1  0.9 4.0  5 0  2.5 5.7  8 0
1.6 5.6  5 1  3.8 5.7  5 1  3.7 6.7  6 1  3.2 5.4  4 1  3.8 6.6  6 1  4.1 6.6  5 1  3.6 5.7  5 1
4.3 7.0  4 1  3.6 6.7  4 0  2.3 4.4  6 1  4.2 7.6  4 0  4.0 6.6  6 0  3.5 5.8  6 1  3.8 6.8  7 1
3.0 4.7  8 0  4.5 7.4  5 1  3.7 7.4  5 1  3.1 6.6  6 1  4.1 8.2  6 1  4.3 7.0  5 1  4.3 6.5  4 1
3.2 5.1  5 1  2.6 4.7  6 1  3.3 6.8  6 0  1.7 4.0  7 0  3.7 6.1  5 1  3.3 6.3  7 1  4.2 7.7  6 1
3.5 6.2  5 1  2.9 5.7  9 0  2.1 4.8  7 1  2.8 6.2  8 0  4.0 7.0  7 1  3.3 5.7  6 1  3.7 6.9  5 1
3.6 6.6  5 1
"""


def delongs():
    rng = np.random.default_rng(1988)
    albumin, protein, score, benefit = np.array(OVARIAN.split(), float).reshape(-1, 4).T
    yield delong("ovarian: K-G, albumin", 10 - score, albumin, benefit)
    yield delong("ovarian: K-G, total protein", 10 - score, protein, benefit)
    y = rng.permutation([0] * 25 + [1] * 15)
    base = rng.normal(y, 1)
    yield delong("correlated", np.round(base, 6), np.round(base + rng.normal(0, 0.3, 40), 6), y)
    yield delong("ties", np.round(base), np.round(base + rng.normal(0, 1, 40)), y)
    yield delong("few rows", [0.1, 0.4, 0.35, 0.8], [0.2, 0.1, 0.3, 0.25], [0, 0, 1, 1])


def corrected_ts():
    rng = np.random.default_rng(2003)
    for j, ratio in [(2, 0.25), (3, 0.5), (15, 0.25), (30, 1 / 9), (15, 0.0), (100, 0.1)]:
        yield corrected_t(np.round(rng.normal(0.004, 0.01, j), 9), ratio)
    yield corrected_t(np.round(rng.normal(5, 0.01, 10), 9), 0.25)


def mcnemars():
    counts = [(0, 0), (0, 1), (1, 7), (5, 5), (3, 4), (0, 30), (40, 60), (700, 600), (12, 90)]
    for first, second in counts + [(50_000, 50_500)]:
        n = first + second
        p = stats.binomtest(first, n).pvalue if n else 1.0
        yield {"only_first_right": first, "only_second_right": second, "p_value": p}


def lines(key, values):
    rows = ",\n".join(json.dumps(v, allow_nan=False, separators=(",", ":")) for v in values)
    return f"{json.dumps(key)}: [\n{rows}\n]"


parts = [
    lines("metrics", cases()),
    lines("corrected_t", corrected_ts()),
    lines("delong", delongs()),
    lines("mcnemar", mcnemars()),
]
target = pathlib.Path(__file__).with_name("golden.json")
target.write_text("{\n" + ",\n".join(parts) + "\n}\n")

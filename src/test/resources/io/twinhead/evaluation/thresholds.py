"""Writes thresholds.json beside this file: what scikit-learn 1.2.1, SciPy 1.10.1 and NumPy compute.

Run: /usr/bin/python3 thresholds.py   (same versions: same file)

Thresholds: every decision is tried, each judged by scikit-learn. Mutual information is
scikit-learn's, entropy and divergence SciPy's; bins are cut with NumPy.
"""

import json
import pathlib
import warnings

import numpy as np
from scipy import special, stats
from sklearn import metrics

warnings.simplefilter("ignore")  # undefined values are left out below
BINS = 15


# ---- thresholds ---------------------------------------------------------------------------------
def decisions(p, w):
    levels = np.unique(p[w > 0])
    above = [np.inf] if levels[-1] < 1 else []  # no threshold up to 1 refuses a probability of 1
    return [p >= t for t in [*levels, *above]]


def best(p, y, w):
    at = {"sample_weight": w}
    both = w[y == 1].sum() > 0 and w[y == 0].sum() > 0
    all_of = decisions(p, w)

    def most(function, among=all_of):
        values = [function(d) for d in among]
        return max(values) if values else None

    def precision(d):
        return metrics.precision_score(y, d, **at)

    def recall(d):
        return metrics.recall_score(y, d, **at)

    def cost(fp, fn):
        return -most(lambda d: -np.average(np.where(y == 1, fn * ~d, fp * d), weights=w))

    def off(d):
        return abs(np.average(d, weights=w) - np.average(y, weights=w))

    some = [d for d in all_of if w[d].sum() > 0]
    mixed = [d for d in some if w[~d].sum() > 0]
    results = {
        "cost:1,1": cost(1, 1),
        "cost:1,10": cost(1, 10),
        "cost:2.5,0.5": cost(2.5, 0.5),
        "cost:0,1": cost(0, 1),
        "prevalence": -most(lambda d: -off(d)),
    }
    if both:
        balanced = most(lambda d: metrics.balanced_accuracy_score(y, d, **at))
        results |= {
            "f1": most(lambda d: metrics.f1_score(y, d, **at)),
            "mcc": most(lambda d: metrics.matthews_corrcoef(y, d, **at), mixed),
            "balanced_accuracy": balanced,
            "youden": most(lambda d: roc_gap(p, y, w)),
        }
        assert abs(2 * balanced - 1 - results["youden"]) < 1e-12
        for x in (0.3, 0.8, 1.0):
            enough = [d for d in some if precision(d) >= x - 1e-12]
            results[f"precision>={x}"] = most(recall, enough)
            enough = [d for d in some if recall(d) >= x - 1e-12]
            results[f"recall>={x}"] = most(precision, enough)
    return results


def roc_gap(p, y, w):
    fpr, tpr, _ = metrics.roc_curve(y, p, sample_weight=w, drop_intermediate=False)
    return (tpr - fpr)[1 if (p == 1).any() else 0 :].max()


# ---- bins ---------------------------------------------------------------------------------------
def equal_width(p):
    return np.searchsorted(np.arange(1, BINS) / BINS, p)  # right edges included


def equal_mass(p, w):
    middle = np.array([w[p < x].sum() + w[p == x].sum() / 2 for x in p]) / w.sum()
    return np.floor(middle * BINS).astype(int)


def error(p, happened, w, bins):
    return sum(abs((w * (p - happened))[bins == k].sum()) for k in set(bins)) / w.sum()


def calibration_errors(s, p, y, w):
    top, right = special.expit(abs(s)), (p >= 0.5) == (y == 1)
    return {
        "positiveEqualWidth": error(p, y, w, equal_width(p)),
        "positiveEqualMass": error(p, y, w, equal_mass(p, w)),
        "topLabelEqualWidth": error(top, right, w, equal_width(top)),
        "topLabelEqualMass": error(top, right, w, equal_mass(top, w)),
    }


# ---- decompositions -----------------------------------------------------------------------------
def mean(values, w):
    return np.average(values, weights=w)


def by_bin(values, w, bins):
    """The weighted mean of the row's bin, for each row."""
    out = np.zeros(len(values))
    for k in set(bins[w > 0]):
        out[bins == k] = mean(values[bins == k], w[bins == k])
    return out


def brier_parts(p, y, w, bins):
    f, o = by_bin(p, w, bins), by_bin(y.astype(float), w, bins)
    return {
        "brier": metrics.brier_score_loss(y, p, pos_label=1, sample_weight=w),
        "reliability": mean((f - o) ** 2, w),
        "resolution": mean((o - mean(y, w)) ** 2, w),
        "uncertainty": mean((y - mean(y, w)) ** 2, w),
        "withinBinVariance": mean((p - f) ** 2, w),
        "withinBinCovariance": 2 * mean((p - f) * (y - o), w),
    }


def ledger(s, p, y, w, bins):
    s, p, y, bins, w = (values[w > 0] for values in (s, p, y, bins, w))
    f, o = by_bin(p, w, bins), by_bin(y.astype(float), w, bins)
    counts = np.array([[w[(bins == k) & (y == c)].sum() for c in (0, 1)] for k in set(bins)])
    counts = np.rint(1e4 * counts[:, counts.sum(axis=0) > 0]).astype(int)  # weights: 4 decimals
    own, own_of_bin = np.where(y == 1, p, 1 - p), np.where(y == 1, f, 1 - f)
    return {
        "logLoss": mean(np.logaddexp(0, np.where(y == 1, -s, s)), w),
        "prevalenceEntropy": stats.entropy([mean(y, w), 1 - mean(y, w)]),
        "information": metrics.mutual_info_score(None, None, contingency=counts),
        "miscalibration": mean(special.rel_entr(o, f) + special.rel_entr(1 - o, 1 - f), w),
        "withinBins": mean(np.log(own_of_bin / own), w),
    }


# ---- cases --------------------------------------------------------------------------------------
def case(name, logits, labels, weights=None):
    s = np.asarray(logits, float) + 0.0
    y = np.asarray(labels, int)
    w = np.ones(len(s)) if weights is None else np.asarray(weights, float)
    p = special.expit(s)
    result = {
        "name": name,
        "logits": s.tolist(),
        "labels": y.tolist(),
        "weights": w.tolist(),
        "best": best(p, y, w),
        "errors": calibration_errors(s, p, y, w),
        "brier": {},
        "ledger": {},
    }
    binnings = {
        "width": equal_width(p),
        "mass": equal_mass(p, w),
        "distinct": np.unique(s, return_inverse=True)[1],
    }
    for kind, bins in binnings.items():
        result["brier"][kind] = brier_parts(p, y, w, bins)
        result["ledger"][kind] = ledger(s, p, y, w, bins)
    return result


def cases():
    rng = np.random.default_rng(20240307)

    def drawn(n, prevalence=0.5, shift=1.5):
        y = (rng.random(n) < prevalence).astype(int)
        return np.round(rng.normal(shift * (y - 0.5), 1.5), 4), y

    yield case("random", *drawn(60))
    yield case("45 rows", *drawn(45))
    s, y = drawn(80)
    yield case("heavy ties", np.round(s), y)
    yield case("imbalanced", *drawn(120, prevalence=0.1))
    yield case("mostly positive", *drawn(60, prevalence=0.9))
    s, y = drawn(30)
    yield case("inverted", -s, y)
    yield case("perfect", np.linspace(-4, 4, 20), [0] * 10 + [1] * 10)
    yield case("two scores", [1, 1, -1, -1, 1, -1], [1, 0, 0, 1, 1, 0])
    s, y = drawn(60)
    yield case("weighted", s, y, np.round(rng.exponential(1, 60), 4))
    s, y = drawn(60)
    yield case("weighted, ties, some 0", np.round(s), y, rng.integers(0, 4, 60))
    yield case("only negatives", drawn(15)[0], np.zeros(15))
    yield case("few rows", [0.2, 0.1, -0.3], [0, 1, 1])


rows = ",\n".join(json.dumps(c, allow_nan=False, separators=(",", ":")) for c in cases())
pathlib.Path(__file__).with_name("thresholds.json").write_text(f"[\n{rows}\n]\n")

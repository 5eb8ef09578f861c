"""Writes tasks_golden.json beside this file: what scikit-learn 1.2.1 computes for more than two
exclusive classes, and for overlapping labels. Null is where the metric is undefined.

Run: /usr/bin/python3 tasks_golden.py   (same versions: same file)
"""

import json
import pathlib
import warnings

import numpy as np
from scipy import stats
from scipy.special import expit, log_softmax
from sklearn import calibration, metrics

warnings.simplefilter("ignore")  # scikit-learn warns of what is null or left out below
BINS = 15


def ece(p, y, w):
    k = np.searchsorted(np.arange(1, BINS) / BINS, p)  # right edges included
    gap = np.bincount(k, w * p, BINS) - np.bincount(k, w * y, BINS)
    value = np.abs(gap).sum() / w.sum()
    if (w == 1).all() and 0 < y.sum() < len(y):
        observed, predicted = calibration.calibration_curve(y, p, n_bins=BINS)
        count = np.bincount(k, minlength=BINS)
        assert abs((np.abs(observed - predicted) * count[count > 0]).sum() / len(y) - value) < 1e-12
    return value


def same(ours, theirs, tolerance=1e-12):
    assert abs(ours - theirs) < tolerance, (ours, theirs)
    return ours


def mean_of(metric, columns):
    values = [metric(k) for k in columns]
    return float(np.mean(values)) if values else None


def defined(value, condition):
    return value if condition else None


def floats(array):
    return (np.asarray(array, float) + 0.0).tolist()  # no -0.0, which JSON readers tell from 0.0


def one_column(y, decided, score, w):
    """What is said of one class against the rest, or of one label."""
    at = {"sample_weight": w}
    occurs, absent, predicted = w[y].sum() > 0, w[~y].sum() > 0, w[decided].sum() > 0
    return {
        "support": w[y].sum(),
        "precision": defined(metrics.precision_score(y, decided, **at), predicted),
        "recall": defined(metrics.recall_score(y, decided, **at), occurs),
        "f1": defined(metrics.f1_score(y, decided, **at), occurs or predicted),
        "roc_auc": metrics.roc_auc_score(y, score, **at) if occurs and absent else None,
        "average_precision": metrics.average_precision_score(y, score, **at) if occurs else None,
    }


# ---- exclusive classes --------------------------------------------------------------------------
def classes_case(name, logits, labels, weights=None, digits=9):
    """Log-probabilities are rounded so that ties are ties; digits=None keeps the tails."""
    logp = log_softmax(np.asarray(logits, float), axis=1)
    logp = logp if digits is None else np.round(logp, digits) + 0.0
    y = np.asarray(labels, int)
    w = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    predicted = logp.argmax(axis=1)
    classes = range(logp.shape[1])
    each = [one_column(y == k, predicted == k, logp[:, k], w) for k in classes]
    shares = np.bincount(y, w, len(classes)) / w.sum()
    return {
        "name": name,
        "log_probabilities": floats(logp.ravel()),
        "classes": len(classes),
        "labels": y.tolist(),
        "weights": w.tolist(),
        "metrics": classes_metrics(logp, y, w, predicted, each),
        "per_class": each,
        "confusion": metrics.confusion_matrix(
            y, predicted, labels=list(classes), sample_weight=w
        ).tolist(),
        "baseline": {"shares": shares.tolist(), "entropy": float(stats.entropy(shares))},
    }


def classes_metrics(logp, y, w, predicted, each):
    p = np.exp(logp)
    count = w > 0  # scikit-learn takes the classes from all rows, even those that do not count
    decided = y[count], predicted[count]
    at = {"sample_weight": w[count]}
    macro = {"average": "macro", "zero_division": 0, **at}
    several = len(np.unique(y[count])) > 1
    spread = len(np.unique(predicted[count])) > 1
    right = (predicted == y).astype(float)
    return {
        "log_loss": classes_log_loss(logp, y, w),
        "roc_auc": classes_auc(p, y, w, each),
        "average_precision": classes_ap(p, y, w, each),
        "brier": sum(
            metrics.brier_score_loss(y == k, np.minimum(p[:, k], 1), sample_weight=w, pos_label=1)
            for k in range(p.shape[1])
        ),
        "ece": ece(p.max(axis=1), right, w),
        "accuracy": metrics.accuracy_score(*decided, **at),
        "balanced_accuracy": defined(metrics.balanced_accuracy_score(*decided, **at), several),
        "macro_precision": metrics.precision_score(*decided, **macro),
        "macro_recall": metrics.recall_score(*decided, **macro),
        "macro_f1": metrics.f1_score(*decided, **macro),
        "micro_f1": metrics.f1_score(*decided, average="micro", **at),
        "mcc": defined(metrics.matthews_corrcoef(*decided, **at), several and spread),
    }


def classes_log_loss(logp, y, w):
    exact = np.average(-logp[np.arange(len(y)), y], weights=w)
    if logp.min() > -12:  # scikit-learn clips small probabilities, and makes rows add up to 1
        theirs = metrics.log_loss(y, np.exp(logp), labels=range(logp.shape[1]), sample_weight=w)
        same(exact, theirs, 1e-8)
    return exact


def classes_auc(p, y, w, each):
    columns = [k for k, one in enumerate(each) if one["roc_auc"] is not None]
    value = mean_of(lambda k: each[k]["roc_auc"], columns)
    if 2 < len(columns) == p.shape[1] and (p < 1 - 1e-9).all():
        same(value, metrics.roc_auc_score(y, p, multi_class="ovr", sample_weight=w))
    return value


def classes_ap(p, y, w, each):
    columns = [k for k, one in enumerate(each) if one["average_precision"] is not None]
    value = mean_of(lambda k: each[k]["average_precision"], columns)
    if len(columns) == p.shape[1] and (p < 1 - 1e-9).all():
        indicator = np.eye(p.shape[1], dtype=int)[y]
        same(value, metrics.average_precision_score(indicator, p, sample_weight=w))
    return value


def classes_cases():
    rng = np.random.default_rng(20240301)

    def drawn(n, classes, shift=1.0, prior=None):
        y = rng.choice(classes, n, p=prior)
        return rng.normal(shift * np.eye(classes)[y], 1), y

    yield classes_case("random, 3 classes", *drawn(60, 3))
    yield classes_case("random, 10 classes", *drawn(150, 10, shift=2))
    yield classes_case("random, 2 classes", *drawn(40, 2))
    yield classes_case("guessing", *drawn(50, 4, shift=0))
    z, y = drawn(80, 3)
    yield classes_case("heavy ties", np.round(z), y)
    yield classes_case("all equal", np.zeros((12, 3)), [0, 1, 2] * 4)
    yield classes_case("constant", np.tile([0.1, 1.0, -1.0, 0.5], (12, 1)), [0, 1, 2, 3, 1, 1] * 2)
    yield classes_case("imbalanced", *drawn(200, 3, prior=[0.95, 0.03, 0.02]))
    z, y = drawn(60, 4)
    z[:, 2] = -6 + z[:, 2] / 10
    yield classes_case("a class that is never predicted", z, y)
    z, y = drawn(60, 4)
    y[y == 2] = 3
    yield classes_case("a class that never occurs but is predicted", z, y)
    z, y = drawn(60, 4)
    y[y == 2], z[:, 2] = 3, -6
    yield classes_case("a class that neither occurs nor is predicted", z, y)
    yield classes_case("only one class", drawn(15, 3)[0], [1] * 15)
    yield classes_case("one class, all right", np.tile([0.0, 2.0, 1.0], (5, 1)), [1] * 5)
    yield classes_case("one row", [[0.3, 0.1, 0.2]], [0])
    yield classes_case("one row, wrong", [[0.3, 0.1, 0.2]], [2])
    yield classes_case("two rows, two of three classes", [[1, 0, 0], [0, 1, 0]], [0, 1])
    yield classes_case("perfect", 3 * np.eye(3)[[0, 1, 2, 0, 1, 2]], [0, 1, 2, 0, 1, 2])
    yield classes_case("all wrong", 3 * np.eye(3)[[0, 1, 2, 0, 1, 2]], [1, 2, 0, 2, 0, 1])
    z, y = drawn(40, 3)
    yield classes_case("saturated", 40 * z, y, digits=None)
    yield classes_case("weighted", *drawn(60, 3), np.round(rng.exponential(1, 60), 6))
    z, y = drawn(60, 3)
    yield classes_case("weighted, ties", np.round(z), y, np.round(rng.exponential(1, 60), 6))
    yield classes_case("integer weights, some 0", *drawn(60, 5), rng.integers(0, 3, 60))
    z, y = drawn(60, 3)
    yield classes_case("a class without weight", z, y, (y != 1).astype(float))


# ---- overlapping labels -------------------------------------------------------------------------
def labels_case(name, logits, targets, weights=None, threshold=0.5):
    s = np.asarray(logits, float) + 0.0
    y = np.asarray(targets, int)
    w = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    p = expit(s)
    decided = p >= threshold
    columns = range(s.shape[1])
    each = [one_column(y[:, k] == 1, decided[:, k], s[:, k], w) for k in columns]
    shares = w @ y / w.sum()
    return {
        "name": name,
        "logits": floats(s.ravel()),
        "labels": len(columns),
        "targets": y.ravel().tolist(),
        "weights": w.tolist(),
        "threshold": threshold,
        "metrics": labels_metrics(s, y, w, p, decided.astype(int), each),
        "per_class": each,
        "baseline": {
            "shares": shares.tolist(),
            "entropy": float(np.mean(stats.entropy([shares, 1 - shares]))),
        },
    }


def labels_metrics(s, y, w, p, decided, each):
    at = {"sample_weight": w}
    columns = range(s.shape[1])
    everything = np.repeat(w, s.shape[1])
    positive = (w @ (y + decided)).sum() > 0
    return {
        "log_loss": labels_log_loss(s, y, w, p),
        "roc_auc": labels_auc(s, y, w, each),
        "average_precision": labels_ap(s, y, w, each),
        "brier": mean_of(
            lambda k: metrics.brier_score_loss(y[:, k], p[:, k], pos_label=1, **at), columns
        ),
        "ece": ece(p.ravel(), y.ravel(), everything),
        "label_ranking_average_precision": metrics.label_ranking_average_precision_score(y, s, **at),
        "subset_accuracy": metrics.accuracy_score(y, decided, **at),
        "hamming_loss": metrics.hamming_loss(y, decided, **at),
        "macro_f1": labels_macro_f1(y, decided, w, each),
        "micro_f1": defined(
            metrics.f1_score(y.ravel(), decided.ravel(), sample_weight=everything), positive
        ),
    }


def labels_log_loss(s, y, w, p):
    exact = np.average(np.logaddexp(0, np.where(y == 1, -s, s)).mean(axis=1), weights=w)
    if np.abs(s).max() < 12:  # beyond, scikit-learn's 1 - p loses digits, then clips
        theirs = [
            metrics.log_loss(y[:, k], p[:, k], labels=[0, 1], sample_weight=w)
            for k in range(y.shape[1])
        ]
        same(exact, np.mean(theirs), 1e-10)
    return exact


def labels_auc(s, y, w, each):
    columns = [k for k, one in enumerate(each) if one["roc_auc"] is not None]
    value = mean_of(lambda k: each[k]["roc_auc"], columns)
    if columns:
        same(value, metrics.roc_auc_score(y[:, columns], s[:, columns], sample_weight=w))
    return value


def labels_ap(s, y, w, each):
    columns = [k for k, one in enumerate(each) if one["average_precision"] is not None]
    value = mean_of(lambda k: each[k]["average_precision"], columns)
    if columns:
        theirs = metrics.average_precision_score(y[:, columns], s[:, columns], sample_weight=w)
        same(value, theirs)
    return value


def labels_macro_f1(y, decided, w, each):
    columns = [k for k, one in enumerate(each) if one["f1"] is not None]
    value = mean_of(lambda k: each[k]["f1"], columns)
    if columns and y.shape[1] > 1:
        theirs = metrics.f1_score(y, decided, labels=columns, average="macro", sample_weight=w)
        same(value, theirs)
    return value


def labels_cases():
    rng = np.random.default_rng(20240302)

    def drawn(n, labels, prevalence=0.3, shift=1.5):
        y = (rng.random((n, labels)) < prevalence).astype(int)
        return np.round(rng.normal(shift * (y - 0.5), 1.5), 6), y

    yield labels_case("random", *drawn(60, 4))
    yield labels_case("random, threshold 0.3", *drawn(60, 4), threshold=0.3)
    yield labels_case("many labels", *drawn(80, 20, prevalence=0.1))
    yield labels_case("one label", *drawn(30, 1))
    s, y = drawn(60, 4)
    yield labels_case("heavy ties", np.round(s), y)
    yield labels_case("all zero", np.zeros((10, 3)), np.eye(3)[[0, 1, 2, 0, 1, 2, 0, 1, 2, 0]])
    s, y = drawn(40, 3)
    y[:, 1] = 0
    yield labels_case("a label that no row carries", s, y)
    s, y = drawn(40, 3)
    y[:, 1] = 1
    yield labels_case("a label that all rows carry", s, y)
    s, y = drawn(40, 3)
    y[:, 2], s[:, 2] = 0, -1 - np.arange(40) / 7
    yield labels_case("a label neither carried nor predicted", s, y)
    yield labels_case("no labels at all", -1 - rng.random((6, 2)), np.zeros((6, 2)))
    yield labels_case("all labels on all rows", 1 + rng.random((6, 2)), np.ones((6, 2)))
    s, y = drawn(30, 3)
    y[:5], y[5:10] = 0, 1
    yield labels_case("rows with none and with all", s, y)
    yield labels_case("perfect", [[3, -3], [-3, 3]], np.eye(2))
    yield labels_case("inverted", [[-3, 3], [3, -3]], np.eye(2))
    yield labels_case("one row", [[0.5, -0.5, 1.0]], [[1, 1, 0]])
    yield labels_case("saturated", [[40, -800], [39, 20], [-40, 800]], [[1, 0], [0, 1], [1, 1]])
    yield labels_case("weighted", *drawn(60, 3), np.round(rng.exponential(1, 60), 6))
    s, y = drawn(60, 3)
    yield labels_case("weighted, ties", np.round(s), y, np.round(rng.exponential(1, 60), 6))
    yield labels_case("integer weights, some 0", *drawn(60, 5), rng.integers(0, 3, 60))
    s, y = drawn(40, 3)
    yield labels_case("a label without weight", s, y, 1.0 - y[:, 1])


def lines(key, values):
    rows = ",\n".join(json.dumps(v, allow_nan=False, separators=(",", ":")) for v in values)
    return f"{json.dumps(key)}: [\n{rows}\n]"


parts = [lines("classes", classes_cases()), lines("labels", labels_cases())]
target = pathlib.Path(__file__).with_name("tasks_golden.json")
target.write_text("{\n" + ",\n".join(parts) + "\n}\n")

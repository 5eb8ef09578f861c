"""Writes calibration.json beside this file: what scikit-learn 1.9.1 and SciPy 1.17.1 compute
with weights of mean 1.

Run: python3 calibration.py   (same versions: same file)

scikit-learn's optimisers stop early, so its parameters are only asserted to be close; those
written are the roots of the gradient.
"""

import json
import pathlib

import numpy as np
from scipy import optimize
from scipy.special import expit
from sklearn.calibration import _sigmoid_calibration
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression


def root(features, targets, w, start):
    """Where the weighted cross-entropy's gradient is 0."""
    x = np.column_stack(features)
    gradient = lambda beta: (w * (expit(x @ beta) - targets)) @ x
    hessian = lambda beta: (x.T * (w * expit(x @ beta) * expit(-(x @ beta)))) @ x
    found = optimize.root(gradient, start, jac=hessian, tol=1e-14).x
    for _ in range(3):
        found = found - np.linalg.solve(hessian(found), gradient(found))
    assert np.abs(gradient(found)).max() < 1e-10 * w.sum(), gradient(found)
    return found


def regression(features, y, w, intercept=True):
    fit = LogisticRegression(C=1e12, fit_intercept=intercept, tol=1e-10, max_iter=10_000)
    fit.fit(np.column_stack(features), y, w)
    return np.append(fit.coef_[0], fit.intercept_ if intercept else [])


def close(found, theirs, tolerance=1e-4):
    assert np.allclose(found, theirs, rtol=tolerance, atol=tolerance), (found, theirs)
    return found


def temperature(s, y, w):
    inverse = close(root([s], y, w, [1.0]), regression([s], y, w, intercept=False))
    return {"temperature": 1 / inverse[0]}


def platt(s, y, w):
    p, n = w[y == 1].sum(), w[y == 0].sum()
    theirs = -np.array(_sigmoid_calibration(s, y, w))
    targets = np.where(y == 1, (p + 1) / (p + 2), 1 / (n + 2))
    a, b = close(root([s, np.ones_like(s)], targets, w, theirs), theirs)
    return {"a": a, "b": b}


def beta(s, y, w):
    """The procedure of the paper: a negative slope is set to 0 and the rest fitted again."""
    log_p, minus_log_q, one = -np.logaddexp(0, -s), np.logaddexp(0, s), np.ones_like(s)

    def fit(*features):
        theirs = regression(features, y, w)
        return close(root([*features, one], y, w, theirs), theirs, 1e-3)

    a, b, c = fit(log_p, minus_log_q)
    assert a >= 0 or b >= 0
    if a < 0:
        a, (b, c) = 0.0, fit(minus_log_q)
    elif b < 0:
        b, (a, c) = 0.0, fit(log_p)
    assert a >= 0 and b >= 0
    return {"a": a, "b": b, "c": c}


def isotonic(s, y, w, queries):
    least = 1 / (w.sum() + 2)
    fit = IsotonicRegression(y_min=least, y_max=1 - least, out_of_bounds="clip").fit(s, y, w)
    return fit.predict(queries)


def case(name, s, y, w=None):
    w = np.ones(len(s)) if w is None else np.asarray(w, float)
    given, w = w, w / w.mean()
    s = s + 0.0  # no -0.0, which JSON readers tell from 0.0
    queries = np.concatenate([np.linspace(s.min() - 1, s.max() + 1, 41), s[:10]])
    return {
        "name": name,
        "logits": s.tolist(),
        "labels": y.tolist(),
        "weights": given.tolist(),
        "temperature": temperature(s, y, w),
        "platt": platt(s, y, w),
        "beta": beta(s, y, w),
        "queries": queries.tolist(),
        "isotonic": isotonic(s, y, w, queries).tolist(),
    }


def cases():
    rng = np.random.default_rng(20170706)

    def drawn(n, distort=lambda s: s, prevalence=0.5):
        y = (rng.random(n) < prevalence).astype(int)
        s = rng.normal(2 * (y - 0.5), 1.5)
        return np.round(distort(s), 6), y

    yield case("overconfident", *drawn(200, lambda s: 3 * s))
    yield case("hesitant", *drawn(200, lambda s: s / 5))
    yield case("shifted", *drawn(200, lambda s: s + 2))
    yield case("rare positives", *drawn(300, prevalence=0.1))
    yield case("reversed below, so that a is 0", *drawn(200, lambda s: np.where(s < 0, -4 - s, s)))
    yield case("reversed above, so that b is 0", *drawn(200, lambda s: np.where(s > 0, 4 - s, s)))
    yield case("heavy ties", *drawn(200, np.round))
    yield case("saturated", *drawn(200, lambda s: 30 * s))
    s, y = drawn(150, lambda s: 2 * s)
    yield case("weighted", s, y, np.round(rng.exponential(1, 150), 6) + 1e-3)
    s, y = drawn(150, lambda s: 2 * s)
    yield case("integer weights", s, y, rng.integers(1, 4, 150))


rows = ",\n".join(json.dumps(v, allow_nan=False, separators=(",", ":")) for v in cases())
target = pathlib.Path(__file__).with_name("calibration.json")
target.write_text(f"[\n{rows}\n]\n")

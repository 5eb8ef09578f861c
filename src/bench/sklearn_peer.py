"""scikit-learn: MLPClassifier 30-64-32-1 on its breast cancer data, printed as one line of JSON.

    /usr/bin/python3 sklearn_peer.py --epochs 100

A step is a batch of a whole fit, since MLPClassifier offers nothing smaller; the fit includes its
shuffling and its loss per epoch.
"""

import argparse
import json
import time
import warnings

START = time.perf_counter()

import sklearn  # noqa: E402  (the time to import counts)
from sklearn.datasets import load_breast_cancer
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler


def fit(x, y, epochs, batch):
    """Seconds of a fit."""
    model = MLPClassifier((64, 32), batch_size=batch, max_iter=epochs, tol=0,
                          n_iter_no_change=epochs, random_state=7)
    start = time.perf_counter()
    model.fit(x, y)
    return time.perf_counter() - start, model


def infer(model, x, batch):
    """Batches a second; the best of many."""
    best = float("inf")
    for _ in range(200):
        start = time.perf_counter()
        model.predict_proba(x[:batch])
        best = min(best, time.perf_counter() - start)
    return best


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=100)
    parser.add_argument("--batch", type=int, default=32)
    options = parser.parse_args()
    warnings.filterwarnings("ignore", category=ConvergenceWarning)  # it is stopped on purpose
    x, y = load_breast_cancer(return_X_y=True)
    x = StandardScaler().fit_transform(x)
    fit(x, y, 1, options.batch)
    ready = time.perf_counter() - START
    seconds, model = fit(x, y, options.epochs, options.batch)
    steps = options.epochs * -(-len(x) // options.batch)
    print(json.dumps({
        "peer": "scikit-learn " + sklearn.__version__,
        "net": "dense-small",
        "head": "sigmoid",
        "batch": options.batch,
        "threads": 1,
        "ready_seconds": ready,
        "train_ms_per_step": {"median": seconds * 1e3 / steps, "best": seconds * 1e3 / steps},
        "train_samples_per_second": len(x) * options.epochs / seconds,
        "infer_samples_per_second": options.batch / infer(model, x, options.batch)}))


main()

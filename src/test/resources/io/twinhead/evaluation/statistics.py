"""Prints the numbers that CorrectedResampledTTest cites from scikit-learn's user guide.

Run: /usr/bin/python3 statistics.py   (scikit-learn 1.2.1, SciPy 1.10.1)

It is the example "Statistical comparison of models using grid search": ROC AUC of two support vector
machines over 10 x 10 folds, with the differences in units of 1/25.
"""

import numpy as np
from scipy.stats import t
from sklearn.datasets import make_moons
from sklearn.model_selection import RepeatedStratifiedKFold, cross_val_score
from sklearn.svm import SVC

X, y = make_moons(noise=0.352, random_state=1, n_samples=100)
folds = RepeatedStratifiedKFold(n_splits=10, n_repeats=10, random_state=0)
rbf, linear = (
    cross_val_score(SVC(kernel=kernel, random_state=0), X, y, scoring="roc_auc", cv=folds)
    for kernel in ("rbf", "linear")
)
differences = rbf - linear
print(np.rint(25 * differences).astype(int).tolist())
for ratio in (1 / 9, 0):
    statistic = differences.mean() / np.sqrt(differences.var(ddof=1) * (1 / 100 + ratio))
    print(f"{ratio=:.3f} t={statistic:.17g} p={2 * t.sf(statistic, 99):.17g} (two-sided)")

"""Writes golden.json: scikit-learn's preprocessing of a table with holes, outliers and rare words.

Run with scikit-learn 1.2.1: python3 golden.py > golden.json
"""

import json
import math
import random

import numpy as np
import sklearn
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, StandardScaler

assert sklearn.__version__ == "1.2.1", sklearn.__version__
random.seed(20240531)

TRAIN = 60
ROWS = 90


def some(make):
    return [None if random.random() < 0.1 else make() for _ in range(ROWS)]


numeric = {
    "small": some(lambda: round(random.gauss(0, 1e-6), 12)),
    "shifted": some(lambda: round(1e6 + random.gauss(0, 1), 6)),
    "skewed": some(lambda: round(math.exp(random.gauss(0, 3)), 6)),
    "counts": some(lambda: random.randint(0, 5)),
    "constant": [0.1] * ROWS,
}
# The last category is only in rows that are not for training.
words = {
    "colour": [random.choice(["red", "green", "blue", "Blue"]) for _ in range(ROWS)],
    "rare": [random.choice("ab" if row < TRAIN else "abc") for row in range(ROWS)],
}

table = np.array([[np.nan if v is None else v for v in column] for column in numeric.values()]).T
cells = np.array(list(words.values()), dtype=object).T


def scaled(scaler):
    pipeline = make_pipeline(SimpleImputer(strategy="median"), scaler).fit(table[:TRAIN])
    return pipeline.transform(table).tolist()


encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(cells[:TRAIN])
print(
    json.dumps(
        {
            "train": TRAIN,
            "numeric": numeric,
            "words": words,
            "none": SimpleImputer(strategy="median").fit(table[:TRAIN]).transform(table).tolist(),
            "standard": scaled(StandardScaler()),
            "minmax": scaled(MinMaxScaler()),
            "onehot": encoder.transform(cells).tolist(),
        },
        indent=1,
    )
)

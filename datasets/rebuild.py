#!/usr/bin/env python3
"""Rebuilds the bundled tables from their sources and checks them against dataset.yaml.

breast-cancer, iris, wine and digits come from the files that scikit-learn installs (on Debian the
package python3-sklearn). churn, lending-club (R package modeldata: mlc_churn, lending_club) and
yeast (R package mlr: yeast.task) come from a folder of CSV files, each written by R's
write.csv(x, FILE, row.names = FALSE).

  rebuild.py                     the scikit-learn ones
  rebuild.py --raw FOLDER        the R ones too, from FOLDER/[NAME/]{mlc_churn,lending_club,yeast}.csv
  rebuild.py --sklearn FOLDER    scikit-learn's datasets/data, if it is elsewhere

Exit code 1 if a file does not have the SHA-256 that its dataset.yaml states. Only the standard
library is used.
"""

import argparse
import csv
import gzip
import hashlib
import io
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
SKLEARN = pathlib.Path("/usr/lib/python3/dist-packages/sklearn/datasets/data")

MEASURES = (
    "radius texture perimeter area smoothness compactness concavity concave_points symmetry"
    " fractal_dimension"
).split()
BREAST_CANCER = [
    name
    for pattern in ("mean_{}", "{}_error", "worst_{}")
    for name in map(pattern.format, MEASURES)
]
IRIS = ["sepal_length_cm", "sepal_width_cm", "petal_length_cm", "petal_width_cm"]
WINE = (
    "alcohol malic_acid ash alcalinity_of_ash magnesium total_phenols flavanoids"
    " nonflavanoid_phenols proanthocyanins color_intensity hue od280/od315_of_diluted_wines proline"
).split()
DIGITS = [f"pixel_{row}_{column}" for row in range(8) for column in range(8)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--raw", type=pathlib.Path, help="folder with the CSV files from R")
    parser.add_argument("--sklearn", type=pathlib.Path, default=SKLEARN)
    options = parser.parse_args()

    def installed(name, features, label, classes):
        return with_header(options.sklearn / name, features, label, classes)

    results = [
        write("breast-cancer", "breast-cancer.csv",
              installed("breast_cancer.csv", BREAST_CANCER, "diagnosis", ["malignant", "benign"])),
        write("iris", "iris.csv",
              installed("iris.csv", IRIS, "species", ["setosa", "versicolor", "virginica"])),
        write("wine", "wine.csv",
              installed("wine_data.csv", WINE, "cultivar", ["class_0", "class_1", "class_2"])),
        write("digits", "digits.csv.gz",
              installed("digits.csv.gz", DIGITS, "digit", [str(d) for d in range(10)])),
    ]
    if options.raw:
        for name, raw in (("churn", "mlc_churn"), ("lending-club", "lending_club"),
                          ("yeast", "yeast")):
            results.append(write(name, f"{name}.csv.gz", from_r(options.raw, f"{raw}.csv")))
    sys.exit(0 if all(results) else 1)


def with_header(source, features, label, classes):
    """The rows of one of scikit-learn's files, under real names and with class names."""
    lines = read(source).decode("ascii").splitlines()
    # Some files start with a line of counts and class names.
    rows = [row for row in csv.reader(lines) if len(row) == len(features) + 1 and row[-1].isdigit()]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(features + [label])
    for row in rows:
        writer.writerow(row[:-1] + [classes[int(row[-1])]])
    return out.getvalue().encode("ascii")


def from_r(folder, name):
    found = sorted(folder.rglob(name))
    if len(found) != 1:
        sys.exit(f"{folder}: expected one {name} below it, found {len(found)}")
    return read(found[0])


def read(path):
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def write(directory, name, data):
    """Writes one file, packed without a time stamp, and compares it with its dataset.yaml."""
    if name.endswith(".gz"):
        data = gzip.compress(data, compresslevel=9, mtime=0)
    path = HERE / directory / name
    path.write_bytes(data)
    found = hashlib.sha256(data).hexdigest()
    described = (HERE / directory / "dataset.yaml").read_text(encoding="utf-8")
    stated = re.search(r"^sha256: *(\w+)", described, re.MULTILINE)
    same = stated is not None and stated.group(1) == found
    print(f"{'ok      ' if same else 'DIFFERS '} {found}  {directory}/{name}")
    return same


if __name__ == "__main__":
    main()

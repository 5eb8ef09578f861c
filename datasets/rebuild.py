#!/usr/bin/env python3
"""Rebuilds the bundled data sets from their sources and checks them against dataset.yaml.

breast-cancer, iris, wine and digits come from the files that scikit-learn installs (on Debian the
package python3-sklearn), fashion-tshirt-vs-shirt from the four files of Fashion-MNIST (Debian:
dataset-fashion-mnist), clipart-animals-vs-food from the drawings of the Open Clip Art Library
(Debian: openclipart-png). churn, lending-club (R package modeldata: mlc_churn, lending_club) and
yeast (R package mlr: yeast.task) come from a folder of CSV files, each written by R's
write.csv(x, FILE, row.names = FALSE).

  rebuild.py                     those whose Debian packages are installed; the others are named
  rebuild.py --raw FOLDER        the R ones too, from FOLDER/[NAME/]{mlc_churn,lending_club,yeast}.csv
  rebuild.py --sklearn FOLDER    scikit-learn's datasets/data, if it is elsewhere
  rebuild.py --fashion FOLDER    the files of Fashion-MNIST, if they are elsewhere
  rebuild.py --clipart FOLDER    the folder with animals, food and the other topics, if elsewhere

Exit code 1 if a data set does not have the SHA-256 that its dataset.yaml states. Only the standard
library is used; the drawings are scaled by Drawings.java, which needs Java 17 on the path.
"""

import argparse
import csv
import gzip
import hashlib
import io
import pathlib
import re
import struct
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SKLEARN = pathlib.Path("/usr/lib/python3/dist-packages/sklearn/datasets/data")
FASHION = pathlib.Path("/usr/share/datasets/fashion-mnist")
CLIPART = pathlib.Path("/usr/share/openclipart/png")

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
FASHION_CLASSES = (0, 6)
FASHION_PARTS = {"train": ("train", 1000), "test": ("t10k", 500)}
CLIPART_CLASSES = ("animals", "food")
MOST_PIXELS = 100_000_000


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--raw", type=folder, help="folder with the CSV files from R")
    parser.add_argument("--sklearn", type=folder, default=SKLEARN)
    parser.add_argument("--fashion", type=folder, default=FASHION)
    parser.add_argument("--clipart", type=folder, default=CLIPART)
    options = parser.parse_args()

    results = []
    for source, rebuild in ((options.sklearn, from_sklearn), (options.fashion, from_fashion),
                            (options.clipart, from_clipart), (options.raw, from_r)):
        if source is None:
            print("left out: the data sets from R, which need --raw")
        elif not source.is_dir():
            print(f"left out: the data sets from {source}, which is not here")
        else:
            results += rebuild(source)
    sys.exit(0 if all(results) else 1)


def folder(text):
    path = pathlib.Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is not a folder")
    return path


def from_sklearn(source):
    def table(name, features, label, classes):
        return with_header(source / name, features, label, classes)

    return [
        write("breast-cancer", "breast-cancer.csv",
              table("breast_cancer.csv", BREAST_CANCER, "diagnosis", ["malignant", "benign"])),
        write("iris", "iris.csv",
              table("iris.csv", IRIS, "species", ["setosa", "versicolor", "virginica"])),
        write("wine", "wine.csv",
              table("wine_data.csv", WINE, "cultivar", ["class_0", "class_1", "class_2"])),
        write("digits", "digits.csv.gz",
              table("digits.csv.gz", DIGITS, "digit", [str(d) for d in range(10)])),
    ]


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


def from_r(source):
    return [
        write(name, f"{name}.csv.gz", read(only(source, f"{raw}.csv")))
        for name, raw in (("churn", "mlc_churn"), ("lending-club", "lending_club"),
                          ("yeast", "yeast"))
    ]


def only(source, name):
    found = sorted(source.rglob(name))
    if len(found) != 1:
        sys.exit(f"{source}: expected one {name} below it, found {len(found)}")
    return found[0]


def from_fashion(source):
    """The first pictures of both classes of each part, in the order of the original files."""
    files = {}
    for part, (original, most) in FASHION_PARTS.items():
        images = read(source / f"{original}-images-idx3-ubyte.gz")
        labels = read(source / f"{original}-labels-idx1-ubyte.gz")[8:]
        height, width = struct.unpack(">2i", images[8:16])
        pixels = height * width
        chosen = first_rows(labels, most)
        files[f"{part}-images-idx3-ubyte.gz"] = struct.pack(
            ">4i", 0x803, len(chosen), height, width
        ) + b"".join(images[16 + row * pixels:][:pixels] for row in chosen)
        files[f"{part}-labels-idx1-ubyte.gz"] = struct.pack(">2i", 0x801, len(chosen)) + bytes(
            labels[row] for row in chosen
        )
    return [write_all("fashion-tshirt-vs-shirt", files)]


def first_rows(labels, most):
    counts = dict.fromkeys(FASHION_CLASSES, 0)
    rows = []
    for row, label in enumerate(labels):
        if counts.get(label, most) < most:
            counts[label] += 1
            rows.append(row)
    return rows


def from_clipart(source):
    """Each drawing of both topics once, scaled to 150x150."""
    directory = HERE / "clipart-animals-vs-food"
    jobs = []
    for drawing, topic in first_copies(source):
        if topic in CLIPART_CLASSES and pixels_of(drawing) <= MOST_PIXELS:
            (directory / topic).mkdir(exist_ok=True)
            name = drawing.stem.replace(".", "_")
            jobs.append(f"{drawing}\t{directory / topic / name}.jpg\n")
    subprocess.run(["java", HERE / "Drawings.java"], input="".join(jobs), text=True, check=True)

    digest = hashlib.sha256()
    for name in sorted(path.relative_to(directory).as_posix() for path in directory.rglob("*.jpg")):
        digest.update(name.encode() + b"\0")
        digest.update(hashlib.sha256((directory / name).read_bytes()).digest())
    return [check(directory.name, digest.hexdigest(), "*/*.jpg")]


def first_copies(source):
    """Every drawing, with the topic of its first copy: many files lie in several folders."""
    seen = set()
    for path in sorted(source.rglob("*.png")):
        content = hashlib.sha256(path.read_bytes()).digest()
        if content not in seen:
            seen.add(content)
            yield path, path.relative_to(source).parts[0]


def pixels_of(png):
    with png.open("rb") as file:
        width, height = struct.unpack(">2I", file.read(24)[16:])
    return width * height


def read(path):
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def write(directory, name, data):
    return write_all(directory, {name: data})


def write_all(directory, files):
    """Writes the files, packed without a time stamp, and checks the hash of their bytes in turn."""
    digest = hashlib.sha256()
    for name, data in files.items():
        if name.endswith(".gz"):
            data = gzip.compress(data, compresslevel=9, mtime=0)
        (HERE / directory / name).write_bytes(data)
        digest.update(data)
    return check(directory, digest.hexdigest(), ", ".join(files))


def check(directory, found, files):
    """Compares a hash with the one in dataset.yaml."""
    described = (HERE / directory / "dataset.yaml").read_text(encoding="utf-8")
    stated = re.search(r"^sha256: *(\w+)", described, re.MULTILINE)
    same = stated is not None and stated.group(1) == found
    print(f"{'ok      ' if same else 'DIFFERS '} {found}  {directory}/{files}")
    return same


if __name__ == "__main__":
    main()

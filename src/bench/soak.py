#!/usr/bin/python3
"""Trains for a long time and looks at the memory and the open files of the process that does it.

    mvn -q -DskipTests package
    src/bench/soak.py                      # 50,000 steps of tiny-cnn, then 300,000 of dense-small
    src/bench/soak.py --only dense --share 0.1

The training is the program's own `train`, with validation and all that it writes on the way, on
generated data. Resident memory counts from a tenth of the epochs on, when caches are filled and
code is compiled, to the last epoch. The Java heap is of fixed size and touched at the start, so
that what grows is not the heap on its way to its limit, but memory outside it; what lives in the
heap is read from the log of the garbage collector.
"""

import argparse
import dataclasses
import math
import os
import pathlib
import random
import re
import shlex
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
JAR = ROOT / "target/twinhead.jar"
HEAP = "200m"
BATCH = 32
TRAINED = 0.7  # of the rows; the rest is for validation and test
FLAT = 1.03
WARM = 0.1  # of the epochs
EPOCH = re.compile(r"^epoch +(\d+)/")
COLLECTION = re.compile(r"^\[([\d.]+)s\].* (\d+)M->(\d+)M\(")


@dataclasses.dataclass(frozen=True)
class Work:
    name: str
    model: str
    steps: int
    rows: int
    options: tuple = ()

    def epochs(self, share):
        return max(10, math.ceil(self.steps * share / math.ceil(self.rows * TRAINED / BATCH)))


WORKS = [
    Work("cnn28", "tiny-cnn", 50_000, 16_000),
    Work("dense", "dense-small", 300_000, 20_000, ("--label=y",)),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="cnn28,dense", help="cnn28, dense or both")
    parser.add_argument("--share", type=float, default=1.0, help="of the steps (default: 1)")
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two looks")
    parser.add_argument("--program", default=f"java -jar {JAR}", help="the command to try")
    arguments = parser.parse_args()
    chosen = [work for work in WORKS if work.name in arguments.only.split(",")]
    print("| work | steps | minutes | resident, warm | at the end | ratio | files, warm | at the end"
          " | live heap, first half | second |")
    print("| --- " * 10 + "|")
    flat = [soak(work, arguments) for work in chosen]
    print("flat within 3 %" if all(flat) else "NOT flat within 3 %")
    sys.exit(0 if all(flat) else 1)


def soak(work, arguments):
    """Runs one training, prints a line of the table, and returns whether it was flat."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        data = write_images(folder, work.rows) if work.name == "cnn28" else write_table(
            folder, work.rows)
        epochs = work.epochs(arguments.share)
        watched = Watched(command(work, data, epochs, folder, arguments), folder)
        watched.watch(arguments.every)
        return watched.report(work, epochs)


def command(work, data, epochs, folder, arguments):
    return shlex.split(arguments.program) + [
        "train", str(data), "--head=sigmoid", f"--model={work.model}", f"--epochs={epochs}",
        f"--patience={epochs}", f"--batch-size={BATCH}", f"--out={folder / 'run'}"] + list(work.options)


def write_table(folder, rows, columns=30):
    random.seed(1)
    file = folder / "table.csv"
    with file.open("w") as out:
        out.write(",".join(f"x{i}" for i in range(columns)) + ",y\n")
        for _ in range(rows):
            values = [random.gauss(0, 1) for _ in range(columns)]
            label = int(sum(values[:5]) + random.gauss(0, 2) > 0)
            out.write(",".join(f"{v:.4f}" for v in values) + f",{label}\n")
    return file


def write_images(folder, rows, side=28):
    """Grey noise in the IDX format; the second class is a little brighter."""
    random.seed(1)
    labels = bytes(random.randrange(2) for _ in range(rows))
    brighter = bytes(min(255, value + 12) for value in range(256))
    (folder / "images").mkdir()
    with (folder / "images/pixels").open("wb") as out:
        out.write(struct.pack(">BBBBIII", 0, 0, 8, 3, rows, side, side))
        for label in labels:
            noise = random.randbytes(side * side)
            out.write(noise.translate(brighter) if label else noise)
    (folder / "images/labels").write_bytes(struct.pack(">BBBBI", 0, 0, 8, 1, rows) + labels)
    (folder / "images/dataset.yaml").write_text(
        "format: idx\nfiles: {images: pixels, labels: labels}\n")
    return folder / "images"


class Watched:
    """A training and what was seen of it."""

    def __init__(self, words, folder):
        self.collections = folder / "gc.log"
        options = (f"-Xms{HEAP} -Xmx{HEAP} -XX:+AlwaysPreTouch"
                   f" -Xlog:gc:file={self.collections}:uptime")
        environment = {**os.environ, "TWINHEAD_JAVA_OPTIONS": options}
        self.start = time.monotonic()
        self.process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.PIPE, text=True)
        self.ends = {}  # of epochs, in seconds from the start
        self.samples = []  # seconds, resident bytes, open files
        self.said = []
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        for line in self.process.stderr:
            self.said = (self.said + [line])[-20:]
            if match := EPOCH.match(line):
                self.ends.setdefault(int(match[1]), time.monotonic() - self.start)

    def watch(self, every):
        while self.process.poll() is None:
            seen = [look(pid) for pid in family(self.process.pid)]
            seen = [one for one in seen if one]
            if seen:  # the worker is the largest: the launcher only waits
                self.samples.append((time.monotonic() - self.start, *max(seen)))
            time.sleep(every)
        self.reader.join()
        if self.process.returncode != 0:
            sys.exit(f"exit code {self.process.returncode}: {''.join(self.said)}")

    def report(self, work, epochs):
        warm, end = self.ends[max(2, math.ceil(epochs * WARM))], self.ends[epochs]
        length = (end - warm) * WARM
        first, last = self.between(warm, warm + length), self.between(end - length, end)
        memory = [statistics.median(s[1] for s in part) / 2**20 for part in (first, last)]
        files = [max(s[2] for s in part) for part in (first, last)]
        middle = (warm + end) / 2
        heap = [self.live(warm, middle), self.live(middle, end)]
        ratio = memory[1] / memory[0]
        steps = epochs * math.ceil(work.rows * TRAINED / BATCH)
        cells = [work.name, f"{steps:,}", f"{end / 60:.1f}", *(f"{m:.0f} MiB" for m in memory),
                 f"{ratio:.3f}", *files, *heap]
        print("| " + " | ".join(map(str, cells)) + " |", flush=True)
        return ratio <= FLAT and files[1] <= files[0]

    def between(self, start, end):
        part = [s for s in self.samples if start <= s[0] <= end]
        return part or [min(self.samples, key=lambda s: abs(s[0] - (start + end) / 2))]

    def live(self, start, end):
        """The least that a collection left over; unknown if there was none."""
        if not self.collections.exists():
            return "-"
        found = [COLLECTION.match(line) for line in self.collections.read_text().splitlines()]
        left = [int(m[3]) for m in found if m and start <= float(m[1]) <= end]
        return f"{min(left)} MiB" if left else "-"


def family(pid):
    """A process and all that it has started."""
    children = []
    for file in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children += [int(child) for child in file.read_text().split()]
        except OSError:
            pass  # that thread has just ended
    return [pid] + [member for child in children for member in family(child)]


def look(pid):
    """Resident bytes and open files; None if the process has ended."""
    try:
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
        resident = int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) * 1024
        return resident, len(os.listdir(f"/proc/{pid}/fd"))
    except (OSError, TypeError):
        return None


if __name__ == "__main__":
    main()

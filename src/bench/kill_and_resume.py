#!/usr/bin/env python3
"""Kills and stops trainings at random moments, resumes them, and compares them with trainings left alone.

For both engines and both heads in turn a small convolutional network with dropout is trained once to
its end. Then, --trials times: the same training is begun anew, SIGKILL takes its launcher or its
worker (in turn) at a random moment, sometimes twice, sometimes the newest checkpoint is cut off or
changed. It is resumed; twice of three times SIGTERM stops that at a random moment too, soon after its
start or later, which must end well and lose no checkpoint. So it goes on until it is finished. The
numbers of model.zip (coefficients.bin and updaterState.bin) and metrics.jsonl (but for times) must be
the same to the bit.

    mvn package && python3 src/bench/kill_and_resume.py

Python 3.8 or newer, Linux, nothing else. Ends with 0 if all are equal, else with 1.
"""

import argparse
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile

MODEL = """\
name: dropping-cnn
layers:
  - conv: { filters: 8, kernel: 3, stride: 1, padding: valid, activation: relu }
  - max-pool: { size: 2 }
  - conv: { filters: 16, kernel: 3, stride: 1, padding: valid, activation: relu }
  - max-pool: { size: 2 }
  - dropout: { rate: 0.3 }
  - dense: { units: 32, activation: relu }
  - dropout: { rate: 0.5 }
updater:
  adam: { learning-rate: 0.001 }
"""
TIMES = {"seconds", "samples_per_second", "idle"}
SAVED_BY_STEP = "--checkpoint-every=1"
STOPPED = {0, 130, 143, -signal.SIGTERM}  # 0 after the end, the last two before Java listens


class Trainer:
    """Runs `train` with one engine and head; every run has the same command but for --out."""

    def __init__(self, options, folder, engine, head):
        self.name = f"{engine} {head}"
        self.command = [
            "java", "-jar", options.jar, "train", options.data, f"--head={head}",
            f"--engine={engine}", f"--model={folder / 'model.yaml'}", f"--epochs={options.epochs}",
            "--patience=1000", "--quiet",
        ]
        self.environment = dict(os.environ, XDG_CACHE_HOME=str(folder / "cache"))
        self.whole = folder / f"{engine}-{head}"
        start = time.monotonic()
        self.finish(self.whole, [])
        self.seconds = time.monotonic() - start

    def start(self, out, more):
        return subprocess.Popen(
            self.command + [f"--out={out}"] + more, env=self.environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def finish(self, out, more):
        """Returns what was said, once the run has ended well."""
        process = self.start(out, more)
        said, _ = process.communicate()
        if process.returncode != 0:
            sys.exit(f"{' '.join(process.args)}\nended with {process.returncode}:\n{said}")
        return said

    def stop(self, out, more, moment, before):
        """Starts a run and asks it to stop after `moment` seconds; returns what it then was at.

        `before` is the newest checkpoint that it can go on from.
        """
        process = self.start(out, more)
        time.sleep(moment)
        process.terminate()  # the launcher, which passes it on
        said, _ = process.communicate()
        if process.returncode not in STOPPED or newest(out) < before:
            sys.exit(f"{' '.join(process.args)}\nstopped after {moment:.2f} s, ended with "
                     f"{process.returncode}, from step {before} to {newest(out)}:\n{said}")
        return where(out)

    def kill(self, out, more, target, moment):
        """Starts a run and kills it after `moment` seconds; returns what it then was at."""
        process = self.start(out, more)
        time.sleep(moment)
        workers = children(process.pid)
        victim = workers[0] if target == "worker" and workers else process.pid
        ended = process.poll() is not None
        if not ended:
            os.kill(victim, signal.SIGKILL)
        process.communicate()  # the worker has the other end of the pipe: it is gone too then
        return "ended" if ended else where(out)


def children(pid):
    try:
        return [int(c) for c in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def checkpoints(out):
    return sorted((out / "checkpoints").glob("step-*.safetensors"))


def newest(out, but=None):
    """The step of the newest checkpoint other than `but`; -1 if there is none."""
    steps = [int(saved.stem.replace("step-", "")) for saved in checkpoints(out) if saved != but]
    return max(steps, default=-1)


def where(out):
    if (out / "run.json").exists():
        return "finished"
    saved = checkpoints(out)
    torn = list((out / "checkpoints").glob("*.tmp"))
    return (saved[-1].stem if saved else "no checkpoint") + (" and a torn one" if torn else "")


def spoil(out, how):
    """Cuts the newest checkpoint off, or flips one of its bits; returns it, or None."""
    saved = checkpoints(out)
    if (out / "run.json").exists() or not saved:
        return None
    data = bytearray(saved[-1].read_bytes())
    at = random.randrange(len(data))
    if how == "cut":
        data = data[:at]
    else:
        data[at] ^= 1 << random.randrange(8)
    saved[-1].write_bytes(data)
    return saved[-1]


def result(out):
    with zipfile.ZipFile(out / "model.zip") as model:
        numbers = [hashlib.sha256(model.read(name)).hexdigest()
                   for name in ("coefficients.bin", "updaterState.bin")]
    epochs = [json.loads(line) for line in (out / "metrics.jsonl").read_text().splitlines()]
    return numbers, [{k: v for k, v in epoch.items() if k not in TIMES} for epoch in epochs]


def trial(number, trainer, folder):
    """Prints a line; returns whether the resumed run equals the one left alone, kills and stops."""
    out = folder / "run"
    shutil.rmtree(out, ignore_errors=True)
    target = ("launcher", "worker")[number % 2]
    moment = random.uniform(0.3, 1.0) * trainer.seconds
    if number % 10 == 0:
        moment = 0.2
    if number % 10 == 9:
        moment = 1.5 * trainer.seconds  # after the end
    more = [SAVED_BY_STEP] if number % 3 == 2 else []
    happened = [f"SIGKILL of the {target} at {moment:.1f} s ({trainer.kill(out, more, target, moment)})"]
    kills = 1
    if number % 5 == 3:
        again = random.uniform(0.3, 0.8) * trainer.seconds
        state = trainer.kill(out, more + ["--resume"], target, again)
        kills += 1
        happened.append(f"SIGKILL again at {again:.1f} s ({state})")
    spoilt = None
    if number % 4 in (1, 2):
        how = ("cut", "flipped")[number % 4 - 1]
        spoilt = spoil(out, how)
        happened.append(f"newest checkpoint {how}")
    stop = number % 3 < 2
    if stop:
        moment = random.uniform(0.05, (0.3, 0.9)[number % 2]) * trainer.seconds
        state = trainer.stop(out, more + ["--resume"], moment, newest(out, but=spoilt))
        happened.append(f"SIGTERM at {moment:.1f} s ({state})")
    said = trainer.finish(out, more + ["--resume"])
    notes = [line for line in said.splitlines()
             if "cannot be used" in line or "Going on" in line or "nothing to go on" in line]
    equal = result(out) == result(trainer.whole)
    print(f"{number + 1:3d}  {trainer.name:18s}  {'; '.join(happened)}: "
          f"{'equal' if equal else 'DIFFERENT'}", flush=True)
    for note in notes:
        print("       " + note.replace(str(out), "RUN"), flush=True)
    return equal, kills, stop


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jar", default="target/twinhead.jar")
    parser.add_argument("--data", default="fashion-tshirt-vs-shirt")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random.seed(options.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "model.yaml").write_text(MODEL)
        trainers = [Trainer(options, folder, engine, head)
                    for engine in ("compiled", "reference") for head in ("sigmoid", "softmax")]
        for trainer in trainers:
            print(f"left alone: {trainer.name}, {trainer.seconds:.1f} s", flush=True)
        trials = [trial(n, trainers[(n + n // 4) % 4], folder) for n in range(options.trials)]
    equal, kills, stops = (sum(column) for column in zip(*trials))
    print(f"{equal} of {options.trials} equal, after {kills} SIGKILL and {stops} SIGTERM")
    return 0 if equal == options.trials else 1


if __name__ == "__main__":
    sys.exit(main())

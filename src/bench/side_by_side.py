#!/usr/bin/python3
"""Measures Twinhead and other libraries side by side and prints a Markdown table of ratios.

    mvn -q -DskipTests package && mvn -q -f src/bench/pom.xml prepare-package
    src/bench/side_by_side.py            # everything, five rounds
    src/bench/side_by_side.py --only dense --peers torch,sklearn
    src/bench/side_by_side.py --write    # also into src/docs/lab-notebook.md

Every contestant is a process of its own, and all take turns (A B C A B C ...), so that a
neighbour's load falls on all alike; the median over the rounds counts. Peers run as they come and
tuned, that is with the allocator settings that Twinhead's launcher gives to its worker. What is not
installed is named and left out.
"""

import argparse
import dataclasses
import datetime
import json
import os
import pathlib
import shlex
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BENCH = ROOT / "src/bench"
JAR = ROOT / "target/twinhead.jar"
PEERS = ROOT / "target/peers"
NOTEBOOK = ROOT / "src/docs/lab-notebook.md"
PYTHON = "/usr/bin/python3"  # the one that sees the distribution's packages
OURS = "Twinhead"
MEASURES = {"train": "training", "infer": "inference"}
REFERENCE_ROUNDS = 2  # a reference step takes seconds
MOST_FAILURES = 2  # JavaCPP crashes now and then when it unpacks its libraries for the first time

# How many times as fast as a peer Twinhead means to be: work, measure, ours, peer, ratio.
GOALS = [
    ("dense", "train", "", "torch, tuned", 3.0),
    ("dense", "train", ", softmax", "torch, tuned", 3.0),
    ("dense", "train", "", "sklearn, tuned", 1.5),
    ("cnn150", "train", "", "torch", 3.0),
    ("cnn150", "train", "", "torch, tuned", 1.7),
    ("cnn150", "train", ", softmax", "torch, tuned", 1.7),
    ("cnn150", "train", ", --convolution direct", "torch, tuned", 1.35),
    ("cnn150", "train", ", --kernels nd4j", "torch, tuned", 1.05),
    ("cnn150", "train", "", "djl", 6.0),
    ("cnn150", "infer", "", "torch", 3.0),
    ("cnn150", "infer", "", "torch, tuned", 1.5),
    ("cnn28", "train", "", "torch, tuned", 1.3),
    ("cnn28", "train", ", softmax", "torch, tuned", 1.3),
]


@dataclasses.dataclass(frozen=True)
class Work:
    """A network on data of one shape, with the steps that a round takes."""

    name: str
    title: str
    model: str
    shape: tuple  # the options of bench that say it
    batch: int
    steps: int
    reference_steps: int
    peers: tuple
    peer_threads: int
    measures: tuple = ("train", "infer")


WORKS = [
    Work("dense", "30-64-32-1, batch 32, Adam", "dense-small", ("--features", "30"), 32, 3000, 500,
         ("torch", "sklearn"), 1, ("train",)),
    Work("cnn150", "small-cnn, 150x150x3, batch 32", "small-cnn",
         ("--size", "150", "--channels", "3"), 32, 15, 3, ("torch", "djl", "libtorch"), 2),
    Work("cnn28", "small-cnn, 28x28x1, batch 64", "small-cnn",
         ("--size", "28", "--channels", "1"), 64, 150, 20, ("torch", "djl", "libtorch"), 2),
]


@dataclasses.dataclass
class Contestant:
    """A program that is run once a round and prints JSON."""

    name: str
    command: list
    environment: dict
    rounds: int
    results: list = dataclasses.field(default_factory=list)
    failures: list = dataclasses.field(default_factory=list)

    def take_turn(self, timeout):
        """Runs once; a failure is kept with its last words."""
        try:
            done = subprocess.run(self.command, env={**os.environ, **self.environment}, cwd=ROOT,
                                  capture_output=True, text=True, timeout=timeout, check=False)
        except (OSError, subprocess.TimeoutExpired) as e:
            self.failures.append(str(e))
            return
        if done.returncode:
            words = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
            self.failures.append(words[-1])
            return
        self.results.append(json.loads(done.stdout.strip()))

    def median(self, measure):
        """Examples a second, the median of the rounds."""
        return statistics.median(rate(result, measure) for result in self.results)


def rate(result, measure):
    """Examples a second in one round, of Twinhead or a peer."""
    return result.get("results", [result])[0][f"{measure}_samples_per_second"]


def worker_environment():
    """The allocator settings that the launcher gives to its worker on this machine."""
    command = subprocess.run(["java", "-jar", str(JAR), "--print-command", "bench"], cwd=ROOT,
                             capture_output=True, text=True, check=True).stdout
    words = (word for word in shlex.split(command) if "=" in word)
    pairs = dict(word.split("=", 1) for word in words)
    return {name: value for name, value in pairs.items()
            if name.startswith("MALLOC_") or name == "GLIBC_TUNABLES"}


def twinhead(work, rounds):
    """Twinhead's own contestants: both heads, other kernels and algorithms, the reference."""
    def command(steps, *options):
        return ["java", "-jar", str(JAR), "bench", "--model", work.model, *work.shape,
                "--batch-size", str(work.batch), "--steps", str(steps), "--format", "json",
                *options]

    def ours(name, *options, head="sigmoid"):
        words = command(work.steps, "--engine", "compiled", "--head", head, *options)
        return Contestant(OURS + name, words, {}, rounds)

    found = [ours(""), ours(", softmax", head="softmax"),
             ours(", --kernels nd4j", "--kernels", "nd4j")]
    if work.model.endswith("cnn"):
        found.append(ours(", --convolution direct", "--convolution", "direct"))
    found.append(Contestant("DL4J's fit", command(work.reference_steps, "--engine", "reference"),
                            {}, min(rounds, REFERENCE_ROUNDS)))
    return found


def peer_command(peer, work):
    """How a peer is run on a work."""
    torch = [PYTHON, str(BENCH / "torch_peer.py"), "--net", work.model]
    java = ["java", "-cp", f"{PEERS / 'classes'}{os.pathsep}{PEERS / 'lib'}/*"]
    program = {"torch": torch, "libtorch": java + ["LibtorchPeer"], "djl": java + ["DjlPeer"]}
    if peer == "sklearn":
        return [PYTHON, str(BENCH / "sklearn_peer.py"), "--batch", str(work.batch)]
    return program[peer] + [*work.shape, "--batch", str(work.batch), "--steps", str(work.steps),
                            "--threads", str(work.peer_threads)]


def missing(peer):
    """Why a peer cannot run here, or nothing."""
    if peer in ("djl", "libtorch"):
        built = (PEERS / "lib").is_dir()
        return "" if built else f"{peer}: run mvn -q -f src/bench/pom.xml prepare-package"
    found = os.path.exists(PYTHON) and not subprocess.run(
        [PYTHON, "-c", f"import {peer}"], capture_output=True, check=False).returncode
    return "" if found else f"{peer}: install python3-{peer} for {PYTHON}"


def contestants(work, peers, rounds, tuning):
    """All that take turns at a work; tuned and untuned peers stand beside each other."""
    found = twinhead(work, rounds)
    for peer in work.peers:
        if peer in peers:
            command = peer_command(peer, work)
            found.append(Contestant(peer, command, {}, rounds))
            found.append(Contestant(f"{peer}, tuned", command, tuning, rounds))
    return found


def measure(work, peers, rounds, tuning, timeout):
    """Lets all take turns, and returns those that came through."""
    everyone = contestants(work, peers, rounds, tuning)
    for turn in range(rounds):
        for contestant in everyone:
            if turn < contestant.rounds and len(contestant.failures) < MOST_FAILURES:
                print(f"{work.name} {turn + 1}/{rounds} {contestant.name}", file=sys.stderr)
                contestant.take_turn(timeout)
    for contestant in everyone:
        for failure in contestant.failures:
            print(f"failed: {work.name}, {contestant.name}: {failure}", file=sys.stderr)
    return [contestant for contestant in everyone if contestant.results]


def label(contestant):
    """The name; a peer's with its version, which its result tells."""
    name, _, rest = contestant.name.partition(", ")
    return ", ".join(filter(None, [contestant.results[0].get("peer", name), rest]))


def table(work, found):
    """One row for each measure and contestant."""
    ours = next((contestant for contestant in found if contestant.name == OURS), None)
    yield f"| {work.title} | examples/s | best round | Twinhead / this |"
    yield "| --- | ---: | ---: | ---: |"
    for name in work.measures:
        for contestant in found:
            rates = [rate(result, name) for result in contestant.results]
            ratio = f"{ours.median(name) / contestant.median(name):.2f}" if ours else ""
            yield (f"| {MEASURES[name]}: {label(contestant)} |"
                   f" {contestant.median(name):,.0f} | {max(rates):,.0f} | {ratio} |")
    yield ""
    if ours:
        results = ours.results
        gemm = statistics.median(result["gemm_gflops"] for result in results)
        share = statistics.median(result["fraction_of_gemm"] for result in results)
        yield (f"Matrix product: {gemm:.0f} GFLOP/s, threads: {results[0]['threads']}; training"
               f" reaches {share:.2f} of it.")
        yield ""


def goals(work, found):
    """What was meant to be reached, and what was."""
    by_name = {contestant.name: contestant for contestant in found}
    rows = [(measure, ours, by_name[OURS + ours], by_name[peer], required)
            for name, measure, ours, peer, required in GOALS
            if name == work.name and OURS + ours in by_name and peer in by_name]
    if rows:
        yield "| goal | times as fast | required |"
        yield "| --- | ---: | ---: |"
    for measure, ours, us, peer, required in rows:
        ratio = us.median(measure) / peer.median(measure)
        yield (f"| {MEASURES[measure]}{ours}, against {label(peer)} | {ratio:.2f} | {required:.2f}"
               f"{'' if ratio >= required else ' (missed)'} |")
    yield ""


def machine():
    """The processor's name and the number of cores."""
    names = [line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8")
             if line.startswith("model name")]
    return f"{names[0] if names else 'unknown processor'}, {os.cpu_count()} cores"


def insert(section):
    """Puts a section before the newest one of the notebook."""
    text = NOTEBOOK.read_text(encoding="utf-8")
    newest = text.index("\n## ") + 1
    NOTEBOOK.write_text(text[:newest] + section + "\n" + text[newest:], encoding="utf-8")


def parse_arguments():
    names = [work.name for work in WORKS]
    peers = sorted({peer for work in WORKS for peer in work.peers})
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default=",".join(names), help=f"of {','.join(names)}")
    parser.add_argument("--peers", default=",".join(peers), help=f"of {','.join(peers)}")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--timeout", type=int, default=600, help="seconds for one turn")
    parser.add_argument("--write", action="store_true", help="also into the lab notebook")
    options = parser.parse_args()
    options.only, options.peers = options.only.split(","), options.peers.split(",")
    for said, known in (options.only, names), (options.peers, peers):
        for name in said:
            if name and name not in known:
                parser.error(f"{name} is not one of: {', '.join(known)}")
    return options


def main():
    options = parse_arguments()
    if not JAR.exists():
        sys.exit(f"{JAR.relative_to(ROOT)} is missing: mvn -q -DskipTests package")
    absent = {peer: reason for peer in options.peers if peer and (reason := missing(peer))}
    for reason in absent.values():
        print(f"left out: {reason}", file=sys.stderr)
    peers = [peer for peer in options.peers if peer not in absent]
    tuning = worker_environment()
    lines = [f"## {datetime.date.today()}: side by side", "",
             f"{machine()}. Median of {options.rounds} rounds in turns; "
             "`src/bench/side_by_side.py`. Tuned: "
             + " ".join(f"`{name}={value}`" for name, value in tuning.items()) + ".", ""]
    for work in WORKS:
        if work.name in options.only:
            found = measure(work, peers, options.rounds, tuning, options.timeout)
            lines += table(work, found)
            lines += goals(work, found)
    section = "\n".join(lines)
    print(section)
    if options.write:
        insert(section)


main()

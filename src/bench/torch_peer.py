"""PyTorch: trains and infers on made-up data like Twinhead's bench, and prints one line of JSON.

    /usr/bin/python3 torch_peer.py --net small-cnn --size 28 --channels 1 --batch 64
    /usr/bin/python3 torch_peer.py --net dense-small --threads 1 --steps 2000
"""

import argparse
import json
import statistics
import time

START = time.perf_counter()

import torch  # noqa: E402  (the time to import counts)
from torch import nn
from torch.nn import functional as F


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--net", choices=["small-cnn", "dense-small"], default="small-cnn")
    parser.add_argument("--head", choices=["sigmoid", "softmax"], default="sigmoid")
    parser.add_argument("--size", type=int, default=150)
    parser.add_argument("--channels", type=int, default=3)
    parser.add_argument("--features", type=int, default=30)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--warmup", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--layout", choices=["channels_last", "contiguous"],
                        default="channels_last")
    return parser.parse_args()


def small_cnn(size, channels, outputs):
    """models/small-cnn.yaml"""
    layers, side = [], size
    for filters in 32, 32, 64:
        layers += [nn.Conv2d(channels, filters, 3), nn.ReLU(), nn.MaxPool2d(2)]
        channels, side = filters, (side - 2) // 2
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(channels * side * side, 64), nn.ReLU(),
                         nn.Dropout(0.5), nn.Linear(64, outputs))


def dense_small(features, outputs):
    """models/dense-small.yaml"""
    return nn.Sequential(nn.Linear(features, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU(),
                         nn.Linear(32, outputs))


def build(options):
    """The network, its optimiser and a batch of features."""
    outputs = 1 if options.head == "sigmoid" else 2
    if options.net == "dense-small":
        model = dense_small(options.features, outputs)
        return model, torch.optim.Adam(model.parameters(), 1e-3), torch.rand(options.batch,
                                                                             options.features)
    model = small_cnn(options.size, options.channels, outputs)
    x = torch.rand(options.batch, options.channels, options.size, options.size)
    if options.layout == "channels_last":
        model = model.to(memory_format=torch.channels_last)
        x = x.to(memory_format=torch.channels_last)
    return model, torch.optim.RMSprop(model.parameters(), 1e-3, alpha=0.9, eps=1e-7), x


def timed(action, options):
    """Seconds of each repetition."""
    for _ in range(options.warmup):
        action()
    times = []
    for _ in range(options.steps):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return times


def main():
    options = parse_arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(7)
    model, optimizer, x = build(options)
    classes = torch.arange(options.batch) % 2
    # A batch learnt by heart would leave gradients so small that the arithmetic slows down.
    targets = 0.25 + 0.5 * classes.float()

    def loss(logits):
        if options.head == "sigmoid":
            return F.binary_cross_entropy_with_logits(logits[:, 0], targets)
        return F.cross_entropy(logits, classes, label_smoothing=0.5)

    def step():
        optimizer.zero_grad()
        loss(model(x)).backward()
        optimizer.step()

    step()
    ready = time.perf_counter() - START
    train = timed(step, options)
    model.eval()
    with torch.no_grad():
        infer = timed(lambda: model(x), options)
    print(json.dumps({
        "peer": "PyTorch " + torch.__version__,
        "net": options.net,
        "head": options.head,
        "batch": options.batch,
        "threads": options.threads,
        "ready_seconds": ready,
        "train_ms_per_step": {"median": statistics.median(train) * 1e3, "best": min(train) * 1e3},
        "train_samples_per_second": options.batch / statistics.median(train),
        "infer_samples_per_second": options.batch / statistics.median(infer)}))


main()

"""Writes golden.json beside this file: convolutional networks worked out by hand in float64.

Images are NHWC, kernels are written [out, in, height, width], convolution is cross-correlation,
flattening is a row-major reshape of [height, width, channels], the head is dense. Each case is one
step of plain gradient descent on the mean cross-entropy.

Run: /usr/bin/python3 golden.py   (NumPy 1.24.2: same file)
"""

import json
import pathlib

import numpy as np

RATE = 0.25


def places(length, size, stride, same):
    """Start of each window and the padding (before, after), as Keras has it."""
    if not same:
        return range(0, length - size + 1, stride), (0, 0)
    count = -(-length // stride)
    total = max((count - 1) * stride + size - length, 0)
    return range(0, count * stride, stride), (total // 2, total - total // 2)


class Sliding:
    """What convolution and pooling share: the padded windows of an image."""

    def __init__(self, size, stride, same, fill):
        self.size, self.stride, self.same, self.fill = size, stride, same, fill

    def forward(self, x):
        rows, pad_h = places(x.shape[1], self.size, self.stride, self.same)
        columns, pad_w = places(x.shape[2], self.size, self.stride, self.same)
        self.shape, self.pads = x.shape, (pad_h, pad_w)
        padded = np.pad(x, ((0, 0), pad_h, pad_w, (0, 0)), constant_values=self.fill)
        self.corners = [(a, i, b, j) for a, i in enumerate(rows) for b, j in enumerate(columns)]
        self.padded_shape = padded.shape
        out = np.zeros((len(x), len(rows), len(columns), self.channels(x)))
        self.windows = {}
        for a, i, b, j in self.corners:
            self.windows[a, b] = padded[:, i : i + self.size, j : j + self.size]
            out[:, a, b] = self.one(self.windows[a, b])
        return self.after(out)

    def backward(self, gradient):
        gradient = self.before(gradient)
        padded = np.zeros(self.padded_shape)
        for a, i, b, j in self.corners:
            padded[:, i : i + self.size, j : j + self.size] += self.one_back(
                self.windows[a, b], gradient[:, a, b]
            )
        (top, _), (left, _) = self.pads
        return padded[:, top : top + self.shape[1], left : left + self.shape[2]]

    def channels(self, x):
        return x.shape[3]

    def after(self, out):
        return out

    def before(self, gradient):
        return gradient


class Conv(Sliding):
    def __init__(self, rng, inputs, filters, size, stride=1, same=False):
        super().__init__(size, stride, same, 0.0)
        self.W = rng.normal(0, 0.4, (filters, inputs, size, size))
        self.b = rng.normal(0, 0.2, filters)

    def channels(self, x):
        self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)
        return len(self.W)

    def one(self, window):
        return np.einsum("nijc,ocij->no", window, self.W) + self.b

    def one_back(self, window, gradient):
        self.dW += np.einsum("nijc,no->ocij", window, gradient)
        self.db += gradient.sum(0)
        return np.einsum("no,ocij->nijc", gradient, self.W)

    def after(self, out):  # ReLU
        self.on = out > 0
        return out * self.on

    def before(self, gradient):
        return gradient * self.on


class MaxPool(Sliding):
    def __init__(self, size, stride, same=False):
        super().__init__(size, stride, same, -np.inf)

    def one(self, window):
        return window.max((1, 2))

    def one_back(self, window, gradient):
        # after a ReLU a window may hold several zeros, to which no gradient goes on
        return (window == window.max((1, 2), keepdims=True)) * gradient[:, None, None]


class AvgPool(Sliding):
    def __init__(self, size, stride, same=False):
        super().__init__(size, stride, same, np.nan)

    def one(self, window):
        return np.nanmean(window, (1, 2))

    def one_back(self, window, gradient):
        inside = ~np.isnan(window)
        return inside / inside.sum((1, 2), keepdims=True) * gradient[:, None, None]


class Dense:
    def __init__(self, rng, inputs, units, activation):
        self.W = rng.normal(0, 0.4, (inputs, units))
        self.b = rng.normal(0, 0.2, units)
        self.tanh = activation == "tanh"

    def forward(self, x):
        self.shape, self.x = x.shape, x.reshape(len(x), -1)
        z = self.x @ self.W + self.b
        self.out = np.tanh(z) if self.tanh else z
        return self.out

    def backward(self, gradient):
        if self.tanh:
            gradient = gradient * (1 - self.out**2)
        self.dW, self.db = self.x.T @ gradient, gradient.sum(0)
        return (gradient @ self.W.T).reshape(self.shape)


def loss(head, z, y):
    d = z[:, 0] if head == "sigmoid" else z[:, 1] - z[:, 0]
    slope = (1 / (1 + np.exp(-d)) - y) / len(y)
    gradient = slope[:, None] if head == "sigmoid" else np.stack([-slope, slope], 1)
    return d, np.mean(np.logaddexp(0, d) - y * d), gradient


def parameters(layers):
    return {
        f"{i}_{key}": getattr(layer, key).ravel().tolist()
        for i, layer in enumerate(layers)
        for key in "Wb"
        if hasattr(layer, key)
    }


def case(name, head, shape, yaml, layers):
    rng = np.random.default_rng(3)
    x = rng.normal(0, 1, (5, *shape))
    y = np.array([0.0, 1.0, 1.0, 0.0, 1.0])
    result = {"name": name, "head": head, "layers": yaml, "learning_rate": RATE}
    result |= {"shape": shape, "x": x.ravel().tolist(), "y": y.tolist()}
    result["before"] = parameters(layers)
    z = x
    for layer in layers:
        z = layer.forward(z)
    log_odds, mean, gradient = loss(head, z.reshape(len(x), -1), y)
    for layer in reversed(layers):
        gradient = layer.backward(gradient)
    for layer in layers:
        if hasattr(layer, "W"):
            layer.W = layer.W - RATE * layer.dW
            layer.b = layer.b - RATE * layer.db
    return result | {"log_odds": log_odds.tolist(), "loss": mean, "after": parameters(layers)}


def cases(head, units):
    rng = np.random.default_rng(units)
    yield case(
        "conv, max-pool, same conv, dense",
        head,
        [8, 8, 2],
        "[{conv: {filters: 3}}, {max-pool: {}}, {conv: {filters: 4, padding: same}},"
        " {dense: {units: 4, activation: tanh}}]",
        [
            Conv(rng, 2, 3, 3),
            MaxPool(2, 2),
            Conv(rng, 3, 4, 3, same=True),
            Dense(rng, 36, 4, "tanh"),
            Dense(rng, 4, units, None),
        ],
    )
    yield case(
        "oblong image, even kernel and stride with same padding, head on an image",
        head,
        [9, 6, 3],
        "[{conv: {filters: 4, kernel: 2, stride: 2, padding: same}}]",
        [Conv(rng, 3, 4, 2, 2, same=True), Dense(rng, 60, units, None)],
    )
    yield case(
        "overlapping average pool with same padding",
        head,
        [6, 7, 2],
        "[{conv: {filters: 3}}, {avg-pool: {size: 2, stride: 1, padding: same}}]",
        [Conv(rng, 2, 3, 3), AvgPool(2, 1, same=True), Dense(rng, 60, units, None)],
    )
    yield case(
        "overlapping maximum pool with same padding",
        head,
        [6, 7, 2],
        "[{conv: {filters: 3}}, {max-pool: {size: 3, stride: 2, padding: same}}]",
        [Conv(rng, 2, 3, 3), MaxPool(3, 2, same=True), Dense(rng, 18, units, None)],
    )
    yield case(
        "pools that leave a remainder",
        head,
        [9, 8, 2],
        "[{conv: {filters: 3}}, {avg-pool: {}}, {conv: {filters: 3, kernel: 1}}, {max-pool: {}}]",
        [
            Conv(rng, 2, 3, 3),
            AvgPool(2, 2),
            Conv(rng, 3, 3, 1),
            MaxPool(2, 2),
            Dense(rng, 3, units, None),
        ],
    )
    yield case(
        "logistic regression on an image",
        head,
        [3, 4, 2],
        "[]",
        [Dense(rng, 24, units, None)],
    )


def main():
    found = [c for head, units in (("sigmoid", 1), ("softmax", 2)) for c in cases(head, units)]
    path = pathlib.Path(__file__).with_name("golden.json")
    path.write_text(json.dumps(found) + "\n")


main()

"""Writes schedules.json: factors on the learning rate, step by step, of torch.optim.lr_scheduler.

Run in this directory: python3 schedules.py
"""

import json
import warnings

import torch
from torch.optim import lr_scheduler

warnings.simplefilter("ignore")  # no optimiser step is taken here
torch.set_default_dtype(torch.float64)

STEPS = 6  # in an epoch
EPOCHS = 9
LOSSES = [0.9, 0.7, 0.8, 0.7, 0.71, 0.6, 0.6, 0.65, 0.61]


def optimiser():
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)


def by_step(make):
    """The factor of each step, with a scheduler that is told of each step."""
    descent = optimiser()
    scheduler = make(descent)
    factors = []
    for _ in range(EPOCHS * STEPS):
        factors.append(descent.param_groups[0]["lr"])
        scheduler.step()
    return factors


def by_epoch(make, losses=None):
    """The factor of each step, with a scheduler that is told of each epoch's end."""
    descent = optimiser()
    scheduler = make(descent)
    factors = []
    for epoch in range(EPOCHS):
        factors += [descent.param_groups[0]["lr"]] * STEPS
        scheduler.step(*([] if losses is None else [losses[epoch]]))
    return factors


def warm(steps, make):
    """Rises to 1 in the last of so many steps, then begins what make gives."""

    def chained(descent):
        rising = lr_scheduler.LinearLR(
            descent, start_factor=1 / steps, end_factor=1.0, total_iters=steps - 1
        )
        return lr_scheduler.SequentialLR(descent, [rising, make(descent)], [steps])

    return chained


def cosine(steps, last):
    return lambda descent: lr_scheduler.CosineAnnealingLR(descent, T_max=steps, eta_min=last)


ALL = EPOCHS * STEPS
CASES = [
    ("constant", 1.5, by_step(warm(9, lambda d: lr_scheduler.LambdaLR(d, lambda _: 1.0)))),
    ("step,every=2,factor=0.5", 0, by_epoch(lambda d: lr_scheduler.StepLR(d, 2, 0.5))),
    ("cosine,last=0.0", 0, by_step(cosine(ALL, 0))),
    ("cosine,last=0.05", 0, by_step(cosine(ALL, 0.05))),
    ("cosine,last=0.1", 2, by_step(warm(12, cosine(ALL - 12, 0.1)))),
] + [
    (
        f"plateau,factor=0.3,patience={patience}",
        0,
        by_epoch(
            lambda d: lr_scheduler.ReduceLROnPlateau(
                d, factor=0.3, patience=patience - 1, threshold=0.0
            ),
            LOSSES,
        ),
    )
    for patience in (1, 2, 3)
]

with open("schedules.json", "w", encoding="utf-8") as file:
    json.dump(
        {
            "torch": torch.__version__,
            "steps_per_epoch": STEPS,
            "epochs": EPOCHS,
            "losses": LOSSES,
            "cases": [
                {"schedule": schedule, "warmup": warmup, "factors": factors}
                for schedule, warmup, factors in CASES
            ],
        },
        file,
        indent=1,
    )
    file.write("\n")

"""Writes variations.json beside this file: pictures varied by SciPy 1.10.1, levels from 0 to 1.

Run: /usr/bin/python3 variations.py   (same versions: same file)
"""

import json
import pathlib

import numpy as np
from scipy.ndimage import affine_transform

CASES = [  # flip, vflip, down, right, degrees, zoom, brightness
    (False, False, 0.1, -0.07, 0, 1, 1),
    (False, False, 0, 0, 15, 1, 1),
    (False, False, 0, 0, -33, 1, 1),
    (False, False, 0, 0, 90, 1, 1),
    (False, False, 0, 0, 180, 1, 1),
    (False, False, 0, 0, 0, 1.3, 1),
    (False, False, 0, 0, 0, 0.6, 1),
    (True, False, 0.2, 0.1, 10, 1.1, 1.25),
    (False, True, -0.2, 0.1, -170, 0.9, 0.7),
    (True, True, 0.5, -0.5, 75, 1.9, 1),
    (True, False, -0.31, 0.02, 123, 0.1, 1.5),
]
SHAPES = [(9, 12, 3), (17, 8, 1), (1, 7, 1), (6, 1, 3)]


def varied(levels, flip, vflip, down, right, degrees, zoom, brightness):
    """Mirrored, zoomed and turned about the centre, shifted; see Variation.java."""
    height, width, _ = levels.shape
    centre = np.array([(height - 1) / 2, (width - 1) / 2])
    shift = np.array([down * height, right * width])
    angle = np.radians(degrees)
    # counterclockwise on a screen, whose rows go down: (y, x) -> (y cos - x sin, y sin + x cos)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    mirror = np.diag([-1.0 if vflip else 1.0, -1.0 if flip else 1.0])
    back = np.linalg.inv(zoom * turn @ mirror)
    offset = centre - back @ (centre + shift)
    bright = np.minimum(1, levels * brightness)
    return np.stack(
        [
            affine_transform(bright[:, :, c], back, offset, order=1, mode="nearest")
            for c in range(levels.shape[2])
        ],
        axis=2,
    )


def main():
    random = np.random.default_rng(1)
    cases = []
    for shape in SHAPES:
        pixels = random.integers(0, 256, shape)
        for case in CASES:
            result = varied(pixels / 255, *case)
            cases.append(
                {
                    "shape": shape,
                    "variation": case,
                    "pixels": pixels.ravel().tolist(),
                    "result": np.round(result, 7).ravel().tolist(),
                }
            )
    file = pathlib.Path(__file__).with_name("variations.json")
    file.write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")


main()

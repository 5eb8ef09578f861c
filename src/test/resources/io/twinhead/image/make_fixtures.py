"""Writes the small pictures beside this file and golden.json: what Pillow 9.4.0 reads from them.

Run: /usr/bin/python3 make_fixtures.py   (same versions: same files)
"""

import io
import json
import pathlib
import struct
import zlib

import numpy as np
from PIL import Image, ImageCms, ImageOps

HERE = pathlib.Path(__file__).parent
GOLDEN = {"pictures": {}, "resized": {}}

y, x = np.mgrid[0:12, 0:20]
RGB = np.stack([x * 12, y * 20, 255 - x * 6 - y * 8], -1).astype(np.uint8)
GREY = (x * 9 + y * 6).astype(np.uint8)
ALPHA = (255 - x * 13).astype(np.uint8)


def flat(array):
    return np.asarray(array, int).ravel().tolist()


def upright_on_white(image):
    """Grey stays grey, everything else becomes RGB; transparency shows white."""
    image = ImageOps.exif_transpose(image)
    if image.mode in ("LA", "PA", "RGBA") or "transparency" in image.info:
        grey = image.mode in ("L", "LA")
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image).convert("RGB")
        return image.getchannel(0) if grey else image
    return image.convert("L" if image.mode in ("1", "L") else "RGB")


def expect(name, array):
    GOLDEN["pictures"][name] = {
        "height": array.shape[0],
        "width": array.shape[1],
        "channels": 1 if array.ndim == 2 else 3,
        "pixels": flat(array),
    }


def fixture(name, content):
    (HERE / name).write_bytes(content)
    expect(name, np.asarray(upright_on_white(Image.open(io.BytesIO(content)))))


def encoded(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def jpeg(image, **options):
    return encoded(image, "JPEG", quality=95, subsampling=0, **options)


# ---- JPEG ---------------------------------------------------------------------------------------
rgb = Image.fromarray(RGB)
grey = Image.fromarray(GREY)
fixture("rgb.jpg", jpeg(rgb))
fixture("progressive.jpg", jpeg(rgb, progressive=True))
fixture("grey.jpg", jpeg(grey))
fixture("cmyk.jpg", jpeg(Image.merge("CMYK", [*map(Image.fromarray, 255 - RGB.transpose(2, 0, 1)), grey])))

# Pillow writes no YCCK, but CMYK planes that hold Y, Cb, Cr and K are YCCK once Adobe's marker says so.
ycck = jpeg(Image.merge("CMYK", [*rgb.convert("YCbCr").split(), grey]))
at = ycck.index(b"Adobe") + 11
assert ycck[at] == 0
fixture("ycck.jpg", ycck[:at] + b"\2" + ycck[at + 1 :])

# A profile whose red and blue primaries are swapped: whoever obeys it sees blue as red.
profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
fixture("profile.jpg", jpeg(rgb, icc_profile=profile.replace(b"rXYZ", b"tmpX", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"tmpX", b"bXYZ", 1)))

for orientation in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = orientation
    fixture(f"orientation-{orientation}.jpg", jpeg(rgb, exif=exif))

# ---- PNG ----------------------------------------------------------------------------------------
fixture("rgb.png", encoded(rgb, "PNG"))
fixture("grey.png", encoded(grey, "PNG"))
fixture("grey-1-bit.png", encoded(grey.convert("1"), "PNG"))
fixture("grey-alpha.png", encoded(Image.merge("LA", [grey, Image.fromarray(ALPHA)]), "PNG"))
fixture("grey-transparent.png", encoded(grey, "PNG", transparency=int(GREY[3, 4])))
fixture("rgba.png", encoded(Image.merge("RGBA", [*rgb.split(), Image.fromarray(ALPHA)]), "PNG"))
fixture("rgb-transparent.png", encoded(rgb, "PNG", transparency=tuple(map(int, RGB[3, 4]))))
palette = rgb.quantize(16)
fixture("palette.png", encoded(palette, "PNG"))
fixture("palette-transparent.png", encoded(palette, "PNG", transparency=bytes(range(0, 256, 16))))


def png(bits, colour, rows):
    """Written by hand: Pillow writes neither 2 and 4 bit grey nor 16 bit colour."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    height, width = rows.shape[:2]
    if bits == 16:
        lines = [row.astype(">u2").tobytes() for row in rows]
    else:
        per_byte = 8 // bits
        powers = 1 << (bits * np.arange(per_byte)[::-1])
        lines = [(row.reshape(-1, per_byte) * powers).sum(1).astype(np.uint8).tobytes() for row in rows]
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"".join(b"\0" + line for line in lines)))
        + chunk(b"IEND", b"")
    )


def by_hand(name, bits, colour, samples):
    """8 bit values by round(255 v / (2^bits - 1)), then alpha on white, rounded."""
    (HERE / name).write_bytes(png(bits, colour, samples))
    most = 2**bits - 1
    levels = (samples.astype(int) * 255 * 2 + most) // (2 * most)
    if colour in (4, 6):
        alpha = levels[..., -1:]
        levels = (levels[..., :-1] * alpha + 255 * (255 - alpha) + 127) // 255
    expect(name, levels[..., 0] if colour == 4 else levels)


random = np.random.default_rng(7)
by_hand("grey-2-bit.png", 2, 0, random.integers(0, 4, (12, 20)))
by_hand("grey-4-bit.png", 4, 0, random.integers(0, 16, (12, 20)))
by_hand("grey-16-bit.png", 16, 0, random.integers(0, 65536, (12, 20)))
by_hand("rgb-16-bit.png", 16, 2, random.integers(0, 65536, (12, 20, 3)))
by_hand("grey-alpha-16-bit.png", 16, 4, random.integers(0, 65536, (12, 20, 2)))
by_hand("rgba-16-bit.png", 16, 6, random.integers(0, 65536, (12, 20, 4)))

# ---- BMP and GIF --------------------------------------------------------------------------------
fixture("rgb.bmp", encoded(rgb, "BMP"))
fixture("palette.bmp", encoded(palette, "BMP"))
fixture("grey.bmp", encoded(grey, "BMP"))
fixture("palette.gif", encoded(palette, "GIF"))
fixture("transparent.gif", encoded(palette, "GIF", transparency=3))
fixture("animated.gif", encoded(palette, "GIF", save_all=True, append_images=[rgb.rotate(180).quantize(16)]))

# ---- resizing: Pillow's antialiased triangle filter ---------------------------------------------
noise = Image.fromarray(random.integers(0, 256, (23, 31), dtype=np.uint8))
(HERE / "noise.png").write_bytes(encoded(noise, "PNG"))
for height, width in [(9, 12), (1, 1), (5, 31), (23, 7), (40, 60), (2, 90)]:
    GOLDEN["resized"][f"{height}x{width}"] = flat(noise.resize((width, height), Image.Resampling.BILINEAR))

lines = ",\n".join(
    f"{json.dumps(part)}: {{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in values.items()) + "\n}"
    for part, values in GOLDEN.items()
)
(HERE / "golden.json").write_text("{\n" + lines + "\n}\n")

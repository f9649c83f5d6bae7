"""Make pictures small enough to ship: at most 1,200 pixels wide and 90 kB, in colours of their own.

/usr/bin/python3 scripts/picturing/palette_png.py PICTURE.png…
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

# After the path that makes it importable.
from releasing.plugin_site import MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS

_COLOURS = (256, 192, 160, 128, 112, 96, 80, 64, 48, 24)
_NARROWER = 0.9
"""Of its width, when no number of colours is few enough."""


def palette_png(image: Image.Image) -> bytes:
    """Return an image as a PNG: with the most colours, at the greatest width, that fit."""
    width = min(image.width, MAX_PICTURE_PIXELS)
    while True:
        size = (width, round(image.height * width / image.width))
        shown = image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)
        for colours in _COLOURS:
            # Without dither, which makes flat colours restless and the file twice as large.
            # By octree: the median cut gives rare colours away, and a green mark comes out blue.
            few = shown.quantize(colours, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
            kept = io.BytesIO()
            few.save(kept, "PNG", optimize=True)
            if kept.tell() <= MAX_PICTURE_BYTES:
                return kept.getvalue()
        width = int(width * _NARROWER)


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:]):
        with Image.open(path) as opened:
            made = palette_png(opened.convert("RGB"))
        path.write_bytes(made)
        print(path)

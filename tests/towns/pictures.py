"""Pictures in tests: their dots, all at once."""

from __future__ import annotations

import numpy as np
from qgis.PyQt.QtGui import QImage


def dots(image: QImage) -> np.ndarray:
    """Return the colour of each dot of a picture as `pixel` gives it, by row and column."""
    plain = image.convertToFormat(QImage.Format.Format_ARGB32)
    memory = plain.constBits()
    memory.setsize(plain.sizeInBytes())
    rows = np.frombuffer(memory, np.uint32).reshape(plain.height(), plain.bytesPerLine() // 4)
    return rows[:, : plain.width()].copy()

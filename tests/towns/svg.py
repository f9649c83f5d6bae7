"""Paths of inline SVG, read as a browser draws them."""

from __future__ import annotations

import re


def drawn(path: str) -> list[list[tuple[int, int]]]:
    """Return the corners of each part of a path of M, m, l, h and z."""
    found: list[list[tuple[int, int]]] = []
    x = y = 0
    for command, rest in re.findall(r"([Mmlhz])([^Mmlhz]*)", path):
        values = [int(one) for one in re.findall(r"-?\d+", rest)]
        if command in "Mm":
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
            found.append([(x, y)])
        elif command == "l":
            for dx, dy in zip(values[::2], values[1::2], strict=True):
                x, y = x + dx, y + dy
                found[-1].append((x, y))
        elif command == "h":
            x += values[0]
            found[-1].append((x, y))
        else:
            x, y = found[-1][0]
            found[-1].append((x, y))
    return found

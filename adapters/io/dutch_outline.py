"""Where the Netherlands lie, coarsely: for the choice of a reference system, not for a map."""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsPointXY

_OUTLINE = """
3.33 51.30, 3.37 51.40, 3.27 51.54, 3.39 51.63, 3.65 51.62, 3.58 51.69, 3.59 51.75, 3.75 51.79, 3.80 51.85, 3.96 51.88,
3.91 51.98, 4.09 52.02, 4.39 52.27, 4.51 52.44, 4.48 52.48, 4.53 52.49, 4.65 52.86, 4.60 52.87, 4.58 52.97, 5.12 53.42,
5.61 53.52, 5.73 53.48, 6.02 53.50, 6.50 53.60, 6.65 53.58, 6.66 53.54, 6.86 53.50, 6.94 53.47, 7.00 53.36, 7.24 53.32,
7.25 53.01, 7.11 52.80, 7.09 52.63, 7.04 52.61, 6.77 52.63, 6.80 52.56, 6.74 52.53, 6.78 52.48, 6.93 52.46, 6.99 52.49,
7.02 52.48, 7.11 52.38, 7.06 52.29, 7.10 52.23, 6.75 52.05, 6.86 52.00, 6.87 51.97, 6.74 51.88, 6.68 51.89, 6.44 51.84,
6.41 51.81, 6.27 51.85, 6.01 51.81, 6.02 51.75, 6.08 51.72, 6.07 51.69, 6.15 51.66, 6.13 51.61, 6.23 51.54, 6.26 51.47,
6.26 51.35, 6.11 51.20, 6.20 51.20, 6.20 51.14, 5.94 51.01, 6.05 51.00, 6.05 50.95, 6.12 50.93, 6.05 50.74, 5.66 50.74,
5.61 50.87, 5.70 50.94, 5.78 51.13, 5.55 51.20, 5.50 51.27, 5.42 51.24, 5.21 51.24, 5.20 51.30, 5.11 51.30, 5.04 51.38,
5.05 51.45, 4.93 51.37, 4.75 51.40, 4.73 51.44, 4.79 51.45, 4.79 51.48, 4.65 51.40, 4.52 51.40, 4.50 51.46, 4.45 51.45,
4.42 51.42, 4.47 51.37, 4.45 51.34, 4.31 51.35, 4.06 51.22, 3.89 51.18, 3.79 51.19, 3.73 51.26, 3.56 51.27, 3.54 51.23,
3.41 51.22, 3.33 51.30
"""
"""Degrees of longitude and latitude (ETRS89, WGS 84), one to four kilometres outside the land border and the coast.

Generalised from the neighbourhoods of 2024 of Statistics Netherlands and the Kadaster (CC BY 4.0).
"""


def in_the_netherlands(degrees: QgsPointXY) -> bool:
    """Return whether a place lies in the Netherlands, or in the few kilometres around that the outline takes in."""
    return bool(QgsGeometry.fromWkt(f"POLYGON(({_OUTLINE}))").contains(degrees))

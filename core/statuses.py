"""The words that say what became of a row."""

from __future__ import annotations

OK = "ok"
NO_GEOMETRY = "no_geometry"
NO_WEIGHT = "no_weight"
OUTSIDE_NEIGHBOURHOODS = "outside_neighbourhoods"
OFF_NETWORK = "off_network"
UNREACHABLE = "unreachable"
BEYOND_LIMIT = "beyond_limit"
NO_FACILITY = "no_facility"

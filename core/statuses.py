"""The words that say what became of a row, and what holds for a neighbourhood and why."""

from __future__ import annotations

OK = "ok"
NO_GEOMETRY = "no_geometry"
NO_WEIGHT = "no_weight"
NEIGHBOURHOOD = "neighbourhood"
OUTSIDE_NEIGHBOURHOODS = "outside_neighbourhoods"
TOTAL = "_total"
OFF_NETWORK = "off_network"
UNREACHABLE = "unreachable"
BEYOND_LIMIT = "beyond_limit"
NOTHING_LEFT = "nothing_left"
NO_FACILITY = "no_facility"

MEETS, FAILS, UNKNOWN_VERDICT = "meets", "fails", "unknown"
TOO_FEW, NOT_APPLICABLE = "too_few", "not_applicable"
JUDGED = (MEETS, FAILS, UNKNOWN_VERDICT)
"""An area's "k of m" counts these: `met` of `met`, `failed` and `unknown`."""
WEIGHT_UNKNOWN, NO_DWELLINGS, CAPACITY_UNKNOWN = "weight_unknown", "no_dwellings", "capacity_unknown"
NO_DEMAND = "no_demand"
FACILITIES_UNUSABLE = "facilities_unusable"
NO_FIELD, FIELD_UNKNOWN = "no_field", "field_unknown"
NO_CLASS, NO_CYCLE_NETWORK = "no_class", "no_cycle_network"

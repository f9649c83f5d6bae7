"""The words that say what became of a row, and what holds for a neighbourhood and why.

They go into layers and tables as plain text, so their types are literals: a word that is none is found by the type
checker. A reason that has the name of a field behind it (`no_field:roof`) is text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

OK: Final = "ok"
NO_GEOMETRY: Final = "no_geometry"
NO_WEIGHT: Final = "no_weight"
OUTSIDE_NEIGHBOURHOODS: Final = "outside_neighbourhoods"
OFF_NETWORK: Final = "off_network"
UNREACHABLE: Final = "unreachable"
BEYOND_LIMIT: Final = "beyond_limit"
NOTHING_LEFT: Final = "nothing_left"
NO_FACILITY: Final = "no_facility"
CAPACITY_UNKNOWN: Final = "capacity_unknown"
NO_DEMAND: Final = "no_demand"
ROW_STATUSES = (
    OK,
    NO_GEOMETRY,
    NO_WEIGHT,
    OUTSIDE_NEIGHBOURHOODS,
    OFF_NETWORK,
    UNREACHABLE,
    BEYOND_LIMIT,
    NOTHING_LEFT,
    NO_FACILITY,
    CAPACITY_UNKNOWN,
    NO_DEMAND,
)
"""What became of a row, as `row_status` says it; two of them are reasons of a verdict too."""

NEIGHBOURHOOD: Final = "neighbourhood"
TOTAL: Final = "_total"
"""A level of the results, and what the row of all is called there, as `OUTSIDE_NEIGHBOURHOODS` is that of the rest."""

Verdict = Literal["meets", "fails", "unknown", "too_few", "not_applicable"]

MEETS: Final = "meets"
FAILS: Final = "fails"
UNKNOWN_VERDICT: Final = "unknown"
TOO_FEW: Final = "too_few"
NOT_APPLICABLE: Final = "not_applicable"
MARKS: Mapping[str | None, str] = {MEETS: "✓", FAILS: "✗", UNKNOWN_VERDICT: "?", TOO_FEW: "○", NOT_APPLICABLE: "–"}
"""Signs of verdicts, so that nothing is told by colour alone; none of them means something else beside a figure."""

JUDGED: tuple[Verdict, ...] = (MEETS, FAILS, UNKNOWN_VERDICT)
"""An area's "k of m" counts these: `met` of `met`, `failed` and `unknown`."""

Reason = Literal[
    "weight_unknown",
    "no_dwellings",
    "capacity_unknown",
    "no_facility",
    "facilities_unusable",
    "no_field",
    "field_unknown",
    "no_class",
    "no_cycle_network",
    "no_public_space",
    "small_need",
]
"""Why a verdict is unknown, or little is missing; of the two about a field, its name comes behind."""
WhyUnknown = Reason | Literal[""]
"""As `Reason`; empty where something is known."""
REASONS: tuple[Reason, ...] = get_args(Reason)

WEIGHT_UNKNOWN: Final = "weight_unknown"
NO_DWELLINGS: Final = "no_dwellings"
FACILITIES_UNUSABLE: Final = "facilities_unusable"
NO_FIELD: Final = "no_field"
FIELD_UNKNOWN: Final = "field_unknown"
NO_CLASS: Final = "no_class"
NO_CYCLE_NETWORK: Final = "no_cycle_network"
NO_PUBLIC_SPACE: Final = "no_public_space"
SMALL_NEED: Final = "small_need"
NO_NETWORK: Final = "no_network"
"""Why the changes of a requirement have no causes: on one of the two days there are no streets for it."""
ONE_NEIGHBOURHOOD: Final = "one_neighbourhood"
"""Of a row of all in the table of groups: what compares neighbourhoods has nothing to compare there."""

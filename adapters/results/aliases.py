"""What the computed fields are called in words, where a table or a form shows them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from qgis.core import QgsVectorLayer

from ..io.columns import numbered
from ..io.translation import tr

_LIMIT = re.compile(r"(n|types|dwellings|weight)_(\d+(?:_\d+)?)$")


def field_words() -> Mapping[str, str]:
    """Return the words for computed fields by name, in the user's language."""
    return {
        "facility_id": tr("Facility"),
        "neighbourhood": tr("Neighbourhood"),
        "distance_m": tr("Distance (m)"),
        "duration_min": tr("Duration (min)"),
        "straight_m": tr("In a straight line (m)"),
        "detour": tr("Detour factor"),
        "snap_m": tr("To the network (m)"),
        "street_m": tr("Off the streets by (m)"),
        "rank": tr("Rank"),
        "row_status": tr("Status of the row"),
        "compliance": tr("Verdict"),
        "met": tr("Requirements met"),
        "failed": tr("Requirements failed"),
        "unknown": tr("Requirements unknown"),
        "asked_count": tr("Requirements asked of it"),
        "within_count": tr("Requirements within"),
        "unknown_count": tr("Requirements not known"),
        "by_year": tr("Figures of all years (JSON)"),
        "everything_share": tr("Share of dwellings with everything"),
        "mean_within": tr("Mean number of requirements within"),
        "mean_asked": tr("Mean number of requirements asked"),
        "demand": tr("Demand"),
        "facilities": tr("Facilities"),
        "capacity": tr("Capacity"),
        "rate": tr("Rate"),
        "required": tr("Required"),
        "balance": tr("Balance"),
        "access": tr("Capacity per unit of demand"),
        "facilities_in_reach": tr("Facilities within reach"),
        "ratio": tr("Capacity per unit of demand that reaches it"),
        "component": tr("Connected part"),
        "component_length_m": tr("Length of the connected part (m)"),
        "component_share": tr("Share of the connected part"),
        "limit": tr("Limit"),
        "from_limit": tr("From limit"),
        "from_date": tr("First day"),
        "to_date": tr("Second day"),
        "streets": tr("Streets"),
        "weights": tr("Figures of dwellings and people"),
        "norms": tr("Norms"),
        "corrected": tr("Correction of what was published"),
        "change": tr("Change"),
        "published_figure": tr("Published figure"),
        "left_out": tr("Dwellings that reach none, or are left out"),
        "mean_dwellings_m": tr("Our average by dwellings (m)"),
        "mean_inhabitants_m": tr("Our average by inhabitants (m)"),
        "published_m": tr("Published average (m)"),
        "difference_m": tr("Ours less published (m)"),
        "median_difference_m": tr("Median of the differences (m)"),
        "rank_correlation": tr("Rank correlation"),
        "outlier": tr("Place among the farthest from the others"),
        "differs": tr("What differs in definition"),
        "fetched_table": tr("Fetched table"),
        "earlier": tr("In the earlier fetch"),
        "now": tr("Now"),
        "length_m": tr("Length (m)"),
        "area_m2": tr("Area (m²)"),
        "plan_id": tr("Plan"),
        "year": tr("Year"),
        "year_from": tr("From year"),
        "plan_status": tr("Status of the plan"),
        "target_group": tr("Target group"),
        "demolition": tr("Demolition"),
        "turned": tr("What turned"),
        "direct": tr("Direct estimate"),
        "direct_low": tr("Direct estimate, from"),
        "direct_high": tr("Direct estimate, to"),
        "direct_cv": tr("Direct estimate: coefficient of variation"),
        "estimate": tr("Estimate"),
        "mse": tr("Mean squared error"),
        "low": tr("From"),
        "high": tr("To"),
        "cv": tr("Coefficient of variation"),
        "shrinkage": tr("Weight of the area's own answers"),
        "reliability": tr("Reliability"),
        "estimate_kind": tr("Rests on"),
        "sampling_variance": tr("Sampling variance"),
        "residual": tr("Differs from the model (standard deviations)"),
        "figure": tr("Figure of the survey"),
        "type": tr("Type of facility"),
        "name": tr("Name"),
        "source": tr("Source"),
        "source_date": tr("Date of the data"),
        "hours_week": tr("Open, hours a week"),
        "open_evening": tr("Open in an evening (1) or not (0)"),
        "open_weekend": tr("Open in the weekend (1) or not (0)"),
        "indoor": tr("Indoors (1) or not (0)"),
        "outdoor": tr("Outdoors (1) or not (0)"),
        "commercial": tr("Run for profit (1) or not (0)"),
        "public": tr("Open to everybody (1) or not (0)"),
        "free": tr("Free of charge (1) or not (0)"),
        "for_whom": tr("For whom"),
        "step_free": tr("Step-free (1) or not (0)"),
        "stop_id": tr("Stop place"),
        "dep_peak": tr("Departures an hour, in the peaks"),
        "dep_day": tr("Departures an hour, by day"),
        "dep_evening": tr("Departures an hour, in the evening"),
        "dep_sunday": tr("Departures an hour, on Sunday"),
        "lines": tr("Lines"),
        "living_environment": tr("Living environment (derived)"),
        "derived_from": tr("Derived from"),
        "candidate_id": tr("Candidate"),
        "kind": tr("Kind"),
        "owner": tr("Owner"),
        "use": tr("Use"),
        "surface_m2": tr("Surface (m²)"),
        "source_rows": tr("Rows that are one in it"),
        "verified": tr("Verified (1) or not yet (0)"),
        "type_from": tr("Type taken from"),
        "counted": tr("Dwellings counted"),
        "published": tr("Dwellings published"),
        "difference": tr("Difference"),
        "outcome": tr("Outcome"),
        "flag": tr("Deserves a look"),
        "dwellings": tr("Dwellings"),
        "inhabitants": tr("Inhabitants"),
        "inhabitants_0_15": tr("Children under 15"),
        "inhabitants_15_25": tr("People of 15 to 25"),
        "inhabitants_25_45": tr("People of 25 to 45"),
        "inhabitants_45_65": tr("People of 45 to 65"),
        "inhabitants_65": tr("People of 65 or older"),
        "households": tr("Households"),
        "households_single": tr("One-person households"),
        "households_with_children": tr("Households with children"),
        "households_low_income": tr("Households with a low income"),
        "dwellings_association": tr("Rented from a housing association"),
        "dwellings_owner": tr("Owner-occupied"),
        "spread_evenly": tr("Figures spread evenly over an area"),
        "reason": tr("Reason"),
        "issue": tr("Issue"),
        "severity": tr("Severity"),
        "gap_m": tr("Gap (m)"),
        "bridge": tr("Bridge (1)"),
        "tunnel": tr("Tunnel (1)"),
        "time_min": tr("Time (min)"),
        "direction": tr("Direction"),
        "level": tr("Level"),
        "group": tr("Group"),
        "stock": tr("Stock"),
        "requirement": tr("Requirement"),
        "title": tr("Title"),
        "facility": tr("Facility"),
        "indicator": tr("Kind of norm"),
        "threshold": tr("Threshold"),
        "unit": tr("Unit"),
        "minimum": tr("Minimum number"),
        "per": tr("Per"),
        "metric": tr("How distance is measured"),
        "mode": tr("Way to move"),
        "target": tr("Target share"),
        "weight": tr("Weighed by"),
        "weight_spread": tr("Weight spread over dwellings (1)"),
        "min_dwellings": tr("Minimum dwellings for a verdict"),
        "total": tr("Total"),
        "within": tr("Within"),
        "outside": tr("Outside"),
        "share": tr("Share within"),
        "share_at_90": tr("Share within 90 % of the threshold"),
        "share_at_110": tr("Share within 110 % of the threshold"),
        "mean": tr("Mean"),
        "median": tr("Median"),
        "p10": tr("10th percentile"),
        "p90": tr("90th percentile"),
        "depth": tr("Depth: how far outside, from 0 to 1"),
        "depth_squared": tr("Depth, the farthest most"),
        "group_of": tr("Kind of group"),
        "gini": tr("Gini coefficient"),
        "palma": tr("Palma ratio: the richest tenth over the poorest four tenths"),
        "concentration": tr("Concentration index, below 0 where the poor are farther"),
        "no_income": tr("Weight without a known income"),
        "shortfall": tr("Shortfall to the target"),
        "shortfall_capacity": tr("Shortfall in places or m²"),
        "size": tr("Size of one facility"),
        "serves_from": tr("One facility serves from"),
        "serves_to": tr("One facility serves to"),
        "shortfall_facilities": tr("Shortfall in whole facilities"),
        "min_demand": tr("Minimum demand for a verdict"),
        "page": tr("Page or table of the source"),
        "quotation": tr("Words of the source"),
        "looked_up": tr("Looked up on"),
        "source_year": tr("Year of the source"),
        "url": tr("Web address"),
        "basis": tr("What it rests on"),
        "note": tr("Note"),
        "conditions": tr("Other conditions"),
        "norm_set": tr("Norm set"),
        "norm_version": tr("Version of the norm set"),
        "state": tr("State of the norm set"),
        "adopted_by": tr("Adopted by"),
        "adopted_on": tr("Adopted on"),
        "superseded_by": tr("Superseded by"),
        "norm_title": tr("Title of the norm set"),
        "norm_date": tr("Date of the norm set"),
        "reference_date": tr("Reference date"),
        "run_id": tr("Run"),
        "language": tr("Language"),
        "texts": tr("Titles and notes in both languages"),
        "absent_types": tr("Types that are not in the data"),
    }


def _of_requirement() -> Mapping[str, str]:
    return {
        "value": tr("{requirement}: distance or time"),
        "n": tr("{requirement}: number within"),
        "facility": tr("{requirement}: facility"),
        "ok": tr("{requirement}: within (1) or outside (0)"),
        "weight": tr("{requirement}: weight"),
        "reason": tr("{requirement}: reason"),
        "share": tr("{requirement}: share within"),
        "rate": tr("{requirement}: rate"),
        "compliance": tr("{requirement}: verdict"),
        "change": tr("{requirement}: change in share"),
        "gained": tr("{requirement}: gained"),
        "lost": tr("{requirement}: lost"),
        "before": tr("{requirement}: verdict before"),
        "after": tr("{requirement}: verdict after"),
    }


def _of_limit() -> Mapping[str, str]:
    return {
        "n": tr("Facilities within {limit}"),
        "types": tr("Types within {limit}"),
        "dwellings": tr("Dwellings within {limit}"),
        "weight": tr("Weight within {limit}"),
    }


def set_aliases(
    layer: QgsVectorLayer, requirements: Mapping[str, str], prefix: str = "", computed: Collection[str] | None = None
) -> None:
    """Call the computed fields of a layer by words.

    Parameters
    ----------
    requirements
        Titles by id, for the fields that a requirement has.
    prefix
        What stands before the names of computed fields.
    computed
        The names of the fields that were computed; None: all were.
    """
    names = [name for name in layer.fields().names() if computed is None or name in computed]
    known = {prefix + name: word for name, word in field_words().items()}
    if numbered(names, f"{prefix}met") is None:  # elsewhere it is a weight that is not known
        known[f"{prefix}unknown"] = tr("Of which not known")
    # `inhabitants_65` is no second `inhabitants`.
    aliases = {
        numbered([one for one in names if one == name or one not in known], name): word for name, word in known.items()
    }
    for name in names:
        match = _LIMIT.fullmatch(name.removeprefix(prefix))
        if match:
            aliases[name] = _of_limit()[match[1]].format(limit=match[2].replace("_", ","))
    for requirement, title in requirements.items():
        for part, text in _of_requirement().items():
            aliases[numbered(names, f"{prefix}{requirement}_{part}")] = text.format(requirement=title)
    for index, field in enumerate(layer.fields()):
        if field.name() in aliases and not field.alias():
            layer.setFieldAlias(index, aliases[field.name()])

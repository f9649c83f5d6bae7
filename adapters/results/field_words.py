"""What computed fields are called in words, by what they are about."""

from __future__ import annotations

from collections.abc import Mapping

from ..io.translation import tr


def field_words() -> Mapping[str, str]:
    """Return the words for computed fields by name, in the user's language."""
    return {
        **_of_places_and_ways(),
        **_of_verdicts(),
        **_of_supply(),
        **_of_streets(),
        **_of_changes(),
        **_of_published_distances(),
        **_of_plans(),
        **_of_surveys(),
        **_of_facilities(),
        **_of_dwellings(),
        **_of_results(),
    }


def _of_places_and_ways() -> Mapping[str, str]:
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
    }


def _of_verdicts() -> Mapping[str, str]:
    return {
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
    }


def _of_supply() -> Mapping[str, str]:
    return {
        "demand": tr("Demand"),
        "facilities": tr("Facilities"),
        "capacity": tr("Capacity"),
        "rate": tr("Rate"),
        "required": tr("Required"),
        "balance": tr("Balance"),
        "access": tr("Capacity per unit of demand"),
        "facilities_in_reach": tr("Facilities within reach"),
        "ratio": tr("Capacity per unit of demand that reaches it"),
    }


def _of_streets() -> Mapping[str, str]:
    return {
        "component": tr("Connected part"),
        "component_length_m": tr("Length of the connected part (m)"),
        "component_share": tr("Share of the connected part"),
        "limit": tr("Limit"),
        "from_limit": tr("From limit"),
        "length_m": tr("Length (m)"),
        "area_m2": tr("Area (m²)"),
        "issue": tr("Issue"),
        "severity": tr("Severity"),
        "gap_m": tr("Gap (m)"),
        "bridge": tr("Bridge (1)"),
        "tunnel": tr("Tunnel (1)"),
        "time_min": tr("Time (min)"),
        "direction": tr("Direction"),
    }


def _of_changes() -> Mapping[str, str]:
    return {
        "from_date": tr("First day"),
        "to_date": tr("Second day"),
        "streets": tr("Streets"),
        "weights": tr("Figures of dwellings and people"),
        "norms": tr("Norms"),
        "corrected": tr("Correction of what was published"),
        "change": tr("Change"),
        "fetched_table": tr("Fetched table"),
        "earlier": tr("In the earlier fetch"),
        "now": tr("Now"),
        "turned": tr("What turned"),
    }


def _of_published_distances() -> Mapping[str, str]:
    return {
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
    }


def _of_plans() -> Mapping[str, str]:
    return {
        "plan_id": tr("Plan"),
        "year": tr("Year"),
        "year_from": tr("From year"),
        "plan_status": tr("Status of the plan"),
        "target_group": tr("Target group"),
        "demolition": tr("Demolition"),
    }


def _of_surveys() -> Mapping[str, str]:
    return {
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
    }


def _of_facilities() -> Mapping[str, str]:
    return {
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
    }


def _of_dwellings() -> Mapping[str, str]:
    return {
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
    }


def _of_results() -> Mapping[str, str]:
    return {
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

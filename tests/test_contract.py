"""What models, scripts and checks call: ids, parameters, defaults, outputs and output fields."""

from __future__ import annotations

import pytest
from qgis.core import Qgis

from towns import runs
from towns.fixtures import provider
from towns.runs import box, grid, layer, point

__all__ = ["provider"]

SNAPPING = {"MAX_SNAP": 200, "MIN_COMPONENT": 2000, "ACCESS_LEGS": True}
BARRIERS = {"BARRIERS": None, "PASS_FIELDS": ["bridge", "tunnel", "layer"]}
ENTRANCES = {"ENTRANCES": None, "ENTRANCE_FACILITY": None, "ENTRANCE_GAP": 25}
SPEEDS = {"SPEED_FIELD": None, "TIME_FIELD": None}
DIRECTION = {
    "DIRECTION_FIELD": None,
    "VALUE_FORWARD": "",
    "VALUE_BACKWARD": "",
    "VALUE_BOTH": "",
    "TOWARDS": True,
}
REUSE = {"REUSE": True}
INPUTS = {
    "checknetwork": {
        "NETWORK": None,
        "TOLERANCE": 0.01,
        **BARRIERS,
        "GAP": 1,
        "DWELLINGS": None,
        "AREA": None,
        "PREFIX": "",
    },
    "nearestfacility": {
        "NETWORK": None,
        "TOLERANCE": 0.01,
        **SNAPPING,
        **BARRIERS,
        **ENTRANCES,
        **SPEEDS,
        **DIRECTION,
        **REUSE,
        "DWELLINGS": None,
        "FACILITIES": None,
        "FACILITY_ID": None,
        "K": 1,
        "LIMIT": None,
        "UNIT": 0,
        "SPEED": 4.8,
        "PREFIX": "",
    },
    "serviceareas": {
        "NETWORK": None,
        "TOLERANCE": 0.01,
        **SNAPPING,
        **BARRIERS,
        **ENTRANCES,
        **SPEEDS,
        **DIRECTION,
        **REUSE,
        "FACILITIES": None,
        "FACILITY_ID": None,
        "LIMITS": "400;800",
        "UNIT": 0,
        "SPEED": 4.8,
        "LIMIT_FIELD": None,
        "OVERLAP": 0,
        "BANDS": 0,
        "BUFFER": 25,
        "FILL_HOLES": 2500,
    },
    "reachcounts": {
        "NETWORK": None,
        "TOLERANCE": 0.01,
        **SNAPPING,
        **BARRIERS,
        **ENTRANCES,
        **SPEEDS,
        **DIRECTION,
        **REUSE,
        "DWELLINGS": None,
        "WEIGHT_FIELD": None,
        "FACILITIES": None,
        "FACILITY_ID": None,
        "TYPE_FIELD": None,
        "LIMITS": "400;800",
        "UNIT": 0,
        "SPEED": 4.8,
        "PREFIX": "",
    },
    "odmatrix": {
        "NETWORK": None,
        "TOLERANCE": 0.01,
        **SNAPPING,
        **BARRIERS,
        **ENTRANCES,
        **SPEEDS,
        **DIRECTION,
        **REUSE,
        "ORIGINS": None,
        "ORIGIN_ID": None,
        "DESTINATIONS": None,
        "DESTINATION_ID": None,
        "K": 0,
        "LIMIT": None,
        "UNIT": 0,
        "SPEED": 4.8,
    },
    "livingenvironments": {"NEIGHBOURHOODS": None, "NEIGHBOURHOOD_ID": None, "DWELLINGS": None, "RULES": None},
    "preparestops": {"GTFS": None, "DAY": None, "AREA": None},
    "preparecandidates": {"SOURCE": None, "OWNER_FIELD": None, "RULES": None, "FIELD_MAP": ""},
    "preparefacilities": {"SOURCES": None, "MAPPING": [], "MERGE_DISTANCE": 25, "SOURCE_DATE": None},
    "thresholdcurve": {
        "RESULT_DWELLINGS": None,
        "REQUIREMENT": None,
        "RESULTS": None,
        "NEIGHBOURHOOD_FIELD": "neighbourhood",
        "TARGET": 0.95,
    },
    "planneddwellings": {
        **dict.fromkeys(("PLANS", "PLAN_ID", "COUNT_FIELD", "YEAR_FIELD", "STATUS_FIELD", "GROUP_FIELD")),
        "NETWORK": None,
        "PLANNED_STREETS": None,
        "SPACING": 10,
    },
    "comparescenarios": {
        **dict.fromkeys(("BEFORE", "AFTER", "YEAR_BEFORE", "YEAR_AFTER", "NEIGHBOURHOODS", "NEIGHBOURHOOD_ID")),
        "PREFIX": "",
        "SCENARIOS": None,
        "YEARS_OF": "",
    },
    "preparenetwork": {"SOURCE": None, "KIND": 0, "PROFILE": 0, "FERRIES": False},
    "facilitiesperdwellings": {
        "NETWORK": None,
        "TOLERANCE": 0.01,
        **SNAPPING,
        **BARRIERS,
        **ENTRANCES,
        **SPEEDS,
        **DIRECTION,
        **REUSE,
        "NEIGHBOURHOODS": None,
        "NEIGHBOURHOOD_ID": None,
        "DWELLINGS": None,
        "WEIGHT_FIELD": None,
        "DEMAND_FIELD": None,
        "FACILITIES": None,
        "FACILITY_ID": None,
        "CAPACITY_FIELD": None,
        "AREA_AS_CAPACITY": False,
        "PER": 1000,
        "NORM": None,
        "NORM_FIELD": None,
        "REACH": 0,
        "PREFIX": "",
    },
    "floatingcatchment": {
        "NETWORK": None,
        "TOLERANCE": 0.01,
        **SNAPPING,
        **BARRIERS,
        **ENTRANCES,
        **SPEEDS,
        **DIRECTION,
        **REUSE,
        "DWELLINGS": None,
        "WEIGHT_FIELD": None,
        "FACILITIES": None,
        "FACILITY_ID": None,
        "CAPACITY_FIELD": None,
        "LIMIT": 1000,
        "UNIT": 0,
        "SPEED": 4.8,
        "DECAY": 0,
        "BANDWIDTH": None,
        "STEPS": "250:1;500:0.6;1000:0.2",
        "PREFIX": "",
    },
    "suggestlocations": {
        "NETWORK": None,
        "TOLERANCE": 0.01,
        **SNAPPING,
        **BARRIERS,
        **ENTRANCES,
        **SPEEDS,
        **DIRECTION,
        **REUSE,
        "DWELLINGS": None,
        "WEIGHT_FIELD": None,
        "FACILITIES": None,
        "FACILITY_ID": None,
        "CANDIDATES": None,
        "CANDIDATE_ID": None,
        "OWNER_FIELD": None,
        "NEIGHBOURHOODS": None,
        "NEIGHBOURHOOD_ID": None,
        "LIMIT": 500,
        "UNIT": 0,
        "SPEED": 4.8,
        "OBJECTIVE": 0,
        "P": 5,
        "TARGET": 0.95,
        "TIME_LIMIT": 60,
        "THRESHOLDS": "",
        "PREFIX": "",
    },
    "preparedwellings": {
        "SOURCE": None,
        "WEIGHT_FIELD": None,
        "NEIGHBOURHOODS": None,
        "NEIGHBOURHOOD_ID": None,
        "RESIDENTIAL_POINTS": None,
        "EXCLUDE_AREAS": None,
        "INSTITUTIONS": None,
        "INSTITUTION_FIELD": None,
        "INSTITUTION_65_FIELD": None,
        "KIND": 0,
        "FIELD_MAP": "",
        "PREFIX": "",
    },
    "basicrequirements": {
        "NETWORK": None,
        "TOLERANCE": 0.01,
        **SNAPPING,
        **BARRIERS,
        **ENTRANCES,
        **SPEEDS,
        "DWELLINGS": None,
        "WEIGHT_FIELD": None,
        **DIRECTION,
        "CYCLE_NETWORK": None,
        "NEIGHBOURHOODS": None,
        "NEIGHBOURHOOD_ID": None,
        "CLASS_FIELD": None,
        "LEVEL_FIELDS": None,
        "GROUP_FIELD": None,
        "GROUP_ROLES": "",
        "INCOME_FIELD": None,
        "DEVELOPED_AREAS": None,
        "PUBLIC_SPACE": None,
        "FACILITIES": None,
        "FACILITY_ID": "",
        "FACILITY_TYPES": "",
        "TYPE_FIELD": "",
        "CAPACITY_FIELD": "",
        "COMPLETE_TYPES": "",
        "MIN_DWELLINGS": 50,
        "PROXIMITY": None,
        "MIN_GROUP": 5,
        "FIELD_MAP": "",
        "PLANS": None,
        "PLAN_STATUS": "",
        "YEARS": "",
        "OPEN_FROM_FIELD": "",
        "OPEN_UNTIL_FIELD": "",
        "STREET_YEAR_FIELD": None,
        "GROWTH_FIELD": None,
        "NORM_SET": "",
        "NORM_FILE": None,
        "REQUIREMENTS": [],
        "PREFIX": "",
        "REUSE": True,
    },
    "compliancereport": {
        "RESULTS": None,
        "NEIGHBOURHOODS": None,
        "NEIGHBOURHOOD_ID": None,
        "CLASS_FIELD": None,
        "DWELLINGS": None,
        "FACILITIES": None,
        "BACKGROUND": None,
        "DEGREES": None,
        "GROUPS_TABLE": None,
        "PLAUSIBILITY": None,
        "MUNICIPALITY": "",
        "LOGO": None,
        "COLOUR": None,
        "TITLE": "",
        "LANGUAGE": "",
    },
    "reachableground": {
        "NETWORK": None,
        "TOLERANCE": 0.01,
        **SNAPPING,
        **BARRIERS,
        **ENTRANCES,
        **SPEEDS,
        **DIRECTION,
        **REUSE,
        "FACILITIES": None,
        "FACILITY_ID": "",
        "TYPE_FIELD": "",
        "NORM_SET": "",
        "NORM_FILE": None,
        "REQUIREMENTS": [],
        "NEIGHBOURHOODS": None,
        "NEIGHBOURHOOD_ID": None,
        "CLASS_FIELD": None,
        "CYCLE_NETWORK": None,
        "COMPLETE_TYPES": "",
        "AT_LEAST": 0,
        "BUFFER": 25,
    },
    "surveyestimates": {
        "AREAS": None,
        "AREA_ID": None,
        "ESTIMATE_FIELD": None,
        "VARIANCE_FIELD": None,
        "N_FIELD": None,
        "DESIGN_EFFECT": 1,
        "COVARIATES": None,
        "PROPORTION": True,
        "METHOD": 0,
        "BENCHMARK": None,
        "WEIGHT_FIELD": None,
        "MIN_RESPONDENTS": 0,
        "PREFIX": "",
    },
    "surveycomparison": {
        "ESTIMATES": None,
        "AREA_ID": None,
        "RESULTS": None,
        "REQUIREMENT": None,
        "ESTIMATE_FIELD": None,
        "LOW_FIELD": None,
        "HIGH_FIELD": None,
    },
    "trend": {"RESULTS_SERIES": None, "DATES": None, "RECIPES": None, "NEIGHBOURHOODS": None, "CODE_CHANGES": None},
    "runrecipe": {"RECIPE": None, "LAYERS": "", "FOLDER": None, "ALLOW_NETWORK": False},
    "fetchdata": {
        "MUNICIPALITY": "",
        "EXTENT": None,
        "MARGIN": 2000,
        "PARTS": [0, 1, 2, 3, 4, 5],
        "YEAR": None,
        "STREETS": 0,
        "EARLIER": None,
        "SERVICES": None,
        "LOAD": True,
    },
}
INPUTS["requirementsoveryears"] = INPUTS["basicrequirements"]
REQUIRED = {
    "checknetwork": {"NETWORK", "OUTPUT"},
    "nearestfacility": {"NETWORK", "DWELLINGS", "FACILITIES", "OUTPUT"},
    "serviceareas": {"NETWORK", "FACILITIES"},
    "reachableground": {"NETWORK", "FACILITIES"},
    "reachcounts": {"NETWORK", "DWELLINGS", "FACILITIES", "OUTPUT"},
    "odmatrix": {"NETWORK", "ORIGINS", "DESTINATIONS", "OUTPUT"},
    "preparefacilities": {"SOURCES"},
    "preparestops": {"GTFS", "OUTPUT"},
    "preparecandidates": {"SOURCE", "OUTPUT"},
    "livingenvironments": {"NEIGHBOURHOODS", "OUTPUT"},
    "thresholdcurve": {"RESULT_DWELLINGS", "REQUIREMENT", "OUTPUT"},
    "planneddwellings": {"PLANS", "OUTPUT"},
    "comparescenarios": {"NEIGHBOURHOODS", "OUTPUT"},
    "preparenetwork": {"SOURCE", "OUTPUT"},
    "facilitiesperdwellings": {"NEIGHBOURHOODS", "FACILITIES", "OUTPUT"},
    "floatingcatchment": {"NETWORK", "DWELLINGS", "FACILITIES", "OUTPUT"},
    "suggestlocations": {"NETWORK", "DWELLINGS", "OUTPUT"},
    "preparedwellings": {"SOURCE", "NEIGHBOURHOODS", "OUTPUT"},
    "basicrequirements": {"DWELLINGS", "NEIGHBOURHOODS", "FACILITIES"},
    "requirementsoveryears": {"DWELLINGS", "NEIGHBOURHOODS", "FACILITIES"},
    "compliancereport": {"RESULTS", "NEIGHBOURHOODS"},
    "trend": {"RESULTS_SERIES", "SERIES"},
    "surveyestimates": {"AREAS", "ESTIMATE_FIELD", "OUTPUT"},
    "surveycomparison": {"ESTIMATES", "RESULTS", "TABLE"},
    "runrecipe": {"RECIPE"},
    "fetchdata": {"OUTPUT"},
}
USUAL = (
    {"YEARS", "PLAN_STATUS", "OPEN_FROM_FIELD", "OPEN_UNTIL_FIELD", "STREET_YEAR_FIELD", "GROWTH_FIELD", "FORECAST"}
    | {"NETWORK", "DWELLINGS", "FACILITIES", "FACILITY_ID", "UNIT", "SPEED", "LIMIT", "LIMITS", "GAP"}
    | {
        *("OVERLAP", "BANDS", "AREA", "AT_LEAST", "GTFS", "DAY", "RULES"),
        *("RESULT_DWELLINGS", "REQUIREMENT", "RESULTS", "TARGET"),
        *("SOURCE", "PROFILE", "FERRIES"),
        *("SOURCES", "MAPPING", "MERGE_DISTANCE", "SOURCE_DATE"),
        *("RESIDENTIAL_POINTS", "EXCLUDE_AREAS", "INSTITUTIONS", "INSTITUTION_FIELD", "INSTITUTION_65_FIELD"),
        *("ORIGINS", "ORIGIN_ID", "DESTINATIONS", "DESTINATION_ID", "K"),
        *("DECAY", "BANDWIDTH", "STEPS"),
        *("CANDIDATES", "CANDIDATE_ID", "OWNER_FIELD", "OBJECTIVE", "P", "TARGET", "TIME_LIMIT", "THRESHOLDS"),
        "EXISTING_TYPES",
        *("RESULTS", "CLASS_FIELD", "DEGREES", "GROUPS_TABLE", "PLAUSIBILITY", "TITLE", "LANGUAGE"),
        *("BACKGROUND", "MUNICIPALITY", "LOGO", "COLOUR", "SERIES", "CAUSES", "COMPARISON", "SURVEY_TITLE"),
        "AMONG",
        *("PLANS", "PLAN_ID", "COUNT_FIELD", "YEAR_FIELD", "STATUS_FIELD", "GROUP_FIELD", "PLANNED_STREETS", "SPACING"),
        *("BEFORE", "AFTER", "YEAR_BEFORE", "YEAR_AFTER", "SCENARIOS", "YEARS_OF"),
        *("AREAS", "AREA_ID", "ESTIMATE_FIELD", "N_FIELD", "VARIANCE_FIELD", "DESIGN_EFFECT", "COVARIATES"),
        *("PROPORTION", "MIN_RESPONDENTS", "ESTIMATES", "RESULTS_SERIES", "DATES"),
        *("RECIPE", "RECIPES", "LAYERS", "FOLDER", "LOAD"),
        *("EXTENT", "MARGIN", "PARTS", "YEAR", "STREETS", "EARLIER"),
        *("DEMAND_FIELD", "CAPACITY_FIELD", "AREA_AS_CAPACITY", "PER", "NORM", "NORM_FIELD", "REACH"),
        *("WEIGHT_FIELD", "NEIGHBOURHOODS", "NEIGHBOURHOOD_ID", "TYPE_FIELD", "NORM_SET", "NORM_FILE", "REQUIREMENTS"),
    }
)
"""Parameters that need not be Advanced; of the network options only NETWORK."""
OUTPUTS = {
    "checknetwork": {"OUTPUT": True, "ISSUES": False, "OUTPUT_REPAIRED": False},
    "compliancereport": {"REPORT": True},
    "nearestfacility": {"OUTPUT": True, "ROUTES": False},
    "serviceareas": {"LINES": True, "POLYGONS": True},
    "reachcounts": {"OUTPUT": True, "FACILITY_LOAD": False},
    "reachableground": {"LINES": True, "POLYGONS": True},
    "odmatrix": {"OUTPUT": True},
    "preparestops": {"OUTPUT": True},
    "preparecandidates": {"OUTPUT": True, "JUDGED": False},
    "livingenvironments": {"OUTPUT": True},
    "preparefacilities": {"POINTS": True, "AREAS": True, "MERGED": False, "HOURS_UNREAD": False},
    "thresholdcurve": {"OUTPUT": True, "ATTAINABLE": False, "PLOT": False},
    "planneddwellings": {"OUTPUT": True, "EXCLUDED": False},
    "comparescenarios": {"OUTPUT": True, "TABLE": False, "REPORT": False},
    "preparenetwork": {"OUTPUT": True, "EXCLUDED": False},
    "facilitiesperdwellings": {"OUTPUT": True, "PLOT": False},
    "floatingcatchment": {"OUTPUT": True, "FACILITY_LOAD": False},
    "trend": {"SERIES": True, "CAUSES": False, "PLOT": False},
    "runrecipe": {},
    "fetchdata": {"OUTPUT": True, "CHANGES": False, "CHANGES_MAP": False},
    "surveycomparison": {"TABLE": True, "PLOT": False},
    "surveyestimates": {"OUTPUT": True, "COEFFICIENTS": False, "PLOT": False},
    "suggestlocations": {"OUTPUT": True, "RANKING": False, "ASSIGNMENT": False, "PRICE": False},
    "preparedwellings": {
        "OUTPUT": True,
        "RECONCILIATION": False,
        "RECONCILIATION_GROUPS": False,
        "RECONCILIATION_MAP": False,
        "EXCLUDED": False,
    },
    "basicrequirements": {
        "OUTPUT_DWELLINGS": True,
        "OUTPUT_NEIGHBOURHOODS": True,
        "OUTPUT_RESULTS": True,
        "OUTPUT_DEGREES": False,
        "OUTPUT_GROUPS": False,
        "OUTPUT_PLAUSIBILITY": False,
        "OUTPUT_FACILITIES": False,
        "OUTPUT_PLANS": False,
        "REPORT": False,
    },
}
OUTPUTS["requirementsoveryears"] = OUTPUTS["basicrequirements"]
NUMBERS = {
    "compliancereport": set(),
    "checknetwork": {"COMPONENTS", "MAIN_SHARE", "NODES", "EDGES"},
    "nearestfacility": {"REACHED", "UNREACHED"},
    "serviceareas": set(),
    "reachcounts": set(),
    "reachableground": set(),
    "odmatrix": set(),
    "floatingcatchment": {"SUPPLY", "SUPPLY_USED"},
    "trend": set(),
    "runrecipe": {"OUTPUTS", "DIFFERENCES"},
    "fetchdata": {"ROWS"},
    "surveycomparison": set(),
    "surveyestimates": {"MODEL_VARIANCE", "AREAS_USED"},
    "suggestlocations": {"SERVED", "SERVED_SHARE", "PLACES", "GAP", "VALUE", "BOUND"},
    "preparefacilities": {"UNTYPED"},
    "preparestops": {"STOPS"},
    "preparecandidates": {"CANDIDATES"},
    "livingenvironments": set(),
    "thresholdcurve": set(),
    "planneddwellings": {"ADDED", "DEMOLISHED", "LEFT_OUT"},
    "comparescenarios": {"BETTER", "WORSE"},
    "preparenetwork": set(),
    "facilitiesperdwellings": {
        *("TOTAL_DEMAND", "TOTAL_CAPACITY"),
        *("UNASSIGNED_DWELLINGS", "UNASSIGNED_FACILITIES", "UNASSIGNED_CAPACITY"),
    },
    "preparedwellings": {"DWELLINGS", "INHABITANTS", "INHABITANTS_65", "FLAGGED"},
    "basicrequirements": {
        "NEIGHBOURHOODS_MEETING_ALL",
        "REQUIREMENTS_MET",
        "REQUIREMENTS_FAILED",
        "REQUIREMENTS_UNKNOWN",
    },
}
NUMBERS["requirementsoveryears"] = NUMBERS["basicrequirements"]
RESULTS = [
    *("level", "neighbourhood", "group", "year", "stock", "requirement", "title", "facility", "indicator"),
    *("threshold", "unit", "minimum", "per", "metric", "mode", "target", "weight", "weight_spread"),
    "min_dwellings",
    *("total", "within", "outside", "unknown", "share", "share_at_90", "share_at_110", "rate"),
    *(
        "mean",
        "median",
        "p10",
        "p90",
        "depth",
        "depth_squared",
        "compliance",
        "reason",
        "shortfall",
        "shortfall_capacity",
        *("size", "serves_from", "serves_to", "shortfall_facilities", "min_demand"),
    ),
    *("source", "source_year", "page", "quotation", "looked_up", "url", "basis", "note", "conditions"),
    *("norm_set", "norm_version", "state", "adopted_by", "adopted_on", "superseded_by", "norm_title", "absent_types"),
    *("norm_date", "reference_date", "run_id", "language", "texts"),
]


@pytest.fixture(params=INPUTS)
def made(request, provider):
    found = runs.algorithm(request.param)
    assert found is not None, request.param
    return found


def test_the_provider_and_its_algorithms_have_their_ids(provider):
    assert provider.id() == "buurtmaat"
    assert {a.id() for a in provider.algorithms()} >= {f"buurtmaat:{name}" for name in INPUTS}


def test_every_parameter_is_there_with_its_default(made):
    for name, default in INPUTS[made.name()].items():
        found = made.parameterDefinition(name)
        assert found is not None, name
        value = runs.plain(found.defaultValue())
        assert (None if value in ("", []) else value) == (None if default in ("", []) else default), name


def test_what_joins_streets_has_the_same_bounds_everywhere(made):
    found = made.parameterDefinition("TOLERANCE")
    assert ("TOLERANCE" in INPUTS[made.name()]) == (found is not None)
    assert found is None or (found.minimum(), found.maximum()) == (0, 100)


def test_only_what_a_run_cannot_do_without_is_required(made):
    optional = Qgis.ProcessingParameterFlag.Optional
    needed = {
        p.name()
        for p in made.parameterDefinitions()
        if not p.flags() & optional and runs.plain(p.defaultValue()) in (None, [], "")
    }
    assert needed == REQUIRED[made.name()]


def test_network_options_are_advanced_all_but_the_network(made):
    advanced = Qgis.ProcessingParameterFlag.Advanced
    plain = {p.name() for p in made.parameterDefinitions() if not p.flags() & advanced and not p.isDestination()}
    assert plain <= USUAL
    assert "NETWORK" in plain or made.parameterDefinition("NETWORK") is None


def test_outputs_are_there_and_the_first_are_on(made):
    for name, on in OUTPUTS[made.name()].items():
        found = made.parameterDefinition(name)
        assert found is not None, name
        assert found.isDestination()
        assert found.createByDefault() is on, name
    assert {o.name() for o in made.outputDefinitions()} >= {*OUTPUTS[made.name()], *NUMBERS[made.name()]}


def test_every_parameter_says_what_it_is_for(made):
    silent = [p.name() for p in made.parameterDefinitions() if not p.help() and not p.isDestination()]
    assert silent == []
    assert made.shortHelpString()
    assert made.shortDescription()
    assert made.tags()


TOWN = {
    "NETWORK": lambda: layer(grid()),
    "DWELLINGS": lambda: layer([(point(50, 10), 1)], own_field="int"),
}


def fields(done, output: str) -> list[str]:
    return done.layer(output).fields().names()


def test_the_fields_of_check_network(provider):
    given = {"NETWORK": layer([(w, "a") for w in grid()], own_field="text")}
    done = runs.run("checknetwork", {**given, **dict.fromkeys(OUTPUTS["checknetwork"], "memory:")})
    assert fields(done, "OUTPUT") == ["own_field", "component", "component_length_m", "component_share"]
    assert {"issue", "severity", "length_m", "dwellings"} <= set(fields(done, "ISSUES"))
    assert fields(done, "OUTPUT_REPAIRED") == ["own_field"]
    assert set(done.results) == {*OUTPUTS["checknetwork"], *NUMBERS["checknetwork"]}


def test_the_fields_of_nearest_facility(provider):
    given = {name: make() for name, make in TOWN.items()}
    done = runs.run("nearestfacility", {**given, "FACILITIES": layer([point(0, 0)]), "OUTPUT": "memory:"})
    assert fields(done, "OUTPUT") == [
        *("own_field", "facility_id", "distance_m", "duration_min"),
        *("straight_m", "detour", "snap_m", "rank", "row_status"),
    ]
    assert set(done.results) == {"OUTPUT", *NUMBERS["nearestfacility"]}


def test_the_fields_of_reach_counts(provider):
    given = {name: make() for name, make in TOWN.items()}
    shops = layer([(point(0, 0), "shop")], kind_of="text")
    outputs = {"OUTPUT": "memory:", "FACILITY_LOAD": "memory:"}
    done = runs.run(
        "reachcounts", {**given, "FACILITIES": shops, "TYPE_FIELD": "kind_of", "LIMITS": "400;7,5", **outputs}
    )
    assert fields(done, "OUTPUT") == ["own_field", "n_7_5", "types_7_5", "n_400", "types_400", "row_status"]
    assert fields(done, "FACILITY_LOAD") == [
        *("kind_of", "facility_id", "dwellings_7_5", "weight_7_5", "dwellings_400", "weight_400", "row_status")
    ]
    assert set(done.results) == {"OUTPUT", "FACILITY_LOAD"}


def test_the_fields_of_the_distance_matrix(provider):
    given = {"NETWORK": TOWN["NETWORK"](), "ORIGINS": TOWN["DWELLINGS"](), "DESTINATIONS": layer([point(0, 0)])}
    done = runs.run("odmatrix", {**given, "OUTPUT": "memory:"})
    assert fields(done, "OUTPUT") == ["origin_id", "destination_id", "distance_m", "duration_min", "rank"]
    assert set(done.results) == {"OUTPUT"}


@pytest.mark.parametrize(("profile", "more"), [(0, []), (1, []), (2, ["direction"])])
def test_the_fields_of_prepare_network(provider, profile, more):
    ways = layer(
        [(w, "motorway" if n else "path", "x") for n, w in enumerate(grid())], highway="text", own_field="text"
    )
    outputs = {"OUTPUT": "memory:", "EXCLUDED": "memory:"}
    done = runs.run("preparenetwork", {"SOURCE": ways, "PROFILE": profile, **outputs})
    assert fields(done, "OUTPUT") == ["highway", "own_field", "bridge", "tunnel", "time_min", *more]
    assert fields(done, "EXCLUDED") == ["highway", "own_field", "reason"]
    assert set(done.results) == {"OUTPUT", "EXCLUDED"}


def test_the_fields_of_the_threshold_curve(provider, tmp_path):
    homes = layer([(point(5, 5), "a", 5.0, 1, 1.0)], neighbourhood="text", s_value="real", s_ok="int", s_weight="real")
    outputs = {"OUTPUT": "memory:", "ATTAINABLE": "memory:", "PLOT": str(tmp_path / "plot.html")}
    done = runs.run("thresholdcurve", {"RESULT_DWELLINGS": homes, "REQUIREMENT": "s", **outputs})
    assert fields(done, "OUTPUT") == ["neighbourhood", "threshold", "share"]
    assert fields(done, "ATTAINABLE") == [
        *("neighbourhood", "threshold", "share", "target", "norm"),
        *("share_at_90", "share_at_norm", "share_at_110", "total", "unknown", "unit"),
    ]
    assert done.column("OUTPUT", "neighbourhood")[-1] == "_total"
    assert set(done.results) == set(outputs)
    assert (tmp_path / "plot.html").is_file()


def test_the_fields_of_prepare_facilities(provider):
    kinds = {"leisure": "text", "own_field": "text"}
    sources = [layer([(point(5, 5), "park", "x")], **kinds), layer([(box(0, 0, 9, 9), "park", "y")], **kinds)]
    done = runs.run(
        "preparefacilities", {"SOURCES": sources, "POINTS": "memory:", "AREAS": "memory:", "MERGED": "memory:"}
    )
    ours = ["facility_id", "type", "name", "area_m2", "source", "source_date", "verified"]
    for output, last in (("POINTS", []), ("AREAS", ["leisure", "own_field"])):
        assert fields(done, output)[:7] == ours
        assert fields(done, output)[-2:] == (last or ["for_whom", "step_free"])
    assert {"type", "duplicate_id", "into_id", "distance_m", "reason"} <= set(fields(done, "MERGED"))
    assert set(done.results) == {"POINTS", "AREAS", "MERGED", *NUMBERS["preparefacilities"]}


def test_the_fields_of_prepare_candidates(provider):
    columns = dict.fromkeys(("identificatie", "gebruiksdoel", "status", "own_field"), "text")
    rows = [(point(5, 5), "1", "sportfunctie", "Verblijfsobject in gebruik", "x")]
    outputs = {"OUTPUT": "memory:", "JUDGED": "memory:"}
    done = runs.run("preparecandidates", {"SOURCE": layer(rows, **columns, oppervlakte="int"), **outputs})
    assert fields(done, "OUTPUT") == [
        *("candidate_id", "name", "kind", "reason", "owner", "use", "surface_m2", "source_rows")
    ]
    assert fields(done, "JUDGED")[: len(columns)] == list(columns)
    assert fields(done, "JUDGED")[-3:] == ["candidate_id", "kind", "reason"]
    assert set(done.results) == {"OUTPUT", "JUDGED", *NUMBERS["preparecandidates"]}


def test_the_fields_of_planned_dwellings(provider):
    plans = layer([(box(0, 0, 90, 90), 4), (box(0, 0, 90, 90), 0)], dwellings="int")
    done = runs.run("planneddwellings", {"PLANS": plans, "OUTPUT": "memory:", "EXCLUDED": "memory:"})
    assert fields(done, "OUTPUT") == [
        *("plan_id", "dwellings", "year", "plan_status", "target_group", "demolition", "plan_area_wkt")
    ]
    assert fields(done, "EXCLUDED") == ["dwellings", "reason"]
    assert set(done.results) == {"OUTPUT", "EXCLUDED", *NUMBERS["planneddwellings"]}


def test_the_fields_of_compare_scenarios(provider):
    areas = layer([(box(-9, -9, 600, 600), "a")], code="text")
    run = runs.run(
        "basicrequirements",
        {
            **{name: make() for name, make in TOWN.items()},
            "NEIGHBOURHOODS": areas,
            "NEIGHBOURHOOD_ID": "code",
            "OUTPUT_RESULTS": "memory:",
            "FACILITIES": [layer([point(0, 0)], "school")],
            "REQUIREMENTS": [["d", "school", "distance", "300", "m", "", "", "", "", "", "0.9"]],
        },
    ).layer("OUTPUT_RESULTS")
    given = {"BEFORE": run, "AFTER": run, "NEIGHBOURHOODS": areas, "NEIGHBOURHOOD_ID": "code"}
    done = runs.run("comparescenarios", {**given, "OUTPUT": "memory:", "TABLE": "memory:"})
    assert fields(done, "OUTPUT") == [
        *("code", "d_change", "d_gained", "d_lost", "d_before", "d_after"),
        *("better", "worse", "same", "other_norm", "unknown", "turned"),
    ]
    pairs = [
        *("year", "norm_set", "norm_version", "threshold", "target", "weight"),
        *("total", "within", "share", "rate", "shortfall", "shortfall_capacity", "shortfall_facilities"),
        *("compliance", "reason"),
    ]
    assert fields(done, "TABLE") == [
        *("level", "neighbourhood", "group", "requirement", "title", "facility", "indicator", "unit"),
        *("only_in", "differs"),
        *(f"{name}_{side}" for name in pairs for side in ("before", "after")),
        *("change", "gained", "lost", "turned"),
    ]
    assert set(done.results) == {"OUTPUT", "TABLE", *NUMBERS["comparescenarios"]}


def test_the_fields_of_facilities_per_dwellings(provider, tmp_path):
    given = {
        "NEIGHBOURHOODS": layer([(box(-9, -9, 600, 600), "a", 5)], code="text", n="int"),
        "DEMAND_FIELD": "n",
        "NORM": 1,
        "FACILITIES": layer([point(0, 0)]),
        "OUTPUT": "memory:",
        "PLOT": str(tmp_path / "plot.html"),
    }
    done = runs.run("facilitiesperdwellings", given)
    assert fields(done, "OUTPUT") == [
        *("code", "n", "demand", "facilities", "capacity", "rate", "required", "balance", "compliance", "row_status")
    ]
    assert set(done.results) == {"OUTPUT", "PLOT", *NUMBERS["facilitiesperdwellings"]}


def test_the_fields_of_suggest_locations(provider):
    given = {name: make() for name, make in TOWN.items()}
    places = layer([(point(50, 0), "a", "state")], code="text", of="text")
    outputs = dict.fromkeys(OUTPUTS["suggestlocations"], "memory:")
    done = runs.run(
        "suggestlocations", {**given, "CANDIDATES": places, "OWNER_FIELD": "of", "P": 1, "THRESHOLDS": "400", **outputs}
    )
    assert fields(done, "OUTPUT") == ["code", "of", "facility_id", "rank", "gain", "served", "nearest"]
    assert fields(done, "RANKING") == [
        *("code", "of", "facility_id", "owner", "owner_gain", "rank", "gain", "served", "gain_share", "chosen"),
        "row_status",
    ]
    assert fields(done, "ASSIGNMENT") == [
        *("own_field", "facility_id", "distance_m", "duration_min", "is_new", "row_status")
    ]
    assert fields(done, "PRICE") == ["threshold", "places", "bound", "share", "attainable"]
    assert set(done.results) == {*OUTPUTS["suggestlocations"], *NUMBERS["suggestlocations"]}


def test_the_fields_of_reachable_ground(provider):
    given = {
        "NETWORK": TOWN["NETWORK"](),
        "FACILITIES": [layer([(point(0, 0), "x")], "school", code="text")],
        "REQUIREMENTS": [["d", "school", "distance", "300", "m", "", "", "", "", "", ""]],
    }
    done = runs.run("reachableground", {**given, "LINES": "memory:", "POLYGONS": "memory:"})
    assert fields(done, "LINES") == ["within_count", "asked_count", "length_m"]
    assert fields(done, "POLYGONS") == ["within_count", "asked_count", "area_m2"]
    assert set(done.results) == {"LINES", "POLYGONS"}


def test_the_fields_of_floating_catchment(provider):
    given = {name: make() for name, make in TOWN.items()}
    outputs = {"OUTPUT": "memory:", "FACILITY_LOAD": "memory:"}
    done = runs.run("floatingcatchment", {**given, "FACILITIES": layer([(point(0, 0), "x")], code="text"), **outputs})
    assert fields(done, "OUTPUT") == ["own_field", "access", "facilities_in_reach", "row_status"]
    assert fields(done, "FACILITY_LOAD") == ["code", "facility_id", "demand", "ratio", "row_status"]
    assert set(done.results) == {"OUTPUT", "FACILITY_LOAD", *NUMBERS["floatingcatchment"]}


def test_the_fields_of_prepare_dwellings(provider):
    given = {
        "SOURCE": layer([(point(50, 50), 2)], own_field="int"),
        "WEIGHT_FIELD": "own_field",
        "NEIGHBOURHOODS": layer([(box(-9, -9, 600, 600), "a")], code="text"),
        "NEIGHBOURHOOD_ID": "code",
        **dict.fromkeys(OUTPUTS["preparedwellings"], "memory:"),
    }
    done = runs.run("preparedwellings", given)
    assert fields(done, "OUTPUT") == [
        *("own_field", "neighbourhood", "dwellings", "inhabitants", "inhabitants_65"),
        *("spread", "spread_evenly", "flag", "row_status"),
    ]
    compared = [
        *("counted", "published", "difference", "share", "flagged", "outcome"),
        *("out_of_use", "left_out", "own_number", "dwellings_unplaced"),
        *("inhabitants_published", "inhabitants", "inhabitants_unplaced", "inhabitants_above"),
        *("inhabitants_65_published", "inhabitants_65", "inhabitants_65_unplaced", "inhabitants_65_above"),
    ]
    assert fields(done, "RECONCILIATION") == ["neighbourhood", *compared]
    assert fields(done, "RECONCILIATION_MAP") == ["code", *compared]
    assert fields(done, "EXCLUDED") == ["own_field", "reason"]
    assert set(done.results) == {*OUTPUTS["preparedwellings"], *NUMBERS["preparedwellings"]}


def test_the_fields_of_several_years(provider):
    """The map takes the figures of the year that it shows from by_year; a run of one year has none."""
    names = ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_FACILITIES")
    given = {
        **{name: make() for name, make in TOWN.items()},
        "NEIGHBOURHOODS": layer([(box(-9, -9, 600, 600), "a")], code="text"),
        "NEIGHBOURHOOD_ID": "code",
        "FACILITIES": [layer([(point(0, 0), "x")], "school", of="text")],
        "REQUIREMENTS": [["d", "school", "distance", "300", "m", "", "", "", "", "", "0.9"]],
        **dict.fromkeys(names, "memory:"),
    }
    for years, has in (("2026", False), ("2026;2030", True)):
        done = runs.run("requirementsoveryears", {**given, "YEARS": years})
        assert {name: "by_year" in fields(done, name) for name in names} == dict.fromkeys(names, has)


def test_the_fields_of_basic_requirements(provider, tmp_path):
    requirements = [
        ["d", "school", "distance", "300", "m", "", "", "", "", "", "0.9"],
        ["c", "school", "count", "300", "m", "2", "", "", "", "", "0.9"],
        ["r", "school", "rate", "1", "number", "", "1000", "", "", "", ""],
    ]
    outputs = {n: "memory:" for n in OUTPUTS["basicrequirements"] if n != "REPORT"}
    done = runs.run(
        "basicrequirements",
        {
            **{name: make() for name, make in TOWN.items()},
            "NEIGHBOURHOODS": layer([(box(-9, -9, 600, 600), "a")], code="text"),
            "NEIGHBOURHOOD_ID": "code",
            "FACILITIES": [layer([(point(0, 0), "x")], "school", of="text")],
            "REQUIREMENTS": requirements,
            "REPORT": str(tmp_path / "report.html"),
            **outputs,
        },
    )
    assert fields(done, "OUTPUT_DWELLINGS") == [
        *("own_field", "neighbourhood"),
        *("d_value", "d_facility", "d_ok", "d_weight", "d_reason"),
        *("c_value", "c_n", "c_facility", "c_ok", "c_weight", "c_reason"),
        *("asked_count", "within_count", "unknown_count", "row_status"),
    ]
    assert fields(done, "OUTPUT_NEIGHBOURHOODS") == [
        *("code", "dwellings", "d_share", "d_compliance", "c_share", "c_compliance", "r_rate", "r_compliance"),
        *("met", "failed", "unknown", "everything_share", "mean_within", "mean_asked", "compliance"),
    ]
    assert fields(done, "OUTPUT_RESULTS") == RESULTS
    assert fields(done, "OUTPUT_DEGREES") == [
        *("level", "neighbourhood", "year", "stock", "asked_count", "within_count", "unknown_count", "dwellings")
    ]
    assert fields(done, "OUTPUT_GROUPS") == [
        *("level", "neighbourhood", "year", "requirement", "title", "unit", "weight", "group_of", "group", "dwellings"),
        *("total", "within", "outside", "unknown", "share", "difference", "median", "p90", "depth", "spread_evenly"),
        *("gini", "palma", "concentration", "no_income", "reason"),
    ]
    assert fields(done, "OUTPUT_PLAUSIBILITY") == [
        *("published_figure", "title", "facility", "field", "neighbourhood", "dwellings", "left_out", "weight"),
        *("mean_dwellings_m", "mean_inhabitants_m", "published_m", "difference_m", "compared", "outlier"),
        *("median_difference_m", "rank_correlation", "reason", "differs"),
    ]
    assert fields(done, "OUTPUT_FACILITIES") == [
        "of", "facility_id", "type", "requirements", "snap_m", "row_status", "street_m",
    ]  # fmt: skip
    assert set(done.results) == {*OUTPUTS["basicrequirements"], *NUMBERS["basicrequirements"]}
    assert (tmp_path / "report.html").is_file()
    rows = done.rows("OUTPUT_RESULTS")
    assert {(r["level"], r["stock"], r["group"], r["year"]) for r in rows} == {("neighbourhood", "all", None, None)}
    assert len(rows) == 3 * 3

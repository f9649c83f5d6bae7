"""Numbers, choices and texts that are filled in: out of range, unreadable, or at odds with one another."""

from __future__ import annotations

from towns.bad_inputs import good
from towns.bad_inputs.cases import Refusal, Warned
from towns.runs import box, layer

NUMBERS = (
    Refusal(
        "nearestfacility",
        "A snapping distance below 0",
        lambda _: {"MAX_SNAP": -5},
        "Maximum snapping distance (MAX_SNAP) must be a number, 0 or more, not -5.",
    ),
    Refusal(
        "nearestfacility",
        "A snapping distance that is no number",
        lambda _: {"MAX_SNAP": "far"},
        "Maximum snapping distance (MAX_SNAP) must be a number, 0 or more, not “far”.",
    ),
    Refusal(
        "nearestfacility",
        "Infinity as a snapping distance",
        lambda _: {"MAX_SNAP": float("inf")},
        "Maximum snapping distance (MAX_SNAP) must be a finite number, not inf.",
    ),
    Refusal(
        "nearestfacility",
        "NaN as a snapping distance",
        lambda _: {"MAX_SNAP": float("nan")},
        "Maximum snapping distance (MAX_SNAP) must be a finite number, not nan.",
    ),
    Refusal(
        "nearestfacility",
        "A snapping distance that was cleared",
        lambda _: {"MAX_SNAP": ""},
        "Maximum snapping distance (MAX_SNAP) is empty: write a number.",
    ),
    Refusal(
        "nearestfacility",
        "A tolerance of 50 km",
        lambda _: {"TOLERANCE": 50_000},
        "Join end points within (TOLERANCE) must be a number from 0 to 100, not 50000.",
    ),
    Refusal(
        "nearestfacility",
        "A speed of 0",
        lambda _: {"SPEED": 0},
        "Speed (SPEED) must be a number from 0.1 to 200, not 0.",
    ),
    Refusal(
        "nearestfacility",
        "A number of facilities that is not whole",
        lambda _: {"K": 1.5},
        "Number of facilities for each dwelling (K) must be a whole number, not 1.5.",
    ),
    Refusal(
        "nearestfacility",
        "No facility to look for",
        lambda _: {"K": 0},
        "Number of facilities for each dwelling (K) must be a number, 1 or more, not 0.",
    ),
    Refusal(
        "nearestfacility",
        "A limit of 0",
        lambda _: {"LIMIT": 0},
        "Maximum distance or time (LIMIT) must be above 0; leave it empty for no limit.",
    ),
    Refusal(
        "nearestfacility",
        "A limit with a word behind it",
        lambda _: {"LIMIT": "800 m"},
        "Maximum distance or time (LIMIT) must be a number, 0 or more, not “800 m”. It may be left empty.",
    ),
    Refusal(
        "nearestfacility",
        "A number that stands for no choice",
        lambda _: {"UNIT": 7},
        "Measure in (UNIT) must be one of 0 (metres), 1 (minutes); it is 7.",
    ),
    Refusal(
        "nearestfacility",
        "A word for a choice",
        lambda _: {"UNIT": "miles"},
        "Measure in (UNIT) must be one of 0 (metres), 1 (minutes); it is “miles”.",
    ),
    Refusal(
        "odmatrix",
        "A negative number of destinations",
        lambda _: {"K": -1},
        "Nearest destinations of each origin (K) must be a number, 0 or more, not -1.",
    ),
    Refusal(
        "reachcounts",
        "Limits with commas between them",
        lambda _: {"LIMITS": "4,000"},
        "The limit “4,000” of Limits (LIMITS) can be read in more than one way: write semicolons between limits, and a "
        "point before decimals.",
    ),
    Refusal(
        "reachcounts",
        "A limit that is no number",
        lambda _: {"LIMITS": "400;near"},
        "The limit “near” of Limits (LIMITS) is no number above 0: write limits such as 400;800, or 7,5;10.",
    ),
    Refusal(
        "reachcounts",
        "The same limit twice",
        lambda _: {"LIMITS": "400;400"},
        "The limit “400” of Limits (LIMITS) is there twice: write each once.",
    ),
    Refusal(
        "serviceareas",
        "A limit below 0",
        lambda _: {"LIMITS": "-5"},
        "The limit “-5” of Limits (LIMITS) is no number above 0: write limits such as 400;800, or 7,5;10.",
    ),
    Refusal(
        "serviceareas",
        "Semicolons without a limit",
        lambda _: {"LIMITS": ";"},
        "Limits (LIMITS) holds no limits: write at least one, such as 400;800.",
    ),
    Refusal(
        "serviceareas",
        "A width of 0 along the streets",
        lambda _: {"BUFFER": 0},
        "Width of the ground along a street (BUFFER) must be a number above 0, not 0.",
    ),
    Refusal(
        "serviceareas",
        "A limit of 1e308",
        lambda _: {"LIMITS": "1e308"},
        "The limit “1e308” of Limits (LIMITS) is no number above 0: write limits such as 400;800, or 7,5;10.",
    ),
    Refusal(
        "floatingcatchment",
        "A step beyond the limit",
        lambda _: {"DECAY": 2, "LIMIT": 800, "STEPS": "250:1;500:0.6;1000:0.2;1500:0.1"},
        "The step “1500:0.1” begins beyond the limit of 800: leave it out, or raise the limit; both are in metres or "
        "both in minutes.",
    ),
    Refusal(
        "floatingcatchment",
        "A step without its weight",
        lambda _: {"DECAY": 2, "STEPS": "250;500"},
        "The step “250” cannot be read: write the distance or time up to which it goes, a colon and its weight, such "
        "as 250:1;500:0.6;1000:0.2.",
    ),
    Refusal(
        "floatingcatchment",
        "Weights that rise with the distance",
        lambda _: {"DECAY": 2, "STEPS": "250:0.2;500:0.6"},
        "The weight rises at the step “500:0.6”: let it fall or stay from step to step.",
    ),
    Refusal(
        "floatingcatchment",
        "A weight above 1",
        lambda _: {"DECAY": 2, "STEPS": "250:60"},
        "The weight of the step “250:60” must be from 0 to 1.",
    ),
    Refusal(
        "floatingcatchment",
        "A bandwidth below 0",
        lambda _: {"DECAY": 1, "BANDWIDTH": -5},
        "Bandwidth b (BANDWIDTH) must be a number above 0, and at least a thousandth of Limit (LIMIT); leave it empty "
        "for half of it.",
    ),
    Refusal(
        "facilitiesperdwellings",
        "A rate per 0 dwellings",
        lambda _: {"PER": 0},
        "Per number of dwellings (PER) must be a number above 0, not 0.",
    ),
    Refusal(
        "facilitiesperdwellings",
        "A reach without streets",
        lambda _: {"REACH": 300},
        "Reach (REACH) asks what dwellings reach: choose a layer for Streets and paths (NETWORK), or set Reach (REACH) "
        "to 0.",
    ),
    Refusal(
        "facilitiesperdwellings",
        "Neither dwellings nor a field with the demand",
        lambda _: {"DWELLINGS": None},
        "There is nothing to compare with: choose a layer for Dwellings (DWELLINGS), or in Field with the demand "
        "(DEMAND_FIELD) a field of “areas”, which has: code.",
    ),
    Refusal(
        "facilitiesperdwellings",
        "A plot without a norm",
        lambda folder: {"PLOT": str(folder / "plot.html")},
        "The plot shows what is needed beside what there is: give a norm, or leave out the plot.",
    ),
    Refusal(
        "suggestlocations",
        "More places than candidates",
        lambda _: {"P": 5},
        "Number of places P (P) asks for 5 places, but there are 2 candidates: lower P, or add candidates.",
    ),
    Refusal(
        "suggestlocations",
        "A target of 95, not 0.95",
        lambda _: {"OBJECTIVE": 1, "TARGET": 95},
        "Target share (TARGET) must be a share above 0 and at most 1: write 0.95 for 95 %.",
    ),
    Refusal(
        "suggestlocations",
        "A target that all candidates together do not reach",
        lambda _: {"OBJECTIVE": 1, "LIMIT": 60},
        "The target of 95 % cannot be reached: all facilities and candidates together serve 50 % within the limit "
        "of 60. Lower the target, raise the limit, or add candidates.",
        searched=True,
    ),
    Refusal(
        "suggestlocations",
        "The worst neighbourhood first, without neighbourhoods",
        lambda _: {"OBJECTIVE": 4},
        "The worst neighbourhood first needs neighbourhoods: choose a layer for Neighbourhoods (NEIGHBOURHOODS).",
    ),
    Refusal(
        "suggestlocations",
        "Types that count, and no field that holds the type",
        lambda _: {"EXISTING_TYPES": "library", "FACILITIES": good.school()},
        "Types that count (EXISTING_TYPES) needs Field with the type of facility (TYPE_FIELD): fill it in too.",
    ),
    Refusal(
        "suggestlocations",
        "A type that no facility has",
        lambda _: {"EXISTING_TYPES": "library", "FACILITIES": good.school(), "TYPE_FIELD": "grade"},
        "Types that count (EXISTING_TYPES) asks for “library”, but the field “grade” of the layer “school” has no "
        "facility of that type; its types are: “primary”.",
    ),
    Refusal(
        "suggestlocations",
        "A threshold to price that is no number",
        lambda _: {"THRESHOLDS": "300;far"},
        "The limit “far” of Thresholds to price (THRESHOLDS) is no number above 0: write limits such as 400;800, "
        "or 7,5;10.",
    ),
    Refusal(
        "thresholdcurve",
        "A target of 95, not 0.95",
        lambda _: {"TARGET": 95},
        "Target (TARGET) must be a number from 0 to 1, not 95.",
    ),
    Refusal(
        "thresholdcurve",
        "A requirement that the run did not have",
        lambda _: {"REQUIREMENT": "library"},
        "The layer “dwellings” has no requirement “library”; choose one of: s.",
    ),
    Refusal(
        "reachableground",
        "More requirements at once than there are",
        lambda _: {"AT_LEAST": 4},
        "Minimum number of requirements within reach (AT_LEAST) is 4, more than the number of requirements that "
        "can be asked of a place (1): lower it.",
    ),
    Refusal(
        "basicrequirements",
        "A least number of dwellings that is no number",
        lambda _: {"MIN_DWELLINGS": "few"},
        "Minimum dwellings per neighbourhood (MIN_DWELLINGS) must be a number, 0 or more, not “few”.",
    ),
    Refusal(
        "surveyestimates",
        "A design effect of 0",
        lambda _: {"DESIGN_EFFECT": 0},
        "Design effect (DESIGN_EFFECT) must be above 0: write 1 for a simple random sample.",
    ),
    Refusal(
        "surveyestimates",
        "A benchmark in percent",
        lambda _: {"BENCHMARK": "42"},
        "Known share of the whole (BENCHMARK) must be a share from 0 to 1, such as 0.42, not 42.",
    ),
    Refusal(
        "surveyestimates",
        "A benchmark that is neither a share nor a field",
        lambda _: {"BENCHMARK": "all"},
        "Known share of the whole (BENCHMARK) must be a share such as 0.42, or a field of the areas, not “all”.",
    ),
    Refusal(
        "preparefacilities",
        "A distance between duplicates of 5 km",
        lambda _: {"MERGE_DISTANCE": 5000},
        "Merge duplicates within (MERGE_DISTANCE) must be a number from 0 to 500, not 5000.",
    ),
    Refusal(
        "preparefacilities",
        "A day of the data that is none",
        lambda _: {"SOURCE_DATE": "yesterday"},
        "Date of the data (SOURCE_DATE) must be a day, written as 2026-07-01, not “yesterday”.",
    ),
    Refusal(
        "preparestops",
        "A day that is none",
        lambda _: {"DAY": "2026-02-30"},
        "Day (DAY) must be a day, written as 2026-07-01, not “2026-02-30”.",
    ),
    Refusal(
        "preparestops",
        "A day on which no trip runs",
        lambda _: {"DAY": "1999-01-05"},
        "No trip runs on 1999-01-05; the timetable is of 2026-09-01 to 2026-12-12: choose another Day (DAY).",
    ),
    Refusal(
        "preparenetwork",
        "Somebody for whom there are no rules",
        lambda _: {"PROFILE": 9},
        "For whom (PROFILE) must be one of 0 (on foot), 1 (rollator or wheelchair), 2 (bicycle); it is 9.",
    ),
    Refusal(
        "planneddwellings",
        "Points 0 m apart",
        lambda _: {"SPACING": 0},
        "Distance between points (SPACING) must be a number above 0, not 0.",
    ),
    Refusal(
        "checknetwork",
        "A gap below 0",
        lambda _: {"GAP": -1},
        "Report ends that stop short of a line by at most (GAP) must be a number, 0 or more, not -1.",
    ),
    Refusal(
        "compliancereport",
        "A language that the report does not have",
        lambda _: {"LANGUAGE": "de"},
        "Language (LANGUAGE) must be nl, en or empty, not “de”.",
    ),
    Refusal(
        "compliancereport",
        "A colour that is none",
        lambda _: {"COLOUR": "blueish"},
        "Colour (COLOUR) must be a colour such as #0f6f7c, not “blueish”.",
    ),
    Refusal(
        "compliancereport",
        "Nothing to write",
        lambda _: {"REPORT": None},
        "Nothing is asked for: choose a file for the report.",
    ),
    Refusal(
        "fetchdata",
        "Neither a municipality nor an extent",
        lambda _: {"MUNICIPALITY": None},
        "Give a Municipality (MUNICIPALITY) or an Extent (EXTENT): one of the two.",
    ),
    Refusal(
        "fetchdata",
        "Both a municipality and an extent",
        lambda _: {"EXTENT": "84000,85000,447000,448000 [EPSG:28992]"},
        "Give a Municipality (MUNICIPALITY) or an Extent (EXTENT): one of the two.",
    ),
    Refusal(
        "fetchdata",
        "An extent of half a country",
        lambda _: {"MUNICIPALITY": None, "EXTENT": "0,250000,300000,600000 [EPSG:28992]"},
        "The area is 304 km across: take one of at most 150 km.",
    ),
    Refusal(
        "fetchdata",
        "An extent without a size",
        lambda _: {"MUNICIPALITY": None, "EXTENT": "84000,84000,447000,447000 [EPSG:28992]", "MARGIN": 0},
        "The area has no size: choose another Extent (EXTENT).",
    ),
    Refusal(
        "fetchdata",
        "An extent that cannot be read",
        lambda _: {"MUNICIPALITY": None, "EXTENT": "here"},
        "Extent (EXTENT) cannot be read (“here”): write west, east, south, north and their reference system, such as "
        "84000,85000,447000,448000 [EPSG:28992].",
    ),
    Refusal(
        "fetchdata",
        "Nothing to fetch",
        lambda _: {"PARTS": []},
        "What to fetch (PARTS) is empty: choose what is to be fetched.",
    ),
    Refusal(
        "fetchdata",
        "Figures by neighbourhood for an extent, without the neighbourhoods",
        lambda _: {"MUNICIPALITY": None, "EXTENT": "84000,85000,447000,448000 [EPSG:28992]", "PARTS": [6]},
        "The part statistics goes by municipality: give a Municipality (MUNICIPALITY), or fetch neighbourhoods too.",
    ),
    Refusal(
        "fetchdata",
        "An earlier fetch that is not there",
        lambda folder: {"EARLIER": str(folder / "last year.gpkg"), "CHANGES": "memory:"},
        "There is no earlier fetch {folder}/last year.gpkg: choose its GeoPackage, or leave Earlier fetch (EARLIER) "
        "empty.",
    ),
    Refusal(
        "fetchdata",
        "Changes without an earlier fetch",
        lambda _: {"CHANGES": "memory:"},
        "Changes (CHANGES) are changes since an earlier fetch: choose one in Earlier fetch (EARLIER), or leave it out.",
    ),
    Refusal(
        "fetchdata",
        "A file of services that is not there",
        lambda folder: {"SERVICES": str(folder / "own services.json")},
        "The file of services {folder}/own services.json cannot be read (No such file or directory): choose another, "
        "or leave Services (SERVICES) empty.",
    ),
    Refusal(
        "fetchdata",
        "A file of services that is no JSON",
        lambda folder: {"SERVICES": _written(folder / "services.json", "services: []")},
        "services.json line 1, column 1: expected a value (text in double quotes, a number, true, false, null, a "
        "list or an object), found services.",
    ),
    Refusal(
        "fetchdata",
        "A year for which there are no figures",
        lambda _: {"YEAR": 1850},
        "Year of the neighbourhoods (YEAR) must be a number from 1990 to 2100, not 1850. It may be left empty.",
    ),
)


def _written(path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


NETWORK = (
    Refusal(
        "nearestfacility",
        "A field with directions, and no value for one-way streets",
        lambda _: {"NETWORK": _with("oneway"), "DIRECTION_FIELD": "oneway"},
        "Field with the direction of one-way streets (DIRECTION_FIELD) needs the values that mean one-way: fill in "
        "Value for one-way along the line (VALUE_FORWARD), Value for one-way against the line (VALUE_BACKWARD) or "
        "both.",
    ),
    Refusal(
        "nearestfacility",
        "The same value for two directions",
        lambda _: {
            "NETWORK": _with("oneway"),
            "DIRECTION_FIELD": "oneway",
            "VALUE_FORWARD": "yes",
            "VALUE_BACKWARD": "yes",
        },
        "Value for one-way along the line (VALUE_FORWARD), Value for one-way against the line (VALUE_BACKWARD) and "
        "Value for both ways (VALUE_BOTH) must differ: give each its own value.",
    ),
    Refusal(
        "nearestfacility",
        "Entrances, and no field that says of which facility",
        lambda _: {"ENTRANCES": good.school()},
        "Entrances (ENTRANCES): fill in Field with the entrance's facility (ENTRANCE_FACILITY) too.",
    ),
    Refusal(
        "nearestfacility",
        "A field of the network that marks bridges is not there",
        lambda _: {"PASS_FIELDS": "brug", "BARRIERS": layer([box(900, 0, 910, 500)], "canal")},
        "Fields that mark bridges and tunnels (PASS_FIELDS): the layer “streets” has no field “brug”; choose one of: "
        "–.",
    ),
    Refusal(
        "nearestfacility",
        "Barriers that leave nothing of the network",
        lambda _: {"BARRIERS": layer([box(-900, -900, 1500, 1500)], "lake")},
        "No street is left outside Barriers (BARRIERS): check that layer, and Fields that mark bridges and tunnels "
        "(PASS_FIELDS), which let lines pass it.",
    ),
    Refusal(
        "checknetwork",
        "Barriers that leave nothing of the network",
        lambda _: {"BARRIERS": layer([box(-900, -900, 1500, 1500)], "lake")},
        "No street is left outside Barriers (BARRIERS): check that layer, and Fields that mark bridges and tunnels "
        "(PASS_FIELDS), which let lines pass it.",
    ),
    Refusal(
        "reachcounts",
        "A field with speeds that hold words",
        lambda _: {"NETWORK": _with("maxspeed", "walk"), "SPEED_FIELD": "maxspeed", "UNIT": 1},
        "The field “maxspeed” of the layer “streets” holds no numbers: choose another.",
    ),
    Refusal(
        "nearestfacility",
        "Lines without a length",
        lambda _: {"NETWORK": layer(["LINESTRING(0 0, 0 0)", "LINESTRING(9 9, 9 9)"], "streets")},
        "The network has no line with a length: choose the layer that holds the streets.",
    ),
    Refusal(
        "checknetwork",
        "A study area elsewhere",
        lambda _: {"AREA": layer([box(9000, 9000, 9100, 9100)], "district")},
        "The layers “district” and “streets” do not overlap: check them and their reference systems.",
    ),
)


def _with(field: str, value: str = "no"):
    from towns.runs import grid

    return layer([(line, value) for line in grid()], "streets", **{field: "text"})


MORE = (
    Refusal(
        "reachcounts",
        "A limit of 0",
        lambda _: {"LIMITS": "0;400"},
        "The limit “0” of Limits (LIMITS) is no number above 0: write limits such as 400;800, or 7,5;10.",
    ),
    Refusal(
        "reachcounts",
        "NaN as a limit",
        lambda _: {"LIMITS": "nan"},
        "The limit “nan” of Limits (LIMITS) is no number above 0: write limits such as 400;800, or 7,5;10.",
    ),
    Refusal(
        "reachcounts",
        "The same limit twice, written in two ways",
        lambda _: {"LIMITS": "7,5;7.50"},
        "The limit “7.50” of Limits (LIMITS) is there twice: write each once.",
    ),
    Refusal(
        "reachcounts",
        "Semicolons without a limit",
        lambda _: {"LIMITS": ";"},
        "Limits (LIMITS) holds no limits: write at least one, such as 400;800.",
    ),
    Refusal(
        "odmatrix",
        "A limit of 0",
        lambda _: {"LIMIT": 0},
        "Maximum distance or time (LIMIT) must be above 0; leave it empty for no limit.",
    ),
    Refusal(
        "odmatrix",
        "A limit in words",
        lambda _: {"LIMIT": "far"},
        "Maximum distance or time (LIMIT) must be a number, 0 or more, not “far”. It may be left empty.",
    ),
    Refusal(
        "floatingcatchment",
        "A limit of 0",
        lambda _: {"LIMIT": 0},
        "Limit (LIMIT) must be above 0: write metres or minutes, such as 500.",
    ),
    Refusal(
        "floatingcatchment",
        "A limit below 0",
        lambda _: {"LIMIT": -5},
        "Limit (LIMIT) must be above 0: write metres or minutes, such as 500.",
    ),
    Refusal(
        "floatingcatchment",
        "A bandwidth of 0",
        lambda _: {"DECAY": 1, "BANDWIDTH": 0},
        "Bandwidth b (BANDWIDTH) must be a number above 0, and at least a thousandth of Limit (LIMIT); leave "
        "it empty for half of it.",
    ),
    Refusal(
        "floatingcatchment",
        "A step in words",
        lambda _: {"DECAY": 2, "STEPS": "near:1"},
        "The step “near:1” cannot be read: write the distance or time up to which it goes, a colon and its "
        "weight, such as 250:1;500:0.6;1000:0.2.",
    ),
    Refusal(
        "floatingcatchment",
        "No steps",
        lambda _: {"DECAY": 2, "STEPS": ""},
        "No step has a weight above 0: write steps such as 250:1;500:0.6;1000:0.2.",
    ),
    Refusal(
        "floatingcatchment",
        "Steps in metres, a limit in minutes",
        lambda _: {"DECAY": 2, "LIMIT": 15, "UNIT": 1},
        "The step “500:0.6” begins beyond the limit of 15: leave it out, or raise the limit; both are in "
        "metres or both in minutes.",
    ),
    Refusal(
        "floatingcatchment",
        "Steps that go back",
        lambda _: {"DECAY": 2, "STEPS": "50:1;40:0.5"},
        "The step “40:0.5” does not lie beyond the one before: write each once, the nearest first, such as "
        "250:1;500:0.6;1000:0.2.",
    ),
    Refusal(
        "suggestlocations",
        "A limit of 0",
        lambda _: {"LIMIT": 0},
        "Limit (LIMIT) must be above 0: write metres or minutes, such as 500.",
    ),
    Refusal(
        "suggestlocations",
        "A target of 0",
        lambda _: {"OBJECTIVE": 1, "TARGET": 0},
        "Target share (TARGET) must be a share above 0 and at most 1: write 0.95 for 95 %.",
    ),
    Refusal(
        "suggestlocations",
        "No types that count, though a field with the type was chosen",
        lambda _: {"FACILITIES": good.school(), "TYPE_FIELD": "grade"},
        "Types that count (EXISTING_TYPES) is empty: choose the types of facility that count, or leave Field "
        "with the type of facility (TYPE_FIELD) empty: all do then.",
    ),
    Refusal(
        "nearestfacility",
        "A field with speeds that no network has",
        lambda _: {"SPEED_FIELD": "maxspeed"},
        "Field with the speed (SPEED_FIELD): the layer “streets” has no field “maxspeed”; choose one of: –.",
    ),
)


REFUSALS = (*NUMBERS, *MORE, *NETWORK)
WARNINGS: tuple[Warned, ...] = ()

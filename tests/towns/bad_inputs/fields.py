"""Fields that are not there, hold something else, or name two things alike."""

from __future__ import annotations

from towns.bad_inputs import good
from towns.bad_inputs.cases import Refusal, Warned
from towns.runs import box, grid, layer, point
from towns.small_town import EAST, WEST, row

HOMES = [(50, 10), (350, 100)]


def homes(*values: object, **kind: str):
    """Make the two dwellings, each with its own value of one field."""
    return layer([(point(*at), value) for at, value in zip(HOMES, values, strict=True)], "homes", **kind)


def schools(*values: object, **kind: str):
    """Make a school for each of some values of one field."""
    return layer([(point(250 + 9 * n, -20), one) for n, one in enumerate(values)], "school", **kind)


REFUSALS = (
    Refusal(
        "nearestfacility",
        "A field of the facilities that is not there",
        lambda _: {"FACILITY_ID": "number"},
        "Field with the facility's id (FACILITY_ID): the layer “school” has no field “number”; choose one of: code, "
        "grade.",
    ),
    Refusal(
        "reachcounts",
        "A field with the number of dwellings that is not there",
        lambda _: {"WEIGHT_FIELD": "dwellings"},
        "Field with the number of dwellings (WEIGHT_FIELD): the layer “homes” has no field “dwellings”; choose one "
        "of: –.",
    ),
    Refusal(
        "reachcounts",
        "Words in the field with the number of dwellings",
        lambda _: {"DWELLINGS": homes("flat", "house", kind_of="text"), "WEIGHT_FIELD": "kind_of"},
        "The field “kind_of” of the layer “homes” holds no numbers: choose another.",
    ),
    Refusal(
        "basicrequirements",
        "Words in the field with the number of dwellings",
        lambda _: {"DWELLINGS": homes("flat", "house", kind_of="text"), "WEIGHT_FIELD": "kind_of"},
        "The field “kind_of” of the layer “homes” holds no numbers: choose another.",
    ),
    Refusal(
        "suggestlocations",
        "Words in the field with the number of dwellings",
        lambda _: {"DWELLINGS": homes("flat", "house", kind_of="text"), "WEIGHT_FIELD": "kind_of"},
        "The field “kind_of” of the layer “homes” holds no numbers: choose another.",
    ),
    Refusal(
        "suggestlocations",
        "No dwelling counts: all numbers are 0",
        lambda _: {"DWELLINGS": homes(0, 0, n="int"), "WEIGHT_FIELD": "n"},
        "No dwelling on the network has a weight above 0, so there is nobody to serve: check the layers, and the "
        "numbers of dwellings.",
    ),
    Refusal(
        "basicrequirements",
        "A number of dwellings of 1e300",
        lambda _: {"DWELLINGS": homes(1e300, 2, n="real"), "WEIGHT_FIELD": "n"},
        "The field “n” of the layer “homes” holds a number as large as 1e+300: check its numbers.",
    ),
    Refusal(
        "reachcounts",
        "A number of dwellings of 1e300",
        lambda _: {"DWELLINGS": homes(1e300, 2, n="real"), "WEIGHT_FIELD": "n"},
        "The field “n” of the layer “homes” holds a number as large as 1e+300: check its numbers.",
    ),
    Refusal(
        "floatingcatchment",
        "A number of dwellings of 1e300",
        lambda _: {"DWELLINGS": homes(1e300, 2, n="real"), "WEIGHT_FIELD": "n"},
        "The field “n” of the layer “homes” holds a number as large as 1e+300: check its numbers.",
    ),
    Refusal(
        "suggestlocations",
        "A number of dwellings of 1e300",
        lambda _: {"DWELLINGS": homes(1e300, 2, n="real"), "WEIGHT_FIELD": "n"},
        "The field “n” of the layer “homes” holds a number as large as 1e+300: check its numbers.",
    ),
    Refusal(
        "facilitiesperdwellings",
        "A number of dwellings of 1e300",
        lambda _: {"DWELLINGS": homes(1e300, 2, n="real"), "WEIGHT_FIELD": "n"},
        "The field “n” of the layer “homes” holds a number as large as 1e+300: check its numbers.",
    ),
    Refusal(
        "preparedwellings",
        "A number of dwellings of 1e300",
        lambda _: {"SOURCE": layer([(point(50, 10), 1e300)], "addresses", n="real")},
        "The field “n” of the layer “addresses” holds a number as large as 1e+300: check its numbers.",
    ),
    Refusal(
        "planneddwellings",
        "A plan of 1e300 dwellings",
        lambda _: {"PLANS": layer([(box(0, 20, 190, 190), 1e300)], "plans", dwellings="real")},
        "The field “dwellings” of the layer “plans” holds a number as large as 1e+300: check its numbers.",
    ),
    Refusal(
        "facilitiesperdwellings",
        "A capacity of 1e300",
        lambda _: {"FACILITIES": schools(1e300, places="real"), "CAPACITY_FIELD": "places"},
        "The field “places” of the layer “school” holds a number as large as 1e+300: check its numbers.",
    ),
    Refusal(
        "floatingcatchment",
        "A capacity of 1e300",
        lambda _: {"FACILITIES": schools(1e300, places="real"), "CAPACITY_FIELD": "places"},
        "The field “places” of the layer “school” holds a number as large as 1e+300: check its numbers.",
    ),
    Refusal(
        "floatingcatchment",
        "Words in the field with the capacity",
        lambda _: {"CAPACITY_FIELD": "grade"},
        "The field “grade” of the layer “school” holds no numbers: choose another.",
    ),
    Refusal(
        "floatingcatchment",
        "Words in the field with the number of dwellings",
        lambda _: {"DWELLINGS": homes("flat", "house", kind_of="text"), "WEIGHT_FIELD": "kind_of"},
        "The field “kind_of” of the layer “homes” holds no numbers: choose another.",
    ),
    Refusal(
        "basicrequirements",
        "A requirement's weight of words",
        lambda _: {"DWELLINGS": homes("ann", "bo", who="text"), "REQUIREMENTS": [row(weight="who")]},
        "The field “who” of the layer “homes” holds no numbers: choose another.",
    ),
    Refusal(
        "basicrequirements",
        "A requirement's weight that no layer has",
        lambda _: {"REQUIREMENTS": [row(weight="children")]},
        "Requirement “s” needs the field “children”, which the dwellings and neighbourhoods lack: add it to them, or "
        "change the requirement; they have: code.",
    ),
    Refusal(
        "basicrequirements",
        "A requirement's weight that is a percentage",
        lambda _: {
            "NEIGHBOURHOODS": layer([(WEST, "w", 9), (EAST, "e", 9)], "areas", code="text", p_children="int"),
            "REQUIREMENTS": [row(weight="p_children")],
        },
        "Requirement “s” weighs by “p_children”, a percentage, which cannot be spread over dwellings: name in "
        "weight_of the field that it is a share of, or choose a field with numbers.",
    ),
    Refusal(
        "basicrequirements",
        "A field with the neighbourhood's code that is not there",
        lambda _: {"NEIGHBOURHOOD_ID": "buurtcode"},
        "Field with the neighbourhood's code or name (NEIGHBOURHOOD_ID): the layer “areas” has no field "
        "“buurtcode”; choose one of: code.",
    ),
    Refusal(
        "basicrequirements",
        "Two neighbourhoods with one code",
        lambda _: {"NEIGHBOURHOODS": layer([(WEST, "a"), (EAST, "a")], "areas", code="text")},
        "The field “code” of the layer “areas” has the same value in several neighbourhoods (a): choose a field "
        "that has another value in each.",
    ),
    Refusal(
        "facilitiesperdwellings",
        "Two neighbourhoods with one code",
        lambda _: {"NEIGHBOURHOODS": layer([(WEST, "a"), (EAST, "a")], "areas", code="text")},
        "The field “code” of the layer “areas” has the same value in several neighbourhoods (a): choose a field "
        "that has another value in each.",
    ),
    Refusal(
        "livingenvironments",
        "Two neighbourhoods with one code",
        lambda _: {
            "NEIGHBOURHOODS": layer(
                [(WEST, "a", 900), (EAST, "a", 900)], "areas", code="text", omgevingsadressendichtheid="int"
            ),
            "NEIGHBOURHOOD_ID": "code",
        },
        "The field “code” of the layer “areas” has the same value in several neighbourhoods (a): choose a field "
        "that has another value in each.",
    ),
    Refusal(
        "preparedwellings",
        "Two neighbourhoods with one code",
        lambda _: {
            "NEIGHBOURHOODS": layer([(WEST, "a"), (EAST, "a")], "areas", code="text"),
            "NEIGHBOURHOOD_ID": "code",
        },
        "The field “code” of the layer “areas” has the same value in several neighbourhoods (a): choose a field "
        "that has another value in each.",
    ),
    Refusal(
        "comparescenarios",
        "Two neighbourhoods with one code",
        lambda _: {"NEIGHBOURHOODS": layer([(WEST, "west"), (EAST, "west")], "areas", code="text")},
        "The field “code” of the layer “areas” has the same value in several neighbourhoods (west): choose a "
        "field that has another value in each.",
    ),
    Refusal(
        "compliancereport",
        "Two neighbourhoods with one code",
        lambda _: {"NEIGHBOURHOODS": layer([(WEST, "west"), (EAST, "west")], "areas", code="text")},
        "The field “code” of the layer “areas” has the same value in several neighbourhoods (west): choose a "
        "field that has another value in each.",
    ),
    Refusal(
        "surveyestimates",
        "Two areas with one code",
        lambda _: {"AREAS": _survey(["a0"] * 8)},
        "The layer “survey” has more than one row of a0: choose one of a year, or another Field with the area's "
        "code or name (AREA_ID).",
    ),
    Refusal(
        "surveycomparison",
        "Two areas with one code",
        lambda _: {
            "ESTIMATES": layer(
                [(box(100 * n, 0, 100 * n + 100, 100), "a0", (n % 4) / 10, 0.01) for n in range(8)],
                "survey",
                code="text",
                direct="real",
                sampling_variance="real",
            )
        },
        "The layer “survey” has more than one row of a0: choose one of a year, or another Field with the area's "
        "code or name (AREA_ID).",
    ),
    Refusal(
        "basicrequirements",
        "A neighbourhood that is called as a row of the results is",
        lambda _: {"NEIGHBOURHOODS": layer([(WEST, "a"), (EAST, "_total")], "areas", code="text")},
        "A neighbourhood of the layer “areas” is called “_total”, as a row of the results is: choose another field "
        "for its name.",
    ),
    Refusal(
        "basicrequirements",
        "A field of levels that is not there",
        lambda _: {"LEVEL_FIELDS": ["district"]},
        "Fields to sum up by (LEVEL_FIELDS): the layer “areas” has no field “district”; choose one of: code.",
    ),
    Refusal(
        "basicrequirements",
        "A field with the type that no layer of facilities has",
        lambda _: {"TYPE_FIELD": "type"},
        "No facility layer has the field “type” of Field with the type of facility (TYPE_FIELD): choose another; "
        "“school” has: code, grade.",
    ),
    Refusal(
        "basicrequirements",
        "A field in the types of the layers that is not there",
        lambda _: {"FACILITY_TYPES": "[fclass]"},
        "The facility layer “school” has no field “fclass”, which Type of each facility layer (FACILITY_TYPES) "
        "names; choose one of: code, grade.",
    ),
    Refusal(
        "basicrequirements",
        "More types than layers of facilities",
        lambda _: {"FACILITY_TYPES": "school;library"},
        "Type of each facility layer (FACILITY_TYPES) has 2 entries for 1 layer of facilities: give one for "
        "each layer, in their order.",
    ),
    Refusal(
        "basicrequirements",
        "Two layers of facilities with one name",
        lambda _: {"FACILITIES": [good.school(), good.school()]},
        "Two facility layers are both called “school”, so their types cannot be told apart: say them in Type of "
        "each facility layer (FACILITY_TYPES).",
    ),
    Refusal(
        "basicrequirements",
        "A field with the capacity that no layer has",
        lambda _: {"CAPACITY_FIELD": "places"},
        "No facility layer has the field “places” of Field with the capacity (CAPACITY_FIELD); choose another, "
        "or leave it empty.",
    ),
    Refusal(
        "basicrequirements",
        "A field with the facility's id that no layer has",
        lambda _: {"FACILITY_ID": "number"},
        "The layer “school” has no field “number”; choose one of: code, grade.",
    ),
    Refusal(
        "basicrequirements",
        "Another name for a field, without the field",
        lambda _: {"FIELD_MAP": "inhabitants"},
        "Other names of fields (FIELD_MAP) has the entry “inhabitants”; write role=field, with semicolons "
        "between entries.",
    ),
    Refusal(
        "basicrequirements",
        "Another name for a field, with a field that no layer has",
        lambda _: {"FIELD_MAP": "inhabitants=people", "REQUIREMENTS": [row(weight="inhabitants")]},
        "Other names of fields (FIELD_MAP) names the field “people” for inhabitants, which no layer has; choose one "
        "of: code, grade.",
    ),
    Refusal(
        "basicrequirements",
        "Another name for what no requirement uses",
        lambda _: {"FIELD_MAP": "elderly=code"},
        "Other names of fields (FIELD_MAP) names “elderly”, which no requirement uses; write one of these before the "
        "“=”: barrier_block, city_district, complex, district, district_name, dwellings, dwellings_association, "
        "dwellings_owner, highway, households, households_low_income, households_single, households_with_children, "
        "inhabitants, inhabitants_0_15, inhabitants_15_25, inhabitants_25_45, inhabitants_45_65, inhabitants_65, "
        "land_ha, landlord, living_environment, municipality, municipality_name, neighbourhood_code, "
        "neighbourhood_name, open_from, open_until, settlement, street_year, water, year.",
    ),
    Refusal(
        "basicrequirements",
        "A group to compare that is no number field",
        lambda _: {"GROUP_ROLES": "cyclists"},
        "Groups to compare (GROUP_ROLES) names “cyclists”, which is no number field of the dwellings or "
        "neighbourhoods, nor a percentage of which they have the whole; choose from: code.",
    ),
    Refusal(
        "basicrequirements",
        "An income field that is not there",
        lambda _: {"INCOME_FIELD": "income"},
        "Field with the income (INCOME_FIELD): the layer “areas” has no field “income”; choose one of: code.",
    ),
    Refusal(
        "surveyestimates",
        "A figure in percent where a share is asked",
        lambda _: {"AREAS": _survey([f"a{n}" for n in range(8)], 42.0)},
        "The field “lonely” of the layer “survey” holds 42, which is no share from 0 to 1: divide percentages by "
        "100, or switch off The figure is a share from 0 to 1 (PROPORTION).",
    ),
    Refusal(
        "surveyestimates",
        "Neither the number of respondents nor the variance",
        lambda _: {"N_FIELD": None},
        "How sure is each estimate? Fill in Field with the number of respondents (N_FIELD) or Field with the "
        "sampling variance (VARIANCE_FIELD).",
    ),
    Refusal(
        "surveyestimates",
        "A covariate that has one value everywhere",
        lambda _: {
            "AREAS": layer(
                [(box(100 * n, 0, 100 * n + 100, 100), f"a{n}", (n % 4) / 10, 20, 7.0) for n in range(8)],
                "survey",
                code="text",
                lonely="real",
                asked="int",
                age="real",
            ),
            "COVARIATES": ["age"],
        },
        "The covariate “age” has the same value in every area with respondents, so it explains nothing: leave it "
        "out of Figures of the areas that may explain it (COVARIATES).",
    ),
    Refusal(
        "surveyestimates",
        "The figure as its own explanation",
        lambda _: {"COVARIATES": ["lonely"]},
        "The estimate cannot explain itself: leave “lonely” out of Figures of the areas that may explain it "
        "(COVARIATES).",
    ),
    Refusal(
        "surveyestimates",
        "Words in the field with the figure",
        lambda _: {"ESTIMATE_FIELD": "code"},
        "The field “code” of the layer “survey” holds no numbers: choose another.",
    ),
    Refusal(
        "surveyestimates",
        "Too few areas for the covariates",
        lambda _: {
            "AREAS": layer(
                [(box(0, 0, 100, 100), "a", 0.1, 20, 7.0), (box(100, 0, 200, 100), "b", 0.2, 20, 8.0)],
                "survey",
                code="text",
                lonely="real",
                asked="int",
                age="real",
            ),
            "COVARIATES": ["age"],
        },
        "The model needs at least 5 areas with respondents for 1 covariate, and there are 2: choose fewer "
        "covariates, or survey more areas.",
    ),
    Refusal(
        "surveycomparison",
        "Areas that are called otherwise than the neighbourhoods",
        lambda _: {
            "ESTIMATES": layer(
                [(box(0, 0, 9, 9), "BU1", 0.1, 0.01)], "survey", code="text", direct="real", sampling_variance="real"
            )
        },
        "The areas of the layer “survey” are called otherwise (BU1) than those of the results table (a0, a1, a2, "
        "…): choose the field with their code.",
    ),
    Refusal(
        "compliancereport",
        "Neighbourhoods that are called otherwise than those of the results",
        lambda _: {"NEIGHBOURHOODS": layer([(WEST, "BU1"), (EAST, "BU2")], "areas", code="text")},
        "The neighbourhoods of the layer “areas” are called otherwise (BU1, BU2) than those of the results table "
        "(west, east): choose the field with their code.",
    ),
    Refusal(
        "comparescenarios",
        "Neighbourhoods that are called otherwise than those of the results",
        lambda _: {"NEIGHBOURHOODS": layer([(WEST, "BU1"), (EAST, "BU2")], "areas", code="text")},
        "The neighbourhoods of the layer “areas” are called otherwise (BU1, BU2) than those of the results "
        "tables (west, east): choose the field with their code.",
    ),
    Refusal(
        "preparedwellings",
        "A layer that is none that is recognised",
        lambda _: {"SOURCE": layer([(point(50, 10), 3)], "addresses", floors="int"), "WEIGHT_FIELD": None},
        "The layer “addresses” is not recognised: looked for address objects (points with gebruiksdoel), buildings "
        "(polygons with aantal_verblijfsobjecten), squares (crs28992res100m) and postcode areas (postcode6), and "
        "found floors; choose another layer, or run Prepare dwellings from the toolbox with a “Field with the number "
        "of dwellings” (WEIGHT_FIELD). Points with a number of dwellings need no preparing: choose them in Check "
        "basic requirements.",
    ),
    Refusal(
        "preparenetwork",
        "A layer that is none that is recognised",
        lambda _: {"SOURCE": layer([(one, "x") for one in grid()], "osm lines", naam="text")},
        "The layer “osm lines” is no street data that is recognised, which has a field “highway” or “other_tags” "
        "(OpenStreetMap), “fclass” (Geofabrik), or “wvk_id” with “bst_code” (NWB), while it has: naam; choose "
        "another layer. Streets that hold only what may be used need no preparing: choose them in Check basic "
        "requirements.",
    ),
    Refusal(
        "preparenetwork",
        "Another kind of data than it was said to be",
        lambda _: {"KIND": 3},
        "The layer “osm lines” cannot be read as NWB, since it lacks the field “wvk_id” and has: highway; choose "
        "another kind or layer.",
    ),
    Refusal(
        "preparefacilities",
        "A layer that is none that is recognised",
        lambda _: {"SOURCES": [layer([(point(5, 5), "x")], "points", naam="text")]},
        "The layer “points” is none that is recognised: it has no tags of OpenStreetMap (amenity, leisure, shop, "
        "…, or other_tags), no class of Geofabrik (fclass), and Own types (MAPPING) names none of its fields; "
        "say in Own types (MAPPING) which value of which field is which type, or leave the layer out. Its "
        "fields: naam.",
    ),
    Refusal(
        "preparefacilities",
        "Nothing in the layers has a type",
        lambda _: {"SOURCES": [layer([(point(5, 5), "xyz")], "points", leisure="text")]},
        "Nothing in the layers has a type; the most frequent values are: leisure=xyz 1. Say in Own types "
        "(MAPPING) which field and value is which type, or choose other layers.",
    ),
    Refusal(
        "preparecandidates",
        "A layer that says nothing of its buildings",
        lambda _: {"SOURCE": layer([(point(5, 5), "x")], "addresses", naam="text")},
        "The layer “addresses” says neither a status nor a use (gebruiksdoel) nor an owner: choose another "
        "layer, or name the fields in Field with the owner (OWNER_FIELD) and Other names of fields (FIELD_MAP); "
        "its fields are: naam.",
    ),
    Refusal(
        "preparecandidates",
        "Another name for what is not asked",
        lambda _: {"FIELD_MAP": "colour=naam"},
        "Other names of fields (FIELD_MAP) names “colour”; write one of these before the “=”: “status”, “use”, "
        "“owner”, “surface”, “building”, “id” or “name”.",
    ),
    Refusal(
        "planneddwellings",
        "No field with the number of dwellings",
        lambda _: {"PLANS": layer([(box(0, 20, 190, 190), "x")], "plans", naam="text")},
        "No field of the layer “plans” is known to hold the number of dwellings: fill in Field with the number of "
        "dwellings (COUNT_FIELD).",
    ),
    Refusal(
        "planneddwellings",
        "Words in the field with the number of dwellings",
        lambda _: {"PLANS": layer([(box(0, 20, 190, 190), "many")], "plans", dwellings="text")},
        "The field “dwellings” of the layer “plans” holds no numbers: choose another.",
    ),
    Refusal(
        "facilitiesperdwellings",
        "A demand in percent",
        lambda _: {
            "NEIGHBOURHOODS": layer([(WEST, "w", 9), (EAST, "e", 9)], "areas", code="text", p_children="int"),
            "DEMAND_FIELD": "p_children",
        },
        "The field “p_children” of the layer “areas” holds percentages, which are no demand: choose one with numbers.",
    ),
    Refusal(
        "facilitiesperdwellings",
        "The area of facilities that are points",
        lambda _: {"AREA_AS_CAPACITY": True},
        "No facility of the layer “school” is a polygon, so none has an area: choose the field with the capacity.",
    ),
    Refusal(
        "thresholdcurve",
        "A field with the neighbourhood that is not there",
        lambda _: {"NEIGHBOURHOOD_FIELD": "district"},
        "Field with the neighbourhood (NEIGHBOURHOOD_FIELD): the layer “dwellings” has no field “district”; "
        "choose one of: neighbourhood, s_value, s_ok, s_weight, row_status.",
    ),
    Refusal(
        "suggestlocations",
        "A field with the owner that is not there",
        lambda _: {"OWNER_FIELD": "owner"},
        "Field with the candidate's owner (OWNER_FIELD): the layer “plots” has no field “owner”; choose one of: code.",
    ),
)


def _survey(codes: list[str], figure: float | None = None):
    return layer(
        [
            (box(100 * n, 0, 100 * n + 100, 100), code, (n % 4) / 10 if figure is None else figure, 20)
            for n, code in enumerate(codes)
        ],
        "survey",
        code="text",
        lonely="real",
        asked="int",
    )


WARNINGS = (
    Warned(
        algorithm="reachcounts",
        title="A dwelling without a number of dwellings, and one with a negative number",
        change=lambda _: {"DWELLINGS": homes(None, -3, n="int"), "WEIGHT_FIELD": "n"},
        sentence="Dwellings whose number is NULL or negative, counted as 0: 2 (1, 2)",
        stays="Both rows stay, count for 0, and have `row_status` `no_weight`.",
        output="OUTPUT",
        column="row_status",
        values=["no_weight", "no_weight"],
    ),
    Warned(
        algorithm="basicrequirements",
        title="A dwelling without a number of dwellings",
        change=lambda _: {"DWELLINGS": homes(None, 3, n="int"), "WEIGHT_FIELD": "n", "OUTPUT_DWELLINGS": "memory:"},
        sentence="Dwellings whose number is NULL or negative, counted as 0: 1 (1)",
        stays="The row stays, counts for 0, and has `row_status` `no_weight`.",
        output="OUTPUT_DWELLINGS",
        column="row_status",
        values=["no_weight", "ok"],
    ),
    Warned(
        algorithm="basicrequirements",
        title="A neighbourhood without a code",
        change=lambda _: {
            "NEIGHBOURHOODS": layer([(WEST, None), (EAST, "east")], "areas", code="text"),
            "OUTPUT_NEIGHBOURHOODS": "memory:",
        },
        sentence="Neighbourhoods without code, called # and their feature id: 1",
        stays="It is called by the number of its row: `#1`.",
        output="OUTPUT_RESULTS",
        column="neighbourhood",
        values=["#1", "east", "outside_neighbourhoods", "_total"],
    ),
    Warned(
        algorithm="nearestfacility",
        title="Two facilities with one id",
        change=lambda _: {"FACILITIES": schools("a", "a", code="text"), "FACILITY_ID": "code"},
        sentence="Ids in code of “school” that occur more than once, so that results cannot tell them apart: 1 (a)",
        stays="Both count, and have that id in the results.",
        output="OUTPUT",
        column="facility_id",
        values=["a", "a"],
    ),
    Warned(
        algorithm="nearestfacility",
        title="A facility without an id",
        change=lambda _: {"FACILITIES": schools(None, code="text"), "FACILITY_ID": "code"},
        sentence="Features of “school” without code, called # and their feature id: 1",
        stays="It counts, and is called by the number of its row: `#1`.",
        output="OUTPUT",
        column="facility_id",
        values=["#1", "#1"],
    ),
    Warned(
        algorithm="floatingcatchment",
        title="A facility with a negative capacity",
        change=lambda _: {"FACILITIES": schools(-5, 10, places="int"), "CAPACITY_FIELD": "places"},
        sentence="Facilities whose capacity is NULL or negative, which give nothing: 1 (1). The access of 2 dwellings "
        "that reach one lacks it.",
        stays="It gives nothing, and is counted among those in reach.",
        output="OUTPUT",
        column="facilities_in_reach",
        values=[2, 2],
    ),
    Warned(
        algorithm="facilitiesperdwellings",
        title="A facility without a capacity",
        change=lambda _: {"FACILITIES": schools(None, 10, places="int"), "CAPACITY_FIELD": "places"},
        sentence="Facilities whose capacity is not known: 1 (1)",
        stays="The capacity of its neighbourhood is NULL, since it is not known.",
        output="OUTPUT",
        column="capacity",
        values=[None, 10.0],
    ),
    Warned(
        algorithm="nearestfacility",
        title="An input that the algorithm does not have",
        change=lambda _: {"MAXSNAP": 50},
        sentence="MAXSNAP is not a parameter of Nearest facility, so it changes nothing. Did you mean MAX_SNAP?",
        stays="The run goes on without it.",
        output="OUTPUT",
        column="row_status",
        values=["ok", "ok"],
    ),
    Warned(
        algorithm="livingenvironments",
        title="Neighbourhoods without what the rules ask",
        change=lambda _: {"NEIGHBOURHOODS": layer([(WEST, "a"), (EAST, "b")], "areas", code="text")},
        sentence="Neighbourhoods without a living environment: 2. What is not known: address_density 2",
        stays="The rows stay, with a living environment of NULL; `derived_from` says what lacks.",
        output="OUTPUT",
        column="living_environment",
        values=[None, None],
    ),
)

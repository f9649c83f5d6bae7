"""Norm sets, norm files and the table of requirements."""

from __future__ import annotations

import json
from pathlib import Path

from buurtmaat.core.norms.indicators import INDICATORS
from towns.bad_inputs.cases import Refusal, Warned
from towns.runs import layer, point
from towns.small_town import norm_file, row

_NAMES = [f"“{name}”" for name in INDICATORS]
_KINDS = f"{', '.join(_NAMES[:-1])} or {_NAMES[-1]}"


def _file(folder: Path, text: str) -> dict[str, object]:
    path = folder / "norms.json"
    path.write_text(text, encoding="utf-8")
    return {"NORM_FILE": str(path), "REQUIREMENTS": None}


def _set(folder: Path, **changes: object) -> dict[str, object]:
    """Return the input of a norm file with other keys of the set."""
    content = json.loads(Path(norm_file(folder)).read_text(encoding="utf-8")) | changes
    return _file(folder, json.dumps({key: one for key, one in content.items() if one is not None}, indent=1))


def _requirement(folder: Path, **changes: object) -> dict[str, object]:
    return {"NORM_FILE": norm_file(folder, **changes), "REQUIREMENTS": None}


def _row(**cells: object) -> dict[str, object]:
    return {"REQUIREMENTS": [row(**cells)]}


def _title_twice(folder: Path) -> dict[str, object]:
    text = Path(norm_file(folder)).read_text(encoding="utf-8")
    return _file(folder, text.replace(' "version"', ' "title": "Another",\n "version"'))


def _twice(folder: Path) -> dict[str, object]:
    one = json.loads(Path(norm_file(folder)).read_text(encoding="utf-8"))["requirements"][0]
    return _set(folder, requirements=[one, one])


B = "basicrequirements"
REFUSALS = (
    Refusal(
        B,
        "A norm set that is not there",
        lambda _: {"NORM_SET": "delft-2026", "REQUIREMENTS": None},
        "There is no norm set “delft-2026”; choose “rivm-2025”, “meeting” or “daily”.",
    ),
    Refusal(
        "reachableground",
        "A norm set that is not there",
        lambda _: {"NORM_SET": "delft-2026", "REQUIREMENTS": None},
        "There is no norm set “delft-2026”; choose “rivm-2025”, “meeting” or “daily”.",
    ),
    Refusal(
        B,
        "A norm file that is not there",
        lambda folder: {"NORM_FILE": str(folder / "delft.json")},
        "Norm file {folder}/delft.json cannot be read (No such file or directory): choose another file.",
    ),
    Refusal(
        B,
        "A norm file that is no JSON",
        lambda folder: _file(folder, '{"id": "a",\n "title"'),
        'Norm file norms.json line 2, column 9: expected ":" after the key “title”, found the end of the file.',
    ),
    Refusal(
        B,
        "An empty norm file",
        lambda folder: _file(folder, ""),
        "Norm file norms.json line 1, column 1: expected a value (text in double quotes, a number, true, false, null, "
        "a list or an object), found the end of the file.",
    ),
    Refusal(
        B,
        "A norm file of 3 MB",
        lambda folder: _file(folder, '{"id": "' + "a" * 3_000_000 + '"}'),
        "Norm file norms.json: this is larger than 1 MB, which no norm set is; choose another file.",
    ),
    Refusal(
        B,
        "Objects in objects, a hundred deep",
        lambda folder: _file(folder, '{"id":' * 100 + "1" + "}" * 100),
        "Norm file norms.json line 1, column 97: objects and lists are nested more than 16 deep, which no norm set "
        "is; choose another file.",
    ),
    Refusal(
        B,
        "A norm file of a later version",
        lambda folder: _set(folder, format=99),
        "Norm file norms.json line 15: format 99 is newer than the 1 that this version of Buurtmaat reads; "
        "install a newer version.",
    ),
    Refusal(
        B,
        "A key that is there twice",
        _title_twice,
        "Norm file norms.json line 4: the key “title” is on line 3 too; keep one of them.",
    ),
    Refusal(
        B,
        "A set without a title",
        lambda folder: _set(folder, title=None),
        "Norm file norms.json line 1: the key “title” is missing; add it.",
    ),
    Refusal(
        B,
        "A set with the id of one that ships with Buurtmaat",
        lambda folder: _set(folder, id="rivm-2025"),
        "The norm file has the id “rivm-2025”, that of a set that ships with Buurtmaat, and is not that set: "
        "give it another id.",
    ),
    Refusal(
        B,
        "An id that could leave the folder",
        lambda folder: _set(folder, id="../own"),
        "Norm file norms.json line 2: id must be letters, digits, - and _, at most 40, not “../own”.",
    ),
    Refusal(
        B,
        "A date that is none",
        lambda folder: _set(folder, date="30-02-2026"),
        "Norm file norms.json line 15: date must be a date such as 2025-12-18, or empty, not “30-02-2026”.",
    ),
    Refusal(
        B,
        "A set without requirements",
        lambda folder: _set(folder, requirements=[]),
        "Norm file norms.json line 5: requirements must hold 1 to 200 requirements, not 0.",
    ),
    Refusal(
        B,
        "Two requirements with one id",
        _twice,
        "Norm file norms.json line 15, requirements[1] “s”: the id is that of line 7 too; give each its own.",
    ),
    Refusal(
        B,
        "A key that is misspelt",
        lambda folder: _requirement(folder, treshold=300),
        "Norm file norms.json line 13, requirements[0] “s”: unknown key “treshold”; did you mean “threshold”?",
    ),
    Refusal(
        B,
        "A unit that the indicator does not have",
        lambda folder: _requirement(folder, unit="km"),
        "Norm file norms.json line 11, requirements[0] “s”: unit must be “m” or “min” for the indicator "
        "distance, not “km”.",
    ),
    Refusal(
        B,
        "A threshold below 0",
        lambda folder: _requirement(folder, threshold=-300),
        "Norm file norms.json line 10, requirements[0] “s”: threshold must be over 0 and at most 100000 m, not -300.",
    ),
    Refusal(
        B,
        "A threshold in words",
        lambda folder: _requirement(folder, threshold="near"),
        "Norm file norms.json line 10, requirements[0] “s”: threshold must be a number, not “near”.",
    ),
    Refusal(
        B,
        "A target of 90, not 0.9",
        lambda folder: _requirement(folder, target=90),
        "Norm file norms.json line 12, requirements[0] “s”: target must be over 0 and at most 1, not 90; 90 % is 0.9.",
    ),
    Refusal(
        B,
        "An indicator that is none",
        lambda folder: _requirement(folder, indicator="nearness"),
        f"Norm file norms.json line 9, requirements[0] “s”: indicator must be {_KINDS}, not “nearness”.",
    ),
    Refusal(
        B,
        "A key of another indicator",
        lambda folder: _requirement(folder, per=500),
        "Norm file norms.json line 13, requirements[0] “s”: per does not go with the indicator distance "
        "(only with rate); leave it out.",
    ),
    Refusal(
        B,
        "The name “everything”, which is kept",
        lambda folder: _requirement(folder, id="everything"),
        "Norm file norms.json line 7, requirements[0] “everything”: id “everything” is reserved for all "
        "requirements together; choose another.",
    ),
    Refusal(
        B,
        "A name in capitals",
        lambda folder: _requirement(folder, id="School 300m"),
        "Norm file norms.json line 7, requirements[0] “School 300m”: id must be lower-case letters, digits "
        "and _, start with a letter and be at most 40 long, not “School 300m”.",
    ),
    Refusal(
        B,
        "A way to move that the set does not have",
        lambda folder: _requirement(folder, mode="skate"),
        "Norm file norms.json line 13, requirements[0] “s”: mode must be a mode of the set or “walk”, "
        "“walk_65”, “rollator” or “cycle”, not “skate”.",
    ),
    Refusal(
        B,
        "An address that would run a script",
        lambda folder: _requirement(folder, url="javascript:alert(1)"),
        "Norm file norms.json line 13, requirements[0] “s”: url must start with http:// or https://, or be "
        "empty, not “javascript:alert(1)”.",
    ),
    Refusal(
        B,
        "A quotation of a page",
        lambda folder: _requirement(folder, quotation="a" * 301),
        "Norm file norms.json line 13, requirements[0] “s”: quotation must be at most 300 characters long, not 301.",
    ),
    Refusal(
        B,
        "A condition with an operator that is none",
        lambda folder: _requirement(folder, where=[{"field": "grade", "op": "like", "value": "p%"}]),
        "Norm file norms.json line 16, requirements[0] “s” where[0]: op must be “=”, “!=”, “<”, “<=”, “>”, "
        "“>=” or “in”, not “like”.",
    ),
    Refusal(
        B,
        "A condition on a field that no layer has",
        lambda folder: _requirement(folder, where=[{"field": "pupils", "op": ">", "value": 100}]),
        "Requirement “s” needs the field “pupils”, which the facilities lack: add it to them, or change the "
        "requirement; they have: code, grade.",
    ),
    Refusal(
        B,
        "A path to a target with a year that is none",
        lambda folder: _requirement(folder, target_path={"soon": 0.9}),
        "Norm file norms.json line 14, requirements[0] “s”: each key of target_path must be a year such as "
        "2030, not “soon”.",
    ),
    Refusal(
        B,
        "One type twice",
        lambda folder: _requirement(folder, facility=["school", "School"]),
        "Norm file norms.json line 8, requirements[0] “s”: facility: the type “School” is named twice; name it once.",
    ),
    Refusal(
        B,
        "More types asked than named",
        lambda folder: _requirement(folder, facility=["school"], indicator="types", minimum=3),
        "Norm file norms.json line 15, requirements[0] “s”: minimum: 3 types are asked, and only 1 named, so that no "
        "dwelling could ever have that many; ask fewer, or name more.",
    ),
    Refusal(
        B,
        "A share of the public space, without its layer",
        lambda folder: _requirement(
            folder, indicator="area_share", unit="share", threshold=0.1, target=None, area_of="public_space"
        ),
        "Requirement “s” asks for a share of the public space: choose a layer for Public space (PUBLIC_SPACE).",
    ),
    Refusal(
        B,
        "A share of the developed area, without its layer",
        lambda folder: _requirement(
            folder, indicator="area_share", unit="share", threshold=0.1, target=None, area_of="developed"
        ),
        "Requirement “s” asks for a share of the developed area: choose a layer for Developed areas (DEVELOPED_AREAS).",
    ),
    Refusal(
        B,
        "By bicycle, without a network for it",
        lambda _: _row(mode="cycle"),
        "Requirement “s” is measured by bicycle: choose a layer for Streets and paths for bicycles (CYCLE_NETWORK).",
    ),
    Refusal(
        B,
        "Over the streets, without streets",
        lambda _: {"NETWORK": None},
        "Requirement “s” is measured over the streets: choose a layer for Streets and paths (NETWORK).",
    ),
    Refusal(
        B,
        "A threshold in words in the table",
        lambda _: _row(threshold="near"),
        "Requirements row 1, column threshold: threshold must be a number, not “near”.",
    ),
    Refusal(
        B,
        "A row that is too short",
        lambda _: {"REQUIREMENTS": [row()[:-1]]},
        "Requirements row 1 has 10 cells instead of 11 (id, facility, indicator, threshold, unit, minimum, "
        "per, metric, mode, weight, target); leave a cell empty rather than out.",
    ),
    Refusal(
        B,
        "Cells that fill no whole row",
        lambda _: {"REQUIREMENTS": [*row(), *row()[:-1]]},
        "Requirements row 2: 21 cells do not fill rows of 11 columns (id, facility, indicator, threshold, "
        "unit, minimum, per, metric, mode, weight, target); look there for a missing cell, or a decimal "
        "comma that should be a point.",
    ),
    Refusal(
        B,
        "A row without an id",
        lambda _: _row(id=""),
        "Requirements row 1, column id: a row needs the id of a requirement.",
    ),
    Refusal(
        B,
        "Two rows with one id",
        lambda _: {"REQUIREMENTS": [row(), row()]},
        "Requirements row 2, column id: row 1 is for “s” too; keep one of them.",
    ),
    Refusal(
        B,
        "A word for the table",
        lambda _: {"REQUIREMENTS": "school"},
        "Requirements row 1: 1 cell does not fill rows of 11 columns (id, facility, indicator, threshold, unit, "
        "minimum, per, metric, mode, weight, target); look there for a missing cell, or a decimal comma that should "
        "be a point.",
    ),
    Refusal(
        B,
        "A number for the table",
        lambda _: {"REQUIREMENTS": 300},
        "Requirements must be a table of 11 columns, not 300.",
    ),
    Refusal(
        B,
        "A table as JSON that is cut off",
        lambda _: {"REQUIREMENTS": '[{"id": "s"'},
        'Requirements line 1, column 12: expected "," or "}", found the end of the file.',
    ),
    Refusal(
        B,
        "A table as JSON with an object that is misspelt",
        lambda _: {"REQUIREMENTS": json.dumps([{"id": "s", "facilty": "school"}])},
        "Requirements line 1, object 1 “s”: unknown key “facilty”; did you mean “facility”?",
    ),
    Refusal(
        "reachableground",
        "Only requirements that are not measured over streets",
        lambda _: _row(metric="straight"),
        "No requirement can be asked of a place on a street: choose some that are measured over streets.",
    ),
    Refusal(
        "reachableground",
        "Only requirements on types that no layer has",
        lambda _: {"FACILITIES": [layer([point(9, 9)], "library")]},
        "No requirement can be asked of a place, since it is not known from where it is within reach: “s” (type "
        "not in the data). Choose other requirements, or give what these lack.",
        searched=True,
    ),
    Refusal(
        "reachableground",
        "A row that is too short",
        lambda _: {"REQUIREMENTS": [row()[:-1]]},
        "Requirements row 1 has 10 cells instead of 11 (id, facility, indicator, threshold, unit, minimum, "
        "per, metric, mode, weight, target); leave a cell empty rather than out.",
    ),
    Refusal(
        "requirementsoveryears",
        "A norm set that is not there",
        lambda _: {"NORM_SET": "x", "REQUIREMENTS": None},
        "There is no norm set “x”; choose “rivm-2025”, “meeting” or “daily”.",
    ),
    Refusal(
        "preparefacilities",
        "A table of types that is half filled",
        lambda _: {"MAPPING": ["leisure", "park", ""]},
        "Own types (MAPPING) row 1 is half filled: fill in its type, or clear the row.",
    ),
    Refusal(
        "preparefacilities",
        "A table of types with a field that no layer has",
        lambda _: {"MAPPING": ["fclass", "park", "park"]},
        "Own types (MAPPING) row 1: no layer has the field “fclass”: write another; “points” has: leisure, "
        "opening_hours.",
    ),
    Refusal(
        "preparefacilities",
        "A table of types that is too short",
        lambda _: {"MAPPING": ["leisure", "park"]},
        "Own types (MAPPING) row 1: 2 cells do not fill rows of 3 columns (field, value, type); look there "
        "for a missing cell, or a decimal comma that should be a point.",
    ),
    Refusal(
        "livingenvironments",
        "Rules that are no JSON",
        lambda folder: {"RULES": _file(folder, "rules")["NORM_FILE"]},
        "norms.json line 1, column 1: expected a value (text in double quotes, a number, true, false, null, a "
        "list or an object), found rules.",
    ),
    Refusal(
        "livingenvironments",
        "Rules that ask for a field that is not there",
        lambda folder: {
            "RULES": _file(
                folder,
                json.dumps(
                    {
                        "title": "Cinemas",
                        "version": "1",
                        "rules": [
                            {"living_environment": "centrum", "if": [{"field": "cinemas", "op": ">", "value": 1}]},
                        ],
                    }
                ),
            )["NORM_FILE"]
        },
        "A rule asks for “cinemas”, which the layer “areas” does not have: choose other rules or another layer. "
        "Its fields: omgevingsadressendichtheid.",
    ),
    Refusal(
        "preparecandidates",
        "Rules that are no JSON",
        lambda folder: {"RULES": _file(folder, "[")["NORM_FILE"]},
        "norms.json line 1, column 2: expected a value (text in double quotes, a number, true, false, null, "
        "a list or an object), found the end of the file.",
    ),
)
WARNINGS = (
    Warned(
        algorithm=B,
        title="A shipped norm set asks for what the layers lack",
        change=lambda _: {"NORM_SET": "rivm-2025", "REQUIREMENTS": None, "OUTPUT_NEIGHBOURHOODS": "memory:"},
        sentence="Requirement “Playground near the home” was not computed, since the layers lack what it needs: "
        "children under 15 (inhabitants_0_15).",
        stays="What asks for it is `unknown`, with the reason; the other requirements are judged.",
        output="OUTPUT_NEIGHBOURHOODS",
        column="playground_compliance",
        values=["unknown", "unknown"],
    ),
)

"""Texts that do harm where they are taken for something else than text, and a town in which everything is called so."""

from __future__ import annotations

import json
import re
from pathlib import Path

from towns import runs
from towns.runs import box, layer, point

IMAGE = "<img src=x onerror='window.ran = 2'>"
TEXTS = {
    "script": "<script>window.ran = 1</script>",
    "image": IMAGE,
    "ends": "</title></style></script></bdi>\"'>" + IMAGE,
    "sheet": "<style>body { background: red }</style><link rel=stylesheet href=http://example.org/a.css>",
    "comment": "<!-- ]]> --><![CDATA[ <!ENTITY a SYSTEM 'file:///etc/passwd'> &a;",
    "entities": "&lt;b&gt; &#x3c;i&#x3e; &amp;amp; & <b>b</b>",
    "quotes": "'a' \"b\" `c` „d” «e» ''f'' \"\"g\"\"",
    "backslash": "C:\\new\\table \\u0041 \\x41 %TEMP% ~ $HOME `id` $(id) \\",
    "percent": "100 %s %d %(name)s %1 %L1 %%",
    "braces": "{} {0} {layer} {0.__class__} {{ 7 * 7 }} {% raw %} ${x}",
    "expression": "[% upper('computed') %] [%= 1 %] @project_path $id \"code\"",
    "control": "a\x01b\x08c\x0bd\x1be\x7ff\x85g\ufffeh",
    "from_right": "\u202egnp.exe\u202c שכונה \u2066x",
    "long": "Hottentottententententoonstelling" * 12,
    "astral": "🏘️ 👩‍👩‍👧 🀄 e\u0301",
    "formula": '=HYPERLINK("http://example.org";"x")',
    "command": "=cmd|' /C calc'!A0",
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(1;1)",
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "lines": "one\n=1+1\r\nthree",
    "path": "../../../etc/passwd",
    "drive": 'C:/a|b?*<>:"c',
    "sql": "x'); DROP TABLE gpkg_contents; --",
    "link": "javascript:window.ran=3",
    "escape": "_x000D_ &#10; _x0041_",
}
"""By what each is. None has a NUL, at which QGIS ends a text, nor half of a surrogate pair, which it does not take."""

NAMES = list(TEXTS.values())
_ASKED = ("ends", "entities", "quotes", "backslash", "percent", "braces", "expression", "from_right", "formula", "at")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe]")


def plain(text: str) -> str:
    """Return a text without what XML and HTML cannot show, and with single blanks: as a reader sees it."""
    return " ".join(_UNWRITABLE.sub("", text).split())


TITLES = [plain(TEXTS[name]) for name in _ASKED]
"""What requirements are called."""


def kind_of(text: str) -> str:
    """Return a text as the type of a facility, in which a | would part two types."""
    return plain(text).replace("|", "¦")


def norms(path: Path) -> str:
    """Write a norm set whose texts, types and classes are all hostile, and return its path."""
    asked = [
        {
            "id": f"r{number}",
            "facility": kind_of(text),
            "title": text,
            "note": text,
            "source": text,
            "url": "https://example.org/?a=1&b=2",
            "indicator": "distance",
            "threshold": 300,
            "unit": "m",
            "target": 0.9,
        }
        for number, text in enumerate(TITLES)
    ]
    every = " ".join(map(plain, NAMES))
    whole = {"id": "own", "title": every[:900], "version": TEXTS["image"], "requirements": asked}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return str(path)


def town(path: Path, **changes) -> dict:
    """Return inputs of a check in which all that has a name is called one of the texts; `path` is of the norms.

    Along one street there is a neighbourhood of 100 m for each text, with a dwelling and a facility of that type in it.
    """
    width = 100.0
    areas = [
        (box(width * n, -50, width * n + width, 50), text, text, NAMES[-n], NAMES[-n]) for n, text in enumerate(NAMES)
    ]
    evil = TEXTS["ends"]
    neighbourhoods = layer(areas, evil, code="text", buurtnaam="text", wijknaam="text", woonmilieu="text")
    neighbourhoods.serverProperties().setAttribution(" ".join(NAMES))
    street = f"LINESTRING(0 0, {width * len(NAMES)} 0)"
    homes = [(point(width * n + 10, 5), text) for n, text in enumerate(NAMES)]
    places = [(point(width * n + 60, 5), kind_of(text), text) for n, text in enumerate(NAMES)]
    given = {
        "NETWORK": layer([street], TEXTS["expression"]),
        "DWELLINGS": layer(homes, TEXTS["formula"], landlord="text"),
        "NEIGHBOURHOODS": neighbourhoods,
        "NEIGHBOURHOOD_ID": "code",
        "CLASS_FIELD": "woonmilieu",
        "LEVEL_FIELDS": ["wijknaam"],
        "GROUP_FIELD": "landlord",
        "MIN_DWELLINGS": 0,
        "MIN_COMPONENT": 0,
        "FACILITIES": [layer(places, TEXTS["sheet"], soort="text", place="text")],
        "TYPE_FIELD": "soort",
        "FACILITY_ID": "place",
        "NORM_FILE": norms(path),
        **dict.fromkeys(("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS"), "memory:"),
        "OUTPUT_FACILITIES": "memory:",
        **changes,
    }
    return runs.without_none(given)

"""The tables on the page of *Prepare facilities*, made of facilities.json and facets.json in resources/prepare.

Each table stands between two comments in the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = ROOT / "resources" / "prepare"
PAGE = ROOT / "docs" / "algorithms" / "prepare_facilities.md"


def pages() -> Iterator[tuple[Path, str]]:
    """Yield the page and its text as it should be."""
    page = PAGE.read_text(encoding="utf-8")
    for name, table in (("mapping", mapping()), ("facets", facets())):
        begin, end = f"<!-- {name} -->\n", f"<!-- end of the {name} -->\n"
        before, _, rest = page.partition(begin)
        page = f"{before}{begin}\n{table}\n{end}{rest.partition(end)[2]}"
    yield PAGE, page


def mapping() -> str:
    """Return the table of types: a row for each, `?` behind a tag or class that may stand for something else too."""
    found = _content("facilities.json")
    rows = [
        " | ".join((one["type"], one["merge"], _shown(one, "osm"), _shown(one, "geofabrik"), one.get("note", "")))
        for one in found["facilities"]
    ]
    head = ["| type | one if | OpenStreetMap | Geofabrik | note |", "|---|---|---|---|---|"]
    untold = [f"- **{one['type']}**: {one['note']}" for one in found["not_told"]]
    return "\n".join([*head, *(f"| {row} |" for row in rows), "", "What OpenStreetMap cannot tell:", "", *untold, ""])


def facets() -> str:
    """Return the table of facets: the rules of each, in the order in which they are tried."""
    rows = [
        f"| `{one['field']}` | {one['meaning']} | {'; '.join(map(_rule, one['rules']))} |"
        for one in _content("facets.json")["facets"]
    ]
    return "\n".join(["| field | what it says | rules: the first that holds |", "|---|---|---|", *rows, ""])


def _rule(rule: dict[str, Any]) -> str:
    value = {True: "1", False: "0"}.get(rule["is"], rule["is"])
    tags = f"`{rule['if']}`".replace("|", "\\|") if "if" in rule else ""
    types = ", ".join(rule.get("types", []))
    return f"{tags}{' of ' if tags and types else ''}{types} → **{value}**"


def _content(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FILES / name).read_text(encoding="utf-8"))
    return found


def _shown(one: dict[str, list[str]], key: str) -> str:
    sure = [f"`{rule}`" for rule in one.get(key, [])]
    unsure = [f"`{rule}`?" for rule in one.get(f"{key}_unsure", [])]
    return "; ".join([*sure, *unsure]).replace("|", "\\|")

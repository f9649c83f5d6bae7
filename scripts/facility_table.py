"""Write the table of docs/algorithms/prepare_facilities.md from resources/prepare/facilities.json.

    python3 scripts/facility_table.py

The table stands between two comments in the page.
"""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "resources" / "prepare" / "facilities.json"
PAGE = ROOT / "docs" / "algorithms" / "prepare_facilities.md"
BEGIN, END = "<!-- mapping -->\n", "<!-- end of the mapping -->\n"


def table() -> str:
    """Return the table: a row for each type, `?` behind a tag or class that may stand for something else too."""
    found = json.loads(FILE.read_text(encoding="utf-8"))
    rows = [
        " | ".join((one["type"], one["merge"], _shown(one, "osm"), _shown(one, "geofabrik"), one.get("note", "")))
        for one in found["facilities"]
    ]
    head = ["| type | one if | OpenStreetMap | Geofabrik | note |", "|---|---|---|---|---|"]
    untold = [f"- **{one['type']}**: {one['note']}" for one in found["not_told"]]
    return "\n".join([*head, *(f"| {row} |" for row in rows), "", "What OpenStreetMap cannot tell:", "", *untold, ""])


def _shown(one: dict[str, list[str]], key: str) -> str:
    sure = [f"`{rule}`" for rule in one.get(key, [])]
    unsure = [f"`{rule}`?" for rule in one.get(f"{key}_unsure", [])]
    return "; ".join([*sure, *unsure]).replace("|", "\\|")


def main() -> None:
    """Put the table into the page."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()

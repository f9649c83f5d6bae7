"""Print the matrix of neighbourhoods and requirements out of a GeoPackage that basicrequirements wrote."""

from __future__ import annotations

import argparse
import math
import sqlite3
import textwrap
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]

SIGNS = {"meets": "✓", "fails": "✗", "unknown": "?", "too_few": "~", "not_applicable": "/", None: "·"}
LEGEND = "✓ meets   ✗ fails   ? unknown   ~ too few dwellings   / does not apply   · no verdict here"
AGGREGATES = ("outside_neighbourhoods", "_total")
OWN = "neighbourhood"
VERDICTS = ("meets", "fails", "unknown")


def read_table(file: Path, table: str) -> list[Row]:
    """Return the rows of a table."""
    connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    try:
        connection.row_factory = sqlite3.Row
        quoted = '"' + table.replace('"', '""') + '"'
        return [dict(row) for row in connection.execute(f"SELECT * FROM {quoted}")]  # noqa: S608 -- quoted
    finally:
        connection.close()


def last_rows(results: list[Row]) -> list[Row]:
    """Keep what stands for whole areas, in the last year."""
    rows = [row for row in results if row.get("group") is None and row.get("stock") in (None, "all")]
    last = max((row["year"] for row in rows if row.get("year") is not None), default=None)
    return [row for row in rows if row.get("year") == last]


def neighbourhood_rows(rows: list[Row], neighbourhoods: Sequence[Row] = (), id_field: str = "") -> list[Row]:
    """Return each neighbourhood's rows; of a requirement of settlements, say, that of the settlement, named in `area`.

    The fields of the neighbourhoods tell in which settlement each lies.
    """
    places = {str(row[id_field]): row for row in neighbourhoods}
    judged = {row["requirement"]: row["level"] for row in rows if row["level"] != OWN and row["compliance"] is not None}
    areas = {(row["level"], row["neighbourhood"], row["requirement"]): row for row in rows if row["level"] != OWN}
    found = []
    for row in rows:
        if row["level"] != OWN:
            continue
        level = judged.get(row["requirement"])
        area = places.get(row["neighbourhood"], {}).get(level) if level else None
        verdict = areas.get((level, str(area), row["requirement"])) if area is not None else None
        found.append(row if verdict is None else {**verdict, "neighbourhood": row["neighbourhood"], "area": str(area)})
    return found


def figure(row: Row) -> str:
    """Write the value that the verdict rests on; a share is rounded down, so that 94.96 % never looks like 95 %."""
    if row["share"] is not None:
        return f"{math.floor(row['share'] * 1000 + 1e-6) / 10:g}%"
    if row["rate"] is None:
        return ""
    return f"{row['rate']:,.0f}" if row["rate"] >= 100 else f"{row['rate']:.3g}"


def cell(row: Row) -> str:
    """Write a verdict with its value, and of which area it is where that is not the neighbourhood."""
    return f"{SIGNS[row['compliance']]} {figure(row)}" + (f" ({row['area']})" if row.get("area") else "")


def counted(row: Row) -> str:
    """Name what a requirement counts."""
    return {None: "dwellings", "inhabitants_65": "people aged 65 and over"}.get(row["weight"], row["weight"])


def asked(rows: list[Row]) -> str:
    """Write what a requirement asks for, as far as it is the same in every row."""
    thresholds = {row["threshold"] for row in rows if row["threshold"] is not None}
    if len(thresholds) != 1:
        return "differs between neighbourhoods"
    if thresholds == {0}:
        return "asked in none of these neighbourhoods"
    unit = {"number": "", "share": "", "m2": " m²"}.get(rows[0]["unit"], f" {rows[0]['unit']}")
    text = f"{thresholds.pop():g}{unit}"
    if rows[0]["per"]:
        text += f" per {rows[0]['per']:,.0f} {counted(rows[0])}"
    elif rows[0]["target"] is not None:
        text += f" for {rows[0]['target']:.0%} of {counted(rows[0])}"
    return text


def matrix(rows: list[Row], names: dict[str, str]) -> str:
    """Lay out the verdicts: a line a neighbourhood, a column a requirement."""
    titles = {row["requirement"]: row["title"] or row["requirement"] for row in rows}
    places = dict.fromkeys(row["neighbourhood"] for row in rows if row["neighbourhood"] not in AGGREGATES)
    cells = {(row["neighbourhood"], row["requirement"]): cell(row) for row in rows}
    table = [["", *(str(number) for number in range(1, len(titles) + 1))]]
    for place in places:
        name = textwrap.shorten(names.get(place, place), 36, placeholder=" …")
        table.append([name, *(cells.get((place, id_), "") for id_ in titles)])
    table.append(["All neighbourhoods", *(cells.get(("_total", id_), "").lstrip("· ") for id_ in titles)])
    widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table]
    rule = "-" * max(map(len, lines))
    legend = [
        f"{number}  {title} ({asked([row for row in rows if row['requirement'] == id_])})"
        for number, (id_, title) in enumerate(titles.items(), start=1)
    ]
    return "\n".join([lines[0], rule, *lines[1:-1], rule, lines[-1], "", LEGEND, "", *legend])


def outside(row: Row) -> str:
    """Write the share outside, what is left of 100 when the share within is cut off; all only where it is all."""
    within = 1 - row["outside"] / row["total"]
    cut = math.floor(within * 100 + 1e-6)
    return f"{100 - cut}%" if cut or not within else "over 99%"


def summary(rows: list[Row], names: dict[str, str], overall: dict[str, str | None] | None = None) -> str:
    """Describe the outcome in a few sentences.

    Parameters
    ----------
    overall
        What the run says of each neighbourhood over all requirements; else what its own rows say.
    """
    judged = [row for row in rows if row["neighbourhood"] not in AGGREGATES and row["compliance"] in VERDICTS]
    once = {(row.get("area") or row["neighbourhood"], row["requirement"]): row["compliance"] for row in judged}
    verdicts = Counter(once.values())
    places = {row["neighbourhood"] for row in judged if not row.get("area")}
    short = {row["neighbourhood"] for row in judged if row["compliance"] != "meets"}
    if overall is not None:  # it knows of what is judged for a larger area only, and where nobody lives
        places = {place for place, verdict in overall.items() if verdict in VERDICTS}
        short = {place for place in places if overall[place] != "meets"}
    text = (
        f"Of {len(places)} neighbourhoods that can be judged, {len(places - short)} meet every requirement that "
        f"applies to them. Over areas and requirements, {verdicts['meets']} are met, {verdicts['fails']} failed and "
        f"{verdicts['unknown']} unknown."
    )
    failed = [row for row in judged if row["compliance"] == "fails" and row["outside"]]
    if failed:
        worst = max(failed, key=lambda row: row["outside"])
        place = names.get(worst["neighbourhood"], worst["neighbourhood"])
        text += (
            f" Most outside: in {place}, {worst['outside']:,.0f} of "
            f"{worst['total']:,.0f} ({outside(worst)}) {counted(worst)} lie "
            f"outside “{worst['title'] or worst['requirement']}”."
        )
    return text


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="the GeoPackage with the result table")
    parser.add_argument("--results", default="results", help="the table of OUTPUT_RESULTS (%(default)s)")
    parser.add_argument("--neighbourhoods", default="neighbourhoods", help="that of OUTPUT_NEIGHBOURHOODS")
    parser.add_argument("--id", default="buurtcode", help="the field that identifies a neighbourhood (%(default)s)")
    parser.add_argument("--name", default="buurtnaam", help="the field with its name (%(default)s)")
    arguments = parser.parse_args()
    neighbourhoods = read_table(arguments.file, arguments.neighbourhoods)
    rows = last_rows(read_table(arguments.file, arguments.results))
    rows = neighbourhood_rows(rows, neighbourhoods, arguments.id)
    names = {str(row[arguments.id]): str(row[arguments.name]) for row in neighbourhoods}
    overall = {str(row[arguments.id]): row["compliance"] for row in neighbourhoods if "compliance" in row}
    print(matrix(rows, names), "", summary(rows, names, overall or None), sep="\n")


if __name__ == "__main__":
    main()

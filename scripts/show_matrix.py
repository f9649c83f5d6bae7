"""Print the matrix of neighbourhoods and requirements out of a GeoPackage that basicrequirements wrote."""

from __future__ import annotations

import argparse
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

Row = dict[str, Any]

SIGNS = {"meets": "✓", "fails": "✗", "unknown": "?", "too_few": "~", "not_applicable": "/", None: "·"}
LEGEND = "✓ meets   ✗ fails   ? unknown   ~ too few dwellings   / does not apply   · no verdict here"
AGGREGATES = ("outside_neighbourhoods", "_total")


def read_table(file: Path, table: str) -> list[Row]:
    """Give the rows of a table."""
    connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    try:
        connection.row_factory = sqlite3.Row
        quoted = '"' + table.replace('"', '""') + '"'
        return [dict(row) for row in connection.execute(f"SELECT * FROM {quoted}")]  # noqa: S608 -- quoted
    finally:
        connection.close()


def neighbourhood_rows(results: list[Row]) -> list[Row]:
    """Keep what stands for whole neighbourhoods, in the last year."""
    rows = [row for row in results if row["level"] == "neighbourhood" and row.get("group") is None]
    rows = [row for row in rows if row.get("stock") in (None, "all")]
    last = max((row["year"] for row in rows if row.get("year") is not None), default=None)
    return [row for row in rows if row.get("year") == last]


def figure(row: Row) -> str:
    """Write the value that the verdict rests on."""
    if row["share"] is not None:
        return f"{row['share']:.0%}"
    return "" if row["rate"] is None else f"{row['rate']:,.3g}" if row["rate"] < 100 else f"{row['rate']:,.0f}"


def matrix(rows: list[Row], names: dict[str, str]) -> str:
    """Lay out the verdicts: a line a neighbourhood, a column a requirement."""
    titles = {row["requirement"]: row["title"] or row["requirement"] for row in rows}
    places = dict.fromkeys(row["neighbourhood"] for row in rows if row["neighbourhood"] not in AGGREGATES)
    cells = {(row["neighbourhood"], row["requirement"]): f"{SIGNS[row['compliance']]} {figure(row)}" for row in rows}
    # An area that is judged as a whole has no verdict of its own here: only its figure.
    table = [["", *(str(number) for number in range(1, len(titles) + 1))]]
    table += [[names.get(place, place), *(cells.get((place, id_), "") for id_ in titles)] for place in places]
    total = [cells.get(("_total", id_), "").lstrip("· ") for id_ in titles]
    table += [["All neighbourhoods", *total]]
    widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table]
    rule = "-" * max(map(len, lines))
    legend = [f"{number}  {title}" for number, title in enumerate(titles.values(), start=1)]
    return "\n".join([lines[0], rule, *lines[1:-1], rule, lines[-1], "", LEGEND, "", *legend])


def summary(rows: list[Row], names: dict[str, str]) -> str:
    """Say the outcome in a few sentences."""
    judged = [row for row in rows if row["neighbourhood"] not in AGGREGATES]
    verdicts = Counter(row["compliance"] for row in judged)
    places = {row["neighbourhood"] for row in judged}
    short = {row["neighbourhood"] for row in judged if row["compliance"] in ("fails", "unknown")}
    met = {row["neighbourhood"] for row in judged if row["compliance"] == "meets"} - short
    text = (
        f"Of {len(places)} neighbourhoods, {len(met)} meet every requirement that applies to them. Over neighbourhoods "
        f"and requirements, {verdicts['meets']} are met, {verdicts['fails']} failed and {verdicts['unknown']} unknown."
    )
    failed = [row for row in judged if row["compliance"] == "fails" and row["outside"]]
    if failed:
        worst = max(failed, key=lambda row: row["outside"])
        place = names.get(worst["neighbourhood"], worst["neighbourhood"])
        text += (
            f" Most outside: in {place}, {worst['outside']:,.0f} of "
            f"{worst['total']:,.0f} ({worst['outside'] / worst['total']:.0%}) {worst['weight'] or 'dwellings'} lie "
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
    rows = neighbourhood_rows(read_table(arguments.file, arguments.results))
    neighbourhoods = read_table(arguments.file, arguments.neighbourhoods)
    names = {str(row[arguments.id]): str(row[arguments.name]) for row in neighbourhoods}
    print(matrix(rows, names), "", summary(rows, names), sep="\n")


if __name__ == "__main__":
    main()

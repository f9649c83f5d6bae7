"""Make the four years of the sample town that ship with the plugin: recipes, what differed, and the results tables.

Run by scripts/make_years, with the town, the folder to write to and one for what is made on the way.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from osgeo import gdal, ogr

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

# After the path that makes them importable.
from headless_qgis import headless_qgis, run_algorithm, with_algorithms  # noqa: E402
from making.sample.writer import STAMP  # noqa: E402
from making.sample.years import BESIDE, TOWN, YEARS, first_day, make_layers, make_recipe  # noqa: E402


def make_years(town: Path, folder: Path, scratch: Path) -> None:
    """Write the recipes and the layers beside a town into a folder, with the results table of each year.

    The recipes are run in the folder `scratch`, whose files QGIS may look at until it ends.
    """
    shutil.copyfile(town, scratch / TOWN)
    for place in (scratch, folder):
        make_layers(place / BESIDE, town)
    with gdal.config_options({"OGR_CURRENT_DATE": STAMP}):
        for year in YEARS:
            name = f"recipe_{year}.json"
            for place in (scratch, folder):
                make_recipe(place / name, year)
            run_algorithm("runrecipe", {"RECIPE": str(scratch / name), "LOAD": False})
            _add_results(folder / BESIDE, scratch / f"results_{year}.gpkg", year)
        _finish(folder / BESIDE)


def _add_results(path: Path, results: Path, year: int) -> None:
    """Copy the results of a year into the GeoPackage: of the first day of the year, whenever they were made."""
    ogr.UseExceptions()
    name = f"results_{year}"
    source, target = ogr.Open(str(results)), ogr.Open(str(path), update=1)
    rows = source.GetLayer(name)
    table = target.CreateLayer(name, None, ogr.wkbNone, [f"DESCRIPTION=Results of {year}"])
    definition = rows.GetLayerDefn()
    for number in range(definition.GetFieldCount()):
        table.CreateField(definition.GetFieldDefn(number))
    table.StartTransaction()
    for row in rows:
        copy = ogr.Feature(table.GetLayerDefn())
        copy.SetFrom(row)
        copy["reference_date"], copy["run_id"] = first_day(year), f"waterveen-{year}"
        table.CreateFeature(copy)
    table.CommitTransaction()


def _finish(path: Path) -> None:
    """Make the file as small as it can be, and readable where nothing can be written beside it."""
    made = ogr.Open(str(path), update=1)
    for statement in ("VACUUM", "PRAGMA journal_mode = DELETE"):  # QGIS leaves it in another mode
        made.ExecuteSQL(statement)


def main() -> None:
    """Read what is asked, and do it in a QGIS without windows."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("town", type=Path)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("scratch", type=Path)
    given = arguments.parse_args()
    with headless_qgis(), with_algorithms():
        make_years(given.town, given.folder, given.scratch)
        for made in [*sorted(given.folder.glob("recipe_*.json")), given.folder / BESIDE]:
            print(f"{made}: {made.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

"""The tables that a batch ends with: all results, failures, each municipality's place among all, and what was read."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from osgeo import gdal, ogr

from ..adapters.io.gdal_errors import raising
from ..adapters.io.staging_folder import put_in_place
from ..adapters.io.translation import translated
from ..adapters.outputs.geopackage import is_database, replace_all
from ..core.errors import InputError
from ..core.statuses import NEIGHBOURHOOD, OUTSIDE_NEIGHBOURHOODS, TOTAL
from ..core.system_words import system_words
from .jobs import FAILED, MunicipalityArea, MunicipalityOutcome
from .kept_results import KeptResults
from .row_report import COUNT_KINDS, COUNTS, REMARK_KINDS, REMARKS, RowReport, SplitAreas

DRIVERS: Mapping[str, str] = {"gpkg": "GPKG", "csv": "CSV", "parquet": "Parquet"}
RESULTS, FAILURES, PLACES = "results", "failures", "places"
_Outcomes = Mapping[str, MunicipalityOutcome]
_OWN = ("municipality", "municipality_name")
_FOR_PLACES = (
    *("level", "group", "neighbourhood", "requirement", "title", "year", "stock"),
    *("within", "outside", "share", "rate", "total"),
)
_WHOLE = ("year", "place", "among")
"""Columns of the places that are whole numbers."""


_FIELDS = {"text": ogr.OFTString, "number": ogr.OFTReal, "whole": ogr.OFTInteger64}


def check_table_format(ending: str) -> None:
    """Stop where the tables cannot be written in a format, before anything is run."""
    if gdal.GetDriverByName(DRIVERS[ending]) is None:
        raise InputError(
            "This GDAL writes no {format}: choose {others}.",
            format=ending,
            others=", ".join(sorted({*DRIVERS} - {ending})),
        )


@dataclass(frozen=True, kw_only=True)
class WrittenTables:
    """The tables of a batch.

    Parameters
    ----------
    files
        In which they are.
    outcomes
        What became of each municipality.
    report
        What became of the rows of layers.
    split
        Areas with rows in the results of several municipalities.
    """

    files: Sequence[Path]
    outcomes: _Outcomes
    report: RowReport
    split: SplitAreas


@dataclass(frozen=True, kw_only=True)
class BatchTables:
    """Puts the tables of a batch together.

    Parameters
    ----------
    kept
        The results of the municipalities, and where the tables go.
    ending
        Of the files: one of `DRIVERS`. A GeoPackage holds all.
    areas
        The municipalities, in the order of the rows.
    rows
        What became of the rows of layers.
    """

    kept: KeptResults
    ending: str
    areas: Sequence[MunicipalityArea]
    rows: Callable[[_Outcomes], RowReport]

    def write(self, outcomes: _Outcomes) -> WrittenTables:
        """Write the tables beside those of an earlier run, then in their place.

        A municipality whose results cannot be read has failed after all, and is run by the next batch.
        """
        scratch = self.kept.of_tables()
        try:
            scratch.mkdir()
            with raising():
                outcomes, report, split = self._write(_Files(scratch, self.ending), outcomes)
            files = [self._put(one) for one in sorted(scratch.iterdir())]
            return WrittenTables(files=files, outcomes=outcomes, report=report, split=split)
        except (OSError, RuntimeError, sqlite3.Error) as error:
            raise InputError(
                "The tables could not be written to {folder} ({why}): make room, or close what has them open, and run "
                "the same command again, which repeats nothing that is finished.",
                folder=self.kept.folder,
                why=system_words(error) if isinstance(error, OSError) else " ".join(str(error).split()),
            ) from error
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def _put(self, made: Path) -> Path:
        """Put a file in its place, and return that.

        A GeoPackage that is there is filled anew: QGIS may have it open, with a log beside that would go with another.
        """
        place = self.kept.folder / made.name
        if not is_database(made):
            made.replace(place)
        elif is_database(place):
            replace_all(made, place)
        else:
            put_in_place(made.parent, made, place)
        return place

    def _write(self, files: _Files, outcomes: _Outcomes) -> tuple[_Outcomes, RowReport, SplitAreas]:
        outcomes, standing = dict(outcomes), dict[tuple[str, str], list[str]]()
        places = self._write_results(files, outcomes, standing)
        self._write_failures(files, outcomes)
        table = files.table(PLACES, _place_fields())
        for row in places:
            table.add(row)
        table.close()
        report = self.rows(outcomes)
        for name, kinds, rows in (
            (COUNTS, COUNT_KINDS, report.count_rows()),
            (REMARKS, REMARK_KINDS, report.remark_rows()),
        ):
            table = files.table(name, {column: _FIELDS[kind] for column, kind in kinds.items()})
            for row in rows:
                table.add(row)
            table.close()
        return outcomes, report, {area: codes for area, codes in standing.items() if len(codes) > 1}

    def _write_results(
        self, files: _Files, outcomes: dict[str, MunicipalityOutcome], standing: dict[tuple[str, str], list[str]]
    ) -> Sequence[Mapping[str, object]]:
        """Write the results of all, and return the rows of the places; what cannot be read becomes a failure."""
        import pandas as pd

        from ..core.municipalities.places_among import municipality_figures, places_among

        figures, titles = list[pd.DataFrame](), dict[str, str]()
        table = files.table(RESULTS, dict.fromkeys(_OWN, ogr.OFTString))
        for area in self._whole(outcomes):
            try:
                read = self._read(area)
            except InputError as error:
                reason = translated(error.message, error.values)
                outcomes[area.code] = MunicipalityOutcome(code=area.code, status=FAILED, reason=reason)
                self.kept.forget(area.folder)
                continue
            table.take_fields(read.fields)
            for row in read.rows:
                table.add({**row, "municipality": area.code, "municipality_name": area.name})
            for one in dict.fromkeys(map(_area_of, read.rows)):
                if one is not None:
                    standing.setdefault(one, []).append(area.code)
            frame = pd.DataFrame(read.rows, columns=list(_FOR_PLACES))
            titles |= dict(zip(frame["requirement"], frame["title"], strict=True))
            figures.append(municipality_figures(area.code, frame, read.classes))
        table.close()
        compared = [one for one in figures if len(one)]
        if not compared:
            return []
        found = places_among(pd.concat(compared, ignore_index=True))
        names = {area.code: area.name for area in self.areas}
        named = found.assign(municipality_name=found["municipality"].map(names), title=found["requirement"].map(titles))
        return [{str(column): value for column, value in row.items()} for row in named.to_dict("records")]

    def _write_failures(self, files: _Files, outcomes: _Outcomes) -> None:
        table = files.table(FAILURES, dict.fromkeys((*_OWN, "reason"), ogr.OFTString))
        for area in self.areas:
            if (outcome := outcomes[area.code]).status == FAILED:
                table.add({"municipality": area.code, "municipality_name": area.name, "reason": outcome.reason})
        table.close()

    def _whole(self, outcomes: _Outcomes) -> list[MunicipalityArea]:
        return [area for area in self.areas if outcomes[area.code].status != FAILED]

    def _read(self, area: MunicipalityArea) -> _ReadResults:
        """Read the results of a municipality; an `InputError` where they are gone, or torn since the power failed."""
        record = self.kept.record(area.folder)
        if record is None:
            raise InputError("The results of {code} are gone: run the same command again.", code=area.code)
        file, name = record.results
        try:
            dataset = gdal.OpenEx(str(self.kept.of(area.folder) / file), gdal.OF_VECTOR | gdal.OF_READONLY)
            layer = dataset.GetLayerByName(name) if name else dataset.GetLayer(0)
            if layer is None:
                raise RuntimeError(name)
            definition = layer.GetLayerDefn()
            names = [definition.GetFieldDefn(n).GetName() for n in range(definition.GetFieldCount())]
            rows = [{name: feature.GetField(n) for n, name in enumerate(names)} for feature in layer]
        except RuntimeError as error:
            raise InputError(
                "The results of {code} cannot be read ({why}): run the same command again.",
                code=area.code,
                why=" ".join(str(error).split()),
            ) from error
        return _ReadResults(dataset=dataset, fields=definition, rows=rows, classes=record.classes)


@dataclass(frozen=True, kw_only=True)
class _ReadResults:
    """The results of a municipality, with the dataset that has their fields, and its living environments."""

    dataset: gdal.Dataset
    fields: ogr.FeatureDefn
    rows: Sequence[Mapping[str, object]]
    classes: Mapping[str, str]


class _FilledTable:
    """A table without geometry that is being filled."""

    def __init__(self, dataset: gdal.Dataset, layer: ogr.Layer) -> None:
        self._dataset, self._layer = dataset, layer
        self._names = self._known()
        if dataset.TestCapability(ogr.ODsCTransactions):
            dataset.StartTransaction()

    def _known(self) -> list[str]:
        definition = self._layer.GetLayerDefn()
        return [definition.GetFieldDefn(n).GetName() for n in range(definition.GetFieldCount())]

    def take_fields(self, definition: ogr.FeatureDefn) -> None:
        """Add the fields that a table has and this one lacks."""
        for n in range(definition.GetFieldCount()):
            field = definition.GetFieldDefn(n)
            if field.GetName() not in self._names:
                self._layer.CreateField(field)
        self._names = self._known()

    def add(self, row: Mapping[str, object]) -> None:
        """Add a row; what is None, NaN or no field of the table stays NULL."""
        feature = ogr.Feature(self._layer.GetLayerDefn())
        for number, name in enumerate(self._names):  # by number: by name each is looked for among all
            value = row.get(name)
            if value is not None and value == value:  # NaN is not
                feature.SetField(number, value)
        self._layer.CreateFeature(feature)

    def close(self) -> None:
        """Write what is left."""
        if self._dataset.TestCapability(ogr.ODsCTransactions):
            self._dataset.CommitTransaction()
        self._layer = None
        self._dataset.FlushCache()


def _area_of(row: Mapping[str, object]) -> tuple[str, str] | None:
    """Return of which area a row of the results is, with its level; None where it is of no area with a name."""
    level, name = row.get("level"), row.get("neighbourhood")
    if row.get("group") is not None or name in (None, TOTAL, OUTSIDE_NEIGHBOURHOODS):
        return None
    return str(level or NEIGHBOURHOOD), str(name)


def _place_fields() -> Mapping[str, int]:
    from ..core.municipalities.places_among import PLACE_KINDS

    kinds = {"text": ogr.OFTString, "number": ogr.OFTReal}
    return {name: ogr.OFTInteger if name in _WHOLE else kinds[kind] for name, kind in PLACE_KINDS.items()}


@dataclass(frozen=True)
class _Files:
    """The files of the tables: one of all, or one of each."""

    folder: Path
    ending: str

    def table(self, name: str, fields: Mapping[str, int]) -> _FilledTable:
        """Begin a table."""
        driver = gdal.GetDriverByName(DRIVERS[self.ending])
        path = self.folder / (f"results.{self.ending}" if self.ending == "gpkg" else f"{name}.{self.ending}")
        if path.exists():
            dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
        else:
            dataset = driver.Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
        layer = dataset.CreateLayer(name, None, ogr.wkbNone)
        for field, kind in fields.items():
            layer.CreateField(ogr.FieldDefn(field, kind))
        return _FilledTable(dataset, layer)

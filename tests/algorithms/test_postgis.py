"""Inputs from a PostGIS server and outputs into it: rows, fields, Cancel and refusals."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingContext, QgsProviderRegistry

from towns import runs
from towns.broken import BROKEN, WITH_ISLAND
from towns.every_algorithm import parameters
from towns.runs import Feedback, RefusedError, box, fields, grid, layer, point
from towns.slow import some


@pytest.fixture(scope="module")
def database(new_database):
    return new_database()


@pytest.fixture
def tables(database):
    """Return a function that names the tables of a schema; all but those of PostGIS are dropped at the end."""
    connection = QgsProviderRegistry.instance().providerMetadata("postgres").createConnection(database, {})

    def names(schema: str = "public") -> set[str]:
        there = f"select tablename from pg_tables where schemaname = '{schema}'"
        return {name for (name,) in connection.executeSql(there)} - {"spatial_ref_sys"}

    yield names
    for schema in ("public", "other"):
        for table in names(schema):
            connection.dropVectorTable(schema, table)


def target(database: str, table: str, schema: str = "public", geometry: str = "geom") -> str:
    return f'postgis:{database} table="{schema}"."{table}" ({geometry})'


def test_broken_rows_survive_the_way_from_and_to_a_database(database, tables):
    from qgis.core import QgsVectorLayer, QgsVectorLayerExporter

    homes = layer([(wkt, n) for n, (wkt, _) in enumerate(BROKEN)], "homes", kind="Point", number="int")
    uri = f'{database} table="public"."homes" (geom) key=\'id\''
    error, why = QgsVectorLayerExporter.exportLayer(homes, uri, "postgres", homes.crs())
    assert not error, why
    stored = QgsVectorLayer(
        f'{database} key=\'id\' srid=28992 type=Point table="public"."homes" (geom)', "h", "postgres"
    )
    assert stored.isValid()
    assert stored.featureCount() == len(BROKEN)
    done = runs.run(
        "nearestfacility",
        {
            "NETWORK": layer(WITH_ISLAND),
            "MIN_COMPONENT": 0,
            "DWELLINGS": stored,
            "FACILITIES": layer([point(250, -20)]),
            "OUTPUT": target(database, "result"),
        },
    )
    found = sorted(done.rows("OUTPUT"), key=lambda row: row["number"])
    assert [row["number"] for row in found] == list(range(len(BROKEN)))
    assert [row["row_status"] for row in found] == [status for _, status in BROKEN]
    assert found[2]["distance_m"] == pytest.approx(230)
    assert found[5]["distance_m"] == pytest.approx(130)


@pytest.mark.parametrize("kind", ["memory", "text"])
def test_no_field_is_lost_on_the_way_into_a_database(kind, database, tables):
    own = fields(fid="int" if kind == "memory" else "text", type="text", row_status="text", distance_m="real")
    for field in fields(id="int", geom="text", Name="text", name="int"):
        own.append(field)
    values = (71, 71) if kind == "memory" else ("a", "b")
    homes = layer(
        [
            (point(50, 10), values[0], "t1", "s1", 1.5, 5, "g1", "N", 1),
            (point(250, 100), values[1], "t2", "s2", 2.5, 5, "g2", "M", 2),
        ],
        own=own,
    )
    done = runs.run(
        "nearestfacility",
        {
            "NETWORK": layer(grid()),
            "DWELLINGS": homes,
            "FACILITIES": layer([point(250, -20)]),
            "OUTPUT": target(database, "result"),
        },
    )
    out = done.layer("OUTPUT")
    names = out.fields().names()
    rows = sorted((dict(zip(names, f.attributes(), strict=True)) for f in out.getFeatures()), key=lambda r: r["type"])
    assert [r["distance_m"] for r in rows] == [1.5, 2.5]
    assert [r["distance_m_2"] for r in rows] == [pytest.approx(230), pytest.approx(220)]
    assert [r["row_status"] for r in rows] == ["s1", "s2"]
    for row, wanted in zip(rows, ({values[0], 5, "g1", "N", 1}, {values[1], 5, "g2", "M", 2}), strict=True):
        assert wanted <= {v for v in row.values() if isinstance(v, (int, str, float))}, row


def outputs(database: str) -> dict:
    names = ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_FACILITIES")
    made = {name: target(database, name.lower()) for name in names}
    return made | {"OUTPUT_RESULTS": f'postgis:{database} table="other"."results"'}


def test_all_outputs_arrive_in_a_database(database, tables):
    done = runs.run("basicrequirements", parameters("basicrequirements", outputs(database)))
    assert tables() == {"output_dwellings", "output_neighbourhoods", "output_facilities"}
    assert tables("other") == {"results"}
    assert done.layer("OUTPUT_RESULTS").featureCount() == 3
    assert done.layer("OUTPUT_FACILITIES").featureCount() == 2


@pytest.mark.faults  # always, one table is there already
def test_cancel_leaves_no_table(database, tables, moments):
    given = parameters("basicrequirements", outputs(database))
    feedback = Feedback()
    runs.forget()
    runs.run(
        "basicrequirements", parameters("basicrequirements", dict.fromkeys(outputs(database), "memory:")), feedback
    )
    looks = feedback.looks
    assert looks >= 14
    for moment in (one for one in moments(looks, looks) if one >= looks - 14):
        runs.forget()  # what is taken from an earlier run is looked at less often
        with pytest.raises(RefusedError, match="Cancelled"):
            runs.run("basicrequirements", given, Feedback(cancel_at=moment), QgsProcessingContext())
        assert tables() | tables("other") == set(), f"at look {moment}"


def test_a_database_that_refuses_the_removal_gets_a_sentence(database, tables, monkeypatch):
    from qgis.core import QgsProviderConnectionException

    from buurtmaat.adapters.outputs import staged_tables
    from buurtmaat.adapters.outputs.feature_writer import FeatureWriter

    def refuse(destination):
        raise QgsProviderConnectionException("permission denied")

    real, feedback = FeatureWriter._add, Feedback()

    def fail(self, batch):
        monkeypatch.setattr(staged_tables, "connection_of", refuse)
        raise OSError("the line is cut")

    monkeypatch.setattr(FeatureWriter, "_add", fail)
    given = parameters("nearestfacility", {"OUTPUT": target(database, "result")})
    with pytest.raises(RefusedError, match="the line is cut"):
        runs.run("nearestfacility", given, feedback)
    monkeypatch.undo()
    assert any("delete it yourself" in text and "permission denied" in text for text in feedback.errors)
    assert real is FeatureWriter._add


@pytest.mark.parametrize(
    "values",
    some([(None, 0), (0, None), (0, 0), (None, None), (None, 0, 1), (0, None, 1)], [(None, 0), (0, None)]),
)
def test_nothing_and_nought_stay_two_in_a_database(values, database, tables):
    # QGIS takes NULL and 0 for equal, and writes the first value of a batch for all where these are equal.
    kinds = {"whole": "int", "real": "real", "yes": "bool", "long": "long"}
    homes = layer([(point(50, 10), n, n, n, n) for n in values], "homes", **kinds)
    given = parameters("nearestfacility", {"DWELLINGS": homes, "OUTPUT": target(database, "result")})
    found = runs.run("nearestfacility", given).rows("OUTPUT")
    assert [[row[name] for name in kinds] for row in found] == [[n] * len(kinds) for n in values]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: target(d, "result", schema="nowhere"), "no schema nowhere"),
        (lambda d: target(d.replace("dbname='town", "dbname='nix"), "result"), "nix"),
        (lambda d: target(d.replace("port=", "port=1"), "result"), "cannot be written"),
    ],
)
def test_a_database_that_cannot_take_the_output_is_refused_before_anything_is_written(
    change, words, database, tables, tmp_path
):
    given = {"OUTPUT": str(tmp_path / "first.gpkg"), "ISSUES": change(database)}
    with pytest.raises(RefusedError, match=words) as stop:
        runs.run("checknetwork", parameters("checknetwork", given))
    assert "\n" not in str(stop.value)
    assert list(tmp_path.iterdir()) == []


def test_a_table_that_is_read_is_not_written_over(database, tables):
    from qgis.core import QgsVectorLayer, QgsVectorLayerExporter

    homes = layer([point(50, 10)], "homes")
    uri = f'{database} table="public"."homes" (geom) key=\'id\''
    assert not QgsVectorLayerExporter.exportLayer(homes, uri, "postgres", homes.crs())[0]
    stored = QgsVectorLayer(
        f'{database} key=\'id\' srid=28992 type=Point table="public"."homes" (geom)', "h", "postgres"
    )
    given = parameters("nearestfacility", {"DWELLINGS": stored, "OUTPUT": target(database, "homes")})
    with pytest.raises(RefusedError, match="DWELLINGS"):
        runs.run("nearestfacility", given)
    assert stored.featureCount() == 1
    assert box


@pytest.mark.parametrize("way", ["a query", "a filter", "a table above", "GDAL"])
def test_a_table_that_is_read_under_another_name_is_not_written_over(way, database, tables):
    connection = QgsProviderRegistry.instance().providerMetadata("postgres").createConnection(database, {})
    made = f"st_setsrid(st_makepoint({runs.X0} + 50, {runs.Y0} + 10), 28992)::geometry(Point, 28992) as geom"
    connection.executeSql(f"create table others as select 1 as id, {made}")
    below = "inherits (others)" if way == "a table above" else ""
    connection.executeSql(f"create table homes (like others) {below}; insert into homes select 1, {made}")
    table = '"(select * from homes)"' if way == "a query" else '"public"."others"'
    subset = "id in (select id from homes)" if way == "a filter" else ""
    if way == "GDAL":
        read = runs.loaded(f"PG:{database} tables=homes", "r", "ogr")
    else:
        source = f"{database} key='id' type=Point srid=28992 table={table} (geom) sql={subset}"
        read = runs.loaded(source, "r", "postgres")
    given = {"NETWORK": layer(grid()), "DWELLINGS": read, "FACILITIES": layer([point(250, -20)])}
    with pytest.raises(RefusedError, match=r"over Dwellings \(DWELLINGS\)"):
        runs.run("nearestfacility", given | {"OUTPUT": target(database, "homes")})
    assert connection.executeSql("select id from homes") == [[1]]
    if way != "GDAL":
        runs.run("nearestfacility", given | {"OUTPUT": target(database, "results")})
        assert "results" in tables()
    connection.executeSql("drop table others cascade")

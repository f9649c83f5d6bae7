"""Tables of a GeoPackage that are opened to be read while the window has others of them."""

from __future__ import annotations

from buurtmaat.adapters.io.providers import open_to_read
from towns.runs import layer, loaded, point, save


def test_a_table_is_whole_also_where_a_filter_was_set_on_another_one(qgis_new_project, tmp_path):
    """As found: it was valid, had no fields, and said of no row that it is there."""
    path = tmp_path / "town.gpkg"
    for name in ("homes", "park", "school", "streets"):
        save(layer([point(n, 0) for n in range(3)], name, code="text"), path, name)
    shown = [loaded(f"{path}|layername={name}", to_edit=True) for name in ("homes", "park")]
    assert shown[0].setSubsetString('"fid" > 1')
    found = [open_to_read(f"{path}|layername={name}", name) for name in ("school", "streets")]
    assert [one.fields().names() for one in found] == [["fid", "code"]] * 2
    assert [one.featureCount() for one in found] == [3, 3]
    assert [[row["fid"] for row in one.getFeatures()] for one in found] == [[1, 2, 3]] * 2
    found[0].setSubsetString('"fid" > 2')
    assert found[0].featureCount() == 1

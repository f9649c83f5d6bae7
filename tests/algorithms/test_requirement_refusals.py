"""What Check basic requirements refuses, in one sentence and before any output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from towns.runs import RefusedError, box, layer, point
from towns.small_town import check, refused, row


def test_a_file_cannot_pose_as_a_shipped_set(tmp_path):
    """The copy of a set is that set; with one threshold changed it needs another id."""
    shipped = json.loads(
        (Path(__file__).resolve().parents[2] / "resources" / "norms" / "rivm-2025.json").read_text(encoding="utf-8")
    )
    file = tmp_path / "own.json"
    file.write_text(json.dumps(shipped), encoding="utf-8")
    needed = {
        "DWELLINGS": layer([(point(100, 0), 3)], inhabitants_0_15="int"),
        "PUBLIC_SPACE": layer([box(0, 0, 100, 100)], "space"),
    }
    done = check(NORM_FILE=str(file), REQUIREMENTS=None, **needed)
    assert set(done.column("OUTPUT_RESULTS", "norm_set")) == {"rivm-2025"}
    shipped["requirements"][0]["threshold"] = 900
    file.write_text(json.dumps({**shipped, "id": "RIVM-2025"}), encoding="utf-8")
    assert "give it another id" in refused(NORM_FILE=str(file), REQUIREMENTS=None)


def test_a_row_that_stands_for_nobody_knows_how_many_dwellings_is_not_asked():
    homes = layer([(point(3000, 3000), None), (point(100, 100), 60.0)], weight="real")
    places = layer([(box(-60, -60, 4000, 4000), "all")], code="text")
    done = check(DWELLINGS=homes, WEIGHT_FIELD="weight", NEIGHBOURHOODS=places)
    assert done.column("OUTPUT_DWELLINGS", "s_reason") == ["not_applicable", None]
    assert done.column("OUTPUT_DWELLINGS", "asked_count") == [0, 1]


def test_words_cannot_be_spread():
    with pytest.raises(RefusedError, match="holds no numbers"):
        check(REQUIREMENTS=[row(weight="code")])

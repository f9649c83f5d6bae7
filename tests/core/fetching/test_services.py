"""The file of services: the shipped one, and what is wrong with others."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.fetching.selectors import read_selector
from buurtmaat.core.fetching.services import PARTS, read_services, why_not_asked
from buurtmaat.core.preparing.facility_mapping import read_mapping

SMALL = {
    "buurtmaat_services": 1,
    "year": 2024,
    "datasets": [
        {
            "id": "m",
            "part": "municipality",
            "kind": "features",
            "url": "https://a.example/ogc",
            "layer": "g",
            "key": "code",
            "name": "naam",
            "tables": {"polygon": "m"},
            "licence": "CC0",
            "attribution": "A",
            "title": {"en": "M"},
        },
        {
            "id": "s",
            "part": "streets",
            "kind": "overpass",
            "url": "https://o.example/api",
            "choice": "osm",
            "tables": {"line": "streets"},
            "selectors": ["way: highway"],
            "licence": "ODbL",
            "attribution": "O",
            "title": {"en": "S"},
        },
    ],
}


@pytest.fixture
def shipped(root: Path):
    return read_services((root / "resources" / "fetch" / "services.json").read_bytes(), "services.json")


def test_the_shipped_file_has_every_part(shipped):
    assert {one.part for one in shipped.datasets} == {"municipality", *PARTS}
    assert shipped.choices("streets") == ["osm", "nwb"]
    assert all(one.url.startswith("https://") for one in shipped.datasets)
    assert {"en", "nl"} <= set.intersection(*(set(one.title) for one in shipped.datasets))
    for one in shipped.chosen(PARTS, {}):
        assert not one.years or str(shipped.year) in one.years, one.id


def test_one_source_of_streets_is_chosen(shipped):
    assert [one.id for one in shipped.chosen(["streets"], {})] == ["streets_osm"]
    assert [one.id for one in shipped.chosen(["streets"], {"streets": "nwb"})] == ["streets_nwb"]


def test_all_that_prepare_facilities_knows_is_asked_of_openstreetmap(shipped, root):
    """A rule of the mapping is asked by one of its conditions: any object that it holds for comes."""
    mapping = read_mapping((root / "resources" / "prepare" / "facilities.json").read_bytes())
    asked: dict[str, set[str]] = {}
    for dataset in shipped.datasets:
        if dataset.part in ("facilities", "green"):
            for selector in map(read_selector, dataset.selectors):
                asked.setdefault(selector.key, set()).update(selector.values)
    lacking = [
        (one.name, rule.conditions)
        for one in mapping.types
        for rule in one.rules
        if rule.conditions[0].key != "fclass"
        and not any(c.values and c.values <= asked.get(c.key, set()) for c in rule.conditions)
    ]
    assert lacking == []


def test_the_page_explains_every_key(root):
    text = (root / "docs" / "algorithms" / "fetch_data.md").read_text(encoding="utf-8")
    from buurtmaat.core.fetching.services import Count, Dataset, Limits

    told = set(re.findall(r"`(\w+)`", text))
    for kind in (Dataset, Limits, Count):
        assert set(kind.__dataclass_fields__) <= told


def wrong(change) -> str:
    """Return what is said of a file with a change."""
    content = copy.deepcopy(SMALL)
    change(content)
    with pytest.raises(InputError) as error:
        read_services(json.dumps(content, indent=1), "x.json")
    return str(error.value)


def test_a_login_is_an_id_that_no_text_shows():
    content = copy.deepcopy(SMALL)
    content["datasets"][0]["authcfg"] = "ab12c3D"
    found = read_services(json.dumps(content), "x.json")
    assert found.authentications == {"ab12c3D": "m"}
    assert found.municipality.authcfg == "ab12c3D"
    assert "ab12c3D" not in repr(found)
    for text in ("clerk:sesame", "ab12c3", 1234567, ""):
        said = wrong(lambda content, text=text: content["datasets"][0].update(authcfg=text))
        assert "the id of an authentication of QGIS" in said


def test_a_small_file_is_read():
    found = read_services(json.dumps(SMALL), "x.json")
    assert found.municipality.id == "m"
    assert found.limits.rows == 2_000_000


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda c: c.pop("year"), "it needs “year”"),
        (lambda c: c.update(year=2024.5), "a whole number"),
        (lambda c: c.update(year="2024"), "a number from 1990 to 2100"),
        (lambda c: c.update(buurtmaat_services=2), "this must be 1"),
        (lambda c: c.update(other=1), "the key “other” is not known"),
        (lambda c: c["datasets"].pop(0), "none of the datasets is of the part municipality"),
        (lambda c: c.update(datasets=[]), "a list of 1 to 500"),
        (lambda c: c["datasets"][0].update(kind="ftp"), "one of: “features”"),
        (lambda c: c["datasets"][0].update(part="trees"), "one of:"),
        (lambda c: c["datasets"][0].update(url="http://a.example/x"), "begins with https://"),
        (lambda c: c["datasets"][0].update(url="https://u:p@a.example/x"), "may not hold a name or password"),
        (lambda c: c["datasets"][0].update(url="https://{year}.example/x"), "is written out"),
        (lambda c: c["datasets"][0].update(url="https://a.example/{code}"), "can be put in"),
        (lambda c: c["datasets"][0].update(kind="wfs", crs="CRS84"), "a WFS is asked in EPSG:28992 only"),
        (lambda c: c["datasets"][0].update(layer=""), "text of 1 to 300"),
        (lambda c: c["datasets"][0].pop("layer"), "it needs layer"),
        (lambda c: c["datasets"][0].pop("name"), "it needs name"),
        (lambda c: c["datasets"][0].update(tables={}), "one of:"),
        (lambda c: c["datasets"][0].update(tables={"polygon": "a;b"}), "must be a–z"),
        (lambda c: c["datasets"][1].update(id="m"), "“m” is there twice"),
        (lambda c: c["datasets"][1].update(tables={"line": "M".lower()}), "“m” is there twice"),
        (lambda c: c["datasets"][0].update(tables={"polygon": "x", "line": "x"}), "a table of its own"),
        (lambda c: c["datasets"][1].update(selectors=['way["a"](1,2,3,4);out;']), "is no selector"),
        (lambda c: c["datasets"][1].update(selectors=['amenity=a"]']), "is no selector"),
        (lambda c: c["datasets"][1].pop("selectors"), "it needs selectors"),
        (lambda c: c["datasets"][0].update(years={"24": "x"}), "is no year"),
        (lambda c: c["datasets"][0].update(years={"2024": "../x"}), "is no name of a table"),
        (lambda c: c.update(limits={"rows": 0}), "a number from 1"),
        (lambda c: c.update(limits={"waits_s": [-1]}), "a number from 0 to 600"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(change, words):
    said = wrong(change)
    assert words in said
    assert said.startswith("x.json line ")
    assert said.endswith(".")


def test_a_file_may_not_be_large():
    with pytest.raises(InputError, match="larger than 1 MB"):
        read_services(b" " * 1_000_001, "x.json")


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://api.example.org/x?y=1", True),
        ("http://127.0.0.1:8391/wfs3", True),
        ("http://localhost/x", True),
        ("http://[::1]:80/x", True),
        ("http://127.0.0.1.example.org/", False),
        ("http://localhost.example.org/", False),
        ("http://192.168.0.1/", False),
        ("https://u@example.org/", False),
        ("https://example.org/#x", False),
        ("https://exa mple.org/", False),
        ("https://example.org:99999/", False),
        ("//example.org", False),
        ("", False),
    ],
)
def test_which_addresses_are_asked(url, good):
    assert (why_not_asked(url) is None) == good

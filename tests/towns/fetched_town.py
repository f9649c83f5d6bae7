"""A server on this machine that behaves as PDOK, Overpass and Statistics Netherlands do, well or badly.

The town is two municipalities of squares side by side, in metres from (X0, Y0) of EPSG:28992. What the services do is
as their documents say: cursors without a number of all, at most so many rows a page, a WFS with hits in XML that begins
no page beyond a number, Overpass that answers no program without a name, tables with padded keys.
"""

from __future__ import annotations

import gzip
import json
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject

from towns.runs import X0, Y0

RD_URI = "http://www.opengis.net/def/crs/EPSG/0/28992"
GOUD, ZILVER = "GM0344", "GM0900"
NAMES = {GOUD: "Goudstad", ZILVER: "Zilverdam"}
SIDE = 1000.0
PAGE = 50
AGENT = "Buurtmaat/"
WRONG = {
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0",
    "deep": b"[" * 200_000,
    "a number": b"5",
    "an empty object": b"{}",
    "no text": b'{"type":"FeatureCollection","features":["\xe9"]}',
    "infinite": b'{"features":[{"geometry":{"type":"Point","coordinates":[1e999,NaN]}}],"elements":[],"value":[]}',
    "words for rows": b'{"features":["a"],"elements":["a"],"value":["a"],"numberReturned":1}',
    "an XML bomb": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>',
}
"""Bodies that are no answer of any service, with status 200."""


def square(x: float, y: float, side: float) -> dict:
    """Return a square as GeoJSON, in metres from (X0, Y0)."""
    ring = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
    return {"type": "Polygon", "coordinates": [[[X0 + a, Y0 + b] for a, b in ring]]}


def point(x: float, y: float) -> dict:
    """Return a point as GeoJSON, in metres from (X0, Y0)."""
    return {"type": "Point", "coordinates": [X0 + x, Y0 + y]}


def line(*places: tuple[float, float]) -> dict:
    """Return a line as GeoJSON, in metres from (X0, Y0)."""
    return {"type": "LineString", "coordinates": [[X0 + x, Y0 + y] for x, y in places]}


def _feature(key: str, geometry: dict, **values: object) -> dict:
    return {"type": "Feature", "id": key, "geometry": geometry, "properties": values}


def municipalities() -> list[dict]:
    """Return Goudstad and, east of it, Zilverdam."""
    places = zip((GOUD, ZILVER), (0.0, SIDE), strict=True)
    return [_feature(code, square(x, 0, SIDE), naam=NAMES[code], code=code) for code, x in places]


def neighbourhoods() -> list[dict]:
    """Return four neighbourhoods of Goudstad and one that is all of Zilverdam."""
    found = [
        _feature(
            f"b{number}",
            square(x, y, SIDE / 2),
            buurtcode=f"BU0344000{number}",
            buurtnaam=f"Buurt {number}",
            wijkcode="WK034400",
            gemeentecode=GOUD,
            gemeentenaam=NAMES[GOUD],
            water="NEE",
            aantal_inwoners=100 + number,
        )
        for number, (x, y) in enumerate([(0, 0), (500, 0), (0, 500), (500, 500)])
    ]
    values = {"buurtcode": "BU09000000", "buurtnaam": "Zilver", "wijkcode": "WK090000", "gemeentecode": ZILVER}
    more = {"gemeentenaam": NAMES[ZILVER], "water": "NEE", "aantal_inwoners": 900}
    return [*found, _feature("b9", square(SIDE, 0, SIDE), **values, **more)]


def districts() -> list[dict]:
    """Return a district for each municipality."""
    places = zip((GOUD, ZILVER), (0.0, SIDE), strict=True)
    return [
        _feature(
            f"w{code}",
            square(x, 0, SIDE),
            wijkcode=f"WK{code[2:]}00",
            wijknaam=f"Wijk van {NAMES[code]}",
            gemeentecode=code,
            gemeentenaam=NAMES[code],
        )
        for code, x in places
    ]


def dwellings() -> list[dict]:
    """Return a dwelling every 80 m, from 40 m: 12 × 12 in Goudstad and as many in Zilverdam."""
    found = []
    for column in range(24):
        for row in range(12):
            x, y = 40 + 80.0 * (column % 12) + SIDE * (column // 12), 40 + 80.0 * row
            found.append(
                _feature(
                    f"v{column}-{row}",
                    point(x, y),
                    identificatie=f"0344010{column:04d}{row:04d}",
                    status="Verblijfsobject in gebruik",
                    gebruiksdoel="woonfunctie" if (column, row) != (0, 0) else "winkelfunctie",
                    oppervlakte=80,
                    postcode="1234AB",
                    pand=[{"href": "https://example.org/pand/1"}],
                )
            )
    return found


def water() -> list[dict]:
    """Return a pond in Goudstad, one in its margin, and one far off."""
    return [_feature(f"w{n}", square(x, 600, 60), lokaal_id=f"w{n}") for n, x in enumerate((300.0, 1500.0, 9000.0))]


def roads() -> list[dict]:
    """Return streets of the national road file: two ways across the town."""
    columns = {"bst_code": "VBD", "wegbehsrt": "G"}
    return [
        _feature(f"n{n}", line((0, 100.0 * n), (900, 100.0 * n)), wvk_id=n, jte_id_beg=n, jte_id_end=n + 1, **columns)
        for n in range(1, 4)
    ]


@dataclass(kw_only=True)
class Thing:
    """An object of OpenStreetMap, in metres from (X0, Y0)."""

    kind: str
    number: int
    tags: dict[str, str]
    places: list[tuple[float, float]] = field(default_factory=list)
    members: list[tuple[str, list[tuple[float, float]]]] = field(default_factory=list)


def things() -> list[Thing]:
    """Return streets every 100 m, a school, shops, playgrounds and a park with a hole in it."""
    streets = [
        Thing(kind="way", number=100 + n, tags={"highway": "residential", "name": f"Straat {n}"}, places=places)
        for n, places in enumerate(
            [[(0, 100.0 * y), *((100.0 * x, 100.0 * y) for x in range(1, 11))] for y in range(11)]
            + [[(100.0 * x, 0), *((100.0 * x, 100.0 * y) for y in range(1, 11))] for x in range(11)]
        )
    ]
    ring = [(200.0, 200.0), (300.0, 200.0), (300.0, 300.0), (200.0, 300.0), (200.0, 200.0)]
    hole = [(230.0, 230.0), (230.0, 260.0), (260.0, 260.0), (260.0, 230.0), (230.0, 230.0)]
    return [
        *streets,
        Thing(kind="node", number=1, tags={"amenity": "school", "name": 'De "Ster"'}, places=[(450, 450)]),
        Thing(
            kind="node", number=2, tags={"shop": "supermarket", "opening_hours": "Mo-Sa 08:00-20:00"}, places=[(50, 5)]
        ),
        Thing(kind="node", number=3, tags={"amenity": "school", "name": "Ver weg"}, places=[(7000, 50)]),
        Thing(kind="node", number=4, tags={"amenity": "parking"}, places=[(60, 60)]),
        Thing(
            kind="way",
            number=5,
            tags={"leisure": "playground", "name": "Speelweide"},
            places=[(600, 600), (640, 600), (640, 640), (600, 640), (600, 600)],
        ),
        Thing(
            kind="relation",
            number=6,
            tags={"leisure": "park", "type": "multipolygon", "name": "Ringpark"},
            members=[("outer", ring[:3]), ("outer", ring[2:]), ("inner", hole)],
        ),
        Thing(kind="node", number=7, tags={"amenity": "community_centre", "name": "Het Huis"}, places=[(750, 250)]),
    ]


class FetchedTown:
    """The services of the town.

    Attributes
    ----------
    faults
        By service, and the number of its question from 1, what is wrong with that answer.
    asked
        Each question: the service and what was asked.
    logins, asks_login
        The login that came with a question to a service, and the one that a service asks for.
    """

    def __init__(self) -> None:
        self.collections = {
            "gemeentegebied": municipalities(),
            "buurten": neighbourhoods(),
            "wijken": districts(),
            "verblijfsobject": dwellings(),
            "waterdeel": water(),
            "wegvakken": roads(),
        }
        self.things = things()
        self.faults: dict[tuple[str, int], str] = {}
        self.always: dict[str, str] = {}
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.logins: set[tuple[str, str]] = set()
        self.asks_login: dict[str, str] = {}
        self.page, self.most_started = PAGE, 50_000
        self.announces = False
        self.counts = True
        self.released = threading.Event()
        self.hanging = threading.Event()
        self.slow_s = 0.3
        self.address = ""
        self.elsewhere = "http://127.0.0.1:9"
        self._numbers: Counter[str] = Counter()
        self._cursors: dict[str, tuple[str, int]] = {}
        self._name = uuid.uuid4().hex
        self._to_degrees = QgsCoordinateTransform(
            QgsCoordinateReferenceSystem("EPSG:28992"), QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance()
        )

    def number_of(self, service: str) -> int:
        """Return how often a service was asked."""
        return self._numbers[service]

    # --- The file of services ---

    def services(self, **limits: object) -> dict:
        """Return the content of a file of services of this town."""
        rights = {"licence": "CC BY 4.0", "attribution": "Town office"}

        def features(own_id: str, layer: str, part: str, key: str, tables: dict, **more: object) -> dict:
            title = {"en": own_id, "nl": own_id}
            return {
                "id": own_id,
                "part": part,
                "kind": "features",
                "url": f"{self.address}/{layer}/ogc/v1",
                "layer": layer,
                "key": key,
                "tables": tables,
                "title": title,
                **rights,
                **more,
            }

        osm = {
            "kind": "overpass",
            "url": f"{self.address}/overpass",
            "licence": "ODbL 1.0",
            "attribution": "© OpenStreetMap contributors",
        }
        by_code = {"filter": {"gemeentecode": "{code}"}, "cut": "municipality"}
        return {
            "buurtmaat_services": 1,
            "year": 2024,
            "limits": {"waits_s": [0.02, 0.02], "silence_s": 5, **limits},
            "datasets": [
                features(
                    "municipality", "gemeentegebied", "municipality", "code", {"polygon": "municipality"}, name="naam"
                ),
                features(
                    "neighbourhoods",
                    *("buurten", "neighbourhoods", "buurtcode", {"polygon": "neighbourhoods"}),
                    needs=["buurtcode", "buurtnaam", "aantal_inwoners"],
                    name="buurtnaam",
                    **by_code,
                ),
                features("districts", "wijken", "neighbourhoods", "wijkcode", {"polygon": "districts"}, **by_code),
                features(
                    "dwellings",
                    *("verblijfsobject", "dwellings", "identificatie", {"point": "dwellings"}),
                    needs=["status", "gebruiksdoel"],
                    watch=["status", "gebruiksdoel"],
                    cut="municipality",
                ),
                {
                    "id": "streets_osm",
                    "part": "streets",
                    "choice": "osm",
                    **osm,
                    "tables": {"line": "streets"},
                    "selectors": ["way: highway"],
                    "columns": ["highway", "name", "bridge", "tunnel"],
                    "title": {"en": "Streets"},
                },
                features(
                    "streets_nwb", "wegvakken", "streets", "wvk_id", {"line": "streets"}, choice="nwb", needs=["wvk_id"]
                ),
                {
                    "id": "facilities",
                    "part": "facilities",
                    **osm,
                    "title": {"en": "Facilities"},
                    "tables": {"point": "facilities_points", "polygon": "facilities_areas"},
                    "selectors": ["amenity=school|community_centre", "shop=supermarket", "leisure=playground"],
                    "columns": ["name", "amenity", "leisure", "shop"],
                    "name": "name",
                },
                {
                    "id": "green",
                    "part": "green",
                    **osm,
                    "title": {"en": "Green"},
                    "tables": {"polygon": "green"},
                    "selectors": ["wr: leisure=park"],
                    "columns": ["name", "leisure"],
                    "name": "name",
                },
                features("water", "waterdeel", "water", "lokaal_id", {"polygon": "water"}),
                {
                    "id": "key_figures",
                    "part": "statistics",
                    "kind": "odata",
                    "title": {"en": "Key figures"},
                    "url": f"{self.address}/cbs/{{table}}",
                    "tables": {"": "key_figures"},
                    **rights,
                    "years": {"2024": "85984NED"},
                    "key": "WijkenEnBuurten",
                    "filter": {"WijkenEnBuurten": "BU{code}"},
                },
            ],
        }

    def write_services(self, path: Path, **limits: object) -> Path:
        """Write a file of services of this town."""
        path.write_text(json.dumps(self.services(**limits)), encoding="utf-8")
        return path

    # --- Answers ---

    def answer(self, handler: BaseHTTPRequestHandler, posted: str) -> tuple[int, dict[str, str], bytes, int]:
        """Return the status, the headers, the body and the length that is told of it."""
        parts = urlsplit(handler.path.removeprefix(f"/{self._name}"))
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        service = parts.path.strip("/").split("/")[0]
        self._numbers[service] += 1
        self.asked.append((service, unquote(parts.query) or posted))
        agent = handler.headers.get("User-Agent", "")
        self.agents.add(agent)
        login = handler.headers.get("Authorization", "")
        self.logins.add((service, login))
        if login != self.asks_login.get(service, login):
            text = json.dumps({"title": f"who are you, {login}?"})
            return 401, {"WWW-Authenticate": 'Basic realm="town"'}, text.encode(), len(text)
        fault = self.faults.get((service, self._numbers[service]), self.always.get(service, ""))
        if service == "overpass":
            status, kind, text = self._overpass(dict(parse_qsl(posted)).get("data", ""), agent, fault)
        elif service == "cbs":
            status, kind, text = self._odata(parts.path, query, fault)
        elif parts.path.endswith("/wfs"):
            status, kind, text = self._wfs(service, query, fault)
        else:
            status, kind, text = self._features(service, parts.path, query, fault)
        return self._spoilt(status, kind, text, fault, parts.path + (f"?{parts.query}" if parts.query else ""))

    def _spoilt(
        self, status: int, kind: str, text: str, fault: str, path: str
    ) -> tuple[int, dict[str, str], bytes, int]:
        """Return an answer with a fault that any service may have."""
        body, headers = text.encode(), {"Content-Type": kind}
        length = len(body)
        if fault == "slow":
            time.sleep(self.slow_s)
        elif fault == "hangs":
            self.hanging.set()
            self.released.wait(60)
        elif fault == "cut":
            body = body[: length // 2]
        elif fault == "cut, told short":
            body = body[: length // 2]
            length = len(body)
        elif fault in ("packed", "packed, cut", "unpacks to much"):
            body = gzip.compress(body if fault != "unpacks to much" else b" " * 20_000_000)
            headers, length = {"Content-Type": kind, "Content-Encoding": "gzip"}, len(body)
            body = body[: length // 2] if fault == "packed, cut" else body
        elif fault in WRONG:
            body = WRONG[fault]
            length = len(body)
        elif fault == "nothing":
            body, length = b"", 0
        elif fault == "too busy":
            body = b"<html><head><title>OSM3S Response</title></head><body>The server is too busy.</body></html>"
            headers, length = {"Content-Type": "text/html"}, len(body)
        elif fault == "exception":
            body = b"<Report><Exception><ExceptionText>the table is gone</ExceptionText></Exception></Report>"
            headers, length = {"Content-Type": "text/xml"}, len(body)
        elif fault.startswith("status "):
            status, body = int(fault.split()[1]), json.dumps({"title": "refused"}).encode()
            headers, length = {"Content-Type": "application/problem+json", "Retry-After": "0"}, len(body)
        elif fault == "sends elsewhere":
            status, headers["Location"] = 302, f"{self.elsewhere}{path}"
        elif fault == "sends to itself":
            status, headers["Location"] = 302, f"{self.address}/again{path}"
        return status, headers, body, length

    def _degrees(self, x: float, y: float) -> tuple[float, float]:
        found = self._to_degrees.transform(QgsPointXY(x, y))
        return found.x(), found.y()

    def _moved(self, geometry: object) -> object:
        """Return coordinates in degrees."""
        if isinstance(geometry, dict):
            return {**geometry, "coordinates": self._moved(geometry["coordinates"])}
        if isinstance(geometry[0], (int, float)):
            return list(self._degrees(*geometry))
        return [self._moved(one) for one in geometry]

    def _in_box(self, feature: dict, box: list[float], degrees: bool) -> bool:
        places = list(_vertices(self._moved(feature["geometry"]) if degrees else feature["geometry"]))
        xs, ys = zip(*places, strict=True)
        return min(xs) <= box[2] and box[0] <= max(xs) and min(ys) <= box[3] and box[1] <= max(ys)

    def _features(self, service: str, path: str, query: dict[str, str], fault: str) -> tuple[int, str, str]:
        problem = "application/problem+json"
        if service == "again":
            service = path.strip("/").split("/")[1]
        if service not in self.collections:
            return 404, problem, json.dumps({"title": "no such collection"})
        columns = self.collections[service][0]["properties"]
        own = {name: value for name, value in query.items() if name in columns}
        known = {"limit", "crs", "bbox", "bbox-crs", "cursor", *own}
        if set(query) - known:
            return 400, problem, json.dumps({"title": f"unknown query parameter {min(set(query) - known)}"})
        rows = self.collections[service]
        if "bbox" in query and fault != "ignores the box":
            box = [float(one) for one in query["bbox"].split(",")]
            rows = [one for one in rows if self._in_box(one, box, query.get("bbox-crs") != RD_URI)]
        if fault != "ignores the filter":
            rows = [one for one in rows if all(str(one["properties"][k]) == v for k, v in own.items())]
        asked = urlencode(sorted((k, v) for k, v in query.items() if k != "cursor"))
        of, start = self._cursors.get(query.get("cursor", ""), ("", 0))
        if of != asked:
            start = 0  # a cursor of another question begins at the first page, without a word
        limit = min(int(query.get("limit", "10")), 1000, self.page)
        some = rows[start : start + limit]
        if fault == "page missing":
            some = []
        shown = [{**one, "geometry": self._moved(one["geometry"])} for one in some]
        if query.get("crs") == RD_URI and fault != "ignores the system":
            shown = some
        found = {
            "type": "FeatureCollection",
            "timeStamp": "2026-11-29T10:00:00Z",
            "numberReturned": len(shown),
            "features": shown,
            "links": [],
        }
        if fault == "lies about the page":
            found["numberReturned"] += 1
        if self.announces:
            found["numberMatched"] = len(rows) + (3 if fault == "lies about the count" else 0)
        after = start + limit
        if fault == "page twice":
            after = start
        if after < len(rows) and fault != "no next":
            cursor = uuid.uuid4().hex
            self._cursors[cursor] = (asked, 0 if fault == "cursor restarts" else after)
            href = f"{self.address}/{service}/ogc/v1/collections/{service}/items?{asked}&cursor={cursor}"
            if fault == "next twice":
                href = f"{self.address}{path}?{urlencode(query)}"
            if fault == "next elsewhere":
                href = f"{self.elsewhere}{path}"
            found["links"] = [{"rel": "next", "href": href}]
        return 200, "application/geo+json", json.dumps(found)

    def _wfs(self, service: str, query: dict[str, str], fault: str) -> tuple[int, str, str]:
        query = {name.lower(): value for name, value in query.items()}
        rows = self.collections[service]
        if "bbox" in query and fault != "ignores the box":
            box = [float(one) for one in query["bbox"].split(",")[:4]]
            rows = [one for one in rows if self._in_box(one, box, degrees=False)]
        if "filter" in query and fault != "ignores the filter":
            name, value = _equal_to(query["filter"])
            rows = [one for one in rows if str(one["properties"][name]) == value]
        # A CQL_FILTER is ignored: all rows, with status 200.
        if query.get("resulttype") == "hits":
            number: object = len(rows) + (3 if fault == "lies about the count" else 0)
            bomb = '<!DOCTYPE a [<!ENTITY b "bbbb">]>' if fault == "bomb" else ""
            told = "" if not self.counts else f'numberMatched="{number}"'
            return 200, "text/xml", f'<?xml version="1.0"?>{bomb}<wfs:FeatureCollection {told} numberReturned="0"/>'
        start = int(query.get("startindex", "0"))
        if start > self.most_started:
            text = '<ows:ExceptionReport><ows:Exception exceptionCode="InvalidParameterValue" locator="typename"/>'
            return 400, "text/xml", text
        some = rows[start : start + min(int(query.get("count", "1000")), self.page)]
        if fault == "page missing":
            some = []
        if fault == "page twice":
            some = rows[: self.page]
        if "gml" in query.get("outputformat", ""):
            return 200, "application/gml+xml", _as_gml(some, fault)
        found = {"type": "FeatureCollection", "numberReturned": len(some), "features": some}
        return 200, "application/json", json.dumps(found)

    def _overpass(self, asked: str, agent: str, fault: str) -> tuple[int, str, str]:
        if AGENT not in agent:
            return 406, "text/html", "<html><body>Not Acceptable</body></html>"
        found = [one for one in self.things if self._is_asked(one, asked)]
        elements = [self._element(one) for one in found]
        if fault == "part of it":
            elements = elements[: len(elements) // 2]
        total = len(found) + (2 if fault == "lies about the count" else 0)
        if "out count" in asked and self.counts:
            elements.insert(0, {"type": "count", "id": 0, "tags": {"total": str(total)}})
        body = {"version": 0.6, "osm3s": {"timestamp_osm_base": "2026-11-29T20:00:00Z"}, "elements": elements}
        if fault == "remark":
            body |= {"remark": 'runtime error: Query timed out in "query" at line 1 after 121 seconds.'}
        return 200, "application/json", json.dumps(body)

    def _is_asked(self, thing: Thing, asked: str) -> bool:
        import re

        places = thing.places or [place for _, way in thing.members for place in way]
        degrees = [self._degrees(X0 + x, Y0 + y) for x, y in places]
        for kinds, key, op, value, box in re.findall(r'(\w+)\["([^"]+)"(?:(=|~)"([^"]*)")?\]\(([^)]*)\)', asked):
            if kinds != "nwr" and thing.kind[0] not in (kinds if kinds in ("wr", "nw") else kinds[0]):
                continue
            south, west, north, east = (float(one) for one in box.split(","))
            inside = any(west <= x <= east and south <= y <= north for x, y in degrees)
            tag = thing.tags.get(key)
            fits = tag is not None and (not op or tag == value or (op == "~" and re.search(value, tag) is not None))
            if inside and fits:
                return True
        return False

    def _element(self, thing: Thing) -> dict:
        def geometry(places: list[tuple[float, float]]) -> list[dict]:
            degrees = [self._degrees(X0 + x, Y0 + y) for x, y in places]
            return [{"lat": lat, "lon": lon} for lon, lat in degrees]

        made: dict = {"type": thing.kind, "id": thing.number, "tags": thing.tags}
        if thing.kind == "node":
            return made | geometry(thing.places)[0]
        if thing.kind == "way":
            return made | {"geometry": geometry(thing.places)}
        members = [
            {"type": "way", "ref": n, "role": role, "geometry": geometry(places)}
            for n, (role, places) in enumerate(thing.members)
        ]
        return made | {"members": members}

    def _odata(self, path: str, query: dict[str, str], fault: str) -> tuple[int, str, str]:
        kind = "application/json"
        if "85984NED" not in path:
            return 404, kind, json.dumps({"odata.error": {"code": ""}})
        if path.endswith("DataProperties"):
            groups = [
                {"ID": 0, "ParentID": None, "Key": "WijkenEnBuurten", "Title": "Wijken en buurten"},
                {"ID": 1, "ParentID": None, "Key": "", "Title": "Bevolking"},
                {"ID": 2, "ParentID": 1, "Key": "AantalInwoners_5", "Title": "Aantal inwoners", "Unit": "aantal"},
            ]
            return 200, kind, json.dumps({"value": groups})
        rows = [
            {"ID": n, "WijkenEnBuurten": f"{one['properties']['buurtcode']:10}", "AantalInwoners_5": 100 + n}
            for n, one in enumerate(self.collections["buurten"])
        ]
        asked = query.get("$filter", "")
        if asked.startswith("startswith(WijkenEnBuurten,'") and fault != "ignores the filter":
            start = asked.split("'")[1]
            rows = [one for one in rows if one["WijkenEnBuurten"].startswith(start)]
        elif fault != "ignores the filter":
            rows = []  # a key of the wrong width: nothing, with status 200
        return 200, kind, json.dumps({"value": rows})


def _vertices(geometry: object) -> Iterator[tuple[float, float]]:
    value = geometry["coordinates"] if isinstance(geometry, dict) else geometry
    if isinstance(value[0], (int, float)):
        yield value[0], value[1]
    else:
        for one in value:
            yield from _vertices(one)


def _equal_to(text: str) -> tuple[str, str]:
    name = text.split("ValueReference>")[1].split("<", maxsplit=1)[0]
    return name, text.split("Literal>")[1].split("<", maxsplit=1)[0]


def _as_gml(features: list[dict], fault: str) -> str:
    """Return features as a MapServer or GeoServer writes them; `fault` is put in as it is where it begins with `<`."""
    written = []
    for one in features:
        kind, coordinates = one["geometry"]["type"], one["geometry"]["coordinates"]
        system = 'srsName="urn:ogc:def:crs:EPSG::28992"'
        if kind == "Point":
            shape = f"<gml:Point {system}><gml:pos>{coordinates[0]} {coordinates[1]}</gml:pos></gml:Point>"
        else:
            ring = " ".join(f"{x} {y}" for x, y in coordinates[0])
            ring = f"<gml:exterior><gml:LinearRing><gml:posList>{ring}</gml:posList></gml:LinearRing></gml:exterior>"
            shape = f"<gml:Polygon {system}>{ring}</gml:Polygon>"
        values = "".join(
            f"<app:{name}>{escape(str(value))}</app:{name}>"
            for name, value in one["properties"].items()
            if name != "pand"
        )
        key = f'gml:id="{one["id"]}"'
        written.append(f"<wfs:member><app:row {key}>{values}<app:geom>{shape}</app:geom></app:row></wfs:member>")
    spaces = (
        'xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:app="urn:town" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    )
    more = fault if fault.startswith("<") else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{more if "DOCTYPE" in more else ""}'
        f'<wfs:FeatureCollection {spaces}numberMatched="unknown" numberReturned="{len(features)}" '
        f'timeStamp="2026-11-30T10:00:00Z">{"".join(written)}{"" if "DOCTYPE" in more else more}'
        "</wfs:FeatureCollection>"
    )


@contextmanager
def serving_town(town: FetchedTown) -> Iterator[FetchedTown]:
    """Let the services of a town run for a while."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer("")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode())

        def _answer(self, posted: str) -> None:
            status, headers, body, length = town.answer(self, posted)
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(length))
                self.end_headers()
                self.wfile.write(body)
            except ConnectionError:
                pass  # who asked has gone
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    town.address = f"http://127.0.0.1:{server.server_address[1]}/{quote(town._name)}"
    thread = threading.Thread(target=server.serve_forever, args=(0.002,), daemon=True)
    thread.start()
    try:
        yield town
    finally:
        town.released.set()
        server.shutdown()
        server.server_close()
        thread.join(5)

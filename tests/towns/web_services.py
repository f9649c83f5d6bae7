"""A WFS and an OGC API Features service on this machine, which serve points well or badly."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from towns.runs import X0, Y0

PAGE = 40
WELL = "well"
SILENT = "silent"
FAULTS = ("status 500", "exception", "garbage", "cut", "empty")
"""What can be wrong with a page: an error, an error said with status 200, no such language, half of it, no rows."""

_WFS = (
    'xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" '
    'xmlns:town="http://town" xmlns:ows="http://www.opengis.net/ows/1.1" xmlns:xlink="http://www.w3.org/1999/xlink"'
)
_EXCEPTION = (
    '<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1" version="2.0.0"><ows:Exception '
    'exceptionCode="NoApplicableCode"><ows:ExceptionText>the table is gone</ows:ExceptionText></ows:Exception>'
    "</ows:ExceptionReport>"
)


class Service:
    """Serves points in pages of `PAGE`.

    Parameters
    ----------
    points
        In metres from (X0, Y0), of EPSG:28992.
    fault
        What is wrong with one page; `WELL` for nothing, `hangs` for a page that never comes. With `SILENT` a WFS does
        not say how many there are until it is `released`.
    page
        Which page that is, from 1.
    counts
        Whether the service says how many there are in all.
    kept
        Whether its answers may be kept, as those of most services: QGIS does so on disk, between runs.
    """

    def __init__(
        self,
        points: list[tuple[float, float]],
        fault: str = WELL,
        page: int = 2,
        *,
        counts: bool = True,
        kept: bool = False,
    ) -> None:
        self.points, self.fault, self.page, self.counts, self.kept = points, fault, page, counts, kept
        self.asked: list[int] = []
        self.hanging, self.released = threading.Event(), threading.Event()
        self._name = uuid.uuid4().hex
        self.address = ""

    def locate(self, port: int) -> None:
        """Take an address that no service had before: a port comes again, and QGIS keeps answers between runs."""
        self.address = f"http://127.0.0.1:{port}/{self._name}"

    def wfs(self) -> str:
        """Return how QGIS is to open the WFS."""
        return (
            f" pagingEnabled='true' pageSize='{PAGE}' srsname='EPSG:28992' typename='town:places' "
            f"url='{self.address}/wfs' version='2.0.0'"
        )

    def oapif(self) -> str:
        """Return how QGIS is to open the OGC API."""
        return f" url='{self.address}/api' typename='places' pageSize='{PAGE}'"

    def answer(self, target: str) -> tuple[int, str, bytes, int]:
        """Return the status, the kind, the body and the length that is told of it."""
        parts = urlsplit(target.removeprefix(f"/{self._name}"))
        query = {name.lower(): value for name, value in parse_qsl(parts.query)}
        if parts.path == "/wfs":
            return self._wfs(query)
        return self._oapif(parts.path, query)

    def _wfs(self, query: dict[str, str]) -> tuple[int, str, bytes, int]:
        request = query.get("request", "").lower()
        if request == "getcapabilities":
            return _whole("text/xml", _capabilities(self.address))
        if request == "describefeaturetype":
            return _whole("text/xml", _SCHEMA)
        if query.get("resulttype") == "hits":
            if self.fault == SILENT:
                self.hanging.set()
                self.released.wait(300)
            number = len(self.points) if self.counts else "unknown"
            return _whole("text/xml", f'<wfs:FeatureCollection {_WFS} numberMatched="{number}" numberReturned="0"/>')
        start = int(query.get("startindex", "0"))
        rows = self._rows(start, int(query.get("count", str(PAGE))))
        number = len(self.points) if self.counts else "unknown"
        body = "".join(
            f'<wfs:member><town:places gml:id="places.{row}"><town:geom><gml:Point '
            f'srsName="urn:ogc:def:crs:EPSG::28992" gml:id="p.{row}"><gml:pos>{X0 + x} {Y0 + y}</gml:pos></gml:Point>'
            f"</town:geom><town:number>{row}</town:number></town:places></wfs:member>"
            for row, (x, y) in rows
        )
        text = (
            f'<wfs:FeatureCollection {_WFS} numberMatched="{number}" numberReturned="{len(rows)}">{body}'
            "</wfs:FeatureCollection>"
        )
        return self._page(start, "text/xml", text, _EXCEPTION)

    def _oapif(self, path: str, query: dict[str, str]) -> tuple[int, str, bytes, int]:
        if path == "/api/collections/places":
            return _whole("application/json", json.dumps(self._collection()))
        if path == "/api/collections":
            return _whole("application/json", json.dumps({"links": [], "collections": [self._collection()]}))
        if path == "/api/conformance":
            core = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"
            return _whole("application/json", json.dumps({"conformsTo": [core]}))
        if path == "/api/api":
            return _whole("application/vnd.oai.openapi+json;version=3.0", json.dumps({"openapi": "3.0.0", "paths": {}}))
        if path != "/api/collections/places/items":
            places = {"conformance": "conformance", "data": "collections", "service-desc": "api"}
            kind = {"service-desc": "application/vnd.oai.openapi+json;version=3.0"}
            links = [
                {"rel": rel, "type": kind.get(rel, "application/json"), "href": f"{self.address}/api/{place}"}
                for rel, place in places.items()
            ]
            return _whole("application/json", json.dumps({"links": links}))
        start = int(query.get("offset", "0"))
        rows = self._rows(start, int(query.get("limit", "10")))
        after = start + len(rows)
        found = {
            "type": "FeatureCollection",
            "numberReturned": len(rows),
            "links": [],
            "features": [
                {
                    "type": "Feature",
                    "id": row,
                    "properties": {"number": row},
                    "geometry": {"type": "Point", "coordinates": [4.36 + x * 1.4e-5, 52.01 + y * 9e-6]},
                }
                for row, (x, y) in rows
            ],
        }
        if self.counts:
            found["numberMatched"] = len(self.points)
        if after < len(self.points):
            href = f"{self.address}/api/collections/places/items?limit={PAGE}&offset={after}"
            found["links"] = [{"rel": "next", "type": "application/geo+json", "href": href}]
        problem = json.dumps({"title": "the table is gone", "status": 500})
        return self._page(start, "application/geo+json", json.dumps(found), problem)

    def _collection(self) -> dict[str, object]:
        items = {
            "rel": "items",
            "type": "application/geo+json",
            "href": f"{self.address}/api/collections/places/items",
        }
        box = {"spatial": {"bbox": [[4, 51, 5, 53]]}}
        return {"id": "places", "title": "places", "itemType": "feature", "extent": box, "links": [items]}

    def _rows(self, start: int, number: int) -> list[tuple[int, tuple[float, float]]]:
        return list(enumerate(self.points))[start : start + min(number, PAGE)]

    def _page(self, start: int, kind: str, text: str, exception: str) -> tuple[int, str, bytes, int]:
        page = start // PAGE + 1
        self.asked.append(page)
        if page != self.page or self.fault == WELL:
            return _whole(kind, text)
        if self.fault == "hangs":
            self.hanging.set()
            self.released.wait(300)
            return 500, kind, b"", 0
        if self.fault == "status 500":
            return 500, kind, exception.encode(), len(exception)
        if self.fault == "exception":
            return _whole(kind, exception)
        if self.fault == "garbage":
            return _whole("text/html", "<html><body>Under repair</body>")
        if self.fault == "cut":
            return 200, kind, text.encode()[: len(text) // 2], len(text)
        none = text[: text.index("<wfs:member>")] + "</wfs:FeatureCollection>" if "<wfs:member>" in text else ""
        return _whole(kind, none or json.dumps({**json.loads(text), "features": [], "links": []}))


def _whole(kind: str, text: str) -> tuple[int, str, bytes, int]:
    return 200, kind, text.encode(), len(text.encode())


@contextmanager
def serving(service: Service) -> Iterator[Service]:
    """Let a service run for a while."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body, length = service.answer(self.path)
            try:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(length))
                if not service.kept:
                    self.send_header("Cache-Control", "no-store")
                self.end_headers()
                self.wfile.write(body)
            except ConnectionError:
                pass  # who asked has gone
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service.locate(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.002,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.released.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def _capabilities(address: str) -> str:
    operations = "".join(
        f'<ows:Operation name="{name}"><ows:DCP><ows:HTTP><ows:Get xlink:href="{address}/wfs?"/></ows:HTTP></ows:DCP>'
        "</ows:Operation>"
        for name in ("GetCapabilities", "DescribeFeatureType", "GetFeature")
    )
    return (
        f'<wfs:WFS_Capabilities {_WFS} version="2.0.0"><ows:OperationsMetadata>{operations}'
        '<ows:Constraint name="ImplementsResultPaging"><ows:NoValues/><ows:DefaultValue>TRUE</ows:DefaultValue>'
        f'</ows:Constraint><ows:Constraint name="CountDefault"><ows:NoValues/><ows:DefaultValue>{PAGE}'
        "</ows:DefaultValue></ows:Constraint></ows:OperationsMetadata><wfs:FeatureTypeList><wfs:FeatureType>"
        "<wfs:Name>town:places</wfs:Name><wfs:Title>places</wfs:Title>"
        "<wfs:DefaultCRS>urn:ogc:def:crs:EPSG::28992</wfs:DefaultCRS></wfs:FeatureType></wfs:FeatureTypeList>"
        "</wfs:WFS_Capabilities>"
    )


_SCHEMA = """<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:gml="http://www.opengis.net/gml/3.2"
 xmlns:town="http://town" targetNamespace="http://town" elementFormDefault="qualified">
<xsd:import namespace="http://www.opengis.net/gml/3.2"/>
<xsd:complexType name="placesType"><xsd:complexContent><xsd:extension base="gml:AbstractFeatureType"><xsd:sequence>
<xsd:element name="geom" type="gml:PointPropertyType" minOccurs="0"/>
<xsd:element name="number" type="xsd:int" minOccurs="0"/>
</xsd:sequence></xsd:extension></xsd:complexContent></xsd:complexType>
<xsd:element name="places" type="town:placesType" substitutionGroup="gml:AbstractFeature"/>
</xsd:schema>"""

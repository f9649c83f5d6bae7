"""The services that data are fetched from: a readable file with their addresses, columns, filters and licences.

A service that moved, or one of a municipality's own, is an edit of that file. What is wrong with it is told by line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NoReturn, TypeVar
from urllib.parse import urlsplit

from ..json_located import Bounds, Node, Problem, read_valid_json
from ..notes import Note
from ..wording import listed, shown
from .selectors import read_selector

FORMAT = 1
BOUNDS = Bounds(Note("file of services"), 1_000_000, 8)
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_AUTHENTICATION = re.compile(r"[A-Za-z0-9]{7}")
_TABLE = re.compile(r"[A-Za-z0-9]{1,20}")
_PLACES = ("{year}", "{table}")
_LONG, _SHORT, _MOST_LIST = 2000, 300, 500

Format = Literal["json", "gml"]
FORMATS: Sequence[Format] = ("json", "gml")
"""What the pages of a WFS are asked in."""

Kind = Literal["features", "wfs", "overpass", "odata"]
KINDS: Sequence[Kind] = ("features", "wfs", "overpass", "odata")
"""OGC API Features, WFS, Overpass (OpenStreetMap), and OData as Statistics Netherlands has it."""

PARTS = ("neighbourhoods", "dwellings", "streets", "facilities", "green", "water", "statistics")
"""What can be chosen, in the order in which it is fetched."""
MUNICIPALITY = "municipality"
"""The part with the boundaries of municipalities, which is asked where one is named."""

SHAPES = ("point", "line", "polygon")
CUTS = (MUNICIPALITY, "margin")
"""How far a dataset goes: to the boundary, or past it by the margin."""
SYSTEMS = {"EPSG:28992": 28992, "CRS84": 4326}
"""Reference systems that answers can be asked in; degrees with the longitude first."""

_Word = TypeVar("_Word", bound=str)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a fetch takes at most, and how long it waits.

    Parameters
    ----------
    answer_mb, total_mb
        Of one answer, and of all of a fetch.
    rows
        Of one dataset.
    silence_s
        Seconds without a byte after which a service is taken not to answer.
    waits_s
        Seconds before each further try, of a service that is busy or an answer that is not whole.
    """

    answer_mb: float = 200
    total_mb: float = 2000
    rows: int = 2_000_000
    silence_s: float = 150
    waits_s: tuple[float, ...] = (2, 5, 30)


@dataclass(frozen=True, kw_only=True)
class Count:
    """A WFS that says how many rows a box has, beside a service that does not."""

    url: str
    type_name: str
    version: str = "2.0.0"


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """One dataset of a service.

    Parameters
    ----------
    id, part, choice
        Its name, the part of `PARTS` that it belongs to, and which of several sources of that part it is; empty where
        the part has one.
    kind, url
        What is spoken there, and its address; `{year}` and `{table}` are put in.
    layer
        The collection, the type name or the table there.
    tables
        The table that each kind of geometry goes into, or the one without geometry under an empty name.
    key, name
        The columns that tell rows apart, and that say what they are called.
    needs
        Columns that must be there, compared without case and underscores.
    filter
        A column and its value, `{code}` for that of the municipality; None: by place alone.
    crs, page, version, format
        The reference system, rows a page, and of a WFS its version and what its pages are written in.
    cut
        How far it goes.
    years
        The table of each year that there is, empty where the year is in the address alone.
    selectors, columns
        Of OpenStreetMap: which tags are asked for, and which of them get a column of their own.
    watch
        Columns whose changes are told by a later fetch.
    count
        Who says how many rows there are where the service itself does not.
    licence, attribution
        As its users must be told.
    authcfg
        The id of the authentication of QGIS with which it is asked, empty for none. It is in no text.
    """

    id: str
    part: str
    kind: Kind
    url: str
    tables: Mapping[str, str]
    licence: str
    attribution: str
    title: Mapping[str, str]
    layer: str = ""
    choice: str = ""
    key: str = ""
    name: str = ""
    needs: tuple[str, ...] = ()
    filter: Mapping[str, str] = field(default_factory=dict)
    crs: str = "EPSG:28992"
    page: int = 1000
    version: str = "2.0.0"
    format: Format = "json"
    cut: str = "margin"
    years: Mapping[str, str] = field(default_factory=dict)
    selectors: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    watch: tuple[str, ...] = ()
    count: Count | None = None
    authcfg: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        """Return who is asked."""
        return urlsplit(self.url).netloc

    def of_year(self, text: str, year: int) -> str:
        """Return an address or a name with the year, and the table of that year, put in."""
        return text.replace("{year}", str(year)).replace("{table}", self.years.get(str(year), ""))

    def filter_for(self, code: str) -> Mapping[str, str]:
        """Return the values that rows of a municipality are asked by; none where its code is not known."""
        return {column: value.replace("{code}", code) for column, value in self.filter.items()} if code else {}


@dataclass(frozen=True, kw_only=True)
class Services:
    """All that data can be fetched from."""

    datasets: tuple[Dataset, ...]
    year: int
    limits: Limits = Limits()
    date: str = ""

    @property
    def authentications(self) -> dict[str, str]:
        """Return the authentications that are named, each with the dataset that names it first."""
        return {one.authcfg: one.id for one in reversed(self.datasets) if one.authcfg}

    @property
    def municipality(self) -> Dataset:
        """Return where the boundaries of municipalities are; the file was refused without."""
        return next(one for one in self.datasets if one.part == MUNICIPALITY)

    def choices(self, part: str) -> list[str]:
        """Return the names of the several sources that a part has; none where it has one."""
        return list(dict.fromkeys(one.choice for one in self.datasets if one.part == part and one.choice))

    def chosen(self, parts: Sequence[str], choices: Mapping[str, str]) -> list[Dataset]:
        """Return the datasets of some parts, in the order in which they are fetched.

        Parameters
        ----------
        choices
            Which source of a part that has several; the first is taken where it is not said.
        """
        found = []
        for part in PARTS:
            if part not in parts:
                continue
            several = self.choices(part)
            wanted = choices.get(part) or (several[0] if several else "")
            found += [one for one in self.datasets if one.part == part and one.choice in ("", wanted)]
        return found


def why_not_asked(url: str) -> Note | None:
    """Return why an address is not asked, None where it may be: https, or http to the machine itself."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return Note("this is no address")
    if not host or port == 0 or any(one <= " " for one in url):
        return Note("this is no address")
    if parts.username is not None or parts.password is not None:
        return Note("an address may not hold a name or password")
    if parts.fragment:
        return Note("an address may not hold a “#”")
    if parts.scheme == "https" or (parts.scheme == "http" and host in _THIS_MACHINE):
        return None
    return Note("an address begins with https://; http:// is for this machine only")


@lru_cache(maxsize=2)  # a run reads it to check its parameters, to ask for a password, and to fetch
def read_services(text: str | bytes, name: str) -> Services:
    """Read the file of services.

    Parameters
    ----------
    text
        Its text.
    name
        What it is called in messages.

    Raises
    ------
    InputError
        With the first problem: its line, where, and what.
    """
    return _ServicesReader(name).services(read_valid_json(text, name, BOUNDS))


class _ServicesReader:
    """Turns the nodes of a text into services, and stops at the first that is wrong."""

    def __init__(self, name: str) -> None:
        self._name = name

    def services(self, root: Node) -> Services:
        top = self._members(root, "", ("buurtmaat_services", "year", "datasets"), ("about", "date", "limits"))
        if top["buurtmaat_services"].value != FORMAT:
            self._refuse(top["buurtmaat_services"], "", Note("this must be {known}", known=FORMAT))
        entries = self._list(top["datasets"], "datasets")
        datasets = tuple(self._dataset(one) for one in entries)
        self._check_once(entries, datasets)
        if not any(one.part == MUNICIPALITY for one in datasets):
            self._refuse(top["datasets"], "", Note("none of the datasets is of the part {part}", part=MUNICIPALITY))
        return Services(
            datasets=datasets,
            year=self._whole(top["year"], "year", 1990, 2100),
            limits=self._limits(top["limits"]) if "limits" in top else Limits(),
            date=self._text(top["date"], "date", _SHORT) if "date" in top else "",
        )

    def _check_once(self, entries: Sequence[Node], datasets: Sequence[Dataset]) -> None:
        """Stop where a name or a table comes twice; only sources of which one is chosen may have the same table."""
        ids: set[str] = set()
        tables: dict[str, Dataset] = {}
        for entry, one in zip(entries, datasets, strict=True):
            if one.id in ids:
                self._refuse(entry, "id", Note("{what} is there twice", what=shown(one.id)))
            ids.add(one.id)
            if len(set(one.tables.values())) < len(one.tables):
                self._refuse(entry, "tables", Note("each kind of geometry needs a table of its own"))
            for table in one.tables.values():
                other = tables.setdefault(table, one)
                apart = one.part == other.part and one.choice and other.choice and one.choice != other.choice
                if other is not one and not apart:
                    self._refuse(entry, "tables", Note("{what} is there twice", what=shown(table)))

    def _limits(self, node: Node) -> Limits:
        own = self._members(node, "limits", (), ("answer_mb", "total_mb", "rows", "silence_s", "waits_s"))
        usual = Limits()
        waits = self._list(own["waits_s"], "waits_s", least=0) if "waits_s" in own else None
        return Limits(
            answer_mb=self._number(own.get("answer_mb"), "answer_mb", usual.answer_mb, 0.001, 4000),
            total_mb=self._number(own.get("total_mb"), "total_mb", usual.total_mb, 0.001, 100_000),
            rows=int(self._number(own.get("rows"), "rows", usual.rows, 1, 50_000_000)),
            silence_s=self._number(own.get("silence_s"), "silence_s", usual.silence_s, 0.1, 3600),
            waits_s=usual.waits_s
            if waits is None
            else tuple(self._number(one, "waits_s", 0, 0, 600) for one in waits[:10]),
        )

    def _dataset(self, node: Node) -> Dataset:
        needed = ("id", "part", "kind", "url", "tables", "licence", "attribution", "title")
        more = tuple(one for one in Dataset.__dataclass_fields__ if one not in needed)
        own = self._members(node, "", needed, (*more, "note"))
        where = shown(self._text(own["id"], "id", _SHORT))
        id_ = self._name_of(own["id"], "id")
        kind = self._one_of(own["kind"], where, KINDS)
        found = Dataset(
            id=id_,
            part=self._one_of(own["part"], where, (MUNICIPALITY, *PARTS)),
            kind=kind,
            url=self._address(own["url"], where),
            tables=self._tables(own["tables"], where, kind),
            licence=self._text(own["licence"], where, _SHORT),
            attribution=self._text(own["attribution"], where, _SHORT),
            title=self._texts(own["title"], where),
            layer=self._text(own["layer"], where, _SHORT) if "layer" in own else "",
            choice=self._name_of(own["choice"], where) if "choice" in own else "",
            key=self._text(own["key"], where, _SHORT) if "key" in own else "",
            name=self._text(own["name"], where, _SHORT) if "name" in own else "",
            needs=self._strings(own.get("needs"), where),
            filter=self._texts(own["filter"], where) if "filter" in own else {},
            crs=self._one_of(own["crs"], where, tuple(SYSTEMS)) if "crs" in own else "EPSG:28992",
            page=self._whole(own["page"], where, 1, 100_000) if "page" in own else 1000,
            version=self._one_of(own["version"], where, ("2.0.0", "1.1.0")) if "version" in own else "2.0.0",
            format=self._one_of(own["format"], where, FORMATS) if "format" in own else "json",
            cut=self._one_of(own["cut"], where, CUTS) if "cut" in own else "margin",
            years=self._years(own["years"], where) if "years" in own else {},
            selectors=self._strings(own.get("selectors"), where),
            columns=self._strings(own.get("columns"), where),
            watch=self._strings(own.get("watch"), where),
            count=self._count(own["count"], where) if "count" in own else None,
            authcfg=self._authentication(own["authcfg"], where) if "authcfg" in own else "",
        )
        self._check(node, where, found)
        return found

    def _check(self, node: Node, where: str, one: Dataset) -> None:
        """Stop where a dataset lacks what its kind needs."""
        if one.kind == "overpass":
            if not one.selectors:
                self._refuse(node, where, Note("it needs {key}", key="selectors"))
            for selector in one.selectors:
                if read_selector(selector) is None:
                    what = Note(
                        "{value} is no selector, such as {example}",
                        value=shown(selector),
                        example='"way: highway" or "amenity=school|library"',
                    )
                    self._refuse(node, where, what)
            return
        if one.kind != "wfs" and one.format != "json":
            self._refuse(node, where, Note("only a WFS is asked in GML"))
        if one.kind == "wfs" and one.crs != "EPSG:28992":
            self._refuse(node, where, Note("a WFS is asked in {crs} only", crs="EPSG:28992"))
        for key in ("layer", "key") if one.kind != "odata" else ("key", "years", "filter"):
            if not getattr(one, key):
                self._refuse(node, where, Note("it needs {key}", key=key))
        if one.part == MUNICIPALITY and (one.kind not in ("features", "wfs") or not one.name):
            self._refuse(node, where, Note("of the part {part} it needs {key}", part=MUNICIPALITY, key="name"))

    def _authentication(self, node: Node, where: str) -> str:
        text = node.value
        if not isinstance(text, str) or not _AUTHENTICATION.fullmatch(text):
            what = Note(
                "authcfg is the id of an authentication of QGIS, of seven letters and digits; no name or password"
            )
            self._refuse(node, where, what)
        return text

    def _count(self, node: Node, where: str) -> Count:
        own = self._members(node, where, ("url", "type_name"), ("version",))
        return Count(
            url=self._address(own["url"], where),
            type_name=self._text(own["type_name"], where, _SHORT),
            version=self._one_of(own["version"], where, ("2.0.0", "1.1.0")) if "version" in own else "2.0.0",
        )

    def _tables(self, node: Node, where: str, kind: Kind) -> Mapping[str, str]:
        names = ("",) if kind == "odata" else SHAPES
        own = self._members(node, where, (), names)
        if not own:
            self._refuse(node, where, Note("it needs one of: {names}", names=listed(names)))
        return {name: self._name_of(one, where) for name, one in own.items()}

    def _years(self, node: Node, where: str) -> Mapping[str, str]:
        own = node.value
        if not isinstance(own, dict) or not own:
            self._refuse(node, where, Note("it needs years with their tables"))
        for year, one in own.items():
            if not re.fullmatch(r"[12][0-9]{3}", year) or not isinstance(one.value, str):
                self._refuse(one, where, Note("{value} is no year with its table", value=shown(year)))
            if one.value and not _TABLE.fullmatch(one.value):
                self._refuse(one, where, Note("{value} is no name of a table", value=shown(one.value)))
        return {year: str(one.value) for year, one in own.items()}

    def _address(self, node: Node, where: str) -> str:
        url = self._text(node, where, _LONG)
        plain = url
        for place in _PLACES:
            plain = plain.replace(place, "0")
        why = why_not_asked(plain)
        if why is None and ("{" in plain or "}" in plain):
            why = Note("only {places} can be put in", places=listed(_PLACES))
        if why is None and any(place in url.split("/")[2] for place in _PLACES):
            why = Note("the name of the server is written out")
        if why is not None:
            self._refuse(node, where, Note("{value}: {why}", value=shown(url), why=why))
        return url

    def _members(self, node: Node, where: str, needed: Sequence[str], more: Sequence[str]) -> dict[str, Node]:
        if not isinstance(node.value, dict):
            self._refuse(node, where, Note("this must be an object"))
        for key, one in node.value.items():
            if key not in needed and key not in more:
                self._refuse(one, where, Note("the key {key} is not known", key=shown(key)))
        for key in needed:
            if key not in node.value:
                self._refuse(node, where, Note("it needs {key}", key=shown(key)))
        return node.value

    def _list(self, node: Node, where: str, least: int = 1) -> list[Node]:
        if not isinstance(node.value, list) or not least <= len(node.value) <= _MOST_LIST:
            self._refuse(node, where, Note("this must be a list of {least} to {most}", least=least, most=_MOST_LIST))
        return node.value

    def _strings(self, node: Node | None, where: str) -> tuple[str, ...]:
        if node is None:
            return ()
        return tuple(self._text(one, where, _SHORT) for one in self._list(node, where))

    def _texts(self, node: Node, where: str) -> Mapping[str, str]:
        if not isinstance(node.value, dict) or not 1 <= len(node.value) <= 5:
            self._refuse(node, where, Note("this must be an object"))
        return {key: self._text(one, where, _SHORT) for key, one in node.value.items()}

    def _text(self, node: Node, where: str, most: int) -> str:
        if not isinstance(node.value, str) or not 1 <= len(node.value.strip()) <= most:
            self._refuse(node, where, Note("this must be text of 1 to {most} characters", most=most))
        return node.value.strip()

    def _name_of(self, node: Node, where: str) -> str:
        text = self._text(node, where, _SHORT)
        if not _ID.fullmatch(text):
            self._refuse(node, where, Note("{value} must be a–z, 0–9 and _, at most 40", value=shown(text)))
        return text

    def _one_of(self, node: Node, where: str, choices: Sequence[_Word]) -> _Word:
        found = [one for one in choices if node.value == one]
        if not found:
            self._refuse(node, where, Note("this must be one of: {choices}", choices=listed(choices)))
        return found[0]

    def _whole(self, node: Node, where: str, low: int, high: int) -> int:
        number = self._number(node, where, 0, low, high)
        if number != int(number):
            self._refuse(node, where, Note("this must be a whole number"))
        return int(number)

    def _number(self, node: Node | None, where: str, usual: float, low: float, high: float) -> float:
        if node is None:
            return usual
        value = node.value
        if isinstance(value, bool) or not isinstance(value, float) or not low <= value <= high:
            self._refuse(node, where, Note("this must be a number from {low} to {high}", low=low, high=high))
        return value

    def _refuse(self, node: Node, where: str, what: Note) -> NoReturn:
        raise Problem(node.line, where, what).error(self._name)

"""A municipality by its name or code."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import InputError
from ..wording import listed, shown
from .asking import Asking, identified
from .features import fetch_features_by
from .features_page import value_of
from .fetched_rows import Fetched, Row
from .geometries import Geometry
from .services import Dataset
from .wfs import fetch_wfs_by

_CODE = re.compile(r"(?:GM)?(\d{1,4})", re.IGNORECASE)
_MOST, _NEAR = 2000, 3


@dataclass(frozen=True)
class Municipality:
    """A municipality: its name, its code ("GM0344") and its boundary."""

    name: str
    code: str
    geometry: Geometry


def code_of(text: object) -> str:
    """Return a code as Statistics Netherlands writes it, "GM0344", of "344" or "gm0344"; empty where it is none."""
    match = _CODE.fullmatch(str(text).strip())
    return f"GM{int(match[1]):04d}" if match else ""


def find_municipality(dataset: Dataset, given: str, year: int) -> Asking[Municipality]:
    """Find a municipality: asked by its name or code as it is written, else found in the list of all.

    Raises
    ------
    InputError
        Where there is none, with names that are like it.
    """
    column = dataset.key if code_of(given) else dataset.name
    first: Fetched = yield from _ask(dataset, year, {column: code_of(given) or given})
    found = _matching(first.rows, dataset, given)
    if not found:
        every: Fetched = yield from _ask(dataset, year, {})
        found = _matching(every.rows, dataset, given)
        if not found:
            names = [str(value_of(row.values, dataset.name)) for row in every.rows]
            near = difflib.get_close_matches(given, names, _NEAR, 0.5)
            raise InputError(
                "There is no municipality {given} among the {n} that {host} has: write another name; the nearest "
                "are: {near}.",
                given=shown(given),
                n=len(every.rows),
                host=dataset.host,
                near=listed(near) if near else "–",
            )
    if len(found) > 1:
        raise InputError(
            "There are {n} municipalities {given}: give the code of one ({codes}).",
            n=len(found),
            given=shown(given),
            codes=listed(code_of(value_of(row.values, dataset.key)) for row in found),
        )
    (row,) = found
    code = code_of(value_of(row.values, dataset.key))
    if row.geometry is None or not code:
        raise InputError(
            "{host} has no boundary or no code of {given}: choose an EXTENT.", host=dataset.host, given=shown(given)
        )
    return Municipality(str(value_of(row.values, dataset.name)), code, row.geometry)


def _ask(dataset: Dataset, year: int, by_filter: dict[str, str]) -> Asking[Fetched]:
    fetch = fetch_features_by if dataset.kind == "features" else fetch_wfs_by
    asking = fetch(dataset, year, by_filter, _MOST)
    return (yield from identified(asking, dataset.url, dataset.authcfg))


def _matching(rows: Sequence[Row], dataset: Dataset, given: str) -> list[Row]:
    code = code_of(given)
    if code:
        return [row for row in rows if code_of(value_of(row.values, dataset.key)) == code]
    return [row for row in rows if _plain(value_of(row.values, dataset.name)) == _plain(given)]


def _plain(text: object) -> str:
    """Return a name as it is compared: without case, accents, or what else is no letter."""
    apart = unicodedata.normalize("NFKD", str(text).casefold())
    return "".join(one for one in apart if one.isalnum())

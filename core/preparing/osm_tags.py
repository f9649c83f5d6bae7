"""OpenStreetMap tags: in fields of their own, or several in one text as GDAL and PostgreSQL write them.

GDAL's OSM driver puts the tags without a field of their own into `other_tags`: as hstore text ("key"=>"value","…"=>"…",
a double quote or backslash after a backslash), or as JSON where it is told to. PostgreSQL's hstore has a space after
the comma and NULL without quotes. QGIS itself may hand over either one as a mapping.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..progress import Progress

TEXT_FIELDS = ("other_tags", "all_tags", "tags")
"""Names of fields that hold several tags: GDAL's two, and the one of osm2pgsql."""

LIFECYCLE = ("disused", "abandoned", "demolished", "razed", "removed", "proposed", "planned")
"""Keys, and prefixes of keys, that say that something is there no more, or not yet."""

UNSET = frozenset({"", "0", "no", "n", "f", "false", *LIFECYCLE, "construction", "dismantled"})
"""Values of a tag that say no, such as those of `bridge` and `tunnel`; any other says yes."""

_CUT, _BATCH = 10, 5000
_QUOTED = r'"([^"\\]*(?:\\.[^"\\]*)*)"'
_PAIR = re.compile(rf"\s*{_QUOTED}\s*=>\s*(?:{_QUOTED}|NULL)\s*(,?)", re.DOTALL | re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True)
class TagColumns:
    """Tags of some rows, taken out of one text a row.

    Parameters
    ----------
    values
        For each key asked for an array (n,) of text, None where a row has no such tag.
    cut
        Rows (n,) whose text could not be read to its end; the tags before the fault are there.
    """

    values: dict[str, NDArray[np.object_]]
    cut: NDArray[np.bool_]


def read_tags(value: object) -> tuple[dict[str, str], bool]:
    """Read the tags of one feature.

    Parameters
    ----------
    value
        Hstore text, a JSON object as text, a mapping, or None.

    Returns
    -------
    dict
        The tags, without those that are NULL.
    bool
        Whether all could be read: a Shapefile, for example, cuts text after 254 characters.
    """
    if value is None:
        return {}, True
    if isinstance(value, Mapping):
        return _texts(value), True
    text = str(value).strip()
    if text.startswith("{"):
        return _read_json(text)
    return _read_hstore(text)


def tag_columns(values: Iterable[object], keys: Collection[str], progress: Progress | None = None) -> TagColumns:
    """Take some tags out of texts that hold several, one text a row; see `read_tags` for what a text may be."""
    rows, progress = list(values), progress or Progress()
    columns: dict[str, NDArray[np.object_]] = {}
    for key in keys:
        progress.check()
        columns[key] = np.full(len(rows), None, object)
    cut = np.zeros(len(rows), bool)
    seen: dict[str, tuple[dict[str, str], bool]] = {}
    for row, value in enumerate(rows):
        if row % _BATCH == 0:
            progress.at(row / len(rows))
        if value is None:
            continue
        if isinstance(value, str):
            # Most texts are there many times: "surface"=>"asphalt".
            found = seen.get(value)
            if found is None:
                tags, whole = read_tags(value)
                found = seen[value] = {k: v for k, v in tags.items() if k in columns}, whole
        else:
            found = read_tags(value)
        for key, tag in found[0].items():
            if key in columns:
                columns[key][row] = tag
        cut[row] = not found[1]
    return TagColumns(columns, cut)


def tag_fields(keys: Iterable[str], names: Iterable[str], cut: bool = True) -> dict[str, str]:
    """Find the fields of tags by their names: those that are there, by key.

    Case is ignored; a colon may have become an underscore, as GDAL writes it, underscores may be lacking ("wvkId"),
    and, where `cut`, a name may be cut after ten characters, as a Shapefile does. A field that was cut is given to the
    shortest of the keys that it may stand for.
    """
    return dict(_tag_fields(tuple(keys), tuple(names), cut))


@lru_cache(maxsize=2000)  # a dialog asks it of each layer of a project, several times
def _tag_fields(keys: tuple[str, ...], names: tuple[str, ...], cut: bool) -> Mapping[str, str]:
    there = {name.casefold(): name for name in reversed(names)}
    found: dict[str, str] = {}
    wanted = sorted(set(keys), key=lambda key: (len(key), key))
    for length in (None, _CUT) if cut else (None,):
        for key in wanted:
            lower = key.casefold()
            spelled = [s[:length] for s in (lower, lower.replace(":", "_"), lower.replace("_", ""))]
            name = next((there[s] for s in spelled if s in there and there[s] not in found.values()), None)
            if name is not None and key not in found:
                found[key] = name
    return found


def tag_field(key: str, names: Iterable[str]) -> str | None:
    """Find the field of one tag, None where there is none; see `tag_fields`."""
    return tag_fields([key], names).get(key)


def is_set(value: object) -> bool:
    """Return whether a tag that says yes or no, `bridge` for example, says yes."""
    return value is not None and value is not False and value != 0 and str(value).strip().lower() not in UNSET


def lifecycle_keys(keys: Iterable[str]) -> list[str]:
    """Return the keys that say of others, and of a whole feature, that something is there no more, or not yet."""
    return [*LIFECYCLE, *(f"{prefix}:{key}" for key in keys for prefix in LIFECYCLE)]


def former_tags(tags: Mapping[str, str]) -> dict[str, str]:
    """Return the tags that hold no more, or not yet, without what says so: `disused:amenity` as `amenity`."""
    split = ((key.partition(":"), tag) for key, tag in tags.items() if ":" in key)
    return {key: tag for (prefix, _, key), tag in split if prefix in LIFECYCLE}


def has_lifecycle(tags: Mapping[str, str]) -> bool:
    """Return whether a feature as a whole, or a tag that it has as well, is said to be there no more, or not yet."""
    return any(is_set(tags.get(key)) for key in LIFECYCLE) or any(
        tags.get(key) == tag for key, tag in former_tags(tags).items()
    )


def text_field(names: Iterable[str]) -> str | None:
    """Find the field that holds several tags, None where there is none."""
    there = list(names)
    return next((found for key in TEXT_FIELDS if (found := tag_field(key, there)) is not None), None)


def _texts(tags: Mapping[object, object]) -> dict[str, str]:
    return {str(key): str(tag) for key, tag in tags.items() if tag is not None}


def _read_json(text: str) -> tuple[dict[str, str], bool]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}, False
    return (_texts(found), True) if isinstance(found, dict) else ({}, False)


def _read_hstore(text: str) -> tuple[dict[str, str], bool]:
    found: dict[str, str] = {}
    at, more = 0, bool(text)
    while more:
        pair = _PAIR.match(text, at)
        if pair is None:
            return found, False
        key, tag, comma = pair.groups()
        if tag is not None:
            found[_plain(key)] = _plain(tag)
        at, more = pair.end(), bool(comma)
    return found, at == len(text)


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text

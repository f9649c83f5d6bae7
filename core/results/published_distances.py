"""Average distances that Statistics Netherlands publishes: their columns, and the facility types that come nearest.

They stand in resources/plausibility/published_distances.json, which can be read and changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..comparing import type_key
from ..errors import InputError
from ..json_file import JsonFile
from ..json_located import Node
from ..norms.model import Text
from ..notes import Note

NAME = "resources/plausibility/published_distances.json"
METRES_OF_KM = 1000.0

_FILE = JsonFile(NAME)
_KEYS = ("id", "title", "columns", "statline", "group", "alone", "facilities", "differs")
_LONGEST = 400


@dataclass(frozen=True, kw_only=True)
class PublishedDistance:
    """An average distance that is published in km.

    Parameters
    ----------
    columns
        Its names, old and new; one that ends on `_` goes on with a number.
    statline, group
        A name that several columns of a table share, and the word of their alias that tells this one; empty where none
        do.
    alone
        Whether the shared name is this one where a table has it once.
    types
        Keys of the facility types that come nearest.
    differs
        What differs between these and what is published.
    """

    id: str
    title: Text
    columns: tuple[str, ...]
    types: tuple[str, ...]
    differs: Text
    statline: str = ""
    group: str = ""
    alone: bool = False

    def of_shared(self, there: Sequence[tuple[str, str]]) -> str | None:
        """Return which of the columns with its shared name is this one, by name and alias; None where none is."""
        own = [name for name, alias in there if self.group.casefold() in alias.casefold()]
        if len(own) == 1:
            return own[0]
        return there[0][0] if self.alone and not own and len(there) == 1 else None


def read_published_distances(text: str | bytes) -> tuple[PublishedDistance, ...]:
    """Read the file; an `InputError` tells what is wrong with it and in which line."""
    top = _FILE.read(text)
    _FILE.members(top, ("buurtmaat_published_distances", "date", "about", "figures"))
    if _FILE.member(top, "buurtmaat_published_distances").value != 1:
        raise _FILE.wrong(top, Note("this is of another version of Buurtmaat"))
    figures = tuple(_figure(one) for one in _FILE.items(_FILE.member(top, "figures")))
    names = [figure.id for figure in figures]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError("{file} has the figure {id} twice: take one out.", file=NAME, id=twice)
    return figures


def _figure(node: Node) -> PublishedDistance:
    given = _FILE.members(node, _KEYS)
    return PublishedDistance(
        id=_FILE.text(_FILE.member(node, "id")),
        title=_text(_FILE.member(node, "title")),
        columns=_FILE.texts(_FILE.member(node, "columns")),
        types=tuple(type_key(one) for one in _FILE.texts(_FILE.member(node, "facilities"))),
        differs=_text(_FILE.member(node, "differs")),
        statline=_FILE.text(given["statline"]) if "statline" in given else "",
        group=_FILE.text(given["group"]) if "group" in given else "",
        alone="alone" in given and given["alone"].value is True,
    )


def _text(node: Node) -> Text:
    _FILE.members(node, ("en", "nl"))
    return Text(*(_FILE.text(_FILE.member(node, language), _LONGEST) for language in ("en", "nl")))

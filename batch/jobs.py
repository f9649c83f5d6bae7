"""What is to be done for a municipality, and what became of it; as JSON between processes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from hashlib import sha256
from typing import Final, Literal

from ..core.notes import Note

FINISHED: Final = "finished"
UNCHANGED: Final = "unchanged"
FAILED: Final = "failed"
Status = Literal["finished", "unchanged", "failed"]


@dataclass(frozen=True, kw_only=True)
class MunicipalityArea:
    """A municipality.

    Parameters
    ----------
    code, name
        What it is called; the name may be empty.
    folder
        The name of its folder, which every file system takes.
    wkb
        Its polygons in hexadecimal; empty where they cannot be used.
    trouble
        Why they cannot; empty where they can.
    earlier
        Polygons of municipalities before it that touch it: what lies on the border is theirs.
    """

    code: str
    name: str
    folder: str
    wkb: str = ""
    trouble: str = ""
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Job:
    """The run of a recipe for a municipality.

    Parameters
    ----------
    area
        The municipality.
    crs
        The reference system of its polygons, as WKT.
    recipe
        The file of the recipe.
    folder
        Below which the folder of each municipality lies.
    margin
        Metres around the municipality in which streets and facilities count.
    digests
        Of each file that the recipe reads: what stands for its content.
    batch
        Of which batch it is: dask gives a job to another worker when the outcome was lost with the first.
    again
        Whether it is run though nothing changed.
    language
        Of texts in results and reasons, whatever that of the machine is.
    versions
        Of what computes: a machine with others would give results that the next run takes for changed.
    asked
        What stands for what the recipe does.
    stamps
        Of each file that the recipe reads: its size and date. Where they are the same, so is its content.
    is_look
        Whether it is no run, but a look at whether a machine could do one.
    """

    area: MunicipalityArea
    crs: str
    recipe: str
    folder: str
    margin: float
    digests: Mapping[str, str] = field(default_factory=dict)
    batch: str = ""
    again: bool = False
    language: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    asked: str = ""
    stamps: Mapping[str, str] = field(default_factory=dict)
    is_look: bool = False

    def look(self) -> Job:
        """Return the look at whether a machine could do it."""
        return replace(self, area=MunicipalityArea(code="", name="", folder=""), is_look=True)

    def key(self, recipe: str, versions: Mapping[str, str]) -> str:
        """Return what stands for all that is asked, but for the content of the layers.

        Parameters
        ----------
        recipe
            What the recipe does.
        versions
            Of what computes.
        """
        own = asdict(self.area) | {"folder": ""}
        return digest_of([own, self.crs, self.margin, recipe, dict(versions)])

    def to_json(self) -> str:
        """Return it as one line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Job:
        """Return what `to_json` wrote; what another version wrote beside it is left out, and told by its versions."""
        found = json.loads(text)
        area = found.pop("area")
        known = {one.name for one in fields(cls)}
        return cls(
            area=MunicipalityArea(**{**area, "earlier": tuple(area["earlier"])}),
            **{name: value for name, value in found.items() if name in known},
        )


@dataclass(frozen=True, kw_only=True)
class MunicipalityOutcome:
    """What became of a municipality.

    Parameters
    ----------
    code
        Of the municipality.
    status
        Whether its results were made now, stood already, or could not be made.
    reason
        Why they could not, in one sentence; a note where it comes from a worker, which does not know the language.
    """

    code: str
    status: Status
    reason: str | Note = ""

    def to_json(self) -> str:
        """Return it as one line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> MunicipalityOutcome:
        """Return what `to_json` wrote."""
        return cls(**json.loads(text))


def digest_of(value: object) -> str:
    """Return what stands for a value that JSON can hold."""
    return sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

"""What the computed fields are called in words, where a table or a form shows them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from qgis.core import QgsVectorLayer

from ..io.columns import numbered
from ..io.translation import tr
from .field_words import field_words

_LIMIT = re.compile(r"(n|types|dwellings|weight)_(\d+(?:_\d+)?)$")


def _of_requirement() -> Mapping[str, str]:
    return {
        "value": tr("{requirement}: distance or time"),
        "n": tr("{requirement}: number within"),
        "facility": tr("{requirement}: facility"),
        "ok": tr("{requirement}: within (1) or outside (0)"),
        "weight": tr("{requirement}: weight"),
        "reason": tr("{requirement}: reason"),
        "share": tr("{requirement}: share within"),
        "rate": tr("{requirement}: rate"),
        "compliance": tr("{requirement}: verdict"),
        "change": tr("{requirement}: change in share"),
        "gained": tr("{requirement}: gained"),
        "lost": tr("{requirement}: lost"),
        "before": tr("{requirement}: verdict before"),
        "after": tr("{requirement}: verdict after"),
    }


def _of_limit() -> Mapping[str, str]:
    return {
        "n": tr("Facilities within {limit}"),
        "types": tr("Types within {limit}"),
        "dwellings": tr("Dwellings within {limit}"),
        "weight": tr("Weight within {limit}"),
    }


def set_aliases(
    layer: QgsVectorLayer, requirements: Mapping[str, str], prefix: str = "", computed: Collection[str] | None = None
) -> None:
    """Call the computed fields of a layer by words.

    Parameters
    ----------
    requirements
        Titles by id, for the fields that a requirement has.
    prefix
        What stands before the names of computed fields.
    computed
        The names of the fields that were computed; None: all were.
    """
    names = [name for name in layer.fields().names() if computed is None or name in computed]
    known = {prefix + name: word for name, word in field_words().items()}
    if numbered(names, f"{prefix}met") is None:  # elsewhere it is a weight that is not known
        known[f"{prefix}unknown"] = tr("Of which not known")
    # `inhabitants_65` is no second `inhabitants`.
    aliases = {
        numbered([one for one in names if one == name or one not in known], name): word for name, word in known.items()
    }
    for name in names:
        match = _LIMIT.fullmatch(name.removeprefix(prefix))
        if match:
            aliases[name] = _of_limit()[match[1]].format(limit=match[2].replace("_", ","))
    for requirement, title in requirements.items():
        for part, text in _of_requirement().items():
            aliases[numbered(names, f"{prefix}{requirement}_{part}")] = text.format(requirement=title)
    for index, field in enumerate(layer.fields()):
        if field.name() in aliases and not field.alias():
            layer.setFieldAlias(index, aliases[field.name()])

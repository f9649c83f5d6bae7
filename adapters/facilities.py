"""Facilities from one or several layers: their ids and types."""

from __future__ import annotations

from .reading import Layer


def facility_ids(layer: Layer, field: str, prefix: str = "") -> list[str]:
    """Give each facility's id as text: the field's value, else the feature id, after a prefix.

    A NULL in the field becomes `#` and the feature id.
    """
    if not field:
        return [f"{prefix}{i}" for i in layer.ids.tolist()]
    return [v if v is not None else f"#{i}" for v, i in zip(layer.texts(field), layer.ids.tolist(), strict=True)]

"""Check basic requirements on the sample town: its layers, as inputs."""

from __future__ import annotations

from pathlib import Path

TOWN = Path(__file__).resolve().parents[2] / "resources" / "sample" / "town.gpkg"


def source(layer: str) -> str:
    return f"{TOWN}|layername={layer}"


def sample_inputs() -> dict[str, object]:
    """Return the inputs for all layers of the sample town, without norms and outputs."""
    return {
        "NETWORK": source("streets"),
        "CYCLE_NETWORK": source("cycle_network"),
        "DWELLINGS": source("dwellings"),
        "WEIGHT_FIELD": "dwellings",
        "NEIGHBOURHOODS": source("neighbourhoods"),
        "LEVEL_FIELDS": "wijkcode;kern",
        "GROUP_FIELD": "landlord",
        "FACILITIES": [source(name) for name in ("facilities", "parks", "grounds")],
        "FACILITY_ID": "facility_id",
        "TYPE_FIELD": "type",
        "CAPACITY_FIELD": "capacity_m2",
        "DEVELOPED_AREAS": source("developed_areas"),
        "PUBLIC_SPACE": source("public_space"),
    }

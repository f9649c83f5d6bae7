"""Services that a recipe may ask: none with a login of its user's, which another's recipe could send anywhere."""

from __future__ import annotations

from pathlib import Path

from ...core.errors import InputError
from ...core.fetching.services import read_services

_MOST = 1_000_001


def refuse_logins(path: Path) -> None:
    """Stop at a file of services that names an authentication of QGIS; one that is no such file is refused later."""
    try:
        with path.open("rb") as file:
            services = read_services(file.read(_MOST), path.name)
    except (OSError, InputError):
        return
    if services.authentications:
        raise InputError(
            "The services in {file} name an authentication of QGIS (authcfg), which a recipe neither keeps nor uses: "
            "fetch first, and make a recipe of what comes after.",
            file=path.name,
        )

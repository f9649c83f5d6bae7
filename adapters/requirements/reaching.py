"""The dwellings and facilities of a run on its networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsProcessingFeedback

from ...core.arrays import to_list
from ...core.norms.model import Mode
from ...core.progress import Progress
from ..io.code_words import code_words
from ..io.crs import WorkingCrs
from ..io.feedback import first_few
from ..io.reader import Reader
from ..io.translation import tr
from ..layers.facilities import AllFacilities
from ..layers.streets import NETWORKS, ModeNetworks, check_near, read_entrances, warn_far_snaps
from .inputs import RunHomes

if TYPE_CHECKING:
    from ...core.reach.network_searches import NetworkSearches
    from ...core.requirements.measures import Reaching


def reaching_of(
    reader: Reader,
    networks: ModeNetworks,
    homes: RunHomes,
    facilities: AllFacilities,
    working: WorkingCrs,
    progress: Progress,
) -> Reaching:
    """Put the dwellings and the facilities on the networks, on each once."""
    from ...core.geometry.distances import Places
    from ...core.reach.network_searches import searches_on
    from ...core.requirements.measures import Reaching

    dwellings = homes.stock.dwellings
    if not networks.network:
        return Reaching(dwellings.xy, Places(facilities.shapes), keeping=reader.keeping)
    entrances = read_entrances(reader, working, facilities.ids)
    searches: dict[int, NetworkSearches] = {}
    for place, (number, network) in enumerate(networks.network.items()):
        part = progress.part(place / len(networks.network), (place + 1) / len(networks.network))
        check_near(reader, network, dwellings.xy, streets=NETWORKS[networks.modes[number][0].network])
        searches[number] = searches_on(network, facilities.shapes, entrances, dwellings.xy, reader.keeping, part)
        which = _which(networks.modes[number][0]) if len(networks.network) > 1 else ""
        warn_off_network(reader.feedback, searches[number], homes.ids, which)
    places = next(iter(searches.values())).facilities.places
    grounds = {mode.name: searches[number] for number, modes in networks.modes.items() for mode in modes}
    return Reaching(dwellings.xy, places, grounds, reader.keeping)


def _which(mode: Mode) -> str:
    """Return what stands before a warning about the network of a mode: its input, and what the mode leaves out."""
    values = code_words(str(value) for _, left_out in mode.exclude for value in left_out)
    if not values:
        return f"{NETWORKS[mode.network]}: "
    return tr("{input} without {values}: ").format(input=NETWORKS[mode.network], values=values)


def warn_off_network(
    feedback: QgsProcessingFeedback, searches: NetworkSearches, ids: NDArray[np.int64], which: str = ""
) -> None:
    """Warn of dwellings that are off a network, or far from it.

    Parameters
    ----------
    ids
        Of the dwellings.
    which
        Put before the warnings, to tell the network where there are several.
    """
    off = np.flatnonzero(~searches.snaps.on_network & np.isfinite(searches.points).all(axis=1))
    if off.size:
        text = tr("Dwellings off the network, counted as unknown: {n} ({ids})")
        feedback.pushWarning(which + text.format(n=off.size, ids=first_few(to_list(ids[off]))))
    warn_far_snaps(feedback, searches.snaps.leg, which)

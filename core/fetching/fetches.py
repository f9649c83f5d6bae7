"""How a dataset is fetched, by what is spoken there, and the first question of each: what will be asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .asked_places import Place
from .asking import Asking, Request, identified
from .features import fetch_features
from .fetched_rows import Fetched
from .odata import fetch_odata
from .overpass import fetch_overpass
from .services import Dataset, Kind
from .wfs import fetch_wfs

_FETCHES: Mapping[Kind, Callable[[Dataset, Place, int], Asking[Fetched]]] = {
    "features": fetch_features,
    "wfs": fetch_wfs,
    "overpass": fetch_overpass,
    "odata": fetch_odata,
}


def fetch_dataset(dataset: Dataset, place: Place, most: int) -> Asking[Fetched]:
    """Return the fetch of a dataset, which asks nothing by itself.

    Parameters
    ----------
    most
        How many rows are taken.
    """
    return identified(_FETCHES[dataset.kind](dataset, place, most), dataset.url, dataset.authcfg)


def first_question(dataset: Dataset, place: Place) -> Request:
    """Return what is asked first of a dataset."""
    fetch = fetch_dataset(dataset, place, 1)
    try:
        return next(fetch).request
    finally:
        fetch.close()

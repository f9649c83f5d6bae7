"""Reads a run for the threshold explorer in the background, so that the window goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsTask

from ...adapters.explore.area_cards import NearbyPlaces, RunCards, cards_by_year, most_missing, outcome_text
from ...adapters.explore.nearest_places import read_nearest, read_off_streets, read_place_names
from ...adapters.explore.what_if import Exploration, id_column, read_exploration, read_shapes
from ...adapters.io.feature_sources import layer_source
from ...adapters.io.translation import tr, translated
from ...adapters.results.off_streets import OffStreets
from ...core.errors import Cancelled, InputError
from ...core.progress import Progress
from ..background_task import BackgroundTask
from ..run_layers import ChosenLayers, facilities_of_run


class RunReading(BackgroundTask):
    """Reads the layers that are chosen, which may go meanwhile.

    Parameters
    ----------
    chosen
        The layers, with dwellings and neighbourhoods among them.
    ended
        Called in the window's thread with what was read (see `found`), or why it was not (`why`).
    """

    def __init__(self, chosen: ChosenLayers, ended: Callable[[RunReading], None]) -> None:
        super().__init__(tr("Reading what every dwelling has…"), QgsTask.Flag.CanCancel | QgsTask.Flag.Silent)
        facilities = None if chosen.dwellings is None else facilities_of_run(chosen.dwellings)
        layers = (chosen.dwellings, chosen.neighbourhoods, chosen.results, facilities)
        self._sources = [None if one is None else layer_source(one, self.is_stopped) for one in layers]
        self._class_field, self._ended = chosen.class_field, ended
        self._error: Exception | None = None
        areas = chosen.neighbourhoods
        self._id_field = "" if areas is None else id_column(areas)
        self.crs = QgsCoordinateReferenceSystem() if areas is None else areas.crs()
        self.found: Exploration | None = None
        self.shapes: Sequence[QgsGeometry] = ()
        self.nearest = NearbyPlaces()
        self.cards: Mapping[int | None, RunCards] = {}
        self.outcome, self.most_missing = "", ""  # the latter is the id of a requirement
        self.off_streets: OffStreets | None = None
        self.why = tr("Cancelled: press “Read again” to go on.")

    def work(self) -> bool:
        dwellings, neighbourhoods, results, facilities = self._sources
        progress = Progress(lambda share: self.setProgress(100 * share), self.is_stopped)
        try:
            found = read_exploration(
                dwellings, neighbourhoods, results, self._class_field, progress.part(0, 0.7), self._id_field
            )
            self.shapes = read_shapes(neighbourhoods, found.feature_ids)
            names = {} if facilities is None else read_place_names(facilities, progress.part(0.7, 0.75))
            places = read_nearest(dwellings, found.homes, progress.part(0.75, 0.95))
            self.nearest = NearbyPlaces(places=places, names=names)
            self.cards = cards_by_year(found, self.nearest)
            if found.findings is not None:
                self.outcome = outcome_text(found.findings)
                _, question = most_missing(found.findings)
                self.most_missing = "" if question is None else question.id
                if facilities is not None:
                    self.off_streets = read_off_streets(facilities, found.findings, progress.part(0.95, 1.0))
            progress.at(1.0)
            self.found = found
        except InputError as error:
            self.why = translated(error.message, error.values)
        except Cancelled:
            pass
        except Exception as error:  # raised again where QGIS shows it: here it would end QGIS
            self._error = error
        return self.found is not None

    def finished(self, result: bool) -> None:
        self._sources = []
        if self._error is not None:
            self.why = str(self._error)
        self._ended(self)
        if self._error is not None:
            raise self._error


def doubts_of(found: Exploration) -> str:
    """Return what may not be right with the layers that were read."""
    sentences = []
    if any(one.estimated for one in found.requirements):
        sentences.append(
            tr(
                "Without the results table the thresholds and targets of the run are not known: what you see first is "
                "a guess, and no norm set can be saved."
            )
        )
    differing = next((one.title for one in found.requirements if not one.agrees), None)
    if differing is not None:
        text = tr("The dwellings do not give the results of “{requirement}”: are the layers of the same run?")
        sentences.append(text.format(requirement=differing))
    if found.strange:
        text = tr("The neighbourhoods do not have the verdicts of “{requirement}”: are the layers of the same run?")
        sentences.append(text.format(requirement=found.strange[0]))
    return " ".join(sentences)

"""Where features come from: as they are, all of them, and in an order that is the same in every run."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from itertools import islice

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureIterator,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsVectorLayerSelectedFeatureSource,
)
from qgis.PyQt import sip

from ...core.errors import Cancelled, InputError
from .arrow import CONTENT, PART, Batch, NotDirect, PlainFile, batches, plain_file
from .parameter_kinds import takes_several_layers
from .presence import Presence, presence_of
from .providers import Provider, can_hang
from .reference_systems import sound
from .source_definitions import whole_layers
from .waiting import Aside, Here

_BATCH, _SERVED = 1000, 50
"""Features that are asked for at once, and of a service: each of its pages may take a minute."""

_PATIENCE = 600.0
"""Seconds that a service may take for a batch. It has failed long before, by QGIS's own time limit for a page; where
that comes as its reader begins, QGIS does not hear of it, and would wait for ever."""

_FEATURES = "OAPIF"
"""The provider of OGC API Features, as QGIS names it."""

_MAPINFO = "MapInfo File"
"""The driver of MapInfo TAB and MIF, as QGIS names it."""


def features(source: QgsFeatureSource, request: QgsFeatureRequest) -> Iterator[QgsFeature]:
    """Return a source's features as they are, valid or not: all that are asked for, or an `InputError`."""
    return _whole(source).getFeatures(request)


def arrays(source: QgsFeatureSource, wanted: Sequence[int], *, geometries: bool) -> Generator[Batch, None, None]:
    """Return a source's features as arrays (see `WholeSource.getBatches`); `NotDirect` where it reads no file."""
    found = _whole(source)
    if not isinstance(found, WholeSource):
        raise NotDirect
    return found.getBatches(wanted, geometries=geometries)


def key_field(source: QgsFeatureSource) -> int | None:
    """Return which field of a file holds the ids of its features; None where none does, or it is not read directly."""
    found = _whole(source)
    return found.key_field if isinstance(found, WholeSource) else None


def plain_file_of(source: QgsFeatureSource) -> PlainFile | None:
    """Return the file that holds all features of a source as they are, None where there is no such."""
    if not isinstance(source, WholeSource):
        return None
    try:
        return source.plainFile()
    except NotDirect:
        return None


def _whole(source: QgsFeatureSource) -> SourceLike:
    if isinstance(source, SourceLike):
        return source
    return WholeSource(source, source if isinstance(source, QgsVectorLayer) else None)


def has_nulls(source: QgsFeatureSource) -> bool:
    """Return whether what a source reads can hold NULL: in a MapInfo file an unknown number is 0."""
    found = _whole(source)
    return not isinstance(found, WholeSource) or found.storage != _MAPINFO


def keeps_unknown_whole_numbers(source: QgsFeatureSource) -> bool:
    """Return whether a source gives a NULL whole number as NULL each time.

    What QGIS keeps of OGC API Features has 0 in its place, from the second reading on: when it was shown on the map.
    """
    found = _whole(source)
    return not isinstance(found, WholeSource) or found.kind != _FEATURES


def any_left(source: QgsFeatureSource) -> bool:
    """Return whether a source has a feature; with a filter it cannot tell how many."""
    request = QgsFeatureRequest().setLimit(1).setFlags(Qgis.FeatureRequestFlag.NoGeometry)
    return next(features(source, request), None) is not None


def in_order(source: QgsProcessingFeatureSource) -> QgsFeatureSource:
    """Return the selected features of a layer in the order of their ids: QGIS has them in that of a set, by chance."""
    return _InOrder(source)


def layer_source(layer: QgsVectorLayer, cancelled: Callable[[], bool]) -> QgsFeatureSource:
    """Return the features of a layer for any thread; to be asked in that of the layer."""
    presence = presence_of(layer) if can_hang(layer) else None
    return WholeSource(_LayerSource(layer, presence), layer, cancelled, presence=presence)


class _Described:
    """What a source says of itself beside its features, kept for any thread."""

    def __init__(self, source: QgsFeatureSource) -> None:
        self._name, self._crs, self._fields = source.sourceName(), source.sourceCrs(), source.fields()
        self._type = source.wkbType()

    def sourceName(self) -> str:
        """Return its name."""
        return self._name

    def sourceCrs(self) -> QgsCoordinateReferenceSystem:
        """Return its reference system, as it can be computed in now."""
        return sound(self._crs)

    def fields(self) -> QgsFields:
        """Return its fields."""
        return self._fields

    def wkbType(self) -> Qgis.WkbType:
        """Return its kind of geometry."""
        return self._type


class SourceLike(_Described):
    """Says of itself what another source does; those built on it give other features."""

    def __init__(self, source: QgsFeatureSource) -> None:
        super().__init__(source)
        self._source = source

    def featureCount(self) -> int:
        """Return the number of its features."""
        return self._source.featureCount()

    def getFeatures(self, request: QgsFeatureRequest) -> Iterator[QgsFeature]:
        """Return its features."""
        return _opened(self._source, request)


def _opened(source: QgsFeatureSource, request: QgsFeatureRequest) -> QgsFeatureIterator:
    if isinstance(source, QgsProcessingFeatureSource):
        return source.getFeatures(request, Qgis.ProcessingFeatureSourceFlag.SkipGeometryValidityChecks)
    return source.getFeatures(request)


class _InOrder(SourceLike):
    def getFeatures(self, request: QgsFeatureRequest) -> Iterator[QgsFeature]:
        by_id = QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause("$id")])
        return _opened(self._source, QgsFeatureRequest(request).setOrderBy(by_id))


class _LayerSource(_Described):
    """A layer's features for any thread, with what a Processing source says beside.

    Parameters
    ----------
    presence
        Of a layer that may not answer.
    given
        What is left of them by a filter or a limit of Processing, if any.
    """

    def __init__(
        self,
        layer: QgsVectorLayer,
        presence: Presence | None,
        given: QgsProcessingFeatureSourceDefinition | None = None,
    ) -> None:
        super().__init__(layer)
        self._features = QgsVectorLayerFeatureSource(layer)
        self._filter = "" if given is None else str(given.filterExpression)
        self._limit = -1 if given is None else int(given.featureLimit)
        # What may not answer is not asked before it is read.
        self._layer, self._presence = layer, presence
        self._count = -1 if presence is not None else layer.featureCount()

    def featureCount(self) -> int:
        if self._presence is not None:
            with self._presence.held() as there:
                if there:
                    self._count = self._layer.featureCount()
        if self._filter:
            return -1
        return self._count if self._limit < 0 else min(self._count, self._limit)

    def getFeatures(self, request: QgsFeatureRequest) -> QgsFeatureIterator:
        left = QgsFeatureRequest(request)
        if self._limit >= 0:
            left.setLimit(self._limit if request.limit() < 0 else min(request.limit(), self._limit))
        if self._filter:
            left.combineFilterExpression(self._filter)
        return self._features.getFeatures(left)


class WholeSource(SourceLike):
    """Gives all features that are asked for, or stops with a sentence.

    Parameters
    ----------
    source
        What is read.
    layer
        The layer that it reads, whose provider may fail; None where that is not known.
    cancelled
        Asked between batches, and while a server does not answer.
    whole
        Whether it gives the whole layer; else some of it (a selection, a filter).
    presence
        Of the layer, where another thread than its own may ask.

    Attributes
    ----------
    storage, kind
        The format that it reads and the provider, as QGIS names them; empty where that is not known.

    Notes
    -----
    A provider that fails ends as if that were all. What tells are the number of features that was counted before; for
    services the errors that reach the layer in its own thread, after the last feature; for PostgreSQL what is logged by
    the thread that reads; and for a GeoPackage, which QGIS reads without a lock, that it was written to. A service that
    does not count, and gives an empty page, cannot be told from one that has no more.
    """

    def __init__(
        self,
        source: QgsFeatureSource,
        layer: QgsVectorLayer | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        *,
        whole: bool = True,
        presence: Presence | None = None,
    ) -> None:
        super().__init__(source)
        self._cancelled, self._whole, self._presence = cancelled, whole, presence
        self.storage = "" if layer is None else layer.storageType()
        self.kind = "" if layer is None else layer.providerType()
        self._provider = None if layer is None else Provider(layer, presence)
        # A source of Processing asks the layer itself, also for these, and QGIS ends where that was removed meanwhile.
        self._layer = None if isinstance(source, _LayerSource) else layer
        self._file = None if layer is None or self._layer is not None else _file_of(layer)
        self._counted: int | None = None

    @property
    def is_service(self) -> bool:
        """Return whether it is read from a service, which may tell another number of features than there are."""
        return self._provider is not None and self._provider.is_service

    def featureCount(self) -> int:
        """Return the number of its features, negative where it is not known."""
        with self._hand() as hand:
            return hand.do(self._count)

    def _count(self) -> int:
        if self._whole and self._provider is not None and self._provider.shares_its_connection:
            if self._counted is None:
                self._counted = self._provider.count_anew(self._cancelled)
            if self._counted is not None:
                return self._counted
        with self._there() as source:
            return source.featureCount()

    @contextmanager
    def _there(self) -> Iterator[QgsFeatureSource]:
        """Give the source, whose layer stays meanwhile, unless it was removed from the project since."""
        if self._layer is None:
            yield self._source
            return
        with held(self._layer, self._presence, self._name):
            yield self._source

    def getFeatures(self, request: QgsFeatureRequest) -> Iterator[QgsFeature]:
        """Yield the features that are asked for, and stop where they are not all there."""
        read, errors = 0, list[str]()
        batches = self._batches(request, errors)
        with self._hand() as hand, self._errors(errors):
            try:
                state = hand.do(self._state)
                promised = hand.do(lambda: self._promised(request))
                while batch := hand.do(lambda: next(batches, [])):
                    if read and self._cancelled():
                        raise Cancelled
                    read += len(batch)
                    yield from batch
            finally:
                hand.last(batches.close)
            self._stop_for(errors)
            # Its rows may be some of before and some of after, also where it has no more than these now.
            if state is not None and hand.do(self._state) not in (state, None):
                raise InputError("The table “{layer}” was written to while it was read: run again.", layer=self._name)
            if read < promised and not self._has_no_more(request, read, hand):
                raise InputError(
                    "The layer “{layer}” has {m} features, and only {n} of them could be read: check where it comes "
                    "from and run again.",
                    layer=self.sourceName(),
                    m=promised,
                    n=read,
                )

    def getBatches(self, wanted: Sequence[int], *, geometries: bool) -> Generator[Batch, None, None]:
        """Return all features as arrays, read directly from their file.

        Parameters
        ----------
        wanted
            The places of the fields to read.
        geometries
            Whether to read geometries.

        Raises
        ------
        NotDirect
            Where they have to be read through QGIS, also when some were given already.
        """
        # At once, before anything is asked of what may be a server.
        return self._batches_of(self.plainFile(), wanted, geometries=geometries)

    def _batches_of(self, file: PlainFile, wanted: Sequence[int], *, geometries: bool) -> Generator[Batch, None, None]:
        everything, read = QgsFeatureRequest(), 0
        promised = self._promised(everything)
        for batch in batches(file, wanted, geometries=geometries):
            if read and self._cancelled():
                raise Cancelled
            read += batch.ids.size
            yield batch
        if read < promised and not self._has_no_more(everything, read, Here()):
            raise NotDirect(CONTENT)  # QGIS says what is missing

    @property
    def key_field(self) -> int | None:
        """Return which field holds the ids of features; None where none does, or no file is read directly."""
        try:
            return self.plainFile().key
        except NotDirect:
            return None

    def plainFile(self) -> PlainFile:
        """Return the file that is read: of a source that asks the layer itself as that is now.

        Raises
        ------
        NotDirect
            Where there is none, or not all of it as it is.
        """
        if not self._whole:
            raise NotDirect(PART)
        if self._layer is not None:
            with self._there():
                return plain_file(self._layer)
        if not isinstance(self._file, PlainFile):
            raise NotDirect(None if self._file is None else self._file.why)
        return self._file

    def _hand(self) -> Aside | Here:
        if self._provider is None or not self._provider.can_hang:
            return Here()
        if not self.is_service:
            return Aside(self._cancelled)
        silence = InputError(
            "The service of the layer “{layer}” has given nothing for {n} {n:minute|minutes}: see whether it answers, "
            "and run again.",
            layer=self.sourceName(),
            n=round(_PATIENCE / 60),
        )
        return Aside(self._cancelled, _PATIENCE, silence)

    def _errors(self, errors: list[str]) -> AbstractContextManager[None]:
        return nullcontext() if self._provider is None else self._provider.errors(errors)

    def _batches(self, request: QgsFeatureRequest, errors: list[str]) -> Generator[list[QgsFeature], None, None]:
        with nullcontext() if self._provider is None else self._provider.logged(errors):
            with self._there() as source:
                found = _opened(source, request)
            while batch := list(islice(found, _SERVED if self.is_service else _BATCH)):
                yield batch

    def _promised(self, request: QgsFeatureRequest) -> int:
        """Return how many features a request has to give; 0 where that is not known."""
        kinds, kind = Qgis.FeatureRequestFilterType, request.filterType()
        if request.limit() >= 0 or request.spatialFilterType() != Qgis.SpatialFilterType.NoFilter:
            return 0
        if kind == kinds.Fids:
            return len(request.filterFids())
        if kind != kinds.NoFilter:
            return 0
        count = self._count()
        return self._provider.promised(count) if self._provider is not None and self._whole else count

    def _state(self) -> tuple[object, ...] | None:
        return None if self._provider is None else self._provider.state()

    def _has_no_more(self, request: QgsFeatureRequest, read: int, hand: Aside | Here) -> bool:
        """Return whether a layer that gave fewer than it counted has no more any longer."""
        provider = self._provider
        if provider is None or not self._whole or request.filterType() != Qgis.FeatureRequestFilterType.NoFilter:
            return False
        # What the main thread counts is asked for from here: it may be the one that would wait for the hand.
        by = Here() if provider.is_shared else hand
        now = by.do(lambda: provider.count_anew(self._cancelled))
        return now is not None and now <= read

    def _stop_for(self, errors: Sequence[str]) -> None:
        """Stop where reading brought errors; those of a service are waited for."""
        if not errors and self._provider is not None and not self._provider.hear(self._cancelled):
            raise InputError(
                "Whether the layer “{layer}” was read to its end is not known, since QGIS is busy: run again.",
                layer=self.sourceName(),
            )
        if not errors and self._provider is not None:
            errors = self._provider.earlier_errors()
        if errors:
            raise InputError(
                "Reading the layer “{layer}” failed: {why}. Check where it comes from and run again.",
                layer=self.sourceName(),
                why=" ".join(errors[0].split()).rstrip("."),
            )


def removed(name: str) -> InputError:
    """Return what stops a run of whose layers one is gone."""
    return InputError(
        "The layer “{layer}” was removed from the project while the run still needed it: add it and run again.",
        layer=name,
    )


@contextmanager
def held(layer: QgsVectorLayer, presence: Presence | None, name: str) -> Iterator[QgsVectorLayer]:
    """Give a layer that stays meanwhile; an `InputError` where it was removed from the project since."""
    with nullcontext(not sip.isdeleted(layer)) if presence is None else presence.held() as there:
        if not there:
            raise removed(name)
        try:
            yield layer
        except RuntimeError as error:
            # One that Python made is no longer to be had there from the beginning of its end.
            if sip.isdeleted(layer):
                raise removed(name) from error
            raise


def _file_of(layer: QgsVectorLayer) -> PlainFile | NotDirect:
    try:
        return plain_file(layer)
    except NotDirect as why:
        return why.with_traceback(None)  # which holds this source and the context of the run


@dataclass(frozen=True)
class TakenLayer:
    """A layer that an input gives, taken in the main thread, to be read in any.

    Parameters
    ----------
    source
        Its features, or what a source definition leaves of them; None where they are still to be asked for.
    """

    layer: QgsVectorLayer
    name: str
    presence: Presence | None = None
    source: QgsFeatureSource | None = None

    def held(self) -> AbstractContextManager[QgsVectorLayer]:
        """Give the layer, which stays meanwhile; an `InputError` where it was removed from the project since."""
        return held(self.layer, self.presence, self.name)


def whole_layer(taken: TakenLayer, cancelled: Callable[[], bool]) -> WholeSource:
    """Return all features of a layer; an `InputError` where it was removed from the project since."""
    with taken.held() as layer:
        return WholeSource(layer, layer, cancelled, presence=taken.presence)


def take_layer(
    algorithm: QgsProcessingAlgorithm, given: object, context: QgsProcessingContext, name: str
) -> TakenLayer | None:
    """Return the layer of what was given for an input; None where there is none."""
    whole = given.source if isinstance(given, QgsProcessingFeatureSourceDefinition) else given
    layer = algorithm.parameterAsVectorLayer({name: whole}, name, context)  # it finds none in a definition
    return None if layer is None else TakenLayer(layer, layer.name())


def take_layers(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, object], context: QgsProcessingContext
) -> dict[str, TakenLayer | None]:
    """Return the layer of each input for one, by its name; to be asked in the main thread."""
    names = [one.name() for one in algorithm.parameterDefinitions() if one.type() == "source"]
    found = {name: take_layer(algorithm, parameters.get(name), context, name) for name in names}
    return {name: one and _taken_now(one, parameters.get(name), context) for name, one in found.items()}


def _taken_now(taken: TakenLayer, given: object, context: QgsProcessingContext) -> TakenLayer:
    """Return a layer with what reads its features in any thread; one of a server may take long to count, and has none.

    As an edit session begins or ends, or a filter is set, QGIS opens its file anew, and goes down where another thread
    asks the layer just then, such as for its extent, of which QGIS makes a source.
    """
    source: QgsFeatureSource | None = None
    if not can_hang(taken.layer):
        part = given if isinstance(given, QgsProcessingFeatureSourceDefinition) else None
        selected = part is not None and part.selectedFeaturesOnly
        source = ChosenFeatures(taken.layer, given, context) if selected else _LayerSource(taken.layer, None, part)
    return replace(taken, presence=presence_of(taken.layer), source=source)


class ChosenFeatures(QgsProcessingFeatureSource):
    """The features of a layer, or what a source definition leaves of them; the project is not asked for anything."""

    def __init__(self, layer: QgsVectorLayer, given: object, context: QgsProcessingContext) -> None:
        if isinstance(given, QgsProcessingFeatureSourceDefinition):
            self._of = QgsVectorLayerSelectedFeatureSource(layer) if given.selectedFeaturesOnly else layer
            super().__init__(self._of, context, False, given.featureLimit, given.filterExpression)
        else:
            super().__init__(layer, context)


def input_layers(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, object], context: QgsProcessingContext
) -> list[tuple[str, QgsVectorLayer]]:
    """Return every layer that a run reads, with the name of its input; to be asked in the main thread."""
    found = []
    for definition in algorithm.parameterDefinitions():
        name = definition.name()
        whole = {name: whole_layers(parameters.get(name))}  # QGIS finds no layer in a source definition
        if takes_several_layers(definition):
            layers = algorithm.parameterAsLayerList(whole, name, context)
        elif definition.type() == "source":
            layers = [algorithm.parameterAsVectorLayer(whole, name, context)]
        else:
            continue
        found += [(name, layer) for layer in layers if isinstance(layer, QgsVectorLayer)]
    return found

"""A fetch from the inputs of a run to a GeoPackage: what will be asked, what came, and where it was cut."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from qgis.core import QgsGeometry, QgsProcessingFeedback

from ...core.errors import InputError
from ...core.fetching.asked_places import Place
from ...core.fetching.features_page import value_of
from ...core.fetching.fetched_rows import Fetched
from ...core.fetching.fetches import fetch_dataset, first_question
from ...core.fetching.municipalities import find_municipality
from ...core.fetching.services import Dataset, Services, read_services
from ...core.progress import Progress
from ...core.system_words import system_words
from ...core.wording import listed, shown
from ..io import parameter_names as p
from ..io.reader import Reader
from ..io.reference_systems import sound_transform
from ..io.translation import tr, translated
from ..outputs.provenance import plugin_version
from .asker import Asker
from .earlier import EarlierFetch, TableChange
from .fetched_tables import FetchedTable, cut_tables, title_of, write_tables
from .kept_pages import KeptPages, forget_old
from .study_place import RD, StudyPlace, as_geometry
from .web import Web, check_authentications

SERVICES = Path(__file__).resolve().parent.parent.parent / "resources" / "fetch" / "services.json"
NEIGHBOURHOODS, STATISTICS = "neighbourhoods", "statistics"
_MUNICIPALITY_CODE = "gemeentecode"


@dataclass(frozen=True, kw_only=True)
class FetchPlan:
    """What a run is to fetch.

    Parameters
    ----------
    services
        Where from.
    datasets, not_of_year
        What, in this order; and what there is of other years only.
    year
        Of the figures.
    margin
        Metres past the boundary.
    municipality
        Its name or code; empty where `extent` is the area.
    extent
        In EPSG:28992.
    """

    services: Services
    datasets: Sequence[Dataset]
    not_of_year: Sequence[Dataset]
    year: int
    margin: float
    municipality: str
    extent: QgsGeometry | None = field(repr=False)


def read_fetch_plan(reader: Reader, parts: Sequence[str], choices: dict[str, str]) -> FetchPlan:
    """Read what a run is to fetch; an `InputError` where that cannot be.

    Parameters
    ----------
    parts
        Of `PARTS`, those that were chosen.
    choices
        Which source of a part that has several.
    """
    services = open_services(reader.text(p.SERVICES))
    check_authentications(services)
    given, extent = reader.text(p.MUNICIPALITY), _extent(reader)
    if bool(given) == (extent is not None):
        raise InputError("Give a MUNICIPALITY or an EXTENT: one of the two.")
    if not parts:
        raise InputError("PARTS is empty: choose what is to be fetched.")
    year = int(reader.optional_number(p.YEAR) or services.year)
    all_years = services.chosen(parts, choices)
    datasets = [one for one in all_years if not one.years or str(year) in one.years]
    for part in parts:
        if any(one.part == part for one in datasets):
            continue
        years = sorted({known for one in all_years if one.part == part for known in one.years})
        if not years:
            raise InputError("SERVICES has nothing to fetch {part} from: leave it out.", part=part)
        raise InputError(
            "There are no {part} of the year {year}: choose one of {years}, or add it to SERVICES.",
            part=part,
            year=year,
            years=listed(years),
        )
    if STATISTICS in parts and not given and NEIGHBOURHOODS not in parts:
        raise InputError("The part statistics goes by municipality: give a MUNICIPALITY, or fetch neighbourhoods too.")
    return FetchPlan(
        services=services,
        datasets=datasets,
        not_of_year=[one for one in all_years if one not in datasets],
        year=year,
        margin=reader.number(p.MARGIN),
        municipality=given,
        extent=extent,
    )


def _extent(reader: Reader) -> QgsGeometry | None:
    own = reader.algorithm.parameterAsExtentCrs(reader.parameters, p.EXTENT, reader.context)
    sound_transform(own, RD, reader.context.transformContext())  # from one that is lost QGIS would take it as it is
    given = reader.algorithm.parameterAsExtentGeometry(reader.parameters, p.EXTENT, reader.context, RD)
    if not given.isNull() and not given.isEmpty():
        return given
    text = reader.parameters.get(p.EXTENT)
    if isinstance(text, str) and text.strip():
        raise InputError(
            "EXTENT cannot be read ({text}): write west, east, south, north and their reference system, such as "
            "84000,85000,447000,448000 [EPSG:28992].",
            text=shown(text),
        )
    return None


def open_services(text: str) -> Services:
    """Read the file of services at a path; the shipped one where none is given."""
    path = Path(text) if text else SERVICES
    try:
        with path.open("rb") as file:
            data = file.read(1_000_001)
    except OSError as error:
        raise InputError(
            "The file of services {path} cannot be read ({why}): choose another, or leave SERVICES empty.",
            path=path,
            why=system_words(error),
        ) from error
    return read_services(data, path.name)


@dataclass(kw_only=True)
class Fetch:
    """A fetch under way.

    Parameters
    ----------
    plan
        What it is to fetch.
    feedback
        Who is told.
    """

    plan: FetchPlan
    reader: Reader
    feedback: QgsProcessingFeedback
    tables: list[FetchedTable] = field(default_factory=list)
    study: StudyPlace | None = None
    name: str = ""
    moment: str = ""
    _kept: list[KeptPages] = field(default_factory=list)

    def run(self, progress: Progress) -> None:
        """Fetch all, and keep it in `tables`; nothing is written."""
        forget_old()
        self.moment = datetime.now().astimezone().date().isoformat()
        limits = self.plan.services.limits
        agent = f"Buurtmaat/{plugin_version()} (QGIS plugin)"
        with ExitStack() as stack:
            web = stack.enter_context(Web(agent, limits.silence_s, limits.answer_mb, self.feedback.isCanceled))
            asker = Asker(web, limits, self.feedback)
            study, place = self._place(asker, progress.part(0, 0.05))
            self.study = study
            self._tell_plan(place)
            datasets = self.plan.datasets
            for number, dataset in enumerate(datasets):
                part = progress.part(0.05 + 0.95 * number / len(datasets), 0.05 + 0.95 * (number + 1) / len(datasets))
                place = self._with_areas(place, dataset)
                self._fetch(asker, dataset, study, place, part)
            self.feedback.pushInfo(
                tr("Questions asked: {n}; answers kept from an earlier fetch: {kept}; read: {mb} MB.").format(
                    n=asker.questions, kept=asker.resumed, mb=f"{asker.megabytes:.1f}"
                )
            )

    def _place(self, asker: Asker, progress: Progress) -> tuple[StudyPlace, Place]:
        """Return the area, whose boundary is asked where a municipality is named."""
        plan, context = self.plan, self.reader.context.transformContext()
        if plan.extent is not None:
            study = StudyPlace(plan.extent, plan.margin, context)
            return study, study.place("", plan.year)
        dataset = plan.services.municipality
        title = title_of(dataset)
        self.feedback.pushInfo(
            tr("{title}: asked of {host} ({licence})").format(title=title, host=dataset.host, licence=dataset.licence)
        )
        fetch = find_municipality(dataset, plan.municipality, plan.year)
        found = asker.run(fetch, self._pages(dataset, plan.municipality), title, progress)
        self.feedback.pushInfo(tr("Municipality: {name} ({code})").format(name=found.name, code=found.code))
        self.name = found.name
        boundary = as_geometry(found.geometry, dataset.crs, context)
        study = StudyPlace(boundary if boundary.isGeosValid() else boundary.makeValid(), plan.margin, context)
        return study, study.place(found.code, plan.year)

    def _pages(self, dataset: Dataset, where: object) -> KeptPages:
        """Return where the answers of a dataset are kept, for this question and no other."""
        kept = KeptPages(f"{dataset} {where}")
        self._kept.append(kept)
        return kept

    def _tell_plan(self, place: Place) -> None:
        """Log what will be asked, before it is."""
        for dataset in self.plan.not_of_year:
            self.feedback.pushWarning(
                tr("{title}: not there of the year {year}").format(title=title_of(dataset), year=place.year)
            )
        for dataset in self.plan.datasets:
            if dataset.kind == "odata" and not place.code:
                known = replace(place, areas=("GM0000",))
            else:
                known = replace(place, areas=(place.code,)) if place.code else place
            request = first_question(dataset, known)
            self.feedback.pushInfo(
                tr("{title}: asked of {host} ({licence})").format(
                    title=title_of(dataset), host=dataset.host, licence=dataset.licence
                )
            )
            self.feedback.pushDebugInfo(request.url + (f" {request.form}" if request.form else ""))

    def _with_areas(self, place: Place, dataset: Dataset) -> Place:
        """Return a place with the codes of its municipalities, for services that know places by these only."""
        if dataset.kind != "odata":
            return place
        if place.code:
            return replace(place, areas=(place.code,))
        rows = [row for table in self.tables if table.dataset.part == NEIGHBOURHOODS for row in table.rows]
        codes = {str(code) for row in rows if (code := value_of(row.values, _MUNICIPALITY_CODE))}
        if not codes:
            raise InputError(
                "The neighbourhoods that came do not say of which municipality they are, so there is nothing to ask "
                "statistics by: give a MUNICIPALITY."
            )
        return replace(place, areas=tuple(sorted(codes)))

    def _fetch(self, asker: Asker, dataset: Dataset, study: StudyPlace, place: Place, progress: Progress) -> None:
        title = title_of(dataset)
        fetch = fetch_dataset(dataset, place, self.plan.services.limits.rows)
        asked = first_question(dataset, place)
        fetched = asker.run(fetch, self._pages(dataset, place), title, progress.part(0, 0.9))
        by_filter = bool(dataset.filter_for(place.code)) or dataset.kind == "odata"
        if by_filter and not fetched.rows:
            raise InputError(
                "{host} has no {id} of {code}: check YEAR, and its filter in SERVICES.",
                host=dataset.host,
                id=dataset.id,
                code=shown(place.code),
            )
        cutter = study.cutter(dataset, by_filter)
        asked_text = asked.url + (f" {asked.form}" if asked.form else "")
        tables = cut_tables(dataset, fetched, asked_text, cutter, progress.part(0.9, 1))
        for table in tables:
            table.area, table.margin = place.code or study.box_text, self.plan.margin
        self.tables += tables
        self._tell(title, fetched, tables)

    def _tell(self, title: str, fetched: Fetched, tables: Sequence[FetchedTable]) -> None:
        """Log what came of a dataset, and what of it lies in the area."""
        said = translated(fetched.said.message, fetched.said.values)
        self.feedback.pushInfo(
            tr("{title}: {n} {n:row|rows}, of which {m} {m:lies|lie} in the area ({said})").format(
                title=title, n=len(fetched.rows), m=sum(len(table.rows) for table in tables), said=said
            )
        )
        if fetched.doubles:
            self.feedback.pushInfo(tr("{title}: {n} {n:row|rows} came twice").format(title=title, n=fetched.doubles))
        if fetched.unusable:
            self.feedback.pushWarning(
                tr("{title}: {n} {n:thing has|things have} no geometry that can be used").format(
                    title=title, n=fetched.unusable
                )
            )
        if fetched.other_count is not None:
            self.feedback.pushWarning(f"{title}: {said}")
        if not any(table.rows for table in tables):
            self.feedback.pushWarning(tr("{title}: there is nothing in the area").format(title=title))

    def write(self, path: Path, progress: Progress) -> None:
        """Write all that was fetched into a new GeoPackage."""
        write_tables(path, self.tables, self.moment, self.reader.context.transformContext(), progress)

    def changes_since(self, earlier: Path, progress: Progress) -> list[TableChange]:
        """Return what changed since an earlier fetch, once all is fetched."""
        if self.study is None:
            raise ValueError("nothing was fetched yet")
        compared = EarlierFetch(path=earlier, study=self.study, context=self.reader.context, feedback=self.feedback)
        return compared.changes(self.tables, progress)

    def forget_kept(self) -> None:
        """Take away what was kept of the answers, once all is written."""
        for kept in self._kept:
            kept.forget_all()

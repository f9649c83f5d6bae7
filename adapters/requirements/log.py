"""What the log says of a run of basic requirements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsFeatureRequest, QgsFeatureSource, QgsProcessingFeedback

from ...core.arrays import inside, to_list
from ...core.comparing import type_key
from ...core.norms.model import Mode, NormSet, Requirement
from ...core.notes import Note
from ...core.statuses import JUDGED, TOO_FEW, TOTAL, WEIGHT_UNKNOWN
from ..io.code_words import role_words
from ..io.feature_sources import features
from ..io.feedback import first_few, log_notes
from ..io.reader import Reader
from ..io.reading import is_null
from ..io.roles import find_named
from ..io.translation import Language, facility_word, facility_words, in_digits, tr, user_locale
from ..layers.facilities import TYPE_FIELDS, AllFacilities
from ..layers.streets import NETWORKS
from ..norms.choice_words import named_modes, named_requirements, named_states
from ..report.count_phrases import CountPhrases

_MOST_TYPES = 60
"""Types that are named: each requirement that lacks one refers to what layers hold, which stands here once."""

_FEW, _MOST_LOOKED_AT = 3, 5000

# Columns of downloads that Prepare facilities reads: OpenStreetMap as GDAL has it, and Geofabrik.
_RAW = {"other_tags", "all_tags", "fclass"}

if TYPE_CHECKING:
    import pandas as pd

    from ...core.requirements.outcomes import Assessment
    from .inputs import RequirementInputs


def log_not_in_dialog(reader: Reader, names: Iterable[str]) -> None:
    """Log which inputs were given, by history or a script, that the dialog does not show."""
    hidden = [name for name in names if reader.parameters.get(name) not in (None, "", [])]
    if hidden:
        reader.feedback.pushInfo(
            tr("{inputs}: used, but not in this dialog. “{algorithm}” shows and changes them.").format(
                inputs=", ".join(hidden), algorithm=tr("Check requirements over the years")
            )
        )


def log_norms(feedback: QgsProcessingFeedback, norm_set: NormSet) -> None:
    """Log which norm set is used, and warn of one that is superseded and of titles that do not tell which is which."""
    title = norm_set.title.in_language(user_locale())
    feedback.pushInfo(
        tr("Norm set “{title}” ({id}, version {version}, {state}): {n} {n:requirement|requirements}.").format(
            title=title,
            id=norm_set.id,
            version=norm_set.version,
            state=named_states().get(norm_set.state, norm_set.state),
            n=len(norm_set.requirements),
        )
    )
    if norm_set.state == "superseded":
        feedback.pushWarning(
            tr("The norm set {id} is superseded by: {other}.").format(
                id=norm_set.id, other=norm_set.superseded_by or "–"
            )
        )
    called: dict[str, list[str]] = {}
    for one in norm_set.requirements:
        called.setdefault(one.label(user_locale()), []).append(one.id)
    alike = tr("Requirements {ids} are all called “{title}”: give each a title of its own to tell them apart.")
    for shared, ids in called.items():
        if len(ids) > 1:
            feedback.pushWarning(alike.format(ids=first_few(ids, 20), title=shared))


def log_modes(feedback: QgsProcessingFeedback, modes: Iterable[Mode], walked: Sequence[Requirement]) -> None:
    """Log which requirements are measured over which network, by which mode and at what speed."""
    for mode in modes:
        feedback.pushInfo(
            tr("Measured at {kmh} km/h ({mode}) over {input}: {ids}").format(
                input=NETWORKS[mode.network],
                mode=named_modes().get(mode.name, mode.name),
                kmh=in_digits(f"{mode.kmh:g}"),
                ids=first_few(named_requirements(r for r in walked if r.mode == mode.name), 20),
            )
        )


def log_facilities(feedback: QgsProcessingFeedback, facilities: AllFacilities) -> None:
    """Log how many facilities there are, and of which types."""
    types = {t.strip() for t in facilities.types if t and t.strip()}
    words = sorted(map(facility_word, types), key=str.casefold)
    if words:
        text = tr("Facilities: {n} in {layers} {layers:layer|layers}, of {m} {m:type|types}: {types}")
    else:
        text = tr("Facilities: {n} in {layers} {layers:layer|layers}, without a type")
    feedback.pushInfo(
        text.format(
            n=len(facilities.types), layers=len(facilities.layers), m=len(words), types=first_few(words, _MOST_TYPES)
        )
    )


def warn_strange_types(
    feedback: QgsProcessingFeedback, complete: frozenset[str], norm_set: NormSet, facilities: AllFacilities
) -> None:
    """Warn of types said to be complete that no layer has and no requirement asks for."""
    asked = {type_key(name): name for requirement in norm_set.requirements for name in requirement.facility}
    strange = complete - set(asked) - {type_key(name) for name in facilities.types if name}
    if strange:
        feedback.pushWarning(
            tr(
                "COMPLETE_TYPES names types that no layer holds and no requirement asks for: {types}. Requirements "
                "ask for: {asked}."
            ).format(
                types=facility_words(sorted(strange)[:20]), asked=facility_words(sorted(asked.values())[:20]) or "–"
            )
        )


def warn_useless_facilities(reader: Reader, norm_set: NormSet, facilities: AllFacilities) -> None:
    """Warn of layers without a type that is asked for whose field of types was not given, or that are raw data."""
    asked = {type_key(name) for requirement in norm_set.requirements for name in requirement.facility}
    start = 0
    for layer, table in facilities.layers:
        types = facilities.types[start : start + table.count]
        start += table.count
        columns = {name.casefold() for name in layer.source.fields().names()}
        tags = [name for name in types if name is not None and "=" in name]
        if asked & {type_key(name) for name in types if name}:
            continue
        field = find_named(TYPE_FIELDS, layer.source.fields().names())
        if field is not None and asked & _types_in(layer.source, field):
            reader.feedback.pushWarning(
                tr(
                    "“{layer}” is not used: no requirement asks for what it is taken for ({types}), while its field "
                    "“{field}” holds types that are asked for. Write “{field}” in TYPE_FIELD."
                ).format(layer=layer.name, field=field, types=facility_words(sorted(set(filter(None, types)))[:_FEW]))
            )
        elif columns & _RAW or tags:
            reader.feedback.pushWarning(
                tr(
                    "“{layer}” seems to be raw data, and holds no type that a requirement asks for: turn it into "
                    "facilities first, with Prepare data in the Buurtmaat menu."
                ).format(layer=layer.name)
            )


def _types_in(source: QgsFeatureSource, field: str) -> set[str]:
    """Return the types, as they are compared, in a field of the first facilities."""
    request = QgsFeatureRequest().setFlags(Qgis.FeatureRequestFlag.NoGeometry).setLimit(_MOST_LOOKED_AT)
    request.setSubsetOfAttributes([field], source.fields())
    return {type_key(str(one[field])) for one in features(source, request) if not is_null(one[field])}


def log_assessments(feedback: QgsProcessingFeedback, assessments: Sequence[Assessment]) -> None:
    """Log what the assessments have to say, what holds in several years once."""
    notes = {str(note): note for assessment in assessments for note in assessment.notes}
    log_notes(feedback, [_with_word(note) for note in notes.values()])


def _with_word(note: Note) -> Note:
    """Return a note in which a figure that requirements weigh by is called as people call it."""
    given = dict(note.values)
    word = role_words().get(str(given.get("field")))
    return note if word is None else Note(note.message, **{**given, "field": word})


def log_unknown_groups(feedback: QgsProcessingFeedback, groups: pd.DataFrame) -> None:
    """Log which groups are not known in how many neighbourhoods, whichever requirement leaves out the fewest."""
    whole = groups[(groups["neighbourhood"] == TOTAL) & (groups["group_of"] == groups["group"])]
    lacking = whole["reason"].astype(str).str.extract(rf"^{WEIGHT_UNKNOWN}:(\d+)$")[0].dropna().astype(int)
    for name, number in lacking.groupby(whole["group"], sort=False).max().items():
        feedback.pushInfo(
            tr(
                "{group}: not known in {n} {n:neighbourhood, which is|neighbourhoods, which are} not in its total."
            ).format(group=name, n=number)
        )


def warn_too_few(feedback: QgsProcessingFeedback, assessments: Sequence[Assessment], fewest: float) -> None:
    """Warn of requirements on which no area is judged in the last year, as each has too few dwellings."""
    verdicts = [(o.requirement, set(inside(o.verdicts.compliance).tolist())) for o in assessments[-1].outcomes]
    none = [requirement for requirement, words in verdicts if TOO_FEW in words and not words & set(JUDGED)]
    if none:
        feedback.pushWarning(
            tr(
                "No area is judged on {ids}: none has enough dwellings. MIN_DWELLINGS is {n}; a norm may have a least "
                "demand of its own."
            ).format(ids=first_few(named_requirements(none), 20), n=in_digits(f"{fewest:g}"))
        )


def _log_without_target(feedback: QgsProcessingFeedback, norm_set: NormSet) -> None:
    """Log which requirements get no verdict, as the norm set says no share that must be within."""
    none = [one for one in norm_set.requirements if one.has_share and one.target is None and not one.target_path]
    if none:
        feedback.pushInfo(
            tr("No verdict without a target, only figures: {ids}").format(ids=first_few(named_requirements(none), 20))
        )


def log_totals(feedback: QgsProcessingFeedback, inputs: RequirementInputs, assessments: Sequence[Assessment]) -> None:
    """Log which requirements have no verdict, and how many neighbourhoods meet all requirements in each year."""
    phrases = CountPhrases(Language())
    _log_without_target(feedback, inputs.norms.norm_set)
    for assessment, moment in zip(assessments, inputs.moments, strict=True):
        sentence = f"{phrases.meeting_all(to_list(assessment.overall))} {phrases.over_all(assessment.totals()[1:])}"
        when = "" if moment.year is None else f"{tr('In {year}:').format(year=moment.year)} "
        feedback.pushInfo(f"{when}{sentence}")

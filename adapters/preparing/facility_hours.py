"""The opening hours of prepared facilities: an ordinary week in fields, and what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QMetaType

from ...core.preparing.opening_hours import HoursUnread, OpeningWeek, read_hours
from ...core.progress import Progress
from ..io.columns import text_column
from ..io.translation import tr
from ..outputs.layer_writer import LayerWriter
from .facility_duplicates import Prepared

HOURS_FIELDS = (
    ("hours_week", QMetaType.Type.Double),
    ("open_evening", QMetaType.Type.Int),
    ("open_weekend", QMetaType.Type.Int),
)
_KEY = "opening_hours"
_MOST, _LONGEST = 5, 60


@dataclass(frozen=True)
class FacilityHours:
    """The opening hours of the kept facilities that have them, by row: as they stand, and as they were read."""

    texts: Mapping[int, str]
    read: Mapping[int, OpeningWeek | HoursUnread]

    def values(self, row: int) -> tuple[float | None, int | None, int | None]:
        """Return the values of `HOURS_FIELDS`; what is not known is None."""
        week = self.read.get(row)
        if not isinstance(week, OpeningWeek):
            return None, None, None
        return week.hours_week, int(week.open_evening), int(week.open_weekend)

    @property
    def unread(self) -> dict[int, HoursUnread]:
        """Return the rows whose hours could not be read, with why."""
        return {row: week for row, week in self.read.items() if isinstance(week, HoursUnread)}


def read_facility_hours(prepared: Prepared, progress: Progress) -> FacilityHours:
    """Read the opening hours of what is kept; many have the same."""
    tags = ((row, prepared.facilities[row].tags.get(_KEY)) for row in prepared.kept)
    texts = {row: text for row, text in tags if text is not None}
    known: dict[str, OpeningWeek | HoursUnread] = {}
    for text in texts.values():
        progress.check()
        if text not in known:
            known[text] = read_hours(text)
    return FacilityHours(texts, {row: known[text] for row, text in texts.items()})


def log_hours(feedback: QgsProcessingFeedback, hours: FacilityHours, facilities: int) -> None:
    """Log how many facilities have opening hours, and which of these could not be read."""
    if not hours.texts:
        return
    unread = hours.unread
    feedback.pushInfo(
        tr(
            "Opening hours: {n} of {all} {all:facility|facilities} {n:has|have} them, and of {read} an "
            "ordinary week is known."
        ).format(n=len(hours.texts), all=facilities, read=len(hours.texts) - len(unread))
    )
    words = unread_words()
    for reason, n in Counter(unread.values()).most_common():
        most = Counter(hours.texts[row] for row, why in unread.items() if why is reason).most_common(_MOST)
        feedback.pushWarning(
            tr("Opening hours that are not read, since {reason}: {n}. For example: {values}").format(
                reason=words[reason], n=n, values=" · ".join(text[:_LONGEST] for text, _ in most)
            )
        )


def unread_words() -> Mapping[HoursUnread, str]:
    """Return the words for why opening hours are not read, in the user's language."""
    return {
        HoursUnread.COMMENT: tr("there is a comment with them"),
        HoursUnread.FALLBACK: tr("they hold a second answer for when the first does not hold"),
        HoursUnread.UNKNOWN: tr("they say themselves that it is not known"),
        HoursUnread.SCHOOL_HOLIDAYS: tr("school holidays differ"),
        HoursUnread.SUN: tr("they follow the sun"),
        HoursUnread.OPEN_END: tr("they have no fixed end"),
        HoursUnread.SEASON: tr("they differ by season or date"),
        HoursUnread.NOT_EVERY_WEEK: tr("they are not the same every week"),
        HoursUnread.NO_ORDINARY_WEEK: tr("they are about holidays only"),
        HoursUnread.SYNTAX: tr("they are not written as OpenStreetMap asks"),
    }


def write_unread_hours(writer: LayerWriter, prepared: Prepared, hours: FacilityHours, progress: Progress) -> None:
    """Write the facilities whose opening hours could not be read, and why."""
    unread = hours.unread
    facilities = [prepared.facilities[row] for row in unread]
    columns = [
        text_column("facility_id", [prepared.ids[row] for row in unread]),
        text_column("type", [facility.type for facility in facilities]),
        text_column("name", [facility.name for facility in facilities]),
        text_column("opening_hours", [hours.texts[row] for row in unread]),
        text_column("reason", [str(reason) for reason in unread.values()]),
    ]
    writer.table(columns, progress)

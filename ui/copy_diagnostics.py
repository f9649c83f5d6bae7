"""What maintainers ask for goes into the clipboard: from the menu, the panel and the help."""

from __future__ import annotations

from qgis.core import QgsApplication

from ..adapters.io.message_templates import MessageTemplates, shipped_messages
from ..adapters.io.translation import tr
from ..adapters.outputs.diagnostics import diagnostics_text, system_versions


def copy_diagnostics() -> str:
    """Put the diagnostics of the last run into the clipboard, and return what to say of it."""
    provider = QgsApplication.processingRegistry().providerById("buurtmaat")
    last = getattr(provider, "last_run", None)
    record = None if last is None else last.record
    text = diagnostics_text(system_versions(), record, MessageTemplates(shipped_messages()))
    QgsApplication.clipboard().setText(text)
    return tr("Diagnostics are copied: paste them into your report of the problem.")


def diagnostics_tip() -> str:
    """Return what they are for, and what is in them."""
    return tr("For a report of a problem: versions, settings and the log of the last run, without any names")

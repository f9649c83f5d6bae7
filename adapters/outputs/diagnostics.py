"""What maintainers ask of somebody whose run went wrong, without what is nobody else's business.

In English, whatever the language of the window. Shown is only what was chosen to be: numbers, choices from lists, kinds
of layers, names of inputs, and the messages of the plugin without what was put into them. So no path, user, host,
login, name of a layer or field, id or text of a feature can be in it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping

from qgis.PyQt.QtCore import QSysInfo, qVersion

from ...core.plurals import sentence
from ...core.statuses import ROW_STATUSES
from ..io.message_templates import MessageTemplates
from ..io.translation import user_locale
from .run_record import RunRecord
from .versions import versions_now

_SAFE = re.compile(r"[\w .,:;+()%/-]{0,80}")
_COUNT = re.compile(rf"(?:[^():]+ \()?({'|'.join(ROW_STATUSES)})\)?: ([\d.,]+)")
"""How many rows have which status, as the log says it: in English the code alone, else behind its word in brackets."""

_OTHERS = sentence("({n} {n:line that is no message|lines that are no messages} of Buurtmaat)")


def diagnostics_text(versions: Mapping[str, str], record: RunRecord | None, messages: MessageTemplates) -> str:
    """Return what can be copied into a report of a problem.

    Parameters
    ----------
    versions
        Of the plugin, QGIS, its libraries and the system, by name.
    record
        The last run; None where there was none since QGIS was started.
    """
    lines = ["Buurtmaat: diagnostics", *(f"{name}: {_kept(version)}" for name, version in versions.items()), ""]
    if record is None:
        return "\n".join([*lines, "No run since QGIS was started.", ""])
    lines += [f"Last run: {record.algorithm}", f"Outcome: {record.outcome}"]
    lines += ["", "Seconds", *(f"  {name}: {seconds:.1f}" for name, seconds in record.seconds.items()), "", "Inputs"]
    lines += [f"  {name}: {value}" for name, value in record.settings.items()]
    lines += ["", "Layers"]
    for one in record.inputs:
        rows = "rows not asked for" if one.rows is None else f"{one.rows} rows"
        lines.append(
            f"  {one.parameter}: {one.provider}, {one.geometry}, {_kept(one.crs)}, {rows}, {one.fields} fields"
        )
    return "\n".join([*lines, "", "Log", *_log_lines(record.log, messages), ""])


def system_versions() -> dict[str, str]:
    """Return the versions of the plugin, of QGIS with its libraries, and of the system, and the language."""
    return {
        **versions_now(),
        "Qt": qVersion(),
        "Python": sys.version.partition(" ")[0],
        "System": f"{QSysInfo.prettyProductName()}, {QSysInfo.currentCpuArchitecture()}",
        "Language": user_locale(),
    }


def _kept(text: str) -> str:
    """Return a short text of plain characters; a reference system of the user's own may have any name."""
    return text if _SAFE.fullmatch(text) else "(another)"


def _log_lines(log: str, messages: MessageTemplates) -> list[str]:
    """Return the messages in a log, each as it is in English without what was put into it, and how many others."""
    found: list[str] = []
    others = 0
    for line in filter(None, map(str.strip, log.splitlines())):
        count = _COUNT.fullmatch(line)
        message = f"{count[1]}: {count[2]}" if count else messages.without_content(line)
        if message is None:
            others += 1
        else:
            found.append(f"  {message}")
    return [*found, f"  {_OTHERS.format(n=others)}"] if others else found

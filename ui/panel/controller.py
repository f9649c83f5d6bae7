"""What the panel holds: which step is open, what is chosen in it, and the inputs of a check; kept in the project."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...adapters.io import parameter_names as p
from ...adapters.io.clock import this_year
from ...adapters.io.roles import read_field_map
from ...adapters.norms.choosing import set_of_check
from ...adapters.preparing.prefill import input_names, inputs_for, keep_inputs, of_one_town, with_layers
from ...core.errors import InputError
from ...core.norms.model import NormSet

DATA, NORMS, CHECK, LOOK, WHAT_IF = "data", "norms", "check", "look", "what_if"
REPORT, AHEAD = "report", "ahead"
_SCOPE, _ENTRY = "Buurtmaat", "panel"


@dataclass(frozen=True)
class PanelState:
    """What is remembered of the panel in a project.

    Parameters
    ----------
    step
        The step that is open; empty for none.
    requirement
        The id of the requirement that is looked at; empty for all.
    clicks
        Whether clicks on the map choose what is told.
    """

    step: str = DATA
    requirement: str = ""
    clicks: bool = True


class PanelController(QObject):
    """Keeps the state of the panel, and tells what changed; who made it and listens has it `look_later`.

    `left`: the project is closed, and what was said of it is past. `inputs_changed`: the layers or norms of the next
    check. `state_changed`: the rest.

    Parameters
    ----------
    parent
        What it goes with.
    """

    left = pyqtSignal()
    inputs_changed = pyqtSignal()
    state_changed = pyqtSignal()

    def __init__(self, project: QgsProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.state = _read_state(project)
        self.inputs: dict[str, object] = {}
        self._later = QTimer(self)  # layers come and go by the dozen: they are looked at once
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.look_at_layers)
        project.layersAdded.connect(self.look_later)
        project.layersRemoved.connect(self.look_later)
        project.readProject.connect(self._read_project)
        project.cleared.connect(self._leave_project)

    def drop(self) -> None:
        """Look at the project no more."""
        self._later.stop()
        self.project.layersAdded.disconnect(self.look_later)
        self.project.layersRemoved.disconnect(self.look_later)
        self.project.readProject.disconnect(self._read_project)
        self.project.cleared.disconnect(self._leave_project)

    # --- What is chosen ---

    def open_step(self, step: str) -> None:
        """Open a step, and close the others; an empty name closes all."""
        self._change(replace(self.state, step=step))

    def choose_requirement(self, requirement: str) -> None:
        """Look at a requirement; empty for all."""
        self._change(replace(self.state, requirement=requirement))

    def take_clicks(self, on: bool) -> None:
        """Let clicks on the map choose what is told, or not."""
        self._change(replace(self.state, clicks=on))

    def choose_layers(self, name: str, layers: Sequence[QgsVectorLayer]) -> None:
        """Let layers be an input of the next check; none leaves it empty. Neighbourhoods bring those of their town."""
        inputs = with_layers(self.inputs, name, layers, this_year())
        self._keep(of_one_town(self.project, inputs, this_year()) if name == p.NEIGHBOURHOODS else inputs)

    def choose_number(self, name: str, value: float) -> None:
        """Let a number be an input of the next check."""
        self._keep({**self.inputs, name: value})

    def choose_norms(self, set_id: str) -> None:
        """Check against a norm set."""
        self._keep({**self.inputs, p.NORM_SET: set_id, p.NORM_FILE: None, p.REQUIREMENTS: []})

    def norm_set(self) -> NormSet:
        """Return the set or file to check against; an `InputError` where it cannot be read."""
        return set_of_check(self.project, self.inputs)

    def layers_of(self, name: str) -> list[QgsVectorLayer]:
        """Return the layers that an input has."""
        given = self.inputs.get(name)
        ids = given if isinstance(given, list) else [given]
        found = [self.project.mapLayer(one) for one in ids if isinstance(one, str)]
        return [layer for layer in found if isinstance(layer, QgsVectorLayer)]

    def inputs_of_today(self) -> dict[str, object]:
        """Return the inputs of the next check, without those of years to come, which it leaves out."""
        return {name: value for name, value in self.inputs.items() if name not in p.OF_YEARS_TO_COME}

    def field_map(self) -> dict[str, str]:
        """Return the fields that the user named for roles; none where that cannot be read, which a run would say."""
        try:
            return read_field_map(str(self.inputs.get(p.FIELD_MAP) or ""))
        except InputError:
            return {}

    # --- Inside ---

    def look_at_layers(self) -> None:
        """Find the inputs that fit the layers of the project."""
        self.inputs = inputs_for(self.project, this_year())
        self.inputs_changed.emit()

    def look_later(self, *_: object) -> None:
        """Do so as the window is next at rest, for all that asked for it at once."""
        self._later.start(0)

    def look_again(self) -> None:
        """Find out whether a dialog has been given other inputs meanwhile."""
        if inputs_for(self.project, this_year()) != self.inputs:
            self.look_at_layers()

    def norms_or_none(self) -> NormSet | None:
        """Return the set to check against; None where it cannot be read."""
        try:
            return self.norm_set()
        except InputError:
            return None

    def _leave_project(self) -> None:
        self.left.emit()
        self._read_project()

    def _read_project(self) -> None:
        self.state = _read_state(self.project)
        self.state_changed.emit()
        self.look_at_layers()

    def _keep(self, inputs: dict[str, object]) -> None:
        self.inputs = inputs
        keep_inputs(self.project, inputs, input_names(), str(this_year()))
        self.inputs_changed.emit()

    def _change(self, state: PanelState) -> None:
        if state == self.state:
            return
        self.state = state
        if self.project.mapLayers():  # who only looks around in an empty project is not asked to save it
            self.project.writeEntry(_SCOPE, _ENTRY, json.dumps(asdict(state)))
        self.state_changed.emit()


def _read_state(project: QgsProject) -> PanelState:
    """Return what a project remembers of the panel; what is not of its kind is passed over."""
    text, there = project.readEntry(_SCOPE, _ENTRY)
    try:
        kept = json.loads(text) if there else {}
    except (ValueError, RecursionError):
        kept = {}
    if not isinstance(kept, dict):
        return PanelState()
    usual = asdict(PanelState())
    return PanelState(**{name: kept[name] for name in usual if type(kept.get(name)) is type(usual[name])})

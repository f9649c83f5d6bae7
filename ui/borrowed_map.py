"""The clicks on the map, taken over from the tool that had them, and given back to it."""

from __future__ import annotations

from qgis.gui import QgsMapCanvas, QgsMapTool


class BorrowedMap:
    """Gives a map a tool, and later the one that it had before, unless that is gone by then.

    The one before may be of a dialog that closes or of a plugin that is switched off: QGIS would go down with it.
    """

    def __init__(self, canvas: QgsMapCanvas, tool: QgsMapTool) -> None:
        self._canvas, self._tool = canvas, tool
        self._before: QgsMapTool | None = None

    def take(self) -> None:
        """Let the tool have the map."""
        before = self._canvas.mapTool()
        if before is self._tool:
            return
        self._forget()
        self._before = before
        if before is not None:
            before.destroyed.connect(self._lose)
        self._canvas.setMapTool(self._tool)

    def give_back(self) -> None:
        """Let the tool before have the map again, unless the user took another one meanwhile."""
        before = self._forget()
        if self._canvas.mapTool() is self._tool:
            self._canvas.unsetMapTool(self._tool)
            if before is not None:
                self._canvas.setMapTool(before)

    def drop(self) -> None:
        """Give the map back, and let the tool go: in the thread of the window, as that of the garbage may be any."""
        self.give_back()
        self._tool.deleteLater()

    def _forget(self) -> QgsMapTool | None:
        """Let go of the tool before, and return it; None where there is none any more."""
        before, self._before = self._before, None
        if before is not None:
            before.destroyed.disconnect(self._lose)
        return before

    def _lose(self) -> None:
        self._before = None

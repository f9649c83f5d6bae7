"""The list of norm sets, under where they are kept, with what may be done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qgis.PyQt.QtCore import QModelIndex, QSignalBlocker, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import (
    QApplication,
    QGridLayout,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...adapters.io.translation import tr, translated
from ...adapters.norms.store import PROFILE, PROJECT, SHIPPED, StoredSet, double_error, doubles
from ..labels import choice_word, language, plain_tip

_NUMBER, _PLACE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


def place_words() -> dict[str, str]:
    """Return the words for where a set is kept."""
    return {
        SHIPPED: tr("Comes with Buurtmaat"),
        PROJECT: tr("In this project"),
        PROFILE: tr("In your QGIS profile"),
    }


class SetList(QTreeWidget):
    """Sends `chosen` when the user goes to another set."""

    chosen = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setWordWrap(True)
        self.setItemDelegate(_WrappingDelegate(self))
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the version stands at the end
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIndentation(self.fontMetrics().averageCharWidth() * 2)
        self.setAccessibleName(tr("Norm sets"))
        self.sets: list[StoredSet] = []
        self._unsaved: QTreeWidgetItem | None = None
        self.currentItemChanged.connect(lambda *_: self.chosen.emit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # texts wrap anew

    def show_sets(self, sets: Sequence[StoredSet]) -> None:
        """Show other sets; none of them is current then."""
        with QSignalBlocker(self):
            self._unsaved = None
            self.clear()
            self.sets = list(sets)
            warning = QApplication.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning)
            for place, words in place_words().items():
                group = QTreeWidgetItem(self, [words])
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
                group.setData(0, _PLACE, place)
                group.setExpanded(True)
                for number, one in enumerate(self.sets):
                    if one.place == place:
                        item = QTreeWidgetItem(group, [label_of(one)])
                        item.setData(0, _NUMBER, number)
                        wrong = what_is_wrong(one, self.sets)
                        item.setToolTip(0, plain_tip(wrong or _tip(one)))
                        if wrong:
                            item.setIcon(0, warning)
                if not group.childCount():
                    none = QTreeWidgetItem(group, [tr("none yet")])
                    none.setFlags(Qt.ItemFlag.NoItemFlags)

    def current(self) -> StoredSet | None:
        """Return the set that the user is at."""
        item = self.currentItem()
        number = None if item is None else item.data(0, _NUMBER)
        return None if number is None else self.sets[number]

    def go_to(self, wanted: StoredSet | None) -> None:
        """Make a set current, without sending `chosen`; None: none."""
        with QSignalBlocker(self):
            self.setCurrentItem(self._item(wanted))

    def show_unsaved(self, title: str | None, place: str = "") -> None:
        """Show a set that is not kept yet, where it is to be, and make it current; None: there is none."""
        with QSignalBlocker(self):
            if self._unsaved is not None:
                group = self._unsaved.parent()
                group.removeChild(self._unsaved)
                self._unsaved = None
                _show_none(group, shown=True)
            if title is not None:
                groups = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
                group = next(one for one in groups if one.data(0, _PLACE) == place)
                self._unsaved = QTreeWidgetItem(group, [tr("{title} (not saved)").format(title=title)])
                _show_none(group, shown=False)
                self.setCurrentItem(self._unsaved)

    def _item(self, wanted: StoredSet | None) -> QTreeWidgetItem | None:
        if wanted is None:
            return self._unsaved
        for row in range(self.topLevelItemCount()):
            group = self.topLevelItem(row)
            for child in range(group.childCount()):
                number = group.child(child).data(0, _NUMBER)
                if number is not None and self.sets[number].is_same(wanted):
                    return group.child(child)
        return None


def _show_none(group: QTreeWidgetItem, *, shown: bool) -> None:
    """Show that there is no set in a place, or do not."""
    for row in range(group.childCount()):
        if group.child(row).flags() == Qt.ItemFlag.NoItemFlags:
            group.child(row).setHidden(not shown)


class SetColumn(QWidget):
    """The list of the sets, and below it a button for each thing that may be done with them, two in a row.

    Parameters
    ----------
    sets
        The list.
    actions
        The text of each button, and what it does.

    Attributes
    ----------
    buttons
        In the order of the actions.
    """

    def __init__(self, sets: SetList, actions: Sequence[tuple[str, Callable[[], None]]], parent: QWidget) -> None:
        super().__init__(parent)
        column, grid = QVBoxLayout(self), QGridLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(sets, 1)
        column.addLayout(grid)
        self.buttons: list[QPushButton] = []
        for number, (text, act) in enumerate(actions):
            button = QPushButton(text, self)
            button.clicked.connect(lambda _checked=False, act=act: act())
            grid.addWidget(button, number // 2, number % 2)
            self.buttons.append(button)


class _WrappingDelegate(QStyledItemDelegate):
    """Makes an item as high as its text needs in the width of the list."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        found, view = super().sizeHint(option, index), self.parent()
        if not isinstance(view, QTreeWidget):
            return found
        depth = 2 if index.parent().isValid() else 1
        width = view.viewport().width() - depth * view.indentation() - 2 * view.fontMetrics().averageCharWidth()
        if not index.data(Qt.ItemDataRole.DecorationRole):
            width += view.fontMetrics().averageCharWidth()
        else:
            width -= view.iconSize().width() if view.iconSize().isValid() else found.height()
        wrapped = int(Qt.TextFlag.TextWordWrap)
        text = view.fontMetrics().boundingRect(0, 0, width, 9999, wrapped, str(index.data() or ""))
        return QSize(found.width(), max(found.height(), text.height() + 4))


def label_of(one: StoredSet) -> str:
    """Return what a set is called in a list."""
    if one.norm_set is None:
        return tr("{id} (cannot be read)").format(id=one.set_id)
    title = one.norm_set.title.in_language(language())[:200] or one.set_id
    return tr("{title}, version {version}").format(title=title, version=one.norm_set.version)


def full_name(one: StoredSet) -> str:
    """Return what tells sets apart that have one title and version."""
    where = place_words()[one.place] if one.path is None or one.place == SHIPPED else one.path.name
    return f"{label_of(one)} ({where})"


def what_is_wrong(one: StoredSet, sets: Sequence[StoredSet]) -> str:
    """Describe why a set cannot be read, or that another one in its place has its id; empty where it is right."""
    others = doubles(one, sets)
    error = one.error or (double_error(one, others[0]) if others else None)
    return "" if error is None else translated(error.message, error.values)


def _tip(one: StoredSet) -> str:
    state = choice_word("state", one.norm_set.state) if one.norm_set is not None else ""
    return f"{label_of(one)} ({one.set_id}, {state})"

"""The norm-set editor by keyboard, by a screen reader and on a small screen."""

from __future__ import annotations

from dataclasses import replace

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication, QLabel

from buurtmaat.adapters.norms.store import PROFILE, save_set
from buurtmaat.core.norms.model import Text
from buurtmaat.ui.norm_sets.cell_editors import ListEditor
from towns.norm_set_editor import OWN, SCHOOL, after, cell


def test_every_field_has_a_label_with_its_buddy_and_a_name(with_own):
    for form in (with_own.requirements.details, with_own.about.form):
        buddies = {label.buddy() for label in form.findChildren(QLabel) if label.buddy() is not None}
        for name, field in form.editors.items():
            assert field in buddies, name
            named = field.line if isinstance(field, ListEditor) else field
            assert named.accessibleName(), name
    for button in with_own.requirements.bar.children():
        if hasattr(button, "defaultAction") and button.defaultAction() is not None:
            assert button.accessibleName()
    for table in (with_own.requirements.table, with_own.list):
        assert table.accessibleName()


def test_no_label_is_empty_and_no_two_mnemonics_clash(with_own):
    from qgis.PyQt.QtWidgets import QPushButton

    texts = [button.text() for button in with_own.findChildren(QPushButton) if button.parent() is not None]
    texts += [with_own.tabs.tabText(n) for n in range(with_own.tabs.count())]
    keys = [text[text.index("&") + 1].casefold() for text in texts if "&" in text]
    assert len(keys) == len(set(keys)), sorted(texts)
    for label in with_own.findChildren(QLabel):
        assert label.text() or not label.isVisible()


def test_tab_goes_from_the_list_to_the_table_and_on(with_own):
    QApplication.processEvents()  # which makes the details
    here, seen = with_own.list, []
    while here not in seen:
        seen.append(here)
        here = here.nextInFocusChain()
    seen = [w for w in seen if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert with_own.requirements.table in seen
    assert with_own.use_button in seen
    places = [with_own.requirements.table, with_own.requirements.details.editors["id"], with_own.use_button]
    assert [seen.index(place) for place in places] == sorted(seen.index(place) for place in places)


def test_tab_goes_as_it_is_seen(with_own):
    QApplication.processEvents()
    words = [one.text().replace("&", "") for one in after(with_own.list, 6)]
    assert words == ["New", "Duplicate", "Import…", "Export…", "Compare…", "Delete"]
    panel = with_own.requirements
    seen = after(with_own.delete_button, 12)
    table = seen.index(panel.table)
    assert all(panel.bar.isAncestorOf(one) for one in seen[1:table])
    assert seen[table + 1] is panel.details.editors["id"]


def test_threshold_and_target_are_seen_in_a_window_of_1000_pixels(with_own):
    long = replace(
        SCHOOL, title=Text("A place to meet, within reach on foot"), facility=("meeting place", "club house")
    )
    font = with_own.font()
    font.setPixelSize(12)
    with_own.setFont(font)
    with_own.show_set(save_set(replace(OWN, requirements=(long,)), PROFILE, with_own._project))
    with_own.resize(1000, 640)
    QApplication.processEvents()
    table = with_own.requirements.table
    for name in ("title", "threshold", "target"):
        place = table.visualRect(cell(with_own, name))
        assert table.viewport().rect().contains(place.topRight()), name
    assert with_own.list.textElideMode() == Qt.TextElideMode.ElideMiddle
    tip = with_own.requirements.model.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)
    assert "A place to meet, within reach on foot" in tip


def test_it_fits_a_small_screen(with_own):
    """At 200 % a screen of 1920 by 1080 is 960 by 540 in the units of Qt."""
    assert with_own.minimumSizeHint().width() <= 960
    assert with_own.minimumSizeHint().height() <= 500

"""The period's views by gesture: what is missing leads to where it is done, and closing makes a trend."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tpm_desktop.desktop.new_row import NewRow
from tpm_desktop.desktop.period.trend_view import TrendView
from tpm_desktop.desktop.period.view import PeriodView
from tpm_desktop.gestures.baselines import take_baseline
from tpm_desktop.gestures.progress import record_progress
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.model.periods import PeriodFigure, StatusReport
from tpm_desktop.plan.slip_scale import apart


def kept(dialog: NewRow) -> int:
    """Answer the dialog as a person does."""
    QTest.keyClicks(dialog.form.editors["headline"], "Racks are in")
    QTest.mouseClick(dialog._add, Qt.MouseButton.LeftButton)
    return dialog.result()


def test_a_month_is_reported_closed_and_told_as_a_trend(window, ids, qtbot, monkeypatch):
    monkeypatch.setattr(NewRow, "exec", kept)
    program = window.session.program
    take_baseline(program, "Agreed")
    view = window.show_view("period")
    assert isinstance(view, PeriodView)
    assert view.empty.isVisible()
    qtbot.mouseClick(view.empty.button, Qt.MouseButton.LeftButton)
    assert view.headline() == "June 2026 · up to 30 Jun 2026 · 4 missing"
    record_progress(program, datetime(2026, 6, 30, 17))
    assert view.list.told.lines[0].cells == ("✓ Progress round", "Taken")
    for project in ("", ids.sites, ids.software):
        assert not view.close_action.isEnabled()
        assert view.list.go_to(f"reports {'project' if project else 'program'} {project}")
        QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert [row.headline for row in program.file.rows(StatusReport)] == ["Racks are in"] * 3
    view.close_action.trigger()
    assert len(program.file.rows(PeriodFigure)) == 3
    assert view.empty.isVisible()
    set_fields(program, "task", ids.install, {"percent_complete": 0, "duration": 40 * 480})
    set_fields(program, "task", ids.accepted, {"percent_complete": 0})
    trend = window.show_view("trend")
    assert isinstance(trend, TrendView)
    assert trend.figures.told.lines[0].cells[:3] == ("June 2026", "A", "22 May")
    light = trend.figures.told.index(0, 1)
    assert light.data(Qt.ItemDataRole.AccessibleTextRole) == "Amber"
    assert "Finish" in {line.cells[0] for line in trend.since.told.lines}
    assert trend.since.go_to(f"risk {ids.late_racks}") is False  # its score did not move


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8))
def test_names_never_cover_each_other_and_stay_in_order(wanted):
    found = apart(wanted, 10, 0, 100)
    placed = sorted(zip(found, wanted, strict=True))
    assert all(later[0] - earlier[0] >= 10 - 1e-6 for earlier, later in pairwise(placed))
    assert all(5 - 1e-6 <= at <= 95 + 1e-6 for at in found)
    assert [at for _, at in placed] == sorted(wanted)

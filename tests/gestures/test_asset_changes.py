"""What changes of an asset in service, and the MACRS convention that its year falls under."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.capital_desk import CapitalDesk
from tpm_desktop.desktop.inspector.pages import DepreciationPage
from tpm_desktop.desktop.session import Session
from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.capital.case import book_value, depreciation_by_year, schedules
from tpm_desktop.plan.capital.words import schedule_finding

C7 = {"residual": 25_000_00, "life": 60, "in_service": date(2026, 5, 14)}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[CapitalDesk]:
    start, status = datetime(2026, 1, 5, 8), datetime(2029, 12, 31, 17)
    with OpenProgram.create(tmp_path / "plan.tpm", start=start, status_date=status) as one:
        desk = CapitalDesk(one)
        desk.approved(250_000)
        desk.receive(desk.order(50, 5_000), 50)
        yield desk


def value(desk: CapitalDesk, *day: int) -> int:
    return book_value(desk.book, desk.book.assets[0], date(*day), 1)


def change(desk: CapitalDesk, asset: str, **values) -> str:
    row = {"reason": "Half of the racks are empty", "changed": date(2028, 6, 20)}
    return desk.add("asset_change", asset_id=asset, **{**row, **values})


def test_an_impairment_counts_from_its_month_on(desk):
    asset = desk.serve(250_000, **C7)
    assert value(desk, 2028, 6, 30) == 250_000_00 - 25 * 3_750_00
    with pytest.raises(EditError, match="neither the life left nor what is written off"):
        change(desk, asset)
    with pytest.raises(EditError, match="FA-1: more is written off than the book value"):
        change(desk, asset, written_off=200_000_00)
    with pytest.raises(EditError, match="comes after the asset is in service"):
        change(desk, asset, changed=date(2026, 4, 30), life=6)
    impaired = change(desk, asset, written_off=36_000_00)
    assert value(desk, 2028, 5, 31) == 250_000_00 - 24 * 3_750_00
    assert value(desk, 2028, 6, 30) == 250_000_00 - 24 * 3_750_00 - 36_000_00 - 2_750_00
    assert depreciation_by_year([desk.book], 1)[2028] == (5 * 3_750_00 + 7 * 2_750_00, 36_000_00)
    with pytest.raises(EditError, match="MACRS goes by its tables"):
        desk.set("asset", asset, method="macrs")
    desk.set("asset_change", impaired, life=72)
    assert value(desk, 2028, 6, 30) == 250_000_00 - 24 * 3_750_00 - 36_000_00 - 1_375_00
    desk.remove("asset_change", impaired)
    assert value(desk, 2028, 6, 30) == 250_000_00 - 25 * 3_750_00
    change(desk, asset, life=12)
    desk.remove("asset", asset)
    assert not desk.program.plan.state.capital.tables["asset_change"]


def test_closed_months_are_not_restated(desk):
    asset = desk.serve(250_000, **C7)
    later = change(desk, asset, changed=date(2029, 1, 15), life=12)
    desk.add("closed_month", month=date(2028, 6, 1))
    with pytest.raises(EditError, match="Jun 2028 is closed"):
        change(desk, asset, life=12)
    with pytest.raises(EditError, match="May 2028 is closed"):
        desk.set("asset_change", later, changed=date(2028, 5, 2))
    desk.set("asset_change", later, life=24)
    desk.add("closed_month", month=date(2029, 1, 1))
    with pytest.raises(EditError, match="Jan 2029 is closed"):
        desk.remove("asset_change", later)


def test_what_an_asset_was_charged_with_in_closed_months_stays(desk):
    asset = desk.serve(200_000, **C7)
    desk.add("closed_month", month=date(2026, 5, 1))
    desk.set("asset", asset, life=48)  # its first charge is in June
    desk.add("closed_month", month=date(2026, 6, 1))
    for values, label in (
        ({"cost": 190_000_00}, "cost"),
        ({"life": 36}, "useful life"),
        ({"residual": 0}, "residual value"),
        ({"method": "declining"}, "method"),
        ({"convention": "full_month"}, "begins"),
        ({"in_service": date(2026, 7, 1)}, "in service"),
    ):
        with pytest.raises(EditError, match=rf"Jun 2026 .* its {label} stays; record a change of the asset"):
            desk.set("asset", asset, **values)
    with pytest.raises(EditError, match="so it stays; enter when it was retired"):
        desk.remove("asset", asset)
    with pytest.raises(EditError, match="enter a day in an open month"):
        desk.set("asset", asset, retired=date(2026, 6, 30))
    desk.set("asset", asset, location="Hall 2", cost=200_000_00)
    desk.serve(50_000, **{**C7, "residual": 0, "retired": date(2026, 7, 15)})  # entered late
    retired = date(2026, 7, 15)
    desk.set("asset", asset, retired=retired)
    desk.add("closed_month", month=date(2026, 7, 1))
    with pytest.raises(EditError, match="Jul 2026 is closed, so FA-1 stays retired"):
        desk.set("asset", asset, retired=None)


def test_an_asset_is_not_moved_into_closed_months(desk):
    """Neither by its day nor by when its charges begin; it would be locked there at once."""
    asset = desk.serve(200_000, **{**C7, "in_service": date(2026, 7, 1)})
    desk.add("closed_month", month=date(2026, 6, 1))
    for values in (
        {"in_service": date(2026, 5, 31)},
        {"in_service": "2026-06-01", "convention": "full_month"},
    ):
        with pytest.raises(EditError, match=r"Jun 2026 is closed, so FA-1 can’t be charged from then on; .*"):
            desk.set("asset", asset, **values)
    desk.set("asset", asset, in_service=date(2026, 6, 30))  # charged from July on
    with pytest.raises(EditError, match="can’t be charged from then on"):
        desk.set("asset", asset, convention="full_month")
    with pytest.raises(ValueProblem, match="In service: a value is needed"):
        desk.set("asset", asset, in_service="")
    desk.set("asset", asset, in_service=date(2026, 8, 3), life=48)


def test_much_in_the_last_quarter_asks_for_mid_quarter_tables_and_says_so(desk):
    formats = Formats.of(desk.program.file.program)
    macrs = {"method": "macrs", "life": 60}
    desk.serve(60_000, **macrs)
    late = desk.serve(40_000, **macrs, in_service=date(2026, 11, 3))
    assert [one.years[0].charge for one in schedules(desk.book, 1)] == [12_000_00, 8_000_00]
    desk.set("asset", late, cost=40_001_00)
    first, second = schedules(desk.book, 1)
    assert [one.years[0].charge for one in (first, second)] == [21_000_00, 2_000_05]
    said = "40.01 % of the year’s MACRS cost enters service in its last quarter: mid-quarter tables hold"
    assert schedule_finding(second, formats).replace("%", " %").replace("  ", " ") == said
    assert schedules(desk.book, 4)[1].late_share is None  # November is in the third quarter from April on


def test_the_page_shows_what_has_changed(desk, qtbot: QtBot):
    asset = desk.serve(250_000, **C7)
    change(desk, asset, written_off=36_000_00, reason="<b>Racks</b> sold")
    page = DepreciationPage(Session(desk.program))
    qtbot.addWidget(page)
    page.show_ids((desk.request_id,))
    (table,), (changes,) = page.tables, page.changes.values()
    heads = [table.horizontalHeaderItem(n).text() for n in range(table.columnCount())]
    assert heads == ["Year", "Charge", "Written off", "Book value"]
    assert table.item(2, 2).text() == "36,000"
    (found,) = changes.rows.found.found
    assert found.text == "<b>Racks</b> sold"
    assert found.detail == "from Jun 2028 · USD\N{NO-BREAK SPACE}36,000 written off"


def test_a_change_is_entered_beside_the_schedule(desk, qtbot: QtBot):
    desk.serve(250_000, **C7)
    page = DepreciationPage(Session(desk.program))
    qtbot.addWidget(page)
    page.session.changed.connect(page.follow)
    page.show_ids((desk.request_id,))
    page.show()
    (changes,) = page.changes.values()

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        given = {"reason": "Runs longer", "changed": date(2028, 6, 1), "life": 54}
        for field, value in given.items():
            dialog.form.editors[field].show_row({**dict.fromkeys(dialog.form.about.fields), field: value})
        dialog._add.click()

    QTimer.singleShot(0, fill)
    changes.add_action.trigger()
    (found,) = changes.rows.found.found
    assert found.text == "Runs longer"
    assert page.tables[0].item(6, 0).text() == "2032"

"""Charts of money: they name their curves and amounts, and hold any amounts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.formats import Formats
from tpm_desktop.reports.charts import CostCurve, CostCurves, Period, PeriodBars

FORMATS = Formats("en_GB", year=2026, today=lambda: date(2026, 6, 12))
AMOUNTS = st.integers(-(10**13), 10**13)


def text(reader) -> str:
    return " ".join(reader.pages[0].extract_text().split())


def test_curves_are_named_with_their_amounts_where_they_end(write):
    planned = [100_000_00 * n for n in range(1, 13)]
    outlook = [110_000_00 * n for n in range(1, 13)]
    said = text(write([CostCurves(CostCurve(date(2026, 1, 1), planned, outlook[:5], outlook), FORMATS)]))
    for part in (
        "USD million, cumulative",
        "Planned 1.2 m",
        "Outlook 1.32 m",
        "Actual 550 k",
        "May",
        "Jan 2026",
    ):
        assert part in said


def test_before_the_first_actual_there_is_only_plan_and_outlook(write):
    said = text(write([CostCurves(CostCurve(date(2026, 1, 1), [100, 200], [], [100, 250]), FORMATS)]))
    assert "Actual" not in said
    assert "Outlook" in said


def test_when_all_is_spent_actual_ends_the_chart(write):
    said = text(write([CostCurves(CostCurve(date(2026, 1, 1), [100, 200], [100, 250], [100, 250]), FORMATS)]))
    assert "Actual" in said
    assert "Outlook" not in said


@pytest.mark.parametrize(
    "curve", [CostCurve(date(2026, 1, 1), [], [], []), CostCurve(date(2026, 1, 1), [0, 0], [0], [0, 0])]
)
def test_without_amounts_it_says_so(write, curve):
    assert "No amounts have been entered yet" in text(write([CostCurves(curve, FORMATS)]))
    assert "No amounts have been entered yet" in text(
        write([PeriodBars([Period("2026", [0, None, 0])], FORMATS)])
    )


def test_bars_are_named_by_period_and_kind(write):
    said = text(
        write(
            [
                PeriodBars(
                    [Period("FY25/26", [100_00, 50_00, None]), Period("FY26/27", [0, 0, -20_00])], FORMATS
                )
            ]
        )
    )
    for part in ("FY25/26", "FY26/27", "Planned", "Actual", "Outlook", "−20"):
        assert part in said


@given(st.lists(AMOUNTS, min_size=1, max_size=40), st.integers(0, 40))
def test_the_axis_holds_every_amount_and_stays_in_its_height(amounts, begun):
    chart = CostCurves(CostCurve(date(2026, 1, 1), amounts, amounts[:begun], amounts), FORMATS, 120)
    chart.wrap(240, 500)
    chart._range(amounts)
    assert chart._lines[0] <= min(0, *amounts)
    assert chart._lines[-1] >= max(0, *amounts)
    assert 2 <= len(chart._lines) <= 9
    for amount in amounts:
        assert chart.below - 0.01 <= chart._y(amount) <= 120 - chart.above + 0.01

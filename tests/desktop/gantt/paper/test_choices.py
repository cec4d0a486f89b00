"""Which rows and which time are printed, and what is said where there is nothing to print."""

from __future__ import annotations

import pytest

from tests.desktop.gantt.paper.conftest import lines
from tpm_desktop.desktop.gantt.paper.choice import Rows, Times


def names(printing, target):
    assert printing.save(target) == ""
    shown = {"Sites", "Order", "Install", "Accepted", "Software", "Design", "Build"}
    return [text for page in lines(target) for text in page if text in shown]


def test_all_rows_or_those_that_are_folded_and_filtered(view, printing, tmp_path):
    view.panes.folding.fold_all()
    small = printing(view)
    assert small.dialog.form.rows.currentText() == "As filtered and folded (2)"
    assert names(small, tmp_path / "plan.pdf") == ["Sites", "Software"]
    small.choose("rows", Rows.ALL)
    assert len(names(small, tmp_path / "plan.pdf")) == 7


def test_selected_rows(desk, view, printing, tmp_path):
    desk.select("Install", "Build")
    small = printing(view)
    small.choose("rows", Rows.SELECTED)
    assert names(small, tmp_path / "plan.pdf") == ["Install", "Build"]


def test_filtered_rows(view, printing, tmp_path):
    view.filter("build")
    assert names(printing(view), tmp_path / "plan.pdf") == ["Software", "Build"]


def test_a_time_without_bars_is_printed_and_told(small, tmp_path):
    small.choose("times", Times.DATES)
    small.type_day("last", "31 Aug 2027")
    small.type_day("first", "1 Jul 2027")
    assert "No bar lies in this time." in small.about
    assert small.save(tmp_path / "plan.pdf") == ""
    assert "Q3 2027" in " ".join(lines(tmp_path / "plan.pdf")[0]) or "July 2027" in " ".join(
        lines(tmp_path / "plan.pdf")[0]
    )


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("1 Jul 2027", "1 May 2026", "The last day lies before the first; swap them."),
        ("someday", "1 May 2026", "someday"),
        ("", "1 May 2026", "A date is needed"),
    ],
)
def test_days_that_are_none_are_told_and_nothing_is_offered(small, first, last, said):
    small.choose("times", Times.DATES)
    small.dialog.form.first.clear()
    small.type_day("last", last)
    if first:
        small.type_day("first", first)
    small.dialog.lay_out()
    assert said in small.problem
    assert not small.dialog.button("save").isEnabled()
    small.choose("times", Times.WHOLE)
    assert small.problem == "" and small.dialog.button("save").isEnabled()


def test_an_empty_plan_has_nothing_to_print(view, printing):
    view.filter("nobody is called that")
    small = printing(view)
    assert small.problem == "There are no rows to print; insert a task, or take the filter off."
    assert not any(small.dialog.button(name).isEnabled() for name in ("print", "save", "picture", "copy"))


def test_far_too_many_pages_are_refused(small):
    small.dialog.form.by_scale.click()
    scale = small.dialog._panes.chart.scale
    small.dialog._panes.chart.set_scale(type(scale)(scale.left, 0.25))  # a quarter of a minute a pixel
    small.choose("times", Times.DATES)
    small.type_day("last", "31 Dec 2030")
    assert "pages; fit it to fewer, or choose fewer rows or days" in small.problem


def test_what_was_chosen_is_there_the_next_time(view, printing):
    first = printing(view)
    first.choose("size", "Tabloid")
    first.type_number("margin", 20)
    first.dialog.form.checks["legend"].click()
    first.dialog.reject()
    again = printing(view).dialog.form.choice()
    assert (again.size, again.margin, again.legend) == ("Tabloid", 20, False)

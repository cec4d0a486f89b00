"""A task says in a sentence why it stands where it does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tpm_desktop.formats import Formats
from tpm_desktop.gestures import dates, links, outline
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.schedule import LinkType
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.reasons import why_here

FORMATS = Formats("en_GB", year=2026, today=lambda: date(2026, 1, 5))


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[OpenProgram]:
    with OpenProgram.create(tmp_path / "plan.tpm", start=datetime(2026, 1, 5, 8)) as program:
        project = outline.insert_project(program, "Data centre")
        for name in ("Order", "Install", "Accept"):
            outline.insert_task(program, parent=project, name=name)
        yield program


def said(program: OpenProgram, name: str) -> str:
    state = program.plan.state
    return why_here(state, state.names.index(name), FORMATS)


def ident(program: OpenProgram, name: str) -> str:
    return program.plan.state.outline.ids[program.plan.state.names.index(name)]


def test_nothing_holds_the_first_task(plan):
    assert said(plan, "Order") == "Starts Mon 5 Jan because the program starts then."
    assert said(plan, "Data centre") == "Starts Mon 5 Jan because “Order” starts then."


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (LinkType.FS, "Starts Thu 8 Jan because “Order” finishes Mon 5 Jan (FS+2 d)."),
        (LinkType.SS, "Starts Wed 7 Jan because “Order” starts Mon 5 Jan (SS+2 d)."),
        (LinkType.FF, "Starts Wed 7 Jan because “Order” finishes Mon 5 Jan (FF+2 d)."),
    ],
)
def test_a_link_names_what_it_waits_for(plan, kind, sentence):
    links.link(plan, ident(plan, "Order"), ident(plan, "Install"), kind=kind, lag=960)
    assert said(plan, "Install") == sentence


def test_a_constraint_says_its_date(plan):
    dates.set_start(plan, ident(plan, "Accept"), datetime(2026, 1, 14, 10))
    at = "Wed 14 Jan 10:00"
    assert said(plan, "Accept") == f"Starts {at} because it must start no earlier than {at}."


def test_days_off_in_between_are_said(plan):
    set_fields(plan, "task", ident(plan, "Order"), {"duration": 5 * 480})
    links.link(plan, ident(plan, "Order"), ident(plan, "Install"))
    assert said(plan, "Install") == (
        "Starts Mon 12 Jan because “Order” finishes Fri 9 Jan (FS) and 10 Jan – 11 Jan are not working days."
    )


def test_a_holiday_is_a_day_off(plan):
    calendar = add_row(plan, "calendar", {"name": "Swiss", "monday": "08:00-12:00 13:00-17:00"})
    for day in ("tuesday", "wednesday", "thursday", "friday"):
        set_fields(plan, "calendar", calendar, {day: "08:00-12:00 13:00-17:00"})
    day_off = {"calendar_id": calendar, "name": "Epiphany", "first": "2026-01-06", "last": "2026-01-06"}
    add_row(plan, "calendar_exception", day_off | {"hours": ""})
    set_fields(plan, "task", ident(plan, "Install"), {"calendar_id": calendar})
    links.link(plan, ident(plan, "Order"), ident(plan, "Install"))
    assert said(plan, "Install") == (
        "Starts Wed 7 Jan because “Order” finishes Mon 5 Jan (FS) "
        "and 6 Jan is not a working day of calendar “Swiss”."
    )


def test_a_person_who_is_away_is_named(plan):
    week = {"wednesday": "08:00-12:00 13:00-17:00", "thursday": "08:00-12:00 13:00-17:00"}
    calendar = add_row(plan, "calendar", {"name": "Part time", **week})
    crew = add_row(plan, "resource", {"name": "Site crew", "calendar_id": calendar})
    add_row(plan, "assignment", {"task_id": ident(plan, "Install"), "resource_id": crew})
    links.link(plan, ident(plan, "Order"), ident(plan, "Install"))
    assert said(plan, "Install") == (
        "Starts Wed 7 Jan because “Order” finishes Mon 5 Jan (FS) "
        "and 6 Jan is not a working day of “Site crew”."
    )


def test_a_program_that_starts_on_a_weekend(plan):
    set_fields(plan, "program", plan.file.program.id, {"start": datetime(2026, 1, 10, 8)})
    assert said(plan, "Order") == (
        "Starts Mon 12 Jan because the program starts Sat 10 Jan and 10 Jan – 11 Jan are not working days."
    )


@pytest.mark.parametrize(
    ("kind", "date", "sentence"),
    [
        ("snlt", datetime(2026, 1, 7, 8), "Starts Wed 7 Jan because it must start no later than Wed 7 Jan"),
        ("mso", datetime(2026, 1, 7, 8), "Starts Wed 7 Jan because it must start on Wed 7 Jan"),
        ("fnlt", datetime(2026, 1, 7, 17), "Starts Wed 7 Jan because it must finish no later than Wed 7 Jan"),
        ("mfo", datetime(2026, 1, 7, 17), "Starts Wed 7 Jan because it must finish on Wed 7 Jan"),
    ],
)
def test_a_date_that_overrides_a_link_says_which(plan, kind, date, sentence):
    set_fields(plan, "task", ident(plan, "Order"), {"duration": 5 * 480})
    links.link(plan, ident(plan, "Order"), ident(plan, "Install"))
    set_fields(plan, "task", ident(plan, "Install"), {"constraint": kind, "constraint_date": date})
    assert said(plan, "Install") == f"{sentence}, although “Order” finishes Fri 9 Jan (FS)."


def test_dates_given_by_hand_override_links_too(plan):
    links.link(plan, ident(plan, "Order"), ident(plan, "Install"))
    by_hand = {"manual": True, "manual_start": datetime(2026, 1, 5, 8)}
    set_fields(plan, "task", ident(plan, "Install"), by_hand)
    assert said(plan, "Install") == (
        "Starts Mon 5 Jan because its dates are given by hand, although “Order” finishes Mon 5 Jan (FS)."
    )


def test_a_begun_task_says_when_it_began_and_goes_on(plan):
    begun = {"actual_start": datetime(2026, 1, 6, 8), "percent_complete": 5_000, "duration": 960}
    set_fields(plan, "task", ident(plan, "Order"), begun)
    assert said(plan, "Order") == "Started Tue 6 Jan because work on it began then."
    set_fields(plan, "task", ident(plan, "Order"), {"resume": datetime(2026, 1, 12, 8)})
    assert said(plan, "Order") == (
        "Started Tue 6 Jan because work on it began then; what is left of it goes on Mon 12 Jan."
    )
    set_fields(plan, "task", ident(plan, "Order"), {"percent_complete": 10_000})
    assert said(plan, "Order") == "Started Tue 6 Jan because work on it began then."


def test_a_split_task_goes_on_after_a_break_but_not_after_one_that_is_over(plan):
    begun = {"actual_start": datetime(2026, 1, 5, 8), "percent_complete": 5_000, "duration": 960}
    set_fields(plan, "task", ident(plan, "Order"), begun)
    add_row(plan, "task_split", {"task_id": ident(plan, "Order"), "after": 480, "length": 960})
    assert said(plan, "Order").endswith("; what is left of it goes on Thu 8 Jan.")
    set_fields(plan, "task", ident(plan, "Order"), {"percent_complete": 7_500})
    assert said(plan, "Order") == "Started Mon 5 Jan because work on it began then."


def test_levelling_says_by_how_much(plan):
    set_fields(plan, "task", ident(plan, "Order"), {"levelling_delay": 1440})
    assert said(plan, "Order") == "Starts Tue 6 Jan because levelling delays it by 1 ed."


def test_the_date_of_a_component_project(plan):
    project = ident(plan, "Data centre")
    set_fields(plan, "project", project, {"start": datetime(2026, 1, 10, 8)})
    assert said(plan, "Order") == (
        "Starts Mon 12 Jan because “Data centre” may not start before Sat 10 Jan "
        "and 10 Jan – 11 Jan are not working days."
    )


def test_what_holds_a_summary_holds_its_parts(plan):
    outline.indent(plan, [ident(plan, "Accept")])
    links.link(plan, ident(plan, "Order"), ident(plan, "Install"))
    assert said(plan, "Accept") == (
        "Starts Tue 6 Jan because all of “Install” waits: “Order” finishes Mon 5 Jan (FS)."
    )

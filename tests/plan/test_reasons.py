"""A task says in a sentence why it stands where it does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tpm_desktop.formats import Formats
from tpm_desktop.gestures import dates, links, outline
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


def test_what_holds_a_summary_holds_its_parts(plan):
    outline.indent(plan, [ident(plan, "Accept")])
    links.link(plan, ident(plan, "Order"), ident(plan, "Install"))
    assert said(plan, "Accept") == (
        "Starts Tue 6 Jan because all of “Install” waits: “Order” finishes Mon 5 Jan (FS)."
    )

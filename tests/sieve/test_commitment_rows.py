"""Commitments found by what the plan makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.asking import found_ids
from tpm_desktop.gestures.links import link
from tpm_desktop.gestures.lookup import row_names
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.records import add_row
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.plan import OpenProgram
from tpm_desktop.sieve import CommitmentRows, Sieve, SortKey, arrange
from tpm_desktop.sieve.ready_made import ready_made

DAY = 480


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenProgram]:
    """Build (1–12 June) gives three things: one late, one after its promise, one delivered too late."""
    path = tmp_path_factory.mktemp("owed") / "plan.tpm"
    with OpenProgram.create(path, name="Renewal", start=datetime(2026, 6, 1, 8)) as opened:
        cloud, sales = insert_project(opened, "Cloud"), insert_project(opened, "Sales")
        build = insert_task(opened, parent=cloud, name="Build", duration=10 * DAY)
        test = insert_task(opened, parent=sales, name="Test", duration=5 * DAY)
        insert_task(opened, parent=sales, name="Close", duration=20 * DAY)
        link(opened, build, test)
        owner = add_row(opened, "resource", {"name": "Architect"})
        tied = {"giving_task_id": build, "receiving_task_id": test}
        for title, values in (
            ("Late", {"needed_by": date(2026, 6, 10), "owner_id": owner}),
            ("Broken", {"promised": date(2026, 6, 11), "status": "agreed"}),
            (
                "Met",
                {"needed_by": date(2026, 6, 10), "delivered_on": date(2026, 6, 12), "status": "delivered"},
            ),
        ):
            add_row(opened, "commitment", {"title": title, **tied, **values})
        add_row(opened, "commitment", {"title": "Open", "receiver_id": sales})
        yield opened


def found(program: OpenProgram, text: str) -> list[str]:
    titles = program.plan.state.inputs.tables["commitment"]
    ids = found_ids(program, "commitment", text)
    return [titles.texts["title"][row] for row_id, row in titles.row.items() if row_id in ids]


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("forecast > need", ["Late", "Met"]),
        ("forecast > need and outlook != met", ["Late"]),
        ("forecast = 12 Jun", ["Late", "Broken", "Met"]),
        ("need = 22 Jun 2026", ["Broken"]),
        ("need > promised", ["Broken"]),
        ("margin < 0d", ["Late"]),
        ("slack < 1w", ["Late"]),
        ("margin = 5d", ["Broken"]),
        ("slip >= 1d", ["Broken"]),
        ("outlook = late", ["Late"]),
        ("computed status = after its promise", ["Broken"]),
        ("forecast is empty", ["Open"]),
        ("findings = nobody owns it", ["Broken", "Open"]),
        ("giver = Cloud and owner is empty", ["Broken", "Met"]),
    ],
)
def test_a_typed_condition(program, typed, titles):
    assert found(program, typed) == titles


def test_ready_made_conditions_hold_for_what_they_say(program):
    by_key = {one.key: found(program, one.condition) for one in ready_made("commitment")}
    assert by_key["late"] == ["Late"]
    assert by_key["broken"] == ["Broken"]
    assert by_key["nobody"] == ["Broken", "Open"]


def test_groups_and_order_by_what_is_computed(program):
    rows = CommitmentRows(program.plan.state, lambda t: row_names(program.file, t), date(2026, 6, 1))
    arranged = arrange(Sieve(group="outlook", sort=(SortKey("margin"),)), rows, Formats("en_GB"))
    assert arranged.groups is not None
    assert {group.title for group in arranged.groups} == {"Late", "After its promise", "Met", "Open"}


def test_a_field_that_no_commitment_has_is_named(program):
    with pytest.raises(ValueProblem, match="forcast"):
        found_ids(program, "commitment", "forcast > need")

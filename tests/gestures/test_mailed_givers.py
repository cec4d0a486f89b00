"""A giver mails its program file: what it says of what is waited for here is taken over, as one record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.command_line import run
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.mailed_givers import take_told
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.plan import OpenProgram, instant
from tpm_desktop.plan.commitments import Outlook, commitments

__all__ = ["run"]
DAY = 480


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[OpenProgram]:
    with OpenProgram.create(tmp_path / "ours.tpm", name="Ours", start=datetime(2026, 6, 1, 8)) as opened:
        sales = insert_project(opened, "Sales")
        insert_task(opened, parent=sales, name="Test", duration=DAY)
        yield opened


@pytest.fixture
def theirs(tmp_path: Path) -> Iterator[OpenProgram]:
    """The carrier's own program: its ring is laid from 1 to 12 June, tested until 19 June."""
    with OpenProgram.create(
        tmp_path / "carrier.tpm", name="Carrier", start=datetime(2026, 6, 1, 8)
    ) as opened:
        ring = insert_project(opened, "Ring")
        lay = insert_task(opened, parent=ring, name="Lay the ring", duration=10 * DAY)
        insert_task(opened, parent=ring, name="Twice", duration=DAY)
        insert_task(opened, parent=ring, name="Twice", duration=DAY)
        add_row(opened, "commitment", {"title": "Ring tested", "giving_task_id": lay, "code": "G-7"})
        yield opened


def owed(ours: OpenProgram, reference: str | None, **values) -> str:
    return add_row(
        ours,
        "commitment",
        {"title": "Fibre", "external_giver": "Carrier", "giver_reference": reference,
         "promised": date(2026, 6, 5), "needed_by": date(2026, 6, 10), **values},
    )  # fmt: skip


@pytest.mark.parametrize("reference", ["G-7", "Ring tested", "Lay the ring", "1"])
def test_what_a_mailed_file_says_is_the_forecast(ours, theirs, reference):
    made = owed(ours, reference)
    (told,) = take_told(ours, theirs)
    assert (told.id, told.was, told.will) == (made, date(2026, 6, 5), date(2026, 6, 12))
    (promise,) = commitments(ours.plan.state)
    assert instant(promise.forecast).date() == date(2026, 6, 12)
    assert (promise.outlook, promise.slip, promise.margin) == (Outlook.LATE, 5 * DAY, -2 * DAY)
    assert ours.file.journal.records(1)[0].label == "Take what “carrier.tpm” says of 1 commitment"
    assert take_told(ours, theirs) == []  # it says what is known now


def test_only_what_waits_for_somebody_outside_asks(ours, theirs):
    owed(ours, None)
    delivered = owed(ours, "G-7", status="delivered", delivered_on=date(2026, 6, 2))
    with pytest.raises(EditError, match=r"carrier\.tpm holds nothing that a commitment refers to"):
        take_told(ours, theirs)
    set_fields(ours, "commitment", delivered, {"status": "agreed", "delivered_on": None})
    assert len(take_told(ours, theirs)) == 1


def test_a_reference_that_means_several_is_refused(ours, theirs):
    owed(ours, "Twice")
    with pytest.raises(EditError, match="Twice"):
        take_told(ours, theirs)


def test_by_command(ours, theirs, run):
    owed(ours, "G-7")
    paths = ours.file.path, theirs.file.path
    ours.close()
    theirs.close()
    (told,) = run("commitments", paths[0], "--told-by", paths[1], "--json").json
    assert (told["meant"], told["forecast"]) == ("Ring tested", ["2026-06-05", "2026-06-12"])
    assert "says what was known already" in run("commitments", paths[0], "--told-by", paths[1]).done().out
    assert run("commitments", paths[0], "--told-by", paths[0].with_name("no.tpm")).problem

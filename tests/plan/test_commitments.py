"""What projects owe each other: need, promise and forecast as the plan has them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.plan.two_projects import DAY, FORMATS, Two, day
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.commitments import propose_for_link
from tpm_desktop.gestures.links import link
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.integration import Commitment
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.commitment_words import giver
from tpm_desktop.plan.commitments import Need, Outlook, uncommitted
from tpm_desktop.plan.impact import impact
from tpm_desktop.plan.quality import quality
from tpm_desktop.plan.quality_words import findings
from tpm_desktop.planning.columns import NONE


def test_without_a_link_the_need_is_the_planned_start(two):
    two.commit()
    assert (day(two.promise.forecast), day(two.promise.needed)) == ("2026-06-12 17:00", "2026-06-01 08:00")
    assert two.promise.need is Need.PLANNED
    assert two.promise.margin == -10 * DAY
    assert two.promise.outlook is Outlook.LATE


def test_with_a_link_the_need_is_the_latest_start_that_moves_nothing(two):
    two.link()
    two.commit()
    # Close lasts until Fri 26 June, so Test may start on Mon 22 June at the latest.
    assert (day(two.promise.needed), two.promise.need) == ("2026-06-22 08:00", Need.LATEST)
    assert (two.promise.margin, two.promise.outlook) == (5 * DAY, Outlook.ON_COURSE)


def test_the_lag_of_the_link_is_part_of_what_is_waited_for(two):
    two.link(lag=2 * DAY)
    two.commit()
    assert two.promise.margin == 3 * DAY


def test_a_start_to_start_link_gives_what_its_start_gives(two):
    two.link(kind="ss")
    two.commit()
    assert day(two.promise.forecast) == "2026-06-01 08:00"


def test_a_day_that_was_said_is_the_need(two):
    two.link()
    two.commit(needed_by=date(2026, 6, 11))
    assert (two.promise.need, two.promise.margin, two.promise.outlook) == (Need.SAID, -DAY, Outlook.LATE)
    assert "comes 1 d too late" in two.said()


def test_delivered_on_the_last_minute_of_the_promised_day_is_in_time(two):
    two.link()
    two.commit(promised=date(2026, 6, 12), status="agreed")
    assert two.promise.outlook is Outlook.ON_COURSE
    set_fields(two.program, "task", two.build, {"duration": 11 * DAY})
    assert two.promise.outlook is Outlook.SLIPPING
    assert "the plan delivers 1 d after the promise" in two.said()


def test_what_was_delivered_is_met_whenever_that_was(two):
    two.commit(status="delivered", delivered_on=date(2026, 7, 1))
    assert (two.promise.outlook, day(two.promise.forecast)[:10], two.said()) == (
        Outlook.MET,
        "2026-07-01",
        "",
    )


def test_somebody_outside_comes_as_promised_unless_a_task_says_otherwise(two):
    two.commit(giving_task_id=None, external_giver="Carrier", promised=date(2026, 6, 3))
    assert (giver(two.state, two.promise), day(two.promise.forecast)[:10]) == ("Carrier", "2026-06-03")
    assert two.said() == "comes 3 d too late; nobody owns it"
    set_fields(two.program, "commitment", two.promise.id, {"giving_task_id": two.build})
    assert (two.promise.giver, day(two.promise.forecast)[:10]) == (-1, "2026-06-12")


def test_what_is_missing_is_named(two):
    owner = add_row(two.program, "resource", {"name": "Cloud architect"})
    add_row(two.program, "commitment", {"title": "Something"})
    assert two.said() == "nobody gives it; nobody receives it; nobody owns it"
    set_fields(
        two.program, "commitment", two.promise.id,
        {"giver_id": two.cloud, "receiver_id": two.sales, "owner_id": owner, "status": "agreed"},
    )  # fmt: skip
    assert two.said() == "no task gives it; no date is promised"
    assert two.promise.outlook is Outlook.OPEN


def test_a_done_task_asks_for_the_delivery_to_be_noted(two):
    two.commit(needed_by=date(2026, 8, 1), owner_id=add_row(two.program, "resource", {"name": "Owner"}))
    set_fields(two.program, "task", two.build, {"percent_complete": 10_000})
    assert two.said() == "its task is done, but no delivery is noted"


def test_links_and_tasks_say_who_gives_and_receives(two):
    made = add_row(two.program, "commitment", {"title": "Platform", "link_id": two.link()})
    row = two.program.file.row(Commitment, made)
    assert (row.giving_task_id, row.receiving_task_id) == (two.build, two.test)
    assert (row.giver_id, row.receiver_id) == (two.cloud, two.sales)


def test_a_project_owes_itself_nothing(two):
    with pytest.raises(EditError, match="between two"):
        two.commit(receiving_task_id=None, receiver_id=two.cloud)


def test_a_crossing_link_is_open_until_somebody_agrees(two):
    crossing = two.link()
    assert uncommitted(two.state) == [two.state.inputs.tables["link"].row[crossing]]
    made = propose_for_link(two.program, crossing)
    proposed = two.program.file.row(Commitment, made)
    assert (proposed.title, proposed.promised) == ("Build", date(2026, 6, 12))
    assert len(uncommitted(two.state)) == 1
    set_fields(two.program, "commitment", made, {"status": "agreed"})
    assert uncommitted(two.state) == []


def test_a_commitment_to_a_project_covers_all_its_links_from_that_task(two):
    two.link()
    link(two.program, two.build, two.close)
    two.commit(receiving_task_id=None, receiver_id=two.sales, status="agreed")
    assert uncommitted(two.state) == []


def test_health_names_links_that_no_promise_covers_in_time(two):
    """The worked case L7: need 1 June, promise 9 June (6 working days later); one more link without."""
    two.link()
    two.commit(needed_by=date(2026, 6, 1), promised=date(2026, 6, 9), status="agreed")
    link(two.program, two.build, two.close)
    (result,) = [one for one in quality(two.state) if one.check.id == "L7"]
    assert (result.found.numerator, result.found.denominator, result.verdict) == (2, 2, "fails")
    told = {one.what: one.amount for one in findings(result, two.state, FORMATS)}
    assert told == {"Build → Test": "6 d", "Build → Close": "FS"}


def test_a_slip_tells_what_it_does_to_commitments_and_money(two):
    set_fields(two.program, "program", two.program.file.program.id, {"fiscal_year_start": 7})
    set_fields(two.program, "task", two.test, {"fixed_cost": 1_000_00})
    two.link()
    two.commit(promised=date(2026, 6, 12), status="agreed")
    found = impact(two.state, two.state.outline.row[two.build], 7 * DAY)
    ((was, will),) = found.commitments
    assert (was.outlook, will.outlook) == (Outlook.ON_COURSE, Outlook.LATE)
    assert (was.margin, will.margin) == (5 * DAY, -2 * DAY)
    # Test moves from 15-19 June to 24-30 June: all of it stays before the fiscal year that begins in July.
    assert (found.money.amount, found.money.into_other_years) == (1_000_00, 0)
    later = impact(two.state, two.state.outline.row[two.build], 9 * DAY)
    # Then it lasts from 26 June to 2 July: two of its five days lie in the new fiscal year.
    assert (later.money.amount, later.money.into_other_years) == (1_000_00, 400_00)
    assert [(year.before, year.after) for year in later.money.years] == [(1_000_00, 600_00), (0, 400_00)]


def test_a_slip_of_something_else_moves_no_commitment(two):
    two.link()
    two.commit()
    found = impact(two.state, two.state.outline.row[two.close], 1 * DAY)
    assert found.commitments == ()
    assert found.money.amount == 0


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.integers(1, 60), lag=st.integers(0, 5), linked=st.booleans())
def test_a_slip_never_brings_anything_earlier_nor_leaves_more_room(tmp_path_factory, days, lag, linked):
    folder = tmp_path_factory.mktemp("slip")
    with OpenProgram.create(folder / "p.tpm", name="Renewal", start=datetime(2026, 6, 1, 8)) as opened:
        two = Two(opened)
        if linked:
            two.link(lag=lag * DAY)
        two.commit()
        found = impact(two.state, two.state.outline.row[two.build], days * DAY)
        ((was, will),) = found.commitments
        assert will.forecast > was.forecast
        assert will.margin == was.margin - days * DAY
        assert will.needed == was.needed != NONE

"""Reporting periods: what is missing, what closing keeps, and that it stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.gestures import outline
from tpm_desktop.gestures.baselines import take_baseline
from tpm_desktop.gestures.periods import begin_period, close_period
from tpm_desktop.gestures.progress import record_progress
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.model.finance import BudgetLine
from tpm_desktop.model.periods import (
    Light,
    PeriodAccount,
    PeriodFigure,
    PeriodMilestone,
    PeriodRisk,
    PeriodState,
    ReportingPeriod,
)
from tpm_desktop.model.registers import Risk
from tpm_desktop.model.spending import ClosedMonth
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.health import health_of
from tpm_desktop.plan.lights import Rag
from tpm_desktop.plan.period_gaps import periods, steps
from tpm_desktop.plan.standing import standing, standing_words
from tpm_desktop.plan.trends import closed_periods, slips

JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)


class Office:
    """A program of one project with a milestone, money and a risk; reported by month from January 2026."""

    def __init__(self, program: OpenProgram) -> None:
        self.program, self.file = program, program.file
        self.sites = outline.insert_project(program, "Sites")
        place = {"parent": self.sites}
        self.dig = outline.insert_task(program, **place, name="Dig", duration=20 * 480)
        self.ready = outline.insert_task(program, **place, name="Sites ready", duration=0, milestone=True)
        add_row(program, "link", {"predecessor_id": self.dig, "successor_id": self.ready})
        self.labour = add_row(program, "account", {"name": "Labour", "project_id": self.sites})
        for month, planned in ((1, 1_000_00), (2, 500_00)):
            values = {"account_id": self.labour, "month": date(2026, month, 1), "planned": planned}
            add_row(program, "budget_line", values)
        scores = {"probability": 3, "impact": 4}
        self.risk = add_row(program, "risk", {"title": "Rock below", "project_id": self.sites, **scores})
        take_baseline(program, "Agreed")
        self.january = begin_period(program, JANUARY)

    @property
    def state(self):
        return self.program.plan.state

    def missing(self) -> dict[str, list[str]]:
        period = next(one for one in periods(self.state) if one.state != PeriodState.CLOSED)
        found = steps(self.state, period, Formats("en_GB", currency="USD", year=2026))
        return {step.key: [one.name for one in step.missing] for step in found if step.missing}

    def status_at(self, day: date) -> None:
        at = datetime.combine(day, datetime.min.time()).replace(hour=17)
        set_fields(self.program, "program", self.file.program.id, {"status_date": at})

    def report(self, period: str, headline: str = "On course", **values: object) -> str:
        said = {"period_id": period, "headline": headline, **values}
        return add_row(self.program, "status_report", said)

    def spend(self, month: int, amount: int) -> None:
        line = next(row for row in self.file.rows(BudgetLine) if row.month == date(2026, month, 1))
        set_fields(self.program, "budget_line", line.id, {"actual": amount * 100})

    def fill_january(self) -> None:
        record_progress(self.program, datetime(2026, 1, 30, 17))
        self.spend(1, 900)
        self.report(self.january)
        self.report(self.january, "Digging", project_id=self.sites)

    def close_january(self) -> None:
        close_period(self.program, self.january, closed_on=date(2026, 2, 5))


@pytest.fixture
def office(tmp_path) -> Iterator[Office]:
    with OpenProgram.create(tmp_path / "p.tpm", name="Renewal", start=datetime(2026, 1, 5, 8)) as program:
        yield Office(program)


@pytest.fixture
def reported(office) -> Office:
    office.fill_january()
    office.close_january()
    return office


def test_a_period_is_the_month_that_comes_next(office):
    second = begin_period(office.program)
    shown = [(one.title, one.start, one.finish) for one in periods(office.state)]
    assert shown[1] == ("February 2026", date(2026, 2, 1), FEBRUARY)
    with pytest.raises(EditError, match="“January 2026” comes before it"):
        close_period(office.program, second)


def test_what_is_missing_is_named_until_it_is_there(office):
    assert office.missing() == {
        "progress": ["Status of 31 Jan 2026"],
        "actuals": ["Labour"],
        "reports": ["The program", "Sites"],
    }
    with pytest.raises(EditError, match="can't be closed yet: progress round: no status date"):
        office.close_january()
    office.status_at(date(2026, 1, 30))
    assert office.missing()["progress"] == ["Dig", "Sites ready"]
    office.fill_january()
    assert office.missing() == {}


def test_a_variance_without_explanation_and_a_light_without_reason_are_missing(office):
    set_fields(office.program, "task", office.dig, {"account_id": office.labour, "fixed_cost": 1_000_00})
    take_baseline(office.program, "Agreed")
    office.fill_january()
    limits = {"explain_share": 100, "explain_sum": 100}
    set_fields(office.program, "program", office.file.program.id, limits)
    report = next(iter(office.file.columns("status_report", ["id"])[0]))
    set_fields(office.program, "status_report", report, {"risk_light": "green"})
    assert office.missing() == {"variances": ["C-1 Labour"], "lights": ["On course"]}


def test_a_report_that_repeats_the_last_one_word_for_word_is_not_written(reported):
    february = begin_period(reported.program)
    reported.report(february, done="Nothing")
    reported.report(february, "Digging", project_id=reported.sites)
    assert "reports" not in reported.missing()  # last time it said no more than its headline
    before = reported.file.rows(ReportingPeriod)
    assert [row.state for row in before] == [PeriodState.CLOSED, PeriodState.OPEN]


def test_closing_keeps_dates_money_scores_and_lights(reported):
    (month,) = reported.file.rows(ReportingPeriod)
    assert (month.state, month.closed_on) == (PeriodState.CLOSED, date(2026, 2, 5))
    assert month.record == reported.file.journal.records(2)[1].id
    program, sites = sorted(reported.file.rows(PeriodFigure), key=lambda row: not row.whole)
    assert (program.name, sites.name, sites.project_id) == ("Renewal", "Sites", reported.sites)
    assert sites.finish == datetime(2026, 1, 30, 17)
    assert (sites.late, sites.done, sites.time_light, sites.risk_light) == (
        0,
        10_000,
        Light.GREEN,
        Light.AMBER,
    )
    assert (program.budget, program.actual, program.outlook) == (1_500_00, 900_00, 1_400_00)
    (milestone,) = reported.file.rows(PeriodMilestone)
    assert (milestone.name, milestone.reached) == ("Sites ready", True)
    assert [(one.name, one.actual) for one in reported.file.rows(PeriodAccount)] == [("Labour", 900_00)]
    assert [(one.name, one.score) for one in reported.file.rows(PeriodRisk)] == [("Rock below", 12)]


def test_one_undo_opens_it_again(reported):
    reported.file.undo()
    assert not reported.file.rows(PeriodFigure)
    assert not reported.file.rows(ClosedMonth)
    assert reported.file.rows(ReportingPeriod)[0].state is PeriodState.OPEN


EDITS_OF_WHAT_WAS_REPORTED = (
    lambda o: set_fields(o.program, "reporting_period", o.january, {"title": "Another"}),
    lambda o: set_fields(o.program, "reporting_period", o.january, {"state": "open"}),
    lambda o: remove_rows(o.program, "reporting_period", [o.january]),
    lambda o: o.report(o.january),
    lambda o: set_fields(
        o.program, "status_report", o.file.columns("status_report", ["id"])[0][0], {"done": "More"}
    ),
    lambda o: set_fields(o.program, "period_risk", o.file.rows(PeriodRisk)[0].id, {"score": 1}),
    lambda o: remove_rows(o.program, "period_account", [o.file.rows(PeriodAccount)[0].id]),
    lambda o: o.spend(1, 1),
)


def test_what_was_reported_stays(reported):
    before = reported.file.journal.head()
    for edit in EDITS_OF_WHAT_WAS_REPORTED:
        with pytest.raises(EditError):
            edit(reported)
    assert reported.file.journal.head() == before


def test_a_closed_month_changes_by_a_correcting_entry_only(reported):
    entry = {"text": "Forgotten invoice", "account_id": reported.labour, "month": date(2026, 2, 1)}
    add_row(reported.program, "cost_entry", {**entry, "amount": 50_00, "concerns": date(2026, 1, 1)})
    (month,) = reported.file.rows(ClosedMonth)
    assert month.month == date(2026, 1, 1)
    with pytest.raises(EditError, match=r"Jan 2026 was reported with “January 2026”.* book a cost entry"):
        remove_rows(reported.program, "closed_month", [month.id])
    later = add_row(reported.program, "closed_month", {"month": date(2026, 2, 1)})
    remove_rows(reported.program, "closed_month", [later])  # of no period that is closed yet
    assert [row.id for row in reported.file.rows(ClosedMonth)] == [month.id]


def test_periods_follow_each_other(office):
    march = date(2026, 3, 1)
    for values, said in (
        ({"start": date(2026, 3, 9), "finish": march}, "end before it begins"),
        ({"start": date(2026, 1, 20), "finish": march}, "would begin before"),
        ({"start": march, "finish": march, "state": "closed"}, "is open"),
    ):
        with pytest.raises(EditError, match=said):
            add_row(office.program, "reporting_period", {"title": "Odd", **values})


def test_a_state_is_reached_step_by_step_and_closed_by_closing(office):
    set_fields(office.program, "reporting_period", office.january, {"state": "filled"})
    with pytest.raises(EditError, match="closed with its snapshot"):
        set_fields(office.program, "reporting_period", office.january, {"state": "closed"})


def test_the_trend_is_read_from_what_was_kept(office):
    office.fill_january()
    for task in (office.dig, office.ready):
        set_fields(office.program, "task", task, {"percent_complete": 0})
    close_period(office.program, office.january, anyway=True)
    set_fields(office.program, "task", office.dig, {"duration": 25 * 480})
    set_fields(office.program, "risk", office.risk, {"probability": 5})
    begin_period(office.program)
    office.status_at(FEBRUARY)
    closed = closed_periods(office.file)
    (slip,) = slips(office.state, closed, FEBRUARY)
    assert [at for _, at in slip.points] == [date(2026, 1, 30), date(2026, 2, 6)]
    assert (slip.later, slip.since_last, slip.agreed) == (5 * 480, 5 * 480, date(2026, 1, 30))
    now = standing(office.state, closed[-1], office.file.rows(Risk))
    told = {one.label: one.text for one in standing_words(now, Formats("en_GB", currency="USD", year=2026))}
    assert told["Finish"] == "6 Feb (+5 d), was 30 Jan"
    assert told["Sites ready"] == "6 Feb (+5 d), was 30 Jan"  # the same measure: working days
    assert told["Rock below"] == "score 12 → 20"


def test_an_overridden_light_shows_its_reason_and_what_was_computed(office):
    said = {"risk_light": "green", "light_reason": "Bores found sand"}
    office.report(office.january, "Fine", project_id=office.sites, **said)
    rating = health_of(office.program, Formats("en_GB", year=2026)).of(office.sites).risk
    assert (rating.rag, rating.letter, rating.overridden) == (Rag.GREEN, "G*", True)
    assert rating.reason.startswith("Bores found sand (computed amber: Top risk R-1")
    overall = health_of(office.program, Formats("en_GB", year=2026)).of(office.sites).overall
    assert overall.letter == "G*"
    assert "Risk overridden: Bores found sand" in overall.reason


def test_without_a_reason_no_light_is_overridden(office):
    office.report(office.january, "Fine", project_id=office.sites, risk_light="green", light_reason=" ")
    rating = health_of(office.program, Formats("en_GB", year=2026)).of(office.sites).risk
    assert (rating.rag, rating.overridden) == (Rag.AMBER, False)


def test_the_program_says_where_its_lights_turn(office):
    program = office.file.program.id
    set_fields(office.program, "program", program, {"amber_score": 13})
    formats = Formats("en_GB", year=2026)
    assert health_of(office.program, formats).of(office.sites).risk.rag is Rag.GREEN
    with pytest.raises(EditError, match="“Risk is red from score” can't be less than"):
        set_fields(office.program, "program", program, {"red_score": 12})

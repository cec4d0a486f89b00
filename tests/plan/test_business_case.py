"""The business case: worked figures, versions that stay, how things stand by budget and benefits."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.business_case import next_year, proposed, take_version
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.model.benefits import BusinessCase, CaseYear
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.benefits import realisations
from tpm_desktop.plan.business_case import standing, standings
from tpm_desktop.plan.capital.words import rate_text, years_text
from tpm_desktop.plan.case_words import headline, standing_text

EUR = 100


@pytest.fixture
def case(tmp_path):
    about = {"currency": "EUR", "status_date": datetime(2027, 6, 30, 17)}
    with OpenProgram.create(tmp_path / "case.tpm", **about) as program:
        yield Case(program)


class Case:
    """Amounts are whole euros; years are calendar years."""

    def __init__(self, program: OpenProgram) -> None:
        self.program = program

    def version(self, *flows: int, rate: int = 800, first: int = 2026, **values) -> str:
        """A draft with net flows by year: costs below zero, benefits above."""
        row = {"title": "Approval", "taken": date(2026, 1, 15), "rate": rate, **values}
        case_id = add_row(self.program, "business_case", row)
        for n, flow in enumerate(flows):
            amount = {"cost": -flow * EUR} if flow < 0 else {"benefit": flow * EUR}
            self.year(case_id, first + n, **amount)
        return case_id

    def year(self, case_id: str, year: int, **amounts) -> str:
        row = {"case_id": case_id, "year": date(year, 1, 1), **amounts}
        return add_row(self.program, "case_year", row)

    def approve(self, case_id: str) -> None:
        set_fields(self.program, "business_case", case_id, {"state": "approved"})

    def budget(self, *months: tuple[date, int, int]) -> None:
        account = add_row(self.program, "account", {"name": "Build"})
        for month, planned, actual in months:
            amounts = {"planned": planned * EUR, "actual": actual * EUR}
            add_row(self.program, "budget_line", {"account_id": account, "month": month, **amounts})

    def benefit(self, **values) -> str:
        usual = {
            "title": "Sooner paid", "unit": "days", "baseline": 40, "baseline_on": date(2026, 12, 31),
            "target": 20, "target_on": date(2027, 12, 31), "worth": 120_000 * EUR,
        }  # fmt: skip
        return add_row(self.program, "benefit", {**usual, **values})

    def read(self, benefit_id: str, day: date, **values) -> str:
        row = {"benefit_id": benefit_id, "read_on": day, **values}
        return add_row(self.program, "benefit_point", row)

    @property
    def now(self):
        return standing(self.program.plan.state, None)

    @property
    def formats(self):
        from tpm_desktop.formats import Formats

        return Formats.of(self.program.file.program)


def figures(case, *flows, rate):
    case.version(*flows, rate=rate)
    one = case.now.versions[0].figures
    return (
        one.value / EUR, rate_text(one, case.formats), years_text(one.payback, case.formats),
        years_text(one.discounted, case.formats),
    )  # fmt: skip


def test_worked_cases_of_the_reference(case):
    """C11 to C13, entered as years of a version."""
    told = figures(case, -100_000, 30_000, 40_000, 50_000, 20_000, rate=800)
    assert told[:3] == (16_463.54, "15.32 %", "2.60 years")
    remove_rows(case.program, "business_case", [case.now.versions[0].row.id])
    told = figures(case, -100_000, 30_000, 35_000, 40_000, 45_000, rate=1000)
    assert told == (16_986.54, "17.09 %", "2.88 years", "3.45 years")
    remove_rows(case.program, "business_case", [case.now.versions[0].row.id])
    told = figures(case, -500_000, *[150_000] * 5, rate=800)
    assert told == (98_906.51, "15.24 %", "3.33 years", "4.03 years")
    one = case.now.versions[0].figures
    assert (round(float(one.index), 4), one.annual) == (1.1978, 24_771_77)


def test_several_rates_are_all_told(case):
    assert figures(case, -100_000, 230_000, -132_000, rate=500)[:2] == (-680.27, "several: 10.00 %, 20.00 %")


def test_an_approved_version_stays_as_it_was_decided(case):
    case_id = case.version(-100_000, 150_000)
    case.approve(case_id)
    (row,) = case.program.file.rows(BusinessCase)
    assert row.approved_on == date(2027, 6, 30)
    year = case.program.file.rows(CaseYear)[0].id
    refused = (
        lambda: set_fields(case.program, "business_case", case_id, {"rate": 500}),
        lambda: set_fields(case.program, "case_year", year, {"cost": 1}),
        lambda: remove_rows(case.program, "case_year", [year]),
        lambda: remove_rows(case.program, "business_case", [case_id]),
        lambda: case.year(case_id, 2031, benefit=1),
    )
    for edit in refused:
        with pytest.raises(EditError, match="BC-1 is approved and stays as it was decided"):
            edit()
    set_fields(case.program, "business_case", case_id, {"state": "draft"})
    set_fields(case.program, "case_year", year, {"cost": 1})


def test_approval_needs_a_rate_and_years(case):
    with pytest.raises(EditError, match="enter costs and benefits by year"):
        case.approve(case.version())
    bare = case.version(-1, rate=None)
    with pytest.raises(EditError, match="enter its discount rate"):
        case.approve(bare)
    with pytest.raises(EditError, match="add it as a draft"):
        case.version(state="approved")


def test_as_things_stand_follows_budget_and_benefits(case):
    """120,000 a year at target: the straight year up to it brings about half of that."""
    case.approve(case.version(-100_000, 60_000, 120_000))
    case.budget((date(2026, 5, 1), 90_000, 110_000), (date(2027, 9, 1), 20_000, 0))
    days = case.benefit()
    now = case.now.now
    assert [(one.cost, one.spent) for one in now.years] == [
        (110_000 * EUR, 110_000 * EUR), (20_000 * EUR, 0), (0, 0),
    ]  # fmt: skip
    planned = now.year(2027).benefit
    assert planned == pytest.approx(65_000 * EUR, rel=0.02) and now.year(2028).benefit == 120_000 * EUR
    case.read(days, date(2027, 6, 30), measured=35)
    one = realisations(case.program.plan.state)[0]
    assert one.behind and standing_text(one, case.formats) == "25 % reached of 50 % due"
    now = case.now.now
    assert now.year(2027).realised == now.total.realised == sum(one.worth_realised().values()) > 0
    assert now.year(2027).benefit < planned and now.year(2028).benefit < 120_000 * EUR
    assert case.now.change < 0
    assert "below what was approved; 1 of 1 benefit behind plan" in headline(case.now, [one], case.formats)


def test_what_is_spent_is_left_out_of_what_is_still_to_come(case):
    """Sunk cost is out: 20,000 are to be spent, 60,000 and 120,000 to come."""
    case.approve(case.version(-100_000, 60_000, 120_000, rate=0))
    case.budget((date(2026, 5, 1), 90_000, 110_000), (date(2027, 9, 1), 20_000, 0))
    assert case.now.now.total.net == 50_000 * EUR
    assert case.now.to_go == 160_000 * EUR


def test_a_version_taken_at_a_gate_keeps_how_things_stood(case):
    case.approve(case.version(-100_000, 60_000, 120_000))
    case.budget((date(2026, 5, 1), 90_000, 110_000), (date(2027, 9, 1), 20_000, 0))
    before = case.now.now
    taken = take_version(case.program, {**proposed(case.program, None), "title": "Gate 2"})
    version = next(one for one in case.now.versions if one.row.id == taken)
    assert version.years == before.years and version.figures == before.figures
    assert (version.row.taken, version.row.rate) == (date(2027, 6, 30), 800)
    case.budget((date(2027, 10, 1), 50_000, 0))
    assert next(one for one in case.now.versions if one.row.id == taken).years == before.years
    assert next_year(case.program, taken) == date(2029, 1, 1)


def test_the_first_version_begins_with_the_budget(case):
    case.budget((date(2026, 5, 1), 90_000, 0), (date(2027, 9, 1), 20_000, 0))
    case.benefit()
    take_version(case.program, {**proposed(case.program, None), "title": "First"})
    (version,) = case.now.versions
    assert [one.year for one in version.years] == [2026, 2027]
    assert version.year(2027).cost == 20_000 * EUR and version.year(2027).benefit > 0


def test_a_project_has_a_case_of_its_own(case):
    project = add_row(case.program, "project", {"name": "Sites"})
    case.version(-100_000, 150_000)
    case.version(-40_000, 70_000, project_id=project, title="Sites")
    case.benefit(project_id=project)
    assert [one.project_id for one in standings(case.program.plan.state)] == [None, project]
    of_project = standing(case.program.plan.state, project)
    assert of_project.held.total.cost == 40_000 * EUR


def test_a_dropped_benefit_brings_nothing_and_an_unfinished_one_says_what_it_lacks(case):
    case.version(-100_000, 60_000, 120_000)
    dropped = case.benefit(state="dropped")
    assert case.now.now.year(2028).benefit == 120_000 * EUR, "the case's own, since no benefit counts"
    set_fields(case.program, "benefit", dropped, {"state": "planned", "target": None})
    (one,) = realisations(case.program.plan.state)
    assert not one.behind and standing_text(one, case.formats) == "Enter an owner"

"""Resources, assignments, costs and baselines."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.exchange.documents import assignment, document, element, resource, task
from tpm_desktop.model.resources import (
    Assignment,
    Contour,
    Resource,
    ResourceAvailability,
    ResourceKind,
    ResourceType,
)
from tpm_desktop.model.schedule import Baseline, BaselineTask

EIGHT = {"Work": "PT8H0M0S"}


def test_resources(imported):
    made = imported(
        document(
            task(1),
            resources="".join(
                (
                    resource(0, ""),
                    resource(
                        1,
                        "Architect",
                        Initials="A",
                        Group="Design",
                        MaxUnits=0.5,
                        StandardRate="95.5",
                        StandardRateFormat=3,
                        OvertimeRate=120,
                        CostPerUse=1500,
                        Notes="Two\nlines",
                    ),
                    resource(2, "Cable", Type=0, StandardRate=3, StandardRateFormat=8),
                    resource(3, "Travel", Type=0, IsCostResource=1),
                    resource(4, "Gone", IsNull=1),
                    resource(5, ""),
                )
            ),
        )
    )
    rows = {row.name: row for row in made.rows(Resource)}
    assert list(rows) == ["Architect", "Cable", "Travel", "Resource 5"]
    architect = rows["Architect"]
    assert (architect.initials, architect.group, architect.max_units) == ("A", "Design", 5_000)
    assert (architect.rate, architect.overtime_rate, architect.cost_per_use) == (9_550, 12_000, 1_500)
    assert architect.notes == "Two\nlines"
    assert [rows[name].kind for name in ("Architect", "Cable", "Travel")] == list(ResourceKind)


def test_availability_by_period_and_roles_that_nobody_fills_yet(imported):
    parts = ("2026-06-01T00:00:00", "2026-06-30T23:59:00", 0.5), ("2026-07-15T00:00:00", "NA", 1)
    told = "".join(
        element("AvailabilityPeriod", AvailableFrom=first, AvailableTo=last, AvailableUnits=units)
        for first, last, units in parts
    )
    made = imported(
        document(task(1), resources=resource(1, "Tester", element("AvailabilityPeriods", told), IsGeneric=1))
    )
    assert made.rows(Resource)[0].type is ResourceType.ROLE
    days = [(row.first, row.last, row.units) for row in made.rows(ResourceAvailability)]
    assert days == [
        (None, date(2026, 5, 31), 0),
        (date(2026, 6, 1), date(2026, 6, 30), 5_000),
        (date(2026, 7, 1), date(2026, 7, 14), 0),
        (date(2026, 7, 15), None, 10_000),
    ]


def test_amounts_in_a_currency_without_minor_units(imported):
    made = imported(
        document(
            task(1, FixedCost=500000),
            resources=resource(1, "Engineer", StandardRate=9000, CostPerUse=100000),
            CurrencyCode="JPY",
        )
    )
    assert made.task("Work").fixed_cost == 5_000
    assert (made.rows(Resource)[0].rate, made.rows(Resource)[0].cost_per_use) == (9_000, 1_000)


@pytest.mark.parametrize(
    ("properties", "currency"),
    [
        ({"CurrencyCode": "gbp"}, "GBP"),
        ({"CurrencyCode": None, "CurrencySymbol": "€"}, "EUR"),
        ({"CurrencyCode": None, "CurrencySymbol": "CHF"}, "CHF"),
        ({"CurrencyCode": None, "CurrencySymbol": "¤"}, "USD"),
        ({"CurrencyCode": None}, "USD"),
    ],
)
def test_the_currency(imported, properties, currency):
    made = imported(document(task(1), **properties))
    assert made.program.currency == currency
    assert bool(made.adjusted) == (properties["CurrencyCode"] is None)


def test_assignments(imported):
    made = imported(
        document(
            task(1, "Install", PercentComplete=50, Start="2026-01-05T08:00:00"),
            resources=resource(1, "Engineer", StandardRate=10),
            assignments=assignment(
                7,
                1,
                1,
                Units=0.5,
                Work="PT16H0M0S",
                ActualWork="PT8H0M0S",
                Delay=1200,
                LevelingDelay=4800,
                OvertimeWork="PT2H0M0S",
                ActualOvertimeWork="PT1H0M0S",
                WorkContour=2,
                Cost=16000,
                ActualCost=8000,
            ),
        )
    )
    (row,) = made.rows(Assignment)
    assert (row.task_id, row.uid) == (made.task("Install").id, 7)
    assert (row.units, row.work, row.actual_work) == (5_000, 960, 480)
    assert (row.delay, row.levelling_delay, row.contour) == (120, 480, Contour.FRONT_LOADED)
    assert (row.overtime, row.actual_overtime) == (120, 60)
    assert (row.cost, row.actual_cost) == (None, None)  # they follow from work and rate


@pytest.mark.parametrize(
    ("person", "parts", "cost", "actual"),
    [
        ({"StandardRate": 10, "CostPerUse": 3000}, {**EIGHT, "Units": 0.5, "Cost": 9500}, None, None),
        ({"StandardRate": 10}, {**EIGHT, "Cost": 9000, "OvertimeWork": "PT2H0M0S"}, 9_000, None),
        (
            {"StandardRate": 10},
            {**EIGHT, "Cost": 8000, "ActualWork": "PT4H0M0S", "ActualCost": 4500},
            None,
            4_500,
        ),
        ({"Type": 0, "StandardRate": 5, "CostPerUse": 200}, {"Units": 3, "Cost": 1700}, None, None),
        ({"Type": 0, "IsCostResource": 1}, {"Units": 0.0006, "Cost": 90000}, 90_000, None),
        ({"Type": 0, "IsCostResource": 1}, {"Units": 1, "Cost": 90000, "ActualCost": 1000}, 90_000, 1_000),
    ],
)
def test_a_cost_is_kept_only_when_it_does_not_follow_from_the_rates(imported, person, parts, cost, actual):
    made = imported(
        document(
            task(1), resources=resource(1, "Someone", **person), assignments=assignment(1, 1, 1, **parts)
        )
    )
    (row,) = made.rows(Assignment)
    assert (row.cost, row.actual_cost) == (cost, actual)
    assert made.opened.plan.state.money.costs.program == parts["Cost"]


def test_work_of_nobody_counts_only_where_it_says_something(imported):
    nobody = -65535
    made = imported(
        document(
            task(1, "Plan"),
            task(2, "Build"),
            task(3, "Test"),
            assignments=assignment(1, 1, nobody, Work="PT8H0M0S")
            + assignment(2, 2, nobody, Work="PT40H0M0S")
            + assignment(3, 3, nobody, Work="PT0H0M0S"),
        )
    )
    assert [(row.task_id, row.resource_id, row.work) for row in made.rows(Assignment)] == [
        (made.task("Build").id, None, 2400)
    ]


@pytest.mark.parametrize(("task_uid", "resource_uid", "missing"), [(9, 1, "task"), (1, 9, "resource")])
def test_an_assignment_that_leads_nowhere_is_set_aside(imported, task_uid, resource_uid, missing):
    made = imported(
        document(
            task(1), resources=resource(1, "Engineer"), assignments=assignment(5, task_uid, resource_uid)
        )
    )
    assert made.rows(Assignment) == []
    (note,) = made.set_aside
    assert missing in note
    assert "9" in note


def test_units_below_zero_are_adjusted(imported):
    made = imported(
        document(task(1), resources=resource(1, "Engineer"), assignments=assignment(1, 1, 1, Units=-1))
    )
    assert made.rows(Assignment)[0].units == 10_000
    assert any("Engineer" in text and "Units" in text for text in made.adjusted)


def test_what_has_no_place_here_is_counted(imported):
    custom = element("ExtendedAttribute", FieldID=188743731, Value="red")
    made = imported(
        document(
            task(1, "A", custom),
            task(2, "B", custom, Contact="Site manager"),
            resources=resource(1, "Engineer", EmailAddress="engineer@example.org"),
            assignments=assignment(1, 1, 1, Notes="by phone"),
        )
    )
    assert made.not_kept == [
        "contacts of tasks: 1",
        "e-mail addresses of resources: 1",
        "notes of assignments: 1",
        "values of custom fields: 2",
    ]


def test_baselines(imported):
    first = element("Baseline", Number=0, Start="2026-01-05T08:00:00", Finish="2026-01-05T17:00:00",
                    Duration="PT8H0M0S", Work="PT8H0M0S", Cost=80000)  # fmt: skip
    third = element("Baseline", Number=3, Cost=90000)
    empty = element("Baseline", Number=5)
    strange = element("Baseline", Number=11, Cost=1)
    made = imported(
        document(task(0, "All", first, level=0), task(1, "A", first, third), task(2, "B", empty, strange))
    )
    assert [(row.number, row.name) for row in made.rows(Baseline)] == [(0, "Baseline"), (3, "Baseline 3")]
    kept, later = made.rows(BaselineTask)
    assert (kept.start, kept.finish) == (datetime(2026, 1, 5, 8), datetime(2026, 1, 5, 17))
    assert (kept.duration, kept.work, kept.cost) == (480, 480, 80_000)
    assert (later.start, later.cost) == (None, 90_000)
    assert any("B" in text and "11" in text for text in made.set_aside)

"""Which rows a typed condition holds for."""

from __future__ import annotations

import pytest

from tpm_desktop.sieve.ready_made import ready_made

TASKS = {"Order", "Install racks", "Accepted", "Design", "Build", "Review (rack and power)"}


def test_the_plan_that_these_figures_are_of(sifted):
    desk = sifted.program.plan
    dates = {n: f"{desk.start(sifted.ids[n]):%d} – {desk.finish(sifted.ids[n]):%d %b}" for n in TASKS}
    assert dates["Install racks"] == "11 – 26 May"
    assert dates["Build"] == "11 – 29 May"


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("critical and owner = Network", ["Install racks"]),
        ("critical and not summary", ["Install racks", "Accepted", "Build"]),
        ("owner = Network", ["Install racks"]),
        ("OWNER = network", ["Install racks"]),
        ("name has rack", ["Install racks", "Review (rack and power)"]),
        ("not summary and finish < next fri", ["Order", "Design", "Review (rack and power)"]),
        ("finish = 8 May and not summary", ["Order", "Design"]),
        ("finish <= 8 May and not summary", ["Order", "Design", "Review (rack and power)"]),
        ("start = may 2026 and milestone", ["Accepted"]),
        ("start = last week and not summary", ["Order", "Design", "Review (rack and power)"]),
        ("start = 11 May 08:00 and not summary", ["Install racks", "Build"]),
        ("start = 11 May 09:00", []),
        ("done < 100% and start <= today and not summary", [
            "Install racks", "Design", "Build", "Review (rack and power)",
        ]),
        ("done = 20% or done = 100", ["Order", "Build"]),
        ("duration >= 2w and not summary", ["Install racks", "Build"]),
        ("finish > deadline", ["Accepted"]),
        ("finish > baseline finish and not summary", ["Install racks", "Accepted"]),
        ("finish variance = 2d and not summary", ["Install racks", "Accepted"]),
        ("start >= status date - 4d and not summary", ["Install racks", "Accepted", "Build"]),
        ("resources = network", ["Install racks"]),
        ("resources = site crew and resources = network", ["Install racks"]),
        ("resources = crew", []),
        ("people has crew", ["Install racks"]),
        ("deadline is not empty", ["Accepted"]),
        ("cost > 3k and not summary", ["Install racks"]),
        ("predecessors = 0 and project = Ledger and not summary", ["Design", "Review (rack and power)"]),
        ("constraint = as soon as possible and name = order", ["Order"]),
        ('name = "Review (rack and power)"', ["Review (rack and power)"]),
        ('"rack and" or milestone', ["Accepted", "Review (rack and power)"]),
        ("(milestone or done = 100%) and project = Data centre", ["Order", "Accepted"]),
        ("milestone = no and critical = yes and not summary", ["Install racks", "Build"]),
        ("wbs = 2.1", ["Design"]),
    ],
)  # fmt: skip
def test_a_typed_condition(sifted, typed, names):
    assert sifted.found(typed) == names


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("rack", ["Install racks", "Review (rack and power)"]),
        ("rack and power", ["Review (rack and power)"]),
        ("(rack and", ["Review (rack and power)"]),
        ("racks install", ["Install racks"]),
        ("network", ["Install racks"]),
        ("or", ["Order", "Install racks"]),
    ],
)
def test_a_text_that_asks_no_field_is_looked_for_as_it_stands(sifted, typed, names):
    assert sifted.found(typed) == names


def test_a_finish_at_midnight_belongs_to_the_day_that_ends_then(empty):
    empty.task("Night", 1, duration=16 * 60, elapsed=True)
    assert f"{empty.program.plan.finish(empty.ids['Night']):%d %H:%M}" == "05 00:00"
    assert empty.found("finish = 4 May and not summary") == ["Night"]
    assert empty.found("finish = 5 May") == []


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("late", ["Design", "Review (rack and power)", "Install racks"]),
        ("slipping", ["Install racks", "Accepted"]),
        ("three-weeks", ["Install racks", "Accepted", "Build"]),
        ("deadline", ["Accepted"]),
        ("no-successor", ["Accepted", "Build", "Review (rack and power)"]),
        ("over-budget", ["Install racks"]),
        ("nobody", ["Design", "Build", "Review (rack and power)"]),
    ],
)
def test_what_is_ready_made(sifted, key, names):
    condition = next(ready.condition for ready in ready_made("task") if ready.key == key)
    assert set(sifted.found(condition)) == set(names)


def test_what_was_added_and_changed_lately_is_told_by_ids_and_journal(sifted):
    assert set(sifted.found("added >= 1 Jan 2026")) == TASKS | {"Data centre", "Ledger"}
    assert sifted.found("changed > 1 Jan 2090") == []
    assert "Install racks" in sifted.found("changed >= 1 Jan 2026")

"""Rows in other orders and in groups."""

from __future__ import annotations

from tpm_desktop.sieve import Sieve, SortKey, parse


def shown(sifted, sieve: Sieve) -> list[str]:
    arranged = sifted.arranged(sieve)
    order = range(len(sifted.rows)) if arranged.order is None else arranged.order.tolist()
    return sifted.named(row for row in order if arranged.kept is None or arranged.kept[row])


def test_siblings_are_sorted_and_the_outline_stays(sifted):
    assert shown(sifted, Sieve(sort=(SortKey("name", descending=True),))) == [
        "Ledger", "Review (rack and power)", "Design", "Build",
        "Data centre", "Order", "Install racks", "Accepted",
    ]  # fmt: skip


def test_a_second_key_decides_between_equals(sifted):
    keys = (SortKey("start"), SortKey("finish"))
    assert shown(sifted, Sieve(sort=keys))[1:] == [
        "Order", "Install racks", "Accepted", "Ledger", "Review (rack and power)", "Design", "Build",
    ]  # fmt: skip


def test_what_has_no_value_comes_last_both_ways(sifted):
    for descending in (False, True):
        assert shown(sifted, Sieve(sort=(SortKey("deadline", descending),)))[:2] == [
            "Data centre",
            "Accepted",
        ]


def test_numbers_in_texts_count_as_numbers(empty):
    for name in ("Rack 10", "Rack 2", "rack 1"):
        empty.task(name)
    assert shown(empty, Sieve(sort=(SortKey("name"),)))[1:4] == ["rack 1", "Rack 2", "Rack 10"]


def test_a_filter_keeps_what_a_row_is_part_of(sifted):
    found = Sieve(parse("name = build", sifted.rows, sifted.formats))
    assert shown(sifted, found) == ["Ledger", "Build"]
    arranged = sifted.arranged(found)
    assert sifted.named(arranged.found.nonzero()[0]) == ["Build"]


def test_highlighting_hides_nothing(sifted):
    arranged = sifted.arranged(Sieve(parse("name = build", sifted.rows, sifted.formats), highlight=True))
    assert arranged.kept is None
    assert sifted.named(arranged.tinted.nonzero()[0]) == ["Build"]


def test_groups_hold_tasks_only_with_what_they_come_to(sifted):
    groups = sifted.arranged(Sieve(group="owner_id")).groups
    assert [(group.title, sifted.named(group.rows)) for group in groups] == [
        ("Network", ["Install racks"]),
        ("Site crew", ["Design"]),
        ("No owner", ["Order", "Accepted", "Build", "Review (rack and power)"]),
    ]
    network = groups[0].totals
    assert network["work"] == 2 * 12 * 480  # both work all of its twelve days
    assert network["cost"] == 96 * 5_000
    none = groups[2].totals
    assert sifted.formats.date(none_finish(none["finish"])) == "29 May"
    assert none["cost"] == 0


def none_finish(minutes: int):
    from tpm_desktop.plan import instant

    return instant(minutes)


def test_times_group_by_month_and_shares_by_how_far_they_are(empty):
    empty.task("May", 5, percent_complete=10_000)
    empty.task("June", 25, percent_complete=4_000)
    empty.task("Later", 26)
    by_month = empty.arranged(Sieve(group="finish")).groups
    assert [(g.title, empty.named(g.rows)) for g in by_month] == [
        ("May 2026", ["May"]),
        ("June 2026", ["June", "Later"]),
    ]
    by_share = empty.arranged(Sieve(group="percent_complete")).groups
    assert [g.title for g in by_share] == ["0 %", "Under way", "100 %"]


def test_groups_are_filtered_and_sorted_within(sifted):
    condition = parse("project = Ledger", sifted.rows, sifted.formats)
    (group,) = sifted.arranged(Sieve(condition, (SortKey("duration", True),), "project_id")).groups
    assert sifted.named(group.rows) == ["Build", "Design", "Review (rack and power)"]

"""What holds for every plan, whatever its outline, links and calendars."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.planning.plans import CALENDARS, START
from tpm_desktop.planning.calendars import Calendar
from tpm_desktop.planning.columns import LagUnit, LinkKind, Links, Options, Schedule, Tasks
from tpm_desktop.planning.network import cycle_closing_links, find_cycle, would_close
from tpm_desktop.planning.schedule import schedule

DAY, WEEK = 480, 7 * 1440


@dataclass(frozen=True)
class Network:
    tasks: Tasks
    links: Links

    def __repr__(self) -> str:
        tasks = [
            f"{row} in {self.tasks.parent[row]}: {self.tasks.duration[row]} min"
            + (" elapsed" if self.tasks.elapsed[row] else f" on {self.tasks.calendar[row]}")
            for row in range(len(self.tasks))
        ]
        links = [
            f"{predecessor} {LinkKind(kind).name} {successor} {lag:+d} {LagUnit(unit).name.lower()}"
            for predecessor, successor, kind, lag, unit in _rows(self.links)
        ]
        return "; ".join(tasks + links)

    def scheduled(self, **options: object) -> Schedule:
        return schedule(CALENDARS, self.tasks, self.links, Options(**({"start": START} | options)))  # type: ignore[arg-type]

    def above(self, row: int) -> list[int]:
        """The row and all summaries above it."""
        found = [row]
        while self.tasks.parent[found[-1]] >= 0:
            found.append(int(self.tasks.parent[found[-1]]))
        return found

    def related(self, one: int, other: int) -> bool:
        return one in self.above(other) or other in self.above(one)


Row = tuple[int, int, int, int, int]
"""A link: predecessor, successor, kind, lag, lag unit."""


def links_of(rows: list[Row]) -> Links:
    table = Links.empty(len(rows))
    for at, row in enumerate(rows):
        (
            table.predecessor[at],
            table.successor[at],
            table.kind[at],
            table.lag[at],
            table.lag_unit[at],
        ) = row
    return table


@st.composite
def networks(draw: st.DrawFn, calendars: bool = True, forward: bool = True) -> Network:
    """Plans of up to a dozen rows; links forward in the outline are never a ring, others may be.

    calendars: whether tasks differ in their working time, and lags in theirs.
    """
    n = draw(st.integers(2, 12))
    tasks = Tasks.empty(n)
    for row in range(1, n):
        open_rows, at = [-1], row - 1
        while at >= 0:
            open_rows.append(at)
            at = int(tasks.parent[at])
        tasks.parent[row] = draw(st.sampled_from(open_rows))
    tasks.duration[:] = draw(st.lists(st.sampled_from([0, 30, 240, DAY, 3 * DAY]), min_size=n, max_size=n))
    if calendars:
        tasks.calendar[:] = draw(st.lists(st.integers(-1, 4), min_size=n, max_size=n))
        tasks.elapsed[:] = draw(st.lists(st.booleans(), min_size=n, max_size=n))
    plan = Network(tasks, Links.empty())
    ends = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1))
    wanted = draw(st.lists(ends, max_size=14))
    rows = []
    for one, other in wanted:
        if forward and (one == other or plan.related(one, other)):
            continue
        predecessor, successor = sorted((one, other)) if forward else (one, other)
        kind = int(draw(st.sampled_from(LinkKind)))
        lag = draw(st.sampled_from([0, 0, 60, DAY, -120]))
        unit = draw(st.sampled_from([LagUnit.WORKING, LagUnit.ELAPSED] if calendars else [LagUnit.WORKING]))
        rows.append((predecessor, successor, kind, lag, int(unit)))
    return replace(plan, links=links_of(rows))


@given(networks(), st.data())
def test_adding_a_link_never_makes_anything_earlier(network: Network, data: st.DataObject) -> None:
    n = len(network.tasks)
    one, other = sorted(data.draw(st.lists(st.integers(0, n - 1), min_size=2, max_size=2, unique=True)))
    if network.related(one, other):
        return
    kind = int(data.draw(st.sampled_from(LinkKind)))
    before = network.scheduled()
    after = replace(network, links=links_of([*_rows(network.links), (one, other, kind, 0, 0)])).scheduled()
    assert (after.start >= before.start).all()
    assert (after.finish >= before.finish).all()


@given(networks())
def test_every_date_respects_every_link(network: Network) -> None:
    found, links = network.scheduled(), network.links
    for link in range(len(links)):
        predecessor, successor = int(links.predecessor[link]), int(links.successor[link])
        kind, lag = links.kind[link], int(links.lag[link])
        held = found.start if kind in (LinkKind.FS, LinkKind.SS) else found.finish
        holds = found.finish if kind in (LinkKind.FS, LinkKind.FF) else found.start
        if links.lag_unit[link] == LagUnit.ELAPSED or not lag:
            gap = int(held[successor] - holds[predecessor])
        else:
            own = int(network.tasks.calendar[successor])
            gap = CALENDARS[max(own, 0)].between(int(holds[predecessor]), int(held[successor]))
        assert gap >= lag


@given(networks())
def test_nothing_is_late_and_slack_is_in_order_without_dates(network: Network) -> None:
    found = network.scheduled()
    assert (found.total_slack >= 0).all()
    assert (found.free_slack >= 0).all()
    assert (found.total_slack >= found.free_slack).all()


@given(networks())
def test_something_is_always_critical(network: Network) -> None:
    found = network.scheduled()
    leaves = ~found.summary
    assert found.critical[leaves].any()
    assert found.program_start == found.start[leaves].min()
    assert found.program_finish == found.finish[leaves].max()


@given(networks())
def test_every_task_lasts_its_duration(network: Network) -> None:
    found, tasks = network.scheduled(), network.tasks
    for row in np.flatnonzero(~found.summary).tolist():
        start, finish, duration = (
            int(found.start[row]),
            int(found.finish[row]),
            int(tasks.duration[row]),
        )
        clock: Calendar = CALENDARS[max(int(tasks.calendar[row]), 0)]
        lasted = finish - start if tasks.elapsed[row] else clock.between(start, finish)
        assert lasted == duration
        assert not duration or tasks.elapsed[row] or clock.next_work(start) == start


@given(networks())
def test_a_summary_spans_its_children(network: Network) -> None:
    found, parent = network.scheduled(), network.tasks.parent
    for row in np.flatnonzero(found.summary).tolist():
        below = np.flatnonzero(parent == row)
        assert found.start[row] == found.start[below].min()
        assert found.finish[row] == found.finish[below].max()
        assert found.late_finish[row] == found.late_finish[below].max()


@given(networks(calendars=False))
def test_a_plan_that_starts_a_week_later_is_a_week_later(network: Network) -> None:
    before, after = network.scheduled(), network.scheduled(start=START + WEEK)
    assert (after.start == before.start + WEEK).all()
    assert (after.late_finish == before.late_finish + WEEK).all()
    assert (after.total_slack == before.total_slack).all()


@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_the_links_does_not_matter(network: Network, random: object) -> None:
    order = np.arange(len(network.links))
    random.shuffle(order)  # type: ignore[attr-defined]
    links = Links(*(getattr(network.links, name)[order] for name in network.links.__slots__))
    before, after = network.scheduled(), replace(network, links=links).scheduled()
    for column in ("start", "finish", "late_start", "late_finish", "total_slack", "free_slack", "critical"):
        assert (getattr(before, column) == getattr(after, column)).all()


@given(networks(calendars=False), st.data())
def test_a_task_that_slips_within_its_slack_does_not_move_the_end(
    network: Network, data: st.DataObject
) -> None:
    before = network.scheduled()
    leaves = [row for row in np.flatnonzero(~before.summary).tolist() if network.tasks.duration[row]]
    if not leaves:
        return
    row = data.draw(st.sampled_from(leaves))
    tasks = replace(network.tasks, project_start=network.tasks.project_start.copy())
    tasks.project_start[row] = before.late_start[row]
    after = replace(network, tasks=tasks).scheduled()
    assert CALENDARS[0].between(after.program_finish, before.program_finish) >= 0


@given(networks(calendars=False), st.data())
def test_a_task_that_slips_within_its_free_slack_moves_nothing_else(
    network: Network, data: st.DataObject
) -> None:
    before = network.scheduled()
    leaves = [row for row in np.flatnonzero(~before.summary).tolist() if network.tasks.duration[row]]
    if not leaves:
        return
    row = data.draw(st.sampled_from(leaves))
    tasks = replace(network.tasks, project_start=network.tasks.project_start.copy())
    tasks.project_start[row] = CALENDARS[0].start_after(int(before.start[row]), int(before.free_slack[row]))
    after = replace(network, tasks=tasks).scheduled()
    others = ~before.summary & (np.arange(len(network.tasks)) != row)
    work = CALENDARS[0].to_work  # the evening and the next morning are one
    assert (work(after.start[others]) == work(before.start[others])).all()


@given(networks(calendars=False))
def test_hung_up_at_its_own_finish_a_plan_starts_where_it_did(network: Network) -> None:
    before = network.scheduled()
    after = network.scheduled(from_finish=True, finish=before.program_finish)
    assert (after.late_start == before.late_start).all()
    assert CALENDARS[0].between(after.program_finish, before.program_finish) >= 0


@given(networks(forward=False))
def test_links_set_aside_leave_no_ring_and_each_closed_one(network: Network) -> None:
    links = network.links
    aside = cycle_closing_links(network.tasks, links)
    kept = np.ones(len(links), np.bool_)
    kept[aside] = False
    assert find_cycle(network.tasks, _chosen(links, kept)) is None
    for link in aside:
        earlier = kept.copy()
        earlier[link + 1 :] = False
        one, other = int(links.predecessor[link]), int(links.successor[link])
        assert would_close(network.tasks, _chosen(links, earlier), one, other) is not None


@given(networks(forward=False), st.data())
def test_a_link_is_refused_when_it_would_close_a_ring_or_lies_within_one_branch(
    network: Network, data: st.DataObject
) -> None:
    tasks = network.tasks
    kept = np.ones(len(network.links), np.bool_)
    kept[cycle_closing_links(tasks, network.links)] = False
    links = _chosen(network.links, kept)
    rows = st.integers(0, len(tasks) - 1)
    one, other = data.draw(rows), data.draw(rows)
    ring = would_close(tasks, links, one, other)
    more = links_of([*_rows(links), (one, other, int(LinkKind.FS), 0, 0)])
    closes = find_cycle(tasks, more) is not None
    assert (ring is not None) == (closes or network.related(one, other))
    assert ring is None or {one, other} <= set(ring)


def _chosen(links: Links, kept: np.ndarray) -> Links:
    return Links(*(getattr(links, name)[kept] for name in links.__slots__))


def _rows(links: Links) -> list[Row]:
    return list(zip(*(getattr(links, name).tolist() for name in links.__slots__), strict=True))

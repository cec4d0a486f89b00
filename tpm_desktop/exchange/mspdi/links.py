"""Links between tasks; those that can't be drawn are set aside and named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tpm_desktop.exchange.report import ImportReport
from tpm_desktop.exchange.rows import Rows
from tpm_desktop.model.schedule import LagUnit, LinkType
from tpm_desktop.planning.columns import Links, Tasks
from tpm_desktop.planning.network import cycle_closing_links

from .codes import LAG_FORMATS, LINK_TYPES, lag_unit
from .item import Item
from .outline import SourceOutline, SourceTask

_LONGEST_LAG = 100_000_000
_PERCENT = 100
_DAYS = LAG_FORMATS[LagUnit.WORKING]


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A link of the document between two of its tasks."""

    predecessor: SourceTask
    successor: SourceTask
    type: LinkType
    lag: int
    lag_unit: LagUnit

    @property
    def who(self) -> str:
        """What it is called in notes."""
        return (
            f"link {self.predecessor.who.removeprefix('task ')} → {self.successor.who.removeprefix('task ')}"
        )


def read_links(outline: SourceOutline, report: ImportReport) -> list[SourceLink]:
    """The links that can be drawn, in the order of the document."""
    links = []
    drawn: set[tuple[str, str]] = set()
    for link in _all(outline):
        if link.predecessor is link.successor:
            report.set_aside(f"{link.who}: a task can't wait for itself")
        elif outline.is_above(link.predecessor, link.successor) or outline.is_above(
            link.successor, link.predecessor
        ):
            report.set_aside(f"{link.who}: a task can't wait for its own summary task, nor that for the task")
        elif (key := (link.predecessor.id, link.successor.id)) in drawn:
            report.set_aside(f"{link.who}: the two are linked already; the first link was taken")
        else:
            drawn.add(key)
            links.append(link)
    return _without_cycles(outline, links, report)


def take_links(links: list[SourceLink], rows: Rows) -> None:
    """Add the rows."""
    for link in links:
        rows.add(
            "link",
            link.who,
            {
                "predecessor_id": link.predecessor.id,
                "successor_id": link.successor.id,
                "type": link.type,
                "lag": link.lag,
                "lag_unit": link.lag_unit,
            },
        )


def _all(outline: SourceOutline) -> Iterator[SourceLink]:
    for successor in outline.tasks:
        for item in successor.item.each("PredecessorLink"):
            predecessor = _predecessor(item, outline)
            if predecessor is not None:
                unit = lag_unit(item.integer("LagFormat") or _DAYS)
                kind = item.choice("Type", LINK_TYPES, LinkType.FS)
                yield SourceLink(predecessor, successor, kind, _lag(item, unit), unit)


def _predecessor(item: Item, outline: SourceOutline) -> SourceTask | None:
    uid = item.integer("PredecessorUID")
    found = outline.by_uid.get(uid) if uid is not None else None
    if found is None:
        if item.flag("CrossProject") and (place := item.text("CrossProjectName")):
            said = f"it leads to a task of another file, {place}"
        elif uid == 0:
            said = "it leads to the project itself"
        else:
            said = (
                "it names no predecessor" if uid is None else f"there is no task of number {uid} in the file"
            )
        item.set_aside(f"a link of {item.who}: {said}")
    return found


def _lag(item: Item, unit: LagUnit) -> int:
    """Minutes, or hundredths of a per cent."""
    by_share = unit in (LagUnit.PERCENT, LagUnit.ELAPSED_PERCENT)
    lag = (item.integer("LinkLag") or 0) * _PERCENT if by_share else item.tenths("LinkLag") or 0
    if abs(lag) > _LONGEST_LAG:
        item.adjusted(f"a link of {item.who}: its lag is longer than any plan; it was drawn without lag")
        return 0
    return lag


def _without_cycles(
    outline: SourceOutline, links: list[SourceLink], report: ImportReport
) -> list[SourceLink]:
    tasks = Tasks.empty(len(outline.tasks))
    tasks.parent[:] = [task.parent for task in outline.tasks]
    place = {task.id: at for at, task in enumerate(outline.tasks)}
    asked = Links.empty(len(links))
    asked.predecessor[:] = np.array([place[link.predecessor.id] for link in links], np.int32)
    asked.successor[:] = np.array([place[link.successor.id] for link in links], np.int32)
    closing = set(cycle_closing_links(tasks, asked))
    for row in sorted(closing):
        report.set_aside(f"{links[row].who}: it would close a ring of tasks that wait for each other")
    return [link for row, link in enumerate(links) if row not in closing]

"""Predecessors in other files: each becomes an external task, as a date promised from outside."""

from __future__ import annotations

from pathlib import PureWindowsPath
from xml.etree.ElementTree import Element, SubElement

from tpm_desktop.exchange.report import ImportReport
from tpm_desktop.model.schedule import LinkType

from .codes import LINK_TYPES
from .item import Item, Reading
from .outline import OutlineBuilder, SourceOutline
from .values import print_duration, print_instant

_OF_START = (LinkType.FS, LinkType.SS)


def add_external_tasks(outline: SourceOutline, builder: OutlineBuilder, reading: Reading) -> None:
    """Add a task for every predecessor that is in another file, after all others.

    The other file's date is not in this one, so it is taken to be that of the task which waits for it.
    """
    for successor in list(outline.tasks):
        for link in successor.item.each("PredecessorLink"):
            uid, place = link.integer("PredecessorUID"), link.text("CrossProjectName")
            if not link.flag("CrossProject") or place is None or uid is None or uid in outline.by_uid:
                continue
            kind = link.choice("Type", LINK_TYPES, LinkType.FS)
            date = successor.item.instant("Start" if kind in _OF_START else "Finish")
            if date is not None:
                named = PureWindowsPath(place)
                name = f"Task {named.name} of {named.parent.name}" if named.parent.name else place
                element = _element(uid, name, print_instant(date))
                builder.add(Item(element, reading, successor.who), uid)
                _note(reading.report, successor.who, name)


def _note(report: ImportReport, who: str, name: str) -> None:
    report.adjusted(
        f"{who}: it waits for another file's task, which stands here as external task “{name}” with the date"
        " that the plan had for it; check that date"
    )


def _element(uid: int, name: str, date: str) -> Element:
    element = Element("Task")
    for part, text in (
        ("UID", str(uid)),
        ("Name", name),
        ("OutlineLevel", "1"),
        ("Start", date),
        ("Finish", date),
        ("Duration", print_duration(0)),
        ("Milestone", "1"),
        ("ExternalTask", "1"),
    ):
        SubElement(element, part).text = text
    return element

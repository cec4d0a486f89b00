"""Elements of a document to be written, their parts in the order that MS Project insists on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement

from . import values

LONGEST_NAME = 255  # what MS Project takes

Part = str | int | bool | datetime | None
Parts = Mapping[str, Part]


def put(element: Element, **parts: Part) -> Element:
    """Append a part for each value that is there, in the order given; returns the element."""
    for name, value in parts.items():
        if value is not None:
            SubElement(element, name).text = _text(value)
    return element


def put_ordered(element: Element, order: Sequence[str], parts: Parts) -> Element:
    """Append the parts in the order of the schema. Raises: `KeyError` for a part that it lacks."""
    place = {name: at for at, name in enumerate(order)}
    return put(element, **dict(sorted(parts.items(), key=lambda part: place[part[0]])))


def add(parent: Element, name: str, **parts: Part) -> Element:
    """A new element below another one, with its parts in the order given."""
    return put(SubElement(parent, name), **parts)


def shortened(name: str) -> str:
    """A name that MS Project takes."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _text(value: str | int | bool | datetime) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return values.print_instant(value) if isinstance(value, datetime) else str(value)

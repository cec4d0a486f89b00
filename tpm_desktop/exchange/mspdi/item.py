"""One element of the document with its plain values, each read as what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar
from xml.etree.ElementTree import Element

from tpm_desktop.exchange.report import ImportReport
from tpm_desktop.exchange.text import cut
from tpm_desktop.model.check import clean

from . import values

T = TypeVar("T")

_NOT_AVAILABLE = frozenset(("NA", "1984-01-01T00:00:00", "2049-12-31T23:59:00"))
_LONGEST_SHOWN = 60
_PLACEHOLDER = datetime(2000, 1, 1)  # written by some programs for a date that isn't there


@dataclass(slots=True)
class Reading:
    """What holds for all elements of one document.

    digits: of the minor unit of its currency. start: of the plan.
    """

    report: ImportReport
    digits: int = 2
    start: datetime | None = None

    def is_given(self, moment: datetime) -> bool:
        """Whether an instant is one that somebody meant."""
        return moment != _PLACEHOLDER or self.start is None or self.start <= _PLACEHOLDER


class Item:
    """An element, for instance a task. `who` names it in notes.

    A value that is absent or empty is None; so is one that can't be read, after a note that says so.
    """

    __slots__ = ("_parts", "_reading", "_texts", "element", "who")

    def __init__(self, element: Element, reading: Reading, who: str) -> None:
        self.element = element
        self.who = who
        self._reading = reading
        self._texts: dict[str, str] = {}
        self._parts: list[tuple[str, Element]] = []
        for child in element:
            if len(child):
                self._parts.append((tag(child), child))
            elif child.text:
                self._texts.setdefault(tag(child), child.text)

    def has(self, name: str) -> bool:
        """Whether the value is there and not empty."""
        return bool(self._texts.get(name, "").strip())

    def each(self, name: str, who: str = "") -> Iterator[Item]:
        """The elements of that name right below this one; those that hold no others say nothing."""
        for part, child in self._parts:
            if part == name:
                yield Item(child, self._reading, who or self.who)

    def below(self, *path: str) -> Iterator[Item]:
        """The elements at the end of a path of names."""
        if len(path) == 1:
            yield from self.each(path[0])
        else:
            for child in self.each(path[0]):
                yield from child.below(*path[1:])

    def text(self, name: str, *, lines: bool = False) -> str | None:
        """A text without unseen characters; on one line unless it may have several."""
        return clean(self._texts.get(name, ""), lines=lines) or None

    def number(self, name: str) -> Decimal | None:
        return self._read(name, values.number)

    def integer(self, name: str) -> int | None:
        return self._read(name, lambda text: values.rounded(values.number(text)))

    def flag(self, name: str, default: bool = False) -> bool:
        found = self._read(name, values.flag)
        return default if found is None else found

    def duration(self, name: str) -> int | None:
        """Minutes."""
        return self._read(name, values.duration)

    def tenths(self, name: str) -> int | None:
        """Minutes, of a value in tenths of a minute."""
        return self._read(name, lambda text: values.rounded(values.number(text) / 10))

    def date(self, name: str) -> date | None:
        """The day of an instant, also of one that stands for the beginning or the end of time."""
        return self._read(name, lambda text: values.instant(text).date())

    def instant(self, name: str) -> datetime | None:
        """None as well for what stands for no date."""
        if self._texts.get(name, "").strip() in _NOT_AVAILABLE:
            return None
        found = self._read(name, values.instant)
        return found if found is not None and self._reading.is_given(found) else None

    def clock(self, name: str) -> int | None:
        """Minute of the day."""
        return self._read(name, values.clock)

    def money(self, name: str) -> int | None:
        """Minor units, of a cost in hundredths."""
        return self._read(name, lambda text: values.minor_units(values.number(text), self._reading.digits))

    def rate(self, name: str) -> int | None:
        """Minor units, of a rate in units of the currency."""
        return self._read(
            name,
            lambda text: values.minor_units(values.number(text), self._reading.digits, of_hundredths=False),
        )

    def share(self, name: str) -> int | None:
        """Hundredths of a per cent, of units where 1 is all."""
        return self._read(name, lambda text: values.hundredths(values.number(text)))

    def choice(self, name: str, codes: dict[int, T], default: T) -> T:
        """The meaning of a number; the default where it is absent or unknown."""
        found = self.integer(name)
        if found is None:
            return default
        if found not in codes:
            self._note(name, str(found), "is not known")
        return codes.get(found, default)

    def set_aside(self, text: str) -> None:
        """Report something of the source that is not in the program."""
        self._reading.report.set_aside(text)

    def adjusted(self, text: str) -> None:
        """Report something that stands in the program otherwise than in the source."""
        self._reading.report.adjusted(text)

    def not_kept(self, what: str, times: int = 1) -> None:
        """Report a kind of information that the program has no place for."""
        self._reading.report.not_kept(what, times)

    def _read(self, name: str, reader: Callable[[str], T]) -> T | None:
        text = self._texts.get(name, "").strip()
        if not text:
            return None
        try:
            return reader(text)
        except ValueError as reason:
            self._note(name, text, str(reason))
            return None

    def _note(self, name: str, text: str, reason: str) -> None:
        shown = cut(clean(text[:_LONGEST_SHOWN]), _LONGEST_SHOWN - 1)
        self.adjusted(f"{self.who}: {name} “{shown}” {reason}; left out")


def tag(element: Element) -> str:
    """An element's name without its namespace."""
    name: str = element.tag
    return name.rpartition("}")[2]

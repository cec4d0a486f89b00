"""The project's properties as fields of the program, and what they say about all the rest."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath
from typing import Any
from xml.etree.ElementTree import Element

from tpm_desktop.exchange.report import ImportReport
from tpm_desktop.model.program import OutOfSequence, ScheduleFrom

from .item import Item, Reading

_SYMBOLS = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "р.": "RUB", "₽": "RUB", "₹": "INR"}
_USUAL_CURRENCY = "USD"
_USUAL_MINUTES_PER_DAY = 480
_MONTHS = range(1, 13)


def read_properties(root: Element, report: ImportReport) -> tuple[Item, Reading]:
    """The root as an item, and what holds for all elements below it."""
    item = Item(root, Reading(report), "the project")
    currency = _currency(item)
    reading = Reading(report, digits=minor_digits(currency), start=item.instant("StartDate"))
    return Item(root, reading, "the project"), reading


def minor_digits(currency: str) -> int:
    """How many digits the minor unit of a currency takes."""
    from babel.numbers import get_currency_precision

    return int(get_currency_precision(currency))


def program_name(item: Item, summary: Item | None, file_name: str) -> str:
    """The title; where there is none, what the project summary task or the file is called."""
    name = item.text("Name")
    return (
        item.text("Title")
        or (summary.text("Name") if summary else None)
        or (PurePath(name.replace("\\", "/")).stem if name else None)
        or PurePath(file_name).stem
        or "Imported program"
    )


def read_program(item: Item, name: str, report: ImportReport) -> dict[str, Any]:
    """The fields of the program but its calendar."""
    minutes_per_day = _positive(item, "MinutesPerDay") or _USUAL_MINUTES_PER_DAY
    from_finish = not item.flag("ScheduleFromStart", default=True)
    finish = item.instant("FinishDate")
    if from_finish and finish is None:
        report.adjusted(
            "the project is scheduled from its finish but has none; it is scheduled from its start"
        )
        from_finish = False
    return {
        "name": name,
        "start": item.instant("StartDate") or _earliest_start(item),
        "finish": finish if from_finish else None,
        "schedule_from": ScheduleFrom.FINISH if from_finish else ScheduleFrom.START,
        "status_date": item.instant("StatusDate"),
        "currency": _noted_currency(item, report),
        "fiscal_year_start": month if (month := item.integer("FYStartDate")) in _MONTHS else None,
        "minutes_per_day": minutes_per_day,
        "minutes_per_week": _positive(item, "MinutesPerWeek"),
        "days_per_month": _positive(item, "DaysPerMonth"),
        "honour_constraints": item.flag("HonorConstraints", default=True),
        "critical_slack": (item.integer("CriticalSlackLimit") or 0) * minutes_per_day,
        "multiple_critical_paths": item.flag("MultipleCriticalPaths"),
        **_progress(item),
    }


def _progress(item: Item) -> dict[str, Any]:
    """What becomes of the rest of tasks that have begun.

    Microsoft Project lets the rest wait for predecessors where it may split tasks. Its option to move the
    rest after the status date acts when progress is entered: the dates in the file have seen it already, so
    that it is not taken over, lest they move again.
    """
    splits = item.flag("SplitsInProgressTasks", default=True)
    return {"out_of_sequence": OutOfSequence.RETAINED_LOGIC if splits else OutOfSequence.PROGRESS_OVERRIDE}


def _positive(item: Item, name: str) -> int | None:
    """A count that is of no use as 0, which some programs write where they know none."""
    found = item.integer(name)
    return found if found and found > 0 else None


def _earliest_start(item: Item) -> datetime | None:
    starts = (task.instant("Start") for task in item.below("Tasks", "Task"))
    return min((start for start in starts if start), default=None)


def _currency(item: Item) -> str:
    code = (item.text("CurrencyCode") or "").upper()
    symbol = item.text("CurrencySymbol") or ""
    if len(code) == 3 and code.isalpha() and code.isascii():
        return code
    return _SYMBOLS.get(
        symbol, symbol if len(symbol) == 3 and symbol.isascii() and symbol.isupper() else _USUAL_CURRENCY
    )


def _noted_currency(item: Item, report: ImportReport) -> str:
    currency = _currency(item)
    if not item.has("CurrencyCode"):
        symbol = item.text("CurrencySymbol")
        said = f"only the symbol {symbol}" if symbol else "no currency"
        report.adjusted(f"the project names {said}; its amounts are taken as {currency}")
    return currency

"""Stretches of time that people name: a day, an instant, a week or a month."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from tpm_desktop.formats import Formats
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.plan.plan import minutes

_PERIOD = re.compile(r"(this|next|last) (week|month|quarter|year)")
_STEPPED = re.compile(r"(.*\S)\s*([+\-\N{MINUS SIGN}])\s*(\d{1,4}) ?(d|days?|w|wks?|weeks?)", re.IGNORECASE)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_FAR = 36_500  # days by which a date may be moved


def split_step(text: str) -> tuple[str, int]:
    """What a text such as "status date + 3w" starts from, and by how many days it goes on; 0 for none."""
    match = _STEPPED.fullmatch(text.strip())
    if not match:
        return text.strip(), 0
    days = int(match[3]) * (7 if match[4].lower().startswith("w") else 1)
    return match[1], min(days, _FAR) * (1 if match[2] == "+" else -1)


def span_of(text: str, formats: Formats) -> tuple[int, int]:
    """From which minute up to before which one a text such as "next fri", "4 May 10:30" or "May 2026" means.

    Raises: `ValueProblem`.
    """
    body, days = split_step(text)
    if days:
        try:
            first, last = _plain_span(body, formats)
        except ValueProblem:
            days = 0  # the step belongs to the date itself, as in 4-5-26
        else:
            return first + days * 1440, last + days * 1440
    return _plain_span(text.strip(), formats)


def _plain_span(text: str, formats: Formats) -> tuple[int, int]:
    if match := _PERIOD.fullmatch(text.casefold()):
        return _whole(*_period(match[1], match[2], formats))
    try:
        early, late = formats.parse_instant(text), formats.parse_instant(text, finish=True)
    except ValueProblem as problem:
        return _month(text, formats, problem)
    if early == late:  # it has a time of its own
        return minutes(early), minutes(early) + 1
    return _whole(early.date(), early.date() + timedelta(days=1))


def _month(text: str, formats: Formats, problem: ValueProblem) -> tuple[int, int]:
    try:
        first = formats.parse_month(text)
    except ValueProblem:
        raise problem from None
    return _whole(first, _months_on(first, 1))


def _period(which: str, unit: str, formats: Formats) -> tuple[date, date]:
    today, step = formats.today(), {"last": -1, "this": 0, "next": 1}[which]
    if unit == "week":
        first = today - timedelta(days=(today.weekday() - formats.first_weekday) % 7 - 7 * step)
        return first, first + timedelta(days=7)
    length = _MONTHS[unit]
    first = today.replace(month=(today.month - 1) // length * length + 1, day=1)
    return _months_on(first, step * length), _months_on(first, (step + 1) * length)


def _months_on(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 + months
    return first.replace(year=count // 12, month=count % 12 + 1)


def _whole(first: date, after: date) -> tuple[int, int]:
    return minutes(datetime.combine(first, datetime.min.time())), minutes(
        datetime.combine(after, datetime.min.time())
    )


def settled(text: str, formats: Formats) -> str:
    """The text as it is kept: a date that stays is ISO text, one that moves with the day stays in words.

    Raises: `ValueProblem`.
    """
    first, after = span_of(text, formats)
    word = text.strip()
    moves = word[:1] in "+-\N{MINUS SIGN}" or split_step(word)[1] != 0 or not any(c.isdigit() for c in word)
    if moves or after - first not in (1, 1440):
        return " ".join(word.split())
    at = datetime(1970, 1, 1) + timedelta(minutes=first)
    return at.date().isoformat() if after - first == 1440 else at.isoformat(timespec="minutes")


def shown(kept: str, formats: Formats) -> str:
    """What `settled` keeps, as people write it here."""
    try:
        at = datetime.fromisoformat(kept)
    except ValueError:
        return kept
    return formats.instant(at, time="T" in kept, year=True)

"""Reads the dates that people type: words, numbers in the locale's order, ISO dates and steps."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from babel import Locale

from tpm_desktop.model.check import ValueProblem

from .amounts import signed
from .locales import echo
from .patterns import Names, Pattern, folded, names_of

_DAYS = {"today": 0, "now": 0, "tomorrow": 1, "yesterday": -1}
_STEP = re.compile(r"(\d{1,5}) ?(d|days?|w|wks?|weeks?|m|mo|months?|y|yrs?|years?)")
_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)|(\d{4})[/.](\d\d?)[/.](\d\d?)")
NUMBERS = re.compile(r"(\d{1,4})[./\- ]+(\d{1,2})(?:[./\- ]+(\d{1,4}))?\.?")
_IDEOGRAPHS = re.compile(r"(?:(\d{4}) ?[年년] ?)?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日일号])?.*")
_WORDS = re.compile(r"[^\W\d_][^\s\d.,;:/()\-\u2013\u2014]*|\d+")  # with its marks, as Indian words have them
_ORDINALS = re.compile(r"(?<=\d)(st|nd|rd|th)\b")
_CONNECTIVES = {"of", "the", "de", "den", "del", "next", "on"}
_PIVOT = 70  # "69" is 2069, "70" is 1970


class DateWords:
    """The names of months and weekdays of one locale and of English, and how it writes dates and months."""

    def __init__(
        self,
        locale: Locale,
        year: int,
        today: Callable[[], date],
        dates: Sequence[Pattern],
        months: Sequence[Pattern],
    ) -> None:
        self._year = year
        self._today = today
        self._date_patterns, self._month_patterns = dates, months
        english, own = names_of("en"), names_of(str(locale))
        self._months = _words(english.months) | _words(own.months) | {"sept": 9}
        self._weekdays = _words(english.days) | _words(own.days)
        texts = {
            word
            for shown in (*dates, *months)
            for text in shown.texts
            for word in _WORDS.findall(folded(text))
        }
        self._connectives = _CONNECTIVES | (texts - self._months.keys() - self._weekdays.keys())
        pattern = locale.date_formats["short"].pattern.lower()
        self._order = "".join(sorted((letter for letter in "dmy" if letter in pattern), key=pattern.index))

    def day(self, typed: str, base: date, example: str) -> date:
        """The date that a text means; steps such as "+2w" count from `base`. Raises: `ValueProblem`."""
        text = _ORDINALS.sub("", folded(typed)).strip(" ,")
        try:
            for read in (self._named, self._shown, self._iso, self._numbers, self._worded):
                found = read(text)
                if found is not None:
                    return found
            stepped = self._stepped(text, base)
        except OverflowError:
            raise ValueProblem(f"{echo(typed)} is out of the calendar") from None
        if stepped is not None:
            return stepped
        raise ValueProblem(f"{echo(typed)} is not a date; write it as {example}, 2026-05-04, today or +2w")

    def month(self, typed: str, example: str) -> date:
        """The first day of the month that a text means. Raises: `ValueProblem`."""
        text = folded(typed)
        for pattern in self._month_patterns:
            if said := pattern.read(text):
                return _made(_full_year(str(said.get("y", self._year))), said["M"], 1, typed)
        if match := re.fullmatch(r"(\d{4})[-/. ](\d{1,2})(?:-\d\d)?", text):
            return _made(int(match[1]), int(match[2]), 1, typed)
        if match := re.fullmatch(r"(\d{1,2})[-/. ](\d{2}|\d{4})", text):
            return _made(_full_year(match[2]), int(match[1]), 1, typed)
        if match := _IDEOGRAPHS.fullmatch(text):
            return _made(int(match[1] or self._year), int(match[2]), 1, typed)
        words = [w for w in _WORDS.findall(text) if w not in self._connectives]
        months = [self._months[w] for w in words if w in self._months]
        years = [w for w in words if w.isdigit() and len(w) in (2, 4)]
        if len(months) == 1 and len(words) == 1 + len(years) and len(years) <= 1:
            return _made(_full_year(years[0]) if years else self._year, months[0], 1, typed)
        raise ValueProblem(f"{echo(typed)} is not a month; write it as {example} or 2026-05")

    def _named(self, text: str) -> date | None:
        """Today and its neighbours, or the coming weekday of a name, today being one."""
        today = self._today()
        if text in _DAYS:
            return today + timedelta(days=_DAYS[text])
        weekday = self._weekdays.get(text.removeprefix("next ").rstrip("."))
        if weekday is None:
            return None
        days = (weekday - today.weekday()) % 7
        return today + timedelta(days=days or (7 if text.startswith("next ") else 0))

    def _shown(self, text: str) -> date | None:
        """A date just as this locale shows it."""
        for pattern in self._date_patterns:
            if said := pattern.read(text):
                return _made(_full_year(str(said.get("y", self._year))), said["M"], said["d"], text)
        return None

    def _after_weekday(self, text: str) -> str:
        first, _, rest = text.partition(" ")
        name = first.strip(".,")
        return rest if rest and name in self._weekdays and name not in self._months else text

    def _stepped(self, text: str, base: date) -> date | None:
        if text[:1].isdigit():
            return None
        sign, size = signed(text)
        match = _STEP.fullmatch(size)
        if not match:
            return None
        count, unit = sign * int(match[1]), match[2][0]
        if unit in "dw":
            return base + timedelta(days=count * (7 if unit == "w" else 1))
        months = base.year * 12 + base.month - 1 + count * (12 if unit == "y" else 1)
        if not 12 <= months < 12 * 10_000:
            raise OverflowError
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(base.day, calendar.monthrange(year, month)[1]))

    def _iso(self, text: str) -> date | None:
        text = self._after_weekday(text)
        match = _ISO.fullmatch(text.split("t")[0] if re.match(r"\d{4}-\d\d-\d\dt", text) else text)
        if not match:
            return None
        year, month, day = (int(part) for part in match.groups() if part is not None)
        return _made(year, month, day, text)

    def _numbers(self, text: str) -> date | None:
        match = NUMBERS.fullmatch(self._after_weekday(text))
        if not match or (match[3] is None and len(match[1]) > 2):
            return None
        order = self._order if match[3] else self._order.replace("y", "")
        said = dict(zip(order, (g for g in match.groups() if g), strict=True))
        if len(said["d"]) > 2 or len(said["m"]) > 2:
            return None
        year = _full_year(said["y"]) if "y" in said else self._year
        return _made(year, int(said["m"]), int(said["d"]), text)

    def _worded(self, text: str) -> date | None:
        if match := _IDEOGRAPHS.fullmatch(text):
            return (
                _made(int(match[1] or self._year), int(match[2]), int(match[3]), text) if match[3] else None
            )
        words = [w for w in _WORDS.findall(text) if w not in self._connectives]
        if words and words[0] in self._weekdays and any(w in self._months for w in words[1:]):
            del words[0]  # "mar" is Tuesday as well as March in Spanish and Italian
        months = [w for w in words if w in self._months and w not in self._weekdays] or [
            w for w in words if w in self._months
        ]
        numbers = [w for w in words if w.isdigit()]
        others = [w for w in words if not w.isdigit() and w not in months and w not in self._weekdays]
        if others or len(months) != 1 or not 1 <= len(numbers) <= 2:
            return None
        if len(numbers[0]) == 4:
            numbers.reverse()
        if len(numbers[0]) > 2 or (len(numbers) == 2 and len(numbers[1]) not in (2, 4)):
            return None
        year = _full_year(numbers[1]) if len(numbers) == 2 else self._year
        return _made(year, self._months[months[0]], int(numbers[0]), text)


def _words(names: Mapping[tuple[str, str], Names]) -> dict[str, int]:
    """The number of each name and abbreviation that is one word, without dots and in lower case."""
    found: dict[str, int] = {}
    for table in names.values():
        for number, name in table.items():
            word = folded(name).replace(".", "")
            if _WORDS.fullmatch(word) and not word.isdigit():
                found.setdefault(word, number)
    return found


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year < _PIVOT else 1900)


def _made(year: int, month: int, day: int, typed: str) -> date:
    if not 1 <= month <= 12:
        raise ValueProblem(f"{echo(typed)}: there is no month {month}")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueProblem(
            f"{echo(typed)}: there is no day {day} in {calendar.month_name[month]} {year}"
        ) from None

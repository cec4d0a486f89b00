"""Durations and lags: minutes shown in the program's days and weeks, and read from "3d", "2 w" or "1ed"."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.schedule import LagUnit, LinkType

from .amounts import AmountFormats, signed
from .locales import MINUS, echo, plain

_UNITS = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "min"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("d", "dy", "dys", "day", "days"), "d"),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), "w"),
    **dict.fromkeys(("mo", "mon", "mons", "month", "months"), "mo"),
}
_ELAPSED = {
    "min": 1,
    "h": 60,
    "d": 1440,
    "w": 10080,
    "mo": 43200,
}  # a month of 30 days, as planning tools count
_PART = re.compile(r"(\d+(?:[.,' ]\d+)*|[.,]\d+) ?([a-z]*) ?")
_LINK = re.compile(r"(fs|ss|ff|sf)?\s*(.*)", re.IGNORECASE)
_HUNDRED_PER_CENT = 10_000
_LONGEST = 100_000_000


class DurationFormats(AmountFormats):
    """Durations in minutes by a program's minutes per day and week and days per month."""

    minutes_per_day: int
    minutes_per_week: int
    days_per_month: int

    def duration(
        self, minutes: int | None, *, elapsed: bool = False, unit: str | None = None, sign: bool = False
    ) -> str:
        """A duration, such as "3 d", "2.5 d", "4 h", "1 ed" or "1 d 20 min".

        Args: minutes: of working time, or of elapsed time with `elapsed`; unit: "min", "h", "d", "w" or "mo"
        rounds to a tenth of that unit, None is exact; sign: a plus is said.
        """
        if minutes is None:
            return ""
        lead = MINUS if minutes < 0 else "+" if sign and minutes else ""
        size, mark = abs(minutes), "e" if elapsed else ""
        if unit is not None:
            value = (Decimal(size) / self._units(elapsed)[unit]).quantize(Decimal("0.1"), ROUND_HALF_UP)
            number = self._short(value)
            return f"{lead if value else ''}{number} {mark}{unit}"
        return lead + " ".join(f"{self._short(n)} {mark}{u}" for n, u in self._parts(size, elapsed))

    def _units(self, elapsed: bool) -> dict[str, int]:
        if elapsed:
            return _ELAPSED
        day = self.minutes_per_day
        return {"min": 1, "h": 60, "d": day, "w": self.minutes_per_week, "mo": day * self.days_per_month}

    def _parts(self, size: int, elapsed: bool) -> list[tuple[Decimal, str]]:
        """Days where they come out at a quarter or a tenth, else hours, else all of them together."""
        day = self._units(elapsed)["d"]
        for length, unit in ((day, "d"), (60, "h")):
            value = Decimal(size) / length
            even = (value * 10) % 1 == 0 or (value * 4) % 1 == 0
            if even and (value >= 1 or size == 0) and (unit == "d" or size < day):
                return [(value, unit)]
        days, rest = divmod(size, day)
        hours, minutes = divmod(rest, 60)
        return [(Decimal(n), unit) for n, unit in ((days, "d"), (hours, "h"), (minutes, "min")) if n]

    def _short(self, value: Decimal) -> str:
        exponent = value.normalize().as_tuple().exponent
        return self.decimal(value, max(0, -int(exponent)))

    def lag(self, lag: int | None, unit: LagUnit | str = LagUnit.WORKING, *, sign: bool = False) -> str:
        """A link's lag, such as "2 d", "−1 d", "50 %" or "3 ed"."""
        if lag is None:
            return ""
        kind = LagUnit(unit)
        if kind in (LagUnit.WORKING, LagUnit.ELAPSED):
            return self.duration(lag, elapsed=kind is LagUnit.ELAPSED, sign=sign)
        shown = ("+" if sign and lag > 0 else "") + self.share(lag)
        return shown.replace(" %", " e%") if kind is LagUnit.ELAPSED_PERCENT else shown

    def link(self, kind: LinkType | str, lag: int = 0, unit: LagUnit | str = LagUnit.WORKING) -> str:
        """A link's type and lag as planners write them: "FS", "SS+2 d", "FF−50 %"."""
        return LinkType(kind).value.upper() + (self.lag(lag, unit, sign=True) if lag else "")

    def parse_duration(self, text: str, *, below_zero: bool = False) -> tuple[int, bool]:
        """The minutes of "3d", "2.5 d", "2 w", "90m", "1 mo", "1ed", "1 d 20 min" or "3"; whether elapsed.

        A bare number counts days.
        Raises: `ValueProblem`, also for a minus unless one is allowed.
        """
        typed = plain(text)
        sign, body = signed(typed.casefold())
        minutes, elapsed, at = Decimal(0), set[bool](), 0
        while match := _PART.match(body, at):
            value, unit = self.read_decimal(match[1]), self._unit(match[2])
            several = at > 0 or match.end() < len(body)
            if value is None or unit is None or (several and not match[2]):
                break
            minutes += value * self._units(unit[1])[unit[0]]
            elapsed.add(unit[1])
            at = match.end()
        if at == 0 or at < len(body) or len(elapsed) > 1:
            raise ValueProblem(f"{echo(typed)} is not a duration; write it as 3 d, 2 w, 4 h, 30 min or 1 ed")
        if sign < 0 and not below_zero:
            raise ValueProblem(f"{echo(typed)} is below zero; a duration can't be")
        if minutes > _LONGEST:
            raise ValueProblem(f"{echo(typed)} is longer than a plan can be")
        whole = int(minutes.quantize(Decimal(1), ROUND_HALF_UP))
        if minutes and not whole:
            raise ValueProblem(f"{echo(typed)} is less than a minute; write at least 1 min")
        return sign * whole, elapsed.pop()

    def _unit(self, word: str) -> tuple[str, bool] | None:
        """The unit that a word names and whether it counts elapsed time; no word means days."""
        if not word or word in _UNITS:
            return _UNITS.get(word, "d"), False
        return (_UNITS[word[1:]], True) if word[0] == "e" and word[1:] in _UNITS else None

    def parse_lag(self, text: str) -> tuple[int, LagUnit]:
        """Minutes or hundredths of a per cent of "2d", "-1w", "+50%", "3ed" or "50e%", and how they count.

        Raises: `ValueProblem`.
        """
        typed = plain(text)
        if typed.endswith("%"):
            body = typed.removesuffix("%").strip()
            elapsed = body.endswith(("e", "E"))
            try:
                share = self.parse_share(body[:-1] if elapsed else body)
            except ValueProblem:
                raise ValueProblem(
                    f"{echo(typed)} is not a lag; write it as 2 d, -1 w, 3 ed or 50 %"
                ) from None
            if abs(share) > 100 * _HUNDRED_PER_CENT:
                raise ValueProblem(f"{echo(typed)} is more than a lag can be")
            return share, LagUnit.ELAPSED_PERCENT if elapsed else LagUnit.PERCENT
        try:
            minutes, counts_elapsed = self.parse_duration(typed, below_zero=True)
        except ValueProblem:
            raise ValueProblem(f"{echo(typed)} is not a lag; write it as 2 d, -1 w, 3 ed or 50 %") from None
        return minutes, LagUnit.ELAPSED if counts_elapsed else LagUnit.WORKING

    def parse_link(self, text: str) -> tuple[LinkType, int, LagUnit]:
        """Type, lag and how it counts of "FS", "SS+2d", "-1w" or "" (finish to start, no lag).

        Raises: `ValueProblem`.
        """
        match = _LINK.fullmatch(plain(text))
        assert match is not None  # each part of the pattern may be empty
        kind = LinkType((match[1] or "fs").lower())
        lag, unit = self.parse_lag(match[2]) if match[2] else (0, LagUnit.WORKING)
        return kind, lag, unit

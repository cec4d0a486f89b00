"""The scales that risks are scored by: the program's own levels, and the usual ones where it has none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.formats import Formats
from tpm_desktop.model.registers import IMPACT, PROBABILITY
from tpm_desktop.model.risk_parts import Scale
from tpm_desktop.planning.columns import NONE, WHOLE

from .columns import Columns
from .state import State

USUAL_CHANCES = (1_000, 3_000, 5_000, 7_000, WHOLE)
"""Up to where the usual levels of probability reach, in hundredths of a per cent."""
LEVELS = range(1, 6)


@dataclass(frozen=True, slots=True)
class Scales:
    """What the levels are called, and up to where each reaches; None where it says nothing.

    chances: hundredths of a per cent; costs: minor units; days: working days; quality: in words.
    """

    probability: Mapping[int, str] = field(default_factory=lambda: _names(PROBABILITY))
    impact: Mapping[int, str] = field(default_factory=lambda: _names(IMPACT))
    chances: Mapping[int, int] = field(default_factory=lambda: dict(zip(LEVELS, USUAL_CHANCES, strict=True)))
    costs: Mapping[int, int] = field(default_factory=dict)
    days: Mapping[int, int] = field(default_factory=dict)
    quality: Mapping[int, str] = field(default_factory=dict)

    def names(self) -> dict[str, Mapping[int, str]]:
        """Both scales by key, as `Formats` shows scores."""
        return {Scale.PROBABILITY: self.probability, Scale.IMPACT: self.impact}

    def middle(self, level: int | None) -> float | None:
        """The middle of a level's band of probability, 0 to 1; None of no level."""
        if level is None or level not in self.probability:
            return None
        low = max((self.chances.get(below, 0) for below in LEVELS if below < level), default=0)
        high = self.chances.get(level, WHOLE)
        return (low + max(high, low)) / 2 / WHOLE

    def by_amounts(self, cost: int | None, days: int | None, quality: int | None = None) -> int | None:
        """The level of impact that amounts come to: the worst of them. Args: cost, days: either sign."""
        found = [
            _level(limits, abs(amount))
            for limits, amount in ((self.costs, cost), (self.days, days))
            if amount is not None and limits
        ]
        found += [quality] if quality is not None else []
        return max(found, default=None)

    def by_chance(self, chance: int | None) -> int | None:
        """The level of probability of a chance in hundredths of a per cent."""
        return None if chance is None else _level(self.chances, chance)


def _level(limits: Mapping[int, int], amount: int) -> int:
    return next((level for level in LEVELS if level in limits and amount <= limits[level]), LEVELS[-1])


def _names(words: Mapping[int, str]) -> dict[int, str]:
    return {level: said.split(",")[0] for level, said in words.items()}


def scales(state: State) -> Scales:
    """Those of the program; a scale that it doesn't have itself is the usual one."""
    return scales_of(state.inputs.tables["risk_level"])


def scales_of(table: Columns) -> Scales:
    """Those that rows of levels say."""
    if not len(table):
        return Scales()
    usual = Scales()
    rows = {(table.texts["scale"][row], int(table.numbers["level"][row])): row for row in range(len(table))}
    own = {key for key, _ in rows}

    def numbers(scale: Scale, name: str) -> dict[int, int]:
        values = {level: int(table.numbers[name][row]) for (key, level), row in rows.items() if key == scale}
        return {level: value for level, value in sorted(values.items()) if value != NONE}

    def names(scale: Scale, given: Mapping[int, str]) -> dict[int, str]:
        said = {level: table.texts["title"][row] or "" for (key, level), row in rows.items() if key == scale}
        return {level: said.get(level) or given[level] for level in LEVELS}

    quality = {level: table.texts["quality"][row] or "" for (key, level), row in rows.items()
               if key == Scale.IMPACT}  # fmt: skip
    return Scales(
        names(Scale.PROBABILITY, usual.probability),
        names(Scale.IMPACT, usual.impact),
        numbers(Scale.PROBABILITY, "chance") if Scale.PROBABILITY in own else usual.chances,
        numbers(Scale.IMPACT, "cost"),
        numbers(Scale.IMPACT, "days"),
        {level: said for level, said in quality.items() if said},
    )


def scaled(formats: Formats, state: State) -> Formats:
    """Formats that show scores in the program's own words."""
    return formats.with_scales(scales(state).names())


def scaled_by_file(formats: Formats, file: ProgramFile) -> Formats:
    """The same without a plan."""
    return formats.with_scales(scales_of(Columns.read(file, "risk_level")).names())


def band_text(found: Scales, scale: Scale, level: int, formats: Formats) -> str:
    """What a level means, as “30 % to 50 %”, “up to EUR 50,000 · up to 10 d”; empty where nothing is said."""
    if scale is Scale.PROBABILITY:
        low = max((found.chances.get(below, 0) for below in LEVELS if below < level), default=0)
        high = found.chances.get(level, WHOLE)
        return f"{formats.share(low, digits=0)} – {formats.share(high, digits=0)}"
    parts = [
        *_reach(found.costs, level, lambda amount: formats.money(amount, whole=True, currency=True)),
        *_reach(found.days, level, lambda amount: f"{amount} d"),
    ]
    quality = found.quality.get(level, "")
    return " · ".join([*parts, *([quality] if quality else [])])


def _reach(limits: Mapping[int, int], level: int, said: Callable[[int], str]) -> list[str]:
    below = [limits[one] for one in LEVELS if one < level and one in limits]
    if level in limits:
        return [f"≤ {said(limits[level])}"]
    return [f"> {said(max(below))}"] if below else []

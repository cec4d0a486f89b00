"""The lights themselves: colours, up to where each holds, and what somebody shows otherwise than computed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from tpm_desktop.model.exceptions import Dimension
from tpm_desktop.model.periods import PeriodState

from .columns import first
from .state import State


class Rag(IntEnum):
    """The three lights, the worst the highest."""

    GREEN = 0
    AMBER = 1
    RED = 2

    @property
    def letter(self) -> str:
        """G, A or R: what stands beside the colour."""
        return self.name[0]

    @property
    def label(self) -> str:
        """The word for people."""
        return self.name.capitalize()


@dataclass(frozen=True, slots=True)
class Rating:
    """A light and why it shows; without a light where there is nothing to measure against.

    overridden: somebody shows it otherwise than computed; the reason then says why, and what was computed.
    """

    rag: Rag | None
    reason: str
    overridden: bool = False

    @property
    def letter(self) -> str:
        """What stands beside the colour, starred where it is not as computed; empty without a light."""
        return "" if self.rag is None else self.rag.letter + ("*" if self.overridden else "")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Up to where a light is green, and up to where amber. Days and shares (hundredths of a per cent) of time
    are each other's alternative: what keeps either is inside."""

    days: tuple[int, int] = (5, 15)
    share_of_time: tuple[int, int] = (500, 1_000)
    share_of_cost: tuple[int, int] = (200, 1_000)
    score: tuple[int, int] = (12, 20)
    weighty: int = 2_000  # share of the program's cost from which a red project shows in the program
    several: int = 2  # so many projects that are not green show in the program whatever they weigh

    @classmethod
    def of(cls, state: State) -> Thresholds:
        """Those that the program has agreed."""
        program = state.inputs.tables["program"]

        def pair(green: str, amber: str) -> tuple[int, int]:
            return first(program, green), first(program, amber)

        return cls(
            days=pair("green_days", "amber_days"),
            share_of_time=pair("green_time", "amber_time"),
            share_of_cost=pair("green_cost", "amber_cost"),
            score=pair("amber_score", "red_score"),
        )


def light_of_score(score: int, limits: Thresholds | None = None) -> Rag:
    """The light of a risk's score."""
    amber, red = (limits or Thresholds()).score
    return Rag.RED if score >= red else Rag.AMBER if score >= amber else Rag.GREEN


class Overrides:
    """What the status reports of the period that is open show otherwise than computed."""

    def __init__(self, state: State) -> None:
        self._reports, self._period = state.inputs.tables["status_report"], open_period(state)

    def shown(self, project_id: str, about: Dimension, computed: Rating) -> Rating:
        """The rating that people see. Args: project_id: empty for the program."""
        texts = self._reports.texts
        for row, period in enumerate(texts["period_id"]):
            if period != self._period or (texts["project_id"][row] or "") != project_id:
                continue
            light, why = texts[f"{about}_light"][row], texts["light_reason"][row]
            if light and why and why.strip():
                rag = Rag[light.upper()]
                was = computed.rag.label.lower() if computed.rag is not None else "without a light"
                told = f"{why.strip()} (computed {was}: {computed.reason})"
                return Rating(rag, told, overridden=rag is not computed.rag)
        return computed


def open_period(state: State) -> str | None:
    """The id of the reporting period that is reported now: the earliest that is not closed; None for none."""
    table = state.inputs.tables["reporting_period"]
    rows = [row for row, key in enumerate(table.texts["state"]) if key != PeriodState.CLOSED]
    finish = table.numbers["finish"]
    return table.ids[min(rows, key=lambda row: (int(finish[row]), table.ids[row]))] if rows else None

"""The plan: the file's rows as columns, and the schedule and the sums that follow from them."""

from .delta import Delta
from .open_program import OpenProgram
from .plan import Plan, instant, minutes
from .state import State, refusing

__all__ = ["Delta", "OpenProgram", "Plan", "State", "instant", "minutes", "refusing"]

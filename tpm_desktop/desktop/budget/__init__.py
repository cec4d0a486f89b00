"""The budget view: accounts by months, what is planned, spent and expected, with every total and a chart."""

from .view import BudgetView

__all__ = ["BudgetView"]

"""The life cycle: each project as a row of stages and gates, and what the chosen gate still needs."""

from .view import LifeCycleView

__all__ = ["LifeCycleView"]

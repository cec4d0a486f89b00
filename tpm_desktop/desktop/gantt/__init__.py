"""The Gantt view: an outline of rows beside their bars over time."""

from .view import GanttView

__all__ = ["GanttView"]

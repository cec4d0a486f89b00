"""The staffing view: demand against capacity as a heat map and a histogram, edited by gesture."""

from .view import StaffingView

__all__ = ["StaffingView"]

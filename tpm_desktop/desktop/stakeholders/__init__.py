"""Stakeholders by power and interest, and what is due to be told to whom."""

from .telling_view import TellingView
from .view import StakeholderGridView

__all__ = ["StakeholderGridView", "TellingView"]

"""The earned value view: control accounts and projects with their indices, S-curve and indices below."""

from .view import EarnedView

__all__ = ["EarnedView"]

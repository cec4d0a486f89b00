"""The baselines of a program: setting, clearing and naming them, choosing one to show, comparing two."""

from .dialog import BaselinesDialog

__all__ = ["BaselinesDialog"]

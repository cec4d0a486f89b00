"""Installation readiness: components by the steps of their checklists, ticked off in place."""

from .view import InstallationView

__all__ = ["InstallationView"]

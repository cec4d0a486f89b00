"""The health of the schedule: what its checks say, and one step from a finding to its task."""

from .view import HealthView

__all__ = ["HealthView"]

"""The heat map of risks, with the list of what is chosen in it and the burn-down below."""

from .view import HeatMapView

__all__ = ["HeatMapView"]

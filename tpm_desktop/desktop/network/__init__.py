"""The dependencies view: component projects and, opened up, their tasks as a graph, and a list of links."""

from .view import NetworkView

__all__ = ["NetworkView"]

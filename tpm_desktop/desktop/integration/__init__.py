"""The test matrix: interfaces by environments and cycles, a test a cell."""

from .view import IntegrationView

__all__ = ["IntegrationView"]

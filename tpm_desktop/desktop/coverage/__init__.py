"""The coverage matrix: requirements by the deliverables that meet them and the tests that prove them."""

from .view import CoverageView

__all__ = ["CoverageView"]

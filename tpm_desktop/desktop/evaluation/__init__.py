"""The evaluation of bids: the weighted scoring matrix, edited in place."""

from .view import EvaluationView

__all__ = ["EvaluationView"]

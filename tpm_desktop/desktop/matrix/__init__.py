"""The matrix view: what component projects or tasks give each other, a cell a pair."""

from .view import MatrixView

__all__ = ["MatrixView"]

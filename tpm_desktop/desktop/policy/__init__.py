"""The policy view: rules with what breaks them, and the text that says them."""

from .view import PolicyView

__all__ = ["PolicyView"]

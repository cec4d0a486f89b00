"""Sending a copy, and what becomes of one that was sent: its notice, and the way back into the original."""

from .notice import SentNotice

__all__ = ["SentNotice"]

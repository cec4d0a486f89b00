"""What follows if something slips, in the window: asked in a thread, said in rows, written as a page."""

from .asking import Answer, Asking
from .offer import offer_slip
from .rows import SlipSaid

__all__ = ["Answer", "Asking", "SlipSaid", "offer_slip"]

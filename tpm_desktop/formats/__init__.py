"""How every value is shown to people and read from what they type."""

from __future__ import annotations

from .cells import Find, NameOf, is_right_aligned
from .formats import Formats
from .locales import system_locale

__all__ = ["Find", "Formats", "NameOf", "is_right_aligned", "system_locale"]

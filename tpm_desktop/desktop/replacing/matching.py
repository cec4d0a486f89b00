"""What is looked for in a cell, and what a cell says once it is replaced."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Pattern:
    """text: as typed, nothing in it has a special meaning. case: capitals count; word: only whole words."""

    text: str
    case: bool = False
    word: bool = False

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        found = re.escape(self.text)
        found = rf"(?<!\w){found}(?!\w)" if self.word else found
        return re.compile(found, 0 if self.case else re.IGNORECASE)

    def found_in(self, text: str) -> bool:
        """Whether a cell says it; of nothing nothing is found."""
        return bool(self.text) and self._compiled.search(text) is not None

    def replaced(self, text: str, by: str) -> str:
        """The text with every place of it replaced."""
        return self._compiled.sub(lambda _: by, text)

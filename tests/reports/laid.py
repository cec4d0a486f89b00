"""What was put on each page of a pack, in its order, and how much of the page is left below it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from reportlab.platypus import BaseDocTemplate, Flowable, PageBreak, Spacer
from reportlab.platypus.doctemplate import ActionFlowable

from tpm_desktop.reports.keeping import is_heading, is_note


@dataclass(frozen=True)
class Laid:
    """left: of the page, from 0 to 1."""

    page: int
    part: Flowable
    left: float


@contextmanager
def recorded() -> Iterator[list[Laid]]:
    """All that is laid meanwhile, but for spaces and breaks."""
    found: list[Laid] = []

    def laid(document: BaseDocTemplate, part: Flowable) -> None:
        if not isinstance(part, ActionFlowable | PageBreak | Spacer):
            frame = document.frame
            found.append(Laid(document.page, part, (frame._y - frame._y1p) / frame._aH))

    with patch.object(BaseDocTemplate, "afterFlowable", laid):
        yield found


def orphans(found: list[Laid]) -> list[tuple[int, str]]:
    """The headings at the foot of a page and the notes at its head, of which more stands on the other one."""
    wrong = []
    for one, following in zip(found, [*found[1:], None], strict=True):
        last = following is None or following.page > one.page
        if last and is_heading(one.part):
            wrong.append((one.page, f"heading at the foot: {one.part}"))
        if last and following and is_note(following.part) and not is_note(one.part):
            wrong.append((following.page, f"note without its table: {following.part}"))
    return wrong

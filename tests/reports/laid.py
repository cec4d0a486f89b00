"""What was put on each page of a pack, in its order, and how much of the page is left below it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from reportlab.platypus import Flowable, PageBreak, Spacer
from reportlab.platypus.doctemplate import ActionFlowable

from tpm_desktop.reports.fitting import FilledDocument
from tpm_desktop.reports.keeping import is_heading, is_note


@dataclass(frozen=True)
class Laid:
    """left: of the page, from 0 to 1."""

    page: int
    part: Flowable
    left: float


@contextmanager
def recorded() -> Iterator[list[Laid]]:
    """All that is laid meanwhile, but for spaces and breaks; of pages that are set again the last time."""
    found: list[Laid] = []
    build, after = FilledDocument.build, FilledDocument.afterFlowable

    def begun(document: FilledDocument, *args: object, **options: object) -> None:
        found.clear()
        build(document, *args, **options)

    def laid(document: FilledDocument, part: Flowable) -> None:
        after(document, part)
        if not isinstance(part, ActionFlowable | PageBreak | Spacer):
            frame = document.frame
            low = frame._y1 + frame._bottomPadding
            found.append(Laid(document.page, part, (frame._y - low) / frame._aH))

    with (
        patch.object(FilledDocument, "build", begun),
        patch.object(FilledDocument, "afterFlowable", laid),
    ):
        yield found


def sparse(found: list[Laid]) -> list[tuple[int, str]]:
    """The pages that hold next to nothing, with the last part of each."""
    last = {one.page: one for one in found}
    return [(page, f"{one.left:.0%} left below {one.part}") for page, one in last.items() if one.left > 0.85]


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

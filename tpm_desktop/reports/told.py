"""What a part is told from: the program, the paper, its section, and what else the pack is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tpm_desktop.file.audit import Asked
from tpm_desktop.plan.compared import Compared

from .pack import Depth, PackSection
from .source import Source

if TYPE_CHECKING:
    from .matrix import MatrixAsked
    from .slip import Slip
    from .theme import Paper


@dataclass(frozen=True, slots=True)
class Subject:
    """What a pack is about besides the program.

    compared: the program with an earlier moment, without which no pack can be told that compares; asked:
    which edits an audit tells, all unless given; slip: what comes later, as `IMPACT` tells; matrix: whose,
    the component projects' in sequence unless given; request_id: which `REQUEST_FORM` is about, all unless
    given; meeting_id: which agenda or minutes are of, the next and the last one unless given; on_paper: it
    becomes pages, of which there can be too many.
    """

    compared: Compared | None = None
    asked: Asked | None = None
    slip: Slip | None = None
    matrix: MatrixAsked | None = None
    request_id: str | None = None
    meeting_id: str | None = None
    on_paper: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """One section about to be told."""

    source: Source
    paper: Paper
    section: PackSection
    subject: Subject

    @property
    def width(self) -> float:
        """Of the content, in points."""
        return self.paper.content

    @property
    def full(self) -> bool:
        """Whether all is told rather than the gist."""
        return (self.section.depth or self.section.kind.usual) == Depth.FULL

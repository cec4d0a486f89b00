"""A pack about some component projects only: what it leaves out, and how it says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportlab.platypus import Flowable, PageBreak, Paragraph, Spacer

from .errors import ReportProblem
from .named_parts import Scope
from .pack import Pack, PackSection
from .parts import Section, Title, callout, note
from .source import Source
from .text import limited
from .told import Subject

_MOST_NAMES, _LONGEST_LIST = 12, 1200


def scoped(pack: Pack, source: Source, subject: Subject) -> tuple[Pack, list[str]]:
    """The pack without what is of the whole program, and what that is called.

    Raises: `ReportProblem` where nothing of it can be told of some projects alone.
    """
    if not source.chosen:
        return pack, []
    if not pack.heeds_projects:
        said = "none of its parts can be told of some projects alone; write it of the whole program"
        raise ReportProblem(f"“{pack.label}” is of the whole program: {said}")
    left = [section for section in pack.sections if not _is_told(section, source)]
    kept = [section for section in pack.sections if _is_told(section, source)]
    if subject.compared is None:  # then it would not tell anything anyway
        left = [section for section in left if section.part != "changes"]
    return replace(pack, sections=tuple(_without_bare_chapters(kept))), _names(left)


def _is_told(section: PackSection, source: Source) -> bool:
    """Whether it tells of the chosen projects; one that names its own projects may be about none of them."""
    if section.scope is Scope.PROGRAM:
        return False
    return not section.projects or source.is_about(section.projects)


def _without_bare_chapters(sections: Sequence[PackSection]) -> list[PackSection]:
    """The sections without chapters in which none is left."""
    kept: list[PackSection] = []
    for section in reversed(sections):
        if section.part != "chapter" or (kept and kept[-1].part != "chapter"):
            kept.append(section)
    return kept[::-1]


def _names(left: Sequence[PackSection]) -> list[str]:
    return list(dict.fromkeys(section.called for section in left))


def opened(parts: list[Flowable], source: Source, left_out: Sequence[str], width: float) -> list[Flowable]:
    """The story with a word on what it is about below its title, if that is not the whole program."""
    if not source.chosen:
        return parts
    names = _joined(source.scope)
    said = f"About {names} only; what belongs to other projects or to the program as a whole is not in it."
    if left_out:
        listed = limited(", ".join(left_out), _LONGEST_LIST)
        said += f" Left out because they are of the whole program or of other projects: {listed}."
    at = _below_title(parts)
    return [*parts[:at], callout(said, width), *parts[at:]]


def _joined(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def said_of(made: list[Flowable], section: PackSection, source: Source) -> list[Flowable]:
    """A section with a word below its heading on which projects it is about, if it names its own."""
    if not section.projects or not made:
        return made
    names = _joined(source.of_projects(section.projects).scope)
    at = next((n for n, part in enumerate(made, 1) if isinstance(part, Section)), len(made))
    return [*made[:at], note(f"About {names} only."), *made[at:]]


def _below_title(parts: Sequence[Flowable]) -> int:
    """Where the title with its sentence and facts ends, or what breaks the page before the first part."""
    at = next((n for n, part in enumerate(parts) if not isinstance(part, PageBreak)), len(parts))
    if at == len(parts) or not isinstance(parts[at], Title):
        return at
    rest = enumerate(parts[at:], at)
    return next((n for n, part in rest if not isinstance(part, Paragraph | Spacer)), len(parts))

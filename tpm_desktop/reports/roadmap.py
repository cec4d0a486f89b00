"""The plan on a page: the whole program, however large, on one sheet that lies."""

from __future__ import annotations

from reportlab.platypus import Flowable

from .findings import milestone_finding, schedule_finding
from .parts import nothing, title_block
from .roadmap_drawing import RoadmapDrawing
from .roadmap_lanes import roadmap_data
from .source import Source
from .theme import Paper


def story(source: Source, paper: Paper) -> list[Flowable]:
    """What the plan comes to, above its lanes."""
    said = f"{schedule_finding(source)}. {milestone_finding(source)}."
    parts: list[Flowable] = list(title_block(source.about.name, said))
    if not source.places:
        return [*parts, nothing("There are no component projects yet.")]
    told = "Status date" if source.about.status_date else "Today"
    day = f"{told} {source.formats.date(source.day)}"
    return [*parts, RoadmapDrawing(roadmap_data(source), source.formats, day)]

"""The plan on a page: the whole program, however large, on one sheet that lies."""

from __future__ import annotations

from math import inf

from reportlab.platypus import Flowable

from .findings import milestone_finding, schedule_finding
from .parts import nothing, title_block
from .roadmap_drawing import RoadmapDrawing
from .roadmap_lanes import RoadmapData, roadmap_data
from .source import Source
from .theme import Paper


def story(source: Source, paper: Paper) -> list[Flowable]:
    """What the plan comes to, above its lanes."""
    said = f"{schedule_finding(source)}. {milestone_finding(source)}."
    parts: list[Flowable] = list(title_block(source.about.name, said))
    if not source.places:
        return [*parts, nothing("There are no component projects yet.")]
    return [*parts, drawing(source, roadmap_data(source))]


def drawing(source: Source, data: RoadmapData, most: float = inf) -> RoadmapDrawing:
    """Lanes under a time scale with the status date. Args: most: points that they take of a page."""
    told = "Status date" if source.has_status else "Last edit"
    return RoadmapDrawing(data, source.formats, f"{told} {source.formats.date(source.day)}", most)

"""Scheduling problems of PSPLIB (`.sm`, `.mm`) and Patterson (`.rcp`): jobs, modes, resources, precedence.

A unit of time becomes a working day. Source: R. Kolisch and A. Sprecher (1996), PSPLIB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath

from tpm_desktop.model.record import new_id
from tpm_desktop.model.resources import ResourceKind
from tpm_desktop.model.schedule import LinkType

from .errors import ImportProblem
from .report import ImportReport
from .rows import Rows
from .steps import Steps

__all__ = ["read"]

_DAY, _WHOLE = 480, 10_000
_MOST_JOBS, _MOST_KINDS, _MOST_MODES, _MOST_NUMBER = 20_000, 100, 1_000, 10_000


@dataclass(frozen=True, slots=True)
class Mode:
    """A way to do a job: units of time, and units of each resource."""

    duration: int
    needs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """modes: at least one; after: the places of the jobs that wait for it."""

    modes: tuple[Mode, ...]
    after: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """capacities: of the renewable resources, which come first among the needs."""

    jobs: tuple[Job, ...]
    capacities: tuple[int, ...]


def read(content: bytes, report: ImportReport, projects_from_summaries: bool, steps: Steps) -> Rows:
    """All rows of the program. There are no summaries that could become projects.

    Raises: `ImportProblem` where the file ends too early or its numbers can't be.
    """
    steps.reach(0.05, "Reading the file")
    text = content.decode("ascii", "replace")
    try:
        network = _sections(text) if "PRECEDENCE RELATIONS:" in text else _patterson(text)
        _check(network)
    except (ValueError, IndexError) as error:
        said = (
            str(error) if isinstance(error, _Wrong) else "it ends too early or its columns are out of place"
        )
        raise ImportProblem(
            f"{report.source} is no whole scheduling problem: {said}; get the file again"
        ) from None
    steps.reach(0.4, "Reading jobs and resources")
    return _rows(network, report)


class _Wrong(ValueError):
    """What is wrong with the numbers, in words."""


def _patterson(text: str) -> Network:
    """Counts, capacities, then of each job its duration, needs, and what follows it."""
    numbers = iter([int(word) for word in text.split()])

    def take(count: int) -> tuple[int, ...]:
        if count > _MOST_JOBS:
            raise _Wrong(f"{count} is too many")
        found = tuple(islice(numbers, count))
        if len(found) < count:
            raise IndexError
        return found

    count, kinds = take(2)
    _limit(count, kinds)
    capacities = take(kinds)
    jobs = []
    for _ in range(count):
        duration, *needs = take(1 + kinds)
        (followers,) = take(1)
        after = tuple(number - 1 for number in take(followers))
        jobs.append(Job((Mode(duration, tuple(needs)),), after))
    return Network(tuple(jobs), capacities)


def _sections(text: str) -> Network:
    """The sections of PSPLIB's own form, each under its heading."""
    renewable = _counted(text, "renewable")
    others = _counted(text, "nonrenewable") + _counted(text, "doubly constrained")
    followers = {job: tuple(rest[2:]) for job, *rest in _lines(text, "PRECEDENCE RELATIONS:")}
    _limit(len(followers), renewable + others)
    modes: dict[int, list[Mode]] = {}
    job = 0
    for line in _lines(text, "REQUESTS/DURATIONS:"):
        if len(line) == 3 + renewable + others:  # the first mode of a job begins with the job's number
            job, *line = line
        _, duration, *needs = line
        if len(needs) != renewable + others or len(modes.setdefault(job, [])) >= _MOST_MODES:
            raise _Wrong(f"the modes of job {job} are out of place")
        modes[job].append(Mode(duration, tuple(needs)))
    there = next(_lines(text, "RESOURCEAVAILABILITIES:"))
    if sorted(followers) != sorted(modes) or len(there) < renewable:
        raise IndexError
    place = {number: at for at, number in enumerate(sorted(followers))}
    jobs = tuple(
        Job(tuple(modes[number]), tuple(place.get(each, -1) for each in followers[number]))
        for number in place
    )
    return Network(jobs, tuple(there[:renewable]))


def _counted(text: str, kind: str) -> int:
    """How many resources of a kind there are; none where the file does not say."""
    found = re.search(rf"- {kind} *: *(\d{{1,4}})", text)
    return int(found[1]) if found else 0


def _lines(text: str, heading: str) -> Iterator[list[int]]:
    """The lines of numbers below a heading, up to the next row of asterisks."""
    _, found, below = text.partition(heading)
    if not found:
        raise _Wrong(f"it has no section “{heading.rstrip(':')}”")
    for line in below.partition("***")[0].splitlines():
        words = line.split()
        if words and all(word.lstrip("-").isdigit() for word in words):
            yield [int(word) for word in words]


def _limit(jobs: int, kinds: int) -> None:
    if not 1 <= jobs <= _MOST_JOBS or not 0 <= kinds <= _MOST_KINDS:
        raise _Wrong(f"it is said to have {jobs} jobs and {kinds} resources")


def _check(network: Network) -> None:
    count = len(network.jobs)
    for at, job in enumerate(network.jobs):
        numbers = [number for mode in job.modes for number in (mode.duration, *mode.needs)]
        if any(not 0 <= number <= _MOST_NUMBER for number in numbers):
            raise _Wrong(f"job {at + 1} has a duration or a need below none or above {_MOST_NUMBER:,}")
        if any(not 0 <= other < count or other == at for other in job.after):
            raise _Wrong(f"a job that is not there follows job {at + 1}")
    waiting = [0] * count
    for other in (other for job in network.jobs for other in job.after):
        waiting[other] += 1
    ready = [at for at, before in enumerate(waiting) if not before]
    for at in ready:  # grows while it is read
        for other in network.jobs[at].after:
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    if len(ready) < count:
        raise _Wrong("some of its jobs wait for each other")
    if any(not 0 <= most <= _MOST_NUMBER for most in network.capacities):
        raise _Wrong(f"there is less than none or more than {_MOST_NUMBER:,} of a resource")


def _rows(network: Network, report: ImportReport) -> Rows:
    rows, kinds = Rows(report), len(network.capacities)
    name = PurePath(report.source).stem or "Scheduling problem"
    rows.program = {**rows.fit("program", "the problem", {"name": name}), "calendar_id": None}
    project = rows.add("project", "the problem", {"name": name})
    who = [
        rows.add(
            "resource",
            f"resource {at + 1}",
            {"name": f"R{at + 1}", "kind": ResourceKind.WORK, "max_units": most * _WHOLE},
        )
        for at, most in enumerate(network.capacities)
    ]
    ids = [new_id() for _ in network.jobs]
    for at, job in enumerate(network.jobs):
        mode = _chosen(job, network.capacities)
        rows.add("task", f"job {at + 1}", {"id": ids[at], "project_id": project, **_task(network, at, mode)})
        for each, units in zip(who, mode.needs, strict=False):
            if units and mode.duration:
                work = mode.duration * _DAY * units
                row = {"task_id": ids[at], "resource_id": each, "units": units * _WHOLE, "work": work}
                rows.add("assignment", f"job {at + 1}", row)
        for other in dict.fromkeys(job.after):
            row = {"predecessor_id": ids[at], "successor_id": ids[other], "type": LinkType.FS}
            rows.add("link", f"job {at + 1}", row)
    _tell(network, report, kinds)
    return rows


def _task(network: Network, at: int, mode: Mode) -> dict[str, object]:
    """Fields of a job: the first and the last stand for begin and end; a quicker mode can be bought."""
    job, last = network.jobs[at], len(network.jobs) - 1
    ends = {0: "Begin", last: "End"} if not mode.duration else {}
    found: dict[str, object] = {
        "name": ends.get(at, f"Job {at + 1}"),
        "duration": mode.duration * _DAY,
        "milestone": not mode.duration,
    }
    quickest = min(each.duration for each in job.modes)
    if quickest < mode.duration:
        found["crash_duration"] = quickest * _DAY
    if len(job.modes) > 1:
        found["notes"] = "\n".join(
            f"Mode {number}: {each.duration} days, needs {', '.join(map(str, each.needs))}"
            for number, each in enumerate(job.modes[:_TOLD_MODES], 1)
        )
    return found


_TOLD_MODES = 50


def _chosen(job: Job, capacities: Sequence[int]) -> Mode:
    """The first mode that there is enough for; the first of all where none is."""
    fitting = (
        mode
        for mode in job.modes
        if all(need <= most for need, most in zip(mode.needs, capacities, strict=False))
    )
    return next(fitting, job.modes[0])


def _tell(network: Network, report: ImportReport, kinds: int) -> None:
    several = sum(len(job.modes) > 1 for job in network.jobs)
    if several:
        report.adjusted(
            f"{several:,} jobs can be done in several modes: the first that there is enough for is planned, "
            "a quicker one is the shortest duration, all stand in the notes"
        )
    used = sum(any(need for mode in job.modes for need in mode.needs[kinds:]) for job in network.jobs)
    if used:
        report.not_kept("jobs that use up resources which are not renewed", used)

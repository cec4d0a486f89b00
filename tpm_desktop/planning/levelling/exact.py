"""The exact solver: CP-SAT of OR-Tools, begun with a good plan.

The model is the usual one of intervals and cumulative resources. It is handed over as text of the solver's
own model language, straight to its compiled part: the layer above would load pandas, which nothing needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tpm_desktop.planning.levelling.problem import Problem, Starts

__all__ = ["Exact", "least_change", "solve"]

_ENDLESS = 2**62


@dataclass(frozen=True, slots=True)
class Exact:
    """A plan no longer than the given, if one was found; no plan is shorter than `bound`."""

    starts: Starts | None
    bound: int


def solve(
    problem: Problem,
    known: Starts,
    effort: float,
    seed: int,
    goes_on: Callable[[], bool] = lambda: True,
    is_fit: bool = True,
) -> Exact:
    """Look for a shorter plan than a known one; if that leaves tasks unfit, for any that does not.

    Args: effort: about seconds, counted by the solver's own steps, so that the same effort gives the same
    plan. goes_on: asked whenever a better bound or plan was found.
    """
    longest = 0 if is_fit else problem.horizon
    answer = _answer(_written(problem, known, longest=longest), effort, seed, goes_on)
    if answer is None:
        return Exact(None, problem.bound)
    return Exact(answer[0][: len(problem)], round(answer[1]))


def _answer(
    model: str, effort: float, seed: int, goes_on: Callable[[], bool]
) -> tuple[list[int], float] | None:
    """The values of the best answer within the effort and the bound that was proven; None where none is."""
    if not model:
        return None
    from ortools.sat.python import cp_model_helper as solver

    read = solver.CpModelProto()
    read.parse_text_format(model)
    parameters = solver.SatParameters()
    parameters.num_workers = 1
    parameters.random_seed = seed % 2**31
    parameters.max_deterministic_time = effort
    work = solver.SolveWrapper()
    work.set_parameters(parameters)
    work.add_best_bound_callback(lambda bound: None if goes_on() else work.stop_search())
    answer = work.solve(read)  # type: ignore[no-untyped-call]
    if answer.status not in (solver.OPTIMAL, solver.FEASIBLE):
        return None
    return [int(value) for value in answer.solution], float(answer.best_objective_bound)


def least_change(
    problem: Problem,
    known: Starts,
    now: Starts,
    effort: float,
    seed: int,
    goes_on: Callable[[], bool] = lambda: True,
) -> Starts:
    """Of all plans that are no longer than a known one, the one whose starts differ least from those of now.

    What has a greater priority is moved less: each start counts by its weight.
    As far as it is found within the effort; else the best so far, at the worst the known one.
    Args: now: of the first tasks; what the others do does not count.
    """
    answer = _answer(_written(problem, known, now), effort, seed, goes_on)
    return known if answer is None else answer[0][: len(problem)]


def _written(problem: Problem, known: Starts, now: Starts | None = None, longest: int = 0) -> str:
    """The model: a variable for each start and one for the end, which is to be as early as can be.

    Nothing where some task can't start in time.
    Args: now: if given, it is enough that the end is no later, and the starts are to be as near to these;
    longest: how long the plan may be, where not as the known one.
    """
    length, end = longest or problem.length(known), len(problem)
    windows = [(first, length - tail) for first, tail in zip(problem.earliest, problem.tails, strict=True)]
    if problem.latest:
        windows = [(low, min(high, last)) for (low, high), last in zip(windows, problem.latest, strict=True)]
    if any(low > high for low, high in windows):
        return ""
    variables = [*windows, (problem.bound, length)]
    lines = [f"variables {{ domain: [{low}, {high}] }}" for low, high in variables]
    intervals = [_interval(task, slots) for task, slots in enumerate(problem.durations)]
    shares: list[str] = []
    groups: list[str] = []
    for kind, most in enumerate(problem.capacities):
        users = [
            task for task, needs in enumerate(problem.demands) if needs[kind] and problem.durations[task]
        ]
        demands = [problem.demands[task][kind] for task in users]
        for low, high, missing in _missing(most, length):
            users.append(len(intervals) + len(shares))
            demands.append(missing)
            shares.append(_interval(None, high - low, low))
        groups.append(_cumulative(most if isinstance(most, int) else max(most), users, demands))
    lines += intervals + shares + groups
    lines += [_apart(one, other, slots) for one, other, slots in problem.waits]
    lines += [_apart(task, end, slots) for task, slots in enumerate(problem.durations)]
    if now is None:
        lines.append(f"objective {{ vars: {end} coeffs: 1 }}")
    else:
        lines += _moves(problem.weights, now, length, end + 1)
    lines.append(f"solution_hint {{ vars: {list(range(end))} values: {list(known)} }}")
    return "\n".join(lines)


def _moves(weights: list[int], now: Starts, length: int, first: int) -> list[str]:
    """A variable for how far each start is from where it is now; their weighed sum is to be small."""
    reach = max(length, *now)
    moves = list(range(first, first + len(now)))
    lines = [f"variables {{ domain: [0, {reach}] }}" for _ in now]
    for task, (move, at) in enumerate(zip(moves, now, strict=True)):
        for sign in (-1, 1):  # move >= start - now and move >= now - start
            domain = f"domain: [{sign * at}, {_ENDLESS}]"
            lines.append(
                f"constraints {{ linear {{ vars: [{move}, {task}] coeffs: [1, {sign}] {domain} }} }}"
            )
    lines.append(f"objective {{ vars: {moves} coeffs: {weights[: len(moves)]} }}")
    return lines


def _interval(start: int | None, slots: int, first: int = 0) -> str:
    at = f"vars: {start} coeffs: 1" if start is not None else ""
    begin, end = f"start {{ {at} offset: {first} }}", f"end {{ {at} offset: {first + slots} }}"
    return f"constraints {{ interval {{ {begin} size {{ offset: {slots} }} {end} }} }}"


def _cumulative(capacity: int, intervals: Iterable[int], demands: Iterable[int]) -> str:
    needs = " ".join(f"demands {{ offset: {need} }}" for need in demands)
    users = f"capacity {{ offset: {capacity} }} intervals: {list(intervals)}"
    return f"constraints {{ cumulative {{ {users} {needs} }} }}"


def _apart(one: int, other: int, slots: int) -> str:
    domain = f"domain: [{slots}, {_ENDLESS}]"
    return f"constraints {{ linear {{ vars: [{one}, {other}] coeffs: [-1, 1] {domain} }} }}"


def _missing(most: int | Sequence[int], length: int) -> list[tuple[int, int, int]]:
    """Where there is less than the most there ever is: first slot, the one after the last, how much less."""
    if isinstance(most, int):
        return []
    found: list[tuple[int, int, int]] = []
    for slot in range(length):
        less = max(most) - most[min(slot, len(most) - 1)]
        if less and found and found[-1][1:] == (slot, less):
            found[-1] = (found[-1][0], slot + 1, less)
        elif less:
            found.append((slot, slot + 1, less))
    return found

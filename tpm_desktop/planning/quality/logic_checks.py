"""Checks of the logic and of the critical path as declared; limits without a source are ours."""

from tpm_desktop.planning.quality import logic, tasks
from tpm_desktop.planning.quality.check import Amount, Check, Figure, Group, Limit
from tpm_desktop.planning.quality.points import FIVE_PER_CENT, NONE_AT_ALL
from tpm_desktop.planning.quality.redundant import redundant_links

__all__ = ["LOGIC", "PATH"]

_G, _P, _COUNT, _SHARE, _INDEX = Group.LOGIC, Group.PATH, Figure.COUNT, Figure.SHARE, Figure.INDEX

LOGIC: tuple[Check, ...] = (
    Check("S1a", "Tasks without a predecessor", _G, _SHARE, tasks.without_predecessor, FIVE_PER_CENT,
          "Link each to what it waits for."),
    Check("S1b", "Tasks without a successor", _G, _SHARE, tasks.without_successor, FIVE_PER_CENT,
          "Link each to who uses its output, at the least to the finish milestone."),
    Check("L1", "Dangling starts and finishes", _G, _COUNT, logic.dangling, NONE_AT_ALL,
          "Add an FS or SS link into the start, an FS or FF link out of the finish."),
    Check("L2", "Links of summary tasks", _G, _COUNT, logic.links_of_summaries, NONE_AT_ALL,
          "Move each link to the first or the last task of the summary.", Amount.LAG),
    Check("S3", "Summary tasks with links", _G, _COUNT, logic.links_of_summaries, NONE_AT_ALL,
          "Move each link to the first or the last task of the summary.", Amount.LAG, same_as="L2"),
    Check("L3", "Redundant links", _G, _COUNT, redundant_links, None,
          "Remove them: other links already hold the successor as long.", Amount.LAG),
    Check("L4", "Work begun out of sequence", _G, _COUNT, logic.out_of_sequence, NONE_AT_ALL,
          "Correct the dates, or link to what truly came before.", Amount.LAG),
    Check("L5", "Tasks that a date holds later than their links", _G, _COUNT, logic.soft_pins, None,
          "Remove the date where it is out of date.", Amount.HELD),
    Check("L6", "Hotspots: more than five near paths into a task", _G, _COUNT, logic.hotspots, None,
          "Put a buffer before the task, or run the risk analysis.", Amount.NEAR),
    Check("L7", "Links between projects that no promise covers in time", _G, _COUNT, logic.open_commitments,
          NONE_AT_ALL, "Agree on a commitment; where the promise comes too late, escalate with its days.",
          Amount.SHORT),
    Check("L8", "Dates that conflict with links", _G, _COUNT, logic.constraint_conflicts, NONE_AT_ALL,
          "Free one: the date, or the links before it.", Amount.ROOM),
    Check("L9", "Tasks that wait for each other", _G, _COUNT, logic.ring, NONE_AT_ALL,
          "Remove one of the links of the ring."),
    Check("L10", "Links a task", _G, _INDEX, logic.density, Limit(least=15_000, most=40_000),
          "Too few: logic is missing; too many: remove redundant links."),
    Check("L11a", "Links from start to finish", _G, _COUNT, logic.start_to_finish, NONE_AT_ALL,
          "Turn each round into a finish-to-start link.", Amount.LAG),
    Check("L11b", "Start-to-start links without finish to finish", _G, _COUNT, logic.unpaired_starts, None,
          "Add the finish-to-finish link, so that the predecessor's finish counts too.", Amount.LAG),
    Check("L12", "Lags and leads above ten days", _G, _COUNT, logic.long_lags, NONE_AT_ALL,
          "Make the wait a task of its own.", Amount.LAG),
    Check("L13", "Level of effort that others wait for", _G, _COUNT, logic.driving_effort, NONE_AT_ALL,
          "Unlink it from what it drives; let its dates follow the work that it supports."),
    Check("L14", "Links between calendars that hardly meet", _G, _COUNT, logic.calendar_mismatches, None,
          "Check the calendars of both tasks.", Amount.LAG),
    Check("M1", "Manual tasks that break their links", _G, _COUNT, logic.broken_manual_links, NONE_AT_ALL,
          "Schedule the task automatically, move its dates, or remove the link.", Amount.ROOM),
)  # fmt: skip

PATH: tuple[Check, ...] = (
    Check("L15", "Gaps on the critical path", _P, _COUNT, logic.gaps, NONE_AT_ALL,
          "See what holds the task, a date or a calendar, and remove it or name the wait.", Amount.GAP),
    Check("C1", "Tasks without slack", _P, _SHARE, tasks.critical_share,
          Limit(least=500, most=2_500, binding=False),
          "Few: look for broken logic (D1, D5, L15); many: find the constraint that drives them."),
    Check("C2", "Tasks with up to ten days of slack", _P, _SHARE, tasks.near_critical, None,
          "Watch them every week.", Amount.SLACK),
)  # fmt: skip

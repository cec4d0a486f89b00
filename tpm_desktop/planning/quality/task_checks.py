"""Checks of tasks, progress, baseline and people as declared; limits without a source are ours."""

from tpm_desktop.planning.quality import people, progress, tasks
from tpm_desktop.planning.quality.check import Amount, Check, Figure, Group, Limit, Need
from tpm_desktop.planning.quality.points import NINETY_FIVE, NONE_AT_ALL

__all__ = ["BASELINE", "PEOPLE", "PROGRESS", "TASKS"]

_COUNT, _SHARE, _INDEX = Figure.COUNT, Figure.SHARE, Figure.INDEX
_STATUS, _BASELINE, _BOTH = (Need.STATUS_DATE,), (Need.BASELINE,), (Need.STATUS_DATE, Need.BASELINE)
_TEN_PER_CENT = Limit(most=1_000)

_T = Group.TASKS
TASKS: tuple[Check, ...] = (
    Check("S2", "Tasks with a constraint of any kind", _T, _SHARE, tasks.constrained, _TEN_PER_CENT,
          "Replace constraints by links; keep “start no earlier than” for true dates from outside."),
    Check("S5", "Estimated durations", _T, _SHARE, tasks.estimated, NONE_AT_ALL,
          "Have the owner confirm each duration."),
    Check("S6", "Milestones that last, tasks that don't", _T, _COUNT, tasks.odd_milestones, NONE_AT_ALL,
          "Set the milestone's duration to 0, or mark it as the task or milestone that it is."),
    Check("S7", "Names still to be given", _T, _COUNT, tasks.placeholder_names, NONE_AT_ALL,
          "Name each by a verb and what it acts on, such as “Install racks”."),
    Check("S8", "Manually scheduled tasks", _T, _SHARE, tasks.manual, NONE_AT_ALL,
          "Schedule them automatically; keep a date as “start no earlier than” only where it is real."),
    Check("G1a", "Tasks called like another", _T, _COUNT, tasks.same_names, NONE_AT_ALL,
          "Say in each name what makes it different, such as the site or the component."),
    Check("G4a", "Durations of whole weeks or as first set", _T, _SHARE, tasks.kept_guesses, None,
          "Ask for the basis of each duration that was kept.", Amount.DURATION),
    Check("G4b", "Tasks that go on round the clock", _T, _COUNT, tasks.around_the_clock, None,
          "Give them a calendar with working hours, unless nobody has to be there."),
    Check("G5a", "Summaries whose dates are not their tasks'", _T, _COUNT, tasks.strayed_summaries,
          NONE_AT_ALL, "Schedule the summary automatically, so that its tasks make its dates."),
    Check("W1", "Component projects without tasks", _T, _COUNT, tasks.empty_projects, NONE_AT_ALL,
          "Add its tasks, or remove the project."),
    Check("W2", "Tasks outside the breakdown of their project", _T, _COUNT, tasks.outside_breakdown,
          NONE_AT_ALL, "Put each below the summary task of the deliverable that it serves."),
    Check("X1", "Tasks of the next 90 days longer than 22 days", _T, _SHARE, tasks.coarse_ahead,
          _TEN_PER_CENT, "Break them down before they start.", Amount.DURATION, needs=_STATUS),
    Check("X2", "Stretches of over 92 days without a milestone", _T, _COUNT, tasks.without_milestones,
          NONE_AT_ALL, "Add a milestone with a proof of completion.", Amount.WITHOUT),
)  # fmt: skip

_P = Group.PROGRESS
PROGRESS: tuple[Check, ...] = (
    Check("S4", "Open work in the past, finished work in the future", _P, _COUNT, tasks.status_errors,
          NONE_AT_ALL, "Move what is left to after the status date; correct wrong actual dates.",
          needs=_STATUS, same_as="D9a"),
    Check("S9", "Tasks complete", _P, _SHARE, progress.status, None,
          "Explain each month in which fewer were finished than planned."),
    Check("P2", "Tasks that ride on the status date", _P, _COUNT, progress.riding_the_status_date, None,
          "Ask what is left, and set the remaining duration.", needs=_STATUS),
    Check("P3", "Progress that contradicts itself", _P, _COUNT, progress.contradictions, NONE_AT_ALL,
          "Give the missing date, or lower the share done."),
    Check("P4", "Tasks under way whose remaining duration nobody estimated", _P, _SHARE,
          progress.untouched_durations, Limit(most=8_000, binding=False),
          "Ask for the remaining duration, not for the share done.", needs=_BASELINE),
    Check("P5", "Bow wave: next month's finishes by those achieved", _P, _INDEX, progress.bow_wave,
          Limit(most=15_000), "Forecast anew by the rate that was achieved.", needs=_STATUS),
)  # fmt: skip

_B = Group.BASELINE
BASELINE: tuple[Check, ...] = (
    Check("G10a", "Baselines missing", _B, _COUNT, progress.baseline_kept, NONE_AT_ALL,
          "Keep a baseline once the plan is agreed."),
    Check("B1", "Tasks not in the baseline", _B, _SHARE, progress.not_in_baseline, None,
          "Take them into the baseline by a change request.", needs=_BASELINE),
    Check("B3", "Tasks baselined after the fact", _B, _COUNT, progress.baseline_after_the_fact, NONE_AT_ALL,
          "Compare with the earlier baseline as well.", needs=_BASELINE),
    Check("B4", "Starts made by starts due", _B, _INDEX, progress.starts_made, NINETY_FIVE,
          "Start them or plan them anew; look for inputs that are missing.", needs=_BOTH),
    Check("B5", "Due last month and finished on time", _B, _SHARE, progress.hits,
          Limit(least=7_500, binding=False),
          "Plan anew what is left, and look for the cause with the owners.", needs=_BOTH),
    Check("B6", "Milestones later than their baseline", _B, _COUNT, progress.milestone_slips, None,
          "Agree on a recovery plan, or on a new date.", Amount.LATE, needs=_BASELINE),
)  # fmt: skip

_R = Group.PEOPLE
PEOPLE: tuple[Check, ...] = (
    Check("R1", "Days on which somebody is overbooked", _R, _COUNT, people.overbooked, NONE_AT_ALL,
          "Level the work, give it to somebody else, or add capacity.", Amount.OVER, apart=True),
    Check("R2", "Tasks without an owner", _R, _COUNT, people.without_owner, NONE_AT_ALL,
          "Name one person who answers for it."),
    Check("R3", "Critical tasks of one person", _R, _SHARE, people.concentration, Limit(most=3_000),
          "Hand some over, or train a second person."),
    Check("R4", "Tasks planned while somebody on them is away", _R, _COUNT, people.away, NONE_AT_ALL,
          "Move the task, or give it to somebody else.", Amount.AWAY),
)  # fmt: skip

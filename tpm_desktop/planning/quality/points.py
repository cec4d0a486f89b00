"""DCMA's 14 points as declared checks; the thresholds are DCMA's."""

from tpm_desktop.planning.quality import dcma
from tpm_desktop.planning.quality.check import Amount, Check, Figure, Group, Limit, Need
from tpm_desktop.planning.quality.push import critical_path_test

__all__ = ["DCMA", "FIVE_PER_CENT", "NINETY_FIVE", "NONE_AT_ALL"]

NONE_AT_ALL = Limit(most=0)
FIVE_PER_CENT = Limit(most=500)
NINETY_FIVE = Limit(least=9_500)
_G, _COUNT, _SHARE, _INDEX = Group.DCMA, Figure.COUNT, Figure.SHARE, Figure.INDEX
_STATUS, _BOTH = (Need.STATUS_DATE,), (Need.STATUS_DATE, Need.BASELINE)

DCMA: tuple[Check, ...] = (
    Check("D1", "Tasks lacking a predecessor or a successor", _G, _SHARE, dcma.open_ends, FIVE_PER_CENT,
          "Link each to what it waits for and to who uses its output, at the least to the finish milestone."),
    Check("D2", "Links with a lead", _G, _COUNT, dcma.leads, NONE_AT_ALL,
          "Split the predecessor where its work is handed over, then link finish to start.",
          Amount.LAG),
    Check("D3", "Links with a lag", _G, _SHARE, dcma.lags, FIVE_PER_CENT,
          "Make the wait a task with a name, such as curing, review or transport.", Amount.LAG),
    Check("D4", "Links from finish to start", _G, _SHARE, dcma.link_types, Limit(least=9_000),
          "Split tasks in place of SS and FF links; an SF link is nearly always an FS link turned round.",
          Amount.LAG),
    Check("D5", "Tasks with a fixed or latest date", _G, _SHARE, dcma.hard_constraints, FIVE_PER_CENT,
          "Use “start no earlier than” or a deadline, and let links decide."),
    Check("D6", "Tasks with more than 44 days of slack", _G, _SHARE, dcma.high_slack, FIVE_PER_CENT,
          "Find the missing successor; where there is none, confirm the slack with the owner.", Amount.SLACK),
    Check("D7", "Tasks with negative slack", _G, _COUNT, dcma.negative_slack, NONE_AT_ALL,
          "Recover the time by logic, people or scope, or move the date with approval.", Amount.SLACK),
    Check("D8", "Tasks longer than 44 days", _G, _SHARE, dcma.long_durations, FIVE_PER_CENT,
          "Break each down to the size that progress is reported on.", Amount.DURATION),
    Check("D9a", "Open work planned before the status date", _G, _COUNT, dcma.invalid_forecasts, NONE_AT_ALL,
          "Move what is left to after the status date, or report what was done.", needs=_STATUS),
    Check("D9b", "Actual dates after the status date", _G, _COUNT, dcma.invalid_actuals, NONE_AT_ALL,
          "Correct the date, or move the status date on.", needs=_STATUS),
    Check("D10", "Tasks of a day or more without resource and cost", _G, _SHARE, dcma.without_resources, None,
          "Assign who does it or what it costs; explain each that needs neither."),
    Check("D11", "Tasks due that are late or still open", _G, _SHARE, dcma.missed, FIVE_PER_CENT,
          "Plan anew what is left, and look for the cause with the owners.", needs=_BOTH),
    Check("D12", "Driving paths that a push of 600 days does not get through", _G, _COUNT, critical_path_test,
          NONE_AT_ALL, "Mend open ends and constraints on the path; the push stops at the tasks named."),
    Check("D13", "Critical path length index", _G, _INDEX, dcma.critical_path_length_index, NINETY_FIVE,
          "Shorten the critical path, or agree on a new finish.", Amount.SLACK, needs=_BOTH, timed=True),
    Check("D14", "Baseline execution index", _G, _INDEX, dcma.baseline_execution_index, NINETY_FIVE,
          "Finish what is due, and take what was added into the baseline.", needs=_BOTH),
)  # fmt: skip

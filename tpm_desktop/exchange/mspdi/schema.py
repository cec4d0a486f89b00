"""The order in which MS Project wants the parts of its elements; it refuses a document in another order.

Source: the Project XML Data Interchange schema (mspdi_pj12.xsd), and where
MS Project itself writes the parts that it has added since.
"""

from __future__ import annotations

PROJECT = (
    "SaveVersion", "Name", "Title", "ScheduleFromStart", "StartDate", "FinishDate", "FYStartDate",
    "CriticalSlackLimit", "CurrencyDigits", "CurrencySymbol", "CurrencyCode", "CalendarUID",
    "DefaultStartTime", "DefaultFinishTime", "MinutesPerDay", "MinutesPerWeek", "DaysPerMonth",
    "DefaultTaskType", "DurationFormat", "WorkFormat", "HonorConstraints", "MultipleCriticalPaths",
    "NewTasksEffortDriven", "SplitsInProgressTasks", "StatusDate", "MoveRemainingStartsForward",
    "NewTasksAreManual",
)  # fmt: skip

TASK = (
    "UID", "ID", "Name", "Active", "Manual", "Type", "IsNull", "WBS", "OutlineNumber", "OutlineLevel",
    "Priority", "Start", "Finish", "Duration", "ManualStart", "ManualFinish", "ManualDuration",
    "DurationFormat", "Stop", "Resume", "EffortDriven", "Estimated", "Milestone", "Summary", "Critical",
    "IsSubproject", "ExternalTask", "EarlyStart", "EarlyFinish", "LateStart", "LateFinish", "FreeSlack",
    "StartSlack", "FinishSlack", "TotalSlack", "FixedCost", "FixedCostAccrual", "PercentComplete",
    "Cost", "ActualStart", "ActualFinish", "ActualDuration", "ActualCost", "RemainingDuration",
    "ConstraintType", "CalendarUID", "ConstraintDate", "Deadline", "LevelingDelay",
    "LevelingDelayFormat", "IgnoreResourceCalendar", "Notes", "PhysicalPercentComplete", "EarnedValueMethod",
    "StartText", "FinishText", "DurationText", "PredecessorLink", "Baseline",
)  # fmt: skip

RESOURCE = (
    "UID", "ID", "Name", "Type", "IsNull", "Initials", "Group", "MaxUnits", "AccrueAt", "StandardRate",
    "StandardRateFormat", "OvertimeRate", "OvertimeRateFormat", "CostPerUse", "CalendarUID", "Notes",
    "IsGeneric", "IsCostResource",
)  # fmt: skip

ASSIGNMENT = (
    "UID", "TaskUID", "ResourceUID", "PercentWorkComplete", "ActualCost", "ActualOvertimeWork",
    "ActualStart", "ActualWork", "Cost", "Delay", "Finish", "HasFixedRateUnits", "FixedMaterial",
    "LevelingDelay", "LevelingDelayFormat", "OvertimeWork", "RegularWork", "RemainingOvertimeWork",
    "RemainingWork", "Start", "Units", "Work", "WorkContour", "TimephasedData",
)  # fmt: skip

"""Capital or operating: what a cost is by kind, stage and rule, with the reason.

Sources: IAS 16 and ASC 360 for hardware; ASC 350-40 by stage, ASU 2025-06 and IAS 38 for software;
ASU 2018-15 and the IFRIC agenda decisions for cloud arrangements. Thresholds are the program's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CostKind(StrEnum):
    """What a cost is for."""

    PRICE = "price"
    FREIGHT = "freight"
    INSTALLATION = "installation"
    TESTING = "testing"
    LICENCE = "licence"
    DESIGN = "design"
    CODING = "coding"
    CONFIGURATION = "configuration"
    CONVERSION_SOFTWARE = "conversion_software"
    INTEREST = "interest"
    EVALUATION = "evaluation"
    DATA_CONVERSION = "data_conversion"
    TRAINING = "training"
    MAINTENANCE = "maintenance"
    OVERHEAD = "overhead"
    CLOUD_FEES = "cloud_fees"


class Stage(StrEnum):
    """Where a project of software stands when the cost arises."""

    PRELIMINARY = "preliminary"
    DEVELOPMENT = "development"
    OPERATION = "operation"


class SoftwareRule(StrEnum):
    """Which standard decides about software that is built."""

    STAGES = "stages"
    PROBABLE = "asu_2025_06"
    IAS_38 = "ias_38"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a cost is capital, and in one sentence why."""

    capital: bool
    reason: str


ALWAYS_EXPENSE = {
    CostKind.EVALUATION: "Alternatives and vendors are chosen before there is an asset",
    CostKind.DATA_CONVERSION: "Converting data is operating; software for it is not",
    CostKind.TRAINING: "Training is operating",
    CostKind.MAINTENANCE: "Maintenance keeps an asset as it is",
    CostKind.OVERHEAD: "General overhead belongs to no asset",
    CostKind.CLOUD_FEES: "A hosting service that can't be taken over is paid as it is received",
}
"""Whatever the asset, threshold and stage."""

_BUILT = {
    CostKind.DESIGN,
    CostKind.CODING,
    CostKind.CONFIGURATION,
    CostKind.TESTING,
    CostKind.CONVERSION_SOFTWARE,
}
_STAGES = {
    Stage.PRELIMINARY: "Preliminary stage: nothing is chosen and authorised yet",
    Stage.OPERATION: "In operation: the software is ready for its use",
}
_BEFORE = {
    SoftwareRule.STAGES: _STAGES[Stage.PRELIMINARY],
    SoftwareRule.PROBABLE: "Funding is not committed, or completion not yet probable",
    SoftwareRule.IAS_38: "Research: not all six criteria of development are shown",
}
_SINCE = {
    SoftwareRule.STAGES: "Application development, funded and probable to be completed",
    SoftwareRule.PROBABLE: "Funding is committed and completion probable",
    SoftwareRule.IAS_38: "Development: all six criteria are shown",
}

SHORT_LIVED = "It is used for a shorter time than assets are"
SMALL = "One piece costs less than the capitalisation threshold"
INTEREST = "Interest is capital only while something is built"
HELD = "A licence that the customer holds"
NEEDED = "Needed to bring the asset into use"
REASONS = frozenset(
    {SHORT_LIVED, SMALL, INTEREST, HELD, NEEDED}
    | {*ALWAYS_EXPENSE.values(), *_STAGES.values(), *_BEFORE.values(), *_SINCE.values()}
)
"""Every reason that a rule gives."""


def verdict(
    kind: CostKind,
    *,
    stage: Stage | None = None,
    rule: SoftwareRule = SoftwareRule.STAGES,
    unit_cost: int = 0,
    threshold: int = 0,
    life: int = 12,
    least_life: int = 12,
) -> Verdict:
    """What a cost is.

    Args: stage: of software that is built, None for what is bought; under `PROBABLE` and `IAS_38` the
    preliminary stage means that their criteria are not met yet; unit_cost, threshold: minor units, what
    one piece costs and from where on it is an asset; life, least_life: months of use, and those of an asset.
    """
    if kind in ALWAYS_EXPENSE:
        return Verdict(False, ALWAYS_EXPENSE[kind])
    if life < least_life:
        return Verdict(False, SHORT_LIVED)
    if unit_cost < threshold:
        return Verdict(False, SMALL)
    if stage is Stage.OPERATION:
        return Verdict(False, _STAGES[stage])
    if stage is Stage.PRELIMINARY:
        return Verdict(False, _BEFORE[rule])
    if stage is Stage.DEVELOPMENT and (kind in _BUILT or kind is CostKind.INTEREST):
        return Verdict(True, _SINCE[rule])
    if kind is CostKind.INTEREST:
        return Verdict(False, INTEREST)
    if kind is CostKind.LICENCE:
        return Verdict(True, HELD)
    return Verdict(True, NEEDED)

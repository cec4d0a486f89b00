"""What a policy may set beside its rules: how things are counted and treated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .metrics import Measure


@dataclass(frozen=True, slots=True)
class Setting:
    """choices: of a setting that is a word; otherwise measure says what it is."""

    key: str
    words: str
    measure: Measure | None = None
    choices: Mapping[str, str] | None = None


ALL_UNSPENT, UNCOMMITTED_ONLY = "all_unspent", "uncommitted_only"

SETTINGS: dict[str, Setting] = {
    one.key: one
    for one in (
        Setting(
            "software_rule",
            "internal software is capitalised",
            choices={
                "stages": "by stages (ASC 350-40)",
                "asu_2025_06": "without stages (ASU 2025-06)",
                "ias_38": "by IAS 38",
            },
        ),
        Setting(
            "carry_basis",
            "at year end",
            choices={
                ALL_UNSPENT: "all that is unspent counts against the limit",
                UNCOMMITTED_ONLY: "open orders carry in full, the rest up to the limit",
            },
        ),
        Setting(
            "group_purchases",
            "a purchase of several counts",
            choices={"unit": "per unit", "order": "per order"},
        ),
        Setting("limit_includes_tax", "limits include tax", Measure.FLAG),
        Setting("invoice_tolerance", "an invoice may be over its order by", Measure.SHARE),
        Setting("invoice_tolerance_sum", "and by at most", Measure.MONEY),
        Setting("approval_days", "an approval is good for, in days", Measure.COUNT),
        Setting("discount_rate", "discount rate", Measure.SHARE),
    )
}

"""Whether a cost line is capital or operating: by rule, unless somebody says otherwise and why."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.finance import capitalisation
from tpm_desktop.model.capital import AssetClass, CapitalCost, CapitalRequest
from tpm_desktop.model.finance import Treatment
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.due import day_of_status

Values = Mapping[str, Any]
_DECIDES = {"kind", "stage", "quantity", "unit_price", "request_id", "treatment"}
_STAGED = (AssetClass.SOFTWARE_BUILT, AssetClass.CLOUD)
_LONGER = 480  # months of use, where none are entered yet
_BY_STAGE = capitalisation.SoftwareRule.STAGES.value


def with_treatment(program: OpenProgram, values: Values, row: CapitalCost | None = None) -> dict[str, Any]:
    """The values with what the rule makes of them, where they say nothing else.

    Args: row: as it is, of a line that is edited.
    Raises: `EditError` where somebody decides against the rule and doesn't say why.
    """
    made = dict(values)
    whole = {**(row.model_dump() if row else {}), **values}
    ruled = judged(program, whole)
    given = values.get("treatment")
    if given is None:
        if row is None or _DECIDES & set(values):
            made["treatment"] = Treatment.CAPEX if ruled.capital else Treatment.OPEX
            made["reason"] = made.get("reason") or ruled.reason
        return made
    if (Treatment(given) is Treatment.CAPEX) == ruled.capital:
        known = whole.get("reason") if row and not _is_rule(row) else None
        made["reason"] = made.get("reason") or known or ruled.reason
        return made
    if not values.get("reason"):
        word = "capital" if ruled.capital else "operating"
        raise EditError(
            f"by rule this is {word} ({_lower(ruled.reason)}); enter the reason for another treatment too"
        )
    return made


def judged(program: OpenProgram, values: Values) -> capitalisation.Verdict:
    """What the rule makes of a cost line."""
    request = program.plan.state.capital.all(CapitalRequest).get(str(values.get("request_id")))
    staged = request is not None and request.asset_class in _STAGED
    stage, state = values.get("stage"), program.plan.state
    least, years = state.policy.capitalisation(day_of_status(state)) or (0, Decimal(1))
    pieces = (
        int(values.get("quantity") or 1) if state.policy.settings.get("group_purchases") == "order" else 1
    )
    return capitalisation.verdict(
        capitalisation.CostKind(str(values.get("kind") or capitalisation.CostKind.PRICE)),
        stage=capitalisation.Stage(str(stage)) if stage and staged else None,
        rule=capitalisation.SoftwareRule(str(state.policy.settings.get("software_rule", _BY_STAGE))),
        unit_cost=int(values.get("unit_price") or 0) * pieces,
        threshold=least,
        life=(request.life if request else None) or _LONGER,
        least_life=math.ceil(years * 12),
    )


def _is_rule(row: CapitalCost) -> bool:
    """Whether the reason that stands is one of the rule's own."""
    return row.reason in capitalisation.REASONS


def _lower(reason: str) -> str:
    return reason[:1].lower() + reason[1:]

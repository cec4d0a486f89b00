"""Which views are parts of others: the navigation lists them while that one, or one of them, is in front.

Nobody reads a hundred places one below the other.
"""

from __future__ import annotations

PARTS: dict[str, tuple[str, ...]] = {
    # Plan
    "gantt": ("baseline",),
    "health": ("check_limit", "waiver"),
    "calendar": ("calendar_exception",),
    "staffing": ("staffing_request",),
    "resource": ("assignment",),
    # Money
    "budget": (
        "account", "funding_source", "transfer", "carry_over", "budget_version", "exchange_rate",
    ),
    "evm": ("earning_milestone", "variance_explanation"),
    "capex": (
        "capital_request", "purchase_order", "payment_stage", "receipt", "invoice", "payment", "asset",
        "asset_change",
    ),
    "business-case": ("benefit",),
    "cost_entry": ("closed_month",),
    # Control
    "period": ("status_report", "reporting_period"),
    "policy": ("policy_waiver",),
    "risk": ("heat-map", "risk_level", "assumption"),
    "change_request": ("exception_report",),
    # Delivery
    "integration": ("interface", "integration_test", "test_cycle", "system"),
    "readiness": ("release", "environment"),
    "installation": (
        "component", "installation_step", "component_version", "booking", "service_transition", "known_error",
        "site", "checklist_item",
    ),
    "coverage": ("requirement", "deliverable", "review", "acceptance"),
    # Procurement
    "evaluation": ("bid", "bid_criterion"),
    "procurement_package": ("package_date",),
    "contract": ("contract_milestone",),
    # Governance
    "life-cycle": ("gate", "stage", "gate_criterion"),
    "meeting-room": ("meeting",),
    "governance": ("body", "membership"),
    "stakeholder": ("stakeholder-grid", "expectation"),
    "telling": ("communication",),
    # People
    "position": ("role", "pmo_function"),
    "skill": ("resource_skill", "skill_need"),
    "boarding_step": ("standard_step",),
}  # fmt: skip
"""By the key of a view, those that are parts of it, in the order in which they are listed."""

"""Vendors, procurement packages with bids and criteria, contracts with milestones."""

from __future__ import annotations

from tpm_desktop.model.contracts import CONTRACT_STEPS, MILESTONE_STEPS, Contract, ContractMilestone
from tpm_desktop.model.entry import Area, TableEntry, Travels, part
from tpm_desktop.model.procurement import (
    Bid,
    BidCriterion,
    BidScore,
    PackageDate,
    ProcurementPackage,
    Vendor,
)
from tpm_desktop.model.procurement_life import PACKAGE_STEPS, PackageState

PROCUREMENT: tuple[TableEntry, ...] = (
    TableEntry(
        Vendor,
        "Vendor",
        "Vendors",
        Area.PROCUREMENT,
        "vendor",
        ("code", "name", "offers", "rating", "contact"),
        belongs_here="Who sells to the program, or may",
        travels=Travels.WHEN_NEEDED,
    ),
    TableEntry(
        ProcurementPackage,
        "Procurement package",
        "Procurement packages",
        Area.PROCUREMENT,
        "procurement",
        ("code", "title", "state", "strategy", "project_id", "owner_id", "estimate"),
        belongs_here="What is bought together, how far that has come, and whether it comes in time",
        steps=("state", PACKAGE_STEPS),
        not_chosen=(PackageState.AWARDED,),
    ),
    TableEntry(
        PackageDate,
        "Package date",
        "Package dates",
        Area.PROCUREMENT,
        "calendar",
        ("package_id", "state", "planned", "task_id", "reached"),
        belongs_here="When packages are planned to reach their states, and when they did",
        only_one=("package_id", "state"),
        called_by=("package_id", "state"),
    ),
    TableEntry(
        BidCriterion,
        "Bid criterion",
        "Bid criteria",
        Area.PROCUREMENT,
        "target",
        ("package_id", "title", "weight", "is_price", "least", "how"),
        belongs_here="What bids are judged by: weights that come to 100 %, and what knocks out",
        called_by=("package_id",),
    ),
    TableEntry(
        Bid,
        "Bid",
        "Bids",
        Area.PROCUREMENT,
        "bid",
        ("code", "package_id", "vendor_id", "price", "received", "valid_until", "delivers",
         "disqualified", "awarded"),
        belongs_here="What vendors offer for the packages",
        one_holds=("package_id", "awarded"),
        asked=("package_id", "vendor_id", "price", "received", "valid_until", "delivers"),
        amounts=True,
        called_by=("vendor_id", "package_id"),
    ),
    part(
        BidScore, "Bid score", "Bid scores", Area.PROCUREMENT, "target",
        "bid_id", "criterion_id", "score", "reason", only_one=("bid_id", "criterion_id"), amounts=True,
        called_by=("bid_id", "criterion_id"),
    ),
    TableEntry(
        Contract,
        "Contract",
        "Contracts",
        Area.PROCUREMENT,
        "contract",
        ("code", "title", "state", "vendor_id", "kind", "value", "start", "finish", "renewal", "notice_days"),
        belongs_here="What is agreed with vendors: value, term, notice and what is paid for what",
        steps=("state", CONTRACT_STEPS),
    ),
    TableEntry(
        ContractMilestone,
        "Contract milestone",
        "Contract milestones",
        Area.PROCUREMENT,
        "milestone",
        ("code", "title", "contract_id", "state", "due", "task_id", "accepted_on", "amount", "invoice_id"),
        belongs_here="What vendors deliver by when, and what is paid for it",
        steps=("state", MILESTONE_STEPS),
    ),
)  # fmt: skip

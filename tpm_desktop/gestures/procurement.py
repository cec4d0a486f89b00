"""Scoring bids in the matrix, and awarding one of them by a decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.model.governance import DecisionState
from tpm_desktop.model.procurement import Bid, BidScore, ProcurementPackage, Vendor
from tpm_desktop.model.procurement_life import PackageState
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.procurement import evaluation

from .following import apply, following
from .steps import refuse_step
from .words import quoted

Cell = tuple[str, str]
"""Ids of a criterion and a bid."""


def set_scores(program: OpenProgram, scores: Mapping[Cell, int | None]) -> None:
    """Give cells their scores, None to take one away, in one step.

    Raises: `EditError`, `ProgramFileError`.
    """
    known = {(row.criterion_id, row.bid_id): row.id for row in program.file.rows(BidScore)}
    edits = {
        known[cell]: {"score": score} for cell, score in scores.items() if cell in known and score is not None
    }
    added = [
        {"criterion_id": cell[0], "bid_id": cell[1], "score": score}
        for cell, score in scores.items()
        if cell not in known and score is not None
    ]
    removed = [known[cell] for cell, score in scores.items() if cell in known and score is None]
    if not edits and not added and not removed:
        return
    followed, rows = following(program, "bid_score", edits, added, removed)
    count = len(scores)
    with program.file.transaction("Score a bid" if count == 1 else f"Score bids in {count} cells") as edit:
        apply(edit, followed)
        edit.add_all("bid_score", rows)
        edit.remove("bid_score", removed)


def award(program: OpenProgram, bid_id: str, reason: str, by_id: str | None = None) -> str:
    """Award a bid: its package is awarded, and a decision records what, why and by whom, as one step.

    Returns: the decision's id.
    Raises: `EditError` where the bid is out, the package is not at that step, or nobody says why or who
    awards it.
    """
    bid = program.file.row(Bid, bid_id)
    package = program.file.row(ProcurementPackage, bid.package_id) if bid else None
    if bid is None or package is None:
        raise EditError("that bid is gone")
    refuse_step("procurement_package", f"package {package.code}", package.state, PackageState.AWARDED)
    if package.state is PackageState.AWARDED:
        raise EditError(f"package {package.code} is awarded already; take it back to evaluation first")
    told = _how_it_came_off(program, package, bid)
    if not reason.strip():
        raise EditError("an award needs a reason; say why this bid")
    vendor = program.file.row(Vendor, bid.vendor_id)
    name = vendor.name if vendor else bid.code
    paper: Mapping[str, Any] = {
        "title": f"Award of {package.title[:_LONGEST]} to {str(name)[:_LONGEST]}",
        "question": f"Which bid gets package {package.code}?",
        "options": told,
        "project_id": package.project_id,
        "state": DecisionState.DECIDED,
        "outcome": reason.strip(),
        "decided_by_id": by_id,
        "cost": bid.price,
    }
    edits, (paper,) = following(program, "decision", {}, [paper])
    with program.file.transaction(
        f"Award {package.code} {quoted(package.title)} to {quoted(str(name))}"
    ) as edit:
        apply(edit, edits)
        decision = edit.add("decision", **paper)
        edit.set("bid", bid.id, awarded=True)
        edit.set(
            "procurement_package", package.id, state=PackageState.AWARDED, decision_id=decision,
            award_reason=reason.strip(),
        )  # fmt: skip
    return decision


_LONGEST = 200  # letters of a name within a title


def _how_it_came_off(program: OpenProgram, package: ProcurementPackage, bid: Bid) -> str:
    """All bids with points and ranks, as the decision keeps them.

    Raises: `EditError` where the bid is out.
    """
    state, formats = program.plan.state, Formats.of(program.file.program)
    found = evaluation(state, state.inputs.tables["procurement_package"].row[package.id])
    table, lines = state.inputs.tables["bid"], []
    vendors = {row.id: row.name for row in program.file.rows(Vendor)}
    for row, one in zip(found.bids, found.found, strict=True):
        if table.ids[row] == bid.id and one.is_out:
            raise EditError(f"{bid.code} is out of the running, so it can’t be awarded; see what puts it out")
        if table.ids[row] == bid.id and one.missing and package.state is PackageState.EVALUATION:
            raise EditError(f"{bid.code} is not scored for every criterion yet; finish the evaluation first")
        stands = "out" if one.is_out else f"rank {one.rank}" if one.rank else "not ranked"
        vendor = vendors.get(str(table.texts["vendor_id"][row]), "")
        points = formats.share(one.points, digits=1).rstrip(" %")
        lines.append(f"{table.texts['code'][row]} {vendor}: {points} of 100 points, {stands}")
    return "\n".join(lines)

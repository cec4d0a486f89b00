"""The section about change requests: what waits for a decision, and what each option would do."""

from __future__ import annotations

from reportlab.platypus import Flowable

from tpm_desktop.gestures.change_options import weighed
from tpm_desktop.model.change import ChangeOption, ChangeRequest
from tpm_desktop.plan.approval import approval
from tpm_desktop.plan.commitments import Outlook
from tpm_desktop.plan.due import is_settled
from tpm_desktop.plan.proposals import Proposal

from .parts import Section, note, nothing
from .source import Source
from .tables import Align, Cell, Rank, TableColumn, TableRow, data_table


def change_requests(source: Source, width: float) -> list[Flowable]:
    """Every request that is not settled, with its options side by side as the plan stands now."""
    waiting = [row for row in source.file.rows(ChangeRequest) if not is_settled("change_request", row)]
    one = len(waiting) == 1
    title = f"{len(waiting)} change{'' if one else 's'} under negotiation" if waiting else "Changes"
    parts: list[Flowable] = [Section(title)]
    if not waiting:
        return [*parts, nothing("No change of what was agreed is under negotiation.")]
    columns = [
        TableColumn("Code"),
        TableColumn("Change and its options", weight=2),
        TableColumn("Finish, days", Align.RIGHT),
        TableColumn(f"Cost, {source.formats.currency}", Align.RIGHT),
        TableColumn("Commitments, and who approves", weight=1),
    ]
    rows = [row for request in waiting for row in _rows(source, request)]
    said = "Computed on the plan as it stands, each option by itself. Cost: of the tasks or the outlook."
    return [*parts, data_table(columns, rows, width), note(said)]


def _rows(source: Source, request: ChangeRequest) -> list[TableRow]:
    facts = [request.state.label.lower(), source.body(request.body_id)]
    facts += [f"needed by {source.formats.date(request.needed_by)}"] if request.needed_by else []
    head = f"{request.title} ({', '.join(fact for fact in facts if fact)})"
    rows = [TableRow([request.code or "", head, "", "", ""], Rank.GROUP)]
    options = source.file.rows(ChangeOption, change_id=request.id)
    if not options:
        return [*rows, TableRow(["", "No option is proposed yet", "", "", ""])]
    return [*rows, *(_option(source, option, request.project_id) for option in options)]


def _option(source: Source, option: ChangeOption, project_id: str | None) -> TableRow:
    proposal, formats = weighed(source.file, source.state, option), source.formats
    title = Cell(f"{option.title} (chosen)" if option.chosen else option.title, strong=option.chosen)
    if proposal.moved:
        return TableRow(["", title, "–", "–", Cell(f"Can't be applied: {proposal.moved[0]}", "critical")])
    days = formats.integer(proposal.days, sign=True, dash=True)
    cost = formats.money(proposal.cost, whole=True, sign=True, dash=True)
    asked = approval(source.state, proposal, project_id)
    approver = source.body(asked.body_id) or "no body may decide so much"
    said = f"{_promises(proposal)}; {asked.klass.name.lower()}, to be approved by: {approver}"
    return TableRow(["", title, days, cost, said])


def _promises(proposal: Proposal) -> str:
    """How many commitments come on another day, and how many are late with the option but not without."""
    moved = len(proposal.commitments)
    late = sum(
        will.outlook is Outlook.LATE and was.outlook is not Outlook.LATE for was, will in proposal.commitments
    )
    saved = sum(
        was.outlook is Outlook.LATE and will.outlook is not Outlook.LATE for was, will in proposal.commitments
    )
    parts = [f"{moved} move" if moved else "all stay"]
    parts += [f"{late} get late"] if late else []
    parts += [f"{saved} no longer late"] if saved else []
    return ", ".join(parts)

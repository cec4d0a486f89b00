"""What was decided, signed and held stays: it can't be removed, nor taken along by what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from tpm_desktop.file.ends import is_part
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures import outline
from tpm_desktop.gestures.on_record import HOLDS
from tpm_desktop.gestures.outline import insert_project
from tpm_desktop.gestures.periods import begin_period, close_period
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.governance import Body, Meeting
from tpm_desktop.model.periods import ReportingPeriod
from tpm_desktop.plan import OpenProgram


class Desk:
    """A committee that met and decided, a project with a gate passed and a deliverable signed for."""

    def __init__(self, program: OpenProgram) -> None:
        self.program, self.ids = program, {}
        sponsor = self.add("resource", name="Sponsor")
        body = self.add("body", name="Committee", chair_id=sponsor)
        self.add("body", name="Idle board", type="board")
        self.ids["Sales"] = project = insert_project(program, "Sales")
        for state in ("held", "approved", "planned"):
            at = datetime(2026, 6, 1, 9)
            self.add("meeting", title=f"Meeting {state}", body_id=body, held=at, state=state)
        self.add("decision", title="Racks", body_id=body, state="decided", outcome="Racks of vendor B")
        self.add("decision", title="Shifts", body_id=body, state="asked")
        self.add("change_request", title="Fewer racks", body_id=body, state="withdrawn")
        self.add("change_request", title="More racks", body_id=body)
        for verdict in ("go", "open"):
            self.add("gate", title=f"Gate {verdict}", project_id=project, verdict=verdict, body_id=body)
        shop = self.add("deliverable", name="Shop", project_id=project, status="drafted")
        self.add("deliverable", name="Manual", project_id=project)
        self.ids["signature"] = self.add("acceptance", deliverable_id=shop, by_id=sponsor)

    def add(self, table: str, **values: object) -> str:
        row_id = add_row(self.program, table, values)
        self.ids[str(values.get("title") or values.get("name"))] = row_id
        return row_id


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Iterator[Desk]:
    path = tmp_path_factory.mktemp("control") / "p.tpm"
    with OpenProgram.create(path, name="Renewal", currency="EUR") as program:
        yield Desk(program)


STAYS = {
    "Racks": (
        "decision",
        "decision D-1 “Racks” is decided and stays on record; add a decision that takes its",
    ),
    "Fewer racks": (
        "change_request",
        "change request CR-1 “Fewer racks” is withdrawn and stays on record; rai",
    ),
    "signature": (
        "acceptance",
        "acceptance AC-1 of deliverable DL-1 “Shop” is signed and stays on record; add an",
    ),
    "Gate go": (
        "gate",
        "gate G-1 “Gate go” has the verdict go and stays on record; take the verdict back fir",
    ),
    "Meeting held": (
        "meeting",
        "meeting M-1 “Meeting held” is held and stays on record; set it back to call",
    ),
    "Meeting approved": (
        "meeting",
        "meeting M-2 “Meeting approved” has approved minutes and stays on record",
    ),
    "Committee": (
        "body",
        "“Committee” has 2 meetings, 1 decision, 1 change request, 1 gate on record; end the seats of its "
        "members instead",
    ),
    "Shop": (
        "deliverable",
        "deliverable DL-1 “Shop” has 1 acceptance on record; set it back to drafted instead",
    ),
    "Sales": (
        "project",
        "component project P-1 “Sales” has 1 gate, 1 acceptance on record; set its status to cancelled "
        "instead",
    ),
}


@pytest.mark.parametrize("title", STAYS)
def test_what_is_on_record_stays(desk, title):
    table, told = STAYS[title]
    with pytest.raises(EditError) as refused:
        remove_rows(desk.program, table, [desk.ids[title]])
    assert told in str(refused.value)


def test_a_project_is_not_removed_from_the_plan_with_what_is_on_record(desk):
    with pytest.raises(EditError, match="component project P-1 “Sales” has 1 gate, 1 acceptance on record"):
        outline.remove(desk.program, [desk.ids["Sales"]])


def test_what_is_not_settled_can_go(desk):
    file = desk.program.file
    for table, title in (
        ("decision", "Shifts"), ("change_request", "More racks"), ("gate", "Gate open"),
        ("meeting", "Meeting planned"), ("body", "Idle board"), ("deliverable", "Manual"),
    ):  # fmt: skip
        remove_rows(desk.program, table, [desk.ids[title]])
        assert file.row(Body if table == "body" else Meeting, desk.ids[title]) is None
        file.undo()
    set_fields(desk.program, "gate", desk.ids["Gate go"], {"verdict": "open"})
    remove_rows(desk.program, "gate", [desk.ids["Gate go"]])
    file.undo()
    file.undo()


def test_whatever_takes_records_along_is_known():
    """A register that comes to hold decisions, gates and the like has to be told of, or they would go."""
    kept = {"decision", "change_request", "gate", "acceptance", "meeting", *HOLDS}
    for table in kept:
        for name, column in entry(table).fields.items():
            if column.target and is_part(table, name):
                assert table in HOLDS.get(column.target, ()), (table, name)


def test_what_was_signed_in_a_reported_period_stays(tmp_path):
    with OpenProgram.create(
        tmp_path / "p.tpm", name="Renewal", status_date=datetime(2026, 6, 30, 17), currency="EUR"
    ) as program:
        project = insert_project(program, "Sales")
        people = [add_row(program, "resource", {"name": name}) for name in ("Sponsor", "Buyer")]
        shop = add_row(program, "deliverable", {"name": "Shop", "project_id": project, "status": "drafted"})
        about = {"deliverable_id": shop, "by_id": people[0], "signed": date(2026, 6, 12)}
        signed = add_row(program, "acceptance", about)
        set_fields(program, "acceptance", signed, {"verdict": "conditions", "conditions": "Two shelves"})
        begin_period(program)
        (period,) = program.file.rows(ReportingPeriod)
        close_period(program, period.id, anyway=True)
        for field, value in (("by_id", people[1]), ("verdict", "rejected"), ("signed", date(2026, 6, 13))):
            with pytest.raises(EditError, match=r"AC-1 was signed by the end of June 2026, which is"):
                set_fields(program, "acceptance", signed, {field: value})
        set_fields(program, "acceptance", signed, {"conditions_met": date(2026, 7, 1)})
        set_fields(program, "acceptance", signed, {"by_id": people[0]})


def test_who_decided_a_change_and_what_stays(desk):
    about = {"title": "Other racks", "body_id": desk.ids["Committee"], "reason": "Sold out"}
    request = desk.add("change_request", **about)
    for step in ("submitted", "rejected"):
        set_fields(desk.program, "change_request", request, {"state": step})
    for field, value in (("body_id", desk.ids["Idle board"]), ("title", "Else")):
        with pytest.raises(EditError, match=r"is rejected, so its .* stays; raise another change request"):
            set_fields(desk.program, "change_request", request, {field: value})
    set_fields(desk.program, "change_request", request, {**about, "reason": "Vendor B is sold out"})

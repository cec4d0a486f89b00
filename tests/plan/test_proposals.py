"""Proposed edits are a stranger's text until they are proven; and the plan may have moved beneath them."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from tpm_desktop.file.changes import RowChange
from tpm_desktop.file.errors import EditError
from tpm_desktop.file.rows import Rows
from tpm_desktop.gestures.change_options import weigh_option
from tpm_desktop.gestures.changes import apply_change
from tpm_desktop.model.change import ChangeOption
from tpm_desktop.plan import OpenProgram

UNREADABLE = "the edits of “As proposed” can't be read; propose it anew"


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """Two tasks in a row below a summary, and an approved request whose option each test writes."""
    path = tmp_path_factory.mktemp("proposed") / "plan.tpm"
    with OpenProgram.create(path, start=datetime(2026, 1, 5, 8)) as program:
        with program.file.transaction("Plan") as edit:
            edit.add("project", id="centre", name="Data centre")
            edit.add("task", id="install", name="Install", project_id="centre")
            edit.add("task", id="order", name="Order", project_id="centre", parent_id="install")
            edit.add("task", id="test", name="Test", project_id="centre")
            edit.add("link", id="link", predecessor_id="order", successor_id="test")
            edit.add("change_request", id="request", title="Faster", state="approved")
            edit.add("change_option", id="option", change_id="request", title="As proposed")
        yield program


def weighed(program, edits):
    with program.file.transaction("Propose") as edit:
        edit.set("change_option", "option", edits=edits if isinstance(edits, str) else json.dumps(edits))
    option = program.file.row(ChangeOption, "option")
    assert option is not None
    return weigh_option(program, option)


def task(program, row_id, **values):
    return {**(Rows.of(program.file).get("task", row_id) or {}), **values}


@pytest.mark.parametrize(
    "edits",
    [
        {"sqlite_master": {"x": [None, {"id": "x", "sql": "y"}]}},
        {"journal": {"x": [None, {"id": "x"}]}},
        {"task": {"order": [{"evil": 1}, {"evil": 2}]}},
        {"task": {"order": [{"duration": 480}, {"duration": -5}]}},
        {"task": {"order": [{"duration": 480}, {"duration": 2**62}]}},
        {"task": {"order": [{"name": "Order"}, {"name": 5}]}},
        {"task": {"order": [{"name": "Order"}, {"duration": 5}]}},
        {"task": {"order": [{"id": "order"}, {"id": "other"}]}},
        {"task": {"order": [{}, {}]}},
        {"task": {"new": [None, {"id": "new", "name": "New"}]}},
        {"task": {"": [None, {}]}},
        {"task": {"order": [{"id": "order"}, None]}},
        '{"task": {"order": [{"duration": NaN}, {"duration": 1e999}]}}',
        "[" * 100_000,
        "null",
    ],
)
def test_what_no_edit_could_have_made_is_refused(program, edits):
    assert weighed(program, edits).moved == (UNREADABLE,)
    with pytest.raises(EditError) as refused:
        apply_change(program, "request")
    assert str(refused.value) == UNREADABLE


def test_a_row_under_another_id_or_a_second_program_is_refused(program):
    about = Rows.of(program.file).get("program", program.file.program.id)
    for edits in (
        {"task": {"new": [None, task(program, "order", id="other")]}},
        {"program": {"new": [None, {**about, "id": "new"}]}},
        {"program": {about["id"]: [about, None]}},
    ):
        assert weighed(program, edits).moved == (UNREADABLE,)


def test_a_reference_to_what_is_not_there_is_told(program):
    found = weighed(program, {"task": {"test": [{"parent_id": None}, {"parent_id": "nowhere"}]}})
    assert found.moved == ("the task that Test would refer to is gone",)
    new = task(program, "test", id="new", name="New", project_id="nowhere")
    assert weighed(program, {"task": {"new": [None, new]}}).moved == (
        "the component project that New would refer to is gone",
    )


def test_what_others_have_come_to_refer_to_is_not_removed_beneath_them(program):
    """The request removes a task; meanwhile somebody put another one below it."""
    removed = RowChange(task(program, "install"), None)
    found = weighed(program, {"task": {"install": [removed.old, removed.new]}})
    assert found.moved == ("Order refers to the task Install, which would be removed",)
    with pytest.raises(EditError, match="the plan moved beneath"):
        apply_change(program, "request")

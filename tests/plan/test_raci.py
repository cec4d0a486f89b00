"""The RACI matrix: letters in their order, the rules that they keep, and what an entry must be."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.raci import RaciCell, read_letters, set_letters
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.raci import Letters, Raci
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.raci import TOO_MANY, Breach, in_order, raci_headline, raci_matrix


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    with OpenProgram.create(tmp_path_factory.mktemp("raci") / "raci.tpm") as opened:
        yield opened


@pytest.fixture(scope="module")
def ids(program):
    project = insert_project(program, "Data centre")
    install = insert_task(program, parent=project, name="Install")
    insert_task(program, parent=install, name="Install racks")
    found = {"project": project, "install": install}
    found["report"] = add_row(program, "deliverable", {"name": "Report", "project_id": project})
    for name in ("Lead", "Engineer", "Tester"):
        found[name] = add_row(program, "role", {"name": name})
    found["Board"] = add_row(program, "body", {"name": "Board"})
    return found


def matrix(program):
    return raci_matrix(program.file, program.plan.state)


def put(program, subject, party, letters):
    return set_letters(program, matrix(program), {RaciCell(subject, party): letters})


def breaches(program):
    return {(one.breach, one.name) for one in matrix(program).findings}


def test_every_combination_of_letters_can_be_stored():
    combinations = {
        "".join(letter for letter, wanted in zip("raci", chosen, strict=True) if wanted)
        for chosen in product((True, False), repeat=4)
    }
    assert {str(one) for one in Letters} == combinations - {""}


@given(st.text("RACIraci ,/", max_size=12))
def test_letters_are_read_in_any_way_and_stand_once_in_their_order(typed):
    read = read_letters(typed)
    assert set(read) == {c.upper() for c in typed if c.isalpha()}
    assert read_letters(read) == in_order(read) == read


def test_what_is_no_letter_is_refused_with_its_sign():
    with pytest.raises(EditError, match="“R, X” is not understood: “X” is none of R, A, C and I"):
        read_letters("R, X")


def test_rows_are_projects_packages_and_deliverables_columns_roles_and_bodies(program, ids):
    found = matrix(program)
    assert [one.name for one in found.subjects] == ["Data centre", "1 Install", "DL-1 Report"]
    assert [one.name for one in found.parties] == ["Lead", "Engineer", "Tester", "Board"]
    assert raci_headline(found) == "Nobody has agreed yet who answers for what"


def test_one_is_accountable_and_at_least_one_responsible(program, ids):
    install, lead, engineer = (
        ("task_id", ids["install"]),
        ("role_id", ids["Lead"]),
        ("role_id", ids["Engineer"]),
    )
    edits = len(program.file.rows(Raci))
    assert put(program, install, lead, "C") == 1
    assert breaches(program) == {
        (Breach.NO_ACCOUNTABLE, "1 Install"), (Breach.NO_RESPONSIBLE, "1 Install"),
    }  # fmt: skip
    put(program, install, lead, "AR")
    assert breaches(program) == set()
    put(program, install, engineer, "A")
    assert breaches(program) == {(Breach.SEVERAL_ACCOUNTABLE, "1 Install")}
    assert put(program, install, engineer, "A") == 0  # nothing changed, nothing in the history
    program.file.undo()
    assert breaches(program) == set()
    put(program, install, lead, "")
    assert len(program.file.rows(Raci)) == edits


def test_two_rows_of_one_cell_as_a_merge_leaves_them_are_one(program, ids):
    ends = {"project_id": ids["project"], "role_id": ids["Engineer"]}
    with program.file.transaction("Both copies filled it") as edit:
        edit.add_all("raci", [{"letters": Letters.R, **ends}, {"letters": Letters.A, **ends}])
    assert matrix(program).letters[ids["project"], ids["Engineer"]] == "RA"
    put(program, ("project_id", ids["project"]), ("role_id", ids["Engineer"]), "RC")
    (row,) = program.file.rows(Raci, **ends)
    assert row.letters is Letters.RC
    put(program, ("project_id", ids["project"]), ("role_id", ids["Engineer"]), "")
    assert not program.file.rows(Raci, **ends)


def test_nobody_answers_for_too_many(program, ids):
    cells = {}
    for n in range(TOO_MANY + 1):
        made = add_row(program, "deliverable", {"name": f"Part {n}", "project_id": ids["project"]})
        cells[RaciCell(("deliverable_id", made), ("role_id", ids["Tester"]))] = "RA" if n else "I"
    set_letters(program, matrix(program), cells)
    assert (Breach.TOO_MANY, "Tester") not in breaches(program)
    set_letters(program, matrix(program), {next(iter(cells)): "R"})
    (finding,) = [one for one in matrix(program).findings if one.breach is Breach.TOO_MANY]
    assert finding.mend == "R or A in 16 rows; share some out"


def test_an_entry_joins_one_subject_with_one_party_and_no_other_does(program, ids):
    ends = {"deliverable_id": ids["report"], "body_id": ids["Board"]}
    with pytest.raises(EditError, match="joins one role, body or person with the other side; give just one"):
        add_row(program, "raci", {"letters": Letters.R, "deliverable_id": ids["report"]})
    with pytest.raises(EditError, match="joins one project, work package or deliverable"):
        add_row(program, "raci", {"letters": Letters.R, **ends, "project_id": ids["project"]})
    made = add_row(program, "raci", {"letters": Letters.I, **ends})
    with pytest.raises(EditError, match="has its letters already"):
        add_row(program, "raci", {"letters": Letters.C, **ends})
    set_fields(program, "raci", made, {"letters": Letters.C})
    assert matrix(program).letters[ids["report"], ids["Board"]] == "C"

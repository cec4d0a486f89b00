"""What every register of the catalogue can do, whoever declares it: go out, come back, and be merged."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.all_rows import all_rows
from tpm_desktop.exchange.sheets import Fate, export_table, read_table
from tpm_desktop.file.author import Author
from tpm_desktop.file.conflicts import prefer
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.catalogue import CATALOGUE, TableEntry, entry
from tpm_desktop.model.fields import Kind
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.merging import merge_in, propose
from tpm_desktop.samples import create_demo

REGISTERS = [about.name for about in CATALOGUE if about.register]
_PLAIN = (Kind.TEXT, Kind.NOTE, Kind.TITLE)


def plain_fields(about: TableEntry) -> list[str]:
    """Fields whose text can be any: names and notes, which no rule reads."""
    free = (Kind.TITLE, Kind.NOTE)
    return [name for name, c in about.fields.items() if c.kind in free and c.shown and not c.recorded]


def added_values(about: TableEntry, program: ProgramFile) -> dict[str, Any] | None:
    """A new row with what it can't be without, None where the sample has nothing to belong to."""
    values: dict[str, Any] = {}
    for name, column in about.fields.items():
        if not column.required or about.model.model_fields[name].default is not None:
            continue
        if column.target:
            ids = program.columns(column.target, ["id"])[0]
            values[name] = ids[0] if ids else None
        elif column.kind in (Kind.DATE, Kind.MONTH):
            values[name] = date(2031, 1, 1)
        elif column.kind is Kind.INSTANT:
            values[name] = datetime(2031, 1, 1, 8)
        elif column.kind in _PLAIN:
            values[name] = "Zz new, with “quotes” & <signs>"
        else:
            values[name] = column.minimum or 1
    return None if None in values.values() else values


@pytest.fixture(scope="module")
def merged(tmp_path_factory) -> tuple[Path, dict[str, Any]]:
    """The sample edited apart in two copies, a row of every register in each, and one added; then merged."""
    path = tmp_path_factory.mktemp("every") / "mine.tpm"
    create_demo(path)
    theirs = Path(shutil.copy(path, path.with_name("theirs.tpm")))
    told: dict[str, Any] = {}
    choice = random.Random(9)
    mine = ProgramFile.open(path, author=Author("Mine", "desk"))
    with mine as program, program.transaction("Edit every register") as edit:
        for table in REGISTERS:
            fields, ids = plain_fields(entry(table)), program.columns(table, ["id"])[0]
            if fields and len(ids) > 1:
                told[table] = choice.sample(list(ids), 2), choice.choice(fields)
                edit.set(table, told[table][0][0], **{told[table][1]: "Mine"})
    with ProgramFile.open(theirs, author=Author("Theirs", "desk")) as program:
        added = {}
        with program.transaction("Edit every register") as edit:
            for table, (ids, field) in told.items():
                edit.set(table, ids[1], **{field: "Theirs"})
                values = added_values(entry(table), program) if not entry(table).only_one else None
                if values is not None:
                    added[table] = edit.add(table, **values)
    with OpenProgram.open(path) as program, ProgramFile.open(theirs, read_only=True) as other:
        proposal = propose(program, other, prefer(None))
        assert not proposal.open
        merge_in(program, proposal)
    return path, {"told": told, "added": added}


@pytest.fixture(scope="module")
def rows(merged) -> dict[str, dict[str, dict[str, Any]]]:
    return all_rows(merged[0])


@pytest.mark.parametrize("table", REGISTERS)
def test_what_two_copies_edited_and_added_is_in_the_merged_one(merged, rows, table):
    told, added = merged[1]["told"], merged[1]["added"]
    if table not in told:
        assert not plain_fields(entry(table)) or len(rows[table]) < 2
        return
    (mine, theirs), field = told[table]
    assert (rows[table][mine][field], rows[table][theirs][field]) == ("Mine", "Theirs")
    assert table not in added or added[table] in rows[table]


@pytest.fixture(scope="module")
def opened(merged) -> Any:
    with OpenProgram.open(merged[0], read_only=True) as program:
        yield program


@pytest.mark.parametrize("table", REGISTERS)
def test_a_register_with_new_rows_comes_back_as_it_went_out(opened, tmp_path, table):
    sheet = tmp_path / f"{table}.csv"
    count = export_table(opened.file, table, sheet)
    incoming = read_table(opened.file, table, sheet)
    assert len(incoming.rows) == count
    assert [row.told for row in incoming.rows if row.fate is not Fate.SAME] == []


NEW_REGISTER = '''
import sys
from datetime import date
import tpm_desktop.model.catalogue as catalogue
from tpm_desktop.model.entry import Area, TableEntry
from tpm_desktop.model.fields import Kind, code, column, reference
from tpm_desktop.model.record import Record


class Souvenir(Record, table=True):
    """What somebody brought along."""

    code: str | None = code("SV")
    title: str = column("Souvenir", Kind.TITLE)
    project_id: str | None = reference("project", "Component project")
    bought: date | None = column("Bought", Kind.DATE)
    price: int | None = column("Price", Kind.MONEY)


shown = ("code", "title", "bought", "price")
line = TableEntry(Souvenir, "Souvenir", "Souvenirs", Area.PEOPLE, "note", shown, belongs_here="What came")
catalogue.CATALOGUE += (line,)
catalogue.STORED = (*catalogue.CATALOGUE, catalogue.SENT_COPIES)
catalogue._BY_NAME["souvenir"] = line

from tests.command_line import said

mine, theirs, both, sheet = sys.argv[1:]
said("new", mine).done()
row = said("add", mine, "souvenir", "title=Cup", "bought=4 May 2026", "price=12.50").done().out.strip()
import shutil
shutil.copy(mine, theirs)
said("set", mine, "souvenir", "SV-1", "price=13.00").done()
said("set", theirs, "souvenir", "Cup", "bought=5 May 2026").done()
said("merge", mine, theirs, "-o", both).done()
(found,) = said("list", both, "souvenir", "--json").json
assert (found["price"], found["bought"]) == (1300, "2026-05-05"), found
assert "Cup" in said("list", both, "souvenir", "--where", "price > 10").done().out
said("export", both, "--table", "souvenir", "-o", sheet).done()
assert "Cup" in open(sheet, encoding="utf-8-sig").read()
said("verify", both).done()
said("undo", both).done()
from tpm_desktop.desktop.views import view_of_table
assert view_of_table("souvenir") == "souvenir"
'''


def test_a_register_takes_one_class_and_one_catalogue_line(tmp_path):
    """Declared in a process of its own; command, sheet, filter, merge, history and navigation know it."""
    names = [str(tmp_path / name) for name in ("mine.tpm", "theirs.tpm", "both.tpm", "sheet.csv")]
    run = subprocess.run(
        [sys.executable, "-c", NEW_REGISTER, *names],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert run.returncode == 0, run.stderr[-2000:]

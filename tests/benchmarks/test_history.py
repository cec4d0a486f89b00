"""The file's history at size: 10,000 tasks with 5,000 records, as issue 5 asks for it."""

from __future__ import annotations

import itertools
import random
import shutil
from pathlib import Path

import pytest

from tests.benchmarks.test_plan import generated
from tpm_desktop.file.audit import Asked, Trail, audit
from tpm_desktop.file.chain import first_break
from tpm_desktop.file.conflicts import Side, prefer
from tpm_desktop.file.past import PastFile
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.verify import verify
from tpm_desktop.formats import Formats
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.compare_words import told_rows
from tpm_desktop.plan.compared import Compared
from tpm_desktop.plan.merging import merge_in, propose

RECORDS = 5_000
CHANGES = 500


def edit_singly(path: Path, edits: int, seed: int) -> None:
    """So many records, each of one field of one task; written without waiting for the disk."""
    chance = random.Random(seed)
    with ProgramFile.open(path) as file:
        file._db.execute("PRAGMA synchronous = OFF")
        tasks = [i for (i,) in file.stored("task", ["id"])]
        for number in range(edits):
            field, value = chance.choice(
                [("duration", 1_000 + number), ("notes", f"Note {number} of {seed}")]
            )
            with file.transaction(f"Set {field} of “Task {number}”") as edit:
                edit.set("task", chance.choice(tasks), **{field: value})


@pytest.fixture(scope="module")
def aged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """10,000 tasks with 5,000 records."""
    path = generated(tmp_path_factory.mktemp("aged") / "aged.tpm", 10_000)
    edit_singly(path, RECORDS, 1)
    return path


@pytest.fixture(scope="module")
def pair(aged: Path) -> tuple[Path, Path]:
    """Two copies with 500 edits each since they parted."""
    copies = [Path(shutil.copy(aged, aged.with_name(f"{name}.tpm"))) for name in ("mine", "theirs")]
    for seed, path in enumerate(copies, 2):
        edit_singly(path, CHANGES, seed)
    return copies[0], copies[1]


def test_opening_a_long_history(benchmark, aged):
    program = benchmark(lambda: OpenProgram.open(aged, read_only=True))
    assert program.file.unsound is None


def test_the_chain_of_5000_records(benchmark, aged):
    with ProgramFile.open(aged, read_only=True) as file:
        assert benchmark(lambda: first_break(file.journal)) is None


def test_verifying_all(benchmark, aged):
    assert benchmark(lambda: verify(aged)).records == RECORDS + 2


def test_one_single_edit_committed(benchmark, aged):
    with ProgramFile.open(aged) as file:
        task = file.stored("task", ["id"])[77][0]
        days = itertools.cycle([3, 9])

        def edit() -> None:
            with file.transaction("Set duration") as edit:
                edit.set("task", task, duration=next(days) * 480)

        benchmark.pedantic(edit, rounds=200)


def test_undoing_and_redoing_a_paste_of_500_rows(benchmark, aged):
    with OpenProgram.open(aged) as program:
        tasks = [i for (i,) in program.file.stored("task", ["id"])][:500]
        with program.file.transaction("Paste 500 rows") as edit:
            edit.set_all("task", [{"id": i, "name": "Pasted", "duration": 960} for i in tasks])
        steps = itertools.cycle([program.file.undo, program.file.redo])
        benchmark.pedantic(lambda: next(steps)(), rounds=20)


def test_comparing_two_files(benchmark, pair):
    with OpenProgram.open(pair[0], read_only=True) as now, ProgramFile.open(pair[1], read_only=True) as other:
        found = benchmark(lambda: Compared.with_file(now, other))
        assert len(found.rows) > CHANGES


def test_comparing_with_the_beginning(benchmark, aged):
    with OpenProgram.open(aged, read_only=True) as now:
        start = now.file.journal.lineage().main_line()[1]
        found = benchmark(lambda: Compared.with_record(now, start, "the beginning"))
        assert len(found.rows) > 1_000


def test_telling_what_differs(benchmark, pair):
    with OpenProgram.open(pair[0], read_only=True) as now, ProgramFile.open(pair[1], read_only=True) as other:
        found, formats = Compared.with_file(now, other), Formats.of(now.file.program)
        assert len(benchmark(lambda: told_rows(found, formats))) > CHANGES


def test_proposing_a_merge_of_500_changes_a_side(benchmark, pair):
    with (
        OpenProgram.open(pair[0], read_only=True) as mine,
        ProgramFile.open(pair[1], read_only=True) as theirs,
    ):
        proposal = benchmark(lambda: propose(mine, theirs, prefer(None)))
        assert proposal.new == CHANGES


def test_merging_500_changes_a_side(benchmark, pair, tmp_path):
    numbers = itertools.count()

    def opened():
        path = Path(shutil.copy(pair[0], tmp_path / f"{next(numbers)}.tpm"))
        return (OpenProgram.open(path), ProgramFile.open(pair[1], read_only=True)), {}

    def merge(mine, theirs):
        merge_in(mine, propose(mine, theirs, prefer(Side.MINE)))
        mine.close()
        theirs.close()

    benchmark.pedantic(merge, setup=opened, rounds=5)


def test_an_audit_of_one_field(benchmark, aged):
    with ProgramFile.open(aged, read_only=True) as file:
        assert len(benchmark(lambda: list(audit(file, Asked(field="notes"))))) > 1_000


def test_opening_the_audit(benchmark, aged):
    with ProgramFile.open(aged, read_only=True) as file:
        assert benchmark(lambda: sum(1 for _ in Trail(file).lines(Asked()))) > RECORDS


def test_looking_back_by_2500_records(benchmark, aged):
    with ProgramFile.open(aged, read_only=True) as file:
        then = file.journal.records()[2_500].id
        benchmark(lambda: OpenProgram(PastFile(file, then)).close())


def test_the_size_of_10000_single_edits(benchmark, aged, tmp_path):
    path = Path(shutil.copy(aged, tmp_path / "size.tpm"))
    before = path.stat().st_size
    edit_singly(path, 10_000, 9)
    grown = benchmark.pedantic(lambda: path.stat().st_size - before, rounds=1)
    benchmark.extra_info["bytes"] = grown
    assert grown < 5_000_000

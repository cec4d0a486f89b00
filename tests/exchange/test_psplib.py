"""Scheduling problems of PSPLIB as programs: single mode, several modes, and files that are not whole."""

from __future__ import annotations

import pytest

from tests.planning.levelling.psplib import DATA
from tpm_desktop.exchange.errors import ImportProblem
from tpm_desktop.exchange.importing import import_file
from tpm_desktop.model.resources import Assignment, Resource
from tpm_desktop.model.schedule import Link, Task
from tpm_desktop.plan import OpenProgram

STARS = "*" * 72
SINGLE = f"""{STARS}
file with basedata            : small.bas
{STARS}
projects                      :  1
jobs (incl. supersource/sink ):  4
RESOURCES
  - renewable                 :  2   R
  - nonrenewable              :  0   N
  - doubly constrained        :  0   D
{STARS}
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
{STARS}
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------------------------------------------------
  1      1     0       0    0
  2      1     3       2    0
  3      1     4       2    1
  4      1     0       0    0
{STARS}
RESOURCEAVAILABILITIES:
  R 1  R 2
    3    1
{STARS}
"""
SEVERAL = (
    SINGLE.replace("nonrenewable              :  0", "nonrenewable              :  1")
    .replace("  1      1     0       0    0\n", "  1      1     0       0    0    0\n")
    .replace(
        "  2      1     3       2    0\n",
        "  2      1     2       9    0    4\n         2     5       1    0    2\n",
    )
    .replace(
        "  3      1     4       2    1\n",
        "  3      1     4       2    1    0\n         2     1       3    1    0\n",
    )
    .replace("  4      1     0       0    0\n", "  4      1     0       0    0    0\n")
)


def imported(tmp_path, text, name="small.sm"):
    source = tmp_path / name
    source.write_text(text)
    report = import_file(source, tmp_path / "small.tpm")
    return report, OpenProgram.open(tmp_path / "small.tpm", read_only=True)


def test_jobs_resources_and_what_follows_what(tmp_path):
    report, program = imported(tmp_path, SINGLE)
    with program:
        tasks = program.file.rows(Task)
        assert [(one.name, one.duration, one.milestone) for one in tasks] == [
            ("Begin", 0, True), ("Job 2", 1440, False), ("Job 3", 1920, False), ("End", 0, True),
        ]  # fmt: skip
        assert [(one.name, one.max_units) for one in program.file.rows(Resource)] == [
            ("R1", 30_000), ("R2", 10_000),
        ]  # fmt: skip
        assert len(program.file.rows(Link)) == 4
        assert sorted((one.units, one.work) for one in program.file.rows(Assignment)) == [
            (10_000, 1_920), (20_000, 2_880), (20_000, 3_840),
        ]  # fmt: skip
        assert program.file.program.name == "small"
    assert report.form == "scheduling problem of PSPLIB"
    assert report.notes == []


def test_of_several_modes_the_first_that_is_possible(tmp_path):
    """Job 2 in its first mode needs nine where there are three."""
    report, program = imported(tmp_path, SEVERAL, "small.mm")
    with program:
        durations = {one.name: (one.duration, one.crash_duration) for one in program.file.rows(Task)}
        assert (durations["Job 2"], durations["Job 3"]) == ((2400, 960), (1920, 480))
        notes = next(one.notes for one in program.file.rows(Task) if one.name == "Job 2")
        assert notes == "Mode 1: 2 days, needs 9, 0, 4\nMode 2: 5 days, needs 1, 0, 2"
    assert [note.text for note in report.notes] == [
        "2 jobs can be done in several modes: the first that there is enough for is planned, "
        "a quicker one is the shortest duration, all stand in the notes",
        "jobs that use up resources which are not renewed: 1",
    ]  # fmt: skip


@pytest.mark.skipif(not DATA.exists(), reason="the shared data is not here")
def test_a_problem_of_the_library(tmp_path):
    report = import_file(DATA / "j30_13_10.rcp", tmp_path / "j30.tpm")
    assert (report.counts["task"], report.counts["resource"]) == (32, 4)
    with OpenProgram.open(tmp_path / "j30.tpm", read_only=True) as program:
        assert program.plan.state.schedule.program_finish > program.plan.state.schedule.program_start


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SINGLE[: SINGLE.index("REQUESTS")], "no section “REQUESTS/DURATIONS”"),
        (SINGLE.replace("  3      1     4       2    1\n", ""), "ends too early"),
        (SINGLE.replace("2   3\n", "2   9\n"), "a job that is not there follows job 1"),
        (SINGLE.replace("  2      1     3 ", "  2      1     -3 "), "job 2 has a duration"),
        ("3 1\n2\n0 0 1 2\n1 1 1 3\n", "ends too early"),
        ("99999999 1\n2\n0 0 1 2\n1 1 1 3\n", "99999999 jobs"),
        ("3 1\n2\n0 0 1 2\n1 1 1 99999999\n0 0 0", "not there follows job 2"),
        ("2 1\n1\n0 0 1 2\n1 1 1 1\n", "wait for each other"),
    ],
)  # fmt: skip
def test_what_is_not_whole_is_refused_in_one_sentence(tmp_path, text, said):
    source, target = tmp_path / "odd.sm", tmp_path / "odd.tpm"
    source.write_text(text)
    with pytest.raises(ImportProblem, match=said):
        import_file(source, target)
    assert not target.exists()

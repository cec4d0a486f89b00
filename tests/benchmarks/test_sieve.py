"""Filtering, sorting and grouping 50,000 tasks, as somebody types."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.benchmarks.test_plan import generated
from tpm_desktop.file.touched import last_edits
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.lookup import row_names
from tpm_desktop.plan import OpenProgram
from tpm_desktop.sieve import PlanRows, Sieve, SortKey, arrange, parse
from tpm_desktop.sieve.plan_rows import TOTALS

TASKS = 50_000
TYPED = (
    "task 12",
    "critical and name has 7",
    "finish < 1 jun 2026 and done < 100% and not summary",
    "duration > 3d or name has summary and not critical",
)


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlanRows]:
    path = generated(tmp_path_factory.mktemp("sieve") / "big.tpm", TASKS)
    with OpenProgram.open(path, read_only=True) as program:
        file = program.file
        yield PlanRows(
            program.plan.state, lambda table: row_names(file, table), lambda: last_edits(file.journal)
        )


def sifted(rows: PlanRows, sieve: Sieve):
    return arrange(sieve, rows, Formats("en_GB"), rows.outlined, TOTALS)


@pytest.mark.parametrize("typed", TYPED)
def test_filter_as_typed(benchmark, rows, typed):
    formats = Formats("en_GB")

    def filtered():
        return arrange(Sieve(parse(typed, rows, formats)), rows, formats, rows.outlined, TOTALS)

    filtered()  # the columns are made when they are first asked
    assert 0 < benchmark(filtered).found.sum() < len(rows)


def test_sort_siblings(benchmark, rows):
    found = benchmark(lambda: sifted(rows, Sieve(sort=(SortKey("finish"), SortKey("name")))))
    assert len(found.order) == len(rows)


def test_group(benchmark, rows):
    assert len(benchmark(lambda: sifted(rows, Sieve(group="finish"))).groups) > 10

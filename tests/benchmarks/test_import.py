"""How long it takes to make a program of an MS Project XML file, and to write one."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from tests.exchange.documents import large
from tpm_desktop.exchange import export_file, import_file
from tpm_desktop.plan import OpenProgram


@pytest.fixture(params=[1_000, 10_000], ids=["1k", "10k"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "large.xml"
    path.write_text(large(request.param), encoding="utf-8")
    return path


@pytest.mark.benchmark(group="import")
def test_import(benchmark, source, tmp_path):
    targets = (tmp_path / f"{n}.tpm" for n in count())
    report = benchmark.pedantic(lambda: import_file(source, next(targets)), rounds=3)
    assert report.counts["task"] >= 1_000


@pytest.mark.benchmark(group="export")
def test_export(benchmark, source, tmp_path):
    import_file(source, tmp_path / "large.tpm")
    with OpenProgram.open(tmp_path / "large.tpm") as program:
        benchmark.pedantic(lambda: export_file(program.file, program.plan, tmp_path / "out.xml"), rounds=3)
    assert (tmp_path / "out.xml").stat().st_size > 500_000

"""Programs that tests of what follows from a plan share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.plan.two_projects import Two
from tpm_desktop.plan import OpenProgram


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with OpenProgram.create(tmp_path / "p.tpm", name="Renewal", start=datetime(2026, 6, 1, 8)) as opened:
        yield Two(opened)

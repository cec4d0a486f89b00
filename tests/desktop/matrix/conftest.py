"""The matrix view on two component projects that are linked."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.desktop.linked_projects import Plan, plan, refusals, shown
from tpm_desktop.desktop.matrix import MatrixView

__all__ = ["plan", "refusals"]


@pytest.fixture
def view(plan: Plan, refusals: list[str], qtbot: QtBot) -> MatrixView:
    made = shown(MatrixView, plan, refusals, qtbot)
    assert isinstance(made, MatrixView)
    return made

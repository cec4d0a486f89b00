"""The dependencies view on two component projects that are linked."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.desktop.linked_projects import Plan, plan, refusals, shown
from tpm_desktop.desktop.network import NetworkView

__all__ = ["Plan", "plan", "refusals"]


@pytest.fixture
def view(plan: Plan, refusals: list[str], qtbot: QtBot) -> NetworkView:
    made = shown(NetworkView, plan, refusals, qtbot)
    assert isinstance(made, NetworkView)
    return made

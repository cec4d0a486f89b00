"""Rows and component projects go where they are put, one place at a time or far."""

from __future__ import annotations

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures import outline, shifting


@pytest.fixture
def three(desk):
    for name in ("Survey", "Order", "Install"):
        desk.task(name)
    return desk


def test_rows_move_one_place_among_the_parts_of_their_row(three):
    shifting.shift(three.program, [three.ids["Survey"]], down=True)
    assert three.outline() == ["Data centre", "  Order", "  Survey", "  Install", "Ledger"]
    shifting.shift(three.program, [three.ids["Survey"], three.ids["Install"]], down=False)
    assert three.outline() == ["Data centre", "  Survey", "  Install", "  Order", "Ledger"]


def test_the_first_row_cannot_go_up_nor_the_last_down(three):
    with pytest.raises(EditError, match="“Survey” is the first"):
        shifting.shift(three.program, [three.ids["Survey"]], down=False)
    shifting.shift(three.program, [three.ids["Install"]], down=True)
    assert three.outline()[-2:] == ["Ledger", "  Install"]
    with pytest.raises(EditError, match="“Install” is the last"):
        shifting.shift(three.program, [three.ids["Install"]], down=True)


def test_rows_that_lie_apart_are_not_moved_together(three):
    with pytest.raises(EditError, match="lie apart"):
        shifting.shift(three.program, [three.ids["Survey"], three.ids["Install"]], down=True)


def test_component_projects_are_put_in_another_order(three):
    shifting.shift(three.program, [three.ids["Ledger"]], down=False)
    assert three.outline()[0] == "Ledger"
    outline.insert_project(three.program, "Network", before=three.ids["Data centre"])
    assert [name for name in three.outline() if not name.startswith(" ")] == [
        "Ledger",
        "Network",
        "Data centre",
    ]
    outline.move_projects(three.program, [three.ids["Ledger"]])
    assert three.outline()[-1] == "Ledger"


def test_a_task_is_no_component_project(three):
    with pytest.raises(EditError, match="belongs to a component project"):
        outline.move_projects(three.program, [three.ids["Survey"]])

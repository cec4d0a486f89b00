"""What stands around an open program: navigation, inspector, history and notices.

They bring the plan, the tables and all that these import along; so this module is imported when the first
program is opened, and an empty window appears without.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from .history import HistoryPanel
from .inspector.panel import Inspector
from .looking_back import LookingBack
from .navigation import Navigation
from .ring_notice import RingNotice
from .sending import SentNotice
from .sending.come_back import merge_back
from .telling import Telling
from .trying_out import TryingOut

if TYPE_CHECKING:
    from .main_window import MainWindow


def furnish(window: MainWindow) -> None:
    """Put the panels into their docks, and make what says things about a program."""
    window.navigation, window.inspector, window.history = Navigation(), Inspector(), HistoryPanel()
    for name, panel in (
        ("navigation", window.navigation),
        ("inspector", window.inspector),
        ("history", window.history),
    ):
        panel.setObjectName(name)
        window.dock(name).setWidget(panel)
    window.past = LookingBack(window)
    window.trying = TryingOut(window)
    window.rings = RingNotice(window.banner, window.go_to, window)
    window.sent = SentNotice(window.sent_banner, partial(merge_back, window), window)
    window.telling = Telling(window)
    fold = window.action("fold")
    window.navigation.fold(fold.isChecked())
    fold.toggled.connect(window.navigation.fold)
    window.navigation.chosen.connect(window.show_view)
    window.history.closed.connect(window.dock("history").hide)
    window.history.wanted.connect(window.past.look_at)
    window.history.left.connect(window.past.leave)
    window.inspector.went.connect(window.go_to)
    window.inspector.recalled.connect(lambda _: window.action("history").setChecked(True))
    window.inspector.recalled.connect(window.history.go_to)
    window.actions_.fill_views()

"""What an edit moved, in the one line that the status bar shows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from tpm_desktop.formats import Formats
from tpm_desktop.plan import Delta, instant

translate = QCoreApplication.translate
_ARROW = "\N{RIGHTWARDS ARROW}"


def consequences(delta: Delta, formats: Formats) -> str:
    """Finish, cost and outlook before and after, and how many rows moved; empty where nothing did."""
    parts = [_finish(delta, formats)]
    parts += [
        translate("Consequences", "{} {}").format(name, formats.money(after - before, whole=True, sign=True))
        for name, (before, after) in (
            (translate("Consequences", "cost"), delta.cost),
            (translate("Consequences", "outlook"), delta.outlook),
        )
        if before != after
    ]
    if len(delta.moved) == 1:
        parts.append(translate("Consequences", "1 row moved"))
    elif delta.moved:
        parts.append(translate("Consequences", "{} rows moved").format(formats.integer(len(delta.moved))))
    return " · ".join(part for part in parts if part)


def _finish(delta: Delta, formats: Formats) -> str:
    before, after = delta.finish
    if before == after or after is None:
        return ""
    now = formats.date(instant(after))
    if before is None:
        return translate("Consequences", "finish {}").format(now)
    then = formats.date(instant(before))
    if then == now:
        then, now = (formats.instant(instant(at), time=True) for at in (before, after))
    return translate("Consequences", "finish {} {} {}").format(then, _ARROW, now)

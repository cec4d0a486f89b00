"""The shapes of a roadmap on a canvas: bars, what is done of them, what has moved, links."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from .theme import colour


def draw_bar(canvas: Canvas, left: float, low: float, wide: float, tall: float, *, critical: bool) -> None:
    """A phase; a critical one is outlined heavily, so that it stands out in grey as well."""
    canvas.setFillColor(colour("critical_tint" if critical else "bar_tint"))
    canvas.setStrokeColor(colour("critical" if critical else "bar_edge"))
    canvas.setLineWidth(min(1.3 if critical else 0.6, tall / 5))
    canvas.roundRect(left, low, wide, tall, min(1.5, wide / 2, tall / 2), stroke=1, fill=1)


def draw_done(canvas: Canvas, left: float, low: float, wide: float, tall: float) -> None:
    """How far a bar is done."""
    canvas.setFillColor(colour("done"))
    canvas.rect(left, low, wide, min(2.2, tall / 3), stroke=0, fill=1)


def draw_baseline(canvas: Canvas, left: float, low: float, wide: float) -> None:
    """Where the baseline has a bar. Args: low: the lower edge of the bar."""
    canvas.setFillColor(colour("baseline"))
    canvas.rect(left, low - 3.2, max(wide, 1.2), 1.8, stroke=0, fill=1)


def draw_span(canvas: Canvas, left: float, right: float, y: float) -> None:
    """A thin line over a time of which not everything is shown."""
    canvas.setStrokeColor(colour("bar_edge"))
    canvas.setLineWidth(0.8)
    canvas.line(left, y, right, y)


def draw_moved(canvas: Canvas, before: float, x: float, y: float, reach: float) -> None:
    """A hollow diamond where a milestone was agreed to stand, joined to it."""
    canvas.setStrokeColor(colour("muted"))
    canvas.setLineWidth(0.8)
    canvas.setDash(1, 1.4)
    canvas.line(before, y, x, y)
    canvas.setDash()
    path, reach = canvas.beginPath(), reach * 0.8
    path.moveTo(before, y + reach)
    for right, up in ((reach, 0), (0, -reach), (-reach, 0)):
        path.lineTo(before + right, y + up)
    path.close()
    canvas.setFillColor(colour("canvas"))
    canvas.drawPath(path, stroke=1, fill=1)


def draw_link(canvas: Canvas, corners: Sequence[tuple[float, float]], *, tight: bool) -> None:
    """An arrow along corners, dashed where what it leads to would wait some time longer."""
    token = "dependency_critical" if tight else "dependency_crossing"
    canvas.setStrokeColor(colour(token))
    canvas.setFillColor(colour(token))
    canvas.setLineWidth(1.1 if tight else 0.7)
    canvas.setDash(*(() if tight else (3, 1.5)))
    path = canvas.beginPath()
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    canvas.drawPath(path)
    canvas.setDash()
    (x0, y0), (x, y) = corners[-2:]
    away = (x0 - x, y0 - y)
    long = max(abs(away[0]), abs(away[1]), 0.01)
    dx, dy = away[0] / long * 4, away[1] / long * 4
    head = canvas.beginPath()
    head.moveTo(x, y)
    head.lineTo(x + dx - dy / 2, y + dy + dx / 2)
    head.lineTo(x + dx + dy / 2, y + dy - dx / 2)
    head.close()
    canvas.drawPath(head, stroke=0, fill=1)

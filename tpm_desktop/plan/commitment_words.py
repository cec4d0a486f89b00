"""Commitments in words: who gives what to whom, how it stands, and what is missing of it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from tpm_desktop.formats import Formats
from tpm_desktop.model.integration import CommitmentStatus
from tpm_desktop.planning.columns import NONE

from .commitments import Outlook, Promise
from .plan import instant
from .state import State

__all__ = ["Lack", "giver", "lack_text", "lacks", "lacks_text", "margin_text", "need_text", "receiver"]


class Lack(StrEnum):
    """What is missing of a commitment that is still open."""

    OWNER = "nobody owns it"
    GIVER = "nobody gives it"
    TASK = "no task gives it"
    RECEIVER = "nobody receives it"
    PROMISE = "no date is promised"
    PLAN = "the plan can’t keep its promise"
    NEED = "it comes too late"
    DELIVERY = "its task is done, but no delivery is noted"


def giver(state: State, promise: Promise) -> str:
    """Who gives it: a component project, else who was named outside."""
    outside = state.inputs.tables["commitment"].texts["external_giver"][promise.row]
    return state.names[promise.giver] if promise.giver >= 0 else outside or ""


def receiver(state: State, promise: Promise) -> str:
    """The component project that receives it."""
    return state.names[promise.receiver] if promise.receiver >= 0 else ""


def lacks(state: State, promise: Promise) -> Iterator[Lack]:
    """What is missing, the gravest first; nothing of what was delivered."""
    if promise.settled:
        return
    texts = state.inputs.tables["commitment"].texts
    agreed = promise.status is not CommitmentStatus.PROPOSED
    outside = bool(texts["external_giver"][promise.row])
    if promise.outlook is Outlook.LATE:
        yield Lack.NEED
    if agreed and promise.slip != NONE and promise.forecast > promise.promised:
        yield Lack.PLAN
    if promise.giver < 0 and not outside:
        yield Lack.GIVER
    elif promise.giving < 0 and not outside:
        yield Lack.TASK
    if promise.receiver < 0:
        yield Lack.RECEIVER
    if agreed and promise.promised == NONE:
        yield Lack.PROMISE
    if not texts["owner_id"][promise.row]:
        yield Lack.OWNER
    if promise.giving >= 0 and state.inputs.tasks.actual_finish[promise.giving] != NONE:
        yield Lack.DELIVERY


def lacks_text(state: State, promise: Promise, formats: Formats) -> str:
    """All that is missing on one line, with the days by which it comes too late or breaks its promise."""
    return "; ".join(lack_text(lack, promise, formats) for lack in lacks(state, promise))


def lack_text(lack: Lack, promise: Promise, formats: Formats) -> str:
    """One thing that is missing, with the days where it is about days."""
    if lack is Lack.NEED:
        return f"comes {formats.duration(-promise.margin, unit='d')} too late"
    if lack is Lack.PLAN:
        return f"the plan delivers {formats.duration(promise.slip, unit='d')} after the promise"
    return lack.value


def margin_text(promise: Promise, formats: Formats) -> str:
    """The margin in days with its sign; nothing where there is none to count, or any more."""
    return (
        ""
        if promise.settled or promise.margin == NONE
        else formats.duration(promise.margin, unit="d", sign=True)
    )


def need_text(promise: Promise, formats: Formats) -> str:
    """The day by which it is needed."""
    return formats.date(instant(promise.needed))

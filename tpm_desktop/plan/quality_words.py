"""What the checks of a schedule found, in words: for the command line and the window alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from tpm_desktop.formats import Formats
from tpm_desktop.model.schedule import LagUnit, LinkType
from tpm_desktop.planning.columns import WHOLE
from tpm_desktop.planning.quality import Amount, Check, Figure, Result, Verdict

from .agreed_checks import Waived, waived_findings
from .integration import runs
from .integration_words import interface_name, run_place
from .state import State

__all__ = [
    "Finding",
    "figure",
    "figure_text",
    "findings",
    "judged",
    "out_of",
    "threshold_text",
    "waived_text",
    "waivers",
]

_NOTHING = "–"
_DAYS = (Amount.LATE, Amount.AWAY, Amount.WITHOUT)


@dataclass(frozen=True, slots=True)
class Finding:
    """A task, component project, link or row of a register that was found.

    table, id: the row itself; task: the row to go to, of a link its successor. what: its name, of a link both
    ends. amount: what is counted beside it, and its size to sort by; who: the resource that it is about, if
    it is about one. waived: why it doesn't count, None where it does.
    """

    table: str
    id: str
    task: tuple[str, str]
    what: str
    project: str
    amount: str
    size: int = 0
    who: str = ""
    waived: Waived | None = None


def waived_text(waived: Waived, formats: Formats) -> str:
    """ "waived until 30 Jun by Program manager: reason"."""
    by = f" by {waived.by}" if waived.by else ""
    return f"waived until {formats.date(waived.until, year=True)}{by}: {waived.reason}"


def figure(result: Result) -> float | None:
    """A count, per cent, an index to three decimals or a grade to one; None where nothing can be said."""
    found = result.found
    if result.verdict is Verdict.NOT_APPLICABLE:
        return None
    if result.check.figure is Figure.COUNT:
        return found.numerator
    share = Decimal(found.numerator) / found.denominator
    digits = {Figure.SHARE: 2, Figure.INDEX: 3, Figure.GRADE: 1}[result.check.figure]
    return float(round(share * 100 if result.check.figure is Figure.SHARE else share, digits))


def judged(results: Iterable[Result]) -> int:
    """How many checks hold or fail, practices and second names left out."""
    return sum(
        result.verdict in (Verdict.FAILS, Verdict.HOLDS)
        and not result.check.made_of
        and not result.check.same_as
        for result in results
    )


def figure_text(result: Result, formats: Formats) -> str:
    """The figure as it is shown: "3", "5.1 %", "0.948" or "–"."""
    found = result.found
    if result.verdict is Verdict.NOT_APPLICABLE:
        return _NOTHING
    if result.check.figure is Figure.COUNT:
        return formats.integer(found.numerator)
    share = Decimal(found.numerator) / found.denominator
    if result.check.figure is Figure.SHARE:
        return f"{formats.decimal(share * 100, 1)} %"
    return formats.decimal(share, 1 if result.check.figure is Figure.GRADE else 3)


def out_of(result: Result, formats: Formats) -> str:
    """What the figure is made of: "2 of 39", or "55 d / 58 d"; empty where that says nothing."""
    found, check = result.found, result.check
    if result.verdict is Verdict.NOT_APPLICABLE or check.figure is Figure.GRADE or check.apart:
        return ""
    pair = (found.numerator, found.denominator)
    shown = [formats.duration(n, unit="d") if check.timed else formats.integer(n) for n in pair]
    return " / ".join(shown) if check.figure is Figure.INDEX else " of ".join(shown)


def threshold_text(check: Check, formats: Formats) -> str:
    """What holds: "≤ 5 %", "0", "≥ 0.95", "1.5 to 4" or "–"."""
    if check.limit is None:
        return _NOTHING
    low, high = (_bound(check, limit, formats) for limit in (check.limit.least, check.limit.most))
    unit = " %" if check.figure is Figure.SHARE else ""
    if check.limit.least == WHOLE and check.figure is Figure.SHARE:
        return f"{low}{unit}"
    if low and high:
        return f"{low} to {high}{unit}"
    if check.limit.most == 0:
        return f"0{unit}"
    return f"≥ {low}{unit}" if low else f"≤ {high}{unit}"


def _bound(check: Check, limit: int | None, formats: Formats) -> str:
    if limit is None:
        return ""
    if check.figure is Figure.COUNT:
        return formats.integer(limit)
    value = Decimal(limit) / (100 if check.figure is Figure.SHARE else WHOLE)
    return formats.decimal(value, max(0, -int(value.normalize().as_tuple().exponent)))


def findings(result: Result, state: State, formats: Formats) -> Iterator[Finding]:
    """Everything that a check found, rows of its register, links or else tasks, in the order of the plan."""
    if result.check.register:
        return _registered(result, state, formats)
    if result.found.links.size:
        return _links(result, state, formats, waivers(result, state))
    return _tasks(result, state, formats, waivers(result, state))


def _registered(result: Result, state: State, formats: Formats) -> Iterator[Finding]:
    """Interfaces, or tests with where they are run."""
    found, table = result.found, state.inputs.tables[result.check.register]
    sizes = [0] * len(found.rows) if found.amounts is None else found.amounts.tolist()
    tests = {run.row: run for run in runs(state)} if result.check.register == "integration_test" else {}
    for row, size in zip(found.rows.tolist(), sizes, strict=True):
        here, test = (result.check.register, table.ids[row]), tests.get(row)
        name = interface_name(state, test.interface if test else row)
        yield Finding(
            *here,
            task=here,
            what=f"{name}: {run_place(state, test)}" if test else name,
            project="",
            amount=formats.duration(size, unit="d") if size else "",
            size=size,
        )


def waivers(result: Result, state: State) -> dict[int, Waived]:
    """Of the rows that are listed those that are waived, and why."""
    if result.found.waived is None or result.check.register:
        return {}
    of, link = result.check.same_as or result.check.id, bool(result.found.links.size)
    return {one.row: one for one in waived_findings(state) if one.check == of and one.link is link}


def _tasks(result: Result, state: State, formats: Formats, borne: dict[int, Waived]) -> Iterator[Finding]:
    found, outline = result.found, state.outline
    people = state.inputs.tables["resource"].texts["name"]
    sizes = None if found.amounts is None else found.amounts.tolist()
    for at, row in enumerate(found.tasks.tolist()):
        here = ("project" if outline.is_project[row] else "task", outline.ids[row])
        who = -1 if found.people is None else int(found.people[at])
        yield Finding(
            *here,
            task=here,
            what=state.names[row],
            project=state.names[int(outline.project[row])],
            amount=_amount(result.check, sizes[at], row, state, formats) if sizes else "",
            size=sizes[at] if sizes else 0,
            who=people[who] or "" if who >= 0 else "",
            waived=borne.get(row),
        )


def _links(result: Result, state: State, formats: Formats, borne: dict[int, Waived]) -> Iterator[Finding]:
    found, outline, links = result.found, state.outline, state.inputs.links
    table = state.inputs.tables["link"]
    sizes = [0] * len(found.links) if found.amounts is None else found.amounts.tolist()
    for row, size in zip(found.links.tolist(), sizes, strict=True):
        before, after = int(links.predecessor[row]), int(links.successor[row])
        told = result.check.amount not in (Amount.LAG, None) and (
            size or result.check.amount is not Amount.SHORT
        )
        amount = _amount(result.check, size, after, state, formats) if told else _link(row, state, formats)
        yield Finding(
            "link",
            table.ids[row],
            task=("project" if outline.is_project[after] else "task", outline.ids[after]),
            what=f"{state.names[before]} → {state.names[after]}",
            project=state.names[int(outline.project[after])],
            amount=amount,
            size=size,
            waived=borne.get(row),
        )


def _link(row: int, state: State, formats: Formats) -> str:
    """Type and lag of a link."""
    table = state.inputs.tables["link"]
    kind = LinkType(table.texts["type"][row] or LinkType.FS)
    unit = LagUnit(table.texts["lag_unit"][row] or LagUnit.WORKING)
    return formats.link(kind, int(table.numbers["lag"][row]), unit)


def _amount(check: Check, amount: int, row: int, state: State, formats: Formats) -> str:
    if check.amount is Amount.NEAR:
        return formats.integer(amount)
    if check.amount in _DAYS:
        return f"{formats.integer(amount)} d"
    if check.amount is Amount.OVER:
        return formats.duration(amount, unit="h")
    return formats.duration(amount, unit="d", elapsed=bool(state.inputs.tasks.elapsed[row]))

"""Versions, years and benefits as lines of the view's tables."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from tpm_desktop.formats import Formats
from tpm_desktop.formats.amounts import Scale
from tpm_desktop.plan.benefits import Realisation
from tpm_desktop.plan.business_case import Standing, Version, Year
from tpm_desktop.plan.capital.words import rate_text, years_text
from tpm_desktop.plan.case_words import shown_years, standing_text, value_text, version_name, year_name

from .lines_table import Head, Line

translate = QCoreApplication.translate
NOW = "now"  # begins the key of a line that says how things stand


def _tr(text: str) -> str:
    return translate("BusinessCase", text)


def version_heads(currency: str) -> tuple[Head, ...]:
    """Of the table of versions."""
    return (
        Head(_tr("Version, amounts in {}").format(currency), right=False),
        Head(_tr("Of"), 150, right=False, needs=1000),
        Head(_tr("Date"), 104),
        Head(_tr("State"), 84, right=False),
        Head(_tr("Cost"), 96, tip=_tr("On the program's accounts, and what runs beyond them")),
        Head(_tr("Benefit"), 104),
        Head(_tr("Present value"), 100, tip=_tr("Net, at the discount rate; the first year is now")),
        Head(_tr("Return"), 84, needs=880, tip=_tr("Internal rate of return")),
        Head(_tr("Payback"), 100, needs=760),
    )


def version_lines(cases: list[Standing], formats: Formats, projects: dict[str, str]) -> list[Line]:
    """Each case's versions and how things stand; the first case last, so that the keyboard begins there."""
    found = []
    for case in [*cases[1:], *cases[:1]]:
        of = projects.get(case.project_id or "", _tr("Program"))
        shown = (*case.versions, *([case.now] if case.now else []))
        found += [_version(one, case, of, formats) for one in shown]
    return found


def _version(one: Version, case: Standing, of: str, formats: Formats) -> Line:
    row, total, value = one.row, one.total, one.figures.value
    name = version_name(one) if row else _tr(version_name(one))
    cells = (
        f"{row.code} {name}" if row else name,
        of,
        formats.date(row.taken, year=True) if row else "",
        row.state.label if row else "",
        formats.money(total.cost + total.running, whole=True, dash=True),
        formats.money(total.benefit, whole=True, dash=True),
        "–" if value is None else formats.money(value, whole=True, sign=True),
        rate_text(one.figures, formats),
        years_text(one.figures.payback, formats),
    )
    bad = frozenset({6}) if value is not None and value < 0 else frozenset[int]()
    return Line(row.id if row else NOW + (case.project_id or ""), cells, row is None, bad)


def year_heads() -> tuple[Head, ...]:
    """Of the table of years."""
    return (
        Head(_tr("Year"), right=False),
        Head(_tr("Cost then"), 96, tip=_tr("As in the version, running cost among it")),
        Head(_tr("Spent"), 96, tip=_tr("Actual cost up to the status month")),
        Head(_tr("Cost now"), 96, tip=_tr("Actual, then forecast, and running cost")),
        Head(_tr("Benefit then"), 104),
        Head(_tr("Realised"), 88, needs=640, tip=_tr("By what was measured")),
        Head(_tr("Benefit now"), 104, tip=_tr("As benefits are expected")),
        Head(_tr("Net now"), 96, needs=760),
    )


def year_lines(then: Version, now: Version, formats: Formats) -> list[Line]:
    """A version against how things stand, year by year, then all of them."""
    years = sorted({one.year for one in (*then.years, *now.years)})
    pairs, whole = [(then.year(year), now.year(year)) for year in years], (then.total, now.total)
    shown = shown_years(pairs, whole, formats.step(Scale.FULL))
    names = [*(year_name(year, formats) for year in years), _tr("All years")]
    lines = [_year(name, amounts, formats) for name, amounts in zip(names, shown, strict=True)]
    return [*lines[:-1], replace(lines[-1], strong=True, bad=_over(*whole))]


def _year(name: str, amounts: list[int], formats: Formats) -> Line:
    cells = [formats.money(amount, whole=True, dash=True) for amount in amounts[:-1]]
    net = formats.money(amounts[-1], whole=True, dash=True, sign=True)
    return Line(name, (name, *cells, net), strong=False, bad=frozenset())


def _over(then: Year, now: Year) -> frozenset[int]:
    """The columns of the total that are worse than they were."""
    dearer = now.cost + now.running > then.cost + then.running
    return frozenset(n for n, off in ((3, dearer), (6, now.benefit < then.benefit)) if off)


def benefit_heads() -> tuple[Head, ...]:
    """Of the table of benefits."""
    return (
        Head(_tr("Benefit"), right=False),
        Head(_tr("Owner"), 150, right=False, needs=620),
        Head(_tr("Last"), 92, needs=480),
        Head(_tr("Target"), 92, needs=700),
        Head(_tr("How it stands"), 196, right=False),
    )


def benefit_lines(benefits: list[Realisation], formats: Formats, people: dict[str, str]) -> list[Line]:
    """Each benefit with its last value and target."""
    return [
        Line(
            one.benefit.id,
            (
                f"{one.benefit.code} {one.benefit.title}",
                people.get(one.benefit.owner_id or "", "–"),
                value_text(one.last.measured if one.last else None, one, formats),
                value_text(one.benefit.target, one, formats),
                standing_text(one, formats),
            ),
            bad=frozenset({4}) if one.behind else frozenset(),
        )
        for one in benefits
    ]

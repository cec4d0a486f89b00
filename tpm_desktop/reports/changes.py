"""The pack of what changed since a moment, or against another file: what moved first, then every change."""

from __future__ import annotations

from reportlab.platypus import CondPageBreak, Flowable

from tpm_desktop.file.compare import counted
from tpm_desktop.formats import Formats
from tpm_desktop.plan import instant
from tpm_desktop.plan.account_changes import AccountMoved, accounts_moved, summed
from tpm_desktop.plan.compare_words import NOTHING, Figure, along_words, figures, since_words
from tpm_desktop.plan.compared import Compared
from tpm_desktop.plan.comparison import Moved

from .change_lines import change_lines
from .changed_rows import every_change
from .parts import KeyFigure, Section, key_figures, note, nothing, paragraph, title_block
from .source import Source
from .tables import Align, Cell, Content, Rank, TableColumn, TableRow, data_table
from .theme import Paper

_ROOM = 160.0  # a section begins on a new page where less is left
_MOST_NAMED, _MOST_MOVED = 12, 200


def story(source: Source, paper: Paper, compared: Compared, *, on_paper: bool = True) -> list[Flowable]:
    """The whole pack; on paper what a committee reads, elsewhere every line."""
    formats, width = source.formats, paper.content
    parts: list[Flowable] = [*title_block(source.about.name, headline(compared, formats))]
    if not compared.rows:
        return [*parts, nothing("Both have the same rows, so dates, cost and critical path agree too.")]
    parts += [_key_figures(compared, formats, width), *_path(compared, formats)]
    parts += [*_moved(compared, formats, width, on_paper=on_paper), CondPageBreak(_ROOM)]
    accounts, told = _accounts(compared, formats, width), every_change if on_paper else change_lines
    return [*parts, *accounts, CondPageBreak(_ROOM), *told(compared, formats, width)]


def section(source: Source, width: float, compared: Compared) -> list[Flowable]:
    """The same in short, as a part of another pack."""
    formats = source.formats
    parts: list[Flowable] = [Section(headline(compared, formats))]
    if not compared.rows:
        return parts
    return [*parts, _key_figures(compared, formats, width), *_path(compared, formats)]


def headline(compared: Compared, formats: Formats) -> str:
    """What came of all changes, in a sentence."""
    since = since_words(compared.since, formats)
    lead = f"Against {since}" if isinstance(compared.since, str) else f"Since {since}"
    if not compared.rows:
        return f"{lead} nothing differs"
    finish, cost, outlook = figures(compared, formats)
    said = [f"the finish moved {finish.shift} to {finish.new}" if finish.shift else "the finish stays"]
    said += [
        f"the {one.label.lower()} {'rose' if one.worse else 'fell'} by {formats.currency} {one.shift[1:]}"
        for one in (cost, outlook)
        if one.shift
    ]
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])}, and {said[-1]}"
    return f"{lead} {listed}"


def _key_figures(compared: Compared, formats: Formats, width: float) -> Flowable:
    found = [_key_figure(one, formats) for one in figures(compared, formats)]
    counts = counted(compared.rows)
    said = ", ".join(f"{formats.integer(count)} {how}" for how, count in counts.items() if count)
    found.append(KeyFigure("Rows that differ", formats.integer(len(compared.rows)), said))
    return key_figures(found, width)


def _key_figure(one: Figure, formats: Formats) -> KeyFigure:
    label = one.label if one.label == "Finish" else f"{one.label}, {formats.currency}"
    if not one.shift:
        return KeyFigure(label, one.new, "stays")
    tone = {True: "critical", False: "green", None: "muted"}[one.worse]
    return KeyFigure(label, one.new, f"was {one.old}, {one.shift}", tone)


def _path(compared: Compared, formats: Formats) -> list[Flowable]:
    """Which tasks joined and left the critical path, and how many moved along."""
    follows = compared.follows
    said = []
    for ids, what in (
        (follows.joined_path, "Now on the critical path"),
        (follows.left_path, "No more on the critical path"),
    ):
        if ids:
            said.append(f"{what}: {_listed([follows.names[i] for i in ids], formats)}.")
    if not said:
        said.append("The critical path runs through the same tasks.")
    if compared.moved_along:
        said.append(f"{along_words(len(compared.moved_along), formats)}.")
    return [paragraph(line) for line in said]


def _listed(names: list[str], formats: Formats) -> str:
    more = len(names) - _MOST_NAMED
    shown = ", ".join(f"“{name}”" for name in names[:_MOST_NAMED])
    return f"{shown} and {formats.integer(more)} more" if more > 0 else shown


def _moved(compared: Compared, formats: Formats, width: float, *, on_paper: bool) -> list[Flowable]:
    """Component projects, milestones and edited tasks whose dates, slack or cost moved, in outline order."""
    everything = [one for one in compared.follows.moved if one.moves or one.cost[0] != one.cost[1]]
    moved = [one for one in everything if not on_paper or _matters(one, compared)]
    title = Section("What moved", f"{formats.integer(len(everything))} component projects and tasks")
    if not everything:
        return [title, nothing("No dates and no costs of tasks moved.")]
    if not moved:
        return [title, paragraph(_more_moved(len(everything), formats))]
    costs = any(one.cost[0] != one.cost[1] for one in moved)
    columns = [TableColumn("Component project or task", weight=1)]
    columns += [
        TableColumn(heading, Align.RIGHT)
        for heading in ("Start is", "Finish was", "Finish is", "Slack was", "Slack is")
    ]
    columns += [TableColumn("Cost by", Align.RIGHT)] if costs else []
    shown = moved[:_MOST_MOVED] if on_paper else moved
    rows = [_moved_row(one, compared, formats, costs=costs) for one in shown]
    counted = f"Cost in {formats.currency}. " if costs else ""
    more = len(everything) - len(rows)
    along = f" {_more_moved(more, formats)}" if more else ""
    said = f"{counted}Where nothing stands under “was”, it stays; what was edited itself is marked so.{along}"
    return [title, data_table(columns, rows, width), note(said)]


def _matters(one: Moved, compared: Compared) -> bool:
    """Whether a committee asks for it: projects and milestones, and what was edited itself."""
    row = compared.now.outline.row[one.row_id]
    return one.is_project or bool(compared.now.milestone[row]) or one.row_id in compared.edited


def _more_moved(count: int, formats: Formats) -> str:
    tasks = "1 more task" if count == 1 else f"{formats.integer(count)} more tasks"
    return f"{tasks} moved along, neither milestones nor edited; “diff” on the command line lists all."


def _moved_row(one: Moved, compared: Compared, formats: Formats, *, costs: bool) -> TableRow:
    name = f"{one.name} (edited)" if one.row_id in compared.edited else one.name
    finish = [formats.date(instant(at)) or NOTHING for at in one.finish]
    slack = [formats.duration(minutes, unit="d") for minutes in one.slack]
    cells: list[Content] = [
        Cell(name, strong=one.is_project),
        formats.date(instant(one.start[1])) or NOTHING,
        "" if finish[0] == finish[1] else finish[0],
        Cell(finish[1], "critical" if one.finish[1] > one.finish[0] else "text"),
        "" if slack[0] == slack[1] else slack[0],
        Cell(slack[1], "critical" if one.slack[1] < min(one.slack[0], 0) else "text"),
    ]
    cells += [formats.money(one.cost[1] - one.cost[0], sign=True, dash=True)] if costs else []
    return TableRow(cells)


def _accounts(compared: Compared, formats: Formats, width: float) -> list[Flowable]:
    """Control accounts whose budget, actual or outlook moved, with the sum of all."""
    accounts = accounts_moved(compared, formats)
    moved = [one for one in accounts if one.differs]
    if not moved:
        return []
    title = Section("Money by control account", f"{formats.integer(len(moved))} of {len(accounts)}")
    whole = summed(accounts, "All control accounts")
    budgets = any(was != now for was, now in (one.budget for one in moved))
    heads = [*(["Budget by"] if budgets else []), "Actual by", "Outlook was", "Outlook is", "Outlook by"]
    columns = [TableColumn("Control account", weight=1)]
    columns += [TableColumn(heading, Align.RIGHT) for heading in heads]
    rows = [_account_row(one, formats, budgets, Rank.NORMAL) for one in moved]
    rows.append(_account_row(whole, formats, budgets, Rank.TOTAL))
    left = len(accounts) - len(moved)
    many = f" {formats.integer(left)} accounts stay as they were."
    stay = {0: "", 1: " One account stays as it was."}.get(left, many)
    said = f"In {formats.currency}; “by” is after less before.{stay}"
    return [title, data_table(columns, rows, width), note(said)]


def _account_row(one: AccountMoved, formats: Formats, budgets: bool, rank: Rank) -> TableRow:
    def by(pair: tuple[int, int]) -> str:
        return formats.money(pair[1] - pair[0], sign=True, dash=True)

    was, now = one.outlook
    cells: list[Content] = [one.name, *([by(one.budget)] if budgets else []), by(one.actual)]
    cells += [formats.money(was), formats.money(now)]
    cells += [Cell(by(one.outlook), "critical" if now > was else "text")]
    return TableRow(cells, rank)

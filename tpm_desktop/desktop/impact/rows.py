"""What a slip moves, in words: a sentence or two, and a row with a way to each thing that moves."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from tpm_desktop.plan import State, instant
from tpm_desktop.plan.commitments import Outlook
from tpm_desktop.plan.impact import Impact
from tpm_desktop.plan.impact_words import money_sentence

from ..finding import Found
from ..session import Session

translate = QCoreApplication.translate
_CONTEXT = "SlipList"


class SlipSaid:
    """Of one impact, the gravest first: the program's finish, commitments, projects, gates, milestones."""

    def __init__(self, session: Session, state: State, found: Impact) -> None:
        self._session, self._state, self._found = session, state, found

    def sentence(self) -> str:
        """What it means for the program, in a few sentences."""
        found, formats, tr = self._found, self._session.formats, translate
        was, will = (formats.moment(instant(at), finish=True) for at in found.finish)
        if found.moves_finish:
            said = [tr(_CONTEXT, "The program finishes {} instead of {}.").format(will, was)]
        else:
            said = [tr(_CONTEXT, "The program still finishes {}.").format(was)]
        others = len({*found.tasks, *found.milestones} - set(found.subject.rows))
        late = sum(will.outlook is Outlook.LATE != was.outlook for was, will in found.commitments)
        for count, text in (
            (others, tr(_CONTEXT, "Rows that move with it: {}.")),
            (len(found.newly_critical), tr(_CONTEXT, "Newly critical: {}.")),
            (late, tr(_CONTEXT, "Commitments that get late: {}.")),
        ):
            if count:
                said.append(text.format(formats.integer(count)))
        if found.money.into_other_years:
            said.append(money_sentence(found.money, formats))
        return " ".join(said)

    def rows(self, *, tasks: bool = False) -> Iterator[Found]:
        """A row each. Args: tasks: phases and tasks too, which may be many."""
        state, found = self._state, self._found
        if found.moves_finish:
            last = int(found.difference.after.finish.argmax())
            name = translate(_CONTEXT, "Program finish")
            yield self._moved(name, *found.finish, "task", state.outline.ids[last], "last")
        yield from self._commitments()
        others = [row for row in found.milestones if row not in found.gates]
        parts = [("project", found.projects, "project"), ("task", found.gates, "tag")]
        parts += [("task", tuple(others), "milestone")]
        if tasks:
            parts += [("task", found.phases, "group"), ("task", found.tasks, "plan")]
        before, after = found.difference.before.finish, found.difference.after.finish
        for table, rows, picture in parts:
            for row in rows:
                if before[row] != after[row] and (tasks or row != found.row):
                    dates = int(before[row]), int(after[row])
                    yield self._moved(state.names[row], *dates, table, state.outline.ids[row], picture)

    def _commitments(self) -> Iterator[Found]:
        titles = self._state.inputs.tables["commitment"].texts["title"]
        pairs = sorted(self._found.commitments, key=lambda pair: pair[1].outlook is not Outlook.LATE)
        for was, will in pairs:
            if was.forecast != will.forecast:
                picture = "warning" if will.outlook is Outlook.LATE else "commitment"
                dates = was.forecast, will.forecast
                yield self._moved(titles[was.row] or "", *dates, "commitment", was.id, picture)

    def _moved(self, name: str, was: int, will: int, table: str, row_id: str, picture: str) -> Found:
        formats = self._session.formats
        detail = f"{formats.date(instant(was))} → {formats.date(instant(will))}"
        return Found(name, f"{detail} ({self._by(was, will)})", table, row_id, picture)

    def _by(self, was: int, will: int) -> str:
        """How much later by the plan's calendar, in days."""
        inputs = self._state.inputs
        later = inputs.calendars[inputs.options.calendar].between(was, will)
        return self._session.formats.duration(later, unit="d", sign=True)

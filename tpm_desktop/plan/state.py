"""The plan at one moment: what was asked and what follows from it, by outline row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.policy import Policy
from tpm_desktop.planning.bands import Band, bands
from tpm_desktop.planning.columns import NONE, Schedule
from tpm_desktop.planning.driving import Driving
from tpm_desktop.planning.errors import CycleError, PlanError
from tpm_desktop.planning.rings import Ring, Untied, untied
from tpm_desktop.planning.rollup import sum_up
from tpm_desktop.planning.scenario import Scenario

from .baselines import Baselined, Variances, chosen_baseline, read_baseline, variances
from .capital.rows import CapitalRows
from .cash import Cash, read_cash
from .columns import Numbers, first
from .inputs import Inputs
from .money import Counted, Money, read_money
from .policy import read_program_policy
from .wbs import counted, mask_of, with_given
from .work import Work, read_work


class State:
    """Computed once from its inputs and never changed.

    scenario: what the engine was asked, for who asks what would be if it were otherwise.
    untied: of a file that holds rings, how it was scheduled all the same.
    Raises: `EditError` where the inputs can't be scheduled; it names the tasks and says what to do.
    """

    def __init__(self, inputs: Inputs, before: State | None = None) -> None:
        """Args: before: what it found is taken over where the engine would be asked the same."""
        self.inputs = inputs
        self.outline = inputs.outline
        asked_before = before is not None and inputs.asks_the_same(before.inputs)
        asked = Scenario(
            inputs.calendars,
            inputs.tasks,
            inputs.links,
            inputs.options,
            inputs.assignments,
            splits=inputs.splits,
        )
        self.untied: Untied | None
        self.scenario: Scenario
        with refusing():
            if before and inputs.waits_the_same(before.inputs):
                self.untied = before.untied and before.untied.of(asked)
                self.scenario = (self.untied.scenario if self.untied else asked).ordered_as(before.scenario)
            else:
                self.untied, self.scenario = self._ordered(asked, before)
            self.schedule: Schedule = before.schedule if before and asked_before else self._scheduled()
        if before and "wbs" in vars(before) and self._counts_as(before):
            self.wbs = before.wbs  # replaces the cached property
        if before and "names" in vars(before) and self._named_as(before):
            self.names = before.names  # replaces the cached property
        if before and asked_before and not inputs.spends_otherwise(before.inputs):
            self.money = before.money  # replaces the cached property
        if before and "policy" in vars(before) and not inputs.rules_otherwise(before.inputs):
            self.policy = before.policy  # replaces the cached property
        if before and "capital" in vars(before) and inputs.invests_the_same(before.inputs):
            same = inputs.counts_the_same(before.inputs)  # replaces the cached property
            self.capital = before.capital if same else before.capital.recounted(inputs.tables)
        self._counted: Counted | None = None
        if before and "money" in vars(before):
            self._counted = Counted(
                before.money,
                budgeted=not inputs.budgets_otherwise(before.inputs),
                posted=not inputs.posts_otherwise(before.inputs),
            )

    def _ordered(self, asked: Scenario, before: State | None) -> tuple[Untied | None, Scenario]:
        """The plan in order; without its rings if it was read with some: no edit may close a further one."""
        try:
            return None, asked.ordered()
        except CycleError:
            found, ids = untied(asked), self.inputs.tables["link"].ids
        if before is not None:
            known = {before.inputs.tables["link"].ids[link] for ring in before.rings for link in ring.links}
            for ring in found.rings:
                if any(ids[link] not in known for link in ring.links):
                    raise CycleError(ring.around, [f"“{self.names[row]}”" for row in ring.around])
        return found, found.scenario.ordered()

    def _counts_as(self, before: State) -> bool:
        """Whether every row has the WBS code that it had before."""
        new, old = (state.inputs.tables for state in (self, before))
        written = [(first(t["program"], "wbs_prefix"), first(t["program"], "wbs_mask")) for t in (new, old)]
        given = new["task"].texts["wbs"] == old["task"].texts["wbs"]
        return self.outline is before.outline and written[0] == written[1] and given

    def _named_as(self, before: State) -> bool:
        """Whether no name was touched; columns that stay are the very same."""
        new, old = (state.inputs.tables for state in (self, before))
        same = all(new[table].texts["name"] is old[table].texts["name"] for table in ("task", "project"))
        return same and self.outline is before.outline

    def _scheduled(self) -> Schedule:
        found = self.scenario.scheduled()
        return self.untied.numbered(found) if self.untied else found

    @property
    def rings(self) -> tuple[Ring, ...]:
        """Tasks that wait for each other; their links are set aside."""
        return self.untied.rings if self.untied else ()

    @cached_property
    def provisional(self) -> NDArray[np.bool_]:
        """Shape (n,): rows in or behind a ring, whose dates hold only until a link of it is removed."""
        return self.untied.behind if self.untied else np.zeros(len(self.outline), np.bool_)

    @cached_property
    def driving(self) -> Driving:
        """Which tasks decide the dates of which."""
        return Driving.of(self.scenario, self.schedule)

    @cached_property
    def longest_path(self) -> NDArray[np.bool_]:
        """Shape (n,): the tasks of the chain that decides the program's finish."""
        return self.driving.longest_path()

    @cached_property
    def bands(self) -> NDArray[np.int8]:
        """Shape (n,): the `Band` in which each row's total slack lies."""
        return bands(self.inputs.tasks, self.schedule, self.inputs.options)

    @property
    def near_critical(self) -> NDArray[np.bool_]:
        """Shape (n,): rows with little slack that are not critical."""
        return np.asarray((self.bands == Band.NEAR) & ~self.schedule.critical)

    @cached_property
    def names(self) -> list[str]:
        """Shape (n,): what people call each row."""
        return self._gathered("name")

    @cached_property
    def wbs(self) -> list[str]:
        """Shape (n,): the WBS code given, else the place in the outline as the program's mask writes it."""
        program, given = self.inputs.tables["program"], self.inputs.tables["task"].texts["wbs"]
        mask = mask_of(first(program, "wbs_prefix"), first(program, "wbs_mask"))
        return list(with_given(self.outline, counted(self.outline, mask), given))

    @cached_property
    def summary(self) -> NDArray[np.bool_]:
        """Shape (n,): rows that take their dates from those below; component projects are always."""
        return np.asarray(self.outline.has_children() | self.outline.is_project)

    @cached_property
    def milestone(self) -> NDArray[np.bool_]:
        """Shape (n,): tasks marked so or without duration."""
        marked = self.numbers("milestone", 0) == 1
        return np.asarray(~self.summary & (marked | (self.inputs.tasks.duration == 0)))

    @cached_property
    def done(self) -> Numbers:
        """Shape (n,), hundredths of a per cent; of a summary its parts' done time by their whole time."""
        leaf = ~self.summary & self.inputs.tasks.active
        duration = np.where(leaf, np.maximum(self.inputs.tasks.duration, 0), 0)
        share = self.inputs.tasks.done.astype(np.int64)
        whole = sum_up(self.outline.parent, duration)
        finished = sum_up(self.outline.parent, duration * np.where(leaf, share, 0))
        return np.where(self.summary, finished // np.maximum(whole, 1), share)

    @cached_property
    def work(self) -> Work:
        """What people work on the tasks, by outline row."""
        return read_work(self.inputs)

    @cached_property
    def policy(self) -> Policy:
        """What the program is held to."""
        return read_program_policy(self.inputs.tables)

    @cached_property
    def baseline(self) -> Baselined:
        """What was agreed, by outline row: the baseline that the program compares with."""
        return self.baseline_of(chosen_baseline(self.inputs.tables))

    def baseline_of(self, number: int | None) -> Baselined:
        """What the baseline with a number holds, by outline row."""
        return read_baseline(self.inputs.tables, self.outline, self.summary, number)

    @cached_property
    def variances(self) -> Variances:
        """How far the plan is from the baseline."""
        calendar = self.inputs.calendars[self.inputs.options.calendar]
        return variances(self.as_baseline, self.baseline, calendar)

    @property
    def as_baseline(self) -> Baselined:
        """The plan as it is, in the shape of a baseline."""
        found = self.schedule
        cost = np.asarray(self.money.costs.task, np.int64)
        return Baselined(None, found.start, found.finish, found.duration, self.work.whole, cost)

    @property
    def finish_variance(self) -> Numbers:
        """Shape (n,): working minutes after the baseline finish, negative before; `NONE` without one."""
        return self.variances.finish

    @cached_property
    def money(self) -> Money:
        """Costs of the tasks and the budget."""
        return read_money(self.inputs, self.schedule, self._counted)

    @cached_property
    def cash(self) -> Cash:
        """The budget by the months in which it is paid."""
        return read_cash(self.inputs.tables, self.money, self.outline, self.schedule)

    @cached_property
    def capital(self) -> CapitalRows:
        """The rows of capital requests and purchases."""
        return CapitalRows.of(self.inputs.tables)

    def numbers(self, field: str, of_project: int = NONE) -> Numbers:
        """A number column of the tasks by outline row."""
        found = np.full(len(self.outline), of_project, np.int64)
        task_rows = ~self.outline.is_project
        found[task_rows] = self.inputs.tables["task"].numbers[field][self.outline.source[task_rows]]
        return found

    def _gathered(self, field: str) -> list[str]:
        task, project = self.inputs.tables["task"].texts[field], self.inputs.tables["project"].texts[field]
        pairs = zip(self.outline.is_project.tolist(), self.outline.source.tolist(), strict=True)
        return [(project if is_project else task)[source] or "" for is_project, source in pairs]


@contextmanager
def refusing() -> Iterator[None]:
    """What the engine can't plan is refused like any other edit. Raises: `EditError`."""
    try:
        yield
    except PlanError as error:
        raise EditError(str(error)) from error

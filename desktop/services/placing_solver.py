"""Placing solved to the optimum with HiGHS; the only module that imports it, itself loaded only to place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil

import highspy
import numpy as np

from desktop.core.errors import Cancelled
from desktop.core.placing import PlacingTask, Worth, keeps_rules, worth
from desktop.core.placing_model import (
    NO_LIMIT,
    Column,
    Model,
    Row,
    chosen_people,
    hand_out,
    out_model,
    split_model,
    whole_model,
)
from desktop.core.progress import Progress, Silent

# The same on every machine: one thread, one seed, no gap left open.
_OPTIONS: dict[str, float | str] = {
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_pool_soft_limit": 100,  # few cuts suffice here, and keeping them all takes half as long again
}
# How long is sought before what was found must do: counted, not timed, so that it is the same everywhere.
_EFFORT, _LEAST_NODES = 300_000, 100
_NEAR = 1e-6


class SolverFailed(RuntimeError):
    """The solver ended without an answer, or with one that breaks a rule; nothing a person did leads here."""


@dataclass(frozen=True, slots=True)
class Placing:
    """The best placing: number on the list -> number of the batch, what it is worth, and its proof.

    No placing is better than ``bound`` in any part of the worth, given those before it. It equals ``worth``
    unless the search was given up after so many steps of its own (which only employers bring about who ask
    to stay together and exactly fill the batches).
    """

    placed: dict[int, int]
    worth: Worth
    bound: Worth

    @property
    def is_proven(self) -> bool:
        """Whether there is no better one."""
        return self.worth == self.bound


_Aim = Callable[[Column], int]


@dataclass(frozen=True, slots=True)
class _Answer:
    """Whole numbers for the columns, what they cost, and what no others can cost less than."""

    values: list[int]
    reached: int
    bound: int


_Answers = dict[_Aim, _Answer]


def place(task: PlacingTask, progress: Progress | None = None) -> Placing:
    """Return the best placing; the order of the people plays no part, the seed decides between equals.

    Raises :class:`~desktop.core.errors.Cancelled` when ``progress`` does.
    """
    task = replace(
        task,
        people=tuple(sorted(task.people, key=lambda traveller: traveller.number)),
        batches=tuple(sorted(task.batches, key=lambda batch: batch.number)),
    )
    watch = _Watch(progress or Silent())
    if not task.people:
        return Placing({}, worth(task, {}), worth(task, {}))
    room = sum(batch.capacity for batch in task.batches)
    placing = _everybody(task, watch) if len(task.people) <= room else None
    if placing is None:
        placing = _without_some(task, watch)
    if not keeps_rules(task, placing.placed):
        raise SolverFailed
    return placing


def front_line_lacking(task: PlacingTask, progress: Progress | None = None) -> int:
    """Return how many of those placed would have to be front-line workers so that no share costs a place."""
    if not task.people:
        return 0
    answers = _solved(out_model(task, may_lack=True), (_people, _lack), _Watch(progress or Silent()))
    if answers is None:
        raise SolverFailed
    return answers[_lack].reached


def _everybody(task: PlacingTask, watch: "_Watch") -> Placing | None:
    """Return the best placing in which nobody stays out, or ``None`` where there is none."""
    model = whole_model(task)
    answers = _solved(model, (_steps, _tie), watch)
    if answers is None:
        model = split_model(task)
        answers = _solved(model, (_parts, _steps, _tie), watch)
    if answers is None:
        return None
    placed = hand_out(model, answers.get(_tie, answers[_steps]).values)
    found = worth(task, placed)
    # Who flows through a pool into a batch he named is better off than his column says; never in an optimum.
    if found.steps > answers[_steps].reached:
        raise SolverFailed
    parts = answers[_parts].bound if _parts in answers else found.parts
    return Placing(placed, found, replace(found, parts=parts, steps=answers[_steps].bound))


def _without_some(task: PlacingTask, watch: "_Watch") -> Placing:
    """Return the best placing after it was settled, by the order of choice, who stays out."""
    model = out_model(task)
    answers = _solved(model, (_people, _ranks, _draw), watch)
    if answers is None:
        raise SolverFailed
    stay = set(chosen_people(model, answers[_draw].values))
    there = _everybody(replace(task, people=tuple(t for t in task.people if t.number in stay)), watch)
    if there is None:
        # Only where the search for it was given up; what was found before keeps all rules.
        placed = hand_out(model, answers[_draw].values)
        found = worth(task, placed)
        return Placing(placed, found, replace(found, parts=0, steps=0))
    ranks = worth(task, there.placed).ranks
    return Placing(there.placed, replace(there.worth, ranks=ranks), replace(there.bound, ranks=ranks))


def _solved(model: Model, aims: Sequence[_Aim], watch: "_Watch") -> _Answers | None:
    """Return the answers to one aim after the other, or ``None`` where the rows exclude each other."""
    if not model.columns:
        return None
    rows = list(model.rows)
    answers: _Answers = {}
    values: list[int] = []
    for aim in aims:
        costs = [aim(column) for column in model.columns]
        answer = _answer(model, rows, costs, values, watch)
        if answer is None:
            return None
        answers[aim], values = answer, answer.values
        if aim is _steps and answer.bound < answer.reached:
            break  # lots decide between the best, and this may be none of them
        rows.append(Row(-NO_LIMIT, answer.reached, [(at, cost) for at, cost in enumerate(costs) if cost]))
    return answers


def _answer(
    model: Model, rows: Sequence[Row], costs: list[int], start: list[int], watch: "_Watch"
) -> _Answer | None:
    """Return the columns of least cost; ``start`` is what is known to keep the rows, or nothing."""
    # HiGHS 1.16 now and then proves the optimum but hands back the solution it was started from; what it
    # hands back is therefore reckoned up, and where that differs, solved again from nothing.
    for known in (start, []) if start else ([],):
        solver = _loaded(model, rows, costs, watch)
        if known:
            solver.setSolution(len(known), np.arange(len(known), dtype=np.int32), np.array(known, float))
        if not watch.run(solver):
            return None
        values = [round(value) for value in solver.getSolution().col_value]
        reached = sum(cost * value for cost, value in zip(costs, values, strict=True))
        if reached == round(solver.getObjectiveValue()):
            return _Answer(values, reached, ceil(solver.getInfo().mip_dual_bound - _NEAR))
    raise SolverFailed


def _people(column: Column) -> int:
    return -column.person


def _ranks(column: Column) -> int:
    return column.rank


def _parts(column: Column) -> int:
    return column.part


def _steps(column: Column) -> int:
    return column.steps


def _draw(column: Column) -> int:
    return column.draw


def _lack(column: Column) -> int:
    return column.lack


def _tie(column: Column) -> int:
    return column.tie


class _Quiet(highspy.Highs):
    """HiGHS that writes nothing; it greets on standard output as soon as it listens for an interruption."""

    def enableCallbacks(self) -> None:  # noqa: N802 - its name
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


class _Watch:
    """Lets the person who waits stop the solver."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._cancelled: Cancelled | None = None
        self._solved = 0

    def follow(self, solver: _Quiet) -> None:
        """Ask at every stretch of work whether to go on."""
        solver.cbMipInterrupt += self._asked
        solver.cbSimplexInterrupt += self._asked

    def run(self, solver: _Quiet) -> bool:
        """Solve; ``False`` where nothing that keeps all rows was found."""
        self._tell()
        if self._cancelled is None:
            solver.run()
        if self._cancelled is not None:
            raise self._cancelled
        self._solved += 1
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kSolutionLimit:
            return solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        if status == highspy.HighsModelStatus.kInfeasible:
            return False
        if status != highspy.HighsModelStatus.kOptimal:
            raise SolverFailed(solver.modelStatusToString(status))
        return True

    def _asked(self, event: highspy.HighsCallbackEvent) -> None:
        self._tell()
        if self._cancelled is not None:
            event.interrupt()

    def _tell(self) -> None:
        # An exception must not travel through the solver, so it is kept until the solver has stopped.
        try:
            self._progress.step(self._solved, 0)
        except Cancelled as cancelled:
            self._cancelled = cancelled


def _loaded(model: Model, rows: Sequence[Row], costs: list[int], watch: _Watch) -> _Quiet:
    solver = _Quiet()  # type: ignore[no-untyped-call]
    for name, value in _OPTIONS.items():
        solver.setOptionValue(name, value)
    watch.follow(solver)
    count = len(model.columns)
    solver.setOptionValue("mip_max_nodes", max(_LEAST_NODES, _EFFORT // count))
    numbers = np.arange(count, dtype=np.int32)
    solver.addVars(count, np.zeros(count), np.array([column.most for column in model.columns], float))
    solver.changeColsCost(count, numbers, np.array(costs, float))
    for at in range(count):
        solver.changeColIntegrality(at, highspy.HighsVarType.kInteger)
    for row in rows:
        _add_row(solver, row)
    return solver


def _add_row(solver: _Quiet, row: Row) -> None:
    columns = np.array([column for column, _ in row.terms], np.int32)
    factors = np.array([factor for _, factor in row.terms], float)
    least = -highspy.kHighsInf if row.least <= -NO_LIMIT else float(row.least)
    most = highspy.kHighsInf if row.most >= NO_LIMIT else float(row.most)
    solver.addRow(least, most, len(columns), columns, factors)

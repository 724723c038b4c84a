"""Placing solved to the optimum with HiGHS; the only module that imports it, itself loaded only to place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import highspy
import numpy as np

from desktop.core.errors import Cancelled
from desktop.core.placing import PlacingTask, Worth, keeps_rules, worth
from desktop.core.placing_model import NO_LIMIT, Column, Model, Row, free_model, hand_out, whole_model
from desktop.core.progress import Progress, Silent

# The same on every machine: one thread, one seed, no gap left open.
_OPTIONS: dict[str, bool | float | str] = {
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_rel_gap": 0.0,
}


class SolverFailed(RuntimeError):
    """The solver ended without an answer, or with one that breaks a rule; nothing a person did leads here."""


@dataclass(frozen=True, slots=True)
class Placing:
    """The best placing: number on the list -> number of the batch, what it is worth, and its proof.

    ``bound`` is the fewest steps down that any placing with as many people and parts can have: equal to
    ``worth.steps``, or the placing would not have been returned.
    """

    placed: dict[int, int]
    worth: Worth
    bound: int


_Aim = Callable[[Column], int]


def place(task: PlacingTask, progress: Progress | None = None) -> Placing:
    """Return the best placing; the order of the people plays no part, the seed decides between equals.

    Raises :class:`~desktop.core.errors.Cancelled` when ``progress`` does.
    """
    task = replace(
        task,
        people=tuple(sorted(task.people, key=lambda traveller: traveller.number)),
        batches=tuple(sorted(task.batches, key=lambda batch: batch.number)),
    )
    if not task.people:
        return Placing({}, worth(task, {}), 0)
    watch = _Watch(progress or Silent())
    placing = (
        _solved(whole_model(task), (_steps, _tie), watch)
        or _solved(free_model(task, all_placed=True), (_parts, _steps, _tie), watch)
        or _solved(free_model(task, all_placed=False), (_people, _ranks, _parts, _steps, _tie), watch)
    )
    if placing is None or placing.worth.steps != placing.bound or not keeps_rules(task, placing.placed):
        raise SolverFailed
    return placing


def front_line_lacking(task: PlacingTask, progress: Progress | None = None) -> int:
    """Return how many of those placed would have to be front-line workers so that no share costs a place."""
    if not task.people:
        return 0
    model = free_model(task, may_lack=True)
    found = _solution(model, (_people, _lack), _Watch(progress or Silent()))
    if found is None:
        raise SolverFailed
    return sum(column.lack * value for column, value in zip(model.columns, found[0], strict=True))


def _solved(model: Model, aims: Sequence[_Aim], watch: "_Watch") -> Placing | None:
    """Return the best placing for one aim after the other, or ``None`` where the rows exclude each other."""
    found = _solution(model, aims, watch)
    if found is None:
        return None
    values, bound = found
    placed = hand_out(model, values)
    return Placing(placed, worth(model.task, placed), bound)


def _solution(model: Model, aims: Sequence[_Aim], watch: "_Watch") -> tuple[list[int], int] | None:
    """Return the columns, and the bound of the steps down."""
    if not model.columns:
        return None
    rows = list(model.rows)
    values: list[int] = []
    bound = 0
    for aim in aims:
        costs = [aim(column) for column in model.columns]
        answer = _answer(model, rows, costs, values, watch)
        if answer is None:
            return None
        values = answer.values
        if aim is _steps:
            bound = answer.bound
        rows.append(Row(-NO_LIMIT, answer.reached, [(at, cost) for at, cost in enumerate(costs) if cost]))
    return values, bound


@dataclass(frozen=True, slots=True)
class _Answer:
    values: list[int]
    reached: int
    bound: int


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
            return _Answer(values, reached, round(solver.getInfo().mip_dual_bound))
    raise SolverFailed


def _people(column: Column) -> int:
    return -column.person


def _ranks(column: Column) -> int:
    return column.rank


def _parts(column: Column) -> int:
    return column.part


def _steps(column: Column) -> int:
    return column.steps


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
        """Solve; ``False`` where nothing keeps all rows."""
        self._tell()
        if self._cancelled is None:
            solver.run()
        if self._cancelled is not None:
            raise self._cancelled
        self._solved += 1
        status = solver.getModelStatus()
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
    numbers = np.arange(count, dtype=np.int32)
    solver.addVars(count, np.zeros(count), np.array([column.most for column in model.columns], float))
    solver.changeColsCost(count, numbers, np.array(costs, float))
    for at, column in enumerate(model.columns):
        if column.is_whole:
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

"""How sheets of each kind were printed last, so that the next one begins like it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSettings

from desktop.core.sheet_content import Column
from desktop.services.sheet_record import SheetKind


@dataclass(frozen=True)
class Habit:
    """The options that stay from one sheet of a kind to the next.

    Whole phone and identity numbers are asked for anew each time: least is shown by default.
    """

    columns: tuple[Column, ...] = ()
    kept: int = 0
    walk_ins: int = 0
    landscape: bool = False
    dense: bool = False
    masked_names: bool = False
    language: str = ""


def remember(memory: QSettings, kind: SheetKind, habit: Habit) -> None:
    """Keep how a sheet of this kind was asked for, and that this kind was the last."""
    kept = habit.__dict__ | {"columns": [column.value for column in habit.columns]}
    memory.setValue("paper/kind", kind.value)
    memory.setValue(f"paper/{kind.value}", json.dumps(kept))


def last_kind(memory: QSettings, kinds: Sequence[SheetKind]) -> SheetKind:
    """Return the kind chosen last, the first of ``kinds`` where none was."""
    wanted = str(memory.value("paper/kind", ""))
    return next((kind for kind in kinds if kind.value == wanted), kinds[0])


def habit_of(memory: QSettings, kind: SheetKind) -> Habit:
    """Return how a sheet of this kind was asked for last; what cannot be read is as usual."""
    try:
        kept = json.loads(str(memory.value(f"paper/{kind.value}", "")))
        return Habit(
            tuple(Column(value) for value in kept["columns"]),
            int(kept["kept"]),
            int(kept["walk_ins"]),
            bool(kept["landscape"]),
            bool(kept["dense"]),
            bool(kept["masked_names"]),
            str(kept["language"]),
        )
    except (ValueError, KeyError, TypeError):
        return Habit()

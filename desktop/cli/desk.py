"""What every command is given: the open store, and how to answer."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TextIO
from uuid import UUID

from desktop.core.errors import PersonError
from desktop.core.i18n import _
from desktop.core.settings import Places
from desktop.storage import backup
from desktop.storage.store import Store

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]
else:
    Commands = object

DONE, LOOK, REFUSED = 0, 1, 2


@dataclass
class Desk:
    """One run of the command line."""

    places: Places
    database: str = ""
    as_json: bool = False
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)

    @cached_property
    def store(self) -> Store:
        """The database, opened when a command first needs it; the day's first leaves a back-up behind."""
        known = not self.database and self.places.database.exists()
        store = Store.open(self.database or self.places.database)
        if known:
            try:
                backup.daily(self.places.database, date.today())
            except PersonError as error:
                self.warn(str(error))
        return store

    def tell(self, data: object, text: str) -> None:
        """Answer: the data as JSON where that was asked for, otherwise the text."""
        answer = json.dumps(data, ensure_ascii=False, default=_plain) if self.as_json else text
        print(answer, file=self.out, flush=True)

    def warn(self, sentence: str) -> None:
        """Say something the person should look at, beside the answer."""
        print(sentence, file=self.err, flush=True)

    def close(self) -> None:
        """Let go of the database if it was opened."""
        if "store" in self.__dict__:
            self.store.close()


class _NoSuchNumber(PersonError):
    """A number of lines below one was asked for."""


def lines_wanted(limit: int) -> int:
    """Return how many lines a person asked for; refuse less than one."""
    if limit < 1:
        raise _NoSuchNumber(_("The number of lines must be 1 or more."))
    return limit


Run = Callable[[Desk, argparse.Namespace], int]


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"not for JSON: {type(value).__name__}")

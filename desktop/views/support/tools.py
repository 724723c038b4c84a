"""What every page is handed when it is made."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSettings

from desktop.core.settings import Places, Settings
from desktop.storage.store import Store
from desktop.views.support.changes import ChangeFeed
from desktop.views.support.tasks import Runner


@dataclass(frozen=True)
class Tools:
    """The open database, the threads, the news of changes, and where things are remembered.

    ``choose`` applies and keeps new settings (language and text size build the window anew);
    ``begin_own`` leaves the demonstration for the person's own data, and is None outside it;
    ``look_around`` opens the demonstration, and is None inside it. ``reopen`` opens the database anew
    after a back-up was put back.
    """

    store: Store
    runner: Runner
    feed: ChangeFeed
    memory: QSettings
    places: Places
    settings: Settings
    choose: Callable[[Settings], None]
    begin_own: Callable[[], None] | None = None
    look_around: Callable[[], None] | None = None
    reopen: Callable[[], None] | None = None

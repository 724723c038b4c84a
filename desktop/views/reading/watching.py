"""The folder whose new pictures are read by themselves, looked at every few seconds."""

import json
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.progress import Progress
from desktop.paper.reading.incoming import Incoming
from desktop.views.support.tasks import Failure, Runner

EVERY_MS = 4000
FILE = "watched.json"


class Watching(QObject):
    """Looks on a reading thread; a folder that cannot be reached is said once and tried again.

    What was told is remembered in the data folder ``home``, so that a start does not read everything anew.
    """

    found = Signal(object)  # list[Path]
    trouble = Signal(str)  # a sentence, or nothing once it is over

    def __init__(self, runner: Runner, home: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._home = home
        self._watched: _Watched | None = None
        self._is_looking = False
        self._trouble = ""
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, folder: str) -> None:
        """Watch this folder from now on; "" watches none."""
        self._watched = _Watched(Path(folder), self._home / FILE) if folder else None
        self._trouble = ""
        self._timer.stop()
        if self._watched is not None:
            self._timer.start()
            self.look()

    def look(self) -> None:
        """Look for new files now."""
        watched = self._watched
        if watched is None or self._is_looking:
            return
        self._is_looking = True

        def work(_progress: Progress) -> tuple[_Watched, list[Path]]:
            return watched, watched.look()

        self._runner.read(work, done=self._seen, failed=self._failed, cancelled=self._over)

    def _seen(self, answer: "tuple[_Watched, list[Path]]") -> None:
        self._over()
        watched, files = answer
        if watched is not self._watched:
            return
        if watched.is_reached:
            self._tell("")
        if files:
            self.found.emit(files)

    def _failed(self, failure: Failure) -> None:
        self._over()
        self._tell(f"{failure.sentence} {failure.remedy}".strip())

    def _over(self) -> None:
        self._is_looking = False

    def _tell(self, words: str) -> None:
        if words != self._trouble:
            self._trouble = words
            self.trouble.emit(words)


class _Watched:
    """A folder, and which of its files were told, now or in a session before. One thread at a time."""

    def __init__(self, folder: Path, memory: Path) -> None:
        self._incoming = Incoming(folder)
        self._memory = memory
        self._told: dict[str, list[int]] | None = None
        self.is_reached = True

    def look(self) -> list[Path]:
        """Return the files that are whole and were never told. Raises ``FolderOutOfReach``."""
        told = self._told if self._told is not None else self._remembered()
        self._told = told
        found = self._incoming.look()
        self.is_reached = self._incoming.folder.is_dir()
        fresh = []
        for file in found:
            state = _state(file)
            if state and told.get(file.name) != state:
                told[file.name] = state
                fresh.append(file)
        if fresh:
            self._remember(told)
        return fresh

    def _remembered(self) -> dict[str, list[int]]:
        try:
            kept = json.loads(self._memory.read_text("utf-8"))
            same = kept["folder"] == str(self._incoming.folder)
            return (
                {str(name): [int(n) for n in state] for name, state in kept["files"].items()} if same else {}
            )
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return {}

    def _remember(self, told: dict[str, list[int]]) -> None:
        self._memory.parent.mkdir(parents=True, exist_ok=True)
        part = self._memory.with_suffix(".part")
        part.write_text(
            json.dumps({"folder": str(self._incoming.folder), "files": told}, ensure_ascii=False), "utf-8"
        )
        part.replace(self._memory)


def _state(file: Path) -> list[int]:
    """Return size and time of the last change, nothing where the file has gone."""
    try:
        status = file.stat()
    except OSError:
        return []
    return [status.st_size, status.st_mtime_ns]

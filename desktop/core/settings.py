"""Where this person's data lies, and the few choices that are the computer's and not the database's."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

DATABASE = "yijia.sqlite3"
SETTINGS = "settings.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices kept in the data folder.

    ``language`` "" follows the system; ``text_size`` is in per cent; ``database`` the URL of a shared
    one; ``office`` stands in the head of sheets; ``sound`` says verdicts aloud at the door.
    """

    language: str = ""
    text_size: int = 100
    database: str = ""
    office: str = ""
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Places:
    """The data folder and what lies in it."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    @property
    def papers(self) -> Path:
        return self.folder / "papers"

    @property
    def incoming(self) -> Path:
        """Pasted pictures of signed pages."""
        return self.folder / "incoming"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def window(self) -> Path:
        return self.folder / "window.ini"

    @property
    def settings(self) -> Path:
        return self.folder / SETTINGS


def load_settings(path: Path) -> Settings:
    """Return the settings on disk; an unreadable file counts as none (it is kept as it is until saved)."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    known = {f.name: type(f.default) for f in fields(Settings)}
    values: dict[str, Any] = {n: v for n, v in found.items() if n in known and type(v) is known[n]}
    return Settings(**values)


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), "utf-8")
    part.replace(path)

"""What the page remembers in the data folder: the watched folder, and what was read and not entered."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "reading.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """The folder that is watched ("" for none), and files read whose rows were not entered yet."""

    watched: str = ""
    unentered: tuple[str, ...] = ()

    def files(self) -> list[Path]:
        """Return the files not entered that are still there."""
        return [path for path in map(Path, self.unentered) if path.exists()]


def load_kept(folder: Path) -> Kept:
    """Return what was remembered; an unreadable file counts as none."""
    try:
        found = json.loads((folder / FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return Kept()
    if not isinstance(found, dict):
        return Kept()
    watched, files = found.get("watched", ""), found.get("unentered", [])
    if not isinstance(watched, str) or not isinstance(files, list):
        return Kept()
    return Kept(watched, tuple(one for one in files if isinstance(one, str)))


def save_kept(folder: Path, kept: Kept) -> None:
    """Write it, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{FILE}.part"
    part.write_text(json.dumps(asdict(kept), ensure_ascii=False, indent=1), "utf-8")
    part.replace(folder / FILE)

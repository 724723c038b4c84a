"""What the page remembers in the data folder: the watched folder, and what was read and not entered."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from desktop.core.reading import Mark
from desktop.services.reading_parts import Decision

FILE = "reading.json"


@dataclass(frozen=True)
class Kept:
    """The folder that is watched ("" for none), files read whose rows were not entered yet, and what was
    decided about these rows.
    """

    watched: str = ""
    unentered: tuple[str, ...] = ()
    decisions: Mapping[UUID, Decision] = field(default_factory=dict)

    def files(self) -> list[Path]:
        """Return the files not entered that are still there."""
        return [path for path in map(Path, self.unentered) if path.exists()]


def load_kept(folder: Path) -> Kept:
    """Return what was remembered; an unreadable file counts as none."""
    try:
        found = json.loads((folder / FILE).read_text("utf-8"))
        decided = {UUID(row): _decision(entry) for row, entry in found["decisions"].items()}
        return Kept(str(found["watched"]), tuple(map(str, found["unentered"])), decided)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Kept()


def save_kept(folder: Path, kept: Kept) -> None:
    """Write it, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    told = {
        "watched": kept.watched,
        "unentered": kept.unentered,
        "decisions": {str(row): _told(decision) for row, decision in kept.decisions.items()},
    }
    part = folder / f"{FILE}.part"
    part.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
    part.replace(folder / FILE)


def _told(decision: Decision) -> dict[str, str]:
    return {
        "mark": decision.mark.value if decision.mark is not None else "",
        "worker": str(decision.worker_id or ""),
        "name": decision.name,
        "organisation": decision.organisation,
        "fen": "" if decision.fen is None else str(decision.fen),
    }


def _decision(told: Mapping[str, str]) -> Decision:
    return Decision(
        Mark(told["mark"]) if told["mark"] else None,
        UUID(told["worker"]) if told["worker"] else None,
        told["name"],
        told["organisation"],
        int(told["fen"]) if told.get("fen") else None,
    )

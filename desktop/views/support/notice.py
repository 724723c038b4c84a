"""What a page says to the person: one sentence, a remedy, and at most one thing to do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from desktop.views.support.tasks import Failure


class Tone(Enum):
    """How grave a notice is."""

    TOLD = "told"
    DUE = "due"
    ERROR = "error"


@dataclass(frozen=True)
class Notice:
    """A sentence for the bar at the bottom; ``action`` is called when the person clicks ``action_label``."""

    sentence: str
    remedy: str = ""
    tone: Tone = Tone.TOLD
    action_label: str = ""
    action: Callable[[], None] | None = None


def notice_of(failure: Failure) -> Notice:
    """Return the notice that tells of a failure."""
    return Notice(failure.sentence, failure.remedy, Tone.ERROR)

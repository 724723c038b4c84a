"""How the door's answers, meetings and people read."""

from dataclasses import dataclass

from desktop.core.i18n import _
from desktop.services.attendance import Verdict, VerdictKind
from desktop.services.clock import local
from desktop.services.door import DoorFind
from desktop.services.enrolment import EnrolmentState
from desktop.views.door.sounds import Tone

_GOOD = ("good", "good_ground", "check-circle", Tone.GOOD)
_LOOK = ("due", "due_ground", "alert-circle-outline", Tone.LOOK)
_BAD = ("error", "error_ground", "close-octagon", Tone.REFUSED)

MAY_FOLLOW = frozenset({VerdictKind.NOT_ON_LIST, VerdictKind.WAITING_LIST})
"""After these a person may be let in as a walk-in."""


@dataclass(frozen=True)
class Look:
    """The colours (names of ``Colours``), icon and tone of an answer."""

    text: str
    ground: str
    icon: str
    tone: Tone


def look_of(kind: VerdictKind) -> Look:
    """Return how an answer looks and sounds."""
    looks = {
        VerdictKind.IN: _GOOD,
        VerdictKind.ALREADY_IN: ("due", "due_ground", "check-all", Tone.LOOK),
        VerdictKind.WAITING_LIST: ("due", "due_ground", "timer-sand", Tone.LOOK),
        VerdictKind.NOT_ON_LIST: ("due", "due_ground", "account-question", Tone.LOOK),
        VerdictKind.OTHER_ACTIVITY: _LOOK,
    }
    return Look(*looks.get(kind, _BAD))


def verdict_word(verdict: Verdict) -> str:
    """Return the few large words of an answer."""
    if verdict.kind is VerdictKind.IN and verdict.walk_in:
        return _("In, as a walk-in")
    return {
        VerdictKind.IN: _("Is in"),
        VerdictKind.ALREADY_IN: _("Already in"),
        VerdictKind.WAITING_LIST: _("Waiting list"),
        VerdictKind.NOT_ON_LIST: _("Not on this list"),
        VerdictKind.OTHER_ACTIVITY: _("Another activity's sheet"),
        VerdictKind.CANCELLED: _("Cancelled"),
        VerdictKind.REMOVED: _("No longer valid"),
        VerdictKind.UNKNOWN: _("Unknown code"),
        VerdictKind.FORGED: _("Not a genuine code"),
        VerdictKind.OTHER_DATABASE: _("Another office's code"),
    }[verdict.kind]


def verdict_detail(verdict: Verdict) -> str:
    """Return what the large words leave open: when, why, or what to do next."""
    if verdict.kind is VerdictKind.IN and verdict.at is not None:
        return _("Checked in at {time}.").format(time=local(verdict.at).strftime("%H:%M"))
    if verdict.kind in MAY_FOLLOW and verdict.worker_id is not None:
        return _("Enter or F2 lets this person in as a walk-in.")
    return verdict.sentence


def standing_word(found: DoorFind) -> str:
    """Return how somebody found by name stands before this meeting."""
    if found.since is not None:
        return _("In since {time}").format(time=local(found.since).strftime("%H:%M"))
    if found.state is None:
        return _("Not on this list")
    return {
        EnrolmentState.ENROLLED: _("On the list"),
        EnrolmentState.WAITING: _("Waiting list"),
        EnrolmentState.CANCELLED: _("Withdrew"),
    }[found.state]


def reads_as_name(text: str) -> bool:
    """Say whether what was typed may be a name, pinyin, initials or a phone, rather than a code."""
    text = text.strip()
    if not text or len(text) > 20:
        return False
    if not text.isascii():
        return True
    if text.replace(" ", "").replace("-", "").isdigit():
        return len(text) <= 13
    return not any(c.isdigit() for c in text) and len(text) <= 18 and text[0].isalpha()

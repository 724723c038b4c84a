"""A choice and a placing in words: what screen, paper and command line say of them alike."""

from desktop.core.i18n import _, ngettext
from desktop.services.trip_choice import ChoiceReport
from desktop.services.trip_placing import PlacedLine, PlacingReport


def choice_words(report: ChoiceReport) -> tuple[str, ...]:
    """Return what a choice came to: who has a place, who waits, the front line, places left empty."""
    words = [
        _("{taken} have a place, {waiting} wait.").format(taken=report.taken, waiting=report.waiting),
        _("Front line: {held} of {taken}, at least {needed} are needed.").format(
            held=report.frontline, taken=report.taken, needed=report.needed
        ),
    ]
    if report.aside:
        words.append(
            ngettext(
                "{n} person takes no part: the check does not pass.",
                "{n} people take no part: the check does not pass.",
                len(report.aside),
            ).format(n=len(report.aside))
        )
    empty = sum(one.places for one in report.unused)
    if empty:
        names = _(", ").join(f"{one.organisation} {one.places}" for one in report.unused[:5])
        more = _(" …") if len(report.unused) > 5 else ""
        words.append(
            ngettext("{n} place stays empty: {where}", "{n} places stay empty: {where}", empty).format(
                n=empty, where=names + more
            )
        )
    return tuple(words)


def placing_words(report: PlacingReport) -> tuple[str, ...]:
    """Return what a placing came to: how many, their preferences, the front line, employers torn apart."""
    placed = len(report.lines) - len(report.unplaced)
    words = [
        _("{placed} of {people} are in a batch; {free} places stay empty.").format(
            placed=placed, people=len(report.lines), free=report.free
        ),
        preferences_words(report),
        _("Front line: {held} of {taken}, at least {needed} are needed.").format(
            held=report.frontline, taken=placed, needed=report.needed
        ),
        proof_words(report),
    ]
    if report.apart:
        names = _(", ").join(f"{name} ({batches})" for name, batches in report.apart)
        words.append(_("Asked to stay together, but are in several batches: {names}").format(names=names))
    return tuple(words)


def preferences_words(report: PlacingReport) -> str:
    """Return how many got which preference: ``no. 1: 180, no. 2: 24 …``."""
    parts = [
        _("no. {which}: {n}").format(n=count, which=which)
        for which, count in report.preferences.items()
        if which
    ]
    if report.preferences.get(0):
        parts.append(_("none of those named: {n}").format(n=report.preferences[0]))
    if report.content:
        parts.append(_("had named none: {n}").format(n=report.content))
    return _("Preferences: {parts}").format(parts=_(", ").join(parts) or "—")


def proof_words(report: PlacingReport) -> str:
    """Return what is proven of a placing."""
    worth, bound = report.worth, report.bound
    if report.is_proven:
        words = _("Proven: no placing of as many people needs fewer than {bound} steps down (here {steps}).")
        return words.format(bound=bound.steps, steps=worth.steps)
    words = _(
        "Good, but not proven to be the best, since the search was given up: employers together at best in"
        " {best_parts} batches (here {parts}), steps down at best {bound} (here {steps})."
    )
    return words.format(best_parts=bound.parts, parts=worth.parts, bound=bound.steps, steps=worth.steps)


def preference_words(line: PlacedLine) -> str:
    """Return which preference somebody got."""
    if not line.batch:
        return _("in no batch")
    if not line.nominee.preferences:
        return _("named none")
    if not line.preference:
        return _("none of those named")
    return _("preference no. {which}").format(which=line.preference)

"""Which meeting of an activity one most likely means."""

from datetime import datetime

from desktop.services.activities import ActivityCard, MeetingCard


def nearest(card: ActivityCard, now: datetime) -> MeetingCard:
    """Return the meeting that is on, otherwise the one whose beginning is nearest."""
    running = [m for m in card.meetings if m.starts_at <= now <= m.ends_at]
    return min(running or card.meetings, key=lambda m: abs(m.starts_at - now))

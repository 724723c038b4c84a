"""How kinds and states of sites look: a picture beside the word, a colour that is never the only sign."""

from desktop.services.site_words import SiteKind, SiteStatus

_PICTURES = {
    SiteKind.ACTIVITY_CENTRE: "home-group",
    SiteKind.REST_STATION: "coffee-outline",
    SiteKind.MOMMY_ROOM: "baby-carriage",
    SiteKind.LIBRARY: "bookshelf",
    SiteKind.WARM_SPACE: "heart-outline",
    SiteKind.CULTURAL_PALACE: "theater",
    SiteKind.TRIP_BASE: "pine-tree",
}
_TONES = {
    SiteStatus.PLANNED: ("accent", "tint"),
    SiteStatus.OPEN: ("good", "good_ground"),
    SiteStatus.PAUSED: ("due", "due_ground"),
    SiteStatus.CLOSED: ("error", "error_ground"),
}


def kind_picture(kind: SiteKind, afloat: bool = False) -> str:
    """Return the name of the icon of a kind of site; a book boat has its own."""
    return "ferry" if afloat and kind is SiteKind.LIBRARY else _PICTURES[kind]


def status_tones(status: SiteStatus) -> tuple[str, str]:
    """Return the names of the colours of a state: its words and the ground behind them."""
    return _TONES[status]

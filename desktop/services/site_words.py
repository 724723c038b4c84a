"""The trade's words for kinds of site, their hosts and whether they are open."""

from desktop.core.i18n import _
from desktop.models.sites import HostKind, SiteKind, SiteStatus

__all__ = ["HostKind", "SiteKind", "SiteStatus", "host_kind_word", "kind_word", "site_word", "status_word"]


def kind_word(kind: SiteKind) -> str:
    """Return the word for a kind of site."""
    return {
        SiteKind.ACTIVITY_CENTRE: _("Activity centre"),
        SiteKind.REST_STATION: _("Rest station"),
        SiteKind.MOMMY_ROOM: _("Mommy room"),
        SiteKind.LIBRARY: _("Worker library"),
        SiteKind.WARM_SPACE: _("Warm space"),
        SiteKind.CULTURAL_PALACE: _("Cultural palace"),
        SiteKind.TRIP_BASE: _("Trip base"),
    }[kind]


def site_word(kind: SiteKind, afloat: bool = False) -> str:
    """Return the word for a site: its kind, or a book boat for a library afloat."""
    return _("Book boat") if afloat and kind is SiteKind.LIBRARY else kind_word(kind)


def status_word(status: SiteStatus) -> str:
    """Return the word for whether one can go there."""
    return {
        SiteStatus.PLANNED: _("Planned"),
        SiteStatus.OPEN: _("In service"),
        SiteStatus.PAUSED: _("Paused"),
        SiteStatus.CLOSED: _("Closed down"),
    }[status]


def host_kind_word(kind: HostKind) -> str:
    """Return the word for what sort of organisation gives the premises."""
    return {
        HostKind.UNION: _("Trade union"),
        HostKind.BANK: _("Bank"),
        HostKind.TELECOMS: _("Telecoms"),
        HostKind.PETROL_STATION: _("Petrol station"),
        HostKind.POST_COURIER: _("Post and couriers"),
        HostKind.POWER_WATER: _("Power and water"),
        HostKind.GOVERNMENT: _("Government office"),
        HostKind.COMMUNITY: _("Community"),
        HostKind.HOSPITAL: _("Hospital"),
        HostKind.SCHOOL: _("School"),
        HostKind.PORT: _("Port"),
        HostKind.SANITATION: _("Sanitation"),
        HostKind.ENTERPRISE: _("Enterprise"),
        HostKind.OTHER: _("Other host"),
    }[kind]

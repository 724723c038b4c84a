"""What the tests of the register have in common: three sites, the section as the page shows it."""

from uuid import UUID

from pytestqt.qtbot import QtBot

from desktop.services import sites
from desktop.services.site_words import HostKind, SiteKind
from desktop.services.sites import SiteCard, SiteEntry
from desktop.storage.store import Store
from desktop.views.sites.register_section import RegisterSection
from desktop.views.support.notice import Notice
from desktop.views.support.tools import Tools
from tests.views.office import settled
from tests.views.pictures import shown


def put_three(store: Store) -> SiteCard:
    """Put a centre with a library in it and a rest station elsewhere on file; return the centre."""
    made = store.do(
        sites.create,
        SiteEntry(
            SiteKind.ACTIVITY_CENTRE,
            "定海区职工活动中心",
            code="ZX-001",
            district="定海区",
            address="环城东路12号",
            latitude=30.0153,
            longitude=122.1069,
            host="定海区总工会",
            host_kind=HostKind.UNION,
            seats=240,
        ),
    )
    library = SiteEntry(SiteKind.LIBRARY, "港务码头职工书屋", district="定海区", parent_id=made.id)
    store.do(sites.create, library)
    store.do(sites.create, SiteEntry(SiteKind.REST_STATION, "沈家门渔港爱心驿站", district="普陀区"))
    return store.read(sites.card, made.id)


def opened(
    qtbot: QtBot, section: RegisterSection, tools: Tools, site: UUID | None = None, width: int = 930
) -> None:
    """Show the section as the page does, with a site chosen."""
    shown(section, width, 600)
    section.activateWindow()
    section.refresh()
    settled(qtbot, tools)
    if site is not None:
        section.show_item("site", site)
        settled(qtbot, tools)


def told(section: RegisterSection) -> list[Notice]:
    heard: list[Notice] = []
    section.said.connect(heard.append)
    return heard


def names(section: RegisterSection) -> list[str]:
    table = section.list.table
    rows = [table.model.row(number) for number in range(len(table.ids()))]
    return [row.line.name for row in rows if row is not None]


def key(tools: Tools, name: str) -> UUID:
    return tools.store.read(sites.named, name)

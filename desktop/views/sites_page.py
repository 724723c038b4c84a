"""Sites: the register, the map, and the ledger of what happens at them, each a section of its own."""

from desktop.core.i18n import N_
from desktop.storage.pinyin import sounds
from desktop.views.support.sections_page import SectionsPage, SectionSpec
from desktop.views.support.tools import Tools


def _section(key: str, title: str, icon: str, name: str, *kinds: str) -> SectionSpec:
    return SectionSpec(key, title, icon, f"desktop.views.sites.{key}_section", name, frozenset(kinds))


_SECTIONS = (
    _section("register", N_("Register"), "view-list-outline", "RegisterSection", "site"),
    _section("map", N_("Map"), "map-outline", "MapSection"),
    _section("tallies", N_("Daily figures"), "counter", "TalliesSection"),
    _section(
        "inspections",
        N_("Inspections"),
        "clipboard-check-outline",
        "InspectionsSection",
        "defect",
        "inspection",
        "inspect",
    ),
    _section("supplies", N_("Supplies"), "package-variant", "SuppliesSection", "supply", "delivery"),
    _section("equipment", N_("Equipment"), "tag-outline", "EquipmentSection", "asset", "stock-take"),
    _section("duty", N_("Duty"), "calendar-account-outline", "DutySection", "duty"),
)


class SitesPage(SectionsPage):
    """The sections of the sites; a first step (``import``, ``new``) is begun in the register."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, _SECTIONS, "sites/section")
        # Names are completed by how they sound; the table of sounds takes 0.1 s to load.
        tools.runner.read(lambda _progress: sounds("驿"))

"""`yijia site …`: the register of sites, their daily figures, what is due, the year's figures."""

from desktop.cli import site_due, site_register, site_report, site_supplies, site_tally
from desktop.cli.desk import Commands
from desktop.core.i18n import _


def register(commands: Commands) -> None:
    """Add the commands about sites."""
    group = commands.add_parser("site", help=_("sites: register, daily figures, what is due, year report"))
    parts = group.add_subparsers(metavar=_("WORDS"), dest="words", required=True)
    site_register.register(parts)
    site_tally.register(parts)
    site_due.register(parts)
    site_report.register(parts)
    site_supplies.register(parts)

"""Papers for a site's door: plates, and notices that it is closed or open at other hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, Refused
from desktop.core.geo import Spot, length_words
from desktop.core.hours_text import parse_hours
from desktop.core.i18n import _, in_language, language
from desktop.core.opening_hours import Stretch, hours_rows, hours_words
from desktop.core.phones import phone_kind
from desktop.core.progress import Progress
from desktop.core.sheet_content import Printed
from desktop.models.sites import AmenityState
from desktop.paper.notice_pdf import Instead, NoticeContent, draw_notice
from desktop.paper.plate_pdf import Plate, draw_plates
from desktop.services.amenities import AmenityLine, amenities
from desktop.services.clock import local, moment_of
from desktop.services.site_find import SiteCard, card, cards, posted
from desktop.services.site_map import MapSite, SiteStatus, nearest, sites_on_map
from desktop.services.site_standards import Measure
from desktop.services.site_words import site_word

__all__ = [
    "NoSite",
    "NoticeKind",
    "NoticeRequest",
    "PlateRequest",
    "PreparedPaper",
    "door_words",
    "prepare_notice",
    "prepare_plates",
]

_ON_PAPER = frozenset(
    (
        "sign", "layout", "services", "rules", "on_map", "hours_posted", "attendant", "plaque",
        "acquisition_register", "loan_register", "paper_list", "licence", "insurance",
    )
)  # fmt: skip
"""Items of the usual standards that inspectors look for and visitors do not."""
_PAUSED = (0.54, 0.325, 0.0)
_CLOSED = (0.35, 0.38, 0.41)
_CHANGED = (0.122, 0.373, 0.545)


class NoticeKind(StrEnum):
    """What a notice says."""

    PAUSED = "paused"
    CLOSED = "closed"
    HOURS = "hours"


class NoSite(Refused):
    """A plate was asked for without saying of which site."""


@dataclass(frozen=True, slots=True)
class PlateRequest:
    """Plates of which sites. ``mobiles`` prints mobile numbers too, which are somebody's own."""

    site_ids: tuple[UUID, ...]
    small: bool = False
    mobiles: bool = False
    issuer: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class NoticeRequest:
    """A notice of one site. ``hours`` are other hours as offices write them, ``nearby`` sites are named."""

    site_id: UUID
    kind: NoticeKind
    first: date | None = None
    last: date | None = None
    reason: str = ""
    hours: str = ""
    nearby: int = 3
    mobiles: bool = False
    issuer: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class PreparedPaper:
    """A PDF of ``width`` by ``height`` mm; ``unprintable`` and ``cut`` are texts to look at."""

    pdf: bytes
    pages: int
    unprintable: tuple[str, ...]
    cut: tuple[str, ...]
    width: float
    height: float


def prepare_plates(
    session: Session, request: PlateRequest, progress: Progress | None = None
) -> PreparedPaper:
    """Draw door plates, a page a site. Raises ``NoSite``, NoChineseFont, Cancelled."""
    hours, out = posted(session, request.site_ids), BytesIO()
    with in_language(request.language or language()):
        found = cards(session, request.site_ids)
        if not found:
            raise NoSite(_("No site is chosen."), _("Choose the sites whose plates you need first."))
        plates = [_plate(session, one, hours.get(one.id, ()), request.mobiles) for one in found]
        drawn = draw_plates(plates, request.issuer, out, request.small, progress)
    return _prepared(out, drawn, *((210.0, 148.5) if request.small else (297.0, 210.0)))


def prepare_notice(session: Session, request: NoticeRequest) -> PreparedPaper:
    """Draw a notice. Raises NotFound, FieldError (last, reason, hours), NoChineseFont."""
    shown = card(session, request.site_id)
    stretches = _demand_sound(request)
    out = BytesIO()
    with in_language(request.language or language()):
        drawn = draw_notice(_notice(session, shown, request, stretches), out)
    return _prepared(out, drawn, 210.0, 297.0)


def door_words(shown: SiteCard, mobiles: bool = False) -> str:
    """Return what a telephone shows of the code at the door: plain words, without any person's name."""
    entry = shown.entry
    phone = _public_phone(entry.contact_phone, mobiles)
    lines = [
        entry.name,
        site_word(entry.kind, entry.afloat),
        shown.hours,
        _("Telephone: {phone}").format(phone=phone) if phone else "",
        _("No. {code}").format(code=entry.code) if entry.code else "",
    ]
    return "\n".join(filter(None, lines))


def _plate(session: Session, shown: SiteCard, hours: Sequence[Stretch], mobiles: bool) -> Plate:
    entry = shown.entry
    year = local(moment_of(session)).year
    there = amenities(session, shown.id, year).lines
    return Plate(
        name=entry.name,
        kind=entry.kind.value,
        kind_word=site_word(entry.kind, entry.afloat),
        number=entry.code,
        hours=hours_rows(hours),
        always_open=entry.always_open,
        phone=_public_phone(entry.contact_phone, mobiles),
        host=entry.host,
        address=entry.address,
        amenities=[line.item.words for line in there if _serves(line)],
        code_text=door_words(shown, mobiles),
    )


def _serves(line: AmenityLine) -> bool:
    """Say whether it is something for visitors, and not a measure or a paper on the wall."""
    is_thing = line.item.measure is Measure.HAS and line.item.key not in _ON_PAPER
    return is_thing and line.state is AmenityState.HAS


def _public_phone(phone: str, mobiles: bool) -> str:
    return "" if phone_kind(phone) == "mobile" and not mobiles else phone


def _demand_sound(request: NoticeRequest) -> tuple[Stretch, ...]:
    """Return the other hours meant. Raises FieldError."""
    if request.first is not None and request.last is not None and request.last < request.first:
        raise FieldError(
            "last", _("The last day lies before the first."), _("Correct one of the two, or leave it empty.")
        )
    if request.kind is not NoticeKind.HOURS:
        if not request.reason.strip():
            raise FieldError("reason", _("Say why the site is not open."), _("A few words are enough."))
        return ()
    if not request.hours.strip():
        raise FieldError("hours", _("Which hours hold meanwhile?"), _("Write them like Mon–Fri 8:30–17:00."))
    meant = parse_hours(request.hours)
    if meant.always_open:
        return tuple(Stretch(day, 0, 24 * 60) for day in range(8))
    return tuple(meant.stretches)


def _notice(
    session: Session, shown: SiteCard, request: NoticeRequest, stretches: Sequence[Stretch]
) -> NoticeContent:
    entry, today = shown.entry, local(moment_of(session)).date()
    says, colour = {
        NoticeKind.PAUSED: (_("Closed for a while"), _PAUSED),
        NoticeKind.CLOSED: (_("Closed for good"), _CLOSED),
        NoticeKind.HOURS: (_("Other opening hours"), _CHANGED),
    }[request.kind]
    return NoticeContent(
        name=entry.name,
        says=says,
        period=_period(request.first, request.last),
        reason=request.reason.strip(),
        hours=hours_rows(stretches),
        instead=_instead(session, shown, request),
        phone=_public_phone(entry.contact_phone, request.mobiles),
        issuer=request.issuer,
        day=_day(today),
        colour=colour,
    )


def _instead(session: Session, shown: SiteCard, request: NoticeRequest) -> list[Instead]:
    """Return the nearest sites of the same kind that are open; none where nobody knows where this one is."""
    entry = shown.entry
    if request.kind is NoticeKind.HOURS or entry.latitude is None or entry.longitude is None:
        return []
    others = [site for site in sites_on_map(session) if _may_serve(site, shown)]
    near = nearest(others, Spot(entry.latitude, entry.longitude), request.nearby)
    found = {one.id: one for one in cards(session, [one.site.id for one in near])}
    return [
        Instead(
            name=one.site.name,
            where=one.site.address or one.site.island or one.site.district,
            distance=length_words(one.metres),
            hours=found[one.site.id].hours,
            phone=_public_phone(found[one.site.id].entry.contact_phone, request.mobiles),
        )
        for one in near
        if one.site.id in found
    ]


def _may_serve(site: MapSite, shown: SiteCard) -> bool:
    same = site.kind is shown.entry.kind and not site.afloat
    return same and site.id != shown.id and site.status is SiteStatus.OPEN


def _period(first: date | None, last: date | None) -> str:
    if first is not None and last is not None:
        if first == last:
            return _day(first)
        return _("{first} to {last}").format(first=_day(first), last=_day(last))
    if first is not None:
        return _("From {day}").format(day=_day(first))
    return _("Until {day}").format(day=_day(last)) if last is not None else ""


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if language() == "zh_CN" else f"{day.day} {day:%B %Y}"


def _prepared(out: BytesIO, drawn: Printed, width: float, height: float) -> PreparedPaper:
    return PreparedPaper(out.getvalue(), drawn.pages, drawn.unprintable, drawn.cut, width, height)


def hours_meant(text: str) -> str:
    """Return other hours as they were understood. Raises ``BadHours``."""
    meant = parse_hours(text)
    return hours_words(meant.stretches, meant.always_open)

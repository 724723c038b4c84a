"""What makes an apportionment impossible: which rule, by how much, and what would mend it."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from desktop.core.apportion_parts import Claim, Method
from desktop.core.errors import Refused
from desktop.core.i18n import _


class ApportionmentRefused(Refused):
    """The places cannot be shared out as asked."""


class PlacesNegative(ApportionmentRefused):
    """Fewer than no places."""


class WeightNegative(ApportionmentRefused):
    """A claimant's weight is below nought."""


class BoundsCross(ApportionmentRefused):
    """A floor below nought or above the ceiling."""


class NamedTwice(ApportionmentRefused):
    """One claimant stands in the list twice."""


class FloorsAboveTotal(ApportionmentRefused):
    """The floors together ask for more places than there are."""


class CeilingsBelowTotal(ApportionmentRefused):
    """The ceilings together leave places over."""


class NothingToWeigh(ApportionmentRefused):
    """Nobody has a weight to share by."""


class TooFewForAll(ApportionmentRefused):
    """A method that gives everybody one place has more claimants than places."""


def fraction_text(value: int | Fraction) -> str:
    """Return a number as a person writes it: ``5``, ``3/7``."""
    return str(Fraction(value))


def check_claims(claims: Sequence[Claim], places: int) -> None:
    """Refuse claims that no method can serve, whatever they come to."""
    if places < 0:
        raise PlacesNegative(
            _("There cannot be {places} places to share out.").format(places=places),
            _("Give a number of places that is 0 or more."),
        )
    for claim in claims:
        if claim.weight < 0 or claim.floor < 0 or (claim.ceiling is not None and claim.ceiling < claim.floor):
            _refuse_claim(claim)
    labels = [unicodedata.normalize("NFC", claim.label).strip() for claim in claims]
    if len(set(labels)) < len(labels):
        twice = next(label for label, times in Counter(labels).items() if times > 1)
        raise NamedTwice(
            _("“{name}” stands in the list twice.").format(name=twice),
            _("Put the two lines together, or give each a name of its own."),
        )


def _refuse_claim(claim: Claim) -> None:
    if claim.weight < 0:
        raise WeightNegative(
            _("The weight of “{name}” is {weight}; a weight cannot be below 0.").format(
                name=claim.label, weight=fraction_text(claim.weight)
            ),
            _("Correct the numbers it is made of, or the formula."),
        )
    if claim.floor < 0:
        raise BoundsCross(
            _("The floor of “{name}” is {floor}; it cannot be below 0.").format(
                name=claim.label, floor=claim.floor
            ),
            _("Leave the floor empty, or give 0 or more."),
        )
    ceiling = claim.ceiling or 0
    raise BoundsCross(
        _("“{name}” shall have at least {floor} places but at most {ceiling}.").format(
            name=claim.label, floor=claim.floor, ceiling=ceiling
        ),
        _("Lower the floor or raise the ceiling by {count}.").format(count=claim.floor - ceiling),
    )


def check_bounds(claims: Sequence[Claim], numbers: Sequence[int], places: int, method: Method) -> None:
    """Refuse floors and ceilings that the places cannot be made to fit."""
    floors = sum(claim.floor for claim in claims)
    if floors > places:
        raise FloorsAboveTotal(
            _("The floors ask for {floors} places, {more} more than the {places} there are.").format(
                floors=floors, more=floors - places, places=places
            ),
            _("Lower the floors by {more} in all, or raise the number of places.").format(
                more=floors - places
            ),
        )
    if floors < places and not any(numbers):
        raise NothingToWeigh(
            _("Nobody in the list has a weight above 0 left, so {places} places have nowhere to go.").format(
                places=places - floors
            ),
            _("Give at least one a weight above 0, or carry less over."),
        )
    _check_ceilings(claims, numbers, places)
    if method.gives_all_one:
        at_once = sum(
            1
            for claim, number in zip(claims, numbers, strict=True)
            if number and not claim.floor and claim.ceiling != 0
        )
        check_one_each(floors + at_once, places)


def check_one_each(needed: int, places: int) -> None:
    """Refuse a method that gives everybody one place where that takes more (``needed``) than there are."""
    if needed > places:
        raise TooFewForAll(
            _(
                "This method first gives one place to everybody with a weight: with the floors that takes "
                "{needed} places, {more} more than the {places} there are."
            ).format(needed=needed, more=needed - places, places=places),
            _("Choose largest remainder, Sainte-Laguë or D'Hondt, raise the places, or lower the floors."),
        )


def room_of(claims: Sequence[Claim], numbers: Sequence[int]) -> int | None:
    """Return how many places those with a number above 0 can take, floors of the others included.

    None: any number, as one of them has no ceiling.
    """
    room = 0
    for claim, number in zip(claims, numbers, strict=True):
        if number and claim.ceiling is None:
            return None
        room += claim.floor if not number or claim.ceiling is None else claim.ceiling
    return room


def _check_ceilings(claims: Sequence[Claim], numbers: Sequence[int], places: int) -> None:
    room = room_of(claims, numbers)
    if room is not None and room < places:
        raise CeilingsBelowTotal(
            _("The ceilings leave room for {room} places, {fewer} fewer than the {places} there are.").format(
                room=room, fewer=places - room, places=places
            ),
            _("Raise the ceilings by {fewer} in all, or lower the number of places.").format(
                fewer=places - room
            ),
        )

"""What the program says of a row it read, the same in the window and in the terminal."""

from desktop.core.i18n import _
from desktop.core.reading import Why


def why_word(why: Why) -> str:
    """Return what makes a verdict doubtful, in a few words; nothing where all is clear."""
    return {
        Why.CLEAR: "",
        Why.LITTLE: _("very little ink"),
        Why.FAINT: _("very faint"),
        Why.NEIGHBOUR: _("may belong to the next row"),
        Why.SEAL: _("only a seal"),
        Why.STAIN: _("stain, fold or shadow"),
        Why.ASTRAY: _("picture damaged here"),
        Why.TWO_PICTURES: _("two pictures differ"),
        Why.OUTSIDE: _("outside the picture"),
    }[why]

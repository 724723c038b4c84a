"""What may go wrong in a way that a person can put right."""


class PersonError(Exception):
    """A failure told to the person as it stands: one sentence, and what to do next.

    Subclasses are named for what happened (``ActivityOver``, ``FileLocked``).
    """

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}".strip()


class NotFound(PersonError):
    """What was asked for is not (or no longer) on file."""


class Refused(PersonError):
    """A value breaks a rule of the trade and was not taken."""


class FieldError(Refused):
    """A value of one field breaks a rule; ``field`` names it so that a form can show the sentence there."""

    def __init__(self, field: str, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence, remedy)
        self.field = field


class Cancelled(Exception):
    """The person stopped a long piece of work; nothing is said, nothing is kept."""

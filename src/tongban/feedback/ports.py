"""What feedback asks of others: the screening of words before they are shown. Not here: how anybody screens."""

from typing import Protocol


class Screening(Protocol):
    """Takes out of words what names a person, before a body or the public reads them."""

    def screen(self, words: str) -> str:
        """The words with personal data masked; the same words when there is none."""

"""The road to a telephone, and a fake one beside it. Mail will be a second road of the same shape."""

from dataclasses import dataclass, field
from typing import Protocol


class NotSent(Exception):
    """The provider did not take the message; it may be tried again."""


class Sms(Protocol):
    """A provider of short messages."""

    def send(self, number: str, words: str) -> None:
        """Send *words* to *number*. Raises NotSent. May be called twice for the same message after a crash."""

    def check_config(self) -> str:
        """An empty string when ready, else what the operator has to do."""


@dataclass
class FakeSms:
    """Keeps what would have been sent; refuses while *down*."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    down: bool = False

    def send(self, number: str, words: str) -> None:
        if self.down:
            raise NotSent
        self.sent.append((number, words))

    def check_config(self) -> str:
        return ""

"""The road to a receiver, and a fake one beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol


class Unreached(Exception):
    """Nothing answered; the argument is a short word for the log: timeout, refused, tls, inside, broken."""


class Sender(Protocol):
    """Sends one piece of news."""

    def send(self, address: str, headers: Mapping[str, str], body: str) -> int:
        """The HTTP status that came back. Raises Unreached. Redirects are not followed."""

    def check_config(self) -> str:
        """An empty string when ready, else what the operator has to do."""


@dataclass
class FakeSender:
    """Keeps what was sent; answers as told: a status, or a word of Unreached."""

    sent: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    answer: Callable[[str], int | str] = lambda _body: 200

    def send(self, address: str, headers: Mapping[str, str], body: str) -> int:
        self.sent.append((address, dict(headers), body))
        match self.answer(body):
            case int() as status:
                return status
            case word:
                raise Unreached(word)

    def check_config(self) -> str:
        return ""

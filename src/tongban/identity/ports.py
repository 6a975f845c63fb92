"""What identity asks of others: the register of persons, the register of companies, the road to a telephone.

Each port is a Protocol with a fake beside it. Not here: any connection to a real register.
"""

from dataclasses import dataclass, field
from typing import Protocol


class RegisterDown(Exception):
    """The register does not answer now; nothing is known, and nothing is denied."""


@dataclass(frozen=True)
class RegisterEntry:
    """A person as the register has her."""

    name: str
    document_kind: str  # 111, 511, 516, 553, 414
    number: str
    phone: str = ""  # the telephone that the register holds; empty when it holds none


class PersonRegister(Protocol):
    """The population register and its like."""

    def check(self, name: str, kind: str, number: str) -> RegisterEntry | None:
        """The entry whose name, document kind and number are these, else None. Raises RegisterDown."""


@dataclass(frozen=True)
class CompanyEntry:
    """An organisation as the register of companies has it, with its legal representative."""

    uscc: str
    name: str
    kind: str  # company, sole_trader, institution, association
    representative_name: str
    representative_kind: str  # document kind
    representative_number: str
    district: str = ""
    address: str = ""
    is_active: bool = True


class CompanyRegister(Protocol):
    """The register of companies and other organisations."""

    def company(self, uscc: str) -> CompanyEntry | None:
        """The organisation with this 统一社会信用代码, else None. Raises RegisterDown."""


class CodeSender(Protocol):
    """The road of a one-time code to a telephone."""

    def send(self, number: str, words: str) -> None:
        """Send *words* to the telephone *number*. May raise; the code is then asked for again."""


@dataclass
class FakePersonRegister:
    """Holds the entries it is given; refuses while *down*. Counts what it was asked."""

    entries: list[RegisterEntry] = field(default_factory=list)
    down: bool = False
    asked: int = 0

    def check(self, name: str, kind: str, number: str) -> RegisterEntry | None:
        self.asked += 1
        if self.down:
            raise RegisterDown
        wanted = (name, kind, number)
        return next((each for each in self.entries if (each.name, each.document_kind, each.number) == wanted), None)


@dataclass
class FakeCompanyRegister:
    """Holds the companies it is given; refuses while *down*. Counts what it was asked."""

    entries: dict[str, CompanyEntry] = field(default_factory=dict)
    down: bool = False
    asked: int = 0

    def company(self, uscc: str) -> CompanyEntry | None:
        self.asked += 1
        if self.down:
            raise RegisterDown
        return self.entries.get(uscc)


@dataclass
class FakeCodeSender:
    """Keeps what would have been sent."""

    sent: list[tuple[str, str]] = field(default_factory=list)

    def send(self, number: str, words: str) -> None:
        self.sent.append((number, words))

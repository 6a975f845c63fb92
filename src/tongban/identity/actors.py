"""The actor: who acts, in which hat. A value, made once per request; not here: how it is found (hats.py)."""

from dataclasses import dataclass, field

from django.http import HttpRequest


@dataclass(frozen=True)
class Actor:
    """A person as herself or for another (agent), an officer of an organ, the system, or nobody known.

    *items* are the item codes that a power names; empty means all: for oneself and for a legal representative.
    *roles* are what an officer may do at his own organ; *seats* the same with the organ: (role, organ id).
    """

    kind: str  # person, agent, officer, system, anonymous
    account_id: int | None = None
    person_id: int | None = None
    name: str = ""
    level: int = 0
    organisation_id: int | None = None
    principal_id: int | None = None
    power_id: int | None = None
    items: tuple[str, ...] = ()
    staff_id: int | None = None
    organ_id: int | None = None
    organ_code: str = ""
    district: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)
    seats: frozenset[tuple[str, int]] = field(default_factory=frozenset)
    hat_name: str = ""  # for whom an agent acts, in words; empty for oneself
    client_id: int | None = None  # the program that acts in this hat, if it is one (systems.Client)
    power_checked: bool = True  # False when the register could not be asked since a day: usable, but noted

    @property
    def is_citizen(self) -> bool:
        return self.kind in {"person", "agent"}

    @property
    def is_verified(self) -> bool:
        """Her real name is known (level 2 or more)."""
        return self.is_citizen and self.level >= 2  # noqa: PLR2004 - kinds.RealName.VERIFIED

    @property
    def is_agent(self) -> bool:
        return self.kind == "agent"

    def may_use(self, item: str) -> bool:
        """Whether the hat worn reaches to *item*."""
        return not self.items or item in self.items


SYSTEM = Actor("system")
ANONYMOUS = Actor("anonymous")


class Request(HttpRequest):
    """A request as our middleware leaves it: for annotations only."""

    actor: Actor
    site_name: str

"""What cases ask of others: how a body signs its documents. Not here: any region's signs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tongban.identity.actors import Actor


@dataclass(frozen=True)
class Signs:
    """The short signs of a document's number: of province, district and department."""

    province: str
    district: str
    department: str


class Letterhead(Protocol):
    """How a region abbreviates its bodies in document numbers."""

    def signs(self, organ_code: str, district: str, family: str) -> Signs:
        """The signs of a body: by its code, its district's code (empty: city), its department's key."""


class PlainLetterhead:
    """Signs without a region: the body's own code. In force until a region says better."""

    def signs(self, organ_code: str, district: str, family: str) -> Signs:  # noqa: ARG002 - the port's names
        return Signs("", "", organ_code)


@dataclass(frozen=True)
class Rateable:
    """An occasion to rate that a case gave, as the tracking page shows it."""

    address: str
    rated_at: datetime | None


class Ratings(Protocol):
    """Who knows whether a case may be rated; feedback, which stands above, answers."""

    def of_case(self, case: int, actor: Actor) -> Rateable | None:
        """The occasion that the case gave to the person who asks."""


class NoRatings:
    """Nothing to rate: where no rating is joined."""

    def of_case(self, case: int, actor: Actor) -> Rateable | None:  # noqa: ARG002 - the port's names
        return None

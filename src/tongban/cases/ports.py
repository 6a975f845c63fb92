"""What cases ask of others: how a body signs its documents. Not here: any region's signs."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Signs:
    """The short signs of a document's number: province (沪), district (黄), department (市监)."""

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

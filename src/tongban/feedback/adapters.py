"""What feedback does for the packages below it: tells cases whether a case may be rated."""

from tongban.cases.ports import Rateable
from tongban.feedback import queries
from tongban.identity.actors import Actor


class Ratings:
    """Implements cases.ports.Ratings."""

    def of_case(self, case: int, actor: Actor) -> Rateable | None:
        """The occasion that the case gave to the person who asks."""
        occasion = queries.occasion_of_case(case, actor)
        return Rateable(f"/rate/{occasion.code}/", occasion.rated_at) if occasion else None

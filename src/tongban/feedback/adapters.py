"""What feedback does for the packages below it: tells cases whether a case may be rated."""

from datetime import datetime, time

from tongban.cases.ports import Rateable
from tongban.feedback import queries
from tongban.identity.actors import Actor
from tongban.kernel import calendars


class Ratings:
    """Implements cases.ports.Ratings."""

    def of_case(self, case: int, actor: Actor) -> Rateable | None:
        """The occasion that the case gave to the person who asks; of a rating only the day is known."""
        occasion = queries.occasion_of_case(case, actor)
        if occasion is None:
            return None
        rating = queries.rating_of(occasion)
        rated_at = datetime.combine(rating.given_on, time(), calendars.current().zone) if rating else None
        return Rateable(f"/rate/{occasion.code}/", rated_at)

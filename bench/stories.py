"""The life of one made-up case: which steps it took and when, from a draw of chance. Pure: no Django, no rows."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tongban.cases.states import State

HANDLED = ("open_file", "accept", "examine", "decide", "issue", "deliver", "close")
# What was filed long ago has ended, most of it well.
ENDED = {
    State.CLOSED: (90, HANDLED),
    State.REFUSED: (4, ("open_file", "refuse")),
    State.WITHDRAWN: (4, ("open_file", "accept", "withdraw")),
    State.LAPSED: (2, ("open_file", "ask_supplement", "lapse")),
}
# What was filed in the last weeks is in hand.
IN_HAND = {
    State.ACCEPTED: (45, ("open_file", "accept")),
    State.EXAMINED: (20, ("open_file", "accept", "examine")),
    State.SUPPLEMENT: (15, ("open_file", "ask_supplement")),
    State.ISSUED: (10, ("open_file", "accept", "examine", "decide", "issue")),
    State.DRAFT: (10, ()),
}
LONG_AGO, LATELY = 0.86, 0.92  # shares of all cases: until then ended, then in hand; the rest waits to be accepted
FIRST = timedelta(days=365 * 8 + 320)  # before now, when the first case was filed
LAST_WEEKS, LAST_DAYS = timedelta(days=40), timedelta(days=8)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Story:
    """A case's state, and its steps after filing, each with its moment. A draft has none and is not filed."""

    state: State
    filed: datetime
    steps: tuple[tuple[str, datetime], ...]
    is_granted: bool = True


def tell(count: int, *, now: datetime, newest: datetime, chance: random.Random) -> Iterator[Story]:
    """*count* stories, the oldest first. *newest*: since when cases may wait to be accepted without being overdue."""
    for number in range(count):
        place = (number + chance.random()) / count
        if place < LONG_AGO:
            filed = now - FIRST + (FIRST - LAST_WEEKS) * (place / LONG_AGO)
            yield _story(ENDED, filed, now, chance)
        elif place < LATELY:
            share = (place - LONG_AGO) / (LATELY - LONG_AGO)
            yield _story(IN_HAND, now - LAST_WEEKS + (LAST_WEEKS - LAST_DAYS) * share, now, chance)
        else:
            yield Story(State.FILED, newest + (now - HOUR - newest) * chance.random(), ())


def _story(
    kinds: dict[State, tuple[int, tuple[str, ...]]], filed: datetime, now: datetime, chance: random.Random
) -> Story:
    [state] = chance.choices(list(kinds), [weight for weight, _ in kinds.values()])
    words = kinds[state][1]
    pause = min(timedelta(hours=20), (now - filed) / (len(words) + 1))
    steps = tuple((word, filed + pause * number) for number, word in enumerate(words, start=1))
    return Story(state, filed, steps, is_granted=state is State.ISSUED or chance.random() < 0.95)

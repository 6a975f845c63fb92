"""Everything that changes feedback. Every door comes through here; the verbs lie in one file per group.

Each takes `actor` and `at` (aware UTC) by keyword and is atomic. They raise `rules.Refused` with a sentence for who
typed, `rules.NotAllowed` when whoever acts may not, `rules.Overtaken` when somebody was first, and `IllegalStep` when
there is no such step from here (`states.orders`, `states.flaws`).
"""

from tongban.feedback.actions import flaws, orders
from tongban.feedback.actions.campaigns import Call, RouteRow, install_routes, open_campaign
from tongban.feedback.actions.occasions import Served, open_occasion, open_served
from tongban.feedback.actions.publishing import TooEarly, publish
from tongban.feedback.actions.ratings import add, rate, release_due, release_served
from tongban.feedback.actions.relay import digest
from tongban.feedback.actions.upkeep import lapse_due, recompute_open, remind, remind_of_flaws

__all__ = [
    "Call", "RouteRow", "Served", "TooEarly", "add", "digest", "flaws", "install_routes", "lapse_due",
    "open_campaign", "open_occasion", "open_served", "orders", "publish", "rate", "recompute_open", "release_due",
    "release_served", "remind", "remind_of_flaws",
]  # fmt: skip

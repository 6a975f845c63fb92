"""Everything that reads feedback. A person finds what is hers, an officer what lies at her bodies, the public figures.

What somebody may not see is never fetched: each question takes the actor, and not hers is nothing.
"""

from tongban.feedback.queries.desk import (
    Listed,
    board,
    boards_of,
    bodies_to_hand_to,
    hands_on,
    order_at,
    orders_at,
    ratings_at,
    steps_for,
    to_call,
    to_review,
)
from tongban.feedback.queries.figures import (
    figures,
    latest_bad,
    month_tables,
    months_published,
    publication_of,
    recount,
    statistics_of,
    statistics_table,
    totals,
)
from tongban.feedback.queries.flaws import (
    campaign,
    campaign_counts,
    campaigns,
    flaw,
    flaw_at,
    flaw_counts,
    flaws_at,
    flaws_of,
    public_flaws,
    similar,
)
from tongban.feedback.queries.mine import (
    Given,
    Told,
    news,
    occasion_of_case,
    occasion_to_rate,
    occasions_of,
    order_of,
    rating_of,
    ratings_of,
    thread,
    timeline,
)

__all__ = [
    "Given", "Listed", "Told", "board", "boards_of", "bodies_to_hand_to", "campaign", "campaign_counts", "campaigns", "figures",
    "flaw", "flaw_at", "flaw_counts", "flaws_at", "flaws_of", "hands_on", "latest_bad", "month_tables",
    "months_published", "news", "occasion_of_case", "occasion_to_rate", "occasions_of", "order_at", "order_of",
    "orders_at", "public_flaws", "publication_of", "rating_of", "ratings_at", "ratings_of", "recount", "similar",
    "statistics_of", "statistics_table", "steps_for", "thread", "timeline", "to_call", "to_review", "totals",
]  # fmt: skip

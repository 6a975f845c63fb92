"""Whether an organisation's legal representative is still the one we know: asked of the register once a day.

While the register is down what was last known stands, is noted as unchecked, and is asked again after five minutes.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from tongban.identity import actions, limits
from tongban.identity.models import Organisation
from tongban.identity.ports import RegisterDown

FRESH = timedelta(days=1)


class Check(StrEnum):
    """What the register said: the same, nothing, somebody else."""

    HOLDS = "holds"
    UNCHECKED = "unchecked"
    CHANGED = "changed"


def of(organisation: Organisation, *, at: datetime) -> Check:
    """Ask the register when the last answer is older than a day; apply what it says."""
    if at - organisation.representative_checked_at < FRESH:
        return Check.HOLDS
    if not limits.is_free(limits.RECHECK, str(organisation.pk), at=at):
        return Check.UNCHECKED
    try:
        still = actions.check_representative(organisation, at=at)
    except RegisterDown:
        return Check.UNCHECKED
    return Check.HOLDS if still else Check.CHANGED

"""Everything that changes identity. Every door comes through here."""

from datetime import datetime

from tongban.identity.models import Organisation


def check_representative(organisation: Organisation, *, at: datetime) -> bool:
    """Ask the register who represents *organisation*; False when it is somebody else now. Raises RegisterDown."""
    raise NotImplementedError

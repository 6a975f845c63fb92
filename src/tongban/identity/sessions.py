"""Sessions in the database, sealed: a code or telephone that waits in one cannot be read from a copy of the table."""

import base64
import json
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as PlainStore

from tongban.identity import vault
from tongban.signing.at_rest import Unreadable


class SessionStore(PlainStore):
    """Django's store with what it writes sealed by the installation's key."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        return base64.b64encode(vault.seal("session", "", json.dumps(session_dict))).decode()

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """What was written; nothing when it was altered, or sealed by a key that is gone."""
        try:
            return dict(json.loads(vault.unseal("session", "", base64.b64decode(session_data))))
        except (ValueError, Unreadable):
            return {}

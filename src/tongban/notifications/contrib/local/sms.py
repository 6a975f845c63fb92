"""Short messages as lines of a file that only the installation's account may read: for the demo and for trials."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tongban.notifications.ports import NotSent


@dataclass
class LocalSms:
    """Appends to *folder*/sms.jsonl."""

    folder: Path

    def send(self, number: str, words: str) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self.folder / "sms.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            with os.fdopen(handle, "a", encoding="utf-8") as outbox:
                outbox.write(json.dumps({"to": number, "words": words}, ensure_ascii=False) + "\n")
        except OSError as fault:
            raise NotSent from fault

    def check_config(self) -> str:
        folder = self.folder if self.folder.exists() else self.folder.parent
        return "" if os.access(folder, os.W_OK) else f"The folder {self.folder} cannot be written."


def local() -> LocalSms:
    """The outbox of this installation, for TONGBAN_PORTS."""
    return LocalSms(settings.HOME.outbox)

"""Where one installation keeps its things: one folder, TONGBAN_HOME. Not here: what is inside each."""

import os
from dataclasses import dataclass
from pathlib import Path

from tongban.kernel import privileges


@dataclass(frozen=True)
class Home:
    """The folder of one installation."""

    root: Path

    @property
    def postgres(self) -> Path:
        """Data folder and socket of the database that the program starts by itself."""
        return self.root / "postgres"

    @property
    def files(self) -> Path:
        """Attachments and documents, encrypted, one folder per case."""
        return self.root / "files"

    @property
    def keys(self) -> Path:
        """Keys: never in the database, never in a backup without a passphrase of its own."""
        return self.root / "keys"

    @property
    def outbox(self) -> Path:
        """What the local providers of SMS and mail would have sent."""
        return self.root / "outbox"

    @property
    def lock(self) -> Path:
        """Held by whoever runs the servers of this installation."""
        return self.root / "lock"


def current() -> Home:
    """The home this process works in: TONGBAN_HOME, or var/ below the working folder."""
    return Home(Path(os.environ.get("TONGBAN_HOME", "var")).resolve())


def prepare(home: Home) -> None:
    """Make the folders; as root, give those that the servers write to the servers' account."""
    home.root.mkdir(parents=True, exist_ok=True)
    for folder in (home.files, home.keys, home.outbox):
        privileges.give(folder, 0o700)

"""Signing keys in memory: the fake beside `key_folder`, for tests, measurements and demonstrations. Nothing is kept."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tongban.signing import suites
from tongban.signing.key_folder import HeldKey
from tongban.signing.key_sets import KeySet, Published
from tongban.signing.ports import Algorithm

_EITHER_WAY = timedelta(days=3650)


@dataclass
class KeyMemory:
    """One key a purpose, made when first asked for, counting ten years either way."""

    algorithm: Algorithm = Algorithm.ED25519
    _held: dict[str, tuple[HeldKey, Published]] = field(default_factory=dict, repr=False)

    def signer(self, purpose: str, *, at: datetime) -> HeldKey:
        if purpose not in self._held:
            private = suites.generate(self.algorithm)
            kid = suites.key_id(private.public)
            published = Published(kid, private.public, at - _EITHER_WAY, at + _EITHER_WAY)
            self._held[purpose] = HeldKey(kid, private), published
        return self._held[purpose][0]

    def published(self, purpose: str) -> KeySet:
        found = self._held.get(purpose)
        return KeySet((found[1],) if found else ())

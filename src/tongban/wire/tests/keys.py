"""Keys of the tests: those of RFC 9421 Appendix B.1, and one key of each algorithm as a signer and as a record."""

import base64
from datetime import UTC, datetime, timedelta

from tongban.signing import key_sets, standard, suites
from tongban.signing.key_folder import HeldKey
from tongban.signing.ports import Algorithm

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
LONG_AGO, FAR_AHEAD = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)

ECC_P256 = b"""-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lf
w0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==
-----END PUBLIC KEY-----
"""
ED25519 = b"""-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
-----END PRIVATE KEY-----
"""
SHARED = base64.b64decode("uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==")


def published(kid, public, begins=LONG_AGO, ends=FAR_AHEAD, revoked=None):
    return key_sets.Published(kid, public, begins, ends, revoked)


RFC_ED25519 = HeldKey("test-key-ed25519", suites.private_key(Algorithm.ED25519, ED25519))
RFC_SHARED = standard.SharedSecret("test-shared-secret", SHARED)
RFC_RECORDS = {
    "test-key-ed25519": published("test-key-ed25519", RFC_ED25519.private.public),
    "test-key-ecc-p256": published("test-key-ecc-p256", suites.public_key(Algorithm.ES256, ECC_P256)),
    "test-shared-secret": standard.Agreed(RFC_SHARED, LONG_AGO, FAR_AHEAD),
}


def held(algorithm):
    private = suites.generate(algorithm)
    return HeldKey(suites.key_id(private.public), private)


SIGNERS = {algorithm: held(algorithm) for algorithm in (Algorithm.SM2_SM3, Algorithm.ED25519, Algorithm.ES256)}
SIGNERS[Algorithm.HMAC_SHA256] = standard.SharedSecret("shared", b"k" * 32)
SIGNER, STRANGER = SIGNERS[Algorithm.ED25519], held(Algorithm.ED25519)

RECORDS = {key.kid: published(key.kid, key.private.public) for key in SIGNERS.values() if isinstance(key, HeldKey)}
RECORDS["shared"] = standard.Agreed(SIGNERS[Algorithm.HMAC_SHA256], NOW - timedelta(days=1), NOW + timedelta(days=1))


def known(kid):
    """The resolver that every test hands in."""
    return RECORDS.get(kid)

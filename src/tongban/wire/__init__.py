"""What exchange, gateway and their clients say to each other.

Does: one canonical form of JSON; HTTP message signatures and content digests; tickets, snapshots, receipts and their
proofs as frozen structs. Owns: nothing. Asks: `signing` for keys. Tells: `Refused`, which names the check that failed.
No Django, no network, no clock: who calls says what time it is.
"""

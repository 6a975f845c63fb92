"""Keys, signatures and encryption at rest.

Does: keeps the keys of one installation in a folder outside the database; encrypts short values and whole files;
computes blind indexes; signs and verifies in two suites, gm and intl. Owns: the key folder. Asks: the system's OpenSSL
3, for SM2. Tells: nothing. No Django, no network.
"""

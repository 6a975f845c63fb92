"""Keys and encryption at rest.

Does: keeps the keys of one installation in a folder outside the database; encrypts short values and whole files;
computes blind indexes. Owns: the key folder. Asks: nothing. Tells: nothing. No Django, no network.
"""

"""What one can apply for: items, their published versions, implementations by body, search.

Does: documents of items, publication, facets, search, scenarios and the materials they select. Owns: items, versions,
implementations. Asks: identity for organs. Tells: published, withdrawn.
"""

"""The citizen's pages that several trades share: home, search, guide, my page. Has no tables.

Does: composes. Owns: nothing. Asks: queries of the packages below. Tells: nothing.
"""

"""好差评: occasions to rate and the ratings.

Does: opens an occasion when a service was given, takes one rating for it. Owns: occasions, ratings. Asks: nothing of
the case itself. Tells: rated.
"""

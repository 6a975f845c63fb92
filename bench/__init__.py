"""Measurements on a city with many cases: `python -m bench`. Nothing here is part of the program."""

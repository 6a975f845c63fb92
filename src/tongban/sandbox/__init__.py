"""Synthetic people, companies and registers: one data set for demo, tests and bench.

Does: makes a city that never was, and answers as its registers would. Owns: nothing outside demo mode.
"""

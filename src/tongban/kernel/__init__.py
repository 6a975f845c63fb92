"""The ground: journal, jobs, working-day calendar, terms, numbering, identity numbers, embedded PostgreSQL.

Does: what any administration needs and no trade owns. Owns: journal lines, calendars, counters. Asks: nothing.
Tells: each journal line, to whoever registered a reaction for its step. Knows nothing of government.
"""

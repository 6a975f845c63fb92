"""Who is who: persons, organisations, powers of agents, organs of government, staff and roles, sign-in.

Does: real names, hats, delegation, one access rule. Owns: accounts, persons, organisations, powers, organs, staff.
Asks: the registers of persons and companies (ports). Tells: registered, verified, authorised, revoked …
"""

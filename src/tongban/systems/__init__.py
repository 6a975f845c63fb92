"""Systems of others that speak to us: their keys and what these may do (clients), answers kept so that a repeated
request does nothing twice, limits of requests, and signed news to department systems (hooks) with their log.

Does: register and end clients, tell who a token is, keep answers by idempotency key, announce steps of cases to
subscriptions and push them in order. Owns: clients, kept answers, subscriptions, deliveries. Asks: identity (accounts,
hats, roles, limits). Tells: nothing upward but journal lines. The API itself lies with each trade (`<package>/api.py`).
"""

"""Messages to people: an inbox of their own, and SMS and mail as ports.

Does: tells a person what changed, never too often. Owns: messages, outbox. Asks: identity for addresses. Tells: sent.
"""

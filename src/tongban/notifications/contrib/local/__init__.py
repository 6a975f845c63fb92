"""The local provider: writes each message to a file in the outbox folder instead of sending it."""

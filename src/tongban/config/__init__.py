"""The composition root: settings, addresses, reactions, commands. Nothing imports it."""

"""Region packs: organs, items, calendars, words of one province each. Data; no code beyond adapters."""

"""Stories through the real pages with Django's test client and a small city. Not here: browsers (tests/e2e)."""

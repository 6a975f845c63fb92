"""Cases for programs: an organisation's own drafts and cases (mine.py), the desk of an organ (work.py), their shapes."""

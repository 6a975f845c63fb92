"""Tongban (通办): every dealing with government on one net."""

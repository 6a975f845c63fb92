"""Providers of messages, one folder each with the same file names."""

"""`python -m tongban` is the same as `tongban`."""

from tongban.config.cli import main

main()

"""The commands of `tongban`, one module each: `add` declares the options, `run` does it."""

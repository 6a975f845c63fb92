"""HTTP in, HTTP out: what people rate and report, what the public reads, what officers put right."""

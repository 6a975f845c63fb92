"""The lives of what feedback keeps, as tables with the rule on each arrow: orders of rectification, reports of flaws."""

"""The design system: page frames, stylesheet, components, form fields, accessibility.

Does: draws. Owns: templates and static files, no tables. Asks: nothing. Tells: nothing. Knows no trade.
"""

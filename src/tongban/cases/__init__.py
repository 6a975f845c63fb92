"""办件: one application and what government makes of it, under a legal clock.

Does: draft, file, accept, supplement, examine, decide, deliver, close; materials and evidence; documents; the desk.
Owns: cases, clocks, materials, attachments, documents. Asks: catalogue for versions, identity for people and bodies.
Tells: every step, through the journal.
"""

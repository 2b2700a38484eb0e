"""Wiring, and nothing else: one module for each program. No Qt here."""

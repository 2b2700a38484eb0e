"""Measurements: figures of one run beside each other, reported and never asserted."""

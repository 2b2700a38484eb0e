"""Policies and scenarios: read, checked, packed."""

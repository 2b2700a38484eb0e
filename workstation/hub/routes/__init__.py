"""The hub's HTTP paths, one concern a module."""

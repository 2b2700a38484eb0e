"""Scripted callers, advisors and receivers: they drive the use cases that the windows drive."""

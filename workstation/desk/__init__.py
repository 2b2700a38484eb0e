"""The desk without a window: calls, receiving, stores, link. No Qt here."""

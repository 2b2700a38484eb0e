"""The advisor's window: one screen for the whole call, worked without a mouse."""

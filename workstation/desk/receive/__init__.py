"""The receiver's work without a window: a team's queue, what a desk gave, and the answer to it."""

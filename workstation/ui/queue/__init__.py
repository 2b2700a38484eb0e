"""The receiver's window: a team's queue, and everything a desk gave with an incident."""

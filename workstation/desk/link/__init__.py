"""The desk's line to its hub: what is sent, what is read, and what is said when nothing answers."""

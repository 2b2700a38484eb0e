"""The command line: one module a command; each imports its own parts only when it runs.

Exit status: 0 done, 1 a fault (one sentence on standard error), 2 wrong usage, 3 a scenario's wrong
path ended where it must (`workstation play --path wrong`).
"""

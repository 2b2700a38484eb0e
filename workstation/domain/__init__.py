"""What is true of calls, incidents and hand-overs: pure decisions and readings."""

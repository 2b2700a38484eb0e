"""What a supervisor does, without a window."""

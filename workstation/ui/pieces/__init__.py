"""Small parts that every window is built of."""

"""Every setting of the program: declared once, read from the environment and one file."""

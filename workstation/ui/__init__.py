"""Everything with Qt in it, and nothing else: windows, their presenters, the theme."""

"""What the window says, in words: readings of the desk's views, without a widget in them."""

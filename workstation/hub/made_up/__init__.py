"""Made-up people at any scale, for demonstrations, training and measurements. None exists."""

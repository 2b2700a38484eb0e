"""Taking calls: the use cases that the window, the simulator and the player drive alike."""

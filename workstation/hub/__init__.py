"""The hub: takes what desks send, decides requests, tells all what changed. One for a force."""

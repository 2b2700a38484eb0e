"""The hub's record of people: who is on it, what became of their contacts, pages for the desks."""

"""How calls come in: one shape of event, whichever source tells it."""

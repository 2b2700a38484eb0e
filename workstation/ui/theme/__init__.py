"""How the windows look: one table of tokens, the style sheet made of it, shapes, typeface."""

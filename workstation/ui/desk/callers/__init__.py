"""Who is calling, on the screen: the pop, people as one types, histories, the identity check."""

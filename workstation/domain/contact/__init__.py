"""A contact (one call): its facts, what may happen in it, and what is known from it."""

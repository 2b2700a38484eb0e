"""People on record: who may be calling, what they told before, and what desks add to the record."""

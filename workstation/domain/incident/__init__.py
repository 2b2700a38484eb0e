"""An incident: what the hub decides about it, and what is then true."""

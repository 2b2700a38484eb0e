"""Risk markers suggested from the advisor's words; a person decides on every one."""

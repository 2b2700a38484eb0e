"""The hub's database: the only SQL on the hub. No row object leaves this folder."""

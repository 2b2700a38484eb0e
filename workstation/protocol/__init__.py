"""What desk and hub say to each other: messages, payload encoding, versions and upcasters."""

"""Call-handling workstation for police service advisors."""

__version__ = "0.1.0"

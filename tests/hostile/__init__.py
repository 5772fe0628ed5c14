"""What a stranger, a broken program or an unlucky paste may send, and what becomes of it."""

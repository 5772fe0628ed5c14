"""Opening a rebook case as a conversation: short steps, and after each answer where the case would go."""

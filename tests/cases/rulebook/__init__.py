"""The rule books: what they tell is what runs."""

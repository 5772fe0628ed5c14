"""Plain data for the pages: what a template shows, worked out once and tested without a browser."""

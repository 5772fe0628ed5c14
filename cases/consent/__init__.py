"""Consent of outside parties: asked by a link, bound to the terms, answered through the door."""

"""Figures of finished work: counted day by day from the timeline, read by the boards."""

"""A month of invented work on a simulated clock, through the one door."""

from accountops.simulation.running import Simulation
from accountops.simulation.telling import told

__all__ = ["Simulation", "told"]

"""Check network: connected parts, and places where a small repair would join them."""
from .base import BuurtmaatAlgorithm
class CheckNetworkAlgorithm(BuurtmaatAlgorithm):
    STEM = "check_network"
    def name(self): return "checknetwork"
    def displayName(self): return "Check network"
    def initAlgorithm(self, configuration=None): pass

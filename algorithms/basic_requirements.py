"""Basic requirements."""
from .base import BuurtmaatAlgorithm
class BasicRequirementsAlgorithm(BuurtmaatAlgorithm):
    STEM = "basic_requirements"
    def name(self): return "basicrequirements"
    def displayName(self): return "Basic requirements"
    def initAlgorithm(self, configuration=None): pass

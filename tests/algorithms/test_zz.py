import sys; sys.path.insert(0,'/work/main/tests/algorithms')
from test_nearest_facility import *
def test_x():
    schools = layer([(None, "lost"), (point(250, -20), "here"), (point(9000, 0), "far")], kind="Point", code="text")
    print(nearest(FACILITIES=schools).feedback.warnings)
    print(nearest(DWELLINGS=layer([point(50, -60), point(50, -10)])).feedback.warnings)
    streets = layer([*grid(), None, "LINESTRING EMPTY", "LINESTRING(5 5, 5 5)"])
    print(nearest(NETWORK=streets).feedback.warnings)

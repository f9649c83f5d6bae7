"""The drawing of the sample town: what a draughtsman would put on paper before streets and houses are filled in.

Coordinates are metres east and north of `ORIGIN`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .geometry import Point

EPSG = 28992
ORIGIN = (118_000.0, 448_500.0)
SEED = 990_100
MUNICIPALITY_CODE = "GM9901"
MUNICIPALITY_NAME = "Waterveen"

RIVER = [
    (-975, 315),
    (-675, 375),
    (-225, 465),
    (225, 360),
    (600, 225),
    (975, 285),
    (1312, 480),
    (1688, 570),
    (2025, 465),
    (2325, 285),
    (2700, 248),
    (3075, 390),
    (3525, 525),
    (3825, 540),
]
RIVER_WIDTH = 56.0
RAILWAY = [
    (-825, 1275),
    (-225, 1320),
    (450, 1309),
    (1050, 1298),
    (1650, 1328),
    (2250, 1462),
    (2775, 1672),
    (3600, 1950),
]
MUNICIPALITY = [
    (-540, -465),
    (-150, -570),
    (375, -525),
    (750, -645),
    (1275, -622),
    (1800, -675),
    (2250, -585),
    (2775, -630),
    (3225, -450),
    (3315, 0),
    (3270, 450),
    (3345, 900),
    (3285, 1425),
    (3225, 1875),
    (2925, 2100),
    (2625, 2415),
    (2175, 2378),
    (1650, 2445),
    (1125, 2378),
    (600, 2422),
    (150, 2288),
    (-225, 2025),
    (-465, 1725),
    (-420, 1350),
    (-585, 975),
    (-488, 600),
    (-570, 225),
]

# The old town: an oval inside its moat (singel), open to the river in the south.
OLD_TOWN_CENTRE = (1522, 825)
OLD_TOWN_RADII = (225, 194)


@dataclass(frozen=True)
class Road:
    """A road drawn by hand, as control points of a flowing curve."""

    name: str
    highway: str
    points: tuple[Point, ...]


ROADS = (
    Road("Brugstraat", "tertiary", ((1522, 806), (1504, 720), (1489, 622), (1476, 525), (1466, 420), (1444, 352))),
    Road(
        "Heerenveldseweg", "tertiary", ((1444, 352), (1388, 225), (1230, 45), (1110, -150), (1058, -450), (1042, -750))
    ),
    Road(
        "Provincialeweg",
        "secondary",
        (
            (2512, -750),
            (2509, -375),
            (2482, -75),
            (2494, 98),
            (2509, 270),
            (2528, 450),
            (2580, 750),
            (2602, 1125),
            (2588, 1582),
            (2542, 1800),
            (2438, 2100),
            (2378, 2498),
        ),
    ),
    Road(
        "Westerstraatweg",
        "tertiary",
        ((1304, 840), (1110, 840), (750, 814), (450, 862), (0, 908), (-300, 896), (-712, 885)),
    ),
    Road("Oosterweg", "tertiary", ((1742, 848), (1920, 844), (2085, 862), (2340, 922), (2591, 926))),
    Road(
        "Industrieweg",
        "unclassified",
        ((2591, 926), (2775, 945), (2940, 985), (3040, 1060), (3060, 1230), (3000, 1390), (2800, 1400), (2598, 1335)),
    ),
    Road("Stationsstraat", "tertiary", ((1538, 1014), (1571, 1140), (1598, 1268))),
    Road("Noorderweg", "tertiary", ((1402, 988), (1376, 1125), (1372, 1268), (1378, 1320), (1384, 1380), (1395, 1468))),
    Road(
        "Laan van Noord",
        "tertiary",
        (
            (-720, 1560),
            (-360, 1585),
            (0, 1598),
            (480, 1520),
            (900, 1462),
            (1395, 1468),
            (1800, 1530),
            (2200, 1662),
            (2550, 1778),
        ),
    ),
    Road("Westerring", "tertiary", ((1108, 390), (1114, 600), (1110, 840), (1101, 1050), (1096, 1252))),
    Road("Oosterring", "tertiary", ((2074, 491), (2092, 675), (2085, 862), (2100, 1125), (2138, 1391))),
    Road("Veldweg", "unclassified", ((442, 375), (461, 600), (450, 862), (459, 1088), (472, 1260))),
    Road("Middenweg", "tertiary", ((1395, 1468), (1414, 1770), (1388, 2010), (1396, 2205))),
    Road(
        "Noorderkade",
        "unclassified",
        (
            (480, 1520),
            (501, 1860),
            (540, 2130),
            (862, 2220),
            (1396, 2205),
            (1815, 2239),
            (2168, 2198),
            (2224, 1965),
            (2200, 1662),
        ),
    ),
    Road("Spieringweg", "unclassified", ((0, 908), (-22, 1125), (-8, 1170))),
    Road("Zuidervaart", "unclassified", ((1110, -150), (975, -165), (675, -180), (225, -120), (-262, -158))),
    Road("Heerenveldsepad", "unclassified", ((1058, -450), (1425, -390), (1875, -285), (2498, -248))),
    Road("Kerkweg", "residential", ((2482, -75), (2288, -45), (2122, 15), (1980, 180), (1946, 450))),
    Road("Graslaan", "unclassified", ((2509, -375), (2850, -315), (3112, -285), (3450, -262))),
    Road("Polderweg", "unclassified", ((0, 1598), (45, 1875), (150, 2100), (178, 2330))),
)

# Where roads along the river and the railway run, as offsets of their axis: name, class, sideways metres, x from, to.
RIVER_ROADS = (
    ("Veerdijk", "unclassified", 50.0, -675, 1108),
    ("Havenkade", "residential", 50.0, 1108, 2074),
    ("Rivierdijk", "residential", 50.0, 2074, 3075),
    ("Zuiderdijk", "unclassified", -50.0, -675, 1444),
    ("Overdijk", "residential", -50.0, 1444, 2509),
    ("Eendendijk", "unclassified", -50.0, 2509, 3600),
)
RAILWAY_ROADS = (
    ("Spoorlaan", "residential", -48.0, 472, 2596),
    ("Noorderspoorpad", "cycleway", 42.0, 525, 2580),
)

FERRY_X = 352.0
FERRY_MINUTES = 6.0

# The lines that divide the municipality; loose ends are dropped when the areas between them are taken.
DIVIDERS = (
    ((446, 200), (461, 600), (450, 862), (459, 1088), (480, 1320), (480, 1520), (501, 1860), (540, 2130), (570, 2550)),
    ((1396, 1275), (1395, 1468), (1414, 1770), (1388, 2010), (1396, 2205), (1388, 2550)),
    ((2138, 1312), (2200, 1662), (2224, 1965), (2198, 2475)),
    ((1920, 645), (1905, 375), (1838, 150), (1725, -300), (1688, -750)),
)


@dataclass(frozen=True)
class Neighbourhood:
    """What is decided about a neighbourhood beforehand."""

    code: str
    name: str
    district: str
    settlement: str
    environment: str
    seed: Point
    dwellings: int
    style: str
    social: float
    older: float
    household: float


# Standardised income of the households in thousands of euros, and the share of them with a low one.
INCOME = {
    "0101": 31.2, "0102": 30.4, "0201": 25.6, "0202": 37.3, "0203": 27.9, "0204": 33.0, "0301": 30.9, "0302": 40.1,
    "0303": 0.0, "0401": 34.2, "0402": 36.5, "0403": 35.8,
}  # fmt: skip
LOW_INCOME = {
    "0101": 0.12, "0102": 0.11, "0201": 0.15, "0202": 0.06, "0203": 0.13, "0204": 0.04, "0301": 0.1, "0302": 0.04,
    "0401": 0.07, "0402": 0.05, "0403": 0.05,
}  # fmt: skip

DISTRICTS = {"01": "Centrum", "02": "Oost en West", "03": "Noord", "04": "Buitengebied en dorpen"}

NEIGHBOURHOODS = (
    Neighbourhood(
        "0101", "Binnenstad", "01", "Waterveen", "centrum-stedelijk", (1522, 825), 780, "old", 0.24, 0.24, 1.65
    ),
    Neighbourhood(
        "0102", "Stationskwartier", "01", "Waterveen", "buiten-centrum", (1275, 1088), 790, "prewar", 0.30, 0.16, 1.95
    ),
    Neighbourhood(
        "0201", "Schilderskwartier", "02", "Waterveen", "buiten-centrum", (750, 975), 1000, "postwar", 0.62, 0.22, 2.0
    ),
    Neighbourhood(
        "0202", "Oranjekwartier", "02", "Waterveen", "buiten-centrum", (1965, 975), 670, "prewar", 0.22, 0.19, 2.1
    ),
    Neighbourhood(
        "0203", "Rivierenbuurt", "02", "Waterveen", "groen-stedelijk", (2325, 1050), 680, "postwar", 0.45, 0.31, 2.05
    ),
    Neighbourhood(
        "0204",
        "Bedrijvenpark De Hoge Weide",
        "02",
        "Waterveen",
        "buiten-centrum",
        (2925, 975),
        23,
        "business",
        0.0,
        0.08,
        2.3,
    ),
    Neighbourhood(
        "0301", "De Hoven", "03", "Waterveen", "groen-stedelijk", (1800, 1875), 900, "cauliflower", 0.38, 0.23, 2.2
    ),
    Neighbourhood(
        "0302",
        "Waterrijk met de Nieuwe Tuinen, Park Zonnehoek en de omgeving van de Lange Plas",
        "03",
        "Waterveen",
        "groen-stedelijk",
        (900, 1875),
        980,
        "vinex",
        0.24,
        0.08,
        2.7,
    ),
    Neighbourhood("0303", "Natuurpolder De Zomerdel", "03", "Waterveen", "landelijk", (2700, 1950), 0, "none", 0, 0, 0),
    Neighbourhood("0401", "Overdijk", "04", "Overdijk", "centrum-dorps", (2325, 0), 300, "village", 0.2, 0.27, 2.25),
    Neighbourhood(
        "0402", "'s-Heerenveld", "04", "'s-Heerenveld", "landelijk", (900, -150), 84, "hamlet", 0.05, 0.21, 2.4
    ),
    Neighbourhood(
        "0403", "Westerpolder", "04", "Verspreide huizen", "landelijk", (75, 1125), 52, "rural", 0.0, 0.2, 2.5
    ),
)

# Parks: id, name, rings of control points (outer rings; the pond of the town park is cut out later).
PARKS = (
    (
        "F901",
        "Stadspark Oranjepark",
        (((1852, 885), (1950, 878), (2040, 896), (2051, 975), (2018, 1050), (1920, 1058), (1852, 1005)),),
    ),
    (
        "F902",
        "Bolwerkplantsoen",
        (
            ((1275, 1009), (1320, 1031), (1369, 1065), (1350, 1095), (1290, 1065), (1260, 1031)),
            ((1208, 892), (1260, 922), (1279, 975), (1238, 990), (1200, 945)),
        ),
    ),
    ("F903", "Schilderspark", (((720, 945), (840, 930), (862, 998), (818, 1065), (728, 1050), (694, 998)),)),
    (
        "F904",
        "Park Zonnehoek",
        (((810, 1792), (930, 1762), (1042, 1800), (1065, 1890), (998, 1972), (878, 1980), (802, 1905)),),
    ),
    ("F905", "Hovenpark", (((1748, 1830), (1838, 1800), (1928, 1830), (1942, 1920), (1860, 1988), (1770, 1950)),)),
    ("F906", "Brink", (((2332, -82), (2400, -98), (2441, -82), (2430, -135), (2362, -150)),)),
    (
        "F907",
        "Uiterwaardenpark",
        (((1170, 458), (1230, 488), (1298, 536), (1320, 600), (1275, 622), (1200, 570), (1159, 510)),),
    ),
)
PONDS = {
    "F901": ((1920, 945), (1965, 934), (2002, 956), (1988, 998), (1935, 1001)),
    "F904": ((862, 1830), (930, 1815), (998, 1841), (1009, 1898), (952, 1935), (878, 1920)),
}
PARKS_WITH_ENTRANCES = ("F901", "F904", "F903")
TUNNEL_ROAD = "Noorderweg"

# The old town inside its moat: metres inwards from the Singel.
ROAD_TO_BORDER = "Polderweg"
QUAY_LANES = (
    ((1330, 480), (1420, 690)),
    ((1400, 500), (1462, 680)),
    ((1590, 540), (1580, 680)),
    ((1680, 540), (1650, 720)),
)
WALL_DEPTH = 56.0
MOAT = (17.0, 41.0)
MOAT_DAMS = (0.02, 0.13, 0.33, 0.47, 0.62, 0.86)  # where streets enter, as shares of the Singel's length
OLD_TOWN_STREETS = (
    ("Markt", "pedestrian", ((1492, 800), (1552, 792), (1566, 838), (1530, 866), (1492, 800))),
    ("Hoogstraat", "pedestrian", ((1356, 832), (1420, 842), (1470, 826), (1506, 806))),
    ("Hoogstraat", "pedestrian", ((1566, 838), (1620, 852), (1690, 846))),
    ("Kerkstraat", "living_street", ((1530, 866), (1536, 910), (1540, 962))),
    ("Kerkplein", "pedestrian", ((1450, 880), (1482, 902), (1536, 900))),
    ("Waagstraat", "living_street", ((1450, 880), (1440, 842))),
    ("Lange Gracht", "living_street", ((1404, 760), (1448, 772), (1492, 772), (1560, 752), (1630, 776), (1660, 840))),
    ("Kloosterstraat", "living_street", ((1408, 884), (1450, 880))),
    ("Nieuwstraat", "living_street", ((1600, 900), (1618, 852), (1630, 776))),
)

LAKE = (930, 1875)
# Waterrijk has three patterns: arcs round the lake, and rows to the west and the east of the canal: outline, angle.
WATERRIJK_ROWS = (
    (((460, 1440), (704, 1440), (690, 1650), (676, 1800), (680, 1950), (720, 2080), (860, 2260), (460, 2260)), 97.0),
    (
        (
            (1130, 1440),
            (1170, 1600),
            (1227, 1720),
            (1257, 1880),
            (1212, 2050),
            (1130, 2260),
            (1440, 2260),
            (1440, 1440),
        ),
        62.0,
    ),
)

# Where a neighbourhood is built up: a drawn zone, or the blocks that its main roads enclose (a point in each).
BUILT_ZONES = {
    "0102": ((1090, 560), (1090, 1280), (1720, 1310), (1720, 900), (1400, 560)),
    "0202": ((1560, 560), (1560, 1300), (2140, 1400), (2090, 480), (1700, 560)),
    "0201": ((450, 600), (445, 1270), (1110, 1260), (1115, 640), (900, 590)),
    "0203": ((2070, 560), (2070, 1400), (2600, 1540), (2600, 520), (2330, 500)),
    "0402": ((960, -310), (960, -20), (1290, 40), (1290, -310)),
    "0403": ((-410, 850), (-400, 850), (-400, 860)),  # a polder with farms only: next to nothing is built up
    "0401": ((1890, -190), (1890, 470), (2560, 300), (2620, -60), (2480, -200)),
}
BUILT_BLOCKS = {"0302": ((930, 1875),), "0301": ((1600, 1800),), "0204": ((2800, 1200),)}
VILLAGE_TRUNKS = ("Kerkweg", "Overdijk")

HOVEN_LOOPS = (
    (
        (1396, 1660),
        (1520, 1650),
        (1640, 1690),
        (1730, 1770),
        (1720, 1910),
        (1700, 2040),
        (1600, 2110),
        (1500, 2080),
        (1470, 1950),
        (1410, 1900),
    ),
    (
        (1730, 1770),
        (1850, 1740),
        (1990, 1740),
        (2090, 1800),
        (2110, 1920),
        (2070, 2050),
        (1960, 2110),
        (1830, 2090),
        (1710, 1985),
    ),
    ((1790, 1528), (1830, 1650), (1850, 1740)),
    ((1640, 1690), (1630, 1600), (1600, 1492)),
    ((1960, 2110), (1975, 2225)),
)

WATERRIJK_LANES = (
    ((898, 1462), (905, 1580), (880, 1690), (905, 1765)),
    ((905, 2221), (880, 2120), (935, 1985)),
    ((1407, 1715), (1290, 1745), (1160, 1800), (1055, 1830)),
    ((490, 1760), (600, 1775), (710, 1830), (815, 1865)),
)

# Ground that streets and houses leave free.
KEEP_FREE = {
    "sports west": ((700, 480), (960, 500), (950, 600), (690, 600)),
    "plan waterrijk": ((500, 1990), (690, 1960), (720, 2150), (545, 2140)),
    "plan station": ((1620, 1262), (1700, 1258), (1705, 1225), (1625, 1228)),
    "plan village": ((1960, 40), (2080, 20), (2090, 120), (1970, 140)),
}

PATHS = (
    ("Kerkstraat", "residential", ((1110, -150), (1150, -95), (1230, -60), (1262, -5))),
    ("Kerkstraat", "residential", ((1150, -95), (1105, -55), (1040, -60), (1000, -163))),
    ("Molenweg", "residential", ((1150, -95), (1210, -150), (1225, -225), (1120, -262), (1090, -240))),
    ("Molenweg", "residential", ((1040, -60), (1010, -25))),
)

# A path along the water's edge (metres sideways of the river's axis, from x, to x) and the stairs up to the dike.
TOWPATH = ("Jaagpad", 38.5, 1135, 1405)
STEPS = (("Dijktrap", (1140, 405)), ("Dijktrap", (1265, 480)), ("Dijktrap", (1395, 520)))
# The link between a cul-de-sac and the dike nearest to this place is a flight of stairs: name, place.
STAIRS = ("Kerktrap", (2100, 358))

PLANNED_STREETS = (
    ("Zonnedauw", 2028, ((508, 1935), (575, 1985), (590, 2060), (640, 2105), (700, 2150))),
    ("Zonnedauw", 2028, ((590, 2060), (650, 2020), (712, 1975))),
    ("Polderlaan", 2038, ((110, 905), (130, 1000), (240, 1060), (360, 1050), (452, 1030))),
    ("Polderlaan", 2038, ((240, 1060), (235, 1140), (120, 1130), (130, 1000))),
)
ISLAND = (
    ("Tuinpad", "path", ((210, 640), (300, 655), (380, 650))),
    ("Tuinpad", "path", ((210, 640), (205, 560), (295, 565), (300, 655))),
    ("Tuinpad", "path", ((295, 565), (375, 560), (380, 650))),
)
DUPLICATE = "Vermeerstraat"
NEAR_MISS = (1960, 1800)  # the dead end nearest to this place gets a path that stops short
CROSSING_WITHOUT_NODE = ((1050, -600), (1300, -330))
PARK_NAMES = {park_id: name for park_id, name, _rings in PARKS}

LANDLORDS = ("Woonstichting Het Nieuwe Erf", "De Vaste Grond Wonen", "Waterveen Woont")
# How the rented homes of a district are shared among the landlords.
LANDLORD_SHARES = {"01": (0.2, 0.3, 0.5), "02": (0.6, 0.2, 0.2), "03": (0.1, 0.7, 0.2), "04": (0.0, 0.2, 0.8)}

# Complexes for older people: id, place, dwellings, share of 55+, landlord.
COMPLEXES = (
    ("C01", (1180, 760), 24, 0.92, LANDLORDS[2]),
    ("C02", (920, 1090), 32, 0.86, LANDLORDS[0]),
    ("C03", (2330, 800), 18, 0.75, LANDLORDS[0]),
    ("C04", (2060, 2110), 28, 0.68, LANDLORDS[1]),
    ("C05", (2400, 10), 10, 0.9, LANDLORDS[2]),
    ("C06", (1180, 2000), 12, 0.42, LANDLORDS[1]),
    ("C07", (1850, 1110), 4, 1.0, LANDLORDS[2]),
)

ODD_DWELLINGS = {
    "farm": ((-250.0, 1290.0), (-220.0, 1850.0), (300.0, -420.0)),
    "recreation home": ((350.0, 634.0), (330.0, 668.0), (268.0, 548.0), (392.0, 600.0)),
    "detached": ((-640.0, 1150.0), (3420.0, 700.0)),
    "houseboat": ((1190.0, 410.0), (1830.0, 545.0)),
}

OPENING = {
    "meeting place": "Mo-Fr 10:00-16:00",
    "community centre": "Mo-Sa 09:00-22:00",
    "supermarket": "Mo-Sa 08:00-21:00",
    "general practitioner": "Mo-Fr 08:00-17:00",
    "pharmacy": "Mo-Fr 08:30-17:30",
    "library": "Tu-Sa 10:00-18:00",
    "playground": "24/7",
    "youth and family centre": "Mo-Fr 09:00-17:00",
    "village hall": "Mo-Su 09:00-23:00",
}
OWNERS = {
    "primary school": "Stichting Scholen aan de Wede",
    "community centre": "Gemeente Waterveen",
    "playground": "Gemeente Waterveen",
    "library": "Gemeente Waterveen",
    "bus stop": "Gemeente Waterveen",
    "seat": "Gemeente Waterveen",
    "youth and family centre": "Gemeente Waterveen",
}

# Facilities: type, name, place, floor space in m², wheelchair, and what else is known.
FacilityRow = tuple[str, str | None, Point, float | None, str | None, dict[str, Any]]
FACILITIES: tuple[FacilityRow, ...] = (
    (
        "meeting place",
        "Buurtkamer De Waag",
        (1470, 830),
        140,
        "yes",
        {"owner": "Gemeente Waterveen", "opening": "Mo-Fr 10:00-16:00; Tu,Th 10:00-16:00,19:00-22:00; PH off"},
    ),
    ("meeting place", "Inloop Het Perron", (1300, 1120), 90, "limited", {"owner": LANDLORDS[2]}),
    (
        "meeting place",
        "Huiskamer Vermeer",
        (640, 980),
        110,
        "yes",
        {"owner": LANDLORDS[0], "opening": "Tu,We,Th 13:00-17:00; Fr 19:30-22:30; Sa 10:00-13:00"},
    ),
    ("meeting place", "Ontmoetingsruimte De Lek", (2330, 830), 85, "yes", {"owner": "Zorggroep De Wedehof"}),
    ("meeting place", "Buurthuiskamer De Klaver", (2050, 2060), 120, "yes", {"owner": LANDLORDS[1]}),
    ("meeting place", "Dorpshuis Overdijk", (2290, -90), 260, "yes", {"owner": "Stichting Dorpshuis Overdijk"}),
    (
        "meeting place",
        "Clubhuis De Groene Spade",
        (303.0, 640.0),
        60,
        "no",
        {"owner": "Volkstuinvereniging", "exact": True, "opening": "Sa,Su 10:00-13:00"},
    ),
    (
        "meeting place",
        "Paviljoen De Lange Plas",
        (1010, 1990),
        100,
        "yes",
        {"from": 2029, "owner": "Gemeente Waterveen", "operator": "private", "opening": "Tu-Su 11:00-23:00"},
    ),
    ("community centre", "Cultuurhuis De Wede", (1600, 752), 950, "yes", {}),
    ("community centre", "Wijkcentrum Het Palet", (800, 900), 620, "yes", {}),
    ("community centre", "Wijkcentrum De Hoeve", (1720, 1880), 540, "limited", {}),
    ("community centre", "Buurthuis De Schakel", (2110, 1080), 310, "no", {"until": 2030}),
    (
        "meeting place",
        "Theehuis Zuiderdijk",
        (1640, 470),
        75,
        "limited",
        {"owner": "Stichting Wedeoever", "operator": "private", "opening": "Apr-Oct: We-Su 11:00-21:00"},
    ),
    ("playground", "Speelbos De Zomerdel", (2860.0, 2130.0), 900, "no", {"exact": True}),
    ("supermarket", "Supermarkt Marktzicht", (1600, 880), 1100, "yes", {}),
    ("supermarket", "Supermarkt Westplein", (860, 820), 1500, "yes", {}),
    ("supermarket", "Supermarkt De Hoven", (1640, 1870), 1700, "yes", {}),
    ("supermarket", "Supermarkt Oosterring", (2105, 900), 1350, "yes", {}),
    ("supermarket", "Supermarkt Overdijk", (2450, 170), 420, "yes", {"until": 2032}),
    ("supermarket", "Supermarkt Waterrijk", (1390, 1800), 1600, "yes", {"from": 2028}),
    ("primary school", "De Wegwijzer", (1200, 960), 1500, "yes", {}),
    ("primary school", "De Regenboog", (640, 760), 1700, "yes", {}),
    ("primary school", "Het Kompas", (820, 1120), 1400, "limited", {}),
    ("primary school", "Prinses Irene", (1880, 1080), 1350, "limited", {}),
    ("primary school", "De Stroom", (2330, 1140), 1600, "yes", {}),
    ("primary school", "De Korenbloem", (1900, 1900), 1650, "yes", {}),
    ("primary school", "De Lange Plas", (1080, 1760), 2100, "yes", {}),
    ("primary school", "De Dijkbrug", (2230, 60), 700, "yes", {}),
    ("general practitioner", "Huisartsen Singel", (1330, 960), 220, "limited", {}),
    ("general practitioner", "Gezondheidscentrum West", (780, 860), 800, "yes", {}),
    ("general practitioner", "Huisartsen Oranjepark", (2060, 960), 240, "yes", {}),
    ("general practitioner", "Gezondheidscentrum De Hoven", (1680, 1830), 650, "yes", {}),
    ("general practitioner", "Praktijk aan de Brink", (2380, -60), 130, "no", {}),
    ("pharmacy", "Apotheek De Vijzel", (1600, 930), 160, "yes", {}),
    ("pharmacy", "Apotheek West", (840, 870), 180, "yes", {}),
    ("pharmacy", "Apotheek De Hoven", (1760, 1830), 170, "yes", {}),
    ("library", "Bibliotheek Waterveen", (1440, 790), 1200, "yes", {}),
    ("library", "Bibliotheekpunt Overdijk", (2300, -20), 90, "yes", {}),
)
PLAYGROUNDS = (
    (1460, 930),
    (1290, 1190),
    (1180, 650),
    (1190, 1060),
    (540, 1060),
    (660, 900),
    (900, 1180),
    (560, 700),
    (980, 980),
    (1840, 1190),
    (1800, 760),
    (2010, 680),
    (2250, 1250),
    (2420, 1300),
    (2200, 900),
    (2420, 760),
    (1480, 1760),
    (1560, 2060),
    (2000, 1830),
    (1900, 2150),
    (1980, 1680),
    (1560, 1900),
    (700, 1800),
    (860, 2100),
    (1180, 1950),
    (1250, 1700),
    (2230, -60),
    (2120, 250),
)
BUS_ROADS = ("Westerstraatweg", "Oosterweg", "Laan van Noord", "Provincialeweg", "Stationsstraat", "Brugstraat")
BUS_STOP_GAP = 420.0
SEAT_ROADS = ("Havenkade", "Singel", "Veerdijk", "Overdijk")
SEAT_GAP = 230.0

SUPPRESSED_SHARE = "0204"
SURVEYED = {"0204": 9}
NOBODY_LONELY = ("0402",)

# Housing plans: id, name, outline, dwellings (negative: demolition), year, status, target group.
PLANS = (
    ("P01", "Waterrijk fase 3", ((508, 1995), (685, 1968), (712, 2142), (550, 2130)), 140, 2028, "hard", "families"),
    ("P02", "Stationsplein", ((1620, 1262), (1700, 1258), (1705, 1225), (1625, 1228)), 96, 2030, "hard", "starters"),
    ("P03", "Schilderskwartier sloop", ((640, 1166), (825, 1172), (822, 1243), (642, 1244)), -48, 2029, "hard", None),
    (
        "P04",
        "Schilderskwartier nieuwbouw",
        ((602, 800), (778, 803), (778, 890), (602, 888)),
        70,
        2031,
        "soft",
        "mixed",
    ),
    ("P05", "Boomgaard Overdijk", ((1970, 42), (2072, 28), (2082, 112), (1980, 130)), 24, 2030, "soft", "older people"),
    ("P06", "Westerpolder woonwijk", ((60, 980), (400, 960), (410, 1150), (80, 1170)), 280, 2038, "soft", "families"),
    (
        "P07",
        "De Hoge Weide transformatie",
        ((2610, 1010), (2760, 1030), (2750, 1090), (2612, 1080)),
        84,
        2040,
        "soft",
        "starters",
    ),
)

# Buildings that could be opened to the neighbourhood: id, name, place, owner, kind of owner, m².
Candidate = tuple[str, str, Point, str, str, int]
CANDIDATES: tuple[Candidate, ...] = (
    ("K01", "Voormalig belastingkantoor", (1560, 1050), "Rijksvastgoed", "state", 900),
    ("K02", "Stationsgebouw", (1645, 1265), "Spoorbeheer", "state", 400),
    ("K03", "Gymzaal Schilderskwartier", (700, 1090), "Gemeente Waterveen", "municipality", 420),
    ("K04", "Oud raadhuis", (1510, 770), "Gemeente Waterveen", "municipality", 650),
    ("K05", "Zorgcentrum De Wedehof", (2380, 640), "Zorggroep De Wedehof", "care organisation", 380),
    ("K06", "Woonzorg De Hovenaar", (2080, 1850), "Zorggroep De Wedehof", "care organisation", 300),
    ("K07", "Aula De Korenbloem", (1930, 1900), "Stichting Scholen aan de Wede", "school board", 260),
    ("K08", "Aula De Lange Plas", (1120, 1750), "Stichting Scholen aan de Wede", "school board", 280),
    ("K09", "Kerkzaal Oosterring", (2070, 760), "Protestantse gemeente", "church", 240),
    ("K10", "Plint Seinstraat", (1250, 1200), "Waterveen Woont", "housing association", 130),
    ("K11", "Oude school 's-Heerenveld", (1080, -180), "Gemeente Waterveen", "municipality", 210),
    ("K12", "Brandweerkazerne Waterrijk", (660, 1680), "Veiligheidsregio", "state", 350),
)

POND_NAMES = {"F901": "Oranjevijver", "F904": "Lange Plas"}
LONELY_KINDS = ("farm", "houseboat", "recreation home")
CANALS = (
    ("Rietgracht", 11.0, ((716, 1500), (700, 1650), (688, 1800), (690, 1950), (730, 2080), (850, 2180))),
    ("Rietgracht", 11.0, ((1120, 1480), (1150, 1600), (1215, 1720), (1245, 1880), (1200, 2050), (1120, 2190))),
    ("Hovenvliet", 9.0, ((1420, 1500), (1560, 1570), (1700, 1600), (1900, 1640), (2060, 1690), (2180, 1780))),
)
DITCHES = (
    ("0403", 82, 72, -700, 560, 420, 860),
    ("0403", 88, 64, -700, 930, 420, 1260),
    ("0403", 3, 90, -500, 1680, 480, 2400),
    ("0303", 12, 80, 2250, 1500, 3350, 2500),
    ("0402", 78, 75, -600, -80, 1100, 330),
    ("0402", 85, 85, -600, -620, 1000, -220),
    ("0401", 84, 80, 2540, -230, 3350, 260),
    ("0401", 80, 80, 2540, -640, 3350, -420),
)

# Facilities that came later: they stand at the end of their layer, so that no id before them changes, on the plots of
# facilities that were there already, so that no house has to move.
LATER_FACILITIES: tuple[FacilityRow, ...] = (
    ("youth and family centre", "CJG Bolwerk", (1183.0, 981.0), 180, "yes", {}),
    ("youth and family centre", "CJG Het Palet", (807.0, 920.0), 45, "yes", {}),
    ("youth and family centre", "CJG De Hoeve", (1700.0, 1884.0), 70, "limited", {}),
    ("village hall", "Dorpshuis Overdijk", (2290, -90), 260, "yes", {"owner": "Stichting Dorpshuis Overdijk"}),
    # With these two neighbourhoods have all that the norms about meeting places ask.
    ("meeting place", "Huiskamer De Haven", (1386.0, 542.0), 95, "yes",
     {"exact": True, "from": 2024, "owner": LANDLORDS[2]}),
    ("youth and family centre", "CJG Binnenstad", (1440.0, 803.0), 60, "yes", {"exact": True}),
    ("meeting place", "Inloop Westerring", (1113.0, 1058.0), 80, "yes",
     {"exact": True, "owner": "Zorggroep De Wedehof"}),
    ("community centre", "Buurthuis De Singel", (1179.0, 808.0), 240, "yes", {"exact": True}),
    ("meeting place", "Kamer aan het Spoor", (1483.0, 1180.0), 75, "limited",
     {"exact": True, "until": 2035, "owner": LANDLORDS[1]}),
)  # fmt: skip


@dataclass(frozen=True)
class Field:
    """A rectangle on the ground: metres along and across, turned by degrees."""

    kind: str
    name: str
    centre: Point
    size: tuple[float, float]
    turn: float = 0.0


FIELDS = (
    Field("play area", "Speelveld Gerstehof", (1585, 1960), (33, 30), 3),
    Field("play area", "Speelveld Tooropstraat", (920, 1210), (40.4, 25), 2),
    Field("football pitch", "Sportpark De Wede, veld 1", (757, 540), (105, 68)),
    Field("football pitch", "Sportpark De Wede, veld 2", (880, 541), (105, 68), 2),
    Field("football pitch", "Sportpark De Hoven", (1610, 1425), (105, 68), 7),
    Field("football pitch", "Sportveld Overdijk", (2160, -195), (105, 68), 5),
    Field("tennis court", "Tennispark De Wede", (985, 540), (74, 40)),
    Field("tennis court", "Tennispark De Rivieren", (2498, 625), (74, 40), 82),
    Field("tennis court", "Tennisbaan Overdijk", (2250, -195), (36, 18), 5),
    Field("swimming pool", "Oranjebad", (2050, 1172), (50, 25), 20),
    Field("skate park", "Skatebaan Spoorzoom", (1455, 1400), (40, 22), 6),
    Field("skate park", "Skatebaan De Hoge Weide", (2690, 1130), (36, 20), 10),
    Field("sports hall", "Sporthal De Wede", (665, 545), (44, 28)),
    Field("sports hall", "Sporthal De Hoeve", (1636, 1962), (44, 28), 3),
    Field("sports hall", "Sporthal De Hoge Weide", (2690, 1245), (60, 40), 12),
)


@dataclass(frozen=True)
class Plot:
    """A piece of ground drawn as rings of corners, or of control points where its edge flows."""

    kind: str
    name: str
    rings: tuple[tuple[Point, ...], ...]
    hole: tuple[Point, ...] = ()
    flowing: bool = False
    beside: str = ""
    """The park whose edge closes the ring: both have the same vertices there."""


GREEN, TREES, PUBLIC = "green", "tree canopy", "public space for movement"
RIVERSIDE_MEADOW = ((2264, 425), (2330, 392), (2400, 376), (2410, 470), (2345, 484), (2266, 496))
PLOTS = (
    Plot(
        "play area",
        "Bouwspeelplaats De Oranjeboom",
        (((1960, 1210), (2010, 1202), (2085, 1205), (2092, 1290), (2030, 1297), (1962, 1268)),),
        ((2015, 1235), (2045, 1232), (2050, 1258), (2018, 1260)),
    ),
    Plot("play area", "Speelveld Kikkerbeet", (((905, 2118), (975, 2113), (978, 2146), (908, 2152)),)),
    Plot("play area", "Speelveld Lekstraat", (((2326, 950), (2352, 946), (2362, 1030), (2338, 1032)),)),
    Plot("play area", "Speelweide Overdijk", (((2105, 70), (2165, 66), (2168, 120), (2108, 124)),)),
    Plot("play area", "Speelweide Molenweg", (((1140, -205), (1190, -200), (1200, -150), (1140, -150)),)),
    # Three in a row that share their borders, corner by corner.
    Plot(GREEN, "Spoorzoom west", (((540, 1416), (660, 1400), (664, 1432), (658, 1479), (545, 1496)),)),
    Plot(GREEN, "Spoorzoom midden", (((660, 1400), (775, 1388), (780, 1430), (772, 1463), (658, 1479), (664, 1432)),)),
    Plot(GREEN, "Spoorzoom oost", (((775, 1388), (890, 1380), (893, 1450), (772, 1463), (780, 1430)),)),
    # Two that have one corner in common.
    Plot(GREEN, "Dorpsweide west", (((1870, -60), (1960, -65), (1966, 28), (1874, 34)),)),
    Plot(GREEN, "Dorpsweide zuid", (((1960, -65), (2030, -72), (2032, -165), (1950, -162)),)),
    Plot(GREEN, "Brinkweide", (((2348, -128), (2345, -225), (2440, -215), (2430, -135)),), beside="F906"),
    Plot(
        GREEN,
        "Rivierweide",
        (((2120, 508), (2165, 482), (2236, 466), (2238, 500), (2172, 522)), RIVERSIDE_MEADOW),
    ),
    Plot(GREEN, "Hovenweide", (((1425, 2280), (1560, 2275), (1575, 2390), (1430, 2395)),)),
    Plot(GREEN, "Sportlaan", (((490, 490), (548, 488), (546, 580), (492, 584)),)),
    Plot(GREEN, "Groenstrook De Hoge Weide", (((2700, 760), (2890, 785), (2895, 880), (2705, 850)),)),
    Plot(GREEN, "Ossenweide", (((1270, -250), (1390, -240), (1395, -140), (1280, -130)),)),
    Plot(PUBLIC, "Stationsplein", (((1612, 1226), (1701, 1222), (1704, 1256), (1614, 1260)),)),
    Plot(
        PUBLIC, "Landgoed De Noordhoek", (((1010, 2300), (1150, 2296), (1160, 2420), (1090, 2450), (1005, 2430)),)
    ),
    Plot(
        PUBLIC,
        "Noorderbos",
        (((1725, 2295), (1900, 2290), (2060, 2288), (2178, 2262), (2184, 2366), (1960, 2395), (1728, 2424)),),
    ),
    Plot(
        PUBLIC,
        "Spoorpark",
        ((
            (1690, 1385), (1800, 1402), (2000, 1448), (2150, 1495), (2145, 1620), (2000, 1572), (1800, 1515),
            (1690, 1492),
        ),),
    ),
    Plot(PUBLIC, "Rivierweide", (RIVERSIDE_MEADOW,)),
    # The only two whose crowns overlap.
    Plot(
        TREES,
        "Noorderbos west",
        (((1722, 2300), (1850, 2288), (1960, 2292), (1990, 2340), (1955, 2392), (1840, 2408), (1735, 2418)),),
        flowing=True,
    ),
    Plot(
        TREES,
        "Noorderbos oost",
        (((1940, 2296), (2060, 2288), (2165, 2268), (2182, 2320), (2170, 2362), (2050, 2382), (1960, 2386)),),
        flowing=True,
    ),
    Plot(
        TREES,
        "Spoorpark",
        (
            ((1700, 1395), (1790, 1410), (1870, 1430), (1890, 1500), (1830, 1512), (1760, 1492), (1698, 1480)),
            ((1930, 1440), (2040, 1468), (2140, 1500), (2138, 1605), (2050, 1580), (1950, 1545)),
        ),
        flowing=True,
    ),
    Plot(TREES, "Landgoed De Noordhoek", (((1020, 2310), (1100, 2300), (1140, 2345), (1080, 2372)),), flowing=True),
    Plot(TREES, "Dorpsbos", (((2180, -430), (2300, -450), (2420, -430), (2410, -340), (2200, -345)),), flowing=True),
    Plot(TREES, "Eendenkooi", (((1450, -180), (1530, -210), (1610, -170), (1600, -70), (1480, -60)),), flowing=True),
    Plot(TREES, "Houtwal", (((-260, 1240), (-190, 1235), (-185, 1275), (-255, 1280)),), flowing=True),
    Plot(TREES, "Geriefbosje", (((250, 1900), (330, 1905), (335, 1955), (255, 1950)),), flowing=True),
)  # fmt: skip
PUBLIC_PARKS = ("F901", "F902", "F903", "F904", "F905", "F906", "F907")
# How many metres the trees along a park's edge reach inwards.
PARK_TREES = {"F901": 24.0, "F903": 18.0, "F905": 22.0, "F907": 14.0}


@dataclass(frozen=True)
class Band:
    """Ground on both sides of a neighbourhood's streets, of some classes or by name, metres to each side."""

    kind: str
    code: str
    half: float
    classes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


BANDS = (
    Band(PUBLIC, "0101", 5.0, ("pedestrian", "living_street"), ("Singel", "Havenkade")),
    Band(PUBLIC, "0301", 5.0, ("living_street", "residential")),
    Band(TREES, "0101", 7.0, (), ("Singel",)),
    Band(
        TREES, "0102", 6.0, (),
        ("Wilgenlaan", "Plataanlaan", "Kastanjelaan", "Olmenlaan", "Stationsstraat", "Noorderweg", "Westerring"),
    ),
    Band(
        TREES, "0201", 7.0, (),
        ("Rembrandtlaan", "Hobbemastraat", "Ruisdaelstraat", "Mauvestraat", "Westerstraatweg", "Veldweg", "Spoorlaan"),
    ),
    Band(TREES, "0202", 8.5, ("residential", "tertiary")),
    Band(TREES, "0203", 7.0, (), ("Maasstraat", "Waalstraat", "Lekstraat", "Merwedestraat", "Oosterweg")),
    Band(TREES, "0204", 5.0, (), ("Industrieweg",)),
    Band(TREES, "0301", 7.5, ("living_street", "residential", "tertiary", "unclassified")),
    Band(TREES, "0302", 5.0, (), ("Laan van Noord", "Noorderkade")),
    Band(TREES, "0401", 6.0, (), ("Lindelaan", "Kersenlaan", "Pastorielaan", "Kerkweg")),
    Band(TREES, "0402", 5.0, (), ("Heerenveldseweg",)),
)  # fmt: skip

# Public space beside the parks and play areas: what is square and what is green among the grounds, and metres from the
# middle of a street to its edge. The estate De Noordhoek may be walked but is private.
SQUARES = ("Stationsplein",)
PUBLIC_GREENS = ("Noorderbos", "Spoorpark", "Rivierweide")
STREET_HALF_WIDTHS = {
    "secondary": 6.0, "tertiary": 6.0, "residential": 5.0, "living_street": 5.0, "pedestrian": 5.0, "unclassified": 4.5,
    "service": 3.0, "cycleway": 2.0, "footway": 1.5, "path": 1.5, "steps": 1.5,
}  # fmt: skip

# The network for bicycles: the classes that it leaves out, where one-way counts for bicycles too, and its own paths.
NOT_BY_BICYCLE = ("steps", "footway", "path")
CYCLE_ONEWAY = ("Oranjestraat", "Esdoornstraat", "Nassaustraat", "Olmenlaan", "Zoutgang")
CYCLE_PATHS: tuple[tuple[str, tuple[Point, ...]], ...] = (
    ("Zomerdelpad", ((2224, 1965), (2350, 1945), (2495, 1950))),
    ("Weidepad", ((1290, 100), (1450, 85), (1650, 120), (1898, 132))),
    ("Hoge Weidepad", ((2940, 985), (2930, 800), (2940, 560), (2935, 370))),
    ("Spoorsteek", ((1500, 1354), (1505, 1420), (1500, 1480))),
    ("Lange Plassteek", ((950, 1343), (945, 1400), (950, 1461))),
    ("Veersteek", ((566, 598), (572, 450), (560, 300))),
)
CYCLE_ISLAND = ("Crossbaan De Bult", ((1560, 250), (1620, 235), (1680, 265), (1670, 320), (1600, 330), (1565, 300)))

"""Names of streets, by the theme of the neighbourhood."""

LANES = (
    "Bakkerssteeg", "Vismarkt", "Touwslagersgang", "Kerksteeg", "Nonnenpad", "Wijde Steeg", "Lakenstraat",
    "Korte Waag", "Kuiperssteeg", "Zoutgang", "Molenwerf", "Schoolsteeg", "Roggestraat", "Kapelgang", "Hofje van Aalst",
)  # fmt: skip

BY_NEIGHBOURHOOD = {
    "0102": (
        "Spoorstraat", "Emmastraat", "Wilgenlaan", "Parallelweg", "Seinstraat", "Wisselstraat", "Perronstraat",
        "Loodsstraat", "Plataanlaan", "Iepenstraat", "Kastanjelaan", "Esdoornstraat", "Beukenstraat", "Olmenlaan",
    ),
    "0201": (
        "Rembrandtlaan", "Vermeerstraat", "Frans Halsstraat", "Jan Steenstraat", "Ruisdaelstraat", "Hobbemastraat",
        "Potterstraat", "Leysterstraat", "Mondriaanstraat", "Mauvestraat", "Israëlsstraat", "Marisstraat",
        "Breitnerstraat", "Jongkindstraat", "Tooropstraat", "Sluijtersstraat",
    ),
    "0202": (
        "Oranjestraat", "Wilhelminalaan", "Julianastraat", "Beatrixstraat", "Prins Hendrikstraat", "Nassaustraat",
        "Amaliastraat", "Mauritsstraat", "Bernhardlaan", "Regentesselaan", "Irenestraat", "Margrietstraat",
    ),
    "0203": (
        "Maasstraat", "Waalstraat", "Lekstraat", "IJsselstraat", "Merwedestraat", "Vechtstraat", "Amstelstraat",
        "Dommelstraat", "Roerstraat", "Eemstraat", "Regge", "Berkelstraat", "Lingestraat",
    ),
    "0204": ("Ampèreweg", "Voltaweg", "Ohmweg", "Wattweg", "Hertzweg", "Jouleweg"),
    "0301": (
        "Korenhof", "Haverhof", "Gerstehof", "Roggehof", "Vlashof", "Klaverhof", "Tarwehof", "Boekweithof", "Hophof",
        "Lupinehof", "Maïshof", "Mosterdhof", "Spelthof", "Wikkehof", "Luzernehof", "Koolzaadhof",
    ),
    "0302": (
        "Waterlelie", "Lisdodde", "Pijlkruid", "Kalmoes", "Zwanenbloem", "Dotterbloem", "Watermunt", "Fonteinkruid",
        "Kikkerbeet", "Gele Lis", "Egelskop", "Rietkraag", "Waterviolier", "Krabbenscheer",
    ),
    "0401": (
        "Dorpsstraat", "Smidsweg", "Pastorielaan", "Meentweg", "Boomgaard", "Eikenhof", "Lindelaan", "Achterweg",
        "Molenpad", "Kersenlaan", "Notenhof",
    ),
}  # fmt: skip

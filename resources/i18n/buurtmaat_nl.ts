<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en">
<context>
    <name>Buurtmaat</name>
    <message>
        <source>"{clear}" cannot clear this column, which every requirement needs</source>
        <translation>"{clear}" kan deze kolom niet leegmaken: elke basiseis heeft haar nodig</translation>
    </message>
    <message>
        <source>A direction field was chosen, but no value for one-way streets: fill in the value for one-way along or against the line.</source>
        <translation>Er is een richtingveld gekozen, maar geen waarde voor eenrichtingsstraten: vul de waarde in voor één richting met de lijn mee of tegen de lijn in.</translation>
    </message>
    <message>
        <source>a double quote</source>
        <translation>een dubbel aanhalingsteken</translation>
    </message>
    <message>
        <source>A facility farther away does not count as reached. Left empty: no limit.</source>
        <translation>Een voorziening die verder weg ligt, telt niet als bereikt. Leeg: geen grens.</translation>
    </message>
    <message>
        <source>A group with fewer is too_few.</source>
        <translation>Een groep met minder krijgt too_few (te weinig).</translation>
    </message>
    <message>
        <source>A hole that a barrier meets stays. 0: fill none.</source>
        <translation>Een gat waar een barrière in ligt, blijft. 0: vul er geen.</translation>
    </message>
    <message>
        <source>a later norm set</source>
        <translation>een latere normenset</translation>
    </message>
    <message>
        <source>A level cannot be called "{name}", as the rows of the neighbourhoods themselves are: rename that field.</source>
        <translation>Een niveau kan niet "{name}" heten, zoals de rijen van de buurten zelf: geef dat veld een andere naam.</translation>
    </message>
    <message>
        <source>A line for each dwelling and facility, from door to door along the streets, in the direction in which it is gone. length_m is its length, access legs included.</source>
        <translation>Een lijn voor elke woning en voorziening, van deur tot deur langs de straten, in de richting waarin men gaat. length_m is de lengte, met de stukken tussen deur en straat erbij.</translation>
    </message>
    <message>
        <source>A line passes barriers if one of these fields is set: not NULL, empty, 0, no or F.</source>
        <translation>Een lijn gaat over of onder barrières door als een van deze velden gevuld is: niet NULL, leeg, 0, no of F.</translation>
    </message>
    <message>
        <source>A line's end joins another line's end or vertex at most this far away, the closest first. 0: only where they coincide.</source>
        <translation>Het einde van een lijn sluit aan op een einde of knikpunt van een andere lijn dat hoogstens zo ver weg ligt, het dichtstbijzijnde eerst. 0: alleen waar ze samenvallen.</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>een lijst</translation>
    </message>
    <message>
        <source>A neighbourhood is called "{name}", as a row of the results is: choose another field for its name.</source>
        <translation>Een buurt heet "{name}", net als een rij van de resultaten: kies een ander veld voor de naam.</translation>
    </message>
    <message>
        <source>A neighbourhood with fewer is too_few: its figures are given, but no verdict.</source>
        <translation>Een buurt met minder woningen is too_few (te weinig woningen): wel cijfers, geen toetsresultaat.</translation>
    </message>
    <message>
        <source>a network for bicycles</source>
        <translation>een netwerk voor fietsers</translation>
    </message>
    <message>
        <source>a norm file</source>
        <translation>een normbestand</translation>
    </message>
    <message>
        <source>A norm set of your own as JSON; it goes before the norm set above.</source>
        <translation>Een eigen normenset als JSON; die gaat voor de normenset hierboven.</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>een getal</translation>
    </message>
    <message>
        <source>A polygon or line without entrances is entered from every street at most this far away, else from the nearest street.</source>
        <translation>Een vlak of lijn zonder ingangen is te betreden vanaf elke straat die hoogstens zo ver weg ligt, anders vanaf de dichtstbijzijnde straat.</translation>
    </message>
    <message>
        <source>a row needs the id of a requirement</source>
        <translation>een rij heeft de id van een basiseis nodig</translation>
    </message>
    <message>
        <source>A Shapefile cuts field names to ten characters; write a GeoPackage to keep: {names}</source>
        <translation>Een Shapefile kort veldnamen af tot tien tekens; schrijf naar een GeoPackage om deze te behouden: {names}</translation>
    </message>
    <message>
        <source>A table with a row for each pair of an origin and a destination: how far it is over the streets, in metres and minutes, and which place the destination takes among those of the origin (rank).

It can be kept to the nearest destinations of each origin, and to those within a limit. Without either, the table gets a row for every pair: 10,000 origins and 10,000 destinations give 100 million rows.

Distances are exact, from door to door; destinations may be points, lines or polygons. Rows stand in the order of the origins, the nearest destination first. An origin that reaches nothing has no row; the log says how many there are, and why.</source>
        <translation>Een tabel met een rij voor elk paar van een herkomst en een bestemming: hoe ver het over straat is, in meters en minuten, en de hoeveelste de bestemming is voor die herkomst (rank).

De tabel kan beperkt blijven tot de dichtstbijzijnde bestemmingen van elke herkomst, en tot die binnen een grens. Zonder die beperkingen krijgt elk paar een rij: 10.000 herkomsten en 10.000 bestemmingen geven 100 miljoen rijen.

Afstanden zijn exact, van deur tot deur; bestemmingen mogen punten, lijnen of vlakken zijn. De rijen staan in de volgorde van de herkomsten, de dichtstbijzijnde bestemming eerst. Een herkomst die niets bereikt, heeft geen rij; het logboek zegt hoeveel dat er zijn, en waarom.</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>een geheel getal</translation>
    </message>
    <message>
        <source>Above 1, a dwelling has a row for each facility that it reaches, numbered in rank from the nearest; facilities equally far come in their order. A dwelling that reaches none has one row.</source>
        <translation>Boven 1 heeft een woning een rij voor elke voorziening die ze bereikt, in rank genummerd vanaf de dichtstbijzijnde; voorzieningen die even ver zijn staan in hun volgorde. Een woning die er geen bereikt heeft één rij.</translation>
    </message>
    <message>
        <source>adopted</source>
        <translation>vastgesteld</translation>
    </message>
    <message>
        <source>Adopted by {who} on {date}.</source>
        <translation>Vastgesteld door {who} op {date}.</translation>
    </message>
    <message>
        <source>All facilities lie inside the neighbourhoods for {ids}: those across the border count too. Take them in if there are any.</source>
        <translation>Alle voorzieningen liggen binnen de buurten voor {ids}: die over de grens tellen ook mee. Neem ze op als ze er zijn.</translation>
    </message>
    <message>
        <source>All streets, with the near misses joined.</source>
        <translation>Alle straten, met de bijna-aansluitingen aangesloten.</translation>
    </message>
    <message>
        <source>All together</source>
        <translation>Alles samen</translation>
    </message>
    <message>
        <source>all within {threshold}</source>
        <translation>alle binnen {threshold}</translation>
    </message>
    <message>
        <source>An end point this near to a line that it is not connected to is a near miss.</source>
        <translation>Een eindpunt dat zo dicht bij een lijn ligt waar het niet op aansluit, is een bijna-aansluiting.</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>een object</translation>
    </message>
    <message>
        <source>an object in braces</source>
        <translation>een object tussen accolades</translation>
    </message>
    <message>
        <source>An unfinished output could not be removed; please delete it yourself: {why}</source>
        <translation>Een onvoltooide uitvoer kon niet worden verwijderd; verwijder die zelf: {why}</translation>
    </message>
    <message>
        <source>an unknown date</source>
        <translation>een onbekende datum</translation>
    </message>
    <message>
        <source>an unnamed reference system</source>
        <translation>een referentiestelsel zonder naam</translation>
    </message>
    <message>
        <source>another requirement has this id; give each its own</source>
        <translation>een andere basiseis heeft deze id; geef elke basiseis een eigen id</translation>
    </message>
    <message>
        <source>areas</source>
        <translation>vlakken</translation>
    </message>
    <message>
        <source>Areas that overlap</source>
        <translation>Gebieden die overlappen</translation>
    </message>
    <message>
        <source>at least {n}</source>
        <translation>ten minste {n}</translation>
    </message>
    <message>
        <source>Barriers</source>
        <translation>Barrières</translation>
    </message>
    <message>
        <source>basic requirements,threshold,norm,neighbourhood,social infrastructure,compliance,facilities,dwellings</source>
        <translation>basiseisen,drempelwaarde,norm,buurt,sociale infrastructuur,toetsing,voorzieningen,woningen</translation>
    </message>
    <message>
        <source>Buurtmaat cannot run in this QGIS yet: its Python lacks {packages}.</source>
        <translation>Buurtmaat kan in deze QGIS nog niet rekenen: in de Python ervan ontbreekt {packages}.</translation>
    </message>
    <message>
        <source>Cancelled: nothing was written.</source>
        <translation>Geannuleerd: er is niets geschreven.</translation>
    </message>
    <message>
        <source>capacity not known</source>
        <translation>capaciteit niet bekend</translation>
    </message>
    <message>
        <source>Check basic requirements</source>
        <translation>Basiseisen toetsen</translation>
    </message>
    <message>
        <source>Check network</source>
        <translation>Netwerk controleren</translation>
    </message>
    <message>
        <source>Checks for every neighbourhood whether its dwellings have the facilities that a norm set asks for.</source>
        <translation>Toetst voor elke buurt of de woningen de voorzieningen hebben waar een normenset om vraagt.</translation>
    </message>
    <message>
        <source>Checks for every neighbourhood whether its dwellings have the facilities that a norm set asks for: a facility within a distance or a time on foot or by bicycle, a number or several kinds of them, a basket of daily facilities, facilities per number of dwellings, or a share of the area.

Give the dwellings, the neighbourhoods, one or several layers of facilities and the streets. Choose a shipped norm set, a norm file (JSON), or fill in the table of requirements; the table also changes or extends a set. No norm here is law: the shipped values are examples, to be replaced by your own.

Results: every dwelling with its distance to each requirement; every neighbourhood with its share within the threshold and its verdict (meets, fails, unknown, too_few, not_applicable); and a table with all figures, with a row for the whole and for dwellings outside all neighbourhoods. What is not known is never called met or failed: a verdict stands only where no unknown could turn it.

Several facility layers: their types come from FACILITY_TYPES, else from the type field, else from the layer's name. “Selected features only” does not exist for these; filter the layer instead.</source>
        <translation>Toetst per buurt of de woningen de voorzieningen hebben die een normenset vraagt: een voorziening binnen een afstand of reistijd te voet of per fiets, een aantal of meer soorten daarvan, een pakket dagelijkse voorzieningen, voorzieningen naar het aantal woningen, of een aandeel van de oppervlakte.

Geef de woningen, de buurten, een of meer lagen met voorzieningen en de straten. Kies een meegeleverde normenset of een normbestand (JSON), of vul de tabel met basiseisen in; de tabel kan een normenset ook wijzigen of aanvullen. Geen enkele norm hier is wettelijk: de meegeleverde waarden zijn voorbeeldwaarden; vervang ze door eigen waarden.

Resultaten: elke woning met de afstand voor elke basiseis; elke buurt met het aandeel binnen de drempelwaarde en het toetsresultaat (meets: voldoet, fails: voldoet niet, unknown: niet te beoordelen, too_few: te weinig woningen, not_applicable: niet van toepassing); en een tabel met alle cijfers, met een rij voor het geheel en een voor woningen buiten alle buurten. Wat niet bekend is, telt nooit als voldaan of niet voldaan: een toetsresultaat staat er alleen waar het onbekende het niet kan omkeren.

Meerdere lagen met voorzieningen: hun types komen uit FACILITY_TYPES, anders uit het typeveld, anders uit de naam van de laag. “Alleen geselecteerde objecten” bestaat hiervoor niet; filter dan de laag.</translation>
    </message>
    <message>
        <source>column {column}</source>
        <translation>kolom {column}</translation>
    </message>
    <message>
        <source>Computed in a transverse Mercator centred on {lat}, {lon}, since {crs} is not true to scale in metres here.</source>
        <translation>Berekend in een transversale Mercator met als middelpunt {lat}, {lon}, omdat {crs} hier niet op ware schaal in meters is.</translation>
    </message>
    <message>
        <source>Computed in {crs}, since the data lie in the Netherlands.</source>
        <translation>Berekend in {crs}, omdat de gegevens in Nederland liggen.</translation>
    </message>
    <message>
        <source>Computed in {crs}, that of “{layer}”.</source>
        <translation>Berekend in {crs}, dat van “{layer}”.</translation>
    </message>
    <message>
        <source>Computed in {crs}, that of “{layer}”: true to scale here.</source>
        <translation>Berekend in {crs}, dat van “{layer}”: hier op ware schaal.</translation>
    </message>
    <message>
        <source>Connected parts</source>
        <translation>Samenhangende delen</translation>
    </message>
    <message>
        <source>Connected parts shorter than {m} m, which points snap past: {n}, {km} km together.</source>
        <translation>Samenhangende delen korter dan {m} m, die punten overslaan: {n}, samen {km} km.</translation>
    </message>
    <message>
        <source>Count the way between door and street</source>
        <translation>Weg tussen deur en straat meetellen</translation>
    </message>
    <message>
        <source>count,number,within,distance,network,facility,types,choice,variety,walking,minutes</source>
        <translation>aantal,tellen,binnen,afstand,netwerk,voorziening,types,keuze,variatie,lopen,minuten</translation>
    </message>
    <message>
        <source>Counts for every dwelling the facilities, and the types of them, within some limits.</source>
        <translation>Telt voor elke woning de voorzieningen, en de types daarvan, binnen een of meer grenzen.</translation>
    </message>
    <message>
        <source>Counts in the facilities' weight. Left empty: each feature counts for one.</source>
        <translation>Telt mee in het gewicht van de voorzieningen. Leeg: elk object telt als één.</translation>
    </message>
    <message>
        <source>cumulative</source>
        <translation>cumulatief</translation>
    </message>
    <message>
        <source>Dead ends within {m} m of the study area's border: {n}.</source>
        <translation>Doodlopende einden binnen {m} m van de grens van het studiegebied: {n}.</translation>
    </message>
    <message>
        <source>Debian and Ubuntu: run “sudo apt install {debian}”.</source>
        <translation>Debian en Ubuntu: voer “sudo apt install {debian}” uit.</translation>
    </message>
    <message>
        <source>Destinations</source>
        <translation>Bestemmingen</translation>
    </message>
    <message>
        <source>Destinations without geometry or off the network, not used: {n} of {all}</source>
        <translation>Bestemmingen zonder geometrie of buiten het netwerk, niet gebruikt: {n} van {all}</translation>
    </message>
    <message>
        <source>Developed areas</source>
        <translation>Bebouwd gebied</translation>
    </message>
    <message>
        <source>did you mean {names}?</source>
        <translation>is {names} bedoeld?</translation>
    </message>
    <message>
        <source>dissolved</source>
        <translation>samengevoegd</translation>
    </message>
    <message>
        <source>Distance matrix</source>
        <translation>Afstandsmatrix</translation>
    </message>
    <message>
        <source>distance,network,nearest,closest,facility,walking,minutes,travel time,route,several</source>
        <translation>afstand,netwerk,dichtstbijzijnde,naaste,voorziening,lopen,minuten,reistijd,route,meerdere</translation>
    </message>
    <message>
        <source>District, settlement, municipality: the results table gets rows for their areas too.</source>
        <translation>Wijk, kern, gemeente: de resultatentabel krijgt ook rijen voor die gebieden.</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>concept</translation>
    </message>
    <message>
        <source>Dwellings</source>
        <translation>Woningen</translation>
    </message>
    <message>
        <source>dwellings</source>
        <translation>woningen</translation>
    </message>
    <message>
        <source>dwellings and neighbourhoods</source>
        <translation>woningen en buurten</translation>
    </message>
    <message>
        <source>dwellings depend on it</source>
        <translation>er hangen woningen van af</translation>
    </message>
    <message>
        <source>Dwellings in more than one neighbourhood, or on a border, held by the first: {n}</source>
        <translation>Woningen in meer dan één buurt of op een grens, gerekend bij de eerste buurt: {n}</translation>
    </message>
    <message>
        <source>Dwellings off the network, counted as unknown: {n} ({ids})</source>
        <translation>Woningen buiten het netwerk, geteld als onbekend: {n} ({ids})</translation>
    </message>
    <message>
        <source>Dwellings outside all neighbourhoods: {n} ({ids})</source>
        <translation>Woningen buiten alle buurten: {n} ({ids})</translation>
    </message>
    <message>
        <source>Dwellings that reach a facility</source>
        <translation>Woningen die een voorziening bereiken</translation>
    </message>
    <message>
        <source>Dwellings that reach none</source>
        <translation>Woningen die er geen bereiken</translation>
    </message>
    <message>
        <source>Dwellings whose number is NULL or negative, counted as 0: {n} ({ids})</source>
        <translation>Woningen met een aantal dat NULL of negatief is, geteld als 0: {n} ({ids})</translation>
    </message>
    <message>
        <source>Dwellings with their nearest facility</source>
        <translation>Woningen met hun dichtstbijzijnde voorziening</translation>
    </message>
    <message>
        <source>Dwellings with what they have</source>
        <translation>Woningen met hun voorzieningen</translation>
    </message>
    <message>
        <source>Dwellings with what they reach</source>
        <translation>Woningen met wat ze bereiken</translation>
    </message>
    <message>
        <source>Dwellings without geometry, counted as unknown: {n} ({ids})</source>
        <translation>Woningen zonder geometrie, geteld als onbekend: {n} ({ids})</translation>
    </message>
    <message>
        <source>Dwellings: {rows} features with {n} dwellings, in {m} neighbourhoods.</source>
        <translation>Woningen: {rows} objecten met {n} woningen, in {m} buurten.</translation>
    </message>
    <message>
        <source>each item of {key}</source>
        <translation>elk onderdeel van {key}</translation>
    </message>
    <message>
        <source>each its own</source>
        <translation>elk een eigen gebied</translation>
    </message>
    <message>
        <source>each type of {key}</source>
        <translation>elk type van {key}</translation>
    </message>
    <message>
        <source>east</source>
        <translation>oosten</translation>
    </message>
    <message>
        <source>Edges</source>
        <translation>Takken</translation>
    </message>
    <message>
        <source>End points joined within the tolerance: {n}</source>
        <translation>Eindpunten verbonden binnen de tolerantie: {n}</translation>
    </message>
    <message>
        <source>Entrances</source>
        <translation>Ingangen</translation>
    </message>
    <message>
        <source>Entrances were chosen, but not the field with the facility that each belongs to: choose it.</source>
        <translation>Er zijn ingangen gekozen, maar niet het veld met de voorziening waar elke ingang bij hoort: kies dat veld.</translation>
    </message>
    <message>
        <source>example</source>
        <translation>voorbeeldwaarde</translation>
    </message>
    <message>
        <source>exclude must give a field name and at least one value to leave out</source>
        <translation>exclude moet een veldnaam geven en minstens één waarde om weg te laten</translation>
    </message>
    <message>
        <source>expected "," or "{end}", found {found}</source>
        <translation>"," of "{end}" verwacht, maar {found} gevonden</translation>
    </message>
    <message>
        <source>expected ":" after the key {key}, found {found}</source>
        <translation>":" verwacht na de sleutel {key}, maar {found} gevonden</translation>
    </message>
    <message>
        <source>expected a key in double quotes (decimals take a point), found {found}</source>
        <translation>een sleutel tussen dubbele aanhalingstekens verwacht (decimalen krijgen een punt), maar {found} gevonden</translation>
    </message>
    <message>
        <source>expected a value (text in double quotes, a number, true, false, null, a list or an object), found {found}</source>
        <translation>een waarde verwacht (tekst tussen dubbele aanhalingstekens, een getal, true, false, null, een lijst of een object), maar {found} gevonden</translation>
    </message>
    <message>
        <source>expected the end of the file, found {found}</source>
        <translation>het einde van het bestand verwacht, maar {found} gevonden</translation>
    </message>
    <message>
        <source>Facilities</source>
        <translation>Voorzieningen</translation>
    </message>
    <message>
        <source>facilities</source>
        <translation>voorzieningen</translation>
    </message>
    <message>
        <source>Facilities and what used them</source>
        <translation>Voorzieningen en waarvoor ze zijn gebruikt</translation>
    </message>
    <message>
        <source>Facilities in “{layer}” with a negative {field}, read as unknown: {n}</source>
        <translation>Voorzieningen in “{layer}” met een negatieve {field}, gelezen als onbekend: {n}</translation>
    </message>
    <message>
        <source>facilities off the network</source>
        <translation>voorzieningen buiten het netwerk</translation>
    </message>
    <message>
        <source>Facilities with the dwellings that reach them</source>
        <translation>Voorzieningen met de woningen die ze bereiken</translation>
    </message>
    <message>
        <source>Facilities within reach</source>
        <translation>Voorzieningen binnen bereik</translation>
    </message>
    <message>
        <source>Facilities without a limit in {field}, for which {limit} holds: {n} ({ids})</source>
        <translation>Voorzieningen zonder grens in {field}, waarvoor {limit} geldt: {n} ({ids})</translation>
    </message>
    <message>
        <source>Facilities without a type, counted among the facilities only: {n} of {all}</source>
        <translation>Voorzieningen zonder type, alleen bij de voorzieningen geteld: {n} van {all}</translation>
    </message>
    <message>
        <source>Facilities without geometry or off the network, listed without an area: {n} ({ids})</source>
        <translation>Voorzieningen zonder geometrie of niet aan het netwerk te koppelen, vermeld zonder gebied: {n} ({ids})</translation>
    </message>
    <message>
        <source>Facilities without geometry or off the network, not used: {n} of {all}</source>
        <translation>Voorzieningen zonder geometrie of buiten het netwerk, niet gebruikt: {n} van {all}</translation>
    </message>
    <message>
        <source>Facilities: {n} in {layers} layers, of {m} types: {types}.</source>
        <translation>Voorzieningen: {n} in {layers} lagen, van {m} types: {types}.</translation>
    </message>
    <message>
        <source>facility must name at least one type, and no empty one</source>
        <translation>facility moet minstens één type noemen, en geen leeg type</translation>
    </message>
    <message>
        <source>facility names the type {type} twice</source>
        <translation>facility noemt het type {type} twee keer</translation>
    </message>
    <message>
        <source>facility {type} must not hold |; write the types as a list</source>
        <translation>facility {type} mag geen | bevatten; schrijf de types als een lijst</translation>
    </message>
    <message>
        <source>FACILITY_TYPES has {n} entries for {m} layers of facilities: give one for each layer, in their order.</source>
        <translation>FACILITY_TYPES heeft {n} onderdelen voor {m} lagen met voorzieningen: geef er één per laag, in dezelfde volgorde.</translation>
    </message>
    <message>
        <source>fails</source>
        <translation>voldoet niet</translation>
    </message>
    <message>
        <source>Farthest from a point to the network (m)</source>
        <translation>Grootste afstand van een punt tot het netwerk (m)</translation>
    </message>
    <message>
        <source>Fewest dwellings to judge a landlord or complex by</source>
        <translation>Minste aantal woningen om een verhuurder of complex te toetsen</translation>
    </message>
    <message>
        <source>Fewest dwellings to judge a neighbourhood by</source>
        <translation>Minimumaantal woningen om een buurt te beoordelen</translation>
    </message>
    <message>
        <source>field must be the name of a field, not empty</source>
        <translation>field moet de naam van een veld zijn, en niet leeg</translation>
    </message>
    <message>
        <source>field not filled in</source>
        <translation>veld niet ingevuld</translation>
    </message>
    <message>
        <source>Field to judge dwellings by, such as the landlord</source>
        <translation>Veld om woningen per groep te toetsen, zoals de verhuurder</translation>
    </message>
    <message>
        <source>Field with a limit of the facility's own</source>
        <translation>Veld met een eigen grens van de voorziening</translation>
    </message>
    <message>
        <source>Field with the capacity</source>
        <translation>Veld met de capaciteit</translation>
    </message>
    <message>
        <source>Field with the destination's id</source>
        <translation>Veld met de id van de bestemming</translation>
    </message>
    <message>
        <source>Field with the direction of one-way streets</source>
        <translation>Veld met de richting van eenrichtingsstraten</translation>
    </message>
    <message>
        <source>Field with the entrance's facility</source>
        <translation>Veld met de voorziening van de ingang</translation>
    </message>
    <message>
        <source>Field with the facility's id</source>
        <translation>Veld met de id van de voorziening</translation>
    </message>
    <message>
        <source>Field with the living environment</source>
        <translation>Veld met het woonmilieu</translation>
    </message>
    <message>
        <source>Field with the minutes a line takes</source>
        <translation>Veld met de minuten die een lijn kost</translation>
    </message>
    <message>
        <source>Field with the neighbourhood's code or name</source>
        <translation>Veld met de code of naam van de buurt</translation>
    </message>
    <message>
        <source>Field with the number of dwellings</source>
        <translation>Veld met het aantal woningen</translation>
    </message>
    <message>
        <source>Field with the origin's id</source>
        <translation>Veld met de id van de herkomst</translation>
    </message>
    <message>
        <source>Field with the speed (km/h)</source>
        <translation>Veld met de snelheid (km/u)</translation>
    </message>
    <message>
        <source>Field with the type of facility</source>
        <translation>Veld met het type voorziening</translation>
    </message>
    <message>
        <source>FIELD_MAP has the entry "{entry}"; write role=field, with semicolons between entries.</source>
        <translation>FIELD_MAP heeft het onderdeel "{entry}"; schrijf rol=veld, met puntkomma’s ertussen.</translation>
    </message>
    <message>
        <source>FIELD_MAP names "{role}", which no requirement uses; the roles are: {roles}.</source>
        <translation>FIELD_MAP noemt "{role}", maar geen basiseis gebruikt dat; de rollen zijn: {roles}.</translation>
    </message>
    <message>
        <source>Fields that mark bridges and tunnels</source>
        <translation>Velden die bruggen en tunnels aangeven</translation>
    </message>
    <message>
        <source>Fields to sum up by</source>
        <translation>Velden om naar op te tellen</translation>
    </message>
    <message>
        <source>Fill holes smaller than (m²)</source>
        <translation>Vul gaten kleiner dan (m²)</translation>
    </message>
    <message>
        <source>Finds for every dwelling the nearest facilities over the streets, in metres and minutes.</source>
        <translation>Zoekt voor elke woning de dichtstbijzijnde voorzieningen over de straten, in meters en minuten.</translation>
    </message>
    <message>
        <source>Finds the streets within a distance or a time of facilities, as lines and as polygons.</source>
        <translation>Bepaalt de straten binnen een afstand of reistijd van voorzieningen, als lijnen en als vlakken.</translation>
    </message>
    <message>
        <source>For a ferry, for example; it wins over the speed. Counts in minutes only.</source>
        <translation>Voor een veerpont bijvoorbeeld; gaat voor de snelheid. Telt alleen in minuten.</translation>
    </message>
    <message>
        <source>For each layer in order a type, or a field in brackets, with semicolons: school;;[fclass].</source>
        <translation>Per laag, in volgorde, een type of een veld tussen vierkante haken, met puntkomma’s ertussen: school;;[fclass].</translation>
    </message>
    <message>
        <source>For every dwelling and every limit: how many facilities it reaches over the streets, and how many different types of them. On request also the other way round: how many dwellings reach each facility.

A facility counts if its distance, from door to door, is at most the limit. Types are compared without case; a facility without a type counts among the facilities only.

Every dwelling comes out once, with all its fields. Where nothing is reached, the count is 0 and row_status says why: beyond_limit, unreachable or no_facility. Where the count is not known it is NULL: no_geometry or off_network.</source>
        <translation>Voor elke woning en elke grens: hoeveel voorzieningen ze over straat bereikt, en hoeveel verschillende types. Op verzoek ook andersom: hoeveel woningen elke voorziening bereiken.

Een voorziening telt mee als de afstand van deur tot deur hoogstens de grens is. Bij het vergelijken van types tellen hoofdletters niet; een voorziening zonder type telt alleen bij de voorzieningen.

Elke woning komt er één keer uit, met al haar velden. Waar niets wordt bereikt, is het aantal 0 en zegt row_status waarom: beyond_limit, unreachable of no_facility. Waar het aantal niet bekend is, is het NULL: no_geometry of off_network.</translation>
    </message>
    <message>
        <source>For every dwelling: the nearest facility over the streets, or the several nearest, how far each is in metres and minutes, and in a straight line; on request the route from door to door.

The distance is exact: from the door straight to the nearest street, along the streets, and straight to the facility. Streets connect where they share a vertex, also in the middle of a line. Facilities may be points, lines or polygons; a park is entered from every street along it, or at its entrances.

Every dwelling comes out once, with all its fields; where several facilities are asked for, once for each that it reaches, the nearest first. row_status says why one has no facility: no_geometry, off_network, unreachable, beyond_limit or no_facility. detour is the distance over the streets divided by that in a straight line; above 1.6 a barrier is worth looking for.</source>
        <translation>Voor elke woning: de dichtstbijzijnde voorziening over de straten, of de eerste paar, hoe ver elk is in meters en minuten, en hemelsbreed; desgewenst de route van deur tot deur.

De afstand is exact: van de deur recht naar de dichtstbijzijnde straat, langs de straten, en recht naar de voorziening. Straten sluiten op elkaar aan waar ze een hoekpunt delen, ook midden in een lijn. Voorzieningen mogen punten, lijnen of vlakken zijn; een park is te betreden vanaf elke straat erlangs, of bij zijn ingangen.

Elke woning komt er één keer uit, met al haar velden; waar meer voorzieningen worden gevraagd, één keer voor elke die ze bereikt, de dichtstbijzijnde eerst. row_status zegt waarom een woning geen voorziening heeft: no_geometry, off_network, unreachable, beyond_limit of no_facility. detour is de afstand over de straten gedeeld door die hemelsbreed; boven 1,6 loont het een barrière te zoeken.</translation>
    </message>
    <message>
        <source>For every facility: the streets from which it can be reached within a limit, in metres or minutes, as lines and as polygons that follow these streets.

Lines end exactly where the limit ends, and no street counts twice. A polygon is the ground at most the buffer away from them, so it never reaches across water without a bridge by more than that; small holes are filled, unless a barrier lies in them.

Several limits go in one run, separated by semicolons; as rings each holds what lies beyond the one before. Areas may overlap, be dissolved into one, or be split, so that every place belongs to the nearest facility. A facility without a geometry or off the network is listed with its row_status.</source>
        <translation>Voor elke voorziening: de straten van waaruit die binnen een grens te bereiken is, in meters of minuten, als lijnen en als vlakken die deze straten volgen.

Lijnen eindigen precies waar de grens ligt, en geen straat telt dubbel. Een vlak is de grond op hoogstens de bufferafstand ervan, en reikt dus nooit verder dan dat over water zonder brug; kleine gaten worden gevuld, tenzij er een barrière in ligt.

Meer grenzen gaan in één keer, met puntkomma's; als ringen bevat elk wat voorbij de vorige ligt. Gebieden mogen overlappen, tot één samengevoegd worden, of verdeeld, zodat elke plek bij de dichtstbijzijnde voorziening hoort. Een voorziening zonder geometrie of zonder verbinding met het netwerk staat er met haar row_status bij.</translation>
    </message>
    <message>
        <source>For features that stand for several dwellings. Left empty: each counts for one.</source>
        <translation>Voor objecten die voor meerdere woningen staan. Leeg: elk telt als één.</translation>
    </message>
    <message>
        <source>For norms that ask for a share of the developed area.</source>
        <translation>Voor normen die een aandeel van het bebouwd gebied vragen.</translation>
    </message>
    <message>
        <source>For norms that differ by living environment. Left empty: living_environment or woonmilieu if there is one.</source>
        <translation>Voor normen die per woonmilieu verschillen. Leeg: living_environment of woonmilieu, als dat veld er is.</translation>
    </message>
    <message>
        <source>format must be {known}; it may be left out</source>
        <translation>format moet {known} zijn; weglaten mag ook</translation>
    </message>
    <message>
        <source>format {number} is newer than the {known} that this version of Buurtmaat reads; install a newer version</source>
        <translation>format {number} is nieuwer dan {known}, dat deze versie van Buurtmaat leest; installeer een nieuwere versie</translation>
    </message>
    <message>
        <source>from abroad</source>
        <translation>uit het buitenland</translation>
    </message>
    <message>
        <source>Gates and doors. A facility with an entrance is entered there only.</source>
        <translation>Poorten en deuren. Een voorziening met een ingang is alleen daar te betreden.</translation>
    </message>
    <message>
        <source>Holds the id of the facility that the entrance belongs to.</source>
        <translation>Bevat de id van de voorziening waar de ingang bij hoort.</translation>
    </message>
    <message>
        <source>How many rows an origin gets at most.</source>
        <translation>Hoeveel rijen een herkomst hoogstens krijgt.</translation>
    </message>
    <message>
        <source>HTML files (*.html)</source>
        <translation>HTML-bestanden (*.html)</translation>
    </message>
    <message>
        <source>id must be letters, digits, - and _, at most {most}, not {value}</source>
        <translation>id moet uit hoogstens {most} letters, cijfers, - en _ bestaan, niet {value}</translation>
    </message>
    <message>
        <source>id must be lower-case letters, digits and _, start with a letter and be at most {most} long, not {value}</source>
        <translation>id moet uit hoogstens {most} kleine letters, cijfers en _ bestaan en met een letter beginnen, niet {value}</translation>
    </message>
    <message>
        <source>inhabitants</source>
        <translation>inwoners</translation>
    </message>
    <message>
        <source>Its name in the facility layers. Left empty: the layer's name and the feature id.</source>
        <translation>De naam ervan in de lagen met voorzieningen. Leeg: de naam van de laag en de object-id.</translation>
    </message>
    <message>
        <source>Its name, in the facility layers that have it. The types are compared without case.</source>
        <translation>De naam ervan, in de lagen met voorzieningen die het hebben. Bij het vergelijken van types tellen hoofdletters niet.</translation>
    </message>
    <message>
        <source>Join end points within (m)</source>
        <translation>Eindpunten verbinden binnen (m)</translation>
    </message>
    <message>
        <source>Joins within the tolerance that were skipped, since they would have collapsed a street: {n}</source>
        <translation>Verbindingen binnen de tolerantie die zijn overgeslagen, omdat een straat dan zou samenvallen: {n}</translation>
    </message>
    <message>
        <source>knowledge institute</source>
        <translation>kennisinstituut</translation>
    </message>
    <message>
        <source>Leave it empty on foot: then all streets go both ways.</source>
        <translation>Laat dit leeg voor lopen: dan gaan alle straten beide kanten op.</translation>
    </message>
    <message>
        <source>Limits (m or min)</source>
        <translation>Grenzen (m of min)</translation>
    </message>
    <message>
        <source>Lines cut by barriers: {n}</source>
        <translation>Lijnen doorgeknipt door barrières: {n}</translation>
    </message>
    <message>
        <source>Lines of “{layer}” that are left out for {mode}: {n}</source>
        <translation>Lijnen van “{layer}” die wegvallen voor {mode}: {n}</translation>
    </message>
    <message>
        <source>Lines or polygons that nobody crosses: water, railways, motorways. Streets are cut where they meet one, but for bridges and tunnels, and no way from a door to a street crosses one.</source>
        <translation>Lijnen of vlakken die niemand oversteekt: water, spoor, snelwegen. Straten worden doorgeknipt waar ze er een raken, behalve bruggen en tunnels, en geen weg van deur naar straat gaat eroverheen.</translation>
    </message>
    <message>
        <source>Lines that bicycles may use. Without it, what is measured by bicycle is unknown.</source>
        <translation>Lijnen waar fietsers mogen rijden. Zonder deze laag is wat per fiets wordt gemeten niet te beoordelen.</translation>
    </message>
    <message>
        <source>Lines that people walk along. They are connected where they share a vertex, in the middle of a line too; lines that cross without one are a bridge. Take in the streets around the area as well, at least as far as the largest threshold.</source>
        <translation>Lijnen waar mensen langs lopen. Ze sluiten op elkaar aan waar ze een knikpunt delen, ook midden in een lijn; lijnen die elkaar zonder knikpunt kruisen, zijn een brug. Neem ook de straten rondom het gebied mee, minstens zo ver als de grootste drempelwaarde.</translation>
    </message>
    <message>
        <source>Lines without geometry, left out: {n}</source>
        <translation>Lijnen zonder geometrie, weggelaten: {n}</translation>
    </message>
    <message>
        <source>Lines without length, left out: {n}</source>
        <translation>Lijnen zonder lengte, weggelaten: {n}</translation>
    </message>
    <message>
        <source>macOS: run “python3 -m pip install --user {pip}” in the Terminal, with the python3 that lies inside QGIS.app (Contents/MacOS/bin).</source>
        <translation>macOS: voer “python3 -m pip install --user {pip}” uit in de Terminal, met de python3 die in QGIS.app zit (Contents/MacOS/bin).</translation>
    </message>
    <message>
        <source>matrix,distance,network,origin,destination,od,nearest,table,walking,minutes,travel time</source>
        <translation>matrix,afstand,netwerk,herkomst,bestemming,hb,dichtstbijzijnde,tabel,lopen,minuten,reistijd</translation>
    </message>
    <message>
        <source>Measure in</source>
        <translation>Meten in</translation>
    </message>
    <message>
        <source>Measured over {input} as {mode}, {kmh} km/h: {ids}</source>
        <translation>Gemeten over {input} als {mode}, {kmh} km/u: {ids}</translation>
    </message>
    <message>
        <source>Measures from every origin to every destination over the streets, in metres and minutes.</source>
        <translation>Meet van elke herkomst naar elke bestemming over straat, in meters en minuten.</translation>
    </message>
    <message>
        <source>meets</source>
        <translation>voldoet</translation>
    </message>
    <message>
        <source>Mended streets</source>
        <translation>Herstelde straten</translation>
    </message>
    <message>
        <source>metres</source>
        <translation>meters</translation>
    </message>
    <message>
        <source>minimum is {minimum} types, and facility names only {number}; no dwelling could ever have that many</source>
        <translation>minimum is {minimum} types, en facility noemt er maar {number}; zoveel kan geen enkele woning er hebben</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>minuten</translation>
    </message>
    <message>
        <source>mode must be a mode of the set or {modes}, not {value}</source>
        <translation>mode moet een mode van de normenset zijn of {modes}, niet {value}</translation>
    </message>
    <message>
        <source>municipal guideline</source>
        <translation>gemeentelijke richtlijn</translation>
    </message>
    <message>
        <source>Names the destination in the table. Left empty: its feature id.</source>
        <translation>Noemt de bestemming in de tabel. Leeg: de object-id.</translation>
    </message>
    <message>
        <source>Names the facility in the result. Left empty: its feature id.</source>
        <translation>Noemt de voorziening in het resultaat. Leeg: de object-id.</translation>
    </message>
    <message>
        <source>Names the neighbourhood in the results. Left empty: buurtcode or BU_CODE if there is one, else its feature id.</source>
        <translation>Noemt de buurt in de resultaten. Leeg: buurtcode of BU_CODE als die er is, anders de object-id.</translation>
    </message>
    <message>
        <source>Names the origin in the table. Left empty: its feature id.</source>
        <translation>Noemt de herkomst in de tabel. Leeg: de object-id.</translation>
    </message>
    <message>
        <source>national guideline</source>
        <translation>landelijke richtlijn</translation>
    </message>
    <message>
        <source>Near misses joined: {n}; streets that changed: {lines}.</source>
        <translation>Bijna-aansluitingen die zijn aangesloten: {n}; straten die zijn gewijzigd: {lines}.</translation>
    </message>
    <message>
        <source>Near misses that were not joined, since they lead into the middle of a bridge or tunnel, or a street would collapse: {n}</source>
        <translation>Bijna-aansluitingen die niet zijn aangesloten, omdat ze midden op een brug of in een tunnel uitkomen of een straat zou wegvallen: {n}</translation>
    </message>
    <message>
        <source>Near misses, islands and other places that deserve a look, the gravest first.</source>
        <translation>Bijna-aansluitingen, eilanden en andere plekken die aandacht verdienen, de ernstigste eerst.</translation>
    </message>
    <message>
        <source>Nearest destinations of each origin (0: all)</source>
        <translation>Dichtstbijzijnde bestemmingen per herkomst (0: alle)</translation>
    </message>
    <message>
        <source>Nearest facility</source>
        <translation>Dichtstbijzijnde voorziening</translation>
    </message>
    <message>
        <source>Neighbourhood</source>
        <translation>Buurt</translation>
    </message>
    <message>
        <source>Neighbourhoods</source>
        <translation>Buurten</translation>
    </message>
    <message>
        <source>neighbourhoods</source>
        <translation>buurten</translation>
    </message>
    <message>
        <source>Neighbourhoods that meet all requirements</source>
        <translation>Buurten die aan alle basiseisen voldoen</translation>
    </message>
    <message>
        <source>Neighbourhoods that overlap, whose common ground counts for the first: {n} pairs</source>
        <translation>Buurten die elkaar overlappen, waarvan de gezamenlijke grond bij de eerste telt: {n} paren</translation>
    </message>
    <message>
        <source>Neighbourhoods with their verdicts</source>
        <translation>Buurten met hun toetsresultaat</translation>
    </message>
    <message>
        <source>Neighbourhoods without {field}, called # and their feature id: {n}</source>
        <translation>Buurten zonder {field}, aangeduid met # en hun object-id: {n}</translation>
    </message>
    <message>
        <source>Neighbourhoods without {field}, in no area of that level: {n}</source>
        <translation>Buurten zonder {field}, die op dat niveau in geen gebied liggen: {n}</translation>
    </message>
    <message>
        <source>Network issues</source>
        <translation>Knelpunten in het netwerk</translation>
    </message>
    <message>
        <source>Network of “{layer}”: {lines} lines, {km} km; {parts} connected parts, the longest with {share} % of the length.</source>
        <translation>Netwerk van “{layer}”: {lines} lijnen, {km} km; {parts} samenhangende delen, het langste met {share} % van de lengte.</translation>
    </message>
    <message>
        <source>network,topology,connected,island,gap,near miss,streets</source>
        <translation>netwerk,topologie,samenhang,eiland,gat,bijna-aansluiting,straten</translation>
    </message>
    <message>
        <source>No dwelling lies in any neighbourhood: check the layers and their reference systems.</source>
        <translation>Geen enkele woning ligt in een buurt: controleer de lagen en hun referentiestelsels.</translation>
    </message>
    <message>
        <source>no dwellings to spread a figure over</source>
        <translation>geen woningen om een cijfer over te verdelen</translation>
    </message>
    <message>
        <source>no facilities known</source>
        <translation>geen voorzieningen bekend</translation>
    </message>
    <message>
        <source>No facility layer has the field "{field}" of CAPACITY_FIELD; choose another, or leave it empty.</source>
        <translation>Geen laag met voorzieningen heeft het veld "{field}" van CAPACITY_FIELD; kies een ander of laat het leeg.</translation>
    </message>
    <message>
        <source>No facility layer has the field "{field}" of TYPE_FIELD; "{layer}" has: {fields}.</source>
        <translation>Geen laag met voorzieningen heeft het veld "{field}" van TYPE_FIELD; "{layer}" heeft: {fields}.</translation>
    </message>
    <message>
        <source>no figure</source>
        <translation>geen cijfer</translation>
    </message>
    <message>
        <source>No legal norm.</source>
        <translation>Geen wettelijke norm.</translation>
    </message>
    <message>
        <source>No limits are given: write at least one, such as 400;800.</source>
        <translation>Er zijn geen grenzen gegeven: schrijf er minstens één, zoals 400;800.</translation>
    </message>
    <message>
        <source>no network for bicycles</source>
        <translation>geen netwerk voor fietsers</translation>
    </message>
    <message>
        <source>No network has the field "{field}" of {input}; choose one of: {fields}.</source>
        <translation>Geen netwerk heeft het veld "{field}" van {input}; kies een van: {fields}.</translation>
    </message>
    <message>
        <source>no norm for this living environment</source>
        <translation>geen norm voor dit woonmilieu</translation>
    </message>
    <message>
        <source>no source</source>
        <translation>geen bron</translation>
    </message>
    <message>
        <source>No street has a one-way value: all go both ways.</source>
        <translation>Geen straat heeft een eenrichtingswaarde: alle gaan beide kanten op.</translation>
    </message>
    <message>
        <source>no such field</source>
        <translation>geen veld</translation>
    </message>
    <message>
        <source>no verdict</source>
        <translation>geen toetsresultaat</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knopen</translation>
    </message>
    <message>
        <source>Norm file</source>
        <translation>Normbestand</translation>
    </message>
    <message>
        <source>Norm set</source>
        <translation>Normenset</translation>
    </message>
    <message>
        <source>Norm set {id}, version {version}, {state}.</source>
        <translation>Normenset {id}, versie {version}, {state}.</translation>
    </message>
    <message>
        <source>Norm set {set}</source>
        <translation>Normenset {set}</translation>
    </message>
    <message>
        <source>Norm set {set}, mode {mode}: {what}.</source>
        <translation>Normenset {set}, mode {mode}: {what}.</translation>
    </message>
    <message>
        <source>Norm set {set}, requirement {requirement}: {what}.</source>
        <translation>Normenset {set}, basiseis {requirement}: {what}.</translation>
    </message>
    <message>
        <source>Norm set {set}: {what}.</source>
        <translation>Normenset {set}: {what}.</translation>
    </message>
    <message>
        <source>Norm set “{title}” ({id}, version {version}, {state}): {n} requirements.</source>
        <translation>Normenset “{title}” ({id}, versie {version}, {state}): {n} basiseisen.</translation>
    </message>
    <message>
        <source>Norm sets (*.json)</source>
        <translation>Normensets (*.json)</translation>
    </message>
    <message>
        <source>north</source>
        <translation>noorden</translation>
    </message>
    <message>
        <source>not applicable</source>
        <translation>niet van toepassing</translation>
    </message>
    <message>
        <source>Not farther than (m or min)</source>
        <translation>Niet verder dan (m of min)</translation>
    </message>
    <message>
        <source>Number of facilities for each dwelling</source>
        <translation>Aantal voorzieningen per woning</translation>
    </message>
    <message>
        <source>objects and lists are nested more than {most} deep, which no norm set is</source>
        <translation>objecten en lijsten liggen meer dan {most} niveaus diep in elkaar; dat heeft geen enkele normenset</translation>
    </message>
    <message>
        <source>On either side; polygons are made of it.</source>
        <translation>Aan weerszijden; vlakken bestaan daaruit.</translation>
    </message>
    <message>
        <source>On one-way streets: from the dwelling to the facility, or, switched off, the other way.</source>
        <translation>In eenrichtingsstraten: van de woning naar de voorziening, of, als dit uit staat, andersom.</translation>
    </message>
    <message>
        <source>One or several layers of points, lines or polygons, those around the area as well.</source>
        <translation>Een of meer lagen met punten, lijnen of vlakken, ook die rondom het gebied.</translation>
    </message>
    <message>
        <source>One or several, with semicolons; a comma or a point begins decimals.</source>
        <translation>Een of meer, met puntkomma's; een komma of punt begint de decimalen.</translation>
    </message>
    <message>
        <source>One row for each requirement: id, facility (a|b for either), indicator (distance, count, types, basket, rate, presence, area_share), threshold, unit (m, min, number, m2, share), minimum, per, metric (network, straight), mode (walk, walk_65, rollator, cycle), weight (dwellings or a field) and target (a share, 0.95). With a set or file, a row changes the requirement with its id, an empty cell inherits and - clears.</source>
        <translation>Een rij per basiseis: id, facility (voorziening; a|b voor een van beide), indicator (distance, count, types, basket, rate, presence, area_share), threshold (drempelwaarde), unit (eenheid: m, min, number, m2, share), minimum, per, metric (network, straight), mode (walk, walk_65, rollator, cycle), weight (dwellings of een veld) en target (streefaandeel, 0.95). Bij een normenset of normbestand wijzigt een rij de basiseis met die id; een lege cel neemt over en - maakt leeg.</translation>
    </message>
    <message>
        <source>op must be {choices}, not {value}</source>
        <translation>op moet {choices} zijn, niet {value}</translation>
    </message>
    <message>
        <source>Origins</source>
        <translation>Herkomsten</translation>
    </message>
    <message>
        <source>Origins without a row, {status}: {n} of {all} ({ids})</source>
        <translation>Herkomsten zonder rij, {status}: {n} van {all} ({ids})</translation>
    </message>
    <message>
        <source>Other names of fields</source>
        <translation>Andere namen van velden</translation>
    </message>
    <message>
        <source>Over all neighbourhoods: {met} requirements met, {failed} failed, {unknown} unknown.</source>
        <translation>Over alle buurten: aan {met} basiseisen voldaan, aan {failed} niet voldaan, {unknown} niet te beoordelen.</translation>
    </message>
    <message>
        <source>Pairs farther apart get no row. Left empty: no limit.</source>
        <translation>Paren die verder uit elkaar liggen, krijgen geen rij. Leeg: geen grens.</translation>
    </message>
    <message>
        <source>people over 65</source>
        <translation>65-plussers</translation>
    </message>
    <message>
        <source>Places or m², in the facility layers that have it. A polygon without one counts by its area.</source>
        <translation>Plaatsen of m², in de lagen met voorzieningen die het hebben. Een vlak zonder waarde telt met zijn oppervlakte.</translation>
    </message>
    <message>
        <source>Points farther from every street are off the network: they are reported, not lost.</source>
        <translation>Punten die verder van elke straat liggen, vallen buiten het netwerk: ze worden gemeld en raken niet kwijt.</translation>
    </message>
    <message>
        <source>Points more than {m} m from the network: {n}, up to {most} m</source>
        <translation>Punten op meer dan {m} m van het netwerk: {n}, tot {most} m</translation>
    </message>
    <message>
        <source>Points snap past connected parts with less street than this, so that a stray path does not catch them. The longest part always counts. 0: use all parts.</source>
        <translation>Punten slaan samenhangende delen met minder straat dan dit over, zodat een los pad ze niet aantrekt. Het langste deel telt altijd mee. 0: alle delen gebruiken.</translation>
    </message>
    <message>
        <source>Points, lines or polygons. Take in those around the area as well.</source>
        <translation>Punten, lijnen of vlakken. Neem ook die rondom het gebied mee.</translation>
    </message>
    <message>
        <source>Points, lines or polygons: where people go.</source>
        <translation>Punten, lijnen of vlakken: waar mensen heen gaan.</translation>
    </message>
    <message>
        <source>Points, or lines and polygons that count by a point on them: where people set out.</source>
        <translation>Punten, of lijnen en vlakken die meetellen met een punt erop: waar mensen vertrekken.</translation>
    </message>
    <message>
        <source>Points, or polygons that count by a point on them.</source>
        <translation>Punten, of vlakken die meetellen met een punt erop.</translation>
    </message>
    <message>
        <source>Points, or polygons that count by a point on them: where people set out.</source>
        <translation>Punten, of vlakken die meetellen met een punt erop: waar mensen vertrekken.</translation>
    </message>
    <message>
        <source>Polygons to judge. A dwelling belongs to the one it lies in.</source>
        <translation>De vlakken om te beoordelen. Een woning hoort bij het vlak waar ze in ligt.</translation>
    </message>
    <message>
        <source>Polygons, the neighbourhoods for example, that are taken together. Dead ends within 25 m of their outer border are reported: streets were probably cut off there. Without it none is.</source>
        <translation>Vlakken, bijvoorbeeld de buurten, die samen worden genomen. Doodlopende einden binnen 25 m van hun buitengrens worden gemeld: daar zijn straten waarschijnlijk afgeknipt. Zonder studiegebied wordt er geen gemeld.</translation>
    </message>
    <message>
        <source>Prefix for computed fields</source>
        <translation>Voorvoegsel voor berekende velden</translation>
    </message>
    <message>
        <source>Reach</source>
        <translation>Bereikbaarheid</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>lezen</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>Report ends that stop short of a line by at most (m)</source>
        <translation>Uiteinden melden die hoogstens zo ver voor een lijn ophouden (m)</translation>
    </message>
    <message>
        <source>Requirement "{id}" asks for a share of the developed area: choose a layer for {input}.</source>
        <translation>Basiseis "{id}" vraagt een aandeel van het bebouwd gebied: kies een laag voor {input}.</translation>
    </message>
    <message>
        <source>Requirement "{id}" is measured by bicycle: choose a layer for {input}.</source>
        <translation>Basiseis "{id}" wordt per fiets gemeten: kies een laag voor {input}.</translation>
    </message>
    <message>
        <source>Requirement "{id}" is measured over the streets: choose a layer for {input}.</source>
        <translation>Basiseis "{id}" wordt over straat gemeten: kies een laag voor {input}.</translation>
    </message>
    <message>
        <source>Requirement "{id}" needs the field "{field}", which the {layer} lack; they have: {fields}.</source>
        <translation>Basiseis "{id}" heeft het veld "{field}" nodig; dat ontbreekt ({layer}). Wel aanwezig: {fields}.</translation>
    </message>
    <message>
        <source>Requirement "{id}" weighs by "{field}", a percentage, which cannot be spread over dwellings: name in weight_of the field that it is a share of, or choose a field with numbers.</source>
        <translation>Basiseis "{id}" weegt met "{field}", een percentage, en dat is niet over woningen te verdelen: noem in weight_of het veld waar het een aandeel van is, of kies een veld met aantallen.</translation>
    </message>
    <message>
        <source>Requirement {id} goes on without {types}, which no layer holds; {hint}</source>
        <translation>Basiseis {id} gaat door zonder {types}, want geen laag bevat dat; {hint}</translation>
    </message>
    <message>
        <source>Requirement {id} is unknown: no layer holds {types}; {hint}</source>
        <translation>Basiseis {id} is niet te beoordelen: geen laag bevat {types}; {hint}</translation>
    </message>
    <message>
        <source>Requirement {id} was not computed, since the layers lack what it needs: {what}.</source>
        <translation>Basiseis {id} is niet berekend, omdat de lagen niet hebben wat ze nodig heeft: {what}.</translation>
    </message>
    <message>
        <source>Requirement {id}: dwellings left out because a field of its conditions is NULL: {n}</source>
        <translation>Basiseis {id}: woningen weggelaten omdat een veld van de voorwaarden NULL is: {n}</translation>
    </message>
    <message>
        <source>Requirement {id}: dwellings without {field}, counted as 0: {n}</source>
        <translation>Basiseis {id}: woningen zonder {field}, geteld als 0: {n}</translation>
    </message>
    <message>
        <source>Requirement {id}: facilities without a known capacity (choose the field with it): {n} of {all}</source>
        <translation>Basiseis {id}: voorzieningen waarvan de capaciteit niet bekend is (kies het veld daarmee): {n} van {all}</translation>
    </message>
    <message>
        <source>Requirement {id}: left out of {types}, because a field of its conditions is NULL: {n}</source>
        <translation>Basiseis {id}: weggelaten uit {types}, omdat een veld van de voorwaarden NULL is: {n}</translation>
    </message>
    <message>
        <source>Requirement {id}: left out of {types}, since only polygons have an area: {n}</source>
        <translation>Basiseis {id}: weggelaten uit {types}, omdat alleen vlakken een oppervlakte hebben: {n}</translation>
    </message>
    <message>
        <source>Requirement {id}: left out of {types}, without geometry or off the network (take in more streets, or let points lie farther from them): {n} of {all}</source>
        <translation>Basiseis {id}: weggelaten uit {types}, zonder geometrie of niet aan het netwerk te koppelen (neem meer straten op, of laat punten er verder vanaf liggen): {n} van {all}</translation>
    </message>
    <message>
        <source>Requirement {id}: left out of {types}, without geometry: {n} of {all}</source>
        <translation>Basiseis {id}: weggelaten uit {types}, zonder geometrie: {n} van {all}</translation>
    </message>
    <message>
        <source>Requirement {id}: neighbourhoods without a figure for {field}, unknown and not in the total: {n}</source>
        <translation>Basiseis {id}: buurten zonder cijfer voor {field}, onbekend en niet in het totaal: {n}</translation>
    </message>
    <message>
        <source>Requirement {id}: no layer holds {types}, said to be complete: all lies outside; {hint}</source>
        <translation>Basiseis {id}: geen laag bevat {types}, dat volledig heet te zijn: alles ligt buiten bereik; {hint}</translation>
    </message>
    <message>
        <source>Requirement {id}: {field} in neighbourhoods without dwellings to spread them over, counted as unknown: {figure} in {n}</source>
        <translation>Basiseis {id}: {field} in buurten zonder woningen om het cijfer over te verdelen, geteld als onbekend: {figure} in {n}</translation>
    </message>
    <message>
        <source>Requirements</source>
        <translation>Basiseisen</translation>
    </message>
    <message>
        <source>requirements</source>
        <translation>basiseisen</translation>
    </message>
    <message>
        <source>Requirements and their sources</source>
        <translation>Basiseisen en hun bronnen</translation>
    </message>
    <message>
        <source>Requirements cannot be read as cells with commas between them ({why}).</source>
        <translation>De basiseisen kunnen niet worden gelezen als cellen met komma’s ertussen ({why}).</translation>
    </message>
    <message>
        <source>Requirements failed</source>
        <translation>Basiseisen waaraan niet wordt voldaan</translation>
    </message>
    <message>
        <source>Requirements met</source>
        <translation>Basiseisen waaraan wordt voldaan</translation>
    </message>
    <message>
        <source>requirements must be a list of objects, in [ and ]</source>
        <translation>requirements moet een lijst met objecten zijn, tussen [ en ]</translation>
    </message>
    <message>
        <source>Requirements must be a table of {columns} columns, not {value}.</source>
        <translation>De basiseisen moeten een tabel met {columns} kolommen zijn, niet {value}.</translation>
    </message>
    <message>
        <source>requirements must hold 1 to {most} requirements, not {number}</source>
        <translation>requirements moet 1 tot {most} basiseisen bevatten, niet {number}</translation>
    </message>
    <message>
        <source>Requirements row {row} has {cells} cells instead of {width} ({columns}); leave a cell empty rather than out.</source>
        <translation>Basiseisen, rij {row} heeft {cells} cellen in plaats van {width} ({columns}); laat een cel liever leeg dan weg.</translation>
    </message>
    <message>
        <source>Requirements row {row} holds {value}, where a cell must be text or a number.</source>
        <translation>Basiseisen, rij {row} bevat {value}; een cel moet tekst of een getal zijn.</translation>
    </message>
    <message>
        <source>Requirements row {row} is not a list of cells, as other rows are; write it as one.</source>
        <translation>Basiseisen, rij {row} is geen lijst met cellen, zoals andere rijen; schrijf de rij als lijst.</translation>
    </message>
    <message>
        <source>Requirements row {row}, column {column}: {what}.</source>
        <translation>Basiseisen, rij {row}, kolom {column}: {what}.</translation>
    </message>
    <message>
        <source>Requirements row {row}: {cells} cells do not fill rows of {width} columns ({columns}); look there for a missing cell, or a decimal comma that should be a point.</source>
        <translation>Basiseisen, rij {row}: {cells} cellen vullen geen rijen van {width} kolommen ({columns}); zoek daar naar een ontbrekende cel, of een decimale komma die een punt moet zijn.</translation>
    </message>
    <message>
        <source>Requirements unknown</source>
        <translation>Basiseisen die niet te beoordelen zijn</translation>
    </message>
    <message>
        <source>Restart QGIS afterwards.</source>
        <translation>Start QGIS daarna opnieuw.</translation>
    </message>
    <message>
        <source>Results table</source>
        <translation>Resultatentabel</translation>
    </message>
    <message>
        <source>rings</source>
        <translation>ringen</translation>
    </message>
    <message>
        <source>Rings: each area holds only what lies beyond the limit before.</source>
        <translation>Ringen: elk gebied bevat alleen wat voorbij de vorige grens ligt.</translation>
    </message>
    <message>
        <source>role=field with semicolons, for example inhabitants_65=seniors.</source>
        <translation>rol=veld met puntkomma’s ertussen, bijvoorbeeld inhabitants_65=ouderen.</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>Routes</translation>
    </message>
    <message>
        <source>row {row} is for {id} too; keep one of them</source>
        <translation>rij {row} is ook voor {id}; houd er één over</translation>
    </message>
    <message>
        <source>service area,isochrone,catchment,reach,network,walking distance,travel time</source>
        <translation>bereikbaar gebied,isochroon,verzorgingsgebied,bereik,netwerk,loopafstand,reistijd</translation>
    </message>
    <message>
        <source>Service areas</source>
        <translation>Bereikbaar gebied</translation>
    </message>
    <message>
        <source>Set apart by semicolons; a decimal comma or point. Each limit gets its own fields: n_400, n_7_5.</source>
        <translation>Gescheiden door puntkomma’s, met een decimale komma of punt. Elke grens krijgt eigen velden: n_400, n_7_5.</translation>
    </message>
    <message>
        <source>Several limits</source>
        <translation>Meer grenzen</translation>
    </message>
    <message>
        <source>Share of the length in the longest part</source>
        <translation>Aandeel van de lengte in het langste deel</translation>
    </message>
    <message>
        <source>Smallest connected part to use (m of street)</source>
        <translation>Kleinste samenhangende deel dat meedoet (m straat)</translation>
    </message>
    <message>
        <source>snapping</source>
        <translation>koppelen aan straat</translation>
    </message>
    <message>
        <source>south</source>
        <translation>zuiden</translation>
    </message>
    <message>
        <source>Speed (km/h)</source>
        <translation>Snelheid (km/u)</translation>
    </message>
    <message>
        <source>split by nearest facility</source>
        <translation>verdeeld naar de dichtstbijzijnde voorziening</translation>
    </message>
    <message>
        <source>Split: every street and place belongs to the nearest facility alone.</source>
        <translation>Verdeeld: elke straat en plek hoort alleen bij de dichtstbijzijnde voorziening.</translation>
    </message>
    <message>
        <source>streets</source>
        <translation>straten</translation>
    </message>
    <message>
        <source>Streets and paths</source>
        <translation>Straten en paden</translation>
    </message>
    <message>
        <source>Streets and paths for bicycles</source>
        <translation>Straten en paden voor fietsers</translation>
    </message>
    <message>
        <source>streets depend on it</source>
        <translation>er hangen straten van af</translation>
    </message>
    <message>
        <source>Streets drawn twice: {twice}; crossings without a node: {crossings}; lines without length: {zero}.</source>
        <translation>Dubbel getekende straten: {twice}; kruisingen zonder knooppunt: {crossings}; lijnen zonder lengte: {zero}.</translation>
    </message>
    <message>
        <source>Streets lead into areas within (m)</source>
        <translation>Straten geven toegang tot vlakken binnen (m)</translation>
    </message>
    <message>
        <source>Streets with their connected part</source>
        <translation>Straten met hun samenhangende deel</translation>
    </message>
    <message>
        <source>Streets within reach</source>
        <translation>Straten binnen bereik</translation>
    </message>
    <message>
        <source>Study area</source>
        <translation>Studiegebied</translation>
    </message>
    <message>
        <source>superseded</source>
        <translation>vervangen</translation>
    </message>
    <message>
        <source>Superseded by {other}.</source>
        <translation>Vervangen door {other}.</translation>
    </message>
    <message>
        <source>Tells whether the streets hang together, and where they nearly do.</source>
        <translation>Laat zien of de straten samenhangen, en waar dat bijna zo is.</translation>
    </message>
    <message>
        <source>Tells whether the streets hang together, before anything is measured on them, and mends them where they nearly do.

Every line gets the number of its connected part (1 is the longest), that part's length and its share of the whole. Lines connect where they share a vertex, at an end or in the middle.

A second layer points at what deserves a look, the gravest first:
near_miss: an end that stops just short of a line it is not connected to, or lies on its middle;
island: a part that hangs together with nothing else;
dead_end_at_boundary: a dead end within 25 m of the study area's border, where streets were cut off;
zero_length: a line without length;
duplicate: a street drawn twice, whole or from junction to junction;
crossing_without_node: lines that cross without a vertex that they share and are no bridge or tunnel.
severity is high where dwellings are concerned, medium where only streets are, else low: the way round exists already.

A third layer holds all streets with the near misses joined, ready for the other algorithms: an end is led on to the other line, which gets a vertex there. No join crosses a barrier. Crossings stay as they are: whether two streets meet there is for you to see.</source>
        <translation>Laat zien of de straten samenhangen, voordat er iets over wordt gemeten, en herstelt ze waar ze dat bijna doen.

Elke lijn krijgt het nummer van zijn samenhangende deel (1 is het langste), de lengte van dat deel en het aandeel in het geheel. Lijnen sluiten op elkaar aan waar ze een knikpunt delen, aan een einde of in het midden.

Een tweede laag wijst aan wat aandacht verdient, het ernstigste eerst:
near_miss (bijna-aansluiting): een einde dat net ophoudt voor een lijn waar het niet op aansluit, of er midden op ligt;
island (eiland): een deel dat met niets anders samenhangt;
dead_end_at_boundary (doodlopend bij de grens): een doodlopend einde binnen 25 m van de grens van het studiegebied, waar straten zijn afgeknipt;
zero_length (geen lengte): een lijn zonder lengte;
duplicate (dubbel): een straat die twee keer is getekend, geheel of van kruispunt tot kruispunt;
crossing_without_node (kruising zonder knooppunt): lijnen die elkaar kruisen zonder een knikpunt te delen en geen brug of tunnel zijn.
severity (ernst) is high (hoog) waar het om woningen gaat, medium (middel) waar het alleen om straten gaat, en anders low (laag): er is al een weg omheen.

Een derde laag bevat alle straten met de bijna-aansluitingen aangesloten, klaar voor de andere algoritmen: een einde wordt doorgetrokken naar de andere lijn, die daar een knikpunt krijgt. Geen aansluiting kruist een barrière. Kruisingen blijven zoals ze zijn: of twee straten daar op elkaar uitkomen, is aan u om te bekijken.</translation>
    </message>
    <message>
        <source>text in double quotes</source>
        <translation>tekst tussen dubbele aanhalingstekens</translation>
    </message>
    <message>
        <source>text or a list of texts</source>
        <translation>tekst of een lijst met teksten</translation>
    </message>
    <message>
        <source>text, a number, true or false</source>
        <translation>tekst, een getal, true of false</translation>
    </message>
    <message>
        <source>The barriers leave nothing of the network: check the barrier layer and the pass fields.</source>
        <translation>De barrières laten niets van het netwerk over: controleer de barrièrelaag en de velden voor bruggen en tunnels.</translation>
    </message>
    <message>
        <source>The coordinates of the network do not fit its reference system {crs}: set the right one in the layer's properties.</source>
        <translation>De coördinaten van het netwerk passen niet bij zijn referentiestelsel {crs}: stel het juiste in bij de eigenschappen van de laag.</translation>
    </message>
    <message>
        <source>The destinations layer is empty: choose a layer with destinations.</source>
        <translation>De laag met bestemmingen is leeg: kies een laag met bestemmingen.</translation>
    </message>
    <message>
        <source>The direction field counts for bicycles only, and there is no network for them.</source>
        <translation>Het richtingsveld telt alleen voor fietsers, en er is geen netwerk voor hen.</translation>
    </message>
    <message>
        <source>The dwellings and the streets do not overlap: check the layers and their reference systems.</source>
        <translation>De woningen en de straten liggen niet in hetzelfde gebied: controleer de lagen en hun referentiestelsels.</translation>
    </message>
    <message>
        <source>The dwellings layer "{layer}" is empty: choose a layer with dwellings.</source>
        <translation>De laag met woningen "{layer}" is leeg: kies een laag met woningen.</translation>
    </message>
    <message>
        <source>The dwellings layer is empty: choose a layer with dwellings.</source>
        <translation>De laag met woningen is leeg: kies een laag met woningen.</translation>
    </message>
    <message>
        <source>the end of the file</source>
        <translation>het einde van het bestand</translation>
    </message>
    <message>
        <source>The facilities layer "{layer}" is empty: choose another.</source>
        <translation>De laag met voorzieningen "{layer}" is leeg: kies een andere.</translation>
    </message>
    <message>
        <source>The facility layer "{layer}" has no field "{field}" that FACILITY_TYPES names; it has: {fields}.</source>
        <translation>De laag met voorzieningen "{layer}" heeft geen veld "{field}", dat FACILITY_TYPES noemt; wel: {fields}.</translation>
    </message>
    <message>
        <source>The field "{field}" names {n} neighbourhoods twice or more ({ids}): choose a field that tells them apart.</source>
        <translation>Het veld "{field}" noemt {n} buurten tweemaal of vaker ({ids}): kies een veld dat ze onderscheidt.</translation>
    </message>
    <message>
        <source>The field "{field}" of the layer "{layer}" holds no numbers and cannot be a weight: choose another.</source>
        <translation>Het veld "{field}" van de laag "{layer}" bevat geen getallen en kan niet wegen: kies een ander veld.</translation>
    </message>
    <message>
        <source>the id is that of line {line} too; give each its own</source>
        <translation>dezelfde id staat op regel {line}; geef elke basiseis een eigen id</translation>
    </message>
    <message>
        <source>The id of a shipped set: rivm-2025, meeting or daily. With no norm set, norm file or table of requirements: {id}.</source>
        <translation>De id van een meegeleverde normenset: rivm-2025, meeting of daily. Zonder normenset, normbestand of tabel met basiseisen: {id}.</translation>
    </message>
    <message>
        <source>The input {input} is empty: choose a layer for it.</source>
        <translation>De invoer {input} is leeg: kies er een laag voor.</translation>
    </message>
    <message>
        <source>the key {key} is missing</source>
        <translation>de sleutel {key} ontbreekt</translation>
    </message>
    <message>
        <source>the key {key} stands on line {line} too; keep one of them</source>
        <translation>de sleutel {key} staat ook op regel {line}; houd er één over</translation>
    </message>
    <message>
        <source>The layer "{layer}" changed during the run: run again.</source>
        <translation>De laag "{layer}" is tijdens de berekening veranderd: voer deze opnieuw uit.</translation>
    </message>
    <message>
        <source>The layer "{layer}" has no field "{field}"; choose one of: {fields}.</source>
        <translation>De laag "{layer}" heeft geen veld "{field}"; kies een van: {fields}.</translation>
    </message>
    <message>
        <source>The layer "{layer}" holds no lines or polygons that could be barriers: choose another.</source>
        <translation>De laag "{layer}" bevat geen lijnen of vlakken die barrière kunnen zijn: kies een andere laag.</translation>
    </message>
    <message>
        <source>The layer "{layer}" holds no neighbourhood with a geometry: choose another.</source>
        <translation>De laag "{layer}" bevat geen buurt met een geometrie: kies een andere.</translation>
    </message>
    <message>
        <source>The layer "{layer}" holds no polygons that could be the study area: choose another.</source>
        <translation>De laag "{layer}" bevat geen vlakken die het studiegebied kunnen zijn: kies een andere.</translation>
    </message>
    <message>
        <source>The layer "{layer}" holds no polygons: choose the one with neighbourhoods.</source>
        <translation>De laag "{layer}" bevat geen vlakken: kies de laag met buurten.</translation>
    </message>
    <message>
        <source>The layer "{layer}" of {input} holds no points, lines or polygons: take it out.</source>
        <translation>De laag "{layer}" van {input} bevat geen punten, lijnen of vlakken: haal die eruit.</translation>
    </message>
    <message>
        <source>The layer for {input} cannot be read: "{value}".</source>
        <translation>De laag voor {input} kan niet worden gelezen: "{value}".</translation>
    </message>
    <message>
        <source>The layer has no reference system: its coordinates are taken to be metres.</source>
        <translation>De laag heeft geen referentiestelsel: de coördinaten worden als meters opgevat.</translation>
    </message>
    <message>
        <source>The layer “{layer}” has no reference system: it is taken to be in {crs}.</source>
        <translation>De laag “{layer}” heeft geen referentiestelsel: aangenomen wordt {crs}.</translation>
    </message>
    <message>
        <source>The layer “{layer}” holds no facility with a geometry: no dwelling can reach one.</source>
        <translation>De laag “{layer}” bevat geen voorziening met een geometrie: geen woning kan er een bereiken.</translation>
    </message>
    <message>
        <source>The limit "{limit}" is no number above 0: write limits such as 400;800, or 7,5;10.</source>
        <translation>De grens "{limit}" is geen getal groter dan 0: schrijf grenzen zoals 400;800, of 7,5;10.</translation>
    </message>
    <message>
        <source>The limit "{limit}" stands there twice: write each once.</source>
        <translation>De grens "{limit}" staat er twee keer: schrijf elke grens één keer.</translation>
    </message>
    <message>
        <source>The limit must be above 0; leave it empty for no limit.</source>
        <translation>De grens moet groter zijn dan 0; laat het veld leeg voor geen grens.</translation>
    </message>
    <message>
        <source>The mode {mode} leaves out every line of "{layer}": check what it excludes.</source>
        <translation>De vervoerwijze {mode} laat alle lijnen van "{layer}" weg: controleer wat ze uitsluit.</translation>
    </message>
    <message>
        <source>the name of a mode must be letters, digits, - and _, at most {most}, not {value}</source>
        <translation>de naam van een mode moet uit hoogstens {most} letters, cijfers, - en _ bestaan, niet {value}</translation>
    </message>
    <message>
        <source>The network has no field "{field}" that could mark bridges and tunnels; choose one of: {fields}.</source>
        <translation>Het netwerk heeft geen veld "{field}" dat bruggen en tunnels kan aangeven; kies een van: {fields}.</translation>
    </message>
    <message>
        <source>The network has no field that marks bridges and tunnels: they cannot be told apart from crossings without a node.</source>
        <translation>Het netwerk heeft geen veld dat bruggen en tunnels aangeeft: ze zijn niet te onderscheiden van kruisingen zonder knooppunt.</translation>
    </message>
    <message>
        <source>The network has no line with a length: choose the layer that holds the streets.</source>
        <translation>Het netwerk heeft geen lijn met een lengte: kies de laag met de straten.</translation>
    </message>
    <message>
        <source>The network layer holds no lines: choose the layer with the streets and paths for {input}.</source>
        <translation>De netwerklaag bevat geen lijnen: kies de laag met straten en paden voor {input}.</translation>
    </message>
    <message>
        <source>The norm set has no mode {mode}; use one of {modes}.</source>
        <translation>De normenset heeft geen mode {mode}; gebruik {modes}.</translation>
    </message>
    <message>
        <source>The norm set {id} is superseded by: {other}.</source>
        <translation>De normenset {id} is vervangen door: {other}.</translation>
    </message>
    <message>
        <source>the number is too large</source>
        <translation>het getal is te groot</translation>
    </message>
    <message>
        <source>The origins and the streets do not overlap: check the layers and their reference systems.</source>
        <translation>De herkomsten en de straten liggen niet in hetzelfde gebied: controleer de lagen en hun referentiestelsels.</translation>
    </message>
    <message>
        <source>The origins layer is empty: choose a layer with origins.</source>
        <translation>De laag met herkomsten is leeg: kies een laag met herkomsten.</translation>
    </message>
    <message>
        <source>The output cannot be written to {path}: choose a place that you may write to.</source>
        <translation>De uitvoer kan niet naar {path} worden geschreven: kies een plek waar schrijven is toegestaan.</translation>
    </message>
    <message>
        <source>The output cannot be written to {path}: no format is known for {suffix}; choose .gpkg.</source>
        <translation>De uitvoer kan niet naar {path} worden geschreven: voor {suffix} is geen indeling bekend; kies .gpkg.</translation>
    </message>
    <message>
        <source>The output cannot be written to {path}: that file is no GeoPackage.</source>
        <translation>De uitvoer kan niet naar {path} worden geschreven: dat bestand is geen GeoPackage.</translation>
    </message>
    <message>
        <source>The output cannot be written to {path}: there is no folder {folder}; make it or choose another.</source>
        <translation>De uitvoer kan niet naar {path} worden geschreven: de map {folder} bestaat niet; maak die aan of kies een andere.</translation>
    </message>
    <message>
        <source>The output cannot be written to {place}: the database has no schema {schema}; choose one of: {schemas}.</source>
        <translation>De uitvoer kan niet naar {place} worden geschreven: de database heeft geen schema {schema}; kies een van: {schemas}.</translation>
    </message>
    <message>
        <source>The output cannot be written to {place}: {why}.</source>
        <translation>De uitvoer kan niet naar {place} worden geschreven: {why}.</translation>
    </message>
    <message>
        <source>The output {output} cannot be written to {place}: choose another place.</source>
        <translation>De uitvoer {output} kan niet naar {place} worden geschreven: kies een andere plek.</translation>
    </message>
    <message>
        <source>The output {output} cannot be written to {place}: {why}.</source>
        <translation>De uitvoer {output} kan niet naar {place} worden geschreven: {why}.</translation>
    </message>
    <message>
        <source>The output {output} would be written over {other}: choose another place for it.</source>
        <translation>De uitvoer {output} zou over {other} heen worden geschreven: kies een andere plek voor de uitvoer.</translation>
    </message>
    <message>
        <source>The polygons of the layer "{layer}" cover no neighbourhood: check the layer and its reference system.</source>
        <translation>De vlakken van de laag "{layer}" bedekken geen enkele buurt: controleer de laag en haar coördinatenstelsel.</translation>
    </message>
    <message>
        <source>The results table gets a row for each landlord or complex too, wherever its dwellings stand.</source>
        <translation>De resultatentabel krijgt ook een rij per verhuurder of complex, waar de woningen ook staan.</translation>
    </message>
    <message>
        <source>The streets end closer to the neighbourhoods' border than the largest threshold of {reach} m ({sides} beyond it): ways and facilities across the border may be missed. Take in a wider margin.</source>
        <translation>De straten houden dichter bij de grens van de buurten op dan de grootste drempelwaarde van {reach} m ({sides} daarbuiten): routes en voorzieningen over de grens kunnen ontbreken. Neem een ruimere rand op.</translation>
    </message>
    <message>
        <source>The study area and the streets do not overlap: check the layers and their reference systems.</source>
        <translation>Het studiegebied en de straten liggen niet in hetzelfde gebied: controleer de lagen en hun referentiestelsels.</translation>
    </message>
    <message>
        <source>The table of requirements is empty; fill in a row, or choose a norm set.</source>
        <translation>De tabel met basiseisen is leeg; vul een rij in of kies een normenset.</translation>
    </message>
    <message>
        <source>the text has no double quote at its end</source>
        <translation>de tekst heeft geen dubbel aanhalingsteken aan het einde</translation>
    </message>
    <message>
        <source>the text holds a backslash that means nothing there; write two for one</source>
        <translation>de tekst bevat een backslash die daar niets betekent; schrijf er twee voor één</translation>
    </message>
    <message>
        <source>the text holds a control character or half a character; remove it</source>
        <translation>de tekst bevat een stuurteken of een half teken; haal het weg</translation>
    </message>
    <message>
        <source>the text holds a line break or another control character; remove it</source>
        <translation>de tekst bevat een regeleinde of een ander stuurteken; haal het weg</translation>
    </message>
    <message>
        <source>the text is not in UTF-8; save it with that encoding</source>
        <translation>de tekst is geen UTF-8; sla het bestand in die codering op</translation>
    </message>
    <message>
        <source>The value of streets that go against the line.</source>
        <translation>De waarde van straten die tegen de lijn in gaan.</translation>
    </message>
    <message>
        <source>The value of streets that go both ways; any other value does too.</source>
        <translation>De waarde van straten die beide kanten op gaan; elke andere waarde doet dat ook.</translation>
    </message>
    <message>
        <source>The value of streets that go the way the line is drawn.</source>
        <translation>De waarde van straten die gaan zoals de lijn is getekend.</translation>
    </message>
    <message>
        <source>The way leads to the facility</source>
        <translation>De weg leidt naar de voorziening</translation>
    </message>
    <message>
        <source>The {field} of dwellings does not match the neighbourhoods: {strange} with a code that none has, {other} in another one than it says. Where they lie decides.</source>
        <translation>De {field} van woningen past niet bij de buurten: {strange} met een code die geen buurt heeft, {other} in een andere buurt dan de code zegt. De ligging beslist.</translation>
    </message>
    <message>
        <source>There are no requirements: choose a norm set, a norm file, or fill in the table.</source>
        <translation>Er zijn geen basiseisen: kies een normenset of een normbestand, of vul de tabel in.</translation>
    </message>
    <message>
        <source>there is a "," before "{end}"; remove it</source>
        <translation>er staat een "," voor "{end}"; haal die weg</translation>
    </message>
    <message>
        <source>there is a way round</source>
        <translation>er is een weg omheen</translation>
    </message>
    <message>
        <source>There is no norm set {id}; choose {choices}.</source>
        <translation>Er is geen normenset {id}; kies {choices}.</translation>
    </message>
    <message>
        <source>There is not enough memory for this: take a smaller area or fewer facilities.</source>
        <translation>Hiervoor is niet genoeg geheugen: neem een kleiner gebied of minder voorzieningen.</translation>
    </message>
    <message>
        <source>they hold: {names}</source>
        <translation>ze bevatten: {names}</translation>
    </message>
    <message>
        <source>this is larger than {mb} MB, which no norm set is</source>
        <translation>dit is groter dan {mb} MB; zo groot is geen enkele normenset</translation>
    </message>
    <message>
        <source>this must be an object in braces</source>
        <translation>dit moet een object tussen accolades zijn</translation>
    </message>
    <message>
        <source>this would be more than {most} requirements; take some out</source>
        <translation>dit zouden meer dan {most} basiseisen worden; haal er enkele weg</translation>
    </message>
    <message>
        <source>threshold is missing</source>
        <translation>threshold ontbreekt</translation>
    </message>
    <message>
        <source>thresholds_by_class must give each class a name of its own</source>
        <translation>thresholds_by_class moet elke klasse een eigen naam geven</translation>
    </message>
    <message>
        <source>thresholds_by_class of the class {name}</source>
        <translation>thresholds_by_class van de klasse {name}</translation>
    </message>
    <message>
        <source>To count the dwellings that each issue cuts off.</source>
        <translation>Om de woningen te tellen die elk knelpunt afsnijdt.</translation>
    </message>
    <message>
        <source>To count types beside facilities. Left empty: only facilities are counted.</source>
        <translation>Om naast voorzieningen ook types te tellen. Leeg: alleen voorzieningen worden geteld.</translation>
    </message>
    <message>
        <source>too few dwellings</source>
        <translation>te weinig woningen</translation>
    </message>
    <message>
        <source>Took {seconds} s: {stages}.</source>
        <translation>Duurde {seconds} s: {stages}.</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true of false</translation>
    </message>
    <message>
        <source>Two directions have the same value: give each its own.</source>
        <translation>Twee richtingen hebben dezelfde waarde: geef elke richting een eigen waarde.</translation>
    </message>
    <message>
        <source>Two facility layers are both called "{name}", so their types cannot be told apart: say them in FACILITY_TYPES.</source>
        <translation>Twee lagen met voorzieningen heten allebei "{name}", zodat hun types niet te onderscheiden zijn: noem de types in FACILITY_TYPES.</translation>
    </message>
    <message>
        <source>Type of each facility layer</source>
        <translation>Type van elke laag met voorzieningen</translation>
    </message>
    <message>
        <source>Types known to be complete</source>
        <translation>Types die zeker volledig zijn</translation>
    </message>
    <message>
        <source>unit must be {units} for the indicator {indicator}, not {value}</source>
        <translation>unit moet {units} zijn bij de indicator {indicator}, niet {value}</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>niet te beoordelen</translation>
    </message>
    <message>
        <source>unknown key {key}; did you mean {close}?</source>
        <translation>onbekende sleutel {key}; is {close} bedoeld?</translation>
    </message>
    <message>
        <source>unknown key {key}; the keys here are {keys}</source>
        <translation>onbekende sleutel {key}; de sleutels hier zijn {keys}</translation>
    </message>
    <message>
        <source>url must start with http:// or https://, or be empty, not {value}</source>
        <translation>url moet beginnen met http:// of https://, of leeg zijn, niet {value}</translation>
    </message>
    <message>
        <source>Value for both ways</source>
        <translation>Waarde voor beide richtingen</translation>
    </message>
    <message>
        <source>Value for one-way against the line</source>
        <translation>Waarde voor één richting tegen de lijn in</translation>
    </message>
    <message>
        <source>Value for one-way along the line</source>
        <translation>Waarde voor één richting met de lijn mee</translation>
    </message>
    <message>
        <source>value must be a list for the operator "in"</source>
        <translation>value moet een lijst zijn bij de operator "in"</translation>
    </message>
    <message>
        <source>value must be a list of at least one value</source>
        <translation>value moet een lijst met minstens één waarde zijn</translation>
    </message>
    <message>
        <source>value must be a number or text for the operator {op}, not true or false</source>
        <translation>value moet een getal of tekst zijn bij de operator {op}, niet true of false</translation>
    </message>
    <message>
        <source>value must be a single number, text, true or false for the operator {op}</source>
        <translation>value moet één getal, één tekst, true of false zijn bij de operator {op}</translation>
    </message>
    <message>
        <source>Values of {field} that match more than one facility, each of which is entered there: {n} ({ids})</source>
        <translation>Waarden van {field} die bij meer dan één voorziening horen, die elk daar te betreden zijn: {n} ({ids})</translation>
    </message>
    <message>
        <source>Values of {field} that match no facility: {n} ({ids})</source>
        <translation>Waarden van {field} die bij geen enkele voorziening horen: {n} ({ids})</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Toetsresultaat</translation>
    </message>
    <message>
        <source>version must not be empty; write for example 1</source>
        <translation>version mag niet leeg zijn; schrijf bijvoorbeeld 1</translation>
    </message>
    <message>
        <source>Walking: 4.8 on average, 3.0 for people over 65, 2.2 with a rollator. Turns metres into minutes.</source>
        <translation>Lopen: gemiddeld 4,8, voor 65-plussers 3,0, met een rollator 2,2. Rekent meters om in minuten.</translation>
    </message>
    <message>
        <source>weight must be "dwellings" or the name of a field, not empty</source>
        <translation>weight moet "dwellings" of de naam van een veld zijn, en niet leeg</translation>
    </message>
    <message>
        <source>weight_of goes with a weight that is a percentage field, not with dwellings</source>
        <translation>weight_of hoort bij een weight die een percentageveld is, niet bij dwellings</translation>
    </message>
    <message>
        <source>west</source>
        <translation>westen</translation>
    </message>
    <message>
        <source>What decides which way and which facility is nearest: the distance or the time.</source>
        <translation>Wat bepaalt welke weg en welke voorziening de dichtstbijzijnde is: de afstand of de tijd.</translation>
    </message>
    <message>
        <source>Where it is NULL or not above 0, the general speed holds. Counts in minutes only.</source>
        <translation>Waar dit NULL is of niet boven 0, geldt de algemene snelheid. Telt alleen in minuten.</translation>
    </message>
    <message>
        <source>Whether the straight way between a point and the network counts, at both ends.</source>
        <translation>Of de rechte weg tussen een punt en het netwerk meetelt, aan beide kanten.</translation>
    </message>
    <message>
        <source>Width of the ground along a street (m)</source>
        <translation>Breedte van de grond langs een straat (m)</translation>
    </message>
    <message>
        <source>Windows: choose {debian} in the OSGeo4W setup, or run “python -m pip install {pip}” in the OSGeo4W Shell; the full standalone installer brings them along.</source>
        <translation>Windows: kies {debian} in de OSGeo4W-setup, of voer “python -m pip install {pip}” uit in de OSGeo4W Shell; in het volledige installatieprogramma zitten ze al.</translation>
    </message>
    <message>
        <source>Wins over the limits above; where it is NULL or not above 0, the largest of them holds.</source>
        <translation>Gaat voor de grenzen hierboven; waar het NULL of niet boven 0 is, geldt de grootste daarvan.</translation>
    </message>
    <message>
        <source>With semicolons. Where such a type has no feature, there really is none; else it is unknown.</source>
        <translation>Met puntkomma’s ertussen. Heeft zo’n type geen object, dan is er echt geen; anders is het onbekend.</translation>
    </message>
    <message>
        <source>Without one, a computed field whose name is taken gets _2, _3 and so on.</source>
        <translation>Zonder voorvoegsel krijgt een berekend veld waarvan de naam al bestaat _2, _3 enzovoort.</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>schrijven</translation>
    </message>
    <message>
        <source>Writing {output} to {place} failed: {why}.</source>
        <translation>Het schrijven van {output} naar {place} is mislukt: {why}.</translation>
    </message>
    <message>
        <source>{amount} per {n} {weight}</source>
        <translation>{amount} per {n} {weight}</translation>
    </message>
    <message>
        <source>{ids}, …</source>
        <translation>{ids}, …</translation>
    </message>
    <message>
        <source>{id} is a new requirement, and needs a value here</source>
        <translation>{id} is een nieuwe basiseis en heeft hier een waarde nodig</translation>
    </message>
    <message>
        <source>{key} does not go with the indicator {indicator} (only with {indicators}); leave it out</source>
        <translation>{key} hoort niet bij de indicator {indicator} (alleen bij {indicators}); laat het weg</translation>
    </message>
    <message>
        <source>{key} has the languages "en" and "nl", not {language}</source>
        <translation>{key} heeft de talen "en" en "nl", niet {language}</translation>
    </message>
    <message>
        <source>{key} holds {number} items, more than {most}</source>
        <translation>{key} bevat {number} onderdelen, meer dan {most}</translation>
    </message>
    <message>
        <source>{key} holds {number} keys, more than {most}</source>
        <translation>{key} bevat {number} sleutels, meer dan {most}</translation>
    </message>
    <message>
        <source>{key} in {language}</source>
        <translation>{key} in {language}</translation>
    </message>
    <message>
        <source>{key} must be a date such as 2025-12-18, or empty, not {value}</source>
        <translation>{key} moet een datum zijn zoals 2025-12-18, of leeg, niet {value}</translation>
    </message>
    <message>
        <source>{key} must be a number, not {value}</source>
        <translation>{key} moet een getal zijn, niet {value}</translation>
    </message>
    <message>
        <source>{key} must be a whole number from {low} to {high}, not {value}</source>
        <translation>{key} moet een geheel getal van {low} tot en met {high} zijn, niet {value}</translation>
    </message>
    <message>
        <source>{key} must be a whole number, not {value}</source>
        <translation>{key} moet een geheel getal zijn, niet {value}</translation>
    </message>
    <message>
        <source>{key} must be from {low} to {high}, not {value}</source>
        <translation>{key} moet minstens {low} en hoogstens {high} zijn, niet {value}</translation>
    </message>
    <message>
        <source>{key} must be over {low} and at most {high}, not {value}</source>
        <translation>{key} moet groter dan {low} en hoogstens {high} zijn, niet {value}</translation>
    </message>
    <message>
        <source>{key} must be the name of a field; leave it out where there is none</source>
        <translation>{key} moet de naam van een veld zijn; laat het weg als er geen veld is</translation>
    </message>
    <message>
        <source>{key} must be {choices}, not {value}</source>
        <translation>{key} moet {choices} zijn, niet {value}</translation>
    </message>
    <message>
        <source>{key} must be {kind}, not {value}</source>
        <translation>{key} moet {kind} zijn, niet {value}</translation>
    </message>
    <message>
        <source>{key} of {name}</source>
        <translation>{key} van {name}</translation>
    </message>
    <message>
        <source>{key}: {what}</source>
        <translation>{key}: {what}</translation>
    </message>
    <message>
        <source>{name} line {line}</source>
        <translation>{name}, regel {line}</translation>
    </message>
    <message>
        <source>{name} {path} cannot be read ({why}); choose another file.</source>
        <translation>{name} {path} kan niet worden gelezen ({why}); kies een ander bestand.</translation>
    </message>
    <message>
        <source>{n} kinds within {threshold}</source>
        <translation>{n} soorten binnen {threshold}</translation>
    </message>
    <message>
        <source>{n} of {all} neighbourhoods meet all requirements.</source>
        <translation>{n} van {all} buurten voldoen aan alle basiseisen.</translation>
    </message>
    <message>
        <source>{n} of {all} neighbourhoods meet all requirements; {met} requirements met, {failed} failed, {unknown} unknown.</source>
        <translation>{n} van {all} buurten voldoen aan alle basiseisen; {met} keer wordt voldaan, {failed} keer niet, {unknown} keer is het niet te beoordelen.</translation>
    </message>
    <message>
        <source>{n} of {all} {weight} ({share} %) lie farther than {threshold} m from one, or it is not known.</source>
        <translation>{n} van {all} {weight} ({share} %) liggen er verder dan {threshold} m vandaan, of dat is niet bekend.</translation>
    </message>
    <message>
        <source>{n} within {threshold}</source>
        <translation>{n} binnen {threshold}</translation>
    </message>
    <message>
        <source>{others} or {last}</source>
        <translation>{others} of {last}</translation>
    </message>
    <message>
        <source>{place}, {key}</source>
        <translation>{place}, {key}</translation>
    </message>
    <message>
        <source>{place}: {what}</source>
        <translation>{place}: {what}</translation>
    </message>
    <message>
        <source>{place}: {what} (and {more} more).</source>
        <translation>{place}: {what} (en nog {more}).</translation>
    </message>
    <message>
        <source>{place}: {what}.</source>
        <translation>{place}: {what}.</translation>
    </message>
    <message>
        <source>{share} % of the length hangs together; {n} places lie within {gap} m of joining; {m} islands.</source>
        <translation>{share} % van de lengte hangt samen; op {n} plekken ontbreekt hoogstens {gap} m voor een aansluiting; {m} eilanden.</translation>
    </message>
    <message>
        <source>{share} of the area</source>
        <translation>{share} van de oppervlakte</translation>
    </message>
    <message>
        <source>{share} of the developed area</source>
        <translation>{share} van het bebouwd gebied</translation>
    </message>
    <message>
        <source>{share} of the land</source>
        <translation>{share} van het land</translation>
    </message>
    <message>
        <source>{value} may mean {thousands} or {ones}; write {thousands} or {precise}</source>
        <translation>{value} kan {thousands} of {ones} betekenen; schrijf {thousands} of {precise}</translation>
    </message>
    <message>
        <source>{what}; {percentage} % is {share}</source>
        <translation>{what}; {percentage} % is {share}</translation>
    </message>
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en">
<context>
    <name>Buurtmaat</name>
    <message>
        <source>A direction field was chosen, but no value for one-way streets: fill in the value for one-way along or against the line.</source>
        <translation>Er is een richtingveld gekozen, maar geen waarde voor eenrichtingsstraten: vul de waarde in voor één richting met de lijn mee of tegen de lijn in.</translation>
    </message>
    <message>
        <source>A facility farther away does not count as reached. Left empty: no limit.</source>
        <translation>Een voorziening die verder weg ligt, telt niet als bereikt. Leeg: geen grens.</translation>
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
        <source>A neighbourhood with fewer is too_few: its figures are given, but no verdict.</source>
        <translation>Een buurt met minder woningen is too_few (te weinig woningen): de cijfers worden gegeven, maar geen oordeel.</translation>
    </message>
    <message>
        <source>A norm set of your own as JSON; it goes before the norm set above.</source>
        <translation>Een eigen normenset als JSON; die gaat voor de normenset hierboven.</translation>
    </message>
    <message>
        <source>A polygon or line without entrances is entered from every street at most this far away, else from the nearest street.</source>
        <translation>Een vlak of lijn zonder ingangen is te betreden vanaf elke straat die hoogstens zo ver weg ligt, anders vanaf de dichtstbijzijnde straat.</translation>
    </message>
    <message>
        <source>A Shapefile cuts field names to ten characters; write a GeoPackage to keep: {names}</source>
        <translation>Een Shapefile kort veldnamen af tot tien tekens; schrijf naar een GeoPackage om deze te behouden: {names}</translation>
    </message>
    <message>
        <source>Adopted by {who} on {date}.</source>
        <translation>Vastgesteld door {who} op {date}.</translation>
    </message>
    <message>
        <source>All together</source>
        <translation>Alles samen</translation>
    </message>
    <message>
        <source>An end point this near to a line that it is not connected to is a near miss.</source>
        <translation>Een eindpunt dat zo dicht bij een lijn ligt waar het niet op aansluit, is een bijna-aansluiting.</translation>
    </message>
    <message>
        <source>An unfinished output could not be removed; please delete it yourself: {why}</source>
        <translation>Een onvoltooide uitvoer kon niet worden verwijderd; verwijder die zelf: {why}</translation>
    </message>
    <message>
        <source>an unnamed reference system</source>
        <translation>een referentiestelsel zonder naam</translation>
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
        <source>Checks for every neighbourhood whether its dwellings have the facilities that a norm set asks for: a facility within a distance or a time on foot, a number of them, or facilities per number of dwellings.

Give the dwellings, the neighbourhoods, one or several layers of facilities and the streets. Choose a shipped norm set, a norm file (JSON), or fill in the table of requirements; the table also changes or extends a set. No norm here is law: the shipped values are examples, to be replaced by your own.

Results: every dwelling with its distance to each requirement; every neighbourhood with its share within the threshold and its verdict (meets, fails, unknown, too_few, not_applicable); and a table with all figures, with a row for the whole and for dwellings outside all neighbourhoods. What is not known is never called met or failed: an unknown counts against a verdict only where it could not turn it.

Several facility layers: their types come from FACILITY_TYPES, else from the type field, else from the layer's name. “Selected features only” does not exist for these; filter the layer instead.</source>
        <translation>Toetst voor elke buurt of de woningen de voorzieningen hebben waar een normenset om vraagt: een voorziening binnen een afstand of een looptijd, een aantal ervan, of voorzieningen per aantal woningen.

Geef de woningen, de buurten, een of meer lagen met voorzieningen en de straten. Kies een meegeleverde normenset of een normbestand (JSON), of vul de tabel met eisen in; met de tabel kunt u een set ook wijzigen of aanvullen. Geen enkele norm hier is wet: de meegeleverde waarden zijn voorbeelden, om door uw eigen waarden te vervangen.

Resultaten: elke woning met haar afstand voor elke eis; elke buurt met het aandeel binnen de drempelwaarde en het oordeel (meets: voldoet, fails: voldoet niet, unknown: niet te beoordelen, too_few: te weinig woningen, not_applicable: niet van toepassing); en een tabel met alle cijfers, met een rij voor het geheel en een voor woningen buiten alle buurten. Wat niet bekend is, heet nooit voldoet of voldoet niet: een onbekende telt alleen mee in een oordeel dat ze niet kan omkeren.

Meerdere lagen met voorzieningen: hun types komen uit FACILITY_TYPES, anders uit het typeveld, anders uit de naam van de laag. “Alleen geselecteerde objecten” bestaat hiervoor niet; filter dan de laag.</translation>
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
        <source>Computed in {crs}, the layer's own.</source>
        <translation>Berekend in {crs}, dat van de laag zelf.</translation>
    </message>
    <message>
        <source>Computed in {crs}, the layer's own: true to scale here.</source>
        <translation>Berekend in {crs}, dat van de laag zelf: hier op ware schaal.</translation>
    </message>
    <message>
        <source>Connected parts</source>
        <translation>Samenhangende delen</translation>
    </message>
    <message>
        <source>Count the way between door and street</source>
        <translation>De weg tussen deur en straat meetellen</translation>
    </message>
    <message>
        <source>Debian and Ubuntu: run “sudo apt install {debian}”.</source>
        <translation>Debian en Ubuntu: voer “sudo apt install {debian}” uit.</translation>
    </message>
    <message>
        <source>distance,network,nearest,closest,facility,walking,minutes,travel time</source>
        <translation>afstand,netwerk,dichtstbijzijnde,nabijheid,voorziening,lopen,minuten,reistijd</translation>
    </message>
    <message>
        <source>Dwellings</source>
        <translation>Woningen</translation>
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
        <source>Dwellings with their nearest facility</source>
        <translation>Woningen met hun dichtstbijzijnde voorziening</translation>
    </message>
    <message>
        <source>Dwellings with what they have</source>
        <translation>Woningen met wat ze hebben</translation>
    </message>
    <message>
        <source>Dwellings: {rows} features with {n} dwellings, in {m} neighbourhoods.</source>
        <translation>Woningen: {rows} objecten met {n} woningen, in {m} buurten.</translation>
    </message>
    <message>
        <source>Edges</source>
        <translation>Takken</translation>
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
        <source>Facilities</source>
        <translation>Voorzieningen</translation>
    </message>
    <message>
        <source>Facilities and what used them</source>
        <translation>Voorzieningen en waarvoor ze zijn gebruikt</translation>
    </message>
    <message>
        <source>FACILITY_TYPES has {n} entries for {m} layers of facilities: give one for each layer, in their order.</source>
        <translation>FACILITY_TYPES heeft {n} onderdelen voor {m} lagen met voorzieningen: geef er een per laag, in hun volgorde.</translation>
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
        <source>Fewest dwellings to judge a neighbourhood by</source>
        <translation>Minste aantal woningen om een buurt op te beoordelen</translation>
    </message>
    <message>
        <source>Field with the capacity</source>
        <translation>Veld met de capaciteit</translation>
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
        <source>Fields that mark bridges and tunnels</source>
        <translation>Velden die bruggen en tunnels aangeven</translation>
    </message>
    <message>
        <source>Finds for every dwelling the nearest facility over the streets, in metres and minutes.</source>
        <translation>Zoekt voor elke woning de dichtstbijzijnde voorziening over straat, in meters en minuten.</translation>
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
        <source>For every dwelling: the nearest facility over the streets, how far it is in metres and minutes, and in a straight line.

The distance is exact: from the door straight to the nearest street, along the streets, and straight to the facility. Streets connect where they share a vertex, also in the middle of a line. Facilities may be points, lines or polygons; a park is entered from every street along it, or at its entrances.

Every dwelling comes out once, with all its fields. row_status says why one has no facility: no_geometry, off_network, unreachable, beyond_limit or no_facility. detour is the distance over the streets divided by that in a straight line; above 1.6 a barrier is worth looking for.</source>
        <translation>Voor elke woning: de dichtstbijzijnde voorziening over straat, hoe ver die is in meters en minuten, en hemelsbreed.

De afstand is exact: van de deur recht naar de dichtstbijzijnde straat, over de straten, en recht naar de voorziening. Straten sluiten op elkaar aan waar ze een knikpunt delen, ook midden in een lijn. Voorzieningen mogen punten, lijnen of vlakken zijn; een park is te betreden vanaf elke straat erlangs, of bij zijn ingangen.

Elke woning komt er één keer uit, met al haar velden. row_status zegt waarom een woning geen voorziening heeft: no_geometry (geen geometrie), off_network (buiten het netwerk), unreachable (onbereikbaar), beyond_limit (voorbij de grens) of no_facility (geen voorziening). detour (omwegfactor) is de afstand over straat gedeeld door die hemelsbreed; boven 1,6 loont het om naar een barrière te zoeken.</translation>
    </message>
    <message>
        <source>For features that stand for several dwellings. Left empty: each counts for one.</source>
        <translation>Voor objecten die voor meerdere woningen staan. Leeg: elk telt als één.</translation>
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
        <source>HTML files (*.html)</source>
        <translation>HTML-bestanden (*.html)</translation>
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
        <source>Leave it empty on foot: then all streets go both ways.</source>
        <translation>Laat dit leeg voor lopen: dan gaan alle straten beide kanten op.</translation>
    </message>
    <message>
        <source>Lines or polygons that nobody crosses: water, railways, motorways. Streets are cut where they meet one, but for bridges and tunnels, and no way from a door to a street crosses one.</source>
        <translation>Lijnen of vlakken die niemand oversteekt: water, spoor, snelwegen. Straten worden doorgeknipt waar ze er een raken, behalve bruggen en tunnels, en geen weg van deur naar straat gaat eroverheen.</translation>
    </message>
    <message>
        <source>Lines that people walk along. They are connected where they share a vertex, in the middle of a line too; lines that cross without one are a bridge. Take in the streets around the area as well, at least as far as the largest threshold.</source>
        <translation>Lijnen waar mensen langs lopen. Ze sluiten op elkaar aan waar ze een knikpunt delen, ook midden in een lijn; lijnen die elkaar zonder knikpunt kruisen, zijn een brug. Neem ook de straten rondom het gebied mee, minstens zo ver als de grootste drempelwaarde.</translation>
    </message>
    <message>
        <source>macOS: run “python3 -m pip install --user {pip}” in the Terminal, with the python3 that lies inside QGIS.app (Contents/MacOS/bin).</source>
        <translation>macOS: voer “python3 -m pip install --user {pip}” uit in de Terminal, met de python3 die in QGIS.app zit (Contents/MacOS/bin).</translation>
    </message>
    <message>
        <source>Measure in</source>
        <translation>Meten in</translation>
    </message>
    <message>
        <source>meets</source>
        <translation>voldoet</translation>
    </message>
    <message>
        <source>metres</source>
        <translation>meters</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>minuten</translation>
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
        <source>Near misses and islands, the gravest first.</source>
        <translation>Bijna-aansluitingen en eilanden, de ernstigste eerst.</translation>
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
        <source>Neighbourhoods that meet all requirements</source>
        <translation>Buurten die aan alle eisen voldoen</translation>
    </message>
    <message>
        <source>Neighbourhoods with their verdicts</source>
        <translation>Buurten met hun oordelen</translation>
    </message>
    <message>
        <source>Network issues</source>
        <translation>Knelpunten in het netwerk</translation>
    </message>
    <message>
        <source>network,topology,connected,island,gap,near miss,streets</source>
        <translation>netwerk,topologie,samenhang,eiland,gat,bijna-aansluiting,straten</translation>
    </message>
    <message>
        <source>Network: {lines} lines, {km} km; {parts} connected parts, the longest with {share} % of the length.</source>
        <translation>Netwerk: {lines} lijnen, {km} km; {parts} samenhangende delen, het langste met {share} % van de lengte.</translation>
    </message>
    <message>
        <source>No dwelling lies in any neighbourhood: check the layers and their reference systems.</source>
        <translation>Geen enkele woning ligt in een buurt: controleer de lagen en hun referentiestelsels.</translation>
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
        <source>No legal norm.</source>
        <translation>Geen wettelijke norm.</translation>
    </message>
    <message>
        <source>No street has a one-way value: all go both ways.</source>
        <translation>Geen straat heeft een eenrichtingswaarde: alle gaan beide kanten op.</translation>
    </message>
    <message>
        <source>no verdict</source>
        <translation>geen oordeel</translation>
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
        <source>Norm sets (*.json)</source>
        <translation>Normensets (*.json)</translation>
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
        <source>On one-way streets: from the dwelling to the facility, or, switched off, the other way.</source>
        <translation>In eenrichtingsstraten: van de woning naar de voorziening, of, als dit uit staat, andersom.</translation>
    </message>
    <message>
        <source>One or several layers of points, lines or polygons, those around the area as well.</source>
        <translation>Een of meer lagen met punten, lijnen of vlakken, ook die rondom het gebied.</translation>
    </message>
    <message>
        <source>One row for each requirement: id, facility (a|b for either), indicator (distance, count, rate), threshold, unit (m, min, number, m2), minimum, per, metric (network, straight), mode (walk, walk_65), weight (dwellings or a field) and target (a share, 0.95). With a set or file, a row changes the requirement with its id, an empty cell inherits and - clears.</source>
        <translation>Een rij per eis: id, facility (voorziening; a|b voor een van beide), indicator (distance, count, rate), threshold (drempelwaarde), unit (eenheid: m, min, number, m2), minimum, per, metric (network, straight), mode (walk, walk_65), weight (dwellings of een veld) en target (streefaandeel, 0.95). Bij een set of bestand wijzigt een rij de eis met die id; een lege cel neemt over en - maakt leeg.</translation>
    </message>
    <message>
        <source>Only 1 in this version.</source>
        <translation>In deze versie alleen 1.</translation>
    </message>
    <message>
        <source>Only the nearest facility can be asked for in this version: set K to 1.</source>
        <translation>In deze versie kan alleen de dichtstbijzijnde voorziening worden gevraagd: zet K op 1.</translation>
    </message>
    <message>
        <source>Other names of fields</source>
        <translation>Andere namen van velden</translation>
    </message>
    <message>
        <source>Over all neighbourhoods: {met} requirements met, {failed} failed, {unknown} unknown.</source>
        <translation>Over alle buurten: aan {met} eisen voldaan, aan {failed} niet voldaan, {unknown} niet te beoordelen.</translation>
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
        <source>Points snap past connected parts with less street than this, so that a stray path does not catch them. The longest part always counts. 0: use all parts.</source>
        <translation>Punten slaan samenhangende delen met minder straat dan dit over, zodat een los pad ze niet aantrekt. Het langste deel telt altijd mee. 0: alle delen gebruiken.</translation>
    </message>
    <message>
        <source>Points snap past {n} connected parts shorter than {m} m, {km} km together.</source>
        <translation>Punten slaan {n} samenhangende delen over die korter zijn dan {m} m, samen {km} km.</translation>
    </message>
    <message>
        <source>Points, lines or polygons. Take in those around the area as well.</source>
        <translation>Punten, lijnen of vlakken. Neem ook die rondom het gebied mee.</translation>
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
        <source>Prefix for computed fields</source>
        <translation>Voorvoegsel voor berekende velden</translation>
    </message>
    <message>
        <source>Reach</source>
        <translation>Bereik</translation>
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
        <source>Requirement "{id}" asks for {key}, which this version of Buurtmaat does not compute yet: take it out.</source>
        <translation>Eis "{id}" vraagt om {key}, wat deze versie van Buurtmaat nog niet berekent: haal het eruit.</translation>
    </message>
    <message>
        <source>Requirement "{id}" is measured over the streets: choose a layer for {input}.</source>
        <translation>Eis "{id}" wordt over straat gemeten: kies een laag voor {input}.</translation>
    </message>
    <message>
        <source>Requirement "{id}" needs the field "{field}", which the {layer} lack; they have: {fields}.</source>
        <translation>Eis "{id}" heeft het veld "{field}" nodig, dat ontbreekt in {layer}; daar zijn wel: {fields}.</translation>
    </message>
    <message>
        <source>Requirement "{id}" weighs by "{field}", a percentage, which cannot be spread over dwellings: name in weight_of the field that it is a share of, or choose a field with numbers.</source>
        <translation>Eis "{id}" weegt met "{field}", een percentage, dat niet over woningen kan worden verdeeld: noem in weight_of het veld waar het een aandeel van is, of kies een veld met aantallen.</translation>
    </message>
    <message>
        <source>Requirement {id} was not computed: the layers have no field for {field}.</source>
        <translation>Eis {id} is niet berekend: de lagen hebben geen veld voor {field}.</translation>
    </message>
    <message>
        <source>Requirements</source>
        <translation>Eisen</translation>
    </message>
    <message>
        <source>Requirements and their sources</source>
        <translation>Eisen en hun bronnen</translation>
    </message>
    <message>
        <source>Requirements failed</source>
        <translation>Eisen waaraan niet wordt voldaan</translation>
    </message>
    <message>
        <source>Requirements met</source>
        <translation>Eisen waaraan wordt voldaan</translation>
    </message>
    <message>
        <source>Requirements unknown</source>
        <translation>Eisen die niet te beoordelen zijn</translation>
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
        <source>role=field with semicolons, for example inhabitants_65=seniors.</source>
        <translation>rol=veld met puntkomma’s ertussen, bijvoorbeeld inhabitants_65=ouderen.</translation>
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
        <source>Speed (km/h)</source>
        <translation>Snelheid (km/u)</translation>
    </message>
    <message>
        <source>Streets and paths</source>
        <translation>Straten en paden</translation>
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
        <source>Tells whether the streets hang together, and where they nearly do.</source>
        <translation>Vertelt of de straten samenhangen, en waar dat bijna zo is.</translation>
    </message>
    <message>
        <source>Tells whether the streets hang together, before anything is measured on them.

Every line gets the number of its connected part (1 is the longest), that part's length and its share of the whole. A second layer points at what deserves a look, the gravest first: near_miss, an end that stops just short of a line it is not connected to; island, a part that hangs together with nothing else. severity is high where dwellings depend on it, medium where only streets do, low where the way round exists already.

Lines connect where they share a vertex, at an end or in the middle.</source>
        <translation>Vertelt of de straten samenhangen, voordat er iets over wordt gemeten.

Elke lijn krijgt het nummer van haar samenhangende deel (1 is het langste), de lengte van dat deel en het aandeel in het geheel. Een tweede laag wijst aan wat aandacht verdient, het ernstigste eerst: near_miss (bijna-aansluiting), een einde dat net ophoudt voor een lijn waar het niet op aansluit; island (eiland), een deel dat met niets anders samenhangt. severity (ernst) is high (hoog) waar woningen ervan afhangen, medium (middel) waar alleen straten dat doen, low (laag) waar er al een weg omheen is.

Lijnen sluiten op elkaar aan waar ze een knikpunt delen, aan een einde of in het midden.</translation>
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
        <source>The facility layer "{layer}" has no field "{field}" that FACILITY_TYPES names; it has: {fields}.</source>
        <translation>De laag met voorzieningen "{layer}" heeft geen veld "{field}", dat FACILITY_TYPES noemt; wel: {fields}.</translation>
    </message>
    <message>
        <source>The field "{field}" names {n} neighbourhoods twice or more ({ids}): choose a field that tells them apart.</source>
        <translation>Het veld "{field}" noemt {n} buurten tweemaal of vaker ({ids}): kies een veld dat ze onderscheidt.</translation>
    </message>
    <message>
        <source>The id of a shipped set. With no norm set, norm file or table of requirements: {id}.</source>
        <translation>De id van een meegeleverde set. Zonder normenset, normbestand of tabel met eisen: {id}.</translation>
    </message>
    <message>
        <source>The input {input} is empty: choose a layer for it.</source>
        <translation>De invoer {input} is leeg: kies er een laag voor.</translation>
    </message>
    <message>
        <source>The layer "{layer}" has no field "{field}"; choose one of: {fields}.</source>
        <translation>De laag "{layer}" heeft geen veld "{field}"; kies een van: {fields}.</translation>
    </message>
    <message>
        <source>The layer "{layer}" holds no neighbourhood with a geometry: choose another.</source>
        <translation>De laag "{layer}" bevat geen buurt met een geometrie: kies een andere.</translation>
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
        <source>The layer “{layer}” has no reference system: it is taken to be in that of the computation.</source>
        <translation>De laag “{layer}” heeft geen referentiestelsel: aangenomen wordt dat van de berekening.</translation>
    </message>
    <message>
        <source>The limit must be above 0; leave it empty for no limit.</source>
        <translation>De grens moet groter zijn dan 0; laat het veld leeg voor geen grens.</translation>
    </message>
    <message>
        <source>The network has no field "{field}" that could mark bridges and tunnels; choose one of: {fields}.</source>
        <translation>Het netwerk heeft geen veld "{field}" dat bruggen en tunnels kan aangeven; kies een van: {fields}.</translation>
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
        <source>The output cannot be written to {path}: choose a place that you may write to.</source>
        <translation>De uitvoer kan niet naar {path} worden geschreven: kies een plek waar u mag schrijven.</translation>
    </message>
    <message>
        <source>The output cannot be written to {path}: no format is known for {suffix}; choose .gpkg.</source>
        <translation>De uitvoer kan niet naar {path} worden geschreven: voor {suffix} is geen indeling bekend; kies .gpkg.</translation>
    </message>
    <message>
        <source>The output cannot be written to {path}: there is no folder {folder}; make it or choose another.</source>
        <translation>De uitvoer kan niet naar {path} worden geschreven: de map {folder} bestaat niet; maak die aan of kies een andere.</translation>
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
        <source>The table of requirements is empty; fill in a row, or choose a norm set.</source>
        <translation>De tabel met eisen is leeg; vul een rij in of kies een normenset.</translation>
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
        <source>There are no requirements: choose a norm set, a norm file, or fill in the table.</source>
        <translation>Er zijn geen eisen: kies een normenset of een normbestand, of vul de tabel in.</translation>
    </message>
    <message>
        <source>There is not enough memory for this: take a smaller area or fewer facilities.</source>
        <translation>Hiervoor is niet genoeg geheugen: neem een kleiner gebied of minder voorzieningen.</translation>
    </message>
    <message>
        <source>To count the dwellings that each issue cuts off.</source>
        <translation>Om de woningen te tellen die elk knelpunt afsnijdt.</translation>
    </message>
    <message>
        <source>too few dwellings</source>
        <translation>te weinig woningen</translation>
    </message>
    <message>
        <source>Two directions have the same value: give each its own.</source>
        <translation>Twee richtingen hebben dezelfde waarde: geef elke richting een eigen waarde.</translation>
    </message>
    <message>
        <source>Two facility layers are both called "{name}", so their types cannot be told apart: say them in FACILITY_TYPES.</source>
        <translation>Twee lagen met voorzieningen heten allebei "{name}", zodat hun types niet te onderscheiden zijn: noem die in FACILITY_TYPES.</translation>
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
        <source>unknown</source>
        <translation>niet te beoordelen</translation>
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
        <source>Verdict</source>
        <translation>Oordeel</translation>
    </message>
    <message>
        <source>Walking: 4.8 on average, 3.0 for people over 65, 2.2 with a rollator. Turns metres into minutes.</source>
        <translation>Lopen: gemiddeld 4,8, voor 65-plussers 3,0, met een rollator 2,2. Rekent meters om in minuten.</translation>
    </message>
    <message>
        <source>What decides which way and which facility is nearest: the distance or the time.</source>
        <translation>Wat bepaalt welke weg en welke voorziening het dichtst bij is: de afstand of de tijd.</translation>
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
        <source>Windows: choose {debian} in the OSGeo4W setup, or run “python -m pip install {pip}” in the OSGeo4W Shell; the full standalone installer brings them along.</source>
        <translation>Windows: kies {debian} in de OSGeo4W-setup, of voer “python -m pip install {pip}” uit in de OSGeo4W Shell; in het volledige installatieprogramma zitten ze al.</translation>
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
        <source>Writing {output} to {place} failed: {why}.</source>
        <translation>Het schrijven van {output} naar {place} is mislukt: {why}.</translation>
    </message>
    <message>
        <source>{ids}, …</source>
        <translation>{ids}, …</translation>
    </message>
    <message>
        <source>{n} dwellings have no geometry and count as unknown: {ids}</source>
        <translation>{n} woningen hebben geen geometrie en tellen als onbekend: {ids}</translation>
    </message>
    <message>
        <source>{n} dwellings have no number (NULL or negative) and count as 0: {ids}</source>
        <translation>{n} woningen hebben geen aantal (NULL of negatief) en tellen als 0: {ids}</translation>
    </message>
    <message>
        <source>{n} dwellings lie in more than one neighbourhood, or on a border; the first one holds them.</source>
        <translation>{n} woningen liggen in meer dan één buurt of op een grens; de eerste buurt geldt.</translation>
    </message>
    <message>
        <source>{n} dwellings lie outside all neighbourhoods: {ids}</source>
        <translation>{n} woningen liggen buiten alle buurten: {ids}</translation>
    </message>
    <message>
        <source>{n} end points were joined within the tolerance.</source>
        <translation>{n} eindpunten zijn binnen de tolerantie verbonden.</translation>
    </message>
    <message>
        <source>{n} joins within the tolerance were skipped: they would have collapsed a street.</source>
        <translation>{n} verbindingen binnen de tolerantie zijn overgeslagen: ze zouden een straat hebben laten samenvallen.</translation>
    </message>
    <message>
        <source>{n} lines have no geometry and were left out.</source>
        <translation>{n} lijnen hebben geen geometrie en zijn weggelaten.</translation>
    </message>
    <message>
        <source>{n} lines have no length and were left out.</source>
        <translation>{n} lijnen hebben geen lengte en zijn weggelaten.</translation>
    </message>
    <message>
        <source>{n} lines were cut by barriers.</source>
        <translation>{n} lijnen zijn door barrières doorgeknipt.</translation>
    </message>
    <message>
        <source>{n} neighbourhoods have no {field}; they are called # and their feature id.</source>
        <translation>{n} buurten hebben geen {field}; ze heten # en hun object-id.</translation>
    </message>
    <message>
        <source>{n} of {all} ({share} %) lie farther than {threshold} m or are not known.</source>
        <translation>{n} van {all} ({share} %) liggen verder dan {threshold} m of zijn niet bekend.</translation>
    </message>
    <message>
        <source>{n} of {all} facilities have no geometry or are off the network and were not used.</source>
        <translation>{n} van {all} voorzieningen hebben geen geometrie of liggen buiten het netwerk en zijn niet gebruikt.</translation>
    </message>
    <message>
        <source>{n} of {all} facilities have no geometry or are off the network and were not used: {ids}</source>
        <translation>{n} van {all} voorzieningen hebben geen geometrie of liggen buiten het netwerk en zijn niet gebruikt: {ids}</translation>
    </message>
    <message>
        <source>{n} of {all} neighbourhoods meet all requirements.</source>
        <translation>{n} van {all} buurten voldoen aan alle eisen.</translation>
    </message>
    <message>
        <source>{n} points lie more than {m} m from the network, up to {most} m.</source>
        <translation>{n} punten liggen meer dan {m} m van het netwerk, tot {most} m.</translation>
    </message>
    <message>
        <source>{n} values of {field} match more than one facility, and each is entered there: {ids}</source>
        <translation>{n} waarden van {field} horen bij meer dan één voorziening, die elk daar te betreden zijn: {ids}</translation>
    </message>
    <message>
        <source>{n} values of {field} match no facility: {ids}</source>
        <translation>{n} waarden van {field} horen bij geen enkele voorziening: {ids}</translation>
    </message>
    <message>
        <source>{share} % of the length hangs together; {n} places lie within {gap} m of joining; {m} islands.</source>
        <translation>{share} % van de lengte hangt samen; op {n} plekken ontbreekt hoogstens {gap} m voor een aansluiting; {m} eilanden.</translation>
    </message>
</context>
</TS>

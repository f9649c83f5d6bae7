<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en">
<context>
    <name>Buurtmaat</name>
    <message>
        <source> Did you mean {names}?</source>
        <translation> Bedoelde u {names}?</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 van %2</translation>
    </message>
    <message>
        <source>&amp;Add row</source>
        <translation>Rij &amp;toevoegen</translation>
    </message>
    <message>
        <source>&amp;Areas to leave out</source>
        <translation>&amp;Gebieden die niet meetellen</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>Te&amp;rug</translation>
    </message>
    <message>
        <source>&amp;Check requirements…</source>
        <translation>Basiseisen &amp;toetsen…</translation>
    </message>
    <message>
        <source>&amp;Compare…</source>
        <translation>&amp;Vergelijken…</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>&amp;Dupliceren</translation>
    </message>
    <message>
        <source>&amp;Dwellings</source>
        <translation>&amp;Woningen</translation>
    </message>
    <message>
        <source>&amp;Explore thresholds</source>
        <translation>&amp;Drempelwaarden verkennen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>E&amp;xporteren…</translation>
    </message>
    <message>
        <source>&amp;Facilities</source>
        <translation>&amp;Voorzieningen</translation>
    </message>
    <message>
        <source>&amp;First</source>
        <translation>&amp;Eerste</translation>
    </message>
    <message>
        <source>&amp;First page</source>
        <translation>&amp;Eerste bladzijde</translation>
    </message>
    <message>
        <source>&amp;Forget what runs kept</source>
        <translation>Vergeet wat &amp;berekeningen bewaarden</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Uit</translation>
    </message>
    <message>
        <source>&amp;GeoPackage for the results</source>
        <translation>GeoPac&amp;kage voor de resultaten</translation>
    </message>
    <message>
        <source>&amp;Go there</source>
        <translation>&amp;Ga erheen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importeren…</translation>
    </message>
    <message>
        <source>&amp;Kept</source>
        <translation>Be&amp;waard</translation>
    </message>
    <message>
        <source>&amp;Neighbourhoods</source>
        <translation>&amp;Buurten</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>&amp;Nieuw</translation>
    </message>
    <message>
        <source>&amp;Norm sets…</source>
        <translation>&amp;Normensets…</translation>
    </message>
    <message>
        <source>&amp;Norms</source>
        <translation>&amp;Normen</translation>
    </message>
    <message>
        <source>&amp;Prepare data…</source>
        <translation>Gegevens &amp;voorbereiden…</translation>
    </message>
    <message>
        <source>&amp;Remove row</source>
        <translation>Rij &amp;verwijderen</translation>
    </message>
    <message>
        <source>&amp;Report…</source>
        <translation>&amp;Rapport…</translation>
    </message>
    <message>
        <source>&amp;Requirements</source>
        <translation>&amp;Basiseisen</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>&amp;Zoeken</translation>
    </message>
    <message>
        <source>&amp;Second</source>
        <translation>&amp;Tweede</translation>
    </message>
    <message>
        <source>&amp;Streets</source>
        <translation>&amp;Straten</translation>
    </message>
    <message>
        <source>&amp;Trend…</source>
        <translation>&amp;Trend…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Ongedaan</translation>
    </message>
    <message>
        <source>&amp;Use in Check requirements</source>
        <translation>&amp;Gebruiken bij toetsen</translation>
    </message>
    <message>
        <source>&amp;Ways to move…</source>
        <translation>V&amp;erplaatsingswijzen…</translation>
    </message>
    <message>
        <source>, and {n} whose capacity is not known</source>
        <translation>, en {n} waarvan de capaciteit onbekend is</translation>
    </message>
    <message>
        <source>, ours less theirs {m} m (median)</source>
        <translation>, de onze min die van het CBS {m} m (mediaan)</translation>
    </message>
    <message>
        <source>, rank correlation {r}</source>
        <translation>, rangcorrelatie {r}</translation>
    </message>
    <message>
        <source>0: all that are asked. Else places are shown from where at least so many are within reach.</source>
        <translation>0: alle die worden gevraagd. Anders de plekken vanwaar er ten minste zoveel binnen bereik zijn.</translation>
    </message>
    <message>
        <source>1 facility</source>
        <translation>1 voorziening</translation>
    </message>
    <message>
        <source>1 for the highest figure; equal figures share a place.</source>
        <translation>1 voor het hoogste cijfer; gelijke cijfers delen een plaats.</translation>
    </message>
    <message>
        <source>1 where figures of neighbourhoods were spread over their dwellings</source>
        <translation>1 waar cijfers van buurten over hun woningen zijn verdeeld</translation>
    </message>
    <message>
        <source>1. Planned dwellings…</source>
        <translation>1. Woningbouwplannen…</translation>
    </message>
    <message>
        <source>10 % less</source>
        <translation>10 % minder</translation>
    </message>
    <message>
        <source>10 % more</source>
        <translation>10 % meer</translation>
    </message>
    <message>
        <source>10th percentile</source>
        <translation>10e percentiel</translation>
    </message>
    <message>
        <source>2. Requirements over the years…</source>
        <translation>2. Basiseisen over de jaren…</translation>
    </message>
    <message>
        <source>25 to 50 %</source>
        <translation>25 tot 50 %</translation>
    </message>
    <message>
        <source>2SFCA,E2SFCA,two-step,catchment,accessibility,capacity,supply,demand,gravity,decay,crowding</source>
        <translation>2SFCA,E2SFCA,floating catchment,verzorgingsgebied,bereikbaarheid,capaciteit,aanbod,vraag,zwaartekracht,afname,drukte</translation>
    </message>
    <message>
        <source>50 to 75 %</source>
        <translation>50 tot 75 %</translation>
    </message>
    <message>
        <source>75 % or more</source>
        <translation>75 % of meer</translation>
    </message>
    <message>
        <source>90th percentile</source>
        <translation>90e percentiel</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95 %-interval</translation>
    </message>
    <message>
        <source>[More in English]({page})</source>
        <translation>[Meer, in het Engels]({page})</translation>
    </message>
    <message>
        <source>A box in place of a municipality, such as that of the map.</source>
        <translation>Een rechthoek in plaats van een gemeente, zoals die van de kaart.</translation>
    </message>
    <message>
        <source>A click on the map tells about the neighbourhood or the dwelling there.</source>
        <translation>Een klik op de kaart vertelt over de buurt of de woning daar.</translation>
    </message>
    <message>
        <source>a code (buurtcode)</source>
        <translation>een code (buurtcode)</translation>
    </message>
    <message>
        <source>a computed value is none that its field holds</source>
        <translation>een berekende waarde niet in het veld past</translation>
    </message>
    <message>
        <source>A cross marks who reaches none.</source>
        <translation>Een kruis staat bij wie er geen bereikt.</translation>
    </message>
    <message>
        <source>a double quote</source>
        <translation>een dubbel aanhalingsteken</translation>
    </message>
    <message>
        <source>A dwelling has</source>
        <translation>Een woning heeft</translation>
    </message>
    <message>
        <source>A dwelling has {within} of the {asked} that are asked of it, on average.</source>
        <translation>Een woning heeft gemiddeld {within} van de {asked} basiseisen die ervoor gelden.</translation>
    </message>
    <message>
        <source>A dwelling is served if an open place is at most this far. The two objectives with distances look beyond it and use it for the figures only.</source>
        <translation>Een woning is bediend als een open plek hoogstens zo ver weg is. De twee doelen met afstanden kijken verder en gebruiken de grens alleen voor de cijfers.</translation>
    </message>
    <message>
        <source>a facet must have 1 to {most} rules</source>
        <translation>een kenmerk moet 1 tot {most} regels hebben</translation>
    </message>
    <message>
        <source>A facility farther away does not count as reached. Left empty: no limit.</source>
        <translation>Een voorziening die verder weg ligt, telt niet als bereikt. Leeg: geen grens.</translation>
    </message>
    <message>
        <source>A few words of it, as they stand there.</source>
        <translation>Enkele woorden eruit, zoals ze er staan.</translation>
    </message>
    <message>
        <source>a few words of the source</source>
        <translation>enkele woorden uit de bron</translation>
    </message>
    <message>
        <source>a field has a type or name, or texts an encoding, that only QGIS reads</source>
        <translation>een veld een type of naam heeft, of teksten een codering, die alleen QGIS leest</translation>
    </message>
    <message>
        <source>a field has small letters, digits and _ only</source>
        <translation>een veld heeft alleen kleine letters, cijfers en _</translation>
    </message>
    <message>
        <source>A file (JSON) with rules of your own. Left empty: the shipped ones.</source>
        <translation>Een bestand (JSON) met eigen regels. Leeg: de meegeleverde.</translation>
    </message>
    <message>
        <source>a file has no “provider”</source>
        <translation>een bestand heeft geen “provider”</translation>
    </message>
    <message>
        <source>A file with the services to ask, such as an edited copy of the shipped one. Left empty: that one.</source>
        <translation>Een bestand met de diensten om te vragen, zoals een bewerkte kopie van het meegeleverde. Leeg: dat bestand.</translation>
    </message>
    <message>
        <source>A GeoPackage with a table for each part. What was there is replaced.</source>
        <translation>Een GeoPackage met een tabel voor elk onderdeel. Wat er stond wordt vervangen.</translation>
    </message>
    <message>
        <source>A heading sorts.</source>
        <translation>Een kop sorteert.</translation>
    </message>
    <message>
        <source>A hole that a barrier meets stays. 0: fill none.</source>
        <translation>Een gat waar een barrière in ligt, blijft. 0: vul er geen.</translation>
    </message>
    <message>
        <source>A landlord or complex with fewer than {n} dwellings gets no verdict.</source>
        <translation>Een verhuurder of complex met minder dan {n} woningen krijgt geen oordeel.</translation>
    </message>
    <message>
        <source>A landlord, a complex or another group with fewer is too_few.</source>
        <translation>Een verhuurder, complex of andere groep met minder krijgt too_few (te weinig).</translation>
    </message>
    <message>
        <source>a later norm set</source>
        <translation>een latere normenset</translation>
    </message>
    <message>
        <source>A layer of the check was changed: begin anew with Place, Move or Close.</source>
        <translation>Een laag van de toetsing is gewijzigd: begin opnieuw met Plaatsen, Verplaatsen of Sluiten.</translation>
    </message>
    <message>
        <source>A layer of {input} has no features: take it out.</source>
        <translation>Een laag van {input} heeft geen objecten: haal die eruit.</translation>
    </message>
    <message>
        <source>A layer of {input} holds no lines or polygons: take it out, or choose one with streets, water or green.</source>
        <translation>Een laag van {input} bevat geen lijnen of vlakken: haal deze weg, of kies er een met straten, water of groen.</translation>
    </message>
    <message>
        <source>a layer with the public space</source>
        <translation>een laag met de openbare ruimte</translation>
    </message>
    <message>
        <source>A level cannot be called “{name}”, as the rows of the neighbourhoods themselves are: rename that field.</source>
        <translation>Een niveau kan niet “{name}” heten, zoals de rijen van de buurten zelf: geef dat veld een andere naam.</translation>
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
        <source>A line's end joins another line's end or vertex at most this far away, the closest first. At most 100. 0: only where they coincide.</source>
        <translation>Het einde van een lijn sluit aan op een einde of knikpunt van een andere lijn dat hoogstens zo ver weg ligt, het dichtstbijzijnde eerst. Ten hoogste 100. 0: alleen waar ze samenvallen.</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>een lijst</translation>
    </message>
    <message>
        <source>a neighbourhood</source>
        <translation>een buurt</translation>
    </message>
    <message>
        <source>A neighbourhood meets a requirement if the share of its dwellings, or of the people in them, within the threshold is at least the target. A verdict is given only where no unknown could turn it.</source>
        <translation>Een buurt voldoet aan een basiseis als het aandeel van haar woningen, of van de mensen daarin, binnen de drempelwaarde ten minste het streefaandeel is. Een oordeel staat alleen als niets onbekends het kan omkeren.</translation>
    </message>
    <message>
        <source>A neighbourhood of the layer “{layer}” is called “{name}”, as a row of the results is: choose another field for its name.</source>
        <translation>Een buurt van de laag “{layer}” heet “{name}”, net als een rij van de resultaten: kies een ander veld voor de naam.</translation>
    </message>
    <message>
        <source>A neighbourhood with fewer is too_few: its figures are given, but no verdict.</source>
        <translation>Een buurt met minder woningen is too_few (te weinig woningen): wel cijfers, geen oordeel.</translation>
    </message>
    <message>
        <source>a neighbourhood; a wider line is several</source>
        <translation>een buurt; een bredere lijn is er meer dan één</translation>
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
        <source>A norm set needs the results table of the run: choose it among the layers.</source>
        <translation>Voor een normenset is de resultatentabel van de toetsing nodig: kies die bij de lagen.</translation>
    </message>
    <message>
        <source>A norm set of your own as JSON; it overrides the norm set above.</source>
        <translation>Een eigen normenset als JSON; die gaat voor de normenset hierboven.</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>een getal</translation>
    </message>
    <message>
        <source>A page of {host} in GML is larger than {mb} MB: lower page in SERVICES.</source>
        <translation>Een pagina van {host} in GML is groter dan {mb} MB: verlaag page in SERVICES.</translation>
    </message>
    <message>
        <source>a page that says: {text}</source>
        <translation>een pagina waarop staat: {text}</translation>
    </message>
    <message>
        <source>a page without data</source>
        <translation>een pagina zonder gegevens</translation>
    </message>
    <message>
        <source>a path in it leads elsewhere (“{path}”)</source>
        <translation>een pad erin leidt ergens anders heen (“{path}”)</translation>
    </message>
    <message>
        <source>a point beside an area</source>
        <translation>een punt naast een vlak</translation>
    </message>
    <message>
        <source>a point in an area</source>
        <translation>een punt in een vlak</translation>
    </message>
    <message>
        <source>A polygon or line without entrances is entered from every street at most this far away, else from the nearest street.</source>
        <translation>Een vlak of lijn zonder ingangen is te betreden vanaf elke straat die hoogstens zo ver weg ligt, anders vanaf de dichtstbijzijnde straat.</translation>
    </message>
    <message>
        <source>A recipe finds its layers below its own folder. These are not there, or only some of their rows are taken: {layers}. Copy them beside the recipe?</source>
        <translation>Een recept vindt zijn lagen onder zijn eigen map. Deze staan daar niet, of er wordt maar een deel van de rijen gebruikt: {layers}. Naast het recept kopiëren?</translation>
    </message>
    <message>
        <source>A recipe is a text file (JSON) with all that a run takes: the algorithm, its inputs, its layers by file with a fingerprint of what they held, and the norm set in full. “Save as recipe…” in the dialog of each algorithm writes one; saved to a recipe that is there already, a run can become its next step.

Paths are relative to the recipe. It reads only what lies below its own folder or below that of the results, and writes only below the latter. LAYERS puts other layers in the place of those of the recipe: next year's dwellings. The log tells each layer, version and norm set that is not as it was recorded; the recorded norm set is the one that is used.

A recipe is no program: it names algorithms of Buurtmaat and nothing else. Each step is written whole or not at all; what earlier steps wrote stays.</source>
        <translation>Een recept is een tekstbestand (JSON) met alles wat een berekening nodig heeft: het algoritme, de invoer, de lagen per bestand met een vingerafdruk van wat erin stond, en de volledige normenset. “Opslaan als recept…” in het venster van elk algoritme maakt er een; opgeslagen in een recept dat er al is, kan een berekening de volgende stap ervan worden.

Paden gelden vanaf het recept. Het leest alleen wat onder zijn eigen map of onder die van de resultaten staat, en schrijft alleen onder die laatste. Met LAYERS komen andere lagen in de plaats van die van het recept: de woningen van volgend jaar. Het logboek noemt elke laag, versie en normenset die niet is zoals vastgelegd; de vastgelegde normenset wordt gebruikt.

Een recept is geen programma: het noemt algoritmen van Buurtmaat en niets anders. Elke stap wordt in zijn geheel geschreven of helemaal niet; wat eerdere stappen schreven, blijft.</translation>
    </message>
    <message>
        <source>a recipe runs algorithms of Buurtmaat only, and never a recipe, so not {algorithm}; leave the step out</source>
        <translation>een recept voert alleen algoritmen van Buurtmaat uit, en nooit een recept, dus {algorithm} niet; laat de stap weg</translation>
    </message>
    <message>
        <source>A result could not be put in its place, since {why}; the new one is {place}: use that one, or run again.</source>
        <translation>Een resultaat kon niet op zijn plaats worden gezet, want {why}; het nieuwe staat in {place}: gebruik dat, of start opnieuw.</translation>
    </message>
    <message>
        <source>A row a plan, or a row a phase of a plan: polygons, or points where the area is not known.</source>
        <translation>Een rij per plan, of een rij per fase van een plan: vlakken, of punten waar het gebied niet bekend is.</translation>
    </message>
    <message>
        <source>a row needs the id of a requirement</source>
        <translation>een rij heeft de id van een basiseis nodig</translation>
    </message>
    <message>
        <source>A rule asks for “{field}”, which the layer “{layer}” does not have: choose other rules or another layer. Its fields: {fields}.</source>
        <translation>Een regel vraagt naar “{field}”, dat de laag “{layer}” niet heeft: kies andere regels of een andere laag. De velden: {fields}.</translation>
    </message>
    <message>
        <source>a rule has at most {most} conditions</source>
        <translation>een regel heeft hoogstens {most} voorwaarden</translation>
    </message>
    <message>
        <source>a rule must have tags (if) or types</source>
        <translation>een regel moet tags (if) of types hebben</translation>
    </message>
    <message>
        <source>a rule needs one of: {keys}</source>
        <translation>een regel heeft er een nodig van: {keys}</translation>
    </message>
    <message>
        <source>A Shapefile cuts field names to ten characters; write a GeoPackage to keep: {names}</source>
        <translation>Een Shapefile kort veldnamen af tot tien tekens; schrijf naar een GeoPackage om deze te behouden: {names}</translation>
    </message>
    <message>
        <source>A share of fewer than {n} dwellings gets no verdict.</source>
        <translation>Een aandeel van minder dan {n} woningen krijgt geen oordeel.</translation>
    </message>
    <message>
        <source>a source has a “provider”, and no “table”</source>
        <translation>een bron heeft een “provider” en geen “table”</translation>
    </message>
    <message>
        <source>a source of another year ({what})</source>
        <translation>een bron van een ander jaar ({what})</translation>
    </message>
    <message>
        <source>a stretch is two times such as ["07:00", "09:00"], at most 24:00</source>
        <translation>een stuk is twee tijden zoals ["07:00", "09:00"], hoogstens 24:00</translation>
    </message>
    <message>
        <source>A survey with some twenty respondents a neighbourhood says little of each: 10 of 20 may be 30 % or 70 %. This weighs what the respondents of an area say with what its figures (its age, its dwellings) lead to expect, each by what it is worth, and says how sure the result is.

OUTPUT has for every area the direct estimate with Wilson's interval, the combined estimate with its mean squared error and interval, the weight of the area's own answers (shrinkage), what it rests on, and whether it can be used: good, caution or unusable. An area without respondents has what the model expects. COEFFICIENTS has the model, PLOT a page to read.

The model is that of Fay and Herriot (1979), fitted by restricted maximum likelihood; mean squared errors are those of Prasad and Rao (1990) and Datta and Lahiri (2000). It refuses where areas are too few for the covariates, or one of these is constant or follows from others. The covariates must be figures of all inhabitants, not of the respondents.

Where few answered, MIN_RESPONDENTS withholds what they said, from the model too: their answers could be reckoned back from an estimate.

This is not the small-area method of the RIVM, which uses registers of persons. Figures that an institute has modelled already are not put through a model again.</source>
        <translation>Een enquête met zo'n twintig respondenten per buurt zegt weinig over elke buurt: 10 van de 20 kan 30 % of 70 % zijn. Dit weegt wat de respondenten van een gebied zeggen met wat de cijfers van dat gebied (leeftijd, woningen) doen verwachten, elk naar wat het waard is, en zegt hoe zeker de uitkomst is.

OUTPUT heeft voor elk gebied de directe schatting met het interval van Wilson, de gecombineerde schatting met haar gemiddelde kwadratische fout en interval, het gewicht van de eigen antwoorden (shrinkage), waarop ze berust en of ze bruikbaar is: good, caution of unusable. Een gebied zonder respondenten heeft wat het model verwacht. COEFFICIENTS heeft het model, PLOT een pagina om te lezen.

Het model is dat van Fay en Herriot (1979), geschat met restricted maximum likelihood; de gemiddelde kwadratische fouten zijn die van Prasad en Rao (1990) en Datta en Lahiri (2000). Het weigert als er te weinig gebieden zijn voor de verklarende cijfers, of als een daarvan overal gelijk is of uit andere volgt. De verklarende cijfers zijn cijfers van alle inwoners, niet van de respondenten.

Waar weinig mensen antwoordden, houdt MIN_RESPONDENTS achter wat zij zeiden, ook voor het model: hun antwoorden zouden uit een schatting terug te rekenen zijn.

Dit is niet de kleinegebiedenmethode van het RIVM, die registers van personen gebruikt. Cijfers die een instituut al gemodelleerd heeft, gaan niet nog eens door een model.</translation>
    </message>
    <message>
        <source>A table of {n} {n:neighbourhood|neighbourhoods} and {m} {m:requirement|requirements} is in the spreadsheet.</source>
        <translation>Een tabel van {n} {n:buurt|buurten} en {m} {m:basiseis|basiseisen} staat in het rekenblad.</translation>
    </message>
    <message>
        <source>A table of “Suggest locations” for this facility, in the same unit: the places that thresholds need.</source>
        <translation>Een tabel van “Locaties voorstellen” voor deze voorziening, in dezelfde eenheid: de plekken die drempelwaarden nodig hebben.</translation>
    </message>
    <message>
        <source>A table with a row for each neighbourhood and year: its code, the year, and how many people there are, in fields named as those that requirements weigh by (inhabitants, inhabitants_65).</source>
        <translation>Een tabel met een rij voor elke buurt en elk jaar: de code van de buurt, het jaar en hoeveel mensen er dan wonen, in velden met de namen waarmee basiseisen wegen (inhabitants, inhabitants_65).</translation>
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
        <source>A table with the columns old, new and share: what became of each code, and which part of its dwellings belongs there (empty: all).</source>
        <translation>Een tabel met de kolommen oud, nieuw en aandeel: wat er van elke code werd, en welk deel van de woningen daarheen gaat (leeg: alles).</translation>
    </message>
    <message>
        <source>A table: dwellings counted beside those published, and people who found no dwelling.</source>
        <translation>Een tabel: getelde woningen naast de gepubliceerde, en mensen voor wie geen woning is gevonden.</translation>
    </message>
    <message>
        <source>A table: every requirement in every neighbourhood, other level and group.</source>
        <translation>Een tabel: elke basiseis in elke buurt, elk ander niveau en elke groep.</translation>
    </message>
    <message>
        <source>A table: of each neighbourhood and group what is published and in the points, and why it is not known.</source>
        <translation>Een tabel: van elke buurt en groep wat gepubliceerd is en wat in de punten zit, en waarom het niet bekend is.</translation>
    </message>
    <message>
        <source>A table: the facilities whose opening hours say nothing certain of an ordinary week, and why.</source>
        <translation>Een tabel: de voorzieningen waarvan de openingstijden niets zekers over een gewone week zeggen, en waarom.</translation>
    </message>
    <message>
        <source>A table: what came, went, moved or has other values since the earlier fetch.</source>
        <translation>Een tabel: wat er sinds de eerdere ophaling bij kwam, verdween, verplaatst is of andere waarden heeft.</translation>
    </message>
    <message>
        <source>A table: which duplicate went into which facility, how far it was and why.</source>
        <translation>Een tabel: welke dubbele in welke voorziening opging, op welke afstand en waarom.</translation>
    </message>
    <message>
        <source>A template with your own logo, made from the layout that a first run puts into the project.</source>
        <translation>Een sjabloon met uw eigen logo, gemaakt van de opmaak die een eerste keer in het project komt.</translation>
    </message>
    <message>
        <source>a tenth of those who reach a facility have at most this</source>
        <translation>een tiende van wie een voorziening bereikt, heeft hoogstens dit</translation>
    </message>
    <message>
        <source>A trend needs a recipe with one step that checks requirements, and this one has {n}: choose another.</source>
        <translation>Een trend heeft een recept nodig met één stap die basiseisen toetst, en dit heeft er {n}: kies een ander.</translation>
    </message>
    <message>
        <source>A trend needs results of two days at least: choose another table in RESULTS_SERIES.</source>
        <translation>Een trend heeft resultaten van minstens twee dagen nodig: kies nog een tabel in RESULTS_SERIES.</translation>
    </message>
    <message>
        <source>a type must have 1 to {most} rules, in not_told none</source>
        <translation>een soort moet 1 tot {most} regels hebben, in not_told geen</translation>
    </message>
    <message>
        <source>A type of facility was absent in the run: a dwelling is within from its value on, unknown below, so the share of what is known is all or nothing.</source>
        <translation>Een soort voorziening ontbrak in de toetsing: een woning ligt vanaf haar waarde binnen bereik en is daaronder niet te beoordelen, dus het aandeel van wat bekend is, is alles of niets.</translation>
    </message>
    <message>
        <source>a value is missing; write an empty text as two double quotes</source>
        <translation>er ontbreekt een waarde; schrijf een lege tekst als twee dubbele aanhalingstekens</translation>
    </message>
    <message>
        <source>a verdict turned better</source>
        <translation>een oordeel werd beter</translation>
    </message>
    <message>
        <source>a verdict turned worse</source>
        <translation>een oordeel werd slechter</translation>
    </message>
    <message>
        <source>a WFS is asked in {crs} only</source>
        <translation>een WFS wordt alleen in {crs} gevraagd</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>een geheel getal</translation>
    </message>
    <message>
        <source>a word, such as park or RIVM</source>
        <translation>een woord, zoals park of RIVM</translation>
    </message>
    <message>
        <source>A year for each of them</source>
        <translation>Een jaar voor elk ervan</translation>
    </message>
    <message>
        <source>A year, a date, 2028-2031 or 2028:40;2030:60. Left empty: year or jaar if there is one.</source>
        <translation>Een jaar, een datum, 2028-2031 of 2028:40;2030:60. Leeg gelaten: year of jaar als dat er is.</translation>
    </message>
    <message>
        <source>A ZIP archive with stops.txt, routes.txt, trips.txt, stop_times.txt, and calendar.txt or calendar_dates.txt.</source>
        <translation>Een ZIP-archief met stops.txt, routes.txt, trips.txt, stop_times.txt, en calendar.txt of calendar_dates.txt.</translation>
    </message>
    <message>
        <source>About this &amp;set</source>
        <translation>Over deze &amp;set</translation>
    </message>
    <message>
        <source>about {n} min left</source>
        <translation>nog ongeveer {n} min</translation>
    </message>
    <message>
        <source>Above 0, what the dwellings reach within this distance over the streets counts, on average; it needs the dwellings and the streets.</source>
        <translation>Boven 0 telt wat de woningen binnen deze afstand over de straten gemiddeld bereiken; daarvoor zijn de woningen en de straten nodig.</translation>
    </message>
    <message>
        <source>Above 1, a dwelling has a row for each facility that it reaches, numbered in rank from the nearest; facilities equally far come in their order. A dwelling that reaches none has one row.</source>
        <translation>Boven 1 heeft een woning een rij voor elke voorziening die ze bereikt, in rank genummerd vanaf de dichtstbijzijnde; voorzieningen die even ver zijn staan in hun volgorde. Een woning die er geen bereikt heeft één rij.</translation>
    </message>
    <message>
        <source>Above the title. Left empty: gemeentenaam or municipality_name of the neighbourhoods, if all have one.</source>
        <translation>Boven de titel. Leeg: gemeentenaam of municipality_name van de buurten, als die overal gelijk is.</translation>
    </message>
    <message>
        <source>above: needed; below: there is</source>
        <translation>boven: nodig; onder: aanwezig</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Toevoegen</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>Bestanden toevoegen</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Bestanden toevoegen…</translation>
    </message>
    <message>
        <source>Add recipes behind those that are there</source>
        <translation>Recepten toevoegen achter die er al staan</translation>
    </message>
    <message>
        <source>Add the layers of a town that does not exist, to try Buurtmaat on</source>
        <translation>Voeg de lagen toe van een stad die niet bestaat, om Buurtmaat op te proberen</translation>
    </message>
    <message>
        <source>Add the layers of files to the project; what they are is recognised</source>
        <translation>Voeg de lagen van bestanden toe aan het project; wat het zijn, wordt herkend</translation>
    </message>
    <message>
        <source>Add the results to the project</source>
        <translation>De resultaten aan het project toevoegen</translation>
    </message>
    <message>
        <source>Address objects of the BAG</source>
        <translation>Verblijfsobjecten uit de BAG</translation>
    </message>
    <message>
        <source>Address objects or buildings</source>
        <translation>Verblijfsobjecten of panden</translation>
    </message>
    <message>
        <source>Address objects, or other points with a dwelling each.</source>
        <translation>Verblijfsobjecten, of andere punten met elk één woning.</translation>
    </message>
    <message>
        <source>Adds to the need</source>
        <translation>Voegt toe aan wat nodig is</translation>
    </message>
    <message>
        <source>adopted</source>
        <translation>vastgesteld</translation>
    </message>
    <message>
        <source>Adopted by</source>
        <translation>Vastgesteld door</translation>
    </message>
    <message>
        <source>Adopted by {who} on {date}.</source>
        <translation>Vastgesteld door {who} op {date}.</translation>
    </message>
    <message>
        <source>Adopted on</source>
        <translation>Vastgesteld op</translation>
    </message>
    <message>
        <source>Advanced inputs</source>
        <translation>Geavanceerde invoer</translation>
    </message>
    <message>
        <source>After the layers have changed.</source>
        <translation>Nadat de lagen veranderd zijn.</translation>
    </message>
    <message>
        <source>After “in” stand several values with | between them.</source>
        <translation>Na “in” staan meerdere waarden met | ertussen.</translation>
    </message>
    <message>
        <source>Ahead</source>
        <translation>Voor&amp;uit</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>All bars have one scale, but for those of all together. Grey hatching: not known.</source>
        <translation>Alle balken hebben één schaal, behalve die van alles samen. Grijs gearceerd: onbekend.</translation>
    </message>
    <message>
        <source>all dwellings</source>
        <translation>alle woningen</translation>
    </message>
    <message>
        <source>All dwellings of the neighbourhood.</source>
        <translation>Alle woningen van de buurt.</translation>
    </message>
    <message>
        <source>all dwellings, or those that are there already (existing) or come with plans (new)</source>
        <translation>alle woningen (all), of de bestaande (existing) of die van plannen (new)</translation>
    </message>
    <message>
        <source>All facilities lie inside the neighbourhoods for {ids}: those across the border count too. Take them in if there are any.</source>
        <translation>Alle voorzieningen liggen binnen de buurten voor {ids}: die over de grens tellen ook mee. Neem ze op als ze er zijn.</translation>
    </message>
    <message>
        <source>all kinds within</source>
        <translation>alle soorten binnen</translation>
    </message>
    <message>
        <source>all living environments</source>
        <translation>alle woonmilieus</translation>
    </message>
    <message>
        <source>All neighbourhoods together: demand {demand}, {n} {n:facility|facilities}, capacity {capacity}{lacking}.</source>
        <translation>Alle buurten samen: vraag {demand}, {n} {n:voorziening|voorzieningen}, capaciteit {capacity}{lacking}.</translation>
    </message>
    <message>
        <source>All of its kind</source>
        <translation>Allen van haar soort</translation>
    </message>
    <message>
        <source>All requirements</source>
        <translation>Alle basiseisen</translation>
    </message>
    <message>
        <source>all right</source>
        <translation>in orde</translation>
    </message>
    <message>
        <source>All streets, with the near misses joined.</source>
        <translation>Alle straten, met de bijna-aansluitingen aangesloten.</translation>
    </message>
    <message>
        <source>all that is asked</source>
        <translation>alles wat gevraagd wordt</translation>
    </message>
    <message>
        <source>All that the requirement asks about.</source>
        <translation>Alles waar de basiseis over gaat.</translation>
    </message>
    <message>
        <source>All together</source>
        <translation>Alles samen</translation>
    </message>
    <message>
        <source>all together</source>
        <translation>alles samen</translation>
    </message>
    <message>
        <source>All together, what some have too much makes up for what others lack.</source>
        <translation>In het totaal vult wat de een te veel heeft aan wat de ander tekortkomt.</translation>
    </message>
    <message>
        <source>all within {threshold}</source>
        <translation>alles binnen {threshold}</translation>
    </message>
    <message>
        <source>All {count} of {what} lie off the streets, the nearest {far} m</source>
        <translation>Alle {count} ({what}) liggen buiten bereik van de straten, de dichtstbijzijnde op {far} m</translation>
    </message>
    <message>
        <source>All {n} neighbourhoods meet all that is asked.</source>
        <translation>Alle {n} buurten voldoen aan alles wat wordt gevraagd.</translation>
    </message>
    <message>
        <source>All {n} steps came to their end.</source>
        <translation>Alle {n} stappen zijn doorlopen.</translation>
    </message>
    <message>
        <source>all: {weight}</source>
        <translation>allen: {weight}</translation>
    </message>
    <message>
        <source>allotments</source>
        <translation>volkstuinen</translation>
    </message>
    <message>
        <source>Among other municipalities</source>
        <translation>Tussen andere gemeenten</translation>
    </message>
    <message>
        <source>an address begins with https://; http:// is for this machine only</source>
        <translation>een adres begint met https://; http:// is alleen voor deze computer</translation>
    </message>
    <message>
        <source>an address may not hold a name or password</source>
        <translation>in een adres mogen geen naam en wachtwoord staan</translation>
    </message>
    <message>
        <source>an address may not hold a “#”</source>
        <translation>in een adres mag geen “#” staan</translation>
    </message>
    <message>
        <source>An address that begins with https:// or http://.</source>
        <translation>Een adres dat begint met https:// of http://.</translation>
    </message>
    <message>
        <source>An area with fewer dwellings or people is not judged: it has too few.</source>
        <translation>Een gebied met minder woningen of mensen wordt niet beoordeeld: het heeft er te weinig.</translation>
    </message>
    <message>
        <source>An area with fewer gets an estimate from the model only; its answers are in no output.</source>
        <translation>Een gebied met minder krijgt een schatting van het model alleen; de antwoorden staan in geen enkele uitkomst.</translation>
    </message>
    <message>
        <source>An area without a weight cannot be brought to the benchmark: fill in its inhabitants in WEIGHT_FIELD, or leave BENCHMARK empty.</source>
        <translation>Een gebied zonder gewicht kan niet op het bekende aandeel worden gebracht: vul de inwoners in WEIGHT_FIELD in, of laat BENCHMARK leeg.</translation>
    </message>
    <message>
        <source>An area-level model (Fay and Herriot, 1979) on the survey and figures of the neighbourhoods. It is not the small-area method of the RIVM, which uses registers of persons, and its figures need not agree with those.</source>
        <translation>Een model op gebiedsniveau (Fay en Herriot, 1979) van de enquête en cijfers van de buurten. Het is niet de kleinegebiedenmethode van het RIVM, die registers van personen gebruikt, en de cijfers hoeven daarmee niet overeen te komen.</translation>
    </message>
    <message>
        <source>An average distance that Statistics Netherlands publishes.</source>
        <translation>Een gemiddelde afstand die het CBS publiceert.</translation>
    </message>
    <message>
        <source>An end point this near to a line that it is not connected to is a near miss.</source>
        <translation>Een eindpunt dat zo dicht bij een lijn ligt waar het niet op aansluit, is een bijna-aansluiting.</translation>
    </message>
    <message>
        <source>an exception: {text}</source>
        <translation>een foutmelding: {text}</translation>
    </message>
    <message>
        <source>an extent is a list of four numbers, or null</source>
        <translation>een gebied (extent) is een lijst van vier getallen, of null</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>een object</translation>
    </message>
    <message>
        <source>an object as a value has one key, of {keys}; beside output there may be a table</source>
        <translation>een object als waarde heeft één sleutel, uit {keys}; naast output mag table staan</translation>
    </message>
    <message>
        <source>an object in braces</source>
        <translation>een object tussen accolades</translation>
    </message>
    <message>
        <source>an output has a “file”, or is “temporary”</source>
        <translation>een uitvoer heeft een “file”, of is “temporary”</translation>
    </message>
    <message>
        <source>an output is written as “step.OUTPUT”, not {text}</source>
        <translation>een uitvoer wordt geschreven als “step.OUTPUT”, niet {text}</translation>
    </message>
    <message>
        <source>an output that is "temporary": true has no other key</source>
        <translation>een uitvoer met "temporary": true heeft geen andere sleutel</translation>
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
        <source>an unknown number of</source>
        <translation>een onbekend aantal</translation>
    </message>
    <message>
        <source>an unnamed reference system</source>
        <translation>een referentiestelsel zonder naam</translation>
    </message>
    <message>
        <source>and</source>
        <translation>en</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>en nog {n}</translation>
    </message>
    <message>
        <source>And {n} more: see the report.</source>
        <translation>En nog {n}: zie het rapport.</translation>
    </message>
    <message>
        <source>And {n} more: see the table.</source>
        <translation>En nog {n}: zie de tabel.</translation>
    </message>
    <message>
        <source>Another batch writes into the folder {folder} (process {process} on the computer {computer}): wait, or choose another folder. If that batch is gone, delete {file}.</source>
        <translation>Een andere reeks schrijft in de map {folder} (proces {process} op de computer {computer}): wacht, of kies een andere map. Loopt die reeks niet meer, verwijder dan {file}.</translation>
    </message>
    <message>
        <source>another border</source>
        <translation>een andere grens</translation>
    </message>
    <message>
        <source>another kind</source>
        <translation>een andere soort</translation>
    </message>
    <message>
        <source>another kind of norm</source>
        <translation>een andere soort norm</translation>
    </message>
    <message>
        <source>another norm</source>
        <translation>een andere norm</translation>
    </message>
    <message>
        <source>another norm ({what})</source>
        <translation>een andere norm ({what})</translation>
    </message>
    <message>
        <source>another norm set has the id {id}; choose another</source>
        <translation>een andere normenset heeft de id {id}; kies een andere</translation>
    </message>
    <message>
        <source>another program has it open, or you may not write there</source>
        <translation>een ander programma heeft het open, of u mag daar niet schrijven</translation>
    </message>
    <message>
        <source>another program is using it</source>
        <translation>een ander programma gebruikt het</translation>
    </message>
    <message>
        <source>another program is writing to it (close it there first)</source>
        <translation>een ander programma schrijft ernaar (sluit het daar eerst)</translation>
    </message>
    <message>
        <source>another requirement has this id; give each its own</source>
        <translation>een andere basiseis heeft deze id; geef elke basiseis een eigen id</translation>
    </message>
    <message>
        <source>Another run is writing to the place of {output}: wait until it has ended, or choose another place.</source>
        <translation>Een andere berekening schrijft naar de plaats van {output}: wacht tot die klaar is of kies een andere plaats.</translation>
    </message>
    <message>
        <source>another version of the norms ({what})</source>
        <translation>een andere versie van de normen ({what})</translation>
    </message>
    <message>
        <source>answers and model</source>
        <translation>antwoorden en model</translation>
    </message>
    <message>
        <source>answers only</source>
        <translation>alleen antwoorden</translation>
    </message>
    <message>
        <source>Applies where</source>
        <translation>Geldt waar</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Gebied</translation>
    </message>
    <message>
        <source>Area (m²)</source>
        <translation>Oppervlakte (m²)</translation>
    </message>
    <message>
        <source>area in which it is judged</source>
        <translation>gebied waarin wordt beoordeeld</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>Gebieden</translation>
    </message>
    <message>
        <source>areas</source>
        <translation>vlakken</translation>
    </message>
    <message>
        <source>areas beside each other</source>
        <translation>vlakken naast elkaar</translation>
    </message>
    <message>
        <source>Areas of the survey that the results table lacks: {n} ({ids})</source>
        <translation>Gebieden van de enquête die niet in de resultatentabel staan: {n} ({ids})</translation>
    </message>
    <message>
        <source>Areas of water in “{layer}”, which are no neighbourhoods and get no verdict: {n} ({ids})</source>
        <translation>Watervlakken in “{layer}”, die geen buurten zijn en geen oordeel krijgen: {n} ({ids})</translation>
    </message>
    <message>
        <source>Areas of “{layer}” whose ages differ by more than 2 points from their inhabitants, to which they are scaled: {n} ({ids})</source>
        <translation>Gebieden van “{layer}” waarvan de leeftijden meer dan 2 procentpunt van de inwoners verschillen, en daarop geschaald zijn: {n} ({ids})</translation>
    </message>
    <message>
        <source>Areas of “{layer}” with more than 100 % in {field}, taken as not known: {n}</source>
        <translation>Gebieden van “{layer}” met meer dan 100 % in {field}, als onbekend opgevat: {n}</translation>
    </message>
    <message>
        <source>Areas that differ more from the model than chance makes of so many: {ids}. Look at these first.</source>
        <translation>Gebieden die meer van het model afwijken dan toeval bij zoveel gebieden: {ids}. Kijk daar eerst naar.</translation>
    </message>
    <message>
        <source>Areas that lack a covariate, estimated from their answers only: {n} ({ids})</source>
        <translation>Gebieden zonder een van de verklarende cijfers, alleen uit hun antwoorden geschat: {n} ({ids})</translation>
    </message>
    <message>
        <source>Areas that meet it: {met} of {all} ({day}), {met_then} of {all_then} ({then}).</source>
        <translation>Gebieden die eraan voldoen: {met} van {all} ({day}), {met_then} van {all_then} ({then}).</translation>
    </message>
    <message>
        <source>Areas that overlap</source>
        <translation>Gebieden die overlappen</translation>
    </message>
    <message>
        <source>Areas that the model rests on</source>
        <translation>Gebieden waarop het model berust</translation>
    </message>
    <message>
        <source>Areas that the model rests on: {n}</source>
        <translation>Gebieden waarop het model berust: {n}</translation>
    </message>
    <message>
        <source>Areas to leave out</source>
        <translation>Gebieden die niet meetellen</translation>
    </message>
    <message>
        <source>Areas whose sampling variance is 0 or NULL, smoothed from the others: {n}</source>
        <translation>Gebieden waarvan de steekproefvariantie 0 of NULL is, afgeleid uit de andere: {n}</translation>
    </message>
    <message>
        <source>Areas with estimates</source>
        <translation>Gebieden met schattingen</translation>
    </message>
    <message>
        <source>Areas with fewer respondents than may be shown, estimated from the model only: {n} ({ids})</source>
        <translation>Gebieden met minder respondenten dan getoond mag worden, alleen met het model geschat: {n} ({ids})</translation>
    </message>
    <message>
        <source>Areas with survey figures</source>
        <translation>Gebieden met enquêtecijfers</translation>
    </message>
    <message>
        <source>Areas without respondents that lack a covariate, not estimated: {n} ({ids})</source>
        <translation>Gebieden zonder respondenten en zonder een van de verklarende cijfers, niet geschat: {n} ({ids})</translation>
    </message>
    <message>
        <source>Areas without respondents, estimated from the model only: {n} ({ids})</source>
        <translation>Gebieden zonder respondenten, alleen met het model geschat: {n} ({ids})</translation>
    </message>
    <message>
        <source>arts centre</source>
        <translation>cultuurcentrum</translation>
    </message>
    <message>
        <source>As 2024-01-01;2026-07-01, in the order of the tables. Left empty: as each table says (reference_date).</source>
        <translation>Zoals 2024-01-01;2026-07-01, in de volgorde van de tabellen. Leeg gelaten: zoals elke tabel zegt (reference_date).</translation>
    </message>
    <message>
        <source>As 2026;2030;2040, in the order of the tables. Left empty: the last year of each.</source>
        <translation>Zoals 2026;2030;2040, in de volgorde van de tabellen. Leeg gelaten: het laatste jaar van elke.</translation>
    </message>
    <message>
        <source>As the results table calls the neighbourhoods. Left empty: buurtcode or BU_CODE, else the feature id.</source>
        <translation>Zoals de resultatentabel de buurten noemt. Leeg gelaten: buurtcode of BU_CODE, anders het id van het object.</translation>
    </message>
    <message>
        <source>As they are now</source>
        <translation>Zoals ze nu zijn</translation>
    </message>
    <message>
        <source>Ask again what the run asked.</source>
        <translation>Weer vragen wat de toetsing vroeg.</translation>
    </message>
    <message>
        <source>Ask public services for the data of a municipality; nothing is asked before you run it</source>
        <translation>Vraag openbare diensten om de gegevens van een gemeente; er wordt niets gevraagd voor u het uitvoert</translation>
    </message>
    <message>
        <source>Asked by the path</source>
        <translation>Gevraagd door het pad</translation>
    </message>
    <message>
        <source>asked for, not counted</source>
        <translation>wel gevraagd, telt niet mee</translation>
    </message>
    <message>
        <source>Asked: {question}</source>
        <translation>Gevraagd: {question}</translation>
    </message>
    <message>
        <source>Asks public services for the neighbourhoods with their figures, the address objects, the streets, the facilities, green and water of a municipality, and writes them as the tables of one GeoPackage. It is the only algorithm of Buurtmaat that uses a network, and only when it is run: the log says first which service is asked for what, under which licence.

An answer counts only if it is whole: its status, its length and its content agree, ids are unique, filters were heeded, and where a number was announced as many rows came; where none was, that is said. A service that is busy is asked again after a while. If a fetch fails or is cancelled, nothing is written, and what came is kept for a day, so that the next fetch goes on from there.

Facilities, streets and dwellings come as they are: run Prepare data on them next. Each table says in its properties where it came from, when, under which licence and whose data it is; reports repeat that.

With an earlier fetch, CHANGES says what came, went, moved or changed since. SERVICES is a readable file: a service that moved, or one of your own, is an edit of a copy of it.</source>
        <translation>Vraagt openbare diensten om de buurten met hun cijfers, de verblijfsobjecten, de straten, de voorzieningen, het groen en het water van een gemeente, en schrijft die als de tabellen van één GeoPackage. Het is het enige algoritme van Buurtmaat dat een netwerk gebruikt, en alleen wanneer het wordt uitgevoerd: het logboek zegt eerst welke dienst om wat wordt gevraagd, en onder welke licentie.

Een antwoord telt alleen als het heel is: status, lengte en inhoud kloppen met elkaar, ids zijn uniek, filters zijn gevolgd, en waar een aantal werd aangekondigd kwamen er zoveel rijen; waar dat niet zo was, staat dat er. Een dienst die het druk heeft wordt na een tijdje opnieuw gevraagd. Mislukt een ophaling of wordt ze geannuleerd, dan wordt er niets geschreven, en wat er kwam wordt een dag bewaard, zodat de volgende ophaling daar verdergaat.

Voorzieningen, straten en woningen komen zoals ze zijn: voer er daarna Gegevens voorbereiden op uit. Bij de eigenschappen van elke tabel staat waar ze vandaan komt, van wanneer, onder welke licentie en van wie de gegevens zijn; rapporten herhalen dat.

Met een eerdere ophaling zegt CHANGES wat er sindsdien bij kwam, verdween, verplaatst of veranderd is. SERVICES is een leesbaar bestand: een dienst die verhuisde, of een eigen dienst, is een bewerking van een kopie ervan.</translation>
    </message>
    <message>
        <source>asks something else</source>
        <translation>vraagt iets anders</translation>
    </message>
    <message>
        <source>At 10 % less {less}, at 10 % more {more}.</source>
        <translation>Bij 10 % minder {less}, bij 10 % meer {more}.</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Minstens</translation>
    </message>
    <message>
        <source>at least {n}</source>
        <translation>ten minste {n}</translation>
    </message>
    <message>
        <source>at most {n}</source>
        <translation>hoogstens {n}</translation>
    </message>
    <message>
        <source>At the norm of {norm} it is {share}; at 10 % less {less}, at 10 % more {more}.</source>
        <translation>Binnen de norm van {norm} valt {share}; bij een 10 % strengere norm {less}, bij een 10 % ruimere {more}.</translation>
    </message>
    <message>
        <source>At the top of the report. Left empty: the title of the norm set.</source>
        <translation>Bovenaan het rapport. Leeg: de titel van de normenset.</translation>
    </message>
    <message>
        <source>At the top of the report: PNG, SVG or JPEG, at most 500 kB.</source>
        <translation>Bovenaan het rapport: PNG, SVG of JPEG, hoogstens 500 kB.</translation>
    </message>
    <message>
        <source>athletics track</source>
        <translation>atletiekbaan</translation>
    </message>
    <message>
        <source>Attainable thresholds</source>
        <translation>Haalbare drempelwaarden</translation>
    </message>
    <message>
        <source>authcfg is the id of an authentication of QGIS, of seven letters and digits; no name or password</source>
        <translation>authcfg is de id van een authenticatie van QGIS, van zeven letters en cijfers; geen naam of wachtwoord</translation>
    </message>
    <message>
        <source>Average distances beside published ones</source>
        <translation>Gemiddelde afstanden naast gepubliceerde</translation>
    </message>
    <message>
        <source>Back to the list of neighbourhoods</source>
        <translation>Terug naar de lijst van buurten</translation>
    </message>
    <message>
        <source>Back to the run</source>
        <translation>Terug naar de toetsing</translation>
    </message>
    <message>
        <source>BAG address objects</source>
        <translation>BAG-verblijfsobjecten</translation>
    </message>
    <message>
        <source>BAG address objects (verblijfsobject) or buildings (pand), as Fetch data brings them, or any points or polygons with a status, a use or an owner.</source>
        <translation>Verblijfsobjecten of panden uit de BAG, zoals Gegevens ophalen ze brengt, of punten of vlakken met een status, een gebruiksdoel of een eigenaar.</translation>
    </message>
    <message>
        <source>BAG address objects (verblijfsobject) or buildings (pand), CBS squares of 100 m or postcode areas (PC6), or any points with a number of dwellings.</source>
        <translation>BAG-verblijfsobjecten of -panden, CBS-vierkanten van 100 m of postcodegebieden (PC6), of punten met een aantal woningen.</translation>
    </message>
    <message>
        <source>BAG buildings</source>
        <translation>BAG-panden</translation>
    </message>
    <message>
        <source>bakery</source>
        <translation>bakker</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Saldo</translation>
    </message>
    <message>
        <source>balance</source>
        <translation>saldo</translation>
    </message>
    <message>
        <source>Bandwidth b (m or min)</source>
        <translation>Bandbreedte b (m of min)</translation>
    </message>
    <message>
        <source>BANDWIDTH must be a number above 0, and at least a thousandth of LIMIT; leave it empty for half of it.</source>
        <translation>BANDWIDTH moet een getal boven 0 zijn, en minstens een duizendste van LIMIT; laat het leeg voor de helft daarvan.</translation>
    </message>
    <message>
        <source>bank</source>
        <translation>bank (geld)</translation>
    </message>
    <message>
        <source>Barcode plot</source>
        <translation>Barcode (figuur)</translation>
    </message>
    <message>
        <source>barrier block</source>
        <translation>barriereblok</translation>
    </message>
    <message>
        <source>Barriers</source>
        <translation>Barrières</translation>
    </message>
    <message>
        <source>Barriers of “{layer}” without geometry, left out: {n} ({ids})</source>
        <translation>Barrières van “{layer}” zonder geometrie, weggelaten: {n} ({ids})</translation>
    </message>
    <message>
        <source>base</source>
        <translation>basis</translation>
    </message>
    <message>
        <source>Basic requirements</source>
        <translation>Basiseisen</translation>
    </message>
    <message>
        <source>basic requirements,threshold,norm,neighbourhood,social infrastructure,compliance,facilities,dwellings</source>
        <translation>basiseisen,drempelwaarde,norm,buurt,sociale infrastructuur,toetsing,voorzieningen,woningen</translation>
    </message>
    <message>
        <source>basic requirements,years,housing programme,plans,planned dwellings,growth,forecast,neighbourhood,norm</source>
        <translation>basiseisen,jaren,woningbouwprogramma,plannen,geplande woningen,groei,prognose,buurt,norm</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>Grondslag</translation>
    </message>
    <message>
        <source>basis</source>
        <translation>grondslag</translation>
    </message>
    <message>
        <source>basketball court</source>
        <translation>basketbalveld</translation>
    </message>
    <message>
        <source>Before: norm set {before}, year {year_before}. After: norm set {after}, year {year_after}.</source>
        <translation>Voor: normenset {before}, jaar {year_before}. Na: normenset {after}, jaar {year_after}.</translation>
    </message>
    <message>
        <source>behind</source>
        <translation>achter</translation>
    </message>
    <message>
        <source>Behind: the path asks {now} by then, and {end} in {year}.</source>
        <translation>Loopt achter: het pad vraagt {now} op dat moment, en {end} in {year}.</translation>
    </message>
    <message>
        <source>Behind: {areas}.</source>
        <translation>Achter lopen: {areas}.</translation>
    </message>
    <message>
        <source>below so many dwellings a share gets no verdict</source>
        <translation>onder zoveel woningen krijgt een aandeel geen oordeel</translation>
    </message>
    <message>
        <source>below so much of the weight there is no verdict</source>
        <translation>onder zoveel van het gewicht is er geen oordeel</translation>
    </message>
    <message>
        <source>Below which all is written. Left empty: the folder of the recipe.</source>
        <translation>Alles wordt onder deze map geschreven. Leeg: de map van het recept.</translation>
    </message>
    <message>
        <source>BENCHMARK must be a share from 0 to 1, such as 0.42, not {value}.</source>
        <translation>BENCHMARK moet een aandeel van 0 tot 1 zijn, zoals 0,42, niet {value}.</translation>
    </message>
    <message>
        <source>BENCHMARK must be a share such as 0.42, or a field of the areas, not “{value}”.</source>
        <translation>BENCHMARK moet een aandeel zijn, zoals 0,42, of een veld van de gebieden, niet “{value}”.</translation>
    </message>
    <message>
        <source>Beside all</source>
        <translation>Naast allen</translation>
    </message>
    <message>
        <source>Beside Statistics Netherlands</source>
        <translation>Vergelijking met CBS</translation>
    </message>
    <message>
        <source>Beside Statistics Netherlands, {title}: {n} {n:neighbourhood|neighbourhoods} compared</source>
        <translation>Naast het CBS, {title}: {n} {n:buurt|buurten} vergeleken</translation>
    </message>
    <message>
        <source>Beside the base, of all together: what each cause did on average over all orders in which they could have come. They add up to the change. Points are of a hundred.</source>
        <translation>Naast de basis, van alles samen: wat elke oorzaak deed, gemiddeld over alle volgordes waarin ze konden komen. Samen zijn ze de verandering. Punten zijn procentpunten.</translation>
    </message>
    <message>
        <source>Beside the distances of Statistics Netherlands</source>
        <translation>Naast de afstanden van het CBS</translation>
    </message>
    <message>
        <source>Beside their figures and chance, the areas do not differ (model variance 0): every estimate is what the figures of the area lead to expect.</source>
        <translation>Buiten hun cijfers en het toeval om verschillen de gebieden niet (modelvariantie 0): elke schatting is wat de cijfers van het gebied doen verwachten.</translation>
    </message>
    <message>
        <source>better</source>
        <translation>beter</translation>
    </message>
    <message>
        <source>Beyond the last step, {limit}, nothing counts.</source>
        <translation>Voorbij de laatste stap, {limit}, telt niets.</translation>
    </message>
    <message>
        <source>beyond the limit</source>
        <translation>verder dan de grens</translation>
    </message>
    <message>
        <source>bicycle</source>
        <translation>fiets</translation>
    </message>
    <message>
        <source>Blue meets, orange with lines fails, grey with dots is unknown; pale: too few dwellings, or not applicable. Brown spots are dwellings outside, small grey ones are within; those that are near each other share one, and borders are simplified.</source>
        <translation>Blauw voldoet, oranje met lijnen voldoet niet, grijs met stippen is niet te beoordelen; bleek: te weinig woningen, of niet van toepassing. Bruine vlekjes zijn woningen erbuiten, kleine grijze liggen erbinnen; wat dicht bij elkaar ligt deelt er een, en grenzen zijn vereenvoudigd.</translation>
    </message>
    <message>
        <source>Blue meets, orange with lines fails, grey with dots is unknown; thin lines: too few dwellings, or not applicable. Dark diamonds are the facilities that count.</source>
        <translation>Blauw voldoet, oranje met lijnen voldoet niet, grijs met stippen is niet te beoordelen; dunne lijnen: te weinig woningen, of niet van toepassing. Donkere ruiten zijn de voorzieningen die tellen.</translation>
    </message>
    <message>
        <source>Bridge (1)</source>
        <translation>Brug (1)</translation>
    </message>
    <message>
        <source>bridleway</source>
        <translation>ruiterpad</translation>
    </message>
    <message>
        <source>Buildings with dwellings and other uses count all their address objects: the number is at most that. The address objects themselves tell it exactly.</source>
        <translation>Van panden met woningen en andere functies tellen alle verblijfsobjecten mee: het aantal is hoogstens dat. De verblijfsobjecten zelf zeggen het precies.</translation>
    </message>
    <message>
        <source>bus stop</source>
        <translation>bushalte</translation>
    </message>
    <message>
        <source>busway</source>
        <translation>busbaan</translation>
    </message>
    <message>
        <source>butcher</source>
        <translation>slager</translation>
    </message>
    <message>
        <source>Buurtmaat cannot run in this QGIS yet: its Python lacks {packages}.</source>
        <translation>Buurtmaat kan in deze QGIS nog niet rekenen: in de Python ervan ontbreekt {packages}.</translation>
    </message>
    <message>
        <source>Buurtmaat is not among the Processing providers: switch it on.</source>
        <translation>Buurtmaat staat niet tussen de aanbieders van Processing: zet het aan.</translation>
    </message>
    <message>
        <source>Buurtmaat stopped at an error that it does not know ({why}).</source>
        <translation>Buurtmaat is gestopt bij een fout die het niet kent ({why}).</translation>
    </message>
    <message>
        <source>Buurtmaat went wrong in a way that nobody foresaw: {error}. Please report it, with what “Copy diagnostics” in the menu gives.</source>
        <translation>Er ging bij Buurtmaat iets mis dat niemand voorzag: {error}. Meld dit met wat “Diagnose kopiëren” in het menu geeft.</translation>
    </message>
    <message>
        <source>Buurtmaat {version}, QGIS {qgis}.</source>
        <translation>Buurtmaat {version}, QGIS {qgis}.</translation>
    </message>
    <message>
        <source>Buurtmaat: {page}</source>
        <translation>Buurtmaat: {page}</translation>
    </message>
    <message>
        <source>by bicycle</source>
        <translation>met de fiets</translation>
    </message>
    <message>
        <source>By how many percent people grow a year from the first of the years, beside what plans bring.</source>
        <translation>Met hoeveel procent mensen per jaar toenemen vanaf het eerste van de jaren, naast wat plannen brengen.</translation>
    </message>
    <message>
        <source>By inhabitants where these are known. It is no verdict.</source>
        <translation>Naar inwoners waar die bekend zijn. Het is geen oordeel.</translation>
    </message>
    <message>
        <source>By landlord or complex</source>
        <translation>Per verhuurder of complex</translation>
    </message>
    <message>
        <source>By living environment</source>
        <translation>Per woonmilieu</translation>
    </message>
    <message>
        <source>by living environment</source>
        <translation>naar woonmilieu</translation>
    </message>
    <message>
        <source>By living environment: {asked}.</source>
        <translation>Naar woonmilieu: {asked}.</translation>
    </message>
    <message>
        <source>by MAPPING</source>
        <translation>via MAPPING</translation>
    </message>
    <message>
        <source>By neighbourhood</source>
        <translation>Per buurt</translation>
    </message>
    <message>
        <source>By requirement</source>
        <translation>Per basiseis</translation>
    </message>
    <message>
        <source>By the median ours is the same.</source>
        <translation>Volgens de mediaan is er geen verschil.</translation>
    </message>
    <message>
        <source>By the median ours is {m} m farther.</source>
        <translation>Volgens de mediaan is de onze {m} m verder.</translation>
    </message>
    <message>
        <source>By the median ours is {m} m nearer.</source>
        <translation>Volgens de mediaan is de onze {m} m dichterbij.</translation>
    </message>
    <message>
        <source>café</source>
        <translation>café</translation>
    </message>
    <message>
        <source>Calls at stops that stops.txt does not have, not counted: {n}</source>
        <translation>Haltebezoeken aan haltes die niet in stops.txt staan, niet geteld: {n}</translation>
    </message>
    <message>
        <source>Calls on these days that are served on demand, not counted: {n}</source>
        <translation>Haltebezoeken op deze dagen die op aanvraag zijn, niet geteld: {n}</translation>
    </message>
    <message>
        <source>Calls without a time that can be read, not counted: {n}</source>
        <translation>Haltebezoeken zonder leesbare tijd, niet geteld: {n}</translation>
    </message>
    <message>
        <source>came</source>
        <translation>erbij gekomen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Cancelled: no recipe was written.</source>
        <translation>Geannuleerd: er is geen recept geschreven.</translation>
    </message>
    <message>
        <source>Cancelled: nothing of this is in the project.</source>
        <translation>Geannuleerd: hiervan staat niets in het project.</translation>
    </message>
    <message>
        <source>Cancelled: nothing was written.</source>
        <translation>Geannuleerd: er is niets geschreven.</translation>
    </message>
    <message>
        <source>Cancelled: press “Read again” to go on.</source>
        <translation>Geannuleerd: druk op “Opnieuw lezen” om verder te gaan.</translation>
    </message>
    <message>
        <source>Cancelled: step {step} of the recipe wrote nothing, and what the steps before it wrote stays.</source>
        <translation>Geannuleerd: stap {step} van het recept heeft niets geschreven; wat de stappen ervoor schreven, blijft.</translation>
    </message>
    <message>
        <source>Candidate</source>
        <translation>Kandidaat</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>Kandidaten</translation>
    </message>
    <message>
        <source>candidates</source>
        <translation>kandidaatlocaties</translation>
    </message>
    <message>
        <source>Candidates off the network, not used: {n} ({ids})</source>
        <translation>Kandidaten buiten het netwerk, niet gebruikt: {n} ({ids})</translation>
    </message>
    <message>
        <source>Candidates whose surface is not known, of any size: {n}</source>
        <translation>Kandidaten waarvan de oppervlakte niet bekend is, van elke grootte: {n}</translation>
    </message>
    <message>
        <source>Candidates with what each does alone</source>
        <translation>Kandidaten met wat elk alleen doet</translation>
    </message>
    <message>
        <source>Candidates without geometry, not used: {n} ({ids})</source>
        <translation>Kandidaten zonder geometrie, niet gebruikt: {n} ({ids})</translation>
    </message>
    <message>
        <source>candidates,vacant,vacancy,public,care,building,owner,BAG,use,location,prepare</source>
        <translation>kandidaten,leeg,leegstand,maatschappelijk,zorg,gebouw,eigenaar,BAG,gebruiksdoel,locatie,voorbereiden</translation>
    </message>
    <message>
        <source>Candidates: {n} ({kinds}), made of {rows} of the {all} rows.</source>
        <translation>Kandidaten: {n} ({kinds}), gemaakt van {rows} van de {all} rijen.</translation>
    </message>
    <message>
        <source>Candidates: {n} {n:junction|junctions} of the streets, one in each square of {m} m.</source>
        <translation>Kandidaten: {n} {n:kruispunt|kruispunten} van de straten, één in elk vierkant van {m} m.</translation>
    </message>
    <message>
        <source>cannot be compared, or nothing is asked</source>
        <translation>niet te vergelijken, of niets gevraagd</translation>
    </message>
    <message>
        <source>Capacity</source>
        <translation>Capaciteit</translation>
    </message>
    <message>
        <source>Capacity in all neighbourhoods</source>
        <translation>Capaciteit in alle buurten</translation>
    </message>
    <message>
        <source>capacity not known</source>
        <translation>capaciteit niet bekend</translation>
    </message>
    <message>
        <source>Capacity of all facilities</source>
        <translation>Capaciteit van alle voorzieningen</translation>
    </message>
    <message>
        <source>Capacity of all facilities: {supply}; used: {used}; not used: {unused}.</source>
        <translation>Capaciteit van alle voorzieningen: {supply}; gebruikt: {used}; niet gebruikt: {unused}.</translation>
    </message>
    <message>
        <source>Capacity of the facilities that demand reaches</source>
        <translation>Capaciteit van de voorzieningen die vraag bereikt</translation>
    </message>
    <message>
        <source>capacity or area within</source>
        <translation>capaciteit of oppervlakte binnen</translation>
    </message>
    <message>
        <source>Capacity outside all neighbourhoods</source>
        <translation>Capaciteit buiten alle buurten</translation>
    </message>
    <message>
        <source>Capacity per unit of demand</source>
        <translation>Capaciteit per eenheid vraag</translation>
    </message>
    <message>
        <source>Capacity per unit of demand that reaches it</source>
        <translation>Capaciteit per eenheid vraag die haar bereikt</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Kaartje</translation>
    </message>
    <message>
        <source>care</source>
        <translation>zorg</translation>
    </message>
    <message>
        <source>Care homes and the like, with the number of people who live there: it is taken off the neighbourhood's before the rest is spread. Dwellings inside such a polygon get none. The fields with these people are not in the result, which has its own.</source>
        <translation>Zorginstellingen en dergelijke, met het aantal mensen dat er woont: dat gaat van dat van de buurt af voordat de rest wordt verdeeld. Woningen binnen zo'n vlak krijgen niemand. De velden met deze mensen staan niet in het resultaat, dat eigen velden heeft.</translation>
    </message>
    <message>
        <source>cash machine</source>
        <translation>geldautomaat</translation>
    </message>
    <message>
        <source>Causes of changes</source>
        <translation>Oorzaken van verschillen</translation>
    </message>
    <message>
        <source>CAUSES tells why the figures of a series changed: choose the series too, in SERIES.</source>
        <translation>CAUSES zegt waardoor de cijfers van een reeks veranderden: kies in SERIES ook de reeks.</translation>
    </message>
    <message>
        <source>CAUSES was not written: it needs the recipe of each day in RECIPES.</source>
        <translation>CAUSES is niet geschreven: daarvoor is in RECIPES het recept van elke dag nodig.</translation>
    </message>
    <message>
        <source>CBS postcode areas (PC6)</source>
        <translation>CBS-postcodegebieden (PC6)</translation>
    </message>
    <message>
        <source>CBS squares of 100 m</source>
        <translation>CBS-vierkanten van 100 m</translation>
    </message>
    <message>
        <source>CBS squares or postcode areas</source>
        <translation>CBS-vierkanten of postcodegebieden</translation>
    </message>
    <message>
        <source>cemetery</source>
        <translation>begraafplaats</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Verschil</translation>
    </message>
    <message>
        <source>change</source>
        <translation>verschil</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>veranderd</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Wijzigingen</translation>
    </message>
    <message>
        <source>CHANGES are changes since an earlier fetch: choose one in EARLIER, or leave it out.</source>
        <translation>CHANGES zijn veranderingen sinds een eerdere ophaling: kies die bij EARLIER, of laat het weg.</translation>
    </message>
    <message>
        <source>Changes on the map</source>
        <translation>Veranderingen op de kaart</translation>
    </message>
    <message>
        <source>Changes whose causes are not known: {n} of {all} ({why}).</source>
        <translation>Verschillen waarvan de oorzaken niet bekend zijn: {n} van {all} ({why}).</translation>
    </message>
    <message>
        <source>Chec&amp;k</source>
        <translation>&amp;Toetsen</translation>
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
        <source>Check of the streets</source>
        <translation>Controle van de straten</translation>
    </message>
    <message>
        <source>Check requirements over the &amp;years…</source>
        <translation>Basiseisen over de &amp;jaren toetsen…</translation>
    </message>
    <message>
        <source>Check requirements over the years</source>
        <translation>Basiseisen over de jaren toetsen</translation>
    </message>
    <message>
        <source>Check which neighbourhoods meet a norm set</source>
        <translation>Toets welke buurten aan een normenset voldoen</translation>
    </message>
    <message>
        <source>Check which neighbourhoods will meet a norm set, with the housing programme</source>
        <translation>Toets welke buurten straks aan een normenset voldoen, met het woningbouwprogramma</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Bezig met toetsen…</translation>
    </message>
    <message>
        <source>Checks for every neighbourhood whether its dwellings have the facilities that a norm set asks for.</source>
        <translation>Toetst voor elke buurt of de woningen de voorzieningen hebben waar een normenset om vraagt.</translation>
    </message>
    <message>
        <source>Checks for every neighbourhood whether its dwellings have the facilities that a norm set asks for: a facility within a distance or a time on foot or by bicycle, a number or several kinds of them, a basket of daily facilities, facilities per number of dwellings, or a share of the area.

Give the dwellings, the neighbourhoods, one or several layers of facilities and the streets. Choose a shipped norm set, a norm file (JSON), or fill in the table of requirements; the table also changes or extends a set. No norm here is law: the shipped values are examples, to be replaced by your own.

Results: every dwelling with its distance to each requirement; every neighbourhood with its share within the threshold and its verdict (meets, fails, unknown, too_few, not_applicable); and a table with all figures, with a row for the whole and for dwellings outside all neighbourhoods. What is not known is never called met or failed: a verdict is given only where no unknown could turn it.

Several facility layers: their types come from FACILITY_TYPES, else from the type field, else from the layer's name. “Selected features only” does not exist for these; filter the layer instead.</source>
        <translation>Toetst per buurt of de woningen de voorzieningen hebben die een normenset vraagt: een voorziening binnen een afstand of reistijd te voet of per fiets, een aantal of meer soorten daarvan, een pakket dagelijkse voorzieningen, voorzieningen naar het aantal woningen, of een aandeel van de oppervlakte.

Geef de woningen, de buurten, een of meer lagen met voorzieningen en de straten. Kies een meegeleverde normenset of een normbestand (JSON), of vul de tabel met basiseisen in; de tabel kan een normenset ook wijzigen of aanvullen. Geen enkele norm hier is wettelijk: de meegeleverde waarden zijn voorbeeldwaarden; vervang ze door eigen waarden.

Resultaten: elke woning met de afstand voor elke basiseis; elke buurt met het aandeel binnen de drempelwaarde en het oordeel (meets: voldoet, fails: voldoet niet, unknown: niet te beoordelen, too_few: te weinig woningen, not_applicable: niet van toepassing); en een tabel met alle cijfers, met een rij voor het geheel en een voor woningen buiten alle buurten. Wat niet bekend is, telt nooit als voldaan of niet voldaan: een oordeel staat er alleen waar het onbekende het niet kan omkeren.

Meerdere lagen met voorzieningen: hun soorten komen uit FACILITY_TYPES, anders uit het veld met de soort, anders uit de naam van de laag. “Alleen geselecteerde objecten” bestaat hiervoor niet; filter dan de laag.</translation>
    </message>
    <message>
        <source>Checks in each of several years whether the dwellings of every neighbourhood have the facilities that a norm set asks for, so that a housing programme shows what it means before it is built.

Write the years, such as 2026;2030;2040. Give what changes: the dwellings that “Planned dwellings” made, the fields with the years in which facilities open and close and streets are built, and how many people there will be, as growth or as a forecast. All else is asked as in Check basic requirements.

Results: the table has rows for each year, those of existing and of new dwellings apart; the layers and the report show the last year. One table says what each plan means by itself. What is not known is never called met or failed.</source>
        <translation>Toetst in elk van een aantal jaren of de woningen van elke buurt de voorzieningen hebben die een normenset vraagt, zodat een woningbouwprogramma laat zien wat het betekent voordat het is gebouwd.

Schrijf de jaren op, zoals 2026;2030;2040. Geef aan wat er verandert: de woningen die “Geplande woningen” heeft gemaakt, de velden met de jaren waarin voorzieningen open- en dichtgaan en straten worden aangelegd, en hoeveel mensen er dan wonen, als groei of als prognose. Verder wordt hetzelfde gevraagd als bij Basiseisen toetsen.

Resultaten: de tabel heeft rijen per jaar, met bestaande en nieuwe woningen apart; de lagen en het rapport tonen het laatste jaar. Eén tabel vertelt wat elk plan op zichzelf betekent. Wat niet bekend is, heet nooit gehaald of niet gehaald.</translation>
    </message>
    <message>
        <source>Checks in each of several years which neighbourhoods meet a norm set, with plans, growth and forecast.</source>
        <translation>Toetst in elk van een aantal jaren welke buurten aan een normenset voldoen, met plannen, groei en prognose.</translation>
    </message>
    <message>
        <source>chemist</source>
        <translation>drogist</translation>
    </message>
    <message>
        <source>child under 15</source>
        <translation>kind tot 15 jaar</translation>
    </message>
    <message>
        <source>childcare</source>
        <translation>kinderopvang</translation>
    </message>
    <message>
        <source>Children under 15</source>
        <translation>Kinderen tot 15 jaar</translation>
    </message>
    <message>
        <source>children under 15</source>
        <translation>kinderen tot 15 jaar</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Kies een bestand</translation>
    </message>
    <message>
        <source>choose another place</source>
        <translation>kies een andere plaats</translation>
    </message>
    <message>
        <source>Choose either BEFORE and AFTER, or SCENARIOS: not both.</source>
        <translation>Kies BEFORE en AFTER, of SCENARIOS: niet allebei.</translation>
    </message>
    <message>
        <source>Choose layers</source>
        <translation>Lagen kiezen</translation>
    </message>
    <message>
        <source>Choose on the map</source>
        <translation>Kies op de kaart</translation>
    </message>
    <message>
        <source>Choose streets, facilities, or dwellings and neighbourhoods.</source>
        <translation>Kies straten, voorzieningen, of woningen en buurten.</translation>
    </message>
    <message>
        <source>Choose the field {field} for {input}, and a year for YEARS, to leave them out.</source>
        <translation>Kies het veld {field} bij {input}, en een jaar bij YEARS, om ze weg te laten.</translation>
    </message>
    <message>
        <source>Choose the layers as they were downloaded, those around the area as well. What was recognised is filled in.</source>
        <translation>Kies de lagen zoals ze gedownload zijn, ook die van rondom het gebied. Wat herkend is, is al ingevuld.</translation>
    </message>
    <message>
        <source>Choose the results tables to compare: BEFORE and AFTER, or two to six as SCENARIOS.</source>
        <translation>Kies de resultatentabellen om te vergelijken: BEFORE en AFTER, of twee tot zes bij SCENARIOS.</translation>
    </message>
    <message>
        <source>Chooses the places to put or open that do most for the dwellings.</source>
        <translation>Kiest de plekken om te bouwen of open te stellen die voor de woningen het meeste doen.</translation>
    </message>
    <message>
        <source>Chosen: {n} {n:place|places} ({ids}).</source>
        <translation>Gekozen: {n} {n:plek|plekken} ({ids}).</translation>
    </message>
    <message>
        <source>city district</source>
        <translation>stadsdeel</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leegmaken</translation>
    </message>
    <message>
        <source>Click on a facility that closes</source>
        <translation>Klik op een voorziening die sluit</translation>
    </message>
    <message>
        <source>Click on a facility, then where it goes</source>
        <translation>Klik op een voorziening, en dan waar die heen gaat</translation>
    </message>
    <message>
        <source>Click on the map where a facility of this type comes</source>
        <translation>Klik op de kaart waar een voorziening van deze soort komt</translation>
    </message>
    <message>
        <source>Click on the map.</source>
        <translation>Klik op de kaart.</translation>
    </message>
    <message>
        <source>Click where {facility} goes.</source>
        <translation>Klik waar {facility} heen gaat.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
    <message>
        <source>Closed: {facility}</source>
        <translation>Gesloten: {facility}</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>code</source>
        <translation>code</translation>
    </message>
    <message>
        <source>CODE_CHANGES has a row without an old or a new code: fill in both.</source>
        <translation>CODE_CHANGES heeft een rij zonder oude of nieuwe code: vul beide in.</translation>
    </message>
    <message>
        <source>CODE_CHANGES has the share {share} for {old}: write a share from 0 to 1.</source>
        <translation>CODE_CHANGES heeft het aandeel {share} voor {old}: schrijf een aandeel van 0 tot 1.</translation>
    </message>
    <message>
        <source>CODE_CHANGES leads from {code} in a circle: give each code what it became once.</source>
        <translation>CODE_CHANGES leidt vanaf {code} in een kring: geef elke code één keer wat ervan werd.</translation>
    </message>
    <message>
        <source>Codes that changed</source>
        <translation>Codes die veranderden</translation>
    </message>
    <message>
        <source>Codes that CODE_CHANGES changes and the last day still has, so that they keep all of their figures on every day: {n} ({ids}). Where they lost ground, choose the map of each day and DWELLINGS in place of the table.</source>
        <translation>Codes die volgens CODE_CHANGES veranderden en er op de laatste dag nog zijn, zodat zij op elke dag al hun cijfers houden: {n} ({ids}). Kies, waar zij grond verloren, de kaart van elke dag en DWELLINGS in plaats van de tabel.</translation>
    </message>
    <message>
        <source>Codes whose shares in CODE_CHANGES add up to less than 1, so that the rest of their dwellings is in no series: {n} ({ids})</source>
        <translation>Codes waarvan de aandelen in CODE_CHANGES samen minder dan 1 zijn, zodat de rest van hun woningen in geen reeks zit: {n} ({ids})</translation>
    </message>
    <message>
        <source>Coefficient of variation</source>
        <translation>Variatiecoëfficiënt</translation>
    </message>
    <message>
        <source>Coefficients of the model</source>
        <translation>Coëfficiënten van het model</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Kleur</translation>
    </message>
    <message>
        <source>COLOUR must be a colour such as #0f6f7c, not “{value}”.</source>
        <translation>COLOUR moet een kleur zijn, zoals #0f6f7c, niet “{value}”.</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Kolom</translation>
    </message>
    <message>
        <source>column {column}</source>
        <translation>kolom {column}</translation>
    </message>
    <message>
        <source>Comes with Buurtmaat</source>
        <translation>Hoort bij Buurtmaat</translation>
    </message>
    <message>
        <source>commercial</source>
        <translation>commercieel</translation>
    </message>
    <message>
        <source>community centre</source>
        <translation>buurthuis</translation>
    </message>
    <message>
        <source>Compare a neighbourhood with those of its own kind.</source>
        <translation>Vergelijk een buurt met buurten van dezelfde soort.</translation>
    </message>
    <message>
        <source>Compare norm sets</source>
        <translation>Normensets vergelijken</translation>
    </message>
    <message>
        <source>Compare scenarios</source>
        <translation>Scenario's vergelijken</translation>
    </message>
    <message>
        <source>Compare scenarios…</source>
        <translation>Scenario's vergelijken…</translation>
    </message>
    <message>
        <source>Compare with the same living environment</source>
        <translation>Vergelijk met hetzelfde woonmilieu</translation>
    </message>
    <message>
        <source>compare,scenario,before,after,change,gain,loss,verdict,difference,year</source>
        <translation>vergelijken,scenario,voor,na,verandering,winst,verlies,oordeel,verschil,jaar</translation>
    </message>
    <message>
        <source>Compares the facilities of every neighbourhood, or their m², with its dwellings and with a norm.</source>
        <translation>Vergelijkt de voorzieningen van elke buurt, of hun m², met haar woningen en met een norm.</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergelijking</translation>
    </message>
    <message>
        <source>complete: as many as the service announced</source>
        <translation>volledig: zoveel als de dienst aankondigde</translation>
    </message>
    <message>
        <source>COMPLETE_TYPES names types that no layer holds and no requirement asks for: {types}. Requirements ask for: {asked}.</source>
        <translation>COMPLETE_TYPES noemt soorten die geen laag bevat en waar geen basiseis om vraagt: {types}. Basiseisen vragen om: {asked}.</translation>
    </message>
    <message>
        <source>complex</source>
        <translation>complex</translation>
    </message>
    <message>
        <source>Compliance report</source>
        <translation>Toetsrapport</translation>
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
        <source>computing</source>
        <translation>rekenen</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Rekenen…</translation>
    </message>
    <message>
        <source>concentration index {n}</source>
        <translation>concentratie-index {n}</translation>
    </message>
    <message>
        <source>Concentration index, below 0 where the poor are farther</source>
        <translation>Concentratie-index, onder 0 waar de armen verder wonen</translation>
    </message>
    <message>
        <source>conditions</source>
        <translation>voorwaarden</translation>
    </message>
    <message>
        <source>Connected part</source>
        <translation>Samenhangend deel</translation>
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
        <source>Connection timed out</source>
        <translation>geen antwoord gekregen</translation>
    </message>
    <message>
        <source>convenience store</source>
        <translation>buurtwinkel</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiëren</translation>
    </message>
    <message>
        <source>Copy &amp;diagnostics</source>
        <translation>&amp;Diagnose kopiëren</translation>
    </message>
    <message>
        <source>Correction of what was published</source>
        <translation>Correctie van wat gepubliceerd was</translation>
    </message>
    <message>
        <source>correction of what was published</source>
        <translation>correctie van wat gepubliceerd was</translation>
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
        <source>Counted</source>
        <translation>Geteld</translation>
    </message>
    <message>
        <source>counted</source>
        <translation>geteld</translation>
    </message>
    <message>
        <source>Counted by {field} that is {n}{parts}.</source>
        <translation>Geteld met {field} is dat {n}{parts}.</translation>
    </message>
    <message>
        <source>Counted in</source>
        <translation>Geteld in</translation>
    </message>
    <message>
        <source>counted in its area only: off the streets</source>
        <translation>telt alleen mee in zijn gebied: buiten bereik van de straten</translation>
    </message>
    <message>
        <source>Counted, without weights: how many of its dwellings have everything that is asked of them, and how many requirements a dwelling has on average.</source>
        <translation>Geteld, zonder weging: hoeveel van de woningen alles hebben wat ervoor wordt gevraagd, en aan hoeveel basiseisen een woning gemiddeld voldoet.</translation>
    </message>
    <message>
        <source>Counts for every dwelling the facilities, and the types of them, within some limits.</source>
        <translation>Telt voor elke woning de voorzieningen, en de soorten daarvan, binnen een of meer grenzen.</translation>
    </message>
    <message>
        <source>crossings without a shared vertex, which may be bridges</source>
        <translation>kruisingen zonder gedeeld knooppunt, die bruggen kunnen zijn</translation>
    </message>
    <message>
        <source>cumulative</source>
        <translation>cumulatief</translation>
    </message>
    <message>
        <source>Curve</source>
        <translation>Curve</translation>
    </message>
    <message>
        <source>Curves are drawn by its values: the neighbourhood, or another field such as the landlord.</source>
        <translation>Per waarde van dit veld komt er een curve: de buurt, of een ander veld zoals de verhuurder.</translation>
    </message>
    <message>
        <source>Cycle network</source>
        <translation>Fietsnetwerk</translation>
    </message>
    <message>
        <source>cycle_network</source>
        <translation>fietsnetwerk</translation>
    </message>
    <message>
        <source>D&amp;ata</source>
        <translation>&amp;Gegevens</translation>
    </message>
    <message>
        <source>Da&amp;te of the data</source>
        <translation>Da&amp;tum van de gegevens</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Gegevens</translation>
    </message>
    <message>
        <source>Data: {owners}</source>
        <translation>Gegevens: {owners}</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Date of the data</source>
        <translation>Datum van de gegevens</translation>
    </message>
    <message>
        <source>Date of the norm set</source>
        <translation>Datum van de normenset</translation>
    </message>
    <message>
        <source>DATES has {days} days for {tables} results tables: write one for each, in their order, or none.</source>
        <translation>DATES heeft {days} dagen voor {tables} resultatentabellen: schrijf er een voor elke, in hun volgorde, of geen.</translation>
    </message>
    <message>
        <source>DATES holds “{value}”: write days as 2026-07-01, with semicolons between them.</source>
        <translation>DATES bevat “{value}”: schrijf dagen als 2026-07-01, met puntkomma's ertussen.</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Dag</translation>
    </message>
    <message>
        <source>Days: {days}</source>
        <translation>Dagen: {days}</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>Ver&amp;wijderen</translation>
    </message>
    <message>
        <source>dead ends at the edge of the neighbourhoods, where streets may have been cut off</source>
        <translation>doodlopende einden aan de rand van de buurten, waar straten afgekapt kunnen zijn</translation>
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
        <source>Decay with distance</source>
        <translation>Afname met de afstand</translation>
    </message>
    <message>
        <source>Default: {set}</source>
        <translation>Standaard: {set}</translation>
    </message>
    <message>
        <source>Degrees</source>
        <translation>Gradaties</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Verwijderen</translation>
    </message>
    <message>
        <source>Delete the norm set “{id}”? This cannot be undone.</source>
        <translation>De normenset “{id}” verwijderen? Dit kan niet ongedaan worden gemaakt.</translation>
    </message>
    <message>
        <source>Demand</source>
        <translation>Vraag</translation>
    </message>
    <message>
        <source>Demand of all neighbourhoods</source>
        <translation>Vraag van alle buurten</translation>
    </message>
    <message>
        <source>Demolition</source>
        <translation>Sloop</translation>
    </message>
    <message>
        <source>demolition</source>
        <translation>sloop</translation>
    </message>
    <message>
        <source>Demolition without an area to take dwellings from, left out: {n} ({ids}); draw polygons.</source>
        <translation>Sloop zonder gebied om woningen uit weg te nemen, weggelaten: {n} ({ids}); teken vlakken.</translation>
    </message>
    <message>
        <source>Density of addresses</source>
        <translation>Omgevingsadressendichtheid</translation>
    </message>
    <message>
        <source>density of addresses</source>
        <translation>omgevingsadressendichtheid</translation>
    </message>
    <message>
        <source>dentist</source>
        <translation>tandarts</translation>
    </message>
    <message>
        <source>Departures an hour, by day</source>
        <translation>Vertrekken per uur, overdag</translation>
    </message>
    <message>
        <source>Departures an hour, in the evening</source>
        <translation>Vertrekken per uur, 's avonds</translation>
    </message>
    <message>
        <source>Departures an hour, in the peaks</source>
        <translation>Vertrekken per uur, in de spits</translation>
    </message>
    <message>
        <source>Departures an hour, on Sunday</source>
        <translation>Vertrekken per uur, op zondag</translation>
    </message>
    <message>
        <source>Departures of {day}, with {n} {n:trip|trips}, and of Sunday {sunday}, with {m}.</source>
        <translation>Vertrekken van {day}, met {n} {n:rit|ritten}, en van zondag {sunday}, met {m}.</translation>
    </message>
    <message>
        <source>Depth, the farthest most</source>
        <translation>Diepte, de verste het zwaarst</translation>
    </message>
    <message>
        <source>Depth: how far outside, from 0 to 1</source>
        <translation>Diepte: hoe ver erbuiten, van 0 tot 1</translation>
    </message>
    <message>
        <source>Derived from</source>
        <translation>Afgeleid uit</translation>
    </message>
    <message>
        <source>Derived living environments: {kinds}</source>
        <translation>Afgeleide woonmilieus: {kinds}</translation>
    </message>
    <message>
        <source>Derives a living environment for every neighbourhood, for norms that differ by it, where the municipality has none of its own. The rules are tried in their order; the first of which all conditions hold gives it. A figure that is not known ends the search: the living environment is NULL, and derived_from names the figure. Else derived_from has the figures that decided.

A rule may ask for any field of the neighbourhoods, and for address_density (omgevingsadressendichtheid), building_year (the median of the dwellings), share_apartments and dwellings_ha.

The shipped rules are our own, with the classes of density of Statistics Netherlands (CBS), a building year of 1970 and 60 % apartments as limits. They are no official typology: say so where you use them.</source>
        <translation>Leidt voor elke buurt een woonmilieu af, voor normen die daarin verschillen, waar de gemeente er zelf geen heeft. De regels worden in hun volgorde geprobeerd; de eerste waarvan alle voorwaarden gelden, geeft het. Een cijfer dat niet bekend is, beëindigt het zoeken: het woonmilieu is NULL, en derived_from noemt het cijfer. Anders heeft derived_from de cijfers die de doorslag gaven.

Een regel mag vragen naar elk veld van de buurten, en naar address_density (omgevingsadressendichtheid), building_year (de mediaan van de woningen), share_apartments en dwellings_ha.

De meegeleverde regels zijn van onszelf, met de dichtheidsklassen van het CBS, een bouwjaar van 1970 en 60 % appartementen als grenzen. Ze zijn geen officiële typologie: zeg dat waar u ze gebruikt.</translation>
    </message>
    <message>
        <source>Derives a living environment for every neighbourhood, from rules that you can change.</source>
        <translation>Leidt voor elke buurt een woonmilieu af, uit regels die u kunt wijzigen.</translation>
    </message>
    <message>
        <source>Deserve a look: {n}.</source>
        <translation>Verdient een blik: {n}.</translation>
    </message>
    <message>
        <source>Deserves a look</source>
        <translation>Verdient een blik</translation>
    </message>
    <message>
        <source>Design effect</source>
        <translation>Ontwerpeffect</translation>
    </message>
    <message>
        <source>DESIGN_EFFECT must be above 0: write 1 for a simple random sample.</source>
        <translation>DESIGN_EFFECT moet boven 0 zijn: schrijf 1 voor een enkelvoudige aselecte steekproef.</translation>
    </message>
    <message>
        <source>Destinations</source>
        <translation>Bestemmingen</translation>
    </message>
    <message>
        <source>Destinations off the network, not used: {n} of {all} ({ids})</source>
        <translation>Bestemmingen naast het netwerk, niet gebruikt: {n} van {all} ({ids})</translation>
    </message>
    <message>
        <source>Destinations off the network, reached only from inside or at their own place: {n} of {all} ({ids})</source>
        <translation>Bestemmingen naast het netwerk, alleen bereikt van binnenuit of op hun eigen plek: {n} van {all} ({ids})</translation>
    </message>
    <message>
        <source>Destinations without geometry, not used: {n} of {all} ({ids})</source>
        <translation>Bestemmingen zonder geometrie, niet gebruikt: {n} van {all} ({ids})</translation>
    </message>
    <message>
        <source>Detour factor</source>
        <translation>Omwegfactor</translation>
    </message>
    <message>
        <source>Developed areas</source>
        <translation>Bebouwd gebied</translation>
    </message>
    <message>
        <source>developed_areas</source>
        <translation>bebouwde gebieden</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>in gebruik</translation>
    </message>
    <message>
        <source>Diagnostics are copied: paste them into your report of the problem.</source>
        <translation>De diagnose is gekopieerd: plak die in uw melding van het probleem.</translation>
    </message>
    <message>
        <source>Did you mean {name}?</source>
        <translation>Bedoelde u {name}?</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Verschil</translation>
    </message>
    <message>
        <source>Difference, 95 % interval</source>
        <translation>Verschil, 95 %-interval</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Verschillen</translation>
    </message>
    <message>
        <source>Differences: {n}.</source>
        <translation>Verschillen: {n}.</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>verschilt</translation>
    </message>
    <message>
        <source>Differs from the model (standard deviations)</source>
        <translation>Afwijking van het model (standaardafwijkingen)</translation>
    </message>
    <message>
        <source>Direct</source>
        <translation>Direct</translation>
    </message>
    <message>
        <source>Direct and combined estimates</source>
        <translation>Directe en gecombineerde schattingen</translation>
    </message>
    <message>
        <source>Direct estimate</source>
        <translation>Directe schatting</translation>
    </message>
    <message>
        <source>Direct estimate, from</source>
        <translation>Directe schatting, van</translation>
    </message>
    <message>
        <source>Direct estimate, to</source>
        <translation>Directe schatting, tot</translation>
    </message>
    <message>
        <source>Direct estimate: coefficient of variation</source>
        <translation>Directe schatting: variatiecoëfficiënt</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richting</translation>
    </message>
    <message>
        <source>DIRECTION_FIELD needs the values that mean one-way: fill in VALUE_FORWARD, VALUE_BACKWARD or both.</source>
        <translation>DIRECTION_FIELD heeft de waarden nodig die eenrichting betekenen: vul VALUE_FORWARD, VALUE_BACKWARD of beide in.</translation>
    </message>
    <message>
        <source>Directory not empty</source>
        <translation>de map is niet leeg</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Niet opslaan</translation>
    </message>
    <message>
        <source>Discussion sheet for the neighbourhood agenda</source>
        <translation>Bespreekblad buurtagenda</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>schijfquotum overschreden</translation>
    </message>
    <message>
        <source>dissolved</source>
        <translation>samengevoegd</translation>
    </message>
    <message>
        <source>Distance (m)</source>
        <translation>Afstand (m)</translation>
    </message>
    <message>
        <source>Distance between points (m)</source>
        <translation>Afstand tussen punten (m)</translation>
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
        <source>Distances from {spots} places with dwellings to {candidates} candidates are too many for this objective, which needs all of them: take fewer candidates, or an objective with a limit.</source>
        <translation>De afstanden van {spots} punten met woningen naar {candidates} kandidaten zijn er te veel voor dit doel, dat ze alle nodig heeft: neem minder kandidaten, of een doel met een grens.</translation>
    </message>
    <message>
        <source>Distances run over streets and paths, from door to door, and are the shortest there are; a norm in a straight line says so. A dwelling that reaches nothing counts outside; one without a place or off the network counts as unknown.</source>
        <translation>Afstanden lopen over straten en paden, van deur tot deur, en zijn de kortste die er zijn; een norm in rechte lijn zegt dat. Een woning die niets bereikt telt als buiten bereik; een woning zonder plek of naast het netwerk telt als onbekend.</translation>
    </message>
    <message>
        <source>district</source>
        <translation>wijk</translation>
    </message>
    <message>
        <source>District, settlement or another field of the neighbourhoods; left empty: each neighbourhood.</source>
        <translation>Wijk, kern of een ander veld van de buurten; leeg: elke buurt apart.</translation>
    </message>
    <message>
        <source>District, settlement, municipality: the results table gets rows for their areas too.</source>
        <translation>Wijk, kern, gemeente: de resultatentabel krijgt ook rijen voor die gebieden.</translation>
    </message>
    <message>
        <source>disused or gone</source>
        <translation>in onbruik of verdwenen</translation>
    </message>
    <message>
        <source>does not stand</source>
        <translation>staat er niet</translation>
    </message>
    <message>
        <source>dog park</source>
        <translation>hondenveld</translation>
    </message>
    <message>
        <source>done</source>
        <translation>klaar</translation>
    </message>
    <message>
        <source>download,fetch,network,pdok,cbs,bag,nwb,bgt,osm,openstreetmap,overpass,municipality,neighbourhoods,changes</source>
        <translation>downloaden,ophalen,netwerk,pdok,cbs,bag,nwb,bgt,osm,openstreetmap,overpass,gemeente,buurten,veranderingen</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>concept</translation>
    </message>
    <message>
        <source>draft, adopted or superseded</source>
        <translation>draft (concept), adopted (vastgesteld) of superseded (vervangen)</translation>
    </message>
    <message>
        <source>draft, no legal norm</source>
        <translation>concept, geen wettelijke norm</translation>
    </message>
    <message>
        <source>Draft: no council adopted it.</source>
        <translation>Concept: door geen raad vastgesteld.</translation>
    </message>
    <message>
        <source>Draw the wa&amp;ys</source>
        <translation>Teken de routes</translation>
    </message>
    <message>
        <source>Drawn are the {n} neighbourhoods with the most weight, of {all}.</source>
        <translation>Van de {all} buurten zijn de {n} grootste getekend.</translation>
    </message>
    <message>
        <source>drawn twice</source>
        <translation>dubbel</translation>
    </message>
    <message>
        <source>Drawn twice, and merged into one: {n}.</source>
        <translation>Dubbel getekend, en samengevoegd: {n}.</translation>
    </message>
    <message>
        <source>drinking water</source>
        <translation>drinkwaterpunt</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Dupliceren</translation>
    </message>
    <message>
        <source>Duplicates merged: {n} ({reasons})</source>
        <translation>Dubbele samengevoegd: {n} ({reasons})</translation>
    </message>
    <message>
        <source>Duration (min)</source>
        <translation>Duur (min)</translation>
    </message>
    <message>
        <source>Dwelling</source>
        <translation>Woning</translation>
    </message>
    <message>
        <source>dwelling</source>
        <translation>woning</translation>
    </message>
    <message>
        <source>dwelling of which it is not known</source>
        <translation>woning waarvan het niet bekend is</translation>
    </message>
    <message>
        <source>dwelling rented from a housing association</source>
        <translation>huurwoning van een woningcorporatie</translation>
    </message>
    <message>
        <source>Dwelling results</source>
        <translation>Resultaten per woning</translation>
    </message>
    <message>
        <source>dwelling to which no requirement applies</source>
        <translation>woning waarvoor geen basiseis geldt</translation>
    </message>
    <message>
        <source>dwelling with all within reach</source>
        <translation>woning met alles binnen bereik</translation>
    </message>
    <message>
        <source>dwelling, requirements out of reach: {n}</source>
        <translation>woning, basiseisen buiten bereik: {n}</translation>
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
        <source>Dwellings (address objects)</source>
        <translation>Woningen (verblijfsobjecten)</translation>
    </message>
    <message>
        <source>dwellings and neighbourhoods</source>
        <translation>woningen en buurten</translation>
    </message>
    <message>
        <source>Dwellings counted</source>
        <translation>Getelde woningen</translation>
    </message>
    <message>
        <source>Dwellings counted, less those published, where they differ by more than 5 %: {list}</source>
        <translation>Getelde min gepubliceerde woningen, waar ze meer dan 5 % verschillen: {list}</translation>
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
        <source>dwellings in the complex</source>
        <translation>woningen in het complex</translation>
    </message>
    <message>
        <source>Dwellings left out</source>
        <translation>Weggelaten woningen</translation>
    </message>
    <message>
        <source>dwellings not known</source>
        <translation>woningen niet bekend</translation>
    </message>
    <message>
        <source>Dwellings off the network, counted as unknown: {n} ({ids})</source>
        <translation>Woningen buiten het netwerk, geteld als onbekend: {n} ({ids})</translation>
    </message>
    <message>
        <source>dwellings on a network</source>
        <translation>woningen op een netwerk</translation>
    </message>
    <message>
        <source>dwellings or people</source>
        <translation>woningen of mensen</translation>
    </message>
    <message>
        <source>Dwellings or people outside beyond what the target allows, or facilities, places or m²; rounded up.</source>
        <translation>Woningen of mensen buiten bereik boven wat het streefaandeel toelaat, of voorzieningen, plaatsen of m²; naar boven afgerond.</translation>
    </message>
    <message>
        <source>Dwellings or people that lie outside beyond what the target allows, and then places and m². A distance does not tell how many places would help.</source>
        <translation>Woningen of mensen die erbuiten liggen boven wat het streefaandeel toelaat, en daarna plekken en m². Een afstand zegt niet hoeveel plekken zouden helpen.</translation>
    </message>
    <message>
        <source>dwellings outside</source>
        <translation>woningen erbuiten</translation>
    </message>
    <message>
        <source>Dwellings outside all neighbourhoods</source>
        <translation>Woningen buiten alle buurten</translation>
    </message>
    <message>
        <source>Dwellings outside all neighbourhoods, counted in {whole} only: {n} ({ids})</source>
        <translation>Woningen buiten alle buurten, alleen meegeteld in {whole}: {n} ({ids})</translation>
    </message>
    <message>
        <source>Dwellings outside all neighbourhoods: {n} ({ids})</source>
        <translation>Woningen buiten alle buurten: {n} ({ids})</translation>
    </message>
    <message>
        <source>Dwellings published</source>
        <translation>Gepubliceerde woningen</translation>
    </message>
    <message>
        <source>dwellings rented from a housing association</source>
        <translation>huurwoningen van woningcorporaties</translation>
    </message>
    <message>
        <source>Dwellings served within the limit</source>
        <translation>Bediende woningen binnen de grens</translation>
    </message>
    <message>
        <source>Dwellings served: {value}</source>
        <translation>Bediende woningen: {value}</translation>
    </message>
    <message>
        <source>DWELLINGS tells what became of neighbourhoods where NEIGHBOURHOODS has the map of each day: choose these, or leave DWELLINGS empty.</source>
        <translation>DWELLINGS zegt wat er van buurten werd als NEIGHBOURHOODS de kaart van elke dag heeft: kies die, of laat DWELLINGS leeg.</translation>
    </message>
    <message>
        <source>Dwellings that came or went</source>
        <translation>Woningen die erbij kwamen of verdwenen</translation>
    </message>
    <message>
        <source>dwellings that came or went</source>
        <translation>woningen die erbij kwamen of verdwenen</translation>
    </message>
    <message>
        <source>Dwellings that come</source>
        <translation>Woningen die erbij komen</translation>
    </message>
    <message>
        <source>Dwellings that go</source>
        <translation>Woningen die verdwijnen</translation>
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
        <source>Dwellings that reach none, or are left out</source>
        <translation>Woningen die er geen bereiken, of buiten beschouwing blijven</translation>
    </message>
    <message>
        <source>Dwellings that share their point with another: {n}</source>
        <translation>Woningen die hun punt met een andere delen: {n}</translation>
    </message>
    <message>
        <source>Dwellings to prepare</source>
        <translation>Woningen om voor te bereiden</translation>
    </message>
    <message>
        <source>dwellings unknown</source>
        <translation>woningen niet te beoordelen</translation>
    </message>
    <message>
        <source>Dwellings where</source>
        <translation>Woningen waar</translation>
    </message>
    <message>
        <source>Dwellings whose number is NULL or negative, counted as 0: {n} ({ids})</source>
        <translation>Woningen met een aantal dat NULL of negatief is, geteld als 0: {n} ({ids})</translation>
    </message>
    <message>
        <source>Dwellings with everything</source>
        <translation>Woningen met alles</translation>
    </message>
    <message>
        <source>Dwellings with the place that they go to</source>
        <translation>Woningen met de plek waar zij heen gaan</translation>
    </message>
    <message>
        <source>Dwellings with their access</source>
        <translation>Woningen met hun capaciteit binnen bereik</translation>
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
        <source>dwellings within</source>
        <translation>woningen erbinnen</translation>
    </message>
    <message>
        <source>Dwellings within {limit}</source>
        <translation>Woningen binnen {limit}</translation>
    </message>
    <message>
        <source>Dwellings without geometry, counted as unknown: {n} ({ids})</source>
        <translation>Woningen zonder geometrie, geteld als onbekend: {n} ({ids})</translation>
    </message>
    <message>
        <source>Dwellings without geometry, in no neighbourhood: {n} ({ids})</source>
        <translation>Woningen zonder geometrie, in geen buurt: {n} ({ids})</translation>
    </message>
    <message>
        <source>Dwellings, households, inhabitants or another number. Left empty: the dwellings below are counted; without these a field with a known name is taken, such as woningvoorraad.</source>
        <translation>Woningen, huishoudens, inwoners of een ander aantal. Leeg: de woningen hieronder worden geteld; zonder deze wordt een veld met een bekende naam genomen, zoals woningvoorraad.</translation>
    </message>
    <message>
        <source>Dwellings, or a field with numbers of people or households: inhabitants_0_15, households_single.</source>
        <translation>Woningen, of een veld met aantallen mensen of huishoudens: inhabitants_0_15, households_single.</translation>
    </message>
    <message>
        <source>dwellings,BAG,CBS,address,building,postcode,inhabitants,population,prepare,Netherlands</source>
        <translation>woningen,BAG,CBS,adres,pand,verblijfsobject,postcode,inwoners,bevolking,voorbereiden,Nederland</translation>
    </message>
    <message>
        <source>Dwellings: {n}.</source>
        <translation>Woningen: {n}.</translation>
    </message>
    <message>
        <source>Dwellings: {rows} {rows:feature|features} with {n} {n:dwelling|dwellings}, in {m} {m:neighbourhood|neighbourhoods}.</source>
        <translation>Woningen: {rows} {rows:object|objecten} met {n} {n:woning|woningen}, in {m} {m:buurt|buurten}.</translation>
    </message>
    <message>
        <source>Each cause is the mean of what it changes in all orders in which the causes can come. They add up to the change. The scale does not begin at 0.</source>
        <translation>Elke oorzaak is het gemiddelde van wat ze verandert in alle volgordes waarin de oorzaken kunnen komen. Samen zijn ze het verschil. De schaal begint niet bij 0.</translation>
    </message>
    <message>
        <source>Each group beside all of its kind: people beside all inhabitants, households beside all households, dwellings beside all dwellings, a landlord beside all that the requirement counts. Points are of a hundred.</source>
        <translation>Elke groep naast allen van haar soort: mensen naast alle inwoners, huishoudens naast alle huishoudens, woningen naast alle woningen, een verhuurder naast alles wat de basiseis telt. Punten zijn van de honderd.</translation>
    </message>
    <message>
        <source>Each is “Results table” (OUTPUT_RESULTS) that Check basic requirements wrote: two or more, or one of several years.</source>
        <translation>Elke is “Resultatentabel” (OUTPUT_RESULTS) die “Basiseisen toetsen” schreef: twee of meer, of één van meerdere jaren.</translation>
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
        <source>each key of {key} must be a year such as 2030, not {year}</source>
        <translation>elke sleutel van {key} moet een jaar zijn, zoals 2030, niet {year}</translation>
    </message>
    <message>
        <source>each kind of geometry needs a table of its own</source>
        <translation>elke soort geometrie heeft een eigen tabel nodig</translation>
    </message>
    <message>
        <source>each object needs the id of a requirement</source>
        <translation>elk object heeft de id van een basiseis nodig</translation>
    </message>
    <message>
        <source>Each requirement</source>
        <translation>Elke basiseis</translation>
    </message>
    <message>
        <source>Each requirement ({n})</source>
        <translation>Elke basiseis apart ({n})</translation>
    </message>
    <message>
        <source>each type of {key}</source>
        <translation>elke soort van {key}</translation>
    </message>
    <message>
        <source>Earlier fetch</source>
        <translation>Eerdere ophaling</translation>
    </message>
    <message>
        <source>east</source>
        <translation>oosten</translation>
    </message>
    <message>
        <source>Ed&amp;it…</source>
        <translation>Bewerken…</translation>
    </message>
    <message>
        <source>Edges</source>
        <translation>Takken</translation>
    </message>
    <message>
        <source>elsewhere {amount}</source>
        <translation>elders {amount}</translation>
    </message>
    <message>
        <source>empty where the run was of no year</source>
        <translation>leeg waar de toetsing geen jaar had</translation>
    </message>
    <message>
        <source>End points joined within the tolerance: {n}</source>
        <translation>Eindpunten verbonden binnen de tolerantie: {n}</translation>
    </message>
    <message>
        <source>ends that stop within 1 m of another street; joined in “Streets on foot, repaired”</source>
        <translation>einden die binnen 1 m van een andere straat ophouden; verbonden in “Straten te voet, hersteld”</translation>
    </message>
    <message>
        <source>Ends with more than {most} lines, or very many pieces of lines, around them: {n}. Only the nearest were compared: remove lines that lie on each other, or decrease GAP, and run again.</source>
        <translation>Uiteinden met meer dan {most} lijnen, of heel veel stukken van lijnen, eromheen: {n}. Alleen de dichtstbijzijnde zijn vergeleken: verwijder lijnen die op elkaar liggen, of verklein GAP, en voer het opnieuw uit.</translation>
    </message>
    <message>
        <source>Enlarge the map</source>
        <translation>Vergroot de kaart</translation>
    </message>
    <message>
        <source>Entrances</source>
        <translation>Ingangen</translation>
    </message>
    <message>
        <source>ENTRANCES: fill in ENTRANCE_FACILITY too.</source>
        <translation>ENTRANCES: vul ook ENTRANCE_FACILITY in.</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>Schatting</translation>
    </message>
    <message>
        <source>estimate, with its 95 % interval</source>
        <translation>schatting, met haar 95 %-interval</translation>
    </message>
    <message>
        <source>Estimates</source>
        <translation>Schattingen</translation>
    </message>
    <message>
        <source>Estimates are brought to it: a share such as 0.42 of all areas together, or a field with the share of the municipality to which each area belongs.</source>
        <translation>Schattingen worden erop gebracht: een aandeel zoals 0,42 van alle gebieden samen, of een veld met het aandeel van de gemeente waarin elk gebied ligt.</translation>
    </message>
    <message>
        <source>Every neighbourhood</source>
        <translation>Elke buurt</translation>
    </message>
    <message>
        <source>Every neighbourhood and every requirement</source>
        <translation>Elke buurt en elke basiseis</translation>
    </message>
    <message>
        <source>Every row that came in, with its candidate, or the reason why it is in none.</source>
        <translation>Elke rij die erin ging, met haar kandidaat, of de reden waarom ze bij geen hoort.</translation>
    </message>
    <message>
        <source>Everything is there: run the check.</source>
        <translation>Alles is er: de toetsing kan beginnen.</translation>
    </message>
    <message>
        <source>everything that is asked</source>
        <translation>alles wat wordt gevraagd</translation>
    </message>
    <message>
        <source>Everything that is asked is there for {share} of the dwellings.</source>
        <translation>Alles wat wordt gevraagd is er voor {share} van de woningen.</translation>
    </message>
    <message>
        <source>Everything that is asked is there for {share} of the dwellings; on average they have {within} of {asked}.</source>
        <translation>Alles wat wordt gevraagd is er voor {share} van de woningen; gemiddeld hebben ze {within} van {asked}.</translation>
    </message>
    <message>
        <source>example</source>
        <translation>voorbeeldwaarde</translation>
    </message>
    <message>
        <source>Examples: {n} of {all} {all:requirement|requirements}.</source>
        <translation>Voorbeeldwaarden: {n} van {all} {all:basiseis|basiseisen}.</translation>
    </message>
    <message>
        <source>Existing and new dwellings are told apart where there are plans. What is above is of the last year.</source>
        <translation>Bestaande en nieuwe woningen staan apart waar er plannen zijn. Wat hierboven staat, is van het laatste jaar.</translation>
    </message>
    <message>
        <source>Existing streets</source>
        <translation>Bestaande straten</translation>
    </message>
    <message>
        <source>existing: {share}</source>
        <translation>bestaand: {share}</translation>
    </message>
    <message>
        <source>EXISTING_TYPES asks for “{type}”, but the field “{field}” of the layer “{layer}” has no facility of that type; its types are: {types}.</source>
        <translation>EXISTING_TYPES vraagt om “{type}”, maar in het veld “{field}” van de laag “{layer}” is geen voorziening van die soort; daar staan: {types}.</translation>
    </message>
    <message>
        <source>EXISTING_TYPES is empty: choose the types of facility that count, or leave TYPE_FIELD empty: all do then.</source>
        <translation>EXISTING_TYPES is leeg: kies de soorten voorzieningen die meetellen, of laat TYPE_FIELD leeg, dan tellen ze alle mee.</translation>
    </message>
    <message>
        <source>EXISTING_TYPES needs TYPE_FIELD: fill it in too.</source>
        <translation>EXISTING_TYPES heeft TYPE_FIELD nodig: vul dat ook in.</translation>
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
        <source>exponential</source>
        <translation>exponentieel</translation>
    </message>
    <message>
        <source>Export the norm set</source>
        <translation>De normenset exporteren</translation>
    </message>
    <message>
        <source>Extent</source>
        <translation>Gebied</translation>
    </message>
    <message>
        <source>EXTENT cannot be read ({text}): write west, east, south, north and their reference system, such as 84000,85000,447000,448000 [EPSG:28992].</source>
        <translation>EXTENT is niet te lezen ({text}): schrijf west, oost, zuid, noord en hun referentiestelsel, zoals 84000,85000,447000,448000 [EPSG:28992].</translation>
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
        <translation>Voorzieningen en hun gebruik</translation>
    </message>
    <message>
        <source>Facilities in more than one neighbourhood, or on a border, counted in the first: {n}</source>
        <translation>Voorzieningen in meer dan één buurt, of op een grens, geteld in de eerste: {n}</translation>
    </message>
    <message>
        <source>Facilities in “{layer}” with a negative {field}, read as unknown: {n}</source>
        <translation>Voorzieningen in “{layer}” met een negatieve {field}, gelezen als onbekend: {n}</translation>
    </message>
    <message>
        <source>Facilities of “{layer}” that stand in “{other}” too, of the same type and at the same place, and count twice: {n}. Leave one of the two out.</source>
        <translation>Voorzieningen van “{layer}” die ook in “{other}” staan, van dezelfde soort en op dezelfde plek, en dubbel tellen: {n}. Laat een van beide weg.</translation>
    </message>
    <message>
        <source>facilities off the network</source>
        <translation>voorzieningen buiten het netwerk</translation>
    </message>
    <message>
        <source>Facilities off the network, not used: {n} of {all} ({ids})</source>
        <translation>Voorzieningen naast het netwerk, niet gebruikt: {n} van {all} ({ids})</translation>
    </message>
    <message>
        <source>Facilities off the network, reached only from inside or at their own place: {n} of {all} ({ids})</source>
        <translation>Voorzieningen naast het netwerk, alleen bereikt van binnenuit of op hun eigen plek: {n} van {all} ({ids})</translation>
    </message>
    <message>
        <source>Facilities off the network, which nobody reaches: {n} ({ids})</source>
        <translation>Voorzieningen naast het netwerk, die niemand bereikt: {n} ({ids})</translation>
    </message>
    <message>
        <source>facilities on a network</source>
        <translation>voorzieningen op een netwerk</translation>
    </message>
    <message>
        <source>Facilities outside all neighbourhoods</source>
        <translation>Voorzieningen buiten alle buurten</translation>
    </message>
    <message>
        <source>Facilities per number of dwellings</source>
        <translation>Voorzieningen per aantal woningen</translation>
    </message>
    <message>
        <source>Facilities that are there already</source>
        <translation>Voorzieningen die er al zijn</translation>
    </message>
    <message>
        <source>Facilities that are there already, of the types that count: {n} of {all}</source>
        <translation>Voorzieningen die er al zijn, van de soorten die meetellen: {n} van {all}</translation>
    </message>
    <message>
        <source>Facilities that closed before {year} count all the same: {n}.</source>
        <translation>Voorzieningen die vóór {year} zijn gesloten tellen toch mee: {n}.</translation>
    </message>
    <message>
        <source>Facilities that no demand reaches, not used: {n} ({ids})</source>
        <translation>Voorzieningen die geen vraag bereikt, niet gebruikt: {n} ({ids})</translation>
    </message>
    <message>
        <source>Facilities that open after {year} count all the same: {n}.</source>
        <translation>Voorzieningen die na {year} opengaan tellen toch mee: {n}.</translation>
    </message>
    <message>
        <source>Facilities to come</source>
        <translation>Voorzieningen die komen</translation>
    </message>
    <message>
        <source>Facilities where</source>
        <translation>Voorzieningen waar</translation>
    </message>
    <message>
        <source>Facilities whose capacity is not known: {n} ({ids})</source>
        <translation>Voorzieningen waarvan de capaciteit onbekend is: {n} ({ids})</translation>
    </message>
    <message>
        <source>Facilities whose capacity is NULL or negative, which give nothing: {n} ({ids}). The access of {m} {m:dwelling that reaches|dwellings that reach} one lacks it.</source>
        <translation>Voorzieningen waarvan de capaciteit NULL of negatief is, die niets geven: {n} ({ids}). In access van {m} {m:woning die er een bereikt|woningen die er een bereiken} ontbreekt die.</translation>
    </message>
    <message>
        <source>Facilities whose {field} is no year or date, taken to be open: {n} ({ids})</source>
        <translation>Voorzieningen waarvan {field} geen jaar of datum is en die als open gelden: {n} ({ids})</translation>
    </message>
    <message>
        <source>Facilities with the dwellings that reach them</source>
        <translation>Voorzieningen met de woningen die ze bereiken</translation>
    </message>
    <message>
        <source>Facilities with their demand</source>
        <translation>Voorzieningen met hun vraag</translation>
    </message>
    <message>
        <source>Facilities within reach</source>
        <translation>Voorzieningen binnen bereik</translation>
    </message>
    <message>
        <source>Facilities within {limit}</source>
        <translation>Voorzieningen binnen {limit}</translation>
    </message>
    <message>
        <source>Facilities without a limit in {field}, for which {limit} holds: {n} ({ids})</source>
        <translation>Voorzieningen zonder grens in {field}, waarvoor {limit} geldt: {n} ({ids})</translation>
    </message>
    <message>
        <source>Facilities without a type, counted among the facilities only: {n} of {all}</source>
        <translation>Voorzieningen zonder soort, alleen bij de voorzieningen geteld: {n} van {all}</translation>
    </message>
    <message>
        <source>Facilities without geometry or off the network, listed without an area: {n} ({ids})</source>
        <translation>Voorzieningen zonder geometrie of niet aan het netwerk te koppelen, vermeld zonder gebied: {n} ({ids})</translation>
    </message>
    <message>
        <source>Facilities without geometry, not counted: {n} ({ids})</source>
        <translation>Voorzieningen zonder geometrie, niet geteld: {n} ({ids})</translation>
    </message>
    <message>
        <source>Facilities without geometry, not used: {n} of {all} ({ids})</source>
        <translation>Voorzieningen zonder geometrie, niet gebruikt: {n} van {all} ({ids})</translation>
    </message>
    <message>
        <source>Facilities, areas</source>
        <translation>Voorzieningen, vlakken</translation>
    </message>
    <message>
        <source>facilities, places or m² per so many of the weight, the number present, or the share of the area</source>
        <translation>voorzieningen, plaatsen of m² per zoveel van het gewicht, het aantal dat er is, of het aandeel van het gebied</translation>
    </message>
    <message>
        <source>facilities, places or m² that are missing</source>
        <translation>voorzieningen, plaatsen of m² die ontbreken</translation>
    </message>
    <message>
        <source>Facilities, points</source>
        <translation>Voorzieningen, punten</translation>
    </message>
    <message>
        <source>Facilities: {n} in {layers} {layers:layer|layers}, of {m} {m:type|types}: {types}</source>
        <translation>Voorzieningen: {n} in {layers} {layers:laag|lagen}, van {m} {m:soort|soorten}: {types}</translation>
    </message>
    <message>
        <source>Facilities: {n} in {layers} {layers:layer|layers}, without a type</source>
        <translation>Voorzieningen: {n} in {layers} {layers:laag|lagen}, zonder soort</translation>
    </message>
    <message>
        <source>Facilities: {n}.</source>
        <translation>Voorzieningen: {n}.</translation>
    </message>
    <message>
        <source>Facilities: {n}. {types}</source>
        <translation>Voorzieningen: {n}. {types}</translation>
    </message>
    <message>
        <source>Facility</source>
        <translation>Voorziening</translation>
    </message>
    <message>
        <source>facility</source>
        <translation>voorziening</translation>
    </message>
    <message>
        <source>FACILITY_TYPES has {n} {n:entry|entries} for {m} {m:layer|layers} of facilities: give one for each layer, in their order.</source>
        <translation>FACILITY_TYPES heeft {n} {n:onderdeel|onderdelen} voor {m} {m:laag|lagen} met voorzieningen: geef er één per laag, in dezelfde volgorde.</translation>
    </message>
    <message>
        <source>Fail, but not at 110 % of the threshold</source>
        <translation>Voldoen niet, maar bij 110 % van de drempelwaarde wel of misschien</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>mislukt</translation>
    </message>
    <message>
        <source>fails</source>
        <translation>voldoet niet</translation>
    </message>
    <message>
        <source>false</source>
        <translation>onwaar</translation>
    </message>
    <message>
        <source>farther than {threshold}, or never</source>
        <translation>verder dan {threshold}, of nooit</translation>
    </message>
    <message>
        <source>farthest from the others, as in the table</source>
        <translation>wijkt het meest af, zoals in de tabel</translation>
    </message>
    <message>
        <source>Features of “{layer}” without {field}, called # and their feature id: {n}</source>
        <translation>Objecten van “{layer}” zonder {field}, die # en hun object-id heten: {n}</translation>
    </message>
    <message>
        <source>Features without a type</source>
        <translation>Objecten zonder soort</translation>
    </message>
    <message>
        <source>Feels at home</source>
        <translation>Voelt zich thuis</translation>
    </message>
    <message>
        <source>Ferries that do not say how long they take, and count at the general speed: {n} ({ids})</source>
        <translation>Veerponten zonder vaartijd, die met de algemene snelheid tellen: {n} ({ids})</translation>
    </message>
    <message>
        <source>Ferries whose duration cannot be read as minutes ({values}), and which count at the general speed: {n} ({ids})</source>
        <translation>Veerponten waarvan de vaartijd niet als minuten te lezen is ({values}), en die met de algemene snelheid tellen: {n} ({ids})</translation>
    </message>
    <message>
        <source>ferry</source>
        <translation>veerpont</translation>
    </message>
    <message>
        <source>ferry landing</source>
        <translation>veerhalte</translation>
    </message>
    <message>
        <source>Fetch data</source>
        <translation>Gegevens ophalen</translation>
    </message>
    <message>
        <source>Fetched by Buurtmaat from {host} on {date}; data of {data_date}; {n} rows, {said}.</source>
        <translation>Opgehaald door Buurtmaat van {host} op {date}; gegevens van {data_date}; {n} rijen, {said}.</translation>
    </message>
    <message>
        <source>Fetched data</source>
        <translation>Opgehaalde gegevens</translation>
    </message>
    <message>
        <source>Fetched table</source>
        <translation>Opgehaalde tabel</translation>
    </message>
    <message>
        <source>Fetches what a check needs of a municipality from public services into one GeoPackage.</source>
        <translation>Haalt wat een toetsing van een gemeente nodig heeft van openbare diensten in één GeoPackage.</translation>
    </message>
    <message>
        <source>Fetch…</source>
        <translation>Ophalen…</translation>
    </message>
    <message>
        <source>fewer dwellings than published</source>
        <translation>minder woningen dan gepubliceerd</translation>
    </message>
    <message>
        <source>fewest places for the target share</source>
        <translation>minste plekken voor het streefaandeel</translation>
    </message>
    <message>
        <source>Fewest respondents to be shown</source>
        <translation>Minste respondenten om te tonen</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Veld</translation>
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
        <source>Field with hard or soft</source>
        <translation>Veld met hard of zacht</translation>
    </message>
    <message>
        <source>Field with the area's code or name</source>
        <translation>Veld met de code of naam van het gebied</translation>
    </message>
    <message>
        <source>Field with the candidate's id</source>
        <translation>Veld met de id van de kandidaat</translation>
    </message>
    <message>
        <source>Field with the candidate's owner</source>
        <translation>Veld met de eigenaar van de kandidaat</translation>
    </message>
    <message>
        <source>Field with the capacity</source>
        <translation>Veld met de capaciteit</translation>
    </message>
    <message>
        <source>Field with the closing year</source>
        <translation>Veld met het sluitingsjaar</translation>
    </message>
    <message>
        <source>Field with the demand</source>
        <translation>Veld met de vraag</translation>
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
        <source>Field with the dwelling's id</source>
        <translation>Veld met de id van de woning</translation>
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
        <source>Field with the income</source>
        <translation>Veld met het inkomen</translation>
    </message>
    <message>
        <source>Field with the inhabitants</source>
        <translation>Veld met de inwoners</translation>
    </message>
    <message>
        <source>Field with the institution's inhabitants</source>
        <translation>Veld met de inwoners van de instelling</translation>
    </message>
    <message>
        <source>Field with the living environment</source>
        <translation>Veld met het woonmilieu</translation>
    </message>
    <message>
        <source>Field with the lower end of its 95 % interval</source>
        <translation>Veld met de ondergrens van het 95 %-interval</translation>
    </message>
    <message>
        <source>Field with the minutes a line takes</source>
        <translation>Veld met de minuten die een lijn kost</translation>
    </message>
    <message>
        <source>Field with the modelled figure</source>
        <translation>Veld met het gemodelleerde cijfer</translation>
    </message>
    <message>
        <source>Field with the neighbourhood</source>
        <translation>Veld met de buurt</translation>
    </message>
    <message>
        <source>Field with the neighbourhood's code or name</source>
        <translation>Veld met de code of naam van de buurt</translation>
    </message>
    <message>
        <source>Field with the neighbourhood's own norm</source>
        <translation>Veld met de eigen norm van de buurt</translation>
    </message>
    <message>
        <source>Field with the number of dwellings</source>
        <translation>Veld met het aantal woningen</translation>
    </message>
    <message>
        <source>Field with the number of respondents</source>
        <translation>Veld met het aantal respondenten</translation>
    </message>
    <message>
        <source>Field with the opening year</source>
        <translation>Veld met het openingsjaar</translation>
    </message>
    <message>
        <source>Field with the origin's id</source>
        <translation>Veld met de id van de herkomst</translation>
    </message>
    <message>
        <source>Field with the owner</source>
        <translation>Veld met de eigenaar</translation>
    </message>
    <message>
        <source>Field with the plan's id</source>
        <translation>Veld met de id van het plan</translation>
    </message>
    <message>
        <source>Field with the sampling variance</source>
        <translation>Veld met de steekproefvariantie</translation>
    </message>
    <message>
        <source>Field with the speed (km/h)</source>
        <translation>Veld met de snelheid (km/u)</translation>
    </message>
    <message>
        <source>Field with the survey's figure</source>
        <translation>Veld met het cijfer van de enquête</translation>
    </message>
    <message>
        <source>Field with the target group</source>
        <translation>Veld met de doelgroep</translation>
    </message>
    <message>
        <source>Field with the type of facility</source>
        <translation>Veld met de soort voorziening</translation>
    </message>
    <message>
        <source>Field with the upper end of its 95 % interval</source>
        <translation>Veld met de bovengrens van het 95 %-interval</translation>
    </message>
    <message>
        <source>Field with the year</source>
        <translation>Veld met het jaar</translation>
    </message>
    <message>
        <source>Field with the year of a street</source>
        <translation>Veld met het jaar van een straat</translation>
    </message>
    <message>
        <source>Field with the yearly growth (%)</source>
        <translation>Veld met de jaarlijkse groei (%)</translation>
    </message>
    <message>
        <source>Field with those of 65 or older</source>
        <translation>Veld met het aantal 65-plussers</translation>
    </message>
    <message>
        <source>FIELD_MAP has the entry “{entry}”; write role=field, with semicolons between entries.</source>
        <translation>FIELD_MAP heeft het onderdeel “{entry}”; schrijf rol=veld, met puntkomma’s ertussen.</translation>
    </message>
    <message>
        <source>FIELD_MAP names the field “{field}” for {role}, which no layer has; choose one of: {fields}.</source>
        <translation>FIELD_MAP noemt voor {role} het veld “{field}”, dat geen enkele laag heeft; kies een van: {fields}.</translation>
    </message>
    <message>
        <source>FIELD_MAP names “{role}”, which is not prepared; write one of these before the “=”: {roles}.</source>
        <translation>FIELD_MAP noemt “{role}”, en dat wordt niet voorbereid; schrijf voor de “=” een van deze: {roles}.</translation>
    </message>
    <message>
        <source>FIELD_MAP names “{role}”, which no requirement uses; write one of these before the “=”: {roles}.</source>
        <translation>FIELD_MAP noemt “{role}”, en geen basiseis gebruikt dat; schrijf voor de “=” een van deze: {roles}.</translation>
    </message>
    <message>
        <source>FIELD_MAP names “{role}”; write one of these before the “=”: {roles}.</source>
        <translation>FIELD_MAP noemt “{role}”; schrijf voor de “=” een van deze: {roles}.</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Velden</translation>
    </message>
    <message>
        <source>fields came: {names}</source>
        <translation>nieuwe velden: {names}</translation>
    </message>
    <message>
        <source>fields of another type: {names}</source>
        <translation>velden van een ander type: {names}</translation>
    </message>
    <message>
        <source>Fields of the institutions that are not in OUTPUT, where the computed ones tell it: {fields}</source>
        <translation>Velden van de instellingen die niet in OUTPUT staan, waar de berekende velden het zeggen: {fields}</translation>
    </message>
    <message>
        <source>Fields of the network, each with the values whose lines are left out.</source>
        <translation>Velden van het netwerk, elk met de waarden waarvan de lijnen buiten beschouwing blijven.</translation>
    </message>
    <message>
        <source>Fields of “{layer}”: {fields}.</source>
        <translation>Velden van “{layer}”: {fields}.</translation>
    </message>
    <message>
        <source>Fields that mark bridges and tunnels</source>
        <translation>Velden die bruggen en tunnels aangeven</translation>
    </message>
    <message>
        <source>Fields to sum up by</source>
        <translation>Velden met grotere gebieden</translation>
    </message>
    <message>
        <source>fields went: {names}</source>
        <translation>verdwenen velden: {names}</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Cijfer</translation>
    </message>
    <message>
        <source>Figure of the survey</source>
        <translation>Cijfer van de enquête</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Cijfers</translation>
    </message>
    <message>
        <source>Figures of all years (JSON)</source>
        <translation>Cijfers van alle jaren (JSON)</translation>
    </message>
    <message>
        <source>Figures of dwellings and people</source>
        <translation>Cijfers van woningen en mensen</translation>
    </message>
    <message>
        <source>figures of dwellings and people</source>
        <translation>cijfers van woningen en mensen</translation>
    </message>
    <message>
        <source>Figures of neighbourhoods were spread over their dwellings.</source>
        <translation>Cijfers van buurten zijn over hun woningen verdeeld.</translation>
    </message>
    <message>
        <source>Figures of the areas that may explain it</source>
        <translation>Cijfers van de gebieden die het kunnen verklaren</translation>
    </message>
    <message>
        <source>Figures spread evenly over an area</source>
        <translation>Gelijkmatig over een gebied verdeelde cijfers</translation>
    </message>
    <message>
        <source>figures suppressed</source>
        <translation>cijfers geheimgehouden</translation>
    </message>
    <message>
        <source>Figures that hold: {areas}.</source>
        <translation>Cijfers waarop te bouwen is: {areas}.</translation>
    </message>
    <message>
        <source>Figures that others modelled need all three: fill in ESTIMATE_FIELD, LOW_FIELD and HIGH_FIELD.</source>
        <translation>Cijfers die anderen modelleerden, hebben alle drie nodig: vul ESTIMATE_FIELD, LOW_FIELD en HIGH_FIELD in.</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>het bestand bestaat al</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>bestandsnaam te lang</translation>
    </message>
    <message>
        <source>file of services</source>
        <translation>bestand met diensten</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>bestand te groot</translation>
    </message>
    <message>
        <source>File: {name}</source>
        <translation>Bestand: {name}</translation>
    </message>
    <message>
        <source>files of its format are always read that way</source>
        <translation>bestanden van dit formaat altijd zo worden gelezen</translation>
    </message>
    <message>
        <source>Fill holes smaller than (m²)</source>
        <translation>Gaten vullen kleiner dan (m²)</translation>
    </message>
    <message>
        <source>Fill in as a table</source>
        <translation>Als tabel invullen</translation>
    </message>
    <message>
        <source>Find a neighbourhood</source>
        <translation>Zoek een buurt</translation>
    </message>
    <message>
        <source>Find vacant, public and care buildings that could be opened</source>
        <translation>Vind leegstaande, maatschappelijke en zorggebouwen die open zouden kunnen</translation>
    </message>
    <message>
        <source>Find where to put or open the next places for a requirement</source>
        <translation>Vind waar voor een basiseis de volgende plekken kunnen komen of opengaan</translation>
    </message>
    <message>
        <source>Finds buildings that could be opened to the neighbourhood, as candidates for Suggest locations: out of the address objects or buildings of the BAG, or a list of your own.

A row is judged by rules, the first of which holds: vacant by its status (out of use), public and care by its owner, where a field says it, and by its use (gebruiksdoel). Dwellings and garages are none. Rows of one building are one candidate, where the largest of them stands; their surfaces are added up, and below 100 m² it is none. What is not known does not make a row a candidate, but an unknown surface does not keep it out.

kind says what the candidate is, reason which status, use or owner decided, and source_rows of how many rows it is made. Rows and what became of them has every row that came in.

The shipped rules are our own. Out of use in the BAG is not the same as empty: most buildings that stand empty are in use there. RULES is a readable file: your own statuses, uses, owners and surfaces are an edit of a copy of it.</source>
        <translation>Vindt gebouwen die voor de buurt open zouden kunnen, als kandidaten voor Locaties voorstellen: uit de verblijfsobjecten of panden van de BAG, of uit een eigen lijst.

Een rij wordt beoordeeld met regels, waarvan de eerste die klopt geldt: leeg (vacant) volgens de status (buiten gebruik), maatschappelijk (public) en zorg (care) volgens de eigenaar, waar een veld die noemt, en volgens het gebruiksdoel. Woningen en garages zijn het niet. Rijen van één gebouw zijn één kandidaat, op de plek van de grootste; hun oppervlakten worden opgeteld, en onder 100 m² is het er geen. Wat niet bekend is, maakt een rij niet tot kandidaat, maar een onbekende oppervlakte houdt haar niet tegen.

kind zegt wat de kandidaat is, reason welke status, welk gebruiksdoel of welke eigenaar besliste, en source_rows van hoeveel rijen hij gemaakt is. Rijen en wat ervan werd heeft elke rij die erin ging.

De meegeleverde regels zijn van onszelf. Buiten gebruik in de BAG is niet hetzelfde als leeg: de meeste gebouwen die leegstaan zijn daar in gebruik. RULES is een leesbaar bestand: eigen statussen, gebruiksdoelen, eigenaren en oppervlakten zijn een aanpassing van een kopie ervan.</translation>
    </message>
    <message>
        <source>Finds for every dwelling the nearest facilities over the streets, in metres and minutes.</source>
        <translation>Zoekt voor elke woning de dichtstbijzijnde voorzieningen over de straten, in meters en minuten.</translation>
    </message>
    <message>
        <source>Finds the places from where everything that a norm set asks for is within reach, or so many of its requirements: where a dwelling for older people, say, would have it all.

The result has the streets, cut exactly where a threshold ends, and the ground at most the buffer away from them, by how many requirements are within reach. Ground does not overlap: each place counts for the most that a street beside it has.

A place on a street is measured as a dwelling is, but has no way of its own to the street. Requirements that are not measured over streets (in a straight line, rates, presence, shares of area), and those of which a type of facility is not in the data, are left out; the log says which. Norms that differ by living environment, or hold in some neighbourhoods only, need the neighbourhoods.</source>
        <translation>Vindt de plekken vanwaar alles wat een normenset vraagt binnen bereik is, of zoveel van haar basiseisen: waar bijvoorbeeld een woning voor ouderen alles zou hebben.

Het resultaat heeft de straten, precies afgesneden waar een drempelwaarde eindigt, en de grond er hoogstens de buffer vandaan, naar hoeveel basiseisen binnen bereik zijn. Grond overlapt niet: elke plek telt voor het meeste dat een straat ernaast heeft.

Een plek aan een straat wordt gemeten zoals een woning, maar heeft geen eigen weg naar de straat. Basiseisen die niet over straten worden gemeten (hemelsbreed, aantallen per inwoner, aanwezigheid, aandelen van de oppervlakte) en basiseisen waarvan een soort voorziening niet in de gegevens zit, tellen niet mee; het logboek zegt welke. Normen die per woonmilieu verschillen of maar in sommige buurten gelden, hebben de buurten nodig.</translation>
    </message>
    <message>
        <source>Finds the streets within a distance or a time of facilities, as lines and as polygons.</source>
        <translation>Bepaalt de straten binnen een afstand of reistijd van voorzieningen, als lijnen en als vlakken.</translation>
    </message>
    <message>
        <source>Finds the streets, and the ground along them, from where requirements are within reach.</source>
        <translation>Vindt de straten, en de grond erlangs, vanwaar basiseisen binnen bereik zijn.</translation>
    </message>
    <message>
        <source>Finds vacant, public and care buildings that Suggest locations can take as candidates.</source>
        <translation>Vindt leegstaande, maatschappelijke en zorggebouwen die Locaties voorstellen als kandidaten kan nemen.</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>klaar</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Eerste dag</translation>
    </message>
    <message>
        <source>fitness centre</source>
        <translation>fitnesscentrum</translation>
    </message>
    <message>
        <source>fitness station</source>
        <translation>fitnesstoestel buiten</translation>
    </message>
    <message>
        <source>Fitted by</source>
        <translation>Geschat met</translation>
    </message>
    <message>
        <source>Flagged: {n} {n:row|rows}, {flag}</source>
        <translation>Gemarkeerd: {n} {n:rij|rijen}, {flag}</translation>
    </message>
    <message>
        <source>Floating catchment</source>
        <translation>Zwevend verzorgingsgebied</translation>
    </message>
    <message>
        <source>Folder for results</source>
        <translation>Map voor resultaten</translation>
    </message>
    <message>
        <source>Folder of the results</source>
        <translation>Map voor de resultaten</translation>
    </message>
    <message>
        <source>football pitch</source>
        <translation>voetbalveld</translation>
    </message>
    <message>
        <source>footway</source>
        <translation>voetpad</translation>
    </message>
    <message>
        <source>for</source>
        <translation>voor</translation>
    </message>
    <message>
        <source>For a ferry, for example; it wins over the speed. Where it is NULL or not above 0, the speed holds. It changes minutes, and no metres.</source>
        <translation>Voor een veerpont bijvoorbeeld; dit gaat boven de snelheid. Waar het NULL is of niet boven 0, geldt de snelheid. Het verandert minuten, geen meters.</translation>
    </message>
    <message>
        <source>For a layer that is not recognised by its fields, or wrongly.</source>
        <translation>Voor een laag die niet of verkeerd aan haar velden wordt herkend.</translation>
    </message>
    <message>
        <source>For a recipe that you trust and whose layers come from web services.</source>
        <translation>Voor een recept dat u vertrouwt en waarvan de lagen van webservices komen.</translation>
    </message>
    <message>
        <source>For a report of a problem: versions, settings and the log of the last run, without any names</source>
        <translation>Voor een melding van een probleem: versies, instellingen en het logboek van de laatste run, zonder namen</translation>
    </message>
    <message>
        <source>For a share of the area also a percentage: 25 %.</source>
        <translation>Voor een aandeel van het oppervlak ook een percentage: 25 %.</translation>
    </message>
    <message>
        <source>For a table with several years. Left empty: the last one.</source>
        <translation>Voor een tabel met meerdere jaren. Leeg gelaten: het laatste.</translation>
    </message>
    <message>
        <source>For building year (bouwjaar) and apartments: rows with several dwellings, or of one pandidentificatie.</source>
        <translation>Voor bouwjaar en appartementen: rijen met meer dan één woning, of van één pandidentificatie.</translation>
    </message>
    <message>
        <source>For decay in steps: up to which distance, a colon, and the weight from 0 to 1; semicolons between steps, the nearest first. Beyond the last step, and beyond the limit, nothing counts.</source>
        <translation>Voor afname in stappen: tot welke afstand, een dubbele punt en het gewicht van 0 tot 1; puntkomma’s tussen de stappen, de dichtstbijzijnde eerst. Voorbij de laatste stap, en voorbij de grens, telt niets.</translation>
    </message>
    <message>
        <source>For each layer in order a type, or a field in brackets, with semicolons: school;;[fclass].</source>
        <translation>Per laag, in volgorde, een soort of een veld tussen vierkante haken, met puntkomma’s ertussen: school;;[fclass].</translation>
    </message>
    <message>
        <source>For every dwelling and every limit: how many facilities it reaches over the streets, and how many different types of them. On request also the other way round: how many dwellings reach each facility.

Each limit gets its own fields: n_400, n_7_5. A facility counts if its distance, from door to door, is at most the limit. Types are compared without case; a facility without a type counts among the facilities only.

Every dwelling comes out once, with all its fields. Where nothing is reached, the count is 0 and row_status says why: beyond_limit, unreachable or no_facility. Where the count is not known it is NULL: no_geometry or off_network.</source>
        <translation>Voor elke woning en elke grens: hoeveel voorzieningen zij over de straten bereikt, en van hoeveel verschillende soorten. Op verzoek ook andersom: hoeveel woningen elke voorziening bereiken.

Elke grens krijgt eigen velden: n_400, n_7_5. Een voorziening telt als haar afstand, van deur tot deur, hoogstens de grens is. Soorten worden zonder hoofdletters vergeleken; een voorziening zonder soort telt alleen mee bij de voorzieningen.

Elke woning komt er één keer uit, met al haar velden. Waar niets wordt bereikt, is het aantal 0 en zegt row_status waarom: beyond_limit, unreachable of no_facility. Waar het aantal onbekend is, is het NULL: no_geometry of off_network.</translation>
    </message>
    <message>
        <source>For every dwelling: how much capacity it has within reach, if everybody who reaches a facility shares it. First each facility's capacity is divided by the demand that reaches it over the streets; then each dwelling adds up what it gets of the facilities that it reaches.

access is capacity (places, m², or facilities) per dwelling, or per unit of the demand field; times 1,000 it is that per 1,000 dwellings. Demand times access, added up, is the capacity that is used.

Which to use? Take Facilities per number of dwellings to check a norm such as m² per 1,000 dwellings in a neighbourhood, where borders matter; take Facilities within reach to see what people can choose from, where a place is never full, such as a park; take this one where people compete for places, such as general practitioners, childcare or sports halls, and come from all sides.

Without decay, every dwelling within the limit counts alike (2SFCA: Luo and Wang 2003, doi:10.1068/b29120). With decay, those farther away ask less of a facility and get less of it: in steps (E2SFCA: Luo and Qi 2009, doi:10.1016/j.healthplace.2009.06.002), by a Gaussian curve exp(−d²/2b²) (compare Dai 2010, doi:10.1016/j.healthplace.2010.06.012) or by exp(−d/b). Beyond the limit nothing counts.

Every dwelling comes out once. Where nothing is reached, access is 0 and row_status says why: beyond_limit, unreachable or no_facility. Where it is not known it is NULL: no_geometry, off_network, capacity_unknown (no facility in reach has a known capacity) or no_demand (nobody with a weight reaches those facilities).</source>
        <translation>Per woning: hoeveel capaciteit binnen bereik ligt als iedereen die een voorziening bereikt die deelt. Eerst wordt de capaciteit van elke voorziening gedeeld door de vraag die haar over de straten bereikt; daarna telt elke woning op wat ze krijgt van de voorzieningen die ze bereikt.

access is capaciteit (plaatsen, m² of voorzieningen) per woning, of per eenheid van het vraagveld; maal 1.000 is het per 1.000 woningen. Vraag maal access, opgeteld, is de capaciteit die wordt gebruikt.

Welke maat? Neem Voorzieningen per aantal woningen om een norm te toetsen zoals m² per 1.000 woningen in een buurt, waar grenzen tellen; neem Voorzieningen binnen bereik om te zien waaruit mensen kunnen kiezen, waar een plek nooit vol is, zoals een park; neem deze waar mensen om plaatsen concurreren, zoals huisartsen, kinderopvang of sporthallen, en van alle kanten komen.

Zonder afname telt elke woning binnen de grens even zwaar (2SFCA: Luo en Wang 2003, doi:10.1068/b29120). Met afname vragen woningen verder weg minder van een voorziening en krijgen ze er minder van: in stappen (E2SFCA: Luo en Qi 2009, doi:10.1016/j.healthplace.2009.06.002), volgens een gausskromme exp(−d²/2b²) (vergelijk Dai 2010, doi:10.1016/j.healthplace.2010.06.012) of volgens exp(−d/b). Voorbij de grens telt niets.

Elke woning komt er één keer uit. Waar niets wordt bereikt is access 0 en zegt row_status waarom: beyond_limit, unreachable of no_facility. Waar het niet bekend is, is access NULL: no_geometry, off_network, capacity_unknown (van geen voorziening binnen bereik is de capaciteit bekend) of no_demand (niemand met een gewicht bereikt die voorzieningen).</translation>
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

Several limits go in one run, separated by semicolons; as rings each holds what lies beyond the one before. Areas may overlap, be dissolved into one, or be split, so that every place belongs to the nearest facility. A facility without a geometry or off the network is listed with its row_status; so is one whose way to the first street is beyond the limit, or for which nothing is left (nothing_left).</source>
        <translation>Voor elke voorziening: de straten van waaruit die binnen een grens te bereiken is, in meters of minuten, als lijnen en als vlakken die deze straten volgen.

Lijnen eindigen precies waar de grens ligt, en geen straat telt dubbel. Een vlak is de grond op hoogstens de bufferafstand ervan, en reikt dus nooit verder dan dat over water zonder brug; kleine gaten worden gevuld, tenzij er een barrière in ligt.

Meer grenzen gaan in één keer, met puntkomma's; als ringen bevat elk wat voorbij de vorige ligt. Gebieden mogen overlappen, tot één samengevoegd worden, of verdeeld, zodat elke plek bij de dichtstbijzijnde voorziening hoort. Een voorziening zonder geometrie of zonder verbinding met het netwerk staat er met haar row_status bij, net als een waarvan de weg naar de eerste straat langer is dan de grens, of waarvoor niets overblijft (nothing_left).</translation>
    </message>
    <message>
        <source>For every neighbourhood: how many facilities it has, or how many places or m² these offer, per 1,000 (or any number of) dwellings, households or inhabitants; and, with a norm, what is required, the balance and whether that meets the norm.

The demand comes from a layer of dwellings, or from a field of the neighbourhoods. With neither, a field with the number of dwellings, households or inhabitants is looked for, in this order.

Facilities count where they stand. With a reach, what counts is what the dwellings of a neighbourhood reach over the streets, on average, so that a library across the border counts too. One facility then counts for all that reach it: capacities no longer add up over neighbourhoods.

Which to use? Take the rate to check a norm such as m² per 1,000 dwellings; take the reach where borders run between people and their facilities; take the floating catchment where people compete for places.

Every neighbourhood comes out once. Where there is no demand, or nothing is known, the rate is NULL and row_status says why.</source>
        <translation>Voor elke buurt: hoeveel voorzieningen zij heeft, of hoeveel plaatsen of m² deze bieden, per 1.000 (of een ander aantal) woningen, huishoudens of inwoners; en, met een norm, wat nodig is, het saldo en of dat aan de norm voldoet.

De vraag komt uit een laag met woningen, of uit een veld van de buurten. Zonder beide wordt een veld met het aantal woningen, huishoudens of inwoners gezocht, in deze volgorde.

Voorzieningen tellen waar zij staan. Met een bereik telt wat de woningen van een buurt over de straten gemiddeld bereiken, zodat een bibliotheek over de grens ook telt. Eén voorziening telt dan voor allen die haar bereiken: capaciteiten tellen niet meer op over buurten.

Welke te kiezen? Neem de verhouding om een norm zoals m² per 1.000 woningen te toetsen; neem het bereik waar grenzen tussen mensen en hun voorzieningen lopen; neem het zwevende verzorgingsgebied waar mensen om plaatsen concurreren.

Elke buurt komt er één keer uit. Waar geen vraag is, of niets bekend is, is de verhouding NULL en zegt row_status waarom.</translation>
    </message>
    <message>
        <source>For features that stand for several dwellings. Left empty: each counts for one.</source>
        <translation>Voor objecten die voor meerdere woningen staan. Leeg: elk telt als één.</translation>
    </message>
    <message>
        <source>For figures that others modelled.</source>
        <translation>Voor cijfers die anderen modelleerden.</translation>
    </message>
    <message>
        <source>For figures that others modelled; the ends of their intervals belong to it.</source>
        <translation>Voor cijfers die anderen modelleerden; de grenzen van hun interval horen erbij.</translation>
    </message>
    <message>
        <source>For Gaussian and exponential decay: the weight is 0.61 or 0.37 at this distance, and 0.14 at twice as far. Left empty: half of the limit.</source>
        <translation>Voor de gauss- en de exponentiële afname: het gewicht is 0,61 of 0,37 op deze afstand, en 0,14 twee keer zo ver. Leeg: de helft van de grens.</translation>
    </message>
    <message>
        <source>For norms that ask for a share of the developed area.</source>
        <translation>Voor normen die een aandeel van het bebouwd gebied vragen.</translation>
    </message>
    <message>
        <source>For norms that ask for a share of the public space: streets, squares, parks, banks of water.</source>
        <translation>Voor normen die een aandeel van de openbare ruimte vragen: straten, pleinen, parken, oevers.</translation>
    </message>
    <message>
        <source>For norms that differ by living environment, or hold in some neighbourhoods only.</source>
        <translation>Voor normen die per woonmilieu verschillen of maar in sommige buurten gelden.</translation>
    </message>
    <message>
        <source>For norms that differ by living environment. It wins; where it is NULL, the norm above holds.</source>
        <translation>Voor normen die per woonmilieu verschillen. Dit veld gaat voor; waar het NULL is, geldt de norm hierboven.</translation>
    </message>
    <message>
        <source>For norms that differ by living environment. Left empty: living_environment or woonmilieu if there is one.</source>
        <translation>Voor normen die per woonmilieu verschillen. Leeg: living_environment of woonmilieu, als dat veld er is.</translation>
    </message>
    <message>
        <source>For recipes that you trust and whose layers come from web services.</source>
        <translation>Voor recepten die u vertrouwt en waarvan de lagen van webservices komen.</translation>
    </message>
    <message>
        <source>For squares and postcode areas: address objects, or other points with a dwelling each. Without them the figures stand in the middle of each square. A point whose square does not tell its dwellings keeps its own number.</source>
        <translation>Voor vierkanten en postcodegebieden: verblijfsobjecten, of andere punten met elk een woning. Zonder deze staan de cijfers in het midden van elk vierkant. Een punt waarvan het vierkant het aantal woningen niet zegt, houdt zijn eigen aantal.</translation>
    </message>
    <message>
        <source>For the objective that puts the worst neighbourhood first, and for ASSIGNMENT.</source>
        <translation>Voor het doel dat de slechtste buurt voorop stelt, en voor ASSIGNMENT.</translation>
    </message>
    <message>
        <source>For the table of groups, with semicolons: inhabitants_0_15, inhabitants_65, households_single, households_low_income, dwellings_association and the like, or fields of the dwellings. Left empty: those that the layers have.</source>
        <translation>Voor de tabel met groepen, met puntkomma's: inhabitants_0_15, inhabitants_65, households_single, households_low_income, dwellings_association enzovoort, of velden van de woningen. Leeg: de groepen die de lagen hebben.</translation>
    </message>
    <message>
        <source>For what people call them: those of the last day, or of each day.</source>
        <translation>Voor hoe mensen ze noemen: die van de laatste dag, of van elke dag.</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>Voor wie</translation>
    </message>
    <message>
        <source>for whom</source>
        <translation>voor wie</translation>
    </message>
    <message>
        <source>For&amp;ward</source>
        <translation>&amp;Vooruit</translation>
    </message>
    <message>
        <source>Forecast of people</source>
        <translation>Prognose van het aantal mensen</translation>
    </message>
    <message>
        <source>Forecast: {columns} of {n} {n:neighbourhood|neighbourhoods}, from {first} to {last}.</source>
        <translation>Prognose: {columns} van {n} {n:buurt|buurten}, van {first} tot en met {last}.</translation>
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
        <source>free of charge</source>
        <translation>gratis</translation>
    </message>
    <message>
        <source>Free of charge (1) or not (0)</source>
        <translation>Gratis (1) of niet (0)</translation>
    </message>
    <message>
        <source>Free the memory that earlier runs keep, so that the next one reads and computes everything</source>
        <translation>Maak het geheugen vrij dat eerdere berekeningen gebruiken, zodat de volgende alles leest en berekent</translation>
    </message>
    <message>
        <source>frequencies.txt repeats more departures than can be counted: choose another archive.</source>
        <translation>frequencies.txt herhaalt meer vertrekken dan te tellen zijn: kies een ander archief.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Van</translation>
    </message>
    <message>
        <source>From 0 to 1: the share of the dwellings to serve, for the fewest places and for the thresholds.</source>
        <translation>Van 0 tot 1: het aandeel van de woningen dat bediend moet zijn, voor de minste plekken en voor de drempelwaarden.</translation>
    </message>
    <message>
        <source>from abroad</source>
        <translation>uit het buitenland</translation>
    </message>
    <message>
        <source>from and to, two numbers</source>
        <translation>van en tot, twee getallen</translation>
    </message>
    <message>
        <source>From data to a decision: what there is, the norms, the check, and what it says</source>
        <translation>Van gegevens naar een besluit: wat er is, de normen, de toetsing en wat die zegt</translation>
    </message>
    <message>
        <source>From door to street</source>
        <translation>Van deur naar straat</translation>
    </message>
    <message>
        <source>From limit</source>
        <translation>Vanaf grens</translation>
    </message>
    <message>
        <source>From no street is so much within reach.</source>
        <translation>Van geen straat is zoveel binnen bereik.</translation>
    </message>
    <message>
        <source>From OpenStreetMap and CBS squares to requirements</source>
        <translation>Van OpenStreetMap en CBS-vierkanten naar basiseisen</translation>
    </message>
    <message>
        <source>From OpenStreetMap and the BAG to requirements</source>
        <translation>Van OpenStreetMap en de BAG naar basiseisen</translation>
    </message>
    <message>
        <source>From the library…</source>
        <translation>Uit de verzameling…</translation>
    </message>
    <message>
        <source>From the step</source>
        <translation>Uit de stap</translation>
    </message>
    <message>
        <source>From which year a planned street is there; NULL is there already.</source>
        <translation>Vanaf welk jaar een geplande straat er is; NULL is er al.</translation>
    </message>
    <message>
        <source>From year</source>
        <translation>Vanaf jaar</translation>
    </message>
    <message>
        <source>From year to year</source>
        <translation>Van jaar tot jaar</translation>
    </message>
    <message>
        <source>From {first} ({from_day}) to {last} ({to_day}).</source>
        <translation>Van {first} ({from_day}) naar {last} ({to_day}).</translation>
    </message>
    <message>
        <source>Gap (m)</source>
        <translation>Gat (m)</translation>
    </message>
    <message>
        <source>Gap: 0 if proved optimal</source>
        <translation>Verschil met de bewezen grens: 0 als de keuze bewezen optimaal is</translation>
    </message>
    <message>
        <source>Gates and doors. A facility with an entrance is entered there only.</source>
        <translation>Poorten en deuren. Een voorziening met een ingang is alleen daar te betreden.</translation>
    </message>
    <message>
        <source>Gaussian</source>
        <translation>gausskromme</translation>
    </message>
    <message>
        <source>GDAL is older than 3.10</source>
        <translation>GDAL ouder is dan 3.10</translation>
    </message>
    <message>
        <source>general practitioner</source>
        <translation>huisarts</translation>
    </message>
    <message>
        <source>geometries came or went</source>
        <translation>er kwamen geometrieën bij, of alle zijn weg</translation>
    </message>
    <message>
        <source>Geometries of “{layer}” that count as none, since a coordinate is not finite, beyond 1,000,000 km or outside the reference system: {n} ({ids})</source>
        <translation>Geometrieën van “{layer}” die niet meetellen, omdat een coördinaat niet eindig is, verder ligt dan 1.000.000 km of buiten het referentiestelsel valt: {n} ({ids})</translation>
    </message>
    <message>
        <source>GeoPackage for the results</source>
        <translation>GeoPackage voor de resultaten</translation>
    </message>
    <message>
        <source>GeoPackages in a folder…</source>
        <translation>GeoPackages in een map…</translation>
    </message>
    <message>
        <source>GeoPackages in “{folder}”</source>
        <translation>GeoPackages in “{folder}”</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Voorbereiden…</translation>
    </message>
    <message>
        <source>Gini coefficient</source>
        <translation>Gini-coëfficiënt</translation>
    </message>
    <message>
        <source>Give a MUNICIPALITY or an EXTENT: one of the two.</source>
        <translation>Geef een MUNICIPALITY of een EXTENT: één van de twee.</translation>
    </message>
    <message>
        <source>give the layer in LAYERS</source>
        <translation>geef de laag in LAYERS</translation>
    </message>
    <message>
        <source>Gives facilities from OpenStreetMap and other layers Buurtmaat's types, and each of them once.</source>
        <translation>Geeft voorzieningen uit OpenStreetMap en andere lagen de soorten van Buurtmaat, en elk één keer.</translation>
    </message>
    <message>
        <source>Goes along as it is. Left empty: target_group or doelgroep if there is one.</source>
        <translation>Gaat mee zoals het is. Leeg gelaten: target_group of doelgroep als dat er is.</translation>
    </message>
    <message>
        <source>goes with the share outside</source>
        <translation>verloop met het aandeel buiten bereik</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>verdwenen</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Goed</translation>
    </message>
    <message>
        <source>grass</source>
        <translation>gras</translation>
    </message>
    <message>
        <source>Greatest distance: {value} {unit}</source>
        <translation>Grootste afstand: {value} {unit}</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Groen</translation>
    </message>
    <message>
        <source>green</source>
        <translation>groen</translation>
    </message>
    <message>
        <source>greengrocer</source>
        <translation>groenteboer</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>Gebied langs straten</translation>
    </message>
    <message>
        <source>Ground from where all is within reach</source>
        <translation>Grond vanwaar alles binnen bereik is</translation>
    </message>
    <message>
        <source>Ground from where it is within reach</source>
        <translation>Grond vanwaar het binnen bereik is</translation>
    </message>
    <message>
        <source>grounds</source>
        <translation>terreinen</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Groep</translation>
    </message>
    <message>
        <source>GROUP_ROLES names “{name}”, which is no number field of the dwellings or neighbourhoods, nor a percentage of which they have the whole; choose from: {fields}.</source>
        <translation>GROUP_ROLES noemt “{name}”, en dat is geen getalveld van de woningen of buurten, noch een percentage waarvan zij het geheel hebben; kies uit: {fields}.</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Groepen</translation>
    </message>
    <message>
        <source>Groups and what they have</source>
        <translation>Groepen en wat zij hebben</translation>
    </message>
    <message>
        <source>Groups in the points: {list}.</source>
        <translation>Groepen in de punten: {list}.</translation>
    </message>
    <message>
        <source>Groups of people and dwellings</source>
        <translation>Groepen mensen en woningen</translation>
    </message>
    <message>
        <source>Groups that a norm may weigh by: {groups}.</source>
        <translation>Groepen waarmee een norm kan wegen: {groups}.</translation>
    </message>
    <message>
        <source>Groups to compare</source>
        <translation>Groepen om te vergelijken</translation>
    </message>
    <message>
        <source>GTFS,timetable,public transport,bus,tram,train,stop,station,departures,frequency</source>
        <translation>GTFS,dienstregeling,openbaar vervoer,bus,tram,trein,halte,station,vertrekken,frequentie</translation>
    </message>
    <message>
        <source>Half of them within</source>
        <translation>De helft ervan binnen</translation>
    </message>
    <message>
        <source>half of those who reach a facility have at most this</source>
        <translation>de helft van wie een voorziening bereikt, heeft hoogstens dit</translation>
    </message>
    <message>
        <source>Half of those who reach a facility have one at most this far away.</source>
        <translation>De helft van wie een voorziening bereikt, heeft er een op hoogstens deze afstand.</translation>
    </message>
    <message>
        <source>half or more</source>
        <translation>de helft of meer</translation>
    </message>
    <message>
        <source>hard, soft, or another word of plan_status; with semicolons. Left empty: all plans.</source>
        <translation>hard, soft of een ander woord van plan_status; met puntkomma’s. Leeg: alle plannen.</translation>
    </message>
    <message>
        <source>hard, zacht, vastgesteld, … become hard or soft; other words stay. Left empty: plan_status or status if there is one.</source>
        <translation>hard, zacht, vastgesteld, … worden hard of soft; andere woorden blijven. Leeg gelaten: plan_status of status als dat er is.</translation>
    </message>
    <message>
        <source>health centre</source>
        <translation>gezondheidscentrum</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>here %1</source>
        <translation>hier %1</translation>
    </message>
    <message>
        <source>higher where it fails</source>
        <translation>hoger waar niet wordt voldaan</translation>
    </message>
    <message>
        <source>Higher where it fails: there “{figure}” is {failed}, and {met} where it is met (difference, 95 % interval: {low} to {high}).</source>
        <translation>Hoger waar niet wordt voldaan: daar is “{figure}” {failed}, en {met} waar wel wordt voldaan (verschil, 95 %-interval: {low} tot {high}).</translation>
    </message>
    <message>
        <source>Highest, of 95 %</source>
        <translation>Hoogste, van 95 %</translation>
    </message>
    <message>
        <source>hockey pitch</source>
        <translation>hockeyveld</translation>
    </message>
    <message>
        <source>Holds the id of the facility that the entrance belongs to.</source>
        <translation>Bevat de id van de voorziening waar de ingang bij hoort.</translation>
    </message>
    <message>
        <source>hospital</source>
        <translation>ziekenhuis</translation>
    </message>
    <message>
        <source>household</source>
        <translation>huishouden</translation>
    </message>
    <message>
        <source>household with a low income</source>
        <translation>huishouden met een laag inkomen</translation>
    </message>
    <message>
        <source>household with children</source>
        <translation>huishouden met kinderen</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>Huishoudens</translation>
    </message>
    <message>
        <source>households</source>
        <translation>huishoudens</translation>
    </message>
    <message>
        <source>Households with a low income</source>
        <translation>Huishoudens met een laag inkomen</translation>
    </message>
    <message>
        <source>households with a low income</source>
        <translation>huishoudens met een laag inkomen</translation>
    </message>
    <message>
        <source>Households with children</source>
        <translation>Huishoudens met kinderen</translation>
    </message>
    <message>
        <source>households with children</source>
        <translation>huishoudens met kinderen</translation>
    </message>
    <message>
        <source>Housing plans</source>
        <translation>Woningbouwplannen</translation>
    </message>
    <message>
        <source>Housing plans, years, the best places, comparisons.</source>
        <translation>Woningbouwplannen, jaren, de beste plekken, vergelijken.</translation>
    </message>
    <message>
        <source>housing stock (woningvoorraad)</source>
        <translation>woningvoorraad</translation>
    </message>
    <message>
        <source>How distance is measured</source>
        <translation>Hoe de afstand is gemeten</translation>
    </message>
    <message>
        <source>how distance is measured</source>
        <translation>hoe de afstand is gemeten</translation>
    </message>
    <message>
        <source>How far past the boundary streets, facilities, green and water are fetched: at least as far as the farthest norm. Neighbourhoods and dwellings end at the boundary.</source>
        <translation>Hoe ver voorbij de grens straten, voorzieningen, groen en water worden opgehaald: minstens zo ver als de verste norm. Buurten en woningen houden op bij de grens.</translation>
    </message>
    <message>
        <source>How far people go: dwellings and facilities farther apart have nothing to do with each other.</source>
        <translation>Hoe ver mensen gaan: woningen en voorzieningen die verder uit elkaar liggen hebben niets met elkaar te maken.</translation>
    </message>
    <message>
        <source>how far those outside are, from 0 to 1, over all</source>
        <translation>hoe ver wie buiten bereik is ervan af zit, van 0 tot 1, over allen</translation>
    </message>
    <message>
        <source>How far two of the same type may be apart to be one thing, at most 500. 0: only where they touch or lie inside.</source>
        <translation>Hoe ver twee van dezelfde soort uit elkaar mogen liggen om één ding te zijn, ten hoogste 500. 0: alleen waar ze elkaar raken of in elkaar liggen.</translation>
    </message>
    <message>
        <source>How firm the verdicts are</source>
        <translation>Hoe stevig de oordelen zijn</translation>
    </message>
    <message>
        <source>How it goes</source>
        <translation>Hoe het gaat</translation>
    </message>
    <message>
        <source>How it went from year to year</source>
        <translation>Hoe het van jaar tot jaar ging</translation>
    </message>
    <message>
        <source>How long a best choice is looked for; each threshold has as long again. After it the best choice so far is the answer, with its gap.</source>
        <translation>Hoe lang naar de beste keuze wordt gezocht; elke drempelwaarde krijgt nog eens zo lang. Daarna is de beste keuze tot dan toe het antwoord, met het verschil tot de bewezen grens.</translation>
    </message>
    <message>
        <source>How many answered in the area. 0 or NULL: nobody.</source>
        <translation>Hoeveel mensen in het gebied antwoordden. 0 of NULL: niemand.</translation>
    </message>
    <message>
        <source>How many candidates may open at most; not used for the fewest places.</source>
        <translation>Hoeveel kandidaten hoogstens open mogen; niet gebruikt voor de minste plekken.</translation>
    </message>
    <message>
        <source>How many dwellings have how many of the requirements that are asked of them, by area.</source>
        <translation>Hoeveel woningen hoeveel hebben van de basiseisen die eraan worden gesteld, per gebied.</translation>
    </message>
    <message>
        <source>How many dwellings or people one facility serves, from and to: it is told, and judges nothing.</source>
        <translation>Hoeveel woningen of mensen één voorziening bedient, van en tot: het wordt vermeld en bepaalt geen oordeel.</translation>
    </message>
    <message>
        <source>how many facilities or kinds are asked</source>
        <translation>hoeveel voorzieningen of soorten er gevraagd zijn</translation>
    </message>
    <message>
        <source>How many facilities or types of them, or how many m² or places they have together.</source>
        <translation>Hoeveel voorzieningen of soorten ervan, of hoeveel m² of plaatsen ze samen hebben.</translation>
    </message>
    <message>
        <source>How many have such a figure.</source>
        <translation>Hoeveel zo’n cijfer hebben.</translation>
    </message>
    <message>
        <source>How many more than the target allows; the longest bar is the most.</source>
        <translation>Hoeveel meer dan het streefaandeel toelaat; de langste balk is het meest.</translation>
    </message>
    <message>
        <source>How many of the requirements that are asked of it a neighbourhood meets; ▲ a verdict turned better than in the base, ▼ worse, ≠ another norm.</source>
        <translation>Aan hoeveel van de basiseisen die aan haar gesteld worden een buurt voldoet; ▲ een oordeel werd beter dan in de basis, ▼ slechter, ≠ een andere norm.</translation>
    </message>
    <message>
        <source>how many one facility serves at least, as the norm says</source>
        <translation>hoeveel één voorziening er minstens bedient, volgens de norm</translation>
    </message>
    <message>
        <source>how many one facility serves at most, as the norm says</source>
        <translation>hoeveel één voorziening er hoogstens bedient, volgens de norm</translation>
    </message>
    <message>
        <source>How many people of 65 or older live in the institutions is not known ({input} is empty): those of the neighbourhood are all spread over its dwellings.</source>
        <translation>Hoeveel 65-plussers in de instellingen wonen is niet bekend ({input} is leeg): die van de buurt worden allemaal over haar woningen verdeeld.</translation>
    </message>
    <message>
        <source>How many requirements cannot be judged there.</source>
        <translation>Hoeveel basiseisen daar niet te beoordelen zijn.</translation>
    </message>
    <message>
        <source>How many requirements dwellings meet</source>
        <translation>Aan hoeveel basiseisen woningen voldoen</translation>
    </message>
    <message>
        <source>How many requirements each neighbourhood meets</source>
        <translation>Aan hoeveel basiseisen elke buurt voldoet</translation>
    </message>
    <message>
        <source>How many requirements it fails.</source>
        <translation>Aan hoeveel basiseisen de buurt niet voldoet.</translation>
    </message>
    <message>
        <source>How many requirements the neighbourhood meets.</source>
        <translation>Aan hoeveel basiseisen de buurt voldoet.</translation>
    </message>
    <message>
        <source>How many rows an origin gets at most.</source>
        <translation>Hoeveel rijen een herkomst hoogstens krijgt.</translation>
    </message>
    <message>
        <source>How much larger the variance is than of a simple random sample: 1.5 where answers are weighted.</source>
        <translation>Hoeveel groter de variantie is dan bij een enkelvoudige aselecte steekproef: 1,5 als antwoorden gewogen zijn.</translation>
    </message>
    <message>
        <source>How much less a facility weighs the farther it is.</source>
        <translation>Hoeveel minder een voorziening weegt naarmate ze verder weg ligt.</translation>
    </message>
    <message>
        <source>How much of what is asked</source>
        <translation>Hoeveel van wat wordt gevraagd</translation>
    </message>
    <message>
        <source>How near, or how much; its range goes by the unit.</source>
        <translation>Hoe dichtbij, of hoeveel; het bereik hangt van de eenheid af.</translation>
    </message>
    <message>
        <source>how people move</source>
        <translation>hoe mensen zich verplaatsen</translation>
    </message>
    <message>
        <source>How people move: it decides the streets and the speed.</source>
        <translation>Hoe mensen zich verplaatsen: dat bepaalt de straten en de snelheid.</translation>
    </message>
    <message>
        <source>How sure is each estimate? Fill in N_FIELD or VARIANCE_FIELD.</source>
        <translation>Hoe zeker is elke schatting? Vul N_FIELD of VARIANCE_FIELD in.</translation>
    </message>
    <message>
        <source>How the field is compared.</source>
        <translation>Hoe het veld wordt vergeleken.</translation>
    </message>
    <message>
        <source>How this was measured</source>
        <translation>Hoe dit is gemeten</translation>
    </message>
    <message>
        <source>HTML files (*.html)</source>
        <translation>HTML-bestanden (*.html)</translation>
    </message>
    <message>
        <source>ice rink</source>
        <translation>ijsbaan</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>id</source>
        <translation>id</translation>
    </message>
    <message>
        <source>Ids in {field} of “{layer}” that occur more than once, so that results cannot tell them apart: {n} ({ids})</source>
        <translation>Id's in {field} van “{layer}” die meer dan één keer voorkomen, zodat de resultaten ze niet onderscheiden: {n} ({ids})</translation>
    </message>
    <message>
        <source>Ids that several facilities of one type have, which lie apart or have different names, and stay several: {n} ({ids})</source>
        <translation>Id's van meer dan één voorziening van dezelfde soort, die uit elkaar liggen of verschillende namen hebben en apart blijven: {n} ({ids})</translation>
    </message>
    <message>
        <source>Import a norm set</source>
        <translation>Een normenset importeren</translation>
    </message>
    <message>
        <source>In 1 area less than half a facility is missing: a small need.</source>
        <translation>In 1 gebied ontbreekt minder dan een halve voorziening: een kleine behoefte.</translation>
    </message>
    <message>
        <source>in a building with other uses</source>
        <translation>in een pand met andere functies</translation>
    </message>
    <message>
        <source>in a straight line</source>
        <translation>hemelsbreed</translation>
    </message>
    <message>
        <source>In a straight line (m)</source>
        <translation>In rechte lijn (m)</translation>
    </message>
    <message>
        <source>In a typical area its own answers count for {n} % of the estimate.</source>
        <translation>In een doorsnee gebied tellen de eigen antwoorden voor {n} % van de schatting.</translation>
    </message>
    <message>
        <source>In a window. The command line only writes them.</source>
        <translation>In een venster. Vanaf de opdrachtregel worden ze alleen geschreven.</translation>
    </message>
    <message>
        <source>in an area to leave out</source>
        <translation>in een gebied dat niet meetelt</translation>
    </message>
    <message>
        <source>in no area of that level</source>
        <translation>in geen gebied van dat niveau</translation>
    </message>
    <message>
        <source>in no district</source>
        <translation>in geen wijk</translation>
    </message>
    <message>
        <source>in steps (E2SFCA)</source>
        <translation>in stappen (E2SFCA)</translation>
    </message>
    <message>
        <source>In the earlier fetch</source>
        <translation>In de eerdere ophaling</translation>
    </message>
    <message>
        <source>In the place of layers of the recipe: the name there, = and the name of a layer in the project or a file, with semicolons: dwellings=homes 2027;streets=/data/streets.gpkg.</source>
        <translation>In plaats van lagen van het recept: de naam daar, = en de naam van een laag in het project of een bestand, met puntkomma’s ertussen: dwellings=woningen 2027;streets=/data/streets.gpkg.</translation>
    </message>
    <message>
        <source>In the place of the two: two to six results tables, or one with several years; each is compared with the first.</source>
        <translation>In plaats van die twee: twee tot zes resultatentabellen, of één met meerdere jaren; elke wordt met de eerste vergeleken.</translation>
    </message>
    <message>
        <source>In the points: {list}.</source>
        <translation>In de punten: {list}.</translation>
    </message>
    <message>
        <source>In the words of the source: “{words}”</source>
        <translation>In de woorden van de bron: “{words}”</translation>
    </message>
    <message>
        <source>In these, a requirement that is judged for a larger area counts once for that area. Counted in each neighbourhood, as the table shows them: {met} met, {failed} failed, {unknown} unknown.</source>
        <translation>Een basiseis die voor een groter gebied wordt beoordeeld, telt hierin één keer voor dat gebied. Geteld in elke buurt, zoals de tabel ze toont: {met} keer voldaan, {failed} keer niet voldaan, {unknown} keer niet te beoordelen.</translation>
    </message>
    <message>
        <source>In this project</source>
        <translation>In dit project</translation>
    </message>
    <message>
        <source>In this report</source>
        <translation>In dit rapport</translation>
    </message>
    <message>
        <source>In which neighbourhoods it is asked.</source>
        <translation>In welke buurten het gevraagd wordt.</translation>
    </message>
    <message>
        <source>In which the report is written: nl or en. Left empty: that of QGIS.</source>
        <translation>Waarin het rapport wordt geschreven: nl of en. Leeg: die van QGIS.</translation>
    </message>
    <message>
        <source>In your QGIS profile</source>
        <translation>In uw QGIS-profiel</translation>
    </message>
    <message>
        <source>In {n} areas less than half a facility is missing: a small need each.</source>
        <translation>In {n} gebieden ontbreekt minder dan een halve voorziening: telkens een kleine behoefte.</translation>
    </message>
    <message>
        <source>In {n} nothing is asked.</source>
        <translation>In {n} wordt niets gevraagd.</translation>
    </message>
    <message>
        <source>In {n} of {all} {all:neighbourhood|neighbourhoods} the dwellings agree with the published stock, to 5 %.</source>
        <translation>In {n} van {all} {all:buurt|buurten} kloppen de woningen met de gepubliceerde woningvoorraad, op 5 % na.</translation>
    </message>
    <message>
        <source>In {n} there are too few dwellings to judge.</source>
        <translation>In {n} staan te weinig woningen om te beoordelen.</translation>
    </message>
    <message>
        <source>In {n} {n:row|rows} the figure lies outside its interval ({ids}): check ESTIMATE_FIELD, LOW_FIELD and HIGH_FIELD.</source>
        <translation>In {n} {n:rij|rijen} ligt het cijfer buiten zijn interval ({ids}): controleer ESTIMATE_FIELD, LOW_FIELD en HIGH_FIELD.</translation>
    </message>
    <message>
        <source>In {year}:</source>
        <translation>Jaar {year}.</translation>
    </message>
    <message>
        <source>In “{layer}”, facilities without geometry, kept but on no map: {n} ({ids})</source>
        <translation>In “{layer}”, voorzieningen zonder geometrie, bewaard maar op geen kaart: {n} ({ids})</translation>
    </message>
    <message>
        <source>In “{layer}”, features whose tags could not be read to their end: {n}</source>
        <translation>In “{layer}”, objecten waarvan de tags niet tot het einde gelezen konden worden: {n}</translation>
    </message>
    <message>
        <source>In “{layer}”, left out since they are neither points nor areas: {n} ({ids})</source>
        <translation>In “{layer}”, weggelaten omdat het geen punten of vlakken zijn: {n} ({ids})</translation>
    </message>
    <message>
        <source>In “{layer}”, taken as {type} from {tags}, which may be something else too, check them: {n}</source>
        <translation>In “{layer}”, als {type} genomen op grond van {tags}, wat ook iets anders kan zijn, controleer ze: {n}</translation>
    </message>
    <message>
        <source>In “{layer}”, taken as {type} though they are {other} as well: {n}</source>
        <translation>In “{layer}”, als {type} genomen hoewel ze ook {other} zijn: {n}</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>Indicator</translation>
    </message>
    <message>
        <source>indoors</source>
        <translation>binnen</translation>
    </message>
    <message>
        <source>Indoors (1) or not (0)</source>
        <translation>Binnen (1) of niet (0)</translation>
    </message>
    <message>
        <source>inhabitant</source>
        <translation>inwoner</translation>
    </message>
    <message>
        <source>Inhabitants</source>
        <translation>Inwoners</translation>
    </message>
    <message>
        <source>inhabitants</source>
        <translation>inwoners</translation>
    </message>
    <message>
        <source>inhabitants (aantal_inwoners)</source>
        <translation>inwoners (aantal_inwoners)</translation>
    </message>
    <message>
        <source>inhabitants not known</source>
        <translation>inwoners niet bekend</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Invoer</translation>
    </message>
    <message>
        <source>Input {input}: “{layer}”, {n} {n:row|rows}, {crs}</source>
        <translation>Invoer {input}: “{layer}”, {n} {n:rij|rijen}, {crs}</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>lees- of schrijffout</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Invoer</translation>
    </message>
    <message>
        <source>institution</source>
        <translation>instelling</translation>
    </message>
    <message>
        <source>Institutions</source>
        <translation>Instellingen</translation>
    </message>
    <message>
        <source>Institutions hold more {role} than their area has; how many more is in RECONCILIATION: {list}</source>
        <translation>Instellingen hebben meer {role} dan hun gebied; hoeveel meer staat in RECONCILIATION: {list}</translation>
    </message>
    <message>
        <source>Institutions in no square or postcode area with figures, whose people are taken off none: {n} ({ids})</source>
        <translation>Instellingen in geen vierkant of postcodegebied met cijfers, waarvan de mensen nergens van afgaan: {n} ({ids})</translation>
    </message>
    <message>
        <source>Institutions in the areas to leave out, not counted: {n} ({ids})</source>
        <translation>Instellingen in de gebieden die niet meetellen, niet meegeteld: {n} ({ids})</translation>
    </message>
    <message>
        <source>Institutions with more people of 65 or older than inhabitants, of whom as many count as there are inhabitants: {n} ({ids})</source>
        <translation>Instellingen met meer 65-plussers dan inwoners, van wie er evenveel meetellen als er inwoners zijn: {n} ({ids})</translation>
    </message>
    <message>
        <source>Institutions without a place or a number of people, not counted: {n} ({ids})</source>
        <translation>Instellingen zonder plaats of aantal mensen, niet meegeteld: {n} ({ids})</translation>
    </message>
    <message>
        <source>Invalid argument</source>
        <translation>ongeldige waarde</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>Is</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>dit is een map</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>Aandachtspunt</translation>
    </message>
    <message>
        <source>It applies nowhere.</source>
        <translation>De basiseis geldt nergens.</translation>
    </message>
    <message>
        <source>It cannot run a municipality ({why}): install the same versions of Buurtmaat, QGIS and dask there as here.</source>
        <translation>Er kan geen gemeente mee worden uitgevoerd ({why}): installeer daar dezelfde versies van Buurtmaat, QGIS en dask als hier.</translation>
    </message>
    <message>
        <source>It does not find Buurtmaat ({why}): start it with PYTHONPATH, which names the folder in which the folder {package} of the plugin lies, of the same version as here.</source>
        <translation>Buurtmaat wordt er niet gevonden ({why}): start de worker met PYTHONPATH, dat de map noemt waarin de map {package} van de plug-in staat, van dezelfde versie als hier.</translation>
    </message>
    <message>
        <source>It does not find QGIS ({why}): install QGIS there, and start the worker with the Python of QGIS.</source>
        <translation>QGIS wordt er niet gevonden ({why}): installeer daar QGIS, en start de worker met de Python van QGIS.</translation>
    </message>
    <message>
        <source>It goes up by itself when a changed set is saved.</source>
        <translation>Loopt vanzelf op als een gewijzigde set wordt opgeslagen.</translation>
    </message>
    <message>
        <source>it has curves, collections or rings that are not closed</source>
        <translation>er bogen, verzamelingen of niet gesloten ringen in staan</translation>
    </message>
    <message>
        <source>it has curves, Z or M values, empty geometries, or several kinds of geometry</source>
        <translation>de laag bogen, Z- of M-waarden, lege geometrieën of meer dan één soort geometrie heeft</translation>
    </message>
    <message>
        <source>it has joined or computed fields</source>
        <translation>er gekoppelde of berekende velden in staan</translation>
    </message>
    <message>
        <source>It has no field with: {what}. What that would tell stays unknown.</source>
        <translation>De laag heeft geen veld met: {what}. Wat dat zou zeggen, blijft onbekend.</translation>
    </message>
    <message>
        <source>It has no polygon in the layer of municipalities: draw one.</source>
        <translation>Ze heeft geen vlak in de laag met gemeenten: teken er een.</translation>
    </message>
    <message>
        <source>it has no table {table}</source>
        <translation>ze heeft geen tabel {table}</translation>
    </message>
    <message>
        <source>it holds more than {most} files</source>
        <translation>het bevat meer dan {most} bestanden</translation>
    </message>
    <message>
        <source>it holds something that only QGIS reads</source>
        <translation>er iets in staat dat alleen QGIS leest</translation>
    </message>
    <message>
        <source>it holds “{path}” twice</source>
        <translation>het bevat “{path}” twee keer</translation>
    </message>
    <message>
        <source>It is a temporary file, which goes with QGIS: save it elsewhere to keep it.</source>
        <translation>Het is een tijdelijk bestand, dat met QGIS verdwijnt: sla het ergens anders op om het te houden.</translation>
    </message>
    <message>
        <source>It is asked only where {conditions}.</source>
        <translation>Dit wordt alleen gevraagd waar {conditions}.</translation>
    </message>
    <message>
        <source>it is being edited</source>
        <translation>de laag wordt bewerkt</translation>
    </message>
    <message>
        <source>It is made of a check: run that first.</source>
        <translation>Het wordt van een toetsing gemaakt: voer die eerst uit.</translation>
    </message>
    <message>
        <source>It is not known whether the neighbourhood meets all requirements.</source>
        <translation>Of de buurt aan alle basiseisen voldoet, is niet te beoordelen.</translation>
    </message>
    <message>
        <source>It is not known whether {area} meets all requirements.</source>
        <translation>Of {area} aan alle basiseisen voldoet, is niet te beoordelen.</translation>
    </message>
    <message>
        <source>It is of the years {years}, and {day} is in none of them: choose the recipe of that day.</source>
        <translation>Het is van de jaren {years}, en {day} valt in geen daarvan: kies het recept van die dag.</translation>
    </message>
    <message>
        <source>it is opened with options</source>
        <translation>de laag met opties is geopend</translation>
    </message>
    <message>
        <source>It is set when a changed set is saved.</source>
        <translation>Wordt ingevuld als een gewijzigde set wordt opgeslagen.</translation>
    </message>
    <message>
        <source>It lies in none of them.</source>
        <translation>Ze ligt in geen enkele buurt.</translation>
    </message>
    <message>
        <source>It lies in {name}.</source>
        <translation>Ze ligt in {name}.</translation>
    </message>
    <message>
        <source>It may be left empty.</source>
        <translation>Het mag leeg blijven.</translation>
    </message>
    <message>
        <source>it must hold 1 to {most} facets</source>
        <translation>het moet 1 tot {most} kenmerken bevatten</translation>
    </message>
    <message>
        <source>it must hold 1 to {most} facilities</source>
        <translation>het moet 1 tot {most} voorzieningen bevatten</translation>
    </message>
    <message>
        <source>it must hold 1 to {most} parts and types</source>
        <translation>het moet 1 tot {most} dagdelen en soorten bevatten</translation>
    </message>
    <message>
        <source>it must hold 1 to {most} rules</source>
        <translation>het moet 1 tot {most} regels bevatten</translation>
    </message>
    <message>
        <source>it needs one of “file” and “source”, and not both</source>
        <translation>er is “file” of “source” nodig, en niet beide</translation>
    </message>
    <message>
        <source>it needs one of: {names}</source>
        <translation>een van deze is nodig: {names}</translation>
    </message>
    <message>
        <source>It needs prepared facilities and dwellings.</source>
        <translation>Daarvoor zijn voorbereide voorzieningen en woningen nodig.</translation>
    </message>
    <message>
        <source>It needs the result of “{step}”, which is not there.</source>
        <translation>Daarvoor is het resultaat van “{step}” nodig, en dat is er niet.</translation>
    </message>
    <message>
        <source>it needs years with their tables</source>
        <translation>er zijn jaren met hun tabellen nodig</translation>
    </message>
    <message>
        <source>it needs {key}</source>
        <translation>{key} ontbreekt</translation>
    </message>
    <message>
        <source>It needs: {what}.</source>
        <translation>Nodig: {what}.</translation>
    </message>
    <message>
        <source>It stopped without saying why.</source>
        <translation>Het stopte zonder te zeggen waarom.</translation>
    </message>
    <message>
        <source>It was not run, since the scheduler of the cluster is gone: run the same command again.</source>
        <translation>Ze is niet doorgerekend, want de scheduler van het cluster is weg: geef dezelfde opdracht nog eens.</translation>
    </message>
    <message>
        <source>It would meet at a threshold of 10 % more.</source>
        <translation>Bij een 10 % ruimere drempelwaarde zou de buurt voldoen.</translation>
    </message>
    <message>
        <source>It would not meet at a threshold of 10 % less.</source>
        <translation>Bij een 10 % strengere drempelwaarde zou de buurt niet voldoen.</translation>
    </message>
    <message>
        <source>its developed area</source>
        <translation>het bebouwde gebied</translation>
    </message>
    <message>
        <source>its extent changed by {far}</source>
        <translation>de uiterste coördinaten verschillen {far}</translation>
    </message>
    <message>
        <source>its fields are in another order</source>
        <translation>de velden staan in een andere volgorde</translation>
    </message>
    <message>
        <source>its files would become far larger than a timetable is</source>
        <translation>zijn bestanden zouden veel groter worden dan een dienstregeling is</translation>
    </message>
    <message>
        <source>its filter has letters that only QGIS compares</source>
        <translation>het filter letters heeft die alleen QGIS vergelijkt</translation>
    </message>
    <message>
        <source>its filter is a whole SQL statement or has comments</source>
        <translation>het filter een hele SQL-opdracht is of opmerkingen bevat</translation>
    </message>
    <message>
        <source>Its id in the norm set.</source>
        <translation>De code in de normenset.</translation>
    </message>
    <message>
        <source>Its id. Left empty: all.</source>
        <translation>De id ervan. Leeg gelaten: alle.</translation>
    </message>
    <message>
        <source>Its id: meeting_place where the field is meeting_place_value. A wrong one lists those there are.</source>
        <translation>De id: meeting_place als het veld meeting_place_value heet. Een onbekende id geeft een lijst van die er zijn.</translation>
    </message>
    <message>
        <source>its land</source>
        <translation>het land</translation>
    </message>
    <message>
        <source>Its name in the dwellings of the recipes, to find a dwelling again on the next day. Left empty: identificatie, id or the like if both have it. Without one, dwellings at one place are the same.</source>
        <translation>De naam ervan in de woningen van de recepten, om een woning op de volgende dag terug te vinden. Leeg: identificatie, id of iets dergelijks als beide het hebben. Zonder id zijn woningen op één plek dezelfde.</translation>
    </message>
    <message>
        <source>Its name in the facility layers. Left empty: the layer's name and the feature id.</source>
        <translation>De naam ervan in de lagen met voorzieningen. Leeg: de naam van de laag en de object-id.</translation>
    </message>
    <message>
        <source>Its name or code: Delft, or GM0503. Left empty: an extent is taken.</source>
        <translation>De naam of de code: Delft, of GM0503. Leeg: er wordt een gebied genomen.</translation>
    </message>
    <message>
        <source>Its name, in the facility layers that have it. The types are compared without case.</source>
        <translation>De naam ervan, in de lagen met voorzieningen die het hebben. Bij het vergelijken van soorten tellen hoofdletters niet.</translation>
    </message>
    <message>
        <source>Its neigh&amp;bourhood</source>
        <translation>Haar &amp;buurt</translation>
    </message>
    <message>
        <source>Its place</source>
        <translation>Plaats</translation>
    </message>
    <message>
        <source>Its polygon cannot be brought to the reference system of the layers ({why}): give a layer of municipalities in that one.</source>
        <translation>Het vlak kan niet naar het referentiestelsel van de lagen worden omgezet ({why}): geef een laag met gemeenten in dat stelsel.</translation>
    </message>
    <message>
        <source>Its process could not be started ({why}).</source>
        <translation>Het proces kon niet worden gestart ({why}).</translation>
    </message>
    <message>
        <source>Its process was killed, as a computer does that has no memory left: run fewer at a time with --workers, or on a computer with more memory.</source>
        <translation>Het proces werd afgebroken, zoals een computer doet die geen geheugen meer heeft: voer er met --workers minder tegelijk uit, of op een computer met meer geheugen.</translation>
    </message>
    <message>
        <source>its public space</source>
        <translation>de openbare ruimte ervan</translation>
    </message>
    <message>
        <source>Its results could not be put into the project.</source>
        <translation>De resultaten konden niet in het project gezet worden.</translation>
    </message>
    <message>
        <source>Its results could not be written to {path} ({why}): make room or choose another folder, and run it again.</source>
        <translation>De resultaten konden niet naar {path} worden geschreven ({why}): maak ruimte of kies een andere map, en start opnieuw.</translation>
    </message>
    <message>
        <source>its spatial index is not there</source>
        <translation>de ruimtelijke index ontbreekt</translation>
    </message>
    <message>
        <source>Its title.</source>
        <translation>De titel.</translation>
    </message>
    <message>
        <source>its version</source>
        <translation>de versie ervan</translation>
    </message>
    <message>
        <source>Its workers ended while they ran it, one after the other, as they do where a computer has no memory left: run fewer at a time, or on a computer with more memory.</source>
        <translation>De workers die de gemeente uitvoerden, vielen een voor een weg, zoals wanneer een computer geen geheugen meer heeft: voer er minder tegelijk uit, of op een computer met meer geheugen.</translation>
    </message>
    <message>
        <source>jeu de boules court</source>
        <translation>jeu-de-boulesbaan</translation>
    </message>
    <message>
        <source>Join end points within (m)</source>
        <translation>Eindpunten verbinden binnen (m)</translation>
    </message>
    <message>
        <source>Joins within the tolerance that were skipped, since they would have collapsed or moved a street: {n}</source>
        <translation>Verbindingen binnen de tolerantie die zijn overgeslagen, omdat een straat dan zou samenvallen of verschuiven: {n}</translation>
    </message>
    <message>
        <source>Judged by</source>
        <translation>Beoordeeld per</translation>
    </message>
    <message>
        <source>judged by {level}</source>
        <translation>beoordeeld per {level}</translation>
    </message>
    <message>
        <source>Judged by {level}, not by neighbourhood: there is nothing to compare.</source>
        <translation>Wordt per {level} beoordeeld, niet per buurt: er is niets te vergelijken.</translation>
    </message>
    <message>
        <source>judged for {area}</source>
        <translation>getoetst voor {area}</translation>
    </message>
    <message>
        <source>Judged from</source>
        <translation>Beoordeeld vanaf</translation>
    </message>
    <message>
        <source>judged otherwise</source>
        <translation>anders beoordeeld</translation>
    </message>
    <message>
        <source>Keep the changes to the norm set “{id}”?</source>
        <translation>De wijzigingen in de normenset “{id}” bewaren?</translation>
    </message>
    <message>
        <source>Keep this run, with its inputs and norms, so that it can be repeated</source>
        <translation>Deze berekening bewaren, met invoer en normen, zodat ze herhaald kan worden</translation>
    </message>
    <message>
        <source>Keeps ferries, with the minutes that they take where the data says so.</source>
        <translation>Behoudt veerponten, met hun vaartijd in minuten als de gegevens die noemen.</translation>
    </message>
    <message>
        <source>keeps its own number</source>
        <translation>houdt zijn eigen aantal</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Bewaard</translation>
    </message>
    <message>
        <source>Kept: {length} (lines: {n}), of which bridges {bridges}, tunnels {tunnels}, ferries {ferries}.</source>
        <translation>Behouden: {length} (lijnen: {n}), waarvan bruggen {bridges}, tunnels {tunnels}, veerponten {ferries}.</translation>
    </message>
    <message>
        <source>Key figures and distances of Statistics Netherlands</source>
        <translation>Kerncijfers en afstanden van het CBS</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Soort</translation>
    </message>
    <message>
        <source>Kind of data</source>
        <translation>Soort gegevens</translation>
    </message>
    <message>
        <source>Kind of group</source>
        <translation>Soort groep</translation>
    </message>
    <message>
        <source>Kind of norm</source>
        <translation>Soort norm</translation>
    </message>
    <message>
        <source>kind of norm</source>
        <translation>soort norm</translation>
    </message>
    <message>
        <source>kind of street</source>
        <translation>soort straat</translation>
    </message>
    <message>
        <source>kinds within</source>
        <translation>soorten binnen</translation>
    </message>
    <message>
        <source>knowledge institute</source>
        <translation>kennisinstituut</translation>
    </message>
    <message>
        <source>Known for all areas, of all inhabitants: age, households, dwellings. Few: one for each ten areas, chosen before you see what fits, for what is known of the subject. Left empty: each area is weighed with the mean of all.</source>
        <translation>Bekend van alle gebieden, van alle inwoners: leeftijd, huishoudens, woningen. Weinig: één per tien gebieden, gekozen voordat u ziet wat past, om wat er over het onderwerp bekend is. Leeg: elk gebied wordt gewogen met het gemiddelde van alle.</translation>
    </message>
    <message>
        <source>Known of {n} {n:facility|facilities}: {counts}</source>
        <translation>Bekend van {n} {n:voorziening|voorzieningen}: {counts}</translation>
    </message>
    <message>
        <source>Known share of the whole</source>
        <translation>Bekend aandeel van het geheel</translation>
    </message>
    <message>
        <source>korfball pitch</source>
        <translation>korfbalveld</translation>
    </message>
    <message>
        <source>L&amp;ist</source>
        <translation>&amp;Lijst</translation>
    </message>
    <message>
        <source>Lacking</source>
        <translation>Tekort</translation>
    </message>
    <message>
        <source>lacks one</source>
        <translation>mist er één</translation>
    </message>
    <message>
        <source>lacks three or more</source>
        <translation>mist er drie of meer</translation>
    </message>
    <message>
        <source>lacks two</source>
        <translation>mist er twee</translation>
    </message>
    <message>
        <source>land area</source>
        <translation>oppervlakte land</translation>
    </message>
    <message>
        <source>landlord</source>
        <translation>verhuurder</translation>
    </message>
    <message>
        <source>Landlord or complex</source>
        <translation>Verhuurder of complex</translation>
    </message>
    <message>
        <source>landlord or complex; empty in the rows of areas</source>
        <translation>verhuurder of complex; leeg in de rijen van gebieden</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Taal</translation>
    </message>
    <message>
        <source>LANGUAGE must be nl, en or empty, not “{value}”.</source>
        <translation>LANGUAGE moet nl, en of leeg zijn, niet “{value}”.</translation>
    </message>
    <message>
        <source>Last looked up on {day}.</source>
        <translation>Laatst opgezocht op {day}.</translation>
    </message>
    <message>
        <source>Layer {layer}: {n} {n:area crosses|areas cross} a municipal border and {n:is|are} judged with what lies in one municipality alone, such as {row} ({codes}).</source>
        <translation>Laag {layer}: {n} {n:gebied ligt|gebieden liggen} over een gemeentegrens en {n:wordt|worden} alleen beoordeeld met wat in één gemeente ligt, zoals {row} ({codes}).</translation>
    </message>
    <message>
        <source>Layer {layer}: {n} {n:row has|rows have} no geometry and {n:is|are} in no result, such as row {row}.</source>
        <translation>Laag {layer}: {n} {n:rij heeft|rijen hebben} geen geometrie en {n:staat|staan} in geen enkel resultaat, zoals rij {row}.</translation>
    </message>
    <message>
        <source>Layer {layer}: {n} {n:row lies|rows lie} in no municipality and {n:is|are} in no result, such as row {row} at {x} {y}.</source>
        <translation>Laag {layer}: {n} {n:rij ligt|rijen liggen} in geen enkele gemeente en {n:staat|staan} in geen enkel resultaat, zoals rij {row} op {x} {y}.</translation>
    </message>
    <message>
        <source>Layer {layer}: {n} {n:row lies|rows lie} in several municipalities or on their border and {n:counts|count} in the first of them, such as row {row} at {x} {y} ({codes}).</source>
        <translation>Laag {layer}: {n} {n:rij ligt|rijen liggen} in meer gemeenten of op hun grens en {n:telt|tellen} mee in de eerste daarvan, zoals rij {row} op {x} {y} ({codes}).</translation>
    </message>
    <message>
        <source>Layer {layer}: {n} {n:row lies|rows lie} on the border of municipalities or in several and {n:stands|stand} in each of them for rates and presence, such as row {row} at {x} {y} ({codes}).</source>
        <translation>Laag {layer}: {n} {n:rij ligt|rijen liggen} op de grens van gemeenten of in meer gemeenten en {n:telt|tellen} voor verhoudingen en aanwezigheid in elk daarvan mee, zoals rij {row} op {x} {y} ({codes}).</translation>
    </message>
    <message>
        <source>Layer {layer}: {n} {n:row|rows}{parts}.</source>
        <translation>Laag {layer}: {n} {n:rij|rijen}{parts}.</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>lagen</translation>
    </message>
    <message>
        <source>LAYERS holds {entry}: write the name of a layer in the recipe, = and the layer, such as dwellings=homes 2027.</source>
        <translation>LAYERS bevat {entry}: schrijf de naam van een laag in het recept, = en de laag, zoals dwellings=woningen 2027.</translation>
    </message>
    <message>
        <source>LAYERS names {name} twice: write it once.</source>
        <translation>LAYERS noemt {name} twee keer: schrijf het één keer.</translation>
    </message>
    <message>
        <source>LAYERS names {name}, which the recipe does not have; choose from: {names}.</source>
        <translation>LAYERS noemt {name}, dat het recept niet heeft; kies uit: {names}.</translation>
    </message>
    <message>
        <source>Layers of a run</source>
        <translation>Lagen van een toetsing</translation>
    </message>
    <message>
        <source>Layers of points and of areas from OpenStreetMap or Geofabrik, as they come.</source>
        <translation>Lagen met punten en met vlakken uit OpenStreetMap of Geofabrik, zoals ze komen.</translation>
    </message>
    <message>
        <source>Layers of points and of areas, as they come. All of their features are read, selected or not. The first one decides the reference system of the results.</source>
        <translation>Lagen met punten en met vlakken, zoals ze komen. Alle objecten worden gelezen, geselecteerd of niet. De eerste bepaalt het referentiestelsel van de resultaten.</translation>
    </message>
    <message>
        <source>Layers of the layout “{name}”</source>
        <translation>Lagen van de opmaak “{name}”</translation>
    </message>
    <message>
        <source>Layers of the recipe are not below {folder}: {layers}. Put them there, or write others in LAYERS, such as {name}=homes 2027.</source>
        <translation>Lagen van het recept staan niet onder {folder}: {layers}. Zet ze daar, of schrijf andere in LAYERS, zoals {name}=woningen 2027.</translation>
    </message>
    <message>
        <source>Layers of the recipe are not below {folder}: {layers}. Put them there.</source>
        <translation>Lagen van het recept staan niet onder {folder}: {layers}. Zet ze daar.</translation>
    </message>
    <message>
        <source>Layers that were written</source>
        <translation>Geschreven lagen</translation>
    </message>
    <message>
        <source>Layers with facilities</source>
        <translation>Lagen met voorzieningen</translation>
    </message>
    <message>
        <source>Layers, norms or settings were changed since:</source>
        <translation>Lagen, normen of instellingen zijn sindsdien veranderd:</translation>
    </message>
    <message>
        <source>Layout of the sheets (.qpt)</source>
        <translation>Opmaak van de bladen (.qpt)</translation>
    </message>
    <message>
        <source>Lays the results tables of two runs of “Check basic requirements” beside each other, by neighbourhood and requirement: the change in share, the dwellings gained and lost within the threshold, and the verdicts before and after. The map shows where verdicts turned better or worse.

Gained and lost are net: a results table does not tell which dwellings they are.

Only what both runs ask alike is compared. Where the threshold, the weight or the like differ, change, gained and lost stay NULL and the verdict is called other_norm; where only the target differs, the figures are compared and the verdicts are not. The log and the table name what differs, and requirements that only one run has.

Of a table with several years the last one is taken, unless a year is said: one table may be compared with itself.

SCENARIOS takes two to six results tables in the place of the two, such as the perspectives for a year to come: each is compared with the first, and its fields have its number (1: the second table). REPORT lays them side by side on one page.</source>
        <translation>Legt de resultatentabellen van twee toetsingen met “Basiseisen toetsen” naast elkaar, per buurt en basiseis: de verandering van het aandeel, de woningen die binnen de drempelwaarde erbij komen en wegvallen, en de oordelen voor en na. De kaart toont waar oordelen beter of slechter werden.

Erbij en eraf zijn netto: een resultatentabel vertelt niet om welke woningen het gaat.

Alleen wat beide toetsingen hetzelfde vragen wordt vergeleken. Waar de drempelwaarde, het gewicht of iets dergelijks verschilt, blijven verandering, erbij en eraf NULL en heet het oordeel other_norm; waar alleen het streefaandeel verschilt, worden de cijfers vergeleken en de oordelen niet. Het logboek en de tabel noemen wat verschilt, en basiseisen die maar één toetsing heeft.

Van een tabel met meerdere jaren geldt het laatste, tenzij een jaar is opgegeven: één tabel mag met zichzelf worden vergeleken.

In SCENARIOS komen, in plaats van die twee, twee tot zes resultatentabellen, zoals de perspectieven voor een later jaar: elke wordt met de eerste vergeleken, en de velden dragen het nummer (1: de tweede tabel). REPORT zet ze op één pagina naast elkaar.</translation>
    </message>
    <message>
        <source>Lays two runs of the requirements beside each other: who gains, who loses, which verdicts turn.</source>
        <translation>Legt twee toetsingen van de basiseisen naast elkaar: wie wint, wie verliest, welke oordelen omslaan.</translation>
    </message>
    <message>
        <source>Least area (m²)</source>
        <translation>Kleinste oppervlak (m²)</translation>
    </message>
    <message>
        <source>least demand</source>
        <translation>minimale vraag</translation>
    </message>
    <message>
        <source>least greatest distance with P places</source>
        <translation>kleinste grootste afstand met P plekken</translation>
    </message>
    <message>
        <source>least total distance with P places</source>
        <translation>kleinste totale afstand met P plekken</translation>
    </message>
    <message>
        <source>Leave it empty on foot: then all streets go both ways.</source>
        <translation>Laat dit leeg voor lopen: dan gaan alle straten beide kanten op.</translation>
    </message>
    <message>
        <source>Leaves out</source>
        <translation>Laat weg</translation>
    </message>
    <message>
        <source>Left empty: buurtcode or BU_CODE if there is one, else its feature id.</source>
        <translation>Leeg gelaten: buurtcode of BU_CODE als die er is, anders het id van het object.</translation>
    </message>
    <message>
        <source>Left empty: each counts as one.</source>
        <translation>Leeg: elk telt voor één.</translation>
    </message>
    <message>
        <source>Left empty: inhabitants or aantal_inwoners if there is one.</source>
        <translation>Leeg: inhabitants of aantal_inwoners, als dat er is.</translation>
    </message>
    <message>
        <source>Left empty: inhabitants_65 if there is one.</source>
        <translation>Leeg: inhabitants_65, als dat er is.</translation>
    </message>
    <message>
        <source>Left out of “{layer}”, as MAPPING says: {n} {n:feature|features}</source>
        <translation>Weggelaten uit “{layer}”, zoals MAPPING zegt: {n} {n:object|objecten}</translation>
    </message>
    <message>
        <source>Left out of “{layer}”, since their tags say that they are disused, gone or not there yet: {n}</source>
        <translation>Weggelaten uit “{layer}”, omdat hun tags zeggen dat ze in onbruik, verdwenen of er nog niet zijn: {n}</translation>
    </message>
    <message>
        <source>Left out, and why</source>
        <translation>Weggelaten, en waarom</translation>
    </message>
    <message>
        <source>Left out: {length} (lines: {n}) of {all} (lines: {total}).</source>
        <translation>Weggelaten: {length} (lijnen: {n}) van {all} (lijnen: {total}).</translation>
    </message>
    <message>
        <source>Left out: {length} {what} (lines: {n})</source>
        <translation>Weggelaten: {length} {what} (lijnen: {n})</translation>
    </message>
    <message>
        <source>Left out: {n} {n:row|rows}, {reason} ({ids})</source>
        <translation>Weggelaten: {n} {n:rij|rijen}, {reason} ({ids})</translation>
    </message>
    <message>
        <source>Length (m)</source>
        <translation>Lengte (m)</translation>
    </message>
    <message>
        <source>Length of the connected part (m)</source>
        <translation>Lengte van het samenhangende deel (m)</translation>
    </message>
    <message>
        <source>less than 25 %</source>
        <translation>minder dan 25 %</translation>
    </message>
    <message>
        <source>less than 25 % of the dwellings</source>
        <translation>minder dan 25 % van de woningen</translation>
    </message>
    <message>
        <source>less than half</source>
        <translation>minder dan de helft</translation>
    </message>
    <message>
        <source>less than half a facility is missing</source>
        <translation>er ontbreekt minder dan een halve voorziening</translation>
    </message>
    <message>
        <source>less than half of what is required</source>
        <translation>minder dan de helft van wat nodig is</translation>
    </message>
    <message>
        <source>less than required</source>
        <translation>minder dan nodig</translation>
    </message>
    <message>
        <source>letter box</source>
        <translation>brievenbus</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>library</source>
        <translation>bibliotheek</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grens</translation>
    </message>
    <message>
        <source>Limit (m or min)</source>
        <translation>Grens (m of min)</translation>
    </message>
    <message>
        <source>LIMIT must be above 0: write metres or minutes, such as 500.</source>
        <translation>LIMIT moet boven 0 zijn: schrijf meters of minuten, zoals 500.</translation>
    </message>
    <message>
        <source>LIMIT must be above 0; leave it empty for no limit.</source>
        <translation>LIMIT moet boven 0 zijn; laat het leeg voor geen grens.</translation>
    </message>
    <message>
        <source>Limits (m or min)</source>
        <translation>Grenzen (m of min)</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Lijnen</translation>
    </message>
    <message>
        <source>Lines and polygons. What they are called tells how they are drawn: water, green, railway, streets.</source>
        <translation>Lijnen en vlakken. Hun naam bepaalt hoe ze worden getekend: water, groen, spoor, straten.</translation>
    </message>
    <message>
        <source>Lines cut by barriers: {n}</source>
        <translation>Lijnen doorgeknipt door barrières: {n}</translation>
    </message>
    <message>
        <source>Lines from OpenStreetMap, Geofabrik or the NWB, with the columns as they come.</source>
        <translation>Lijnen uit OpenStreetMap, van Geofabrik of uit het NWB, met de kolommen zoals ze komen.</translation>
    </message>
    <message>
        <source>Lines left out</source>
        <translation>Weggelaten lijnen</translation>
    </message>
    <message>
        <source>Lines left out, since they are {what}: {n} ({ids})</source>
        <translation>Lijnen weggelaten, omdat ze {what} zijn: {n} ({ids})</translation>
    </message>
    <message>
        <source>Lines of “{layer}” that are left out ({mode}): {n}</source>
        <translation>Lijnen van “{layer}” die wegvallen ({mode}): {n}</translation>
    </message>
    <message>
        <source>Lines or polygons that nobody crosses: water, railways, motorways. Streets are cut where they meet one, but for bridges and tunnels, and no way from a door to a street crosses one.</source>
        <translation>Lijnen of vlakken die niemand oversteekt: water, spoor, snelwegen. Straten worden doorgeknipt waar ze er een raken, behalve bruggen en tunnels, en geen weg van deur naar straat gaat eroverheen.</translation>
    </message>
    <message>
        <source>Lines that bicycles may use. What is measured by bicycle is said of those that are streets too.</source>
        <translation>Lijnen waar fietsers mogen komen. Wat per fiets wordt gemeten, staat bij die lijnen die ook straat zijn.</translation>
    </message>
    <message>
        <source>Lines that bicycles may use. Without it, what is measured by bicycle is unknown.</source>
        <translation>Lijnen waar fietsers mogen rijden. Zonder deze laag is wat per fiets wordt gemeten niet te beoordelen.</translation>
    </message>
    <message>
        <source>Lines that lie along more than {most} others: {n}. Each is reported with {most} of them: remove lines that lie on each other and run again.</source>
        <translation>Lijnen die langs meer dan {most} andere liggen: {n}. Elk wordt met {most} daarvan gemeld: verwijder lijnen die op elkaar liggen en voer het opnieuw uit.</translation>
    </message>
    <message>
        <source>Lines that people walk along. They are connected where they share a vertex, in the middle of a line too; lines that cross without one are a bridge. Take in the streets around the area as well, at least as far as the largest threshold.</source>
        <translation>Lijnen waar mensen langs lopen. Ze sluiten op elkaar aan waar ze een knikpunt delen, ook midden in een lijn; lijnen die elkaar zonder knikpunt kruisen, zijn een brug. Neem ook de straten rondom het gebied mee, minstens zo ver als de grootste drempelwaarde.</translation>
    </message>
    <message>
        <source>Lines whose tags could not be read to the end, since the text was cut: {n} ({ids})</source>
        <translation>Lijnen waarvan de tags niet tot het eind te lezen zijn, omdat de tekst is afgekapt: {n} ({ids})</translation>
    </message>
    <message>
        <source>Lines with more than {most} pieces of lines in one place: {n}. Not all were compared, so crossings and duplicates may be missing there: remove lines that lie on each other and run again.</source>
        <translation>Lijnen met meer dan {most} stukken van lijnen op één plek: {n}. Niet alles is vergeleken, dus kruisingen en dubbele lijnen kunnen daar ontbreken: verwijder lijnen die op elkaar liggen en voer het opnieuw uit.</translation>
    </message>
    <message>
        <source>Lines without geometry, left out: {n}</source>
        <translation>Lijnen zonder geometrie, weggelaten: {n}</translation>
    </message>
    <message>
        <source>lines without length</source>
        <translation>lijnen zonder lengte</translation>
    </message>
    <message>
        <source>Lines without length, left out: {n}</source>
        <translation>Lijnen zonder lengte, weggelaten: {n}</translation>
    </message>
    <message>
        <source>lines, such as a network</source>
        <translation>lijnen, zoals een netwerk</translation>
    </message>
    <message>
        <source>Lines: {n} ({reasons}).</source>
        <translation>Lijnen: {n} ({reasons}).</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>link</source>
        <translation>link</translation>
    </message>
    <message>
        <source>Living environment</source>
        <translation>Woonmilieu</translation>
    </message>
    <message>
        <source>living environment</source>
        <translation>woonmilieu</translation>
    </message>
    <message>
        <source>Living environment (derived)</source>
        <translation>Woonmilieu (afgeleid)</translation>
    </message>
    <message>
        <source>living environment,typology,density,building year,apartments,neighbourhood,class</source>
        <translation>woonmilieu,typologie,dichtheid,bouwjaar,appartementen,buurt,klasse</translation>
    </message>
    <message>
        <source>Living environment: {name}.</source>
        <translation>Woonmilieu: {name}.</translation>
    </message>
    <message>
        <source>Living environments</source>
        <translation>Woonmilieus</translation>
    </message>
    <message>
        <source>Living environments (derived)</source>
        <translation>Woonmilieus (afgeleid)</translation>
    </message>
    <message>
        <source>Living environments are derived, by rules: they are no official typology.</source>
        <translation>Woonmilieus zijn afgeleid, met regels: het is geen officiële indeling.</translation>
    </message>
    <message>
        <source>location,allocation,optimise,optimum,covering,MCLP,LSCP,p-median,p-centre,candidates,open,best place</source>
        <translation>locatie,toewijzing,optimaliseren,optimum,dekking,MCLP,LSCP,p-mediaan,p-centrum,kandidaten,openstellen,beste plek</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Logboek</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>Lonely</source>
        <translation>Eenzaam</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Bek&amp;ijken</translation>
    </message>
    <message>
        <source>Look at the results in the panel</source>
        <translation>Bekijk de resultaten in het paneel</translation>
    </message>
    <message>
        <source>Looked up on</source>
        <translation>Opgezocht op</translation>
    </message>
    <message>
        <source>looked up on</source>
        <translation>opgezocht op</translation>
    </message>
    <message>
        <source>Looking at the layers of the recipe</source>
        <translation>De lagen van het recept worden bekeken</translation>
    </message>
    <message>
        <source>Looking at the layers…</source>
        <translation>De lagen worden bekeken…</translation>
    </message>
    <message>
        <source>Looking for the best choice, for at most {n} s…</source>
        <translation>De beste keuze wordt gezocht, hoogstens {n} s lang…</translation>
    </message>
    <message>
        <source>lower where it fails</source>
        <translation>lager waar niet wordt voldaan</translation>
    </message>
    <message>
        <source>Lower where it fails: there “{figure}” is {failed}, and {met} where it is met (difference, 95 % interval: {low} to {high}).</source>
        <translation>Lager waar niet wordt voldaan: daar is “{figure}” {failed}, en {met} waar wel wordt voldaan (verschil, 95 %-interval: {low} tot {high}).</translation>
    </message>
    <message>
        <source>Lower-case letters, digits and _: it begins the names of fields in the results.</source>
        <translation>Kleine letters, cijfers en _: de veldnamen in het resultaat beginnen ermee.</translation>
    </message>
    <message>
        <source>Lowest, of 95 %</source>
        <translation>Laagste, van 95 %</translation>
    </message>
    <message>
        <source>m</source>
        <translation>m</translation>
    </message>
    <message>
        <source>macOS: run “python3 -m pip install --user {pip}” in the Terminal, with the python3 that lies inside QGIS.app (Contents/MacOS/bin).</source>
        <translation>macOS: voer “python3 -m pip install --user {pip}” uit in de Terminal, met de python3 die in QGIS.app zit (Contents/MacOS/bin).</translation>
    </message>
    <message>
        <source>Made by {algorithm} of Buurtmaat {version} on {moment}.</source>
        <translation>Gemaakt door {algorithm} van Buurtmaat {version} op {moment}.</translation>
    </message>
    <message>
        <source>Made with Buurtmaat {version}.</source>
        <translation>Gemaakt met Buurtmaat {version}.</translation>
    </message>
    <message>
        <source>Make the report…</source>
        <translation>Rapport maken…</translation>
    </message>
    <message>
        <source>Makes of a timetable in GTFS, a ZIP archive that you have, a layer of stop places with how often something leaves there, so that a norm can ask for a stop with at least four departures an hour within 400 m.

Stops of one station are one place. dep_peak, dep_day and dep_evening are the departures an hour on the day, dep_sunday those on the Sunday after it; all lines and both directions are added up. The last stop of a trip has no departure, nor has a stop where nobody may get on or that is served on demand. What leaves after midnight counts on the day on which it leaves.

type is the most important of railway station, metro station, tram stop, bus stop and ferry landing. step_free is 1 where all stops of the place are, 0 where one is not, else NULL. Places from which nothing leaves on these days are left out.</source>
        <translation>Maakt van een dienstregeling in GTFS, een ZIP-archief dat u hebt, een laag met haltes en hoe vaak daar iets vertrekt, zodat een norm kan vragen om een halte met minstens vier vertrekken per uur binnen 400 m.

Haltes van één station zijn één plek. dep_peak, dep_day en dep_evening zijn de vertrekken per uur op de dag, dep_sunday die op de zondag erna; alle lijnen en beide richtingen zijn opgeteld. De laatste halte van een rit heeft geen vertrek, net als een halte waar niemand mag instappen of die op aanvraag is. Wat na middernacht vertrekt, telt op de dag waarop het vertrekt.

type is het belangrijkste van treinstation, metrostation, tramhalte, bushalte en veerhalte. step_free is 1 waar alle haltes van de plek drempelvrij zijn, 0 waar er een dat niet is, anders NULL. Plekken waar op deze dagen niets vertrekt, blijven weg.</translation>
    </message>
    <message>
        <source>Makes of layers as they are downloaded the facilities that the norm sets ask for: meeting places, community centres, playgrounds, parks, sports, shops, care, schools, bus stops, seats and so on.

Read are OpenStreetMap (tags as fields, or in other_tags), Geofabrik's extracts, and any layer of which MAPPING says which value of which field is which type. The shipped mapping, what OpenStreetMap cannot tell, and the rules for duplicates stand in the help page.

A facility that is drawn twice comes once: a point in or beside an area of its type goes into the area, and fills its name, opening_hours and other gaps. Those with different names stay apart, and so do seats, bus stops and pitches that stand close together on purpose. The third output says what went into what.

verified is 0: for the municipality to set to 1 after its own check. type_from says which tag gave the type. The fields opening_hours, wheelchair, access, operator and others, and all fields of the layers, are kept for conditions in a norm. Of opening hours the common forms are read, as an ordinary week: hours_week, open_evening (at least an hour after 18:00 on some day) and open_weekend; what cannot be read for certain is unknown, and listed. indoor, outdoor, commercial, public, free, for_whom and step_free come from tags and, but for the last, from the type; what is not known is NULL. What has no type, or is disused or gone, is left out; the log counts it with the most frequent values.</source>
        <translation>Maakt van lagen zoals ze zijn gedownload de voorzieningen waar de normensets om vragen: ontmoetingsplekken, buurthuizen, speelplekken, parken, sport, winkels, zorg, scholen, bushaltes, zitplekken enzovoort.

Gelezen worden OpenStreetMap (tags als velden, of in other_tags), de bestanden van Geofabrik, en elke laag waarvan MAPPING zegt welke waarde van welk veld welke soort is. De meegeleverde vertaaltabel, wat OpenStreetMap niet kan zeggen, en de regels voor dubbele staan op de helppagina.

Een voorziening die twee keer getekend is, komt één keer: een punt in of naast een vlak van zijn soort gaat op in het vlak, en vult de naam, opening_hours en andere lege velden. Wat verschillend heet blijft apart, net als zitplekken, bushaltes en velden die met opzet dicht bij elkaar staan. De derde uitvoer zegt wat waarin opging.

verified is 0: de gemeente zet het op 1 na haar eigen controle. type_from zegt welke tag de soort gaf. De velden opening_hours, wheelchair, access, operator en andere, en alle velden van de lagen, blijven bewaard voor voorwaarden in een norm. Van openingstijden worden de gangbare vormen gelezen, als een gewone week: hours_week, open_evening (op een dag minstens een uur na 18:00) en open_weekend; wat niet met zekerheid te lezen is, is onbekend en wordt opgesomd. indoor, outdoor, commercial, public, free, for_whom en step_free komen uit tags en, op de laatste na, uit de soort; wat niet bekend is, is NULL. Wat geen soort heeft, of in onbruik of verdwenen is, blijft weg; het logboek telt het met de meest voorkomende waarden.</translation>
    </message>
    <message>
        <source>Makes points with dwellings, inhabitants and people of 65 or older from Dutch open data.</source>
        <translation>Maakt punten met woningen, inwoners en 65-plussers uit Nederlandse open data.</translation>
    </message>
    <message>
        <source>Makes points with the number of dwellings, inhabitants and people of 65 or older, ready for the other algorithms, from what the Netherlands publishes: address objects or buildings of the BAG, squares of 100 m or postcode areas of Statistics Netherlands (CBS), or any points with a number. The layer is recognised by its fields.

Address objects count if they stand and are lived in (gebruiksdoel contains woonfunctie); those out of use count too, and are flagged. Buildings count by their number of address objects, never as one each.

Inhabitants are spread from the neighbourhoods over their dwellings, in whole numbers that add up exactly; spread is 1 there. So are the groups that a norm may weigh by, where they are published: ages, households of one person or with children or a low income, dwellings of associations and of owners. What finds no dwelling is in the reconciliation.

The reconciliation lays the dwellings counted beside the published housing stock of each neighbourhood, and flags differences above 5 %. Rows that are no dwellings go to a layer of their own, each with its reason.</source>
        <translation>Maakt punten met het aantal woningen, inwoners en 65-plussers, klaar voor de andere algoritmen, uit wat in Nederland wordt gepubliceerd: verblijfsobjecten of panden van de BAG, vierkanten van 100 m of postcodegebieden van het CBS, of punten met een aantal. De laag wordt aan haar velden herkend.

Verblijfsobjecten tellen mee als ze er staan en een woonfunctie hebben (gebruiksdoel bevat woonfunctie); die buiten gebruik tellen ook mee, en worden gemarkeerd. Panden tellen met hun aantal verblijfsobjecten, nooit als één woning.

Inwoners worden vanuit de buurten over hun woningen verdeeld, in gehele getallen die precies optellen; spread is daar 1. Zo ook de groepen waarmee een norm kan wegen, waar die gepubliceerd zijn: leeftijden, eenpersoonshuishoudens en huishoudens met kinderen of een laag inkomen, woningen van corporaties en koopwoningen. Waarvoor geen woning is gevonden, staat in de aansluiting.

De aansluiting legt de getelde woningen naast de gepubliceerde woningvoorraad van elke buurt, en markeert verschillen boven 5 %. Rijen die geen woning zijn gaan naar een eigen laag, elk met de reden.</translation>
    </message>
    <message>
        <source>Makes the stop places of a timetable (GTFS), with their departures an hour by part of the day.</source>
        <translation>Maakt de haltes van een dienstregeling (GTFS), met hun vertrekken per uur per dagdeel.</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Kaart</translation>
    </message>
    <message>
        <source>Map of how many requirements each neighbourhood meets; the table below says the same.</source>
        <translation>Kaart van aan hoeveel basiseisen elke buurt voldoet; de tabel hieronder zegt hetzelfde.</translation>
    </message>
    <message>
        <source>Map of {title}: the table above says the same in words.</source>
        <translation>Kaart van {title}: de tabel hierboven zegt hetzelfde in woorden.</translation>
    </message>
    <message>
        <source>MapInfo TAB cuts field names to 31 characters; write a GeoPackage to keep: {names}</source>
        <translation>MapInfo TAB kapt veldnamen af op 31 tekens; schrijf een GeoPackage om te behouden: {names}</translation>
    </message>
    <message>
        <source>MapInfo TAB does not hold EPSG:28992: QGIS shows {path} about 110 m away. Set EPSG:28992 in the layer's properties, or write a GeoPackage.</source>
        <translation>MapInfo TAB bewaart EPSG:28992 niet: QGIS toont {path} zo'n 110 m verderop. Stel EPSG:28992 in bij de eigenschappen van de laag, of schrijf een GeoPackage.</translation>
    </message>
    <message>
        <source>MapInfo TAB has no NULL: what is unknown becomes 0 in {path}; write a GeoPackage to keep it.</source>
        <translation>MapInfo TAB kent geen NULL: wat onbekend is, wordt 0 in {path}; schrijf een GeoPackage om het te bewaren.</translation>
    </message>
    <message>
        <source>MAPPING has {n} rows, and at most {most} will do: remove some.</source>
        <translation>MAPPING heeft {n} rijen, en het mogen er hoogstens {most} zijn: verwijder er enkele.</translation>
    </message>
    <message>
        <source>MAPPING row {row} holds a cell of more than {most} characters: shorten it.</source>
        <translation>MAPPING rij {row} heeft een cel van meer dan {most} tekens: kort die in.</translation>
    </message>
    <message>
        <source>MAPPING row {row} is half filled: fill in its {column}, or clear the row.</source>
        <translation>MAPPING rij {row} is half ingevuld: vul {column} in, of maak de rij leeg.</translation>
    </message>
    <message>
        <source>MAPPING row {row}: no layer has the field “{field}”: write another; “{layer}” has: {fields}.</source>
        <translation>MAPPING rij {row}: geen laag heeft het veld “{field}”: schrijf een ander; “{layer}” heeft: {fields}.</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>Kaarten</translation>
    </message>
    <message>
        <source>Margin (m)</source>
        <translation>Marge (m)</translation>
    </message>
    <message>
        <source>market place</source>
        <translation>marktplein</translation>
    </message>
    <message>
        <source>matrix,distance,network,origin,destination,od,nearest,table,walking,minutes,travel time</source>
        <translation>matrix,afstand,netwerk,herkomst,bestemming,hb,dichtstbijzijnde,tabel,lopen,minuten,reistijd</translation>
    </message>
    <message>
        <source>Maximum distance or time (m or min)</source>
        <translation>Maximale afstand of tijd (m of min)</translation>
    </message>
    <message>
        <source>maximum likelihood (ML)</source>
        <translation>maximum likelihood (ML)</translation>
    </message>
    <message>
        <source>Maximum snapping distance (m)</source>
        <translation>Maximale afstand tot het netwerk (m)</translation>
    </message>
    <message>
        <source>May use a network</source>
        <translation>Mag een netwerk gebruiken</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Gemiddelde</translation>
    </message>
    <message>
        <source>Mean number of requirements asked</source>
        <translation>Gemiddeld aantal gevraagde basiseisen</translation>
    </message>
    <message>
        <source>Mean number of requirements within</source>
        <translation>Gemiddeld aantal basiseisen binnen bereik</translation>
    </message>
    <message>
        <source>mean of the values of those who reach a facility</source>
        <translation>gemiddelde van de waarden van wie een voorziening bereikt</translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation>Gemiddelde kwadratische fout</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Betekenis</translation>
    </message>
    <message>
        <source>Meaning of the columns</source>
        <translation>Betekenis van de kolommen</translation>
    </message>
    <message>
        <source>Measure in</source>
        <translation>Meten in</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemeten</translation>
    </message>
    <message>
        <source>Measured at {kmh} km/h ({mode}) over {input}: {ids}</source>
        <translation>Gemeten met {kmh} km/u ({mode}) over {input}: {ids}</translation>
    </message>
    <message>
        <source>Measured to</source>
        <translation>Gemeten tot</translation>
    </message>
    <message>
        <source>Measures from every origin to every destination over the streets, in metres and minutes.</source>
        <translation>Meet van elke herkomst naar elke bestemming over straat, in meters en minuten.</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Mediaan</translation>
    </message>
    <message>
        <source>Median of the differences (m)</source>
        <translation>Mediaan van de verschillen (m)</translation>
    </message>
    <message>
        <source>medical specialist</source>
        <translation>medisch specialist</translation>
    </message>
    <message>
        <source>Meet, but not at 90 % of the threshold</source>
        <translation>Voldoen, maar bij 90 % van de drempelwaarde niet of misschien niet</translation>
    </message>
    <message>
        <source>meeting place</source>
        <translation>ontmoetingsplek</translation>
    </message>
    <message>
        <source>Meets</source>
        <translation>Voldoet</translation>
    </message>
    <message>
        <source>meets</source>
        <translation>voldoet</translation>
    </message>
    <message>
        <source>Meets, fails, or unknown: something that is not known could turn it. Too few dwellings, and not applicable, are no verdict.</source>
        <translation>Voldoet, voldoet niet, of niet te beoordelen: wat niet bekend is, zou het kunnen omslaan. Te weinig woningen en niet van toepassing zijn geen oordeel.</translation>
    </message>
    <message>
        <source>Merge duplicates within (m)</source>
        <translation>Dubbele samenvoegen binnen (m)</translation>
    </message>
    <message>
        <source>Merged duplicates</source>
        <translation>Samengevoegde dubbele</translation>
    </message>
    <message>
        <source>Met</source>
        <translation>Voldoet</translation>
    </message>
    <message>
        <source>Met from</source>
        <translation>Haalbaar</translation>
    </message>
    <message>
        <source>metres</source>
        <translation>meters</translation>
    </message>
    <message>
        <source>metro station</source>
        <translation>metrostation</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>MIN_RESPONDENTS needs N_FIELD: fill it in too.</source>
        <translation>MIN_RESPONDENTS heeft N_FIELD nodig: vul dat ook in.</translation>
    </message>
    <message>
        <source>Minimum demand for a verdict</source>
        <translation>Minimale vraag voor een oordeel</translation>
    </message>
    <message>
        <source>Minimum dwellings for a verdict</source>
        <translation>Minimumaantal woningen voor een oordeel</translation>
    </message>
    <message>
        <source>Minimum dwellings per group</source>
        <translation>Minimumaantal woningen per groep</translation>
    </message>
    <message>
        <source>Minimum dwellings per neighbourhood</source>
        <translation>Minimumaantal woningen per buurt</translation>
    </message>
    <message>
        <source>Minimum number</source>
        <translation>Minimumaantal</translation>
    </message>
    <message>
        <source>Minimum number of requirements within reach</source>
        <translation>Minimaal aantal basiseisen binnen bereik</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>minuten</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Tekort</translation>
    </message>
    <message>
        <source>Missing in total: {missing}, rounded up to whole ones in each area.</source>
        <translation>Het tekort is in totaal {missing}, per gebied naar boven afgerond op hele.</translation>
    </message>
    <message>
        <source>Missing in total: {missing}.</source>
        <translation>Het tekort is in totaal {missing}.</translation>
    </message>
    <message>
        <source>Missing, in words</source>
        <translation>Tekort, in woorden</translation>
    </message>
    <message>
        <source>Missing: {what}.</source>
        <translation>Er ontbreekt: {what}.</translation>
    </message>
    <message>
        <source>mode {mode}: {what}</source>
        <translation>mode {mode}: {what}</translation>
    </message>
    <message>
        <source>model only</source>
        <translation>alleen model</translation>
    </message>
    <message>
        <source>model,osm,openstreetmap,geofabrik,nwb,BAG,CBS,prepare,requirements,raw data</source>
        <translation>model,osm,openstreetmap,geofabrik,nwb,BAG,CBS,voorbereiden,basiseisen,ruwe gegevens</translation>
    </message>
    <message>
        <source>Moran's I {moran}, by chance {expected}</source>
        <translation>Morans I {moran}, bij toeval {expected}</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
    <message>
        <source>more dwellings than published</source>
        <translation>meer woningen dan gepubliceerd</translation>
    </message>
    <message>
        <source>more than that</source>
        <translation>meer dan dat</translation>
    </message>
    <message>
        <source>most dwellings served by P places</source>
        <translation>meeste woningen bediend door P plekken</translation>
    </message>
    <message>
        <source>Most gained</source>
        <translation>Meeste winst</translation>
    </message>
    <message>
        <source>Most is missing in: {areas}.</source>
        <translation>Het meest ontbreekt in: {areas}.</translation>
    </message>
    <message>
        <source>Most lost</source>
        <translation>Meeste verlies</translation>
    </message>
    <message>
        <source>Most often missing: {title} ({n} {n:neighbourhood|neighbourhoods}).</source>
        <translation>Het vaakst ontbreekt: {title} ({n} {n:buurt|buurten}).</translation>
    </message>
    <message>
        <source>motorway</source>
        <translation>autosnelweg</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verplaatsen</translation>
    </message>
    <message>
        <source>Move a threshold and see what changes</source>
        <translation>Verschuif een drempelwaarde en zie wat er verandert</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Omlaag</translation>
    </message>
    <message>
        <source>Move it onto the streets, take in more streets, or let points snap farther.</source>
        <translation>Verplaats haar naar de straten, neem meer straten mee, of laat punten over een grotere afstand aansluiten.</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Omhoog</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>verplaatst</translation>
    </message>
    <message>
        <source>Moved: {facility}</source>
        <translation>Verplaatst: {facility}</translation>
    </message>
    <message>
        <source>multi-sport court</source>
        <translation>trapveld voor meer sporten</translation>
    </message>
    <message>
        <source>municipal guideline</source>
        <translation>gemeentelijke richtlijn</translation>
    </message>
    <message>
        <source>Municipality</source>
        <translation>Gemeente</translation>
    </message>
    <message>
        <source>municipality</source>
        <translation>gemeente</translation>
    </message>
    <message>
        <source>Municipality {code}: its polygon is not valid and was repaired.</source>
        <translation>Gemeente {code}: het vlak is niet geldig en is hersteld.</translation>
    </message>
    <message>
        <source>Municipality: {name} ({code})</source>
        <translation>Gemeente: {name} ({code})</translation>
    </message>
    <message>
        <source>museum</source>
        <translation>museum</translation>
    </message>
    <message>
        <source>m² or places</source>
        <translation>m² of plaatsen</translation>
    </message>
    <message>
        <source>m² or places of one facility, as the norm says</source>
        <translation>m² of plaatsen van één voorziening, volgens de norm</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Naam</translation>
    </message>
    <message>
        <source>name</source>
        <translation>naam</translation>
    </message>
    <message>
        <source>Names the candidate in the result. Left empty: its feature id.</source>
        <translation>Benoemt de kandidaat in het resultaat. Leeg: de object-id.</translation>
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
        <source>Names the set; rivm-2025, meeting and daily are reserved for the sets that ship.</source>
        <translation>Benoemt de set; rivm-2025, meeting en daily zijn gereserveerd voor de meegeleverde sets.</translation>
    </message>
    <message>
        <source>national guideline</source>
        <translation>landelijke richtlijn</translation>
    </message>
    <message>
        <source>National road file (NWB)</source>
        <translation>Nationaal Wegenbestand (NWB)</translation>
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
        <source>Nearest for most: {name}.</source>
        <translation>Voor de meeste het dichtst bij: {name}.</translation>
    </message>
    <message>
        <source>nearest within</source>
        <translation>dichtstbijzijnde binnen</translation>
    </message>
    <message>
        <source>needed</source>
        <translation>nodig</translation>
    </message>
    <message>
        <source>Needed for a layer that is not recognised; wins over the field that is.</source>
        <translation>Nodig voor een laag die niet wordt herkend; gaat voor het veld dat wel wordt herkend.</translation>
    </message>
    <message>
        <source>Negative values of {field} in “{layer}”, taken as NULL: {n} ({ids})</source>
        <translation>Negatieve waarden van {field} in “{layer}”, als NULL gelezen: {n} ({ids})</translation>
    </message>
    <message>
        <source>Negative: demolition. Left empty: dwellings, woningen or aantal_woningen if there is one.</source>
        <translation>Negatief: sloop. Leeg gelaten: dwellings, woningen of aantal_woningen als dat er is.</translation>
    </message>
    <message>
        <source>Neighbourhood</source>
        <translation>Buurt</translation>
    </message>
    <message>
        <source>Neighbourhood verdicts</source>
        <translation>Oordeel per buurt</translation>
    </message>
    <message>
        <source>neighbourhood, or the field that holds larger areas</source>
        <translation>neighbourhood (buurt), of het veld met grotere gebieden</translation>
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
        <source>Neighbourhoods and districts, with figures</source>
        <translation>Buurten en wijken, met cijfers</translation>
    </message>
    <message>
        <source>NEIGHBOURHOODS has {maps} layers for {tables} results tables: choose one, or one for each in their order.</source>
        <translation>NEIGHBOURHOODS heeft {maps} lagen voor {tables} resultatentabellen: kies er één, of voor elke tabel één, in dezelfde volgorde.</translation>
    </message>
    <message>
        <source>Neighbourhoods of the kind “{kind}” together: {share}.</source>
        <translation>Buurten van het woonmilieu “{kind}” samen: {share}.</translation>
    </message>
    <message>
        <source>Neighbourhoods of the results table that “{layer}” lacks, not on the maps: {n} ({ids})</source>
        <translation>Buurten van de resultatentabel die in “{layer}” ontbreken, niet op de kaarten: {n} ({ids})</translation>
    </message>
    <message>
        <source>Neighbourhoods of the results table without a survey figure: {n} ({ids})</source>
        <translation>Buurten van de resultatentabel zonder enquêtecijfer: {n} ({ids})</translation>
    </message>
    <message>
        <source>Neighbourhoods of the same living environment</source>
        <translation>Buurten met hetzelfde woonmilieu</translation>
    </message>
    <message>
        <source>Neighbourhoods of which groups are not known: {list}; RECONCILIATION_GROUPS has why.</source>
        <translation>Buurten waarvan groepen niet bekend zijn: {list}; in RECONCILIATION_GROUPS staat waarom.</translation>
    </message>
    <message>
        <source>Neighbourhoods of {day} that are called otherwise or have another border now, found by the dwellings on both maps: {n} ({ids}). A table in CODE_CHANGES is surer.</source>
        <translation>Buurten van {day} die nu anders heten of een andere grens hebben, gevonden door de woningen op beide kaarten: {n} ({ids}). Een tabel in CODE_CHANGES is zekerder.</translation>
    </message>
    <message>
        <source>Neighbourhoods shown:</source>
        <translation>Getoonde buurten:</translation>
    </message>
    <message>
        <source>Neighbourhoods that are compared</source>
        <translation>Buurten die worden vergeleken</translation>
    </message>
    <message>
        <source>Neighbourhoods that differ by more than 5 %</source>
        <translation>Buurten die meer dan 5 % verschillen</translation>
    </message>
    <message>
        <source>Neighbourhoods that meet all requirements</source>
        <translation>Buurten die aan alle basiseisen voldoen</translation>
    </message>
    <message>
        <source>Neighbourhoods that meet everything</source>
        <translation>Buurten die aan alles voldoen</translation>
    </message>
    <message>
        <source>Neighbourhoods that meet it: {met} of {all} ({day}), {met_then} of {all_then} ({then}).</source>
        <translation>Buurten die eraan voldoen: {met} van {all} ({day}), {met_then} van {all_then} ({then}).</translation>
    </message>
    <message>
        <source>Neighbourhoods that neither run has, left NULL: {n} ({ids})</source>
        <translation>Buurten die geen van beide toetsingen heeft, NULL gelaten: {n} ({ids})</translation>
    </message>
    <message>
        <source>Neighbourhoods that only the run after has: {n} ({ids})</source>
        <translation>Buurten die alleen de toetsing erna heeft: {n} ({ids})</translation>
    </message>
    <message>
        <source>Neighbourhoods that only the run before has: {n} ({ids})</source>
        <translation>Buurten die alleen de toetsing ervoor heeft: {n} ({ids})</translation>
    </message>
    <message>
        <source>Neighbourhoods that overlap, whose common ground counts for the first: {n} {n:pair|pairs}</source>
        <translation>Buurten die elkaar overlappen, waarvan de gezamenlijke grond bij de eerste telt: {n} {n:paar|paren}</translation>
    </message>
    <message>
        <source>Neighbourhoods that the forecast does not tell of, which keep their people of today: {n} ({ids})</source>
        <translation>Buurten waarover de prognose niets zegt, die hun inwoners van nu houden: {n} ({ids})</translation>
    </message>
    <message>
        <source>Neighbourhoods that the last day does not have, so that their series ends: {n} ({ids}). If they are called otherwise now, say so in CODE_CHANGES, or choose the map of each day and DWELLINGS.</source>
        <translation>Buurten die de laatste dag niet heeft, zodat hun reeks eindigt: {n} ({ids}). Heten ze nu anders, zeg dat dan in CODE_CHANGES, of kies de kaart van elke dag en DWELLINGS.</translation>
    </message>
    <message>
        <source>Neighbourhoods that the layer lacks, in the table only: {n} ({ids})</source>
        <translation>Buurten die de laag mist, alleen in de tabel: {n} ({ids})</translation>
    </message>
    <message>
        <source>Neighbourhoods whose demand is not known: {n} ({ids})</source>
        <translation>Buurten waarvan de vraag onbekend is: {n} ({ids})</translation>
    </message>
    <message>
        <source>Neighbourhoods whose dwellings differ by more than 5 % from the published number: {n} of {all}</source>
        <translation>Buurten waarvan de woningen meer dan 5 % van het gepubliceerde aantal verschillen: {n} van {all}</translation>
    </message>
    <message>
        <source>Neighbourhoods whose survey figure has no interval, left out: {n} ({ids})</source>
        <translation>Buurten waarvan het enquêtecijfer geen interval heeft, weggelaten: {n} ({ids})</translation>
    </message>
    <message>
        <source>Neighbourhoods with their provision</source>
        <translation>Buurten met hun aanbod</translation>
    </message>
    <message>
        <source>Neighbourhoods with their verdicts</source>
        <translation>Buurten met hun oordeel</translation>
    </message>
    <message>
        <source>Neighbourhoods with what changed</source>
        <translation>Buurten met wat veranderde</translation>
    </message>
    <message>
        <source>Neighbourhoods without a living environment: {n}. What is not known: {fields}</source>
        <translation>Buurten zonder woonmilieu: {n}. Wat niet bekend is: {fields}</translation>
    </message>
    <message>
        <source>Neighbourhoods without a norm in {field}, of which nothing is asked: {n}</source>
        <translation>Buurten zonder norm in {field}, waarvan niets wordt gevraagd: {n}</translation>
    </message>
    <message>
        <source>Neighbourhoods without a norm in {field}, to which the general one applies: {n}</source>
        <translation>Buurten zonder norm in {field}, waarvoor de algemene geldt: {n}</translation>
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
        <source>Neighbourhoods, mostly: polygons, or a table. A row an area.</source>
        <translation>Meestal buurten: vlakken, of een tabel. Een rij per gebied.</translation>
    </message>
    <message>
        <source>Neighbourhoods, the largest change first</source>
        <translation>Buurten, het grootste verschil eerst</translation>
    </message>
    <message>
        <source>Neighbours differ alike from the model ({figures}): something that lies together is not among the covariates.</source>
        <translation>Buren wijken op dezelfde manier van het model af ({figures}): iets wat bij elkaar ligt, zit niet in de verklarende cijfers.</translation>
    </message>
    <message>
        <source>Neighbours differ in opposite ways from the model ({figures}): look at the covariates.</source>
        <translation>Buren wijken tegengesteld van het model af ({figures}): kijk naar de verklarende cijfers.</translation>
    </message>
    <message>
        <source>Neighbours do not differ alike from the model ({figures}).</source>
        <translation>Buren wijken niet op dezelfde manier van het model af ({figures}).</translation>
    </message>
    <message>
        <source>Net, beside the base: a results table does not tell which dwellings they are.</source>
        <translation>Netto, ten opzichte van de basis: een resultatentabel zegt niet welke woningen het zijn.</translation>
    </message>
    <message>
        <source>Network issues</source>
        <translation>Knelpunten in het netwerk</translation>
    </message>
    <message>
        <source>Network of “{layer}”: {lines} {lines:line|lines}, {km} km; {parts} connected {parts:part|parts}, the longest with {share} % of the length.</source>
        <translation>Netwerk van “{layer}”: {lines} {lines:lijn|lijnen}, {km} km; {parts} {parts:samenhangend deel|samenhangende delen}, het langste met {share} % van de lengte.</translation>
    </message>
    <message>
        <source>network,topology,connected,island,gap,near miss,streets</source>
        <translation>netwerk,topologie,samenhang,eiland,gat,bijna-aansluiting,straten</translation>
    </message>
    <message>
        <source>network: over streets; straight: as the crow flies</source>
        <translation>network: over straat; straight: hemelsbreed</translation>
    </message>
    <message>
        <source>networks</source>
        <translation>netwerken</translation>
    </message>
    <message>
        <source>new, hard plan</source>
        <translation>nieuw, hard plan</translation>
    </message>
    <message>
        <source>new, neither hard nor soft</source>
        <translation>nieuw, hard noch zacht</translation>
    </message>
    <message>
        <source>new, soft plan</source>
        <translation>nieuw, zacht plan</translation>
    </message>
    <message>
        <source>new: {share}</source>
        <translation>nieuw: {share}</translation>
    </message>
    <message>
        <source>New: {type}</source>
        <translation>Nieuw: {type}</translation>
    </message>
    <message>
        <source>Nine of ten who reach a facility have one at most this far away.</source>
        <translation>Negen van de tien die een voorziening bereiken, hebben er een op hoogstens deze afstand.</translation>
    </message>
    <message>
        <source>Nine of ten within</source>
        <translation>Negen van de tien binnen</translation>
    </message>
    <message>
        <source>nine tenths of those who reach a facility have at most this</source>
        <translation>negen tiende van wie een voorziening bereikt, heeft hoogstens dit</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nee</translation>
    </message>
    <message>
        <source>No area differs more from the model than chance makes of so many.</source>
        <translation>Geen gebied wijkt meer van het model af dan toeval bij zoveel gebieden.</translation>
    </message>
    <message>
        <source>No area has a sampling variance above 0: check VARIANCE_FIELD.</source>
        <translation>Geen gebied heeft een steekproefvariantie boven 0: controleer VARIANCE_FIELD.</translation>
    </message>
    <message>
        <source>No area is judged on {ids}: none has enough dwellings. MIN_DWELLINGS is {n}; a norm may have a least demand of its own.</source>
        <translation>Geen enkel gebied wordt beoordeeld op {ids}: nergens zijn genoeg woningen. MIN_DWELLINGS is {n}; een norm kan zelf ook een minimum vragen.</translation>
    </message>
    <message>
        <source>No browser opened: open {address} yourself</source>
        <translation>Er ging geen browser open: open {address} zelf</translation>
    </message>
    <message>
        <source>No candidate is on the network: check the layers, or increase MAX_SNAP.</source>
        <translation>Geen kandidaat ligt aan het netwerk: controleer de lagen, of vergroot MAX_SNAP.</translation>
    </message>
    <message>
        <source>No choice is fairer: that is proved.</source>
        <translation>Geen keuze is eerlijker: dat is bewezen.</translation>
    </message>
    <message>
        <source>no difference that stands out</source>
        <translation>geen verschil dat eruit springt</translation>
    </message>
    <message>
        <source>No difference that stands out: “{figure}” is {failed} where it fails, and {met} where it is met (difference, 95 % interval: {low} to {high}).</source>
        <translation>Geen verschil dat eruit springt: “{figure}” is {failed} waar niet wordt voldaan, en {met} waar wel wordt voldaan (verschil, 95 %-interval: {low} tot {high}).</translation>
    </message>
    <message>
        <source>no dwelling</source>
        <translation>geen woning</translation>
    </message>
    <message>
        <source>No dwelling lies in any neighbourhood of “{layer}”: check the layers and their reference systems.</source>
        <translation>Geen woning ligt in een buurt van “{layer}”: controleer de lagen en hun referentiestelsels.</translation>
    </message>
    <message>
        <source>No dwelling lies in any neighbourhood.</source>
        <translation>Er ligt geen woning in een buurt.</translation>
    </message>
    <message>
        <source>No dwelling lies in any neighbourhood: check the layers “{layer}” and “{other}”, and their reference systems.</source>
        <translation>Geen woning ligt in een buurt: controleer de lagen “{layer}” en “{other}”, en hun referentiestelsels.</translation>
    </message>
    <message>
        <source>No dwelling on the network has a weight above 0, so there is nobody to serve: check the layers, and the numbers of dwellings.</source>
        <translation>Geen woning aan het netwerk heeft een gewicht boven 0, dus er is niemand te bedienen: controleer de lagen, en de aantallen woningen.</translation>
    </message>
    <message>
        <source>no dwelling reaches one</source>
        <translation>geen woning bereikt er een</translation>
    </message>
    <message>
        <source>No dwelling that counts lies in any neighbourhood: check the layers.</source>
        <translation>Geen woning die meetelt ligt in een buurt: controleer de lagen.</translation>
    </message>
    <message>
        <source>no dwellings to spread a figure over</source>
        <translation>geen woningen om een cijfer over te verdelen</translation>
    </message>
    <message>
        <source>No ends, crossings or loose parts deserve a look.</source>
        <translation>Geen einden, kruisingen of losse delen verdienen een blik.</translation>
    </message>
    <message>
        <source>no estimate</source>
        <translation>geen schatting</translation>
    </message>
    <message>
        <source>no facility</source>
        <translation>geen voorziening</translation>
    </message>
    <message>
        <source>No facility layer has the field “{field}” of CAPACITY_FIELD; choose another, or leave it empty.</source>
        <translation>Geen laag met voorzieningen heeft het veld “{field}” van CAPACITY_FIELD; kies een ander of laat het leeg.</translation>
    </message>
    <message>
        <source>No facility layer has the field “{field}” of TYPE_FIELD: choose another; “{layer}” has: {fields}.</source>
        <translation>Geen laag met voorzieningen heeft het veld “{field}” van TYPE_FIELD: kies een ander; “{layer}” heeft: {fields}.</translation>
    </message>
    <message>
        <source>No facility layer has the field “{field}” of {input}; choose another, or leave it empty.</source>
        <translation>Geen laag met voorzieningen heeft het veld “{field}” van {input}; kies een ander, of laat het leeg.</translation>
    </message>
    <message>
        <source>No facility of the layer “{layer}” is a polygon, so none has an area: choose the field with the capacity.</source>
        <translation>Geen voorziening van de laag “{layer}” is een vlak, dus geen heeft een oppervlakte: kies het veld met de capaciteit.</translation>
    </message>
    <message>
        <source>No field of the layer “{layer}” holds the neighbourhoods of the dwellings: choose layers of the same run.</source>
        <translation>Geen veld van de laag “{layer}” bevat de buurten van de woningen: kies lagen van dezelfde toetsing.</translation>
    </message>
    <message>
        <source>No field of the layer “{layer}” is known to hold the number of dwellings: fill in COUNT_FIELD.</source>
        <translation>Van geen veld van de laag “{layer}” is bekend dat het het aantal woningen bevat: vul COUNT_FIELD in.</translation>
    </message>
    <message>
        <source>No field with inhabitants: for the benchmark each area weighs the same. Fill in WEIGHT_FIELD unless they are of one size.</source>
        <translation>Geen veld met inwoners: voor het bekende aandeel weegt elk gebied even zwaar. Vul WEIGHT_FIELD in, tenzij ze even groot zijn.</translation>
    </message>
    <message>
        <source>No field with {what}: {n} of the requirements {n:stays|stay} unknown.</source>
        <translation>Geen veld met {what}: {n} van de basiseisen {n:is|zijn} niet te beoordelen.</translation>
    </message>
    <message>
        <source>no figure</source>
        <translation>geen cijfer</translation>
    </message>
    <message>
        <source>No figure is sure enough to steer by alone.</source>
        <translation>Geen cijfer is zeker genoeg om alleen daarop te sturen.</translation>
    </message>
    <message>
        <source>no geometry</source>
        <translation>geen geometrie</translation>
    </message>
    <message>
        <source>No layer of the project holds the type “{type}”, nor does a set that comes with Buurtmaat ask for it: see whether it is written as in the layer.</source>
        <translation>Geen laag van het project heeft de soort “{type}”, en geen set die bij Buurtmaat hoort vraagt erom: kijk of het zo in de laag staat.</translation>
    </message>
    <message>
        <source>No layer with dwellings was chosen.</source>
        <translation>Er is geen laag met woningen gekozen.</translation>
    </message>
    <message>
        <source>No layer with facilities was chosen.</source>
        <translation>Er is geen laag met voorzieningen gekozen.</translation>
    </message>
    <message>
        <source>No layer with neighbourhoods was chosen.</source>
        <translation>Er is geen laag met buurten gekozen.</translation>
    </message>
    <message>
        <source>No layer with streets was chosen.</source>
        <translation>Er is geen laag met straten gekozen.</translation>
    </message>
    <message>
        <source>no layer with the public space</source>
        <translation>geen laag met de openbare ruimte</translation>
    </message>
    <message>
        <source>No legal norm.</source>
        <translation>Geen wettelijke norm.</translation>
    </message>
    <message>
        <source>no line</source>
        <translation>geen lijn</translation>
    </message>
    <message>
        <source>No line is left: check the profile, and whether this is the right layer.</source>
        <translation>Er blijft geen lijn over: controleer het profiel, en of dit de juiste laag is.</translation>
    </message>
    <message>
        <source>no longer there</source>
        <translation>niet meer aanwezig</translation>
    </message>
    <message>
        <source>No neighbourhood could be compared: figures are suppressed, or too few dwellings are there.</source>
        <translation>Geen enkele buurt kon vergeleken worden: cijfers zijn onderdrukt, of er staan te weinig woningen.</translation>
    </message>
    <message>
        <source>No neighbourhood is judged.</source>
        <translation>Geen buurt wordt beoordeeld.</translation>
    </message>
    <message>
        <source>no network for bicycles</source>
        <translation>geen netwerk voor fietsers</translation>
    </message>
    <message>
        <source>No network has the field “{field}” of {input}; choose another, or leave it empty.</source>
        <translation>Geen netwerk heeft het veld “{field}” van {input}; kies een ander, of laat het leeg.</translation>
    </message>
    <message>
        <source>No network has the field “{field}” of {input}; choose one of: {fields}.</source>
        <translation>Geen netwerk heeft het veld “{field}” van {input}; kies een van: {fields}.</translation>
    </message>
    <message>
        <source>no norm for this living environment</source>
        <translation>geen norm voor dit woonmilieu</translation>
    </message>
    <message>
        <source>No norm of this check has a distance to move: its verdicts are on the map, and in the report.</source>
        <translation>Geen norm van deze toetsing heeft een afstand om te verschuiven: de oordelen staan op de kaart en in het rapport.</translation>
    </message>
    <message>
        <source>No norm set was chosen, so the requirements are the examples of the set “{id}”.</source>
        <translation>Er is geen normenset gekozen, dus gelden de voorbeelden uit de set “{id}” als basiseisen.</translation>
    </message>
    <message>
        <source>No plan has a status that PLAN_STATUS asks for: none counts. There are: {statuses}.</source>
        <translation>Geen plan heeft een status waar PLAN_STATUS om vraagt: geen telt mee. Er zijn: {statuses}.</translation>
    </message>
    <message>
        <source>no reference system</source>
        <translation>geen referentiestelsel</translation>
    </message>
    <message>
        <source>No requirement can be asked of a place on a street: choose some that are measured over streets.</source>
        <translation>Geen enkele basiseis geldt voor een plek aan een straat: kies basiseisen die over straten worden gemeten.</translation>
    </message>
    <message>
        <source>No requirement can be asked of a place, since it is not known from where it is within reach: {whys}. Choose other requirements, or give what these lack.</source>
        <translation>Geen basiseis kan van een plek worden gevraagd, want niet bekend is van waar die binnen bereik is: {whys}. Kies andere basiseisen, of geef wat deze missen.</translation>
    </message>
    <message>
        <source>No requirement fails anywhere.</source>
        <translation>Overal wordt aan elke basiseis voldaan.</translation>
    </message>
    <message>
        <source>No requirement was checked.</source>
        <translation>Er is geen basiseis getoetst.</translation>
    </message>
    <message>
        <source>No requirement weighs by people, so that the forecast changes nothing.</source>
        <translation>Geen basiseis weegt naar mensen, zodat de prognose niets verandert.</translation>
    </message>
    <message>
        <source>no rule holds</source>
        <translation>geen regel geldt</translation>
    </message>
    <message>
        <source>No scheduler answers at {address} ({why}): start one, or give the address that it tells.</source>
        <translation>Op {address} antwoordt geen scheduler ({why}): start er een, of geef het adres dat hij noemt.</translation>
    </message>
    <message>
        <source>no share</source>
        <translation>geen aandeel</translation>
    </message>
    <message>
        <source>no source</source>
        <translation>geen bron</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>geen ruimte meer op de schijf</translation>
    </message>
    <message>
        <source>no step before it writes {output}; take what an earlier step writes</source>
        <translation>geen stap ervoor schrijft {output}; neem wat een eerdere stap schrijft</translation>
    </message>
    <message>
        <source>No step has a weight above 0: write steps such as 250:1;500:0.6;1000:0.2.</source>
        <translation>Geen enkele stap heeft een gewicht groter dan 0: schrijf stappen zoals 250:1;500:0,6;1000:0,2.</translation>
    </message>
    <message>
        <source>No step of the recipe writes {output} of Check basic requirements to a file: save one that does.</source>
        <translation>Geen stap van het recept schrijft {output} van Basiseisen toetsen naar een bestand: bewaar een recept dat dat doet.</translation>
    </message>
    <message>
        <source>No stop of the timetable lies in the area: choose another archive, or another AREA.</source>
        <translation>Geen halte van de dienstregeling ligt in het gebied: kies een ander archief, of een andere AREA.</translation>
    </message>
    <message>
        <source>no street</source>
        <translation>geen straat</translation>
    </message>
    <message>
        <source>No street has a one-way value: all go both ways.</source>
        <translation>Geen straat heeft een eenrichtingswaarde: alle gaan beide kanten op.</translation>
    </message>
    <message>
        <source>No street is left outside BARRIERS: check that layer, and PASS_FIELDS, which let lines pass it.</source>
        <translation>Buiten BARRIERS blijft geen straat over: controleer die laag, en PASS_FIELDS, waarmee lijnen erlangs mogen.</translation>
    </message>
    <message>
        <source>no streets</source>
        <translation>geen straten</translation>
    </message>
    <message>
        <source>no such field</source>
        <translation>geen veld</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>bestand of map bestaat niet</translation>
    </message>
    <message>
        <source>no target</source>
        <translation>geen streefaandeel</translation>
    </message>
    <message>
        <source>No threshold that was measured meets the target of {target}.</source>
        <translation>Geen gemeten drempelwaarde haalt het streefaandeel van {target}.</translation>
    </message>
    <message>
        <source>No threshold within what was measured brings {target} within reach.</source>
        <translation>Geen enkele drempelwaarde binnen wat gemeten is, brengt {target} binnen bereik.</translation>
    </message>
    <message>
        <source>No trip runs on {day}; the timetable is of {first} to {last}: choose another DAY.</source>
        <translation>Op {day} rijdt geen rit; de dienstregeling is van {first} tot en met {last}: kies een andere DAY.</translation>
    </message>
    <message>
        <source>No type in “{layer}”, since no column that could tell it is filled: {n} {n:feature|features}</source>
        <translation>Geen soort in “{layer}”, omdat geen kolom gevuld is die het kan zeggen: {n} {n:object|objecten}</translation>
    </message>
    <message>
        <source>No type in “{layer}”: {n} {n:feature|features}; the most frequent: {values}</source>
        <translation>Geen soort in “{layer}”: {n} {n:object|objecten}; het vaakst: {values}</translation>
    </message>
    <message>
        <source>no verdict</source>
        <translation>geen oordeel</translation>
    </message>
    <message>
        <source>No verdict is asked.</source>
        <translation>Er wordt geen oordeel gevraagd.</translation>
    </message>
    <message>
        <source>No verdict is asked: the requirements have no target.</source>
        <translation>Er is geen oordeel gevraagd: de basiseisen hebben geen streefaandeel.</translation>
    </message>
    <message>
        <source>no verdict turned</source>
        <translation>geen oordeel sloeg om</translation>
    </message>
    <message>
        <source>No verdict without a target, only figures: {ids}</source>
        <translation>Geen oordeel zonder streefaandeel, alleen cijfers: {ids}</translation>
    </message>
    <message>
        <source>No verdict: there are too few dwellings, or it does not apply.</source>
        <translation>Geen oordeel: er zijn te weinig woningen, of de basiseis geldt niet.</translation>
    </message>
    <message>
        <source>No verdict: there are too few dwellings.</source>
        <translation>Geen oordeel: er zijn te weinig woningen.</translation>
    </message>
    <message>
        <source>No way is known from the reference system {crs} to {other}: set the right one in the properties of the layer.</source>
        <translation>Er is geen omrekening bekend van het referentiestelsel {crs} naar {other}: stel het juiste in bij de eigenschappen van de laag.</translation>
    </message>
    <message>
        <source>no way leads there</source>
        <translation>geen weg erheen</translation>
    </message>
    <message>
        <source>No worker is left: start one and it goes on, or stop with Ctrl+C.</source>
        <translation>Er is geen worker over: start er een en het gaat verder, of stop met Ctrl+C.</translation>
    </message>
    <message>
        <source>No {what}: {n} of the requirements {n:stays|stay} unknown.</source>
        <translation>Geen {what}: {n} van de basiseisen {n:is|zijn} niet te beoordelen.</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>nobody lives there</source>
        <translation>niemand woont er</translation>
    </message>
    <message>
        <source>nobody within reach</source>
        <translation>niemand binnen bereik</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knopen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>geen</translation>
    </message>
    <message>
        <source>none (2SFCA)</source>
        <translation>geen (2SFCA)</translation>
    </message>
    <message>
        <source>none can be judged</source>
        <translation>geen te beoordelen</translation>
    </message>
    <message>
        <source>none chosen</source>
        <translation>geen gekozen</translation>
    </message>
    <message>
        <source>None is chosen: this step is left out.</source>
        <translation>Er is niets gekozen: deze stap vervalt.</translation>
    </message>
    <message>
        <source>None is chosen: without them no dwellings can be prepared.</source>
        <translation>Er is niets gekozen: zonder buurten kunnen geen woningen voorbereid worden.</translation>
    </message>
    <message>
        <source>None is chosen: “{layer}” is used as it is.</source>
        <translation>Er is niets gekozen: “{layer}” wordt gebruikt zoals het is.</translation>
    </message>
    <message>
        <source>None of the codes in {field}, such as {code}, is that of a neighbourhood, such as {other}: are they of another year? Where the dwellings lie decides.</source>
        <translation>Geen van de codes in {field}, zoals {code}, is die van een buurt, zoals {other}: zijn ze van een ander jaar? Waar de woningen liggen beslist.</translation>
    </message>
    <message>
        <source>none of the datasets is of the part {part}</source>
        <translation>geen van de datasets is van het onderdeel {part}</translation>
    </message>
    <message>
        <source>None of the {n} features of the layer “{layer}” is selected: select some, or switch off “Selected features only”.</source>
        <translation>Geen van de {n} objecten van de laag “{layer}” is geselecteerd: selecteer er enkele of zet “Alleen geselecteerde objecten” uit.</translation>
    </message>
    <message>
        <source>None of the {n} neighbourhoods meets all requirements.</source>
        <translation>In geen van de {n} buurten wordt aan alle basiseisen voldaan.</translation>
    </message>
    <message>
        <source>None of the {n} neighbourhoods meets all requirements; {area} meets the most: {k} of {m}.</source>
        <translation>In geen van de {n} buurten wordt aan alle basiseisen voldaan; {area} haalt de meeste: {k} van {m}.</translation>
    </message>
    <message>
        <source>none of {all} can be judged</source>
        <translation>geen van {all} te beoordelen</translation>
    </message>
    <message>
        <source>None of {all} {all:area|areas} can be judged.</source>
        <translation>Van {all} {all:gebied|gebieden} is er geen te beoordelen.</translation>
    </message>
    <message>
        <source>None of {all} {all:neighbourhood|neighbourhoods} can be judged.</source>
        <translation>Van {all} {all:buurt|buurten} is er geen te beoordelen.</translation>
    </message>
    <message>
        <source>None of {all} {all:requirement|requirements} can be judged.</source>
        <translation>Van {all} {all:basiseis|basiseisen} is er geen te beoordelen.</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>nog geen</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>Norm</translation>
    </message>
    <message>
        <source>norm</source>
        <translation>norm</translation>
    </message>
    <message>
        <source>Norm file</source>
        <translation>Normbestand</translation>
    </message>
    <message>
        <source>Norm file {path}</source>
        <translation>Normbestand {path}</translation>
    </message>
    <message>
        <source>Norm file {path} is not a file; take it out of the folder.</source>
        <translation>Normbestand {path} is geen bestand; haal het uit de map.</translation>
    </message>
    <message>
        <source>Norm set</source>
        <translation>Normenset</translation>
    </message>
    <message>
        <source>norm set</source>
        <translation>normenset</translation>
    </message>
    <message>
        <source>Norm set {id}, version {version}, {state}.</source>
        <translation>Normenset {id}, versie {version}, {state}.</translation>
    </message>
    <message>
        <source>Norm set {number} of the project</source>
        <translation>Normenset {number} van het project</translation>
    </message>
    <message>
        <source>Norm set {set}</source>
        <translation>Normenset {set}</translation>
    </message>
    <message>
        <source>Norm set {set} cannot be read: choose another.</source>
        <translation>Normenset {set} is niet te lezen: kies een andere.</translation>
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
        <source>Norm set “{title}” ({id}, version {version}, {state}): {n} {n:requirement|requirements}.</source>
        <translation>Normenset “{title}” ({id}, versie {version}, {state}): {n} {n:basiseis|basiseisen}.</translation>
    </message>
    <message>
        <source>Norm set “{title}”, version {version}</source>
        <translation>Normenset “{title}”, versie {version}</translation>
    </message>
    <message>
        <source>Norm sets</source>
        <translation>Normensets</translation>
    </message>
    <message>
        <source>Norm sets (*.json)</source>
        <translation>Normensets (*.json)</translation>
    </message>
    <message>
        <source>Norm, with 10 % less and more</source>
        <translation>Norm, met 10 % strenger en ruimer</translation>
    </message>
    <message>
        <source>norm: {norm}</source>
        <translation>norm: {norm}</translation>
    </message>
    <message>
        <source>Norms</source>
        <translation>Normen</translation>
    </message>
    <message>
        <source>norms</source>
        <translation>normen</translation>
    </message>
    <message>
        <source>Norms may differ by it.</source>
        <translation>Normen kunnen ernaar verschillen.</translation>
    </message>
    <message>
        <source>Norms of the last run</source>
        <translation>Normen van de vorige keer</translation>
    </message>
    <message>
        <source>Norms, by living environment</source>
        <translation>Normen, naar woonmilieu</translation>
    </message>
    <message>
        <source>north</source>
        <translation>noorden</translation>
    </message>
    <message>
        <source>North is up</source>
        <translation>Het noorden is boven</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>dit is geen map</translation>
    </message>
    <message>
        <source>Not added, as QGIS finds no vector layer there: {files}.</source>
        <translation>Niet toegevoegd, want QGIS vindt er geen vectorlaag in: {files}.</translation>
    </message>
    <message>
        <source>Not added, as they cannot be read: {files}.</source>
        <translation>Niet toegevoegd, want niet te lezen: {files}.</translation>
    </message>
    <message>
        <source>Not all facilities of the run are layers of the project: add them and choose them.</source>
        <translation>Niet alle voorzieningen van de toetsing zijn lagen van het project: voeg ze toe en kies ze.</translation>
    </message>
    <message>
        <source>not allowed</source>
        <translation>verboden toegang</translation>
    </message>
    <message>
        <source>not applicable</source>
        <translation>niet van toepassing</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>niet gevraagd</translation>
    </message>
    <message>
        <source>not asked for by any requirement</source>
        <translation>door geen enkele basiseis gevraagd</translation>
    </message>
    <message>
        <source>not asked of it</source>
        <translation>niet van toepassing op deze woning</translation>
    </message>
    <message>
        <source>not asked on the first day</source>
        <translation>op de eerste dag niet gevraagd</translation>
    </message>
    <message>
        <source>not asked on the second day</source>
        <translation>op de tweede dag niet gevraagd</translation>
    </message>
    <message>
        <source>not comparable with before</source>
        <translation>niet te vergelijken met daarvoor</translation>
    </message>
    <message>
        <source>Not comparable, or changed</source>
        <translation>Niet te vergelijken, of veranderd</translation>
    </message>
    <message>
        <source>Not compared with Statistics Netherlands: no requirement is measured over streets on foot.</source>
        <translation>Niet vergeleken met het CBS: geen enkele basiseis wordt te voet over straten gemeten.</translation>
    </message>
    <message>
        <source>Not compared, since</source>
        <translation>Niet vergeleken, want</translation>
    </message>
    <message>
        <source>not connected to it</source>
        <translation>daarmee niet verbonden</translation>
    </message>
    <message>
        <source>not for wheelchairs</source>
        <translation>niet voor rolstoelen</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>niet gegeven</translation>
    </message>
    <message>
        <source>Not higher</source>
        <translation>Niet hoger</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Onbekend</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>niet bekend</translation>
    </message>
    <message>
        <source>not known, or nothing required</source>
        <translation>onbekend, of niets nodig</translation>
    </message>
    <message>
        <source>Not known: the path asks {now} by then, and what is not known could turn it.</source>
        <translation>Niet bekend: het pad vraagt {now} op dat moment, en wat niet bekend is kan de doorslag geven.</translation>
    </message>
    <message>
        <source>Not met</source>
        <translation>Niet</translation>
    </message>
    <message>
        <source>not published</source>
        <translation>niet gepubliceerd</translation>
    </message>
    <message>
        <source>not there the day before</source>
        <translation>er was de vorige dag geen rij</translation>
    </message>
    <message>
        <source>Not used, since DIRECTION_FIELD is empty: {inputs}. All streets go both ways; choose the field that has these values.</source>
        <translation>Niet gebruikt, omdat DIRECTION_FIELD leeg is: {inputs}. Alle straten gaan beide kanten op; kies het veld met deze waarden.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Toelichting</translation>
    </message>
    <message>
        <source>note</source>
        <translation>toelichting</translation>
    </message>
    <message>
        <source>Note in Dutch</source>
        <translation>Toelichting in het Nederlands</translation>
    </message>
    <message>
        <source>Note in English</source>
        <translation>Toelichting in het Engels</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Noten</translation>
    </message>
    <message>
        <source>nothing asked</source>
        <translation>niets gevraagd</translation>
    </message>
    <message>
        <source>nothing asked of it</source>
        <translation>er wordt niets gevraagd</translation>
    </message>
    <message>
        <source>nothing changed it</source>
        <translation>niets veranderde het</translation>
    </message>
    <message>
        <source>Nothing changes: no dwelling gains or loses, no verdict turns.</source>
        <translation>Er verandert niets: geen woning komt erbij of valt af, geen oordeel slaat om.</translation>
    </message>
    <message>
        <source>Nothing deserves a second look.</source>
        <translation>Niets hoeft nog bekeken te worden.</translation>
    </message>
    <message>
        <source>Nothing differs from what the recipe recorded.</source>
        <translation>Niets wijkt af van wat het recept vastlegde.</translation>
    </message>
    <message>
        <source>Nothing in the layers has a type; the most frequent values are: {values}. Say in MAPPING which field and value is which type, or choose other layers.</source>
        <translation>Niets in de lagen heeft een soort; de meest voorkomende waarden zijn: {values}. Zeg in MAPPING welk veld met welke waarde welke soort is, of kies andere lagen.</translation>
    </message>
    <message>
        <source>Nothing is asked</source>
        <translation>Er wordt niets gevraagd</translation>
    </message>
    <message>
        <source>Nothing is asked for: choose a file for the report.</source>
        <translation>Er wordt niets gevraagd: kies een bestand voor het rapport.</translation>
    </message>
    <message>
        <source>Nothing is judged here.</source>
        <translation>Hier wordt niets getoetst.</translation>
    </message>
    <message>
        <source>nothing left</source>
        <translation>niets over</translation>
    </message>
    <message>
        <source>Nothing of the layer {layer} lies in it or up to {m} m around it: add what is there, or take a larger --margin.</source>
        <translation>Van de laag {layer} ligt er niets in of tot {m} m eromheen: voeg toe wat er is, of kies een grotere --margin.</translation>
    </message>
    <message>
        <source>Nothing of the layer {layer} lies in it.</source>
        <translation>Van de laag {layer} ligt er niets in.</translation>
    </message>
    <message>
        <source>Nothing of {table} has the id that it had in the earlier fetch: is that of another area or year?</source>
        <translation>Niets van {table} heeft het id dat het in de eerdere gegevens had: zijn die van een ander gebied of jaar?</translation>
    </message>
    <message>
        <source>Nothing to compare with: the neighbourhoods have no average distances of Statistics Netherlands, such as huisartsenpraktijk_gemiddelde_afstand_in_km.</source>
        <translation>Niets om mee te vergelijken: de buurten hebben geen gemiddelde afstanden van het CBS, zoals huisartsenpraktijk_gemiddelde_afstand_in_km.</translation>
    </message>
    <message>
        <source>Nothing to correct.</source>
        <translation>Niets te verbeteren.</translation>
    </message>
    <message>
        <source>Nothing was checked yet.</source>
        <translation>Er is nog niets getoetst.</translation>
    </message>
    <message>
        <source>Nothing was run, since not every worker at {address} can. Put right what stands behind each, or end it:
{workers}</source>
        <translation>Er is niets uitgevoerd, omdat niet elke worker van {address} dat kan. Verhelp wat achter elk staat, of beëindig die worker:
{workers}</translation>
    </message>
    <message>
        <source>Nothing, by these requirements.</source>
        <translation>Niets, volgens deze basiseisen.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Nu</translation>
    </message>
    <message>
        <source>Now falls short too</source>
        <translation>Schiet nu ook tekort</translation>
    </message>
    <message>
        <source>Nowhere is more missing than the target allows.</source>
        <translation>Nergens ontbreekt meer dan het streefaandeel toelaat.</translation>
    </message>
    <message>
        <source>number</source>
        <translation>aantal</translation>
    </message>
    <message>
        <source>number not known</source>
        <translation>aantal onbekend</translation>
    </message>
    <message>
        <source>Number of facilities for each dwelling</source>
        <translation>Aantal voorzieningen per woning</translation>
    </message>
    <message>
        <source>Number of places P</source>
        <translation>Aantal plekken P</translation>
    </message>
    <message>
        <source>number or area per dwelling</source>
        <translation>aantal of oppervlak per woning</translation>
    </message>
    <message>
        <source>number present</source>
        <translation>aantal aanwezig</translation>
    </message>
    <message>
        <source>number within</source>
        <translation>aantal binnen</translation>
    </message>
    <message>
        <source>nursing home</source>
        <translation>verpleeghuis</translation>
    </message>
    <message>
        <source>object {number}</source>
        <translation>object {number}</translation>
    </message>
    <message>
        <source>object {number} is for {id} too; keep one of them</source>
        <translation>object {number} is ook voor {id}; houd er één</translation>
    </message>
    <message>
        <source>object {number} {id}</source>
        <translation>object {number} {id}</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>Doel</translation>
    </message>
    <message>
        <source>objects and lists are nested more than {most} deep, which no {kind} is; choose another file</source>
        <translation>objecten en lijsten liggen meer dan {most} niveaus diep in elkaar, en dat heeft geen {kind}; kies een ander bestand</translation>
    </message>
    <message>
        <source>of</source>
        <translation>van</translation>
    </message>
    <message>
        <source>of a rate: for each such number of the weight</source>
        <translation>van een norm per aantal: per zoveel van het gewicht</translation>
    </message>
    <message>
        <source>Of all together: what each cause did on average over all orders in which they could have come. They add up to the change. Points are of a hundred.</source>
        <translation>Van alles samen: wat elke oorzaak deed, gemiddeld over alle volgordes waarin ze konden komen. Samen zijn ze de verandering. Punten zijn procentpunten.</translation>
    </message>
    <message>
        <source>Of another {n} {weight} it is not known.</source>
        <translation>Van nog {n} {weight} is het niet bekend.</translation>
    </message>
    <message>
        <source>Of each neighbourhood its share or figure, and whether it meets the requirement.</source>
        <translation>Van elke buurt het aandeel of het cijfer, en of die aan de basiseis voldoet.</translation>
    </message>
    <message>
        <source>Of few respondents chance makes much: read the interval, not the figure alone. Dashed and faded figures are too uncertain to use.</source>
        <translation>Bij weinig antwoorden doet het toeval veel: lees het interval, niet alleen het cijfer. Gestippelde en vale cijfers zijn te onzeker om te gebruiken.</translation>
    </message>
    <message>
        <source>Of groups that are published, in no dwelling, since nothing has room for them or institutions count them: {list}; RECONCILIATION_GROUPS has where.</source>
        <translation>Van gepubliceerde groepen in geen woning, omdat er geen plaats voor is of instellingen hen tellen: {list}; in RECONCILIATION_GROUPS staat waar.</translation>
    </message>
    <message>
        <source>Of municipalities</source>
        <translation>Van gemeenten</translation>
    </message>
    <message>
        <source>Of none of the {n} neighbourhoods is it known whether it meets all requirements.</source>
        <translation>Van geen van de {n} buurten is te beoordelen of zij aan alle basiseisen voldoet.</translation>
    </message>
    <message>
        <source>Of none of {n} {n:neighbourhood|neighbourhoods} is it known whether it has too little.</source>
        <translation>Van {n} {n:buurt|buurten} is van geen te beoordelen of zij te weinig heeft.</translation>
    </message>
    <message>
        <source>Of several years the last counts.</source>
        <translation>Van meer jaren telt het laatste.</translation>
    </message>
    <message>
        <source>Of the dwellings of which all is known, {share} have everything that is asked of them.</source>
        <translation>Van de woningen waarvan alles bekend is, heeft {share} alles wat ervoor wordt gevraagd.</translation>
    </message>
    <message>
        <source>Of the dwellings of which it is known, those that have all that is asked of them; cut off.</source>
        <translation>Van de woningen waarvan het bekend is, die met alles wat ervoor gevraagd wordt; naar beneden afgekapt.</translation>
    </message>
    <message>
        <source>Of the facility layers that have it: a year or a date; NULL is open already.</source>
        <translation>Van de lagen met voorzieningen die het hebben: een jaar of datum; NULL is al open.</translation>
    </message>
    <message>
        <source>Of the facility layers that have it: the last year in which it is open; NULL stays open.</source>
        <translation>Van de lagen met voorzieningen die het hebben: het laatste jaar waarin zij open is; NULL blijft open.</translation>
    </message>
    <message>
        <source>Of the layer “{layer}” {n} of {all} {all:row|rows} {n:lacks|lack} a status, a use, a number or a place: the result is too low; check how the layer was made.</source>
        <translation>Van de laag “{layer}” {n:mist|missen} {n} van {all} {all:rij|rijen} een status, een gebruiksdoel, een aantal of een plaats: de uitkomst is te laag; ga na hoe de laag is gemaakt.</translation>
    </message>
    <message>
        <source>Of the neighbourhoods and their figures. Left empty: the year that the file of services says.</source>
        <translation>Van de buurten en hun cijfers. Leeg: het jaar dat in het bestand met diensten staat.</translation>
    </message>
    <message>
        <source>Of the neighbourhoods: the table of groups says whether distances fall on the poor.</source>
        <translation>Van de buurten: de tabel met groepen zegt of afstanden vooral op de armen drukken.</translation>
    </message>
    <message>
        <source>of the part {part} it needs {key}</source>
        <translation>van het onderdeel {part} is {key} nodig</translation>
    </message>
    <message>
        <source>Of the rule below the title, of headings and links, such as #0f6f7c. It is made darker where text in it could not be read.</source>
        <translation>Van de lijn onder de titel, van koppen en links, zoals #0f6f7c. De kleur wordt donkerder waar tekst anders niet leesbaar is.</translation>
    </message>
    <message>
        <source>Of the share or rate between the two days; the causes add up to it.</source>
        <translation>Van het aandeel of de verhouding tussen de twee dagen; de oorzaken zijn samen dit.</translation>
    </message>
    <message>
        <source>Of the source.</source>
        <translation>Van de bron.</translation>
    </message>
    <message>
        <source>of the threshold</source>
        <translation>van de drempelwaarde</translation>
    </message>
    <message>
        <source>Of the threshold: m, min, number, m2 or share.</source>
        <translation>Van de drempelwaarde: m, min, number (aantal), m2 of share (aandeel).</translation>
    </message>
    <message>
        <source>Of the two means. It says nothing of causes.</source>
        <translation>Van de twee gemiddelden. Het zegt niets over oorzaken.</translation>
    </message>
    <message>
        <source>Of which not known</source>
        <translation>Waarvan onbekend</translation>
    </message>
    <message>
        <source>Of {day}, neighbourhoods whose border changed, counted by shares of dwellings and without a verdict: {n} ({ids})</source>
        <translation>Van {day} de buurten waarvan de grens veranderde, geteld naar aandelen van de woningen en zonder oordeel: {n} ({ids})</translation>
    </message>
    <message>
        <source>Of {m} neighbourhoods the {lines} largest are drawn, and {rows} listed; the series has all.</source>
        <translation>Van {m} buurten zijn de {lines} grootste getekend en {rows} genoemd; de reeks heeft ze alle.</translation>
    </message>
    <message>
        <source>Of {n} comparisons, about one in twenty stands out by chance alone.</source>
        <translation>Van {n} vergelijkingen springt ongeveer één op de twintig er alleen door toeval uit.</translation>
    </message>
    <message>
        <source>Of {n} {n:dwelling|dwellings} it is not known.</source>
        <translation>Van {n} {n:woning|woningen} is dat niet bekend.</translation>
    </message>
    <message>
        <source>Of {n} {weight} it is not known.</source>
        <translation>Van {n} {weight} is het niet bekend.</translation>
    </message>
    <message>
        <source>Off for a mean, such as a mark or an income; it then needs the sampling variance.</source>
        <translation>Uit voor een gemiddelde, zoals een rapportcijfer of inkomen; dan is de steekproefvariantie nodig.</translation>
    </message>
    <message>
        <source>off the network</source>
        <translation>buiten het netwerk</translation>
    </message>
    <message>
        <source>Off the streets by (m)</source>
        <translation>Afstand tot de straten (m)</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>on course</source>
        <translation>op koers</translation>
    </message>
    <message>
        <source>On course: the path asks {now} by then, and {end} in {year}.</source>
        <translation>Op koers: het pad vraagt {now} op dat moment, en {end} in {year}.</translation>
    </message>
    <message>
        <source>On either side; polygons are made of it.</source>
        <translation>Aan weerszijden; vlakken bestaan daaruit.</translation>
    </message>
    <message>
        <source>on foot</source>
        <translation>lopend</translation>
    </message>
    <message>
        <source>On foot OpenStreetMap is the better one: the footpaths of the national road file are incomplete.</source>
        <translation>Te voet is OpenStreetMap beter: de voetpaden van het Nationaal Wegenbestand zijn onvolledig.</translation>
    </message>
    <message>
        <source>on foot, over 65</source>
        <translation>te voet, 65-plus</translation>
    </message>
    <message>
        <source>On one-way streets: from the dwelling to the facility, or, switched off, the other way.</source>
        <translation>In eenrichtingsstraten: van de woning naar de voorziening, of, als dit uit staat, andersom.</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>Op de kaart</translation>
    </message>
    <message>
        <source>On the map: its ways.</source>
        <translation>Op de kaart: de routes vanaf deze woning.</translation>
    </message>
    <message>
        <source>On the map: of each requirement the way of the dwelling that has it worst.</source>
        <translation>Op de kaart: per basiseis de route van de woning die het slechtst af is.</translation>
    </message>
    <message>
        <source>On the map: the way of the dwelling that has it worst.</source>
        <translation>Op de kaart: de route van de woning die het slechtst af is.</translation>
    </message>
    <message>
        <source>On the path</source>
        <translation>Op het pad</translation>
    </message>
    <message>
        <source>on the path to the target: {told}</source>
        <translation>op het pad naar het streefaandeel: {told}</translation>
    </message>
    <message>
        <source>On the path: {told}.</source>
        <translation>Op het pad: {told}.</translation>
    </message>
    <message>
        <source>One facility counts for all that reach it: what there is does not add up.</source>
        <translation>Eén voorziening telt voor allen die haar bereiken: wat er is, telt niet op.</translation>
    </message>
    <message>
        <source>One facility serves from</source>
        <translation>Eén voorziening bedient vanaf</translation>
    </message>
    <message>
        <source>One facility serves to</source>
        <translation>Eén voorziening bedient tot</translation>
    </message>
    <message>
        <source>One facility serves up to {high} {weight}.</source>
        <translation>Eén voorziening bedient hooguit {high} {weight}.</translation>
    </message>
    <message>
        <source>One facility serves {low} to {high} {weight}.</source>
        <translation>Eén voorziening bedient {low} tot {high} {weight}.</translation>
    </message>
    <message>
        <source>One facility serves {low} {weight} or more.</source>
        <translation>Eén voorziening bedient {low} {weight} of meer.</translation>
    </message>
    <message>
        <source>One facility serves {low} {weight}.</source>
        <translation>Eén voorziening bedient {low} {weight}.</translation>
    </message>
    <message>
        <source>One neighbourhood each</source>
        <translation>Elke lijn is één buurt</translation>
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
        <source>One page for all, a sheet for each neighbourhood, a text and a spreadsheet.</source>
        <translation>Eén bladzijde voor het geheel, een blad per buurt, een tekst en een rekenblad.</translation>
    </message>
    <message>
        <source>One row for each requirement: id, facility (a|b for either), indicator (distance, count, rate or another kind of norm), threshold, unit (m, min, number, m2, share), minimum, per, metric (network, straight), mode (walk, walk_65, rollator, cycle), weight (dwellings or a field) and target (a share, 0.95). With a set or file, a row changes the requirement with its id, an empty cell inherits and - clears. Scripts may give a JSON list of objects with any key of a norm file instead.</source>
        <translation>Een rij per basiseis: id, facility (voorziening; a|b voor een van beide), indicator (distance, count, rate of een andere soort norm), threshold (drempelwaarde), unit (eenheid: m, min, number, m2, share), minimum, per, metric (network, straight), mode (walk, walk_65, rollator, cycle), weight (dwellings of een veld) en target (streefaandeel, 0.95). Bij een normenset of normbestand wijzigt een rij de basiseis met die id; een lege cel neemt over en - maakt leeg. Scripts mogen in plaats daarvan een JSON-lijst van objecten geven, met elke sleutel van een normbestand.</translation>
    </message>
    <message>
        <source>One serves, from - to</source>
        <translation>Eén bedient, van - tot</translation>
    </message>
    <message>
        <source>one-person household</source>
        <translation>eenpersoonshuishouden</translation>
    </message>
    <message>
        <source>One-person households</source>
        <translation>Eenpersoonshuishoudens</translation>
    </message>
    <message>
        <source>one-person households</source>
        <translation>eenpersoonshuishoudens</translation>
    </message>
    <message>
        <source>One-way streets</source>
        <translation>Eenrichtingsstraten</translation>
    </message>
    <message>
        <source>only a WFS is asked in GML</source>
        <translation>alleen een WFS wordt in GML gevraagd</translation>
    </message>
    <message>
        <source>only in the first</source>
        <translation>alleen in de eerste</translation>
    </message>
    <message>
        <source>only in the second</source>
        <translation>alleen in de tweede</translation>
    </message>
    <message>
        <source>Only needed where the columns suit more than one kind.</source>
        <translation>Alleen nodig als de kolommen bij meer dan één soort passen.</translation>
    </message>
    <message>
        <source>only some of its features are asked for</source>
        <translation>maar een deel van de objecten wordt gevraagd</translation>
    </message>
    <message>
        <source>Only those that fail something</source>
        <translation>Alleen buurten die ergens niet aan voldoen</translation>
    </message>
    <message>
        <source>only {places} can be put in</source>
        <translation>alleen {places} kunnen worden ingevuld</translation>
    </message>
    <message>
        <source>op must be {choices}, not {value}</source>
        <translation>op moet {choices} zijn, niet {value}</translation>
    </message>
    <message>
        <source>Open in an evening (1) or not (0)</source>
        <translation>'s Avonds open (1) of niet (0)</translation>
    </message>
    <message>
        <source>Open in the weekend (1) or not (0)</source>
        <translation>In het weekend open (1) of niet (0)</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Openen</translation>
    </message>
    <message>
        <source>Open the &amp;sample town</source>
        <translation>&amp;Voorbeeldstad openen</translation>
    </message>
    <message>
        <source>Open the last report</source>
        <translation>Laatste rapport openen</translation>
    </message>
    <message>
        <source>Open the report of this run, or make one</source>
        <translation>Open het rapport van deze berekening, of maak er een</translation>
    </message>
    <message>
        <source>Open to everybody (1) or not (0)</source>
        <translation>Voor iedereen toegankelijk (1) of niet (0)</translation>
    </message>
    <message>
        <source>Open, hours a week</source>
        <translation>Open, uren per week</translation>
    </message>
    <message>
        <source>Opening hours not read</source>
        <translation>Niet gelezen openingstijden</translation>
    </message>
    <message>
        <source>Opening hours that are not read, since {reason}: {n}. For example: {values}</source>
        <translation>Openingstijden die niet zijn gelezen, want {reason}: {n}. Bijvoorbeeld: {values}</translation>
    </message>
    <message>
        <source>Opening hours: {n} of {all} {all:facility|facilities} {n:has|have} them, and of {read} an ordinary week is known.</source>
        <translation>Openingstijden: {n} van {all} {all:voorziening|voorzieningen} {n:heeft|hebben} ze, en van {read} is een gewone week bekend.</translation>
    </message>
    <message>
        <source>OpenStreetMap</source>
        <translation>OpenStreetMap</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>niet toegestaan</translation>
    </message>
    <message>
        <source>or</source>
        <translation>of</translation>
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
        <source>osm,openstreetmap,geofabrik,nwb,roads,streets,footpaths,cycle,wheelchair,access,bridge,ferry,clean</source>
        <translation>osm,openstreetmap,geofabrik,nwb,wegen,straten,voetpaden,fiets,rolstoel,toegang,brug,veer,veerpont,opschonen</translation>
    </message>
    <message>
        <source>osm,openstreetmap,geofabrik,poi,amenity,facilities,types,mapping,duplicates,merge,playground,clean</source>
        <translation>osm,openstreetmap,geofabrik,poi,amenity,voorzieningen,types,vertaaltabel,dubbele,samenvoegen,speelplek,opschonen</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Overig</translation>
    </message>
    <message>
        <source>Other conditions</source>
        <translation>Overige voorwaarden</translation>
    </message>
    <message>
        <source>other facility</source>
        <translation>andere voorziening</translation>
    </message>
    <message>
        <source>Other layers</source>
        <translation>Andere lagen</translation>
    </message>
    <message>
        <source>Other na&amp;mes of fields</source>
        <translation>Andere veldna&amp;men</translation>
    </message>
    <message>
        <source>Other names of fields</source>
        <translation>Andere namen van velden</translation>
    </message>
    <message>
        <source>other neighbourhoods</source>
        <translation>andere buurten</translation>
    </message>
    <message>
        <source>other order</source>
        <translation>andere volgorde</translation>
    </message>
    <message>
        <source>other stop</source>
        <translation>andere halte</translation>
    </message>
    <message>
        <source>Other thresholds in some living environments; elsewhere the threshold holds.</source>
        <translation>Andere drempelwaarden in sommige woonmilieus; elders geldt de drempelwaarde.</translation>
    </message>
    <message>
        <source>Others of this living environment</source>
        <translation>Andere van dit woonmilieu</translation>
    </message>
    <message>
        <source>Our average by dwellings (m)</source>
        <translation>Ons gemiddelde naar woningen (m)</translation>
    </message>
    <message>
        <source>Our average by inhabitants (m)</source>
        <translation>Ons gemiddelde naar inwoners (m)</translation>
    </message>
    <message>
        <source>Our average distance on foot, weighted by dwellings.</source>
        <translation>Onze gemiddelde loopafstand, gewogen naar woningen.</translation>
    </message>
    <message>
        <source>Our average distance on foot, weighted by inhabitants.</source>
        <translation>Onze gemiddelde loopafstand, gewogen naar inwoners.</translation>
    </message>
    <message>
        <source>Ours</source>
        <translation>Van ons</translation>
    </message>
    <message>
        <source>Ours (km)</source>
        <translation>Van ons (km)</translation>
    </message>
    <message>
        <source>Ours less published</source>
        <translation>Onze min gepubliceerde</translation>
    </message>
    <message>
        <source>Ours less published (m)</source>
        <translation>Ons min gepubliceerd (m)</translation>
    </message>
    <message>
        <source>Ours, by dwellings</source>
        <translation>Onze, per woning</translation>
    </message>
    <message>
        <source>Ours, by inhabitants</source>
        <translation>Onze, per inwoner</translation>
    </message>
    <message>
        <source>out of use</source>
        <translation>buiten gebruik</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Uitkomst</translation>
    </message>
    <message>
        <source>outdoors</source>
        <translation>buiten</translation>
    </message>
    <message>
        <source>Outdoors (1) or not (0)</source>
        <translation>Buiten (1) of niet (0)</translation>
    </message>
    <message>
        <source>OUTPUT is the earlier fetch, {path}: choose another place, so that both are there.</source>
        <translation>OUTPUT is de eerdere ophaling, {path}: kies een andere plaats, zodat ze er allebei zijn.</translation>
    </message>
    <message>
        <source>Outside</source>
        <translation>Buiten</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>erbuiten</translation>
    </message>
    <message>
        <source>Outside all neighbourhoods</source>
        <translation>Buiten alle buurten</translation>
    </message>
    <message>
        <source>outside all neighbourhoods</source>
        <translation>buiten alle buurten</translation>
    </message>
    <message>
        <source>Outside all neighbourhoods: {dwellings} {dwellings:dwelling|dwellings}, {n} {n:facility|facilities}, capacity {capacity}.</source>
        <translation>Buiten alle buurten: {dwellings} {dwellings:woning|woningen}, {n} {n:voorziening|voorzieningen}, capaciteit {capacity}.</translation>
    </message>
    <message>
        <source>outside the threshold</source>
        <translation>buiten de drempelwaarde</translation>
    </message>
    <message>
        <source>Over all neighbourhoods: {met} {met:requirement|requirements} met, {failed} failed, {unknown} unknown.</source>
        <translation>Over alle buurten en basiseisen samen: {met} keer voldaan, {failed} keer niet voldaan, {unknown} keer niet te beoordelen.</translation>
    </message>
    <message>
        <source>over streets</source>
        <translation>over straat</translation>
    </message>
    <message>
        <source>Over the &amp;years…</source>
        <translation>Over de jaren…</translation>
    </message>
    <message>
        <source>over the streets</source>
        <translation>over de straten</translation>
    </message>
    <message>
        <source>Over the streets, or in a straight line.</source>
        <translation>Over de straten, of hemelsbreed.</translation>
    </message>
    <message>
        <source>Over the years</source>
        <translation>Door de jaren</translation>
    </message>
    <message>
        <source>over {n} %</source>
        <translation>meer dan {n} %</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Overschrijven</translation>
    </message>
    <message>
        <source>Own types</source>
        <translation>Eigen soorten</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Eigenaar</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>eigenaar</translation>
    </message>
    <message>
        <source>Owner-occupied</source>
        <translation>Koopwoningen</translation>
    </message>
    <message>
        <source>owner-occupied dwelling</source>
        <translation>koopwoning</translation>
    </message>
    <message>
        <source>owner-occupied dwellings</source>
        <translation>koopwoningen</translation>
    </message>
    <message>
        <source>P asks for {places} places, but there are {candidates} candidates: lower P, or add candidates.</source>
        <translation>P vraagt {places} plekken, maar er zijn {candidates} kandidaten: verlaag P, of voeg kandidaten toe.</translation>
    </message>
    <message>
        <source>P&amp;anel</source>
        <translation>P&amp;aneel</translation>
    </message>
    <message>
        <source>page</source>
        <translation>bladzijde</translation>
    </message>
    <message>
        <source>Page of the docs</source>
        <translation>Bladzijde van de documentatie</translation>
    </message>
    <message>
        <source>Page or table</source>
        <translation>Bladzijde of tabel</translation>
    </message>
    <message>
        <source>Page or table of the source</source>
        <translation>Bladzijde of tabel van de bron</translation>
    </message>
    <message>
        <source>Pairs farther apart get no row. Left empty: no limit.</source>
        <translation>Paren die verder uit elkaar liggen, krijgen geen rij. Leeg: geen grens.</translation>
    </message>
    <message>
        <source>paler: use with caution</source>
        <translation>bleker: voorzichtig gebruiken</translation>
    </message>
    <message>
        <source>Palma ratio: the richest tenth over the poorest four tenths</source>
        <translation>Palma-verhouding: het rijkste tiende over de armste vier tienden</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameters</translation>
    </message>
    <message>
        <source>park</source>
        <translation>park</translation>
    </message>
    <message>
        <source>park_entrances</source>
        <translation>parkingangen</translation>
    </message>
    <message>
        <source>parks</source>
        <translation>parken</translation>
    </message>
    <message>
        <source>Part of the requirements that is met</source>
        <translation>Deel van de basiseisen waaraan wordt voldaan</translation>
    </message>
    <message>
        <source>Part of what is asked</source>
        <translation>Deel van wat gevraagd wordt</translation>
    </message>
    <message>
        <source>PARTS is empty: choose what is to be fetched.</source>
        <translation>PARTS is leeg: kies wat er moet worden opgehaald.</translation>
    </message>
    <message>
        <source>parts that are connected to nothing else</source>
        <translation>delen die nergens mee samenhangen</translation>
    </message>
    <message>
        <source>path to the target</source>
        <translation>pad naar het streefaandeel</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>PDF-bestanden (*.pdf)</translation>
    </message>
    <message>
        <source>pedestrian zone</source>
        <translation>voetgangersgebied</translation>
    </message>
    <message>
        <source>people aged 15 to 25</source>
        <translation>mensen van 15 tot 25 jaar</translation>
    </message>
    <message>
        <source>people aged 25 to 45</source>
        <translation>mensen van 25 tot 45 jaar</translation>
    </message>
    <message>
        <source>people aged 45 to 65</source>
        <translation>mensen van 45 tot 65 jaar</translation>
    </message>
    <message>
        <source>people aged 65 and over</source>
        <translation>65-plussers</translation>
    </message>
    <message>
        <source>People of 15 to 25</source>
        <translation>Mensen van 15 tot 25 jaar</translation>
    </message>
    <message>
        <source>People of 25 to 45</source>
        <translation>Mensen van 25 tot 45 jaar</translation>
    </message>
    <message>
        <source>People of 45 to 65</source>
        <translation>Mensen van 45 tot 65 jaar</translation>
    </message>
    <message>
        <source>People of 65 or older</source>
        <translation>65-plussers</translation>
    </message>
    <message>
        <source>People of 65 or older not placed, since they would outnumber the inhabitants of the dwellings; they are in RECONCILIATION: {list}</source>
        <translation>65-plussers die geen plaats kregen, omdat het er meer zouden zijn dan de inwoners van de woningen; ze staan in RECONCILIATION: {list}</translation>
    </message>
    <message>
        <source>Per</source>
        <translation>Per</translation>
    </message>
    <message>
        <source>Per how many dwellings or people: 1000.</source>
        <translation>Per hoeveel woningen of mensen: 1000.</translation>
    </message>
    <message>
        <source>Per number of dwellings</source>
        <translation>Per aantal woningen</translation>
    </message>
    <message>
        <source>per so many</source>
        <translation>per hoeveel</translation>
    </message>
    <message>
        <source>Percentage of</source>
        <translation>Percentage van</translation>
    </message>
    <message>
        <source>percentage points</source>
        <translation>procentpunt</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Periode</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>geen toegang</translation>
    </message>
    <message>
        <source>person aged 15 to 25</source>
        <translation>inwoner van 15 tot 25 jaar</translation>
    </message>
    <message>
        <source>person aged 25 to 45</source>
        <translation>inwoner van 25 tot 45 jaar</translation>
    </message>
    <message>
        <source>person aged 45 to 65</source>
        <translation>inwoner van 45 tot 65 jaar</translation>
    </message>
    <message>
        <source>person aged 65 or over</source>
        <translation>65-plusser</translation>
    </message>
    <message>
        <source>pharmacy</source>
        <translation>apotheek</translation>
    </message>
    <message>
        <source>physiotherapist</source>
        <translation>fysiotherapeut</translation>
    </message>
    <message>
        <source>Pick requirements</source>
        <translation>Basiseisen kiezen</translation>
    </message>
    <message>
        <source>picnic table</source>
        <translation>picknicktafel</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg *.jpg *.jpeg)</source>
        <translation>Afbeeldingen (*.png *.svg *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Plaatsen</translation>
    </message>
    <message>
        <source>Place among other municipalities</source>
        <translation>Plaats tussen andere gemeenten</translation>
    </message>
    <message>
        <source>Place among the farthest from the others</source>
        <translation>Plaats onder wie het meest afwijken</translation>
    </message>
    <message>
        <source>place of worship</source>
        <translation>gebedshuis</translation>
    </message>
    <message>
        <source>Place, move or close a facility, and see what changes.</source>
        <translation>Plaats, verplaats of sluit een voorziening en zie wat er verandert.</translation>
    </message>
    <message>
        <source>Places chosen</source>
        <translation>Gekozen plekken</translation>
    </message>
    <message>
        <source>Places needed</source>
        <translation>Plekken nodig</translation>
    </message>
    <message>
        <source>Places needed: {value}</source>
        <translation>Plekken nodig: {value}</translation>
    </message>
    <message>
        <source>Places or m², in the facility layers that have it. A polygon without one counts by its area.</source>
        <translation>Plaatsen of m², in de lagen met voorzieningen die het hebben. Een vlak zonder waarde telt met zijn oppervlakte.</translation>
    </message>
    <message>
        <source>Places or m². Left empty: each facility counts for one, but for polygons that count by their area.</source>
        <translation>Plaatsen of m². Leeg: elke voorziening telt voor één, behalve vlakken die met hun oppervlakte tellen.</translation>
    </message>
    <message>
        <source>Places or m². Left empty: each facility counts for one.</source>
        <translation>Plaatsen of m². Leeg: elke voorziening telt voor één.</translation>
    </message>
    <message>
        <source>Places that each threshold needs</source>
        <translation>Plekken die elke drempelwaarde nodig heeft</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>plan,housing,programme,future,dwellings,demolition,hard,soft,phase,year</source>
        <translation>plan,woningbouw,programma,toekomst,woningen,sloop,hard,zacht,fase,jaar</translation>
    </message>
    <message>
        <source>planned</source>
        <translation>gepland</translation>
    </message>
    <message>
        <source>Planned dwellings</source>
        <translation>Geplande woningen</translation>
    </message>
    <message>
        <source>Planned dwellings outside all neighbourhoods: {n} {n:row|rows} ({ids})</source>
        <translation>Geplande woningen buiten alle buurten: {n} {n:rij|rijen} ({ids})</translation>
    </message>
    <message>
        <source>Planned dwellings without a year, which never come: {n} {n:row|rows} ({ids})</source>
        <translation>Geplande woningen zonder jaar, die nooit komen: {n} {n:rij|rijen} ({ids})</translation>
    </message>
    <message>
        <source>Planned dwellings without geometry, counted as unknown: {n} {n:row|rows} ({ids})</source>
        <translation>Geplande woningen zonder geometrie, geteld als onbekend: {n} {n:rij|rijen} ({ids})</translation>
    </message>
    <message>
        <source>planned only</source>
        <translation>alleen gepland</translation>
    </message>
    <message>
        <source>Planned streets</source>
        <translation>Geplande straten</translation>
    </message>
    <message>
        <source>planned_housing</source>
        <translation>bouwplannen</translation>
    </message>
    <message>
        <source>Planning</source>
        <translation>Plannen</translation>
    </message>
    <message>
        <source>Plans</source>
        <translation>Plannen</translation>
    </message>
    <message>
        <source>Plans and what they mean</source>
        <translation>Plannen en wat zij betekenen</translation>
    </message>
    <message>
        <source>Plans left out</source>
        <translation>Weggelaten plannen</translation>
    </message>
    <message>
        <source>Plans of 0 dwellings, left out: {n} ({ids})</source>
        <translation>Plannen van 0 woningen, weggelaten: {n} ({ids})</translation>
    </message>
    <message>
        <source>Plans that are neither polygons nor points, left out: {n} ({ids})</source>
        <translation>Plannen die geen vlakken en geen punten zijn, weggelaten: {n} ({ids})</translation>
    </message>
    <message>
        <source>Plans that take down more dwellings than stand there, so that none is left: {plans}</source>
        <translation>Plannen die meer woningen slopen dan er staan, zodat er geen overblijft: {plans}</translation>
    </message>
    <message>
        <source>Plans too large to be true, left out: {n} ({ids})</source>
        <translation>Plannen die te groot zijn om waar te zijn, weggelaten: {n} ({ids})</translation>
    </message>
    <message>
        <source>Plans whose number is not whole, rounded: {n} ({ids})</source>
        <translation>Plannen waarvan het aantal niet heel is, afgerond: {n} ({ids})</translation>
    </message>
    <message>
        <source>Plans whose year is not understood, written with year NULL: {n} ({ids}). Write a year, a date, 2028-2031, or 2028:40;2030:60 with numbers that add up to the plan's.</source>
        <translation>Plannen waarvan het jaar niet te begrijpen is, geschreven met jaar NULL: {n} ({ids}). Schrijf een jaar, een datum, 2028-2031, of 2028:40;2030:60 met aantallen die samen dat van het plan zijn.</translation>
    </message>
    <message>
        <source>Plans without a number of dwellings, left out: {n} ({ids})</source>
        <translation>Plannen zonder aantal woningen, weggelaten: {n} ({ids})</translation>
    </message>
    <message>
        <source>Plans without a number of dwellings, not counted: {n} {n:row|rows} ({ids})</source>
        <translation>Plannen zonder aantal woningen, niet meegeteld: {n} {n:rij|rijen} ({ids})</translation>
    </message>
    <message>
        <source>Plans without a street inside, spread over their ground: {n}</source>
        <translation>Plannen zonder straat erin, gespreid over hun grond: {n}</translation>
    </message>
    <message>
        <source>Plans without a year, written with year NULL: {n} ({ids}). Fill it in: no year counts them else.</source>
        <translation>Plannen zonder jaar, geschreven met jaar NULL: {n} ({ids}). Vul het in: anders telt geen enkel jaar ze mee.</translation>
    </message>
    <message>
        <source>Plans without geometry, left out: {n} ({ids})</source>
        <translation>Plannen zonder geometrie, weggelaten: {n} ({ids})</translation>
    </message>
    <message>
        <source>Plans: {n} {n:row|rows}, of which {m} {m:counts|count}; their statuses: {statuses}.</source>
        <translation>Plannen: {n} {n:rij|rijen}, waarvan er {m} {m:meetelt|meetellen}; hun statussen: {statuses}.</translation>
    </message>
    <message>
        <source>Plans: {n}, of which {left_out} left out; dwellings that come: {coming}, that go: {going}.</source>
        <translation>Plannen: {n}, waarvan {left_out} weggelaten; woningen die erbij komen: {coming}, die verdwijnen: {going}.</translation>
    </message>
    <message>
        <source>play area</source>
        <translation>speelruimte</translation>
    </message>
    <message>
        <source>playground</source>
        <translation>speeltuin</translation>
    </message>
    <message>
        <source>Plot</source>
        <translation>Grafiek</translation>
    </message>
    <message>
        <source>points</source>
        <translation>punten</translation>
    </message>
    <message>
        <source>points beside each other</source>
        <translation>punten naast elkaar</translation>
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
        <source>Points of a plan are at least about this far apart.</source>
        <translation>Punten van een plan liggen ten minste ongeveer zo ver uit elkaar.</translation>
    </message>
    <message>
        <source>Points outside all neighbourhoods: {n}, with {dwellings} {dwellings:dwelling|dwellings}</source>
        <translation>Punten buiten alle buurten: {n}, met {dwellings} {dwellings:woning|woningen}</translation>
    </message>
    <message>
        <source>Points snap past connected parts with less street than this, so that a stray path does not catch them. The longest part always counts. 0: use all parts.</source>
        <translation>Punten slaan samenhangende delen met minder straat dan dit over, zodat een los pad ze niet aantrekt. Het langste deel telt altijd mee. 0: alle delen gebruiken.</translation>
    </message>
    <message>
        <source>Points that lie in an area of their type with another name, kept apart: {n} ({ids})</source>
        <translation>Punten in een vlak van hun soort met een andere naam, apart gehouden: {n} ({ids})</translation>
    </message>
    <message>
        <source>points with a number of dwellings</source>
        <translation>punten met een aantal woningen</translation>
    </message>
    <message>
        <source>Points, lines or polygons that stay open, those around the area as well. Left empty: there are none.</source>
        <translation>Punten, lijnen of vlakken die open blijven, ook die van rondom het gebied. Leeg: er zijn er geen.</translation>
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
        <source>Points, or polygons that count by a point on them: where people set out.</source>
        <translation>Punten, of vlakken die meetellen met een punt erop: waar mensen vertrekken.</translation>
    </message>
    <message>
        <source>polygons</source>
        <translation>vlakken</translation>
    </message>
    <message>
        <source>Polygons count by their area (m²)</source>
        <translation>Vlakken tellen met hun oppervlakte (m²)</translation>
    </message>
    <message>
        <source>Polygons to compare. Dwellings and facilities belong to the one they lie in.</source>
        <translation>Vlakken om te vergelijken. Woningen en voorzieningen horen bij het vlak waarin zij liggen.</translation>
    </message>
    <message>
        <source>Polygons to judge. A dwelling belongs to the one it lies in.</source>
        <translation>De vlakken om te beoordelen. Een woning hoort bij het vlak waar ze in ligt.</translation>
    </message>
    <message>
        <source>Polygons whose dwellings and institutions do not count, such as holiday parks.</source>
        <translation>Vlakken waarvan de woningen en instellingen niet meetellen, zoals vakantieparken.</translation>
    </message>
    <message>
        <source>Polygons whose dwellings do not count, such as holiday parks.</source>
        <translation>Vlakken waarvan de woningen niet meetellen, zoals vakantieparken.</translation>
    </message>
    <message>
        <source>Polygons with the published inhabitants, ages, households, tenure and housing stock, as the CBS neighbourhood map has them.</source>
        <translation>Vlakken met de gepubliceerde inwoners, leeftijden, huishoudens, eigendom en woningvoorraad, zoals de CBS-buurtkaart die heeft.</translation>
    </message>
    <message>
        <source>Polygons with the published inhabitants, share of 65 or older and housing stock, as the CBS neighbourhood map has them.</source>
        <translation>Vlakken met de gepubliceerde inwoners, het percentage 65-plussers en de woningvoorraad, zoals de CBS-buurtkaart die heeft.</translation>
    </message>
    <message>
        <source>Polygons, as the CBS neighbourhood map has them: with their address density.</source>
        <translation>Vlakken, zoals de buurtkaart van het CBS ze heeft: met hun omgevingsadressendichtheid.</translation>
    </message>
    <message>
        <source>Polygons, the neighbourhoods for example, that are taken together. Dead ends within 25 m of their outer border are reported: streets were probably cut off there. Without it none is.</source>
        <translation>Vlakken, bijvoorbeeld de buurten, die samen worden genomen. Doodlopende einden binnen 25 m van hun buitengrens worden gemeld: daar zijn straten waarschijnlijk afgeknipt. Zonder studiegebied wordt er geen gemeld.</translation>
    </message>
    <message>
        <source>Polygons: only stop places inside them. Take them wide enough for the stops around the town as well.</source>
        <translation>Vlakken: alleen haltes daarbinnen. Neem ze ruim genoeg voor de haltes rond de plaats.</translation>
    </message>
    <message>
        <source>post office</source>
        <translation>postkantoor</translation>
    </message>
    <message>
        <source>Pre&amp;pare</source>
        <translation>V&amp;oorbereiden</translation>
    </message>
    <message>
        <source>Prefix for computed fields</source>
        <translation>Voorvoegsel voor berekende velden</translation>
    </message>
    <message>
        <source>Prepare candidates</source>
        <translation>Kandidaten voorbereiden</translation>
    </message>
    <message>
        <source>Prepare candidates…</source>
        <translation>Kandidaten voorbereiden…</translation>
    </message>
    <message>
        <source>Prepare data</source>
        <translation>Gegevens voorbereiden</translation>
    </message>
    <message>
        <source>Prepare data…</source>
        <translation>Gegevens voorbereiden…</translation>
    </message>
    <message>
        <source>Prepare dwellings</source>
        <translation>Woningen voorbereiden</translation>
    </message>
    <message>
        <source>Prepare facilities</source>
        <translation>Voorzieningen voorbereiden</translation>
    </message>
    <message>
        <source>Prepare network</source>
        <translation>Netwerk voorbereiden</translation>
    </message>
    <message>
        <source>Prepare stops</source>
        <translation>Haltes voorbereiden</translation>
    </message>
    <message>
        <source>Prepared data: {which}</source>
        <translation>Voorbereide gegevens: {which}</translation>
    </message>
    <message>
        <source>Prepares raw layers and checks the requirements on them, in one run.</source>
        <translation>Bereidt ruwe lagen voor en toetst er de basiseisen op, in één keer.</translation>
    </message>
    <message>
        <source>Prepares raw layers and checks the requirements on them, in one run: streets and facilities from OpenStreetMap (raw, or Geofabrik's extracts), address objects from the BAG and neighbourhoods from CBS.

It runs Prepare network (on foot and by bicycle), Prepare facilities, Prepare dwellings and Check basic requirements. Streets of the NWB, or buildings of the BAG, may stand in their places too. Look at what was left out, and at the reconciliation, before the verdicts are used.</source>
        <translation>Bereidt ruwe lagen voor en toetst er de basiseisen op, in één keer: straten en voorzieningen uit OpenStreetMap (ruw, of de uittreksels van Geofabrik), verblijfsobjecten uit de BAG en buurten van het CBS.

Na elkaar lopen Netwerk voorbereiden (te voet en per fiets), Voorzieningen voorbereiden, Woningen voorbereiden en Basiseisen toetsen. Straten van het NWB, of panden uit de BAG, mogen er ook staan. Bekijk wat weggelaten is, en de aansluiting op de gepubliceerde cijfers, voordat de oordelen gebruikt worden.</translation>
    </message>
    <message>
        <source>Prepares raw layers and checks the requirements on them, in one run: streets and facilities from OpenStreetMap (raw, or Geofabrik's extracts), and dwellings and people from CBS squares of 100 m or postcode areas, with the neighbourhoods of CBS.

It runs Prepare network (on foot and by bicycle), Prepare facilities, Prepare dwellings and Check basic requirements. Without residential points to spread over, all of a square is put in its middle: too coarse for short distances. Look at what was left out, and at the reconciliation, before the verdicts are used.</source>
        <translation>Bereidt ruwe lagen voor en toetst er de basiseisen op, in één keer: straten en voorzieningen uit OpenStreetMap (ruw, of de uittreksels van Geofabrik), en woningen en mensen uit CBS-vierkanten van 100 m of postcodegebieden, met de buurten van het CBS.

Na elkaar lopen Netwerk voorbereiden (te voet en per fiets), Voorzieningen voorbereiden, Woningen voorbereiden en Basiseisen toetsen. Zonder woonpunten om over te verdelen staat alles van een vierkant in zijn midden: te grof voor korte afstanden. Bekijk wat weggelaten is, en de aansluiting op de gepubliceerde cijfers, voordat de oordelen gebruikt worden.</translation>
    </message>
    <message>
        <source>Preparing data</source>
        <translation>Gegevens voorbereiden</translation>
    </message>
    <message>
        <source>primary school</source>
        <translation>basisschool</translation>
    </message>
    <message>
        <source>private</source>
        <translation>privé</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Voortgang</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>gepland</translation>
    </message>
    <message>
        <source>Proved bound of the objective</source>
        <translation>Bewezen grens van het doel</translation>
    </message>
    <message>
        <source>Provision</source>
        <translation>Aanbod</translation>
    </message>
    <message>
        <source>provision</source>
        <translation>aanbod</translation>
    </message>
    <message>
        <source>public</source>
        <translation>maatschappelijk</translation>
    </message>
    <message>
        <source>public book case</source>
        <translation>minibieb</translation>
    </message>
    <message>
        <source>Public buildings, care homes, schools that could open, plots: points or polygons. Left empty: junctions of the streets, spread evenly, at most 500.</source>
        <translation>Openbare gebouwen, zorgvastgoed, scholen die open zouden kunnen, kavels: punten of vlakken. Leeg: kruispunten van de straten, gelijk gespreid, hoogstens 500.</translation>
    </message>
    <message>
        <source>public garden</source>
        <translation>plantsoen</translation>
    </message>
    <message>
        <source>Public space</source>
        <translation>Openbare ruimte</translation>
    </message>
    <message>
        <source>public space for movement</source>
        <translation>openbare beweegruimte</translation>
    </message>
    <message>
        <source>public_space</source>
        <translation>openbare ruimte</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Gepubliceerd</translation>
    </message>
    <message>
        <source>Published (km)</source>
        <translation>Gepubliceerd (km)</translation>
    </message>
    <message>
        <source>Published average (m)</source>
        <translation>Gepubliceerd gemiddelde (m)</translation>
    </message>
    <message>
        <source>Published by Statistics Netherlands, and not compared, as no facility is of such a type: {what}.</source>
        <translation>Gepubliceerd door het CBS en niet vergeleken, omdat geen voorziening van zo'n soort is: {what}.</translation>
    </message>
    <message>
        <source>Published distances</source>
        <translation>Gepubliceerde afstanden</translation>
    </message>
    <message>
        <source>Published figure</source>
        <translation>Gepubliceerd cijfer</translation>
    </message>
    <message>
        <source>Put them into the project as layers, and let the next check count them</source>
        <translation>Zet ze als lagen in het project, en laat de volgende toetsing ze meetellen</translation>
    </message>
    <message>
        <source>Puts the results of several days in a series: what changed, and whether it is on course.</source>
        <translation>Zet de resultaten van meerdere dagen in een reeks: wat er veranderde, en of het op koers ligt.</translation>
    </message>
    <message>
        <source>Puts the results tables of “Check basic requirements” of several days one behind the other: for every neighbourhood and requirement the share or rate, the verdict, and where a norm has a path to its target, whether it is reached, on course or behind.

Each table is of the day of its run, a table of several years of the first day of each; DATES says otherwise. PLOT shows every requirement as a chart with its path.

What cannot be compared is said in the column break: another norm (and what it asks otherwise), another border, or no row the day before. Where codes of neighbourhoods changed, CODE_CHANGES says what became of each, or else DWELLINGS with the maps of both days: a new name keeps all figures; where areas were split or merged, dwellings and people are counted by the shares, without a verdict.

RECIPES says why it changed. With the recipe of the run of each day, CAUSES has how much of each change came of the facilities, the streets, the dwellings that came or went, the figures of dwellings and people, and the norms, with a chart of each in PLOT. Every combination of the two days is computed, 32 runs; the effect of a cause is the mean of what it changes in all orders in which the five can come, so that they add up to the change. A cause is a difference in the data, not who brought it about. If the recipe of the earlier day says that it corrects what was published, that is a cause of its own.</source>
        <translation>Zet de resultatentabellen van “Basiseisen toetsen” van meerdere dagen achter elkaar: voor elke buurt en basiseis het aandeel of de verhouding, het oordeel, en bij een norm met een pad naar het streefaandeel of dat is bereikt, of de buurt op koers ligt of achterblijft.

Elke tabel geldt voor de dag van haar toetsing, een tabel van meerdere jaren voor de eerste dag van elk jaar, tenzij DATES iets anders zegt. PLOT laat elke basiseis zien als grafiek met het pad.

Wat niet te vergelijken is, staat in de kolom break: een andere norm (en wat die anders vraagt), een andere grens, of geen rij op de vorige dag. Als codes van buurten veranderden, zegt CODE_CHANGES wat er van elke werd, of anders DWELLINGS met de kaarten van beide dagen: een nieuwe naam houdt alle cijfers; als gebieden zijn gesplitst of samengevoegd, worden woningen en mensen naar de aandelen geteld, zonder oordeel.

RECIPES zegt waarom het veranderde. Met het recept van de toetsing van elke dag staat in CAUSES hoeveel van elk verschil komt van de voorzieningen, de straten, de woningen die erbij kwamen of verdwenen, de cijfers van woningen en mensen, en de normen, met een grafiek van elk in PLOT. Elke combinatie van de twee dagen wordt berekend, 32 toetsingen; het effect van een oorzaak is het gemiddelde van wat ze verandert in alle volgordes waarin de vijf kunnen komen, zodat ze samen het verschil zijn. Een oorzaak is een verschil in de gegevens, niet wie het teweegbracht. Zegt het recept van de eerdere dag dat het corrigeert wat gepubliceerd was, dan is dat een oorzaak op zichzelf.</translation>
    </message>
    <message>
        <source>Puts the survey figures of neighbourhoods beside the results table of “Check basic requirements”: is loneliness higher where a meeting place is lacking?

For each requirement TABLE has the mean figure of the neighbourhoods that fail and of those that meet, their difference with its 95 % interval, and the slope: what the figure differs between a neighbourhood in which all lie outside and one in which none do. Unknown verdicts do not count; the interval of the slope holds wherever the dwellings of which it is not known may lie. PLOT shows all on one page.

Give the output of “Survey estimates”: what respondents say is compared, with its sampling variance, not the estimates, which are drawn to each other already. Figures that an institute modelled are compared by the ends of their 95 % intervals, with the caution that they may rest on the same properties.

A difference says nothing of causes: places, dwellings and people go together.</source>
        <translation>Legt de enquêtecijfers van buurten naast de resultatentabel van “Basiseisen toetsen”: is de eenzaamheid hoger waar een ontmoetingsplek ontbreekt?

Voor elke basiseis heeft TABLE het gemiddelde cijfer van de buurten die niet voldoen en van de buurten die wel voldoen, hun verschil met het 95 %-interval, en de helling: hoeveel het cijfer verschilt tussen een buurt waar alles buiten bereik ligt en een waar niets buiten bereik ligt. Onbekende oordelen tellen niet mee; het interval van de helling geldt waar de woningen waarvan het onbekend is ook liggen. PLOT laat alles op één pagina zien.

Geef de uitvoer van “Enquêteschattingen”: vergeleken wordt wat respondenten zeggen, met de steekproefvariantie, niet de schattingen, die al naar elkaar toe getrokken zijn. Cijfers die een instituut modelleerde, worden vergeleken met de grenzen van hun 95 %-interval, met de waarschuwing dat ze op dezelfde eigenschappen kunnen berusten.

Een verschil zegt niets over oorzaken: plekken, woningen en mensen hangen samen.</translation>
    </message>
    <message>
        <source>QGIS cannot use the authentication for {host}: see it in the options of QGIS (Authentication), and give the master password.</source>
        <translation>QGIS kan de authenticatie voor {host} niet gebruiken: bekijk haar in de opties van QGIS (Authenticatie), en geef het hoofdwachtwoord.</translation>
    </message>
    <message>
        <source>QGIS ended without an outcome (exit code {code}): {why}.</source>
        <translation>QGIS is gestopt zonder uitkomst (exitcode {code}): {why}.</translation>
    </message>
    <message>
        <source>QGIS has made its table in another way</source>
        <translation>QGIS de tabel anders heeft gemaakt</translation>
    </message>
    <message>
        <source>QGIS opens no GeoPackage with {sign} in its path, such as below {folder}: choose another folder.</source>
        <translation>QGIS opent geen GeoPackage met {sign} in het pad, zoals onder {folder}: kies een andere map.</translation>
    </message>
    <message>
        <source>QGIS opens no GeoPackage with {sign} in its path, such as {path} of the layer {layer}: rename the folder or the file.</source>
        <translation>QGIS opent geen GeoPackage met {sign} in het pad, zoals {path} van de laag {layer}: hernoem de map of het bestand.</translation>
    </message>
    <message>
        <source>Questions asked: {n}; answers kept from an earlier fetch: {kept}; read: {mb} MB.</source>
        <translation>Vragen gesteld: {n}; antwoorden bewaard van een eerdere ophaling: {kept}; gelezen: {mb} MB.</translation>
    </message>
    <message>
        <source>R&amp;un a recipe…</source>
        <translation>Recept &amp;uitvoeren…</translation>
    </message>
    <message>
        <source>R&amp;un the check</source>
        <translation>Toetsing uit&amp;voeren</translation>
    </message>
    <message>
        <source>railway</source>
        <translation>spoorlijn</translation>
    </message>
    <message>
        <source>railway station</source>
        <translation>treinstation</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Rank correlation</source>
        <translation>Rangcorrelatie</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Verhouding</translation>
    </message>
    <message>
        <source>Rate, number or share of area</source>
        <translation>Aantal per, aantal of aandeel van het gebied</translation>
    </message>
    <message>
        <source>rate,norm,facilities,dwellings,inhabitants,households,capacity,square metres,barcode,balance</source>
        <translation>verhouding,norm,voorzieningen,woningen,inwoners,huishoudens,capaciteit,vierkante meters,barcode,saldo</translation>
    </message>
    <message>
        <source>Re&amp;quirement</source>
        <translation>Ba&amp;siseis</translation>
    </message>
    <message>
        <source>Reach</source>
        <translation>Bereikbaarheid</translation>
    </message>
    <message>
        <source>Reach (m; 0: what lies inside)</source>
        <translation>Bereik (m; 0: wat erbinnen ligt)</translation>
    </message>
    <message>
        <source>REACH asks what dwellings reach: choose a layer for DWELLINGS, or set REACH to 0.</source>
        <translation>REACH vraagt wat woningen bereiken: kies een laag voor DWELLINGS, of zet REACH op 0.</translation>
    </message>
    <message>
        <source>REACH asks what dwellings reach: choose a layer for NETWORK, or set REACH to 0.</source>
        <translation>REACH vraagt wat woningen bereiken: kies een laag voor NETWORK, of zet REACH op 0.</translation>
    </message>
    <message>
        <source>reachable,service area,older people,housing,location,siting,requirements,norm,everything within reach</source>
        <translation>bereikbaar,bereikbaar gebied,ouderen,huisvesting,locatie,plek zoeken,basiseisen,norm,alles binnen bereik</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>bereikt</translation>
    </message>
    <message>
        <source>Reached.</source>
        <translation>Bereikt.</translation>
    </message>
    <message>
        <source>Reached: the end of the path, {end} in {year}.</source>
        <translation>Bereikt: het einde van het pad, {end} in {year}.</translation>
    </message>
    <message>
        <source>Read about Buurtmaat</source>
        <translation>Lees over Buurtmaat</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Opnieuw lezen</translation>
    </message>
    <message>
        <source>Read as: {kind}.</source>
        <translation>Gelezen als: {kind}.</translation>
    </message>
    <message>
        <source>Read off a run of Check basic requirements, without measuring again. Shares are of what is known; for a target the unknown counts as outside. No legal norm.</source>
        <translation>Afgelezen uit een toetsing van basiseisen, zonder opnieuw te meten. Aandelen gaan over wat bekend is; voor een streefaandeel telt wat onbekend is als buiten bereik. Geen wettelijke norm.</translation>
    </message>
    <message>
        <source>Read the run again in the background, and draw its ways on the map</source>
        <translation>Lees de toetsing op de achtergrond opnieuw in, en teken de routes op de kaart</translation>
    </message>
    <message>
        <source>read to the last page; another service has {n} there</source>
        <translation>gelezen tot de laatste pagina; een andere dienst heeft er daar {n}</translation>
    </message>
    <message>
        <source>read to the last page; the service announces no number</source>
        <translation>gelezen tot de laatste pagina; de dienst kondigt geen aantal aan</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>alleen-lezen schijf</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>lezen</translation>
    </message>
    <message>
        <source>Reading the layer “{layer}” failed: {why}. Check where it comes from and run again.</source>
        <translation>Het lezen van de laag “{layer}” is mislukt: {why}. Kijk na waar die vandaan komt en voer opnieuw uit.</translation>
    </message>
    <message>
        <source>Reading the run; then click on the map…</source>
        <translation>De toetsing wordt gelezen; klik daarna op de kaart…</translation>
    </message>
    <message>
        <source>Reading the streets of the run for the ways…</source>
        <translation>De straten van de toetsing worden ingelezen voor de routes…</translation>
    </message>
    <message>
        <source>Reading what every dwelling has…</source>
        <translation>Lezen wat elke woning heeft…</translation>
    </message>
    <message>
        <source>Reads the dwellings that “Check basic requirements” wrote, and reports for one requirement which share lies within each threshold: for every neighbourhood and for the whole (_total). Nothing is measured again.

OUTPUT holds the curve at round steps, at the norm, 10 % less, 10 % more and the attainable threshold. ATTAINABLE holds for each neighbourhood the smallest threshold at which it meets the target, NULL where none within the values does. PLOT shows both on one page.

The share is that of the dwellings of which it is known; for the target, those of which it is not known count as outside, as in a verdict. With the results table the page has the requirement's title, its unit and its norm.</source>
        <translation>Leest de woningen die “Basiseisen toetsen” schreef, en zegt voor één basiseis welk aandeel binnen elke drempelwaarde ligt: voor elke buurt en voor het geheel (_total). Er wordt niets opnieuw gemeten.

OUTPUT bevat de curve in ronde stappen, en bij de norm, 10 % minder, 10 % meer en de haalbare drempelwaarde. ATTAINABLE bevat voor elke buurt de kleinste drempelwaarde waarbij zij het streefaandeel haalt, NULL waar geen enkele binnen de waarden dat doet. PLOT toont beide op één pagina.

Het aandeel is dat van de woningen waarvan het bekend is; voor het streefaandeel tellen de woningen waarvan het niet bekend is als buiten bereik, zoals in een oordeel. Met de resultatentabel krijgt de pagina de titel van de basiseis, haar eenheid en haar norm.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reden</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Recept</translation>
    </message>
    <message>
        <source>recipe</source>
        <translation>recept</translation>
    </message>
    <message>
        <source>Recipe {recipe}</source>
        <translation>Recept {recipe}</translation>
    </message>
    <message>
        <source>Recipe {recipe} of {input}: {why}</source>
        <translation>Recept {recipe} van {input}: {why}</translation>
    </message>
    <message>
        <source>recipe,repeat,reproduce,chain,batch,json,monitor,year</source>
        <translation>recept,herhalen,reproduceren,keten,reeks,json,monitor,jaar</translation>
    </message>
    <message>
        <source>Recipes</source>
        <translation>Recepten</translation>
    </message>
    <message>
        <source>Recipes (*.json)</source>
        <translation>Recepten (*.json)</translation>
    </message>
    <message>
        <source>RECIPES has {recipes} recipes for {days} days: choose one for each day, in the order of the tables, or none.</source>
        <translation>RECIPES heeft {recipes} recepten voor {days} dagen: kies er een voor elke dag, in de volgorde van de tabellen, of geen.</translation>
    </message>
    <message>
        <source>recognise it</source>
        <translation>herkennen</translation>
    </message>
    <message>
        <source>Reconciliation</source>
        <translation>Aansluiting op de woningvoorraad</translation>
    </message>
    <message>
        <source>Reconciliation by neighbourhood</source>
        <translation>Aansluiting per buurt</translation>
    </message>
    <message>
        <source>Reconciliation of groups</source>
        <translation>Aansluiting van groepen</translation>
    </message>
    <message>
        <source>Reconciliation on the map</source>
        <translation>Aansluiting op de kaart</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Opnieuw</translation>
    </message>
    <message>
        <source>Reference date</source>
        <translation>Peildatum</translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation>Betrouwbaarheid</translation>
    </message>
    <message>
        <source>reliable</source>
        <translation>betrouwbaar</translation>
    </message>
    <message>
        <source>REML unless there is a reason: ML takes the areas for more alike than they are.</source>
        <translation>REML, tenzij er een reden is: ML houdt de gebieden voor meer gelijk dan ze zijn.</translation>
    </message>
    <message>
        <source>Rented from a housing association</source>
        <translation>Huurwoningen van woningcorporaties</translation>
    </message>
    <message>
        <source>Repaired streets</source>
        <translation>Herstelde straten</translation>
    </message>
    <message>
        <source>Repeat runs that were saved with “Save as recipe…” in the dialog of an algorithm</source>
        <translation>Berekeningen herhalen die met “Opslaan als recept…” in het venster van een algoritme zijn bewaard</translation>
    </message>
    <message>
        <source>Repeats a run, or a chain of runs, that was saved as a recipe, on the same data or on newer ones.</source>
        <translation>Herhaalt een berekening, of een keten ervan, die als recept is opgeslagen, met dezelfde of nieuwere gegevens.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Vervangen</translation>
    </message>
    <message>
        <source>Repor&amp;t</source>
        <translation>R&amp;apport</translation>
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
        <source>report,council,summary,basic requirements,neighbourhood,html,map,matrix</source>
        <translation>rapport,raad,samenvatting,basiseisen,buurt,html,kaart,matrix</translation>
    </message>
    <message>
        <source>Reports whether the streets are connected, and where they nearly are.</source>
        <translation>Laat zien of de straten samenhangen, en waar dat bijna zo is.</translation>
    </message>
    <message>
        <source>Reports whether the streets are connected, before anything is measured on them, and repairs them where they nearly are.

Every line gets the number of its connected part (1 is the longest), that part's length and its share of the whole. Lines connect where they share a vertex, at an end or in the middle.

A second layer points at what deserves a look, the gravest first:
near_miss: an end that stops just short of a line it is not connected to, or lies on its middle; the line may be its own, farther back;
island: a part that is connected to nothing else;
dead_end_at_boundary: a dead end within 25 m of the study area's border, where streets were cut off;
zero_length: a line without length;
duplicate: a street drawn twice, whole or from junction to junction: what lies at one copy may reach what lies at the other only by way of a junction;
crossing_without_node: lines that cross without a vertex that they share and are no bridge or tunnel.
severity is high where dwellings are concerned, medium where only streets are, else low: the way round exists already.

A third layer holds all streets with the near misses joined, ready for the other algorithms: an end is led on to the other line, which gets a vertex there. No join crosses a barrier. Crossings stay as they are: whether two streets meet there is for you to see.</source>
        <translation>Laat zien of de straten samenhangen, voordat er iets over wordt gemeten, en herstelt ze waar ze dat bijna doen.

Elke lijn krijgt het nummer van zijn samenhangende deel (1 is het langste), de lengte van dat deel en het aandeel in het geheel. Lijnen sluiten op elkaar aan waar ze een knikpunt delen, aan een einde of in het midden.

Een tweede laag wijst aan wat aandacht verdient, het ernstigste eerst:
near_miss (bijna-aansluiting): een einde dat net ophoudt voor een lijn waar het niet op aansluit, of er midden op ligt; dat kan ook zijn eigen lijn zijn, verder terug;
island (eiland): een deel dat met niets anders samenhangt;
dead_end_at_boundary (doodlopend bij de grens): een doodlopend einde binnen 25 m van de grens van het studiegebied, waar straten zijn afgeknipt;
zero_length (geen lengte): een lijn zonder lengte;
duplicate (dubbel): een straat die twee keer is getekend, geheel of van kruispunt tot kruispunt: wat aan de ene ligt, bereikt wat aan de andere ligt soms alleen via een kruispunt;
crossing_without_node (kruising zonder knooppunt): lijnen die elkaar kruisen zonder een knikpunt te delen en geen brug of tunnel zijn.
severity (ernst) is high (hoog) waar het om woningen gaat, medium (middel) waar het alleen om straten gaat, en anders low (laag): er is al een weg omheen.

Een derde laag bevat alle straten met de bijna-aansluitingen aangesloten, klaar voor de andere algoritmen: een einde wordt doorgetrokken naar de andere lijn, die daar een knikpunt krijgt. Geen aansluiting kruist een barrière. Kruisingen blijven zoals ze zijn: of twee straten daar op elkaar uitkomen, is aan u om te bekijken.</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>Nodig</translation>
    </message>
    <message>
        <source>Required: {required} in {n} {n:neighbourhood|neighbourhoods}.</source>
        <translation>Nodig: {required} in {n} {n:buurt|buurten}.</translation>
    </message>
    <message>
        <source>Requirement</source>
        <translation>Basiseis</translation>
    </message>
    <message>
        <source>requirement</source>
        <translation>basiseis</translation>
    </message>
    <message>
        <source>Requirement that the suggested locations are for</source>
        <translation>Basiseis waarvoor locaties worden voorgesteld</translation>
    </message>
    <message>
        <source>Requirement {number}, {id}: {what}</source>
        <translation>Basiseis {number}, {id}: {what}</translation>
    </message>
    <message>
        <source>Requirement “{id}” adds up capacities, one of which is as large as {value}: correct it.</source>
        <translation>Basiseis “{id}” telt capaciteiten op, waarvan er een {value} groot is: verbeter die.</translation>
    </message>
    <message>
        <source>Requirement “{id}” asks for a share of the developed area: choose a layer for {input}.</source>
        <translation>Basiseis “{id}” vraagt een aandeel van het bebouwd gebied: kies een laag voor {input}.</translation>
    </message>
    <message>
        <source>Requirement “{id}” asks for a share of the public space: choose a layer for {input}.</source>
        <translation>Basiseis “{id}” vraagt een aandeel van de openbare ruimte: kies een laag voor {input}.</translation>
    </message>
    <message>
        <source>Requirement “{id}” goes on without {types}, which no layer holds.{hint}</source>
        <translation>Basiseis “{id}” gaat door zonder {types}, want geen laag bevat dat.{hint}</translation>
    </message>
    <message>
        <source>Requirement “{id}” is left out, as it is not known from where it is within reach: {why}</source>
        <translation>Basiseis “{id}” telt niet mee, want het is niet bekend vanwaar die binnen bereik is: {why}</translation>
    </message>
    <message>
        <source>Requirement “{id}” is measured by bicycle: choose a layer for {input}.</source>
        <translation>Basiseis “{id}” wordt per fiets gemeten: kies een laag voor {input}.</translation>
    </message>
    <message>
        <source>Requirement “{id}” is measured over the streets: choose a layer for {input}.</source>
        <translation>Basiseis “{id}” wordt over straat gemeten: kies een laag voor {input}.</translation>
    </message>
    <message>
        <source>Requirement “{id}” is unknown: no layer holds {types}.{hint}</source>
        <translation>Basiseis “{id}” is niet te beoordelen: geen laag bevat {types}.{hint}</translation>
    </message>
    <message>
        <source>Requirement “{id}” is weighed by {field}, which holds a number as large as {value}: correct it.</source>
        <translation>Basiseis “{id}” weegt naar {field}, en daarin staat een getal van {value}: verbeter dat.</translation>
    </message>
    <message>
        <source>Requirement “{id}” needs the field “{field}”, which the {layer} lack: add it to them, or change the requirement; they have: {fields}.</source>
        <translation>Basiseis “{id}” heeft het veld “{field}” nodig, en dat ontbreekt ({layer}): voeg het toe, of pas de basiseis aan; wel aanwezig: {fields}.</translation>
    </message>
    <message>
        <source>Requirement “{id}” takes “{field}” of “{other}”, but it is a percentage of {base}: write {base} in weight_of, or leave it out.</source>
        <translation>Basiseis “{id}” neemt “{field}” van “{other}”, maar het is een percentage van {base}: schrijf {base} in weight_of, of laat het weg.</translation>
    </message>
    <message>
        <source>Requirement “{id}” was not computed, since the layers lack what it needs: {what}.</source>
        <translation>Basiseis “{id}” is niet berekend, omdat de lagen niet hebben wat ze nodig heeft: {what}.</translation>
    </message>
    <message>
        <source>Requirement “{id}” weighs by “{field}”, a percentage, which cannot be spread over dwellings: name in weight_of the field that it is a share of, or choose a field with numbers.</source>
        <translation>Basiseis “{id}” weegt met “{field}”, een percentage, en dat is niet over woningen te verdelen: noem in weight_of het veld waar het een aandeel van is, of kies een veld met aantallen.</translation>
    </message>
    <message>
        <source>Requirement “{id}”: dwellings left out because a field of its conditions is NULL: {n}</source>
        <translation>Basiseis “{id}”: woningen weggelaten omdat een veld van de voorwaarden NULL is: {n}</translation>
    </message>
    <message>
        <source>Requirement “{id}”: dwellings without {field}: {n}. The {field} of {areas} {areas:neighbourhood|neighbourhoods} is unknown for that, and not in the total.</source>
        <translation>Basiseis “{id}”: woningen zonder {field}: {n}. Daardoor is {field} van {areas} {areas:buurt|buurten} onbekend, en niet in het totaal.</translation>
    </message>
    <message>
        <source>Requirement “{id}”: facilities without a known capacity (choose the field with it): {n} of {all}</source>
        <translation>Basiseis “{id}”: voorzieningen waarvan de capaciteit niet bekend is (kies het veld daarmee): {n} van {all}</translation>
    </message>
    <message>
        <source>Requirement “{id}”: left out of {types}, because a field of its conditions is NULL: {n}</source>
        <translation>Basiseis “{id}”: weggelaten uit {types}, omdat een veld van de voorwaarden NULL is: {n}</translation>
    </message>
    <message>
        <source>Requirement “{id}”: left out of {types}, since only polygons have an area: {n}</source>
        <translation>Basiseis “{id}”: weggelaten uit {types}, omdat alleen vlakken een oppervlakte hebben: {n}</translation>
    </message>
    <message>
        <source>Requirement “{id}”: left out of {types}, without geometry or off the network (take in more streets, or let points lie farther from them): {n} of {all}</source>
        <translation>Basiseis “{id}”: weggelaten uit {types}, zonder geometrie of niet aan het netwerk te koppelen (neem meer straten op, of laat punten er verder vanaf liggen): {n} van {all}</translation>
    </message>
    <message>
        <source>Requirement “{id}”: left out of {types}, without geometry: {n} of {all}</source>
        <translation>Basiseis “{id}”: weggelaten uit {types}, zonder geometrie: {n} van {all}</translation>
    </message>
    <message>
        <source>Requirement “{id}”: neighbourhoods without a figure for {field}, unknown and not in the total: {n}</source>
        <translation>Basiseis “{id}”: buurten zonder cijfer voor {field}, onbekend en niet in het totaal: {n}</translation>
    </message>
    <message>
        <source>Requirement “{id}”: no layer holds {types}, said to be complete: all lies outside.{hint}</source>
        <translation>Basiseis “{id}”: geen laag bevat {types}, dat volledig heet te zijn: alles ligt buiten bereik.{hint}</translation>
    </message>
    <message>
        <source>Requirement “{id}”: rows without {field} and without dwellings, counted as 0: {n}</source>
        <translation>Basiseis “{id}”: rijen zonder {field} en zonder woningen, geteld als 0: {n}</translation>
    </message>
    <message>
        <source>Requirement “{id}”: values of {field} that are no numbers, for which its condition “{op}” does not hold: {n}</source>
        <translation>Basiseis “{id}”: waarden van {field} die geen getallen zijn, waarvoor de voorwaarde met “{op}” niet geldt: {n}</translation>
    </message>
    <message>
        <source>Requirement “{id}”: {field} in neighbourhoods without dwellings to spread them over, counted as unknown: {figure} in {n}</source>
        <translation>Basiseis “{id}”: {field} in buurten zonder woningen om het cijfer over te verdelen, geteld als onbekend: {figure} in {n}</translation>
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
        <source>Requirements asked of it</source>
        <translation>Basiseisen die ervoor gelden</translation>
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
        <source>Requirements met of those that are judged, from light to dark: {classes}</source>
        <translation>Basiseisen waaraan is voldaan van die getoetst zijn, van licht naar donker: {classes}</translation>
    </message>
    <message>
        <source>requirements must be a list of objects, in [ and ]</source>
        <translation>requirements moet een lijst met objecten zijn, tussen [ en ]</translation>
    </message>
    <message>
        <source>Requirements not known</source>
        <translation>Basiseisen waarvan het onbekend is</translation>
    </message>
    <message>
        <source>Requirements row {row}, column {column}: {what}.</source>
        <translation>Basiseisen, rij {row}, kolom {column}: {what}.</translation>
    </message>
    <message>
        <source>Requirements that are left out, since none of them can be asked of a place on a street: {ids}</source>
        <translation>Basiseisen die niet meetellen, omdat ze niet voor een plek aan een straat gelden: {ids}</translation>
    </message>
    <message>
        <source>Requirements that only the run after has, not compared: {n} ({ids})</source>
        <translation>Basiseisen die alleen de toetsing erna heeft, niet vergeleken: {n} ({ids})</translation>
    </message>
    <message>
        <source>Requirements that only the run before has, not compared: {n} ({ids})</source>
        <translation>Basiseisen die alleen de toetsing ervoor heeft, niet vergeleken: {n} ({ids})</translation>
    </message>
    <message>
        <source>Requirements that the runs ask otherwise: {n} ({ids}). Where they do, verdicts are not compared, and figures only where nothing but the target differs.</source>
        <translation>Basiseisen die de toetsingen anders stellen: {n} ({ids}). Waar ze dat doen, worden oordelen niet vergeleken, en cijfers alleen waar niets dan het streefaandeel verschilt.</translation>
    </message>
    <message>
        <source>Requirements to pick from</source>
        <translation>Basiseisen om uit te kiezen</translation>
    </message>
    <message>
        <source>Requirements unknown</source>
        <translation>Basiseisen die niet te beoordelen zijn</translation>
    </message>
    <message>
        <source>Requirements within</source>
        <translation>Basiseisen binnen bereik</translation>
    </message>
    <message>
        <source>Requirements {ids} are all called “{title}”: give each a title of its own to tell them apart.</source>
        <translation>De basiseisen {ids} heten allemaal “{title}”: geef elk een eigen titel om ze uit elkaar te houden.</translation>
    </message>
    <message>
        <source>Residential p&amp;oints to spread over</source>
        <translation>Woonp&amp;unten om over te verdelen</translation>
    </message>
    <message>
        <source>Residential points in no square or postcode area, or in one whose dwellings are not known, that keep their own number: {n} ({ids})</source>
        <translation>Woonpunten in geen vierkant of postcodegebied, of in een waarvan het aantal woningen niet bekend is, die hun eigen aantal houden: {n} ({ids})</translation>
    </message>
    <message>
        <source>Residential points to spread over</source>
        <translation>Woonpunten om over te verdelen</translation>
    </message>
    <message>
        <source>RESIDENTIAL_POINTS is not used: only squares and postcode areas are spread over other points.</source>
        <translation>RESIDENTIAL_POINTS wordt niet gebruikt: alleen vierkanten en postcodegebieden worden over andere punten verdeeld.</translation>
    </message>
    <message>
        <source>Respondents</source>
        <translation>Respondenten</translation>
    </message>
    <message>
        <source>Restart QGIS afterwards.</source>
        <translation>Start QGIS daarna opnieuw.</translation>
    </message>
    <message>
        <source>restaurant</source>
        <translation>restaurant</translation>
    </message>
    <message>
        <source>restricted maximum likelihood (REML)</source>
        <translation>restricted maximum likelihood (REML)</translation>
    </message>
    <message>
        <source>Rests on</source>
        <translation>Berust op</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Resultaten</translation>
    </message>
    <message>
        <source>Results &amp;go into</source>
        <translation>Resultaten gaan naar</translation>
    </message>
    <message>
        <source>Results after</source>
        <translation>Resultaten erna</translation>
    </message>
    <message>
        <source>Results before</source>
        <translation>Resultaten ervoor</translation>
    </message>
    <message>
        <source>Results table</source>
        <translation>Resultatentabel</translation>
    </message>
    <message>
        <source>Results tables</source>
        <translation>Resultatentabellen</translation>
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
        <source>road for motor vehicles only</source>
        <translation>autoweg</translation>
    </message>
    <message>
        <source>road over ice</source>
        <translation>weg over ijs</translation>
    </message>
    <message>
        <source>role=field with semicolons, for example inhabitants_0_15=children;households_low_income=minima_pct. Where the name of a field says so (pct, percentage) it is a percentage of inhabitants, households or dwellings.</source>
        <translation>rol=veld met puntkomma’s ertussen, bijvoorbeeld inhabitants_0_15=kinderen;households_low_income=minima_pct. Waar de naam van een veld dat zegt (pct, percentage) is het een percentage van inwoners, huishoudens of woningen.</translation>
    </message>
    <message>
        <source>role=field with semicolons, for example inhabitants_65=seniors.</source>
        <translation>rol=veld met puntkomma’s ertussen, bijvoorbeeld inhabitants_65=ouderen.</translation>
    </message>
    <message>
        <source>rollator or wheelchair</source>
        <translation>rollator of rolstoel</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>Afronding</translation>
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
        <source>Rows and what became of them</source>
        <translation>Rijen en wat ervan werd</translation>
    </message>
    <message>
        <source>Rows in the areas to leave out: {n} ({ids})</source>
        <translation>Rijen in de gebieden die niet meetellen: {n} ({ids})</translation>
    </message>
    <message>
        <source>Rows left out</source>
        <translation>Weggelaten rijen</translation>
    </message>
    <message>
        <source>Rows of another version of the norms than those of the day before ({what}): {n}</source>
        <translation>Rijen van een andere versie van de normen dan die van de vorige dag ({what}): {n}</translation>
    </message>
    <message>
        <source>rows of outputs</source>
        <translation>rijen van uitvoer</translation>
    </message>
    <message>
        <source>Rows of the forecast without a year or of no neighbourhood, not used: {n} ({ids})</source>
        <translation>Rijen van de prognose zonder jaar of van geen enkele buurt, niet gebruikt: {n} ({ids})</translation>
    </message>
    <message>
        <source>Rows of {table}.txt with more values than columns, so that a value may stand in a wrong one: {n}. A comma in a name needs quotation marks around it.</source>
        <translation>Rijen van {table}.txt met meer waarden dan kolommen, zodat een waarde in een verkeerde kolom kan staan: {n}. Om een naam met een komma horen aanhalingstekens.</translation>
    </message>
    <message>
        <source>Rows that are in no candidate: {n} ({reasons})</source>
        <translation>Rijen die bij geen kandidaat horen: {n} ({reasons})</translation>
    </message>
    <message>
        <source>Rows that are one in it</source>
        <translation>Rijen die er één in zijn</translation>
    </message>
    <message>
        <source>Rows that ask something else than those of the day before ({what}): {n}. They are not compared.</source>
        <translation>Rijen die iets anders vragen dan die van de vorige dag ({what}): {n}. Ze worden niet vergeleken.</translation>
    </message>
    <message>
        <source>Rows that override the shipped mapping: a field (or tag), a value (* for any) and the type; * as the type takes the value itself, - leaves it out. For facilities that are not from OpenStreetMap.</source>
        <translation>Rijen die voor de meegeleverde vertaaltabel gaan: een veld (of tag), een waarde (* voor elke) en de soort; * als soort neemt de waarde zelf, - laat de rij weg. Voor voorzieningen die niet uit OpenStreetMap komen.</translation>
    </message>
    <message>
        <source>Rows that override the shipped mapping: a field (or tag), a value (* for any) and the type; * as the type takes the value itself, - leaves it out. Left empty: the shipped mapping for OpenStreetMap and Geofabrik alone.</source>
        <translation>Rijen die voorgaan op de meegeleverde vertaaltabel: een veld (of tag), een waarde (* voor elke) en de soort; * als soort neemt de waarde zelf, - laat de rij weg. Leeg: alleen de meegeleverde vertaaltabel voor OpenStreetMap en Geofabrik.</translation>
    </message>
    <message>
        <source>Rows that were fetched</source>
        <translation>Opgehaalde rijen</translation>
    </message>
    <message>
        <source>Rows whose norm has a source of another year than those of the day before ({what}): {n}</source>
        <translation>Rijen waarvan de norm een bron van een ander jaar heeft dan die van de vorige dag ({what}): {n}</translation>
    </message>
    <message>
        <source>rows without geometry</source>
        <translation>rijen zonder geometrie</translation>
    </message>
    <message>
        <source>Rows: {n} ({reasons}).</source>
        <translation>Rijen: {n} ({reasons}).</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regels</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Run</translation>
    </message>
    <message>
        <source>Run a recipe</source>
        <translation>Recept uitvoeren</translation>
    </message>
    <message>
        <source>Run for profit (1) or not (0)</source>
        <translation>Commercieel (1) of niet (0)</translation>
    </message>
    <message>
        <source>Run “Check basic requirements” first, or open the dwellings and neighbourhoods that it wrote.</source>
        <translation>Voer eerst “Basiseisen toetsen” uit, of open de woningen en buurten die het schreef.</translation>
    </message>
    <message>
        <source>Running several municipalities at a time needs dask.distributed: install it, or add --serial.</source>
        <translation>Voor meerdere gemeenten tegelijk is dask.distributed nodig: installeer het, of voeg --serial toe.</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>&amp;Opslaan</translation>
    </message>
    <message>
        <source>Sample town</source>
        <translation>Voorbeeldstad</translation>
    </message>
    <message>
        <source>Sampling variance</source>
        <translation>Steekproefvariantie</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Opslaan</translation>
    </message>
    <message>
        <source>Save as a copy</source>
        <translation>Opslaan als kopie</translation>
    </message>
    <message>
        <source>Save as norm set</source>
        <translation>Opslaan als normenset</translation>
    </message>
    <message>
        <source>Save as norm set…</source>
        <translation>Opslaan als normenset…</translation>
    </message>
    <message>
        <source>Save as recipe</source>
        <translation>Opslaan als recept</translation>
    </message>
    <message>
        <source>Save as recipe…</source>
        <translation>Opslaan als recept…</translation>
    </message>
    <message>
        <source>save it to a file below the folder of the recipe, and make the recipe of that</source>
        <translation>sla haar op in een bestand onder de map van het recept, en maak het recept daarvan</translation>
    </message>
    <message>
        <source>Saved as a draft with examples: {path}. Choose this file as norm file in a run, or import it in “Norm sets…” to find it among the norm sets.</source>
        <translation>Opgeslagen als concept met voorbeelden: {path}. Kies dit bestand als normbestand bij een toetsing, of importeer het bij “Normensets…” om het tussen de normensets te vinden.</translation>
    </message>
    <message>
        <source>Saved as version {version}.</source>
        <translation>Opgeslagen als versie {version}.</translation>
    </message>
    <message>
        <source>Saved: {path} (steps: {n})</source>
        <translation>Opgeslagen: {path} (stappen: {n})</translation>
    </message>
    <message>
        <source>Scenarios side by side</source>
        <translation>Scenario's naast elkaar</translation>
    </message>
    <message>
        <source>SCENARIOS takes 2 to {most} results tables, or one with 2 to {most} of its years in YEARS_OF; there are {n}.</source>
        <translation>SCENARIOS neemt 2 tot {most} resultatentabellen, of één met 2 tot {most} van haar jaren in YEARS_OF; het zijn er {n}.</translation>
    </message>
    <message>
        <source>school holidays differ</source>
        <translation>schoolvakanties wijken af</translation>
    </message>
    <message>
        <source>Search in this page</source>
        <translation>Zoeken op deze bladzijde</translation>
    </message>
    <message>
        <source>searches</source>
        <translation>zoekacties</translation>
    </message>
    <message>
        <source>seat</source>
        <translation>zitplek</translation>
    </message>
    <message>
        <source>Second day</source>
        <translation>Tweede dag</translation>
    </message>
    <message>
        <source>secondary school</source>
        <translation>middelbare school</translation>
    </message>
    <message>
        <source>See and change norm sets</source>
        <translation>Bekijk en wijzig normensets</translation>
    </message>
    <message>
        <source>see by the columns</source>
        <translation>aan de kolommen te zien</translation>
    </message>
    <message>
        <source>See how requirements went from year to year, and what the changes came of</source>
        <translation>Zien hoe eisen van jaar tot jaar verliepen, en waardoor ze veranderden</translation>
    </message>
    <message>
        <source>See what changed between two runs: the newest two in the project</source>
        <translation>Zie wat er verschilt tussen twee toetsingen: de nieuwste twee in het project</translation>
    </message>
    <message>
        <source>See whether a survey figure is higher where places are lacking</source>
        <translation>Zien of een enquêtecijfer hoger is waar plekken ontbreken</translation>
    </message>
    <message>
        <source>See which survey figures of neighbourhoods hold</source>
        <translation>Zien welke enquêtecijfers van buurten standhouden</translation>
    </message>
    <message>
        <source>Select one requirement or more.</source>
        <translation>Selecteer een of meer basiseisen.</translation>
    </message>
    <message>
        <source>selected features only</source>
        <translation>alleen geselecteerde objecten</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Reeks</translation>
    </message>
    <message>
        <source>Series over the years</source>
        <translation>Reeks door de jaren</translation>
    </message>
    <message>
        <source>serves {part}</source>
        <translation>serves {part}</translation>
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
        <source>Services</source>
        <translation>Diensten</translation>
    </message>
    <message>
        <source>SERVICES has nothing to fetch {part} from: leave it out.</source>
        <translation>SERVICES heeft niets om {part} van op te halen: laat dat weg.</translation>
    </message>
    <message>
        <source>SERVICES names an authentication for {id} that this QGIS does not have: add it in the options of QGIS (Authentication), and put its id there.</source>
        <translation>SERVICES noemt voor {id} een authenticatie die deze QGIS niet heeft: voeg haar toe in de opties van QGIS (Authenticatie), en zet haar id daar neer.</translation>
    </message>
    <message>
        <source>Sets the maximum snapping distance of the next check, for all points</source>
        <translation>Stelt voor de volgende toetsing de grootste afstand tot het netwerk in, voor alle punten</translation>
    </message>
    <message>
        <source>setting</source>
        <translation>instelling</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Instellingen</translation>
    </message>
    <message>
        <source>settlement</source>
        <translation>kern</translation>
    </message>
    <message>
        <source>several</source>
        <translation>verschillend</translation>
    </message>
    <message>
        <source>Several limits</source>
        <translation>Meer grenzen</translation>
    </message>
    <message>
        <source>Several results tables, the base first</source>
        <translation>Meerdere resultatentabellen, de basis eerst</translation>
    </message>
    <message>
        <source>Several rows may have the same. Left empty: plan_id if there is one, else the feature id.</source>
        <translation>Meerdere rijen mogen hetzelfde hebben. Leeg gelaten: plan_id als dat er is, anders de object-id.</translation>
    </message>
    <message>
        <source>Several with | between: meeting place | community centre.</source>
        <translation>Meerdere met | ertussen: meeting place | community centre.</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Ernst</translation>
    </message>
    <message>
        <source>sha256 is 64 of the digits 0–9 and a–f</source>
        <translation>sha256 bestaat uit 64 tekens 0–9 en a–f</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Aandeel</translation>
    </message>
    <message>
        <source>share</source>
        <translation>aandeel</translation>
    </message>
    <message>
        <source>Share at 110 % of the threshold</source>
        <translation>Aandeel bij 110 % van de drempelwaarde</translation>
    </message>
    <message>
        <source>Share at 90 % of the threshold</source>
        <translation>Aandeel bij 90 % van de drempelwaarde</translation>
    </message>
    <message>
        <source>Share at the norm</source>
        <translation>Aandeel bij de norm</translation>
    </message>
    <message>
        <source>Share of</source>
        <translation>Aandeel van</translation>
    </message>
    <message>
        <source>Share of 65 or older</source>
        <translation>Aandeel 65-plussers</translation>
    </message>
    <message>
        <source>Share of dwellings with everything</source>
        <translation>Aandeel woningen met alles</translation>
    </message>
    <message>
        <source>Share of its dwellings</source>
        <translation>Aandeel van de woningen</translation>
    </message>
    <message>
        <source>Share of one-person households</source>
        <translation>Aandeel eenpersoonshuishoudens</translation>
    </message>
    <message>
        <source>Share of rented dwellings</source>
        <translation>Aandeel huurwoningen</translation>
    </message>
    <message>
        <source>share of residents of 55 or older</source>
        <translation>aandeel bewoners van 55 jaar of ouder</translation>
    </message>
    <message>
        <source>share of the area</source>
        <translation>aandeel van het oppervlak</translation>
    </message>
    <message>
        <source>Share of the connected part</source>
        <translation>Aandeel van het samenhangende deel</translation>
    </message>
    <message>
        <source>Share of the dwellings served</source>
        <translation>Aandeel van de woningen dat bediend is</translation>
    </message>
    <message>
        <source>Share of the length in the longest part</source>
        <translation>Aandeel van de lengte in het langste deel</translation>
    </message>
    <message>
        <source>Share outside</source>
        <translation>Aandeel buiten bereik</translation>
    </message>
    <message>
        <source>Share within</source>
        <translation>Aandeel binnen bereik</translation>
    </message>
    <message>
        <source>Share within 110 % of the threshold</source>
        <translation>Aandeel binnen 110 % van de drempelwaarde</translation>
    </message>
    <message>
        <source>Share within 90 % of the threshold</source>
        <translation>Aandeel binnen 90 % van de drempelwaarde</translation>
    </message>
    <message>
        <source>Share within against the threshold</source>
        <translation>Aandeel binnen bereik tegen de drempelwaarde</translation>
    </message>
    <message>
        <source>Shares of what is known, cut off. Where figures cannot be compared the line is broken, and they are of other norms or borders.</source>
        <translation>Aandelen van wat bekend is, naar beneden afgekapt. Waar cijfers niet te vergelijken zijn is de lijn onderbroken: ze gaan over andere normen of grenzen.</translation>
    </message>
    <message>
        <source>Shares the capacity of facilities among all dwellings that reach them.</source>
        <translation>Verdeelt de capaciteit van voorzieningen over alle woningen die ze bereiken.</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Blad</translation>
    </message>
    <message>
        <source>Sheets for the neighbourhoods</source>
        <translation>Bladen voor de buurten</translation>
    </message>
    <message>
        <source>Shortfall in places or m²</source>
        <translation>Tekort in plaatsen of m²</translation>
    </message>
    <message>
        <source>Shortfall in whole facilities</source>
        <translation>Tekort in hele voorzieningen</translation>
    </message>
    <message>
        <source>Shortfall to the target</source>
        <translation>Tekort tot het streefaandeel</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>Toon op de kaart</translation>
    </message>
    <message>
        <source>Since the earlier fetch, {table}: {counts}</source>
        <translation>Sinds de eerdere ophaling, {table}: {counts}</translation>
    </message>
    <message>
        <source>Size of one (m² or places)</source>
        <translation>Grootte van één (m² of plaatsen)</translation>
    </message>
    <message>
        <source>Size of one facility</source>
        <translation>Grootte van één voorziening</translation>
    </message>
    <message>
        <source>skate park</source>
        <translation>skatepark</translation>
    </message>
    <message>
        <source>Smaller facilities do not count; points have no area and never do.</source>
        <translation>Kleinere voorzieningen tellen niet mee; punten hebben geen oppervlak en tellen nooit mee.</translation>
    </message>
    <message>
        <source>Smallest connected part to use (m of street)</source>
        <translation>Kleinste samenhangende deel dat meedoet (m straat)</translation>
    </message>
    <message>
        <source>Snap up to {metres} m</source>
        <translation>Sluit aan tot {metres} m</translation>
    </message>
    <message>
        <source>snapping</source>
        <translation>koppelen aan straat</translation>
    </message>
    <message>
        <source>social facility</source>
        <translation>sociale voorziening</translation>
    </message>
    <message>
        <source>some better, some worse</source>
        <translation>sommige beter, sommige slechter</translation>
    </message>
    <message>
        <source>something is missing</source>
        <translation>er ontbreekt iets</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Bron</translation>
    </message>
    <message>
        <source>source</source>
        <translation>bron</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Bronnen</translation>
    </message>
    <message>
        <source>south</source>
        <translation>zuiden</translation>
    </message>
    <message>
        <source>Space that is needed, and space that there is</source>
        <translation>Ruimte die nodig is, en ruimte die er is</translation>
    </message>
    <message>
        <source>special school</source>
        <translation>speciaal onderwijs</translation>
    </message>
    <message>
        <source>Speed (km/h)</source>
        <translation>Snelheid (km/u)</translation>
    </message>
    <message>
        <source>Speeds</source>
        <translation>Snelheden</translation>
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
        <source>sports centre</source>
        <translation>sportcentrum</translation>
    </message>
    <message>
        <source>sports hall</source>
        <translation>sporthal</translation>
    </message>
    <message>
        <source>sports pitch</source>
        <translation>sportveld</translation>
    </message>
    <message>
        <source>Spread evenly over the dwellings of a neighbourhood: {groups}. How these differ within a neighbourhood is not known; what is said here is how neighbourhoods differ.</source>
        <translation>Gelijkmatig over de woningen van een buurt verdeeld: {groups}. Hoe deze binnen een buurt verschillen, is niet bekend; hier staat hoe buurten verschillen.</translation>
    </message>
    <message>
        <source>Spreadsheet</source>
        <translation>Rekenblad</translation>
    </message>
    <message>
        <source>Spreadsheets (*.xlsx)</source>
        <translation>Rekenbladen (*.xlsx)</translation>
    </message>
    <message>
        <source>Squares of 100 m or postcode areas (PC6), with the columns as they come.</source>
        <translation>Vierkanten van 100 m of postcodegebieden (PC6), met de kolommen zoals ze komen.</translation>
    </message>
    <message>
        <source>Squares or postcode areas without a residential point, not in the result: {n} ({ids})</source>
        <translation>Vierkanten of postcodegebieden zonder woonpunt, niet in de uitkomst: {n} ({ids})</translation>
    </message>
    <message>
        <source>Squares that are drawn as areas (highway=pedestrian with area=yes) are not among the lines of OpenStreetMap but in its layer “multipolygons”: streets that end on such a square are not joined here unless lines cross it. Look with Check network.</source>
        <translation>Pleinen die als vlak zijn getekend (highway=pedestrian met area=yes) staan niet bij de lijnen van OpenStreetMap maar in de laag “multipolygons”: straten die op zo'n plein uitkomen, sluiten hier niet op elkaar aan tenzij er lijnen overheen lopen. Kijk met Netwerk controleren.</translation>
    </message>
    <message>
        <source>Stale file handle</source>
        <translation>verouderde verwijzing naar een bestand</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>State of the norm set</source>
        <translation>Status van de normenset</translation>
    </message>
    <message>
        <source>State, municipality, care organisation, school board: for what the candidates of each would do.</source>
        <translation>Rijk, gemeente, zorgorganisatie, schoolbestuur: voor wat de kandidaten van elk zouden doen.</translation>
    </message>
    <message>
        <source>Statistics Netherlands (CBS) publishes how far the inhabitants of a neighbourhood have to the nearest facility on average. Theirs is over roads for cars, weighted by inhabitants, rounded to tenths of a kilometre, and to the facilities of their own date. Ours is along streets on foot, to the facilities of this run, weighted by {weight}. So the two always differ somewhat: this is no verdict, and no norm is judged by it.</source>
        <translation>Het CBS publiceert hoe ver de inwoners van een buurt het gemiddeld hebben tot de dichtstbijzijnde voorziening. Dat is over autowegen, gewogen naar inwoners, afgerond op tienden van een kilometer, en naar de voorzieningen van een eigen peildatum. De onze is te voet langs straten, naar de voorzieningen van deze toetsing, gewogen naar {weight}. Er is dus altijd enig verschil: dit is geen oordeel, en geen norm wordt ermee getoetst.</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>status</source>
        <translation>status</translation>
    </message>
    <message>
        <source>status not given</source>
        <translation>zonder status</translation>
    </message>
    <message>
        <source>status not recognised</source>
        <translation>onbekende status</translation>
    </message>
    <message>
        <source>Status of plans that count</source>
        <translation>Status van plannen die meetellen</translation>
    </message>
    <message>
        <source>Status of the plan</source>
        <translation>Status van het plan</translation>
    </message>
    <message>
        <source>Status of the row</source>
        <translation>Status van de rij</translation>
    </message>
    <message>
        <source>status, use, surface, building, id or name, = and a field, with semicolons: use=functie;surface=bvo.</source>
        <translation>status, use, surface, building, id of name, = en een veld, met puntkomma’s: use=functie;surface=bvo.</translation>
    </message>
    <message>
        <source>step {id}</source>
        <translation>stap {id}</translation>
    </message>
    <message>
        <source>step {number}</source>
        <translation>stap {number}</translation>
    </message>
    <message>
        <source>Step {n} of {all}: {title}…</source>
        <translation>Stap {n} van {all}: {title}…</translation>
    </message>
    <message>
        <source>Step {step} ({n} of {m}): {algorithm}</source>
        <translation>Stap {step} ({n} van {m}): {algorithm}</translation>
    </message>
    <message>
        <source>Step {step} of the recipe gives {name} a value of the wrong kind: a layer is an object with the key layer or output, a file one with the key file, and all else is none.</source>
        <translation>Stap {step} van het recept geeft {name} een waarde van de verkeerde soort: een laag is een object met de sleutel layer of output, een bestand een met de sleutel file, en al het andere is geen object.</translation>
    </message>
    <message>
        <source>Step {step} of the recipe gives {name} to {algorithm}, which has no such input or output; the nearest is {near}.</source>
        <translation>Stap {step} van het recept geeft {name} aan {algorithm}, dat zo’n invoer of uitvoer niet heeft; het meest lijkt {near} erop.</translation>
    </message>
    <message>
        <source>Step {step} of the recipe has a {input}, which may name pictures anywhere: set ALLOW_NETWORK if you trust it.</source>
        <translation>Stap {step} van het recept heeft een {input}, die overal afbeeldingen kan aanwijzen: zet ALLOW_NETWORK aan als u het recept vertrouwt.</translation>
    </message>
    <message>
        <source>Step {step} of the recipe may use a network: set ALLOW_NETWORK.</source>
        <translation>Stap {step} van het recept mag een netwerk gebruiken: zet ALLOW_NETWORK aan.</translation>
    </message>
    <message>
        <source>Step {step} of the recipe runs {algorithm}, which this version of Buurtmaat does not have: install a newer version, or leave the step out.</source>
        <translation>Stap {step} van het recept voert {algorithm} uit, dat deze versie van Buurtmaat niet heeft: installeer een nieuwere versie, of laat de stap weg.</translation>
    </message>
    <message>
        <source>Step {step} of the recipe stopped: {why}</source>
        <translation>Stap {step} van het recept is gestopt: {why}</translation>
    </message>
    <message>
        <source>Step {step} of the recipe takes the file {output} for {name}: add which table of it, such as "table": "streets".</source>
        <translation>Stap {step} van het recept neemt het bestand {output} voor {name}: voeg toe welke tabel daaruit, zoals "table": "streets".</translation>
    </message>
    <message>
        <source>Step {step} of the recipe takes the table {table} of {output} for {name}, which there cannot be: leave the table out.</source>
        <translation>Stap {step} van het recept neemt de tabel {table} van {output} voor {name}, die er niet kan zijn: laat de tabel weg.</translation>
    </message>
    <message>
        <source>Step {step} of the recipe uses a network: set ALLOW_NETWORK.</source>
        <translation>Stap {step} van het recept gebruikt een netwerk: zet ALLOW_NETWORK aan.</translation>
    </message>
    <message>
        <source>Step {step} of the recipe writes {name} to {file}: a recipe writes {endings} there.</source>
        <translation>Stap {step} van het recept schrijft {name} naar {file}: daarheen schrijft een recept {endings}.</translation>
    </message>
    <message>
        <source>Step {step} of the recipe wrote no table {table}; it wrote: {tables}. Change what it fetches, or take one of these.</source>
        <translation>Stap {step} van het recept schreef geen tabel {table}; wel: {tables}. Wijzig wat wordt opgehaald, of neem een van deze.</translation>
    </message>
    <message>
        <source>step-free</source>
        <translation>drempelvrij</translation>
    </message>
    <message>
        <source>Step-free (1) or not (0)</source>
        <translation>Drempelvrij (1) of niet (0)</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>trap</translation>
    </message>
    <message>
        <source>Steps (m or min: weight)</source>
        <translation>Stappen (m of min: gewicht)</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Voorraad</translation>
    </message>
    <message>
        <source>Stop place</source>
        <translation>Halte</translation>
    </message>
    <message>
        <source>Stop places</source>
        <translation>Haltes</translation>
    </message>
    <message>
        <source>Stop places without coordinates that can be used, left out: {n}</source>
        <translation>Haltes zonder bruikbare coördinaten, weggelaten: {n}</translation>
    </message>
    <message>
        <source>Stop places: {n}; without a departure on these days, left out: {m}</source>
        <translation>Haltes: {n}; zonder vertrek op deze dagen, weggelaten: {m}</translation>
    </message>
    <message>
        <source>Stopped by an error: {n}.</source>
        <translation>Gestopt door een fout: {n}.</translation>
    </message>
    <message>
        <source>Stopped: run the same command again, which repeats nothing that is finished.</source>
        <translation>Gestopt: geef dezelfde opdracht nog eens, dan wordt niets herhaald dat klaar is.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Bezig te stoppen…</translation>
    </message>
    <message>
        <source>Stops</source>
        <translation>Haltes</translation>
    </message>
    <message>
        <source>stops</source>
        <translation>haltes</translation>
    </message>
    <message>
        <source>Street data</source>
        <translation>Straatgegevens</translation>
    </message>
    <message>
        <source>Streets</source>
        <translation>Straten</translation>
    </message>
    <message>
        <source>streets</source>
        <translation>straten</translation>
    </message>
    <message>
        <source>Streets and facilities count up to {m} m around each municipality: --margin changes that.</source>
        <translation>Straten en voorzieningen tellen mee tot {m} m rond elke gemeente: met --margin verandert u dat.</translation>
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
        <source>Streets by &amp;bicycle too</source>
        <translation>Straten ook voor de &amp;fiets</translation>
    </message>
    <message>
        <source>Streets by bicycle</source>
        <translation>Straten per fiets</translation>
    </message>
    <message>
        <source>streets depend on it</source>
        <translation>er hangen straten van af</translation>
    </message>
    <message>
        <source>streets drawn twice</source>
        <translation>dubbel getekende straten</translation>
    </message>
    <message>
        <source>Streets drawn twice: {twice}; crossings without a node: {crossings}; lines without length: {zero}.</source>
        <translation>Dubbel getekende straten: {twice}; kruisingen zonder knooppunt: {crossings}; lijnen zonder lengte: {zero}.</translation>
    </message>
    <message>
        <source>Streets from</source>
        <translation>Straten van</translation>
    </message>
    <message>
        <source>Streets from where it is within reach</source>
        <translation>Straten vanwaar het binnen bereik is</translation>
    </message>
    <message>
        <source>Streets lead into areas within (m)</source>
        <translation>Straten geven toegang tot vlakken binnen (m)</translation>
    </message>
    <message>
        <source>Streets left out</source>
        <translation>Weggelaten straten</translation>
    </message>
    <message>
        <source>Streets on foot</source>
        <translation>Straten te voet</translation>
    </message>
    <message>
        <source>Streets on foot, repaired</source>
        <translation>Straten te voet, hersteld</translation>
    </message>
    <message>
        <source>Streets that come after {year} count all the same: {n}.</source>
        <translation>Straten die er na {year} komen tellen toch mee: {n}.</translation>
    </message>
    <message>
        <source>Streets that come with the plans, if they are not among the existing ones.</source>
        <translation>Straten die met de plannen komen, als ze niet bij de bestaande staan.</translation>
    </message>
    <message>
        <source>Streets that may be used</source>
        <translation>Bruikbare straten</translation>
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
        <source>Streets, water and green below the maps</source>
        <translation>Straten, water en groen onder de kaarten</translation>
    </message>
    <message>
        <source>Study area</source>
        <translation>Studiegebied</translation>
    </message>
    <message>
        <source>Such as 2026: 80 %; 2035: 95 %.</source>
        <translation>Zoals 2026: 80 %; 2035: 95 %.</translation>
    </message>
    <message>
        <source>Such as 2026: what opens later, or has closed by then, does not count. Left empty: everything counts.</source>
        <translation>Zoals 2026: wat later opengaat, of dan al dicht is, telt niet mee. Leeg: alles telt mee.</translation>
    </message>
    <message>
        <source>Such as 300;500;800: for each the fewest places that serve the target share, in PRICE. Left empty: for the limit only.</source>
        <translation>Zoals 300;500;800: voor elk het kleinste aantal plekken dat het streefaandeel bedient, in PRICE. Leeg: alleen voor de grens.</translation>
    </message>
    <message>
        <source>Such as 4800 - 20000; leave one side out where the source does.</source>
        <translation>Zoals 4800 - 20000; laat een kant weg waar de bron die niet noemt.</translation>
    </message>
    <message>
        <source>Such as 95 %.</source>
        <translation>Zoals 95 %.</translation>
    </message>
    <message>
        <source>Such as area_m2 &gt;= 1000; kind in hall | club.</source>
        <translation>Zoals area_m2 &gt;= 1000; kind in hall | club.</translation>
    </message>
    <message>
        <source>Such as complex_dwellings &gt;= 5.</source>
        <translation>Zoals complex_dwellings &gt;= 5.</translation>
    </message>
    <message>
        <source>Such as inhabitants &gt;= 500.</source>
        <translation>Zoals inhabitants &gt;= 500.</translation>
    </message>
    <message>
        <source>Such as landelijk: 800; centrum: 400.</source>
        <translation>Zoals landelijk: 800; centrum: 400.</translation>
    </message>
    <message>
        <source>Such as: feeling at home. Left empty: what its figure is called.</source>
        <translation>Bijvoorbeeld: zich thuis voelen. Leeg: zoals het cijfer heet.</translation>
    </message>
    <message>
        <source>Suggest locations</source>
        <translation>Locaties voorstellen</translation>
    </message>
    <message>
        <source>Suggest locations…</source>
        <translation>Locaties voorstellen…</translation>
    </message>
    <message>
        <source>Suggested locations</source>
        <translation>Voorgestelde locaties</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Samenvatting</translation>
    </message>
    <message>
        <source>supermarket</source>
        <translation>supermarkt</translation>
    </message>
    <message>
        <source>superseded</source>
        <translation>vervangen</translation>
    </message>
    <message>
        <source>Superseded by</source>
        <translation>Vervangen door</translation>
    </message>
    <message>
        <source>Superseded by {other}.</source>
        <translation>Vervangen door {other}.</translation>
    </message>
    <message>
        <source>Sur&amp;vey estimates…</source>
        <translation>Enquêteschatti&amp;ngen…</translation>
    </message>
    <message>
        <source>surface</source>
        <translation>oppervlakte</translation>
    </message>
    <message>
        <source>Surface (m²)</source>
        <translation>Oppervlakte (m²)</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>Enquête</translation>
    </message>
    <message>
        <source>survey</source>
        <translation>enquête</translation>
    </message>
    <message>
        <source>Survey and requirements</source>
        <translation>Enquête en basiseisen</translation>
    </message>
    <message>
        <source>Survey estimates</source>
        <translation>Enquêteschattingen</translation>
    </message>
    <message>
        <source>Survey estimates by area</source>
        <translation>Enquêteschattingen per gebied</translation>
    </message>
    <message>
        <source>Survey f&amp;igures and requirements…</source>
        <translation>Enquêtec&amp;ijfers en basiseisen…</translation>
    </message>
    <message>
        <source>Survey figures</source>
        <translation>Enquêtecijfers</translation>
    </message>
    <message>
        <source>Survey figures and requirements</source>
        <translation>Enquêtecijfers en basiseisen</translation>
    </message>
    <message>
        <source>survey,loneliness,requirements,comparison,regression,difference,interval,monitor</source>
        <translation>enquête,eenzaamheid,basiseisen,vergelijking,regressie,verschil,interval,monitor</translation>
    </message>
    <message>
        <source>survey,monitor,small area,Fay-Herriot,EBLUP,loneliness,respondents,interval,reliability,shrinkage</source>
        <translation>enquête,monitor,kleine gebieden,Fay-Herriot,EBLUP,eenzaamheid,respondenten,interval,betrouwbaarheid,gezondheidsmonitor</translation>
    </message>
    <message>
        <source>swimming pool</source>
        <translation>zwembad</translation>
    </message>
    <message>
        <source>Switch on the plugin Processing first.</source>
        <translation>Zet eerst de plug-in Processing aan.</translation>
    </message>
    <message>
        <source>T&amp;ype</source>
        <translation>Soort</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabel</translation>
    </message>
    <message>
        <source>table tennis table</source>
        <translation>tafeltennistafel</translation>
    </message>
    <message>
        <source>Table with average distances (CBS)</source>
        <translation>Tabel met gemiddelde afstanden (CBS)</translation>
    </message>
    <message>
        <source>Tables: {files}</source>
        <translation>Tabellen: {files}</translation>
    </message>
    <message>
        <source>Take in more streets, or leave it out.</source>
        <translation>Neem meer straten mee, of laat haar weg.</translation>
    </message>
    <message>
        <source>Take these facilities</source>
        <translation>Neem deze voorzieningen over</translation>
    </message>
    <message>
        <source>Taken from an earlier run: {what}.</source>
        <translation>Overgenomen van een eerdere berekening: {what}.</translation>
    </message>
    <message>
        <source>Takes from street data as it is downloaded the lines that people may use, ready for the other algorithms.

Read are OpenStreetMap (tags as fields, or in other_tags), Geofabrik's extracts and the NWB; which of them it is shows by the columns. Left out are, by profile, motorways, private and forbidden ways, what is only proposed or being built, steps and rough surfaces for wheelchairs, footpaths for bicycles. All rules and their reasons stand in the help page.

The result has all fields, and bridge, tunnel (1 where it is one, so that it passes barriers; not added where the data has such a field that says the same) and time_min, the minutes of a ferry: choose it as “Field with the minutes a line takes”. A ferry is marked as a bridge, so that it passes water. For bicycles direction says forward, backward or both: choose it for one-way streets.

What was left out is a second layer, each line with its reason; the log gives the lengths. A line of which nothing says that it may not be used is kept.</source>
        <translation>Haalt uit straatgegevens zoals ze gedownload worden de lijnen waar mensen mogen komen, klaar voor de andere algoritmen.

Te lezen zijn OpenStreetMap (tags als velden, of in other_tags), de uittreksels van Geofabrik en het NWB; aan de kolommen is te zien welke het is. Weggelaten worden, naar profiel, autosnelwegen, privéwegen en verboden wegen, wat alleen gepland of in aanleg is, trappen en ruwe verharding voor rolstoelen, voetpaden voor fietsen. Alle regels en hun redenen staan op de helppagina.

Het resultaat heeft alle velden, en bridge, tunnel (1 voor een brug of tunnel, die barrières passeert; niet toegevoegd als de gegevens zo'n veld hebben dat hetzelfde zegt) en time_min, de minuten van een veerpont: kies dat als “Veld met de minuten die een lijn kost”. Een veerpont is als brug gemarkeerd, zodat het water de pont niet tegenhoudt. Voor fietsen zegt direction forward, backward of both: kies dat voor eenrichtingsstraten.

Wat is weggelaten is een tweede laag, elke lijn met de reden; het logboek geeft de lengten. Een lijn waarvan niets zegt dat die niet gebruikt mag worden, blijft staan.</translation>
    </message>
    <message>
        <source>Takes from street data the lines that people may use on foot, with a rollator or by bicycle.</source>
        <translation>Haalt uit straatgegevens de lijnen waar mensen lopend, met een rollator of op de fiets mogen komen.</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Streefaandeel</translation>
    </message>
    <message>
        <source>target</source>
        <translation>streefaandeel</translation>
    </message>
    <message>
        <source>Target (share)</source>
        <translation>Streefaandeel</translation>
    </message>
    <message>
        <source>Target group</source>
        <translation>Doelgroep</translation>
    </message>
    <message>
        <source>TARGET must be a share above 0 and at most 1, such as 0.95, not {value}.</source>
        <translation>TARGET moet een aandeel boven 0 en hoogstens 1 zijn, zoals 0,95, niet {value}.</translation>
    </message>
    <message>
        <source>TARGET must be a share above 0 and at most 1: write 0.95 for 95 %.</source>
        <translation>TARGET moet een aandeel boven 0 en hoogstens 1 zijn: schrijf 0,95 voor 95 %.</translation>
    </message>
    <message>
        <source>Target of {requirement}</source>
        <translation>Streefaandeel van {requirement}</translation>
    </message>
    <message>
        <source>Target share</source>
        <translation>Streefaandeel</translation>
    </message>
    <message>
        <source>Target, and the threshold that meets it</source>
        <translation>Streefaandeel, en de drempelwaarde die eraan voldoet</translation>
    </message>
    <message>
        <source>Targets by year</source>
        <translation>Streefaandeel per jaar</translation>
    </message>
    <message>
        <source>Targets for years: in a run with years it goes from one to the next, and takes the target's place.</source>
        <translation>Streefaandelen voor jaren: bij een toetsing met jaren loopt het van het ene naar het volgende, in plaats van het streefaandeel.</translation>
    </message>
    <message>
        <source>Tells one state of the set from the next.</source>
        <translation>Onderscheidt de ene stand van de set van de volgende.</translation>
    </message>
    <message>
        <source>Tells whether a survey's figure is higher where places are lacking, and how sure that is.</source>
        <translation>Zegt of een enquêtecijfer hoger is waar plekken ontbreken, en hoe zeker dat is.</translation>
    </message>
    <message>
        <source>Tells which share lies within each threshold, and which threshold each neighbourhood could meet.</source>
        <translation>Zegt welk aandeel binnen elke drempelwaarde ligt, en welke drempelwaarde elke buurt kan halen.</translation>
    </message>
    <message>
        <source>Tells which survey figures of neighbourhoods hold, and makes better ones of them.</source>
        <translation>Zegt van welke buurten het enquêtecijfer houdbaar is, en maakt er betere cijfers van.</translation>
    </message>
    <message>
        <source>temporary layers</source>
        <translation>tijdelijke lagen</translation>
    </message>
    <message>
        <source>tennis court</source>
        <translation>tennisbaan</translation>
    </message>
    <message>
        <source>Text for a vision document</source>
        <translation>Tekst voor een visie</translation>
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
        <source>That one moved or closed already: undo that first.</source>
        <translation>Die is al verplaatst of gesloten: maak dat eerst ongedaan.</translation>
    </message>
    <message>
        <source>The address of the layer {layer} holds more than url, typename, version and srsname: {instead}.</source>
        <translation>Het adres van de laag {layer} bevat meer dan url, typename, version en srsname: {instead}.</translation>
    </message>
    <message>
        <source>The address {url} is not asked: {why}.</source>
        <translation>Het adres {url} wordt niet gevraagd: {why}.</translation>
    </message>
    <message>
        <source>The answer</source>
        <translation>Het antwoord</translation>
    </message>
    <message>
        <source>The answer of {host} is cut off or is not the JSON that was asked for; try again later.</source>
        <translation>Het antwoord van {host} is afgebroken of is niet de gevraagde JSON; probeer het later opnieuw.</translation>
    </message>
    <message>
        <source>The answer of {host} is cut off or is not the XML that was asked for; try again later.</source>
        <translation>Het antwoord van {host} is afgebroken of is niet de XML waar om gevraagd is; probeer het later opnieuw.</translation>
    </message>
    <message>
        <source>The answer of {host} is larger than {mb} MB: take a smaller area, or raise answer_mb in the limits of SERVICES.</source>
        <translation>Het antwoord van {host} is groter dan {mb} MB: neem een kleiner gebied, of verhoog answer_mb bij de limieten in SERVICES.</translation>
    </message>
    <message>
        <source>The answer of {host} was cut off ({why}): try again later.</source>
        <translation>Het antwoord van {host} werd afgebroken ({why}): probeer het later opnieuw.</translation>
    </message>
    <message>
        <source>The archive “{file}” has no {table}.txt: choose another timetable.</source>
        <translation>Het archief “{file}” heeft geen {table}.txt: kies een andere dienstregeling.</translation>
    </message>
    <message>
        <source>The archive “{file}” is refused, since {why}: choose another timetable.</source>
        <translation>Het archief “{file}” wordt geweigerd, want {why}: kies een andere dienstregeling.</translation>
    </message>
    <message>
        <source>The area has no size: choose another EXTENT.</source>
        <translation>Het gebied heeft geen grootte: kies een andere EXTENT.</translation>
    </message>
    <message>
        <source>the area is not there on the first day</source>
        <translation>het gebied is er op de eerste dag niet</translation>
    </message>
    <message>
        <source>the area is not there on the second day</source>
        <translation>het gebied is er op de tweede dag niet</translation>
    </message>
    <message>
        <source>The area is {n} km across: take one of at most {most} km.</source>
        <translation>Het gebied is {n} km groot: neem er een van hoogstens {most} km.</translation>
    </message>
    <message>
        <source>The area lies where no reference system holds: choose another EXTENT.</source>
        <translation>Het gebied ligt waar geen referentiestelsel geldt: kies een andere EXTENT.</translation>
    </message>
    <message>
        <source>The areas of the layer “{layer}” are called otherwise ({own}) than those of the results table ({table}): choose the field with their code.</source>
        <translation>De gebieden van de laag “{layer}” heten anders ({own}) dan die van de resultatentabel ({table}): kies het veld met hun code.</translation>
    </message>
    <message>
        <source>The areas of the layer “{layer}” are no polygons, so nothing can be spread over the points in them: choose the polygons, or leave RESIDENTIAL_POINTS empty.</source>
        <translation>De gebieden van de laag “{layer}” zijn geen vlakken, dus over de punten erin kan niets worden verdeeld: kies de vlakken, of laat RESIDENTIAL_POINTS leeg.</translation>
    </message>
    <message>
        <source>The areas of the table “{layer}” are other ones than those of the results table: choose “Average distances beside published ones” (OUTPUT_PLAUSIBILITY) of the same run.</source>
        <translation>De gebieden van de tabel “{layer}” zijn andere dan die van de resultatentabel: kies “Gemiddelde afstanden naast gepubliceerde” (OUTPUT_PLAUSIBILITY) van dezelfde toetsing.</translation>
    </message>
    <message>
        <source>The areas of the table “{layer}” are other ones than those of the results table: choose “How many requirements dwellings meet” (OUTPUT_DEGREES) of the same run.</source>
        <translation>De gebieden van de tabel “{layer}” zijn andere dan die van de resultatentabel: kies “Aan hoeveel basiseisen woningen voldoen” (OUTPUT_DEGREES) van dezelfde toetsing.</translation>
    </message>
    <message>
        <source>The average distances of this check beside those that Statistics Netherlands publishes, by neighbourhood: where they differ much, look at the data first.</source>
        <translation>De gemiddelde afstanden van deze toetsing naast die van het CBS, per buurt: waar ze veel verschillen, kijk dan eerst naar de gegevens.</translation>
    </message>
    <message>
        <source>The BAG has none. Left empty: owner or eigenaar if there is one.</source>
        <translation>De BAG heeft er geen. Leeg: owner of eigenaar als die er is.</translation>
    </message>
    <message>
        <source>The buildings of the layer “{layer}” do not tell how many dwellings each holds (aantal_verblijfsobjecten), and a building is not one dwelling: take the address objects instead, or run Prepare dwellings from the toolbox with a “Field with the number of dwellings” (WEIGHT_FIELD).</source>
        <translation>De panden van de laag “{layer}” zeggen niet hoeveel woningen elk heeft (aantal_verblijfsobjecten), en een pand is niet één woning: neem de verblijfsobjecten, of voer Woningen voorbereiden uit de toolbox uit met een “Veld met het aantal woningen” (WEIGHT_FIELD).</translation>
    </message>
    <message>
        <source>The calendar of the timetable says of no trip when it runs: choose another archive.</source>
        <translation>De kalender van de dienstregeling zegt van geen rit wanneer die rijdt: kies een ander archief.</translation>
    </message>
    <message>
        <source>The calendar of the timetable spans more than 60 years: choose another archive.</source>
        <translation>De kalender van de dienstregeling omvat meer dan 60 jaar: kies een ander archief.</translation>
    </message>
    <message>
        <source>The capacity asked for each such number. Left empty: nothing is asked.</source>
        <translation>De capaciteit die voor elk zo’n aantal wordt gevraagd. Leeg: er wordt niets gevraagd.</translation>
    </message>
    <message>
        <source>The capacity of a neighbourhood is what its dwellings reach on average: one facility counts for all that reach it, so these figures do not add up over neighbourhoods.</source>
        <translation>De capaciteit van een buurt is wat haar woningen gemiddeld bereiken: één voorziening telt voor allen die haar bereiken, dus deze cijfers tellen niet op over buurten.</translation>
    </message>
    <message>
        <source>The capacity of a polygon, where the field does not tell it, is its area; what lies in several neighbourhoods is split between them.</source>
        <translation>De capaciteit van een vlak, waar het veld die niet noemt, is zijn oppervlakte; wat in meer buurten ligt, wordt over hen verdeeld.</translation>
    </message>
    <message>
        <source>The card of the neighbourhood that the dwelling lies in</source>
        <translation>Het kaartje van de buurt waar de woning in ligt</translation>
    </message>
    <message>
        <source>The cluster at {address} has no worker: start one on each machine, and run the same command again.</source>
        <translation>Het cluster op {address} heeft geen worker: start er op elke computer een, en geef dezelfde opdracht nog eens.</translation>
    </message>
    <message>
        <source>The computer {computer} cannot write into the folder {folder} ({why}): let the user of the worker write there.</source>
        <translation>De computer {computer} kan niet schrijven in de map {folder} ({why}): geef de gebruiker van de worker daar schrijfrechten.</translation>
    </message>
    <message>
        <source>The computer {computer} does not see the file {file}: share it with that computer under this path.</source>
        <translation>De computer {computer} ziet het bestand {file} niet: deel het met die computer onder dit pad.</translation>
    </message>
    <message>
        <source>The computer {computer} does not see the folder {folder} of the results: share it with that computer under this path.</source>
        <translation>De computer {computer} ziet de map {folder} van de resultaten niet: deel die met die computer onder dit pad.</translation>
    </message>
    <message>
        <source>The computer {computer} has {own}, and the batch was started with {wanted}: install the same there.</source>
        <translation>De computer {computer} heeft {own}, en de opdracht werd gestart met {wanted}: installeer daar hetzelfde.</translation>
    </message>
    <message>
        <source>The conditions of “{requirement}” in the results table cannot be read: choose the table that the run wrote.</source>
        <translation>De voorwaarden van “{requirement}” in de resultatentabel kunnen niet worden gelezen: kies de tabel die de toetsing schreef.</translation>
    </message>
    <message>
        <source>the connection failed</source>
        <translation>de verbinding mislukte</translation>
    </message>
    <message>
        <source>The coordinates of the layer “{layer}” do not fit its reference system {crs}: set the right one in its properties.</source>
        <translation>De coördinaten van de laag “{layer}” passen niet bij haar referentiestelsel {crs}: stel in haar eigenschappen het goede in.</translation>
    </message>
    <message>
        <source>The covariate “{name}” follows from {others}, so the model cannot tell them apart: leave one of them out of COVARIATES.</source>
        <translation>Het verklarende cijfer “{name}” volgt uit {others}, zodat het model ze niet kan onderscheiden: laat een ervan weg uit COVARIATES.</translation>
    </message>
    <message>
        <source>The covariate “{name}” has the same value in every area with respondents, so it explains nothing: leave it out of COVARIATES.</source>
        <translation>Het verklarende cijfer “{name}” is gelijk in elk gebied met respondenten en verklaart dus niets: laat het weg uit COVARIATES.</translation>
    </message>
    <message>
        <source>The covariates explain {n} % of the differences between areas.</source>
        <translation>De verklarende cijfers verklaren {n} % van de verschillen tussen gebieden.</translation>
    </message>
    <message>
        <source>The data of {host} changed while they were read ({n} rows, then {m}); try again later.</source>
        <translation>De gegevens van {host} veranderden tijdens het lezen ({n} rijen, daarna {m}); probeer het later opnieuw.</translation>
    </message>
    <message>
        <source>the date of the norm set</source>
        <translation>de datum van de normenset</translation>
    </message>
    <message>
        <source>the day must be weekday or sunday</source>
        <translation>de dag moet weekday of sunday zijn</translation>
    </message>
    <message>
        <source>The day of the set: 2025, 2025-12 or 2025-12-18.</source>
        <translation>De datum van de set: 2025, 2025-12 of 2025-12-18.</translation>
    </message>
    <message>
        <source>The day on which the layers were downloaded; it goes into source_date.</source>
        <translation>De dag waarop de lagen zijn gedownload; die komt in source_date.</translation>
    </message>
    <message>
        <source>The day that the results are of.</source>
        <translation>De dag waarvoor de resultaten gelden.</translation>
    </message>
    <message>
        <source>the day that the row says something about: that of the run, or the first of its year</source>
        <translation>de dag waarover de rij iets zegt: die van de toetsing, of de eerste van haar jaar</translation>
    </message>
    <message>
        <source>The demand is the neighbourhoods' {field}.</source>
        <translation>De vraag is {field} van de buurten.</translation>
    </message>
    <message>
        <source>The direction field counts for bicycles only, and there is no network for them.</source>
        <translation>Het richtingsveld telt alleen voor fietsers, en er is geen netwerk voor hen.</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>de schijf is vol</translation>
    </message>
    <message>
        <source>the district</source>
        <translation>de wijk</translation>
    </message>
    <message>
        <source>The document cannot be written to {path}: {why}; choose another place.</source>
        <translation>Het document kan niet naar {path} worden geschreven: {why}; kies een andere plaats.</translation>
    </message>
    <message>
        <source>The dwellings are not used: the demand is {field}, and REACH is 0.</source>
        <translation>De woningen worden niet gebruikt: de vraag is {field}, en REACH is 0.</translation>
    </message>
    <message>
        <source>The dwellings do not give the results of “{requirement}”: are the layers of the same run?</source>
        <translation>De woningen geven niet de resultaten van “{requirement}”: zijn de lagen van dezelfde toetsing?</translation>
    </message>
    <message>
        <source>The dwellings layer “{layer}” is empty: choose a layer with dwellings.</source>
        <translation>De laag met woningen “{layer}” is leeg: kies een laag met woningen.</translation>
    </message>
    <message>
        <source>The dwellings of a plan stand along those inside it.</source>
        <translation>De woningen van een plan staan langs de straten erin.</translation>
    </message>
    <message>
        <source>The dwellings of the layer “{layer}” tell of none of the requirements of the results table: choose the layer that the same run wrote.</source>
        <translation>De woningen van de laag “{layer}” zeggen niets over de basiseisen van de resultatentabel: kies de laag die dezelfde berekening heeft geschreven.</translation>
    </message>
    <message>
        <source>The dwellings of “{layer}” are not those of the results table, so maps and curves differ from it: {requirements}. Choose the layer that the same run wrote.</source>
        <translation>De woningen van “{layer}” zijn niet die van de resultatentabel, dus kaarten en curves wijken ervan af: {requirements}. Kies de laag die dezelfde berekening heeft geschreven.</translation>
    </message>
    <message>
        <source>The earlier fetch has ids twice in {table}, of which the first counts: {n} ({ids})</source>
        <translation>De eerdere gegevens hebben in {table} id's dubbel, waarvan de eerste telt: {n} ({ids})</translation>
    </message>
    <message>
        <source>The earlier fetch has no {table}: it is not compared.</source>
        <translation>De eerdere gegevens hebben geen {table}: die tabel is niet vergeleken.</translation>
    </message>
    <message>
        <source>The earlier fetch has {table} from another source, without {column}: it is not compared.</source>
        <translation>De eerdere gegevens hebben {table} uit een andere bron, zonder {column}: die tabel is niet vergeleken.</translation>
    </message>
    <message>
        <source>The earlier fetch {path} has none of the tables that are fetched now: choose another, or leave EARLIER empty.</source>
        <translation>De eerdere ophaling {path} heeft geen van de tabellen die nu worden opgehaald: kies een andere, of laat EARLIER leeg.</translation>
    </message>
    <message>
        <source>The earlier {table} is of another area ({earlier}, now {now}): what came and went may be only that.</source>
        <translation>De eerdere {table} is van een ander gebied ({earlier}, nu {now}): wat kwam en ging kan alleen daaraan liggen.</translation>
    </message>
    <message>
        <source>The earlier {table} is of another margin, so what lies within {m} m is compared.</source>
        <translation>De eerdere {table} heeft een andere marge, dus wat binnen {m} m ligt is vergeleken.</translation>
    </message>
    <message>
        <source>the end of the file</source>
        <translation>het einde van het bestand</translation>
    </message>
    <message>
        <source>The estimate cannot explain itself: leave “{field}” out of COVARIATES.</source>
        <translation>De schatting kan zichzelf niet verklaren: laat “{field}” weg uit COVARIATES.</translation>
    </message>
    <message>
        <source>The estimates cannot be brought to the benchmark {share}: those that are not yet 0 or 1 do not leave room for it. Check BENCHMARK, and the weights of the areas.</source>
        <translation>De schattingen zijn niet op het bekende aandeel {share} te brengen: die nog geen 0 of 1 zijn, laten er geen ruimte voor. Controleer BENCHMARK en de gewichten van de gebieden.</translation>
    </message>
    <message>
        <source>the facet {field} is there twice</source>
        <translation>het kenmerk {field} staat er twee keer</translation>
    </message>
    <message>
        <source>The facilities layer “{layer}” is empty: choose another.</source>
        <translation>De laag met voorzieningen “{layer}” is leeg: kies een andere.</translation>
    </message>
    <message>
        <source>The facilities that are areas, with their area; points that lie in or beside one went into it.</source>
        <translation>De voorzieningen die vlakken zijn, met hun oppervlakte; punten die in of naast een vlak liggen, zijn daarin opgegaan.</translation>
    </message>
    <message>
        <source>The facilities that are points.</source>
        <translation>De voorzieningen die punten zijn.</translation>
    </message>
    <message>
        <source>The facility layer “{layer}” has no field “{field}”, which FACILITY_TYPES names; choose one of: {fields}.</source>
        <translation>De laag met voorzieningen “{layer}” heeft geen veld “{field}”, dat FACILITY_TYPES noemt; kies een van: {fields}.</translation>
    </message>
    <message>
        <source>The farthest: {far}.</source>
        <translation>De verste: {far}.</translation>
    </message>
    <message>
        <source>The field “{field}” of the layer “{layer}” adds up to {total}, more than a layer of dwellings or people can hold ({most}): check its numbers.</source>
        <translation>Het veld “{field}” van de laag “{layer}” telt op tot {total}, meer dan een laag met woningen of mensen kan bevatten ({most}): controleer de getallen.</translation>
    </message>
    <message>
        <source>The field “{field}” of the layer “{layer}” has the same value in several neighbourhoods ({ids}): choose a field that has another value in each.</source>
        <translation>Het veld “{field}” van de laag “{layer}” heeft in meerdere buurten dezelfde waarde ({ids}): kies een veld dat ze onderscheidt.</translation>
    </message>
    <message>
        <source>The field “{field}” of the layer “{layer}” holds a number as large as {value}: check its numbers.</source>
        <translation>Het veld “{field}” van de laag “{layer}” bevat een getal van {value}: controleer de getallen.</translation>
    </message>
    <message>
        <source>The field “{field}” of the layer “{layer}” holds no numbers: choose another.</source>
        <translation>Het veld “{field}” van de laag “{layer}” bevat geen getallen: kies een ander veld.</translation>
    </message>
    <message>
        <source>The field “{field}” of the layer “{layer}” holds percentages, which are no demand: choose one with numbers.</source>
        <translation>Het veld “{field}” van de laag “{layer}” bevat percentages, en die zijn geen vraag: kies een veld met aantallen.</translation>
    </message>
    <message>
        <source>The field “{field}” of the layer “{layer}” holds percentages, which are no number of dwellings: choose another.</source>
        <translation>Het veld “{field}” van de laag “{layer}” bevat percentages, en die zijn geen aantal woningen: kies een ander.</translation>
    </message>
    <message>
        <source>The field “{field}” of the layer “{layer}” holds {value}, which is no share from 0 to 1: divide percentages by 100, or switch off PROPORTION.</source>
        <translation>Het veld “{field}” van de laag “{layer}” heeft de waarde {value}, en dat is geen aandeel van 0 tot 1: deel percentages door 100, of zet PROPORTION uit.</translation>
    </message>
    <message>
        <source>The field “{field}” of the table “{layer}” is a percentage, and a forecast has numbers of people: choose another table.</source>
        <translation>Het veld “{field}” van de tabel “{layer}” is een percentage, en een prognose heeft aantallen mensen: kies een andere tabel.</translation>
    </message>
    <message>
        <source>The figure is a share from 0 to 1</source>
        <translation>Het cijfer is een aandeel van 0 tot 1</translation>
    </message>
    <message>
        <source>The figures were modelled by others, from properties of neighbourhoods that may go with the places themselves: their maker says what they are fit for.</source>
        <translation>De cijfers zijn door anderen gemodelleerd, uit eigenschappen van buurten die zelf met de plekken kunnen samenhangen: de maker zegt waarvoor ze geschikt zijn.</translation>
    </message>
    <message>
        <source>The file of services {path} cannot be read ({why}): choose another, or leave SERVICES empty.</source>
        <translation>Het bestand met diensten {path} kan niet worden gelezen ({why}): kies een ander, of laat SERVICES leeg.</translation>
    </message>
    <message>
        <source>The file that “Save as recipe…” wrote.</source>
        <translation>Het bestand dat “Opslaan als recept…” schreef.</translation>
    </message>
    <message>
        <source>The file {file} on the computer {computer} is not the one of the batch: share that one under this path, or copy it there again.</source>
        <translation>Het bestand {file} op de computer {computer} is niet dat van de opdracht: deel dat onder dit pad, of kopieer het opnieuw.</translation>
    </message>
    <message>
        <source>The file {path} could not be copied to {to} ({why}): choose another file, or another place for the recipe.</source>
        <translation>Het bestand {path} kon niet naar {to} worden gekopieerd ({why}): kies een ander bestand, of een andere plaats voor het recept.</translation>
    </message>
    <message>
        <source>The file {path} of the layer {layer} has its reference system at an address, which a recipe does not ask: {instead}.</source>
        <translation>Het bestand {path} van de laag {layer} heeft zijn referentiestelsel op een adres, en dat vraagt een recept niet op: {instead}.</translation>
    </message>
    <message>
        <source>The file {path} of the layer {layer} is not what its ending says: {instead}.</source>
        <translation>Het bestand {path} van de laag {layer} is niet wat de extensie zegt: {instead}.</translation>
    </message>
    <message>
        <source>The file {path} of the recipe is not below {folder}: put it there.</source>
        <translation>Het bestand {path} van het recept staat niet onder {folder}: zet het daar.</translation>
    </message>
    <message>
        <source>The file “{file}” cannot be opened ({why}): choose a timetable (ZIP archive).</source>
        <translation>Het bestand “{file}” kan niet worden geopend ({why}): kies een dienstregeling (ZIP-archief).</translation>
    </message>
    <message>
        <source>The file “{file}” cannot be read ({why}): choose a file with rules (JSON).</source>
        <translation>Het bestand “{file}” is niet te lezen ({why}): kies een bestand met regels (JSON).</translation>
    </message>
    <message>
        <source>The file “{file}” is no ZIP archive, or a part of one: choose a timetable.</source>
        <translation>Het bestand “{file}” is geen ZIP-archief, of een deel ervan: kies een dienstregeling.</translation>
    </message>
    <message>
        <source>The file “{file}” is not there: choose a timetable (ZIP archive).</source>
        <translation>Het bestand “{file}” is er niet: kies een dienstregeling (ZIP-archief).</translation>
    </message>
    <message>
        <source>The file “{file}” of the recipe cannot be read ({why}): see whether you may read it.</source>
        <translation>Het bestand “{file}” van het recept kan niet worden gelezen ({why}): kijk of u het mag lezen.</translation>
    </message>
    <message>
        <source>The files with the recipe of the run of each day, in the order of the tables and with semicolons, as “Save as recipe…” of Check basic requirements wrote them: what the changes came of. Left empty: no causes.</source>
        <translation>De bestanden met het recept van de toetsing van elke dag, in de volgorde van de tabellen en met puntkomma's ertussen, zoals “Opslaan als recept…” van Basiseisen toetsen ze schreef: waar de verschillen van komen. Leeg: geen oorzaken.</translation>
    </message>
    <message>
        <source>The filter of the layer {layer} does more than compare its fields, which a recipe may not: change it.</source>
        <translation>Het filter van de laag {layer} doet meer dan velden vergelijken, en dat mag een recept niet: pas het aan.</translation>
    </message>
    <message>
        <source>The filter of the layer {layer} does more than compare its fields, which a recipe may not: {instead}.</source>
        <translation>Het filter van de laag {layer} doet meer dan velden vergelijken, en dat mag een recept niet: {instead}.</translation>
    </message>
    <message>
        <source>The filter {filter} asks for “{field}”, which the layer “{layer}” does not have: change it; its fields are: {fields}.</source>
        <translation>Het filter {filter} vraagt naar “{field}”, dat de laag “{layer}” niet heeft: pas het aan; haar velden zijn: {fields}.</translation>
    </message>
    <message>
        <source>The filter {filter} matches none of the {n} features of the layer “{layer}”: change it.</source>
        <translation>Geen van de {n} objecten van de laag “{layer}” voldoet aan het filter {filter}: pas het aan.</translation>
    </message>
    <message>
        <source>The filter {filter} of the layer “{layer}” is no expression that QGIS can read: correct it.</source>
        <translation>Het filter {filter} van de laag “{layer}” is geen expressie die QGIS kan lezen: verbeter het.</translation>
    </message>
    <message>
        <source>The first has the highest figure. The last column says of how many percent of the municipalities with a figure it is not higher than that of this one.</source>
        <translation>1 is de gemeente met het hoogste cijfer. De laatste kolom zegt bij hoeveel procent van de gemeenten met een cijfer het niet hoger is dan hier.</translation>
    </message>
    <message>
        <source>The first of two days.</source>
        <translation>De eerste van twee dagen.</translation>
    </message>
    <message>
        <source>The first {n} of {m} areas; the layer has all.</source>
        <translation>De eerste {n} van {m} gebieden; de laag heeft ze alle.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be made ({why}): choose another.</source>
        <translation>De map {folder} kan niet worden gemaakt ({why}): kies een andere.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written into: choose another, or allow it.</source>
        <translation>In de map {folder} kan niet worden geschreven: kies een andere, of sta het toe.</translation>
    </message>
    <message>
        <source>The folder {folder} of the results cannot be made ({why}): choose another in FOLDER.</source>
        <translation>De map {folder} van de resultaten kan niet worden gemaakt ({why}): kies een andere in FOLDER.</translation>
    </message>
    <message>
        <source>The forecast ends in {last}: {year} has its last figures.</source>
        <translation>De prognose eindigt in {last}: {year} heeft de laatste cijfers ervan.</translation>
    </message>
    <message>
        <source>The GeoPackage of an earlier fetch, to see what changed.</source>
        <translation>De GeoPackage van een eerdere ophaling, om te zien wat er veranderd is.</translation>
    </message>
    <message>
        <source>the id is that of line {line} too; give each its own</source>
        <translation>dezelfde id staat op regel {line}; geef elke basiseis een eigen id</translation>
    </message>
    <message>
        <source>The id of a norm set. Left empty: meeting, example norms about meeting places.</source>
        <translation>De id van een normenset. Leeg: meeting, voorbeeldnormen over ontmoetingsplekken.</translation>
    </message>
    <message>
        <source>The id of a shipped set (rivm-2025, meeting, daily) or of one of your own, kept in the project or the QGIS profile. With no norm set, norm file or table of requirements: {id}.</source>
        <translation>De id van een meegeleverde set (rivm-2025, meeting, daily) of van een eigen set, bewaard in het project of het QGIS-profiel. Zonder normenset, normbestand of tabel met basiseisen: {id}.</translation>
    </message>
    <message>
        <source>the id of the area; outside_neighbourhoods: in none; _total: all together</source>
        <translation>de code van het gebied; outside_neighbourhoods: in geen enkel; _total: alles samen</translation>
    </message>
    <message>
        <source>the id of the norm set</source>
        <translation>de code van de normenset</translation>
    </message>
    <message>
        <source>the id of the requirement</source>
        <translation>de code van de basiseis</translation>
    </message>
    <message>
        <source>The id that the layer of neighbourhoods, or the norm set, has for it.</source>
        <translation>De code in de laag met buurten, of in de normenset.</translation>
    </message>
    <message>
        <source>the id {id} is not one of small letters, digits and _ that begins with a letter</source>
        <translation>de id {id} bestaat niet uit kleine letters, cijfers en _ met een letter aan het begin</translation>
    </message>
    <message>
        <source>the id {id} is that of a set that ships with Buurtmaat; choose another</source>
        <translation>de id {id} is die van een set die bij Buurtmaat hoort; kies een andere</translation>
    </message>
    <message>
        <source>The id {id} is that of a set that ships with Buurtmaat; give this set another.</source>
        <translation>De id {id} is die van een set die bij Buurtmaat hoort; geef deze set een andere.</translation>
    </message>
    <message>
        <source>The input has fields of these names, so the computed ones got a number in OUTPUT: {fields}. Choose those with the number where a field is asked, or give a PREFIX.</source>
        <translation>De invoer heeft velden met deze namen, dus de berekende kregen een nummer in OUTPUT: {fields}. Kies die met het nummer waar om een veld wordt gevraagd, of geef een PREFIX op.</translation>
    </message>
    <message>
        <source>The input has fields that look like computed ones of a later run: {fields}. Other algorithms would read those: rename them, or give a PREFIX.</source>
        <translation>De invoer heeft velden die lijken op berekende velden van een latere stap: {fields}. Andere algoritmen zouden die lezen: hernoem ze, of geef een PREFIX op.</translation>
    </message>
    <message>
        <source>The institutions of the layer “{layer}” do not tell how many people live there: choose the field that does for {input}; its fields are: {fields}.</source>
        <translation>De instellingen van de laag “{layer}” zeggen niet hoeveel mensen er wonen: kies bij {input} het veld dat dat zegt; de velden zijn: {fields}.</translation>
    </message>
    <message>
        <source>The key figures of Statistics Netherlands by neighbourhood are also in the neighbourhoods themselves.</source>
        <translation>De kerncijfers van het CBS per buurt staan ook bij de buurten zelf.</translation>
    </message>
    <message>
        <source>the key {key} is missing; add it</source>
        <translation>de sleutel {key} ontbreekt; voeg die toe</translation>
    </message>
    <message>
        <source>the key {key} is not known</source>
        <translation>de sleutel {key} is niet bekend</translation>
    </message>
    <message>
        <source>the key {key} is on line {line} too; keep one of them</source>
        <translation>de sleutel {key} staat ook op regel {line}; houd er één over</translation>
    </message>
    <message>
        <source>the kind of norm</source>
        <translation>het soort norm</translation>
    </message>
    <message>
        <source>the language of titles and notes</source>
        <translation>de taal van titels en toelichtingen</translation>
    </message>
    <message>
        <source>The last report: {file}</source>
        <translation>Het laatste rapport: {file}</translation>
    </message>
    <message>
        <source>The layer has a field “{name}” of its own: what was computed is in “{given}”.</source>
        <translation>De laag heeft zelf al een veld “{name}”: wat berekend is staat in “{given}”.</translation>
    </message>
    <message>
        <source>The layer has no municipality {codes}: write codes that it has.</source>
        <translation>De laag heeft geen gemeente {codes}: geef codes die ze heeft.</translation>
    </message>
    <message>
        <source>The layer that Survey estimates wrote, for which figures of a survey hold.</source>
        <translation>De laag die Enquêteschattingen schreef, voor op welke cijfers van een enquête te bouwen is.</translation>
    </message>
    <message>
        <source>The layer verblijfsobject, with its fields gebruiksdoel and status.</source>
        <translation>De laag verblijfsobject, met zijn velden gebruiksdoel en status.</translation>
    </message>
    <message>
        <source>The layer {layer} comes from a service: set ALLOW_NETWORK, or {instead}.</source>
        <translation>De laag {layer} komt van een webservice: zet ALLOW_NETWORK aan, of {instead}.</translation>
    </message>
    <message>
        <source>The layer {layer} comes from {place}, which a recipe does not open itself: {instead}.</source>
        <translation>De laag {layer} komt van {place}, dat een recept niet zelf opent: {instead}.</translation>
    </message>
    <message>
        <source>The layer {layer} has no field {field}: choose its field with the code of a municipality with --code; it has {fields}.</source>
        <translation>De laag {layer} heeft geen veld {field}: kies met --code haar veld met de code van een gemeente; ze heeft {fields}.</translation>
    </message>
    <message>
        <source>The layer {layer} has no municipality: choose another.</source>
        <translation>De laag {layer} heeft geen gemeente: kies een andere.</translation>
    </message>
    <message>
        <source>The layer {layer} is in {file}, no format that a recipe reads ({endings}): {instead}.</source>
        <translation>De laag {layer} staat in {file}, geen formaat dat een recept leest ({endings}): {instead}.</translation>
    </message>
    <message>
        <source>The layer {layer} is not as it was recorded: {parts}.</source>
        <translation>De laag {layer} is niet zoals vastgelegd: {parts}.</translation>
    </message>
    <message>
        <source>The layer {layer} of municipalities cannot be read ({why}): choose another.</source>
        <translation>De laag {layer} met gemeenten kan niet worden gelezen ({why}): kies een andere.</translation>
    </message>
    <message>
        <source>The layer {layer} of municipalities has no reference system: give it one.</source>
        <translation>De laag {layer} met gemeenten heeft geen referentiestelsel: geef haar er een.</translation>
    </message>
    <message>
        <source>The layer {layer} of the recipe ({place}) cannot be opened: look whether it is whole, or {instead}.</source>
        <translation>De laag {layer} van het recept ({place}) kan niet worden geopend: kijk of ze heel is, of {instead}.</translation>
    </message>
    <message>
        <source>The layer {layer} of the recipe is no file, and cannot be read for each municipality: save it to one.</source>
        <translation>De laag {layer} van het recept is geen bestand en kan niet per gemeente worden gelezen: bewaar haar in een bestand.</translation>
    </message>
    <message>
        <source>The layer {layer} that LAYERS gives for {name} cannot be found: write its name in the project, or its file.</source>
        <translation>De laag {layer} die LAYERS voor {name} geeft, is niet te vinden: schrijf haar naam in het project, of haar bestand.</translation>
    </message>
    <message>
        <source>The layer {value} of {input} is no vector layer, the only kind that a recipe holds: choose another.</source>
        <translation>De laag {value} van {input} is geen vectorlaag, en een recept kan alleen zulke bevatten: kies een andere.</translation>
    </message>
    <message>
        <source>The layer “{layer}” cannot be copied, since a field of it does not fit: save it as a GeoPackage whose field for the last year holds whole numbers, and check again.</source>
        <translation>De laag “{layer}” kan niet worden gekopieerd, want een veld ervan past niet: sla haar op als GeoPackage waarvan het veld met het laatste jaar hele getallen heeft, en toets opnieuw.</translation>
    </message>
    <message>
        <source>The layer “{layer}” cannot be read as {kind}, since it lacks the field “{needs}” and has: {fields}; choose another kind or layer.</source>
        <translation>De laag “{layer}” is niet te lezen als {kind}, want het veld “{needs}” ontbreekt; de laag heeft: {fields}; kies een andere soort of laag.</translation>
    </message>
    <message>
        <source>The layer “{layer}” changed during the run: run again.</source>
        <translation>De laag “{layer}” is tijdens de berekening veranderd: voer deze opnieuw uit.</translation>
    </message>
    <message>
        <source>The layer “{layer}” could not be copied to {path} ({why}): save it to a file yourself, and choose that.</source>
        <translation>De laag “{layer}” kon niet naar {path} worden gekopieerd ({why}): sla haar zelf op in een bestand, en kies dat.</translation>
    </message>
    <message>
        <source>The layer “{layer}” could not be copied whole to {path} ({why}): see whether the disk is full, or choose another place for the recipe.</source>
        <translation>De laag “{layer}” kon niet volledig naar {path} worden gekopieerd ({why}): kijk of de schijf vol is, of kies een andere plaats voor het recept.</translation>
    </message>
    <message>
        <source>The layer “{layer}” does not tell how many dwellings each area holds (aantal_woningen): choose another, or run Prepare dwellings from the toolbox with a “Field with the number of dwellings” (WEIGHT_FIELD); its fields are: {fields}.</source>
        <translation>De laag “{layer}” zegt niet hoeveel woningen elk gebied heeft (aantal_woningen): kies een andere, of voer Woningen voorbereiden uit de toolbox uit met een “Veld met het aantal woningen” (WEIGHT_FIELD); de velden zijn: {fields}.</translation>
    </message>
    <message>
        <source>The layer “{layer}” does not tell {keys}: the lines that these would leave out or mark are kept as they are.</source>
        <translation>De laag “{layer}” vermeldt niet: {keys}. Lijnen die daardoor weggelaten of gemarkeerd zouden worden, blijven zoals ze zijn.</translation>
    </message>
    <message>
        <source>The layer “{layer}” has more than one row of {area}: choose one of a year, or another AREA_ID.</source>
        <translation>De laag “{layer}” heeft meer dan één rij van {area}: kies een laag van één jaar, of een andere AREA_ID.</translation>
    </message>
    <message>
        <source>The layer “{layer}” has no field gebruiksdoel, which distinguishes dwellings from shops and offices: choose another layer; its fields are: {fields}.</source>
        <translation>De laag “{layer}” heeft geen veld gebruiksdoel, dat woningen van winkels en kantoren onderscheidt: kies een andere laag; de velden zijn: {fields}.</translation>
    </message>
    <message>
        <source>The layer “{layer}” has no field with the code of a neighbourhood, such as buurtcode: choose another.</source>
        <translation>De laag “{layer}” heeft geen veld met de code van een buurt, zoals buurtcode: kies een andere.</translation>
    </message>
    <message>
        <source>The layer “{layer}” has no field “{field}” with the neighbourhood of each dwelling; choose one of: {fields}.</source>
        <translation>De laag “{layer}” heeft geen veld “{field}” met de buurt van elke woning; kies een van: {fields}.</translation>
    </message>
    <message>
        <source>The layer “{layer}” has no field “{field}”; choose one of: {fields}.</source>
        <translation>De laag “{layer}” heeft geen veld “{field}”; kies een van: {fields}.</translation>
    </message>
    <message>
        <source>The layer “{layer}” has no reference system, so stops cannot be laid beside it: set it in the layer's properties.</source>
        <translation>De laag “{layer}” heeft geen referentiestelsel, dus haltes zijn er niet naast te leggen: stel het in bij de eigenschappen van de laag.</translation>
    </message>
    <message>
        <source>The layer “{layer}” has no reference system: it is taken to be in {crs}.</source>
        <translation>De laag “{layer}” heeft geen referentiestelsel: aangenomen wordt {crs}.</translation>
    </message>
    <message>
        <source>The layer “{layer}” has no reference system: its coordinates are taken to be metres.</source>
        <translation>De laag “{layer}” heeft geen referentiestelsel: haar coördinaten worden als meters gelezen.</translation>
    </message>
    <message>
        <source>The layer “{layer}” has no requirement “{id}”; choose one of: {ids}.</source>
        <translation>De laag “{layer}” heeft geen basiseis “{id}”; kies een van: {ids}.</translation>
    </message>
    <message>
        <source>The layer “{layer}” has the projection of EPSG:28992 without its datum, as in a MapInfo file: it lies about 110 m away from other layers. Set EPSG:28992 in its properties.</source>
        <translation>De laag “{layer}” heeft de projectie van EPSG:28992 zonder het datum ervan, zoals in een MapInfo-bestand: ze ligt zo'n 110 m van andere lagen af. Stel EPSG:28992 in bij de eigenschappen van de laag.</translation>
    </message>
    <message>
        <source>The layer “{layer}” has {m} features, and only {n} of them could be read: check where it comes from and run again.</source>
        <translation>De laag “{layer}” heeft {m} objecten, en daarvan konden er maar {n} worden gelezen: kijk na waar die vandaan komt en voer opnieuw uit.</translation>
    </message>
    <message>
        <source>The layer “{layer}” holds lines: choose layers of points and of areas.</source>
        <translation>De laag “{layer}” bevat lijnen: kies lagen met punten en met vlakken.</translation>
    </message>
    <message>
        <source>The layer “{layer}” holds neither polygons nor points: choose a layer of plans.</source>
        <translation>De laag “{layer}” bevat geen vlakken en geen punten: kies een laag met plannen.</translation>
    </message>
    <message>
        <source>The layer “{layer}” holds no candidates: choose another, or none to try the junctions of the streets.</source>
        <translation>De laag “{layer}” bevat geen kandidaten: kies een andere, of geen, om de kruispunten van de straten te proberen.</translation>
    </message>
    <message>
        <source>The layer “{layer}” holds no dwelling: its {n} rows were left out ({reasons}); choose another layer.</source>
        <translation>De laag “{layer}” bevat geen woning: de {n} rijen zijn weggelaten ({reasons}); kies een andere laag.</translation>
    </message>
    <message>
        <source>The layer “{layer}” holds no facility with a geometry: no dwelling can reach one.</source>
        <translation>De laag “{layer}” bevat geen voorziening met een geometrie: geen woning kan er een bereiken.</translation>
    </message>
    <message>
        <source>The layer “{layer}” holds no lines or polygons that could be barriers: choose another.</source>
        <translation>De laag “{layer}” bevat geen lijnen of vlakken die barrière kunnen zijn: kies een andere laag.</translation>
    </message>
    <message>
        <source>The layer “{layer}” holds no neighbourhood with a geometry: choose another.</source>
        <translation>De laag “{layer}” bevat geen buurt met een geometrie: kies een andere.</translation>
    </message>
    <message>
        <source>The layer “{layer}” holds no points or polygons: choose another.</source>
        <translation>De laag “{layer}” bevat geen punten of vlakken: kies een andere.</translation>
    </message>
    <message>
        <source>The layer “{layer}” holds no polygons that could be the study area: choose another.</source>
        <translation>De laag “{layer}” bevat geen vlakken die het studiegebied kunnen zijn: kies een andere.</translation>
    </message>
    <message>
        <source>The layer “{layer}” holds no polygons: choose the one with neighbourhoods.</source>
        <translation>De laag “{layer}” bevat geen vlakken: kies de laag met buurten.</translation>
    </message>
    <message>
        <source>The layer “{layer}” holds no requirements: choose “Dwellings with what they have” (OUTPUT_DWELLINGS) that Check basic requirements wrote.</source>
        <translation>De laag “{layer}” bevat geen basiseisen: kies “Woningen met hun voorzieningen” (OUTPUT_DWELLINGS) die “Basiseisen toetsen” schreef.</translation>
    </message>
    <message>
        <source>The layer “{layer}” holds no streets as {kind} has them (no value of “{field}” is known; found: {found}): choose another layer.</source>
        <translation>De laag “{layer}” bevat geen straten zoals {kind} die heeft (geen waarde van “{field}” is bekend; gevonden: {found}): kies een andere laag.</translation>
    </message>
    <message>
        <source>The layer “{layer}” holds {what}, and dwellings are points or polygons: choose a layer of address objects, buildings, squares or postcode areas.</source>
        <translation>De laag “{layer}” bevat {what}, en woningen zijn punten of vlakken: kies een laag met verblijfsobjecten, panden, vierkanten of postcodegebieden.</translation>
    </message>
    <message>
        <source>The layer “{layer}” holds {what}, not lines: choose the layer with the streets.</source>
        <translation>De laag “{layer}” bevat {what}, geen lijnen: kies de laag met de straten.</translation>
    </message>
    <message>
        <source>The layer “{layer}” in {input} is no layer of features: take it out.</source>
        <translation>De laag “{layer}” in {input} is geen laag met objecten: haal die eruit.</translation>
    </message>
    <message>
        <source>The layer “{layer}” is a MapInfo file, in which what is unknown has become 0: run Check basic requirements again and write a GeoPackage.</source>
        <translation>De laag “{layer}” is een MapInfo-bestand, waarin wat onbekend is 0 is geworden: voer Basiseisen toetsen opnieuw uit en schrijf een GeoPackage.</translation>
    </message>
    <message>
        <source>The layer “{layer}” is a table without places: choose layers of points and of areas.</source>
        <translation>De laag “{layer}” is een tabel zonder plaatsen: kies lagen met punten en met vlakken.</translation>
    </message>
    <message>
        <source>The layer “{layer}” is empty.</source>
        <translation>De laag “{layer}” is leeg.</translation>
    </message>
    <message>
        <source>The layer “{layer}” is empty: choose a layer with plans.</source>
        <translation>De laag “{layer}” is leeg: kies een laag met plannen.</translation>
    </message>
    <message>
        <source>The layer “{layer}” is empty: choose a layer with streets.</source>
        <translation>De laag “{layer}” is leeg: kies een laag met straten.</translation>
    </message>
    <message>
        <source>The layer “{layer}” is empty: choose one with address objects or buildings.</source>
        <translation>De laag “{layer}” is leeg: kies er een met verblijfsobjecten of panden.</translation>
    </message>
    <message>
        <source>The layer “{layer}” is empty: choose one with areas.</source>
        <translation>De laag “{layer}” is leeg: kies een laag met gebieden.</translation>
    </message>
    <message>
        <source>The layer “{layer}” is empty: choose one with dwellings.</source>
        <translation>De laag “{layer}” is leeg: kies er een met woningen.</translation>
    </message>
    <message>
        <source>The layer “{layer}” is empty: choose one with neighbourhoods.</source>
        <translation>De laag “{layer}” is leeg: kies een laag met buurten.</translation>
    </message>
    <message>
        <source>The layer “{layer}” is in the geocentric system {crs}, whose coordinates are no places on a map: reproject it to another one, for example EPSG:28992 or EPSG:4326.</source>
        <translation>De laag “{layer}” staat in het geocentrische stelsel {crs}, waarvan de coördinaten geen plekken op een kaart zijn: projecteer haar naar een ander stelsel, bijvoorbeeld EPSG:28992 of EPSG:4326.</translation>
    </message>
    <message>
        <source>The layer “{layer}” is no output of Survey estimates with the code of each neighbourhood: choose that.</source>
        <translation>De laag “{layer}” is geen uitvoer van Enquêteschattingen met de code van elke buurt: kies die.</translation>
    </message>
    <message>
        <source>The layer “{layer}” is no output of Survey estimates: choose that, or fill in ESTIMATE_FIELD, LOW_FIELD and HIGH_FIELD.</source>
        <translation>De laag “{layer}” is geen uitvoer van Enquêteschattingen: kies die, of vul ESTIMATE_FIELD, LOW_FIELD en HIGH_FIELD in.</translation>
    </message>
    <message>
        <source>The layer “{layer}” is no street data that is recognised, which has a field “highway” or “other_tags” (OpenStreetMap), “fclass” (Geofabrik), or “wvk_id” with “bst_code” (NWB), while it has: {fields}; choose another layer. Streets that hold only what may be used need no preparing: choose them in Check basic requirements.</source>
        <translation>De laag “{layer}” is niet te herkennen als straatgegevens: die hebben een veld “highway” of “other_tags” (OpenStreetMap), “fclass” (Geofabrik), of “wvk_id” met “bst_code” (NWB), en deze laag heeft: {fields}; kies een andere laag. Straten met alleen wat gebruikt mag worden, hoeven niet voorbereid te worden: kies ze in Basiseisen toetsen.</translation>
    </message>
    <message>
        <source>The layer “{layer}” is none that is recognised: it has no tags of OpenStreetMap (amenity, leisure, shop, …, or other_tags), no class of Geofabrik (fclass), and MAPPING names none of its fields; say in MAPPING which value of which field is which type, or leave the layer out. Its fields: {fields}.</source>
        <translation>De laag “{layer}” wordt niet herkend: ze heeft geen tags van OpenStreetMap (amenity, leisure, shop, …, of other_tags), geen klasse van Geofabrik (fclass), en MAPPING noemt geen van haar velden; zeg in MAPPING welke waarde van welk veld welke soort is, of laat de laag weg. Haar velden: {fields}.</translation>
    </message>
    <message>
        <source>The layer “{layer}” is not recognised: looked for address objects (points with gebruiksdoel), buildings (polygons with aantal_verblijfsobjecten), squares (crs28992res100m) and postcode areas (postcode6), and found {fields}; choose another layer, or run Prepare dwellings from the toolbox with a “Field with the number of dwellings” (WEIGHT_FIELD). Points with a number of dwellings need no preparing: choose them in Check basic requirements.</source>
        <translation>De laag “{layer}” wordt niet herkend: gezocht is naar verblijfsobjecten (punten met gebruiksdoel), panden (vlakken met aantal_verblijfsobjecten), vierkanten (crs28992res100m) en postcodegebieden (postcode6), en gevonden is {fields}; kies een andere laag, of voer Woningen voorbereiden uit de toolbox uit met een “Veld met het aantal woningen” (WEIGHT_FIELD). Punten met een aantal woningen hoeven niet voorbereid te worden: kies ze in Basiseisen toetsen.</translation>
    </message>
    <message>
        <source>The layer “{layer}” is read as {kind}.</source>
        <translation>De laag “{layer}” wordt gelezen als {kind}.</translation>
    </message>
    <message>
        <source>The layer “{layer}” of PLANS has no field “{field}”: make it of the plans with Planned dwellings.</source>
        <translation>De laag “{layer}” van PLANS heeft geen veld “{field}”: maak haar van de plannen met Geplande woningen.</translation>
    </message>
    <message>
        <source>The layer “{layer}” of PLANS is a MapInfo file, in which an unknown year has become 0: make it again with Planned dwellings and write a GeoPackage.</source>
        <translation>De laag “{layer}” van PLANS is een MapInfo-bestand, waarin een onbekend jaar 0 is geworden: maak haar opnieuw met Geplande woningen en schrijf een GeoPackage.</translation>
    </message>
    <message>
        <source>The layer “{layer}” of {input} holds lines: choose the one with the dwellings, as points or polygons.</source>
        <translation>De laag “{layer}” van {input} bevat lijnen: kies die met de woningen, als punten of vlakken.</translation>
    </message>
    <message>
        <source>The layer “{layer}” of {input} holds no lines or polygons: take it out, or choose one with streets, water or green.</source>
        <translation>De laag “{layer}” van {input} bevat geen lijnen of vlakken: haal deze weg, of kies er een met straten, water of groen.</translation>
    </message>
    <message>
        <source>The layer “{layer}” of {input} holds no lines: choose the one with the streets and paths.</source>
        <translation>De laag “{layer}” van {input} bevat geen lijnen: kies die met de straten en paden.</translation>
    </message>
    <message>
        <source>The layer “{layer}” of {input} holds no points, lines or polygons: take it out.</source>
        <translation>De laag “{layer}” van {input} bevat geen punten, lijnen of vlakken: haal die eruit.</translation>
    </message>
    <message>
        <source>The layer “{layer}” of {input} holds no polygons: choose another.</source>
        <translation>De laag “{layer}” van {input} bevat geen vlakken: kies een andere.</translation>
    </message>
    <message>
        <source>The layer “{layer}” of {input} is a table without places: choose one with points, lines or polygons.</source>
        <translation>De laag “{layer}” van {input} is een tabel zonder plaatsen: kies er een met punten, lijnen of vlakken.</translation>
    </message>
    <message>
        <source>The layer “{layer}” of {input} is empty: choose another.</source>
        <translation>De laag “{layer}” van {input} is leeg: kies een andere.</translation>
    </message>
    <message>
        <source>The layer “{layer}” of {input} is no longer in the project: add it, and choose it again.</source>
        <translation>De laag “{layer}” van {input} staat niet meer in het project: voeg die toe en kies opnieuw.</translation>
    </message>
    <message>
        <source>The layer “{layer}” says neither a status nor a use (gebruiksdoel) nor an owner: choose another layer, or name the fields in OWNER_FIELD and FIELD_MAP; its fields are: {fields}.</source>
        <translation>De laag “{layer}” noemt geen status, geen gebruiksdoel en geen eigenaar: kies een andere laag, of noem de velden in OWNER_FIELD en FIELD_MAP; de velden zijn: {fields}.</translation>
    </message>
    <message>
        <source>The layer “{layer}” seems to be a Shapefile, which cuts field names to ten characters: run Check basic requirements again and write a GeoPackage.</source>
        <translation>De laag “{layer}” lijkt een Shapefile, die veldnamen afkapt tot tien tekens: voer “Basiseisen toetsen” opnieuw uit en schrijf een GeoPackage.</translation>
    </message>
    <message>
        <source>The layer “{layer}” was removed from the project while the run still needed it: add it and run again.</source>
        <translation>De laag “{layer}” is uit het project gehaald terwijl ze nog nodig was: voeg haar toe en voer opnieuw uit.</translation>
    </message>
    <message>
        <source>The layer “{layer}” would be written again: stop editing it first.</source>
        <translation>De laag “{layer}” zou opnieuw geschreven worden: stop eerst met bewerken.</translation>
    </message>
    <message>
        <source>The layer's own field “{name}” does not mark the same lines as were found: “{given}” does, and is the one that counts where no fields are chosen that mark bridges and tunnels.</source>
        <translation>Het eigen veld “{name}” van de laag markeert niet dezelfde lijnen als gevonden zijn: “{given}” wel, en dat telt waar geen velden gekozen zijn die bruggen en tunnels markeren.</translation>
    </message>
    <message>
        <source>The layers of SOURCES are empty: choose layers with facilities.</source>
        <translation>De lagen van SOURCES zijn leeg: kies lagen met voorzieningen.</translation>
    </message>
    <message>
        <source>The layers of the recipe could not be copied for it ({why}): look whether they are whole and there is room.</source>
        <translation>De lagen van het recept konden er niet voor worden gekopieerd ({why}): kijk of ze heel zijn en of er ruimte is.</translation>
    </message>
    <message>
        <source>The layers of the sheets cannot be written to {path}: {why}; choose another place.</source>
        <translation>De lagen van de bladen kunnen niet naar {path} worden geschreven: {why}; kies een andere plaats.</translation>
    </message>
    <message>
        <source>The layers that this was made from</source>
        <translation>De lagen waaruit dit is gemaakt</translation>
    </message>
    <message>
        <source>The layers “{layer}” and “{other}” do not overlap: check them and their reference systems.</source>
        <translation>De lagen “{layer}” en “{other}” liggen niet in hetzelfde gebied: controleer ze en hun referentiestelsels.</translation>
    </message>
    <message>
        <source>The layout template {path} cannot be read: save a layout as a template (.qpt) and choose that.</source>
        <translation>Het lay-outsjabloon {path} kan niet worden gelezen: sla een lay-out op als sjabloon (.qpt) en kies dat.</translation>
    </message>
    <message>
        <source>The limit is {n} minutes, more than people go for most facilities: is it meant in metres?</source>
        <translation>De grens is {n} minuten, meer dan mensen voor de meeste voorzieningen gaan: is zij in meters bedoeld?</translation>
    </message>
    <message>
        <source>The limit “{limit}” of {input} can be read in more than one way: write semicolons between limits, and a point before decimals.</source>
        <translation>De grens “{limit}” van {input} is op meer dan één manier te lezen: schrijf puntkomma's tussen grenzen, en een punt voor decimalen.</translation>
    </message>
    <message>
        <source>The limit “{limit}” of {input} is no number above 0: write limits such as 400;800, or 7,5;10.</source>
        <translation>De grens “{limit}” van {input} is geen getal boven 0: schrijf grenzen zoals 400;800, of 7,5;10.</translation>
    </message>
    <message>
        <source>The limit “{limit}” of {input} is there twice: write each once.</source>
        <translation>De grens “{limit}” van {input} staat er twee keer: schrijf elke grens één keer.</translation>
    </message>
    <message>
        <source>The logo {path} cannot be read ({why}): choose another, or leave LOGO empty.</source>
        <translation>Het logo {path} kan niet worden gelezen ({why}): kies een ander, of laat LOGO leeg.</translation>
    </message>
    <message>
        <source>The logo {path} has {size} kB, and at most {most} kB fit in a report: save it smaller.</source>
        <translation>Het logo {path} is {size} kB groot, en in een rapport past hoogstens {most} kB: sla het kleiner op.</translation>
    </message>
    <message>
        <source>The logo {path} is no PNG, JPEG or SVG picture: save it as one.</source>
        <translation>Het logo {path} is geen PNG-, JPEG- of SVG-afbeelding: sla het als een daarvan op.</translation>
    </message>
    <message>
        <source>The logo {path} takes in a picture from elsewhere: save it with all its pictures in it.</source>
        <translation>Het logo {path} haalt een afbeelding van elders: sla het op met al zijn afbeeldingen erin.</translation>
    </message>
    <message>
        <source>The lower end of the 95 % interval.</source>
        <translation>De onderkant van het 95 %-interval.</translation>
    </message>
    <message>
        <source>the main network</source>
        <translation>het hoofdnetwerk</translation>
    </message>
    <message>
        <source>The mean figure of neighbourhoods that fail the requirement.</source>
        <translation>Het gemiddelde cijfer van buurten die niet aan de basiseis voldoen.</translation>
    </message>
    <message>
        <source>The mean figure of neighbourhoods that meet it.</source>
        <translation>Het gemiddelde cijfer van buurten die eraan voldoen.</translation>
    </message>
    <message>
        <source>The mode {mode} leaves out every line of “{layer}”: check what it excludes.</source>
        <translation>De vervoerswijze {mode} laat alle lijnen van “{layer}” weg: controleer wat ze uitsluit.</translation>
    </message>
    <message>
        <source>The model needs at least {needed} areas with respondents for {covariates} {covariates:covariate|covariates}, and there are {areas}: choose fewer covariates, or survey more areas.</source>
        <translation>Het model heeft minstens {needed} gebieden met respondenten nodig bij {covariates} {covariates:verklarend cijfer|verklarende cijfers}, en het zijn er {areas}: kies minder verklarende cijfers, of enquêteer meer gebieden.</translation>
    </message>
    <message>
        <source>The model rests on few areas ({n}, covariates: {k}): take it for an indication, and rather fewer covariates.</source>
        <translation>Het model berust op weinig gebieden ({n}, verklarende cijfers: {k}): zie het als een aanwijzing, en neem liever minder verklarende cijfers.</translation>
    </message>
    <message>
        <source>the municipality</source>
        <translation>de gemeente</translation>
    </message>
    <message>
        <source>The m² or places of one facility, as the source means it: what is missing is told in whole facilities.</source>
        <translation>De m² of plaatsen van één voorziening, zoals de bron die bedoelt: wat ontbreekt wordt in hele voorzieningen vermeld.</translation>
    </message>
    <message>
        <source>The name of a field, or a role.</source>
        <translation>De naam van een veld, of een rol.</translation>
    </message>
    <message>
        <source>the name of a mode must be letters, digits, - and _, at most {most}, not {value}</source>
        <translation>de naam van een mode moet uit hoogstens {most} letters, cijfers, - en _ bestaan, niet {value}</translation>
    </message>
    <message>
        <source>the name of the server is written out</source>
        <translation>de naam van de server wordt voluit geschreven</translation>
    </message>
    <message>
        <source>The names of the fields in the layer “{layer}” were cut by a Shapefile ({fields}), so what they hold is not certain: use the GeoPackage.</source>
        <translation>De namen van de velden in de laag “{layer}” zijn afgekapt door een shapefile ({fields}), dus wat erin staat is niet zeker: gebruik de GeoPackage.</translation>
    </message>
    <message>
        <source>the neighbourhood</source>
        <translation>de buurt</translation>
    </message>
    <message>
        <source>The neighbourhoods do not have the verdicts of “{requirement}”: are the layers of the same run?</source>
        <translation>De buurten hebben niet de oordelen van “{requirement}”: zijn de lagen van dezelfde toetsing?</translation>
    </message>
    <message>
        <source>The neighbourhoods have no field for: {roles}. What it would tell is left NULL.</source>
        <translation>De buurten hebben geen veld voor: {roles}. Wat het zou zeggen blijft NULL.</translation>
    </message>
    <message>
        <source>The neighbourhoods of that run, for the maps and for what people call them.</source>
        <translation>De buurten van die toetsing, voor de kaarten en voor hoe zij heten.</translation>
    </message>
    <message>
        <source>The neighbourhoods of the layer “{layer}” are called otherwise ({own}) than those of the results table ({table}): choose the field with their code.</source>
        <translation>De buurten van de laag “{layer}” heten anders ({own}) dan die van de resultatentabel ({table}): kies het veld met hun code.</translation>
    </message>
    <message>
        <source>The neighbourhoods of the layer “{layer}” are called otherwise ({own}) than those of the results tables ({table}): choose the field with their code.</source>
        <translation>De buurten van de laag “{layer}” heten anders ({own}) dan die van de resultatentabellen ({table}): kies het veld met hun code.</translation>
    </message>
    <message>
        <source>The neighbourhoods of the table “{layer}” of {input} are called otherwise ({own}) than those of the run ({other}): choose a table of the same year, and their code in NEIGHBOURHOOD_ID.</source>
        <translation>De buurten van de tabel “{layer}” van {input} heten anders ({own}) dan die van de toetsing ({other}): kies een tabel van hetzelfde jaar, en hun code in NEIGHBOURHOOD_ID.</translation>
    </message>
    <message>
        <source>The neighbourhoods that came do not say of which municipality they are, so there is nothing to ask statistics by: give a MUNICIPALITY.</source>
        <translation>De buurten die kwamen zeggen niet van welke gemeente ze zijn, zodat er niets is om statistieken op te vragen: geef een MUNICIPALITY.</translation>
    </message>
    <message>
        <source>The neighbourhoods with the same figures, coloured by the difference.</source>
        <translation>De buurten met dezelfde cijfers, gekleurd naar het verschil.</translation>
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
        <source>The next check snaps points up to {metres} m: run it.</source>
        <translation>De volgende toetsing sluit punten aan tot {metres} m: voer haar uit.</translation>
    </message>
    <message>
        <source>The norm file has the id {id}, that of a set that ships with Buurtmaat, and is not that set: give it another id.</source>
        <translation>Het normbestand heeft de id {id}, die van een set die met Buurtmaat meekomt, en is die set niet: geef het een andere id.</translation>
    </message>
    <message>
        <source>The norm set has no mode {mode}; use one of {modes}.</source>
        <translation>De normenset heeft geen mode {mode}; gebruik {modes}.</translation>
    </message>
    <message>
        <source>The norm set is in the project now: save the project too, and close QGIS again.</source>
        <translation>De normenset staat nu in het project: sla ook het project op, en sluit QGIS opnieuw.</translation>
    </message>
    <message>
        <source>the norm set that took its place</source>
        <translation>de normenset die ervoor in de plaats kwam</translation>
    </message>
    <message>
        <source>The norm set {id} is superseded by: {other}.</source>
        <translation>De normenset {id} is vervangen door: {other}.</translation>
    </message>
    <message>
        <source>The norm set {id} that is kept here is not the recorded one, though both are version {version}: the recorded one is used.</source>
        <translation>De normenset {id} die hier bewaard wordt, is niet de vastgelegde, al zijn beide versie {version}: de vastgelegde wordt gebruikt.</translation>
    </message>
    <message>
        <source>The norm set {id} that is kept here is version {now}: the recorded one, version {then}, is used.</source>
        <translation>De normenset {id} die hier bewaard wordt, is versie {now}: de vastgelegde, versie {then}, wordt gebruikt.</translation>
    </message>
    <message>
        <source>The norm set {path} cannot be deleted ({why}): delete the file yourself.</source>
        <translation>De normenset {path} kan niet worden verwijderd ({why}): verwijder het bestand zelf.</translation>
    </message>
    <message>
        <source>The norm set {set} ships with Buurtmaat and cannot be deleted.</source>
        <translation>De normenset {set} hoort bij Buurtmaat en kan niet worden verwijderd.</translation>
    </message>
    <message>
        <source>The norm set “{id}” was changed elsewhere since you opened it.</source>
        <translation>De normenset “{id}” is elders gewijzigd sinds u hem opende.</translation>
    </message>
    <message>
        <source>the number is too large</source>
        <translation>het getal is te groot</translation>
    </message>
    <message>
        <source>The number must be from 0 to {most}.</source>
        <translation>Het getal moet van 0 tot en met {most} zijn.</translation>
    </message>
    <message>
        <source>the number of {weight}</source>
        <translation>het aantal {weight}</translation>
    </message>
    <message>
        <source>The NWB has {length} of cycle paths here (bst_code FP), and knows one-way streets for motor traffic only: paths are missing, and so is where cyclists are exempt. OpenStreetMap knows both better.</source>
        <translation>Het NWB heeft hier {length} fietspad (bst_code FP), en kent eenrichtingsverkeer alleen voor motorvoertuigen: er ontbreken paden, en waar fietsers zijn uitgezonderd is onbekend. OpenStreetMap kent beide beter.</translation>
    </message>
    <message>
        <source>The NWB has {length} of footpaths here (bst_code VP): most paths through parks, between buildings and across squares are missing, so distances on foot come out too long. OpenStreetMap is the better choice on foot.</source>
        <translation>Het NWB heeft hier {length} voetpad (bst_code VP): de meeste paden door parken, tussen gebouwen en over pleinen ontbreken, zodat loopafstanden te lang uitvallen. Lopend is OpenStreetMap de betere keuze.</translation>
    </message>
    <message>
        <source>The only {what} lies {far} m off the streets</source>
        <translation>De enige voorziening ({what}) ligt {far} m van de straten af</translation>
    </message>
    <message>
        <source>The other changes have no such place: undo them first, or click elsewhere.</source>
        <translation>Die plek bestaat niet in het referentiestelsel van de andere wijzigingen: maak die eerst ongedaan, of klik ergens anders.</translation>
    </message>
    <message>
        <source>The output cannot be written to {path}: choose a place that you may write to.</source>
        <translation>De uitvoer kan niet naar {path} worden geschreven: kies een plaats waar schrijven is toegestaan.</translation>
    </message>
    <message>
        <source>The output cannot be written to {path}: no format is known for {suffix}; choose .gpkg.</source>
        <translation>De uitvoer kan niet naar {path} worden geschreven: voor {suffix} is geen indeling bekend; kies .gpkg.</translation>
    </message>
    <message>
        <source>The output cannot be written to {path}: no table is named; write the name of the file alone, or ogr:dbname='{path}' table="results".</source>
        <translation>De uitvoer kan niet naar {path} worden geschreven: er is geen tabel genoemd; schrijf alleen de naam van het bestand, of ogr:dbname='{path}' table="results".</translation>
    </message>
    <message>
        <source>The output cannot be written to {path}: QGIS cannot open a layer there because of “{part}” in the name; choose a place without it.</source>
        <translation>De uitvoer kan niet naar {path} worden geschreven: QGIS kan daar geen laag openen vanwege “{part}” in de naam; kies een plaats zonder.</translation>
    </message>
    <message>
        <source>The output cannot be written to {path}: that file is no GeoPackage; choose another.</source>
        <translation>De uitvoer kan niet naar {path} worden geschreven: dat bestand is geen GeoPackage; kies een ander.</translation>
    </message>
    <message>
        <source>The output cannot be written to {path}: that file is part of the Shapefile {shapefile}; choose another name.</source>
        <translation>De uitvoer kan niet naar {path} worden geschreven: dat bestand is deel van de Shapefile {shapefile}; kies een andere naam.</translation>
    </message>
    <message>
        <source>The output cannot be written to {path}: that is a folder; write the name of a file behind it.</source>
        <translation>De uitvoer kan niet naar {path} worden geschreven: dat is een map; schrijf er de naam van een bestand achter.</translation>
    </message>
    <message>
        <source>The output cannot be written to {path}: there is no folder {folder}; make it or choose another.</source>
        <translation>De uitvoer kan niet naar {path} worden geschreven: de map {folder} bestaat niet; maak die aan of kies een andere.</translation>
    </message>
    <message>
        <source>The output cannot be written to {place}: that is a view; choose another name.</source>
        <translation>De uitvoer kan niet naar {place} worden geschreven: dat is een view; kies een andere naam.</translation>
    </message>
    <message>
        <source>The output cannot be written to {place}: that table belongs to somebody else; choose another name.</source>
        <translation>De uitvoer kan niet naar {place} worden geschreven: die tabel is van iemand anders; kies een andere naam.</translation>
    </message>
    <message>
        <source>The output cannot be written to {place}: the database has no schema {schema}; choose one of: {schemas}.</source>
        <translation>De uitvoer kan niet naar {place} worden geschreven: de database heeft geen schema {schema}; kies een van: {schemas}.</translation>
    </message>
    <message>
        <source>The output cannot be written to {place}: you may not make tables in the schema {schema}; choose another.</source>
        <translation>De uitvoer kan niet naar {place} worden geschreven: u mag in het schema {schema} geen tabellen maken; kies een ander.</translation>
    </message>
    <message>
        <source>The output cannot be written to {place}: {others} depend on that table; choose another name, or remove them.</source>
        <translation>De uitvoer kan niet naar {place} worden geschreven: van die tabel hangen af: {others}; kies een andere naam of verwijder ze.</translation>
    </message>
    <message>
        <source>The output cannot be written to {place}: {why}; choose another place, or try again.</source>
        <translation>De uitvoer kan niet naar {place} worden geschreven: {why}; kies een andere plaats of probeer het opnieuw.</translation>
    </message>
    <message>
        <source>The output cannot be written to {table} in {path}: a GeoPackage keeps something of its own under that name; choose another name.</source>
        <translation>De uitvoer kan niet naar {table} in {path} worden geschreven: een GeoPackage bewaart onder die naam iets van zichzelf; kies een andere naam.</translation>
    </message>
    <message>
        <source>The output cannot be written to {table} in {path}: a table of a GeoPackage cannot be called so because of “{sign}”; choose another name.</source>
        <translation>De uitvoer kan niet naar {table} in {path} worden geschreven: zo kan een tabel van een GeoPackage niet heten vanwege “{sign}”; kies een andere naam.</translation>
    </message>
    <message>
        <source>The output cannot be written to {table} in {path}: that is a view; choose another name.</source>
        <translation>De uitvoer kan niet naar {table} in {path} worden geschreven: dat is een view; kies een andere naam.</translation>
    </message>
    <message>
        <source>The output cannot be written to {text}: a table in a GeoPackage is written as ogr:dbname='{path}' table="{table}".</source>
        <translation>De uitvoer kan niet naar {text} worden geschreven: een tabel in een GeoPackage schrijft u als ogr:dbname='{path}' table="{table}".</translation>
    </message>
    <message>
        <source>The output of Survey estimates, or a layer with figures that others modelled.</source>
        <translation>De uitvoer van Enquêteschattingen, of een laag met cijfers die anderen modelleerden.</translation>
    </message>
    <message>
        <source>The output {output} cannot be tried out in {folder}: {why}; make room there, or choose .gpkg.</source>
        <translation>De uitvoer {output} kan niet worden uitgeprobeerd in {folder}: {why}; maak daar ruimte, of kies .gpkg.</translation>
    </message>
    <message>
        <source>The output {output} cannot be written to {place}: choose another place.</source>
        <translation>De uitvoer {output} kan niet naar {place} worden geschreven: kies een andere plaats.</translation>
    </message>
    <message>
        <source>The output {output} cannot be written to {place}: {why}; choose another place, or try again.</source>
        <translation>De uitvoer {output} kan niet naar {place} worden geschreven: {why}; kies een andere plaats of probeer het opnieuw.</translation>
    </message>
    <message>
        <source>The output {output} could not be written whole to {place}: see whether the disk is full, or choose another place.</source>
        <translation>De uitvoer {output} kon niet in zijn geheel naar {place} worden geschreven: kijk of de schijf vol is of kies een andere plaats.</translation>
    </message>
    <message>
        <source>The output {output} has geometry, which {path} cannot hold: choose .gpkg.</source>
        <translation>De uitvoer {output} heeft geometrie, die niet in {path} past: kies .gpkg.</translation>
    </message>
    <message>
        <source>The output {output} is a layer that QGIS cannot find again in {path}: choose .gpkg.</source>
        <translation>De uitvoer {output} is een laag die QGIS in {path} niet terugvindt: kies .gpkg.</translation>
    </message>
    <message>
        <source>The output {output} is a table without geometry, which QGIS cannot find again in {path}: choose .gpkg or .csv.</source>
        <translation>De uitvoer {output} is een tabel zonder geometrie, die QGIS in {path} niet terugvindt: kies .gpkg of .csv.</translation>
    </message>
    <message>
        <source>The output {output} is not whole: its spatial index could not be written to {place}; see whether the disk is full, or choose another place.</source>
        <translation>De uitvoer {output} is niet compleet: de ruimtelijke index kon niet naar {place} worden geschreven; kijk of de schijf vol is of kies een andere plaats.</translation>
    </message>
    <message>
        <source>The output {output} is not whole: {n} of its {m} rows could be written to {place}; see whether the disk is full, or choose another place.</source>
        <translation>De uitvoer {output} is niet compleet: {n} van de {m} rijen konden naar {place} worden geschreven; kijk of de schijf vol is of kies een andere plaats.</translation>
    </message>
    <message>
        <source>The output {output} would be written over {other}: choose another place for it.</source>
        <translation>De uitvoer {output} zou over {other} heen worden geschreven: kies een andere plaats voor de uitvoer.</translation>
    </message>
    <message>
        <source>The output {output} would replace the layer “{layer}”, which has edits that are not saved: save or discard them first.</source>
        <translation>De uitvoer {output} zou de laag “{layer}” vervangen, die wijzigingen heeft die niet zijn opgeslagen: sla ze eerst op of gooi ze weg.</translation>
    </message>
    <message>
        <source>The page cannot be written to {path}: {why}; choose another place.</source>
        <translation>De pagina kan niet naar {path} worden geschreven: {why}; kies een andere plaats.</translation>
    </message>
    <message>
        <source>The page or table of the source where it stands.</source>
        <translation>De bladzijde of tabel van de bron waar het staat.</translation>
    </message>
    <message>
        <source>The page {name} does not come with the plugin.</source>
        <translation>De bladzijde {name} zit niet bij de plug-in.</translation>
    </message>
    <message>
        <source>the part of it of which it is not known</source>
        <translation>het deel ervan waarvan het niet bekend is</translation>
    </message>
    <message>
        <source>the part of it outside</source>
        <translation>het deel ervan buiten bereik</translation>
    </message>
    <message>
        <source>the part of it within the threshold</source>
        <translation>het deel ervan binnen de drempelwaarde</translation>
    </message>
    <message>
        <source>The part statistics goes by municipality: give a MUNICIPALITY, or fetch neighbourhoods too.</source>
        <translation>Het onderdeel statistieken gaat per gemeente: geef een MUNICIPALITY, of haal ook buurten op.</translation>
    </message>
    <message>
        <source>the part {field} is there twice</source>
        <translation>het dagdeel {field} staat er twee keer</translation>
    </message>
    <message>
        <source>the path {path} has a name that Windows keeps for devices; rename it</source>
        <translation>het pad {path} heeft een naam die Windows voor apparaten houdt; kies een andere</translation>
    </message>
    <message>
        <source>the path {path} is empty or too long</source>
        <translation>het pad {path} is leeg of te lang</translation>
    </message>
    <message>
        <source>the path {path} is no plain relative path; write one such as data/town.gpkg</source>
        <translation>het pad {path} is geen gewoon relatief pad; schrijf er een zoals data/town.gpkg</translation>
    </message>
    <message>
        <source>the path {path} leaves the folder of the recipe; write one below it</source>
        <translation>het pad {path} gaat de map van het recept uit; schrijf er een daaronder</translation>
    </message>
    <message>
        <source>The plan {plan} takes dwellings down, and its plan_area_wkt is no polygon: make the layer “{layer}” with Planned dwellings.</source>
        <translation>Het plan {plan} sloopt woningen, en zijn plan_area_wkt is geen vlak: maak de laag “{layer}” met Geplande woningen.</translation>
    </message>
    <message>
        <source>The plot shows what is needed beside what there is: give a norm, or leave out the plot.</source>
        <translation>De figuur toont wat nodig is naast wat er is: geef een norm, of laat de figuur weg.</translation>
    </message>
    <message>
        <source>The point lies where the reference system of the run has no place: choose one nearer to the neighbourhoods.</source>
        <translation>Het punt ligt waar het referentiestelsel van de berekening geen plaats heeft: kies er een dichter bij de buurten.</translation>
    </message>
    <message>
        <source>The polygons of the layer “{layer}” cover no neighbourhood: check the layer and its reference system.</source>
        <translation>De vlakken van de laag “{layer}” bedekken geen enkele buurt: controleer de laag en haar referentiestelsel.</translation>
    </message>
    <message>
        <source>The polygons that both runs were made with, and their levels as fields where these were judged.</source>
        <translation>De vlakken waarmee beide toetsingen zijn gemaakt, met hun niveaus als velden waar die werden beoordeeld.</translation>
    </message>
    <message>
        <source>the poorer live farther</source>
        <translation>de armeren wonen verder weg</translation>
    </message>
    <message>
        <source>The project has a norm set “{id}” too, and that one overrides yours: give yours another id.</source>
        <translation>Het project heeft ook een normenset “{id}”, en die gaat voor: geef de uwe een andere id.</translation>
    </message>
    <message>
        <source>The rate is the capacity for each such number of the demand.</source>
        <translation>De verhouding is de capaciteit voor elk zo’n aantal van de vraag.</translation>
    </message>
    <message>
        <source>The recipe</source>
        <translation>Het recept</translation>
    </message>
    <message>
        <source>The recipe cannot be written to {path} ({why}): choose another place.</source>
        <translation>Het recept kan niet naar {path} worden geschreven ({why}): kies een andere plaats.</translation>
    </message>
    <message>
        <source>The recipe cannot name {layers}: save them to files below {folder}, or let them be copied.</source>
        <translation>Het recept kan {layers} niet aanwijzen: sla ze op in bestanden onder {folder}, of laat ze kopiëren.</translation>
    </message>
    <message>
        <source>The recipe does not say what these layers held, so that they were not compared: {names}</source>
        <translation>Het recept zegt niet wat er in deze lagen stond; ze zijn daarom niet vergeleken: {names}</translation>
    </message>
    <message>
        <source>The recipe has a step whose algorithm wrote these: {layers}. When it is run, take what that step writes then, or these layers as they are now?</source>
        <translation>Het recept heeft een stap waarvan het algoritme deze lagen schreef: {layers}. Bij het uitvoeren nemen wat die stap dan schrijft, of deze lagen zoals ze nu zijn?</translation>
    </message>
    <message>
        <source>the recipe has no layer {name}; add it to its layers, or name another</source>
        <translation>het recept heeft geen laag {name}; voeg die toe aan de lagen, of noem een andere</translation>
    </message>
    <message>
        <source>the recipe has no norm set {name}; add it to its norm sets, or name another</source>
        <translation>het recept heeft geen normenset {name}; voeg die toe aan de normensets, of noem een andere</translation>
    </message>
    <message>
        <source>The recipe of {day} corrects what was published ({what}): figures that differ: {n}.</source>
        <translation>Het recept van {day} corrigeert wat gepubliceerd was ({what}): cijfers die verschillen: {n}.</translation>
    </message>
    <message>
        <source>The recipe of {day} gives other figures now than the results table: {n}, by {largest} at most. Causes are of what it gives now. If it corrects the table, say so in the recipe (corrects).</source>
        <translation>Het recept van {day} geeft nu andere cijfers dan de resultatentabel: {n}, hoogstens {largest} verschillend. De oorzaken zijn van wat het nu geeft. Corrigeert het de tabel, zeg dat dan in het recept (corrects).</translation>
    </message>
    <message>
        <source>The recipe takes at most {n} rows of the layer {layer}, which says nothing of a municipality: remove its limit.</source>
        <translation>Het recept neemt hoogstens {n} rijen van de laag {layer}, wat over een gemeente niets zegt: verwijder haar limiet.</translation>
    </message>
    <message>
        <source>The recipe was made with {name} {then}; this is {name} {now}.</source>
        <translation>Het recept is gemaakt met {name} {then}; dit is {name} {now}.</translation>
    </message>
    <message>
        <source>The recipe writes {output} to {file}, which does not keep what its columns are: save one that writes it to a GeoPackage (.gpkg).</source>
        <translation>Het recept schrijft {output} naar {file}, dat niet bewaart wat de kolommen zijn: bewaar een recept dat naar een GeoPackage (.gpkg) schrijft.</translation>
    </message>
    <message>
        <source>The recipe {path}</source>
        <translation>Het recept {path}</translation>
    </message>
    <message>
        <source>The recipe {path} cannot be read ({why}): choose another file.</source>
        <translation>Het recept {path} kan niet worden gelezen ({why}): kies een ander bestand.</translation>
    </message>
    <message>
        <source>The recipe {path} is not a file; choose another file.</source>
        <translation>Het recept {path} is geen bestand; kies een ander bestand.</translation>
    </message>
    <message>
        <source>The recipe {path} of {input} is not below {folder}: save this one in a folder above it.</source>
        <translation>Het recept {path} van {input} staat niet onder {folder}: sla dit op in een map daarboven.</translation>
    </message>
    <message>
        <source>The recipe {recipe} stands for {day}, and gives the figures of {other}: put RECIPES in the order of the days.</source>
        <translation>Het recept {recipe} staat voor {day}, en geeft de cijfers van {other}: zet RECIPES in de volgorde van de dagen.</translation>
    </message>
    <message>
        <source>The reference system {crs} of the layer {layer} is not known: put its WKT in the recipe, or {instead}.</source>
        <translation>Het referentiestelsel {crs} van de laag {layer} is niet bekend: zet de WKT ervan in het recept, of {instead}.</translation>
    </message>
    <message>
        <source>The report opens in your browser, from {file}</source>
        <translation>Het rapport gaat open in uw browser, vanuit {file}</translation>
    </message>
    <message>
        <source>The report was written to {file}</source>
        <translation>Het rapport staat in {file}</translation>
    </message>
    <message>
        <source>The report was written, but no browser opened: open {file} yourself</source>
        <translation>Het rapport is geschreven, maar er ging geen browser open: open {file} zelf</translation>
    </message>
    <message>
        <source>The results are on the map.</source>
        <translation>De resultaten staan op de kaart.</translation>
    </message>
    <message>
        <source>The results could not be put in their place: {why}; choose another place, or try again.</source>
        <translation>De resultaten konden niet op hun plaats worden gezet: {why}; kies een andere plaats of probeer het opnieuw.</translation>
    </message>
    <message>
        <source>The results of {code} are gone: run the same command again.</source>
        <translation>De resultaten van {code} zijn weg: geef dezelfde opdracht nog eens.</translation>
    </message>
    <message>
        <source>The results of {code} cannot be read ({why}): run the same command again.</source>
        <translation>De resultaten van {code} zijn niet te lezen ({why}): geef dezelfde opdracht nog eens.</translation>
    </message>
    <message>
        <source>The results table</source>
        <translation>De resultatentabel</translation>
    </message>
    <message>
        <source>The results table for {input} does not tell of {year}; choose one of: {years}.</source>
        <translation>De resultatentabel voor {input} gaat niet over {year}; kies een van: {years}.</translation>
    </message>
    <message>
        <source>The results table for {input} has no year: leave the year empty, or choose the table of a run with years.</source>
        <translation>De resultatentabel voor {input} noemt geen jaar: laat het jaar leeg, of kies de tabel van een toetsing met jaren.</translation>
    </message>
    <message>
        <source>The results table gets a row for each landlord or complex too, wherever its dwellings stand.</source>
        <translation>De resultatentabel krijgt ook een rij per verhuurder of complex, waar de woningen ook staan.</translation>
    </message>
    <message>
        <source>The results table has no requirement “{id}”; choose one of: {ids}.</source>
        <translation>De resultatentabel heeft geen basiseis “{id}”; kies een van: {ids}.</translation>
    </message>
    <message>
        <source>The results table holds no neighbourhood: run “Check basic requirements” again.</source>
        <translation>De resultatentabel bevat geen buurt: voer “Basiseisen toetsen” opnieuw uit.</translation>
    </message>
    <message>
        <source>The results table holds the rows of more than one run: choose a table that one run wrote.</source>
        <translation>De resultatentabel bevat de rijen van meer dan één berekening: kies een tabel die één berekening heeft geschreven.</translation>
    </message>
    <message>
        <source>The results table is of an earlier version, which does not tell conditions: if there were any, they are lost from {requirements}.</source>
        <translation>De resultatentabel is van een eerdere versie, die geen voorwaarden noemt: als die er waren, zijn ze verloren gegaan bij {requirements}.</translation>
    </message>
    <message>
        <source>The results table of a run of “Check basic requirements”.</source>
        <translation>De resultatentabel van een toetsing met “Basiseisen toetsen”.</translation>
    </message>
    <message>
        <source>The results table “{layer}” does not tell which day it is of, as those of earlier versions: write the days of all tables in DATES.</source>
        <translation>De resultatentabel “{layer}” zegt niet van welke dag ze is, zoals die van eerdere versies: schrijf de dagen van alle tabellen in DATES.</translation>
    </message>
    <message>
        <source>The results table “{layer}” is of {years} years, which one day in DATES cannot be: leave DATES empty.</source>
        <translation>De resultatentabel “{layer}” is van {years} jaren, en dat kan één dag in DATES niet zijn: laat DATES leeg.</translation>
    </message>
    <message>
        <source>the richer live farther</source>
        <translation>de rijkeren wonen verder weg</translation>
    </message>
    <message>
        <source>The rows of the layer {layer} could not be counted ({why}).</source>
        <translation>De rijen van de laag {layer} konden niet worden geteld ({why}).</translation>
    </message>
    <message>
        <source>The rows of “{layer}” go directly into {output}.</source>
        <translation>De rijen van “{layer}” gaan rechtstreeks naar {output}.</translation>
    </message>
    <message>
        <source>The rows of “{layer}” go into {output} through QGIS, since {why}.</source>
        <translation>De rijen van “{layer}” gaan via QGIS naar {output}, omdat {why}.</translation>
    </message>
    <message>
        <source>The rules for streets in {file} cannot be read: {why}.</source>
        <translation>De regels voor straten in {file} zijn niet te lezen: {why}.</translation>
    </message>
    <message>
        <source>The run could not compute any requirement of the layer “{layer}”: choose the results of another run.</source>
        <translation>De toetsing kon geen enkele basiseis van de laag “{layer}” berekenen: kies de resultaten van een andere toetsing.</translation>
    </message>
    <message>
        <source>The run could not compute requirement “{id}” ({why}): choose another.</source>
        <translation>De toetsing kon basiseis “{id}” niet berekenen ({why}): kies een andere.</translation>
    </message>
    <message>
        <source>the run, as its other results carry it</source>
        <translation>de toetsing, zoals ook haar andere resultaten die noemen</translation>
    </message>
    <message>
        <source>The runs are of different norm sets, {before} and {after}: only what both ask alike is compared.</source>
        <translation>De toetsingen zijn van verschillende normensets, {before} en {after}: alleen wat beide hetzelfde vragen wordt vergeleken.</translation>
    </message>
    <message>
        <source>The runs have no requirement in common: nothing is compared.</source>
        <translation>De toetsingen hebben geen basiseis gemeen: er is niets te vergelijken.</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>gelijk</translation>
    </message>
    <message>
        <source>the same as a row before</source>
        <translation>gelijk aan een eerdere rij</translation>
    </message>
    <message>
        <source>The same as points: where it is now, or was.</source>
        <translation>Hetzelfde als punten: waar het nu is, of was.</translation>
    </message>
    <message>
        <source>the same ground</source>
        <translation>dezelfde grond</translation>
    </message>
    <message>
        <source>the same id</source>
        <translation>hetzelfde id</translation>
    </message>
    <message>
        <source>The same living environment: {kind}.</source>
        <translation>Zelfde woonmilieu: {kind}.</translation>
    </message>
    <message>
        <source>The same with what it is.</source>
        <translation>Hetzelfde, met wat het is.</translation>
    </message>
    <message>
        <source>the same, where the farthest count most</source>
        <translation>hetzelfde, waarbij wie het verst zit het zwaarst telt</translation>
    </message>
    <message>
        <source>The sampling variance of each share is that of the share expected of the area, since that of so few answers is itself left to chance.</source>
        <translation>De steekproefvariantie van elk aandeel is die van het aandeel dat van het gebied te verwachten is, want die van zo weinig antwoorden is zelf aan het toeval overgelaten.</translation>
    </message>
    <message>
        <source>The sampling variances of VARIANCE_FIELD hold the design of the survey already: leave DESIGN_EFFECT at 1.</source>
        <translation>De steekproefvarianties van VARIANCE_FIELD houden al rekening met het ontwerp van de enquête: laat DESIGN_EFFECT op 1.</translation>
    </message>
    <message>
        <source>The second of them.</source>
        <translation>De tweede daarvan.</translation>
    </message>
    <message>
        <source>The series “{layer}” asks something else than the results table under the same ids, which is left out: {ids}. Choose the one that Trend made of this table.</source>
        <translation>De reeks “{layer}” vraagt onder dezelfde id’s iets anders dan de resultatentabel; dat is weggelaten: {ids}. Kies de reeks die Trend van deze tabel maakte.</translation>
    </message>
    <message>
        <source>The series “{layer}” has none of the requirements of the results table: choose the one that Trend made of it.</source>
        <translation>De reeks “{layer}” heeft geen van de basiseisen van de resultatentabel: kies de reeks die Trend ervan maakte.</translation>
    </message>
    <message>
        <source>The service of the layer “{layer}” has given nothing for {n} {n:minute|minutes}: see whether it answers, and run again.</source>
        <translation>De dienst van de laag “{layer}” heeft {n} {n:minuut|minuten} lang niets gegeven: kijk of de dienst antwoordt, en voer opnieuw uit.</translation>
    </message>
    <message>
        <source>The services in {file} name an authentication of QGIS (authcfg), which a recipe neither keeps nor uses: fetch first, and make a recipe of what comes after.</source>
        <translation>De diensten in {file} noemen een authenticatie van QGIS (authcfg), die een recept niet bewaart en niet gebruikt: haal eerst op, en maak een recept van wat daarna komt.</translation>
    </message>
    <message>
        <source>the set</source>
        <translation>de set</translation>
    </message>
    <message>
        <source>The set that took its place.</source>
        <translation>De set die ervoor in de plaats kwam.</translation>
    </message>
    <message>
        <source>the settlement</source>
        <translation>de kern</translation>
    </message>
    <message>
        <source>the share at 110 % of the threshold</source>
        <translation>het aandeel bij 110 % van de drempelwaarde</translation>
    </message>
    <message>
        <source>the share at 90 % of the threshold</source>
        <translation>het aandeel bij 90 % van de drempelwaarde</translation>
    </message>
    <message>
        <source>The share for whom the threshold has to hold.</source>
        <translation>Het aandeel waarvoor de drempelwaarde moet gelden.</translation>
    </message>
    <message>
        <source>The share of the municipalities whose figure is not higher: 100 % for the highest.</source>
        <translation>Het aandeel van de gemeenten waarvan het cijfer niet hoger is: 100 % voor de hoogste.</translation>
    </message>
    <message>
        <source>The share or rate of the municipality, or of its neighbourhoods of that kind.</source>
        <translation>Het aandeel of de verhouding van de gemeente, of van haar buurten van dat woonmilieu.</translation>
    </message>
    <message>
        <source>the share that is asked, as 0.95</source>
        <translation>het gevraagde aandeel, als 0,95</translation>
    </message>
    <message>
        <source>The share that is to lie within the threshold: 0.95 is 95 %.</source>
        <translation>Het aandeel dat binnen de drempelwaarde moet liggen: 0.95 is 95 %.</translation>
    </message>
    <message>
        <source>The share that lies within each threshold, of the dwellings or people of which it is known. Where the thick line is steep at the norm, a little more or less makes a large difference.</source>
        <translation>Het aandeel dat binnen elke drempelwaarde valt, van de woningen of mensen waarvan dat bekend is. Waar de dikke lijn bij de norm steil loopt, maakt een iets strengere of ruimere norm veel verschil.</translation>
    </message>
    <message>
        <source>The share that must be within the threshold; without it there is no verdict.</source>
        <translation>Het aandeel dat binnen de drempelwaarde moet liggen; zonder streefaandeel is er geen oordeel.</translation>
    </message>
    <message>
        <source>The share that the path to the target asks on that day.</source>
        <translation>Het aandeel dat het pad naar het streefaandeel op die dag vraagt.</translation>
    </message>
    <message>
        <source>The shares of {old} in CODE_CHANGES add up to {total}, and parts of one neighbourhood are 1 at most: lower them.</source>
        <translation>De aandelen van {old} in CODE_CHANGES zijn samen {total}, en delen van één buurt zijn samen hoogstens 1: verlaag ze.</translation>
    </message>
    <message>
        <source>The sheets cannot be written to {path}: {why}; choose another place.</source>
        <translation>De bladen kunnen niet naar {path} worden geschreven: {why}; kies een andere plaats.</translation>
    </message>
    <message>
        <source>The speed in km/h.</source>
        <translation>De snelheid in km/u.</translation>
    </message>
    <message>
        <source>The spreadsheet cannot be written to {path}: {why}; choose another place.</source>
        <translation>De spreadsheet kan niet naar {path} worden geschreven: {why}; kies een andere plaats.</translation>
    </message>
    <message>
        <source>The step came to its end.</source>
        <translation>De stap is doorlopen.</translation>
    </message>
    <message>
        <source>The step “{step}” begins beyond the limit of {limit}: leave it out, or raise the limit; both are in metres or both in minutes.</source>
        <translation>De stap “{step}” begint voorbij de grens van {limit}: laat hem weg of verhoog de grens; beide zijn in meters of beide in minuten.</translation>
    </message>
    <message>
        <source>The step “{step}” cannot be read: write the distance or time up to which it goes, a colon and its weight, such as 250:1;500:0.6;1000:0.2.</source>
        <translation>De stap “{step}” is niet te lezen: schrijf de afstand of tijd tot waar hij gaat, een dubbele punt en het gewicht, zoals 250:1;500:0,6;1000:0,2.</translation>
    </message>
    <message>
        <source>The step “{step}” does not lie beyond the one before: write each once, the nearest first, such as 250:1;500:0.6;1000:0.2.</source>
        <translation>De stap “{step}” ligt niet voorbij de vorige: schrijf elke stap één keer, de dichtstbijzijnde eerst, zoals 250:1;500:0,6;1000:0,2.</translation>
    </message>
    <message>
        <source>The step “{step}” must go up to a number above 0.</source>
        <translation>De stap “{step}” moet tot een getal groter dan 0 gaan.</translation>
    </message>
    <message>
        <source>The streets are not used: REACH is 0, so only what lies inside counts.</source>
        <translation>De straten worden niet gebruikt: REACH is 0, dus alleen wat erbinnen ligt telt.</translation>
    </message>
    <message>
        <source>The streets end closer to the neighbourhoods' border than the largest threshold of {reach} m ({sides}): ways and facilities across the border may be missed. Take in a wider margin.</source>
        <translation>De straten houden dichter bij de grens van de buurten op dan de grootste drempelwaarde van {reach} m ({sides}): routes en voorzieningen over de grens kunnen ontbreken. Neem een ruimere rand op.</translation>
    </message>
    <message>
        <source>The streets end closer to the neighbourhoods' border than the largest threshold: {ends}. Ways and facilities across the border may be missed. Take in a wider margin.</source>
        <translation>De straten houden dichter bij de grens van de buurten op dan de grootste drempelwaarde: {ends}. Routes en voorzieningen over de grens kunnen ontbreken. Neem een ruimere rand op.</translation>
    </message>
    <message>
        <source>The streets of this run are not in memory: its ways are not on the map.</source>
        <translation>De straten van deze toetsing staan niet in het geheugen: de routes staan niet op de kaart.</translation>
    </message>
    <message>
        <source>The streets that it uses.</source>
        <translation>De straten die worden gebruikt.</translation>
    </message>
    <message>
        <source>the stretches of a part must follow each other</source>
        <translation>de stukken van een dagdeel moeten op elkaar volgen</translation>
    </message>
    <message>
        <source>The survey beside the requirements</source>
        <translation>De enquête naast de basiseisen</translation>
    </message>
    <message>
        <source>The table of causes does not lead from {base} to {day}: choose the one that Trend made of them.</source>
        <translation>De tabel met oorzaken leidt niet van {base} naar {day}: kies de tabel die Trend daarvan maakte.</translation>
    </message>
    <message>
        <source>The table of requirements is empty; fill in a row, or choose a norm set.</source>
        <translation>De tabel met basiseisen is leeg; vul een rij in of kies een normenset.</translation>
    </message>
    <message>
        <source>The table of requirements of the last run changes some of them.</source>
        <translation>De tabel met eisen van de vorige keer verandert er enkele van.</translation>
    </message>
    <message>
        <source>The table {table} could not be written whole ({why}): see whether the disk is full, or choose another place.</source>
        <translation>De tabel {table} kon niet volledig worden geschreven ({why}): kijk of de schijf vol is, of kies een andere plaats.</translation>
    </message>
    <message>
        <source>The table {table} that step {step} of the recipe wrote cannot be opened: see whether the disk is full, and run the recipe again.</source>
        <translation>De tabel {table} die stap {step} van het recept schreef, is niet te openen: kijk of de schijf vol is, en draai het recept opnieuw.</translation>
    </message>
    <message>
        <source>The table “places” that a recipe run for every municipality ends with. The municipality is that of the report, by its name or code.</source>
        <translation>De tabel “places” waarmee een recept voor elke gemeente eindigt. De gemeente is die van het rapport, met haar naam of code.</translation>
    </message>
    <message>
        <source>The table “{layer}” has more than one row for {neighbourhood} in {year}: leave one.</source>
        <translation>De tabel “{layer}” heeft meer dan één rij voor {neighbourhood} in {year}: laat er één staan.</translation>
    </message>
    <message>
        <source>The table “{layer}” has no columns “old” and “new” with the codes: rename them, or choose another.</source>
        <translation>De tabel “{layer}” heeft geen kolommen “oud” en “nieuw” met de codes: hernoem ze, of kies een andere.</translation>
    </message>
    <message>
        <source>The table “{layer}” has no field “{field}”: choose the table “places” that a recipe run for every municipality ends with.</source>
        <translation>De tabel “{layer}” heeft geen veld “{field}”: kies de tabel “places” waarmee een recept voor elke gemeente eindigt.</translation>
    </message>
    <message>
        <source>The table “{layer}” has no field “{field}”: choose “Average distances beside published ones” (OUTPUT_PLAUSIBILITY) that Check basic requirements wrote.</source>
        <translation>De tabel “{layer}” heeft geen veld “{field}”: kies “Gemiddelde afstanden naast gepubliceerde” (OUTPUT_PLAUSIBILITY) die “Basiseisen toetsen” schreef.</translation>
    </message>
    <message>
        <source>The table “{layer}” has no field “{field}”: choose “Causes of changes” (CAUSES) that Trend wrote.</source>
        <translation>De tabel “{layer}” heeft geen veld “{field}”: kies “Oorzaken van verschillen” (CAUSES) die Trend schreef.</translation>
    </message>
    <message>
        <source>The table “{layer}” has no field “{field}”: choose “Differences” (TABLE) that Survey figures and requirements wrote.</source>
        <translation>De tabel “{layer}” heeft geen veld “{field}”: kies “Verschillen” (TABLE) die Enquêtecijfers en basiseisen schreef.</translation>
    </message>
    <message>
        <source>The table “{layer}” has no field “{field}”: choose “Groups and what they have” (OUTPUT_GROUPS) that Check basic requirements wrote.</source>
        <translation>De tabel “{layer}” heeft geen veld “{field}”: kies “Groepen en wat zij hebben” (OUTPUT_GROUPS) die “Basiseisen toetsen” schreef.</translation>
    </message>
    <message>
        <source>The table “{layer}” has no field “{field}”: choose “How many requirements dwellings meet” (OUTPUT_DEGREES) that Check basic requirements wrote.</source>
        <translation>De tabel “{layer}” heeft geen veld “{field}”: kies “Aan hoeveel basiseisen woningen voldoen” (OUTPUT_DEGREES) die “Basiseisen toetsen” schreef.</translation>
    </message>
    <message>
        <source>The table “{layer}” has no field “{field}”: choose “Results table” (OUTPUT_RESULTS) that Check basic requirements wrote.</source>
        <translation>De tabel “{layer}” heeft geen veld “{field}”: kies “Resultatentabel” (OUTPUT_RESULTS) die “Basiseisen toetsen” schreef.</translation>
    </message>
    <message>
        <source>The table “{layer}” has no field “{field}”: choose “Series” (SERIES) that Trend wrote.</source>
        <translation>De tabel “{layer}” heeft geen veld “{field}”: kies “Reeks” (SERIES) die Trend schreef.</translation>
    </message>
    <message>
        <source>The table “{layer}” has no rows of the requirement “{id}”: choose the results of the same run.</source>
        <translation>De tabel “{layer}” heeft geen rijen van de basiseis “{id}”: kies de resultaten van dezelfde toetsing.</translation>
    </message>
    <message>
        <source>The table “{layer}” has none of the requirements of the results table: choose the one of the same recipe.</source>
        <translation>De tabel “{layer}” heeft geen van de basiseisen van de resultatentabel: kies die van hetzelfde recept.</translation>
    </message>
    <message>
        <source>The table “{layer}” has none of the requirements of the results table: choose the one that was made with it.</source>
        <translation>De tabel “{layer}” heeft geen van de basiseisen van de resultatentabel: kies de tabel die daarmee is gemaakt.</translation>
    </message>
    <message>
        <source>The table “{layer}” has not one municipality “{name}”: write the code that it has there in MUNICIPALITY.</source>
        <translation>De tabel “{layer}” heeft niet één gemeente “{name}”: schrijf in MUNICIPALITY de code die ze daar heeft.</translation>
    </message>
    <message>
        <source>The table “{layer}” of {input} has no code of neighbourhoods (buurtcode, WijkenEnBuurten) beside average distances of Statistics Netherlands: choose the table “proximity” of a fetch, or leave it empty.</source>
        <translation>De tabel “{layer}” van {input} heeft geen code van buurten (buurtcode, WijkenEnBuurten) naast gemiddelde afstanden van het CBS: kies de tabel “proximity” van opgehaalde gegevens, of laat leeg.</translation>
    </message>
    <message>
        <source>The table “{layer}” of {input} has no field for {role}: write in FIELD_MAP which it is, such as {role}=field; it has: {fields}.</source>
        <translation>De tabel “{layer}” van {input} heeft geen veld voor {role}: schrijf in FIELD_MAP welk het is, zoals {role}=veld; de velden zijn: {fields}.</translation>
    </message>
    <message>
        <source>The table “{layer}” of {input} has no row with a year and the id of a neighbourhood: choose another table, or another NEIGHBOURHOOD_ID; its ids are such as {some}, those of the neighbourhoods such as {others}.</source>
        <translation>De tabel “{layer}” van {input} heeft geen rij met een jaar en de code van een buurt: kies een andere tabel, of een andere NEIGHBOURHOOD_ID; de codes erin zijn zoals {some}, die van de buurten zoals {others}.</translation>
    </message>
    <message>
        <source>The table “{layer}” of {input} has nothing of what the requirements weigh by ({weights}): choose another; it has: {fields}.</source>
        <translation>De tabel “{layer}” van {input} zegt niets over waar de basiseisen naar wegen ({weights}): kies een andere; de velden zijn: {fields}.</translation>
    </message>
    <message>
        <source>The table “{layer}” was written to while it was read: run again.</source>
        <translation>In de tabel “{layer}” is geschreven terwijl die werd gelezen: voer opnieuw uit.</translation>
    </message>
    <message>
        <source>The tables could not be written to {folder} ({why}): make room, or close what has them open, and run the same command again, which repeats nothing that is finished.</source>
        <translation>De tabellen konden niet naar {folder} worden geschreven ({why}): maak ruimte, of sluit wat ze open heeft, en geef dezelfde opdracht nog eens, dan wordt niets herhaald dat klaar is.</translation>
    </message>
    <message>
        <source>The tables of all are put together…</source>
        <translation>De tabellen van alle worden samengesteld…</translation>
    </message>
    <message>
        <source>the target of {name}</source>
        <translation>het streefaandeel van {name}</translation>
    </message>
    <message>
        <source>The target of {target} % cannot be reached: all facilities and candidates together serve {share} within the limit of {limit}. Lower the target, raise the limit, or add candidates.</source>
        <translation>Het streefaandeel van {target} % is niet te halen: alle voorzieningen en kandidaten samen bedienen {share} binnen de grens van {limit}. Verlaag het streefaandeel, verhoog de grens of voeg kandidaten toe.</translation>
    </message>
    <message>
        <source>The target of {target} is met from {threshold} on.</source>
        <translation>Het streefaandeel van {target} wordt gehaald vanaf {threshold}.</translation>
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
        <source>the threshold of {name}</source>
        <translation>de drempelwaarde van {name}</translation>
    </message>
    <message>
        <source>The threshold, and the share of the dwellings or people for whom it has to hold.</source>
        <translation>De drempelwaarde, en het aandeel van de woningen of mensen waarvoor die moet gelden.</translation>
    </message>
    <message>
        <source>the thresholds of each living environment</source>
        <translation>de drempelwaarden van elk woonmilieu</translation>
    </message>
    <message>
        <source>The timetable ends on {last}, before that Sunday: departures on Sunday are not known.</source>
        <translation>De dienstregeling eindigt op {last}, voor die zondag: vertrekken op zondag zijn niet bekend.</translation>
    </message>
    <message>
        <source>The timetable, of {first} to {last}, has no Tuesday with trips: choose a DAY.</source>
        <translation>De dienstregeling, van {first} tot en met {last}, heeft geen dinsdag met ritten: kies een DAY.</translation>
    </message>
    <message>
        <source>the title of the norm set</source>
        <translation>de titel van de normenset</translation>
    </message>
    <message>
        <source>the title of the requirement</source>
        <translation>de titel van de basiseis</translation>
    </message>
    <message>
        <source>The type of facility, or several.</source>
        <translation>De soort voorziening, of meerdere.</translation>
    </message>
    <message>
        <source>the type {type} is there twice</source>
        <translation>de soort {type} staat er twee keer</translation>
    </message>
    <message>
        <source>the types of facilities that count</source>
        <translation>de soorten voorzieningen die tellen</translation>
    </message>
    <message>
        <source>The types of facilities that count.</source>
        <translation>De soorten voorzieningen die tellen.</translation>
    </message>
    <message>
        <source>The types of facilities that ours goes to.</source>
        <translation>De soorten voorzieningen waar de onze naartoe gaat.</translation>
    </message>
    <message>
        <source>the types of route are two whole numbers, the lower one first</source>
        <translation>de soorten route zijn twee gehele getallen, het laagste eerst</translation>
    </message>
    <message>
        <source>The types that do what the new places are to do, with semicolons: meeting place;library. Needed with a field with the type.</source>
        <translation>De soorten die doen wat de nieuwe plekken moeten doen, met puntkomma's: meeting place;library. Nodig bij een veld met de soort.</translation>
    </message>
    <message>
        <source>The upper end of the 95 % interval.</source>
        <translation>De bovenkant van het 95 %-interval.</translation>
    </message>
    <message>
        <source>the usual ones</source>
        <translation>de gewone</translation>
    </message>
    <message>
        <source>the value must be a number or a text</source>
        <translation>de waarde moet een getal of een tekst zijn</translation>
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
        <source>the values of a facet must all be true and false, or all be texts</source>
        <translation>de waarden van een kenmerk moeten allemaal true en false zijn, of allemaal teksten</translation>
    </message>
    <message>
        <source>The variance of what is no share cannot be told from the number of respondents: fill in VARIANCE_FIELD.</source>
        <translation>De variantie van wat geen aandeel is, volgt niet uit het aantal respondenten: vul VARIANCE_FIELD in.</translation>
    </message>
    <message>
        <source>the verdict: meets, fails, unknown, too_few or not_applicable</source>
        <translation>het oordeel: meets (voldoet), fails (voldoet niet), unknown (niet te beoordelen), too_few (te weinig) of not_applicable (niet van toepassing)</translation>
    </message>
    <message>
        <source>The way leads to the facility</source>
        <translation>De weg leidt naar de voorziening</translation>
    </message>
    <message>
        <source>The ways cannot be drawn, since the layers or norms of the panel are not those of these results: run the check again.</source>
        <translation>De routes kunnen niet worden getekend, want de lagen of normen van het paneel zijn niet die van deze resultaten: toets opnieuw.</translation>
    </message>
    <message>
        <source>the web address of the source</source>
        <translation>het webadres van de bron</translation>
    </message>
    <message>
        <source>The web address of the source, as text.</source>
        <translation>Het webadres van de bron, als tekst.</translation>
    </message>
    <message>
        <source>The weekday that is counted. Left empty: the first Tuesday with at least nine tenths of the busiest Tuesday's trips.</source>
        <translation>De werkdag die wordt geteld. Leeg: de eerste dinsdag met minstens negen tiende van de ritten van de drukste dinsdag.</translation>
    </message>
    <message>
        <source>The weight of the step “{step}” must be from 0 to 1.</source>
        <translation>Het gewicht van de stap “{step}” moet van 0 tot 1 zijn.</translation>
    </message>
    <message>
        <source>The weight rises at the step “{step}”: let it fall or stay from step to step.</source>
        <translation>Bij de stap “{step}” stijgt het gewicht: laat het van stap tot stap dalen of gelijk blijven.</translation>
    </message>
    <message>
        <source>the weight that is missing to the target</source>
        <translation>het gewicht dat tot het streefaandeel ontbreekt</translation>
    </message>
    <message>
        <source>the weight that the requirement asks about</source>
        <translation>het gewicht waar de basiseis over gaat</translation>
    </message>
    <message>
        <source>the whole requirement</source>
        <translation>de hele basiseis</translation>
    </message>
    <message>
        <source>The words of the source, in short.</source>
        <translation>De woorden van de bron, in het kort.</translation>
    </message>
    <message>
        <source>The worst neighbourhood first needs neighbourhoods: choose a layer for NEIGHBOURHOODS.</source>
        <translation>De slechtste buurt eerst heeft buurten nodig: kies een laag voor NEIGHBOURHOODS.</translation>
    </message>
    <message>
        <source>the year of the source</source>
        <translation>het jaar van de bron</translation>
    </message>
    <message>
        <source>The year of the source: 2025.</source>
        <translation>Het jaar van de bron: 2025.</translation>
    </message>
    <message>
        <source>The years in YEARS must rise: {year} does not follow {before}.</source>
        <translation>De jaren in YEARS moeten oplopen: {year} volgt niet op {before}.</translation>
    </message>
    <message>
        <source>The {field} of dwellings does not match the neighbourhoods: {strange} with a code that none has, {other} in another one than it says. Where they lie decides.</source>
        <translation>De {field} van woningen past niet bij de buurten: {strange} met een code die geen buurt heeft, {other} in een andere buurt dan de code zegt. De ligging beslist.</translation>
    </message>
    <message>
        <source>The {n} smallest shares are proved to be as large as can be; those above them are the best that was found in the time limit. More time, or fewer candidates, may settle them.</source>
        <translation>Van de {n} kleinste aandelen is bewezen dat ze niet groter kunnen; de aandelen daarboven zijn de beste die binnen de tijd zijn gevonden. Meer tijd, of minder kandidaten, kan ook die bewijzen.</translation>
    </message>
    <message>
        <source>theatre or cinema</source>
        <translation>theater of bioscoop</translation>
    </message>
    <message>
        <source>Their days</source>
        <translation>De dagen ervan</translation>
    </message>
    <message>
        <source>Their order is hardly alike (rank correlation {r}): look at the types and what is missing first.</source>
        <translation>Hun volgorde lijkt nauwelijks op elkaar (rangcorrelatie {r}): kijk eerst naar de soorten en naar wat ontbreekt.</translation>
    </message>
    <message>
        <source>Their order is much the same (rank correlation {r}).</source>
        <translation>Hun volgorde is vrijwel dezelfde (rangcorrelatie {r}).</translation>
    </message>
    <message>
        <source>Their order is somewhat alike (rank correlation {r}).</source>
        <translation>Hun volgorde lijkt enigszins op elkaar (rangcorrelatie {r}).</translation>
    </message>
    <message>
        <source>Their recipes</source>
        <translation>De recepten ervan</translation>
    </message>
    <message>
        <source>there are more than {most}</source>
        <translation>het zijn er meer dan {most}</translation>
    </message>
    <message>
        <source>There are no requirements: choose a norm set, a norm file, or fill in the table.</source>
        <translation>Er zijn geen basiseisen: kies een normenset of een normbestand, of vul de tabel in.</translation>
    </message>
    <message>
        <source>There are no {part} of the year {year}: choose one of {years}, or add it to SERVICES.</source>
        <translation>Van het onderdeel {part} is er geen jaar {year}: kies een van {years}, of voeg het toe aan SERVICES.</translation>
    </message>
    <message>
        <source>There are {n} municipalities {given}: give the code of one ({codes}).</source>
        <translation>Er zijn {n} gemeenten {given}: geef de code van één ervan ({codes}).</translation>
    </message>
    <message>
        <source>there is</source>
        <translation>aanwezig</translation>
    </message>
    <message>
        <source>there is a "," before "{end}"; remove it</source>
        <translation>er staat een "," voor "{end}"; haal die weg</translation>
    </message>
    <message>
        <source>there is a comment with them</source>
        <translation>er staat een opmerking bij</translation>
    </message>
    <message>
        <source>there is a way round</source>
        <translation>er is een weg omheen</translation>
    </message>
    <message>
        <source>There is no candidate: see the rows and what became of them, or change the rules.</source>
        <translation>Er is geen kandidaat: zie de rijen en wat ervan werd, of pas de regels aan.</translation>
    </message>
    <message>
        <source>There is no earlier fetch {path}: choose its GeoPackage, or leave EARLIER empty.</source>
        <translation>Er is geen eerdere ophaling {path}: kies haar GeoPackage, of laat EARLIER leeg.</translation>
    </message>
    <message>
        <source>There is no facility of the run there: click closer to one.</source>
        <translation>Daar is geen voorziening van de toetsing: klik dichter bij een voorziening.</translation>
    </message>
    <message>
        <source>There is no facility with a geometry: what neighbourhoods have is not known.</source>
        <translation>Er is geen voorziening met een geometrie: wat buurten hebben is onbekend.</translation>
    </message>
    <message>
        <source>There is no facility with the id “{id}” in the run.</source>
        <translation>Er is in de berekening geen voorziening met de id “{id}”.</translation>
    </message>
    <message>
        <source>There is no municipality {given} among the {n} that {host} has: write another name; the nearest are: {near}.</source>
        <translation>Er is geen gemeente {given} bij de {n} die {host} heeft: schrijf een andere naam; het meest lijken erop: {near}.</translation>
    </message>
    <message>
        <source>There is no norm set {id}; choose {choices}.</source>
        <translation>Er is geen normenset {id}; kies {choices}.</translation>
    </message>
    <message>
        <source>There is no project to keep the norm set in; keep it in the profile.</source>
        <translation>Er is geen project om de normenset in te bewaren; bewaar hem in het profiel.</translation>
    </message>
    <message>
        <source>there is none; write at least one</source>
        <translation>er is er geen; schrijf er ten minste één</translation>
    </message>
    <message>
        <source>There is not enough memory for this: take a smaller area or fewer facilities.</source>
        <translation>Hiervoor is niet genoeg geheugen: neem een kleiner gebied of minder voorzieningen.</translation>
    </message>
    <message>
        <source>There is nothing to compare with: choose a layer for DWELLINGS, or in DEMAND_FIELD a field of “{layer}”, which has: {fields}.</source>
        <translation>Er is niets om mee te vergelijken: kies een laag voor DWELLINGS, of in DEMAND_FIELD een veld van “{layer}”, die heeft: {fields}.</translation>
    </message>
    <message>
        <source>These two sets are the same.</source>
        <translation>Deze twee sets zijn gelijk.</translation>
    </message>
    <message>
        <source>they are about holidays only</source>
        <translation>ze gaan alleen over feestdagen</translation>
    </message>
    <message>
        <source>they are not the same every week</source>
        <translation>ze zijn niet elke week gelijk</translation>
    </message>
    <message>
        <source>they are not written as OpenStreetMap asks</source>
        <translation>ze zijn niet geschreven zoals OpenStreetMap vraagt</translation>
    </message>
    <message>
        <source>they differ by season or date</source>
        <translation>ze verschillen per seizoen of datum</translation>
    </message>
    <message>
        <source>they follow the sun</source>
        <translation>ze volgen de zon</translation>
    </message>
    <message>
        <source>They go with QGIS, which asks before it closes.</source>
        <translation>Ze verdwijnen met QGIS, dat ernaar vraagt voor het sluit.</translation>
    </message>
    <message>
        <source>they have no fixed end</source>
        <translation>ze hebben geen vast einde</translation>
    </message>
    <message>
        <source>they hold a second answer for when the first does not hold</source>
        <translation>ze bevatten een tweede antwoord voor als het eerste niet geldt</translation>
    </message>
    <message>
        <source>they say themselves that it is not known</source>
        <translation>ze zeggen zelf dat het niet bekend is</translation>
    </message>
    <message>
        <source>This fetch is larger than {mb} MB: take a smaller area or fewer parts, or raise total_mb in the limits of SERVICES.</source>
        <translation>Deze ophaling is groter dan {mb} MB: neem een kleiner gebied of minder onderdelen, of verhoog total_mb bij de limieten in SERVICES.</translation>
    </message>
    <message>
        <source>This GDAL writes no {format}: choose {others}.</source>
        <translation>Deze GDAL schrijft geen {format}: kies {others}.</translation>
    </message>
    <message>
        <source>this is larger than {mb} MB, which no {kind} is; choose another file</source>
        <translation>dit is groter dan {mb} MB, en zo groot is geen {kind}; kies een ander bestand</translation>
    </message>
    <message>
        <source>this is no address</source>
        <translation>dit is geen adres</translation>
    </message>
    <message>
        <source>this is no recipe of Buurtmaat, which begins with “buurtmaat_recipe”; choose another file</source>
        <translation>dit is geen recept van Buurtmaat, dat met “buurtmaat_recipe” begint; kies een ander bestand</translation>
    </message>
    <message>
        <source>this is of another version of Buurtmaat</source>
        <translation>dit is van een andere versie van Buurtmaat</translation>
    </message>
    <message>
        <source>this list is empty: leave {key} out, or fill it</source>
        <translation>deze lijst is leeg: laat {key} weg, of vul hem</translation>
    </message>
    <message>
        <source>this must be a list in brackets</source>
        <translation>dit moet een lijst tussen vierkante haken zijn</translation>
    </message>
    <message>
        <source>this must be a list of {least} to {most}</source>
        <translation>dit moet een lijst van {least} tot {most} zijn</translation>
    </message>
    <message>
        <source>this must be a list, in [ and ]</source>
        <translation>dit moet een lijst zijn, tussen [ en ]</translation>
    </message>
    <message>
        <source>this must be a number</source>
        <translation>dit moet een getal zijn</translation>
    </message>
    <message>
        <source>this must be a number from {low} to {high}</source>
        <translation>dit moet een getal van {low} tot {high} zijn</translation>
    </message>
    <message>
        <source>this must be a text of 1 to {most} characters</source>
        <translation>dit moet een tekst van 1 tot {most} tekens zijn</translation>
    </message>
    <message>
        <source>this must be a whole number</source>
        <translation>dit moet een geheel getal zijn</translation>
    </message>
    <message>
        <source>this must be a whole number from 0 to {most}</source>
        <translation>dit moet een geheel getal van 0 tot en met {most} zijn</translation>
    </message>
    <message>
        <source>this must be an object</source>
        <translation>dit moet een object zijn</translation>
    </message>
    <message>
        <source>this must be an object in braces</source>
        <translation>dit moet een object tussen accolades zijn</translation>
    </message>
    <message>
        <source>this must be one of: {choices}</source>
        <translation>dit moet een van deze zijn: {choices}</translation>
    </message>
    <message>
        <source>this must be text of 1 to {most} characters</source>
        <translation>dit moet tekst van 1 tot {most} tekens zijn</translation>
    </message>
    <message>
        <source>this must be text, in double quotes</source>
        <translation>dit moet tekst zijn, tussen dubbele aanhalingstekens</translation>
    </message>
    <message>
        <source>this must be {known}</source>
        <translation>dit moet {known} zijn</translation>
    </message>
    <message>
        <source>this must be {known}; there was no version before it</source>
        <translation>dit moet {known} zijn; een versie daarvoor was er niet</translation>
    </message>
    <message>
        <source>this neighbourhood</source>
        <translation>deze buurt</translation>
    </message>
    <message>
        <source>This says nothing of causes. Places, dwellings and people go together: who lives where places are lacking may differ in many other ways.</source>
        <translation>Dit zegt niets over oorzaken. Plekken, woningen en mensen hangen samen: wie woont waar plekken ontbreken, kan op veel andere manieren verschillen.</translation>
    </message>
    <message>
        <source>This set comes with Buurtmaat and stays as it is: duplicate it to make it your own.</source>
        <translation>Deze set hoort bij Buurtmaat en blijft zoals hij is: dupliceer hem om er een eigen set van te maken.</translation>
    </message>
    <message>
        <source>this text has more than {most} letters</source>
        <translation>deze tekst heeft meer dan {most} tekens</translation>
    </message>
    <message>
        <source>this would be more than {most} requirements; take some out</source>
        <translation>dit zouden meer dan {most} basiseisen worden; haal er enkele weg</translation>
    </message>
    <message>
        <source>those of 65 or older not known</source>
        <translation>65-plussers niet bekend</translation>
    </message>
    <message>
        <source>Those outside the threshold, with those that reach nothing.</source>
        <translation>Wie buiten de drempelwaarde is, ook wie niets bereikt.</translation>
    </message>
    <message>
        <source>Those that reach none, and are in no average.</source>
        <translation>Woningen die er geen bereiken, en in geen gemiddelde zitten.</translation>
    </message>
    <message>
        <source>Those within the threshold.</source>
        <translation>Wie binnen de drempelwaarde is.</translation>
    </message>
    <message>
        <source>Those without a place, or off the network.</source>
        <translation>Wie geen plek op de kaart heeft of te ver van een straat ligt.</translation>
    </message>
    <message>
        <source>three quarters or more</source>
        <translation>driekwart of meer</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Drempelwaarde</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>drempelwaarde</translation>
    </message>
    <message>
        <source>Threshold (m)</source>
        <translation>Drempelwaarde (m)</translation>
    </message>
    <message>
        <source>Threshold (min)</source>
        <translation>Drempelwaarde (min)</translation>
    </message>
    <message>
        <source>Threshold of {requirement}</source>
        <translation>Drempelwaarde van {requirement}</translation>
    </message>
    <message>
        <source>Threshold that meets {target}</source>
        <translation>Drempelwaarde die {target} haalt</translation>
    </message>
    <message>
        <source>threshold,curve,target,share,norm,attainable,requirement,distance,plot,neighbourhood</source>
        <translation>drempelwaarde,curve,streefaandeel,aandeel,norm,haalbaar,basiseis,afstand,grafiek,buurt</translation>
    </message>
    <message>
        <source>Thresholds for</source>
        <translation>Drempelwaarden voor</translation>
    </message>
    <message>
        <source>Thresholds may differ by living environment: choose which one to move.</source>
        <translation>Drempelwaarden mogen per woonmilieu verschillen: kies welke u verschuift.</translation>
    </message>
    <message>
        <source>Thresholds to price (m or min)</source>
        <translation>Drempelwaarden om door te rekenen (m of min)</translation>
    </message>
    <message>
        <source>Time (min)</source>
        <translation>Tijd (min)</translation>
    </message>
    <message>
        <source>Time limit (s)</source>
        <translation>Tijdslimiet (s)</translation>
    </message>
    <message>
        <source>Times in {field} of “{layer}” that are 0 or less, for which the speed is used: {n} of {all}. Check whether it is the field with minutes.</source>
        <translation>Tijden in {field} van “{layer}” die 0 of minder zijn, waarvoor de snelheid geldt: {n} van {all}. Kijk na of dit het veld met minuten is.</translation>
    </message>
    <message>
        <source>Timetable (GTFS)</source>
        <translation>Dienstregeling (GTFS)</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Title in Dutch</source>
        <translation>Titel in het Nederlands</translation>
    </message>
    <message>
        <source>Title in English</source>
        <translation>Titel in het Engels</translation>
    </message>
    <message>
        <source>Title of the norm set</source>
        <translation>Titel van de normenset</translation>
    </message>
    <message>
        <source>Titles and notes in both languages</source>
        <translation>Titels en toelichtingen in beide talen</translation>
    </message>
    <message>
        <source>titles and notes in both languages, as JSON</source>
        <translation>titels en toelichtingen in beide talen, als JSON</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Tot</translation>
    </message>
    <message>
        <source>To compare neighbourhoods of one kind. Left empty: living_environment or woonmilieu if there is one.</source>
        <translation>Om buurten van één soort te vergelijken. Leeg: living_environment of woonmilieu als dat er is.</translation>
    </message>
    <message>
        <source>To count the dwellings that each issue cuts off.</source>
        <translation>Om de woningen te tellen die elk knelpunt afsnijdt.</translation>
    </message>
    <message>
        <source>To count types beside facilities. Left empty: only facilities are counted.</source>
        <translation>Om naast voorzieningen ook soorten te tellen. Leeg: alleen voorzieningen worden geteld.</translation>
    </message>
    <message>
        <source>to do</source>
        <translation>nog te doen</translation>
    </message>
    <message>
        <source>To see whether ours are plausible, such as the table “proximity” of a fetch. Left empty: fields of the neighbourhoods, such as huisartsenpraktijk_gemiddelde_afstand_in_km.</source>
        <translation>Om te zien of de onze aannemelijk zijn, zoals de tabel “proximity” van opgehaalde gegevens. Leeg: velden van de buurten, zoals huisartsenpraktijk_gemiddelde_afstand_in_km.</translation>
    </message>
    <message>
        <source>To the network (m)</source>
        <translation>Naar het netwerk (m)</translation>
    </message>
    <message>
        <source>toilet</source>
        <translation>toilet</translation>
    </message>
    <message>
        <source>too few dwellings</source>
        <translation>te weinig woningen</translation>
    </message>
    <message>
        <source>Too few dwellings to judge</source>
        <translation>Te weinig woningen om te beoordelen</translation>
    </message>
    <message>
        <source>Too few neighbourhoods that meet ({met}) or fail ({failed}) to compare them.</source>
        <translation>Te weinig buurten die voldoen ({met}) of niet voldoen ({failed}) om ze te vergelijken.</translation>
    </message>
    <message>
        <source>too few neighbourhoods to compare</source>
        <translation>te weinig buurten om te vergelijken</translation>
    </message>
    <message>
        <source>too many dwellings are unknown</source>
        <translation>te veel woningen zijn onbekend</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>te veel symbolische koppelingen</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>te veel geopende bestanden</translation>
    </message>
    <message>
        <source>too much of it is unknown</source>
        <translation>er is te veel van onbekend</translation>
    </message>
    <message>
        <source>too rough a surface</source>
        <translation>te ruwe verharding</translation>
    </message>
    <message>
        <source>too small</source>
        <translation>te klein</translation>
    </message>
    <message>
        <source>too uncertain to use</source>
        <translation>te onzeker om te gebruiken</translation>
    </message>
    <message>
        <source>Took {seconds} s: {stages}.</source>
        <translation>Duurde {seconds} s: {stages}.</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Totaal</translation>
    </message>
    <message>
        <source>Total distance: {value} {unit}</source>
        <translation>Totale afstand: {value} {unit}</translation>
    </message>
    <message>
        <source>Touching polygons are one</source>
        <translation>Aangrenzende vlakken zijn één</translation>
    </message>
    <message>
        <source>town hall</source>
        <translation>gemeentehuis</translation>
    </message>
    <message>
        <source>tram stop</source>
        <translation>tramhalte</translation>
    </message>
    <message>
        <source>tree canopy</source>
        <translation>boomkronen</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>Trend</translation>
    </message>
    <message>
        <source>trend,series,monitor,years,target path,on course,behind,change,codes,borders</source>
        <translation>trend,reeks,monitor,jaren,pad,op koers,achter,verandering,codes,grenzen</translation>
    </message>
    <message>
        <source>trips.txt holds the same trip_id twice: choose another archive.</source>
        <translation>trips.txt bevat dezelfde trip_id twee keer: kies een ander archief.</translation>
    </message>
    <message>
        <source>true</source>
        <translation>waar</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true of false</translation>
    </message>
    <message>
        <source>trunk road</source>
        <translation>autoweg of stroomweg</translation>
    </message>
    <message>
        <source>Tunnel (1)</source>
        <translation>Tunnel (1)</translation>
    </message>
    <message>
        <source>Turn raw streets, facilities and dwellings into checked inputs</source>
        <translation>Maak van ruwe straten, voorzieningen en woningen invoer die gecontroleerd is</translation>
    </message>
    <message>
        <source>Turn the housing programme into points for the checks</source>
        <translation>Maak van het woningbouwprogramma punten voor de toetsing</translation>
    </message>
    <message>
        <source>Turns housing plans with numbers and years into dwelling points.</source>
        <translation>Maakt van woningbouwplannen met aantallen en jaren woningpunten.</translation>
    </message>
    <message>
        <source>Turns housing plans, drawn as polygons or points, into dwelling points with the year in which they come or go. The numbers are whole and add up to each plan's.

In a polygon the dwellings stand along the existing and planned streets inside it, and spread over the ground where there are none yet, more than 100 m from all of these. Where a plan holds more dwellings than places at the spacing asked, several stand at one. The dwellings of a point stand at that point.

A negative number is demolition: one point with demolition 1 and the plan's area, from which the existing dwellings are taken later, in proportion.

The year may be a year, a date, a range (2028-2031: as many each year) or phases with their numbers (2028:40;2030:60). Plans without a year are kept, with year NULL. Plans without geometry or number go to a layer of their own, each with its reason.</source>
        <translation>Maakt van woningbouwplannen, getekend als vlakken of punten, woningpunten met het jaar waarin ze erbij komen of verdwijnen. De aantallen zijn heel en tellen op tot die van elk plan.

In een vlak staan de woningen langs de bestaande en geplande straten erin, en gespreid over de grond waar nog geen straten zijn, meer dan 100 m van al deze. Waar een plan meer woningen telt dan plaatsen op de gevraagde afstand, staan er meerdere op één punt. De woningen van een punt staan op dat punt.

Een negatief aantal is sloop: één punt met demolition 1 en het gebied van het plan, waaruit de bestaande woningen later naar verhouding worden weggenomen.

Het jaar mag een jaar zijn, een datum, een reeks (2028-2031: elk jaar evenveel) of fasen met hun aantallen (2028:40;2030:60). Plannen zonder jaar blijven, met jaar NULL. Plannen zonder geometrie of aantal gaan naar een eigen laag, elk met de reden.</translation>
    </message>
    <message>
        <source>Two facility layers are both called “{name}”, so their types cannot be told apart: say them in FACILITY_TYPES.</source>
        <translation>Twee lagen met voorzieningen heten allebei “{name}”, zodat hun soorten niet te onderscheiden zijn: noem de soorten in FACILITY_TYPES.</translation>
    </message>
    <message>
        <source>Two norm sets have the id {id}: {one} and {other}. Give one of them another id.</source>
        <translation>Twee normensets hebben de id {id}: {one} en {other}. Geef een van beide een andere id.</translation>
    </message>
    <message>
        <source>Two of the results tables are of {day}: give each its own day in DATES.</source>
        <translation>Twee van de resultatentabellen zijn van {day}: geef elke een eigen dag in DATES.</translation>
    </message>
    <message>
        <source>two steps have this id; give each its own</source>
        <translation>twee stappen hebben deze id; geef elk een eigen</translation>
    </message>
    <message>
        <source>two ways to move are called {name}; give each its own name</source>
        <translation>twee vervoerswijzen heten {name}; geef elk een eigen naam</translation>
    </message>
    <message>
        <source>type not in the data</source>
        <translation>soort niet in de gegevens</translation>
    </message>
    <message>
        <source>Type of each facility layer</source>
        <translation>Soort van elke laag met voorzieningen</translation>
    </message>
    <message>
        <source>Type of facility</source>
        <translation>Soort voorziening</translation>
    </message>
    <message>
        <source>Type taken from</source>
        <translation>Soort afgeleid uit</translation>
    </message>
    <message>
        <source>Types known to be complete</source>
        <translation>Soorten die zeker volledig zijn</translation>
    </message>
    <message>
        <source>types that are asked for and of which the data have none</source>
        <translation>soorten die gevraagd worden en die niet in de gegevens voorkomen</translation>
    </message>
    <message>
        <source>Types that are not in the data</source>
        <translation>Soorten die niet in de gegevens staan</translation>
    </message>
    <message>
        <source>Types that count</source>
        <translation>Soorten die meetellen</translation>
    </message>
    <message>
        <source>Types that the shipped norm sets ask for and that were not found: {types}. Norms about them will be unknown: add a layer, or say in Check requirements, under “Types known to be complete”, that there really are none.</source>
        <translation>Soorten waar de meegeleverde normensets om vragen en die niet gevonden zijn: {types}. Normen daarover zijn niet te beoordelen: voeg een laag toe, of zeg in Basiseisen toetsen, onder “Soorten die zeker volledig zijn”, dat ze er echt niet zijn.</translation>
    </message>
    <message>
        <source>Types within {limit}</source>
        <translation>Soorten binnen {limit}</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>ongewijzigd</translation>
    </message>
    <message>
        <source>under construction</source>
        <translation>in aanleg</translation>
    </message>
    <message>
        <source>under {n} %</source>
        <translation>minder dan {n} %</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Ongedaan maken</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Eenheid</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>eenheid</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Niet te beoordelen</translation>
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
        <source>Unknown stays unknown, as nobody said that these types are complete: {types}.</source>
        <translation>Niet te beoordelen blijft niet te beoordelen, want niemand zei dat deze soorten volledig zijn: {types}.</translation>
    </message>
    <message>
        <source>unknown, mostly: {why}</source>
        <translation>niet te beoordelen, meestal: {why}</translation>
    </message>
    <message>
        <source>unknown, or not asked</source>
        <translation>niet te beoordelen, of niet gevraagd</translation>
    </message>
    <message>
        <source>unknown: {why}</source>
        <translation>niet te beoordelen: {why}</translation>
    </message>
    <message>
        <source>up to whole places</source>
        <translation>omhoog op hele plaatsen</translation>
    </message>
    <message>
        <source>Upright lines are the 95 % interval of the figure, level ones what is not known of the share outside.</source>
        <translation>Staande lijnen zijn het 95 %-interval van het cijfer, liggende wat van het aandeel buiten bereik niet bekend is.</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Gebruiksdoel</translation>
    </message>
    <message>
        <source>use</source>
        <translation>gebruiksdoel</translation>
    </message>
    <message>
        <source>Use fe&amp;rries</source>
        <translation>V&amp;eren gebruiken</translation>
    </message>
    <message>
        <source>Use ferries</source>
        <translation>Veerponten gebruiken</translation>
    </message>
    <message>
        <source>Use what an earlier run kept</source>
        <translation>Gebruik wat een eerdere berekening bewaarde</translation>
    </message>
    <message>
        <source>use with caution</source>
        <translation>voorzichtig gebruiken</translation>
    </message>
    <message>
        <source>vacant</source>
        <translation>leeg</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Waarde</translation>
    </message>
    <message>
        <source>value</source>
        <translation>waarde</translation>
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
        <source>value must be a list for the operator “in”</source>
        <translation>value moet een lijst zijn bij de operator “in”</translation>
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
        <source>Value of the objective</source>
        <translation>Waarde van het doel</translation>
    </message>
    <message>
        <source>VALUE_FORWARD, VALUE_BACKWARD and VALUE_BOTH must differ: give each its own value.</source>
        <translation>VALUE_FORWARD, VALUE_BACKWARD en VALUE_BOTH moeten verschillen: geef elk een eigen waarde.</translation>
    </message>
    <message>
        <source>Values of {field} in “{layer}” that are no numbers, taken as NULL: {n} ({ids})</source>
        <translation>Waarden van {field} in “{layer}” die geen getallen zijn, gelezen als NULL: {n} ({ids})</translation>
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
        <source>values or geometries of its {rows} rows differ</source>
        <translation>waarden of geometrieën van de {rows} rijen verschillen</translation>
    </message>
    <message>
        <source>Variance of the areas around the model</source>
        <translation>Variantie van de gebieden rond het model</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Oordeel</translation>
    </message>
    <message>
        <source>verdict</source>
        <translation>oordeel</translation>
    </message>
    <message>
        <source>Verdict of this requirement</source>
        <translation>Oordeel van deze basiseis</translation>
    </message>
    <message>
        <source>Verdict over all requirements</source>
        <translation>Oordeel over alle basiseisen</translation>
    </message>
    <message>
        <source>Verdict: {verdict}.</source>
        <translation>Oordeel: {verdict}.</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>Oordelen</translation>
    </message>
    <message>
        <source>Verdicts of neighbourhoods that turned better</source>
        <translation>Oordelen van buurten die beter werden</translation>
    </message>
    <message>
        <source>Verdicts of neighbourhoods that turned worse</source>
        <translation>Oordelen van buurten die slechter werden</translation>
    </message>
    <message>
        <source>Verified (1) or not yet (0)</source>
        <translation>Gecontroleerd (1) of nog niet (0)</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versie</translation>
    </message>
    <message>
        <source>Version of the norm set</source>
        <translation>Versie van de normenset</translation>
    </message>
    <message>
        <source>version {number} is newer than {known}, which this version of Buurtmaat reads; install a newer one</source>
        <translation>versie {number} is nieuwer dan {known}, die deze versie van Buurtmaat leest; installeer een nieuwere</translation>
    </message>
    <message>
        <source>very pale: too uncertain to use</source>
        <translation>heel bleek: te onzeker om te gebruiken</translation>
    </message>
    <message>
        <source>village hall</source>
        <translation>dorpshuis</translation>
    </message>
    <message>
        <source>volleyball court</source>
        <translation>volleybalveld</translation>
    </message>
    <message>
        <source>Walking: 4.8 on average, 3.0 for people over 65, 2.2 with a rollator. Turns metres into minutes.</source>
        <translation>Lopen: gemiddeld 4,8, voor 65-plussers 3,0, met een rollator 2,2. Rekent meters om in minuten.</translation>
    </message>
    <message>
        <source>water</source>
        <translation>water</translation>
    </message>
    <message>
        <source>Water, as barriers</source>
        <translation>Water, als barrière</translation>
    </message>
    <message>
        <source>Water, railways and motorways that nobody crosses but by a bridge or tunnel; not for the NWB.</source>
        <translation>Water, spoor en snelwegen waar niemand overheen komt dan over een brug of door een tunnel; niet bij het NWB.</translation>
    </message>
    <message>
        <source>Way to move</source>
        <translation>Vervoerswijze</translation>
    </message>
    <message>
        <source>way to move</source>
        <translation>manier van verplaatsen</translation>
    </message>
    <message>
        <source>Ways</source>
        <translation>Routes</translation>
    </message>
    <message>
        <source>Ways are drawn of a check of one year, not of one over the years.</source>
        <translation>Routes worden getekend bij een toetsing van één jaar, niet bij een toetsing over de jaren.</translation>
    </message>
    <message>
        <source>Ways to move</source>
        <translation>Vervoerswijzen</translation>
    </message>
    <message>
        <source>Ways to move that this set adds, such as a wheelchair, or to which it gives another speed: walk, walk_65, rollator and cycle are there without it. What is left out is written as highway: steps | path.</source>
        <translation>Vervoerswijzen die deze set toevoegt, zoals een rolstoel, of een andere snelheid geeft: walk, walk_65, rollator en cycle zijn er al. Wat wordt weggelaten schrijft u als highway: steps | path.</translation>
    </message>
    <message>
        <source>Ways to move, by name; a built-in one may be given another speed.</source>
        <translation>Manieren om je te verplaatsen, met hun naam; een ingebouwde kan een andere snelheid krijgen.</translation>
    </message>
    <message>
        <source>Web address</source>
        <translation>Webadres</translation>
    </message>
    <message>
        <source>Weighed by</source>
        <translation>Gewogen naar</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Weight of the area's own answers</source>
        <translation>Gewicht van de eigen antwoorden</translation>
    </message>
    <message>
        <source>Weight spread over dwellings (1)</source>
        <translation>Gewicht over woningen gespreid (1)</translation>
    </message>
    <message>
        <source>Weight within {limit}</source>
        <translation>Gewicht binnen {limit}</translation>
    </message>
    <message>
        <source>Weight without a known income</source>
        <translation>Gewicht zonder bekend inkomen</translation>
    </message>
    <message>
        <source>went</source>
        <translation>verdwenen</translation>
    </message>
    <message>
        <source>west</source>
        <translation>westen</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Wat</translation>
    </message>
    <message>
        <source>What a council adopted was the set before this change: it is a draft again.</source>
        <translation>Wat een raad vaststelde was de set vóór deze wijziging: hij is weer concept.</translation>
    </message>
    <message>
        <source>what a field holds is one of {kinds}</source>
        <translation>wat een veld bevat, is een van {kinds}</translation>
    </message>
    <message>
        <source>What a run that was broken off left in {folder} could not be finished: {why}; close the programs that use it, and run again.</source>
        <translation>Wat een afgebroken run in {folder} achterliet, kon niet worden afgemaakt: {why}; sluit de programma’s die het gebruiken en voer opnieuw uit.</translation>
    </message>
    <message>
        <source>What a stricter threshold would give; cut off.</source>
        <translation>Wat een strengere drempelwaarde zou geven; naar beneden afgekapt.</translation>
    </message>
    <message>
        <source>What a wider threshold would give; cut off.</source>
        <translation>Wat een ruimere drempelwaarde zou geven; naar beneden afgekapt.</translation>
    </message>
    <message>
        <source>What an area share is a share of.</source>
        <translation>Waarvan een aandeel van het oppervlak een aandeel is.</translation>
    </message>
    <message>
        <source>What an area weighs in the benchmark. Left empty: aantal_inwoners if there is one, else all the same.</source>
        <translation>Hoe zwaar een gebied weegt voor het bekende aandeel. Leeg gelaten: aantal_inwoners als dat er is, anders alle gelijk.</translation>
    </message>
    <message>
        <source>What an earlier run read of files that are still the same, and what it made of it, is used again: the results are the same, sooner. Switched off, nothing is taken and nothing is kept.</source>
        <translation>Wat een eerdere berekening las uit bestanden die nog dezelfde zijn, en wat daarvan gemaakt werd, wordt opnieuw gebruikt: de uitkomsten zijn dezelfde, maar eerder klaar. Uitgezet wordt er niets overgenomen en niets bewaard.</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>Wat het opleverde</translation>
    </message>
    <message>
        <source>What caused the change ({period}): {causes}.</source>
        <translation>Waardoor het veranderde ({period}): {causes}.</translation>
    </message>
    <message>
        <source>What caused the changes</source>
        <translation>Waardoor het veranderde</translation>
    </message>
    <message>
        <source>What changed between the days</source>
        <translation>Wat er tussen de dagen veranderde</translation>
    </message>
    <message>
        <source>What counts today</source>
        <translation>Wat telt vandaag</translation>
    </message>
    <message>
        <source>What decides which way and which facility is nearest: the distance or the time.</source>
        <translation>Wat bepaalt welke weg en welke voorziening de dichtstbijzijnde is: de afstand of de tijd.</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Wat verschilt</translation>
    </message>
    <message>
        <source>What differs from what was recorded</source>
        <translation>Wat verschilt van wat is vastgelegd</translation>
    </message>
    <message>
        <source>What differs in definition</source>
        <translation>Wat verschilt in definitie</translation>
    </message>
    <message>
        <source>What dwellings lack</source>
        <translation>Wat woningen missen</translation>
    </message>
    <message>
        <source>What each plan that stands by then means: the share of its own dwellings within the threshold, how near half of them have it, and what it adds to what is needed.</source>
        <translation>Wat elk plan dat er dan staat betekent: het aandeel van de eigen woningen binnen de drempelwaarde, hoe dichtbij de helft ervan het heeft, en wat het toevoegt aan wat nodig is.</translation>
    </message>
    <message>
        <source>What earlier runs kept is forgotten: {mb} MB.</source>
        <translation>Wat eerdere berekeningen bewaarden is vergeten: {mb} MB.</translation>
    </message>
    <message>
        <source>what else is asked, as JSON</source>
        <translation>wat er verder gevraagd is, als JSON</translation>
    </message>
    <message>
        <source>What groups of people and dwellings have, beside all together, by area.</source>
        <translation>Wat groepen mensen en woningen hebben, naast allen samen, per gebied.</translation>
    </message>
    <message>
        <source>What i&amp;f</source>
        <translation>Wat als</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>Wat als</translation>
    </message>
    <message>
        <source>What is asked of a neighbourhood as a whole is judged whatever their number.</source>
        <translation>Wat van een buurt als geheel wordt gevraagd, wordt bij elk aantal woningen beoordeeld.</translation>
    </message>
    <message>
        <source>what is asked there</source>
        <translation>wat daar gevraagd is</translation>
    </message>
    <message>
        <source>What is asked; empty where it differs between areas.</source>
        <translation>Wat gevraagd is; leeg waar het per gebied verschilt.</translation>
    </message>
    <message>
        <source>What is being done</source>
        <translation>Wat er gebeurt</translation>
    </message>
    <message>
        <source>what is counted</source>
        <translation>wat er wordt geteld</translation>
    </message>
    <message>
        <source>what is counted: dwellings, or a field with people</source>
        <translation>wat geteld is: woningen (dwellings), of een veld met mensen</translation>
    </message>
    <message>
        <source>What is measured.</source>
        <translation>Wat er wordt gemeten.</translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation>Wat ontbreekt</translation>
    </message>
    <message>
        <source>What is missing here</source>
        <translation>Wat hier ontbreekt</translation>
    </message>
    <message>
        <source>What is missing, the most first</source>
        <translation>Wat er ontbreekt, het meeste eerst</translation>
    </message>
    <message>
        <source>What is not as the recipe recorded it: {n}</source>
        <translation>Wat niet is zoals het recept het vastlegde: {n}</translation>
    </message>
    <message>
        <source>What is not judged, and why</source>
        <translation>Wat niet is beoordeeld, en waarom</translation>
    </message>
    <message>
        <source>What is not known</source>
        <translation>Wat niet bekend is</translation>
    </message>
    <message>
        <source>What is published, over roads for cars, weighted by inhabitants.</source>
        <translation>Wat is gepubliceerd, over autowegen, gewogen naar inwoners.</translation>
    </message>
    <message>
        <source>what is required, and up to half more</source>
        <translation>wat nodig is, tot de helft meer</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Wat er niet klopt</translation>
    </message>
    <message>
        <source>What it is compared with; several for in.</source>
        <translation>Waarmee het wordt vergeleken; meerdere bij in.</translation>
    </message>
    <message>
        <source>What it is.</source>
        <translation>Wat het is.</translation>
    </message>
    <message>
        <source>What it rests on</source>
        <translation>Waarop de norm rust</translation>
    </message>
    <message>
        <source>What it was</source>
        <translation>Wat het was</translation>
    </message>
    <message>
        <source>What it was in this run.</source>
        <translation>Wat het in deze toetsing was.</translation>
    </message>
    <message>
        <source>What kind of source it is. An example is nobody's norm yet.</source>
        <translation>Wat voor bron het is. Een voorbeeldwaarde is nog niemands norm.</translation>
    </message>
    <message>
        <source>What neighbourhoods are tested against.</source>
        <translation>Waaraan buurten worden getoetst.</translation>
    </message>
    <message>
        <source>What new and lost streets did.</source>
        <translation>Wat straten deden die erbij kwamen of verdwenen.</translation>
    </message>
    <message>
        <source>What new dwellings and those that are gone did.</source>
        <translation>Wat woningen deden die erbij kwamen of verdwenen.</translation>
    </message>
    <message>
        <source>What other figures of the same dwellings and neighbourhoods did.</source>
        <translation>Wat andere cijfers van dezelfde woningen en buurten deden.</translation>
    </message>
    <message>
        <source>What other norms did.</source>
        <translation>Wat andere normen deden.</translation>
    </message>
    <message>
        <source>What other thresholds would give</source>
        <translation>Wat andere drempelwaarden zouden geven</translation>
    </message>
    <message>
        <source>What people call it, without the threshold: a title stays when that is changed.</source>
        <translation>Hoe het heet, zonder de drempelwaarde: een titel blijft staan als die verandert.</translation>
    </message>
    <message>
        <source>What people call it. Below the neighbourhoods: what lies in none, and all together.</source>
        <translation>Zoals mensen de buurt noemen. Onder de buurten: wat in geen enkele buurt ligt, en alles samen.</translation>
    </message>
    <message>
        <source>What people call it: in one language for both, or in English and Dutch.</source>
        <translation>Hoe het heet: in één taal voor beide, of in het Engels en het Nederlands.</translation>
    </message>
    <message>
        <source>What residents say about it</source>
        <translation>Wat bewoners ervan vinden</translation>
    </message>
    <message>
        <source>What that says</source>
        <translation>Wat dat zegt</translation>
    </message>
    <message>
        <source>What the answers and the model say together.</source>
        <translation>Wat de antwoorden en het model samen zeggen.</translation>
    </message>
    <message>
        <source>What the change came of</source>
        <translation>Waar het verschil van komt</translation>
    </message>
    <message>
        <source>What the choice should do best.</source>
        <translation>Wat de keuze het beste moet doen.</translation>
    </message>
    <message>
        <source>What the dwellings layer is</source>
        <translation>Wat de woningenlaag is</translation>
    </message>
    <message>
        <source>What the earlier figure turned out to be wrong by.</source>
        <translation>Wat het eerdere cijfer ernaast bleek te zitten.</translation>
    </message>
    <message>
        <source>What the map shows</source>
        <translation>Wat de kaart toont</translation>
    </message>
    <message>
        <source>What the norm asks of every neighbourhood, beside what it has.</source>
        <translation>Wat de norm van elke buurt vraagt, naast wat zij heeft.</translation>
    </message>
    <message>
        <source>what the norm rests on</source>
        <translation>waar de norm op berust</translation>
    </message>
    <message>
        <source>What the norm rests on.</source>
        <translation>Waar de norm op berust.</translation>
    </message>
    <message>
        <source>what the norm set says about it</source>
        <translation>wat de normenset erover zegt</translation>
    </message>
    <message>
        <source>What the norm set says about it.</source>
        <translation>Wat de normenset erover zegt.</translation>
    </message>
    <message>
        <source>What the reader of a result should know.</source>
        <translation>Wat de lezer van een uitkomst moet weten.</translation>
    </message>
    <message>
        <source>What the respondents of the area say</source>
        <translation>Wat de respondenten van het gebied zeggen</translation>
    </message>
    <message>
        <source>what the respondents of the area say, with its 95 % interval</source>
        <translation>wat de respondenten van het gebied zeggen, met het 95 %-interval</translation>
    </message>
    <message>
        <source>What the respondents of the area say: a share from 0 to 1, such as that of the lonely.</source>
        <translation>Wat de respondenten van het gebied zeggen: een aandeel van 0 tot 1, zoals dat van de eenzamen.</translation>
    </message>
    <message>
        <source>What the runs said</source>
        <translation>Wat er onderweg gemeld is</translation>
    </message>
    <message>
        <source>What the survey asked</source>
        <translation>Wat de enquête vroeg</translation>
    </message>
    <message>
        <source>What the survey says</source>
        <translation>Wat de enquête zegt</translation>
    </message>
    <message>
        <source>What the threshold is in; each indicator takes its own.</source>
        <translation>Waarin de drempelwaarde is uitgedrukt; elke indicator heeft zijn eigen eenheden.</translation>
    </message>
    <message>
        <source>What there is, cut off as in the report. Asked is: {norm}.</source>
        <translation>Wat er is, naar beneden afgekapt zoals in het rapport. Gevraagd is: {norm}.</translation>
    </message>
    <message>
        <source>What there is, of norms that ask for no share; cut off.</source>
        <translation>Wat er is, bij normen die geen aandeel vragen; naar beneden afgekapt.</translation>
    </message>
    <message>
        <source>What those that opened, closed or moved did.</source>
        <translation>Wat voorzieningen deden die opengingen, sloten of verhuisden.</translation>
    </message>
    <message>
        <source>What to fetch</source>
        <translation>Wat op te halen</translation>
    </message>
    <message>
        <source>What turned</source>
        <translation>Wat omsloeg</translation>
    </message>
    <message>
        <source>What was run</source>
        <translation>Wat is berekend</translation>
    </message>
    <message>
        <source>What would hold at other thresholds is drawn over the layers of the run.</source>
        <translation>Wat bij andere drempelwaarden zou gelden, komt over de lagen van de toetsing.</translation>
    </message>
    <message>
        <source>What would turn if the threshold were 10 % stricter or 10 % wider.</source>
        <translation>Wat zou omslaan als de drempelwaarde 10 % strenger of 10 % ruimer was.</translation>
    </message>
    <message>
        <source>What “Planned dwellings” made: dwellings that come, each in its year, and those that go.</source>
        <translation>Wat “Geplande woningen” maakte: woningen die komen, elk in haar jaar, en die verdwijnen.</translation>
    </message>
    <message>
        <source>when it was adopted</source>
        <translation>wanneer ze is vastgesteld</translation>
    </message>
    <message>
        <source>When somebody last looked it up in the source: 2026-11-29.</source>
        <translation>Wanneer het voor het laatst in de bron is opgezocht: 2026-11-29.</translation>
    </message>
    <message>
        <source>When the council adopted it: 2025-12-18.</source>
        <translation>Wanneer de raad de set vaststelde: 2025-12-18.</translation>
    </message>
    <message>
        <source>when the source was last looked up</source>
        <translation>wanneer de bron voor het laatst is opgezocht</translation>
    </message>
    <message>
        <source>When the source was last looked up.</source>
        <translation>Wanneer de bron voor het laatst is opgezocht.</translation>
    </message>
    <message>
        <source>Where CODE_CHANGES is empty and NEIGHBOURHOODS has the map of each day: the dwellings that lie on both maps say what became of each neighbourhood.</source>
        <translation>Als CODE_CHANGES leeg is en NEIGHBOURHOODS de kaart van elke dag heeft: de woningen die op beide kaarten liggen zeggen wat er van elke buurt werd.</translation>
    </message>
    <message>
        <source>where cyclists have to dismount</source>
        <translation>waar fietsers moeten afstappen</translation>
    </message>
    <message>
        <source>where in the source it stands</source>
        <translation>waar in de bron het staat</translation>
    </message>
    <message>
        <source>Where in the source it stands.</source>
        <translation>Waar in de bron het staat.</translation>
    </message>
    <message>
        <source>Where it fails</source>
        <translation>Waar niet wordt voldaan</translation>
    </message>
    <message>
        <source>Where it fails (neighbourhoods)</source>
        <translation>Waar niet wordt voldaan (buurten)</translation>
    </message>
    <message>
        <source>Where it is met</source>
        <translation>Waar wordt voldaan</translation>
    </message>
    <message>
        <source>Where it is met (neighbourhoods)</source>
        <translation>Waar wordt voldaan (buurten)</translation>
    </message>
    <message>
        <source>Where it is NULL or not above 0, the general speed holds. It changes minutes, and no metres.</source>
        <translation>Waar het NULL is of niet boven 0, geldt de algemene snelheid. Het verandert minuten, geen meters.</translation>
    </message>
    <message>
        <source>Where most people lack something</source>
        <translation>Waar de meeste mensen iets missen</translation>
    </message>
    <message>
        <source>Where ours is much farther: is a facility missing from the layer, is a path not joined, or does something snap to a street on the wrong side of water? Where it is much nearer: has one closed, is one of another type, or is there a short cut for walkers? The tables name the neighbourhoods that depart most.</source>
        <translation>Waar de onze veel verder is: ontbreekt er een voorziening in de laag, sluit een pad niet aan, of hecht iets aan een straat aan de verkeerde kant van het water? Waar hij veel dichterbij is: is er een gesloten, is er een van een andere soort, of is er een kortere weg voor wie loopt? De tabellen noemen de buurten die het meest afwijken.</translation>
    </message>
    <message>
        <source>Where results go</source>
        <translation>Waar resultaten heen gaan</translation>
    </message>
    <message>
        <source>Where should the next places come, or which buildings should open to the neighbourhood? Out of candidates it chooses those that together do best, beside the facilities that are there already and stay open.

Objectives: the most dwellings within the limit of P places; the fewest places for a target share; the least total distance with P places; the least greatest distance with P places; or the worst neighbourhood first: of the shares within the limit the smallest is made as large as can be, then the second smallest, and so on.

The choice is proved to be the best, or the log says by how much at most a better one could beat it: GAP 0 means proved. More time may close a gap.

Every candidate alone: RANKING says what opening just this one would do, and what all of its owner would do together. PRICE says how many places each of several thresholds needs for the target share. ASSIGNMENT says where each dwelling goes.

Dwellings off the network or without a weight do not count. A dwelling that reaches no open place counts as not served; in the two objectives with distances the fewest such dwellings come first, then the distance.</source>
        <translation>Waar moeten de volgende plekken komen, of welke gebouwen moeten open voor de buurt? Uit kandidaten worden die gekozen die samen het meeste doen, naast de voorzieningen die er al zijn en open blijven.

Doelen: de meeste woningen binnen de grens van P plekken; de minste plekken voor een streefaandeel; de kleinste totale afstand met P plekken; de kleinste grootste afstand met P plekken; of de slechtste buurt eerst: van de aandelen binnen de grens wordt het kleinste zo groot als kan, dan het op één na kleinste, enzovoort.

Van de keuze is bewezen dat zij de beste is, of het logboek zegt hoeveel beter een andere hoogstens kan zijn: GAP 0 betekent bewezen. Meer tijd kan het verschil dichten.

Elke kandidaat alleen: RANKING vertelt wat het openstellen van alleen deze zou doen, en wat alle kandidaten van de eigenaar samen zouden doen. PRICE vertelt hoeveel plekken elk van enkele drempelwaarden nodig heeft voor het streefaandeel. ASSIGNMENT vertelt waar elke woning heen gaat.

Woningen buiten het netwerk of zonder gewicht tellen niet mee. Een woning die geen open plek bereikt, telt als niet bediend; bij de twee doelen met afstanden gaat het eerst om zo min mogelijk zulke woningen, dan om de afstand.</translation>
    </message>
    <message>
        <source>Where the layer holds facilities of several types. Left empty: all of them count.</source>
        <translation>Als de laag voorzieningen van meerdere soorten heeft. Leeg: ze tellen alle mee.</translation>
    </message>
    <message>
        <source>where the norm comes from</source>
        <translation>waar de norm vandaan komt</translation>
    </message>
    <message>
        <source>Where the norm comes from.</source>
        <translation>Waar de norm vandaan komt.</translation>
    </message>
    <message>
        <source>Where the survey tells it (the square of the standard error); in the place of the respondents.</source>
        <translation>Als de enquête die geeft (het kwadraat van de standaardfout); in plaats van het aantal respondenten.</translation>
    </message>
    <message>
        <source>Where the weight is a percentage: the field that it is a percentage of.</source>
        <translation>Als het gewicht een percentage is: het veld waarvan het een percentage is.</translation>
    </message>
    <message>
        <source>Where verdicts turn</source>
        <translation>Waar oordelen omslaan</translation>
    </message>
    <message>
        <source>Whether a rate asks for whole places.</source>
        <translation>Of een verhouding hele plekken vraagt.</translation>
    </message>
    <message>
        <source>Whether polygons of the type that touch are one place.</source>
        <translation>Of vlakken van deze soort die elkaar raken samen één plek zijn.</translation>
    </message>
    <message>
        <source>Whether the end of the path is reached, what it asks on that day is, or it is behind.</source>
        <translation>Of het einde van het pad is bereikt, wat het op die dag vraagt, of dat het achterloopt.</translation>
    </message>
    <message>
        <source>Whether the estimate rests on answers, on the model, or on both.</source>
        <translation>Of de schatting rust op antwoorden, op het model, of op beide.</translation>
    </message>
    <message>
        <source>Whether the figure can be used; those that are too uncertain should not be.</source>
        <translation>Of het cijfer te gebruiken is; wat te onzeker is, is dat niet.</translation>
    </message>
    <message>
        <source>Whether the layer “{layer}” was read to its end is not known, since QGIS is busy: run again.</source>
        <translation>Of de laag “{layer}” tot het einde is gelezen is niet bekend, omdat QGIS bezig is: voer opnieuw uit.</translation>
    </message>
    <message>
        <source>Whether the neighbourhood meets it.</source>
        <translation>Of de buurt eraan voldoet.</translation>
    </message>
    <message>
        <source>Whether the set is in force.</source>
        <translation>Of de set van kracht is.</translation>
    </message>
    <message>
        <source>Whether the straight way between a point and the network counts, at both ends.</source>
        <translation>Of de rechte weg tussen een punt en het netwerk meetelt, aan beide kanten.</translation>
    </message>
    <message>
        <source>Which council adopted the set.</source>
        <translation>Welke raad de set vaststelde.</translation>
    </message>
    <message>
        <source>Which dwellings count.</source>
        <translation>Welke woningen meetellen.</translation>
    </message>
    <message>
        <source>Which facilities count.</source>
        <translation>Welke voorzieningen meetellen.</translation>
    </message>
    <message>
        <source>Which threshold could be asked?</source>
        <translation>Welke drempelwaarde kan gesteld worden?</translation>
    </message>
    <message>
        <source>who adopted the norm set</source>
        <translation>wie de normenset heeft vastgesteld</translation>
    </message>
    <message>
        <source>Who gains, and who loses</source>
        <translation>Wie wint, en wie verliest</translation>
    </message>
    <message>
        <source>Who has what</source>
        <translation>Wie heeft wat</translation>
    </message>
    <message>
        <source>Who is to use the network: this decides which rules hold.</source>
        <translation>Wie het netwerk gebruikt: dat bepaalt welke regels gelden.</translation>
    </message>
    <message>
        <source>Who says so; write none where nobody does.</source>
        <translation>Wie het zegt; schrijf none waar niemand het zegt.</translation>
    </message>
    <message>
        <source>whole facilities that are missing</source>
        <translation>hele voorzieningen die ontbreken</translation>
    </message>
    <message>
        <source>Whole numbers of “{layer}” that are 0 may be unknown, since QGIS keeps NULL of OGC API Features as 0: {fields}. Use the WFS of the service if they matter.</source>
        <translation>Gehele getallen van “{layer}” die 0 zijn, kunnen onbekend zijn, omdat QGIS NULL van OGC API Features als 0 bewaart: {fields}. Gebruik de WFS van de dienst als ze ertoe doen.</translation>
    </message>
    <message>
        <source>Whom the figures are about: dwellings, or people.</source>
        <translation>Over wie de cijfers gaan: woningen, of mensen.</translation>
    </message>
    <message>
        <source>Whose data</source>
        <translation>Van wie</translation>
    </message>
    <message>
        <source>Whose data it is</source>
        <translation>Van wie de gegevens zijn</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Waarom</translation>
    </message>
    <message>
        <source>Why it cannot be compared with the day before, or which version or source of the norm is another.</source>
        <translation>Waarom het niet met de vorige dag te vergelijken is, of welke versie of bron van de norm een andere is.</translation>
    </message>
    <message>
        <source>Why it is unknown, and for which larger area it was judged.</source>
        <translation>Waarom het niet te beoordelen is, en voor welk groter gebied het getoetst is.</translation>
    </message>
    <message>
        <source>why it is unknown, or why figures are lacking</source>
        <translation>waarom het niet te beoordelen is, of waarom cijfers ontbreken</translation>
    </message>
    <message>
        <source>Why the neighbourhood is not compared.</source>
        <translation>Waarom de buurt niet wordt vergeleken.</translation>
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
        <source>with a path beside it that has to be used</source>
        <translation>met een verplicht pad ernaast</translation>
    </message>
    <message>
        <source>with a rollator</source>
        <translation>met een rollator</translation>
    </message>
    <message>
        <source>with an unknown status</source>
        <translation>met een onbekende status</translation>
    </message>
    <message>
        <source>with no point to spread over</source>
        <translation>zonder punt om over te verdelen</translation>
    </message>
    <message>
        <source>With semicolons, such as 2026;2030;2040. Layers show the last, the table all of them.</source>
        <translation>Met puntkomma’s, zoals 2026;2030;2040. Lagen tonen het laatste, de tabel allemaal.</translation>
    </message>
    <message>
        <source>With semicolons. Where such a type has no feature, there really is none; else it is unknown.</source>
        <translation>Met puntkomma’s ertussen. Heeft zo’n soort geen object, dan is er echt geen; anders is het niet te beoordelen.</translation>
    </message>
    <message>
        <source>With several years, layers show the last and the table all of them.</source>
        <translation>Bij meer jaren tonen de lagen het laatste en de tabel allemaal.</translation>
    </message>
    <message>
        <source>With ten points more outside “{figure}” changes by {value} ({low} to {high}).</source>
        <translation>Met tien punten meer buiten bereik verandert “{figure}” met {value} ({low} tot {high}).</translation>
    </message>
    <message>
        <source>With the reason for each.</source>
        <translation>Elk met de reden.</translation>
    </message>
    <message>
        <source>With {areas} neighbourhoods and {requirements} requirements the table is too long to read here: the results table and the spreadsheet have each of them. Here are the areas above them.</source>
        <translation>Met {areas} buurten en {requirements} basiseisen is de tabel te lang om hier te lezen: ze staan allemaal in de resultatentabel en in het rekenblad. Hier staan de gebieden daarboven.</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>Binnen</translation>
    </message>
    <message>
        <source>within</source>
        <translation>erbinnen</translation>
    </message>
    <message>
        <source>within 5 % of what is published</source>
        <translation>binnen 5 % van wat is gepubliceerd</translation>
    </message>
    <message>
        <source>within the threshold</source>
        <translation>binnen de drempelwaarde</translation>
    </message>
    <message>
        <source>Within the threshold, of those of whom it is known, in the neighbourhood itself; cut off, not rounded.</source>
        <translation>Binnen de drempelwaarde, van wie het bekend is, in de buurt zelf; naar beneden afgekapt, niet afgerond.</translation>
    </message>
    <message>
        <source>Within {limit} {unit}: {before} of {total} {total:dwelling|dwellings} before, {after} ({share}) with the chosen places.</source>
        <translation>Binnen {limit} {unit}: {before} van {total} {total:woning|woningen} eerst, {after} ({share}) met de gekozen plekken.</translation>
    </message>
    <message>
        <source>within {threshold}</source>
        <translation>binnen {threshold}</translation>
    </message>
    <message>
        <source>within, as a part of within and outside together; not cut off</source>
        <translation>binnen, als deel van binnen en buiten samen; niet afgekapt</translation>
    </message>
    <message>
        <source>without a class</source>
        <translation>zonder klasse</translation>
    </message>
    <message>
        <source>Without a row: {what}; choose other layers.</source>
        <translation>Zonder een rij: {what}; kies andere lagen.</translation>
    </message>
    <message>
        <source>without a status</source>
        <translation>zonder status</translation>
    </message>
    <message>
        <source>without a use</source>
        <translation>zonder gebruiksdoel</translation>
    </message>
    <message>
        <source>Without covariates, each area is weighed with the mean of all.</source>
        <translation>Zonder verklarende cijfers wordt elk gebied gewogen met het gemiddelde van alle.</translation>
    </message>
    <message>
        <source>without geometry</source>
        <translation>zonder geometrie</translation>
    </message>
    <message>
        <source>without length, or left out</source>
        <translation>zonder lengte, of weggelaten</translation>
    </message>
    <message>
        <source>Without one, a computed field whose name is taken gets _2, _3 and so on.</source>
        <translation>Zonder voorvoegsel krijgt een berekend veld waarvan de naam al bestaat _2, _3 enzovoort.</translation>
    </message>
    <message>
        <source>Without the results table the thresholds and targets of the run are not known: what you see first is a guess, and no norm set can be saved.</source>
        <translation>Zonder de resultatentabel zijn de drempelwaarden en streefaandelen van de toetsing niet bekend: wat u eerst ziet is een schatting, en er kan geen normenset worden opgeslagen.</translation>
    </message>
    <message>
        <source>Word documents (*.docx)</source>
        <translation>Word-documenten (*.docx)</translation>
    </message>
    <message>
        <source>Words for the status that are neither hard nor soft, kept as they are: {n} ({ids})</source>
        <translation>Woorden voor de status die hard noch zacht zijn, gelaten zoals ze zijn: {n} ({ids})</translation>
    </message>
    <message>
        <source>Words of the source</source>
        <translation>Woorden van de bron</translation>
    </message>
    <message>
        <source>words of the source</source>
        <translation>woorden van de bron</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>slechter</translation>
    </message>
    <message>
        <source>worst neighbourhood first, with P places</source>
        <translation>slechtste buurt eerst, met P plekken</translation>
    </message>
    <message>
        <source>Worst off with the chosen places: {areas}</source>
        <translation>Het slechtst af met de gekozen plekken: {areas}</translation>
    </message>
    <message>
        <source>write a class and its threshold as name: 400, with semicolons, not {value}</source>
        <translation>schrijf een klasse en haar drempelwaarde als naam: 400, met puntkomma’s, niet {value}</translation>
    </message>
    <message>
        <source>write a condition as field &gt;= 5 or field in a | b, with semicolons, not {value}; a field name with spaces is written in double quotes</source>
        <translation>schrijf een voorwaarde als veld &gt;= 5 of veld in a | b, met puntkomma’s, niet {value}; een veldnaam met spaties staat tussen dubbele aanhalingstekens</translation>
    </message>
    <message>
        <source>write a text that holds double quotes as in JSON, not {value}</source>
        <translation>schrijf een tekst met dubbele aanhalingstekens zoals in JSON, niet {value}</translation>
    </message>
    <message>
        <source>write a year and its target as 2030: 95 %, with semicolons, not {value}</source>
        <translation>schrijf een jaar en zijn streefaandeel als 2030: 95 %, met puntkomma's, niet {value}</translation>
    </message>
    <message>
        <source>write from and to as 4800 - 20000, not {value}</source>
        <translation>schrijf van en tot als 4800 - 20000, niet {value}</translation>
    </message>
    <message>
        <source>Write the report, the sheets and the spreadsheet of requirements that were checked</source>
        <translation>Schrijf het rapport, de bespreekbladen en het rekenblad van getoetste basiseisen</translation>
    </message>
    <message>
        <source>write what to leave out as field: value | value, with semicolons, not {value}</source>
        <translation>schrijf wat wordt weggelaten als veld: waarde | waarde, met puntkomma’s, niet {value}</translation>
    </message>
    <message>
        <source>Writes a report from the results table of “Check basic requirements”: a summary in words, every neighbourhood and requirement, a map for each requirement, what is missing, how firm the verdicts are, landlords, living environments, what is not known, and the sources of the norms.

The report is one HTML file that opens without a network, can be printed and read on a phone. All it says of the norms comes from the results table. With the dwellings that the same run wrote, the maps show which of them lie outside.

On request also a sheet for every neighbourhood to talk about (PDF), a text with tables to paste into a vision document (DOCX), and all figures as a spreadsheet (XLSX). The layout of the sheets comes into the project too, to be changed and kept as a template with your own logo.

Titles and notes of the norms are in the language of the report where the results table has them in it; tables of earlier versions have only that of the run.</source>
        <translation>Schrijft een rapport uit de resultatentabel van “Basiseisen toetsen”: een samenvatting in woorden, elke buurt en elke basiseis, een kaart per basiseis, wat er ontbreekt, hoe stevig de oordelen zijn, verhuurders, woonmilieus, wat niet bekend is, en de bronnen van de normen.

Het rapport is één HTML-bestand dat zonder netwerk opent, en is te printen en op een telefoon te lezen. Alles wat het over de normen zegt, komt uit de resultatentabel. Met de woningen die dezelfde toetsing schreef, tonen de kaarten welke daarvan buiten bereik liggen.

Op verzoek ook een blad per buurt om te bespreken (PDF), een tekst met tabellen om in een visie te plakken (DOCX), en alle cijfers als rekenblad (XLSX). De opmaak van de bladen komt ook in het project, om te wijzigen en als sjabloon met uw eigen logo te bewaren.

Titels en toelichtingen van de normen zijn in de taal van het rapport als de resultatentabel ze daarin heeft; tabellen van eerdere versies hebben alleen die van de toetsing.</translation>
    </message>
    <message>
        <source>Writes a report of the requirements that were checked, for those who decide.</source>
        <translation>Schrijft een rapport van de getoetste basiseisen, voor wie beslist.</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>schrijven</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jaar</translation>
    </message>
    <message>
        <source>year</source>
        <translation>jaar</translation>
    </message>
    <message>
        <source>Year after</source>
        <translation>Jaar erna</translation>
    </message>
    <message>
        <source>Year before</source>
        <translation>Jaar ervoor</translation>
    </message>
    <message>
        <source>year of closing</source>
        <translation>jaar van sluiting</translation>
    </message>
    <message>
        <source>year of construction</source>
        <translation>bouwjaar</translation>
    </message>
    <message>
        <source>year of opening</source>
        <translation>jaar van opening</translation>
    </message>
    <message>
        <source>Year of the neighbourhoods</source>
        <translation>Jaar van de buurten</translation>
    </message>
    <message>
        <source>Year of the source</source>
        <translation>Jaar van de bron</translation>
    </message>
    <message>
        <source>Year that counts</source>
        <translation>Jaar dat telt</translation>
    </message>
    <message>
        <source>Year {year}.</source>
        <translation>Jaar {year}.</translation>
    </message>
    <message>
        <source>Years</source>
        <translation>Jaren</translation>
    </message>
    <message>
        <source>YEARS has the entry “{entry}”, which is no year from {first} to {last}: write such as 2026;2030;2040.</source>
        <translation>YEARS bevat “{entry}”, en dat is geen jaar van {first} tot {last}: schrijf bijvoorbeeld 2026;2030;2040.</translation>
    </message>
    <message>
        <source>YEARS has {n} years, and at most {most} can be told at once: leave some out.</source>
        <translation>YEARS bevat {n} jaren, en hoogstens {most} kunnen in één keer worden verteld: laat er enkele weg.</translation>
    </message>
    <message>
        <source>Years to come</source>
        <translation>De komende jaren</translation>
    </message>
    <message>
        <source>YEARS_OF has {years} years for {tables} results tables: write one for each, in their order, or none.</source>
        <translation>YEARS_OF heeft {years} jaren voor {tables} resultatentabellen: schrijf er een voor elke, in hun volgorde, of geen.</translation>
    </message>
    <message>
        <source>YEARS_OF holds “{value}”: write years as 2026;2030, one for each table.</source>
        <translation>YEARS_OF bevat “{value}”: schrijf jaren als 2026;2030, een voor elke tabel.</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>youth and family centre</source>
        <translation>centrum voor jeugd en gezin</translation>
    </message>
    <message>
        <source>youth centre</source>
        <translation>jongerencentrum</translation>
    </message>
    <message>
        <source>{amount} per {n} {weight}</source>
        <translation>{amount} per {n} {weight}</translation>
    </message>
    <message>
        <source>{area} meets all that is asked.</source>
        <translation>{area} voldoet aan alles wat wordt gevraagd.</translation>
    </message>
    <message>
        <source>{area} meets {k} of the {m} requirements.</source>
        <translation>{area} voldoet aan {k} van de {m} basiseisen.</translation>
    </message>
    <message>
        <source>{area}: its weight is not known, so there is no share.</source>
        <translation>{area}: het gewicht is niet bekend, dus er is geen aandeel.</translation>
    </message>
    <message>
        <source>{area}: of none of {n} it is known.</source>
        <translation>{area}: van geen van {n} is het bekend.</translation>
    </message>
    <message>
        <source>{area}: {share} within {threshold}.</source>
        <translation>{area}: {share} binnen {threshold}.</translation>
    </message>
    <message>
        <source>{base} and {name}:</source>
        <translation>{base} en {name}:</translation>
    </message>
    <message>
        <source>{day}: {why}, so not comparable with before.</source>
        <translation>{day}: {why}, dus niet te vergelijken met daarvoor.</translation>
    </message>
    <message>
        <source>{day}: {why}.</source>
        <translation>{day}: {why}.</translation>
    </message>
    <message>
        <source>{dwellings} {dwellings:dwelling|dwellings} with {people} {people:inhabitant|inhabitants}, of whom {older} {older:is|are} 65 or older.</source>
        <translation>{dwellings} {dwellings:woning|woningen} met {people} {people:inwoner|inwoners}, van wie er {older} 65 jaar of ouder {older:is|zijn}.</translation>
    </message>
    <message>
        <source>{environment} (derived)</source>
        <translation>{environment} (afgeleid)</translation>
    </message>
    <message>
        <source>{error} ({n} {n:thing|things} to correct)</source>
        <translation>{error} ({n} {n:ding|dingen} te verbeteren)</translation>
    </message>
    <message>
        <source>{field} is at least {value}</source>
        <translation>{field} minstens {value} is</translation>
    </message>
    <message>
        <source>{field} is at most {value}</source>
        <translation>{field} hoogstens {value} is</translation>
    </message>
    <message>
        <source>{field} is less than {value}</source>
        <translation>{field} kleiner dan {value} is</translation>
    </message>
    <message>
        <source>{field} is more than {value}</source>
        <translation>{field} groter dan {value} is</translation>
    </message>
    <message>
        <source>{field} is not {value}</source>
        <translation>{field} niet {value} is</translation>
    </message>
    <message>
        <source>{field} is {value}</source>
        <translation>{field} {value} is</translation>
    </message>
    <message>
        <source>{figure}, and where places are lacking</source>
        <translation>{figure}, en waar plekken ontbreken</translation>
    </message>
    <message>
        <source>{file} has no table {table}</source>
        <translation>{file} heeft geen tabel {table}</translation>
    </message>
    <message>
        <source>{file} has the figure {id} twice: take one out.</source>
        <translation>{file} heeft het cijfer {id} tweemaal: haal er een uit.</translation>
    </message>
    <message>
        <source>{file} is a recipe (steps: {n}). Add this run as its next step, or replace it?</source>
        <translation>{file} is een recept (stappen: {n}). Deze berekening als volgende stap toevoegen, of het vervangen?</translation>
    </message>
    <message>
        <source>{file} is larger than the rules for streets can be.</source>
        <translation>{file} is groter dan de regels voor straten kunnen zijn.</translation>
    </message>
    <message>
        <source>{finished} finished, {unchanged} unchanged, {failed} failed.</source>
        <translation>{finished} klaar, {unchanged} ongewijzigd, {failed} mislukt.</translation>
    </message>
    <message>
        <source>{first} in {from_day}, and {last} in {to_day}.</source>
        <translation>{first} in {from_day}, en {last} in {to_day}.</translation>
    </message>
    <message>
        <source>{from_} – {to}: dwellings on both days: {both}, of which by id {by_id}; came: {came}; went: {went}</source>
        <translation>{from_} – {to}: woningen op beide dagen: {both}, waarvan op id {by_id}; erbij gekomen: {came}; verdwenen: {went}</translation>
    </message>
    <message>
        <source>{from_} – {to}: nothing changed.</source>
        <translation>{from_} – {to}: er veranderde niets.</translation>
    </message>
    <message>
        <source>{from_} – {to}: {change}; the largest cause: {largest}.</source>
        <translation>{from_} – {to}: {change}; de grootste oorzaak: {largest}.</translation>
    </message>
    <message>
        <source>{from_} – {to}: {change}; the largest cause: {largest}; besides: {others}.</source>
        <translation>{from_} – {to}: {change}; de grootste oorzaak: {largest}; daarnaast: {others}.</translation>
    </message>
    <message>
        <source>{from_} – {to}: {change}; what it came of is not known ({why}).</source>
        <translation>{from_} – {to}: {change}; waar het van komt, is niet bekend ({why}).</translation>
    </message>
    <message>
        <source>{group} (not known in {n} {n:neighbourhood|neighbourhoods})</source>
        <translation>{group} (niet bekend in {n} {n:buurt|buurten})</translation>
    </message>
    <message>
        <source>{group}: not known in {n} {n:neighbourhood, which is|neighbourhoods, which are} not in its total.</source>
        <translation>{group}: niet bekend in {n} {n:buurt, die niet in het totaal zit|buurten, die niet in het totaal zitten}.</translation>
    </message>
    <message>
        <source>{host} announces {m} {m:row|rows} and gave {n}, each counted once: what it gave is not written; try again later.</source>
        <translation>{host} kondigt {m} {m:rij|rijen} aan en gaf er {n}, elk één keer geteld: wat het gaf wordt niet geschreven; probeer het later opnieuw.</translation>
    </message>
    <message>
        <source>{host} answers in the reference system {name}, not in {crs}: put the right crs in SERVICES.</source>
        <translation>{host} antwoordt in het referentiestelsel {name}, niet in {crs}: zet de juiste crs in SERVICES.</translation>
    </message>
    <message>
        <source>{host} answers with nothing; try again later.</source>
        <translation>{host} antwoordt met niets; probeer het later opnieuw.</translation>
    </message>
    <message>
        <source>{host} answers with XML that declares entities, which is not read; take another service in SERVICES.</source>
        <translation>{host} antwoordt met XML die entiteiten declareert, en die wordt niet gelezen; neem een andere dienst in SERVICES.</translation>
    </message>
    <message>
        <source>{host} answers with XML that is nested without end.</source>
        <translation>{host} antwoordt met XML die zonder eind genest is.</translation>
    </message>
    <message>
        <source>{host} answers with {what}; try again later.</source>
        <translation>{host} antwoordt met {what}; probeer het later opnieuw.</translation>
    </message>
    <message>
        <source>{host} answers without rows: {said}; try again later.</source>
        <translation>{host} antwoordt zonder rijen: {said}; probeer het later opnieuw.</translation>
    </message>
    <message>
        <source>{host} asks for a login (status {status}): add one in the options of QGIS (Authentication), and its id as authcfg in SERVICES.</source>
        <translation>{host} vraagt om in te loggen (status {status}): voeg een authenticatie toe in de opties van QGIS (Authenticatie), en haar id als authcfg in SERVICES.</translation>
    </message>
    <message>
        <source>{host} begins again at rows that it gave before, so what is missing is not known; try again later, or take another service in SERVICES.</source>
        <translation>{host} begint opnieuw bij rijen die het al gaf, zodat niet bekend is wat ontbreekt; probeer het later opnieuw, of neem een andere dienst in SERVICES.</translation>
    </message>
    <message>
        <source>{host} cannot be reached ({why}): see whether there is a network, and whether its address in SERVICES still holds.</source>
        <translation>{host} is niet te bereiken ({why}): kijk of er een netwerk is, en of het adres in SERVICES nog klopt.</translation>
    </message>
    <message>
        <source>{host} does not accept the authentication that SERVICES names for it (status {status}): see it in the options of QGIS (Authentication).</source>
        <translation>{host} aanvaardt de authenticatie niet die SERVICES ervoor noemt (status {status}): bekijk haar in de opties van QGIS (Authenticatie).</translation>
    </message>
    <message>
        <source>{host} does not say how many rows there are, so it is not known what is all; take another service in SERVICES.</source>
        <translation>{host} zegt niet hoeveel rijen er zijn, zodat niet bekend is wat alles is; neem een andere dienst in SERVICES.</translation>
    </message>
    <message>
        <source>{host} does not say what the columns {columns} of {id} mean: try again later.</source>
        <translation>{host} zegt niet wat de kolommen {columns} van {id} betekenen: probeer het later opnieuw.</translation>
    </message>
    <message>
        <source>{host} gave only a part: {said}; try again later, or take a smaller area.</source>
        <translation>{host} gaf maar een deel: {said}; probeer het later opnieuw, of neem een kleiner gebied.</translation>
    </message>
    <message>
        <source>{host} gives more than {n} pages: take a smaller area.</source>
        <translation>{host} geeft meer dan {n} pagina’s: neem een kleiner gebied.</translation>
    </message>
    <message>
        <source>{host} gives places outside the box that was asked for: it ignores the box or the reference system; put the right crs in SERVICES, or take another service.</source>
        <translation>{host} geeft plaatsen buiten de gevraagde rechthoek: het negeert de rechthoek of het referentiestelsel; zet de juiste crs in SERVICES, of neem een andere dienst.</translation>
    </message>
    <message>
        <source>{host} gives rows where {column} is {given}, not {value} as was asked: it ignores the filter; take another service in SERVICES.</source>
        <translation>{host} geeft rijen waarin {column} {given} is en niet {value} zoals gevraagd: het negeert het filter; neem een andere dienst in SERVICES.</translation>
    </message>
    <message>
        <source>{host} gives rows without {column}, which tells them apart: put another column under key in SERVICES.</source>
        <translation>{host} geeft rijen zonder {column}, waaraan ze te onderscheiden zijn: zet een andere kolom bij key in SERVICES.</translation>
    </message>
    <message>
        <source>{host} gives the address of a page twice, so it is not known what is all; try again later, or take another service in SERVICES.</source>
        <translation>{host} geeft het adres van een pagina twee keer, zodat niet bekend is wat alles is; probeer het later opnieuw, of neem een andere dienst in SERVICES.</translation>
    </message>
    <message>
        <source>{host} gives {id} without {columns}, and has {there}: its columns changed; put the new names in SERVICES.</source>
        <translation>{host} geeft {id} zonder {columns}, en heeft {there}: de kolommen zijn veranderd; zet de nieuwe namen in SERVICES.</translation>
    </message>
    <message>
        <source>{host} has more than {n} rows in one place.</source>
        <translation>{host} heeft meer dan {n} rijen op één plaats.</translation>
    </message>
    <message>
        <source>{host} has more than {n} rows there: take a smaller area, or raise rows in the limits of SERVICES.</source>
        <translation>{host} heeft daar meer dan {n} rijen: neem een kleiner gebied, of verhoog rows bij de limieten in SERVICES.</translation>
    </message>
    <message>
        <source>{host} has more than {n} rows there: take a smaller area.</source>
        <translation>{host} heeft daar meer dan {n} rijen: neem een kleiner gebied.</translation>
    </message>
    <message>
        <source>{host} has no boundary or no code of {given}: choose an EXTENT.</source>
        <translation>{host} heeft geen grens of geen code van {given}: kies een EXTENT.</translation>
    </message>
    <message>
        <source>{host} has no rows of {id} where {column} begins with {value}: check YEAR.</source>
        <translation>{host} heeft geen rijen van {id} waarin {column} begint met {value}: controleer YEAR.</translation>
    </message>
    <message>
        <source>{host} has no {id} of {code}: check YEAR, and its filter in SERVICES.</source>
        <translation>{host} heeft geen {id} van {code}: controleer YEAR, en het filter in SERVICES.</translation>
    </message>
    <message>
        <source>{host} has not answered for {s} seconds; try again later.</source>
        <translation>{host} heeft {s} seconden niet geantwoord; probeer het later opnieuw.</translation>
    </message>
    <message>
        <source>{host} is too busy (status {status}); try again later, or take a smaller area.</source>
        <translation>{host} heeft het te druk (status {status}); probeer het later opnieuw, of neem een kleiner gebied.</translation>
    </message>
    <message>
        <source>{host} refuses the question (status {status}: {said}); see whether its address and names in SERVICES still hold, or try again later.</source>
        <translation>{host} weigert de vraag (status {status}: {said}); kijk of het adres en de namen in SERVICES nog kloppen, of probeer het later opnieuw.</translation>
    </message>
    <message>
        <source>{host} refuses the question: {said}; see whether its names in SERVICES still hold.</source>
        <translation>{host} weigert de vraag: {said}; kijk of de namen in SERVICES nog kloppen.</translation>
    </message>
    <message>
        <source>{host} refuses who asks (status {status}): see whether a proxy hides the name of the program.</source>
        <translation>{host} weigert wie het vraagt (status {status}): kijk of een proxy de naam van het programma verbergt.</translation>
    </message>
    <message>
        <source>{host} says that a page has {m} rows, and gave {n}; try again later.</source>
        <translation>{host} zegt dat een pagina {m} rijen heeft, en gaf er {n}; probeer het later opnieuw.</translation>
    </message>
    <message>
        <source>{host} sends on again and again; put its new address in SERVICES.</source>
        <translation>{host} stuurt steeds opnieuw door; zet het nieuwe adres in SERVICES.</translation>
    </message>
    <message>
        <source>{host} sends on to {other} for its next page, which is not asked; take another service in SERVICES.</source>
        <translation>{host} stuurt voor de volgende pagina door naar {other}, waaraan niets wordt gevraagd; neem een andere dienst in SERVICES.</translation>
    </message>
    <message>
        <source>{host} sends on to {other}, which is not asked: put the new address in SERVICES if you trust it.</source>
        <translation>{host} stuurt door naar {other}, waaraan niets wordt gevraagd: zet het nieuwe adres in SERVICES als u het vertrouwt.</translation>
    </message>
    <message>
        <source>{host} was not asked: an older answer came in its place.</source>
        <translation>Aan {host} is niets gevraagd: er kwam een ouder antwoord voor in de plaats.</translation>
    </message>
    <message>
        <source>{ids}, …</source>
        <translation>{ids}, …</translation>
    </message>
    <message>
        <source>{id} (cannot be read)</source>
        <translation>{id} (niet te lezen)</translation>
    </message>
    <message>
        <source>{id} is a new requirement, and needs a value here</source>
        <translation>{id} is een nieuwe basiseis en heeft hier een waarde nodig</translation>
    </message>
    <message>
        <source>{inputs}: used, but not in this dialog. “{algorithm}” shows and changes them.</source>
        <translation>{inputs}: gebruikt, maar niet in dit dialoogvenster. Met “{algorithm}” zijn ze te zien en te veranderen.</translation>
    </message>
    <message>
        <source>{input} holds no limits: write at least one, such as 400;800.</source>
        <translation>{input} bevat geen grenzen: schrijf er minstens één, zoals 400;800.</translation>
    </message>
    <message>
        <source>{input} is an expression, which a recipe cannot hold: write its value instead.</source>
        <translation>{input} is een expressie, die een recept niet kan bevatten: schrijf de waarde zelf.</translation>
    </message>
    <message>
        <source>{input} is empty: choose a layer.</source>
        <translation>{input} is leeg: kies een laag.</translation>
    </message>
    <message>
        <source>{input} is empty: choose the file of a recipe.</source>
        <translation>{input} is leeg: kies het bestand van een recept.</translation>
    </message>
    <message>
        <source>{input} is empty: fill it in.</source>
        <translation>{input} is leeg: vul het in.</translation>
    </message>
    <message>
        <source>{input} is empty: write a number.</source>
        <translation>{input} is leeg: vul een getal in.</translation>
    </message>
    <message>
        <source>{input} is {n}, more than the number of requirements that can be asked of a place ({most}): lower it.</source>
        <translation>{input} is {n}, meer dan het aantal basiseisen dat voor een plek kan gelden ({most}): verlaag het.</translation>
    </message>
    <message>
        <source>{input} is “{field}”, which the dwellings of a day do not have: choose another, or leave it empty.</source>
        <translation>{input} is “{field}”, een veld dat de woningen van een dag niet hebben: kies een ander, of laat het leeg.</translation>
    </message>
    <message>
        <source>{input} must be a day, written as 2026-07-01, not {value}.</source>
        <translation>{input} moet een dag zijn, geschreven als 2026-07-01, niet {value}.</translation>
    </message>
    <message>
        <source>{input} must be a file that ends in .{ending}, not {value}.</source>
        <translation>{input} moet een bestand zijn dat op .{ending} eindigt, niet {value}.</translation>
    </message>
    <message>
        <source>{input} must be a finite number, not {value}.</source>
        <translation>{input} moet een eindig getal zijn, niet {value}.</translation>
    </message>
    <message>
        <source>{input} must be a number above 0, not {value}.</source>
        <translation>{input} moet een getal boven 0 zijn, niet {value}.</translation>
    </message>
    <message>
        <source>{input} must be a number from {low} to {high}, not {value}.</source>
        <translation>{input} moet een getal van {low} tot en met {high} zijn, niet {value}.</translation>
    </message>
    <message>
        <source>{input} must be a number such as 12.5, or empty, not “{value}”.</source>
        <translation>{input} moet een getal zijn, zoals 12,5, of leeg, niet “{value}”.</translation>
    </message>
    <message>
        <source>{input} must be a number, not {value}.</source>
        <translation>{input} moet een getal zijn, niet {value}.</translation>
    </message>
    <message>
        <source>{input} must be a number, {low} or more, not {value}.</source>
        <translation>{input} moet een getal zijn, {low} of meer, niet {value}.</translation>
    </message>
    <message>
        <source>{input} must be a whole number, not {value}.</source>
        <translation>{input} moet een geheel getal zijn, niet {value}.</translation>
    </message>
    <message>
        <source>{input} must be one of {choices}; it is {value}.</source>
        <translation>{input} moet een van deze zijn: {choices}; het is {value}.</translation>
    </message>
    <message>
        <source>{input} says what changes over the years: write in YEARS which, such as 2026;2030.</source>
        <translation>{input} zegt wat over de jaren verandert: schrijf in YEARS welke, zoals 2026;2030.</translation>
    </message>
    <message>
        <source>{input} without {values}: </source>
        <translation>{input} zonder {values}: </translation>
    </message>
    <message>
        <source>{input} {folder} is not there: make it, or choose another.</source>
        <translation>{input} {folder} bestaat niet: maak de map, of kies een andere.</translation>
    </message>
    <message>
        <source>{input}: the layer “{layer}” has no field “{field}”; choose one of: {fields}.</source>
        <translation>{input}: de laag “{layer}” heeft geen veld “{field}”; kies een van: {fields}.</translation>
    </message>
    <message>
        <source>{input}: the layer “{value}” cannot be read; choose another.</source>
        <translation>{input}: de laag “{value}” is niet te lezen; kies een andere.</translation>
    </message>
    <message>
        <source>{input}: there is no layer “{value}”; choose one that is there.</source>
        <translation>{input}: er is geen laag “{value}”; kies er een die er is.</translation>
    </message>
    <message>
        <source>{input}: {layer}, {n} {n:feature|features}, file of {date}</source>
        <translation>{input}: {layer}, {n} {n:object|objecten}, bestand van {date}</translation>
    </message>
    <message>
        <source>{key} does not go with the indicator {indicator} (only with {indicators}); leave it out</source>
        <translation>{key} hoort niet bij de indicator {indicator} (alleen bij {indicators}); laat het weg</translation>
    </message>
    <message>
        <source>{key} does not go with the unit number, where each counts as one; leave it out</source>
        <translation>{key} past niet bij de eenheid number, waar elke voorziening als één telt; laat het weg</translation>
    </message>
    <message>
        <source>{key} goes with a weight that is a percentage field, not with dwellings</source>
        <translation>{key} hoort bij een weging met een percentageveld, niet bij dwellings</translation>
    </message>
    <message>
        <source>{key} has the languages “en” and “nl”, not {language}</source>
        <translation>{key} heeft de talen “en” en “nl”, niet {language}</translation>
    </message>
    <message>
        <source>{key} has “from” and “to”, not {part}</source>
        <translation>{key} heeft “from” en “to”, niet {part}</translation>
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
        <source>{key} is empty; say when the set was adopted, such as 2025-12-18, or make it a draft</source>
        <translation>{key} is leeg; zeg wanneer de set is vastgesteld, zoals 2025-12-18, of maak er een concept van</translation>
    </message>
    <message>
        <source>{key} is empty; say which council adopted the set, or make it a draft</source>
        <translation>{key} is leeg; zeg welke raad de set vaststelde, of maak er een concept van</translation>
    </message>
    <message>
        <source>{key} is missing</source>
        <translation>{key} ontbreekt</translation>
    </message>
    <message>
        <source>{key} must be a date such as 2025-12-18, or empty, not {value}</source>
        <translation>{key} moet een datum zijn zoals 2025-12-18, of leeg, niet {value}</translation>
    </message>
    <message>
        <source>{key} must be a mode of the set or {modes}, not {value}</source>
        <translation>{key} moet een mode van de normenset zijn of {modes}, niet {value}</translation>
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
        <source>{key} must be at most {most} characters long, not {number}</source>
        <translation>{key} mag hooguit {most} tekens lang zijn, niet {number}</translation>
    </message>
    <message>
        <source>{key} must be from 0 % to 100 %, not {value}</source>
        <translation>{key} moet van 0 % tot 100 % zijn, niet {value}</translation>
    </message>
    <message>
        <source>{key} must be from {low} to {high}, not {value}</source>
        <translation>{key} moet minstens {low} en hoogstens {high} zijn, niet {value}</translation>
    </message>
    <message>
        <source>{key} must be letters, digits, - and _, at most {most}, not {value}</source>
        <translation>{key} moet uit hoogstens {most} letters, cijfers, - en _ bestaan, niet {value}</translation>
    </message>
    <message>
        <source>{key} must be lower-case letters, digits and _, start with a letter and be at most {most} long, not {value}</source>
        <translation>{key} moet uit hoogstens {most} kleine letters, cijfers en _ bestaan en met een letter beginnen, niet {value}</translation>
    </message>
    <message>
        <source>{key} must be over 0 % and at most 100 % in each year</source>
        <translation>{key} moet in elk jaar meer dan 0 % en hooguit 100 % zijn</translation>
    </message>
    <message>
        <source>{key} must be over 0 % and at most 100 %, not {value}</source>
        <translation>{key} moet boven 0 % en hoogstens 100 % zijn, niet {value}</translation>
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
        <source>{key} must be {choices}</source>
        <translation>{key} moet {choices} zijn</translation>
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
        <source>{key} must be {units} for the indicator {indicator}, not {value}</source>
        <translation>{key} moet {units} zijn bij de indicator {indicator}, niet {value}</translation>
    </message>
    <message>
        <source>{key} must be “dwellings” or the name of a field, not empty</source>
        <translation>{key} moet “dwellings” of de naam van een veld zijn, en niet leeg</translation>
    </message>
    <message>
        <source>{key} must give a field name and at least one value to leave out</source>
        <translation>{key} moet een veldnaam geven en minstens één waarde om weg te laten</translation>
    </message>
    <message>
        <source>{key} must give each class a name of its own</source>
        <translation>{key} moet elke klasse een eigen naam geven</translation>
    </message>
    <message>
        <source>{key} must go up: from {least} is more than to {most}</source>
        <translation>{key} moet oplopen: van {least} is meer dan tot {most}</translation>
    </message>
    <message>
        <source>{key} must have each year once</source>
        <translation>{key} mag elk jaar maar één keer hebben</translation>
    </message>
    <message>
        <source>{key} must have years from {first} to {last}, not {year}</source>
        <translation>{key} moet jaren van {first} tot {last} hebben, niet {year}</translation>
    </message>
    <message>
        <source>{key} must hold 1 to {most} requirements, not {number}</source>
        <translation>{key} moet 1 tot {most} basiseisen bevatten, niet {number}</translation>
    </message>
    <message>
        <source>{key} must name at least one type, and no empty one</source>
        <translation>{key} moet minstens één soort noemen, en geen lege soort</translation>
    </message>
    <message>
        <source>{key} must not be empty; write for example 1</source>
        <translation>{key} mag niet leeg zijn; schrijf bijvoorbeeld 1</translation>
    </message>
    <message>
        <source>{key} must start with http:// or https://, or be empty, not {value}</source>
        <translation>{key} moet beginnen met http:// of https://, of leeg zijn, niet {value}</translation>
    </message>
    <message>
        <source>{key} of {name}</source>
        <translation>{key} van {name}</translation>
    </message>
    <message>
        <source>{key} {part}</source>
        <translation>{key} {part}</translation>
    </message>
    <message>
        <source>{key} {value} is reserved for all requirements together; choose another</source>
        <translation>{key} {value} is gereserveerd voor alle basiseisen samen; kies een andere</translation>
    </message>
    <message>
        <source>{key}: the threshold of {name}</source>
        <translation>{key}: de drempelwaarde van {name}</translation>
    </message>
    <message>
        <source>{key}: the type {type} is named twice; name it once</source>
        <translation>{key}: de soort {type} wordt twee keer genoemd; noem die één keer</translation>
    </message>
    <message>
        <source>{key}: {minimum} types are asked, and only {number} named, so that no dwelling could ever have that many; ask fewer, or name more</source>
        <translation>{key}: er worden {minimum} soorten gevraagd en maar {number} genoemd, en zoveel kan geen enkele woning er hebben; vraag er minder, of noem er meer</translation>
    </message>
    <message>
        <source>{key}: {type} must not hold |; write the types as a list</source>
        <translation>{key}: {type} mag geen | bevatten; schrijf de soorten als een lijst</translation>
    </message>
    <message>
        <source>{key}: {what}</source>
        <translation>{key}: {what}</translation>
    </message>
    <message>
        <source>{k} of {m} {m:neighbourhood|neighbourhoods}</source>
        <translation>{k} van {m} {m:buurt|buurten}</translation>
    </message>
    <message>
        <source>{layer}, what if</source>
        <translation>{layer}, wat als</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} tot {high}</translation>
    </message>
    <message>
        <source>{low} to {high}: just outside</source>
        <translation>{low} tot {high}: net erbuiten</translation>
    </message>
    <message>
        <source>{low} to {high}: just within</source>
        <translation>{low} tot {high}: net erbinnen</translation>
    </message>
    <message>
        <source>{missing} (1 of {size} m²)</source>
        <translation>{missing} (1 van {size} m²)</translation>
    </message>
    <message>
        <source>{missing} ({n} of {size} m²)</source>
        <translation>{missing} ({n} van {size} m²)</translation>
    </message>
    <message>
        <source>{missing} missing</source>
        <translation>{missing} te weinig</translation>
    </message>
    <message>
        <source>{mode} {reach} m ({sides})</source>
        <translation>{mode} {reach} m ({sides})</translation>
    </message>
    <message>
        <source>{names} and others</source>
        <translation>{names} en andere</translation>
    </message>
    <message>
        <source>{name} is no name of a parameter</source>
        <translation>{name} is geen naam van een parameter</translation>
    </message>
    <message>
        <source>{name} is no name of a table</source>
        <translation>{name} is geen naam van een tabel</translation>
    </message>
    <message>
        <source>{name} is not a parameter of {algorithm}, so it changes nothing.</source>
        <translation>{name} is geen parameter van {algorithm}, dus verandert het niets.</translation>
    </message>
    <message>
        <source>{name} line {line}</source>
        <translation>{name}, regel {line}</translation>
    </message>
    <message>
        <source>{name} would be written over another output; give it another file or table</source>
        <translation>{name} zou over een andere uitvoer heen worden geschreven; geef er een ander bestand of een andere tabel voor</translation>
    </message>
    <message>
        <source>{name} would be written over what the recipe reads; give it another file or table</source>
        <translation>{name} zou worden geschreven over wat het recept leest; geef er een ander bestand of een andere tabel voor</translation>
    </message>
    <message>
        <source>{name} {path} cannot be read ({why}): choose another file.</source>
        <translation>{name} {path} kan niet worden gelezen ({why}): kies een ander bestand.</translation>
    </message>
    <message>
        <source>{name} {path} is not a file; choose another file.</source>
        <translation>{name} {path} is geen bestand; kies een ander bestand.</translation>
    </message>
    <message>
        <source>{name}: verdicts that turn better: {better}, worse: {worse}; neighbourhoods with such a verdict: {areas}.</source>
        <translation>{name}: oordelen die beter worden: {better}, slechter: {worse}; buurten met zo’n oordeel: {areas}.</translation>
    </message>
    <message>
        <source>{name}: what is needed and what there is</source>
        <translation>{name}: wat nodig is en wat er is</translation>
    </message>
    <message>
        <source>{norm}, by living environment</source>
        <translation>{norm}, naar woonmilieu</translation>
    </message>
    <message>
        <source>{norm}, by living environment, which is unknown here</source>
        <translation>{norm}, naar woonmilieu, dat hier onbekend is</translation>
    </message>
    <message>
        <source>{norm}: {met}, {failed}, {unknown} unknown</source>
        <translation>{norm}: {met}, {failed}, {unknown} niet te beoordelen</translation>
    </message>
    <message>
        <source>{n} cannot be judged, most often since: {reason}.</source>
        <translation>{n} zijn niet te beoordelen, meestal door: {reason}.</translation>
    </message>
    <message>
        <source>{n} cannot be judged.</source>
        <translation>In {n} is het niet te beoordelen.</translation>
    </message>
    <message>
        <source>{n} fail</source>
        <translation>{n} voldoen niet</translation>
    </message>
    <message>
        <source>{n} fails</source>
        <translation>{n} voldoet niet</translation>
    </message>
    <message>
        <source>{n} in municipalities that failed</source>
        <translation>{n} in gemeenten die mislukten</translation>
    </message>
    <message>
        <source>{n} in municipalities that were not run</source>
        <translation>{n} in gemeenten die niet zijn uitgevoerd</translation>
    </message>
    <message>
        <source>{n} in municipalities with results</source>
        <translation>{n} in gemeenten met resultaten</translation>
    </message>
    <message>
        <source>{n} in no municipality</source>
        <translation>{n} in geen enkele gemeente</translation>
    </message>
    <message>
        <source>{n} km</source>
        <translation>{n} km</translation>
    </message>
    <message>
        <source>{n} m</source>
        <translation>{n} m</translation>
    </message>
    <message>
        <source>{n} meet</source>
        <translation>{n} voldoen</translation>
    </message>
    <message>
        <source>{n} meets</source>
        <translation>{n} voldoet</translation>
    </message>
    <message>
        <source>{n} more stand in the results table and the spreadsheet.</source>
        <translation>Nog {n} staan in de resultatentabel en in het rekenblad.</translation>
    </message>
    <message>
        <source>{n} m² or places within {threshold}</source>
        <translation>{n} m² of plaatsen binnen {threshold}</translation>
    </message>
    <message>
        <source>{n} of 65 or older</source>
        <translation>{n} van 65 jaar of ouder</translation>
    </message>
    <message>
        <source>{n} of a facility</source>
        <translation>{n} voorziening</translation>
    </message>
    <message>
        <source>{n} of its {m} {m:row|rows} can be read again</source>
        <translation>{n} van de {m} {m:rij|rijen} {n:is|zijn} terug te lezen</translation>
    </message>
    <message>
        <source>{n} of the facilities {n:belongs|belong} into the output {output}, which is switched off.</source>
        <translation>{n} van de voorzieningen {n:hoort|horen} in de uitvoer {output}, die uit staat.</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n} van {all}</translation>
    </message>
    <message>
        <source>{n} of {all} {all:area|areas} {n:meets|meet} it.</source>
        <translation>{n} van {all} {all:gebied|gebieden} {n:voldoet|voldoen}.</translation>
    </message>
    <message>
        <source>{n} of {all} {all:feature|features} in “{layer}” {n:does not say what it is|do not say what they are}: check how the layer was made.</source>
        <translation>{n} van {all} {all:object|objecten} in “{layer}” {n:zegt niet wat het is|zeggen niet wat ze zijn}: ga na hoe de laag gemaakt is.</translation>
    </message>
    <message>
        <source>{n} of {all} {all:line|lines} may be used on foot.</source>
        <translation>{n} van {all} {all:lijn|lijnen} {n:is|zijn} te gebruiken te voet.</translation>
    </message>
    <message>
        <source>{n} of {all} {all:neighbourhood|neighbourhoods} {n:has|have} no figure for {role} ({field}), so it stays unknown there: check whether it was published for them.</source>
        <translation>{n} van {all} {all:buurt|buurten} {n:heeft|hebben} geen cijfer voor {role} ({field}), dus daar blijft het onbekend: ga na of het daar gepubliceerd is.</translation>
    </message>
    <message>
        <source>{n} of {all} {all:neighbourhood|neighbourhoods} {n:has|have} too little; {missing} is missing in all.</source>
        <translation>{n} van {all} {all:buurt|buurten} {n:heeft|hebben} te weinig; in totaal ontbreekt {missing}.</translation>
    </message>
    <message>
        <source>{n} of {all} {all:neighbourhood|neighbourhoods} {n:meets|meet} all requirements.</source>
        <translation>In {n} van de {all} {all:buurt|buurten} wordt aan alle basiseisen voldaan.</translation>
    </message>
    <message>
        <source>{n} of {all} {all:neighbourhood|neighbourhoods} {n:meets|meet} it.</source>
        <translation>{n} van {all} {all:buurt|buurten} {n:voldoet|voldoen}.</translation>
    </message>
    <message>
        <source>{n} of {all} {all:requirement|requirements} met; {unknown} unknown.</source>
        <translation>Aan {n} van {all} {all:basiseis|basiseisen} voldaan; {unknown} niet te beoordelen.</translation>
    </message>
    <message>
        <source>{n} of {all} {all:row|rows} {n:is a dwelling, or holds|are dwellings, or hold} some: {dwellings} {dwellings:dwelling|dwellings}.</source>
        <translation>{n} van {all} {all:rij|rijen} {n:is een woning of bevat er|zijn woningen of bevatten er}: {dwellings} {dwellings:woning|woningen}.</translation>
    </message>
    <message>
        <source>{n} of {all} {all:step|steps} {n:came to its|came to their} end.</source>
        <translation>{n} van {all} {all:stap|stappen} {n:is|zijn} doorlopen.</translation>
    </message>
    <message>
        <source>{n} of {all} {n:meets|meet} it</source>
        <translation>{n} van {all} {n:voldoet|voldoen}</translation>
    </message>
    <message>
        <source>{n} of {all} {weight} ({share}) {n:does|do} not have {threshold}.</source>
        <translation>{n} van {all} {weight} ({share}) {n:heeft|hebben} niet {threshold}.</translation>
    </message>
    <message>
        <source>{n} of {all} {weight} ({share}) {n:has|have} fewer than {threshold}.</source>
        <translation>{n} van {all} {weight} ({share}) {n:heeft|hebben} minder dan {threshold}.</translation>
    </message>
    <message>
        <source>{n} of {all} {weight} ({share}) {n:has|have} less than {threshold}.</source>
        <translation>{n} van {all} {weight} ({share}) {n:heeft|hebben} minder dan {threshold}.</translation>
    </message>
    <message>
        <source>{n} of {all} {weight} ({share}) {n:lies|lie} farther than {threshold}.</source>
        <translation>{n} van {all} {weight} ({share}) {n:ligt|liggen} verder dan {threshold}.</translation>
    </message>
    <message>
        <source>{n} of {all} {weight} ({share}) {n:lives|live} farther than {threshold}.</source>
        <translation>{n} van de {all} {weight} ({share}) {n:woont|wonen} verder dan {threshold}.</translation>
    </message>
    <message>
        <source>{n} of {all} {weight} {n:is|are} out of reach, of {unknown} it is not known.</source>
        <translation>{n} van {all} {weight} {n:valt|vallen} buiten bereik, van {unknown} is het niet bekend.</translation>
    </message>
    <message>
        <source>{n} of {m} bytes</source>
        <translation>{n} van {m} bytes</translation>
    </message>
    <message>
        <source>{n} of {m} {m:municipality|municipalities} {n:is|are} finished and unchanged.</source>
        <translation>{n} van {m} {m:gemeente|gemeenten} {n:is|zijn} klaar en ongewijzigd.</translation>
    </message>
    <message>
        <source>{n} points</source>
        <translation>{n} punten</translation>
    </message>
    <message>
        <source>{n} points with dwellings</source>
        <translation>{n} punten met woningen</translation>
    </message>
    <message>
        <source>{n} within {threshold}</source>
        <translation>{n} binnen {threshold}</translation>
    </message>
    <message>
        <source>{n} without a geometry</source>
        <translation>{n} zonder geometrie</translation>
    </message>
    <message>
        <source>{n} {n:area stands|areas stand} in the results of more than one municipality, each judged on its part there, such as {names}.</source>
        <translation>{n} {n:gebied staat|gebieden staan} in de resultaten van meer dan één gemeente, in elk beoordeeld op het deel daar, zoals {names}.</translation>
    </message>
    <message>
        <source>{n} {n:area|areas}: {reason}</source>
        <translation>{n} {n:gebied|gebieden}: {reason}</translation>
    </message>
    <message>
        <source>{n} {n:dwelling|dwellings}</source>
        <translation>{n} {n:woning|woningen}</translation>
    </message>
    <message>
        <source>{n} {n:dwelling|dwellings}, from {year}</source>
        <translation>{n} {n:woning|woningen}, vanaf {year}</translation>
    </message>
    <message>
        <source>{n} {n:facility|facilities}</source>
        <translation>{n} {n:voorziening|voorzieningen}</translation>
    </message>
    <message>
        <source>{n} {n:facility|facilities} of {kinds} {kinds:type|types}: {types}.</source>
        <translation>{n} {n:voorziening|voorzieningen} van {kinds} {kinds:soort|soorten}: {types}.</translation>
    </message>
    <message>
        <source>{n} {n:feature|features}</source>
        <translation>{n} {n:object|objecten}</translation>
    </message>
    <message>
        <source>{n} {n:feature|features}, file of {date}</source>
        <translation>{n} {n:object|objecten}, bestand van {date}</translation>
    </message>
    <message>
        <source>{n} {n:feature|features}: without a type that Buurtmaat knows; the most frequent stand at the end.</source>
        <translation>{n} {n:object|objecten}: zonder soort die Buurtmaat kent; de meest voorkomende staan onderaan.</translation>
    </message>
    <message>
        <source>{n} {n:inhabitant|inhabitants}</source>
        <translation>{n} {n:inwoner|inwoners}</translation>
    </message>
    <message>
        <source>{n} {n:kind|kinds} within {threshold}</source>
        <translation>{n} {n:soort|soorten} binnen {threshold}</translation>
    </message>
    <message>
        <source>{n} {n:line|lines} may be used by bicycle.</source>
        <translation>{n} {n:lijn is|lijnen zijn} te gebruiken per fiets.</translation>
    </message>
    <message>
        <source>{n} {n:neighbourhood is|neighbourhoods are} compared.</source>
        <translation>Er {n:is|zijn} {n} {n:buurt|buurten} vergeleken.</translation>
    </message>
    <message>
        <source>{n} {n:requirement|requirements} cannot be judged</source>
        <translation>{n} {n:basiseis is|basiseisen zijn} niet te beoordelen</translation>
    </message>
    <message>
        <source>{n} {n:requirement|requirements}.</source>
        <translation>{n} {n:basiseis|basiseisen}.</translation>
    </message>
    <message>
        <source>{n} {n:row|rows} fewer, {rows} in all</source>
        <translation>{n} {n:rij|rijen} minder, {rows} in totaal</translation>
    </message>
    <message>
        <source>{n} {n:row|rows} more, {rows} in all</source>
        <translation>{n} {n:rij|rijen} meer, {rows} in totaal</translation>
    </message>
    <message>
        <source>{n} {n:verdict turns|verdicts turn}.</source>
        <translation>{n} {n:oordeel slaat|oordelen slaan} om.</translation>
    </message>
    <message>
        <source>{n} {weight} of which it is not known</source>
        <translation>{n} {weight} waarvan het niet bekend is</translation>
    </message>
    <message>
        <source>{n} {weight} outside all neighbourhoods</source>
        <translation>{n} {weight} buiten alle buurten</translation>
    </message>
    <message>
        <source>{n} {weight} too far away</source>
        <translation>{n} {weight} te ver weg</translation>
    </message>
    <message>
        <source>{n} {weight} too many out of reach</source>
        <translation>{n} {weight} te veel buiten bereik</translation>
    </message>
    <message>
        <source>{n} {weight} with too little nearby</source>
        <translation>{n} {weight} met te weinig in de buurt</translation>
    </message>
    <message>
        <source>{n} {what}</source>
        <translation>{n} {what}</translation>
    </message>
    <message>
        <source>{one}; {other}</source>
        <translation>{one}; {other}</translation>
    </message>
    <message>
        <source>{others} or {last}</source>
        <translation>{others} of {last}</translation>
    </message>
    <message>
        <source>{output} is written as {ending}: give {path} that ending.</source>
        <translation>{output} wordt geschreven als {ending}: geef {path} die uitgang.</translation>
    </message>
    <message>
        <source>{output}, which a step of the recipe wrote, cannot be opened: see whether the disk is full, and run the recipe again.</source>
        <translation>{output}, dat een stap van het recept schreef, is niet te openen: kijk of de schijf vol is, en draai het recept opnieuw.</translation>
    </message>
    <message>
        <source>{path} cannot be written ({why}): choose another place.</source>
        <translation>{path} kan niet worden geschreven ({why}): kies een andere plaats.</translation>
    </message>
    <message>
        <source>{path} could not be used ({why}): see whether it is there and may be read and written, and run it again.</source>
        <translation>{path} kon niet worden gebruikt ({why}): kijk of het er is en gelezen en geschreven mag worden, en voer opnieuw uit.</translation>
    </message>
    <message>
        <source>{path} does not hold a reference system without an EPSG number: QGIS shows it elsewhere. Set the system in the layer's properties, or write a GeoPackage.</source>
        <translation>{path} bewaart geen referentiestelsel zonder EPSG-nummer: QGIS toont het elders. Stel het stelsel in bij de eigenschappen van de laag, of schrijf een GeoPackage.</translation>
    </message>
    <message>
        <source>{path} gets no geometry, which this format cannot hold; write a GeoPackage to keep it.</source>
        <translation>{path} krijgt geen geometrie, want die kan dit bestandsformaat niet bevatten; schrijf een GeoPackage om haar te bewaren.</translation>
    </message>
    <message>
        <source>{path} has no layer {layer}; delete the file and open the town again.</source>
        <translation>{path} heeft geen laag {layer}; verwijder het bestand en open de stad opnieuw.</translation>
    </message>
    <message>
        <source>{path} holds 254 characters of a text, fewer with accents: {n} longer texts were cut, in {names}; write a GeoPackage to keep them.</source>
        <translation>{path} bewaart 254 tekens van een tekst, minder met accenten: {n} langere teksten zijn afgekapt, in {names}; schrijf een GeoPackage om ze te behouden.</translation>
    </message>
    <message>
        <source>{path} is not a file; choose another place.</source>
        <translation>{path} is geen bestand; kies een andere plaats.</translation>
    </message>
    <message>
        <source>{path} of the recipe is a link out of the folder {folder}: choose another folder for the results.</source>
        <translation>{path} van het recept is een koppeling naar buiten de map {folder}: kies een andere map voor de resultaten.</translation>
    </message>
    <message>
        <source>{path} of the recipe is a link out of the folder {folder}: put the file itself there.</source>
        <translation>{path} van het recept is een koppeling naar buiten de map {folder}: zet het bestand zelf daar.</translation>
    </message>
    <message>
        <source>{place} of {n}</source>
        <translation>{place} van {n}</translation>
    </message>
    <message>
        <source>{place} {part}</source>
        <translation>{place} {part}</translation>
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
        <source>{recipes} cannot be computed together: {why}</source>
        <translation>{recipes} kunnen niet samen worden berekend: {why}</translation>
    </message>
    <message>
        <source>{requirements} · in up to {n} of {all}</source>
        <translation>{requirements} · in hoogstens {n} van {all}</translation>
    </message>
    <message>
        <source>{requirement}: change in share</source>
        <translation>{requirement}: verandering van aandeel</translation>
    </message>
    <message>
        <source>{requirement}: distance or time</source>
        <translation>{requirement}: afstand of tijd</translation>
    </message>
    <message>
        <source>{requirement}: facility</source>
        <translation>{requirement}: voorziening</translation>
    </message>
    <message>
        <source>{requirement}: gained</source>
        <translation>{requirement}: erbij</translation>
    </message>
    <message>
        <source>{requirement}: lost</source>
        <translation>{requirement}: eraf</translation>
    </message>
    <message>
        <source>{requirement}: number within</source>
        <translation>{requirement}: aantal binnen</translation>
    </message>
    <message>
        <source>{requirement}: rate</source>
        <translation>{requirement}: verhouding</translation>
    </message>
    <message>
        <source>{requirement}: reason</source>
        <translation>{requirement}: reden</translation>
    </message>
    <message>
        <source>{requirement}: share within</source>
        <translation>{requirement}: aandeel binnen</translation>
    </message>
    <message>
        <source>{requirement}: verdict</source>
        <translation>{requirement}: oordeel</translation>
    </message>
    <message>
        <source>{requirement}: verdict after</source>
        <translation>{requirement}: oordeel erna</translation>
    </message>
    <message>
        <source>{requirement}: verdict before</source>
        <translation>{requirement}: oordeel ervoor</translation>
    </message>
    <message>
        <source>{requirement}: weight</source>
        <translation>{requirement}: gewicht</translation>
    </message>
    <message>
        <source>{requirement}: within (1) or outside (0)</source>
        <translation>{requirement}: binnen (1) of buiten (0)</translation>
    </message>
    <message>
        <source>{role} that found no dwelling: {n}, in {areas} {areas:neighbourhood|neighbourhoods}; they are in RECONCILIATION.</source>
        <translation>{role} waarvoor geen woning is gevonden: {n}, in {areas} {areas:buurt|buurten}; ze staan in RECONCILIATION.</translation>
    </message>
    <message>
        <source>{rule} is no rule such as key=value|value &amp; age&lt;=12</source>
        <translation>{rule} is geen regel zoals key=value|value &amp; age&lt;=12</translation>
    </message>
    <message>
        <source>{rule} is no rule such as key=value|value &amp; key=*</source>
        <translation>{rule} is geen regel zoals key=value|value &amp; key=*</translation>
    </message>
    <message>
        <source>{said} Asked again in {s} seconds.</source>
        <translation>{said} Over {s} seconden opnieuw gevraagd.</translation>
    </message>
    <message>
        <source>{said}, {n} unknown</source>
        <translation>{said}, {n} niet te beoordelen</translation>
    </message>
    <message>
        <source>{set} ({state})</source>
        <translation>{set} ({state})</translation>
    </message>
    <message>
        <source>{share} % of the length is connected; {n} {n:place lies|places lie} within {gap} m of joining; {m} {m:island|islands}.</source>
        <translation>{share} % van de lengte hangt samen; op {n} {n:plek|plekken} ontbreekt hoogstens {gap} m voor een aansluiting; {m} {m:eiland|eilanden}.</translation>
    </message>
    <message>
        <source>{share} % of the length of the streets is connected.</source>
        <translation>{share} % van de lengte van de straten hangt samen.</translation>
    </message>
    <message>
        <source>{share} of the area</source>
        <translation>{share} van de oppervlakte</translation>
    </message>
    <message>
        <source>{share} of the dwellings have everything that is asked of them.</source>
        <translation>{share} van de woningen heeft alles wat ervoor wordt gevraagd.</translation>
    </message>
    <message>
        <source>{share} within; {met}, {failed}, {unknown} unknown</source>
        <translation>{share} binnen bereik; {met}, {failed}, {unknown} niet te beoordelen</translation>
    </message>
    <message>
        <source>{side} {far} m beyond it</source>
        <translation>{side} {far} m erbuiten</translation>
    </message>
    <message>
        <source>{side} {far} m within it</source>
        <translation>{side} {far} m erbinnen</translation>
    </message>
    <message>
        <source>{table} cannot be read as cells with commas between them ({why}).</source>
        <translation>{table}: niet te lezen als cellen met komma's ertussen ({why}).</translation>
    </message>
    <message>
        <source>{table} must be a table of {columns} columns, not {value}.</source>
        <translation>{table}: dit moet een tabel van {columns} kolommen zijn, niet {value}.</translation>
    </message>
    <message>
        <source>{table} row {row} has {cells} cells instead of {width} ({columns}); leave a cell empty rather than out.</source>
        <translation>{table}, rij {row}: {cells} cellen in plaats van {width} ({columns}); laat een cel liever leeg dan weg.</translation>
    </message>
    <message>
        <source>{table} row {row} is not a list of cells, as other rows are; write it as one.</source>
        <translation>{table}, rij {row}: dit is geen lijst van cellen, zoals andere rijen; schrijf de rij zo.</translation>
    </message>
    <message>
        <source>{table} row {row}: each cell must be text or a number, not {value}.</source>
        <translation>{table}, rij {row}: elke cel moet tekst of een getal zijn, niet {value}.</translation>
    </message>
    <message>
        <source>{table} row {row}: {cells} {cells:cell does|cells do} not fill rows of {width} columns ({columns}); look there for a missing cell, or a decimal comma that should be a point.</source>
        <translation>{table}, rij {row}: {cells} {cells:cel vult|cellen vullen} geen rijen van {width} kolommen ({columns}); kijk daar of er een cel ontbreekt, of een decimale komma een punt moet zijn.</translation>
    </message>
    <message>
        <source>{table}.txt holds “{text}” where a date such as 20261130 should be: choose another archive.</source>
        <translation>{table}.txt bevat “{text}” waar een datum zoals 20261130 hoort: kies een ander archief.</translation>
    </message>
    <message>
        <source>{table}.txt in “{file}” cannot be read to its end ({why}): fetch the archive again.</source>
        <translation>{table}.txt in “{file}” is niet tot het einde te lezen ({why}): haal het archief opnieuw op.</translation>
    </message>
    <message>
        <source>{table}.txt in “{file}” has no column {column}: choose another timetable.</source>
        <translation>{table}.txt in “{file}” heeft geen kolom {column}: kies een andere dienstregeling.</translation>
    </message>
    <message>
        <source>{target} of all lies within {threshold}.</source>
        <translation>{target} van het totaal valt binnen {threshold}.</translation>
    </message>
    <message>
        <source>{target} of the {who} lie within {threshold}.</source>
        <translation>{target} van de {who} valt binnen {threshold}.</translation>
    </message>
    <message>
        <source>{threshold}, for at least {target}</source>
        <translation>{threshold}, voor ten minste {target}</translation>
    </message>
    <message>
        <source>{threshold}, for {target} of the {weight}</source>
        <translation>{threshold}, voor {target} van de {weight}</translation>
    </message>
    <message>
        <source>{threshold}: all candidates together serve {share}.</source>
        <translation>{threshold}: alle kandidaten samen bedienen {share}.</translation>
    </message>
    <message>
        <source>{threshold}: no new place is needed, {share} is served already.</source>
        <translation>{threshold}: er is geen nieuwe plek nodig, {share} wordt al bediend.</translation>
    </message>
    <message>
        <source>{threshold}: {places} new {places:place serves|places serve} {share}; at least {bound} {bound:is|are} needed.</source>
        <translation>{threshold}: {places} {places:nieuwe plek bedient|nieuwe plekken bedienen} {share}; er {bound:is|zijn} er minstens {bound} nodig.</translation>
    </message>
    <message>
        <source>{threshold}: {places} new {places:place serves|places serve} {share}; fewer are not enough.</source>
        <translation>{threshold}: {places} {places:nieuwe plek bedient|nieuwe plekken bedienen} {share}; met minder lukt het niet.</translation>
    </message>
    <message>
        <source>{title} (not saved)</source>
        <translation>{title} (niet bewaard)</translation>
    </message>
    <message>
        <source>{title}, as edited</source>
        <translation>{title}, zoals bewerkt</translation>
    </message>
    <message>
        <source>{title}, version {version}</source>
        <translation>{title}, versie {version}</translation>
    </message>
    <message>
        <source>{title}: asked of {host} ({licence})</source>
        <translation>{title}: gevraagd aan {host} ({licence})</translation>
    </message>
    <message>
        <source>{title}: Gini coefficient {n}</source>
        <translation>{title}: Gini-coëfficiënt {n}</translation>
    </message>
    <message>
        <source>{title}: not there of the year {year}</source>
        <translation>{title}: niet van het jaar {year}</translation>
    </message>
    <message>
        <source>{title}: there is nothing in the area</source>
        <translation>{title}: er is niets in het gebied</translation>
    </message>
    <message>
        <source>{title}: {n} {n:answer|answers}, {mb} MB so far</source>
        <translation>{title}: {n} {n:antwoord|antwoorden}, {mb} MB tot nu toe</translation>
    </message>
    <message>
        <source>{title}: {n} {n:row|rows} came twice</source>
        <translation>{title}: {n} {n:rij kwam|rijen kwamen} dubbel</translation>
    </message>
    <message>
        <source>{title}: {n} {n:row|rows}, of which {m} {m:lies|lie} in the area ({said})</source>
        <translation>{title}: {n} {n:rij|rijen}, waarvan er {m} in het gebied {m:ligt|liggen} ({said})</translation>
    </message>
    <message>
        <source>{title}: {n} {n:thing has|things have} no geometry that can be used</source>
        <translation>{title}: {n} {n:ding heeft|dingen hebben} geen bruikbare geometrie</translation>
    </message>
    <message>
        <source>{type} (not in the layer)</source>
        <translation>{type} (niet in de laag)</translation>
    </message>
    <message>
        <source>{value} ({day}).</source>
        <translation>{value} ({day}).</translation>
    </message>
    <message>
        <source>{value} is no name of a table</source>
        <translation>{value} is geen naam van een tabel</translation>
    </message>
    <message>
        <source>{value} is no number; a text that looks like it is written in double quotes</source>
        <translation>{value} is geen getal; een tekst die daarop lijkt staat tussen dubbele aanhalingstekens</translation>
    </message>
    <message>
        <source>{value} is no selector, such as {example}</source>
        <translation>{value} is geen selectie, zoals {example}</translation>
    </message>
    <message>
        <source>{value} is no value: a condition has one operator ({operators}), and a text that holds =, &lt; or &gt; is written in double quotes</source>
        <translation>{value} is geen waarde: een voorwaarde heeft één operator ({operators}), en een tekst met =, &lt; of &gt; erin staat tussen dubbele aanhalingstekens</translation>
    </message>
    <message>
        <source>{value} is no year with its table</source>
        <translation>{value} is geen jaar met zijn tabel</translation>
    </message>
    <message>
        <source>{value} may mean {thousands} or {ones}; write {thousands} or {precise}</source>
        <translation>{value} kan {thousands} of {ones} betekenen; schrijf {thousands} of {precise}</translation>
    </message>
    <message>
        <source>{value} must be a–z, 0–9 and _, at most 40</source>
        <translation>{value} mag alleen uit a–z, 0–9 en _ bestaan, hoogstens 40 tekens</translation>
    </message>
    <message>
        <source>{value}, which is not proved to be the best: no choice can do better than {bound}, {gap} % away. More time, or fewer candidates, may close the gap.</source>
        <translation>{value}; dat dit de beste keuze is, is niet bewezen: geen keuze kan beter zijn dan {bound}, {gap} % verder. Meer tijd, of minder kandidaten, kan het verschil dichten.</translation>
    </message>
    <message>
        <source>{value}: proved, no choice does better.</source>
        <translation>{value}: bewezen, geen keuze doet het beter.</translation>
    </message>
    <message>
        <source>{value}: {why}</source>
        <translation>{value}: {why}</translation>
    </message>
    <message>
        <source>{weight} that gain it: {n}; that lose it: {m}</source>
        <translation>{weight} die hierdoor binnen bereik komen: {n}; die erbuiten vallen: {m}</translation>
    </message>
    <message>
        <source>{weight} that this is asked for</source>
        <translation>{weight} waarvoor dit wordt gevraagd</translation>
    </message>
    <message>
        <source>{what} is there twice</source>
        <translation>{what} staat er twee keer</translation>
    </message>
    <message>
        <source>{what}: {missing}</source>
        <translation>{what}: {missing}</translation>
    </message>
    <message>
        <source>{what}; {percentage} % is {share}</source>
        <translation>{what}; {percentage} % is {share}</translation>
    </message>
    <message>
        <source>{where}, {key}</source>
        <translation>{where}, {key}</translation>
    </message>
    <message>
        <source>{why}</source>
        <translation>{why}</translation>
    </message>
    <message>
        <source>{year}: facilities that are not open: {n} of {all}</source>
        <translation>{year}: voorzieningen die niet open zijn: {n} van {all}</translation>
    </message>
    <message>
        <source>{year}: {all} {all:dwelling|dwellings}, of which {new} new.</source>
        <translation>{year}: {all} {all:woning|woningen}, waarvan {new} nieuw.</translation>
    </message>
    <message>
        <source>“Average distances beside published ones” (OUTPUT_PLAUSIBILITY) of the same run, for whether its distances are plausible.</source>
        <translation>“Gemiddelde afstanden naast gepubliceerde” (OUTPUT_PLAUSIBILITY) van dezelfde toetsing, voor de vraag of haar afstanden aannemelijk zijn.</translation>
    </message>
    <message>
        <source>“Causes of changes” (CAUSES) that the same run of Trend wrote.</source>
        <translation>“Oorzaken van verschillen” (CAUSES) die dezelfde uitvoering van Trend schreef.</translation>
    </message>
    <message>
        <source>“Causes of changes” (CAUSES) that Trend wrote of the same days, for the report: of years, or of runs over time.</source>
        <translation>“Oorzaken van verschillen” (CAUSES) die Trend van dezelfde dagen schreef, voor het rapport: van jaren, of van toetsingen door de tijd.</translation>
    </message>
    <message>
        <source>“Differences” (TABLE) that Survey figures and requirements wrote.</source>
        <translation>“Verschillen” (TABLE) die Enquêtecijfers en basiseisen schreef.</translation>
    </message>
    <message>
        <source>“Dwellings with what they have” (OUTPUT_DWELLINGS) of the same run, for the maps.</source>
        <translation>“Woningen met hun voorzieningen” (OUTPUT_DWELLINGS) van dezelfde toetsing, voor de kaarten.</translation>
    </message>
    <message>
        <source>“Dwellings with what they have” (OUTPUT_DWELLINGS) that Check basic requirements wrote.</source>
        <translation>“Woningen met hun voorzieningen” (OUTPUT_DWELLINGS) die “Basiseisen toetsen” schreef.</translation>
    </message>
    <message>
        <source>“Facilities and what used them” (OUTPUT_FACILITIES) of the same run, for the maps.</source>
        <translation>“Voorzieningen en hun gebruik” (OUTPUT_FACILITIES) van dezelfde toetsing, voor de kaarten.</translation>
    </message>
    <message>
        <source>“Groups and what they have” (OUTPUT_GROUPS) of the same run, for who has what.</source>
        <translation>“Groepen en wat zij hebben” (OUTPUT_GROUPS) van dezelfde toetsing, voor wie wat heeft.</translation>
    </message>
    <message>
        <source>“How many requirements dwellings meet” (OUTPUT_DEGREES) of the same run, for what dwellings have of all that is asked.</source>
        <translation>“Aan hoeveel basiseisen woningen voldoen” (OUTPUT_DEGREES) van dezelfde toetsing, voor wat woningen hebben van alles wat wordt gevraagd.</translation>
    </message>
    <message>
        <source>“Results table” (OUTPUT_RESULTS) of the same run, for the norm, its unit and its title.</source>
        <translation>“Resultatentabel” (OUTPUT_RESULTS) van dezelfde toetsing, voor de norm, de eenheid en de titel.</translation>
    </message>
    <message>
        <source>“Results table” (OUTPUT_RESULTS) that Check basic requirements wrote.</source>
        <translation>“Resultatentabel” (OUTPUT_RESULTS) die “Basiseisen toetsen” schreef.</translation>
    </message>
    <message>
        <source>“Series” (SERIES) that Trend wrote, for how the requirements went and whether they are on course.</source>
        <translation>“Reeks” (SERIES) die Trend schreef, voor hoe het met de basiseisen ging en of ze op koers liggen.</translation>
    </message>
    <message>
        <source>“{clear}” cannot clear this column, which every requirement needs</source>
        <translation>“{clear}” kan deze kolom niet leegmaken: elke basiseis heeft haar nodig</translation>
    </message>
    <message>
        <source>“{figure}” does not clearly change with the share outside ({low} to {high} for ten points more).</source>
        <translation>“{figure}” verandert niet duidelijk met het aandeel buiten bereik ({low} tot {high} bij tien punten meer).</translation>
    </message>
    <message>
        <source>“{layer}” ({kind}): {n} of {all} {all:feature|features} {n:has|have} a type.</source>
        <translation>“{layer}” ({kind}): {n} van {all} {all:object|objecten} {n:heeft|hebben} een soort.</translation>
    </message>
    <message>
        <source>“{layer}” has no field for {fields}: no candidate is found by that.</source>
        <translation>“{layer}” heeft geen veld voor {fields}: daarmee wordt geen kandidaat gevonden.</translation>
    </message>
    <message>
        <source>“{layer}” has no field for {field}: every row is taken to stand.</source>
        <translation>“{layer}” heeft geen veld voor {field}: van elke rij wordt aangenomen dat het er staat.</translation>
    </message>
    <message>
        <source>“{layer}” has no field status: every row is taken to stand.</source>
        <translation>“{layer}” heeft geen veld status: van elke rij wordt aangenomen dat het er staat.</translation>
    </message>
    <message>
        <source>“{layer}” has no field {field}, so what was judged at that level is not told by neighbourhood.</source>
        <translation>“{layer}” heeft geen veld {field}, dus wat op dat niveau is getoetst, wordt niet per buurt verteld.</translation>
    </message>
    <message>
        <source>“{layer}” has no field “type”, so its facilities are not on the maps: choose “Facilities and what used them” (OUTPUT_FACILITIES) of the same run.</source>
        <translation>“{layer}” heeft geen veld “type”, dus de voorzieningen ervan staan niet op de kaarten: kies “Voorzieningen en hun gebruik” (OUTPUT_FACILITIES) van dezelfde toetsing.</translation>
    </message>
    <message>
        <source>“{layer}” is a table without points, though “{x}” and “{y}” look like coordinates: make points of it with “Create points layer from table” of the Processing Toolbox.</source>
        <translation>“{layer}” is een tabel zonder punten, terwijl “{x}” en “{y}” op coördinaten lijken: maak er punten van met “Puntenlaag uit tabel maken” in de Toolbox van Processing.</translation>
    </message>
    <message>
        <source>“{layer}” is a table without points, though “{x}” and “{y}” look like coordinates: open its file with Layer › Add Layer › Add Delimited Text Layer, where you tick “Decimal separator is comma”.</source>
        <translation>“{layer}” is een tabel zonder punten, terwijl “{x}” en “{y}” op coördinaten lijken: open het bestand met Kaartlagen › Laag toevoegen › Tekstgescheiden laag toevoegen en vink daar “Decimaal scheidingsteken is de komma” aan.</translation>
    </message>
    <message>
        <source>“{layer}” is a table without points, though “{x}” and “{y}” look like coordinates: open its file with Layer › Add Layer › Add Delimited Text Layer.</source>
        <translation>“{layer}” is een tabel zonder punten, terwijl “{x}” en “{y}” op coördinaten lijken: open het bestand met Kaartlagen › Laag toevoegen › Tekstgescheiden laag toevoegen.</translation>
    </message>
    <message>
        <source>“{layer}” is not used: no requirement asks for what it is taken for ({types}), while its field “{field}” holds types that are asked for. Write “{field}” in TYPE_FIELD.</source>
        <translation>“{layer}” wordt niet gebruikt: geen basiseis vraagt om wat de laag nu voorstelt ({types}), terwijl in het veld “{field}” soorten staan waar wel om gevraagd wordt. Vul “{field}” in bij TYPE_FIELD.</translation>
    </message>
    <message>
        <source>“{layer}” is read as: {kind}.</source>
        <translation>“{layer}” wordt gelezen als: {kind}.</translation>
    </message>
    <message>
        <source>“{layer}” is read directly from its file.</source>
        <translation>“{layer}” wordt rechtstreeks uit het bestand gelezen.</translation>
    </message>
    <message>
        <source>“{layer}” is read through QGIS, since {why}.</source>
        <translation>“{layer}” wordt via QGIS gelezen, omdat {why}.</translation>
    </message>
    <message>
        <source>“{layer}” is used as it is.</source>
        <translation>“{layer}” wordt gebruikt zoals het is.</translation>
    </message>
    <message>
        <source>“{layer}” lies outside the neighbourhoods: see whether its coordinates are the wrong way round, or it has another reference system.</source>
        <translation>“{layer}” ligt buiten de buurten: kijk of de coördinaten verwisseld zijn, of dat de laag een ander referentiestelsel heeft.</translation>
    </message>
    <message>
        <source>“{layer}” seems to be raw data, and holds no type that a requirement asks for: turn it into facilities first, with Prepare data in the Buurtmaat menu.</source>
        <translation>“{layer}” lijkt ruwe data te zijn, en bevat geen soort waar een basiseis om vraagt: maak er eerst voorzieningen van, met Gegevens voorbereiden in het menu Buurtmaat.</translation>
    </message>
    <message>
        <source>“{path}” is encrypted, or packed in a way that is not usual</source>
        <translation>“{path}” is versleuteld, of op een ongebruikelijke manier ingepakt</translation>
    </message>
    <message>
        <source>“{path}” would become far larger than a timetable is</source>
        <translation>“{path}” zou veel groter worden dan een dienstregeling is</translation>
    </message>
    <message>
        <source>“{text}” cannot be read ({what}): correct it in its cell, or fill in the table in its place</source>
        <translation>“{text}” kan niet worden gelezen ({what}): verbeter het in de cel, of vul in plaats daarvan de tabel in</translation>
    </message>
    <message>
        <source>“{title}” ({asked}) is met nowhere.</source>
        <translation>“{title}” ({asked}) wordt nergens gehaald.</translation>
    </message>
    <message>
        <source>“{title}” ({asked}) is missing most often: in {n} of {all} areas.</source>
        <translation>“{title}” ({asked}) ontbreekt het vaakst: in {n} van de {all} gebieden.</translation>
    </message>
    <message>
        <source>“{title}” ({asked}) is missing most often: in {n} of {all} neighbourhoods.</source>
        <translation>“{title}” ({asked}) ontbreekt het vaakst: in {n} van de {all} buurten.</translation>
    </message>
    <message>
        <source>“{words}” is not on this page.</source>
        <translation>“{words}” staat niet op deze bladzijde.</translation>
    </message>
    <message>
        <source>… and in {n} {n:neighbourhood|neighbourhoods} more</source>
        <translation>… en in nog {n} {n:buurt|buurten}</translation>
    </message>
    <message>
        <source>✓ meets, ✗ fails, ? unknown, ○ too few dwellings, – not applicable.</source>
        <translation>✓ voldoet, ✗ voldoet niet, ? niet te beoordelen, ○ te weinig woningen, – niet van toepassing.</translation>
    </message>
</context>
</TS>

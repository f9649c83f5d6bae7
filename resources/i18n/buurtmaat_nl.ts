<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en">
<context>
    <name>Buurtmaat</name>
    <message>
        <source>Buurtmaat cannot run in this QGIS yet: its Python lacks {packages}.</source>
        <translation>Buurtmaat kan in deze QGIS nog niet rekenen: in de Python ervan ontbreekt {packages}.</translation>
    </message>
    <message>
        <source>Debian and Ubuntu: run “sudo apt install {debian}”.</source>
        <translation>Debian en Ubuntu: voer “sudo apt install {debian}” uit.</translation>
    </message>
    <message>
        <source>macOS: run “python3 -m pip install --user {pip}” in the Terminal, with the python3 that lies inside QGIS.app (Contents/MacOS/bin).</source>
        <translation>macOS: voer “python3 -m pip install --user {pip}” uit in de Terminal, met de python3 die in QGIS.app zit (Contents/MacOS/bin).</translation>
    </message>
    <message>
        <source>Restart QGIS afterwards.</source>
        <translation>Start QGIS daarna opnieuw.</translation>
    </message>
    <message>
        <source>Windows: choose {debian} in the OSGeo4W setup, or run “python -m pip install {pip}” in the OSGeo4W Shell; the full standalone installer brings them along.</source>
        <translation>Windows: kies {debian} in de OSGeo4W-setup, of voer “python -m pip install {pip}” uit in de OSGeo4W Shell; in het volledige installatieprogramma zitten ze al.</translation>
    </message>
</context>
</TS>

"""A recipe for every municipality of a layer, several at a time: run as `python3 -m buurtmaat.batch`, never by QGIS."""

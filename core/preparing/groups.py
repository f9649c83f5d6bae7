"""Groups of people, households and dwellings: how their columns are called, and what a percentage is taken of.

The names are those of Statistics Netherlands (CBS); docs/field-names.md says which source has which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

INHABITANTS, HOUSEHOLDS, DWELLINGS = "inhabitants", "households", "dwellings"
INHABITANTS_65 = "inhabitants_65"


@dataclass(frozen=True)
class Group:
    """A group that a norm may weigh by.

    Parameters
    ----------
    name
        Its role, which is also the field that *Prepare dwellings* writes.
    base
        What it is a part of, and its percentage is taken of.
    columns
        Names of columns, the first found first; one that ends on `_` goes on with a number (StatLine).
    together
        Columns that make it together, where none of the others is there.
    """

    name: str
    base: str
    columns: tuple[str, ...]
    together: tuple[tuple[str, ...], ...] = ()


AGES = (
    Group(
        "inhabitants_0_15",
        INHABITANTS,
        (
            *("inhabitants_0_15", "aantal_inwoners_0_tot_15_jaar", "inw_014", "k_0Tot15Jaar_"),
            *("percentage_personen_0_tot_15_jaar", "p_00_14_jr"),
        ),
    ),
    Group(
        "inhabitants_15_25",
        INHABITANTS,
        (
            *("inhabitants_15_25", "aantal_inwoners_15_tot_25_jaar", "inw_1524", "k_15Tot25Jaar_"),
            *("percentage_personen_15_tot_25_jaar", "p_15_24_jr"),
        ),
    ),
    Group(
        "inhabitants_25_45",
        INHABITANTS,
        (
            *("inhabitants_25_45", "aantal_inwoners_25_tot_45_jaar", "inw_2544", "k_25Tot45Jaar_"),
            *("percentage_personen_25_tot_45_jaar", "p_25_44_jr"),
        ),
    ),
    Group(
        "inhabitants_45_65",
        INHABITANTS,
        (
            *("inhabitants_45_65", "aantal_inwoners_45_tot_65_jaar", "inw_4564", "k_45Tot65Jaar_"),
            *("percentage_personen_45_tot_65_jaar", "p_45_64_jr"),
        ),
    ),
)
"""The ages below 65, which together with those of 65 or older are all inhabitants."""

OLDER = Group(
    INHABITANTS_65,
    INHABITANTS,
    (
        *(INHABITANTS_65, "aantal_inwoners_65_jaar_en_ouder", "inw_65pl", "k_65JaarOfOuder_"),
        *("percentage_personen_65_jaar_en_ouder", "p_65_eo_jr"),
    ),
)

OF_HOUSEHOLDS = (
    Group(
        "households_single",
        HOUSEHOLDS,
        (
            *("households_single", "aantal_eenpersoonshuishoudens", "tothh_eenp", "Eenpersoonshuishoudens_"),
            *("percentage_eenpersoonshuishoudens", "p_eenp_hh"),
        ),
    ),
    Group(
        "households_with_children",
        HOUSEHOLDS,
        (
            *("households_with_children", "aantal_huishoudens_met_kinderen", "HuishoudensMetKinderen_"),
            *("percentage_huishoudens_met_kinderen", "p_hh_m_k"),
        ),
        (("aantal_eenouderhuishoudens", "aantal_tweeouderhuishoudens"), ("hh_eenoud", "hh_tweeoud")),
    ),
    Group(
        "households_low_income",
        HOUSEHOLDS,
        ("households_low_income", "percentage_huishoudens_met_laag_inkomen"),
    ),
)

OF_DWELLINGS = (
    Group(
        "dwellings_association",
        DWELLINGS,
        (
            *("dwellings_association", "aantal_huurwoningen_in_bezit_woningcorporaties", "won_hcorp"),
            *("perc_huurwoningen_in_bezit_woningcorporaties", "InBezitWoningcorporatie_"),
        ),
    ),
    Group("dwellings_owner", DWELLINGS, ("dwellings_owner", "percentage_koopwoningen", "p_koopwon", "Koopwoningen_")),
)

GROUPS = (*AGES, OLDER, *OF_HOUSEHOLDS, *OF_DWELLINGS)

BASES: Mapping[str, str] = {group.name: group.base for group in GROUPS}
"""What each group is a part of, by its role."""

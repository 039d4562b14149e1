"""Organizations that help people anywhere in the country."""

from cms.directory.starter_content.entry import NATIONWIDE, Entry

NATIONAL = [
    Entry(
        name="American Immigrant Representation Project",
        alternate_name="AIRP",
        english="Brings volunteer lawyers to people in immigration detention who would otherwise stand before "
        "a judge alone.",
        spanish="Acerca abogados voluntarios a personas detenidas por inmigración que, sin ellos, "
        "estarían solas ante el juez.",
        kinds=("legal", "detention"),
        areas=(NATIONWIDE,),
    ),
    Entry(
        name="CARA Family Detention Pro Bono Project",
        alternate_name="CARA",
        english="Four immigration law groups that send volunteer lawyers to mothers and children held in family "
        "detention centers.",
        spanish="Cuatro organizaciones de abogados de inmigración que envían voluntarios a los centros donde "
        "detienen a "
        "madres con sus hijos.",
        kinds=("legal", "detention", "family"),
        areas=(NATIONWIDE,),
    ),
    Entry(
        name="National Immigrant Justice Center",
        alternate_name="NIJC",
        english="Lawyers for immigrants, refugees and people seeking asylum, from a first question to the "
        "highest courts.",
        spanish="Abogados para inmigrantes, refugiados y solicitantes de asilo, desde la primera pregunta hasta los "
        "tribunales más altos.",
        kinds=("legal", "detention", "children"),
        areas=(NATIONWIDE,),
        cities=("Chicago, IL",),
        website="https://immigrantjustice.org/",
        languages=["en", "es"],
    ),
    Entry(
        name="Young Center for Immigrant Children’s Rights",
        english="Stands at the side of children who are alone in immigration court, and speaks up for what is best for "
        "each child.",
        spanish="Acompaña a niñas y niños que están solos ante la corte de inmigración y defiende lo que es mejor para "
        "cada uno.",
        kinds=("children", "family"),
        areas=(NATIONWIDE,),
        cities=("Chicago, IL",),
        website="https://www.theyoungcenter.org/",
        languages=["en", "es"],
    ),
]

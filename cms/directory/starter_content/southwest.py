"""Organizations in Texas, Arizona and California."""

from cms.directory.starter_content.entry import Entry, county, state

SOUTHWEST = [
    Entry(
        name="La Unión del Pueblo Entero",
        alternate_name="LUPE",
        english="A union of families in the Rio Grande Valley. Neighbors organize, learn their rights and help each "
        "other with papers and services.",
        spanish="Una unión de familias del Valle del Río Grande. Los vecinos se organizan, aprenden sus derechos y se "
        "ayudan con trámites y servicios.",
        kinds=("organizing", "rights", "support"),
        areas=(
            county("Hidalgo County", "TX"),
            county("Cameron County", "TX"),
            county("Starr County", "TX"),
            county("Willacy County", "TX"),
        ),
        cities=("San Juan, TX",),
        website="https://lupenet.org/",
        languages=["en", "es"],
    ),
    Entry(
        name="RAICES",
        alternate_name="Refugee and Immigrant Center for Education and Legal Services",
        english="Free and low-cost lawyers for immigrant families and children all over Texas, and help to pay "
        "immigration bonds.",
        spanish="Abogados gratuitos o de bajo costo para familias y niños inmigrantes en todo Texas, y ayuda "
        "para pagar "
        "fianzas de inmigración.",
        kinds=("legal", "children", "detention", "bond"),
        areas=(state("TX"),),
        cities=("San Antonio, TX",),
        website="https://www.raicestexas.org/",
        languages=["en", "es"],
    ),
    Entry(
        name="Texas Civil Rights Project",
        english="Lawyers who go to the federal courthouse in McAllen, record which families were taken apart and fight "
        "to bring them together.",
        spanish="Abogados que acuden al tribunal federal de McAllen, anotan qué familias fueron separadas y luchan por "
        "reunirlas.",
        kinds=("legal", "family"),
        areas=(state("TX"),),
        cities=("Alamo, TX", "Austin, TX"),
        website="https://txcivilrights.org/",
        languages=["en", "es"],
    ),
    Entry(
        name="Florence Immigrant and Refugee Rights Project",
        alternate_name="Florence Project",
        english="Free legal and social help for adults and children in immigration detention in Arizona.",
        spanish="Ayuda legal y social gratuita para adultos, niñas y niños detenidos por inmigración en Arizona.",
        kinds=("legal", "detention", "children"),
        areas=(state("AZ"),),
        cities=("Florence, AZ", "Tucson, AZ", "Phoenix, AZ"),
        website="https://firrp.org/",
        languages=["en", "es"],
    ),
    Entry(
        name="Al Otro Lado",
        english="Legal help on both sides of the border, for people who ask for asylum and for families who were "
        "separated.",
        spanish="Ayuda legal a ambos lados de la frontera, para quienes piden asilo y para familias que "
        "fueron separadas.",
        kinds=("legal", "family"),
        areas=(state("CA"),),
        cities=("San Diego, CA", "Los Angeles, CA"),
        website="https://alotrolado.org/",
        languages=["en", "es"],
    ),
    Entry(
        name="Pueblo Sin Fronteras",
        english="Walks with migrants and refugees on the way, and stands with them when they ask for protection.",
        spanish="Camina junto a migrantes y refugiados, y está con ellos cuando piden protección.",
        kinds=("organizing", "support"),
        areas=(state("CA"),),
        languages=["es"],
    ),
]

"""Organizations in the State of Washington."""

from cms.directory.starter_content.entry import Entry, state

WASHINGTON = [
    Entry(
        name="Northwest Immigrant Rights Project",
        alternate_name="NWIRP",
        english="Lawyers for immigrants all over Washington, also inside the detention center in Tacoma.",
        spanish="Abogados para inmigrantes en todo el estado de Washington, también dentro del centro de detención de "
        "Tacoma.",
        kinds=("legal", "detention", "children"),
        areas=(state("WA"),),
        cities=("Seattle, WA", "Tacoma, WA"),
        website="https://www.nwirp.org/",
        languages=["en", "es"],
    ),
    Entry(
        name="OneAmerica",
        english="Immigrants and refugees in Washington who organize for fair laws and take part in public life.",
        spanish="Inmigrantes y refugiados en Washington que se organizan por leyes justas y participan en la vida "
        "pública.",
        kinds=("organizing", "rights"),
        areas=(state("WA"),),
        cities=("Seattle, WA",),
        website="https://weareoneamerica.org/",
        languages=["en", "es"],
    ),
    Entry(
        name="Northwest Detention Center Resistance",
        alternate_name="La Resistencia",
        english="Led by undocumented people. Stands with those held in the Tacoma detention center and their families.",
        spanish="Dirigida por personas sin papeles. Acompaña a quienes están en el centro de detención de "
        "Tacoma y a sus "
        "familias.",
        kinds=("detention", "organizing"),
        areas=(state("WA"),),
        cities=("Tacoma, WA",),
        website="https://laresistencianw.org/",
        languages=["en", "es"],
    ),
    Entry(
        name="WA Dream Coalition",
        english="Young immigrants in Washington who help each other with school, papers and rights.",
        spanish="Jóvenes inmigrantes en Washington que se apoyan con los estudios, los papeles y los derechos.",
        kinds=("organizing", "rights"),
        areas=(state("WA"),),
        languages=["en", "es"],
    ),
    Entry(
        name="Asian Counseling and Referral Service",
        alternate_name="ACRS",
        english="Counseling, food, citizenship classes and legal clinics for Asian and Pacific Islander communities in "
        "King County.",
        spanish="Consejería, alimentos, clases de ciudadanía y consultas legales para comunidades asiáticas y "
        "de las islas "
        "del Pacífico en el condado de King.",
        kinds=("support", "legal"),
        areas=(state("WA"),),
        cities=("Seattle, WA",),
        website="https://acrs.org/",
        languages=["en", "zh", "ko", "tl", "vi"],
    ),
]

"""Organizations in Illinois, Michigan, Maryland, the District of Columbia, Virginia and Pennsylvania."""

from cms.directory.starter_content.entry import Entry, state

ELSEWHERE = [
    Entry(
        name="Interfaith Community for Detained Immigrants",
        alternate_name="ICDI",
        english="People of many faiths who visit immigrants in detention, and welcome them when they get out.",
        spanish="Personas de muchas religiones que visitan a inmigrantes detenidos y los reciben cuando salen.",
        kinds=("detention", "support"),
        areas=(state("IL"),),
        cities=("Chicago, IL",),
        website="https://www.icdichicago.org/",
        languages=["en", "es"],
    ),
    Entry(
        name="Michigan Immigrant Rights Center",
        alternate_name="MIRC",
        english="Free legal help for immigrants in Michigan, among them children who came without their parents.",
        spanish="Ayuda legal gratuita para inmigrantes en Míchigan, también para menores que llegaron sin sus padres.",
        kinds=("legal", "children", "rights"),
        areas=(state("MI"),),
        cities=("Ann Arbor, MI",),
        website="https://michiganimmigrant.org/",
        languages=["en", "es"],
    ),
    Entry(
        name="CASA",
        english="Immigrant families in the mid-Atlantic states who organize together; offers legal, work and health "
        "services.",
        spanish="Familias inmigrantes del Atlántico medio que se organizan juntas; ofrece servicios legales, "
        "de trabajo y "
        "de salud.",
        kinds=("organizing", "legal", "rights", "support"),
        areas=(state("MD"), state("DC"), state("VA"), state("PA")),
        cities=("Hyattsville, MD", "York, PA"),
        website="https://wearecasa.org/",
        languages=["en", "es"],
    ),
    Entry(
        name="Legal Aid Justice Center",
        english="Lawyers for people in Virginia who cannot pay one, with a program for immigrants and their children.",
        spanish="Abogados para personas en Virginia que no pueden pagar uno, con un programa para inmigrantes "
        "y sus hijos.",
        kinds=("legal", "children", "rights"),
        areas=(state("VA"),),
        cities=("Charlottesville, VA", "Richmond, VA", "Falls Church, VA"),
        website="https://www.justice4all.org/",
        languages=["en", "es"],
    ),
    Entry(
        name="Together Rising",
        english="Collects many small gifts and passes all of them on, for example to reunite separated families.",
        spanish="Reúne muchas donaciones pequeñas y las entrega completas, por ejemplo para reunir a familias "
        "separadas.",
        kinds=("family", "support"),
        areas=(state("VA"),),
        website="https://togetherrising.org/",
        languages=["en"],
    ),
    Entry(
        name="Aldea – The People’s Justice Center",
        alternate_name="Aldea",
        english="Free lawyers for families held at the family detention center in Berks County, and for immigrants "
        "in and around Reading.",
        spanish="Abogados gratuitos para familias retenidas en el centro de detención familiar del condado de Berks y "
        "para inmigrantes de Reading y sus alrededores.",
        kinds=("legal", "detention", "family"),
        areas=(state("PA"),),
        cities=("Reading, PA",),
        website="https://aldeapjc.org/",
        languages=["en", "es"],
    ),
]

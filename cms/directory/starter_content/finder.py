"""The words of the finder page in both languages."""

ENGLISH = {
    "title": "Find legal help near you",
    "slug": "help",
    "show_in_menus": True,
    "summary": "Lawyers, community groups and people who stand with you. Tell us where you are, and nothing more.",
    "intro": (
        "<ul><li>You need no account, and no name.</li>"
        "<li>We do not save your ZIP code, and no other company sees it.</li>"
        "<li>Many of these organizations help for free or at low cost. Ask before you go.</li></ul>"
    ),
    "warning": (
        "<h2>Beware of “notarios”</h2>"
        "<p>In the United States a <b>notary public is not a lawyer</b>. Only a lawyer, or a representative "
        "accredited by "
        "the Department of Justice, may advise you about immigration. Do not sign a form that is blank or "
        "that you do not "
        "understand. Ask for a receipt and keep your own papers.</p>"
    ),
    "advice": (
        "<ul><li>Call one of the organizations that help anywhere in the country, even if it is far away. "
        "They often know "
        "somebody closer to you.</li>"
        "<li>Search for “nonprofit immigration legal services” with the name of your city or county.</li>"
        "<li>Search for the Justice Department’s list of “recognized organizations and accredited "
        "representatives”.</li>"
        "<li>Law schools often run a free immigration clinic. Search for “immigration clinic” with the name of a "
        "university near you.</li>"
        "<li>Ask at a church, mosque, temple or public library. They are used to being asked.</li></ul>"
    ),
}
SPANISH = {
    "title": "Encuentre ayuda legal cerca de usted",
    "slug": "ayuda",
    "show_in_menus": True,
    "summary": "Abogados, grupos comunitarios y personas que le acompañan. Díganos dónde está, y nada más.",
    "intro": (
        "<ul><li>No necesita cuenta ni dar su nombre.</li>"
        "<li>No guardamos su código postal, y ninguna otra empresa lo ve.</li>"
        "<li>Muchas de estas organizaciones ayudan gratis o a bajo costo. Pregunte antes de ir.</li></ul>"
    ),
    "warning": (
        "<h2>Cuidado con los “notarios”</h2>"
        "<p>En Estados Unidos, un <b>“notary public” no es abogado</b>. Solo un abogado, o un representante "
        "acreditado por "
        "el Departamento de Justicia, puede aconsejarle sobre inmigración. No firme un formulario en blanco "
        "ni uno que no "
        "entienda. Pida recibo y guarde usted sus documentos.</p>"
    ),
    "advice": (
        "<ul><li>Llame a una de las organizaciones que ayudan en todo el país, aunque esté lejos. Muchas "
        "veces conocen a "
        "alguien más cerca de usted.</li>"
        "<li>Busque “servicios legales de inmigración sin fines de lucro” junto con el nombre de su ciudad o "
        "condado.</li>"
        "<li>Busque la lista del Departamento de Justicia de “organizaciones reconocidas y representantes "
        "acreditados”.</li>"
        "<li>Muchas facultades de derecho tienen una clínica de inmigración gratuita. Busque “immigration "
        "clinic” junto "
        "con el nombre de una universidad cercana.</li>"
        "<li>Pregunte en una iglesia, mezquita, templo o biblioteca pública. Están acostumbrados a que se lo "
        "pregunten.</li>"
        "</ul>"
    ),
}

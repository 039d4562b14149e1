"""The front page in English and Spanish, and the settings of the site."""

from cms.core.stream import number

INSPECTOR = "https://www.oig.dhs.gov/sites/default/files/assets/2017-12/OIG-18-22-Nov17.pdf"
CODE_1325 = "https://www.law.cornell.edu/uscode/text/8/1325"

SETTINGS = {
    "brand": "Kept Together",
    "hotline": "+18554401800",
    "hashtag": "FamiliesBelongTogether",
    "run_by": "Kept Together, a sample campaign that shows what Kinship can do",
    "run_by_es": "Kept Together, una campaña de muestra que enseña lo que Kinship puede hacer",
}

ENGLISH = {
    "title": "Kept Together",
    "seo_title": "Children belong with their parents",
    "slug": "home",
    "summary": (
        "Children were taken from their parents at the border. Five minutes of yours can help to bring them back."
    ),
    "headline": "Children belong",
    "marked": "with their parents.",
    "lead": (
        "In the spring of 2018 the government began to take children from parents who crossed the border. "
        "No law required it. Here is what you can do about it today, and where families find help."
    ),
    "body": [
        number(
            "99%",
            "of families in the Family Case Management Program came to their check-ins and court dates. "
            "They lived at home, not in detention. The government ended the program.",
            "Immigration and Customs Enforcement figures in report OIG-18-22, DHS Inspector General, November 2017",
            INSPECTOR,
        ),
        number(
            "0",
            "laws tell the government to separate a parent from a child. It began with a memo. A memo can end it.",
            "United States Code, title 8, section 1325, names a fine or jail for crossing; it does not mention "
            "children",
            CODE_1325,
        ),
    ],
    "actions_intro": "Pick the one that fits the time you have. Each says how long it takes.",
    "help_intro": (
        "Organizations that help families, the nearest first. Ask each one what it costs: many charge nothing."
    ),
    "stories_intro": (
        "Parents, children, neighbors and lawyers tell what happened. Each decides what is shown, "
        "and can take it back at any time."
    ),
    "letter_intro": (
        "Lawmakers read the letters page of their home paper. We find your paper, show you its rules, "
        "and send your letter after you confirm it."
    ),
}

SPANISH = {
    "title": "Kept Together",
    "seo_title": "El lugar de los niños es con sus padres",
    "slug": "inicio",
    "summary": "En la frontera separaron a niños de sus padres. Cinco minutos suyos pueden ayudar a que vuelvan.",
    "headline": "El lugar de los niños es",
    "marked": "con sus padres.",
    "lead": (
        "En la primavera de 2018, el gobierno empezó a quitarles los hijos a quienes cruzaban la frontera. "
        "Ninguna ley lo exigía. Aquí verá qué puede hacer hoy mismo y dónde encuentran ayuda las familias."
    ),
    "body": [
        number(
            "99%",
            "de las familias del Programa de Manejo de Casos Familiares acudió a sus citas y audiencias. "
            "Vivían en casa, no detenidas. El gobierno cerró el programa.",
            "Cifras de ICE en el informe OIG-18-22 del inspector general de Seguridad Nacional, noviembre de 2017",
            INSPECTOR,
        ),
        number(
            "0",
            "leyes ordenan separar a un niño de su madre o su padre. Todo empezó con un memorando. "
            "Otro memorando puede terminarlo.",
            "Código de los Estados Unidos, título 8, sección 1325: prevé multa o cárcel por cruzar; no menciona "
            "a los niños",
            CODE_1325,
        ),
    ],
    "actions_intro": "Elija según el tiempo que tenga. Cada acción dice cuánto tarda.",
    "help_intro": (
        "Organizaciones que ayudan a las familias, primero la más cercana. Pregunte cuánto cobran: muchas, nada."
    ),
    "stories_intro": (
        "Madres, padres, niños, vecinos y abogados cuentan lo que pasó. Cada quien decide qué se muestra "
        "y puede retirarlo cuando quiera."
    ),
    "letter_intro": (
        "Los legisladores leen las cartas del periódico de su ciudad. Le decimos cuál es el suyo, le mostramos "
        "sus reglas y enviamos su carta cuando usted la confirme."
    ),
}

"""The campaign page and the list of actions, in English and Spanish."""

from cms.actions.starter_content import sources
from cms.core.stream import callout, fact, heading, newest_stories, number, questions, text

INDEX_ENGLISH = {
    "title": "Take action",
    "slug": "act",
    "summary": "Five minutes or an afternoon: each of these moves somebody who can end family separation.",
    "show_in_menus": True,
}
INDEX_SPANISH = {
    "title": "Actúe",
    "slug": "actua",
    "summary": (
        "Cinco minutos o una tarde: cada acción mueve a alguien que puede terminar con la separación de familias."
    ),
    "show_in_menus": True,
}

ENGLISH = {
    "title": "They took the children.",
    "slug": "families-together",
    "marked": "No law told them to.",
    "summary": "What happened at the border in 2018, what the law says about it, and who can end it.",
    "facts_year": 2018,
    "show_in_menus": False,
    "issue": [
        text(
            "In April 2018 the Justice Department told prosecutors on the southern border to charge every adult who "
            "crossed between the official ports of entry. It called this “zero tolerance.” Before, most parents "
            "who came "
            "with children were not charged. Now they went to jail to wait for a judge.",
            "A child may not go to jail with a parent. So officers put the children in a different system, as if they "
            "had come alone. Some were babies. Many parents did not know where their child was, or how to call. Some "
            "were sent back to their country without their child.",
        ),
        number(
            "2,342",
            "children were taken from their parents between May 5 and June 9, 2018. That is 65 a day.",
            "Department of Homeland Security, figures given to the press on June 18–19, 2018",
        ),
        fact(
            "On April 6, 2018 the attorney general ordered zero tolerance. On May 7 he said in public that a "
            "parent who "
            "crosses with a child will be prosecuted, and the child “will be separated.”",
            "Justice Department, memo of April 6, 2018 and remarks in Scottsdale and San Diego, May 7, 2018",
            sources.ZERO_TOLERANCE,
        ),
        callout("It was a choice.", "Nobody in Congress voted for it. Officials chose whom to charge, and how."),
    ],
    "law": [
        heading("Asking for safety is a right"),
        fact(
            "Anyone who is in the United States, or arrives here, may ask for asylum. The law says: “whether or not at "
            "a designated port of arrival.” It does not matter how the person crossed.",
            "United States Code, title 8, section 1158(a)",
            sources.CODE_1158,
        ),
        fact(
            "Countries promised each other not to send people back into danger, and not to punish refugees for "
            "crossing "
            "without papers when they come straight from danger and report at once. The United States joined in 1968.",
            "Refugee Convention of 1951, articles 31 and 33, and Protocol of 1967",
            sources.CONVENTION,
        ),
        heading("No law asked for this"),
        fact(
            "Crossing between ports is a small crime: up to six months for the first time. Prosecutors may "
            "charge it or "
            "let it be. The law says nothing about taking children.",
            "United States Code, title 8, section 1325(a)",
            sources.CODE_1325,
        ),
        questions(
            (
                "Are parents not breaking the law?",
                (
                    "Crossing between ports is against the law. So is driving too fast. In neither case does the law "
                    "tell anyone to take the child. Asking for asylum stays legal either way."
                ),
            ),
            (
                "Why don’t they go to a port of entry?",
                "Many did. In 2018 officers told people there to wait outside, for days or weeks.",
            ),
            (
                "Does a child have a lawyer in court?",
                (
                    "The government does not give one. Children go before an immigration judge alone unless somebody "
                    "finds them a lawyer."
                ),
            ),
        ),
    ],
    "change": [
        text(
            "<b>The administration can end it by itself.</b> What one memo began, another can end. No new law is "
            "needed.",
        ),
        fact(
            "On June 20, 2018 the president signed an order to keep families together while a case lasts. Congress did "
            "not vote. The order did not bring back the children who had already been taken.",
            "Executive Order 13841, June 20, 2018",
            sources.ORDER_13841,
        ),
        number(
            "99%",
            "of families in the Family Case Management Program came to their check-ins and court dates. They lived "
            "outside detention, with a case worker. It ran from 2016 to June 2017, when the government ended it.",
            "Immigration and Customs Enforcement figures in report OIG-18-22, DHS Inspector General, November 2017",
            sources.INSPECTOR,
        ),
        heading("What we ask lawmakers"),
        text(
            "<ol><li><b>Speak out.</b> Say in public that families belong together. If they have, we thank them.</li>"
            "<li><b>Stop the money.</b> Pay for no part of family separation, and demand its end.</li>"
            "<li><b>See the border.</b> Go there and talk to the parents.</li>"
            "<li><b>See the courtrooms.</b> Watch a child stand before a judge without a lawyer.</li></ol>"
        ),
    ],
    "actions_intro": "Start at the top. Each one says how long it takes and what happens next.",
    "more": [newest_stories(2)],
}

SPANISH = {
    "title": "Se llevaron a los niños.",
    "slug": "familias-juntas",
    "marked": "Ninguna ley lo pedía.",
    "summary": "Qué pasó en la frontera en 2018, qué dice la ley y quién puede terminarlo.",
    "facts_year": 2018,
    "show_in_menus": False,
    "issue": [
        text(
            "En abril de 2018, el Departamento de Justicia ordenó a los fiscales de la frontera sur acusar a "
            "todo adulto "
            "que cruzara fuera de los puertos de entrada. Lo llamó “tolerancia cero”. Antes no se acusaba a la mayoría "
            "de los padres que llegaban con hijos. Ahora iban a la cárcel a esperar a un juez.",
            "Un niño no puede ir a la cárcel con su madre o su padre. Así que los agentes pasaron a los niños a otro "
            "sistema, como si hubieran llegado solos. Algunos eran bebés. Muchos padres no sabían dónde estaba su hijo "
            "ni cómo llamarle. A algunos los deportaron sin él.",
        ),
        number(
            "2,342",
            "niños fueron separados de sus padres entre el 5 de mayo y el 9 de junio de 2018. Son 65 por día.",
            "Departamento de Seguridad Nacional, cifras dadas a la prensa el 18 y 19 de junio de 2018",
        ),
        fact(
            "El 6 de abril de 2018, el fiscal general ordenó la tolerancia cero. El 7 de mayo dijo en público que a "
            "quien cruce con un niño lo acusarán y que el niño “será separado”.",
            "Departamento de Justicia, memorando del 6 de abril y discursos del 7 de mayo de 2018",
            sources.ZERO_TOLERANCE,
        ),
        callout(
            "Fue una decisión.", "Nadie lo votó en el Congreso. Unos funcionarios decidieron a quién acusar y cómo."
        ),
    ],
    "law": [
        heading("Pedir protección es un derecho"),
        fact(
            "Toda persona que está en Estados Unidos, o que llega, puede pedir asilo, haya entrado o no por un puerto "
            "oficial. No importa por dónde cruzó.",
            "Código de los Estados Unidos, título 8, sección 1158(a)",
            sources.CODE_1158,
        ),
        fact(
            "Los países se prometieron no devolver a nadie al peligro, ni castigar por cruzar sin papeles a los "
            "refugiados que vienen directo del peligro y se presentan enseguida. Estados Unidos se unió en 1968.",
            "Convención sobre los Refugiados de 1951, artículos 31 y 33, y Protocolo de 1967",
            sources.CONVENTION,
        ),
        heading("Ninguna ley pedía esto"),
        fact(
            "Cruzar fuera de un puerto es un delito menor: hasta seis meses la primera vez. El fiscal puede acusar o "
            "no. La ley no dice nada de quitar a los hijos.",
            "Código de los Estados Unidos, título 8, sección 1325(a)",
            sources.CODE_1325,
        ),
        questions(
            (
                "¿No están violando la ley los padres?",
                (
                    "Cruzar fuera de un puerto va contra la ley. Manejar a exceso de velocidad también. En ninguno de "
                    "los dos casos la ley manda quitar al niño. Y pedir asilo sigue siendo legal."
                ),
            ),
            (
                "¿Por qué no van a un puerto de entrada?",
                "Muchos fueron. En 2018, los agentes los dejaban esperando afuera por días o semanas.",
            ),
            (
                "¿Tienen abogado los niños?",
                "El gobierno no se lo da. Van solos ante el juez de inmigración, a menos que alguien les consiga uno.",
            ),
        ),
    ],
    "change": [
        text(
            "<b>El propio gobierno puede terminarlo.</b> Lo que empezó con un memorando se acaba con otro. No "
            "hace falta "
            "ninguna ley nueva.",
        ),
        fact(
            "El 20 de junio de 2018, el presidente firmó una orden para mantener juntas a las familias mientras "
            "dura su "
            "caso. El Congreso no votó nada. La orden no devolvió a los niños que ya se habían llevado.",
            "Orden Ejecutiva 13841, 20 de junio de 2018",
            sources.ORDER_13841,
        ),
        number(
            "99%",
            "de las familias del Programa de Manejo de Casos Familiares acudió a sus citas y audiencias. Vivían "
            "fuera de "
            "la detención, con apoyo de una trabajadora social. Duró de 2016 a junio de 2017: el gobierno lo cerró.",
            "Cifras de ICE en el informe OIG-18-22 del inspector general de Seguridad Nacional, noviembre de 2017",
            sources.INSPECTOR,
        ),
        heading("Lo que pedimos a los legisladores"),
        text(
            "<ol><li><b>Que hablen.</b> Que digan en público que las familias deben estar juntas. Si ya lo hicieron, "
            "gracias.</li>"
            "<li><b>Ni un dólar.</b> Que no paguen ninguna parte de la separación y exijan su fin.</li>"
            "<li><b>Que vayan a la frontera</b> y hablen con los padres.</li>"
            "<li><b>Que vayan a los juzgados</b> y vean a un niño ante el juez, sin abogado.</li></ol>"
        ),
    ],
    "actions_intro": "Empiece por la primera. Cada acción dice cuánto tarda y qué pasa después.",
    "more": [newest_stories(2)],
}

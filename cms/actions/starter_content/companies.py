"""Companies: Accenture's contract of 2017 and 2018, whom to address, and messages to post."""

from cms.core.stream import ask, callout, fact, heading, questions, steps, text

# On an envelope, and so in English on both pages. Nobody has checked who holds the post.
ADDRESSEE = "Chief Executive Officer"

ENGLISH = {
    "title": "Ask a company to stop helping",
    "slug": "companies",
    "summary": "Accenture was paid to help hire border agents. Send its head a letter, or post a ready-made message.",
    "time_promise": 5,
    "facts_year": 2018,
    "subject": "Your contract to help hire border agents",
    "letter": (
        "Dear [the official],\n\n"
        "I write about the contract between [company] and U.S. Customs and Border Protection, under which [company] "
        "helps to hire 5,000 border agents.\n\n"
        "In 2018 agents of that agency took children from their parents at the border. No law asked for it. I do not "
        "think that your employees want a part in that, or your clients.\n\n"
        "A contract is a choice. I ask [company] to end this one, to take on no other that helps to separate families, "
        "and to say so in public.\n\n"
        "Until then I will tell others what I know: the people I work with, and those who choose what companies they "
        "hire.\n\n"
        "Please tell me what you decide."
    ),
    "asks": [
        ask(
            "End the contract",
            (
                "[company] was hired to help recruit 5,000 border agents. In 2018 that agency took children from their "
                "parents. End the contract. #FamiliesBelongTogether"
            ),
        ),
        ask(
            "Take on no other",
            "[company]: no more work that helps to separate families. Say so in public. #FamiliesBelongTogether",
        ),
        ask(
            "To somebody who works there",
            (
                "You work at [company]. Did you know about its contract to hire border agents? Please ask your manager "
                "what the company does about it."
            ),
        ),
    ],
    "body": [
        heading("What the company’s part is"),
        fact(
            "In 2017 and 2018 Accenture had a contract with U.S. Customs and Border Protection to help recruit and "
            "hire 5,000 Border Patrol agents and officers.",
            "Campaign material of June 2018, about the contract of 2017",
        ),
        text(
            "Accenture separates nobody. It was paid to find people for the agency that did. So we ask it, and ask it "
            "politely: it can end a contract, and it listens to clients and employees."
        ),
        callout("A contract is a choice.", "Companies leave contracts that their own people do not want."),
        heading("How to do it"),
        steps(
            ("Copy a message", "Post it where you post, or send it to somebody who works there."),
            ("Print the letter", "Write your name under it. A letter on paper is rare, and so it is read."),
            ("Stay polite", "You write to people. Do not write to private addresses, and threaten nobody."),
        ),
        questions(
            (
                "Is this contract still running?",
                (
                    "These are facts of 2018, and nobody has checked them since. Look before you write: the government "
                    'lists its contracts at <a href="https://www.usaspending.gov/">usaspending.gov</a>.'
                ),
            ),
            (
                "Why only one company?",
                "We show a company when we know its part and can name a source. More will follow.",
            ),
        ),
    ],
}

SPANISH = {
    "title": "Pida a una empresa que no ayude",
    "slug": "empresas",
    "summary": (
        "A Accenture le pagaron por ayudar a contratar agentes fronterizos. Mande una carta o publique un mensaje."
    ),
    "time_promise": 5,
    "facts_year": 2018,
    "subject": "Su contrato para ayudar a contratar agentes fronterizos",
    "letter": (
        "A la atención de la dirección de [empresa]:\n\n"
        "Le escribo por el contrato entre [empresa] y la Oficina de Aduanas y Protección Fronteriza, con el que "
        "[empresa] ayuda a contratar a 5,000 agentes fronterizos.\n\n"
        "En 2018, agentes de esa oficina separaron a niños de sus padres en la frontera. Ninguna ley lo pedía. No creo "
        "que sus empleados quieran ser parte de eso, ni sus clientes.\n\n"
        "Un contrato es una decisión. Pido a [empresa] que termine este, que no acepte otro que ayude a separar "
        "familias, y que lo diga en público.\n\n"
        "Mientras tanto contaré lo que sé: a la gente con la que trabajo y a quienes eligen qué empresas contratan.\n\n"
        "Le ruego que me diga qué deciden."
    ),
    "asks": [
        ask(
            "Que termine el contrato",
            (
                "A [empresa] la contrataron para ayudar a reclutar a 5,000 agentes fronterizos. En 2018 esa oficina "
                "separó a niños de sus padres. Terminen el contrato. #FamiliesBelongTogether"
            ),
        ),
        ask(
            "Que no acepte otro",
            "[empresa]: ningún trabajo más que ayude a separar familias. Díganlo en público. #FamiliesBelongTogether",
        ),
        ask(
            "A quien trabaja ahí",
            (
                "Usted trabaja en [empresa]. ¿Sabía de su contrato para contratar agentes fronterizos? Pregunte a su "
                "jefe, por favor, qué hace la empresa al respecto."
            ),
        ),
    ],
    "body": [
        heading("Cuál es el papel de la empresa"),
        fact(
            "En 2017 y 2018 Accenture tuvo un contrato con la Oficina de Aduanas y Protección Fronteriza para ayudar a "
            "reclutar y contratar a 5,000 agentes y oficiales de la frontera.",
            "Material de la campaña, junio de 2018, sobre el contrato de 2017",
        ),
        text(
            "Accenture no separa a nadie. Le pagaron por buscar gente para la oficina que sí lo hizo. Por eso se lo "
            "pedimos, con buenas palabras: puede terminar un contrato, y escucha a sus clientes y empleados."
        ),
        callout("Un contrato es una decisión.", "Las empresas dejan los contratos que su propia gente no quiere."),
        heading("Cómo se hace"),
        steps(
            ("Copie un mensaje", "Publíquelo donde suele publicar, o mándelo a alguien que trabaje ahí."),
            ("Imprima la carta", "Fírmela. Una carta en papel es rara, y por eso se lee."),
            ("Con respeto", "Usted escribe a personas. No escriba a direcciones privadas ni amenace a nadie."),
        ),
        questions(
            (
                "¿Sigue en pie este contrato?",
                (
                    "Son datos de 2018 y nadie los ha comprobado desde entonces. Mire antes de escribir: el gobierno "
                    'publica sus contratos en <a href="https://www.usaspending.gov/">usaspending.gov</a>.'
                ),
            ),
            (
                "¿Por qué una sola empresa?",
                "Mostramos una empresa cuando sabemos qué hace y podemos nombrar una fuente. Vendrán más.",
            ),
        ),
    ],
}

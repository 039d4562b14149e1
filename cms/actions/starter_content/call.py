"""Call Congress: a number, four points, and words to say."""

from cms.actions.starter_content.sources import HOTLINE, SWITCHBOARD
from cms.core.stream import button, buttons, callout, fact, heading, questions, script, steps

ENGLISH = {
    "title": "Call your members of Congress",
    "slug": "call",
    "summary": "One number, four points, and the words to say. After hours, a machine takes your message.",
    "time_promise": 5,
    "facts_year": 2018,
    "body": [
        buttons(
            button("Call", phone=HOTLINE),
            button("Capitol switchboard", phone=SWITCHBOARD, style="quiet"),
        ),
        fact(
            "(855) 440-1800 was the call-in line of 2018. If it does not answer, the Capitol switchboard at "
            "(202) 224-3121 connects you to any member of Congress.",
            "Campaign material of June 2018",
        ),
        script(
            "What to say",
            "Hello, my name is [your name]. I live in [your town], ZIP code [your ZIP code].\n\n"
            "I am calling about children who were taken from their parents at the border. "
            "I ask [the senator or representative] for four things.\n\n"
            "First: speak out in public against family separation. If you have done so, thank you.\n\n"
            "Second: stop the money for it, and demand that the policy ends.\n\n"
            "Third: go to the border and see for yourself.\n\n"
            "Fourth: sit in a courtroom where a child stands before a judge without a lawyer.\n\n"
            "May I ask where [the senator or representative] stands on this? Thank you for writing it down.",
        ),
        heading("How it goes"),
        steps(
            ("Press the button", "If a recording asks for your ZIP code, say it or key it in."),
            ("Read the script, or say it in your own words", "One point is enough. Your own reason is the best one."),
            ("Give your town", "Offices count the calls of their own voters. They do not ask for proof."),
            ("Call again for the next office", "You have two senators and one representative."),
        ),
        callout("Someone writes it down.", "Staff count calls by subject, and the lawmaker hears the count."),
        questions(
            (
                "What if I get voicemail?",
                "Leave the message. Say your name, your town and one sentence. It counts too.",
            ),
            (
                "What if the mailbox is full?",
                "Many people called: good. Try the office in your own state, or try tomorrow.",
            ),
            ("I don’t like to speak on the phone.", "Call after 6 pm and read the script to the machine."),
            ("Do I have to be a citizen?", "No. Anyone who lives in the district may call. Nobody asks for papers."),
        ),
    ],
}

SPANISH = {
    "title": "Llame a sus legisladores",
    "slug": "llamar",
    "summary": "Un número, cuatro puntos y las palabras. Fuera de horario, una máquina graba su mensaje.",
    "time_promise": 5,
    "facts_year": 2018,
    "body": [
        buttons(
            button("Llamar al", phone=HOTLINE),
            button("Central del Capitolio", phone=SWITCHBOARD, style="quiet"),
        ),
        fact(
            "El (855) 440-1800 era la línea de llamadas de 2018. Si no contesta, la central del Capitolio, "
            "(202) 224-3121, le comunica con cualquier miembro del Congreso.",
            "Material de la campaña, junio de 2018",
        ),
        script(
            "Qué decir",
            "Buenos días, me llamo [su nombre]. Vivo en [su ciudad], código postal [su código postal].\n\n"
            "Llamo por los niños que separaron de sus padres en la frontera. "
            "Le pido cuatro cosas a [la senadora o el representante].\n\n"
            "Primera: que hable en público contra la separación de familias. Si ya lo hizo, gracias.\n\n"
            "Segunda: que no se le dé ni un dólar más, y que exija el fin de esa política.\n\n"
            "Tercera: que vaya a la frontera y lo vea.\n\n"
            "Cuarta: que entre a un juzgado donde un niño está ante el juez sin abogado.\n\n"
            "¿Qué posición tiene [la senadora o el representante]? Gracias por anotarlo.",
        ),
        heading("Cómo va la llamada"),
        steps(
            ("Oprima el botón", "Si una grabación le pide su código postal, dígalo o márquelo."),
            ("Lea el texto o dígalo a su manera", "Basta un punto. Su propia razón es la mejor."),
            ("Diga de dónde es", "Las oficinas cuentan las llamadas de su distrito. No piden comprobantes."),
            ("Llame a la siguiente oficina", "Usted tiene dos senadores y un representante."),
        ),
        callout("Alguien lo anota.", "El personal cuenta las llamadas por tema y le pasa la cuenta a su jefe."),
        questions(
            ("¿Y si contesta una grabadora?", "Deje el mensaje: su nombre, su ciudad y una frase. También cuenta."),
            ("¿Y si el buzón está lleno?", "Mucha gente llamó: bien. Llame a la oficina de su estado, o mañana."),
            ("No me gusta hablar por teléfono.", "Llame después de las 6 de la tarde y léale el texto a la máquina."),
            ("¿Tengo que ser ciudadano?", "No. Puede llamar quien viva en el distrito. Nadie pide papeles."),
        ),
    ],
}

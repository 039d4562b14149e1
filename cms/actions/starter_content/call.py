"""Call Congress: four points, and words to say around them."""

from typing import Any

from cms.actions.starter_content.sources import HOTLINE
from cms.core.stream import callout, fact, heading, questions, steps


def ask(title: str, words: str) -> dict[str, Any]:
    return {"type": "ask", "value": {"title": title, "words": words}}


ENGLISH: dict[str, Any] = {
    "title": "Call your members of Congress",
    "slug": "call",
    "summary": "Your ZIP code finds them. You get their numbers and the words to say. After hours, a machine listens.",
    "time_promise": 5,
    "facts_year": 2018,
    "hotline": HOTLINE,
    "script_opening": (
        "Hello, my name is [your name]. I live in [your town], ZIP code [your ZIP code].\n\n"
        "I am calling about children who were taken from their parents at the border. "
        "This is what I ask of [the official]."
    ),
    "asks": [
        ask(
            "Speak out",
            "Please speak out in public against family separation. If you have done so already, thank you.",
        ),
        ask(
            "Stop the money, end the policy",
            "Please vote against any money for it, and demand that the policy ends. "
            "The administration started it without a law and can end it without one.",
        ),
        ask("See the border", "Please go to the border, and see for yourself how families are received there."),
        ask(
            "See the courtrooms",
            "Please sit in a courtroom where a child stands before a judge without a lawyer.",
        ),
    ],
    "script_closing": "May I ask where [the official] stands on this? Thank you for writing it down.",
    "body": [
        fact(
            "(855) 440-1800 was the call-in line of 2018. If it does not answer, the Capitol switchboard at "
            "(202) 224-3121 connects you to any member of Congress.",
            "Campaign material of June 2018",
        ),
        heading("How it goes"),
        steps(
            ("Enter your ZIP code", "You see who speaks for you, and which office is open right now."),
            ("Read the script, or say it in your own words", "One point is enough. Your own reason is the best one."),
            ("Give your town", "Offices count the calls of their own voters. They do not ask for proof."),
            ("Tell us how it went", "One press of a button. Callers after you learn which mailbox is full."),
        ),
        callout("Someone writes it down.", "Staff count calls by subject, and the lawmaker hears the count."),
        questions(
            (
                "What if I get voicemail?",
                "Leave the message. Say your name, your town and one sentence. It counts too.",
            ),
            (
                "What if the mailbox is full?",
                "Many people called: good. Try their office near you, or try tomorrow.",
            ),
            ("I don’t like to speak on the phone.", "Call after 6 pm and read the script to the machine."),
            ("Do I have to be a citizen?", "No. Anyone who lives in the district may call. Nobody asks for papers."),
            (
                "What do you keep about me?",
                "Nothing. No name, no number, no ZIP code. We count that somebody called an office, and how it went.",
            ),
        ),
    ],
}

SPANISH: dict[str, Any] = {
    "title": "Llame a sus legisladores",
    "slug": "llamar",
    "summary": "Su código postal dice quiénes son. Aquí están sus números y qué decir. De noche, graba una máquina.",
    "time_promise": 5,
    "facts_year": 2018,
    "hotline": HOTLINE,
    "script_opening": (
        "Buenos días, me llamo [su nombre]. Vivo en [su ciudad], código postal [su código postal].\n\n"
        "Llamo por los niños que separaron de sus padres en la frontera. "
        "Esto es lo que le pido a [nombre]."
    ),
    "asks": [
        ask("Que hable en público", "Que hable en público contra la separación de familias. Si ya lo hizo, gracias."),
        ask(
            "Ni un dólar más",
            "Que vote contra todo dinero para esto y exija el fin de esa política. "
            "El gobierno la empezó sin una ley y puede terminarla sin una ley.",
        ),
        ask("Que vaya a la frontera", "Que vaya a la frontera y vea cómo reciben ahí a las familias."),
        ask(
            "Que entre a un juzgado",
            "Que se siente en una sala donde un niño está ante el juez sin abogado.",
        ),
    ],
    "script_closing": "¿Qué posición tiene [nombre] sobre esto? Gracias por anotarlo.",
    "body": [
        fact(
            "El (855) 440-1800 era la línea de llamadas de 2018. Si no contesta, la central del Capitolio, "
            "(202) 224-3121, le comunica con cualquier miembro del Congreso.",
            "Material de la campaña, junio de 2018",
        ),
        heading("Cómo va la llamada"),
        steps(
            ("Escriba su código postal", "Verá quién habla por usted y qué oficina está abierta ahora."),
            ("Lea el texto o dígalo a su manera", "Basta un punto. Su propia razón es la mejor."),
            ("Diga de dónde es", "Las oficinas cuentan las llamadas de su distrito. No piden comprobantes."),
            ("Cuéntenos cómo le fue", "Basta un botón. Quien llame después sabrá qué buzón está lleno."),
        ),
        callout("Alguien lo anota.", "El personal cuenta las llamadas por tema y le pasa la cuenta a su jefe."),
        questions(
            ("¿Y si contesta una grabadora?", "Deje el mensaje: su nombre, su ciudad y una frase. También cuenta."),
            ("¿Y si el buzón está lleno?", "Mucha gente llamó: bien. Llame a su oficina más cercana, o mañana."),
            ("No me gusta hablar por teléfono.", "Llame después de las 6 de la tarde y léale el texto a la máquina."),
            ("¿Tengo que ser ciudadano?", "No. Puede llamar quien viva en el distrito. Nadie pide papeles."),
            (
                "¿Qué guardan de mí?",
                (
                    "Nada: ni nombre, ni teléfono, ni código postal. Solo contamos que alguien llamó a una oficina "
                    "y cómo le fue."
                ),
            ),
        ),
    ],
}

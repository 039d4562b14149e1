"""Sign a partner's petition."""

from cms.actions.starter_content.sources import MOMSRISING
from cms.core.stream import button, buttons, callout, fact, steps, text

ENGLISH = {
    "title": "Sign the petition",
    "slug": "sign",
    "summary": "MomsRising collects names against family separation and hands them to lawmakers. It takes two minutes.",
    "time_promise": 2,
    "facts_year": 2018,
    "body": [
        buttons(button("Go to MomsRising", url=MOMSRISING)),
        fact(
            "MomsRising ran a petition to stop family separation. The button leads to its front page: look there for "
            "the petition. We have not checked that it is still open.",
            "MomsRising, June 2018",
            MOMSRISING,
        ),
        steps(
            ("Sign with your name and ZIP code", "Lawmakers look for names from their own district."),
            ("Add one sentence", "A sentence of your own is read aloud. A name alone is counted."),
            ("Uncheck what you don’t want", "MomsRising may ask to send you e-mail. That is up to you."),
        ),
        callout("Their site, their rules.", "What you type there goes to MomsRising and not to us."),
        text("A signature opens the door. A call walks through it: please make one as well."),
    ],
}

SPANISH = {
    "title": "Firme la petición",
    "slug": "firmar",
    "summary": (
        "MomsRising reúne firmas contra la separación de familias y las entrega a legisladores. Son dos minutos."
    ),
    "time_promise": 2,
    "facts_year": 2018,
    "body": [
        buttons(button("Ir a MomsRising", url=MOMSRISING)),
        fact(
            "MomsRising tenía una petición para detener la separación de familias. El botón lleva a su portada, en "
            "inglés: búsquela allí. No hemos comprobado que siga abierta.",
            "MomsRising, junio de 2018",
            MOMSRISING,
        ),
        steps(
            ("Firme con su nombre y código postal", "Los legisladores buscan firmas de su distrito."),
            ("Agregue una frase", "Una frase suya se lee en voz alta. Un nombre solo se cuenta."),
            ("Quite lo que no quiera", "MomsRising tal vez le ofrezca correos. Usted decide."),
        ),
        callout("Su sitio, sus reglas.", "Lo que escriba allí le llega a MomsRising, no a nosotros."),
        text("Una firma abre la puerta. Una llamada la cruza: haga también una, por favor."),
    ],
}

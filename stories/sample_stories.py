# ruff: noqa: E501  (prose)
"""Invented stories for the starter kit, each marked as a sample wherever it is shown."""

from dataclasses import dataclass, field

from stories.choices import Display, Scope, Subject
from stories.services.sharing import StoryDraft

ALL_PUBLIC = frozenset({Scope.KEEP, Scope.PUBLISH_TEXT, Scope.TRANSLATE})

TOPICS = (
    ("separation", "Separation", "Separación"),
    ("detention", "Detention", "Detención"),
    ("asylum", "Asylum", "Asilo"),
    ("reunion", "Together again", "Reencuentro"),
)


@dataclass(frozen=True)
class PublicText:
    """The edited version in one language."""

    title: str
    text: str
    attribution: str


@dataclass(frozen=True)
class PublishedSample:
    """What was sent, and the edited version in both languages."""

    language: str
    state: str
    topics: tuple[str, ...]
    versions: dict[str, PublicText] = field(default_factory=dict)

    @property
    def draft(self) -> StoryDraft:
        original = self.versions[self.language]
        return StoryDraft(title=original.title, body=original.text, state=self.state, consents=ALL_PUBLIC)


PUBLISHED = (
    PublishedSample(
        language="es",
        state="TX",
        topics=("separation", "reunion"),
        versions={
            "es": PublicText(
                "Me aprendí su número de memoria",
                "Mi hijo tenía seis años. Nos dijeron que iba a una sala con juguetes y que yo lo vería después. "
                "Pasaron cuarenta y un días.\n\n"
                "Lo primero que hice fue aprenderme el número que le pusieron en la pulsera. Lo repetía de noche para "
                "no perderlo. Cuando por fin lo escuché por teléfono no lloró. Me preguntó si yo todavía era su mamá.\n\n"
                "Hoy va a la escuela y le gusta el fútbol. Pero si tardo cinco minutos en la tienda, me espera en la "
                "puerta. Cuento esto porque nadie debería aprenderse a su hijo como un número.",
                "Una madre",
            ),
            "en": PublicText(
                "I learned his number by heart",
                "My son was six. They told me he was going to a room with toys and that I would see him afterwards. "
                "Forty-one days went by.\n\n"
                "The first thing I did was learn the number on his wristband. I said it over and over at night so that "
                "I would not lose it. When I finally heard him on the phone he did not cry. He asked me if I was still "
                "his mom.\n\n"
                "Today he goes to school and loves soccer. But if I take five minutes at the store, he waits at the "
                "door. I tell this because nobody should have to learn their child as a number.",
                "A mother",
            ),
        },
    ),
    PublishedSample(
        language="en",
        state="AZ",
        topics=("detention",),
        versions={
            "en": PublicText(
                "The shoes in the hallway",
                "I drove a van for a shelter. I am not a lawyer or a social worker. I only drove.\n\n"
                "One morning I carried a box of children’s shoes up the stairs. The laces had been taken out. A girl of "
                "maybe four looked at the box, then at me, and asked which ones belonged to the kids who had gone home. "
                "I did not know what to say, so I said: all of them will.\n\n"
                "I quit in the fall. I still do not know if what I told her was true. That is why I call my senators "
                "every month.",
                "A driver",
            ),
            "es": PublicText(
                "Los zapatos del pasillo",
                "Yo manejaba una camioneta para un albergue. No soy abogado ni trabajador social. Solo manejaba.\n\n"
                "Una mañana subí por la escalera una caja con zapatos de niños. Les habían quitado los cordones. Una niña "
                "de unos cuatro años miró la caja, me miró a mí y preguntó cuáles eran de los niños que ya se habían ido a "
                "su casa. No supe qué decir, así que dije: un día, todos.\n\n"
                "Dejé el trabajo en otoño. Todavía no sé si lo que le dije era verdad. Por eso llamo cada mes a mis "
                "senadores.",
                "Un conductor",
            ),
        },
    ),
    PublishedSample(
        language="es",
        state="NM",
        topics=("asylum", "separation"),
        versions={
            "es": PublicText(
                "Pedí asilo en la puerta",
                "No me escondí de nadie. Llegué al puente con mi hija de la mano y dije la frase que había practicado: "
                "tengo miedo de volver, quiero pedir asilo.\n\n"
                "Esperamos nueve días en la banqueta. Otras madres nos prestaron una cobija. Cuando por fin nos dejaron "
                "pasar, un hombre me dijo que hiciera las cosas bien la próxima vez. Yo las había hecho bien.\n\n"
                "Quiero que quien lea esto sepa que pedir ayuda en la puerta también es tocar.",
                "Una madre",
            ),
            "en": PublicText(
                "I asked at the door",
                "I hid from nobody. I walked up to the bridge holding my daughter’s hand and said the sentence I had "
                "practiced: I am afraid to go back, I want to ask for asylum.\n\n"
                "We waited nine days on the sidewalk. Other mothers lent us a blanket. When they finally let us through, "
                "a man told me to do it the right way next time. I had done it the right way.\n\n"
                "I want whoever reads this to know that asking for help at the door is knocking, too.",
                "A mother",
            ),
        },
    ),
)

# These wait in the queue, so that a new moderator has something to practice on.
WAITING = (
    (
        "en",
        StoryDraft(
            title="My neighbor’s boys",
            body=(
                "I take care of my neighbor’s two boys since their father was taken at work. The older one is nine. He "
                "packs a bag every evening and puts it next to the bed, in case somebody comes.\n\n"
                "His teacher asked me to write this down. You can call me at (956) 555-0142 or write to "
                "sample.neighbor@example.org. We live at 114 Sample Street."
            ),
            subject=Subject.OTHER,
            knows="yes",
            is_minor=True,
            display=Display.FIRST_NAME,
            name="Teresa Muestra",
            email="sample.neighbor@example.org",
            phone="(956) 555-0142",
            safe_times="After six in the evening",
            state="TX",
            consents=frozenset({Scope.KEEP, Scope.PUBLISH_TEXT, Scope.CONTACT}),
        ),
    ),
    (
        "es",
        StoryDraft(
            title="La audiencia",
            body=(
                "Mi hermana fue sola a su audiencia. Tenía doce años. El juez le preguntó si entendía por qué estaba "
                "allí y ella dijo que sí, porque le daba pena decir que no.\n\n"
                "Nadie tradujo la última parte. Salió con un papel que no podía leer y lo guardó en el zapato."
            ),
            subject=Subject.OTHER,
            knows="yes",
            is_minor=True,
            has_legal_case=True,
            state="CA",
            consents=frozenset({Scope.KEEP, Scope.PUBLISH_TEXT}),
        ),
    ),
    (
        "en",
        StoryDraft(
            body=(
                "I teach second grade. In one spring three of my desks became empty. I kept the name cards on them until "
                "June, and nobody asked me to take them away."
            ),
            state="IL",
            consents=frozenset({Scope.KEEP, Scope.PUBLISH_TEXT, Scope.TRANSLATE, Scope.SOCIAL}),
        ),
    ),
)

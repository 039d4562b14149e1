"""Invented letters, marked as samples. Their writers do not exist; the phone numbers are reserved for fiction."""

from typing import Any

LETTERS: list[dict[str, Any]] = [
    {
        "key": "courier",
        "paper": "Rio Grande Courier",
        "days_ago": 2,
        "status": "expired",
        "language": "en",
        "headline": "A courtroom is no place for a five-year-old",
        "text": (
            "Last month I sat in the back of the federal courthouse. A man was asked how he pleads, and he answered "
            "with a question: where is my daughter? Nobody in the room could tell him.\n\n"
            "I have lived in this valley for forty years. We know what a border is. We also know that no law told "
            "anyone to take that girl. People in an office decided it, and people in an office can decide to stop.\n\n"
            "I ask our representative to come home and sit where I sat."
        ),
        "full_name": "Sample Writer",
        "street": "1 Sample Street",
        "town": "McAllen",
        "zip": "78501",
        "phone": "+19565550123",
        "email": "writer@example.com",
    },
    {
        "key": "voz",
        "paper": "La Voz de la Frontera",
        "days_ago": 4,
        "status": "cancelled",
        "language": "es",
        "headline": "Mi madre también cruzó con un niño de la mano",
        "text": (
            "El niño era yo. Hoy soy enfermero en el mismo condado que nos recibió.\n\n"
            "Cuando leo que se separa a los padres de sus hijos para dar una lección, me pregunto a quién se le "
            "enseña y qué aprende. Yo aprendí que un país se conoce por lo que hace con quien llega cansado.\n\n"
            "Pido a nuestros senadores que lo digan en voz alta: las familias se quedan juntas."
        ),
        "full_name": "Persona de Muestra",
        "street": "Calle de Muestra 2",
        "town": "Edinburg",
        "zip": "78539",
        "phone": "+19565550124",
        "email": "persona@example.com",
    },
    {
        "key": "lakefront",
        "paper": "Lakefront Chronicle",
        "days_ago": 6,
        "status": "expired",
        "language": "en",
        "headline": "The cheaper program was also the kinder one",
        "text": (
            "Before it was ended, a small federal program let families wait for their court dates at home, with a case "
            "manager to call. Nearly all of them came to court.\n\n"
            "I keep the books for a small company, so I read the numbers first. Then I thought of the children. Both "
            "columns say the same thing: bring the program back."
        ),
        "full_name": "Sample Reader",
        "street": "3 Sample Avenue",
        "town": "Chicago",
        "zip": "60608",
        "phone": "+13125550125",
        "email": "reader@example.com",
    },
]

# Paper and headline of invented letters that were "printed", for the page that shows them.
PRINTED = [
    ("Rio Grande Courier", "A courtroom is no place for a five-year-old"),
    ("La Voz de la Frontera", "Mi madre también cruzó con un niño de la mano"),
    ("Lakefront Chronicle", "The cheaper program was also the kinder one"),
    ("Saguaro Daily News", "I drove the school bus on which they did not ride"),
    ("Puget Sound Ledger", "Our senators should see it for themselves"),
]

"""Which seats Congress has, whoever sits in them: an empty one is shown as vacant, never left out."""

from cms.officials.models import Office
from cms.places.districts import DELEGATES
from cms.places.models import District

# Senators are elected in three classes, two classes a state (U.S. Senate, "Classes of Senators").
SENATE_CLASSES = {
    1: "AZ CA CT DE FL HI IN MA MD ME MI MN MO MS MT ND NE NJ NM NV NY OH PA RI TN TX UT VA VT WA WI WV WY",
    2: "AK AL AR CO DE GA IA ID IL KS KY LA MA ME MI MN MS MT NC NE NH NJ NM OK OR RI SC SD TN TX VA WV WY",
    3: "AK AL AR AZ CA CO CT FL GA HI IA ID IL IN KS KY LA MD MO NC ND NH NV NY OH OK OR PA SC SD UT VT WA WI",
}


def senate_key(state: str, senate_class: int) -> str:
    return f"senator-{state}-{senate_class}"


def house_key(state: str, district: str) -> str:
    return f"house-{state}-{district}"


def house_kind(state: str) -> str:
    return Office.Kind.DELEGATE.value if state in DELEGATES else Office.Kind.REPRESENTATIVE.value


def all_seats() -> dict[str, dict[str, str]]:
    """Every seat of the Senate and of the districts imported so far, as {key: fields of its office}."""
    senate = {
        senate_key(state, number): {"kind": Office.Kind.SENATOR.value, "state": state, "district": ""}
        for number, states in SENATE_CLASSES.items()
        for state in states.split()
    }
    districts = District.objects.order_by("state", "number").values_list("state", "number").distinct()
    house = {
        house_key(state, number): {"kind": house_kind(state), "state": state, "district": number}
        for state, number in districts
    }
    return senate | house

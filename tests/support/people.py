"""An invented person, with all that filing needs."""

from datetime import date

from skilldesk.core.people import Trainee

NUMBER = "370403198604129026"
PERSON = Trainee(
    id="a1" * 16,
    name="周春梅",
    id_number=NUMBER,
    sex="2",
    birth_date=date(1986, 4, 12),
    ethnicity="01",
    education="61",
    hukou_type="51",
    hukou_region="370403",
    hukou_address="周营镇前进村",
    residence_region="370403",
    residence_address="周营镇前进村",
    phone="13800009021",
    employment_status="3",
)

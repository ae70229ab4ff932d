"""The first shape."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TYPES = {
    "id": lambda: sa.LargeBinary(16),
    "text": sa.Text,
    "date": sa.Date,
    "big": sa.BigInteger,
    "whole": sa.Integer,
    "yes_no": sa.Boolean,
}

# name:type, "#" has an index of its own; none must be filled, for other programs may leave any out
RECORDS = {
    "office": "code:text name:text level:text regions:text",
    "device": "number:whole enrolled_at:date",
    "user": "account:text name:text roles:text",
    "trainee": (
        "document_type:text id_number:text# no_number_reason:text name:text# former_name:text "
        "sex:text birth_date:date ethnicity:text political_status:text marital_status:text "
        "education:text school:text major:text graduated_on:date hukou_type:text hukou_region:text "
        "hukou_address:text residence_region:text residence_address:text phone:text# "
        "emergency_contact:text employment_status:text employer_id:id# contract_from:date "
        "contract_to:date disability_certificate:text employment_certificate:text "
        "veteran_certificate:text social_card_number:text bank_account:text bank_branch:text "
        "bank_code:text account_holder:text verification:text verification_way:text verified_at:date "
        "photo:text sensitivity:text remark:text"
    ),
    "category_fact": (
        "trainee_id:id# category:text evidence_kind:text evidence_number:text issued_by:text "
        "valid_from:date valid_until:date"
    ),
    "status_fact": (
        "trainee_id:id# kind:text value:text valid_from:date valid_until:date source:text as_of:date"
    ),
    "prior_benefit": (
        "id_number:text# subsidy:text occupation:text level:text certificate_date:date state:text "
        "source:text repeats:yes_no"
    ),
    "institution": (
        "name:text credit_code:text# role:text institution_type:text licence_number:text "
        "licence_until:date legal_representative:text principal:text contact_person:text phone:text "
        "registered_address:text account_holder:text bank_branch:text account_number:text "
        "bank_code:text agreement_number:text agreement_from:date agreement_until:date "
        "evaluation_body_code:text credit_grade:text state:text"
    ),
    "occupation": (
        "name:text trade:text code:text edition:text marks:text standard_kind:text "
        "standard_number:text in_qualification_list:yes_no"
    ),
    "level": "occupation_id:id# level:text min_hours:whole",
    "catalogue_entry": (
        "catalogue:text document:text occupation_code:text occupation:text level:text "
        "institution_id:id# valid_from:date valid_until:date tags:text"
    ),
    "class": (
        "name:text filing_number:text filed_on:date institution_id:id# training_type:text mode:text "
        "subsidy:text is_subsidised:yes_no occupation_id:id# level:text certificate_kind:text "
        "province:text starts_on:date ends_on:date delivery:text theory_hours:whole "
        "practice_hours:whole planned_count:whole largest_count:whole site_id:text head_teacher:text "
        "head_teacher_phone:text fee_personal:big fee_enterprise:big fee_government:big state:text"
    ),
    "enrolment": (
        "class_id:id# trainee_id:id# position:whole category_fact_id:id# attended_hours:whole "
        "score:whole state:text"
    ),
    "inspection": (
        "class_id:id# inspected_at:text inspectors:text expected_count:whole present_count:whole "
        "result:text remark:text"
    ),
    "certificate": (
        "trainee_id:id# class_id:id# certificate_kind:text number:text# occupation_id:id# "
        "trade:text level:text special_ability:text issuer:text issuer_code:text issued_on:date "
        "verification:text verified_at:date verification_scan:text revoked_on:date"
    ),
    "employment": "enrolment_id:id# state:text employer:text started_on:date evidence_kind:text",
    "policy_document": "key:text document:text file_sha256:text",
    "standard": (
        "policy:text subsidy:text key:text amount:big document:text valid_from:date "
        "valid_until:date entered_by:text approved_by:text"
    ),
    "claim": (
        "number:text# subsidy:text applicant_kind:text applicant_id:text# class_id:id# "
        "project_id:text applied_on:date received_on:date amount:big payee_holder:text "
        "payee_branch:text payee_account:text fund_source:text instalment:whole ratio_bp:whole "
        "province_number:text form:text form_version:whole check_code:text form_sha256:text "
        "form_page:whole state:text"
    ),
    "claim_line": (
        "claim_id:id# trainee_id:id# position:whole enrolment_id:id# certificate_id:id# "
        "category_fact_id:id# standard_id:id# document:text amount:big verdict:text outcomes:text "
        "policy:text policy_sha256:text"
    ),
    "attachment": "owner:text# evidence_kind:text file_name:text sha256:text is_original:yes_no",
    "printing": "document_number:text# form:text sha256:text act:text copies:whole reason:text",
}


def upgrade():
    for name, columns in RECORDS.items():
        record_table(name, columns.split())
    journal_tables()
    exchange_tables()


def record_table(name, columns):
    described = [each.rstrip("#").split(":") for each in columns]
    op.create_table(
        name,
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column(
            "id", sa.LargeBinary(16), sa.CheckConstraint("length(id) = 16", f"ck_{name}_id"), nullable=False
        ),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("voided", sa.Text, sa.CheckConstraint("voided <> ''", f"ck_{name}_voided")),
        sa.Column("extra", sa.Text),
        *(sa.Column(column, TYPES[kind]()) for column, kind in described),
        sa.UniqueConstraint("id", name=f"uq_{name}_id"),
        sa.PrimaryKeyConstraint("row", name=f"pk_{name}"),
    )
    for each, (column, _) in zip(columns, described, strict=True):
        if "#" in each:
            op.create_index(f"ix_{name}_{column}", name, [column])


def journal_tables():
    op.create_table(
        "journal",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("device", sa.LargeBinary(16), nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("verb", sa.Text),
        sa.Column("kind", sa.Text),
        sa.Column("record", sa.LargeBinary(16)),
        sa.Column("group", sa.Text),
        sa.Column("at", sa.Text),
        sa.Column("actor", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("content", sa.LargeBinary),
        sa.Column("content_hash", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("device", "epoch", "seq", name="uq_journal_device"),
        sa.PrimaryKeyConstraint("row", name="pk_journal"),
    )
    op.create_index("ix_journal_record", "journal", ["record"])
    op.create_table(
        "heads",
        sa.Column("record", sa.LargeBinary(16), nullable=False),
        sa.Column("entry", sa.Integer, sa.ForeignKey("journal.row", name="fk_heads_entry"), nullable=False),
        sa.PrimaryKeyConstraint("record", "entry", name="pk_heads"),
    )
    op.create_table(
        "conflict",
        sa.Column("record", sa.LargeBinary(16), nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column(
            "entry", sa.Integer, sa.ForeignKey("journal.row", name="fk_conflict_entry"), nullable=False
        ),
        sa.PrimaryKeyConstraint("record", "field", "entry", name="pk_conflict"),
    )


def exchange_tables():
    op.create_table(
        "local",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_local"),
    )
    op.create_table(
        "package",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("way", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("device", sa.LargeBinary(16)),
        sa.Column("epoch", sa.BigInteger),
        sa.Column("first", sa.Integer),
        sa.Column("last", sa.Integer),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("answer", sa.LargeBinary(16)),
        sa.UniqueConstraint("id", name="uq_package_id"),
        sa.PrimaryKeyConstraint("row", name="pk_package"),
    )
    op.create_table(
        "sent",
        sa.Column("device", sa.LargeBinary(16), nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("exported", sa.Integer, nullable=False),
        sa.Column("acked", sa.Integer, nullable=False),
        sa.Column("acked_hash", sa.LargeBinary),
        sa.PrimaryKeyConstraint("device", "epoch", name="pk_sent"),
    )
    op.create_table(
        "fate",
        sa.Column("device", sa.LargeBinary(16), nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("fate", sa.Text, nullable=False),
        sa.Column("said", sa.Text),
        sa.Column("package", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("device", "epoch", "seq", name="pk_fate"),
    )

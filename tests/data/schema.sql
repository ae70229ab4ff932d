CREATE TABLE alembic_version (
version_num VARCHAR(32) NOT NULL,
CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE attachment (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_attachment_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_attachment_voided CHECK (voided <> ''),
extra TEXT,
owner TEXT,
evidence_kind TEXT,
file_name TEXT,
sha256 TEXT,
is_original BOOLEAN,
CONSTRAINT pk_attachment PRIMARY KEY ("row"),
CONSTRAINT uq_attachment_id UNIQUE (id)
);
CREATE INDEX ix_attachment_owner ON attachment (owner);
CREATE TABLE catalogue_entry (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_catalogue_entry_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_catalogue_entry_voided CHECK (voided <> ''),
extra TEXT,
catalogue TEXT,
document TEXT,
occupation_code TEXT,
occupation TEXT,
level TEXT,
institution_id BLOB,
valid_from DATE,
valid_until DATE,
tags TEXT,
CONSTRAINT pk_catalogue_entry PRIMARY KEY ("row"),
CONSTRAINT uq_catalogue_entry_id UNIQUE (id)
);
CREATE INDEX ix_catalogue_entry_institution_id ON catalogue_entry (institution_id);
CREATE TABLE category_fact (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_category_fact_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_category_fact_voided CHECK (voided <> ''),
extra TEXT,
trainee_id BLOB,
category TEXT,
evidence_kind TEXT,
evidence_number TEXT,
issued_by TEXT,
valid_from DATE,
valid_until DATE,
CONSTRAINT pk_category_fact PRIMARY KEY ("row"),
CONSTRAINT uq_category_fact_id UNIQUE (id)
);
CREATE INDEX ix_category_fact_trainee_id ON category_fact (trainee_id);
CREATE TABLE certificate (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_certificate_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_certificate_voided CHECK (voided <> ''),
extra TEXT,
trainee_id BLOB,
class_id BLOB,
certificate_kind TEXT,
number TEXT,
occupation_id BLOB,
trade TEXT,
level TEXT,
special_ability TEXT,
issuer TEXT,
issuer_code TEXT,
issued_on DATE,
verification TEXT,
verified_at DATE,
verification_scan TEXT,
revoked_on DATE,
CONSTRAINT pk_certificate PRIMARY KEY ("row"),
CONSTRAINT uq_certificate_id UNIQUE (id)
);
CREATE INDEX ix_certificate_class_id ON certificate (class_id);
CREATE INDEX ix_certificate_number ON certificate (number);
CREATE INDEX ix_certificate_occupation_id ON certificate (occupation_id);
CREATE INDEX ix_certificate_trainee_id ON certificate (trainee_id);
CREATE TABLE claim (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_claim_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_claim_voided CHECK (voided <> ''),
extra TEXT,
number TEXT,
subsidy TEXT,
applicant_kind TEXT,
applicant_id TEXT,
class_id BLOB,
project_id TEXT,
applied_on DATE,
received_on DATE,
amount BIGINT,
payee_holder TEXT,
payee_branch TEXT,
payee_account TEXT,
fund_source TEXT,
instalment INTEGER,
ratio_bp INTEGER,
province_number TEXT,
form TEXT,
form_version INTEGER,
check_code TEXT,
form_sha256 TEXT,
form_page INTEGER,
state TEXT,
CONSTRAINT pk_claim PRIMARY KEY ("row"),
CONSTRAINT uq_claim_id UNIQUE (id)
);
CREATE INDEX ix_claim_applicant_id ON claim (applicant_id);
CREATE INDEX ix_claim_class_id ON claim (class_id);
CREATE INDEX ix_claim_number ON claim (number);
CREATE TABLE claim_line (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_claim_line_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_claim_line_voided CHECK (voided <> ''),
extra TEXT,
claim_id BLOB,
trainee_id BLOB,
position INTEGER,
enrolment_id BLOB,
certificate_id BLOB,
category_fact_id BLOB,
standard_id BLOB,
document TEXT,
amount BIGINT,
verdict TEXT,
outcomes TEXT,
policy TEXT,
policy_sha256 TEXT,
CONSTRAINT pk_claim_line PRIMARY KEY ("row"),
CONSTRAINT uq_claim_line_id UNIQUE (id)
);
CREATE INDEX ix_claim_line_category_fact_id ON claim_line (category_fact_id);
CREATE INDEX ix_claim_line_certificate_id ON claim_line (certificate_id);
CREATE INDEX ix_claim_line_claim_id ON claim_line (claim_id);
CREATE INDEX ix_claim_line_enrolment_id ON claim_line (enrolment_id);
CREATE INDEX ix_claim_line_standard_id ON claim_line (standard_id);
CREATE INDEX ix_claim_line_trainee_id ON claim_line (trainee_id);
CREATE TABLE class (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_class_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_class_voided CHECK (voided <> ''),
extra TEXT,
name TEXT,
filing_number TEXT,
filed_on DATE,
institution_id BLOB,
training_type TEXT,
mode TEXT,
subsidy TEXT,
is_subsidised BOOLEAN,
occupation_id BLOB,
level TEXT,
certificate_kind TEXT,
province TEXT,
starts_on DATE,
ends_on DATE,
delivery TEXT,
theory_hours INTEGER,
practice_hours INTEGER,
planned_count INTEGER,
largest_count INTEGER,
site_id TEXT,
head_teacher TEXT,
head_teacher_phone TEXT,
fee_personal BIGINT,
fee_enterprise BIGINT,
fee_government BIGINT,
state TEXT,
CONSTRAINT pk_class PRIMARY KEY ("row"),
CONSTRAINT uq_class_id UNIQUE (id)
);
CREATE INDEX ix_class_institution_id ON class (institution_id);
CREATE INDEX ix_class_occupation_id ON class (occupation_id);
CREATE TABLE "conflict" (
record BLOB NOT NULL,
field TEXT NOT NULL,
entry INTEGER NOT NULL,
CONSTRAINT pk_conflict PRIMARY KEY (record, field, entry),
CONSTRAINT fk_conflict_entry FOREIGN KEY(entry) REFERENCES journal ("row")
);
CREATE TABLE device (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_device_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_device_voided CHECK (voided <> ''),
extra TEXT,
number INTEGER,
enrolled_at DATE,
CONSTRAINT pk_device PRIMARY KEY ("row"),
CONSTRAINT uq_device_id UNIQUE (id)
);
CREATE TABLE employment (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_employment_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_employment_voided CHECK (voided <> ''),
extra TEXT,
enrolment_id BLOB,
state TEXT,
employer TEXT,
started_on DATE,
evidence_kind TEXT,
CONSTRAINT pk_employment PRIMARY KEY ("row"),
CONSTRAINT uq_employment_id UNIQUE (id)
);
CREATE INDEX ix_employment_enrolment_id ON employment (enrolment_id);
CREATE TABLE enrolment (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_enrolment_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_enrolment_voided CHECK (voided <> ''),
extra TEXT,
class_id BLOB,
trainee_id BLOB,
position INTEGER,
category_fact_id BLOB,
attended_hours INTEGER,
score INTEGER,
state TEXT,
CONSTRAINT pk_enrolment PRIMARY KEY ("row"),
CONSTRAINT uq_enrolment_id UNIQUE (id)
);
CREATE INDEX ix_enrolment_category_fact_id ON enrolment (category_fact_id);
CREATE INDEX ix_enrolment_class_id ON enrolment (class_id);
CREATE INDEX ix_enrolment_trainee_id ON enrolment (trainee_id);
CREATE TABLE fate (
device BLOB NOT NULL,
epoch BIGINT NOT NULL,
seq INTEGER NOT NULL,
fate TEXT NOT NULL,
said TEXT,
package BLOB NOT NULL,
CONSTRAINT pk_fate PRIMARY KEY (device, epoch, seq)
);
CREATE TABLE heads (
record BLOB NOT NULL,
entry INTEGER NOT NULL,
CONSTRAINT pk_heads PRIMARY KEY (record, entry),
CONSTRAINT fk_heads_entry FOREIGN KEY(entry) REFERENCES journal ("row")
);
CREATE TABLE inspection (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_inspection_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_inspection_voided CHECK (voided <> ''),
extra TEXT,
class_id BLOB,
inspected_at TEXT,
inspectors TEXT,
expected_count INTEGER,
present_count INTEGER,
result TEXT,
remark TEXT,
CONSTRAINT pk_inspection PRIMARY KEY ("row"),
CONSTRAINT uq_inspection_id UNIQUE (id)
);
CREATE INDEX ix_inspection_class_id ON inspection (class_id);
CREATE TABLE institution (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_institution_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_institution_voided CHECK (voided <> ''),
extra TEXT,
name TEXT,
credit_code TEXT,
role TEXT,
institution_type TEXT,
licence_number TEXT,
licence_until DATE,
legal_representative TEXT,
principal TEXT,
contact_person TEXT,
phone TEXT,
registered_address TEXT,
account_holder TEXT,
bank_branch TEXT,
account_number TEXT,
bank_code TEXT,
agreement_number TEXT,
agreement_from DATE,
agreement_until DATE,
evaluation_body_code TEXT,
credit_grade TEXT,
state TEXT,
CONSTRAINT pk_institution PRIMARY KEY ("row"),
CONSTRAINT uq_institution_id UNIQUE (id)
);
CREATE INDEX ix_institution_credit_code ON institution (credit_code);
CREATE TABLE journal (
"row" INTEGER NOT NULL,
device BLOB NOT NULL,
epoch BIGINT NOT NULL,
seq INTEGER NOT NULL,
verb TEXT,
kind TEXT,
record BLOB,
"group" TEXT,
at TEXT,
actor TEXT,
reason TEXT,
content BLOB,
content_hash BLOB NOT NULL,
hash BLOB NOT NULL,
CONSTRAINT pk_journal PRIMARY KEY ("row"),
CONSTRAINT uq_journal_device UNIQUE (device, epoch, seq)
);
CREATE INDEX ix_journal_record ON journal (record);
CREATE TABLE lesson (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_lesson_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_lesson_voided CHECK (voided <> ''),
extra TEXT,
class_id BLOB,
held_on DATE,
starts TEXT,
ends TEXT,
hours INTEGER,
kind TEXT,
topic TEXT,
teacher TEXT,
teacher_number TEXT,
place TEXT,
textbook TEXT,
CONSTRAINT pk_lesson PRIMARY KEY ("row"),
CONSTRAINT uq_lesson_id UNIQUE (id)
);
CREATE INDEX ix_lesson_class_id ON lesson (class_id);
CREATE TABLE level (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_level_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_level_voided CHECK (voided <> ''),
extra TEXT,
occupation_id BLOB,
level TEXT,
min_hours INTEGER,
CONSTRAINT pk_level PRIMARY KEY ("row"),
CONSTRAINT uq_level_id UNIQUE (id)
);
CREATE INDEX ix_level_occupation_id ON level (occupation_id);
CREATE TABLE local (
name TEXT NOT NULL,
value BLOB NOT NULL,
CONSTRAINT pk_local PRIMARY KEY (name)
);
CREATE TABLE occupation (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_occupation_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_occupation_voided CHECK (voided <> ''),
extra TEXT,
name TEXT,
trade TEXT,
code TEXT,
edition TEXT,
marks TEXT,
standard_kind TEXT,
standard_number TEXT,
in_qualification_list BOOLEAN,
CONSTRAINT pk_occupation PRIMARY KEY ("row"),
CONSTRAINT uq_occupation_id UNIQUE (id)
);
CREATE TABLE office (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_office_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_office_voided CHECK (voided <> ''),
extra TEXT,
code TEXT,
name TEXT,
level TEXT,
regions TEXT,
CONSTRAINT pk_office PRIMARY KEY ("row"),
CONSTRAINT uq_office_id UNIQUE (id)
);
CREATE TABLE package (
"row" INTEGER NOT NULL,
id BLOB NOT NULL,
kind TEXT NOT NULL,
way TEXT NOT NULL,
at TEXT NOT NULL,
actor TEXT NOT NULL,
device BLOB,
epoch BIGINT,
first INTEGER,
last INTEGER,
entries INTEGER NOT NULL,
sha256 TEXT NOT NULL,
answer BLOB,
CONSTRAINT pk_package PRIMARY KEY ("row"),
CONSTRAINT uq_package_id UNIQUE (id)
);
CREATE TABLE policy_document (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_policy_document_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_policy_document_voided CHECK (voided <> ''),
extra TEXT,
"key" TEXT,
document TEXT,
file_sha256 TEXT,
CONSTRAINT pk_policy_document PRIMARY KEY ("row"),
CONSTRAINT uq_policy_document_id UNIQUE (id)
);
CREATE TABLE printing (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_printing_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_printing_voided CHECK (voided <> ''),
extra TEXT,
document_number TEXT,
form TEXT,
sha256 TEXT,
act TEXT,
copies INTEGER,
reason TEXT,
CONSTRAINT pk_printing PRIMARY KEY ("row"),
CONSTRAINT uq_printing_id UNIQUE (id)
);
CREATE INDEX ix_printing_document_number ON printing (document_number);
CREATE TABLE prior_benefit (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_prior_benefit_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_prior_benefit_voided CHECK (voided <> ''),
extra TEXT,
id_number TEXT,
subsidy TEXT,
occupation TEXT,
level TEXT,
certificate_date DATE,
state TEXT,
source TEXT,
repeats BOOLEAN,
CONSTRAINT pk_prior_benefit PRIMARY KEY ("row"),
CONSTRAINT uq_prior_benefit_id UNIQUE (id)
);
CREATE INDEX ix_prior_benefit_id_number ON prior_benefit (id_number);
CREATE TABLE search (
way INTEGER NOT NULL,
word TEXT NOT NULL,
record INTEGER NOT NULL,
CONSTRAINT pk_search PRIMARY KEY (way, word, record)
)
WITHOUT ROWID

;
CREATE TABLE sent (
device BLOB NOT NULL,
epoch BIGINT NOT NULL,
exported INTEGER NOT NULL,
acked INTEGER NOT NULL,
acked_hash BLOB,
CONSTRAINT pk_sent PRIMARY KEY (device, epoch)
);
CREATE TABLE standard (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_standard_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_standard_voided CHECK (voided <> ''),
extra TEXT,
policy TEXT,
subsidy TEXT,
"key" TEXT,
amount BIGINT,
document TEXT,
valid_from DATE,
valid_until DATE,
entered_by TEXT,
approved_by TEXT,
CONSTRAINT pk_standard PRIMARY KEY ("row"),
CONSTRAINT uq_standard_id UNIQUE (id)
);
CREATE TABLE status_fact (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_status_fact_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_status_fact_voided CHECK (voided <> ''),
extra TEXT,
trainee_id BLOB,
kind TEXT,
value TEXT,
valid_from DATE,
valid_until DATE,
source TEXT,
as_of DATE,
CONSTRAINT pk_status_fact PRIMARY KEY ("row"),
CONSTRAINT uq_status_fact_id UNIQUE (id)
);
CREATE INDEX ix_status_fact_trainee_id ON status_fact (trainee_id);
CREATE TABLE template_row (
"row" INTEGER NOT NULL,
package BLOB NOT NULL,
layout TEXT NOT NULL,
sheet TEXT NOT NULL,
number INTEGER NOT NULL,
record BLOB NOT NULL,
entry INTEGER NOT NULL,
digest BLOB NOT NULL,
keys TEXT NOT NULL,
fate TEXT,
said TEXT,
CONSTRAINT pk_template_row PRIMARY KEY ("row"),
CONSTRAINT uq_template_row_package UNIQUE (package, sheet, number)
);
CREATE INDEX ix_template_row_record ON template_row (record);
CREATE TABLE trainee (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_trainee_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_trainee_voided CHECK (voided <> ''),
extra TEXT,
document_type TEXT,
id_number TEXT,
no_number_reason TEXT,
name TEXT,
former_name TEXT,
sex TEXT,
birth_date DATE,
ethnicity TEXT,
political_status TEXT,
marital_status TEXT,
education TEXT,
school TEXT,
major TEXT,
graduated_on DATE,
hukou_type TEXT,
hukou_region TEXT,
hukou_address TEXT,
residence_region TEXT,
residence_address TEXT,
phone TEXT,
emergency_contact TEXT,
employment_status TEXT,
employer_id BLOB,
contract_from DATE,
contract_to DATE,
disability_certificate TEXT,
employment_certificate TEXT,
veteran_certificate TEXT,
social_card_number TEXT,
bank_account TEXT,
bank_branch TEXT,
bank_code TEXT,
account_holder TEXT,
verification TEXT,
verification_way TEXT,
verified_at DATE,
photo TEXT,
sensitivity TEXT,
remark TEXT,
CONSTRAINT pk_trainee PRIMARY KEY ("row"),
CONSTRAINT uq_trainee_id UNIQUE (id)
);
CREATE INDEX ix_trainee_employer_id ON trainee (employer_id);
CREATE INDEX ix_trainee_id_number ON trainee (id_number);
CREATE INDEX ix_trainee_name ON trainee (name);
CREATE INDEX ix_trainee_phone ON trainee (phone);
CREATE TABLE user (
"row" INTEGER NOT NULL,
id BLOB NOT NULL CONSTRAINT ck_user_id CHECK (length(id) = 16),
version INTEGER NOT NULL,
voided TEXT CONSTRAINT ck_user_voided CHECK (voided <> ''),
extra TEXT,
account TEXT,
name TEXT,
roles TEXT,
CONSTRAINT pk_user PRIMARY KEY ("row"),
CONSTRAINT uq_user_id UNIQUE (id)
);

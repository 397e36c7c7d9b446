"""The declarations of libfinanalyst. Made by generate_ffi.py from the public headers: do not edit."""
from ctypes import (CFUNCTYPE, POINTER, Structure, c_bool, c_char, c_char_p, c_double, c_float, c_int, c_int32, c_int64,
                    c_size_t, c_uint8, c_uint32, c_uint64, c_void_p)

FA_VERSION_MAJOR = 0
FA_VERSION_MINOR = 1
FA_VERSION_PATCH = 0
FA_OK = 0
FA_EINVALID = -1
FA_ENOTFOUND = -2
FA_ECONFLICT = -3
FA_EUNAVAILABLE = -4
FA_EOVERFLOW = -5
FA_ENOMEM = -6
FA_ETOOLARGE = -7
FA_EUNSUPPORTED = -8
FA_EENCRYPTED = -9
FA_ENOTEXT = -10
FA_ECORRUPT = -11
FA_ETIMEOUT = -12
FA_ECANCELLED = -13
FA_EINTERNAL = -14
FA_EUNAUTHENTICATED = -15
FA_EFORBIDDEN = -16
FA_ETHROTTLED = -17
FA_EEXPIRED = -18
FA_ESECONDFACTOR = -19
FA_DATE_NONE = -2147483648
FA_DECIMALS_INF = 2147483647
FA_DECIMALS_NONE = -2147483648
FA_CONTENT_PDF = 1
FA_CONTENT_HTML = 2
FA_CONTENT_TEXT = 3
FA_CONTENT_MARKDOWN = 4
FA_CONTENT_CSV = 5
FA_DECIMAL_MAX_SCALE = 18
FA_DECIMAL_TEXT_MAX = 48
FA_ROUND_HALF_EVEN = 0
FA_ROUND_HALF_UP = 1
FA_ROUND_DOWN = 2
FA_ROUND_FLOOR = 3
FA_ROUND_CEILING = 4
FA_AMOUNT_NUMBER = 0
FA_AMOUNT_DASH = 1
FA_AMOUNT_ABSENT = 2
FA_PERIOD_UNKNOWN = 0
FA_PERIOD_INSTANT = 1
FA_PERIOD_DURATION = 2
FA_FISCAL_NONE = 0
FA_FISCAL_Q1 = 1
FA_FISCAL_Q2 = 2
FA_FISCAL_Q3 = 3
FA_FISCAL_Q4 = 4
FA_FISCAL_H1 = 5
FA_FISCAL_H2 = 6
FA_FISCAL_M9 = 7
FA_FISCAL_FY = 8
FA_STATEMENT_NONE = 0
FA_STATEMENT_INCOME = 1
FA_STATEMENT_BALANCE = 2
FA_STATEMENT_CASHFLOW = 3
FA_STATEMENT_EQUITY = 4
FA_STATEMENT_COMPREHENSIVE = 5
FA_SOURCE_IXBRL = 1
FA_SOURCE_TABLE = 2
FA_SOURCE_TEXT = 3
FA_SOURCE_DERIVED = 4
FA_FACT_HIDDEN = 1
FA_FACT_NIL = 2
FA_FACT_DASH = 4
FA_FACT_PRIMARY = 8
FA_FACT_PARENT_ONLY = 16
FA_FACT_NON_GAAP = 32
FA_FACT_RESTATED = 64
FA_FACT_UNAUDITED = 128
FA_FACT_DISCONTINUED = 256
FA_FACT_TOTAL = 512
FA_FACT_PERCENT = 1024
FA_FACT_VERIFIED = 2048
FA_FACT_DOUBTFUL = 4096
FA_FACT_CHANGE = 8192
FA_CHECK_HOLDS = 1
FA_CHECK_FAILS = 2
FA_JOB_QUEUED = 1
FA_JOB_RUNNING = 2
FA_JOB_DONE = 3
FA_JOB_FAILED = 4
FA_JOB_CANCELLED = 5
FA_ANSWER_VALUE = 1
FA_ANSWER_YESNO = 2
FA_ANSWER_CHOICE = 3
FA_ANSWER_LIST = 4
FA_ANSWER_PASSAGE = 5
FA_ANSWER_REFUSAL = 6
FA_BLOB_GET = 1
FA_BLOB_PUT = 2
FA_BLOB_PRESIGN_MAX = 604800
FA_DOCUMENT_STORED = 1
FA_DOCUMENT_READING = 2
FA_DOCUMENT_READY = 3
FA_DOCUMENT_FAILED = 4
FA_DOCUMENT_CANCELLED = 5
FA_FIELD_COMPANY = 1
FA_FIELD_FORM = 2
FA_FIELD_PERIOD_END = 4
FA_FIELD_FISCAL_YEAR = 8
FA_FIELD_FISCAL = 16
FA_FIELD_CORRECTIONS = 31
FA_FIELD_NAME = 32
FA_FIELD_TAGS = 64
FA_TRANSFER_HOURS = 24
FA_CHECKSUM_NONE = 0
FA_CHECKSUM_SHA1 = 1
FA_CHECKSUM_SHA256 = 2
FA_REMOVAL_DAYS = 30
FA_BIN_DAYS = 30
FA_SIGNED_SECONDS = 3600
FA_SHA256_BYTES = 32
FA_SHA256_HEX = 65
FA_PASSWORD_HASH_BYTES = 160
FA_ED25519_SEED = 32
FA_ED25519_PUBLIC = 32
FA_ED25519_SIGNATURE = 64
FA_HMAC_SHA256 = 32
FA_PORT_BLOB_STORE = 1
FA_PORT_DOCUMENT_REPO = 2
FA_PORT_JOB_REPO = 3
FA_PORT_FILING_REPO = 4
FA_PORT_PASSAGE_INDEX = 5
FA_PORT_DOCUMENT_READER = 6
FA_PORT_CLOCK = 7
FA_PORT_HASHER = 8
FA_PORT_USER_REPO = 9
FA_PORT_PASSWORD_HASHER = 10
FA_PORT_TOKEN_SIGNER = 11
FA_PORT_MAILER = 12
FA_PORT_EVENT_REPO = 13
FA_PORT_LEDGER = 14
FA_PORT_RECORD_REPO = 15
FA_PORT_DOCUMENT_SOURCE = 16
FA_PORT_READINGS = 17
FA_PORT_USER_DIRECTORY = 18
FA_PORT_EVENT_SINK = 19
FA_PORT_TRANSFER_STORE = 20
FA_EVENT_NONE = 0
FA_EVENT_LOGIN = 1
FA_EVENT_LOGOUT = 2
FA_EVENT_DOCUMENT_UPLOAD = 3
FA_EVENT_DOCUMENT_VIEW = 4
FA_EVENT_ANALYSIS_START = 5
FA_EVENT_ANALYSIS_COMPLETE = 6
FA_EVENT_QUESTION_ASK = 7
FA_EVENT_QUESTION_VIEW = 8
FA_EVENT_FEEDBACK_SUBMIT = 9
FA_EVENT_ADMIN_ACCESS = 10
FA_EVENT_SETTINGS_UPDATE = 11
FA_EVENT_ANALYSIS_EXPORT = 12
FA_EVENT_MEASURE = 13
FA_OPERATION_NONE = 0
FA_OPERATION_ANALYSIS = 1
FA_OPERATION_QUESTION = 2
FA_OPERATION_EMBEDDING = 3
FA_OPERATION_SUMMARY = 4
FA_OPERATION_UPLOAD = 5
FA_OPERATION_EXPORT = 6
FA_OUTCOME_NONE = 0
FA_OUTCOME_VERIFIED = 1
FA_OUTCOME_UNVERIFIED = 2
FA_OUTCOME_REFUSED = 3
FA_OUTCOME_CONFLICT = 4
FA_EVENTS_MAX = 500
FA_EVENT_ID_MAX = 64
FA_EVENT_SESSION_MAX = 64
FA_EVENT_DATA_MAX = 4096
FA_EVENT_MODEL_MAX = 96
FA_EVENT_AGE_MAX_DAYS = 31
FA_EVENT_AHEAD_MAX_MS = 300000
FA_TARGET_QUESTION = 1
FA_TARGET_ANSWER = 2
FA_TARGET_FIGURE = 3
FA_TARGET_DOCUMENT = 4
FA_TARGET_SUMMARY = 5
FA_FEEDBACK_TARGET_MAX = 96
FA_FEEDBACK_COMMENT_MAX = 4000
FA_FEEDBACK_KEEP = 99
FA_REPORT_OVERVIEW = 1
FA_REPORT_USAGE = 2
FA_REPORT_TOKENS = 3
FA_REPORT_PERFORMANCE = 4
FA_REPORT_SATISFACTION = 5
FA_REPORT_FUNNEL = 6
FA_REPORT_QUALITY = 7
FA_REPORT_MINE = 8
FA_REPORT_DAYS_MAX = 366
FA_TOKEN_BYTES = 4096
FA_TOKEN_LEEWAY_MS = 30000
FA_TOKEN_SECRET_BYTES = 32
FA_KID_BYTES = 64
FA_EMAIL_BYTES = 256
FA_NAME_BYTES = 256
FA_URL_BYTES = 512
FA_PREFERENCES_BYTES = 2048
FA_ADDRESS_BYTES = 64
FA_AGENT_BYTES = 160
FA_REQUEST_BYTES = 64
FA_SCOPE_BYTES = 256
FA_PASSWORD_MAX = 128
FA_SECRET_BYTES = 64
FA_RECOVERY_CODES = 10
FA_RECOVERY_BYTES = 16
FA_ACCESS_BYTES = 4104
FA_ROLE_USER = 1
FA_ROLE_ADMIN = 2
FA_USER_CREDENTIAL_ENDED = 1
FA_USER_REMOVED = 2
FA_USERS_NEWEST = 0
FA_USERS_OLDEST = 1
FA_USERS_BY_EMAIL = 2
FA_TOTP_SECRET = 20
FA_CHAIN_BYTES = 32
FA_COUNTER_KEY_BYTES = 96
FA_MAIL_TEXT_BYTES = 1536
FA_GRANT_RESET = 1
FA_GRANT_VERIFY = 2
FA_CHANGE_USER_ADD = 1
FA_CHANGE_USER_REPLACE = 2
FA_CHANGE_USER_REMOVE = 3
FA_CHANGE_NEED_ADMIN = 4
FA_CHANGE_SESSION_ADD = 5
FA_CHANGE_SESSION_REPLACE = 6
FA_CHANGE_SESSION_END = 7
FA_CHANGE_SESSIONS_END = 8
FA_CHANGE_API_KEY_ADD = 9
FA_CHANGE_API_KEY_REPLACE = 10
FA_CHANGE_API_KEY_REMOVE = 11
FA_CHANGE_CREDENTIAL_CHANGED = 12
FA_CHANGE_GRANT_ADD = 13
FA_CHANGE_GRANT_TAKE = 14
FA_CHANGE_COUNTER_PUT = 15
FA_CHANGE_COUNTER_CLEAR = 16
FA_CHANGE_KEY_ADD = 17
FA_CHANGE_KEY_RETIRE = 18
FA_CHANGE_MAIL_ADD = 19
FA_CHANGE_MAIL_POSTPONE = 20
FA_CHANGE_MAIL_REMOVE = 21
FA_CHANGE_AUDIT = 22
FA_CHANGE_TIDY = 23
FA_QUERY_USER = 1
FA_QUERY_USER_EMAIL = 2
FA_QUERY_USER_NUMBER = 3
FA_QUERY_USERS = 4
FA_QUERY_SESSION = 5
FA_QUERY_SESSION_TOKEN = 6
FA_QUERY_SESSIONS = 7
FA_QUERY_API_KEY = 8
FA_QUERY_API_KEY_HASH = 9
FA_QUERY_API_KEYS = 10
FA_QUERY_GRANT = 11
FA_QUERY_COUNTER = 12
FA_QUERY_KEYS = 13
FA_QUERY_MAIL = 14
FA_QUERY_AUDIT = 15
FA_QUERY_AUDIT_CHAIN = 16
FA_QUERY_EVENTS = 17
FA_RECORD_ANSWER = 1
FA_RECORD_ANALYSIS = 2
FA_RECORD_ANSWERED = 1
FA_RECORD_REFUSED = 2
FA_STEM_MAX = 65
FA_OBJECT_PENDING = 1
FA_OBJECT_STORED = 2
FA_OBJECT_DAMAGED = 3
FA_OBJECT_REMOVED = 4
FA_FINDING_STALE_UPLOAD = 1
FA_FINDING_REMOVED = 2
FA_FINDING_ORPHAN = 3
FA_FINDING_MISSING = 4
FA_FINDING_DAMAGED = 5
FA_FINDING_MENDED = 6
FA_FINDING_OF_USER = 7
FA_FINDING_EXPIRED = 8
FA_UPKEEP_CURSOR = 256
FA_MEMBER_TEXT = 1
FA_MEMBER_BOOL = 2
FA_MEMBER_NUMBER = 3
FA_MEMBER_TIME = 4
FA_MEMBER_WORDS = 5
FA_MEMBER_OBJECT = 6

fa_status = c_int32

class fa_error(Structure):
    """struct fa_error."""

fa_error._fields_ = [
    ("code", fa_status),
    ("retry_ms", c_uint32),
    ("field", c_char * 56),
    ("message", c_char * 192),
]

class fa_allocator(Structure):
    """struct fa_allocator."""

fa_allocator._fields_ = [
    ("alloc", CFUNCTYPE(c_void_p, c_void_p, c_size_t)),
    ("realloc", CFUNCTYPE(c_void_p, c_void_p, c_void_p, c_size_t)),
    ("free", CFUNCTYPE(None, c_void_p, c_void_p)),
    ("self", c_void_p),
]

class fa_buf(Structure):
    """struct fa_buf."""

fa_buf._fields_ = [
    ("data", c_char_p),
    ("len", c_size_t),
    ("cap", c_size_t),
    ("max", c_size_t),
    ("bad", fa_status),
]
fa_time = c_int64
fa_date = c_int32

class fa_id(Structure):
    """struct fa_id."""

fa_id._fields_ = [
    ("s", c_char * 32),
]

class fa_box(Structure):
    """struct fa_box."""

fa_box._fields_ = [
    ("x0", c_float),
    ("y0", c_float),
    ("x1", c_float),
    ("y1", c_float),
]
fa_read_fn = CFUNCTYPE(fa_status, c_void_p, c_void_p, c_size_t, POINTER(c_size_t), POINTER(fa_error))
fa_write_fn = CFUNCTYPE(fa_status, c_void_p, c_void_p, c_size_t, POINTER(fa_error))
fa_content_kind = c_int

class fa_place(Structure):
    """struct fa_place."""

fa_place._fields_ = [
    ("page", c_int32),
    ("box", fa_box),
    ("text_start", c_uint32),
    ("text_end", c_uint32),
    ("source_start", c_uint32),
    ("source_end", c_uint32),
    ("element", c_char_p),
]

class fa_word(Structure):
    """struct fa_word."""

fa_word._fields_ = [
    ("box", fa_box),
    ("text", c_char_p),
]

class fa_line(Structure):
    """struct fa_line."""

fa_line._fields_ = [
    ("box", fa_box),
    ("text_start", c_uint32),
    ("text_end", c_uint32),
    ("word_first", c_uint32),
    ("word_count", c_uint32),
]

class fa_page(Structure):
    """struct fa_page."""

fa_page._fields_ = [
    ("number", c_int32),
    ("width", c_float),
    ("height", c_float),
    ("text", c_char_p),
    ("text_len", c_uint32),
    ("lines", POINTER(fa_line)),
    ("line_count", c_uint32),
    ("words", POINTER(fa_word)),
    ("word_count", c_uint32),
]

class fa_cell(Structure):
    """struct fa_cell."""

fa_cell._fields_ = [
    ("row", c_int32),
    ("col", c_int32),
    ("col_span", c_int32),
    ("row_span", c_int32),
    ("text", c_char_p),
    ("place", fa_place),
    ("tag_first", c_uint32),
    ("tag_count", c_uint32),
    ("bold", c_bool),
    ("indent", c_uint8),
]

class fa_table(Structure):
    """struct fa_table."""

fa_table._fields_ = [
    ("page", c_int32),
    ("box", fa_box),
    ("line_first", c_uint32),
    ("line_count", c_uint32),
    ("rows", c_int32),
    ("cols", c_int32),
    ("cells", POINTER(fa_cell)),
    ("cell_count", c_uint32),
]

class fa_section(Structure):
    """struct fa_section."""

fa_section._fields_ = [
    ("title", c_char_p),
    ("level", c_int32),
    ("page", c_int32),
    ("line", c_uint32),
]

class fa_dimension(Structure):
    """struct fa_dimension."""

fa_dimension._fields_ = [
    ("axis", c_char_p),
    ("member", c_char_p),
    ("label", c_char_p),
]

class fa_context(Structure):
    """struct fa_context."""

fa_context._fields_ = [
    ("id", c_char_p),
    ("entity", c_char_p),
    ("start", fa_date),
    ("end", fa_date),
    ("dims", POINTER(fa_dimension)),
    ("dim_count", c_uint32),
]

class fa_unit(Structure):
    """struct fa_unit."""

fa_unit._fields_ = [
    ("id", c_char_p),
    ("measure", c_char_p),
]

class fa_tag(Structure):
    """struct fa_tag."""

fa_tag._fields_ = [
    ("name", c_char_p),
    ("text", c_char_p),
    ("format", c_char_p),
    ("context", c_int32),
    ("unit", c_int32),
    ("scale", c_int32),
    ("decimals", c_int32),
    ("numeric", c_bool),
    ("negative", c_bool),
    ("nil", c_bool),
    ("hidden", c_bool),
    ("table", c_int32),
    ("row", c_int32),
    ("col", c_int32),
    ("place", fa_place),
]

class fa_content(Structure):
    """struct fa_content."""

fa_content._fields_ = [
    ("kind", fa_content_kind),
    ("title", c_char_p),
    ("pages", POINTER(fa_page)),
    ("page_count", c_uint32),
    ("tables", POINTER(fa_table)),
    ("table_count", c_uint32),
    ("sections", POINTER(fa_section)),
    ("section_count", c_uint32),
    ("contexts", POINTER(fa_context)),
    ("context_count", c_uint32),
    ("units", POINTER(fa_unit)),
    ("unit_count", c_uint32),
    ("tags", POINTER(fa_tag)),
    ("tag_count", c_uint32),
]

class fa_content_limits(Structure):
    """struct fa_content_limits."""

fa_content_limits._fields_ = [
    ("struct_size", c_size_t),
    ("file_bytes", c_uint64),
    ("pages", c_uint32),
    ("words", c_uint32),
    ("cells", c_uint32),
    ("tags", c_uint32),
    ("memory_bytes", c_uint64),
]

class fa_content_builder(Structure):
    """Opaque."""


class fa_decimal(Structure):
    """struct fa_decimal."""

fa_decimal._fields_ = [
    ("lo", c_uint64),
    ("hi", c_int64),
    ("scale", c_int32),
    ("reserved", c_int32),
]
fa_rounding = c_int
fa_amount_kind = c_int

class fa_amount(Structure):
    """struct fa_amount."""

fa_amount._fields_ = [
    ("kind", fa_amount_kind),
    ("value", fa_decimal),
    ("percent", c_bool),
    ("negative", c_bool),
    ("currency", c_char * 4),
    ("footnotes", c_uint8),
]
fa_period_type = c_int
fa_fiscal = c_int

class fa_period(Structure):
    """struct fa_period."""

fa_period._fields_ = [
    ("type", fa_period_type),
    ("start", fa_date),
    ("end", fa_date),
    ("fiscal_year", c_int32),
    ("fiscal", fa_fiscal),
]
fa_statement_kind = c_int
fa_source = c_int

class fa_fact(Structure):
    """struct fa_fact."""

fa_fact._fields_ = [
    ("index", c_uint32),
    ("concept", c_char_p),
    ("label", c_char_p),
    ("path", c_char_p),
    ("column", c_char_p),
    ("statement", fa_statement_kind),
    ("table", c_int32),
    ("row", c_int32),
    ("col", c_int32),
    ("period", fa_period),
    ("unit", c_char_p),
    ("scale", c_int32),
    ("decimals", c_int32),
    ("value", fa_decimal),
    ("text", c_char_p),
    ("dims", POINTER(fa_dimension)),
    ("dim_count", c_uint32),
    ("place", fa_place),
    ("source", fa_source),
    ("known", fa_date),
    ("flags", c_uint32),
]

class fa_table_row(Structure):
    """struct fa_table_row."""

fa_table_row._fields_ = [
    ("label", c_char_p),
    ("path", c_char_p),
    ("level", c_int32),
    ("place", fa_place),
]

class fa_table_column(Structure):
    """struct fa_table_column."""

fa_table_column._fields_ = [
    ("head", c_char_p),
    ("period", fa_period),
]

class fa_fact_table(Structure):
    """struct fa_fact_table."""

fa_fact_table._fields_ = [
    ("title", c_char_p),
    ("section", c_char_p),
    ("statement", fa_statement_kind),
    ("primary", c_bool),
    ("parent_only", c_bool),
    ("page", c_int32),
    ("last_page", c_int32),
    ("unit", c_char_p),
    ("scale", c_int32),
    ("scale_place", fa_place),
    ("columns", POINTER(fa_table_column)),
    ("column_count", c_uint32),
    ("rows", POINTER(fa_table_row)),
    ("row_count", c_uint32),
]

class fa_identity_item(Structure):
    """struct fa_identity_item."""

fa_identity_item._fields_ = [
    ("text", c_char_p),
    ("place", fa_place),
]

class fa_identity(Structure):
    """struct fa_identity."""

fa_identity._fields_ = [
    ("company", fa_identity_item),
    ("ticker", fa_identity_item),
    ("cik", fa_identity_item),
    ("form", fa_identity_item),
    ("period", fa_identity_item),
    ("currency", fa_identity_item),
    ("period_end", fa_date),
    ("filed", fa_date),
    ("fiscal_year", c_int32),
    ("fiscal", fa_fiscal),
    ("fiscal_year_end_month", c_int32),
    ("fiscal_year_end_day", c_int32),
    ("industry", c_char_p),
]
fa_check_state = c_int

class fa_check(Structure):
    """struct fa_check."""

fa_check._fields_ = [
    ("name", c_char_p),
    ("state", fa_check_state),
    ("residual", fa_decimal),
    ("tolerance", fa_decimal),
    ("facts", c_uint32 * 12),
    ("fact_count", c_uint32),
]

class fa_filing(Structure):
    """struct fa_filing."""

fa_filing._fields_ = [
    ("identity", fa_identity),
    ("facts", POINTER(fa_fact)),
    ("fact_count", c_uint32),
    ("tables", POINTER(fa_fact_table)),
    ("table_count", c_uint32),
    ("checks", POINTER(fa_check)),
    ("check_count", c_uint32),
]
fa_job_state = c_int

class fa_job(Structure):
    """struct fa_job."""

fa_job._fields_ = [
    ("id", fa_id),
    ("owner", fa_id),
    ("document", fa_id),
    ("state", fa_job_state),
    ("step", c_char_p),
    ("done", c_uint32),
    ("total", c_uint32),
    ("attempts", c_uint32),
    ("cancel", c_bool),
    ("error_code", fa_status),
    ("error", c_char_p),
    ("created", fa_time),
    ("updated", fa_time),
    ("version", c_uint32),
]
fa_job_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_job), POINTER(fa_error))
fa_fact_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_fact), POINTER(fa_error))
fa_answer_kind = c_int

class fa_citation(Structure):
    """struct fa_citation."""

fa_citation._fields_ = [
    ("document", fa_id),
    ("document_name", c_char_p),
    ("place", fa_place),
    ("quote", c_char_p),
    ("section", c_char_p),
    ("row_label", c_char_p),
    ("column_label", c_char_p),
]

class fa_figure(Structure):
    """struct fa_figure."""

fa_figure._fields_ = [
    ("symbol", c_char_p),
    ("label", c_char_p),
    ("concept", c_char_p),
    ("value", fa_decimal),
    ("unit", c_char_p),
    ("scale", c_int32),
    ("text", c_char_p),
    ("period", fa_period),
    ("dimensions", c_char_p),
    ("citation", c_int32),
    ("fact", c_int64),
]

class fa_calculation(Structure):
    """struct fa_calculation."""

fa_calculation._fields_ = [
    ("name", c_char_p),
    ("formula", c_char_p),
    ("expression", c_char_p),
    ("source", c_char_p),
    ("rounding", c_char_p),
    ("exact", fa_decimal),
    ("inputs", POINTER(c_uint32)),
    ("input_count", c_uint32),
]

class fa_answer(Structure):
    """struct fa_answer."""

fa_answer._fields_ = [
    ("id", fa_id),
    ("question", c_char_p),
    ("kind", fa_answer_kind),
    ("text", c_char_p),
    ("has_value", c_bool),
    ("value", fa_decimal),
    ("unit", c_char_p),
    ("value_scale", c_int32),
    ("polarity", c_char_p),
    ("choice", c_char_p),
    ("missing", c_char_p),
    ("refusal", c_char_p),
    ("figures", POINTER(fa_figure)),
    ("figure_count", c_uint32),
    ("calculations", POINTER(fa_calculation)),
    ("calculation_count", c_uint32),
    ("citations", POINTER(fa_citation)),
    ("citation_count", c_uint32),
    ("assumptions", POINTER(c_char_p)),
    ("assumption_count", c_uint32),
    ("confidence", c_double),
]

class fa_question_input(Structure):
    """struct fa_question_input."""

fa_question_input._fields_ = [
    ("struct_size", c_size_t),
    ("question", c_char_p),
    ("documents", POINTER(fa_id)),
    ("document_count", c_uint32),
]

class fa_hit(Structure):
    """struct fa_hit."""

fa_hit._fields_ = [
    ("document", fa_id),
    ("document_name", c_char_p),
    ("page", c_int32),
    ("score", c_double),
]
fa_hit_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_hit), POINTER(fa_error))

class fa_fact_query(Structure):
    """struct fa_fact_query."""

fa_fact_query._fields_ = [
    ("struct_size", c_size_t),
    ("document", fa_id),
    ("concept", c_char_p),
    ("label", c_char_p),
    ("statement", fa_statement_kind),
    ("offset", c_uint32),
    ("limit", c_uint32),
]

class fa_analysis_service(Structure):
    """Opaque."""

fa_job_seen_fn = CFUNCTYPE(None, c_void_p, POINTER(fa_job), c_int64)

class fa_blob_info(Structure):
    """struct fa_blob_info."""

fa_blob_info._fields_ = [
    ("key", c_char_p),
    ("size_bytes", c_uint64),
    ("modified", fa_time),
]
fa_blob_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_blob_info), POINTER(fa_error))
fa_blob_action = c_int

class fa_blob_store_ops(Structure):
    """struct fa_blob_store_ops."""

fa_blob_store_ops._fields_ = [
    ("struct_size", c_size_t),
    ("name", c_char_p),
    ("put", CFUNCTYPE(fa_status, c_void_p, c_char_p, fa_read_fn, c_void_p, POINTER(fa_error))),
    ("get", CFUNCTYPE(fa_status, c_void_p, c_char_p, fa_write_fn, c_void_p, POINTER(fa_error))),
    ("remove", CFUNCTYPE(fa_status, c_void_p, c_char_p, POINTER(fa_error))),
    ("size", CFUNCTYPE(fa_status, c_void_p, c_char_p, POINTER(c_uint64), POINTER(fa_error))),
    ("close", CFUNCTYPE(None, c_void_p)),
    ("get_range", CFUNCTYPE(fa_status, c_void_p, c_char_p, c_uint64, c_uint64, fa_write_fn, c_void_p, POINTER(fa_error))),
    ("stat", CFUNCTYPE(fa_status, c_void_p, c_char_p, POINTER(fa_blob_info), POINTER(fa_error))),
    ("list", CFUNCTYPE(fa_status, c_void_p, c_char_p, c_char_p, c_uint32, fa_blob_visit_fn, c_void_p, POINTER(fa_error))),
    ("presign", CFUNCTYPE(fa_status, c_void_p, fa_blob_action, c_char_p, c_uint32, POINTER(fa_buf), POINTER(fa_error))),
    ("presign_put", CFUNCTYPE(fa_status, c_void_p, c_char_p, c_uint64, c_uint32, POINTER(fa_buf), POINTER(fa_error))),
    ("accept", CFUNCTYPE(fa_status, c_void_p, c_char_p, POINTER(fa_error))),
]

class fa_blob_store(Structure):
    """struct fa_blob_store."""

fa_blob_store._fields_ = [
    ("ops", POINTER(fa_blob_store_ops)),
    ("self", c_void_p),
]

class fa_clock_ops(Structure):
    """struct fa_clock_ops."""

fa_clock_ops._fields_ = [
    ("struct_size", c_size_t),
    ("name", c_char_p),
    ("now", CFUNCTYPE(fa_time, c_void_p)),
    ("random", CFUNCTYPE(fa_status, c_void_p, c_void_p, c_size_t, POINTER(fa_error))),
    ("close", CFUNCTYPE(None, c_void_p)),
]

class fa_clock(Structure):
    """struct fa_clock."""

fa_clock._fields_ = [
    ("ops", POINTER(fa_clock_ops)),
    ("self", c_void_p),
]
fa_progress_fn = CFUNCTYPE(fa_status, c_void_p, c_char_p, c_uint32, c_uint32, POINTER(fa_error))

class fa_read_request(Structure):
    """struct fa_read_request."""

fa_read_request._fields_ = [
    ("struct_size", c_size_t),
    ("path", c_char_p),
    ("name", c_char_p),
    ("limits", POINTER(fa_content_limits)),
    ("timeout_ms", c_uint32),
    ("progress", fa_progress_fn),
    ("payload", c_void_p),
]

class fa_document_reader_ops(Structure):
    """struct fa_document_reader_ops."""

fa_document_reader_ops._fields_ = [
    ("struct_size", c_size_t),
    ("name", c_char_p),
    ("read", CFUNCTYPE(fa_status, c_void_p, POINTER(fa_read_request), POINTER(POINTER(fa_content)), POINTER(fa_error))),
    ("close", CFUNCTYPE(None, c_void_p)),
]

class fa_document_reader(Structure):
    """struct fa_document_reader."""

fa_document_reader._fields_ = [
    ("ops", POINTER(fa_document_reader_ops)),
    ("self", c_void_p),
]
fa_document_state = c_int

class fa_detected(Structure):
    """struct fa_detected."""

fa_detected._fields_ = [
    ("company", c_char_p),
    ("form", c_char_p),
    ("period_end", fa_date),
    ("fiscal_year", c_int32),
    ("fiscal", c_int32),
]

class fa_document(Structure):
    """struct fa_document."""

fa_document._fields_ = [
    ("id", fa_id),
    ("owner", fa_id),
    ("legacy_id", c_uint32),
    ("name", c_char_p),
    ("sha256", c_char_p),
    ("size_bytes", c_uint64),
    ("media_type", c_char_p),
    ("state", fa_document_state),
    ("error_code", fa_status),
    ("error", c_char_p),
    ("page_count", c_uint32),
    ("fact_count", c_uint32),
    ("company", c_char_p),
    ("ticker", c_char_p),
    ("form", c_char_p),
    ("currency", c_char_p),
    ("period_end", fa_date),
    ("fiscal_year", c_int32),
    ("fiscal", c_int32),
    ("created", fa_time),
    ("version", c_uint32),
    ("deleted", fa_time),
    ("tags", c_char_p),
    ("corrected", c_uint32),
    ("detected", fa_detected),
]
fa_document_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_document), POINTER(fa_error))

class fa_document_service(Structure):
    """Opaque."""


class fa_upload(Structure):
    """struct fa_upload."""

fa_upload._fields_ = [
    ("struct_size", c_size_t),
    ("name", c_char_p),
    ("read", fa_read_fn),
    ("payload", c_void_p),
]

class fa_transfer(Structure):
    """struct fa_transfer."""

fa_transfer._fields_ = [
    ("id", fa_id),
    ("owner", fa_id),
    ("name", c_char_p),
    ("size_bytes", c_uint64),
    ("offset", c_uint64),
    ("created", fa_time),
    ("expires", fa_time),
    ("ended", c_bool),
    ("document", fa_id),
]
fa_transfer_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_transfer), POINTER(fa_error))

class fa_transfer_start(Structure):
    """struct fa_transfer_start."""

fa_transfer_start._fields_ = [
    ("struct_size", c_size_t),
    ("name", c_char_p),
    ("size_bytes", c_uint64),
    ("room_bytes", c_uint64),
]
fa_checksum_kind = c_int

class fa_transfer_piece(Structure):
    """struct fa_transfer_piece."""

fa_transfer_piece._fields_ = [
    ("struct_size", c_size_t),
    ("offset", c_uint64),
    ("read", fa_read_fn),
    ("payload", c_void_p),
    ("checksum", fa_checksum_kind),
    ("digest", c_uint8 * 32),
]

class fa_document_query(Structure):
    """struct fa_document_query."""

fa_document_query._fields_ = [
    ("struct_size", c_size_t),
    ("text", c_char_p),
    ("company", c_char_p),
    ("form", c_char_p),
    ("tag", c_char_p),
    ("fiscal_year", c_int32),
    ("state", fa_document_state),
    ("collection", fa_id),
    ("shared", c_bool),
    ("deleted", c_bool),
    ("after", fa_id),
    ("limit", c_uint32),
]

class fa_document_patch(Structure):
    """struct fa_document_patch."""

fa_document_patch._fields_ = [
    ("struct_size", c_size_t),
    ("set", c_uint32),
    ("take_back", c_uint32),
    ("name", c_char_p),
    ("company", c_char_p),
    ("form", c_char_p),
    ("period_end", fa_date),
    ("fiscal_year", c_int32),
    ("fiscal", c_int32),
    ("tags", POINTER(c_char_p)),
    ("tag_count", c_uint32),
    ("version", c_uint32),
]

class fa_share(Structure):
    """struct fa_share."""

fa_share._fields_ = [
    ("document", fa_id),
    ("owner", fa_id),
    ("user", fa_id),
    ("created", fa_time),
]
fa_share_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_share), POINTER(fa_error))

class fa_removal(Structure):
    """struct fa_removal."""

fa_removal._fields_ = [
    ("seq", c_uint64),
    ("document", fa_id),
    ("owner", fa_id),
    ("time", fa_time),
]
fa_removal_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_removal), POINTER(fa_error))

class fa_collection(Structure):
    """struct fa_collection."""

fa_collection._fields_ = [
    ("id", fa_id),
    ("owner", fa_id),
    ("name", c_char_p),
    ("document_count", c_uint32),
    ("created", fa_time),
    ("version", c_uint32),
]
fa_collection_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_collection), POINTER(fa_error))

class fa_document_repo_ops(Structure):
    """struct fa_document_repo_ops."""

fa_document_repo_ops._fields_ = [
    ("struct_size", c_size_t),
    ("name", c_char_p),
    ("add", CFUNCTYPE(fa_status, c_void_p, POINTER(fa_document), POINTER(c_uint32), POINTER(fa_error))),
    ("get", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, fa_document_visit_fn, c_void_p, POINTER(fa_error))),
    ("get_legacy", CFUNCTYPE(fa_status, c_void_p, fa_id, c_uint32, fa_document_visit_fn, c_void_p, POINTER(fa_error))),
    ("find", CFUNCTYPE(fa_status, c_void_p, fa_id, c_char_p, fa_document_visit_fn, c_void_p, POINTER(fa_error))),
    ("select", CFUNCTYPE(fa_status, c_void_p, fa_id, POINTER(fa_document_query), fa_document_visit_fn, c_void_p, POINTER(fa_error))),
    ("scan", CFUNCTYPE(fa_status, c_void_p, fa_id, c_uint32, fa_document_visit_fn, c_void_p, POINTER(fa_error))),
    ("replace", CFUNCTYPE(fa_status, c_void_p, POINTER(fa_document), POINTER(fa_error))),
    ("remove", CFUNCTYPE(fa_status, c_void_p, POINTER(fa_removal), POINTER(fa_error))),
    ("removals", CFUNCTYPE(fa_status, c_void_p, c_uint64, c_uint32, fa_removal_visit_fn, c_void_p, POINTER(fa_error))),
    ("get_shared", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, fa_document_visit_fn, c_void_p, POINTER(fa_error))),
    ("share", CFUNCTYPE(fa_status, c_void_p, POINTER(fa_share), POINTER(fa_error))),
    ("unshare", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, fa_id, POINTER(fa_error))),
    ("list_shares", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, fa_share_visit_fn, c_void_p, POINTER(fa_error))),
    ("add_collection", CFUNCTYPE(fa_status, c_void_p, POINTER(fa_collection), POINTER(fa_error))),
    ("replace_collection", CFUNCTYPE(fa_status, c_void_p, POINTER(fa_collection), POINTER(fa_error))),
    ("get_collection", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, fa_collection_visit_fn, c_void_p, POINTER(fa_error))),
    ("list_collections", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, c_uint32, fa_collection_visit_fn, c_void_p, POINTER(fa_error))),
    ("remove_collection", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, POINTER(fa_error))),
    ("collect", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, fa_id, c_bool, POINTER(fa_error))),
    ("close", CFUNCTYPE(None, c_void_p)),
]

class fa_document_repo(Structure):
    """struct fa_document_repo."""

fa_document_repo._fields_ = [
    ("ops", POINTER(fa_document_repo_ops)),
    ("self", c_void_p),
]
fa_filing_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_filing), POINTER(fa_error))

class fa_filing_repo_ops(Structure):
    """struct fa_filing_repo_ops."""

fa_filing_repo_ops._fields_ = [
    ("struct_size", c_size_t),
    ("name", c_char_p),
    ("put", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, POINTER(fa_filing), POINTER(fa_error))),
    ("get", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, fa_filing_visit_fn, c_void_p, POINTER(fa_error))),
    ("remove", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, POINTER(fa_error))),
    ("remove_owner", CFUNCTYPE(fa_status, c_void_p, fa_id, POINTER(fa_error))),
    ("close", CFUNCTYPE(None, c_void_p)),
]

class fa_filing_repo(Structure):
    """struct fa_filing_repo."""

fa_filing_repo._fields_ = [
    ("ops", POINTER(fa_filing_repo_ops)),
    ("self", c_void_p),
]

class fa_digest(Structure):
    """struct fa_digest."""

fa_digest._fields_ = [
    ("opaque", c_uint64 * 32),
]

class fa_hasher_ops(Structure):
    """struct fa_hasher_ops."""

fa_hasher_ops._fields_ = [
    ("struct_size", c_size_t),
    ("name", c_char_p),
    ("begin", CFUNCTYPE(None, c_void_p, POINTER(fa_digest))),
    ("update", CFUNCTYPE(None, c_void_p, POINTER(fa_digest), c_void_p, c_size_t)),
    ("finish", CFUNCTYPE(None, c_void_p, POINTER(fa_digest), POINTER(c_uint8))),
    ("close", CFUNCTYPE(None, c_void_p)),
]

class fa_hasher(Structure):
    """struct fa_hasher."""

fa_hasher._fields_ = [
    ("ops", POINTER(fa_hasher_ops)),
    ("self", c_void_p),
]

class fa_job_repo_ops(Structure):
    """struct fa_job_repo_ops."""

fa_job_repo_ops._fields_ = [
    ("struct_size", c_size_t),
    ("name", c_char_p),
    ("add", CFUNCTYPE(fa_status, c_void_p, POINTER(fa_job), POINTER(fa_error))),
    ("get", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, fa_job_visit_fn, c_void_p, POINTER(fa_error))),
    ("of_document", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, fa_job_visit_fn, c_void_p, POINTER(fa_error))),
    ("claim", CFUNCTYPE(fa_status, c_void_p, fa_time, fa_time, fa_job_visit_fn, c_void_p, POINTER(fa_error))),
    ("replace", CFUNCTYPE(fa_status, c_void_p, POINTER(fa_job), POINTER(fa_error))),
    ("cancel", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, POINTER(fa_error))),
    ("forget", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, POINTER(fa_error))),
    ("forget_owner", CFUNCTYPE(fa_status, c_void_p, fa_id, POINTER(fa_error))),
    ("close", CFUNCTYPE(None, c_void_p)),
]

class fa_job_repo(Structure):
    """struct fa_job_repo."""

fa_job_repo._fields_ = [
    ("ops", POINTER(fa_job_repo_ops)),
    ("self", c_void_p),
]

class fa_mail(Structure):
    """struct fa_mail."""

fa_mail._fields_ = [
    ("id", fa_id),
    ("to", c_char_p),
    ("subject", c_char_p),
    ("text", c_char_p),
    ("created", fa_time),
]

class fa_mailer_ops(Structure):
    """struct fa_mailer_ops."""

fa_mailer_ops._fields_ = [
    ("struct_size", c_size_t),
    ("name", c_char_p),
    ("send", CFUNCTYPE(fa_status, c_void_p, POINTER(fa_mail), POINTER(fa_error))),
    ("close", CFUNCTYPE(None, c_void_p)),
]

class fa_mailer(Structure):
    """struct fa_mailer."""

fa_mailer._fields_ = [
    ("ops", POINTER(fa_mailer_ops)),
    ("self", c_void_p),
]

class fa_passage(Structure):
    """struct fa_passage."""

fa_passage._fields_ = [
    ("document", fa_id),
    ("page", c_int32),
    ("section", c_char_p),
    ("text", c_char_p),
    ("lines", POINTER(fa_line)),
    ("line_count", c_uint32),
    ("kinds", c_uint32),
]
fa_passage_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_passage), POINTER(fa_error))

class fa_term(Structure):
    """struct fa_term."""

fa_term._fields_ = [
    ("word", c_char_p),
    ("weight", c_double),
]

class fa_passage_hit(Structure):
    """struct fa_passage_hit."""

fa_passage_hit._fields_ = [
    ("document", fa_id),
    ("page", c_int32),
    ("kinds", c_uint32),
    ("score", c_double),
]
fa_passage_hit_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_passage_hit), POINTER(fa_error))

class fa_passage_index_ops(Structure):
    """struct fa_passage_index_ops."""

fa_passage_index_ops._fields_ = [
    ("struct_size", c_size_t),
    ("name", c_char_p),
    ("put", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, POINTER(fa_passage), c_uint32, POINTER(fa_error))),
    ("search", CFUNCTYPE(fa_status, c_void_p, fa_id, POINTER(fa_term), c_uint32, POINTER(fa_id), c_uint32, c_uint32, fa_passage_hit_visit_fn, c_void_p, POINTER(fa_error))),
    ("page", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, c_int32, fa_passage_visit_fn, c_void_p, POINTER(fa_error))),
    ("remove", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, POINTER(fa_error))),
    ("remove_owner", CFUNCTYPE(fa_status, c_void_p, fa_id, POINTER(fa_error))),
    ("close", CFUNCTYPE(None, c_void_p)),
]

class fa_passage_index(Structure):
    """struct fa_passage_index."""

fa_passage_index._fields_ = [
    ("ops", POINTER(fa_passage_index_ops)),
    ("self", c_void_p),
]

class fa_password_hasher_ops(Structure):
    """struct fa_password_hasher_ops."""

fa_password_hasher_ops._fields_ = [
    ("struct_size", c_size_t),
    ("name", c_char_p),
    ("hash", CFUNCTYPE(fa_status, c_void_p, c_char_p, c_size_t, c_char_p, POINTER(fa_error))),
    ("verify", CFUNCTYPE(fa_status, c_void_p, c_char_p, c_char_p, c_size_t, POINTER(c_bool), POINTER(c_bool), POINTER(fa_error))),
    ("decoy", CFUNCTYPE(fa_status, c_void_p, c_char_p, POINTER(fa_error))),
    ("close", CFUNCTYPE(None, c_void_p)),
]

class fa_password_hasher(Structure):
    """struct fa_password_hasher."""

fa_password_hasher._fields_ = [
    ("ops", POINTER(fa_password_hasher_ops)),
    ("self", c_void_p),
]

class fa_token_signer_ops(Structure):
    """struct fa_token_signer_ops."""

fa_token_signer_ops._fields_ = [
    ("struct_size", c_size_t),
    ("name", c_char_p),
    ("hold", CFUNCTYPE(fa_status, c_void_p, POINTER(c_uint8), POINTER(c_uint8), POINTER(fa_error))),
    ("drop", CFUNCTYPE(None, c_void_p, POINTER(c_uint8))),
    ("sign", CFUNCTYPE(fa_status, c_void_p, POINTER(c_uint8), c_void_p, c_size_t, POINTER(c_uint8), POINTER(fa_error))),
    ("verify", CFUNCTYPE(c_bool, c_void_p, POINTER(c_uint8), c_void_p, c_size_t, POINTER(c_uint8))),
    ("mac", CFUNCTYPE(None, c_void_p, c_void_p, c_size_t, c_void_p, c_size_t, POINTER(c_uint8))),
    ("close", CFUNCTYPE(None, c_void_p)),
]

class fa_token_signer(Structure):
    """struct fa_token_signer."""

fa_token_signer._fields_ = [
    ("ops", POINTER(fa_token_signer_ops)),
    ("self", c_void_p),
]

class fa_transfer_store_ops(Structure):
    """struct fa_transfer_store_ops."""

fa_transfer_store_ops._fields_ = [
    ("struct_size", c_size_t),
    ("name", c_char_p),
    ("add", CFUNCTYPE(fa_status, c_void_p, POINTER(fa_transfer), POINTER(fa_error))),
    ("get", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, fa_transfer_visit_fn, c_void_p, POINTER(fa_error))),
    ("append", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, c_uint64, fa_read_fn, c_void_p, POINTER(fa_error))),
    ("read", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, c_uint64, c_void_p, c_size_t, POINTER(c_size_t), POINTER(fa_error))),
    ("end", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, fa_id, POINTER(fa_error))),
    ("remove", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, POINTER(fa_error))),
    ("list", CFUNCTYPE(fa_status, c_void_p, fa_id, c_uint32, fa_transfer_visit_fn, c_void_p, POINTER(fa_error))),
    ("close", CFUNCTYPE(None, c_void_p)),
]

class fa_transfer_store(Structure):
    """struct fa_transfer_store."""

fa_transfer_store._fields_ = [
    ("ops", POINTER(fa_transfer_store_ops)),
    ("self", c_void_p),
]

class fa_registry(Structure):
    """Opaque."""


class fa_open_context(Structure):
    """struct fa_open_context."""

fa_open_context._fields_ = [
    ("struct_size", c_size_t),
    ("clock", POINTER(fa_clock)),
    ("hasher", POINTER(fa_hasher)),
]
fa_open_fn = CFUNCTYPE(fa_status, POINTER(fa_open_context), c_char_p, c_void_p, POINTER(fa_error))
fa_open_with_fn = CFUNCTYPE(fa_status, POINTER(fa_registry), c_void_p, POINTER(fa_open_context), c_char_p, c_void_p, POINTER(fa_error))
fa_port = c_int
fa_event_type = c_int
fa_operation = c_int
fa_outcome = c_int

class fa_event(Structure):
    """struct fa_event."""

fa_event._fields_ = [
    ("struct_size", c_size_t),
    ("id", c_char_p),
    ("user", fa_id),
    ("type", fa_event_type),
    ("at", fa_time),
    ("session", c_char_p),
    ("data", c_char_p),
    ("document", fa_id),
    ("operation", fa_operation),
    ("duration_us", c_int64),
    ("size_bytes", c_uint64),
    ("failed", c_bool),
    ("vendor", c_char_p),
    ("model", c_char_p),
    ("input_tokens", c_uint64),
    ("output_tokens", c_uint64),
    ("cost_micros", c_int64),
    ("outcome", fa_outcome),
]

class fa_event_receipt(Structure):
    """struct fa_event_receipt."""

fa_event_receipt._fields_ = [
    ("accepted", c_uint32),
    ("duplicates", c_uint32),
]
fa_event_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_event), c_uint64, POINTER(fa_error))
fa_target_kind = c_int

class fa_feedback(Structure):
    """struct fa_feedback."""

fa_feedback._fields_ = [
    ("id", fa_id),
    ("user", fa_id),
    ("target_kind", fa_target_kind),
    ("target", c_char_p),
    ("thumbs", c_int32),
    ("rating", c_int32),
    ("comment", c_char_p),
    ("created", fa_time),
    ("updated", fa_time),
    ("version", c_uint32),
    ("resolved", fa_time),
]

class fa_feedback_input(Structure):
    """struct fa_feedback_input."""

fa_feedback_input._fields_ = [
    ("struct_size", c_size_t),
    ("target_kind", fa_target_kind),
    ("target", c_char_p),
    ("thumbs", c_int32),
    ("rating", c_int32),
    ("comment", c_char_p),
]
fa_feedback_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_feedback), POINTER(fa_error))
fa_report_kind = c_int

class fa_report_value(Structure):
    """struct fa_report_value."""

fa_report_value._fields_ = [
    ("text", c_char_p),
    ("known", c_bool),
    ("number", fa_decimal),
]

class fa_report_section(Structure):
    """struct fa_report_section."""

fa_report_section._fields_ = [
    ("name", c_char_p),
    ("summary", c_bool),
    ("column_count", c_uint32),
    ("row_count", c_uint32),
    ("columns", POINTER(c_char_p)),
    ("values", POINTER(fa_report_value)),
]

class fa_report(Structure):
    """struct fa_report."""

fa_report._fields_ = [
    ("kind", fa_report_kind),
    ("name", c_char_p),
    ("from", fa_date),
    ("to", fa_date),
    ("section_count", c_uint32),
    ("sections", POINTER(fa_report_section)),
]

class fa_user_label(Structure):
    """struct fa_user_label."""

fa_user_label._fields_ = [
    ("email", c_char * 256),
    ("name", c_char * 256),
]
fa_user_describe_fn = CFUNCTYPE(None, c_void_p, fa_id, POINTER(fa_user_label))

class fa_report_query(Structure):
    """struct fa_report_query."""

fa_report_query._fields_ = [
    ("struct_size", c_size_t),
    ("kind", fa_report_kind),
    ("from", fa_date),
    ("to", fa_date),
    ("days", c_uint32),
    ("user", fa_id),
    ("user_total", c_uint64),
    ("describe", fa_user_describe_fn),
    ("payload", c_void_p),
]

class fa_analytics_service(Structure):
    """Opaque."""


class fa_analytics_config(Structure):
    """struct fa_analytics_config."""

fa_analytics_config._fields_ = [
    ("struct_size", c_size_t),
    ("analytics_db", c_char_p),
    ("clock", c_char_p),
]

class fa_retention(Structure):
    """struct fa_retention."""

fa_retention._fields_ = [
    ("struct_size", c_size_t),
    ("event_days", c_uint32),
    ("rollup_days", c_uint32),
    ("feedback_days", c_uint32),
]

class fa_document_source_ops(Structure):
    """struct fa_document_source_ops."""

fa_document_source_ops._fields_ = [
    ("struct_size", c_size_t),
    ("name", c_char_p),
    ("get", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, fa_document_visit_fn, c_void_p, POINTER(fa_error))),
    ("list", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, c_uint32, fa_document_visit_fn, c_void_p, POINTER(fa_error))),
    ("content", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, fa_write_fn, c_void_p, POINTER(fa_error))),
    ("report", CFUNCTYPE(fa_status, c_void_p, POINTER(fa_document), POINTER(fa_error))),
    ("close", CFUNCTYPE(None, c_void_p)),
    ("get_legacy", CFUNCTYPE(fa_status, c_void_p, fa_id, c_uint32, fa_document_visit_fn, c_void_p, POINTER(fa_error))),
    ("may_return", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, POINTER(c_bool), POINTER(fa_error))),
    ("removals", CFUNCTYPE(fa_status, c_void_p, c_uint64, c_uint32, fa_removal_visit_fn, c_void_p, POINTER(fa_error))),
    ("scan", CFUNCTYPE(fa_status, c_void_p, fa_id, c_uint32, fa_document_visit_fn, c_void_p, POINTER(fa_error))),
    ("remove_owner", CFUNCTYPE(fa_status, c_void_p, fa_id, POINTER(fa_error))),
    ("count", CFUNCTYPE(fa_status, c_void_p, fa_id, POINTER(c_uint64), POINTER(fa_error))),
]

class fa_document_source(Structure):
    """struct fa_document_source."""

fa_document_source._fields_ = [
    ("ops", POINTER(fa_document_source_ops)),
    ("self", c_void_p),
]

class fa_readings_ops(Structure):
    """struct fa_readings_ops."""

fa_readings_ops._fields_ = [
    ("struct_size", c_size_t),
    ("name", c_char_p),
    ("start", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, fa_job_visit_fn, c_void_p, POINTER(fa_error))),
    ("cancel", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, POINTER(fa_error))),
    ("forget", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_id, POINTER(fa_error))),
    ("forget_owner", CFUNCTYPE(fa_status, c_void_p, fa_id, POINTER(fa_error))),
    ("count", CFUNCTYPE(fa_status, c_void_p, fa_id, POINTER(c_uint64), POINTER(c_uint64), POINTER(fa_error))),
    ("find_answer", CFUNCTYPE(fa_status, c_void_p, fa_id, c_int64, POINTER(fa_id), POINTER(fa_error))),
    ("close", CFUNCTYPE(None, c_void_p)),
]

class fa_readings(Structure):
    """struct fa_readings."""

fa_readings._fields_ = [
    ("ops", POINTER(fa_readings_ops)),
    ("self", c_void_p),
]

class fa_app_config(Structure):
    """struct fa_app_config."""

fa_app_config._fields_ = [
    ("struct_size", c_size_t),
    ("document_db", c_char_p),
    ("analysis_db", c_char_p),
    ("blobs", c_char_p),
    ("reader", c_char_p),
    ("hasher", c_char_p),
    ("clock", c_char_p),
    ("max_upload_bytes", c_uint64),
    ("limits", fa_content_limits),
    ("transfers", c_char_p),
    ("documents", c_char_p),
    ("readings", c_char_p),
]

class fa_app(Structure):
    """Opaque."""


class fa_token_keys(Structure):
    """Opaque."""


class fa_claims(Structure):
    """struct fa_claims."""

fa_claims._fields_ = [
    ("issuer", c_char * 128),
    ("audience", c_char * 128),
    ("subject", c_char * 256),
    ("session", c_char * 64),
    ("id", c_char * 64),
    ("role", c_char * 16),
    ("scope", c_char * 512),
    ("request", c_char * 64),
    ("method", c_char * 16),
    ("target", c_char * 80),
    ("actor", c_char * 128),
    ("address", c_char * 64),
    ("issued", fa_time),
    ("not_before", fa_time),
    ("expires", fa_time),
]

class fa_token_policy(Structure):
    """struct fa_token_policy."""

fa_token_policy._fields_ = [
    ("struct_size", c_size_t),
    ("type", c_char_p),
    ("issuer", c_char_p),
    ("audience", c_char_p),
    ("now", fa_time),
]

class fa_token_key(Structure):
    """struct fa_token_key."""

fa_token_key._fields_ = [
    ("kid", c_char_p),
    ("public_key", c_uint8 * 32),
    ("secret", c_void_p),
    ("secret_len", c_size_t),
]
fa_role = c_int

class fa_actor(Structure):
    """struct fa_actor."""

fa_actor._fields_ = [
    ("user", fa_id),
    ("credential", fa_id),
    ("role", fa_role),
    ("scope", c_char * 256),
    ("address", c_char * 64),
    ("agent", c_char * 160),
    ("request", c_char * 64),
]

class fa_user(Structure):
    """struct fa_user."""

fa_user._fields_ = [
    ("id", fa_id),
    ("legacy_id", c_int64),
    ("email", c_char * 256),
    ("full_name", c_char * 256),
    ("avatar_url", c_char * 512),
    ("preferences", c_char * 2048),
    ("role", fa_role),
    ("active", c_bool),
    ("locked", c_bool),
    ("verified", c_bool),
    ("has_totp", c_bool),
    ("has_password", c_bool),
    ("last_login", fa_time),
    ("created", fa_time),
    ("updated", fa_time),
    ("version", c_uint32),
]

class fa_session(Structure):
    """struct fa_session."""

fa_session._fields_ = [
    ("id", fa_id),
    ("user", fa_id),
    ("agent", c_char * 160),
    ("address", c_char * 64),
    ("created", fa_time),
    ("last_used", fa_time),
    ("expires", fa_time),
    ("ended", fa_time),
]

class fa_api_key(Structure):
    """struct fa_api_key."""

fa_api_key._fields_ = [
    ("id", fa_id),
    ("user", fa_id),
    ("name", c_char * 256),
    ("prefix", c_char * 16),
    ("scope", c_char * 256),
    ("addresses", c_char * 256),
    ("created", fa_time),
    ("expires", fa_time),
    ("last_used", fa_time),
    ("version", c_uint32),
]

class fa_audit_entry(Structure):
    """struct fa_audit_entry."""

fa_audit_entry._fields_ = [
    ("seq", c_uint64),
    ("time", fa_time),
    ("actor", fa_id),
    ("action", c_char * 40),
    ("target", c_char * 64),
    ("address", c_char * 64),
    ("request", c_char * 64),
    ("detail", c_char * 160),
    ("previous", c_char * 65),
    ("hash", c_char * 65),
]
fa_user_event_type = c_int

class fa_user_event(Structure):
    """struct fa_user_event."""

fa_user_event._fields_ = [
    ("seq", c_uint64),
    ("type", fa_user_event_type),
    ("user", fa_id),
    ("credential", fa_id),
    ("time", fa_time),
]
fa_user_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_user), POINTER(fa_error))
fa_session_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_session), POINTER(fa_error))
fa_api_key_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_api_key), POINTER(fa_error))
fa_audit_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_audit_entry), POINTER(fa_error))
fa_user_event_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_user_event), POINTER(fa_error))

class fa_user_config(Structure):
    """struct fa_user_config."""

fa_user_config._fields_ = [
    ("struct_size", c_size_t),
    ("db", c_char_p),
    ("password_hasher", c_char_p),
    ("legacy_hasher", c_char_p),
    ("signer", c_char_p),
    ("mailer", c_char_p),
    ("hasher", c_char_p),
    ("clock", c_char_p),
    ("issuer", c_char_p),
    ("audience", c_char_p),
    ("secret", c_void_p),
    ("secret_len", c_size_t),
    ("base_url", c_char_p),
    ("common_passwords", c_char_p),
    ("common_passwords_len", c_size_t),
    ("access_s", c_uint32),
    ("session_s", c_uint32),
    ("session_idle_s", c_uint32),
    ("key_s", c_uint32),
    ("link_s", c_uint32),
    ("password_min", c_uint32),
    ("password_min_totp", c_uint32),
    ("login_tries", c_uint32),
    ("address_tries", c_uint32),
    ("verify_email", c_bool),
    ("closed", c_bool),
]

class fa_user_service(Structure):
    """Opaque."""


class fa_registration(Structure):
    """struct fa_registration."""

fa_registration._fields_ = [
    ("struct_size", c_size_t),
    ("email", c_char_p),
    ("password", c_char_p),
    ("full_name", c_char_p),
]

class fa_login(Structure):
    """struct fa_login."""

fa_login._fields_ = [
    ("struct_size", c_size_t),
    ("email", c_char_p),
    ("password", c_char_p),
    ("otp", c_char_p),
    ("device", c_char_p),
]

class fa_tokens(Structure):
    """struct fa_tokens."""

fa_tokens._fields_ = [
    ("access", c_char * 4104),
    ("refresh", c_char * 64),
    ("device", c_char * 64),
    ("access_expires", fa_time),
    ("refresh_expires", fa_time),
    ("session", fa_id),
    ("user", fa_user),
]

class fa_profile(Structure):
    """struct fa_profile."""

fa_profile._fields_ = [
    ("struct_size", c_size_t),
    ("full_name", c_char_p),
    ("avatar_url", c_char_p),
    ("preferences", c_char_p),
    ("email", c_char_p),
    ("password", c_char_p),
]

class fa_api_key_input(Structure):
    """struct fa_api_key_input."""

fa_api_key_input._fields_ = [
    ("struct_size", c_size_t),
    ("name", c_char_p),
    ("scope", c_char_p),
    ("addresses", c_char_p),
    ("expires", fa_time),
]
fa_user_order = c_int

class fa_user_filter(Structure):
    """struct fa_user_filter."""

fa_user_filter._fields_ = [
    ("struct_size", c_size_t),
    ("text", c_char_p),
    ("role", fa_role),
    ("active", c_int),
    ("order", fa_user_order),
    ("after", c_char_p),
    ("limit", c_uint32),
]

class fa_account(Structure):
    """struct fa_account."""

fa_account._fields_ = [
    ("struct_size", c_size_t),
    ("email", c_char_p),
    ("full_name", c_char_p),
    ("password", c_char_p),
    ("hash", c_char_p),
    ("any_password", c_bool),
    ("role", fa_role),
    ("inactive", c_bool),
]

class fa_account_change(Structure):
    """struct fa_account_change."""

fa_account_change._fields_ = [
    ("struct_size", c_size_t),
    ("email", c_char_p),
    ("full_name", c_char_p),
    ("password", c_char_p),
    ("role", fa_role),
    ("active", c_int),
    ("locked", c_int),
    ("version", c_uint32),
]

class fa_audit_filter(Structure):
    """struct fa_audit_filter."""

fa_audit_filter._fields_ = [
    ("struct_size", c_size_t),
    ("actor", fa_id),
    ("action", c_char_p),
    ("target", c_char_p),
    ("from", fa_time),
    ("until", fa_time),
    ("before", c_uint64),
    ("limit", c_uint32),
]

class fa_user_record(Structure):
    """struct fa_user_record."""

fa_user_record._fields_ = [
    ("user", fa_user),
    ("password_hash", c_char * 160),
    ("totp_secret", c_uint8 * 20),
    ("totp_step", c_int64),
    ("recovery", c_char * 65 * 10),
]

class fa_session_record(Structure):
    """struct fa_session_record."""

fa_session_record._fields_ = [
    ("session", fa_session),
    ("refresh", c_char * 65),
    ("previous", c_char * 65),
    ("rotated", fa_time),
    ("chain", c_uint8 * 32),
    ("device", c_char * 65),
    ("version", c_uint32),
]

class fa_api_key_record(Structure):
    """struct fa_api_key_record."""

fa_api_key_record._fields_ = [
    ("key", fa_api_key),
    ("hash", c_char * 65),
]
fa_grant_kind = c_int

class fa_grant(Structure):
    """struct fa_grant."""

fa_grant._fields_ = [
    ("hash", c_char * 65),
    ("kind", fa_grant_kind),
    ("user", fa_id),
    ("email", c_char * 256),
    ("created", fa_time),
    ("expires", fa_time),
]

class fa_counter(Structure):
    """struct fa_counter."""

fa_counter._fields_ = [
    ("key", c_char * 96),
    ("count", c_uint32),
    ("first", fa_time),
    ("last", fa_time),
    ("version", c_uint32),
]

class fa_signing_key(Structure):
    """struct fa_signing_key."""

fa_signing_key._fields_ = [
    ("id", fa_id),
    ("seed", c_uint8 * 32),
    ("created", fa_time),
    ("retires", fa_time),
    ("expires", fa_time),
]

class fa_mail_record(Structure):
    """struct fa_mail_record."""

fa_mail_record._fields_ = [
    ("id", fa_id),
    ("to", c_char * 256),
    ("subject", c_char * 128),
    ("text", c_char * 1536),
    ("created", fa_time),
    ("due", fa_time),
    ("attempts", c_uint32),
]
fa_audit_seal_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_audit_entry), POINTER(fa_audit_entry), POINTER(fa_error))
fa_user_change_kind = c_int

class fa_user_change(Structure):
    """struct fa_user_change."""

fa_user_change._fields_ = [
    ("kind", fa_user_change_kind),
    ("record", c_void_p),
    ("id", fa_id),
    ("user", fa_id),
    ("text", c_char_p),
    ("time", fa_time),
    ("until", fa_time),
    ("number", POINTER(c_int64)),
    ("seal", fa_audit_seal_fn),
    ("payload", c_void_p),
]
fa_user_query_kind = c_int

class fa_user_query(Structure):
    """struct fa_user_query."""

fa_user_query._fields_ = [
    ("kind", fa_user_query_kind),
    ("id", fa_id),
    ("text", c_char_p),
    ("number", c_int64),
    ("time", fa_time),
    ("limit", c_uint32),
    ("filter", POINTER(fa_user_filter)),
    ("audit", POINTER(fa_audit_filter)),
]
fa_user_record_visit_fn = CFUNCTYPE(fa_status, c_void_p, c_void_p, POINTER(fa_error))

class fa_user_repo_ops(Structure):
    """struct fa_user_repo_ops."""

fa_user_repo_ops._fields_ = [
    ("struct_size", c_size_t),
    ("name", c_char_p),
    ("apply", CFUNCTYPE(fa_status, c_void_p, POINTER(fa_user_change), c_size_t, POINTER(fa_error))),
    ("query", CFUNCTYPE(fa_status, c_void_p, POINTER(fa_user_query), fa_user_record_visit_fn, c_void_p, POINTER(fa_error))),
    ("count", CFUNCTYPE(fa_status, c_void_p, POINTER(fa_user_filter), POINTER(c_uint64), POINTER(fa_error))),
    ("close", CFUNCTYPE(None, c_void_p)),
]

class fa_user_repo(Structure):
    """struct fa_user_repo."""

fa_user_repo._fields_ = [
    ("ops", POINTER(fa_user_repo_ops)),
    ("self", c_void_p),
]

class fa_sheets_ops(Structure):
    """struct fa_sheets_ops."""

fa_sheets_ops._fields_ = [
    ("struct_size", c_size_t),
    ("name", c_char_p),
    ("sheet", CFUNCTYPE(fa_status, c_void_p, c_char_p, POINTER(fa_error))),
    ("text", CFUNCTYPE(fa_status, c_void_p, c_char_p, POINTER(fa_error))),
    ("number", CFUNCTYPE(fa_status, c_void_p, fa_decimal, POINTER(fa_error))),
    ("end_row", CFUNCTYPE(fa_status, c_void_p, c_bool, POINTER(fa_error))),
    ("finish", CFUNCTYPE(fa_status, c_void_p, POINTER(fa_error))),
    ("close", CFUNCTYPE(None, c_void_p)),
]

class fa_sheets(Structure):
    """struct fa_sheets."""

fa_sheets._fields_ = [
    ("ops", POINTER(fa_sheets_ops)),
    ("self", c_void_p),
]
fa_record_kind = c_int
fa_record_outcome = c_int

class fa_record_source(Structure):
    """struct fa_record_source."""

fa_record_source._fields_ = [
    ("document", fa_id),
    ("sha256", c_char_p),
]

class fa_record(Structure):
    """struct fa_record."""

fa_record._fields_ = [
    ("id", fa_id),
    ("kind", fa_record_kind),
    ("legacy_id", c_int64),
    ("owner", fa_id),
    ("title", c_char_p),
    ("key", c_char_p),
    ("engine", c_char_p),
    ("outcome", fa_record_outcome),
    ("all", c_bool),
    ("sources", POINTER(fa_record_source)),
    ("source_count", c_uint32),
    ("json", c_char_p),
    ("json_len", c_size_t),
    ("created", fa_time),
]
fa_record_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_record), POINTER(fa_error))

class fa_record_query(Structure):
    """struct fa_record_query."""

fa_record_query._fields_ = [
    ("struct_size", c_size_t),
    ("kind", fa_record_kind),
    ("document", fa_id),
    ("before", c_int64),
    ("limit", c_uint32),
    ("bare", c_bool),
]

class fa_record_service(Structure):
    """Opaque."""


class fa_record_config(Structure):
    """struct fa_record_config."""

fa_record_config._fields_ = [
    ("struct_size", c_size_t),
    ("db", c_char_p),
    ("hasher", c_char_p),
    ("clock", c_char_p),
    ("documents", POINTER(fa_document_source)),
    ("analysis", POINTER(fa_analysis_service)),
]

class fa_record_sweep(Structure):
    """struct fa_record_sweep."""

fa_record_sweep._fields_ = [
    ("struct_size", c_size_t),
    ("limit", c_uint32),
    ("owner", fa_id),
    ("document", fa_id),
    ("ended", c_bool),
    ("gone", c_uint64),
]

class fa_posting(Structure):
    """struct fa_posting."""

fa_posting._fields_ = [
    ("page", c_uint32),
    ("count", c_uint32),
]

class fa_word_postings(Structure):
    """struct fa_word_postings."""

fa_word_postings._fields_ = [
    ("stem", c_char_p),
    ("postings", POINTER(fa_posting)),
    ("posting_count", c_uint32),
]

class fa_word_counts(Structure):
    """struct fa_word_counts."""

fa_word_counts._fields_ = [
    ("words", POINTER(fa_word_postings)),
    ("word_count", c_uint32),
    ("lengths", POINTER(c_uint32)),
    ("page_count", c_uint32),
]

class fa_ranked(Structure):
    """struct fa_ranked."""

fa_ranked._fields_ = [
    ("page", c_uint32),
    ("score", c_double),
]

class fa_ranking(Structure):
    """Opaque."""

fa_object_state = c_int

class fa_object(Structure):
    """struct fa_object."""

fa_object._fields_ = [
    ("owner", fa_id),
    ("name", c_char_p),
    ("blob", fa_id),
    ("size_bytes", c_uint64),
    ("sha256", c_char_p),
    ("state", fa_object_state),
    ("created", fa_time),
    ("touched", fa_time),
    ("checked", fa_time),
    ("version", c_uint32),
]
fa_object_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_object), POINTER(fa_error))

class fa_quota(Structure):
    """struct fa_quota."""

fa_quota._fields_ = [
    ("max_bytes", c_uint64),
    ("max_objects", c_uint64),
    ("max_object_bytes", c_uint64),
]

class fa_usage(Structure):
    """struct fa_usage."""

fa_usage._fields_ = [
    ("owner", fa_id),
    ("bytes", c_uint64),
    ("objects", c_uint64),
    ("reserved_bytes", c_uint64),
    ("reserved_objects", c_uint64),
    ("quota", fa_quota),
    ("own_quota", c_bool),
]
fa_usage_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_usage), POINTER(fa_error))

class fa_storage_config(Structure):
    """struct fa_storage_config."""

fa_storage_config._fields_ = [
    ("struct_size", c_size_t),
    ("db", c_char_p),
    ("blobs", c_char_p),
    ("hasher", c_char_p),
    ("clock", c_char_p),
    ("quota", fa_quota),
]

class fa_storage_service(Structure):
    """Opaque."""


class fa_object_upload(Structure):
    """struct fa_object_upload."""

fa_object_upload._fields_ = [
    ("struct_size", c_size_t),
    ("name", c_char_p),
    ("size_bytes", c_uint64),
    ("read", fa_read_fn),
    ("payload", c_void_p),
]
fa_finding_kind = c_int

class fa_finding(Structure):
    """struct fa_finding."""

fa_finding._fields_ = [
    ("kind", fa_finding_kind),
    ("owner", fa_id),
    ("name", c_char_p),
    ("size_bytes", c_uint64),
    ("done", c_bool),
]
fa_finding_visit_fn = CFUNCTYPE(fa_status, c_void_p, POINTER(fa_finding), POINTER(fa_error))

class fa_upkeep(Structure):
    """struct fa_upkeep."""

fa_upkeep._fields_ = [
    ("struct_size", c_size_t),
    ("dry_run", c_bool),
    ("limit", c_uint32),
    ("before", fa_time),
    ("user", fa_id),
    ("prefix", c_char_p),
    ("visit", fa_finding_visit_fn),
    ("payload", c_void_p),
    ("cursor", c_char * 256),
    ("ended", c_bool),
    ("found", c_uint64),
    ("found_bytes", c_uint64),
]
fa_member_kind = c_int

class fa_member(Structure):
    """struct fa_member."""

fa_member._fields_ = [
    ("name", c_char_p),
    ("kind", fa_member_kind),
    ("needed", c_bool),
    ("given", c_bool),
    ("text", c_char_p),
    ("number", c_int64),
]


def declare(library):
    """Gives every function of the library its types."""
    library.fa_version.restype = c_char_p
    library.fa_version.argtypes = []
    library.fa_status_name.restype = c_char_p
    library.fa_status_name.argtypes = [fa_status]
    library.fa_allocator_set.restype = None
    library.fa_allocator_set.argtypes = [POINTER(fa_allocator)]
    library.fa_alloc.restype = c_void_p
    library.fa_alloc.argtypes = [c_size_t]
    library.fa_calloc.restype = c_void_p
    library.fa_calloc.argtypes = [c_size_t, c_size_t]
    library.fa_realloc.restype = c_void_p
    library.fa_realloc.argtypes = [c_void_p, c_size_t]
    library.fa_free.restype = None
    library.fa_free.argtypes = [c_void_p]
    library.fa_strdup.restype = c_char_p
    library.fa_strdup.argtypes = [c_char_p]
    library.fa_buf_init.restype = None
    library.fa_buf_init.argtypes = [POINTER(fa_buf), c_size_t]
    library.fa_buf_clear.restype = None
    library.fa_buf_clear.argtypes = [POINTER(fa_buf)]
    library.fa_buf_reset.restype = None
    library.fa_buf_reset.argtypes = [POINTER(fa_buf)]
    library.fa_buf_append.restype = fa_status
    library.fa_buf_append.argtypes = [POINTER(fa_buf), c_void_p, c_size_t]
    library.fa_buf_puts.restype = fa_status
    library.fa_buf_puts.argtypes = [POINTER(fa_buf), c_char_p]
    library.fa_buf_reserve.restype = c_char_p
    library.fa_buf_reserve.argtypes = [POINTER(fa_buf), c_size_t]
    library.fa_buf_check.restype = fa_status
    library.fa_buf_check.argtypes = [POINTER(fa_buf), POINTER(fa_error)]
    library.fa_date_make.restype = fa_date
    library.fa_date_make.argtypes = [c_int, c_int, c_int]
    library.fa_date_split.restype = None
    library.fa_date_split.argtypes = [fa_date, POINTER(c_int), POINTER(c_int), POINTER(c_int)]
    library.fa_date_parse.restype = fa_date
    library.fa_date_parse.argtypes = [c_char_p]
    library.fa_date_format.restype = None
    library.fa_date_format.argtypes = [fa_date, c_char_p]
    library.fa_time_format.restype = None
    library.fa_time_format.argtypes = [fa_time, c_char_p]
    library.fa_id_equal.restype = c_bool
    library.fa_id_equal.argtypes = [fa_id, fa_id]
    library.fa_id_parse.restype = fa_status
    library.fa_id_parse.argtypes = [c_char_p, c_char_p, POINTER(fa_id), POINTER(fa_error)]
    library.fa_content_builder_new.restype = POINTER(fa_content_builder)
    library.fa_content_builder_new.argtypes = [fa_content_kind, POINTER(fa_content_limits)]
    library.fa_content_builder_free.restype = None
    library.fa_content_builder_free.argtypes = [POINTER(fa_content_builder)]
    library.fa_content_set_title.restype = fa_status
    library.fa_content_set_title.argtypes = [POINTER(fa_content_builder), c_char_p, POINTER(fa_error)]
    library.fa_content_begin_page.restype = fa_status
    library.fa_content_begin_page.argtypes = [POINTER(fa_content_builder), c_float, c_float, POINTER(fa_error)]
    library.fa_content_add_word.restype = fa_status
    library.fa_content_add_word.argtypes = [POINTER(fa_content_builder), fa_box, c_char_p, c_size_t, POINTER(fa_error)]
    library.fa_content_add_line.restype = fa_status
    library.fa_content_add_line.argtypes = [POINTER(fa_content_builder), c_char_p, c_size_t, POINTER(fa_place), POINTER(c_uint32), POINTER(fa_error)]
    library.fa_content_begin_table.restype = fa_status
    library.fa_content_begin_table.argtypes = [POINTER(fa_content_builder), POINTER(fa_error)]
    library.fa_content_add_cell.restype = fa_status
    library.fa_content_add_cell.argtypes = [POINTER(fa_content_builder), POINTER(fa_cell), POINTER(fa_error)]
    library.fa_content_end_table.restype = fa_status
    library.fa_content_end_table.argtypes = [POINTER(fa_content_builder), c_uint32, c_uint32, POINTER(fa_error)]
    library.fa_content_add_section.restype = fa_status
    library.fa_content_add_section.argtypes = [POINTER(fa_content_builder), POINTER(fa_section), POINTER(fa_error)]
    library.fa_content_add_context.restype = fa_status
    library.fa_content_add_context.argtypes = [POINTER(fa_content_builder), POINTER(fa_context), POINTER(c_int32), POINTER(fa_error)]
    library.fa_content_add_unit.restype = fa_status
    library.fa_content_add_unit.argtypes = [POINTER(fa_content_builder), POINTER(fa_unit), POINTER(c_int32), POINTER(fa_error)]
    library.fa_content_add_tag.restype = fa_status
    library.fa_content_add_tag.argtypes = [POINTER(fa_content_builder), POINTER(fa_tag), POINTER(c_int32), POINTER(fa_error)]
    library.fa_content_finish.restype = fa_status
    library.fa_content_finish.argtypes = [POINTER(fa_content_builder), POINTER(POINTER(fa_content)), POINTER(fa_error)]
    library.fa_content_free.restype = None
    library.fa_content_free.argtypes = [POINTER(fa_content)]
    library.fa_content_section_path.restype = c_size_t
    library.fa_content_section_path.argtypes = [POINTER(fa_content), c_int32, c_uint32, c_char_p, c_size_t]
    library.fa_content_write.restype = fa_status
    library.fa_content_write.argtypes = [POINTER(fa_content), fa_write_fn, c_void_p, POINTER(fa_error)]
    library.fa_content_parse.restype = fa_status
    library.fa_content_parse.argtypes = [c_void_p, c_size_t, POINTER(fa_content_limits), POINTER(POINTER(fa_content)), POINTER(fa_error)]
    library.fa_decimal_make.restype = fa_decimal
    library.fa_decimal_make.argtypes = [c_int64, c_int]
    library.fa_decimal_parse.restype = fa_status
    library.fa_decimal_parse.argtypes = [c_char_p, c_size_t, POINTER(fa_decimal), POINTER(fa_error)]
    library.fa_decimal_format.restype = c_size_t
    library.fa_decimal_format.argtypes = [fa_decimal, c_char_p]
    library.fa_decimal_compare.restype = c_int
    library.fa_decimal_compare.argtypes = [fa_decimal, fa_decimal]
    library.fa_decimal_sign.restype = c_int
    library.fa_decimal_sign.argtypes = [fa_decimal]
    library.fa_decimal_negate.restype = fa_decimal
    library.fa_decimal_negate.argtypes = [fa_decimal]
    library.fa_decimal_abs.restype = fa_decimal
    library.fa_decimal_abs.argtypes = [fa_decimal]
    library.fa_decimal_add.restype = fa_status
    library.fa_decimal_add.argtypes = [fa_decimal, fa_decimal, POINTER(fa_decimal), POINTER(fa_error)]
    library.fa_decimal_sub.restype = fa_status
    library.fa_decimal_sub.argtypes = [fa_decimal, fa_decimal, POINTER(fa_decimal), POINTER(fa_error)]
    library.fa_decimal_mul.restype = fa_status
    library.fa_decimal_mul.argtypes = [fa_decimal, fa_decimal, POINTER(fa_decimal), POINTER(fa_error)]
    library.fa_decimal_div.restype = fa_status
    library.fa_decimal_div.argtypes = [fa_decimal, fa_decimal, c_int, fa_rounding, POINTER(fa_decimal), POINTER(fa_error)]
    library.fa_decimal_round.restype = fa_status
    library.fa_decimal_round.argtypes = [fa_decimal, c_int, fa_rounding, POINTER(fa_decimal), POINTER(fa_error)]
    library.fa_decimal_shift.restype = fa_status
    library.fa_decimal_shift.argtypes = [fa_decimal, c_int, POINTER(fa_decimal), POINTER(fa_error)]
    library.fa_decimal_reduce.restype = fa_decimal
    library.fa_decimal_reduce.argtypes = [fa_decimal]
    library.fa_decimal_root.restype = fa_status
    library.fa_decimal_root.argtypes = [fa_decimal, c_int, c_int, POINTER(fa_decimal), POINTER(fa_error)]
    library.fa_amount_parse.restype = fa_status
    library.fa_amount_parse.argtypes = [c_char_p, c_size_t, POINTER(fa_amount), POINTER(fa_error)]
    library.fa_filing_read.restype = fa_status
    library.fa_filing_read.argtypes = [POINTER(fa_content), c_char_p, POINTER(POINTER(fa_filing)), POINTER(fa_error)]
    library.fa_filing_free.restype = None
    library.fa_filing_free.argtypes = [POINTER(fa_filing)]
    library.fa_filing_copy.restype = fa_status
    library.fa_filing_copy.argtypes = [POINTER(fa_filing), POINTER(POINTER(fa_filing)), POINTER(fa_error)]
    library.fa_job_start.restype = fa_status
    library.fa_job_start.argtypes = [POINTER(fa_analysis_service), fa_id, fa_id, POINTER(POINTER(fa_job)), POINTER(fa_error)]
    library.fa_job_restart.restype = fa_status
    library.fa_job_restart.argtypes = [POINTER(fa_analysis_service), fa_id, fa_id, POINTER(POINTER(fa_job)), POINTER(fa_error)]
    library.fa_job_get.restype = fa_status
    library.fa_job_get.argtypes = [POINTER(fa_analysis_service), fa_id, fa_id, POINTER(POINTER(fa_job)), POINTER(fa_error)]
    library.fa_job_of_document.restype = fa_status
    library.fa_job_of_document.argtypes = [POINTER(fa_analysis_service), fa_id, fa_id, POINTER(POINTER(fa_job)), POINTER(fa_error)]
    library.fa_job_cancel.restype = fa_status
    library.fa_job_cancel.argtypes = [POINTER(fa_analysis_service), fa_id, fa_id, POINTER(fa_error)]
    library.fa_job_run_next.restype = fa_status
    library.fa_job_run_next.argtypes = [POINTER(fa_analysis_service), POINTER(c_bool), POINTER(fa_error)]
    library.fa_job_watch.restype = None
    library.fa_job_watch.argtypes = [POINTER(fa_analysis_service), fa_job_seen_fn, c_void_p]
    library.fa_job_free.restype = None
    library.fa_job_free.argtypes = [POINTER(fa_job)]
    library.fa_analysis_forget.restype = fa_status
    library.fa_analysis_forget.argtypes = [POINTER(fa_analysis_service), fa_id, fa_id, POINTER(fa_error)]
    library.fa_analysis_forget_owner.restype = fa_status
    library.fa_analysis_forget_owner.argtypes = [POINTER(fa_analysis_service), fa_id, POINTER(fa_error)]
    library.fa_filing_get.restype = fa_status
    library.fa_filing_get.argtypes = [POINTER(fa_analysis_service), fa_id, fa_id, POINTER(POINTER(fa_filing)), POINTER(fa_error)]
    library.fa_fact_list.restype = fa_status
    library.fa_fact_list.argtypes = [POINTER(fa_analysis_service), fa_id, POINTER(fa_fact_query), fa_fact_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_ask.restype = fa_status
    library.fa_ask.argtypes = [POINTER(fa_analysis_service), fa_id, POINTER(fa_question_input), POINTER(POINTER(fa_answer)), POINTER(fa_error)]
    library.fa_search.restype = fa_status
    library.fa_search.argtypes = [POINTER(fa_analysis_service), fa_id, POINTER(fa_question_input), c_uint32, fa_hit_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_answer_free.restype = None
    library.fa_answer_free.argtypes = [POINTER(fa_answer)]
    library.fa_blob_put.restype = fa_status
    library.fa_blob_put.argtypes = [POINTER(fa_blob_store), c_char_p, fa_read_fn, c_void_p, POINTER(fa_error)]
    library.fa_blob_get.restype = fa_status
    library.fa_blob_get.argtypes = [POINTER(fa_blob_store), c_char_p, fa_write_fn, c_void_p, POINTER(fa_error)]
    library.fa_blob_remove.restype = fa_status
    library.fa_blob_remove.argtypes = [POINTER(fa_blob_store), c_char_p, POINTER(fa_error)]
    library.fa_blob_size.restype = fa_status
    library.fa_blob_size.argtypes = [POINTER(fa_blob_store), c_char_p, POINTER(c_uint64), POINTER(fa_error)]
    library.fa_blob_stat.restype = fa_status
    library.fa_blob_stat.argtypes = [POINTER(fa_blob_store), c_char_p, POINTER(fa_blob_info), POINTER(fa_error)]
    library.fa_blob_list.restype = fa_status
    library.fa_blob_list.argtypes = [POINTER(fa_blob_store), c_char_p, c_char_p, c_uint32, fa_blob_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_blob_presign.restype = fa_status
    library.fa_blob_presign.argtypes = [POINTER(fa_blob_store), fa_blob_action, c_char_p, c_uint32, POINTER(fa_buf), POINTER(fa_error)]
    library.fa_blob_presign_put.restype = fa_status
    library.fa_blob_presign_put.argtypes = [POINTER(fa_blob_store), c_char_p, c_uint64, c_uint32, POINTER(fa_buf), POINTER(fa_error)]
    library.fa_blob_accept.restype = fa_status
    library.fa_blob_accept.argtypes = [POINTER(fa_blob_store), c_char_p, POINTER(fa_error)]
    library.fa_blob_get_range.restype = fa_status
    library.fa_blob_get_range.argtypes = [POINTER(fa_blob_store), c_char_p, c_uint64, c_uint64, fa_write_fn, c_void_p, POINTER(fa_error)]
    library.fa_blob_store_close.restype = None
    library.fa_blob_store_close.argtypes = [POINTER(fa_blob_store)]
    library.fa_clock_now.restype = fa_time
    library.fa_clock_now.argtypes = [POINTER(fa_clock)]
    library.fa_clock_random.restype = fa_status
    library.fa_clock_random.argtypes = [POINTER(fa_clock), c_void_p, c_size_t, POINTER(fa_error)]
    library.fa_clock_close.restype = None
    library.fa_clock_close.argtypes = [POINTER(fa_clock)]
    library.fa_reader_read.restype = fa_status
    library.fa_reader_read.argtypes = [POINTER(fa_document_reader), POINTER(fa_read_request), POINTER(POINTER(fa_content)), POINTER(fa_error)]
    library.fa_document_reader_close.restype = None
    library.fa_document_reader_close.argtypes = [POINTER(fa_document_reader)]
    library.fa_document_upload.restype = fa_status
    library.fa_document_upload.argtypes = [POINTER(fa_document_service), fa_id, POINTER(fa_upload), POINTER(POINTER(fa_document)), POINTER(c_bool), POINTER(fa_error)]
    library.fa_transfer_begin.restype = fa_status
    library.fa_transfer_begin.argtypes = [POINTER(fa_document_service), fa_id, POINTER(fa_transfer_start), POINTER(POINTER(fa_transfer)), POINTER(fa_error)]
    library.fa_transfer_get.restype = fa_status
    library.fa_transfer_get.argtypes = [POINTER(fa_document_service), fa_id, fa_id, POINTER(POINTER(fa_transfer)), POINTER(fa_error)]
    library.fa_transfer_append.restype = fa_status
    library.fa_transfer_append.argtypes = [POINTER(fa_document_service), fa_id, fa_id, POINTER(fa_transfer_piece), POINTER(POINTER(fa_transfer)), POINTER(fa_error)]
    library.fa_transfer_finish.restype = fa_status
    library.fa_transfer_finish.argtypes = [POINTER(fa_document_service), fa_id, fa_id, POINTER(fa_transfer_piece), POINTER(POINTER(fa_document)), POINTER(c_bool), POINTER(fa_error)]
    library.fa_transfer_sign.restype = fa_status
    library.fa_transfer_sign.argtypes = [POINTER(fa_document_service), fa_id, POINTER(fa_transfer_start), POINTER(fa_id), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_transfer_accept.restype = fa_status
    library.fa_transfer_accept.argtypes = [POINTER(fa_document_service), fa_id, fa_id, c_char_p, POINTER(POINTER(fa_document)), POINTER(c_bool), POINTER(fa_error)]
    library.fa_document_sign.restype = fa_status
    library.fa_document_sign.argtypes = [POINTER(fa_document_service), fa_id, fa_id, POINTER(fa_buf), POINTER(fa_error)]
    library.fa_transfer_remove.restype = fa_status
    library.fa_transfer_remove.argtypes = [POINTER(fa_document_service), fa_id, fa_id, POINTER(fa_error)]
    library.fa_transfer_tidy.restype = fa_status
    library.fa_transfer_tidy.argtypes = [POINTER(fa_document_service), fa_time, POINTER(fa_error)]
    library.fa_transfer_free.restype = None
    library.fa_transfer_free.argtypes = [POINTER(fa_transfer)]
    library.fa_document_get.restype = fa_status
    library.fa_document_get.argtypes = [POINTER(fa_document_service), fa_id, fa_id, POINTER(POINTER(fa_document)), POINTER(fa_error)]
    library.fa_document_get_legacy.restype = fa_status
    library.fa_document_get_legacy.argtypes = [POINTER(fa_document_service), fa_id, c_uint32, POINTER(POINTER(fa_document)), POINTER(fa_error)]
    library.fa_document_list.restype = fa_status
    library.fa_document_list.argtypes = [POINTER(fa_document_service), fa_id, fa_id, c_uint32, fa_document_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_document_select.restype = fa_status
    library.fa_document_select.argtypes = [POINTER(fa_document_service), fa_id, POINTER(fa_document_query), fa_document_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_document_scan.restype = fa_status
    library.fa_document_scan.argtypes = [POINTER(fa_document_service), fa_id, c_uint32, fa_document_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_document_content.restype = fa_status
    library.fa_document_content.argtypes = [POINTER(fa_document_service), fa_id, fa_id, fa_write_fn, c_void_p, POINTER(fa_error)]
    library.fa_document_report.restype = fa_status
    library.fa_document_report.argtypes = [POINTER(fa_document_service), POINTER(fa_document), POINTER(fa_error)]
    library.fa_document_update.restype = fa_status
    library.fa_document_update.argtypes = [POINTER(fa_document_service), fa_id, fa_id, POINTER(fa_document_patch), POINTER(POINTER(fa_document)), POINTER(fa_error)]
    library.fa_document_discard.restype = fa_status
    library.fa_document_discard.argtypes = [POINTER(fa_document_service), fa_id, fa_id, POINTER(fa_error)]
    library.fa_document_restore.restype = fa_status
    library.fa_document_restore.argtypes = [POINTER(fa_document_service), fa_id, fa_id, POINTER(POINTER(fa_document)), POINTER(fa_error)]
    library.fa_share_add.restype = fa_status
    library.fa_share_add.argtypes = [POINTER(fa_document_service), fa_id, fa_id, fa_id, POINTER(fa_error)]
    library.fa_share_remove.restype = fa_status
    library.fa_share_remove.argtypes = [POINTER(fa_document_service), fa_id, fa_id, fa_id, POINTER(fa_error)]
    library.fa_share_list.restype = fa_status
    library.fa_share_list.argtypes = [POINTER(fa_document_service), fa_id, fa_id, fa_share_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_collection_create.restype = fa_status
    library.fa_collection_create.argtypes = [POINTER(fa_document_service), fa_id, c_char_p, POINTER(POINTER(fa_collection)), POINTER(fa_error)]
    library.fa_collection_get.restype = fa_status
    library.fa_collection_get.argtypes = [POINTER(fa_document_service), fa_id, fa_id, POINTER(POINTER(fa_collection)), POINTER(fa_error)]
    library.fa_collection_list.restype = fa_status
    library.fa_collection_list.argtypes = [POINTER(fa_document_service), fa_id, fa_id, c_uint32, fa_collection_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_collection_rename.restype = fa_status
    library.fa_collection_rename.argtypes = [POINTER(fa_document_service), fa_id, fa_id, c_char_p, POINTER(POINTER(fa_collection)), POINTER(fa_error)]
    library.fa_collection_remove.restype = fa_status
    library.fa_collection_remove.argtypes = [POINTER(fa_document_service), fa_id, fa_id, POINTER(fa_error)]
    library.fa_collection_add.restype = fa_status
    library.fa_collection_add.argtypes = [POINTER(fa_document_service), fa_id, fa_id, fa_id, POINTER(fa_error)]
    library.fa_collection_take.restype = fa_status
    library.fa_collection_take.argtypes = [POINTER(fa_document_service), fa_id, fa_id, fa_id, POINTER(fa_error)]
    library.fa_collection_free.restype = None
    library.fa_collection_free.argtypes = [POINTER(fa_collection)]
    library.fa_document_remove.restype = fa_status
    library.fa_document_remove.argtypes = [POINTER(fa_document_service), fa_id, fa_id, POINTER(fa_error)]
    library.fa_document_removals.restype = fa_status
    library.fa_document_removals.argtypes = [POINTER(fa_document_service), c_uint64, c_uint32, fa_removal_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_document_may_return.restype = fa_status
    library.fa_document_may_return.argtypes = [POINTER(fa_document_service), fa_id, fa_id, POINTER(c_bool), POINTER(fa_error)]
    library.fa_document_count.restype = fa_status
    library.fa_document_count.argtypes = [POINTER(fa_document_service), fa_id, POINTER(c_uint64), POINTER(fa_error)]
    library.fa_document_remove_owner.restype = fa_status
    library.fa_document_remove_owner.argtypes = [POINTER(fa_document_service), fa_id, POINTER(fa_error)]
    library.fa_document_sweep.restype = fa_status
    library.fa_document_sweep.argtypes = [POINTER(fa_document_service), fa_id, fa_time, POINTER(fa_error)]
    library.fa_document_free.restype = None
    library.fa_document_free.argtypes = [POINTER(fa_document)]
    library.fa_document_repo_add.restype = fa_status
    library.fa_document_repo_add.argtypes = [POINTER(fa_document_repo), POINTER(fa_document), POINTER(c_uint32), POINTER(fa_error)]
    library.fa_document_repo_get.restype = fa_status
    library.fa_document_repo_get.argtypes = [POINTER(fa_document_repo), fa_id, fa_id, fa_document_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_document_repo_get_legacy.restype = fa_status
    library.fa_document_repo_get_legacy.argtypes = [POINTER(fa_document_repo), fa_id, c_uint32, fa_document_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_document_repo_find.restype = fa_status
    library.fa_document_repo_find.argtypes = [POINTER(fa_document_repo), fa_id, c_char_p, fa_document_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_document_repo_select.restype = fa_status
    library.fa_document_repo_select.argtypes = [POINTER(fa_document_repo), fa_id, POINTER(fa_document_query), fa_document_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_document_repo_scan.restype = fa_status
    library.fa_document_repo_scan.argtypes = [POINTER(fa_document_repo), fa_id, c_uint32, fa_document_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_document_repo_replace.restype = fa_status
    library.fa_document_repo_replace.argtypes = [POINTER(fa_document_repo), POINTER(fa_document), POINTER(fa_error)]
    library.fa_document_repo_remove.restype = fa_status
    library.fa_document_repo_remove.argtypes = [POINTER(fa_document_repo), POINTER(fa_removal), POINTER(fa_error)]
    library.fa_document_repo_removals.restype = fa_status
    library.fa_document_repo_removals.argtypes = [POINTER(fa_document_repo), c_uint64, c_uint32, fa_removal_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_document_repo_get_shared.restype = fa_status
    library.fa_document_repo_get_shared.argtypes = [POINTER(fa_document_repo), fa_id, fa_id, fa_document_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_document_repo_share.restype = fa_status
    library.fa_document_repo_share.argtypes = [POINTER(fa_document_repo), POINTER(fa_share), POINTER(fa_error)]
    library.fa_document_repo_unshare.restype = fa_status
    library.fa_document_repo_unshare.argtypes = [POINTER(fa_document_repo), fa_id, fa_id, fa_id, POINTER(fa_error)]
    library.fa_document_repo_list_shares.restype = fa_status
    library.fa_document_repo_list_shares.argtypes = [POINTER(fa_document_repo), fa_id, fa_id, fa_share_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_document_repo_add_collection.restype = fa_status
    library.fa_document_repo_add_collection.argtypes = [POINTER(fa_document_repo), POINTER(fa_collection), POINTER(fa_error)]
    library.fa_document_repo_replace_collection.restype = fa_status
    library.fa_document_repo_replace_collection.argtypes = [POINTER(fa_document_repo), POINTER(fa_collection), POINTER(fa_error)]
    library.fa_document_repo_get_collection.restype = fa_status
    library.fa_document_repo_get_collection.argtypes = [POINTER(fa_document_repo), fa_id, fa_id, fa_collection_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_document_repo_list_collections.restype = fa_status
    library.fa_document_repo_list_collections.argtypes = [POINTER(fa_document_repo), fa_id, fa_id, c_uint32, fa_collection_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_document_repo_remove_collection.restype = fa_status
    library.fa_document_repo_remove_collection.argtypes = [POINTER(fa_document_repo), fa_id, fa_id, POINTER(fa_error)]
    library.fa_document_repo_collect.restype = fa_status
    library.fa_document_repo_collect.argtypes = [POINTER(fa_document_repo), fa_id, fa_id, fa_id, c_bool, POINTER(fa_error)]
    library.fa_document_repo_close.restype = None
    library.fa_document_repo_close.argtypes = [POINTER(fa_document_repo)]
    library.fa_filing_repo_put.restype = fa_status
    library.fa_filing_repo_put.argtypes = [POINTER(fa_filing_repo), fa_id, fa_id, POINTER(fa_filing), POINTER(fa_error)]
    library.fa_filing_repo_get.restype = fa_status
    library.fa_filing_repo_get.argtypes = [POINTER(fa_filing_repo), fa_id, fa_id, fa_filing_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_filing_repo_remove.restype = fa_status
    library.fa_filing_repo_remove.argtypes = [POINTER(fa_filing_repo), fa_id, fa_id, POINTER(fa_error)]
    library.fa_filing_repo_remove_owner.restype = fa_status
    library.fa_filing_repo_remove_owner.argtypes = [POINTER(fa_filing_repo), fa_id, POINTER(fa_error)]
    library.fa_filing_repo_close.restype = None
    library.fa_filing_repo_close.argtypes = [POINTER(fa_filing_repo)]
    library.fa_hash_begin.restype = None
    library.fa_hash_begin.argtypes = [POINTER(fa_hasher), POINTER(fa_digest)]
    library.fa_hash_update.restype = None
    library.fa_hash_update.argtypes = [POINTER(fa_hasher), POINTER(fa_digest), c_void_p, c_size_t]
    library.fa_hash_finish_hex.restype = None
    library.fa_hash_finish_hex.argtypes = [POINTER(fa_hasher), POINTER(fa_digest), c_char_p]
    library.fa_hasher_close.restype = None
    library.fa_hasher_close.argtypes = [POINTER(fa_hasher)]
    library.fa_job_repo_add.restype = fa_status
    library.fa_job_repo_add.argtypes = [POINTER(fa_job_repo), POINTER(fa_job), POINTER(fa_error)]
    library.fa_job_repo_get.restype = fa_status
    library.fa_job_repo_get.argtypes = [POINTER(fa_job_repo), fa_id, fa_id, fa_job_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_job_repo_of_document.restype = fa_status
    library.fa_job_repo_of_document.argtypes = [POINTER(fa_job_repo), fa_id, fa_id, fa_job_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_job_repo_claim.restype = fa_status
    library.fa_job_repo_claim.argtypes = [POINTER(fa_job_repo), fa_time, fa_time, fa_job_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_job_repo_replace.restype = fa_status
    library.fa_job_repo_replace.argtypes = [POINTER(fa_job_repo), POINTER(fa_job), POINTER(fa_error)]
    library.fa_job_repo_cancel.restype = fa_status
    library.fa_job_repo_cancel.argtypes = [POINTER(fa_job_repo), fa_id, fa_id, POINTER(fa_error)]
    library.fa_job_repo_forget.restype = fa_status
    library.fa_job_repo_forget.argtypes = [POINTER(fa_job_repo), fa_id, fa_id, POINTER(fa_error)]
    library.fa_job_repo_forget_owner.restype = fa_status
    library.fa_job_repo_forget_owner.argtypes = [POINTER(fa_job_repo), fa_id, POINTER(fa_error)]
    library.fa_job_repo_close.restype = None
    library.fa_job_repo_close.argtypes = [POINTER(fa_job_repo)]
    library.fa_mailer_send.restype = fa_status
    library.fa_mailer_send.argtypes = [POINTER(fa_mailer), POINTER(fa_mail), POINTER(fa_error)]
    library.fa_mailer_close.restype = None
    library.fa_mailer_close.argtypes = [POINTER(fa_mailer)]
    library.fa_mail_write.restype = fa_status
    library.fa_mail_write.argtypes = [POINTER(fa_mail), c_char_p, POINTER(fa_buf), POINTER(fa_error)]
    library.fa_passage_put.restype = fa_status
    library.fa_passage_put.argtypes = [POINTER(fa_passage_index), fa_id, fa_id, POINTER(fa_passage), c_uint32, POINTER(fa_error)]
    library.fa_passage_search.restype = fa_status
    library.fa_passage_search.argtypes = [POINTER(fa_passage_index), fa_id, POINTER(fa_term), c_uint32, POINTER(fa_id), c_uint32, c_uint32, fa_passage_hit_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_passage_page.restype = fa_status
    library.fa_passage_page.argtypes = [POINTER(fa_passage_index), fa_id, fa_id, c_int32, fa_passage_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_passage_remove.restype = fa_status
    library.fa_passage_remove.argtypes = [POINTER(fa_passage_index), fa_id, fa_id, POINTER(fa_error)]
    library.fa_passage_remove_owner.restype = fa_status
    library.fa_passage_remove_owner.argtypes = [POINTER(fa_passage_index), fa_id, POINTER(fa_error)]
    library.fa_passage_index_close.restype = None
    library.fa_passage_index_close.argtypes = [POINTER(fa_passage_index)]
    library.fa_password_hash.restype = fa_status
    library.fa_password_hash.argtypes = [POINTER(fa_password_hasher), c_char_p, c_size_t, c_char_p, POINTER(fa_error)]
    library.fa_password_verify.restype = fa_status
    library.fa_password_verify.argtypes = [POINTER(fa_password_hasher), c_char_p, c_char_p, c_size_t, POINTER(c_bool), POINTER(c_bool), POINTER(fa_error)]
    library.fa_password_decoy.restype = fa_status
    library.fa_password_decoy.argtypes = [POINTER(fa_password_hasher), c_char_p, POINTER(fa_error)]
    library.fa_password_hasher_close.restype = None
    library.fa_password_hasher_close.argtypes = [POINTER(fa_password_hasher)]
    library.fa_token_signer_hold.restype = fa_status
    library.fa_token_signer_hold.argtypes = [POINTER(fa_token_signer), POINTER(c_uint8), POINTER(c_uint8), POINTER(fa_error)]
    library.fa_token_signer_drop.restype = None
    library.fa_token_signer_drop.argtypes = [POINTER(fa_token_signer), POINTER(c_uint8)]
    library.fa_token_signer_sign.restype = fa_status
    library.fa_token_signer_sign.argtypes = [POINTER(fa_token_signer), POINTER(c_uint8), c_void_p, c_size_t, POINTER(c_uint8), POINTER(fa_error)]
    library.fa_token_signer_verify.restype = c_bool
    library.fa_token_signer_verify.argtypes = [POINTER(fa_token_signer), POINTER(c_uint8), c_void_p, c_size_t, POINTER(c_uint8)]
    library.fa_token_signer_mac.restype = fa_status
    library.fa_token_signer_mac.argtypes = [POINTER(fa_token_signer), c_void_p, c_size_t, c_void_p, c_size_t, POINTER(c_uint8), POINTER(fa_error)]
    library.fa_token_signer_close.restype = None
    library.fa_token_signer_close.argtypes = [POINTER(fa_token_signer)]
    library.fa_transfer_store_add.restype = fa_status
    library.fa_transfer_store_add.argtypes = [POINTER(fa_transfer_store), POINTER(fa_transfer), POINTER(fa_error)]
    library.fa_transfer_store_get.restype = fa_status
    library.fa_transfer_store_get.argtypes = [POINTER(fa_transfer_store), fa_id, fa_id, fa_transfer_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_transfer_store_append.restype = fa_status
    library.fa_transfer_store_append.argtypes = [POINTER(fa_transfer_store), fa_id, fa_id, c_uint64, fa_read_fn, c_void_p, POINTER(fa_error)]
    library.fa_transfer_store_read.restype = fa_status
    library.fa_transfer_store_read.argtypes = [POINTER(fa_transfer_store), fa_id, fa_id, c_uint64, c_void_p, c_size_t, POINTER(c_size_t), POINTER(fa_error)]
    library.fa_transfer_store_end.restype = fa_status
    library.fa_transfer_store_end.argtypes = [POINTER(fa_transfer_store), fa_id, fa_id, fa_id, POINTER(fa_error)]
    library.fa_transfer_store_remove.restype = fa_status
    library.fa_transfer_store_remove.argtypes = [POINTER(fa_transfer_store), fa_id, fa_id, POINTER(fa_error)]
    library.fa_transfer_store_list.restype = fa_status
    library.fa_transfer_store_list.argtypes = [POINTER(fa_transfer_store), fa_id, c_uint32, fa_transfer_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_transfer_store_close.restype = None
    library.fa_transfer_store_close.argtypes = [POINTER(fa_transfer_store)]
    library.fa_registry_new.restype = fa_status
    library.fa_registry_new.argtypes = [POINTER(POINTER(fa_registry)), POINTER(fa_error)]
    library.fa_registry_free.restype = None
    library.fa_registry_free.argtypes = [POINTER(fa_registry)]
    library.fa_registry_add.restype = fa_status
    library.fa_registry_add.argtypes = [POINTER(fa_registry), fa_port, c_char_p, fa_open_fn, POINTER(fa_error)]
    library.fa_registry_add_with.restype = fa_status
    library.fa_registry_add_with.argtypes = [POINTER(fa_registry), fa_port, c_char_p, fa_open_with_fn, c_void_p, CFUNCTYPE(None, c_void_p), POINTER(fa_error)]
    library.fa_registry_open.restype = fa_status
    library.fa_registry_open.argtypes = [POINTER(fa_registry), fa_port, POINTER(fa_open_context), c_char_p, c_void_p, POINTER(fa_error)]
    library.fa_event_type_name.restype = c_char_p
    library.fa_event_type_name.argtypes = [fa_event_type]
    library.fa_operation_name.restype = c_char_p
    library.fa_operation_name.argtypes = [fa_operation]
    library.fa_outcome_name.restype = c_char_p
    library.fa_outcome_name.argtypes = [fa_outcome]
    library.fa_event_type_of.restype = fa_event_type
    library.fa_event_type_of.argtypes = [c_char_p]
    library.fa_operation_of.restype = fa_operation
    library.fa_operation_of.argtypes = [c_char_p]
    library.fa_outcome_of.restype = fa_outcome
    library.fa_outcome_of.argtypes = [c_char_p]
    library.fa_target_kind_name.restype = c_char_p
    library.fa_target_kind_name.argtypes = [fa_target_kind]
    library.fa_target_kind_of.restype = fa_target_kind
    library.fa_target_kind_of.argtypes = [c_char_p]
    library.fa_report_kind_of.restype = fa_report_kind
    library.fa_report_kind_of.argtypes = [c_char_p]
    library.fa_analytics_open.restype = fa_status
    library.fa_analytics_open.argtypes = [POINTER(fa_registry), POINTER(fa_analytics_config), POINTER(POINTER(fa_analytics_service)), POINTER(fa_error)]
    library.fa_analytics_close.restype = None
    library.fa_analytics_close.argtypes = [POINTER(fa_analytics_service)]
    library.fa_event_record.restype = fa_status
    library.fa_event_record.argtypes = [POINTER(fa_analytics_service), fa_id, POINTER(fa_event), c_uint32, POINTER(fa_event_receipt), POINTER(fa_error)]
    library.fa_event_list.restype = fa_status
    library.fa_event_list.argtypes = [POINTER(fa_analytics_service), c_uint64, c_uint32, fa_event_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_feedback_add.restype = fa_status
    library.fa_feedback_add.argtypes = [POINTER(fa_analytics_service), fa_id, POINTER(fa_feedback_input), POINTER(POINTER(fa_feedback)), POINTER(fa_error)]
    library.fa_feedback_get.restype = fa_status
    library.fa_feedback_get.argtypes = [POINTER(fa_analytics_service), fa_id, fa_id, POINTER(POINTER(fa_feedback)), POINTER(fa_error)]
    library.fa_feedback_find.restype = fa_status
    library.fa_feedback_find.argtypes = [POINTER(fa_analytics_service), fa_id, fa_target_kind, c_char_p, POINTER(POINTER(fa_feedback)), POINTER(fa_error)]
    library.fa_feedback_change.restype = fa_status
    library.fa_feedback_change.argtypes = [POINTER(fa_analytics_service), fa_id, fa_id, POINTER(fa_feedback_input), POINTER(POINTER(fa_feedback)), POINTER(fa_error)]
    library.fa_feedback_remove.restype = fa_status
    library.fa_feedback_remove.argtypes = [POINTER(fa_analytics_service), fa_id, fa_id, POINTER(fa_error)]
    library.fa_feedback_resolve.restype = fa_status
    library.fa_feedback_resolve.argtypes = [POINTER(fa_analytics_service), fa_id, c_bool, POINTER(POINTER(fa_feedback)), POINTER(fa_error)]
    library.fa_feedback_list.restype = fa_status
    library.fa_feedback_list.argtypes = [POINTER(fa_analytics_service), fa_id, fa_id, c_uint32, fa_feedback_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_feedback_free.restype = None
    library.fa_feedback_free.argtypes = [POINTER(fa_feedback)]
    library.fa_report_make.restype = fa_status
    library.fa_report_make.argtypes = [POINTER(fa_analytics_service), POINTER(fa_report_query), POINTER(POINTER(fa_report)), POINTER(fa_error)]
    library.fa_report_free.restype = None
    library.fa_report_free.argtypes = [POINTER(fa_report)]
    library.fa_retention_run_next.restype = fa_status
    library.fa_retention_run_next.argtypes = [POINTER(fa_analytics_service), POINTER(fa_retention), POINTER(c_bool), POINTER(fa_error)]
    library.fa_analytics_erase.restype = fa_status
    library.fa_analytics_erase.argtypes = [POINTER(fa_analytics_service), fa_id, POINTER(fa_error)]
    library.fa_source_get.restype = fa_status
    library.fa_source_get.argtypes = [POINTER(fa_document_source), fa_id, fa_id, fa_document_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_source_list.restype = fa_status
    library.fa_source_list.argtypes = [POINTER(fa_document_source), fa_id, fa_id, c_uint32, fa_document_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_source_content.restype = fa_status
    library.fa_source_content.argtypes = [POINTER(fa_document_source), fa_id, fa_id, fa_write_fn, c_void_p, POINTER(fa_error)]
    library.fa_source_report.restype = fa_status
    library.fa_source_report.argtypes = [POINTER(fa_document_source), POINTER(fa_document), POINTER(fa_error)]
    library.fa_source_get_legacy.restype = fa_status
    library.fa_source_get_legacy.argtypes = [POINTER(fa_document_source), fa_id, c_uint32, fa_document_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_source_may_return.restype = fa_status
    library.fa_source_may_return.argtypes = [POINTER(fa_document_source), fa_id, fa_id, POINTER(c_bool), POINTER(fa_error)]
    library.fa_source_removals.restype = fa_status
    library.fa_source_removals.argtypes = [POINTER(fa_document_source), c_uint64, c_uint32, fa_removal_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_source_scan.restype = fa_status
    library.fa_source_scan.argtypes = [POINTER(fa_document_source), fa_id, c_uint32, fa_document_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_source_remove_owner.restype = fa_status
    library.fa_source_remove_owner.argtypes = [POINTER(fa_document_source), fa_id, POINTER(fa_error)]
    library.fa_source_count.restype = fa_status
    library.fa_source_count.argtypes = [POINTER(fa_document_source), fa_id, POINTER(c_uint64), POINTER(fa_error)]
    library.fa_document_source_close.restype = None
    library.fa_document_source_close.argtypes = [POINTER(fa_document_source)]
    library.fa_readings_start.restype = fa_status
    library.fa_readings_start.argtypes = [POINTER(fa_readings), fa_id, fa_id, fa_job_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_readings_cancel.restype = fa_status
    library.fa_readings_cancel.argtypes = [POINTER(fa_readings), fa_id, fa_id, POINTER(fa_error)]
    library.fa_readings_forget.restype = fa_status
    library.fa_readings_forget.argtypes = [POINTER(fa_readings), fa_id, fa_id, POINTER(fa_error)]
    library.fa_readings_forget_owner.restype = fa_status
    library.fa_readings_forget_owner.argtypes = [POINTER(fa_readings), fa_id, POINTER(fa_error)]
    library.fa_readings_count.restype = fa_status
    library.fa_readings_count.argtypes = [POINTER(fa_readings), fa_id, POINTER(c_uint64), POINTER(c_uint64), POINTER(fa_error)]
    library.fa_readings_find_answer.restype = fa_status
    library.fa_readings_find_answer.argtypes = [POINTER(fa_readings), fa_id, c_int64, POINTER(fa_id), POINTER(fa_error)]
    library.fa_readings_close.restype = None
    library.fa_readings_close.argtypes = [POINTER(fa_readings)]
    library.fa_app_open.restype = fa_status
    library.fa_app_open.argtypes = [POINTER(fa_registry), POINTER(fa_app_config), POINTER(POINTER(fa_app)), POINTER(fa_error)]
    library.fa_app_close.restype = None
    library.fa_app_close.argtypes = [POINTER(fa_app)]
    library.fa_app_documents.restype = POINTER(fa_document_service)
    library.fa_app_documents.argtypes = [POINTER(fa_app)]
    library.fa_app_analysis.restype = POINTER(fa_analysis_service)
    library.fa_app_analysis.argtypes = [POINTER(fa_app)]
    library.fa_app_source.restype = POINTER(fa_document_source)
    library.fa_app_source.argtypes = [POINTER(fa_app)]
    library.fa_app_readings.restype = POINTER(fa_readings)
    library.fa_app_readings.argtypes = [POINTER(fa_app)]
    library.fa_app_use_readings.restype = None
    library.fa_app_use_readings.argtypes = [POINTER(fa_app), POINTER(fa_readings)]
    library.fa_app_ingest.restype = fa_status
    library.fa_app_ingest.argtypes = [POINTER(fa_app), fa_id, POINTER(fa_upload), POINTER(POINTER(fa_document)), POINTER(fa_error)]
    library.fa_app_upload.restype = fa_status
    library.fa_app_upload.argtypes = [POINTER(fa_app), fa_id, POINTER(fa_upload), POINTER(POINTER(fa_document)), POINTER(c_bool), POINTER(POINTER(fa_job)), POINTER(fa_error)]
    library.fa_app_read.restype = fa_status
    library.fa_app_read.argtypes = [POINTER(fa_app), fa_id, POINTER(fa_document), POINTER(POINTER(fa_job)), POINTER(fa_error)]
    library.fa_app_resume.restype = fa_status
    library.fa_app_resume.argtypes = [POINTER(fa_app), POINTER(fa_error)]
    library.fa_app_discard.restype = fa_status
    library.fa_app_discard.argtypes = [POINTER(fa_app), fa_id, fa_id, POINTER(fa_error)]
    library.fa_app_restore.restype = fa_status
    library.fa_app_restore.argtypes = [POINTER(fa_app), fa_id, fa_id, POINTER(POINTER(fa_document)), POINTER(fa_error)]
    library.fa_app_tidy.restype = fa_status
    library.fa_app_tidy.argtypes = [POINTER(fa_app), fa_time, c_uint32, POINTER(c_uint32), POINTER(fa_error)]
    library.fa_app_remove.restype = fa_status
    library.fa_app_remove.argtypes = [POINTER(fa_app), fa_id, fa_id, POINTER(fa_error)]
    library.fa_app_remove_owner.restype = fa_status
    library.fa_app_remove_owner.argtypes = [POINTER(fa_app), fa_id, POINTER(fa_error)]
    library.fa_token_keys_new.restype = fa_status
    library.fa_token_keys_new.argtypes = [POINTER(fa_token_signer), POINTER(POINTER(fa_token_keys)), POINTER(fa_error)]
    library.fa_token_keys_free.restype = None
    library.fa_token_keys_free.argtypes = [POINTER(fa_token_keys)]
    library.fa_token_keys_add.restype = fa_status
    library.fa_token_keys_add.argtypes = [POINTER(fa_token_keys), c_char_p, POINTER(c_uint8), POINTER(fa_error)]
    library.fa_token_keys_remove.restype = None
    library.fa_token_keys_remove.argtypes = [POINTER(fa_token_keys), c_char_p]
    library.fa_token_keys_set_secret.restype = fa_status
    library.fa_token_keys_set_secret.argtypes = [POINTER(fa_token_keys), c_char_p, c_void_p, c_size_t, POINTER(fa_error)]
    library.fa_token_keys_to_json.restype = fa_status
    library.fa_token_keys_to_json.argtypes = [POINTER(fa_token_keys), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_token_keys_from_json.restype = fa_status
    library.fa_token_keys_from_json.argtypes = [POINTER(fa_token_keys), c_char_p, c_size_t, POINTER(fa_error)]
    library.fa_token_verify.restype = fa_status
    library.fa_token_verify.argtypes = [POINTER(fa_token_keys), c_char_p, c_size_t, POINTER(fa_token_policy), POINTER(fa_claims), POINTER(fa_error)]
    library.fa_token_open.restype = fa_status
    library.fa_token_open.argtypes = [POINTER(fa_token_keys), c_char_p, c_size_t, c_char_p, POINTER(fa_buf), POINTER(fa_error)]
    library.fa_token_make.restype = fa_status
    library.fa_token_make.argtypes = [POINTER(fa_token_signer), POINTER(fa_token_key), c_char_p, POINTER(fa_claims), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_role_name.restype = c_char_p
    library.fa_role_name.argtypes = [fa_role]
    library.fa_role_of.restype = fa_role
    library.fa_role_of.argtypes = [c_char_p]
    library.fa_user_open.restype = fa_status
    library.fa_user_open.argtypes = [POINTER(fa_registry), POINTER(fa_user_config), POINTER(POINTER(fa_user_service)), POINTER(fa_error)]
    library.fa_user_close.restype = None
    library.fa_user_close.argtypes = [POINTER(fa_user_service)]
    library.fa_user_register.restype = fa_status
    library.fa_user_register.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), POINTER(fa_registration), POINTER(fa_tokens), POINTER(fa_error)]
    library.fa_user_login.restype = fa_status
    library.fa_user_login.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), POINTER(fa_login), POINTER(fa_tokens), POINTER(fa_error)]
    library.fa_user_refresh.restype = fa_status
    library.fa_user_refresh.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), c_char_p, c_char_p, POINTER(fa_tokens), POINTER(fa_error)]
    library.fa_user_logout.restype = fa_status
    library.fa_user_logout.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), POINTER(fa_error)]
    library.fa_user_logout_all.restype = fa_status
    library.fa_user_logout_all.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), POINTER(fa_error)]
    library.fa_session_list.restype = fa_status
    library.fa_session_list.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), fa_session_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_session_end.restype = fa_status
    library.fa_session_end.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), fa_id, POINTER(fa_error)]
    library.fa_user_authenticate.restype = fa_status
    library.fa_user_authenticate.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), c_char_p, POINTER(fa_actor), POINTER(fa_error)]
    library.fa_user_keys_to_json.restype = fa_status
    library.fa_user_keys_to_json.argtypes = [POINTER(fa_user_service), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_user_token_keys.restype = POINTER(fa_token_keys)
    library.fa_user_token_keys.argtypes = [POINTER(fa_user_service)]
    library.fa_user_events.restype = fa_status
    library.fa_user_events.argtypes = [POINTER(fa_user_service), c_uint64, c_uint32, fa_user_event_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_user_get.restype = fa_status
    library.fa_user_get.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), POINTER(fa_user), POINTER(fa_error)]
    library.fa_user_update.restype = fa_status
    library.fa_user_update.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), POINTER(fa_profile), POINTER(fa_user), POINTER(fa_error)]
    library.fa_password_change.restype = fa_status
    library.fa_password_change.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), c_char_p, c_char_p, POINTER(fa_error)]
    library.fa_password_forgot.restype = fa_status
    library.fa_password_forgot.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), c_char_p, POINTER(fa_error)]
    library.fa_password_reset.restype = fa_status
    library.fa_password_reset.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), c_char_p, c_char_p, POINTER(fa_error)]
    library.fa_email_verify.restype = fa_status
    library.fa_email_verify.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), c_char_p, POINTER(fa_error)]
    library.fa_email_resend.restype = fa_status
    library.fa_email_resend.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), c_char_p, POINTER(fa_error)]
    library.fa_user_send_mail.restype = fa_status
    library.fa_user_send_mail.argtypes = [POINTER(fa_user_service), POINTER(c_bool), POINTER(fa_error)]
    library.fa_user_export.restype = fa_status
    library.fa_user_export.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_user_remove.restype = fa_status
    library.fa_user_remove.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), c_char_p, POINTER(fa_error)]
    library.fa_user_activity.restype = fa_status
    library.fa_user_activity.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), c_uint64, c_uint32, fa_audit_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_scope_allows.restype = c_bool
    library.fa_scope_allows.argtypes = [c_char_p, c_char_p]
    library.fa_api_key_create.restype = fa_status
    library.fa_api_key_create.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), POINTER(fa_api_key_input), POINTER(fa_api_key), c_char_p, POINTER(fa_error)]
    library.fa_api_key_list.restype = fa_status
    library.fa_api_key_list.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), fa_api_key_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_api_key_update.restype = fa_status
    library.fa_api_key_update.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), fa_id, POINTER(fa_api_key_input), POINTER(fa_api_key), POINTER(fa_error)]
    library.fa_api_key_rotate.restype = fa_status
    library.fa_api_key_rotate.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), fa_id, POINTER(fa_api_key), c_char_p, POINTER(fa_error)]
    library.fa_api_key_remove.restype = fa_status
    library.fa_api_key_remove.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), fa_id, POINTER(fa_error)]
    library.fa_totp_begin.restype = fa_status
    library.fa_totp_begin.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), c_char_p, c_char_p, POINTER(fa_error)]
    library.fa_totp_confirm.restype = fa_status
    library.fa_totp_confirm.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), c_char_p, POINTER(c_char * 16), POINTER(fa_error)]
    library.fa_totp_remove.restype = fa_status
    library.fa_totp_remove.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), c_char_p, POINTER(fa_error)]
    library.fa_admin_user_list.restype = fa_status
    library.fa_admin_user_list.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), POINTER(fa_user_filter), fa_user_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_admin_user_count.restype = fa_status
    library.fa_admin_user_count.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), POINTER(fa_user_filter), POINTER(c_uint64), POINTER(fa_error)]
    library.fa_admin_user_get.restype = fa_status
    library.fa_admin_user_get.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), fa_id, POINTER(fa_user), POINTER(fa_error)]
    library.fa_admin_user_with_email.restype = fa_status
    library.fa_admin_user_with_email.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), c_char_p, POINTER(fa_user), POINTER(fa_error)]
    library.fa_admin_user_find.restype = fa_status
    library.fa_admin_user_find.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), c_int64, POINTER(fa_user), POINTER(fa_error)]
    library.fa_admin_user_create.restype = fa_status
    library.fa_admin_user_create.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), POINTER(fa_account), POINTER(fa_user), POINTER(fa_error)]
    library.fa_admin_user_update.restype = fa_status
    library.fa_admin_user_update.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), fa_id, POINTER(fa_account_change), POINTER(fa_user), POINTER(fa_error)]
    library.fa_admin_user_remove.restype = fa_status
    library.fa_admin_user_remove.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), fa_id, POINTER(fa_error)]
    library.fa_admin_user_reset.restype = fa_status
    library.fa_admin_user_reset.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), fa_id, POINTER(fa_error)]
    library.fa_admin_user_end_sessions.restype = fa_status
    library.fa_admin_user_end_sessions.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), fa_id, POINTER(fa_error)]
    library.fa_audit_list.restype = fa_status
    library.fa_audit_list.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), POINTER(fa_audit_filter), fa_audit_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_audit_note.restype = fa_status
    library.fa_audit_note.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), c_char_p, c_char_p, c_char_p, POINTER(fa_error)]
    library.fa_audit_verify.restype = fa_status
    library.fa_audit_verify.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), POINTER(c_uint64), POINTER(c_uint64), POINTER(fa_error)]
    library.fa_user_keys_rotate.restype = fa_status
    library.fa_user_keys_rotate.argtypes = [POINTER(fa_user_service), POINTER(fa_actor), c_char_p, POINTER(fa_error)]
    library.fa_user_tidy.restype = fa_status
    library.fa_user_tidy.argtypes = [POINTER(fa_user_service), POINTER(fa_error)]
    library.fa_user_repo_apply.restype = fa_status
    library.fa_user_repo_apply.argtypes = [POINTER(fa_user_repo), POINTER(fa_user_change), c_size_t, POINTER(fa_error)]
    library.fa_user_repo_query.restype = fa_status
    library.fa_user_repo_query.argtypes = [POINTER(fa_user_repo), POINTER(fa_user_query), fa_user_record_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_user_repo_count.restype = fa_status
    library.fa_user_repo_count.argtypes = [POINTER(fa_user_repo), POINTER(fa_user_filter), POINTER(c_uint64), POINTER(fa_error)]
    library.fa_user_repo_close.restype = None
    library.fa_user_repo_close.argtypes = [POINTER(fa_user_repo)]
    library.fa_sheets_sheet.restype = fa_status
    library.fa_sheets_sheet.argtypes = [POINTER(fa_sheets), c_char_p, POINTER(fa_error)]
    library.fa_sheets_text.restype = fa_status
    library.fa_sheets_text.argtypes = [POINTER(fa_sheets), c_char_p, POINTER(fa_error)]
    library.fa_sheets_number.restype = fa_status
    library.fa_sheets_number.argtypes = [POINTER(fa_sheets), fa_decimal, POINTER(fa_error)]
    library.fa_sheets_end_row.restype = fa_status
    library.fa_sheets_end_row.argtypes = [POINTER(fa_sheets), c_bool, POINTER(fa_error)]
    library.fa_sheets_finish.restype = fa_status
    library.fa_sheets_finish.argtypes = [POINTER(fa_sheets), POINTER(fa_error)]
    library.fa_sheets_close.restype = None
    library.fa_sheets_close.argtypes = [POINTER(fa_sheets)]
    library.fa_record_open.restype = fa_status
    library.fa_record_open.argtypes = [POINTER(fa_registry), POINTER(fa_record_config), POINTER(POINTER(fa_record_service)), POINTER(fa_error)]
    library.fa_record_close.restype = None
    library.fa_record_close.argtypes = [POINTER(fa_record_service)]
    library.fa_record_ask.restype = fa_status
    library.fa_record_ask.argtypes = [POINTER(fa_record_service), fa_id, POINTER(fa_question_input), POINTER(POINTER(fa_record)), POINTER(c_bool), POINTER(fa_error)]
    library.fa_record_analyse.restype = fa_status
    library.fa_record_analyse.argtypes = [POINTER(fa_record_service), fa_id, fa_id, POINTER(POINTER(fa_record)), POINTER(c_bool), POINTER(fa_error)]
    library.fa_record_get.restype = fa_status
    library.fa_record_get.argtypes = [POINTER(fa_record_service), fa_id, fa_id, POINTER(POINTER(fa_record)), POINTER(fa_error)]
    library.fa_record_list.restype = fa_status
    library.fa_record_list.argtypes = [POINTER(fa_record_service), fa_id, POINTER(fa_record_query), fa_record_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_record_export.restype = fa_status
    library.fa_record_export.argtypes = [POINTER(fa_record_service), fa_id, fa_id, POINTER(fa_sheets), POINTER(fa_error)]
    library.fa_record_export_json.restype = fa_status
    library.fa_record_export_json.argtypes = [POINTER(fa_record_service), fa_id, fa_id, fa_write_fn, c_void_p, POINTER(fa_error)]
    library.fa_record_remove.restype = fa_status
    library.fa_record_remove.argtypes = [POINTER(fa_record_service), fa_id, fa_id, POINTER(fa_error)]
    library.fa_record_forget.restype = fa_status
    library.fa_record_forget.argtypes = [POINTER(fa_record_service), fa_id, POINTER(fa_error)]
    library.fa_record_erase.restype = fa_status
    library.fa_record_erase.argtypes = [POINTER(fa_record_service), fa_id, POINTER(fa_error)]
    library.fa_record_sweep_next.restype = fa_status
    library.fa_record_sweep_next.argtypes = [POINTER(fa_record_service), POINTER(fa_record_sweep), POINTER(fa_error)]
    library.fa_record_copy.restype = fa_status
    library.fa_record_copy.argtypes = [POINTER(fa_record), POINTER(POINTER(fa_record)), POINTER(fa_error)]
    library.fa_record_free.restype = None
    library.fa_record_free.argtypes = [POINTER(fa_record)]
    library.fa_word_counts_make.restype = fa_status
    library.fa_word_counts_make.argtypes = [POINTER(fa_passage), c_uint32, POINTER(POINTER(fa_word_counts)), POINTER(fa_error)]
    library.fa_word_counts_free.restype = None
    library.fa_word_counts_free.argtypes = [POINTER(fa_word_counts)]
    library.fa_word_stem.restype = c_size_t
    library.fa_word_stem.argtypes = [c_char_p, c_char_p]
    library.fa_ranking_new.restype = fa_status
    library.fa_ranking_new.argtypes = [POINTER(c_uint32), c_uint32, POINTER(POINTER(fa_ranking)), POINTER(fa_error)]
    library.fa_ranking_add.restype = None
    library.fa_ranking_add.argtypes = [POINTER(fa_ranking), c_double, POINTER(fa_posting), c_uint32]
    library.fa_ranking_best.restype = POINTER(fa_ranked)
    library.fa_ranking_best.argtypes = [POINTER(fa_ranking), c_uint32, POINTER(c_uint32)]
    library.fa_ranking_free.restype = None
    library.fa_ranking_free.argtypes = [POINTER(fa_ranking)]
    library.fa_storage_open.restype = fa_status
    library.fa_storage_open.argtypes = [POINTER(fa_registry), POINTER(fa_storage_config), POINTER(POINTER(fa_storage_service)), POINTER(fa_error)]
    library.fa_storage_close.restype = None
    library.fa_storage_close.argtypes = [POINTER(fa_storage_service)]
    library.fa_object_put.restype = fa_status
    library.fa_object_put.argtypes = [POINTER(fa_storage_service), fa_id, POINTER(fa_object_upload), POINTER(POINTER(fa_object)), POINTER(fa_error)]
    library.fa_object_get.restype = fa_status
    library.fa_object_get.argtypes = [POINTER(fa_storage_service), fa_id, c_char_p, POINTER(POINTER(fa_object)), POINTER(fa_error)]
    library.fa_object_read.restype = fa_status
    library.fa_object_read.argtypes = [POINTER(fa_storage_service), fa_id, c_char_p, fa_write_fn, c_void_p, POINTER(fa_error)]
    library.fa_object_read_range.restype = fa_status
    library.fa_object_read_range.argtypes = [POINTER(fa_storage_service), fa_id, c_char_p, c_uint64, c_uint64, fa_write_fn, c_void_p, POINTER(fa_error)]
    library.fa_object_remove.restype = fa_status
    library.fa_object_remove.argtypes = [POINTER(fa_storage_service), fa_id, c_char_p, POINTER(fa_error)]
    library.fa_object_list.restype = fa_status
    library.fa_object_list.argtypes = [POINTER(fa_storage_service), fa_id, c_char_p, c_uint32, fa_object_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_object_free.restype = None
    library.fa_object_free.argtypes = [POINTER(fa_object)]
    library.fa_object_sign_get.restype = fa_status
    library.fa_object_sign_get.argtypes = [POINTER(fa_storage_service), fa_id, c_char_p, c_uint32, POINTER(fa_buf), POINTER(fa_error)]
    library.fa_object_sign_put.restype = fa_status
    library.fa_object_sign_put.argtypes = [POINTER(fa_storage_service), fa_id, c_char_p, c_uint64, c_uint32, POINTER(fa_buf), POINTER(fa_error)]
    library.fa_object_accept.restype = fa_status
    library.fa_object_accept.argtypes = [POINTER(fa_storage_service), fa_id, c_char_p, POINTER(POINTER(fa_object)), POINTER(fa_error)]
    library.fa_usage_get.restype = fa_status
    library.fa_usage_get.argtypes = [POINTER(fa_storage_service), fa_id, POINTER(fa_usage), POINTER(fa_error)]
    library.fa_usage_total.restype = fa_status
    library.fa_usage_total.argtypes = [POINTER(fa_storage_service), POINTER(fa_usage), POINTER(fa_error)]
    library.fa_usage_list.restype = fa_status
    library.fa_usage_list.argtypes = [POINTER(fa_storage_service), fa_id, c_uint32, fa_usage_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_quota_set.restype = fa_status
    library.fa_quota_set.argtypes = [POINTER(fa_storage_service), fa_id, POINTER(fa_quota), POINTER(fa_error)]
    library.fa_storage_recover.restype = fa_status
    library.fa_storage_recover.argtypes = [POINTER(fa_storage_service), fa_time, POINTER(fa_error)]
    library.fa_storage_sweep.restype = fa_status
    library.fa_storage_sweep.argtypes = [POINTER(fa_storage_service), POINTER(fa_upkeep), POINTER(fa_error)]
    library.fa_storage_clean_user.restype = fa_status
    library.fa_storage_clean_user.argtypes = [POINTER(fa_storage_service), POINTER(fa_upkeep), POINTER(fa_error)]
    library.fa_storage_expire.restype = fa_status
    library.fa_storage_expire.argtypes = [POINTER(fa_storage_service), POINTER(fa_upkeep), POINTER(fa_error)]
    library.fa_storage_scrub.restype = fa_status
    library.fa_storage_scrub.argtypes = [POINTER(fa_storage_service), POINTER(fa_upkeep), POINTER(fa_error)]
    library.fa_document_to_json.restype = fa_status
    library.fa_document_to_json.argtypes = [POINTER(fa_document), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_share_to_json.restype = fa_status
    library.fa_share_to_json.argtypes = [POINTER(fa_share), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_collection_to_json.restype = fa_status
    library.fa_collection_to_json.argtypes = [POINTER(fa_collection), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_transfer_to_json.restype = fa_status
    library.fa_transfer_to_json.argtypes = [POINTER(fa_transfer), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_job_to_json.restype = fa_status
    library.fa_job_to_json.argtypes = [POINTER(fa_job), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_fact_to_json.restype = fa_status
    library.fa_fact_to_json.argtypes = [POINTER(fa_fact), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_answer_to_json.restype = fa_status
    library.fa_answer_to_json.argtypes = [POINTER(fa_answer), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_statement_to_json.restype = fa_status
    library.fa_statement_to_json.argtypes = [POINTER(fa_filing), fa_statement_kind, POINTER(fa_buf), POINTER(fa_error)]
    library.fa_identity_to_json.restype = fa_status
    library.fa_identity_to_json.argtypes = [POINTER(fa_identity), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_object_to_json.restype = fa_status
    library.fa_object_to_json.argtypes = [POINTER(fa_object), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_usage_to_json.restype = fa_status
    library.fa_usage_to_json.argtypes = [POINTER(fa_usage), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_finding_to_json.restype = fa_status
    library.fa_finding_to_json.argtypes = [POINTER(fa_finding), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_json_quote.restype = fa_status
    library.fa_json_quote.argtypes = [c_char_p, POINTER(fa_buf)]
    library.fa_question_from_json.restype = fa_status
    library.fa_question_from_json.argtypes = [c_char_p, c_size_t, POINTER(POINTER(fa_question_input)), POINTER(fa_error)]
    library.fa_question_input_free.restype = None
    library.fa_question_input_free.argtypes = [POINTER(fa_question_input)]
    library.fa_document_patch_from_json.restype = fa_status
    library.fa_document_patch_from_json.argtypes = [c_char_p, c_size_t, POINTER(POINTER(fa_document_patch)), POINTER(fa_error)]
    library.fa_document_patch_free.restype = None
    library.fa_document_patch_free.argtypes = [POINTER(fa_document_patch)]
    library.fa_quota_from_json.restype = fa_status
    library.fa_quota_from_json.argtypes = [c_char_p, c_size_t, POINTER(fa_quota), POINTER(fa_error)]
    library.fa_removal_to_json.restype = fa_status
    library.fa_removal_to_json.argtypes = [POINTER(fa_removal), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_blob_info_to_json.restype = fa_status
    library.fa_blob_info_to_json.argtypes = [POINTER(fa_blob_info), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_documents_from_json.restype = fa_status
    library.fa_documents_from_json.argtypes = [c_char_p, c_size_t, fa_document_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_jobs_from_json.restype = fa_status
    library.fa_jobs_from_json.argtypes = [c_char_p, c_size_t, fa_job_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_removals_from_json.restype = fa_status
    library.fa_removals_from_json.argtypes = [c_char_p, c_size_t, fa_removal_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_users_from_json.restype = fa_status
    library.fa_users_from_json.argtypes = [c_char_p, c_size_t, fa_user_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_user_events_from_json.restype = fa_status
    library.fa_user_events_from_json.argtypes = [c_char_p, c_size_t, fa_user_event_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_blob_infos_from_json.restype = fa_status
    library.fa_blob_infos_from_json.argtypes = [c_char_p, c_size_t, fa_blob_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_problem_from_json.restype = fa_status
    library.fa_problem_from_json.argtypes = [c_char_p, c_size_t, POINTER(fa_error)]
    library.fa_record_to_json.restype = fa_status
    library.fa_record_to_json.argtypes = [POINTER(fa_record), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_record_told_to_json.restype = fa_status
    library.fa_record_told_to_json.argtypes = [POINTER(fa_record), c_char_p, c_bool, POINTER(fa_buf), POINTER(fa_error)]
    library.fa_key_figure_to_json.restype = fa_status
    library.fa_key_figure_to_json.argtypes = [c_char_p, c_char_p, POINTER(fa_answer), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_sentence_to_json.restype = fa_status
    library.fa_sentence_to_json.argtypes = [c_char_p, c_bool, POINTER(fa_citation), c_uint32, POINTER(fa_buf), POINTER(fa_error)]
    library.fa_check_to_json.restype = fa_status
    library.fa_check_to_json.argtypes = [POINTER(fa_filing), POINTER(fa_check), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_sheets_csv_open.restype = fa_status
    library.fa_sheets_csv_open.argtypes = [fa_write_fn, c_void_p, POINTER(fa_sheets), POINTER(fa_error)]
    library.fa_sheets_markdown_open.restype = fa_status
    library.fa_sheets_markdown_open.argtypes = [fa_write_fn, c_void_p, POINTER(fa_sheets), POINTER(fa_error)]
    library.fa_analysis_to_sheets.restype = fa_status
    library.fa_analysis_to_sheets.argtypes = [POINTER(fa_record), POINTER(fa_sheets), POINTER(fa_error)]
    library.fa_answers_begin_sheet.restype = fa_status
    library.fa_answers_begin_sheet.argtypes = [POINTER(fa_sheets), POINTER(fa_error)]
    library.fa_answer_to_row.restype = fa_status
    library.fa_answer_to_row.argtypes = [POINTER(fa_record), POINTER(fa_sheets), POINTER(fa_error)]
    library.fa_record_to_legacy_json.restype = fa_status
    library.fa_record_to_legacy_json.argtypes = [POINTER(fa_record), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_user_to_json.restype = fa_status
    library.fa_user_to_json.argtypes = [POINTER(fa_user), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_session_to_json.restype = fa_status
    library.fa_session_to_json.argtypes = [POINTER(fa_session), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_api_key_to_json.restype = fa_status
    library.fa_api_key_to_json.argtypes = [POINTER(fa_api_key), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_audit_entry_to_json.restype = fa_status
    library.fa_audit_entry_to_json.argtypes = [POINTER(fa_audit_entry), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_user_event_to_json.restype = fa_status
    library.fa_user_event_to_json.argtypes = [POINTER(fa_user_event), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_tokens_to_json.restype = fa_status
    library.fa_tokens_to_json.argtypes = [POINTER(fa_tokens), fa_time, c_bool, POINTER(fa_buf), POINTER(fa_error)]
    library.fa_members_from_json.restype = fa_status
    library.fa_members_from_json.argtypes = [c_char_p, c_size_t, POINTER(fa_member), c_size_t, POINTER(c_void_p), POINTER(fa_error)]
    library.fa_members_pick_from_json.restype = fa_status
    library.fa_members_pick_from_json.argtypes = [c_char_p, c_size_t, POINTER(fa_member), c_size_t, POINTER(c_void_p), POINTER(fa_error)]
    library.fa_members_free.restype = None
    library.fa_members_free.argtypes = [c_void_p]
    library.fa_event_to_json.restype = fa_status
    library.fa_event_to_json.argtypes = [POINTER(fa_event), c_uint64, POINTER(fa_buf), POINTER(fa_error)]
    library.fa_event_receipt_to_json.restype = fa_status
    library.fa_event_receipt_to_json.argtypes = [POINTER(fa_event_receipt), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_feedback_to_json.restype = fa_status
    library.fa_feedback_to_json.argtypes = [POINTER(fa_feedback), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_report_to_json.restype = fa_status
    library.fa_report_to_json.argtypes = [POINTER(fa_report), c_bool, POINTER(fa_buf), POINTER(fa_error)]
    library.fa_events_from_json.restype = fa_status
    library.fa_events_from_json.argtypes = [c_char_p, c_size_t, POINTER(POINTER(fa_event)), POINTER(c_uint32), POINTER(fa_error)]
    library.fa_events_free.restype = None
    library.fa_events_free.argtypes = [POINTER(fa_event)]
    library.fa_feedback_input_from_json.restype = fa_status
    library.fa_feedback_input_from_json.argtypes = [c_char_p, c_size_t, c_bool, POINTER(POINTER(fa_feedback_input)), POINTER(fa_error)]
    library.fa_feedback_input_free.restype = None
    library.fa_feedback_input_free.argtypes = [POINTER(fa_feedback_input)]
    library.fa_audit_entry_to_csv.restype = fa_status
    library.fa_audit_entry_to_csv.argtypes = [POINTER(fa_audit_entry), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_event_to_csv.restype = fa_status
    library.fa_event_to_csv.argtypes = [POINTER(fa_event), c_uint64, POINTER(fa_buf), POINTER(fa_error)]
    library.fa_feedback_to_csv.restype = fa_status
    library.fa_feedback_to_csv.argtypes = [POINTER(fa_feedback), POINTER(fa_buf), POINTER(fa_error)]
    library.fa_report_to_csv.restype = fa_status
    library.fa_report_to_csv.argtypes = [POINTER(fa_report), c_char_p, POINTER(fa_buf), POINTER(fa_error)]

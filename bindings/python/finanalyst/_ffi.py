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
FA_DOCUMENT_STORED = 1
FA_DOCUMENT_READING = 2
FA_DOCUMENT_READY = 3
FA_DOCUMENT_FAILED = 4
FA_DOCUMENT_CANCELLED = 5
FA_SHA256_BYTES = 32
FA_SHA256_HEX = 65
FA_PORT_BLOB_STORE = 1
FA_PORT_DOCUMENT_REPO = 2
FA_PORT_JOB_REPO = 3
FA_PORT_FILING_REPO = 4
FA_PORT_PASSAGE_INDEX = 5
FA_PORT_DOCUMENT_READER = 6
FA_PORT_CLOCK = 7
FA_PORT_HASHER = 8
FA_STEM_MAX = 65

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

fa_document_state = c_int

class fa_document(Structure):
    """struct fa_document."""

fa_document._fields_ = [
    ("id", fa_id),
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

class fa_document_repo_ops(Structure):
    """struct fa_document_repo_ops."""

fa_document_repo_ops._fields_ = [
    ("struct_size", c_size_t),
    ("name", c_char_p),
    ("add", CFUNCTYPE(fa_status, c_void_p, POINTER(fa_document), POINTER(fa_error))),
    ("get", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_document_visit_fn, c_void_p, POINTER(fa_error))),
    ("find", CFUNCTYPE(fa_status, c_void_p, c_char_p, fa_document_visit_fn, c_void_p, POINTER(fa_error))),
    ("list", CFUNCTYPE(fa_status, c_void_p, fa_id, c_uint32, fa_document_visit_fn, c_void_p, POINTER(fa_error))),
    ("replace", CFUNCTYPE(fa_status, c_void_p, POINTER(fa_document), POINTER(fa_error))),
    ("remove", CFUNCTYPE(fa_status, c_void_p, fa_id, POINTER(fa_error))),
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
    ("put", CFUNCTYPE(fa_status, c_void_p, fa_id, POINTER(fa_filing), POINTER(fa_error))),
    ("get", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_filing_visit_fn, c_void_p, POINTER(fa_error))),
    ("remove", CFUNCTYPE(fa_status, c_void_p, fa_id, POINTER(fa_error))),
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
    ("get", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_job_visit_fn, c_void_p, POINTER(fa_error))),
    ("of_document", CFUNCTYPE(fa_status, c_void_p, fa_id, fa_job_visit_fn, c_void_p, POINTER(fa_error))),
    ("claim", CFUNCTYPE(fa_status, c_void_p, fa_time, fa_time, fa_job_visit_fn, c_void_p, POINTER(fa_error))),
    ("replace", CFUNCTYPE(fa_status, c_void_p, POINTER(fa_job), POINTER(fa_error))),
    ("cancel", CFUNCTYPE(fa_status, c_void_p, fa_id, POINTER(fa_error))),
    ("forget", CFUNCTYPE(fa_status, c_void_p, fa_id, POINTER(fa_error))),
    ("close", CFUNCTYPE(None, c_void_p)),
]

class fa_job_repo(Structure):
    """struct fa_job_repo."""

fa_job_repo._fields_ = [
    ("ops", POINTER(fa_job_repo_ops)),
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
    ("put", CFUNCTYPE(fa_status, c_void_p, fa_id, POINTER(fa_passage), c_uint32, POINTER(fa_error))),
    ("search", CFUNCTYPE(fa_status, c_void_p, POINTER(fa_term), c_uint32, POINTER(fa_id), c_uint32, c_uint32, fa_passage_hit_visit_fn, c_void_p, POINTER(fa_error))),
    ("page", CFUNCTYPE(fa_status, c_void_p, fa_id, c_int32, fa_passage_visit_fn, c_void_p, POINTER(fa_error))),
    ("remove", CFUNCTYPE(fa_status, c_void_p, fa_id, POINTER(fa_error))),
    ("close", CFUNCTYPE(None, c_void_p)),
]

class fa_passage_index(Structure):
    """struct fa_passage_index."""

fa_passage_index._fields_ = [
    ("ops", POINTER(fa_passage_index_ops)),
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
fa_port = c_int

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
]

class fa_app(Structure):
    """Opaque."""

fa_log_fn = CFUNCTYPE(None, c_void_p, c_char_p)

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
    library.fa_job_start.argtypes = [POINTER(fa_analysis_service), fa_id, POINTER(POINTER(fa_job)), POINTER(fa_error)]
    library.fa_job_get.restype = fa_status
    library.fa_job_get.argtypes = [POINTER(fa_analysis_service), fa_id, POINTER(POINTER(fa_job)), POINTER(fa_error)]
    library.fa_job_of_document.restype = fa_status
    library.fa_job_of_document.argtypes = [POINTER(fa_analysis_service), fa_id, POINTER(POINTER(fa_job)), POINTER(fa_error)]
    library.fa_job_cancel.restype = fa_status
    library.fa_job_cancel.argtypes = [POINTER(fa_analysis_service), fa_id, POINTER(fa_error)]
    library.fa_job_run_next.restype = fa_status
    library.fa_job_run_next.argtypes = [POINTER(fa_analysis_service), POINTER(c_bool), POINTER(fa_error)]
    library.fa_job_free.restype = None
    library.fa_job_free.argtypes = [POINTER(fa_job)]
    library.fa_analysis_forget.restype = fa_status
    library.fa_analysis_forget.argtypes = [POINTER(fa_analysis_service), fa_id, POINTER(fa_error)]
    library.fa_filing_get.restype = fa_status
    library.fa_filing_get.argtypes = [POINTER(fa_analysis_service), fa_id, POINTER(POINTER(fa_filing)), POINTER(fa_error)]
    library.fa_fact_list.restype = fa_status
    library.fa_fact_list.argtypes = [POINTER(fa_analysis_service), POINTER(fa_fact_query), fa_fact_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_ask.restype = fa_status
    library.fa_ask.argtypes = [POINTER(fa_analysis_service), POINTER(fa_question_input), POINTER(POINTER(fa_answer)), POINTER(fa_error)]
    library.fa_search.restype = fa_status
    library.fa_search.argtypes = [POINTER(fa_analysis_service), POINTER(fa_question_input), c_uint32, fa_hit_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_answer_free.restype = None
    library.fa_answer_free.argtypes = [POINTER(fa_answer)]
    library.fa_document_upload.restype = fa_status
    library.fa_document_upload.argtypes = [POINTER(fa_document_service), POINTER(fa_upload), POINTER(POINTER(fa_document)), POINTER(c_bool), POINTER(fa_error)]
    library.fa_document_get.restype = fa_status
    library.fa_document_get.argtypes = [POINTER(fa_document_service), fa_id, POINTER(POINTER(fa_document)), POINTER(fa_error)]
    library.fa_document_list.restype = fa_status
    library.fa_document_list.argtypes = [POINTER(fa_document_service), fa_id, c_uint32, fa_document_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_document_content.restype = fa_status
    library.fa_document_content.argtypes = [POINTER(fa_document_service), fa_id, fa_write_fn, c_void_p, POINTER(fa_error)]
    library.fa_document_report.restype = fa_status
    library.fa_document_report.argtypes = [POINTER(fa_document_service), POINTER(fa_document), POINTER(fa_error)]
    library.fa_document_remove.restype = fa_status
    library.fa_document_remove.argtypes = [POINTER(fa_document_service), fa_id, POINTER(fa_error)]
    library.fa_document_free.restype = None
    library.fa_document_free.argtypes = [POINTER(fa_document)]
    library.fa_blob_put.restype = fa_status
    library.fa_blob_put.argtypes = [POINTER(fa_blob_store), c_char_p, fa_read_fn, c_void_p, POINTER(fa_error)]
    library.fa_blob_get.restype = fa_status
    library.fa_blob_get.argtypes = [POINTER(fa_blob_store), c_char_p, fa_write_fn, c_void_p, POINTER(fa_error)]
    library.fa_blob_remove.restype = fa_status
    library.fa_blob_remove.argtypes = [POINTER(fa_blob_store), c_char_p, POINTER(fa_error)]
    library.fa_blob_size.restype = fa_status
    library.fa_blob_size.argtypes = [POINTER(fa_blob_store), c_char_p, POINTER(c_uint64), POINTER(fa_error)]
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
    library.fa_document_repo_add.restype = fa_status
    library.fa_document_repo_add.argtypes = [POINTER(fa_document_repo), POINTER(fa_document), POINTER(fa_error)]
    library.fa_document_repo_get.restype = fa_status
    library.fa_document_repo_get.argtypes = [POINTER(fa_document_repo), fa_id, fa_document_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_document_repo_find.restype = fa_status
    library.fa_document_repo_find.argtypes = [POINTER(fa_document_repo), c_char_p, fa_document_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_document_repo_list.restype = fa_status
    library.fa_document_repo_list.argtypes = [POINTER(fa_document_repo), fa_id, c_uint32, fa_document_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_document_repo_replace.restype = fa_status
    library.fa_document_repo_replace.argtypes = [POINTER(fa_document_repo), POINTER(fa_document), POINTER(fa_error)]
    library.fa_document_repo_remove.restype = fa_status
    library.fa_document_repo_remove.argtypes = [POINTER(fa_document_repo), fa_id, POINTER(fa_error)]
    library.fa_document_repo_close.restype = None
    library.fa_document_repo_close.argtypes = [POINTER(fa_document_repo)]
    library.fa_filing_repo_put.restype = fa_status
    library.fa_filing_repo_put.argtypes = [POINTER(fa_filing_repo), fa_id, POINTER(fa_filing), POINTER(fa_error)]
    library.fa_filing_repo_get.restype = fa_status
    library.fa_filing_repo_get.argtypes = [POINTER(fa_filing_repo), fa_id, fa_filing_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_filing_repo_remove.restype = fa_status
    library.fa_filing_repo_remove.argtypes = [POINTER(fa_filing_repo), fa_id, POINTER(fa_error)]
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
    library.fa_job_repo_get.argtypes = [POINTER(fa_job_repo), fa_id, fa_job_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_job_repo_of_document.restype = fa_status
    library.fa_job_repo_of_document.argtypes = [POINTER(fa_job_repo), fa_id, fa_job_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_job_repo_claim.restype = fa_status
    library.fa_job_repo_claim.argtypes = [POINTER(fa_job_repo), fa_time, fa_time, fa_job_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_job_repo_replace.restype = fa_status
    library.fa_job_repo_replace.argtypes = [POINTER(fa_job_repo), POINTER(fa_job), POINTER(fa_error)]
    library.fa_job_repo_cancel.restype = fa_status
    library.fa_job_repo_cancel.argtypes = [POINTER(fa_job_repo), fa_id, POINTER(fa_error)]
    library.fa_job_repo_forget.restype = fa_status
    library.fa_job_repo_forget.argtypes = [POINTER(fa_job_repo), fa_id, POINTER(fa_error)]
    library.fa_job_repo_close.restype = None
    library.fa_job_repo_close.argtypes = [POINTER(fa_job_repo)]
    library.fa_passage_put.restype = fa_status
    library.fa_passage_put.argtypes = [POINTER(fa_passage_index), fa_id, POINTER(fa_passage), c_uint32, POINTER(fa_error)]
    library.fa_passage_search.restype = fa_status
    library.fa_passage_search.argtypes = [POINTER(fa_passage_index), POINTER(fa_term), c_uint32, POINTER(fa_id), c_uint32, c_uint32, fa_passage_hit_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_passage_page.restype = fa_status
    library.fa_passage_page.argtypes = [POINTER(fa_passage_index), fa_id, c_int32, fa_passage_visit_fn, c_void_p, POINTER(fa_error)]
    library.fa_passage_remove.restype = fa_status
    library.fa_passage_remove.argtypes = [POINTER(fa_passage_index), fa_id, POINTER(fa_error)]
    library.fa_passage_index_close.restype = None
    library.fa_passage_index_close.argtypes = [POINTER(fa_passage_index)]
    library.fa_registry_new.restype = fa_status
    library.fa_registry_new.argtypes = [POINTER(POINTER(fa_registry)), POINTER(fa_error)]
    library.fa_registry_free.restype = None
    library.fa_registry_free.argtypes = [POINTER(fa_registry)]
    library.fa_registry_add.restype = fa_status
    library.fa_registry_add.argtypes = [POINTER(fa_registry), fa_port, c_char_p, fa_open_fn, POINTER(fa_error)]
    library.fa_registry_open.restype = fa_status
    library.fa_registry_open.argtypes = [POINTER(fa_registry), fa_port, POINTER(fa_open_context), c_char_p, c_void_p, POINTER(fa_error)]
    library.fa_app_open.restype = fa_status
    library.fa_app_open.argtypes = [POINTER(fa_registry), POINTER(fa_app_config), POINTER(POINTER(fa_app)), POINTER(fa_error)]
    library.fa_app_close.restype = None
    library.fa_app_close.argtypes = [POINTER(fa_app)]
    library.fa_app_documents.restype = POINTER(fa_document_service)
    library.fa_app_documents.argtypes = [POINTER(fa_app)]
    library.fa_app_analysis.restype = POINTER(fa_analysis_service)
    library.fa_app_analysis.argtypes = [POINTER(fa_app)]
    library.fa_app_ingest.restype = fa_status
    library.fa_app_ingest.argtypes = [POINTER(fa_app), POINTER(fa_upload), POINTER(POINTER(fa_document)), POINTER(fa_error)]
    library.fa_app_resume.restype = fa_status
    library.fa_app_resume.argtypes = [POINTER(fa_app), POINTER(fa_error)]
    library.fa_app_remove.restype = fa_status
    library.fa_app_remove.argtypes = [POINTER(fa_app), fa_id, POINTER(fa_error)]
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
    library.fa_document_to_json.restype = fa_status
    library.fa_document_to_json.argtypes = [POINTER(fa_document), POINTER(fa_buf), POINTER(fa_error)]
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
    library.fa_json_quote.restype = fa_status
    library.fa_json_quote.argtypes = [c_char_p, POINTER(fa_buf)]
    library.fa_question_from_json.restype = fa_status
    library.fa_question_from_json.argtypes = [c_char_p, c_size_t, POINTER(POINTER(fa_question_input)), POINTER(fa_error)]
    library.fa_question_input_free.restype = None
    library.fa_question_input_free.argtypes = [POINTER(fa_question_input)]

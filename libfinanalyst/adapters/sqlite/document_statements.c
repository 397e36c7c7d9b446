/* adapters/sqlite/document_statements.c: the SQL of the document repository. */
#include "document.h"

/* In the order in which document_repo.c binds and reads them. */
#define COLUMNS                                                                                              \
    "id, owner, name, sha256, size_bytes, media_type, state, error_code, error, page_count, fact_count, "    \
    "company, ticker, form, currency, period_end, fiscal_year, fiscal, created, version, deleted, tags, "    \
    "corrected, detected_company, detected_form, detected_period_end, detected_fiscal_year, detected_fiscal"
#define SELECT "SELECT legacy_id, " COLUMNS " FROM document WHERE "
/* ?1 is the owner who asks. lower() knows ASCII only, as the port wants it. */
#define FITS                                                                                                 \
    " AND id < ?2 AND (deleted <> 0) = ?3 "                                                                  \
    "AND (?4 IS NULL OR instr(lower(name), lower(?4)) OR instr(lower(company), lower(?4)) "                  \
    "OR instr(lower(ticker), lower(?4)) OR instr(lower(tags), lower(?4))) "                                  \
    "AND (?5 IS NULL OR lower(company) = lower(?5)) AND (?6 IS NULL OR lower(form) = lower(?6)) "            \
    "AND (?7 IS NULL OR instr(char(10) || tags, char(10) || ?7 || char(10))) "                               \
    "AND (?8 = 0 OR fiscal_year = ?8) AND (?9 = 0 OR state = ?9) "                                           \
    "AND (?10 = '' OR id IN (SELECT collected.document FROM collected JOIN collection "                      \
    "ON collection.id = collected.collection WHERE collection.id = ?10 AND collection.owner = ?1)) "         \
    "ORDER BY id DESC LIMIT ?11"
#define SHARED "id IN (SELECT share.document FROM share WHERE share.user = ?1)"
#define COLLECTION                                                                                           \
    "SELECT id, owner, name, (SELECT count(*) FROM collected JOIN document "                                 \
    "ON document.id = collected.document WHERE collected.collection = collection.id "                        \
    "AND document.deleted = 0), created, version FROM collection WHERE owner = ? AND "

const char *const fai_sql_document_statements[FAI_SQL_DOCUMENT_STATEMENTS] = {
    [FAI_SQL_ADD_DOCUMENT] =
        "INSERT INTO document (" COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [FAI_SQL_GET_DOCUMENT] = SELECT "owner = ? AND id = ?",
    [FAI_SQL_GET_LEGACY_DOCUMENT] = SELECT "owner = ? AND legacy_id = ?",
    [FAI_SQL_FIND_DOCUMENT] = SELECT "owner = ? AND sha256 = ?",
    [FAI_SQL_SELECT_DOCUMENTS] = SELECT "owner = ?1" FITS,
    [FAI_SQL_SELECT_SHARED] = SELECT SHARED FITS,
    [FAI_SQL_SCAN_DOCUMENTS] = SELECT "id < ? ORDER BY id DESC LIMIT ?",
    [FAI_SQL_REPLACE_DOCUMENT] = "UPDATE document SET (" COLUMNS
                                 ") = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? + 1, ?, ?, "
                                 "?, ?, ?, ?, ?, ?) WHERE id = ?1 AND owner = ?2 AND version = ?20",
    [FAI_SQL_REMOVE_DOCUMENT] = "DELETE FROM document WHERE owner = ? AND id = ?",
    [FAI_SQL_KEEP_REMOVAL] = "INSERT INTO removal (document, owner, time) VALUES (?, ?, ?)",
    [FAI_SQL_DROP_REMOVALS] = "DELETE FROM removal WHERE time < ?",
    [FAI_SQL_LIST_REMOVALS] =
        "SELECT seq, document, owner, time FROM removal WHERE seq > ? ORDER BY seq LIMIT ?",
    [FAI_SQL_GET_SHARED] = SELECT SHARED " AND id = ?2",
    [FAI_SQL_SHARE] = "INSERT OR IGNORE INTO share (owner, document, user, created) VALUES (?, ?, ?, ?)",
    [FAI_SQL_UNSHARE] = "DELETE FROM share WHERE owner = ? AND document = ? AND user = ?",
    [FAI_SQL_LIST_SHARES] =
        "SELECT owner, document, user, created FROM share WHERE owner = ? AND document = ? ORDER BY user",
    [FAI_SQL_ADD_COLLECTION] =
        "INSERT INTO collection (id, owner, name, created, version) VALUES (?, ?, ?, ?, ?)",
    [FAI_SQL_REPLACE_COLLECTION] = "UPDATE collection SET name = ?3, version = version + 1 "
                                   "WHERE id = ?1 AND owner = ?2 AND version = ?4",
    [FAI_SQL_GET_COLLECTION] = COLLECTION "id = ?",
    [FAI_SQL_LIST_COLLECTIONS] = COLLECTION "id < ? ORDER BY id DESC LIMIT ?",
    [FAI_SQL_REMOVE_COLLECTION] = "DELETE FROM collection WHERE owner = ? AND id = ?",
    [FAI_SQL_HAS_DOCUMENT] = "SELECT 1 FROM document WHERE owner = ? AND id = ?",
    [FAI_SQL_HAS_COLLECTION] = "SELECT 1 FROM collection WHERE owner = ? AND id = ?",
    [FAI_SQL_PUT_IN] = "INSERT OR IGNORE INTO collected (collection, document) VALUES (?, ?)",
    [FAI_SQL_TAKE_OUT] = "DELETE FROM collected WHERE collection = ? AND document = ?"};

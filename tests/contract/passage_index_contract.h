/* contract/passage_index_contract.h: what every passage index must do. */
#ifndef FA_PASSAGE_INDEX_CONTRACT_H
#define FA_PASSAGE_INDEX_CONTRACT_H

#include <finanalyst/port/passage_index.h>

/* Opens an empty index. */
typedef fa_status (*open_passage_index_fn)(fa_passage_index *out, fa_error *err);

/* Runs the suite and returns the exit status for main. reopen closes an index and opens it again with what it holds;
 * NULL: what it holds dies with it. */
int passage_index_contract(const char *adapter, open_passage_index_fn open, open_passage_index_fn reopen);

#endif

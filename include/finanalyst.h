/* finanalyst.h: the whole public interface but the adapters. */
#ifndef FINANALYST_H
#define FINANALYST_H

#include <finanalyst/alloc.h>
#include <finanalyst/analysis.h>
#include <finanalyst/analytics.h>
#include <finanalyst/app.h>
#include <finanalyst/buf.h>
#include <finanalyst/content.h>
#include <finanalyst/decimal.h>
#include <finanalyst/document.h>
#include <finanalyst/error.h>
#include <finanalyst/finance.h>
#include <finanalyst/port/user_repo.h>
#include <finanalyst/record.h>
#include <finanalyst/registry.h>
#include <finanalyst/search.h>
#include <finanalyst/sheets.h>
#include <finanalyst/storage.h>
#include <finanalyst/token.h>
#include <finanalyst/types.h>
#include <finanalyst/user.h>
#include <finanalyst/version.h>
#include <finanalyst/wire.h>

#endif

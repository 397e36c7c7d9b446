/* user/domain/scope.h: what an API key may do, and from where. */
#ifndef FAI_USER_SCOPE_H
#define FAI_USER_SCOPE_H

#include <finanalyst/user.h>

/* Words of FA_SCOPES, at least one, none twice; written with one blank between them. FA_EINVALID "scopes". */
fa_status fai_scope(const char *given, char out[FA_SCOPE_BYTES], fa_error *err);
/* Addresses and networks (CIDR) of both families, parted by blanks; NULL and "" = anywhere. FA_EINVALID "ip_allow". */
fa_status fai_addresses(const char *given, char out[FA_SCOPE_BYTES], fa_error *err);
/* Whether an address lies within them; what is no address lies nowhere. */
bool fai_address_allowed(const char *addresses, const char *address);
/* What failures of an address are counted for: itself, or its /64 for IPv6; "?" for what is no address. */
void fai_address_group(const char *address, char out[FA_ADDRESS_BYTES]);

#endif
